"""What must hold for every record: the code agrees with a slow reference, and nothing else moves a position.

Records are drawn at random around the edges that the rules know (7, 90 and 365 days). All statements are invented.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import reference
from asking import stated
from builders import REAL_CODEBOOK, day, make_record, make_statement, speaker_of
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.store import Record
from dashboard.positions.as_of import SLOT, Slots, slots
from dashboard.positions.shifts import changes, claims, splits

RULES = ("latest", "authority", "head")
START = day("2023-06-01")
offsets = st.sampled_from([0, 0, 1, 6, 7, 8, 9, 14, 89, 90, 91, 358, 364, 365, 366, 372, 373]) | st.integers(0, 800)
values = st.sampled_from


@st.composite
def raw_statements(draw: st.DrawFn) -> dict[str, Any]:
    entity = draw(values(["ADV", "ADV", "ADV", "NRL"]))
    speaks_for = draw(values([entity, entity, entity, "NRL"]))
    authority = draw(values(["head", "minister", "spokesperson"]))
    return {
        "date": str(START + dt.timedelta(draw(offsets))),
        "entity": entity,
        "speaker_entity": speaks_for,
        "speaker": speaker_of(speaks_for, authority, draw(values([0, 1]))),
        "authority": authority,
        "phase": draw(values(["wartime", "wartime", "ceasefire", "unspecified"])),
        "position": draw(values(["rules_out", "no_plans", "open", "willing", "committed", "wary", "welcomes"])),
        "mission": draw(values(["unspecified", "combat", "training"])),
        "confidence": draw(values(["high", "medium", "low", "low"])),
    }


batches = st.lists(raw_statements(), min_size=1, max_size=14)
on_days = offsets.map(lambda offset: START + dt.timedelta(offset))


def numbered(raw: list[dict[str, Any]]) -> Record:
    return make_record(*(make_statement(number, **one) for number, one in enumerate(raw, start=10)))


def winners(made: Slots, on: dt.date, rule: str) -> dict[reference.Slot, int]:
    table = made.winners(on, rule)
    assert not table.duplicated(SLOT).any()
    return {tuple(row[:4]): int(row[4]) for row in table[[*SLOT, "row"]].itertuples(index=False)}


@settings(max_examples=60)
@given(batches, st.lists(on_days, min_size=1, max_size=4))
def test_the_positions_are_those_of_the_reference(raw, days):
    record = numbered(raw)
    made, rows = slots(record, record.frame), reference.rows_of(record)
    every = {slot for row in rows for slot in reference.slots_of(row)}
    for on in {*days, *(row["date"] for row in rows[:3])}:
        for rule in RULES:
            wanted = {slot: reference.position(rows, slot, on, rule) for slot in every}
            assert winners(made, on, rule) == {slot: row for slot, row in wanted.items() if row is not None}


@settings(max_examples=25)
@given(batches, on_days, values(RULES))
def test_a_position_rests_on_a_statement_of_its_own_slot_and_never_on_a_later_one(raw, on, rule):
    record = numbered(raw)
    made = slots(record, record.frame)
    table = stated(made, on, rule)
    assert (table["date"].dt.date <= on).all()
    assert (table["age"] == [(on - one.date()).days for one in table["date"]]).all()
    assert (table["speaker_entity"].astype(str) == table["entity"].astype(str)).all()
    assert (table[f"by_{rule}"] == table["position"].astype(str)).all()
    for _, row in table.iterrows():
        assert row["stated_phase"] in (row["phase"], "unspecified")
        assert REAL_CODEBOOK.code("mission", row["mission"]).kind == row["kind"]
        assert REAL_CODEBOOK.code("position", row["position"]).question == row["question"]


def positions_of(raw: list[dict[str, Any]], on: dt.date) -> dict[str, dict[reference.Slot, str]]:
    record = numbered(raw)
    made = slots(record, record.frame)
    return {rule: {s: record.frame["id"][row] for s, row in winners(made, on, rule).items()} for rule in RULES}


@settings(max_examples=40)
@given(batches, raw_statements(), on_days)
def test_a_statement_of_a_later_day_changes_nothing(raw, extra, on):
    later = extra | {"date": str(on + dt.timedelta(1 + len(raw)))}
    assert positions_of([*raw, later], on) == positions_of(raw, on)


@settings(max_examples=40)
@given(batches, raw_statements(), on_days)
def test_a_statement_changes_positions_of_its_own_slots_only(raw, extra, on):
    before, after = positions_of(raw, on), positions_of([*raw, extra], on)
    code = REAL_CODEBOOK.code("position", extra["position"])
    phases = ("wartime", "ceasefire") if extra["phase"] == "unspecified" else (extra["phase"],)
    kind = REAL_CODEBOOK.code("mission", extra["mission"]).kind
    touched = {(extra["entity"], code.question, phase, kind) for phase in phases}
    if extra["speaker_entity"] != extra["entity"]:
        touched = set()
    for rule in RULES:
        changed = {slot for slot in before[rule] | after[rule] if before[rule].get(slot) != after[rule].get(slot)}
        assert changed <= touched


@settings(max_examples=25)
@given(batches.flatmap(lambda raw: st.tuples(st.just(raw), st.permutations(list(enumerate(raw, start=10))))), on_days)
def test_the_order_of_statements_never_matters(both, on):
    raw, shuffled = both
    straight = numbered(raw)
    mixed = make_record(*(make_statement(number, **one) for number, one in shuffled))
    for rule in RULES:
        one, other = (stated(slots(record, record.frame), on, rule) for record in (straight, mixed))
        assert one.equals(other)


@settings(max_examples=50)
@given(batches, values(["latest", "head"]))
def test_the_changes_are_the_differences_of_the_positions_of_all_days(raw, rule):
    record = numbered(raw)
    made, rows = slots(record, record.frame), reference.rows_of(record)
    wanted = []
    for slot in {slot for row in rows for slot in reference.slots_of(row)}:
        last = None
        for on in sorted({row["date"] for row in rows}):
            now = reference.position(rows, slot, on, rule)
            if last is not None and now is not None and rows[last]["rank"] != rows[now]["rank"]:
                wanted.append((*slot, on, rows[now]["rank"] - rows[last]["rank"], last, now))
            last = now if now is not None else last
    table = changes(made, rule)
    found = [(*row[:4], row[4].date(), *row[5:]) for row in table.itertuples(index=False)]
    assert sorted(found) == sorted(wanted)
    assert table["date"].is_monotonic_decreasing


@settings(max_examples=60)
@given(batches)
def test_the_splits_are_those_of_the_reference(raw):
    record = numbered(raw)
    table = splits(slots(record, record.frame))
    found = {(*row[:4], row[4].date(), *row[5:]) for row in table.itertuples(index=False)}
    assert len(found) == len(table)
    assert found == reference.splits(reference.rows_of(record))
    assert table["date"].is_monotonic_decreasing
    for entity in {row["entity"] for row in raw}:  # one entity's are the same, whether the others are looked at or not
        alone = splits(slots(record, record.frame), [entity])
        assert alone.values.tolist() == table[table["entity"] == entity].values.tolist()


@settings(max_examples=40)
@given(batches)
def test_the_claims_stand_beside_the_own_position_of_their_day(raw):
    record = numbered(raw)
    rows = reference.rows_of(record)
    wanted = []
    for row in rows:
        if row["speaker_entity"] != row["entity"]:
            for slot in reference.slots_of(row):
                own = reference.position(rows, slot, row["date"], "latest")
                ranks = None if own is None else row["rank"] - rows[own]["rank"]
                wanted.append((*slot, row["date"], row["row"], own, ranks))
    table = claims(slots(record, record.frame)).astype(object)
    found = [
        (*row[:4], row[4].date(), row[5], *(None if value is None or value != value else value for value in row[6:]))
        for row in table.where(table.notna(), None).itertuples(index=False)
    ]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


@pytest.mark.parametrize("rule", RULES)
def test_the_shipped_record_gives_the_positions_of_the_reference(shipped, rule):
    made, rows = slots(shipped, shipped.frame), reference.rows_of(shipped)
    every = {slot for row in rows for slot in reference.slots_of(row)}
    for on in (day("2022-03-01"), day("2024-02-27"), day("2024-05-31"), day("2025-03-06"), day("2026-02-28")):
        wanted = {slot: reference.position(rows, slot, on, rule) for slot in every}
        assert winners(made, on, rule) == {slot: row for slot, row in wanted.items() if row is not None}
