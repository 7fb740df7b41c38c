"""Face: the commands by which a person decides. In: words typed in a shell; out: statements in the record, or reasons.

`accept`, `edit`, `reject` and `undo` decide; `code` and `agreement` are for a second coder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import PROBLEMS, WRONG_USE, FolderOption, TableFormat, open_record, put, say, stop
from dashboard.cli_inbox_tools import (
    FormatOption,
    IdArgument,
    IdsArgument,
    NewSpeakerOption,
    ReasonOption,
    ReviewerOption,
    SetOption,
    SpeakerOption,
    StateOption,
    login,
    now,
    open_codebook,
    open_inbox,
    pairs,
    told,
    write_table,
)
from dashboard.dataset.files import DATA
from dashboard.review import agreement as agreements
from dashboard.review import decide
from dashboard.review.compose import merged
from dashboard.review.inbox import STATE, Inbox
from dashboard.review.speakers import propose_speaker


def _each(names: Iterable[str], act: Callable[[str], object]) -> None:
    """Do the same to one after the other; exit 1 if any could not be done."""
    done = [told(act, name) for name in names]
    raise typer.Exit(0 if all(done) else PROBLEMS)


def _row(inbox: Inbox, data: Path, name: str, values: dict[str, str], columns: dict[str, str]) -> dict[str, str] | None:
    """The row of a new speaker: the one that is proposed, with what was said of it."""
    record = open_record(data)
    proposed = propose_speaker(merged(inbox.candidate(name), values, record.codebook.columns), record.people)
    return {**(proposed or {}), **columns} or None


def accept(
    names: IdsArgument,
    state: StateOption = STATE,
    data: FolderOption = DATA,
    reviewer: ReviewerOption = "",
    new_speaker: NewSpeakerOption = False,
    reason: ReasonOption = "",
) -> None:
    """Put proposals into the record as they stand; print the ids of the statements. Exit 1 if any could not enter."""
    inbox, by = open_inbox(state, data), reviewer or login()

    def act(name: str) -> None:
        row = _row(inbox, data, name, {}, {}) if new_speaker else None
        put(decide.accept(inbox, data, name, reviewer=by, now=now(), speaker=row, reason=reason).id)

    _each(names, act)


def edit(
    name: IdArgument,
    changes: SetOption = None,
    state: StateOption = STATE,
    data: FolderOption = DATA,
    reviewer: ReviewerOption = "",
    new_speaker: NewSpeakerOption = False,
    speaker: SpeakerOption = None,
    reason: ReasonOption = "",
) -> None:
    """Put a proposal into the record with changes; the machine's version is kept beside yours."""
    values, columns = pairs(changes, "a field"), pairs(speaker, "a column")
    if not values and not columns:
        stop("say what is to be changed: --set FIELD=VALUE", WRONG_USE)
    inbox, by = open_inbox(state, data), reviewer or login()

    def act(name: str) -> None:
        row = _row(inbox, data, name, values, columns) if new_speaker or columns else None
        statement = decide.accept(inbox, data, name, reviewer=by, now=now(), values=values, speaker=row, reason=reason)
        put(statement.id)

    _each([name], act)


def reject(
    names: IdsArgument,
    reason: ReasonOption,
    state: StateOption = STATE,
    data: FolderOption = DATA,
    reviewer: ReviewerOption = "",
) -> None:
    """Put proposals aside, for a reason that is kept."""
    inbox, by = open_inbox(state, data), reviewer or login()
    _each(names, lambda name: decide.reject(inbox, name, reviewer=by, now=now(), reason=reason))


def undo(
    names: IdsArgument,
    state: StateOption = STATE,
    data: FolderOption = DATA,
    reviewer: ReviewerOption = "",
    reason: ReasonOption = "",
) -> None:
    """Take decisions back: the statement leaves the record, the proposal is open again, the log keeps both."""
    inbox, by = open_inbox(state, data), reviewer or login()

    def act(name: str) -> None:
        undone = decide.undo(inbox, data, name, reviewer=by, now=now(), reason=reason)
        say(f"undone: {undone.action} by {undone.reviewer}, {undone.decided_at}")

    _each(names, act)


def code(
    name: IdArgument,
    codes: SetOption = None,
    state: StateOption = STATE,
    data: FolderOption = DATA,
    reviewer: ReviewerOption = "",
    blind: Annotated[bool, typer.Option("--blind", help="You saw neither speaker nor country.")] = False,
) -> None:
    """Code a proposal as a second coder; the record stays as it is, and `agreement` counts it."""
    book = open_codebook(data)
    inbox = open_inbox(state, data, book)
    given = pairs(codes, "a code")
    by = reviewer or login()
    _each([name], lambda n: agreements.add_coding(inbox, book, n, coder=by, now=now(), codes=given, blind=blind))


def agreement(state: StateOption = STATE, data: FolderOption = DATA, form: FormatOption = TableFormat.csv) -> None:
    """Print how far people code alike: Krippendorff's alpha of each field that two or more coded."""
    book = open_codebook(data)
    inbox = open_inbox(state, data, book)
    rows = [asdict(one) for one in agreements.agreement(agreements.codings(inbox), book)]
    write_table(rows, ("field", "level", "units", "coders", "same", "alpha"), form)
    if not rows:
        say("no proposal was coded by two people yet: see `inbox code`")


def register(app: typer.Typer) -> None:
    """Add the commands to the group."""
    for command in (accept, edit, reject, undo, code, agreement):
        app.command()(command)
