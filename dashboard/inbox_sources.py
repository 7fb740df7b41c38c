"""Face: what the inbox takes in. In: pasted text, files, addresses, feeds, sheets; out: what became of each, in words.

The page and the command line share this module: here the parser's candidates meet the review stage, which knows
nothing of the parser. Work that takes long is given out one article at a time, so that both can show how far it is.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.dataset.store import Record
from dashboard.dropped_files import from_files, safe_name
from dashboard.parsing.admission import Given
from dashboard.parsing.article import SECONDS_CAP, Article, Quarantined
from dashboard.parsing.gate import folded, on_topic
from dashboard.parsing.layout import paragraphs_of
from dashboard.parsing.limits import OutOfTimeError, seconds
from dashboard.parsing.normalise import normalise
from dashboard.review.errors import ReviewError
from dashboard.review.feed import FeedEntry
from dashboard.review.fetch import Limits, Page, fetch, robots_allow
from dashboard.review.inbox import Inbox, Intake
from dashboard.review.sheet import read_sheet

FIRST_CHARACTERS = 60
"""Characters of its first words by which a text without a headline is called."""
ENDS_A_SENTENCE = re.compile(r"\.\W*$")
"""A full stop, also one within quotation marks: the parser takes a line that ends in a quotation for a headline."""
READ_ONE_AT_A_TIME = threading.Lock()
"""Reading needs a processor of its own: many at once are slower than one after the other."""


@dataclass(frozen=True)
class Arrival:
    """What became of one thing given: `intake` is None where it was not taken in, and `said` says why."""

    source: str
    intake: Intake | None
    said: str


def from_text(text: str, about: Mapping[str, str]) -> Iterator[Article | Quarantined]:
    """A pasted text as an article, called by its first words; `about` may say title, publisher, published and url."""
    known = {name: value.strip() for name, value in about.items() if value.strip()}
    known["id"] = textwrap.shorten(text, FIRST_CHARACTERS, placeholder=" …")
    files = [("pasted.txt", text.encode("utf-8", "replace")), ("pasted.json", json.dumps(known).encode())]
    for found in from_files(files):
        # no file that a reader knows of
        yield found.model_copy(update={"source": found.id}) if isinstance(found, Quarantined) else found


def headline_of(text: str) -> str:
    """The first line of a text, as printed, where the parser takes it for a headline and more follows; else empty."""
    clean = normalise(text)
    lines = paragraphs_of(clean.text, clean.stressed)
    if len(lines) < 2 or lines[0].kind != "headline":
        return ""
    start, end = clean.span(lines[0].start, lines[0].end)
    headline = " ".join(text[start:end].split())
    return "" if ENDS_A_SENTENCE.search(headline) else headline


def from_page(page: Page, published: dt.date | None = None) -> Iterator[Article | Quarantined]:
    """A fetched page as an article, under the address at which it was found."""
    name = "page.txt" if page.media_type == "text/plain" else "page.html"
    content = page.text.encode("utf-8", "replace") if name == "page.txt" else page.content
    yield from from_files([(name, content)], Given(published, page.url))


def published_by(publisher: str, found: Iterable[Article | Quarantined]) -> Iterator[Article | Quarantined]:
    """The same articles, with this publisher where they name none."""
    for one in found:
        named = isinstance(one, Quarantined) or bool(one.publisher)
        yield one if named else one.model_copy(update={"publisher": " ".join(publisher.split())})


def take_in(
    inbox: Inbox, found: Iterable[Article | Quarantined], *, how: str, by: str, now: dt.datetime, name: str = ""
) -> Iterator[Arrival]:
    """Read each article and queue what is found in it. What can't be read is said and left; the others are done."""
    for article in found:
        if isinstance(article, Quarantined):
            yield Arrival(name or _place(article), None, article.reason)
            continue
        source = name or article.title or article.id
        try:
            yield _take_one(inbox, article, source, how, by, now)
        except (ReviewError, ValueError) as error:
            yield Arrival(source, None, str(error))
        except OutOfTimeError:
            yield Arrival(source, None, f"took longer than {SECONDS_CAP:g} seconds to read: give it in parts")


def _place(left: Quarantined) -> str:
    """Where to look for what was left: its file and line, and its id where they don't say it."""
    if left.source == "-":
        return left.id
    return left.source if left.id in left.source else f"{left.source} ({left.id})"


def _take_one(inbox: Inbox, article: Article, source: str, how: str, by: str, now: dt.datetime) -> Arrival:
    known = inbox.known(text=article.text)
    if known:
        return Arrival(source, known, in_words(known))
    rows: list[dict[str, Any]] = []
    if on_topic(folded(article.text)):
        from dashboard.parsing.results import proposals  # loads spaCy: seconds that no other command should wait

        try:
            with READ_ONE_AT_A_TIME, seconds(SECONDS_CAP):
                rows = proposals(article, inbox.columns)
        except ValueError:
            raise
        except Exception as error:  # a fault of the parser in one article must not cost the others
            said = f"the parser failed on it ({type(error).__name__}: {error}): please report it with the article"
            raise ReviewError(said) from error
    taken = inbox.take_in(article.model_dump(), [_coded(row) for row in rows], how=how, by=by, now=now)
    return Arrival(source, taken, in_words(taken))


def _coded(row: dict[str, Any]) -> dict[str, Any]:
    """A parser is sure of how it read; the codebook's `high` is for direct quotes alone. The score stays as it is."""
    paraphrase = row["confidence"] == "high" and not row["quote"]
    return row | {"confidence": "medium"} if paraphrase else row


def in_words(taken: Intake) -> str:
    """What became of an article."""
    count = len(taken.candidates)
    proposals = f"{count} proposal{'' if count == 1 else 's'}"
    if taken.outcome == "known":
        return f"known already: added by {taken.added_by} on {taken.added_at[:10]}; nothing is queued twice"
    if taken.outcome == "changed":
        return f"known, and its text has changed: {proposals} to look at again"
    return f"{proposals} queued" if count else "kept; nothing about sending or accepting troops was found in it"


def take_address(
    inbox: Inbox, page: Page, *, by: str, now: dt.datetime, published: dt.date | None = None, publisher: str = ""
) -> Iterator[Arrival]:
    """Queue what is found in a page that was fetched; `published` and `publisher` count where it names none."""
    found = published_by(publisher, from_page(page, published))
    yield from take_in(inbox, found, how="address", by=by, now=now, name=page.url)


def take_entries(
    inbox: Inbox, entries: Iterable[FeedEntry], *, by: str, now: dt.datetime, limits: Limits, publisher: str = ""
) -> Iterator[Arrival]:
    """Fetch the articles of a feed one after another; those known by their address are not asked for again."""
    for entry in entries:
        known = inbox.known(url=entry.url)
        if known:
            yield Arrival(entry.url, known, in_words(known))
            continue
        try:
            if robots_allow(entry.url, limits):
                page = fetch(entry.url, limits)
                yield from take_address(inbox, page, by=by, now=now, published=entry.published, publisher=publisher)
            else:
                yield Arrival(
                    entry.url, None, "the site's robots.txt asks programs not to follow links: paste the text"
                )
        except ReviewError as error:
            yield Arrival(entry.url, None, str(error))


def take_sheet(inbox: Inbox, record: Record, name: str, content: bytes, *, by: str, now: dt.datetime) -> Arrival:
    """Queue the statements of a spreadsheet. Raises `DataError` with every problem, and then nothing enters."""
    known_as = safe_name(name)
    known = inbox.known(text=content.decode("utf-8-sig", "replace"))
    if known:
        return Arrival(known_as, known, in_words(known))
    waiting = [candidate.proposed for candidate in inbox.candidates()]
    rows = read_sheet(known_as, content, record, today=now.date(), waiting=waiting)
    article = {"id": known_as, "title": known_as, "text": content.decode("utf-8-sig")}
    taken = inbox.take_in(article, rows, how="sheet", by=by, now=now, origin="curated")
    return Arrival(known_as, taken, in_words(taken))
