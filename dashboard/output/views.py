"""Stage output: the tables that one query asks for, the same for a page's download, the API and the command line.

In: a record and a selection (positions: also a day and a rule); out: frames with the columns of `columns.columns`.

A position or a change is never made of only those statements that happen to match it: what the parameters
`position`, `conditions`, `entity`, `group`, `question`, `phase` and `kind` ask for is looked up among the results.
Only the others (source, speaker, authority, confidence, origin, mission, format, words) limit what the result rests on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from dashboard.dataset.selection import Rejected, Selection, select
from dashboard.dataset.store import Record
from dashboard.output.columns import names
from dashboard.positions.as_of import BOTH_PHASES, SILENT, SLOT, Slots, position_on, slots, with_silence
from dashboard.positions.shifts import changes

STEP_RULES = ("latest", "head")
"""Rules under which a position moves only on a day on which something is said."""


def statements_table(record: Record, selection: Selection) -> pd.DataFrame:
    """The statements that are picked, sorted by date and id."""
    return select(record, selection)[names("statements", record.codebook)]


def check_phase(selection: Selection) -> list[Rejected]:
    """What a selection says of the phase that positions can't know: they hold in one phase or the other."""
    return [Rejected("phase", phase, BOTH_PHASES) for phase in selection.phase if phase not in BOTH_PHASES]


def _evidence(record: Record, selection: Selection) -> pd.DataFrame:
    return select(record, replace(selection, phase=(), position=(), conditions=()))


def _states_condition(stated: pd.Series[str], wanted: tuple[str, ...]) -> pd.Series[bool]:
    hits = [bool(set(wanted) & set(str(value).split(";"))) for value in stated.fillna("")]
    return pd.Series(hits, index=stated.index, dtype=bool)


def _entities(record: Record, selection: Selection) -> list[str]:
    """The entities asked for, in the order of their names."""
    members = frozenset[str]().union(*(record.people.members(group) for group in selection.group))
    return [
        entity.code
        for entity in sorted(record.people.entities, key=lambda entity: entity.name)
        if (not selection.entity or entity.code in selection.entity) and (not selection.group or entity.code in members)
    ]


def _by(held: Slots, table: pd.DataFrame, day: dt.date, rule: str) -> list[str]:
    """What a rule gives for each row, also where the rule that was asked for gives silence."""
    found = held.winners(day, rule)
    said = held.record.frame.loc[found["row"], "position"].astype(str).tolist()
    by_slot = dict(zip(found[SLOT].itertuples(index=False, name=None), said, strict=True))
    return [by_slot.get(slot, SILENT) for slot in table[SLOT].itertuples(index=False, name=None)]


def positions_table(record: Record, selection: Selection, day: dt.date, rule: str = "latest") -> pd.DataFrame:
    """Every position asked for on a day: one row for each entity, question, phase and kind of force.

    An entity that has stated none is there as `silent`, with its other columns empty, unless `position` or
    `conditions` are asked for. Sorted by entity name, question, phase, kind. Raises `ValueError` for an unknown rule.
    """
    book = record.codebook
    if rule not in book.values("rule"):
        raise ValueError(f"rule: {rule!r}; allowed: {', '.join(book.values('rule'))}")
    held = slots(record, _evidence(record, selection))
    found = position_on(held, day, rule)
    parts = [
        with_silence(found, record, question, phase, kind)
        for question in selection.question or book.values("question")
        for phase in selection.phase or BOTH_PHASES
        for kind in selection.kind or book.values("kind")
    ]
    table = pd.concat(parts, ignore_index=True)
    order = {code: place for place, code in enumerate(_entities(record, selection))}
    table = table[table["entity"].isin(order)]
    table = table.sort_values("entity", key=lambda codes: codes.map(order), kind="stable", ignore_index=True)
    for other in book.values("rule"):
        table[f"by_{other}"] = _by(held, table, day, other)
    if selection.position:
        table = table[table["position"].isin(selection.position)]
    if selection.conditions:
        table = table[_states_condition(table["conditions"], selection.conditions)]
    return table.astype({"age": "Int64"})[names("positions", book)].reset_index(drop=True)


def changes_table(record: Record, selection: Selection, rule: str = "latest") -> pd.DataFrame:
    """Every change of position asked for, newest first, with all fields of the statements before and after.

    `since` and `until` are days of the change. Raises `ValueError` for the rule `authority`: under it a position
    may also move on a day on which nothing is said.
    """
    if rule not in STEP_RULES:
        raise ValueError(f"rule: {rule!r}; allowed: {', '.join(STEP_RULES)}")
    moved = changes(slots(record, _evidence(record, replace(selection, since=None, until=None))), rule)
    for wanted, column in ((selection.phase, "phase"), (selection.kind, "kind"), (selection.question, "question")):
        moved = moved[moved[column].isin(wanted)] if wanted else moved
    if selection.since:
        moved = moved[moved["date"] >= pd.Timestamp(selection.since)]
    if selection.until:
        moved = moved[moved["date"] <= pd.Timestamp(selection.until)]
    table = moved.reset_index(drop=True)
    for prefix in ("from", "to"):
        said = record.frame.loc[table[f"{prefix}_row"]].drop(columns=["entity", "question"]).add_prefix(f"{prefix}_")
        table = pd.concat([table, said.reset_index(drop=True)], axis=1)
    if selection.position:
        table = table[table["to_position"].isin(selection.position)]
    if selection.conditions:
        table = table[_states_condition(table["to_conditions"], selection.conditions)]
    return table[names("changes", record.codebook)].reset_index(drop=True)
