"""Stage output: the bodies of the API.

In: a route, a query, a record and the day; out: an `Answer`: media type, bytes piece by piece, and where the next page
is. The same tables as the pages' downloads, made by the same code. `etag` names an answer without making it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from pydantic_core import to_json as dump

from dashboard.dataset.selection import Rejected
from dashboard.dataset.statement import json_schema
from dashboard.dataset.store import Record
from dashboard.output.downloads import name
from dashboard.output.exports import MEDIA_TYPES, to_csv, to_json
from dashboard.output.feed import to_atom
from dashboard.output.openapi import document
from dashboard.output.package import people_table
from dashboard.output.queries import VALUE_CHARACTERS, BadQueryError, Query, Route
from dashboard.output.views import changes_table, positions_table, statements_table

Chunks = Iterator[bytes]


@dataclass(frozen=True)
class Asked:
    """One question: the route, the query, the record it is asked of, the day, and the address of the server."""

    route: Route
    query: Query
    record: Record
    today: dt.date
    base: str

    @property
    def on(self) -> dt.date:
        """The day on which positions are asked for."""
        return self.query.on or self.today

    @property
    def by_day(self) -> bool:
        """Whether the answer is another one tomorrow, though the record is the same."""
        return self.route.table == "positions" and self.query.on is None

    def url(self, query: Query | None = None) -> str:
        """The address of this question (or of another query to the same route), parameters in their fixed order."""
        text = (query or self.query).text()
        return f"{self.base}/api/{self.route.path}" + (f"?{text}" if text else "")


@dataclass(frozen=True)
class Answer:
    """What is sent: the body piece by piece, its media type, a file name for tables, the query of the next page."""

    media_type: str
    chunks: Chunks
    filename: str = ""
    following: Query | None = None


def _state(asked: Asked) -> str:
    """A short name for everything but the page that an answer depends on."""
    day = asked.today.isoformat() if asked.by_day else ""
    first = replace(asked.query, cursor="").text()
    parts = (asked.record.fingerprint, asked.record.edition.version, asked.route.path, first, day)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def etag(asked: Asked) -> str:
    """The entity tag of an answer: weak, since the same answer may be sent packed or plain."""
    parts = (_state(asked), asked.query.cursor, asked.base)
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:24]}"'


def _start(asked: Asked, rows: int) -> int:
    """The row at which a page begins. Raises `BadQueryError` for a cursor that no answer to this question has given."""
    cursor = asked.query.cursor
    if not cursor:
        return 0
    state, _, place = cursor.partition("-")
    known = state == _state(asked) and place.isascii() and place.isdigit()
    if not known or not 0 < int(place) < rows:
        hint = "the cursor of the answer before, while question and record stay as they are; or none, to start again"
        raise BadQueryError([Rejected("cursor", cursor, (hint,))])
    return int(place)


def _page(asked: Asked, table: pd.DataFrame) -> tuple[pd.DataFrame, Query | None]:
    """The rows of one page, and the query for the next one."""
    start = _start(asked, len(table))
    end = start + (asked.query.limit or asked.route.page)
    following = replace(asked.query, cursor=f"{_state(asked)}-{end}") if end < len(table) else None
    return table.iloc[start:end], following


def _table(asked: Asked) -> pd.DataFrame:
    """All rows of the table that is asked for."""
    record, query, name = asked.record, asked.query, asked.route.table
    if name == "statements":
        return statements_table(record, query.selection)
    if name == "positions":
        return positions_table(record, query.selection, asked.on, query.rule)
    if name == "changes":
        return changes_table(record, query.selection, query.rule)
    found = people_table(record, name)
    code = "code" if name == "entities" else "entity"
    chosen = query.selection
    if chosen.entity:
        found = found[found[code].isin(chosen.entity)]
    if chosen.group:
        found = found[found[code].isin(record.people.members(*chosen.group))]
    return found[found["authority"].isin(chosen.authority)] if chosen.authority else found


def envelope(asked: Asked) -> dict[str, Any]:
    """What every JSON answer says of itself before its rows."""
    edition = asked.record.edition
    head: dict[str, Any] = {
        "dataset": edition.name,
        "version": edition.version,
        "table": asked.route.table,
        "query": replace(asked.query, cursor="").text(),
        "left_out": len(asked.record.problems),
    }
    return head | ({"on": asked.on.isoformat(), "rule": asked.query.rule} if asked.route.table == "positions" else {})


def _json_table(asked: Asked) -> Answer:
    table = _table(asked)
    rows, following = _page(asked, table) if asked.route.paged else (table, None)
    head = envelope(asked) | {"count": len(table), "next": asked.url(following) if following else None}

    def chunks() -> Chunks:
        yield dump(head)[:-1] + b',"rows":'
        yield from to_json(rows, asked.record, asked.route.table)
        yield b"}\n"

    return Answer(MEDIA_TYPES["json"], chunks(), following=following)


def _csv_table(asked: Asked) -> Answer:
    table = _table(asked)
    called = name("csv", asked.query.selection, asked.route.table, asked.on, asked.query.rule)
    return Answer(MEDIA_TYPES["csv"], to_csv(table, asked.record, asked.route.table), called)


def _atom(asked: Asked) -> Answer:
    rows, following = _page(asked, _table(asked))
    whole = replace(asked.query, cursor="").text()
    body = to_atom(rows, asked.record, asked.base, whole, asked.url(), asked.url(following) if following else "")
    return Answer(MEDIA_TYPES["atom"], iter([body]), following=following)


def _version(asked: Asked) -> dict[str, Any]:
    record = asked.record
    return record.edition.model_dump() | {
        "statements": len(record.frame),
        "entities": len(record.people.entities),
        "officials": len(record.people.officials_by_name),
        "left_out": len(record.problems),
        "changed": record.changed.isoformat(),
        "state": record.fingerprint,
    }


DOCUMENTS: dict[str, Callable[[Asked], dict[str, Any]]] = {
    "codebook": lambda asked: asked.record.codebook.model_dump(mode="json", exclude_unset=True),
    "schema": lambda asked: json_schema(asked.record.codebook),
    "version": _version,
    "openapi": lambda asked: document(asked.record, asked.base),
}


def answer(asked: Asked) -> Answer:
    """The answer to a question; its rows are found at once, its bytes are made as they are read.

    Raises `BadQueryError` for a cursor that belongs to another question or to another state of the record.
    """
    if asked.route.form == "csv":
        return _csv_table(asked)
    if asked.route.form == "atom":
        return _atom(asked)
    if asked.route.table in DOCUMENTS:
        return Answer(MEDIA_TYPES["json"], iter([dump(DOCUMENTS[asked.route.table](asked)), b"\n"]))
    return _json_table(asked)


def problem(status: int, title: str, detail: str, rejected: tuple[Rejected, ...] = ()) -> dict[str, Any]:
    """What is wrong with a question, as RFC 9457 has it; `errors` names each parameter and what it allows."""
    errors = [
        {"parameter": one.parameter[:VALUE_CHARACTERS], "value": one.value[:VALUE_CHARACTERS], "allowed": one.allowed}
        for one in rejected
    ]
    return {"type": "about:blank", "title": title, "status": status, "detail": detail} | (
        {"errors": errors} if errors else {}
    )
