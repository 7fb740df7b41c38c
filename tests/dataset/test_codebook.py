"""The codebook: what each code means, in which order, and that the shipped one is whole."""

from __future__ import annotations

import pytest
from builders import codebook_json

from dashboard.dataset.codebook import load_codebook
from dashboard.dataset.files import DATA, dump_json, read_json, read_text
from dashboard.dataset.problems import DataError

BOOK = load_codebook()
SEND = ["rules_out", "no_plans", "undecided", "open", "willing", "committed", "deployed"]
ACCEPT = ["opposes", "wary", "accepts", "welcomes"]


def test_the_shipped_file_is_canonical():
    assert dump_json(read_json(DATA / "codebook.json")) == read_text(DATA / "codebook.json")


def test_positions_are_ordered_by_rank_within_their_question():
    for question, codes in (("send", SEND), ("accept", ACCEPT)):
        assert [code.code for code in BOOK.positions(question)] == codes
        assert [code.rank for code in BOOK.positions(question)] == list(range(len(codes)))
    assert BOOK.values("position") == (*SEND, *ACCEPT)


def test_conditions_may_stand_on_undecided_and_above_accepts_and_welcomes():
    conditional = {code.code for code in BOOK.codes["position"] if code.conditional}
    assert conditional == {*SEND[2:], "accepts", "welcomes"}


def test_missions_belong_to_kinds_of_force():
    assert BOOK.missions("ground") == ("combat", "peacekeeping", "monitoring", "reassurance", "unspecified")
    assert BOOK.missions("training_support") == ("training", "support")
    assert BOOK.missions("air_naval") == ("air_naval",)
    assert BOOK.missions("cavalry") == ()


def test_every_code_is_explained_and_no_label_stands_twice_in_a_list():
    for name, codes in BOOK.codes.items():
        assert all(code.label and code.definition for code in codes), name
        assert len({code.label for code in codes}) == len(codes), name


def test_every_field_is_explained_and_every_coded_field_has_its_list():
    assert all(field.label and field.meaning for field in BOOK.fields)
    for field in BOOK.fields:
        if field.form in ("code", "codes", "language"):
            assert BOOK.values(field.name), field.name


def test_labels_values_order_and_codes():
    assert BOOK.label("position", "rules_out") == "Rules out"
    assert BOOK.label("position", "nonsense") == "nonsense"
    assert BOOK.label("nonsense", "open") == "open"
    assert BOOK.values("phase") == ("wartime", "ceasefire", "unspecified")
    assert BOOK.order("confidence") == {"high": 0, "medium": 1, "low": 2}
    assert BOOK.code("authority", "head").label == "Head"
    assert BOOK.field("quote").form == "text"
    assert BOOK.columns[:4] == ("id", "date", "date_basis", "entity")


@pytest.mark.parametrize(
    "asked", [lambda: BOOK.field("nonsense"), lambda: BOOK.code("phase", "nonsense"), lambda: BOOK.values("nonsense")]
)
def test_what_is_not_in_the_codebook_is_a_key_error(asked):
    with pytest.raises(KeyError):
        asked()


def test_every_problem_of_a_codebook_is_given_at_once(tmp_path):
    value = codebook_json()
    del value["title"]
    value["codes"]["phase"][0]["rank"] = "high"
    (tmp_path / "codebook.json").write_text(dump_json(value), "utf-8")
    with pytest.raises(DataError) as caught:
        load_codebook(tmp_path)
    assert sorted(problem.field for problem in caught.value.problems) == ["codes.phase.0.rank", "title"]
