"""Stage 2, review: database and files brought together again. In: intents; out: decisions, or open candidates.

The files decide: an intent whose statement stands in the record was carried out, one whose statement does not was
not. To be called under the data folder's lock, when nobody can be in the middle of writing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from dashboard.dataset.problems import DataError
from dashboard.review import ledger, record_files
from dashboard.review.journal import Entry, log
from dashboard.review.speakers import file_of


def settle_all(path: Path, data: Path) -> list[str]:
    """Settle every intent on this data folder; gives a line on each that can't be settled now, and leaves it."""
    with ledger.reading(path) as db:
        names = [row["candidate_id"] for row in db.execute("SELECT candidate_id FROM intent ORDER BY rowid")]
    left = []
    for name in names:
        try:
            settle(path, data, name)
        except (DataError, OSError, sqlite3.Error) as error:
            left.append(unsettled(name, error))
    return left


def unsettled(candidate_id: str, error: Exception) -> str:
    """Why a candidate can't be settled now, in words."""
    return f"{candidate_id} is neither decided nor open until this is put right: {error}"


def settle(path: Path, data: Path, candidate_id: str) -> bool:
    """Settle one intent, if there is one and it is about this data folder (or about one that is no more).

    Gives whether it was carried out.
    """
    with ledger.reading(path) as db:
        intent = db.execute("SELECT * FROM intent WHERE candidate_id = ?", (candidate_id,)).fetchone()
    if intent is None or (intent["data"] != str(data.resolve()) and Path(intent["data"]).is_dir()):
        return False
    statement, speaker = json.loads(intent["statement"]), json.loads(intent["speaker"])
    stands = record_files.raw_statement(data, statement["entity"], statement["id"]) is not None
    undoing = str(intent["action"]) == "undo"
    if not stands:
        drop_new_speaker(data, speaker)
    with ledger.transaction(path) as db:
        db.execute("DELETE FROM intent WHERE candidate_id = ?", (candidate_id,))
        state = "accepted" if stands else "open"
        db.execute("UPDATE candidate SET state = ? WHERE id = ?", (state, candidate_id))
        if stands != undoing:
            entry = Entry(intent["action"], intent["reviewer"], intent["decided_at"], intent["reason"])
            log(db, candidate_id, entry, statement, speaker)
    return stands != undoing


def drop_new_speaker(data: Path, speaker: Mapping[str, str]) -> None:
    """Take out the row of a speaker who came with a statement that is gone."""
    if speaker:
        record_files.drop_speaker(data, file_of(speaker), speaker)
