"""Statements from a spreadsheet: whole or not at all, with every problem of every row. All rows are invented."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_help import NOW, make_data, make_row

from dashboard.dataset.problems import DataError
from dashboard.dataset.store import load_record
from dashboard.review import decide
from dashboard.review.sheet import OPTIONAL, read_sheet

TODAY = NOW.date()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return load_record(make_data(tmp_path_factory.mktemp("sheet")))


def line(record, **overrides):
    return {name: make_row(origin="curated", **overrides).get(name, "") for name in record.codebook.columns}


def sheet(rows, delimiter=",", leave_out=()):
    text = io.StringIO()
    names = [name for name in rows[0] if name not in leave_out]
    writer = csv.DictWriter(text, names, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def problems_of(content, record, **more):
    with pytest.raises(DataError) as caught:
        read_sheet("s.csv", content, record, today=TODAY, **more)
    return [(problem.id, problem.field) for problem in caught.value.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_good_sheet_gives_its_rows(record, delimiter, mark):
    rows = [line(record), line(record, position="no_plans")]
    read = read_sheet("s.csv", mark + sheet(rows, delimiter), record, today=TODAY)
    assert read == rows


def test_optional_columns_may_be_left_out(record):
    row = line(record, quote="", quote_language="", confidence="medium", source_title="", source_url="", note="")
    read = read_sheet("s.csv", sheet([row], leave_out=(*OPTIONAL, "id", "origin")), record, today=TODAY)
    assert read == [row | {"origin": ""}]


def test_every_problem_of_every_row_is_told_at_once(record):
    rows = [
        line(record, position="perhaps", entity="XXX"),
        line(record),
        line(record, speaker="Nobody Known", summary="Another."),
        line(record, date="01.03.2026", summary="A third."),
        line(record, date="2026-03-03", source_date="2026-03-03", summary="Tomorrow."),
    ]
    found = problems_of(sheet(rows), record)
    assert {("row 2", "position"), ("row 2", "entity"), ("row 4", "speaker"), ("row 5", "date")} <= set(found)
    assert ("row 6", "date") in found
    assert not [where for where, _ in found if where == "row 3"]


def test_row_that_says_the_same_again_is_a_problem(record):
    assert problems_of(sheet([line(record), line(record)]), record) == [("row 3", "row")]
    assert problems_of(sheet([line(record)]), record, waiting=[make_row()]) == [("row 2", "row")]


def test_row_of_the_record_is_a_problem(record):
    known = {name: str(value) for name, value in record.frame.iloc[0].items()}
    known["date"], known["source_date"] = known["date"][:10], known["source_date"][:10]
    row = {name: known[name] for name in record.codebook.columns}
    assert problems_of(sheet([row]), record)[0] == ("row 2", "id")
    assert ("row 2", "row") in problems_of(sheet([row | {"id": "", "origin": ""}]), record)


def test_ragged_row_and_empty_rows(record):
    content = sheet([line(record)]) + b"\r\n,,\r\nonly,three,cells\r\n"
    assert problems_of(content, record) == [("row 5", "columns")]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "file"),
        (b"Tag;Land\n", "Tag"),
        (b"date,date\n", "date"),
        (b"\xff\xfe\x00", "byte 0"),
        (b'date,"open\n', "line 1"),
    ],
)
def test_file_that_is_no_sheet_of_statements(record, content, field):
    assert field in [name for _, name in problems_of(content, record)]


def test_sheet_without_rows(record):
    content = sheet([line(record)]).splitlines(keepends=True)[0]
    assert problems_of(content, record) == [("", "rows")]


def test_defused_formula_is_what_it_was_before_the_export(record):
    content = sheet([line(record, note="'=SUM(A1) was said", summary="'twas said.")])
    (read,) = read_sheet("s.csv", content, record, today=TODAY)
    assert (read["note"], read["summary"]) == ("=SUM(A1) was said", "'twas said.")


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_rows_or_problems(record, content):
    try:
        found = read_sheet("s.csv", content, record, today=TODAY)
    except DataError as error:
        found = list(error.problems)
    assert found


def test_rows_are_accepted_as_curated_statements(record, inbox, data):
    rows = read_sheet("s.csv", sheet([line(record)]), load_record(data), today=TODAY)
    article = {"id": "s.csv", "text": "the sheet", "title": "s.csv"}
    taken = inbox.take_in(article, rows, how="sheet", by="Rita", now=NOW, origin="curated")
    statement = decide.accept(inbox, data, taken.candidates[0], reviewer="Rita", now=NOW)
    assert (statement.origin, statement.trace) == ("curated", None)
