"""Stage dataset: reading and writing the files of `data/` without guessing.

In: a path; out: its text, its JSON value or its CSV rows, or a `DataError` that names file, place and remedy.
Canonical JSON is UTF-8 with LF, one field a line, so that a change of one field is a diff of one line.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dashboard.dataset.problems import DataError, Problem

DATA = Path(__file__).resolve().parents[2] / "data"
"""The record that comes with the project."""

DATA_VARIABLE = "STANCE_TRACKER_DATA"
"""Environment variable by which the command line tells the server that it starts where the record is."""

BOM = "\ufeff"

NAME_CHARACTERS = 100
"""Of a file's name in that of its half-written copy, so that there is room for both."""

FORMULA = r"'*[=+\-@\t\r]"
"""How a cell begins that a spreadsheet might run, or that would be taken for a defused one (OWASP, "CSV Injection")."""


def _fail(path: Path, place: str, value: str, allowed: str) -> DataError:
    return DataError([Problem(path.name, "", place, value, allowed)])


def read_text(path: Path) -> str:
    """Give the text of a UTF-8 file. Raises `DataError` where it can't be read, is not UTF-8 or begins with a BOM."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        found = error.object[error.start : error.start + 8].hex(" ")
        raise _fail(path, f"byte {error.start}", found, "UTF-8 text: save the file as UTF-8") from error
    except OSError as error:
        raise _fail(path, "file", error.strerror or "unreadable", "a readable file") from error
    if text.startswith(BOM):
        raise _fail(path, "byte 0", "ef bb bf", "no byte order mark: save the file as UTF-8 without BOM")
    return text


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise ValueError(f"the field {', '.join(twice)} stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


def read_json(path: Path) -> Any:
    """Give the value of a JSON file. Raises `DataError` for a malformed one, and for a field given twice."""
    text = read_text(path)
    try:
        return json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        line = text.splitlines()[error.lineno - 1 : error.lineno] or [""]
        place = f"line {error.lineno}, column {error.colno}"
        raise _fail(path, place, line[0].strip(), f"JSON ({error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise _fail(path, "file", str(error), "JSON with each field once") from error


def dump_json(value: Any) -> str:
    """Give the canonical text of a JSON value: one field a line, non-ASCII letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def holds(path: Path, text: str) -> bool:
    """Whether a file is just this text, as UTF-8; none that is missing or can't be read is."""
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


def write_text(path: Path, text: str, folder: Path | None = None) -> None:
    """Replace a file's text at once, as `write_whole` does."""
    write_whole(path, [text.encode()], folder)


def write_whole(path: Path, pieces: Iterable[bytes], folder: Path | None = None) -> None:
    """Replace a file at once: a kill or a full disk leaves the old file or the new one, never a half.

    The new one is first written as a hidden file in `folder` (of the same file system), by default beside the old one.
    Raises `OSError`.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:NAME_CHARACTERS]}.", dir=folder or path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_csv(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Give the rows of a CSV file. Raises `DataError` unless it has just these columns and no ragged row."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise _fail(path, f"line {reader.line_num}", str(error), "CSV as in RFC 4180") from error
    if not lines or tuple(lines[0]) != columns:
        raise _fail(path, "header", ",".join(lines[0] if lines else []), ",".join(columns))
    ragged = [
        Problem(path.name, f"line {number}", "columns", str(len(line)), f"{len(columns)} columns")
        for number, line in enumerate(lines[1:], start=2)
        if len(line) != len(columns)
    ]
    if ragged:
        raise DataError(ragged)
    return [dict(zip(columns, line, strict=True)) for line in lines[1:]]
