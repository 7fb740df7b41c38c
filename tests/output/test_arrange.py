"""Frames laid out for the pictures. All statements are invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from builders import EDITION, make_record, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.selection import Selection
from dashboard.output import arrange, tables, views
from dashboard.output.charts import LANE_PARTS
from dashboard.positions import conditions, view

RECORD = make_record(
    make_statement(1, date="2024-03-01", position="rules_out", confidence="low"),
    make_statement(2, date="2025-06-01", position="willing", conditions="mandate;allies_first"),
    make_statement(3, date="2024-04-01", entity="NRL", position="open", conditions="ceasefire"),
    make_statement(4, date="2024-04-02", entity="NRL", position="committed", speaker_entity="ADV"),
)
SLOTS = view.basis_slots(RECORD, Selection())
ON = dt.date(2026, 6, 1)


def bands(on: dt.date = ON) -> pd.DataFrame:
    days = (dt.date(2022, 1, 1), on)
    return arrange.bands(RECORD, view.spans(SLOTS, Selection(), "send", "wartime", "ground", days, "latest"))


def in_lanes(*statements: dict[str, Any], phase: str = "wartime") -> pd.DataFrame:
    """What the picture of one phase draws of these statements."""
    record = make_record(*statements)
    return arrange.by_entity(record, tables.readable(record, record.frame), record.frame, phase, "ground")


def from_above(inside: pd.DataFrame) -> list[str]:
    """The lanes from above."""
    return inside.sort_values("lane_order")["lane"].unique().tolist()


def test_those_whose_newest_word_goes_farthest_stand_on_top() -> None:
    inside = in_lanes(
        make_statement(1, entity="ADV", position="committed", date="2024-03-01"),
        make_statement(2, entity="ADV", position="rules_out", date="2024-04-01"),
        make_statement(3, entity="NRL", position="open", date="2024-03-01"),
    )
    assert from_above(inside) == ["Norlund", "Ardovia"]


def test_what_others_claim_moves_no_lane() -> None:
    claim = {"speaker_entity": "NRL", "position": "committed", "date": "2024-04-01"}
    inside = in_lanes(
        make_statement(1, entity="ADV", position="rules_out", date="2024-03-01"),
        make_statement(2, entity="ADV", **claim),
        make_statement(3, entity="NRL", position="open", date="2024-03-01"),
        make_statement(4, entity="WMK", **claim),
    )
    assert from_above(inside) == ["Norlund", "Ardovia", "Westmark"], "one of whom others alone speak comes last"
    assert len(inside) == 4, "claims are drawn all the same"


def test_statements_have_a_lane_for_each_phase_and_kind_in_the_codebooks_order() -> None:
    record = make_record(
        make_statement(1, phase="ceasefire"),
        make_statement(2, phase="wartime", mission="training"),
        make_statement(3, phase="wartime"),
    )
    table = arrange.by_slot(tables.readable(record, record.frame), record.codebook)
    assert table.sort_values("lane_order")["lane"].tolist() == [
        "While fighting goes on · ground forces",
        "While fighting goes on · training and support",
        "After a ceasefire · ground forces",
    ]


def test_of_many_each_has_lanes_of_its_own() -> None:
    readable = tables.readable(RECORD, RECORD.frame)
    table = arrange.by_slot(readable, RECORD.codebook, of_many=True).sort_values("lane_order", kind="stable")
    assert table["lane"].str.split(LANE_PARTS).str[0].tolist() == sorted(table["country"])


def test_bands_are_cut_at_the_end_of_the_record() -> None:
    table = bands()
    end = pd.Timestamp(EDITION.coverage_end)
    assert (table.loc[~table["beyond"], "end"] <= end).all()
    assert (table.loc[table["beyond"], "start"] >= end).all()
    assert table.groupby("country")["beyond"].sum().tolist() == [1, 1, 1, 1]
    assert not bands(dt.date(2025, 1, 1))["beyond"].any()


def test_bands_say_position_sign_and_words_and_silence_says_so() -> None:
    table = bands()
    own = table[table["entity"] == "ADV"]
    assert own["label"].tolist() == ["No statement found", "Rules out", "Willing", "Willing"]
    assert own["sign"].tolist() == ["…", "×?", "▲", "▲"]
    assert own["short"].tolist() == ["", "?", "", ""]
    assert own["long"].tolist() == ["… No statement found", "? Rules out", "Willing", "Willing"]
    assert own["said"].iloc[0] == ""
    assert own["id"].iloc[1] == "2024-03-01-adv-invented-1"


def test_a_band_of_a_phase_says_so_where_the_words_name_none() -> None:
    record = make_record(make_statement(1, phase="unspecified"), make_statement(2, date="2024-05-01"))
    days = (dt.date(2022, 1, 1), ON)
    slots = view.basis_slots(record, Selection())
    table = arrange.bands(record, view.spans(slots, Selection(), "send", "wartime", "ground", days, "latest"))
    own = table[(table["entity"] == "ADV") & ~table["beyond"]]
    assert own["sign"].tolist() == ["…", "◆*", "◆"]
    assert own["marks"].tolist() == ["", "phase not stated", ""]


def test_a_lane_is_named_after_its_last_position_and_a_band_knows_what_came_before() -> None:
    table = bands()
    assert set(table["lane"]) == {
        "Ardovia · ▲ Willing",
        "League of the Invented",
        "Norlund · ◆ Open",
        "Westmark",
    }
    own = table[table["entity"] == "ADV"]
    assert own["moved"].tolist() == [True, True, True, False], "the last is what is left after the record's end"
    assert own["previous"].tolist()[1:] == own["start"].tolist()[:-1]


def outcomes(met: set[str]) -> pd.DataFrame:
    return conditions.outcomes(SLOTS, ON, "latest", "ground", frozenset(met))


def told(found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return found, arrange.with_waits(RECORD, found)


def test_tiles_stand_under_the_heading_of_their_outcome() -> None:
    table, lines = arrange.outcome_tiles(RECORD, *told(outcomes({"mandate"})), "wartime")
    headings = table[table["heading"] != ""]
    assert headings["heading"].tolist() == [
        "Has said it would send on these terms: 0",
        "Waits for more: 2",
        "Has not decided: 0",
        "Refuses anyway: 0",
        "Has not spoken: 2",
    ]
    assert lines == 7
    cells = table[table["heading"] == ""]
    assert cells[["entity", "line", "place", "waits"]].to_numpy().tolist() == [
        ["ADV", 2, 0, "Allies first"],
        ["NRL", 2, 1, "Ceasefire"],
        ["LIGA", 6, 0, ""],
        ["WMK", 6, 1, ""],
    ]


def test_who_stands_there_by_words_for_the_other_phase_has_a_heading_that_says_so() -> None:
    record = make_record(
        make_statement(1, position="willing", phase="wartime", conditions="mandate"),
        make_statement(2, entity="NRL", position="no_plans", phase="wartime"),
        make_statement(3, entity="NRL", position="committed", phase="ceasefire"),
    )
    found = conditions.outcomes(view.basis_slots(record, Selection()), ON, "latest", "ground", frozenset())
    table, _ = arrange.outcome_tiles(record, found, arrange.with_waits(record, found), "wartime")
    under = {row["entity"]: row for row in table.to_dict("records") if not row["heading"]}
    above = {row["line"]: row["heading"] for row in table.to_dict("records") if row["heading"]}
    assert above[under["ADV"]["line"] - 1] == "Waits for more: 1"
    assert above[under["NRL"]["line"] - 1] == "Waits for more · after a ceasefire: 1"
    assert [under[entity]["phase"] for entity in ("ADV", "NRL")] == ["While fighting goes on", "After a ceasefire"]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["would_send", "waits_for", "undecided", "refuses", "silent"]), max_size=60))
def test_no_tile_is_lost_or_laid_on_another(codes: list[str]) -> None:
    row = outcomes(set()).iloc[[0]]
    many = pd.concat([row] * max(1, len(codes)), ignore_index=True).head(len(codes)).assign(outcome=codes)
    table, lines = arrange.outcome_tiles(RECORD, *told(many), "wartime")
    cells = table[table["heading"] == ""]
    assert len(cells) == len(codes)
    assert not table.duplicated(["line", "place", "heading"]).any()
    assert cells["place"].max() < arrange.TILES or cells.empty
    assert table["line"].max() == lines - 1 or codes.count("silent") == 0


def test_terms_are_waited_for_or_met() -> None:
    table = arrange.terms_waited_for(RECORD, *told(outcomes({"mandate"})), ("waits", "met", "undecided"))
    said = {(row["entity"], row["term"]): row["state"] for row in table.to_dict("records")}
    assert said == {
        ("ADV", "International mandate"): "met",
        ("ADV", "Allies first"): "waits",
        ("NRL", "Ceasefire"): "waits",
    }


def test_who_is_undecided_has_named_terms_too_and_comes_last() -> None:
    record = make_record(
        make_statement(1, position="undecided", conditions="ceasefire;mandate"),
        make_statement(2, entity="NRL", position="willing", conditions="mandate"),
    )
    found = conditions.outcomes(view.basis_slots(record, Selection()), ON, "latest", "ground", frozenset({"mandate"}))
    table = arrange.terms_waited_for(record, found, arrange.with_waits(record, found), ("waits", "met", "undecided"))
    said = [(row["entity"], row["term"], row["state"]) for row in table.sort_values("order").to_dict("records")]
    assert said == [
        ("NRL", "International mandate", "met"),
        ("ADV", "Ceasefire", "undecided"),
        ("ADV", "International mandate", "undecided"),
    ]


def test_terms_named_now_come_before_those_named_earlier() -> None:
    statements = RECORD.frame
    table = arrange.terms_named(RECORD, statements, {"2025-06-01-adv-invented-2"}, ("now", "before"))
    said = {(row["entity"], row["term"]): row["state"] for row in table.to_dict("records")}
    assert said[("ADV", "Allies first")] == "now"
    assert said[("NRL", "Ceasefire")] == "before"


def pairs(table: str) -> pd.DataFrame:
    derive: dict[str, Any] = {"changes": views.changes_table, "claims": views.claims_table}
    return derive[table](RECORD, Selection())


def test_moves_lead_from_one_position_to_the_next() -> None:
    (row,) = arrange.moves(RECORD, pairs("changes"), "from", "to").to_dict("records")
    assert (row["from_label"], row["label"], row["country"]) == ("Rules out", "Willing", "Ardovia")
    assert row["low"] is False


BOTH = {("wartime", "ground"): ("In war", "1 change"), ("ceasefire", "ground"): ("In peace", "None")}


def test_each_phase_and_kind_has_its_heading_and_count_and_a_lane_for_each_position_unless_it_is_empty() -> None:
    lanes = arrange.lanes(RECORD, "send", BOTH, [("ceasefire", "ground")])
    codes = RECORD.codebook.positions("send")
    assert lanes["words"].tolist() == ["In war", "1 change", *[""] * len(codes), "In peace", "None"]
    assert lanes["bold"].tolist() == [True, False, *[False] * len(codes), True, False]
    assert lanes["label"].tolist() == ["", "", *(code.label for code in codes[::-1]), "", ""]
    assert lanes["lane"].tolist() == sorted(set(lanes["lane"]))  # the browser sorts them so
    assert lanes["lane"].str[arrange.LANE_NUMBER :].tolist() == lanes["label"].tolist()


def test_the_same_move_in_two_phases_has_lanes_of_its_own_in_each() -> None:
    record = make_record(
        make_statement(1, date="2024-03-01", position="rules_out", phase="unspecified"),
        make_statement(2, date="2024-05-01", position="willing", phase="unspecified"),
    )
    found = arrange.moves(record, views.changes_table(record, Selection()), "from", "to")
    table = arrange.in_lanes(found, arrange.lanes(record, "send", BOTH, []))
    assert table["id"].nunique() == 1
    assert sorted(table["phase"]) == ["After a ceasefire", "While fighting goes on"]
    assert set(table["kind"]) == {"Ground forces"}
    assert len({*table["lane"], *table["from_lane"]}) == 4
    assert table["lane"].str.endswith(" Willing").all()
    assert table["from_lane"].str.endswith(" Rules out").all()


def test_a_claim_without_an_own_word_has_no_beginning() -> None:
    alone = make_record(make_statement(1, speaker_entity="NRL"))
    (row,) = arrange.moves(alone, views.claims_table(alone, Selection()), "own", "claim").to_dict("records")
    assert (row["from_label"], row["from_said"], row["label"]) == ("", "", "Open")
    lanes = arrange.lanes(alone, "send", BOTH, [])
    (row,) = arrange.in_lanes(pd.DataFrame([row]), lanes).to_dict("records")
    assert (row["from_lane"], row["lane"][arrange.LANE_NUMBER :]) == ("", "Open")
    (beside,) = arrange.moves(RECORD, pairs("claims"), "own", "claim").to_dict("records")
    assert (beside["from_label"], beside["label"]) == ("Open", "Committed")


def test_pairs_of_nothing_are_nothing() -> None:
    empty = make_record()
    for table, sides in ((views.changes_table, ("from", "to")), (views.splits_table, ("earlier", "later"))):
        assert arrange.moves(empty, table(empty, Selection()), *sides).empty
