"""Stage 2, review: the record's files as a reviewer changes them, one statement or one speaker at a time.

In: a data folder and what is to be added or removed; out: the files, each replaced at once. To be called under the data
folder's lock (`dataset.writing`). Nothing here decides; `decide` does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard.dataset.files import read_csv, read_json
from dashboard.dataset.problems import DataError
from dashboard.dataset.rules import Context
from dashboard.dataset.statement import Statement
from dashboard.dataset.store import dump_statements, read_statements
from dashboard.dataset.writing import remove, replace
from dashboard.review.speakers import COLUMNS, SpeakerFile, sort_key


def statement_file(data: Path, entity: str) -> Path:
    """The file of an entity's statements."""
    return data / "statements" / f"{entity}.json"


def raw_statement(data: Path, entity: str, statement_id: str) -> dict[str, Any] | None:
    """The JSON object that stands in the record under this id, valid or not; None where there is none.

    Raises `DataError` where the file can't be read.
    """
    path = statement_file(data, entity)
    objects = _objects(path) if path.is_file() else []
    return next((value for value in objects if value.get("id") == statement_id), None)


def _objects(path: Path) -> list[dict[str, Any]]:
    values = read_json(path)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _others(data: Path, context: Context, entity: str, statement_id: str) -> list[Statement]:
    """All statements of an entity but one. Raises `DataError` where one of them is not valid: it would be lost."""
    path = statement_file(data, entity)
    if not path.is_file():
        return []
    statements, problems = read_statements(path, context)
    problems = [problem for problem in problems if problem.id != statement_id]
    if problems:
        raise DataError(problems)
    return [statement for statement in statements if statement.id != statement_id]


def put_statement(data: Path, context: Context, statement: Statement) -> None:
    """Add a statement to its entity's file. Raises `DataError` where the file is not in order, `OSError` where full."""
    others = _others(data, context, statement.entity, statement.id)
    replace(data, statement_file(data, statement.entity), dump_statements([*others, statement]))


def drop_statement(data: Path, context: Context, entity: str, statement_id: str) -> None:
    """Take one statement out of its entity's file; a file that holds no other is removed."""
    others = _others(data, context, entity, statement_id)
    path = statement_file(data, entity)
    if others:
        replace(data, path, dump_statements(others))
    else:
        remove(path)


def put_speaker(data: Path, file: SpeakerFile, row: Mapping[str, str]) -> None:
    """Add a row to officials.csv or institutions.csv where it belongs, and leave all other rows as they stand."""
    rows = read_csv(data / file, COLUMNS[file])
    after = (n for n, other in enumerate(rows) if sort_key(other) > sort_key(row))
    rows.insert(next(after, len(rows)), dict(row))
    _write_rows(data, file, rows)


def drop_speaker(data: Path, file: SpeakerFile, row: Mapping[str, str]) -> None:
    """Take a row out again, if it stands there unchanged and no statement of the record rests on it."""
    rows = read_csv(data / file, COLUMNS[file])
    if dict(row) in rows and not _rests_on(data, row):
        rows.remove(dict(row))
        _write_rows(data, file, rows)


def _rests_on(data: Path, row: Mapping[str, str]) -> bool:
    """Whether a statement names this speaker in this office, going by the files as they stand."""
    wanted = (row["name"], row["entity"], row["office"])
    for path in (data / "statements").glob("*.json"):
        said = ((value.get("speaker"), value.get("speaker_entity"), value.get("office")) for value in _objects(path))
        if wanted in said:
            return True
    return False


def _write_rows(data: Path, file: SpeakerFile, rows: list[dict[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS[file], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    replace(data, data / file, text.getvalue())
