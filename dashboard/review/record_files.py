"""Stage 2, review: the record's files as a reviewer changes them, one statement or one speaker at a time.

In: a data folder and what is to be added or removed; out: the files, each replaced at once, under a lock that
every process which writes to this data folder holds. Nothing here decides; `decide` does.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from dashboard.dataset.files import read_csv, read_json, read_text, write_text
from dashboard.dataset.problems import DataError
from dashboard.dataset.statement import Context, Statement
from dashboard.dataset.store import dump_statements, read_statements
from dashboard.review.errors import ReviewError
from dashboard.review.speakers import COLUMNS, SpeakerFile, sort_key

LOCK = ".lock"
LOCK_SECONDS = 60


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the data folder's lock; the system frees it when a process dies. Raises `ReviewError` after a minute."""
    lock = FileLock(data / LOCK, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise ReviewError(f"{data} is being written by another program for over a minute: try again later") from error
    except OSError as error:
        raise ReviewError(f"{data} can't be written: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


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
    _write(data, statement_file(data, statement.entity), dump_statements([*others, statement]))


def drop_statement(data: Path, context: Context, entity: str, statement_id: str) -> None:
    """Take one statement out of its entity's file; a file that holds no other is removed."""
    others = _others(data, context, entity, statement_id)
    path = statement_file(data, entity)
    if others:
        _write(data, path, dump_statements(others))
    else:
        path.unlink(missing_ok=True)
        _sync(path.parent)


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
    _write(data, data / file, text.getvalue())


def _write(data: Path, path: Path, text: str) -> None:
    """Replace a file. Its half-written copy stands in the data folder itself, where nothing is taken for statements."""
    if not path.is_file() or read_text(path) != text:
        write_text(path, text, data)
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make a replaced or removed name last through a loss of power; Windows has no such call, and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(data: Path) -> None:
    """Remove the half-written copies that a killed process left. To be called under the lock."""
    for pattern in (".*.json.*", ".officials.csv.*", ".institutions.csv.*"):
        for path in data.glob(pattern):
            path.unlink(missing_ok=True)
