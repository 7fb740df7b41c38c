"""Stage 2, review: statements from a spreadsheet. In: a CSV file's bytes; out: rows for the queue, or every problem.

The file has the codebook's fields as columns, in any order, as `export --format csv` writes them. It enters as a whole
or not at all: each row is held against the record just as an accepted statement is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping

from dashboard.dataset.files import FORMULA
from dashboard.dataset.problems import DataError, Problem
from dashboard.dataset.store import Record
from dashboard.review.compose import GIVEN, compose
from dashboard.review.model import Candidate

ROWS = 5_000
OPTIONAL = ("conditions", "quote", "quote_language", "source_title", "source_url", "note")
"""Columns that may be left out, beside those that the record gives: they are empty then."""
SAME = ("date", "entity", "speaker", "question", "phase", "position", "mission", "quote", "summary")
"""Fields that are equal in two rows that say the same."""
DEFUSED = re.compile(f"'({FORMULA})")
"""What the dashboard's own exports write for a cell that a spreadsheet could take for a formula."""

Row = dict[str, str]


def read_sheet(
    name: str, content: bytes, record: Record, *, today: dt.date, waiting: Iterable[Mapping[str, str]] = ()
) -> list[Row]:
    """The rows of a sheet as proposals. Raises `DataError` with every problem of every row.

    `waiting` are proposals that are in the queue already: a row that says the same as one of them, as a statement of
    the record or as a row above it is a problem too.
    """
    lines = _lines(name, content)
    columns = _columns(name, lines[0], record)
    problems: list[Problem] = []
    seen = _seen(record, waiting)
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(columns):
            problems.append(Problem(name, f"row {number}", "columns", str(len(line)), f"{len(columns)} columns"))
            continue
        row = dict.fromkeys(record.codebook.columns, "") | {
            column: DEFUSED.sub(r"\1", cell.strip(), count=1) if cell.startswith("'") else cell.strip()
            for column, cell in zip(columns, line, strict=True)
        }
        problems += _problems(name, number, row, record, today)
        where = seen.setdefault(_key(row), f"row {number} of {name}")
        if where != f"row {number} of {name}":
            problems.append(
                Problem(name, f"row {number}", "row", row["summary"], f"no row that says what {where} says")
            )
        rows.append(row)
    if not rows and not problems:
        problems.append(Problem(name, "", "rows", "none", "one row for each statement below the header"))
    if problems:
        raise DataError(problems)
    return rows


def _lines(name: str, content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = content[error.start : error.start + 8].hex(" ")
        message = "UTF-8 text: save the sheet as “CSV UTF-8”"
        raise DataError([Problem(name, "", f"byte {error.start}", found, message)]) from error
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [line for _, line in zip(range(ROWS + 2), reader, strict=False)]
    except csv.Error as error:
        raise DataError([Problem(name, "", f"line {reader.line_num}", str(error), "CSV as in RFC 4180")]) from error
    if len(lines) > ROWS + 1:
        raise DataError([Problem(name, "", "rows", "more", f"at most {ROWS} rows at a time")])
    if not lines:
        raise DataError([Problem(name, "", "file", "empty", "a header with the codebook's fields, and rows")])
    return lines


def _columns(name: str, head: list[str], record: Record) -> list[str]:
    known, found = record.codebook.columns, [column.strip() for column in head]
    problems = [Problem(name, "header", column, "unknown", ", ".join(known)) for column in found if column not in known]
    problems += [
        Problem(name, "header", column, "missing", "a column for this field")
        for column in known
        if column not in (*found, *OPTIONAL, *GIVEN)
    ]
    problems += [
        Problem(name, "header", column, "twice", "each field once") for column in known if found.count(column) > 1
    ]
    if problems:
        raise DataError(problems)
    return found


def _problems(name: str, number: int, row: Row, record: Record, today: dt.date) -> list[Problem]:
    """Everything that would keep a row from being accepted as it stands."""
    place = f"row {number}"
    if row["id"] and (record.frame["id"] == row["id"]).any():
        return [Problem(name, place, "id", row["id"], "a new statement: this one is in the record; correct it there")]
    candidate = Candidate(place, "", "", "curated", row, 0.0, "open", None)
    draft = compose(candidate, record, text="", reviewer="sheet", today=today)
    return [Problem(name, place, one.field, one.value, one.allowed) for one in draft.problems]


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(" ".join(row.get(field, "").casefold().split()) for field in SAME)


def _seen(record: Record, waiting: Iterable[Mapping[str, str]]) -> dict[tuple[str, ...], str]:
    """What each statement of the record and each proposal in the queue says, and where it stands."""
    frame = record.frame[["id", *SAME]].astype({"date": str})
    rows = ({str(name): str(value) for name, value in row.items()} for row in frame.to_dict("records"))
    said = {_key(row): f"{row['id']} in the record" for row in rows}
    return {_key(row): "a proposal in the inbox" for row in waiting} | said
