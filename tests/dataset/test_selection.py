"""Selections: what is picked is what was asked for, and a query string says it all. All statements are invented."""

from __future__ import annotations

import datetime as dt
import unicodedata
from urllib.parse import parse_qs

import pandas as pd
import pytest
from builders import example_statements, make_record, make_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.selection import (
    PARAMETERS,
    VALUE_FILTERS,
    Selection,
    allowed_values,
    crossed,
    facet,
    parse,
    select,
)
from dashboard.dataset.store import Record, load_record
from dashboard.dataset.words import LETTERS

RECORD = load_record()
FREE = ("since", "until", "words")
PICKED = tuple(name for name in PARAMETERS if name not in FREE)


def picks(parameter: str) -> st.SearchStrategy[tuple[str, ...]]:
    allowed = allowed_values(RECORD, parameter)
    chosen = st.sets(st.sampled_from(allowed), max_size=3)
    return chosen.map(lambda values: tuple(sorted(values, key=allowed.index)))


days = st.none() | st.dates(dt.date(2022, 1, 1), dt.date(2026, 12, 31)) | st.sampled_from([dt.date.min, dt.date.max])
any_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.strip)
real_words = st.sampled_from(["", "troops", "NATO boots", "ceasefire", "ground troops", "é", "nothing-like-this"])
selections = st.builds(
    Selection,
    **{name: st.just(()) | picks(name) for name in PICKED},
    since=days,
    until=days,
    words=real_words | any_words,
)
few = st.dictionaries(st.sampled_from(PICKED), st.none(), max_size=2).flatmap(
    lambda names: st.builds(Selection, **{name: picks(name) for name in names}, since=days, words=real_words)
)
"""Selections that pick something more often than not."""


def bare(text: str) -> str:
    """A text without case and accents, told the slow way."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(str.maketrans(LETTERS | dict.fromkeys("‘’ʼ´", "'"))))
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


def holds(row: pd.Series, selection: Selection) -> bool:
    """Whether one statement is as the selection asks, told the slow way."""
    book, people = RECORD.codebook, RECORD.people
    kind = book.code("mission", row["mission"]).kind
    groups = people.entity_by_code[row["entity"]].groups
    named = set(row["conditions"].split(";")) if row["conditions"] else set()
    text = bare(f"{row['quote']}\n{row['summary']}")
    return (
        all(
            not getattr(selection, name) or row[column] in getattr(selection, name)
            for name, column in VALUE_FILTERS.items()
        )
        and (not selection.kind or kind in selection.kind)
        and (not selection.group or bool(set(groups) & set(selection.group)))
        and (not selection.conditions or bool(named & set(selection.conditions)))
        and (selection.since is None or row["date"].date() >= selection.since)
        and (selection.until is None or row["date"].date() <= selection.until)
        and all(bare(word) in text for word in selection.words.split())
    )


@settings(max_examples=60)
@given(few | selections.filter(lambda selection: selection.words.isascii()))
def test_what_is_selected_is_just_what_holds(selection):
    wanted = RECORD.frame[[holds(row, selection) for _, row in RECORD.frame.iterrows()]]
    pd.testing.assert_frame_equal(select(RECORD, selection), wanted)


@pytest.mark.parametrize("words", ["yesilgoz", "YEŞİLGÖZ", "Łodz", "łódź", "don't", "don’t", "Yildiz"])
def test_words_are_found_whatever_their_case_accents_and_apostrophes(words):
    record = make_record(make_statement(summary="In Łódź Dilan Yeşilgöz told Yıldız: they don’t."), make_statement(2))
    assert len(select(record, Selection(words=words))) == 1
    assert len(select(record, Selection(words=words), record.frame.iloc[1:])) == 0


@settings(max_examples=200)
@given(selections.filter(lambda selection: not crossed(selection)))
def test_a_selection_comes_back_from_its_query_string(selection):
    parameters = parse_qs(selection.query(), keep_blank_values=True)
    assert parse(parameters, RECORD) == (selection, [])


@settings(max_examples=60)
@given(few, st.sampled_from(PICKED))
def test_a_facet_counts_what_each_value_would_give(selection, parameter):
    counts = facet(RECORD, selection, parameter)
    assert list(counts) == list(allowed_values(RECORD, parameter))
    sample = [value for value in counts if counts[value]][:3] + [value for value in counts if not counts[value]][:1]
    for value in sample:
        narrowed = Selection(**{**vars(selection), parameter: (value,)})
        assert counts[value] == len(select(RECORD, narrowed))


@given(st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=9), st.lists(st.text(max_size=9), max_size=4)))
def test_any_parameters_give_a_selection_and_name_what_is_not_known(parameters):
    selection, rejected = parse(parameters, RECORD)
    select(RECORD, selection)
    kept = selection.items()
    for name, values in parameters.items():
        told = [one.value for one in rejected if one.parameter == name]
        if name not in PARAMETERS:
            assert len(told) == 1
        elif name in PICKED:
            assert sorted(told) == sorted(value for value in values if value not in allowed_values(RECORD, name))
            assert {(name, value) for value in values if value not in told} == {
                pair for pair in kept if pair[0] == name
            }


@pytest.mark.parametrize("parameter", PICKED)
def test_an_unknown_value_is_left_out_and_named_with_what_is_allowed(parameter):
    known = allowed_values(RECORD, parameter)[0]
    selection, (rejected,) = parse({parameter: ["nonsense", known, known]}, RECORD)
    assert getattr(selection, parameter) == (known,)
    assert (rejected.parameter, rejected.value) == (parameter, "nonsense")
    assert rejected.allowed == allowed_values(RECORD, parameter)
    assert "nonsense" in str(rejected)
    assert known in str(rejected)


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "2024-13-01", "", "20240301", "2024-W09-5", "2024-3-1"])
def test_a_day_that_is_none_is_named(day):
    selection, (rejected,) = parse({"since": [day]}, RECORD)
    assert selection.empty
    assert rejected.allowed == ("YYYY-MM-DD",)


def test_days_that_leave_none_between_them_are_named_and_kept():
    selection, rejected = parse({"since": ["2024-03-02"], "until": ["2024-03-01"]}, RECORD)
    assert (str(selection.since), str(selection.until)) == ("2024-03-02", "2024-03-01")
    assert [(one.parameter, one.value) for one in rejected] == [("since", "2024-03-02"), ("until", "2024-03-01")]
    assert "2024-03-01 or earlier" in str(rejected[0])
    assert "2024-03-02 or later" in str(rejected[1])
    assert parse({"since": ["2024-03-01"], "until": ["2024-03-01"]}, RECORD)[1] == []


def test_words_that_are_no_text_are_named():
    selection, (rejected,) = parse({"words": ["a\ud800"]}, RECORD)
    assert selection.empty
    assert rejected.parameter == "words"


def test_values_keep_the_order_in_which_they_are_offered():
    selection, _ = parse({"position": ["willing", "rules_out"], "entity": ["POL", "FRA"]}, RECORD)
    assert selection.position == ("rules_out", "willing")
    assert selection.entity == ("FRA", "POL")
    assert selection.query() == "entity=FRA&entity=POL&position=rules_out&position=willing"


def test_narrowing_and_widening_a_selection():
    selection = Selection(entity=("FRA",), position=("open",), words="troops")
    assert selection.only("entity", "words") == Selection(entity=("FRA",), words="troops")
    assert selection.without("entity") == Selection(position=("open",), words="troops")
    assert Selection().empty
    assert not selection.empty


def picked_ids(record: Record, **asked: object) -> set[str]:
    return set(select(record, Selection(**asked))["id"])  # ids end in the statement's number


def numbered(*overrides: dict[str, object]) -> Record:
    return make_record(*(make_statement(number, **one) for number, one in enumerate(overrides, start=1)))


def test_words_are_found_in_quote_and_summary_in_either_case_and_all_of_them():
    record = numbered(
        {"quote": "Boots on the ground, invented"},
        {"quote": "", "summary": "An invented summary of BOOTS."},
        {"quote": "Invented (a+b) [words]", "summary": "ground"},
    )
    found = {
        words: {id_[-1] for id_ in picked_ids(record, words=words)}
        for words in ("boots", "GROUND boots", "(a+b)", ".*")
    }
    assert found == {"boots": {"1", "2"}, "GROUND boots": {"1"}, "(a+b)": {"3"}, ".*": set()}


def test_any_of_the_conditions_may_be_named_and_only_whole_codes_count():
    record = numbered({"conditions": "ceasefire;mandate"}, {"conditions": "peace_deal"}, {"conditions": ""})
    found = picked_ids(record, conditions=("mandate", "peace_deal"))
    assert {id_[-1] for id_ in found} == {"1", "2"}


def test_days_count_at_both_ends():
    record = numbered({"date": "2024-03-01"}, {"date": "2024-03-02"}, {"date": "2024-03-03"})
    found = picked_ids(record, since=dt.date(2024, 3, 2), until=dt.date(2024, 3, 2))
    assert {id_[-1] for id_ in found} == {"2"}


def test_an_empty_record_can_be_filtered_and_counted():
    record = make_record()
    assert len(select(record, Selection(entity=("ADV",), conditions=("mandate",), words="x"))) == 0
    for parameter in PICKED:
        assert set(facet(record, Selection(), parameter).values()) <= {0}


def test_the_selection_never_changes_the_shared_frame():
    record = make_record(*example_statements())
    before = record.frame.copy(deep=True)
    select(record, Selection(entity=("ADV",), conditions=("mandate",), words="invented", since=dt.date(2024, 3, 2)))
    for parameter in PICKED:
        facet(record, Selection(words="invented"), parameter)
    pd.testing.assert_frame_equal(record.frame, before)
