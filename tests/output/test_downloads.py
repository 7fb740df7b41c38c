"""A table as the file that was asked for, in every form. Invented people and words."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pandas as pd
import pytest
from builders import make_record, make_statement

from dashboard.dataset.selection import Selection
from dashboard.output import xlsx
from dashboard.output.columns import texts
from dashboard.output.downloads import chunks, fits, name
from dashboard.output.exports import MEDIA_TYPES

DAY = dt.date(2026, 11, 22)
RECORD = make_record(make_statement(1), make_statement(2, date="2024-05-01", position="willing"))


def rows_in(form: str, content: bytes) -> int:
    file = io.BytesIO(content)
    if form == "csv":
        return len(pd.read_csv(file))
    if form == "json":
        return len(json.loads(content))
    if form == "parquet":
        return len(pd.read_parquet(file))
    if form == "xlsx":
        return openpyxl.load_workbook(file).active.max_row - 1
    return len(pd.read_csv(zipfile.ZipFile(file).open("statements.csv")))


@pytest.mark.parametrize("form", [form.name for form in texts().forms])
def test_every_form_holds_every_row(form):
    content = b"".join(chunks(form, RECORD, RECORD.frame, "statements", Selection(), DAY))
    assert rows_in(form, content) == 2


def test_every_form_has_a_media_type():
    assert {form.name for form in texts().forms} == set(MEDIA_TYPES) - {"atom"}  # the feed is no file of a page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("csv", "statements", "head"), "statements_POL.csv"),
        (("csv", "splits", "head"), "splits_POL_2026-11-22.csv"),
        (("csv", "positions", "latest"), "positions_POL_latest_2026-11-22.csv"),
        (("csv", "positions", "authority"), "positions_POL_authority_2026-11-22.csv"),
        (("csv", "changes", "authority"), "changes_POL_latest_2026-11-22.csv"),
        (("csv", "changes", "head"), "changes_POL_head_2026-11-22.csv"),
        (("zip", "changes", "authority"), "changes_POL_authority_2026-11-22.zip"),
        (("zip", "statements", "head"), "statements_POL_head_2026-11-22.zip"),
    ],
)
def test_a_file_is_named_after_the_rule_that_made_it(asked, expected):
    form, table, rule = asked
    assert name(form, Selection(entity=("POL",)), table, DAY, rule) == expected


def test_a_file_of_outcomes_is_named_after_the_terms_ticked():
    met = frozenset({"mandate", "ceasefire"})
    found = name("csv", Selection(), "outcomes", DAY, "head", met)
    assert found == "outcomes_if-ceasefire_if-mandate_head_2026-11-22.csv"


def test_a_part_of_a_table_has_a_name_of_its_own():
    found = name("csv", Selection(), "splits", DAY, "latest", part="heads")
    assert found == "splits_heads_2026-11-22.csv"
    package = name("zip", Selection(), "splits", DAY, "latest", part="heads")
    assert package == name("zip", Selection(), "splits", DAY, "latest")


def test_a_form_that_is_none_is_no_file():
    with pytest.raises(KeyError, match="pdf"):
        list(chunks("pdf", RECORD, RECORD.frame, "statements", Selection(), DAY))


def test_excel_alone_has_an_end(monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS", 2)
    assert [form.name for form in texts().forms if not fits(form.name, len(RECORD.frame))] == ["xlsx"]
