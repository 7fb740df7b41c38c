"""Stage output: a table as an Excel workbook.

In: a frame with the columns of one table; out: the bytes of an .xlsx file with true dates, a frozen head line with
filters, and text that stays text: never a formula, never a link.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard.dataset.store import Record
from dashboard.output.columns import Column, columns, texts
from dashboard.output.exports import BATCH, as_arrow

ROWS = 1_048_576
CELL_CHARACTERS = 32_767
"""Excel's own limits: rows of a sheet, head line included, and characters of a cell (Microsoft, "Excel specifications
and limits")."""

WIDE, NARROW = 50, 14
"""Widest and narrowest column, in characters."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class TooManyRowsError(ValueError):
    """More rows, or longer text, than a sheet can hold."""


def _check(frame: pd.DataFrame) -> None:
    if len(frame) >= ROWS:
        raise TooManyRowsError(
            f"{len(frame)} rows: an Excel sheet holds {ROWS - 1}; pick fewer, or take csv or parquet"
        )


def _width(frame: pd.DataFrame, column: Column) -> int:
    longest = int(frame[column.name].astype(str).str.len().max()) if column.type == "string" and len(frame) else 0
    return min(WIDE, max(NARROW, len(column.name) + 4, longest + 2))


def _write_rows(sheet: Any, frame: pd.DataFrame, wanted: tuple[Column, ...]) -> None:
    place = 0
    for start in range(0, len(frame), BATCH):
        batch = as_arrow(frame.iloc[start : start + BATCH], wanted)
        for row in batch.to_pylist():
            place += 1
            for at, value in enumerate(row.values()):
                _write_cell(sheet, place, at, value)


def _write_cell(sheet: Any, row: int, at: int, value: Any) -> None:
    if isinstance(value, str) and value:
        if len(value) > CELL_CHARACTERS:
            raise TooManyRowsError(
                f"row {row}: {len(value)} characters in a cell, Excel holds {CELL_CHARACTERS}; take csv"
            )
        sheet.write_string(row, at, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, at, value)
    elif isinstance(value, int):
        sheet.write_number(row, at, value)


def to_xlsx(frame: pd.DataFrame, record: Record, table: str = "statements") -> bytes:
    """The workbook: one sheet, and its title and the record's version among the file's properties.

    Raises `TooManyRowsError` for what a sheet can't hold.
    """
    _check(frame)
    wanted = columns(table, record.codebook)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        with xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": folder}) as book:
            about = texts().table(table)
            book.set_properties({"title": about.title, "comments": f"{record.edition.title} {record.edition.version}"})
            sheet = book.add_worksheet(about.title[:31])
            bold = book.add_format({"bold": True})
            for at, column in enumerate(wanted):
                sheet.set_column(at, at, _width(frame, column))
                sheet.write_string(0, at, column.name, bold)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(frame), len(wanted) - 1)
            _write_rows(sheet, frame, wanted)
        return path.read_bytes()
