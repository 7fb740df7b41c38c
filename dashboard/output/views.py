"""Stage output: the tables that one query asks for, the same for a page's download, the API and the command line.

In: a record and a selection (positions: also a day and a rule); out: frames with the columns of `columns.columns`.
What a parameter means where positions are shown is said in `positions.view`; for changes, `since` and `until` are
days of the change, so that they don't cut off the statement before it, and `position` is the one changed to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from dashboard.dataset.selection import Rejected, Selection, select
from dashboard.dataset.store import Record
from dashboard.output.columns import names
from dashboard.positions.as_of import BOTH_PHASES, Slots
from dashboard.positions.shifts import changes, claims, splits
from dashboard.positions.view import basis_slots, by_every_rule, phases, positions_view, scope

STEP_RULES = ("latest", "head")
"""Rules under which a position moves only on a day on which something is said."""


def step_rule(rule: str) -> str:
    """The rule by which positions move where this one is asked for: itself, or `latest` where it has no steps."""
    return rule if rule in STEP_RULES else STEP_RULES[0]


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
    found = basis_slots(record, selection)
    return positions_columns(record, by_every_rule(found, positions_view(found, selection, day, rule), day))


def positions_columns(record: Record, positions: pd.DataFrame) -> pd.DataFrame:
    """Positions that are already derived (`positions.view.by_every_rule`), with the columns of the export."""
    return positions.astype({"age": "Int64"})[names("positions", record.codebook)].reset_index(drop=True)


def changes_asked_for(
    record: Record, selection: Selection, rule: str = "latest", found: Slots | None = None
) -> pd.DataFrame:
    """Every change of position asked for, newest first, as `positions.shifts.changes` gives them.

    `found` are the selection's slots without its days (`since`, `until`), where they are there already.
    Raises `ValueError` for the rule `authority`: under it a position may also move on a day on which nothing is said.
    """
    if rule not in STEP_RULES:
        raise ValueError(f"rule: {rule!r}; allowed: {', '.join(STEP_RULES)}")
    moved = changes(found or _open_slots(record, selection), rule)
    return _asked_for(record, selection, moved, "to_row")


def changes_table(record: Record, selection: Selection, rule: str = "latest") -> pd.DataFrame:
    """Every change of position asked for (`changes_asked_for`), with all fields of the statements before and after."""
    return changes_columns(record, changes_asked_for(record, selection, rule))


def changes_columns(record: Record, moved: pd.DataFrame) -> pd.DataFrame:
    """Changes that are already derived, with the columns of the export."""
    return _with_both(record, moved, {"from": "from_row", "to": "to_row"})[names("changes", record.codebook)]


def splits_asked_for(record: Record, selection: Selection, found: Slots | None = None) -> pd.DataFrame:
    """Every split between officials of one entity asked for, newest first, as `positions.shifts.splits` gives them.

    `since` and `until` are days of the later statement, `position` is that of the later one. `found` as in
    `changes_asked_for`.
    """
    apart = splits(found or _open_slots(record, selection), scope(record, selection))
    return _asked_for(record, selection, apart, "later_row")


def splits_table(record: Record, selection: Selection, found: Slots | None = None) -> pd.DataFrame:
    """Every split asked for (`splits_asked_for`), with all fields of both statements. `found` as in
    `changes_asked_for`.
    """
    apart = splits_asked_for(record, selection, found).rename(columns={"ranks": "apart"})
    both = _with_both(record, apart, {"earlier": "earlier_row", "later": "later_row"})
    return both[names("splits", record.codebook)]


def claims_asked_for(record: Record, selection: Selection, found: Slots | None = None) -> pd.DataFrame:
    """All that others say of the entities asked for, newest first, as `positions.shifts.claims` gives it.

    `since` and `until` are days of the claim, `position` is the one claimed. `found` as in `changes_asked_for`.
    """
    return _asked_for(record, selection, claims(found or _open_slots(record, selection)), "row")


def claims_table(record: Record, selection: Selection, found: Slots | None = None) -> pd.DataFrame:
    """All that is asked for of what others say (`claims_asked_for`), with all fields of the claim and of the own
    statement, empty where there was none. `found` as in `changes_asked_for`.
    """
    claimed = claims_asked_for(record, selection, found).rename(columns={"ranks": "apart"})
    return _with_both(record, claimed, {"claim": "row", "own": "own_row"})[names("claims", record.codebook)]


def outcomes_asked_for(record: Record, selection: Selection, found: pd.DataFrame) -> pd.DataFrame:
    """The outcomes of the entities and positions that a selection asks for."""
    keep = found["entity"].isin(scope(record, selection))
    if selection.position:
        keep &= found["position"].isin(selection.position)
    return found[keep].reset_index(drop=True)


def outcomes_columns(record: Record, found: pd.DataFrame) -> pd.DataFrame:
    """Outcomes with the columns in which they leave the house."""
    return found[names("outcomes", record.codebook)].reset_index(drop=True)


def _open_slots(record: Record, selection: Selection) -> Slots:
    """The slots of a selection without its days, which are then days of what is derived."""
    return basis_slots(record, selection.without("since").without("until"))


def _asked_for(record: Record, selection: Selection, derived: pd.DataFrame, decisive: str) -> pd.DataFrame:
    """The rows of a derived table that a selection asks for; `decisive` points to the statement of its `position`."""
    keep = derived["entity"].isin(scope(record, selection)) & derived["phase"].isin(phases(selection))
    for wanted, column in ((selection.kind, "kind"), (selection.question, "question")):
        keep &= derived[column].isin(wanted) if wanted else True
    if selection.since:
        keep &= derived["date"] >= pd.Timestamp(selection.since)
    if selection.until:
        keep &= derived["date"] <= pd.Timestamp(selection.until)
    if selection.position:
        keep &= derived[decisive].map(record.frame["position"].astype(object)).isin(selection.position)
    return derived[keep].reset_index(drop=True)


def _with_both(record: Record, table: pd.DataFrame, sides: Mapping[str, str]) -> pd.DataFrame:
    """Join the statements that a derived table points to, the fields of each under its prefix."""
    fields = record.frame.drop(columns=["entity", "question"])
    for prefix, pointer in sides.items():
        # -1 is no row of the record: where nothing was said, nothing is joined
        said = fields.reindex(table[pointer].fillna(-1).astype("int64")).add_prefix(f"{prefix}_")
        table = pd.concat([table, said.reset_index(drop=True)], axis=1)
    return table
