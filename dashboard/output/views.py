"""Stage output: the tables that one query asks for, the same for a page's download, the API and the command line.

In: a record and a selection (positions: also a day and a rule); out: frames with the columns of `columns.columns`.
What a parameter means where positions are shown is said in `positions.view`; for changes, `since` and `until` are
days of the change, so that they don't cut off the statement before it, and `position` is the one changed to.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.dataset.selection import Rejected, Selection, select
from dashboard.dataset.store import Record
from dashboard.output.columns import names
from dashboard.positions.as_of import BOTH_PHASES
from dashboard.positions.shifts import changes
from dashboard.positions.view import basis_slots, phases, positions_view, scope

STEP_RULES = ("latest", "head")
"""Rules under which a position moves only on a day on which something is said."""


def statements_table(record: Record, selection: Selection) -> pd.DataFrame:
    """The statements that are picked, sorted by date and id."""
    return select(record, selection)[names("statements", record.codebook)]


def check_phase(selection: Selection) -> list[Rejected]:
    """What a selection says of the phase that positions can't know: they hold in one phase or the other."""
    return [Rejected("phase", phase, BOTH_PHASES) for phase in selection.phase if phase not in BOTH_PHASES]


def positions_table(record: Record, selection: Selection, day: dt.date, rule: str = "latest") -> pd.DataFrame:
    """Every position asked for on a day: one row for each entity, question, phase and kind of force.

    An entity that has stated none is there as `silent`, with its other columns empty, unless `position` is asked
    for. Sorted by entity name, question, phase, kind. Raises `ValueError` for an unknown rule.
    """
    book = record.codebook
    if rule not in book.values("rule"):
        raise ValueError(f"rule: {rule!r}; allowed: {', '.join(book.values('rule'))}")
    table = positions_view(basis_slots(record, selection), selection, day, rule)
    return table.astype({"age": "Int64"})[names("positions", book)].reset_index(drop=True)


def changes_table(record: Record, selection: Selection, rule: str = "latest") -> pd.DataFrame:
    """Every change of position asked for, newest first, with all fields of the statements before and after.

    Raises `ValueError` for the rule `authority`: under it a position may also move on a day on which nothing is said.
    """
    if rule not in STEP_RULES:
        raise ValueError(f"rule: {rule!r}; allowed: {', '.join(STEP_RULES)}")
    moved = changes(basis_slots(record, selection.without("since").without("until")), rule)
    keep = moved["entity"].isin(scope(record, selection)) & moved["phase"].isin(phases(selection))
    for wanted, column in ((selection.kind, "kind"), (selection.question, "question")):
        keep &= moved[column].isin(wanted) if wanted else True
    if selection.since:
        keep &= moved["date"] >= pd.Timestamp(selection.since)
    if selection.until:
        keep &= moved["date"] <= pd.Timestamp(selection.until)
    if selection.position:
        keep &= moved["to_row"].map(record.frame["position"].astype(object)).isin(selection.position)
    table = moved[keep].reset_index(drop=True)
    for prefix in ("from", "to"):
        said = record.frame.loc[table[f"{prefix}_row"]].drop(columns=["entity", "question"]).add_prefix(f"{prefix}_")
        table = pd.concat([table, said.reset_index(drop=True)], axis=1)
    return table[names("changes", record.codebook)]
