"""Stage positions: how a selection is read where positions are shown instead of statements.

In: a record, a selection, a day, a rule; out: the positions that answer it. Question, phase, kind, position, country
and group choose among the positions; every other parameter limits the statements on which positions are derived, so
that a selection of one source gives the positions as that source alone gives them. Pages, command line and API ask
here, so that one query string means one thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from dashboard.dataset.selection import Selection, picked
from dashboard.dataset.store import Record
from dashboard.positions.as_of import (
    ANY_PHASE,
    BOTH_PHASES,
    SILENT,
    SLOT,
    STATED,
    Slots,
    aged,
    by_rules,
    slots,
    unasked,
)

NO_ROW = -1
"""The index of no statement in a record's frame."""

CHOOSING = ("question", "phase", "kind", "position", "entity", "group")
"""Parameters that choose among positions; all others limit the statements below them."""


def basis(selection: Selection) -> Selection:
    """What is left of a selection for the statements on which positions rest."""
    for parameter in CHOOSING:
        selection = selection.without(parameter)
    return selection


def basis_slots(record: Record, selection: Selection, whole: Slots | None = None) -> Slots:
    """The slots of all statements on which the positions of a selection rest.

    `whole` are those of the whole record, where they are there already: to pick among them takes less than half.
    """
    limits = basis(selection)
    lean = record.frame[list(STATED)]  # all that a slot is made of: no text is copied
    if limits.empty:
        return whole or slots(record, lean)
    keep = picked(record, limits, record.frame)
    return whole.limited(keep) if whole else slots(record, lean[keep])


def phases(selection: Selection) -> tuple[str, ...]:
    """The phases that are asked for: both, unless one is picked."""
    return tuple(phase for phase in BOTH_PHASES if phase in selection.phase) or BOTH_PHASES


def counting(selection: Selection) -> Selection:
    """The statements that count in the phases that are asked for: those that name none count in both, and are added.

    Pages that show statements beside positions take these: else a phase would hide the words its position rests on.
    """
    if ANY_PHASE in selection.phase or not set(selection.phase) & set(BOTH_PHASES):
        return selection
    return replace(selection, phase=(*selection.phase, ANY_PHASE))


def scope(record: Record, selection: Selection) -> tuple[str, ...]:
    """The entities that are asked for, by name: all of the record, or those picked by country and group."""
    members = record.people.members(*selection.group)
    return tuple(
        entity.code
        for entity in sorted(record.people.entities, key=lambda entity: entity.name)
        if (not selection.entity or entity.code in selection.entity) and (not selection.group or entity.code in members)
    )


def positions_view(found: Slots, selection: Selection, day: dt.date, rule: str) -> pd.DataFrame:
    """The positions on a day that a selection asks for: one row for each entity in scope and each slot asked for.

    `found` are the selection's `basis_slots`. Sorted by entity name, question, phase, kind. Columns: these four, all
    other fields of the statement that a position rests on (its own phase as `stated_phase`), `age` (days since the
    statement). An entity without a statement has the position "silent" (the receiving country, on sending: "host") and
    nothing else, unless `position` is picked: then only those positions are given. Raises `ValueError` for an unknown
    rule.
    """
    record = found.record
    book = record.codebook
    questions = selection.question or book.values("question")
    kinds = selection.kind or book.values("kind")
    wanted = list(product(scope(record, selection), questions, phases(selection), kinds))
    rows = found.rows(day, rule)
    said = record.frame.reindex([rows.get(slot, NO_ROW) for slot in wanted]).reset_index(drop=True)
    said = said.assign(position=said["position"].astype(object).fillna(SILENT)).drop(columns=["entity", "question"])
    asked = pd.DataFrame(wanted, columns=SLOT)
    table = pd.concat([asked, said.rename(columns={"phase": "stated_phase"})], axis="columns")
    table = unasked(aged(table, day), book)
    if selection.position:
        table = table[table["position"].isin(selection.position)].reset_index(drop=True)
    return table


def by_every_rule(found: Slots, positions: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """The positions of `positions_view` with what each rule gives in the same slot: `by_latest` and its like."""
    return unasked(by_rules(positions, found, day), found.record.codebook)


def counts(record: Record, view: pd.DataFrame, question: str) -> pd.DataFrame:
    """How many entities hold each position, in each phase: columns phase, position, entities; silence counted last."""
    codes = [code.code for code in record.codebook.positions(question)] + [SILENT]
    order = list(dict.fromkeys(view["phase"]))
    index = pd.MultiIndex.from_product([order, codes], names=["phase", "position"])
    size = view[view["question"] == question].groupby(["phase", "position"]).size()
    return size.reindex(index, fill_value=0).rename("entities").reset_index()


def counts_by_month(
    found: Slots, selection: Selection, question: str, phase: str, kind: str, rule: str
) -> pd.DataFrame:
    """How many entities in scope held each position that is asked for at the end of each month.

    A row a month that the record reaches, a column a position, in the codebook's order, 0 throughout where
    it is not asked for; silence left out. Raises `ValueError` for the rule `authority`, which has no steps.
    """
    record = found.record
    codes = record.codebook.positions(question)
    steps = in_slot(found.steps(rule), question, (phase,), kind)
    steps = steps[steps["entity"].isin(scope(record, selection))]
    last = pd.Timestamp(record.searched_to) + pd.offsets.MonthEnd(0)
    ends = pd.date_range(record.first_day, last, freq="ME", unit="s", name="month")
    # a step counts from the end of its month on, until the next one of its slot
    came = pd.Series(ends.searchsorted(steps["date"]), steps.index)
    gone = came.groupby(steps["slot"]).shift(-1, fill_value=len(ends))
    place = steps["rank"].map({code.rank: number for number, code in enumerate(codes)})
    moved = np.zeros((len(ends) + 1, len(codes)), dtype=int)
    np.add.at(moved, (came, place), 1)
    np.add.at(moved, (gone, place), -1)
    moved *= [not selection.position or code.code in selection.position for code in codes]
    return pd.DataFrame(moved.cumsum(axis=0)[:-1], index=ends, columns=[code.code for code in codes])


def spans(
    found: Slots, selection: Selection, question: str, phase: str, kind: str, days: tuple[dt.date, dt.date], rule: str
) -> pd.DataFrame:
    """The position of each entity in scope from the first to the last day: one row for each statement that renews it.

    Columns: entity, question, phase, kind, `start`, `end` (the day of the next one, or the last day), `row` (index in
    `record.frame`; missing for the silence before the first statement). Raises `ValueError` for the rule `authority`,
    which has no steps.
    """
    first, last = (np.datetime64(day, "s") for day in days)
    codes = sorted(scope(found.record, selection))
    steps = in_slot(found.steps(rule), question, (phase,), kind)
    steps = steps[(steps["date"] <= pd.Timestamp(last)) & steps["entity"].isin(codes)]
    silent = np.arange(len(codes))  # each begins in silence, before all words, also those of before the first day
    entity = np.concatenate([silent, np.searchsorted(codes, steps["entity"].tolist())])
    order = entity.argsort(kind="stable")  # each entity by day, as the steps are
    entity = entity[order]
    start = np.concatenate([np.full(len(codes), first), steps["date"].to_numpy()])[order]
    row = np.concatenate([np.full(len(codes), NO_ROW), steps["row"].to_numpy()])[order]
    end = np.where(entity == np.append(entity[1:], len(codes)), np.append(start[1:], last), last)
    start = np.maximum(start, first)
    keep = (end > first) & ((start < end) | (end == last))  # what was over before the first day is left out
    slot = {"entity": [codes[place] for place in entity[keep]], "question": question, "phase": phase, "kind": kind}
    said = pd.arrays.IntegerArray(row[keep], row[keep] == NO_ROW)
    return pd.DataFrame(slot | {"start": start[keep], "end": end[keep], "row": said})


def in_slot(table: pd.DataFrame, question: str, phases: Iterable[str], kind: str) -> pd.DataFrame:
    """The rows of a table of slots that belong to one question and kind, and to any of the phases."""
    keep = (table["question"] == question) & (table["kind"] == kind) & table["phase"].isin(list(phases))
    return table[keep]
