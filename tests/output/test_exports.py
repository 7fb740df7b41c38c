"""Tables as files: CSV, JSON, Parquet, Excel, file names. People and words are invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from builders import CONTEXT, WORDS, make_record, make_statement
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.frame import typed
from dashboard.dataset.selection import Selection
from dashboard.dataset.statement import read_statement
from dashboard.output import exports, xlsx
from dashboard.output.columns import columns, names, texts
from dashboard.output.exports import filename, is_stream, save, to_csv, to_json, to_parquet
from dashboard.output.measured import SetName
from dashboard.output.views import changes_table, positions_table, statements_table
from dashboard.output.xlsx import TooManyRowsError, to_xlsx

DAY = dt.date(2026, 11, 22)
MADE_BY = ("head", "2026-11-22")
NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'=1+1",
    "''@x",
    'say "hi", you',
    "a\r\nb",
    "’quoted’",
    "'plain'",
    "",
)


def frame_of(*texts: str) -> tuple[object, pd.DataFrame]:
    """A record of one statement a text, each text put into quote, summary and note past all checks."""
    values = [make_statement(number=n, quote=WORDS) for n, _ in enumerate(texts, 1)]
    record = make_record(*values)
    frame = record.frame.assign(quote=list(texts), summary=list(texts), note=list(texts))
    return record, frame.astype({"quote": "str", "summary": "str", "note": "str"})


APOSTROPHE = r"^'(?='*[=+\-@\t\r])"
"""What docs/api.md says to take off."""


def read_back(content: bytes) -> pd.DataFrame:
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    return frame.replace(APOSTROPHE, "", regex=True)


def test_csv_of_the_shipped_record_loads_back_to_the_same_frame(shipped):
    content = b"".join(to_csv(shipped.frame, shipped))
    back = typed(read_back(content), shipped.codebook, shipped.people)
    pd.testing.assert_frame_equal(back, shipped.frame)


def test_parquet_of_the_shipped_record_loads_back_to_the_same_frame(shipped):
    table = pq.read_table(io.BytesIO(to_parquet(shipped.frame, shipped)))
    pd.testing.assert_frame_equal(typed(table.to_pandas(), shipped.codebook, shipped.people), shipped.frame)
    assert str(table.schema.field("date").type) == "date32[day]"
    assert table.schema.metadata[b"version"] == shipped.edition.version.encode()


def test_json_of_the_shipped_record_is_its_statements_again(shipped):
    values = json.loads(b"".join(to_json(shipped.frame, shipped)))
    assert len(values) == len(shipped.frame)
    for value in values:
        statement, problems = read_statement(value, shipped.context, "export.json")
        assert problems == []
        assert statement is not None


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1, max_size=6))
def test_any_text_survives_csv_and_parquet(texts):
    record, frame = frame_of(*texts)
    raw = b"".join(to_csv(frame, record, safe=False))
    rows = list(csv.DictReader(io.StringIO(raw.decode(), newline="")))
    assert [row["quote"] for row in rows] == texts
    table = pq.read_table(io.BytesIO(to_parquet(frame, record)))
    assert table.column("summary").to_pylist() == texts


@given(st.lists(st.sampled_from(NASTY) | st.from_regex(r"'{0,3}[=+\-@\t\r]?a?", fullmatch=True), min_size=1))
def test_no_cell_can_run_and_one_apostrophe_taken_off_gives_it_back(texts):
    record, frame = frame_of(*texts)
    content = b"".join(to_csv(frame, record)).decode()
    found = [row["note"] for row in csv.DictReader(io.StringIO(content, newline=""))]
    assert not [cell for cell in found if re.match(r"[=+\-@\t\r]", cell)]
    assert [re.sub(APOSTROPHE, "", cell) for cell in found] == texts


def test_csv_is_rfc_4180_with_the_codebooks_columns(shipped):
    content = b"".join(to_csv(shipped.frame, shipped))
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    assert tuple(rows[0]) == shipped.codebook.columns
    assert {len(row) for row in rows} == {len(shipped.codebook.columns)}


@pytest.mark.parametrize("table", ["statements", "positions", "changes"])
def test_an_empty_selection_has_the_same_columns(shipped, table):
    nobody = Selection(speaker=("Nobody of that name",), position=("willing",))
    frame = {
        "statements": lambda: statements_table(shipped, nobody),
        "positions": lambda: positions_table(shipped, nobody, DAY),
        "changes": lambda: changes_table(shipped, nobody),
    }[table]()
    head = ",".join(names(table, shipped.codebook)).encode() + b"\r\n"
    assert b"".join(to_csv(frame, shipped, table)) == head
    assert json.loads(b"".join(to_json(frame, shipped, table))) == []
    assert pq.read_table(io.BytesIO(to_parquet(frame, shipped, table))).num_rows == 0
    assert len(list(openpyxl.load_workbook(io.BytesIO(to_xlsx(frame, shipped, table))).active.rows)) == 1


def test_a_table_of_many_batches_is_whole(shipped, monkeypatch):
    whole = b"".join(to_csv(shipped.frame, shipped)), b"".join(to_json(shipped.frame, shipped))
    monkeypatch.setattr(exports, "BATCH", 7)
    chunks = list(to_csv(shipped.frame, shipped))
    assert len(chunks) > len(shipped.frame) / 7
    assert (b"".join(chunks), b"".join(to_json(shipped.frame, shipped))) == whole


def test_excel_has_dates_filters_a_frozen_head_and_no_formula():
    record, frame = frame_of(*NASTY, "https://herald.example/x", "12")
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(frame, record))).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:X{len(frame) + 1}"
    rows = [dict(zip([c.value for c in sheet[1]], row, strict=True)) for row in list(sheet.rows)[1:]]
    assert {type(row["date"].value) for row in rows} == {dt.datetime}
    assert {cell.data_type for row in rows for cell in row.values()} <= {"s", "d", "n"}
    # Excel itself has no carriage return in a cell: openpyxl reads it back as written, escaped
    assert [row["note"].value or "" for row in rows][:4] == list(NASTY[:4])
    assert all(row["note"].hyperlink is None for row in rows)
    assert rows[-1]["note"].value == "12"


def test_what_excel_cannot_hold_is_refused(monkeypatch):
    record, frame = frame_of("a", "b")
    monkeypatch.setattr(xlsx, "ROWS", 2)
    with pytest.raises(TooManyRowsError, match="2 rows: an Excel sheet holds 1"):
        to_xlsx(frame, record)
    monkeypatch.undo()
    record, frame = frame_of("x" * 32_768)
    with pytest.raises(TooManyRowsError, match="32768 characters"):
        to_xlsx(frame, record)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), "statements_head_2026-11-22.csv"),
        (Selection(entity=("POL",), phase=("ceasefire",)), "statements_POL_ceasefire_head_2026-11-22.csv"),
        (Selection(speaker=("Dilan Yeşilgöz",)), "statements_Dilan-Yesilgoz_head_2026-11-22.csv"),
        (Selection(speaker=("Jonas Gahr Støre",)), "statements_Jonas-Gahr-Store_head_2026-11-22.csv"),
        (Selection(speaker=("Łucja Œßıþ",)), "statements_Lucja-Oessith_head_2026-11-22.csv"),
        (Selection(words="boots on the ground"), "statements_words-boots-on-the-ground_head_2026-11-22.csv"),
        (Selection(words='./etc"\r\nSet-Cookie: a'), "statements_words-etc-Set-Cookie-a_752a321d_head_2026-11-22.csv"),
    ],
)
def test_a_file_name_names_the_selection_the_rule_and_the_day(selection, expected):
    assert filename(selection, "statements", "csv", MADE_BY) == expected
    assert filename(selection, "statements", "csv") == expected.replace("_head_2026-11-22", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phase": ("ceasefire",)}, {"conditions": ("ceasefire",)}),
        ({"mission": ("unspecified",)}, {"format": ("unspecified",)}),
        ({"since": DAY}, {"until": DAY}),
        ({"entity": ("NATO",)}, {"group": ("nato",)}),
        ({"words": "(“"}, {}),
        ({"words": "війна"}, {"words": "мир"}),
        ({"words": "no-fly"}, {"words": "no fly"}),
        ({"source": ("Вісник",)}, {"source": ("新聞",)}),
    ],
)
def test_two_selections_have_two_names(one, other):
    names = {filename(Selection(**picked), "statements", "csv").casefold() for picked in (one, other)}
    assert len(names) == 2


@given(st.lists(st.text()), st.text())
def test_a_file_name_is_safe_and_bounded(speakers, words):
    name = filename(Selection(speaker=tuple(speakers), words=words), "statements", "csv", MADE_BY)
    assert re.fullmatch(r"statements(_[A-Za-z0-9-]+)*_head_2026-11-22\.csv", name)
    assert len(name) <= exports.NAME_LENGTH + len(".csv")


def test_two_long_selections_have_two_names():
    one, two = (Selection(speaker=(*(f"Somebody Invented {n}" for n in range(30)), last)) for last in "ab")
    assert filename(one, "statements", "csv") != filename(two, "statements", "csv")
    assert filename(one, "outcomes_ceasefire", "csv") != filename(one, "outcomes_mandate", "csv")


def test_a_failed_save_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def broken():
        yield b"half"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        save(broken(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    save([b"new", b"er"], path)
    assert path.read_bytes() == b"newer"


def test_every_column_of_every_table_is_described():
    for table in ("statements", "positions", "changes", "entities", "officials", "institutions", "speakers"):
        for column in columns(table, CONTEXT.codebook):
            assert column.label
            assert column.meaning


def test_every_question_every_sort_of_pairs_and_every_measured_set_has_its_words():
    book = CONTEXT.codebook
    assert set(texts().questions) == set(book.values("question"))
    assert set(book.values("shift")) <= set(texts().citing)
    assert set(texts().sets) == set(get_args(SetName))


def test_a_link_goes_on_leading_to_its_file(tmp_path):
    path, link = tmp_path / "out.csv", tmp_path / "link.csv"
    link.symlink_to(path)
    save([b"new"], link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        save([b"new", b"er"], pipe)
        assert read.result(timeout=10) == b"newer"
    assert pipe.is_fifo()


def test_a_link_to_an_open_pipe_is_written_to():
    reading, writing = os.pipe()
    save([b"new", b"er"], Path(f"/dev/fd/{writing}"))
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert stream.read() == b"newer"


def test_an_open_file_is_written_on_and_not_replaced(tmp_path):
    path, link = tmp_path / "out.csv", tmp_path / "link"
    path.write_bytes(b"old, ")
    with path.open("ab", buffering=0) as stream:
        link.symlink_to(f"/dev/fd/{stream.fileno()}")
        save([b"new", b"er"], link)
        stream.write(b", newest")
    assert path.read_bytes() == b"old, newer, newest"
    assert link.is_symlink()


def test_links_that_lead_in_a_circle_are_no_stream(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    assert not is_stream(one)
