"""Stage 2, review: who decides, and what was decided. In: a transaction; out: claims, intents, lines of the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dashboard.review.errors import DecidedAlreadyError, ReviewError


class Entry(NamedTuple):
    """The head of a line of the log."""

    action: str
    reviewer: str
    decided_at: str
    reason: str


def claim(db: sqlite3.Connection, candidate_id: str, state: str, new: str) -> bool:
    """Move a candidate from one state to another; False if it was not in that state: somebody was first."""
    query = "UPDATE candidate SET state = ? WHERE id = ? AND state = ?"
    return db.execute(query, (new, candidate_id, state)).rowcount == 1


def intend(
    db: sqlite3.Connection,
    candidate_id: str,
    data: Path,
    entry: Entry,
    statement: Mapping[str, Any],
    speaker: Mapping[str, str],
) -> None:
    """Say what is about to be done to the files of a data folder."""
    db.execute(
        "INSERT INTO intent VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (candidate_id, str(data.resolve()), *entry, json.dumps(dict(statement)), json.dumps(dict(speaker))),
    )


def log(
    db: sqlite3.Connection,
    candidate_id: str,
    entry: Entry,
    statement: Mapping[str, Any] | None = None,
    speaker: Mapping[str, str] | None = None,
) -> None:
    """Add a line to the log. The machine's version is copied beside the human one."""
    human = dict(statement or {})
    db.execute(
        "INSERT INTO decision"
        " (candidate_id, action, reviewer, decided_at, reason, machine, human, statement_id, speaker)"
        " SELECT id, ?, ?, ?, ?, proposed, ?, ?, ? FROM candidate WHERE id = ?",
        (*entry, json.dumps(human), human.get("id", ""), json.dumps(dict(speaker or {})), candidate_id),
    )


def already(db: sqlite3.Connection, candidate_id: str) -> ReviewError:
    """Why a candidate is not open: who was first, by the intent of one who is writing just now, else by the log."""
    query = "SELECT state, proposed ->> '$.speaker' AS speaker FROM candidate WHERE id = ?"
    state, speaker = db.execute(query, (candidate_id,)).fetchone()
    name = f"{speaker} ({candidate_id})" if speaker else candidate_id
    if state == "superseded":
        return ReviewError(f"{name} was superseded: its article changed, and a newer reading is in the queue")
    table = "intent" if state == "accepting" else "decision"
    query = f"SELECT action, reviewer, decided_at FROM {table} WHERE candidate_id = ? ORDER BY rowid DESC"
    row = db.execute(query, (candidate_id,)).fetchone()
    return DecidedAlreadyError(name, row["action"], row["reviewer"], row["decided_at"])
