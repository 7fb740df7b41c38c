"""Who has said they would send on which terms: the table of docs/method.md, and what must hold for all records.

All statements are invented.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from builders import REAL_CODEBOOK, day, make_record, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.positions.as_of import slots
from dashboard.positions.conditions import outcomes, phase_of, terms_met, to_meet

ON = day("2025-01-01")
WAR, QUIET = {"phase": "wartime"}, {"phase": "ceasefire"}
CONDITIONS = REAL_CODEBOOK.values("conditions")
SAME_PHASE = tuple(code for code in CONDITIONS if code not in ("ceasefire", "peace_deal"))
"""Conditions that do not change the phase whose words count."""


def outcome(statements: list[dict[str, Any]], met: set[str], on: dt.date = ON, kind: str = "ground") -> dict[str, Any]:
    """What ADV has said, given conditions met."""
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(statements, start=1)))
    table = outcomes(slots(record, record.frame), on, "latest", kind, frozenset(met))
    (row,) = table[table["entity"] == "ADV"].astype(object).to_dict("records")
    return row


CASES = [
    # wartime words, nothing ticked
    ([WAR | {"position": "rules_out"}], set(), "refuses", ""),
    ([WAR | {"position": "no_plans"}], set(), "undecided", ""),
    ([WAR | {"position": "undecided"}], set(), "undecided", ""),
    ([WAR | {"position": "open"}], set(), "undecided", ""),
    ([WAR | {"position": "willing"}], set(), "would_send", ""),
    ([WAR | {"position": "committed"}], set(), "would_send", ""),
    ([WAR | {"position": "deployed"}], set(), "would_send", ""),
    # a named condition holds back from open on, and never lifts what is below
    ([WAR | {"position": "undecided", "conditions": "mandate"}], set(), "undecided", ""),
    ([WAR | {"position": "open", "conditions": "mandate"}], set(), "waits_for", "mandate"),
    ([WAR | {"position": "open", "conditions": "mandate"}], {"mandate"}, "undecided", ""),
    ([WAR | {"position": "willing", "conditions": "mandate;allies_first"}], set(), "waits_for", "mandate;allies_first"),
    ([WAR | {"position": "willing", "conditions": "mandate;allies_first"}], {"mandate"}, "waits_for", "allies_first"),
    ([WAR | {"position": "willing", "conditions": "mandate"}], {"mandate"}, "would_send", ""),
    ([WAR | {"position": "committed", "conditions": "us_backstop"}], {"mandate"}, "waits_for", "us_backstop"),
    # `other` never counts as met
    ([WAR | {"position": "willing", "conditions": "other"}], {"other"}, "waits_for", "other"),
    ([QUIET | {"position": "willing", "conditions": "other"}], set(CONDITIONS), "waits_for", "other"),
    # the phase is a term: before a ceasefire, a higher word for the time after it waits for the ceasefire
    ([QUIET | {"position": "willing"}], set(), "waits_for", "ceasefire"),
    ([QUIET | {"position": "willing", "conditions": "mandate"}], set(), "waits_for", "ceasefire;mandate"),
    ([QUIET | {"position": "willing"}], {"ceasefire"}, "would_send", ""),
    ([QUIET | {"position": "willing", "conditions": "ceasefire"}], {"ceasefire"}, "would_send", ""),
    ([WAR | {"position": "rules_out"}, QUIET | {"position": "open"}], set(), "waits_for", "ceasefire"),
    ([WAR | {"position": "rules_out"}, QUIET | {"position": "no_plans"}], set(), "refuses", ""),
    ([WAR | {"position": "no_plans"}, QUIET | {"position": "rules_out"}], {"ceasefire"}, "refuses", ""),
    ([WAR | {"position": "willing"}, QUIET | {"position": "rules_out"}], set(), "would_send", ""),
    # a peace deal includes a ceasefire, not the other way round
    ([QUIET | {"position": "willing", "conditions": "ceasefire"}], {"peace_deal"}, "would_send", ""),
    ([QUIET | {"position": "willing", "conditions": "peace_deal"}], {"ceasefire"}, "waits_for", "peace_deal"),
    # words that name no phase count in both
    ([{"phase": "unspecified", "position": "willing"}], set(), "would_send", ""),
    ([{"phase": "unspecified", "position": "willing"}], {"ceasefire"}, "would_send", ""),
    # silence
    ([WAR | {"position": "willing"}], {"ceasefire"}, "silent", ""),
    ([WAR | {"position": "willing", "entity": "NRL"}], set(), "silent", ""),
    ([WAR | {"position": "willing", "speaker_entity": "NRL"}], set(), "silent", ""),
    ([WAR | {"position": "willing", "date": "2025-01-02"}], set(), "silent", ""),
    ([WAR | {"position": "welcomes"}], set(), "silent", ""),
    ([WAR | {"position": "willing", "mission": "training"}], set(), "silent", ""),
]


@pytest.mark.parametrize(("statements", "met", "expected", "unmet"), CASES)
def test_what_was_said_falls_into_its_outcome(
    statements: list[dict[str, Any]], met: set[str], expected: str, unmet: str
) -> None:
    row = outcome(statements, met)
    assert (row["outcome"], row["unmet"]) == (expected, unmet)


def test_a_kind_of_force_is_asked_by_itself() -> None:
    trainers = [WAR | {"position": "willing", "mission": "training"}, WAR | {"position": "rules_out"}]
    assert outcome(trainers, set(), kind="training_support")["outcome"] == "would_send"
    assert outcome(trainers, set(), kind="ground")["outcome"] == "refuses"
    assert outcome(trainers, set(), kind="air_naval")["outcome"] == "silent"


def test_an_outcome_names_its_statement_its_age_and_the_word_for_the_other_phase() -> None:
    both = [
        WAR | {"position": "rules_out", "date": "2024-01-01"},
        QUIET | {"position": "willing", "date": "2024-12-22"},
    ]
    row = outcome(both, {"ceasefire"})
    assert (row["position"], row["age"], row["phase"], row["stated_phase"]) == ("willing", 10, "ceasefire", "ceasefire")
    assert row["id"] == "2024-12-22-adv-invented-2"
    assert row["beside_row"] == 0
    silent = outcome([WAR | {"position": "open"}], {"ceasefire"})
    assert silent["position"] == "silent"
    assert silent["beside_row"] == 0


def test_an_unknown_condition_is_refused() -> None:
    record = make_record(make_statement())
    with pytest.raises(ValueError, match="no such condition: sunshine"):
        outcomes(slots(record, record.frame), ON, "latest", "ground", frozenset({"sunshine"}))


def test_what_can_be_ticked_is_all_but_other() -> None:
    assert set(CONDITIONS) - set(to_meet(REAL_CODEBOOK)) == {"other"}
    assert terms_met({"other"}) == frozenset()
    assert phase_of({"peace_deal"}) == phase_of({"ceasefire"}) == "ceasefire"
    assert phase_of({"mandate", "other"}) == "wartime"


positions = st.sampled_from([code.code for code in REAL_CODEBOOK.positions("send")])
sets = st.frozensets(st.sampled_from(CONDITIONS), max_size=4)


@st.composite
def raw(draw: st.DrawFn) -> dict[str, Any]:
    position = draw(positions)
    allowed = REAL_CODEBOOK.code("position", position).conditional
    named = draw(sets) if allowed else frozenset()
    return {
        "entity": draw(st.sampled_from(["ADV", "ADV", "NRL"])),
        "date": f"2024-0{draw(st.integers(1, 9))}-01",
        "phase": draw(st.sampled_from(["wartime", "ceasefire", "unspecified"])),
        "position": position,
        "conditions": ";".join(code for code in CONDITIONS if code in named),
        "confidence": draw(st.sampled_from(["high", "low"])),
    }


batches = st.lists(raw(), min_size=1, max_size=6)


def table_of(statements: list[dict[str, Any]], met: frozenset[str]) -> dict[str, dict[str, Any]]:
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(statements, start=10)))
    table = outcomes(slots(record, record.frame), ON, "latest", "ground", met).astype(object)
    assert sorted(table["entity"]) == ["ADV", "LIGA", "NRL", "WMK"], "every entity once"
    return {row["entity"]: row for row in table.where(table.notna(), None).to_dict("records")}


@settings(max_examples=30)
@given(batches, sets, st.sampled_from(SAME_PHASE))
def test_one_more_condition_met_never_takes_anyone_further_from_sending(
    statements: list[dict[str, Any]], met: frozenset[str], more: str
) -> None:
    before, after = table_of(statements, met), table_of(statements, met | {more})
    for entity, row in before.items():
        then = after[entity]
        assert then["row"] == row["row"], "the same words"
        assert set(filter(None, then["unmet"].split(";"))) == set(filter(None, row["unmet"].split(";"))) - (
            {more} - {"other"}
        )
        if row["outcome"] != "waits_for":
            assert then["outcome"] == row["outcome"]
        elif then["unmet"]:
            assert then["outcome"] == "waits_for"
        else:
            assert then["outcome"] == (
                "would_send" if row["position"] in ("willing", "committed", "deployed") else "undecided"
            )


@settings(max_examples=20)
@given(batches, sets)
def test_other_never_counts_as_met(statements: list[dict[str, Any]], met: frozenset[str]) -> None:
    without, given_other = table_of(statements, met - {"other"}), table_of(statements, met | {"other"})
    assert without == given_other
    for row in given_other.values():
        if row["outcome"] == "would_send":
            assert "other" not in row["conditions"].split(";")


@settings(max_examples=20)
@given(batches, sets)
def test_who_would_send_has_said_yes_and_named_nothing_that_is_not_met(
    statements: list[dict[str, Any]], met: frozenset[str]
) -> None:
    terms = terms_met(met)
    for row in table_of(statements, met).values():
        if row["outcome"] == "silent":
            assert row["row"] is None
            assert row["position"] == "silent"
            continue
        named = set(filter(None, row["conditions"].split(";")))
        assert set(filter(None, row["unmet"].split(";"))) <= (named - terms) | {"ceasefire"}
        if row["outcome"] == "would_send":
            assert named <= terms
            assert row["position"] in ("willing", "committed", "deployed")
        if row["outcome"] == "refuses":
            assert row["position"] == "rules_out"
        assert (row["outcome"] == "waits_for") == bool(row["unmet"])
