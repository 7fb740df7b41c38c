"""Stage output: the feed of changes of position, as Atom (RFC 4287).

In: rows of the table `changes`, a record, the addresses of the server and of this feed; out: the feed's bytes. An
entry's id is made of the two statements and what they are compared on, so it stays the same for good, wherever the
server stands. Words of others are text in the feed, never markup.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.output.columns import texts

ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 can't hold (section 2.2)."""


def _clean(text: object) -> str:
    return ILLEGAL.sub("\ufffd", str(text))


def _add(parent: Element, name: str, text: object = "", **attributes: str) -> Element:
    child = SubElement(parent, name, {key: _clean(value) for key, value in attributes.items()})
    child.text = _clean(text) or None
    return child


def _stamp(moment: dt.date | dt.datetime) -> str:
    """A moment as RFC 3339 has it; a day is its first second, since no hour is known."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{moment.isoformat()}T00:00:00Z"


def statement_url(base: str, statement_id: str) -> str:
    """The permanent address of a statement on a server."""
    return f"{base}/statement?{urlencode({'id': statement_id})}"


def entry_id(row: Mapping[str, Any]) -> str:
    """The permanent id of a change (a tag URI, RFC 4151): both statements and the slot in which they are compared."""
    slot = "/".join(str(row[name]) for name in ("question", "phase", "kind"))
    return f"tag:{texts().feed.authority}:change/{slot}/{row['from_id']}/{row['to_id']}"


def _slot(record: Record, row: Mapping[str, Any]) -> str:
    book = record.codebook
    question = "" if row["question"] == "send" else f", {book.label('question', row['question']).lower()}"
    return f"{book.label('phase', row['phase']).lower()}, {book.label('kind', row['kind']).lower()}{question}"


def _title(record: Record, row: Mapping[str, Any]) -> str:
    """Who, from, to, and what the position is about, in one line."""
    label = {side: tables.position_code(record.codebook, row[f"{side}_position"]).label for side in ("from", "to")}
    who = record.people.entity_name(row["entity"])
    return f"{who}: {label['from']} → {label['to']} ({_slot(record, row)})"


def _side(div: Element, record: Record, row: Mapping[str, Any], side: str, base: str) -> None:
    """One of the two statements: position, day, words, speaker, source."""
    book = record.codebook
    position = tables.position_code(book, row[f"{side}_position"]).label
    head = _add(_add(div, "p"), "strong", f"{texts().feed.sides[side]}: {position}")
    head.tail = _clean(f", {row[f'{side}_date']:%Y-%m-%d}")
    _add(_add(div, "blockquote"), "p", tables.said(row[f"{side}_quote"], row[f"{side}_summary"]))
    by = _add(div, "p", f"{row[f'{side}_speaker']}, {row[f'{side}_office']}. ")
    terms = tables.labels(book, "conditions", row[f"{side}_conditions"])
    by.text = _clean(f"{by.text}{texts().feed.terms}: {terms}. ") if terms else by.text
    source = row[f"{side}_source_publisher"]
    if row[f"{side}_source_url"]:
        _add(by, "a", source, href=row[f"{side}_source_url"]).tail = " · "
    else:
        by.text = _clean(f"{by.text}{source} · ")
    _add(by, "a", row[f"{side}_id"], href=statement_url(base, row[f"{side}_id"]))


def _entry(feed: Element, record: Record, row: Mapping[str, Any], base: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", entry_id(row))
    _add(entry, "title", _title(record, row))
    _add(entry, "updated", _stamp(row["date"].date()))
    _add(entry, "published", _stamp(row["date"].date()))
    _add(_add(entry, "author"), "name", row["to_speaker"])
    _add(entry, "link", rel="alternate", type="text/html", href=statement_url(base, row["to_id"]))
    if row["to_source_url"]:
        _add(entry, "link", rel="via", href=row["to_source_url"])
    for scheme in ("entity", "phase", "kind"):
        label = tables_label(record, scheme, row[scheme])
        _add(entry, "category", scheme=f"{base}/api/codebook.json#{scheme}", term=row[scheme], label=label)
    content = _add(entry, "content", type="xhtml")
    div = _add(content, "div", xmlns=XHTML)
    for side in ("from", "to"):
        _side(div, record, row, side, base)


def tables_label(record: Record, name: str, code: str) -> str:
    """The name of an entity, or the label of a code."""
    return record.people.entity_name(code) if name == "entity" else record.codebook.label(name, code)


def to_atom(changes: pd.DataFrame, record: Record, base: str, query: str, url: str, following: str = "") -> bytes:
    """The feed of the changes that a query gives, newest first.

    `base` is the address of the server, `url` that of this page of the feed, `following` that of the next (RFC 5005).
    """
    edition, about = record.edition, texts().feed
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "id", f"tag:{about.authority}:changes" + (f"?{query}" if query else ""))
    _add(feed, "title", f"{edition.title}: {about.title}")
    _add(feed, "subtitle", about.subtitle)
    _add(feed, "updated", _stamp(record.changed))
    _add(_add(feed, "author"), "name", texts().author)
    _add(feed, "generator", edition.name, version=edition.version)
    _add(feed, "link", rel="self", type="application/atom+xml", href=url)
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}/")
    if following:
        _add(feed, "link", rel="next", type="application/atom+xml", href=following)
    rows: list[Mapping[str, Any]] = [
        {str(name): value for name, value in r.items()} for r in changes.to_dict("records")
    ]
    for row in rows:
        _entry(feed, record, row, base)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"
