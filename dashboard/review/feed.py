"""Stage 2, review: what a feed lists. In: the bytes of an RSS or Atom feed; out: its entries, the newest first."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import feedparser
import httpx

from dashboard.dataset.statement import web_address
from dashboard.review.errors import ReviewError
from dashboard.review.fetch import FEEDS, Page

ENTRIES = 50
"""How many entries of a feed are offered at most."""


@dataclass(frozen=True)
class FeedEntry:
    """One article that a feed lists."""

    url: str
    title: str
    published: dt.date | None


def is_feed(page: Page) -> bool:
    """Whether a page is a feed, by its kind, or by how it begins where the kind does not tell."""
    start = page.content[:1000].lstrip().lower()
    listed = any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf"))
    return page.media_type in FEEDS or (page.media_type.endswith("xml") and listed)


def entries(page: Page) -> list[FeedEntry]:
    """The entries of a feed that have an http(s) address, each address once. Raises `ReviewError` where none has.

    The bytes are parsed as they are: feedparser is never given an address, so it asks no network.
    """
    parsed = feedparser.parse(io.BytesIO(page.content), response_headers={"content-location": page.url})
    found: dict[str, FeedEntry] = {}
    for entry in parsed.entries:
        try:
            url = str(httpx.URL(page.url).join(entry.get("link", "")))
        except httpx.InvalidURL:
            continue
        if entry.get("link") and web_address(url) and len(found) < ENTRIES:
            title = " ".join(str(entry.get("title", "")).split())
            found.setdefault(url, FeedEntry(url, title, _day(entry)))
    if not found:
        raise ReviewError(f"{page.url} lists no article with an address: give the address of a page or of a feed")
    return sorted(found.values(), key=lambda entry: entry.published or dt.date.min, reverse=True)


def _day(entry: feedparser.FeedParserDict) -> dt.date | None:
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return dt.date(*stamp[:3]) if stamp else None
    except ValueError:
        return None
