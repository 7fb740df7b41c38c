"""Stage 1, parsing: which of the inputs are let in to be read.

In: a `Raw` item. Out: an `Article` to be read, a record of why not, or nothing.

Nothing means off topic: then neither a page's text nor a language model is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from dashboard.dataset.statement import web_address
from dashboard.parsing.article import ARTICLE_CAP, FILE_CAP, Article, Quarantined
from dashboard.parsing.encodings import text_of
from dashboard.parsing.gate import folded, names_place, on_topic
from dashboard.parsing.intake import Raw, inputs
from dashboard.parsing.language import is_english
from dashboard.parsing.pages import Page, decoded, has_words, page_of, shows_words

EMPTY = "empty: there is no text in it"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of all inputs. An article's own line comes before it, a page's metadata after it."""

    published: date | None = None
    url: str = ""


class UnfitError(ValueError):
    """An item is no article to be read; the message says why and what to do."""

    def __init__(self, reason: str, *, problem: bool = True) -> None:
        super().__init__(reason)
        self.problem = problem


def articles(paths: Sequence[str], given: Given, stdin: BinaryIO) -> Iterator[Article | Quarantined]:
    """The articles of some paths, on any topic, with a day or without; what can't be read comes as a record."""
    for found in inputs(paths, stdin):
        article = found if isinstance(found, Quarantined) else admit(found, given, any_topic=True)
        if article is not None:
            yield article


def admit(raw: Raw, given: Given, *, any_topic: bool) -> Article | Quarantined | None:
    """The article of an item, with a day unless `any_topic`; None where it is off topic."""
    try:
        text, page = _decoded(raw), None
        if raw.html:
            if not any_topic and not names_place(folded(text)):
                _check_words(text)
                return None
            page = _page(text)
            text = page.text
        _check(text)
        if not any_topic and not on_topic(folded(text)):
            return None
        return _article(raw, text, page, given, dated=not any_topic)
    except UnfitError as error:
        return Quarantined(id=raw.id, source=raw.source, reason=str(error), problem=error.problem)


def _decoded(raw: Raw) -> str:
    if len(raw.body) > FILE_CAP:
        raise UnfitError(f"more than {FILE_CAP} bytes: give one article a file")
    text = raw.body if isinstance(raw.body, str) else _text_in(raw, raw.body)
    if not has_words(text):
        raise UnfitError(EMPTY)
    return text


def _text_in(raw: Raw, body: bytes) -> str:
    text = decoded(body, raw.charset) if raw.html else text_of(body)
    if text is None:
        raise UnfitError("binary data: give text or HTML")
    return text


def _page(html: str) -> Page:
    page = page_of(html)
    if page is None:
        raise UnfitError("no article in this page: give one whose text stands in it without scripts")
    return page


def _check_words(html: str) -> None:
    if not shows_words(html):
        raise UnfitError(EMPTY)


def _check(text: str) -> None:
    if len(text) > ARTICLE_CAP:
        raise UnfitError(f"{len(text)} characters: at most {ARTICLE_CAP} are read; give one article a file")
    if not is_english(text):
        raise UnfitError("not in English: only English is read; give a translation", problem=False)


def _article(raw: Raw, text: str, page: Page | None, given: Given, *, dated: bool) -> Article:
    published = _day(raw.about.get("published"), "published") or given.published
    published = published or _day(page.published if page else "", "day of the page")
    if published is None and dated:
        where = "its page names none" if page else "it has none"
        raise UnfitError(f"no day of publication: {where}; give it with --published YYYY-MM-DD or as 'published'")
    url = _text(raw, "url") or given.url or (page.url if page else "") or _text(raw, "page_url")
    if url and not web_address(url):
        raise UnfitError(f"url: {url!r} is no http(s) address: correct it or leave it out")
    return Article(
        id=raw.id,
        text=text,
        published=published,
        url=url,
        title=_text(raw, "title") or (page.title if page else ""),
        publisher=_text(raw, "publisher") or (page.publisher if page else ""),
    )


def _day(value: Any, name: str) -> date | None:
    if value in (None, ""):
        return None
    found = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[0] if found else "")
    except ValueError:
        raise UnfitError(f"{name}: {value!r} is no day: write it as YYYY-MM-DD") from None


def _text(raw: Raw, name: str) -> str:
    value = raw.about.get(name)
    if value is not None and not isinstance(value, str):
        raise UnfitError(f"{name}: {value!r} is no text: write it in quotation marks")
    return " ".join((value or "").split())
