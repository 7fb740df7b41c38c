"""Changes, splits and claims, case by case. All statements are invented; `test_rules_hold` tries all records."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from builders import make_record, make_statement, speaker_of

from dashboard.positions.as_of import Slots, slots
from dashboard.positions.shifts import changes, claims, splits

NO = {"date": "2024-03-01", "position": "rules_out"}
YES = {"date": "2024-04-01", "position": "willing"}


def made(*statements: dict[str, Any]) -> Slots:
    record = make_record(*(make_statement(n, **one) for n, one in enumerate(statements, start=1)))
    return slots(record, record.frame)


@pytest.mark.parametrize(
    ("second", "moved"),
    [
        ({}, 1),
        ({"position": "rules_out"}, 0),  # said again
        ({"phase": "ceasefire"}, 0),  # another phase
        ({"mission": "training"}, 0),  # another kind of force
        ({"mission": "combat"}, 1),  # another mission of the same kind
        ({"position": "welcomes"}, 0),  # another question
        ({"entity": "NRL"}, 0),
        ({"speaker_entity": "NRL"}, 0),  # others' words
        ({"date": "2024-03-05", "confidence": "low"}, 0),  # low within 7 days of a surer word
        ({"date": "2024-03-09", "confidence": "low"}, 1),
    ],
)
def test_a_change_stays_within_one_slot(second: dict[str, Any], moved: int) -> None:
    table = changes(made(NO, YES | second))
    assert len(table) == moved
    if moved:
        assert table.loc[0, ["ranks", "from_row", "to_row"]].tolist() == [4, 0, 1]


def test_a_change_from_words_without_a_phase_counts_in_both() -> None:
    table = changes(made(NO | {"phase": "unspecified"}, YES))
    assert table["phase"].tolist() == ["wartime"]
    both = changes(made(NO | {"phase": "unspecified"}, YES | {"phase": "unspecified"}))
    assert sorted(both["phase"]) == ["ceasefire", "wartime"]


def test_the_heads_changes_are_the_heads_alone() -> None:
    minister = YES | {"authority": "minister"}
    assert len(changes(made(NO, minister), "latest")) == 1
    assert len(changes(made(NO, minister), "head")) == 0
    with pytest.raises(ValueError, match="authority"):
        changes(made(NO, YES), "authority")


def test_one_statement_or_none_gives_nothing() -> None:
    for few in (made(NO), made()):
        for derive in (changes, splits, claims):
            assert derive(few).empty
    assert list(changes(made())) == list(changes(made(NO, YES)))
    assert list(splits(made())) == list(splits(made(NO, YES)))


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ({}, 1),
        ({"date": "2024-05-30"}, 1),  # 90 days
        ({"date": "2024-05-31"}, 0),
        ({"position": "no_plans"}, 0),  # one step only
        ({"position": "undecided"}, 1),  # two
        ({"authority": "head"}, 0),  # the same person
        ({"phase": "ceasefire"}, 0),
        ({"mission": "training"}, 0),
        ({"speaker_entity": "NRL"}, 0),
    ],
)
def test_officials_are_apart_by_two_steps_within_ninety_days(second: dict[str, Any], found: int) -> None:
    assert len(splits(made(NO, YES | {"authority": "minister"} | second))) == found


def test_a_pair_of_officials_is_listed_once_with_its_newest_clash() -> None:
    minister = {"authority": "minister"}
    (row,) = splits(made(NO, YES | minister, NO | {"date": "2024-04-11"})).to_dict("records")
    assert (row["earlier_row"], row["later_row"], row["ranks"], row["days"]) == (1, 2, 4, 10)


@pytest.mark.parametrize(("since", "found"), [("undecided", 1), ("open", 0), ("willing", 0)])
def test_a_word_that_was_replaced_is_held_against_nobody(since: str, found: int) -> None:
    """A minister who says yes is held against the last word of the head, not against a “no” before it."""
    replaced = NO | {"date": "2024-03-20", "position": since}
    assert len(splits(made(NO, replaced, YES | {"authority": "minister"}))) == found


def test_two_ministers_can_be_apart() -> None:
    one, other = (speaker_of("ADV", "minister", number) for number in (0, 1))
    pair = [NO | {"authority": "minister", "speaker": one}, YES | {"authority": "minister", "speaker": other}]
    assert len(splits(made(*pair))) == 1


def test_a_claim_stands_beside_the_own_word_of_that_day() -> None:
    claim = {"date": "2024-03-15", "position": "committed", "speaker_entity": "NRL"}
    (row,) = claims(made(NO, YES, claim)).to_dict("records")
    assert (row["own_row"], row["ranks"]) == (0, 5)  # what was said later plays no part
    (alone,) = claims(made(claim)).astype(object).to_dict("records")
    assert pd.isna(alone["own_row"])
    assert pd.isna(alone["ranks"])
    (same_day,) = claims(made(NO, claim | {"date": "2024-03-01"})).to_dict("records")
    assert same_day["ranks"] == 5
