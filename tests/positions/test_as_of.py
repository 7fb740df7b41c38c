"""Positions on a day: each rule of docs/method.md, case by case. All statements are invented."""

from __future__ import annotations

import pandas as pd
import pytest
from asking import everyone, stated
from builders import MOVER, day, make_record, make_statement

from dashboard.dataset.selection import Selection, select
from dashboard.positions.as_of import HOST, SILENT, SLOT, slots
from dashboard.positions.conditions import outcomes
from dashboard.positions.view import positions_view

LOW = {"confidence": "low"}


def said(on: str, position: str, authority: str = "head", **more: object) -> dict[str, object]:
    return {"date": on, "position": position, "authority": authority} | more


def positions(statements: list[dict[str, object]], on: str, rule: str = "latest") -> dict[tuple[str, ...], str]:
    """Slot -> position on a day; slots are (entity, question, phase, kind)."""
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(statements, start=1)))
    table = stated(slots(record, record.frame), day(on), rule)
    return {tuple(row[SLOT]): row["position"] for _, row in table.iterrows()}


def position(statements: list[dict[str, object]], on: str, rule: str = "latest", phase: str = "wartime") -> str:
    """The position of ADV on sending ground forces; "silent" where there is none."""
    return positions(statements, on, rule).get(("ADV", "send", phase, "ground"), SILENT)


OPEN = said("2024-03-01", "open")
WILLING = said("2024-03-01", "willing")
LOW_WILLING = said("2024-03-01", "willing", **LOW)
MEDIUM_OPEN = said("2024-03-01", "open", confidence="medium")
MINISTER_OPEN = said("2024-03-01", "open", "minister")
LOW_LATER = said("2024-03-02", "willing", **LOW)
"""All but the last of 1 March 2024, by the head where nothing else is said."""

CASES = [
    # latest: the newest statement up to the day
    ([OPEN], "2024-02-29", "latest", SILENT),
    ([OPEN], "2024-03-01", "latest", "open"),
    ([OPEN, said("2024-03-05", "willing")], "2024-03-04", "latest", "open"),
    ([OPEN, said("2024-03-05", "willing")], "2024-03-05", "latest", "willing"),
    ([OPEN, said("2024-03-05", "willing", "other")], "2030-01-01", "latest", "willing"),
    # on one day the higher authority wins, then the higher confidence, then the later in the record
    ([MINISTER_OPEN, WILLING], "2024-03-01", "latest", "willing"),
    ([WILLING, MINISTER_OPEN], "2024-03-01", "latest", "willing"),
    ([MINISTER_OPEN, said("2024-03-01", "willing", "legislature")], "2024-03-01", "latest", "open"),
    ([MEDIUM_OPEN, WILLING], "2024-03-01", "latest", "willing"),
    ([WILLING, MEDIUM_OPEN], "2024-03-01", "latest", "willing"),
    ([MEDIUM_OPEN, said("2024-03-01", "willing", "minister")], "2024-03-01", "latest", "open"),
    ([OPEN, WILLING], "2024-03-01", "latest", "willing"),
    # low confidence never outranks medium or high within 7 days, on one day not even by authority
    ([MINISTER_OPEN, LOW_WILLING], "2024-03-01", "latest", "open"),
    ([OPEN, said("2024-03-08", "willing", **LOW)], "2024-03-08", "latest", "open"),
    ([OPEN, said("2024-03-08", "willing", **LOW)], "2024-09-01", "latest", "open"),
    ([OPEN, said("2024-03-09", "willing", **LOW)], "2024-03-09", "latest", "willing"),
    ([said("2024-03-01", "open", **LOW), said("2024-03-02", "willing", **LOW)], "2024-03-02", "latest", "willing"),
    ([LOW_WILLING, said("2024-03-03", "open")], "2024-03-02", "latest", "willing"),
    ([LOW_WILLING, said("2024-03-03", "open")], "2024-03-03", "latest", "open"),
    ([LOW_WILLING], "2024-03-01", "latest", "willing"),
    # another kind of force or entity does not make a low statement lower
    ([said("2024-03-01", "open", mission="training"), LOW_LATER], "2024-03-02", "latest", "willing"),
    ([said("2024-03-01", "open", entity="NRL"), LOW_LATER], "2024-03-02", "latest", "willing"),
    # authority: the newest by the highest that has spoken within 365 days
    ([OPEN, said("2024-06-01", "willing", "minister")], "2024-06-01", "authority", "open"),
    ([OPEN, said("2024-06-01", "willing", "minister")], "2025-03-01", "authority", "open"),
    ([OPEN, said("2024-06-01", "willing", "minister")], "2025-03-02", "authority", "willing"),
    ([OPEN, said("2024-04-01", "willing")], "2024-05-01", "authority", "willing"),
    ([MINISTER_OPEN, said("2024-06-01", "willing", "other")], "2024-07-01", "authority", "open"),
    ([OPEN, said("2024-03-02", "willing", "minister")], "2026-01-01", "authority", "willing"),
    ([OPEN], "2024-02-29", "authority", SILENT),
    # ... where low counts neither just after nor just before a surer one
    ([LOW_WILLING, said("2024-03-08", "open", "minister")], "2024-03-08", "authority", "open"),
    ([LOW_WILLING, said("2024-03-09", "open", "minister")], "2024-03-09", "authority", "willing"),
    ([LOW_WILLING, said("2024-03-08", "open", "minister")], "2024-03-07", "authority", "willing"),
    ([MINISTER_OPEN, said("2024-03-08", "willing", **LOW)], "2024-03-08", "authority", "open"),
    # ... also at the far edge of the 365 days
    ([OPEN, said("2024-03-03", "willing", **LOW)], "2025-03-02", "authority", "open"),
    # head: heads only
    ([OPEN, said("2024-06-01", "willing", "minister")], "2030-01-01", "head", "open"),
    ([said("2024-06-01", "willing", "minister")], "2030-01-01", "head", SILENT),
    ([MINISTER_OPEN, said("2024-03-02", "willing", **LOW)], "2024-03-02", "head", "willing"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "on", "rule", "expected"), CASES)
def test_each_rule(statements, on, rule, expected):
    assert position(statements, on, rule) == expected
    assert position(statements[::-1], on, rule) == expected or len({s["date"] for s in statements}) == 1


@pytest.mark.parametrize("rule", ["latest", "authority", "head"])
def test_a_statement_whose_phase_is_not_stated_counts_in_both_and_says_so(rule):
    record = make_record(make_statement(phase="unspecified"))
    table = stated(slots(record, record.frame), day("2024-03-01"), rule)
    assert list(table["phase"]) == ["wartime", "ceasefire"]
    assert list(table["stated_phase"]) == ["unspecified", "unspecified"]
    assert list(table["position"]) == ["open", "open"]


def test_a_stated_phase_counts_in_that_phase_only():
    statements = [
        said("2024-03-01", "open", phase="unspecified"),
        said("2024-03-02", "rules_out", phase="wartime"),
        said("2024-03-03", "committed", phase="ceasefire"),
    ]
    assert position(statements, "2024-03-03", phase="wartime") == "rules_out"
    assert position(statements, "2024-03-02", phase="ceasefire") == "open"
    assert position(statements, "2024-03-03", phase="ceasefire") == "committed"


def test_kinds_of_force_and_questions_are_never_pooled():
    statements = [
        said("2024-03-01", "rules_out", mission="combat"),
        said("2024-03-02", "willing", mission="training"),
        said("2024-03-03", "open", mission="air_naval"),
        said("2024-03-04", "welcomes"),
    ]
    assert positions(statements, "2024-03-04") == {
        ("ADV", "send", "wartime", "ground"): "rules_out",
        ("ADV", "send", "wartime", "training_support"): "willing",
        ("ADV", "send", "wartime", "air_naval"): "open",
        ("ADV", "accept", "wartime", "ground"): "welcomes",
    }


def test_missions_of_one_kind_are_one_slot():
    statements = [
        said(f"2024-03-0{n}", "open", mission=mission)
        for n, mission in enumerate(("combat", "peacekeeping", "monitoring", "reassurance", "unspecified"), start=1)
    ]
    assert list(positions(statements, "2024-04-01")) == [("ADV", "send", "wartime", "ground")]


@pytest.mark.parametrize("rule", ["latest", "authority", "head"])
def test_only_an_entitys_own_words_make_its_position(rule):
    claim = said("2024-03-02", "committed", entity="ADV", speaker_entity="NRL")
    assert position([claim], "2024-03-02", rule) == SILENT
    assert position([said("2024-03-01", "rules_out"), claim], "2024-03-02", rule) == "rules_out"


def test_one_person_speaks_for_each_entity_in_turn():
    prime_minister = {"speaker": MOVER, "office": "Prime Minister"}
    secretary = {"speaker": MOVER, "office": "Secretary General", "entity": "LIGA"}
    found = positions(
        [said("2024-05-31", "willing", **prime_minister), said("2024-06-01", "no_plans", **secretary)], "2024-06-01"
    )
    assert found[("ADV", "send", "wartime", "ground")] == "willing"
    assert found[("LIGA", "send", "wartime", "ground")] == "no_plans"


def test_a_position_carries_its_statement_its_age_and_what_the_other_rules_give():
    statements = [
        said("2024-03-01", "open", "minister"),
        said("2024-04-01", "willing", "spokesperson"),
    ]
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(statements, start=1)))
    (row,) = stated(slots(record, record.frame), day("2024-04-11")).to_dict("records")
    assert (row["position"], row["age"], row["id"]) == ("willing", 10, "2024-04-01-adv-invented-2")
    assert (row["by_latest"], row["by_authority"], row["by_head"]) == ("willing", "open", SILENT)
    assert {"quote", "speaker", "office", "date", "source_url", "stated_phase"} <= row.keys()


@pytest.mark.parametrize("rule", ["latest", "authority", "head"])
def test_the_columns_are_the_same_whatever_was_said(rule, shipped):
    empty = make_record()
    nothing = stated(slots(empty, empty.frame), day("2024-03-01"), rule)
    something = stated(slots(shipped, shipped.frame), day("2026-02-28"), rule)
    assert len(nothing) == 0
    assert list(nothing) == list(something)
    before = stated(slots(shipped, shipped.frame), day("2000-01-01"), rule)
    assert len(before) == 0


def test_an_unknown_rule_is_refused(shipped):
    with pytest.raises(ValueError, match="nonsense"):
        stated(slots(shipped, shipped.frame), day("2024-03-01"), "nonsense")
    with pytest.raises(ValueError, match="authority"):
        slots(shipped, shipped.frame).steps("authority")


def test_silence_is_its_own_state():
    record = make_record(make_statement(), make_statement(entity="NRL", position="rules_out"))
    found = slots(record, record.frame)
    whole = everyone(found, day("2024-03-01"), "wartime").set_index("entity")
    assert whole["position"].to_dict() == {"ADV": "open", "LIGA": SILENT, "NRL": "rules_out", "WMK": SILENT}
    assert whole.loc["WMK", ["id", "age"]].isna().all()
    assert set(whole["phase"]) == {"wartime"}
    ceasefire = everyone(found, day("2024-03-01"), "ceasefire")
    assert set(ceasefire["position"]) == {SILENT}
    assert len(ceasefire) == 4


def test_the_founding_article_alone_gives_just_its_four_positions(shipped):
    frame = select(shipped, Selection(source=("Newsroom",)))
    table = stated(slots(shipped, frame), day("2024-02-27"))
    found = {(row["entity"], row["position"], row["mission"], row["format"]) for _, row in table.iterrows()}
    assert found == {
        ("NATO", "no_plans", "combat", "nato"),
        ("SVK", "open", "unspecified", "bilateral"),
        ("CZE", "no_plans", "unspecified", "unspecified"),
        ("POL", "no_plans", "unspecified", "unspecified"),
    }
    assert set(table["question"]) == {"send"}
    assert set(table["kind"]) == {"ground"}


def test_a_selection_shows_positions_as_it_alone_gives_them(shipped):
    whole = stated(slots(shipped, shipped.frame), day("2026-02-28"))
    part = stated(slots(shipped, select(shipped, Selection(entity=("FRA", "DEU")))), day("2026-02-28"))
    both = whole[whole["entity"].isin(["FRA", "DEU"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, both)


def test_the_receiving_country_is_not_asked_whether_it_would_send(shipped):
    found = slots(shipped, shipped.frame)
    asked = Selection(entity=("UKR", "MLT"), phase=("ceasefire",), kind=("ground",))
    table = positions_view(found, asked, day("2022-02-20"), "latest").set_index(["entity", "question"])["position"]
    assert table.to_dict() == {
        ("MLT", "send"): SILENT,
        ("MLT", "accept"): SILENT,
        ("UKR", "send"): HOST,
        ("UKR", "accept"): SILENT,
    }
    whole = everyone(found, day("2022-02-20"), "ceasefire")
    assert set(whole.loc[whole["position"] == HOST, "entity"]) == {"UKR"}
    assert "UKR" not in set(outcomes(found, day("2026-01-10"), "latest", "ground", frozenset())["entity"])
