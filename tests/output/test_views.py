"""The tables that a query asks for. People and words are invented."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import make_record, make_statement

from dashboard.dataset.selection import Selection
from dashboard.output.views import changes_table, check_phase, positions_table, statements_table

DAY = dt.date(2024, 6, 1)


@pytest.fixture
def record():
    return make_record(
        make_statement(1, date="2024-03-01", position="rules_out"),
        make_statement(2, date="2024-04-01", position="open", source_publisher="The Invented Mirror"),
        make_statement(3, date="2024-05-01", position="willing", authority="minister"),
        make_statement(
            4, date="2024-03-05", entity="NRL", position="committed", phase="unspecified", authority="military"
        ),
    )


def test_every_entity_has_every_slot_and_silence_is_spelled_out(record):
    table = positions_table(record, Selection(), DAY)
    assert len(table) == 4 * 2 * 2 * 3
    assert not table["position"].isna().any()
    silent = table[table["position"] == "silent"]
    assert len(silent) == len(table) - 3
    assert silent["id"].isna().all()
    assert silent["age"].isna().all()


def test_a_rules_silence_is_not_anothers(record):
    table = positions_table(record, Selection(entity=("NRL",), question=("send",), kind=("ground",)), DAY, "head")
    assert table["position"].tolist() == ["silent", "silent"]
    assert table["by_latest"].tolist() == ["committed", "committed"]
    assert table["by_authority"].tolist() == ["committed", "committed"]
    assert table["by_head"].tolist() == ["silent", "silent"]


def test_all_rules_give_the_same_other_columns(shipped):
    day = dt.date(2025, 3, 1)
    tables = {rule: positions_table(shipped, Selection(), day, rule) for rule in ("latest", "authority", "head")}
    for rule, table in tables.items():
        for other in tables.values():
            assert other[f"by_{rule}"].tolist() == table["position"].tolist()


def test_positions_rest_on_one_source_when_one_is_picked(record):
    only = Selection(
        source=("The Invented Mirror",), entity=("ADV",), phase=("wartime",), kind=("ground",), question=("send",)
    )
    assert positions_table(record, only, DAY)["position"].tolist() == ["open"]


def test_a_picked_position_is_one_that_holds_on_the_day(record):
    for position, entities in {"open": [], "willing": ["ADV"], "committed": ["NRL", "NRL"]}.items():
        assert positions_table(record, Selection(position=(position,)), DAY)["entity"].tolist() == entities


def test_changes_say_from_and_to(record):
    table = changes_table(record, Selection())
    assert table["from_position"].tolist() == ["open", "rules_out"]
    assert table["to_position"].tolist() == ["willing", "open"]
    assert table["ranks"].tolist() == [1, 3]


def test_days_of_changes_do_not_cut_off_the_statement_before(record):
    since = changes_table(record, Selection(since=dt.date(2024, 4, 15)))
    assert since["from_id"].tolist() == ["2024-04-01-adv-invented-2"]
    until = changes_table(record, Selection(until=dt.date(2024, 4, 15)))
    assert until["to_id"].tolist() == ["2024-04-01-adv-invented-2"]
    assert changes_table(record, Selection(position=("open",)))["to_id"].tolist() == ["2024-04-01-adv-invented-2"]
    assert changes_table(record, Selection(phase=("ceasefire",))).empty
    assert changes_table(record, Selection(question=("accept",))).empty


def test_an_unknown_rule_is_no_silent_default(record):
    with pytest.raises(ValueError, match="allowed: latest, authority, head"):
        positions_table(record, Selection(), DAY, "newest")
    with pytest.raises(ValueError, match="allowed: latest, head"):
        changes_table(record, Selection(), "authority")


def test_a_phase_that_positions_cannot_have_is_refused():
    (rejected,) = check_phase(Selection(phase=("ceasefire", "unspecified")))
    assert rejected.value == "unspecified"
    assert rejected.allowed == ("wartime", "ceasefire")


def test_statements_are_those_selected(record):
    assert len(statements_table(record, Selection(position=("open", "willing")))) == 2
