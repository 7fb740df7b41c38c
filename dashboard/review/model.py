"""Stage 2, review: the things an inbox holds. In: rows of the database; out: frozen records of them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.dataset.values import visible
from dashboard.review.errors import ReviewError

NAME_CHARACTERS = 80


@dataclass(frozen=True)
class Article:
    """An article as it was taken in; `text` is the newest text seen of it."""

    id: str
    given_id: str
    url: str
    content_hash: str
    title: str
    publisher: str
    published: str
    language: str
    how: str
    added_at: str
    added_by: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """A proposed statement. `proposed` is the machine's version exactly as it came, and never changes."""

    id: str
    article_id: str
    content_hash: str
    origin: str
    proposed: Mapping[str, str]
    score: float
    state: str
    revises: str | None

    @property
    def evidence(self) -> str:
        """The sentence on which the proposal rests, verbatim."""
        return self.proposed.get("evidence", "")

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the parser's rules that made the proposal."""
        return tuple(self.proposed.get("rules", "").split())

    @property
    def spans(self) -> dict[str, tuple[int, int]]:
        """Every pair of offsets `NAME_start`, `NAME_end` of the proposal, under NAME: evidence, quote, ..."""
        found = {}
        for key, start in self.proposed.items():
            end = self.proposed.get(key.removesuffix("_start") + "_end", "")
            if key.endswith("_start") and start.isdecimal() and end.isdecimal() and int(start) < int(end):
                found[key.removesuffix("_start")] = (int(start), int(end))
        return found


@dataclass(frozen=True)
class Decision:
    """One line of the log: what was decided, by whom, when, why, and both versions at that time."""

    seq: int
    candidate_id: str
    action: str
    reviewer: str
    decided_at: str
    reason: str
    machine: Mapping[str, str]
    human: Mapping[str, Any]
    statement_id: str
    speaker: Mapping[str, str]


def plain_row(row: Mapping[str, Any]) -> dict[str, str]:
    """A proposed row as text throughout: lists of rules joined by a space, nothing as an empty text."""
    return {str(key): _text(value) for key, value in row.items()}


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    return ("" if value is None else str(value)).encode("utf-8", "replace").decode()


def to_candidate(row: sqlite3.Row) -> Candidate:
    """Read one row of `candidate`."""
    kept = ("id", "article_id", "content_hash", "origin", "score", "state", "revises")
    return Candidate(**{name: row[name] for name in kept}, proposed=json.loads(row["proposed"]))


def to_decision(row: sqlite3.Row) -> Decision:
    """Read one row of `decision`."""
    return Decision(**{name: json.loads(row[name]) if name in _JSON else row[name] for name in row.keys()})  # noqa: SIM118


_JSON = ("machine", "human", "speaker")


def person(name: str) -> str:
    """The name of a reviewer or coder. Raises `ReviewError` unless it is one short line of text."""
    name = visible(name).strip()
    if not name or len(name) > NAME_CHARACTERS or re.search(r"[\x00-\x1f\x7f\u2028\u2029]", name):
        shown = name[:NAME_CHARACTERS]
        raise ReviewError(f"{shown!r} is no name: give one line of at most {NAME_CHARACTERS} characters")
    return name
