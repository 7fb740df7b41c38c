"""Which codings count: the newest of each person, and none that was taken back. Every proposal is invented."""

from __future__ import annotations

import pytest
from review_help import NOW, numbered

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.problems import DataError
from dashboard.review import decide
from dashboard.review.agreement import add_coding, codings


def coded(inbox) -> list[tuple[str, str]]:
    return sorted((one.coder, one.codes["position"]) for one in codings(inbox))


def test_a_decision_that_was_taken_back_is_no_coding(inbox, data):
    (name,) = numbered(inbox, 1)
    add_coding(inbox, load_codebook(), name, coder="Sam", now=NOW, codes={"position": "open"}, blind=True)
    decide.accept(inbox, data, name, reviewer="Rita", now=NOW)
    assert coded(inbox) == [("Rita", "rules_out"), ("Sam", "open")]
    decide.undo(inbox, data, name, reviewer="Uma", now=NOW)
    assert coded(inbox) == [("Sam", "open")]
    decide.reject(inbox, name, reviewer="Rita", now=NOW, reason="invented")
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert coded(inbox) == [("Sam", "open")]
    decide.accept(inbox, data, name, reviewer="Tom", now=NOW, values={"position": "no_plans"})
    assert coded(inbox) == [("Sam", "open"), ("Tom", "no_plans")]


def test_a_persons_own_coding_outlives_a_decision_that_was_taken_back(inbox, data):
    (name,) = numbered(inbox, 1)
    add_coding(inbox, load_codebook(), name, coder="Rita", now=NOW, codes={"position": "open"}, blind=True)
    decide.accept(inbox, data, name, reviewer="Rita", now=NOW)
    decide.undo(inbox, data, name, reviewer="Rita", now=NOW)
    assert coded(inbox) == [("Rita", "open")]


@pytest.mark.parametrize(
    ("codes", "field"),
    [
        ({"question": "send", "position": "welcomes"}, "position"),
        ({"question": "accept", "position": "rules_out"}, "position"),
        ({"position": "perhaps"}, "position"),
        ({"question": "whether", "position": "welcomes"}, "question"),
        ({"speaker": "Adam Muster"}, "speaker"),
        ({}, "codes"),
    ],
)
def test_a_code_that_is_none_is_refused_and_so_is_a_position_on_the_other_question(inbox, codes, field):
    (name,) = numbered(inbox, 1)
    with pytest.raises(DataError) as caught:
        add_coding(inbox, load_codebook(), name, coder="Sam", now=NOW, codes=codes, blind=True)
    assert [problem.field for problem in caught.value.problems] == [field]
    assert coded(inbox) == []


def test_a_position_on_its_own_question_is_kept(inbox):
    (name,) = numbered(inbox, 1)
    codes = {"question": "accept", "position": "welcomes"}
    add_coding(inbox, load_codebook(), name, coder="Sam", now=NOW, codes=codes, blind=True)
    assert coded(inbox) == [("Sam", "welcomes")]
