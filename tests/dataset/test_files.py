"""Files of `data/`: what can't be read is named, what is written is whole. All texts are invented."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.files import dump_json, read_csv, read_json, read_text, write_text
from dashboard.dataset.problems import DataError, Problem


def problem_of(path: Path) -> Problem:
    with pytest.raises(DataError) as caught:
        read_json(path)
    (problem,) = caught.value.problems
    assert problem.file == path.name
    return problem


@pytest.mark.parametrize(
    ("content", "place", "allowed"),
    [
        (b"", "line 1, column 1", "JSON"),
        (b"[{]", "line 1, column 3", "JSON"),
        (b'[\n {\n  "id": "x",\n', "line 4, column 1", "JSON"),  # truncated
        (b'[{"id": "x"}]]', "line 1, column 14", "JSON"),
        (b"['single']", "line 1, column 2", "JSON"),
        (b'\xef\xbb\xbf["with a BOM"]', "byte 0", "save the file as UTF-8 without BOM"),
        (b'["\xff"]', "byte 2", "UTF-8"),
        ("[“é”]".encode("latin-1", "ignore"), "byte 1", "UTF-8"),
        ('["x"]'.encode("utf-16"), "byte 0", "UTF-8"),
        (b'{"a": 1, "b": 2, "a": 3}', "file", "once"),
        (b'[{"a": {"b": 1, "b": 1}}]', "file", "once"),
        (b"[NaN]", "file", "JSON"),
        (b"[-Infinity]", "file", "JSON"),
        (b"[" * 100_000, "file", "JSON"),
        (b"[" + b"9" * 5000 + b"]", "file", "JSON"),
        (b"\x00\x01\x02", "line 1, column 1", "JSON"),
    ],
)
def test_a_file_that_is_no_json_is_named_with_the_place(tmp_path, content, place, allowed):
    path = tmp_path / "ADV.json"
    path.write_bytes(content)
    problem = problem_of(path)
    assert problem.field == place
    assert allowed in problem.allowed


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert problem_of(tmp_path / "ADV.json").field == "file"
    assert problem_of(tmp_path).field == "file"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@settings(max_examples=50)
@given(json_values)
def test_canonical_json_reads_back_and_stays_the_same(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("json") / "value.json"
    write_text(path, dump_json(value))
    assert read_json(path) == value
    assert dump_json(read_json(path)) == read_text(path)


def test_nan_is_never_written():
    with pytest.raises(ValueError, match="Out of range"):
        dump_json([float("nan")])


def test_writing_replaces_the_file_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "ADV.json"
    write_text(path, "old\n")
    write_text(path, "new\r\nline, é\n")
    assert path.read_bytes() == "new\r\nline, é\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("broken", ["fsync", "replace", "text"])
def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch, broken):
    path = tmp_path / "ADV.json"
    write_text(path, "old\n")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    if broken == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    elif broken == "replace":
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises((OSError, UnicodeEncodeError)):
        write_text(path, "\ud800" if broken == "text" else "new\n")
    assert path.read_text("utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


COLUMNS = ("code", "name")


def write_csv(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "entities.csv"
    path.write_bytes(content)
    return path


def test_csv_rows_are_read_as_text(tmp_path):
    path = write_csv(tmp_path, b'code,name\r\nADV,"Ardovia, the\ninvented"\nNRL,007\n')
    assert read_csv(path, COLUMNS) == [
        {"code": "ADV", "name": "Ardovia, the\ninvented"},
        {"code": "NRL", "name": "007"},
    ]


@pytest.mark.parametrize(
    ("content", "id_", "field"),
    [
        (b"", "", "header"),
        (b"name,code\nADV,Ardovia\n", "", "header"),
        (b"code,name,extra\nADV,Ardovia,x\n", "", "header"),
        (b"\xef\xbb\xbfcode,name\nADV,Ardovia\n", "", "byte 0"),
        (b"code;name\nADV;Ardovia\n", "", "header"),
        (b"code,name\nADV\n", "line 2", "columns"),
        (b"code,name\nADV,Ardovia\n\n", "line 3", "columns"),
        (b"code,name\nADV,Ardovia,more\n", "line 2", "columns"),
        (b'code,name\nADV,"Ard"ovia\n', "", "line 2"),
        (b'code,name\nADV,"Ardovia\n', "", "line 2"),
        (b"code,name\nADV,Ard\xf6via\n", "", "byte 17"),
    ],
)
def test_csv_that_is_not_as_it_must_be_is_named(tmp_path, content, id_, field):
    path = write_csv(tmp_path, content)
    with pytest.raises(DataError) as caught:
        read_csv(path, COLUMNS)
    assert [(p.file, p.id, p.field) for p in caught.value.problems] == [("entities.csv", id_, field)]


def test_every_ragged_row_is_named(tmp_path):
    path = write_csv(tmp_path, b"code,name\nADV\nNRL,Norlund\nWMK,a,b\n")
    with pytest.raises(DataError) as caught:
        read_csv(path, COLUMNS)
    assert [p.id for p in caught.value.problems] == ["line 2", "line 4"]


def test_a_problem_is_told_in_one_printable_line():
    told = str(Problem("ADV.json", "2024\x1b[2J\nid", "quote\ud800", "x" * 500 + "\n", "text"))
    assert told.isprintable()
    assert told.startswith("ADV.json: ")
    assert len(told) < 250
    assert str(Problem("ADV.json", "", "position", "nó", "open")) == "ADV.json: position: 'nó'; allowed: open"
