"""How a selection is read where positions are shown. All statements are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from builders import day, make_record, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.selection import Selection, select
from dashboard.dataset.store import Record
from dashboard.positions import view

RECORD = make_record(
    make_statement(1, date="2024-03-01", position="rules_out"),
    make_statement(2, date="2024-03-20", position="open", source_publisher="The Invented Mirror"),
    make_statement(3, date="2024-05-01", position="willing", phase="ceasefire"),
    make_statement(4, date="2024-03-05", entity="NRL", position="committed", phase="unspecified"),
    make_statement(5, date="2024-03-06", entity="NRL", position="willing", mission="training"),
)
SLOT = ("send", "wartime", "ground")


def test_choosing_parameters_leave_the_statements_below_alone() -> None:
    chosen = Selection(entity=("ADV",), group=("nato",), phase=("wartime",), kind=("ground",), position=("open",))
    assert view.basis(chosen).empty
    limited = Selection(entity=("ADV",), source=("The Invented Mirror",), words="words")
    assert view.basis(limited) == Selection(source=("The Invented Mirror",), words="words")


def test_phases_are_both_unless_one_is_picked() -> None:
    assert view.phases(Selection()) == ("wartime", "ceasefire")
    assert view.phases(Selection(phase=("ceasefire",))) == ("ceasefire",)
    assert view.phases(Selection(phase=("unspecified",))) == ("wartime", "ceasefire")


@pytest.mark.parametrize(
    ("picked", "counting"),
    [
        ((), ()),
        (("ceasefire",), ("ceasefire", "unspecified")),
        (("wartime", "ceasefire"), ("wartime", "ceasefire", "unspecified")),
        (("wartime", "unspecified"), ("wartime", "unspecified")),
        (("unspecified",), ("unspecified",)),
    ],
)
def test_words_that_name_no_phase_count_beside_those_of_a_phase(
    picked: tuple[str, ...], counting: tuple[str, ...]
) -> None:
    asked = Selection(phase=picked, entity=("ADV",), words="words")
    assert view.counting(asked) == replace(asked, phase=counting)


def test_a_phase_hides_no_statement_on_which_its_positions_rest(shipped: Record) -> None:
    whole = view.basis_slots(shipped, Selection())
    for phase in view.BOTH_PHASES:
        asked = Selection(phase=(phase,))
        rest_on = view.positions_view(whole, asked, shipped.last_day, "latest")["id"].dropna()
        assert set(rest_on) <= set(select(shipped, view.counting(asked))["id"])
        assert not set(rest_on) <= set(select(shipped, asked)["id"]), "some rest on words that name no phase"


def test_scope_is_by_name_and_by_group() -> None:
    assert view.scope(RECORD, Selection()) == ("ADV", "LIGA", "NRL", "WMK")  # Ardovia, League, Norlund, Westmark
    assert view.scope(RECORD, Selection(group=("nato",))) == ("ADV", "NRL")
    assert view.scope(RECORD, Selection(entity=("WMK", "NRL"), group=("nato",))) == ("NRL",)


def test_rows_of_one_slot() -> None:
    found = view.basis_slots(RECORD, Selection())
    inside = view.in_slot(found.latest, "send", ("wartime",), "ground")
    assert inside["row"].tolist() == [0, 1, 3]
    assert view.in_slot(found.latest, "accept", ("wartime", "ceasefire"), "ground").empty


def test_counts_have_every_position_and_silence_last() -> None:
    found = view.basis_slots(RECORD, Selection())
    asked = Selection(question=("send",), kind=("ground",), phase=("wartime",))
    table = view.counts(RECORD, view.positions_view(found, asked, day("2024-06-01"), "latest"), "send")
    counted = dict(zip(table["position"], table["entities"], strict=True))
    assert list(counted)[-1] == "silent"
    assert counted == {"rules_out": 0, "no_plans": 0, "undecided": 0, "open": 1, "willing": 0, "committed": 1} | {
        "deployed": 0,
        "silent": 2,
    }


def spans(record: Record, first: str, last: str, rule: str = "latest", **asked: Any) -> pd.DataFrame:
    found = view.basis_slots(record, Selection())
    return view.spans(found, Selection(**asked), *SLOT, (day(first), day(last)), rule)


def test_spans_run_from_word_to_word_with_the_silence_before() -> None:
    table = spans(RECORD, "2024-01-01", "2024-06-01", entity=("ADV",))
    assert table["row"].astype(object).where(table["row"].notna(), None).tolist() == [None, 0, 3]
    assert [str(one.date()) for one in table["start"]] == ["2024-01-01", "2024-03-01", "2024-03-20"]
    assert [str(one.date()) for one in table["end"]] == ["2024-03-01", "2024-03-20", "2024-06-01"]


def test_spans_begin_with_what_held_on_the_first_day() -> None:
    table = spans(RECORD, "2024-03-10", "2024-06-01", entity=("ADV",))
    assert table["row"].tolist() == [0, 3]
    assert str(table["start"].min().date()) == "2024-03-10"


def test_an_entity_that_never_spoke_is_silent_throughout() -> None:
    (row,) = spans(RECORD, "2024-01-01", "2024-06-01", entity=("WMK",)).to_dict("records")
    assert pd.isna(row["row"])
    assert (str(row["start"].date()), str(row["end"].date())) == ("2024-01-01", "2024-06-01")


def test_spans_know_no_rule_without_steps() -> None:
    with pytest.raises(ValueError, match="authority"):
        spans(RECORD, "2024-01-01", "2024-06-01", "authority")


statements = st.fixed_dictionaries(
    {
        "entity": st.sampled_from(["ADV", "NRL"]),
        "date": st.integers(0, 60).map(lambda n: str(day("2024-01-01") + dt.timedelta(n))),
        "position": st.sampled_from(["rules_out", "open", "willing"]),
        "phase": st.sampled_from(["wartime", "ceasefire", "unspecified"]),
        "authority": st.sampled_from(["head", "minister"]),
    }
)


@settings(max_examples=25)
@given(st.lists(statements, max_size=8), st.integers(0, 40), st.integers(0, 40), st.sampled_from(["latest", "head"]))
def test_spans_cover_every_day_once_and_say_what_held_on_it(
    raw: list[dict[str, Any]], offset: int, length: int, rule: str
) -> None:
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(raw, start=10)))
    first = day("2024-01-01") + dt.timedelta(offset)
    last = first + dt.timedelta(length + 1)
    found = view.basis_slots(record, Selection())
    table = view.spans(found, Selection(), *SLOT, (first, last), rule)
    for entity in ("ADV", "NRL", "WMK", "LIGA"):
        own = table[table["entity"] == entity].sort_values("start")
        assert own["start"].iloc[0] == pd.Timestamp(first)
        assert own["end"].iloc[-1] == pd.Timestamp(last)
        assert (own["start"].iloc[1:].to_numpy() == own["end"].iloc[:-1].to_numpy()).all()
        for _, span in own.iterrows():
            won = found.winners(span["start"].date(), rule)
            won = view.in_slot(won[won["entity"] == entity], *SLOT[:1], SLOT[1:2], SLOT[2])
            assert won["row"].tolist() == ([] if pd.isna(span["row"]) else [span["row"]])


@settings(max_examples=25)
@given(
    st.lists(statements, max_size=8),
    st.sampled_from(["latest", "head"]),
    st.sampled_from([(), ("willing",), ("open", "rules_out")]),
)
def test_the_counts_of_a_month_are_those_of_its_last_day_also_long_after_the_last_word(
    raw: list[dict[str, Any]], rule: str, asked: tuple[str, ...]
) -> None:
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(raw, start=10)))
    found = view.basis_slots(record, Selection())
    counts = view.counts_by_month(found, Selection(position=asked), *SLOT, rule)
    assert counts.index[0] <= pd.Timestamp("2024-02-29") < counts.index[-1]
    for month, counted in counts.iterrows():
        won = view.in_slot(found.winners(month.date(), rule), "send", ("wartime",), "ground")
        positions = record.frame["position"].loc[won["row"]].value_counts()
        assert counted.to_dict() == {
            code: positions.get(code, 0) if not asked or code in asked else 0 for code in counts
        }


def test_what_each_rule_gives_stands_beside_the_positions_that_are_asked_for() -> None:
    found, rules = view.basis_slots(RECORD, Selection()), RECORD.codebook.values("rule")
    positions = {rule: view.positions_view(found, Selection(), day("2024-06-01"), rule) for rule in rules}
    table = view.by_every_rule(found, positions["latest"], day("2024-06-01"))
    assert set(table) - set(positions["latest"]) == {f"by_{rule}" for rule in rules}
    for rule, expected in positions.items():
        assert table[f"by_{rule}"].tolist() == expected["position"].tolist()
    few = view.positions_view(found, Selection(position=("committed",)), day("2024-06-01"), "latest")
    assert set(view.by_every_rule(found, few, day("2024-06-01"))["by_latest"]) == {"committed"}
