"""Stage 2, review: accept, edit, reject, undo. In: a candidate and a person's decision; out: the record and the log.

The database and the record's files are two stores, so the database first says what is about to happen (an
intent), then the files are replaced, then the decision is logged and the intent goes. Whoever comes next after a
process was killed in between looks at the files: what stands there was decided, what does not is open again.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dashboard.dataset.problems import DataError
from dashboard.dataset.statement import Statement, as_json
from dashboard.dataset.store import load_record
from dashboard.dataset.writing import locked
from dashboard.review import ledger, record_files
from dashboard.review.compose import Draft, compose
from dashboard.review.errors import ReviewError, UndoError
from dashboard.review.inbox import Inbox
from dashboard.review.journal import Entry, already, claim, intend, log
from dashboard.review.model import Candidate, Decision, person
from dashboard.review.settle import drop_new_speaker, settle, settle_all, unsettled
from dashboard.review.speakers import file_of

REASON_CHARACTERS = 500


def recover(inbox: Inbox, data: Path) -> list[str]:
    """Finish or take back what a killed process left half done; gives a line on each thing that can't be settled."""
    with locked(data):
        return settle_all(inbox.path, data)


def accept(
    inbox: Inbox,
    data: Path,
    candidate_id: str,
    *,
    reviewer: str,
    now: dt.datetime,
    values: Mapping[str, str] | None = None,
    speaker: Mapping[str, str] | None = None,
    reason: str = "",
) -> Statement:
    """Put a candidate into the record, with a person's changes and, where there is one, the row of a new speaker.

    Raises `DecidedAlreadyError`, `DataError` with every problem of the statement or the files, `OSError` where the
    disk does not take it; in each of these cases the record and the queue are as they were. Raises `ReviewError` where
    something is half done and can't be settled now.
    """
    entry = _entry("accept", reviewer, now, reason)
    with locked(data):
        settle_all(inbox.path, data)
        candidate = inbox.candidate(candidate_id)
        draft = _draft(inbox, data, candidate, entry, now, values, speaker)
        if draft.statement is None:
            raise DataError(draft.problems)
        statement = as_json(draft.statement)
        if speaker or any(statement[name] != candidate.proposed.get(name, "") for name in values or {}):
            entry = entry._replace(action="edit")
        with ledger.transaction(inbox.path) as db:
            if not claim(db, candidate.id, "open", "accepting"):
                raise already(db, candidate.id)
            intend(db, candidate.id, data, entry, statement, speaker or {})
        with _settling(inbox, data, candidate.id):
            if speaker is not None:
                record_files.put_speaker(data, file_of(speaker), speaker)
            record_files.put_statement(data, draft.context, draft.statement)
        return draft.statement


def why_closed(inbox: Inbox, candidate_id: str) -> str:
    """Who has decided on a candidate that is open no more, how and when; or what took its place."""
    with ledger.reading(inbox.path) as db:
        return str(already(db, candidate_id))


def reject(inbox: Inbox, candidate_id: str, *, reviewer: str, now: dt.datetime, reason: str) -> None:
    """Put a candidate aside, for a reason. Raises `DecidedAlreadyError`, or `ReviewError` where there is no reason."""
    entry = _entry("reject", reviewer, now, reason)
    if not entry.reason:
        raise ReviewError("a rejection needs a reason: say in a few words what is wrong")
    candidate = inbox.candidate(candidate_id)
    with ledger.transaction(inbox.path) as db:
        if not claim(db, candidate.id, "open", "rejected"):
            raise already(db, candidate.id)
        log(db, candidate.id, entry)


def undo(
    inbox: Inbox,
    data: Path,
    candidate_id: str,
    *,
    reviewer: str,
    now: dt.datetime,
    reason: str = "",
    seq: int | None = None,
) -> Decision:
    """Take back the decision on a candidate, which is then open again; gives the decision that was undone.

    With `seq` it is that decision or none: another that was made since stays. Removes exactly the statement that was
    written, and a speaker's row that came with it unless others rest on it.
    Raises `UndoError` where there is no decision, or another one, or the statement stands in the record otherwise than
    it was written.
    """
    entry = _entry("undo", reviewer, now, reason)
    with locked(data):
        settle_all(inbox.path, data)
        candidate = inbox.candidate(candidate_id)
        last = next((d for d in reversed(inbox.decisions(candidate.id)) if d.action != "undo"), None)
        if candidate.state not in ("accepted", "rejected") or last is None:
            raise UndoError(f"{candidate.id} is {candidate.state}: there is no decision to undo")
        if seq is not None and last.seq != seq:
            raise UndoError(f"{candidate.id} was decided anew by {last.reviewer}: what is to be undone holds no more")
        if candidate.state == "accepted":
            _withdraw(inbox, data, last, entry)
        else:
            with ledger.transaction(inbox.path) as db:
                claim(db, candidate.id, "rejected", "open")
                log(db, candidate.id, entry)
        return last


def _withdraw(inbox: Inbox, data: Path, last: Decision, entry: Entry) -> None:
    entity = str(last.human["entity"])
    found = record_files.raw_statement(data, entity, last.statement_id)
    if found is not None and found != dict(last.human):
        raise UndoError(f"{last.statement_id} was changed in {entity}.json since: take it out there by hand")
    context = load_record(data).context
    with ledger.transaction(inbox.path) as db:
        intend(db, last.candidate_id, data, entry, last.human, last.speaker)
    with _settling(inbox, data, last.candidate_id):
        if found is not None:
            record_files.drop_statement(data, context, entity, last.statement_id)
            drop_new_speaker(data, last.speaker)


@contextmanager
def _settling(inbox: Inbox, data: Path, candidate_id: str) -> Iterator[None]:
    """Settle an intent once the files are written, whatever became of that.

    Raises `OSError` only where nothing was changed: what the disk refused after all was done is no failure, and what is
    half done and can't be settled now is a `ReviewError` that says so.
    """
    refused: OSError | None = None
    try:
        yield
    except OSError as error:
        refused = error
    finally:
        try:
            done = settle(inbox.path, data, candidate_id)
        except (OSError, sqlite3.Error) as error:
            raise ReviewError(unsettled(candidate_id, error)) from error
    if refused and not done:
        raise refused


def _draft(
    inbox: Inbox,
    data: Path,
    candidate: Candidate,
    entry: Entry,
    now: dt.datetime,
    values: Mapping[str, str] | None,
    speaker: Mapping[str, str] | None,
) -> Draft:
    """The statement as it would be written, held against the record as it stands under the lock."""
    if candidate.state != "open":
        with ledger.reading(inbox.path) as db:
            raise already(db, candidate.id)
    record = load_record(data)
    taken = {*inbox.given_ids(except_for=candidate.id), *(problem.id for problem in record.problems)}
    who, today = entry.reviewer, now.date()
    text = inbox.text_of(candidate)
    return compose(candidate, record, text=text, reviewer=who, today=today, values=values, speaker=speaker, taken=taken)


def _entry(action: str, reviewer: str, now: dt.datetime, reason: str) -> Entry:
    if len(reason) > REASON_CHARACTERS:
        raise ReviewError(f"the reason has {len(reason)} characters: give at most {REASON_CHARACTERS}")
    return Entry(action, person(reviewer), now.isoformat(timespec="seconds"), " ".join(reason.split()))
