"""Stage 1, parsing: the article in a saved page.

In: HTML. Out: `Page`: title, day, publisher, canonical address and main text.

trafilatura tells the article from navigation, cookie banners, lists of links and comments. The text it finds is what
all offsets refer to: the title, then one paragraph after another, an empty line between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from dashboard.dataset.statement import web_address
from dashboard.parsing.encodings import declared, text_of

DATES = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
"""The day comes from the page's metadata alone, never from dates in the text, and never from the clock."""
MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype\s+html|<!--|<html|<head|<body|<article|<div|<p\b)", re.IGNORECASE)

UNSEEN = re.compile(r"<(script|style|title)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^>]*>?", re.IGNORECASE | re.DOTALL)
"""Tags, and what a page does not show of what stands between them; what is never closed goes on to the end."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; texts are empty where it does not tell, `published` is YYYY-MM-DD."""

    text: str
    title: str
    published: str
    url: str
    publisher: str


def is_markup(text: str) -> bool:
    """Whether a text begins like a page."""
    return bool(MARKUP.match(text))


def has_words(text: str) -> bool:
    """Whether a text has a letter or a digit."""
    return any(map(str.isalnum, text))


def shows_words(html: str) -> bool:
    """Whether there are words between the tags of a page; quick, as they mostly are near its beginning."""
    end = 0
    for unseen in UNSEEN.finditer(html):
        if has_words(unescape(html[end : unseen.start()])):
            return True
        end = unseen.end()
    return has_words(unescape(html[end:]))


def decoded(page: bytes, charset: str = "") -> str | None:
    """The source of a page as text; `charset` is what a server said of it. None for binary data."""
    return text_of(page, charset or declared(page))


def page_of(html: str) -> Page | None:
    """Title, day, publisher, address and text of a page; None where there is no article in it."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction  # half a second that a run on texts need not wait

    try:
        found = bare_extraction(
            html.encode("utf-8", "replace").decode(),
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=dict(DATES),
        )
    except (LxmlError, ValueError, RecursionError):  # ValueError: lxml refuses what no XML may hold
        return None
    if found is None or isinstance(found, dict) or not found.text:
        return None
    title = " ".join((found.title or "").split())
    url = found.url or ""
    return Page(
        text=_with_title(title, found.text),
        title=title,
        published=found.date or "",
        url=url if web_address(url) else "",
        publisher=" ".join((found.sitename or found.hostname or "").split()),
    )


def _with_title(title: str, text: str) -> str:
    """The text under its title, which many pages keep outside the article; paragraphs apart by an empty line."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if title and " ".join(paragraphs[0].split()) != title:
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)
