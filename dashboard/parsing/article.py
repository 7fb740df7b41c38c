"""Stage 1, parsing: what enters it. In: files, folders, standard input. Out: articles, or a record of why one was left.

A file that cannot be read as an article becomes a `Quarantined` record; all the others are still done.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

ARTICLE_CAP = 200_000
"""Bytes of UTF-8 an article: what is longer is no article."""
SENTENCE_CAP = 2_000
"""Bytes of UTF-8 a sentence: what is longer is cut before it is parsed."""
SECONDS_CAP = 20
"""Seconds an article: what takes longer is left."""


class Article(BaseModel):
    """One article as given. Offsets of everything found in it refer to `text`; for HTML, to the extracted text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    published: date | None = None
    url: str = ""
    title: str = ""
    publisher: str = ""


class Quarantined(BaseModel):
    """An input that was left, and why: `reason` says what was found and what to do about it.

    `problem` is False for what is left by design, such as an article in another language.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    source: str
    reason: str
    problem: bool = Field(default=True, exclude=True)
