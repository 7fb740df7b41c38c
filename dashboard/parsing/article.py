"""Stage 1, parsing: what enters the parser.

An `Article` is read; what can't be is a `Quarantined` record in its place.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

FILE_CAP = 5_000_000
"""Bytes of a file, a line or a page that holds one article."""
ARTICLE_CAP = 200_000
"""Characters of an article's text: what is longer is no article."""
SENTENCE_CAP = 2_000
"""Characters of a sentence: a longer one is none, and is not parsed."""
SECONDS_CAP = 20.0
"""Seconds of processor time an article may take: what takes longer is left."""


class Article(BaseModel):
    """One article as given. Offsets of everything found in it refer to `text`; for HTML, to the extracted text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    published: date | None = None
    url: str = ""
    title: str = ""
    publisher: str = ""


class BrokenParserError(ValueError):
    """A file of the parser itself is missing or cannot be used: no article can be read until it is back."""


class Quarantined(BaseModel):
    """An input that was left, and why: `reason` says what was found and what to do about it.

    `problem` is False where there is nothing to mend before a new run: another language, or the parser's own limits
    and faults.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    source: str
    reason: str
    problem: bool = Field(default=True, exclude=True)
