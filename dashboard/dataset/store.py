"""Stage dataset: the record on disk.

In: a data folder (or a Parquet file beside the project's own codebook); out: a `Record`: codebook, people, one
DataFrame of all statements that are valid, and every problem with those that are not. Nothing is dropped in
silence: what was left out is in `problems`, and every page shows it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

import pandas as pd
import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from dashboard.dataset.codebook import Codebook, load_codebook
from dashboard.dataset.files import DATA, dump_json, read_json
from dashboard.dataset.frame import read_parquet, to_frame
from dashboard.dataset.people import People, load_people
from dashboard.dataset.problems import DataError, Problem, problems_of
from dashboard.dataset.rules import Context
from dashboard.dataset.statement import FORMS, Statement, as_json, read_statement
from dashboard.dataset.values import Day, Text, not_allowed
from dashboard.dataset.words import folded


class Edition(BaseModel):
    """What `data/record.json` says of the record: name, version (semantic) with its day, coverage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    released: Day
    coverage_start: Day
    coverage_end: Day

    @field_validator("coverage_end")
    @classmethod
    def _not_before(cls, value: dt.date, info: ValidationInfo) -> dt.date:
        start = info.data.get("coverage_start")
        if start and value < start:
            raise not_allowed(f"{start} or later: the record can't end before it begins")
        return value


@dataclass(frozen=True)
class Record:
    """The record in memory. `frame` is shared by all who read it: take slices, never write to it."""

    edition: Edition
    codebook: Codebook
    people: People
    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    fingerprint: str
    changed: dt.datetime = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    """When one of the files was last written, or came or went."""

    @cached_property
    def first_day(self) -> dt.date:
        """The first day that the record covers, or that of an earlier statement."""
        return min([self.edition.coverage_start, *self._days()])

    @property
    def searched_to(self) -> dt.date:
        """The last day that the record covers: after it, silence says nothing."""
        return self.edition.coverage_end

    @cached_property
    def last_day(self) -> dt.date:
        """The last day that the record covers, or that of a later statement, accepted since."""
        return max([self.searched_to, *self._days()])

    def _days(self) -> list[dt.date]:
        """The days of the first and the last statement, if there are any."""
        return [day.date() for day in (self.frame["date"].min(), self.frame["date"].max()) if not pd.isna(day)]

    @cached_property
    def words(self) -> pa.ChunkedArray:
        """Quote and summary of each statement, folded for the search, once for all who look."""
        return folded(self.frame)

    @property
    def context(self) -> Context:
        """What a new statement is held against."""
        return Context(self.codebook, self.people)


def statement_files(data: Path) -> list[Path]:
    """The statement files of a data folder, sorted by name; hidden files are an editor's, not ours."""
    return sorted(path for path in (data / "statements").glob("*.json") if not path.name.startswith("."))


def dump_statements(statements: Iterable[Statement]) -> str:
    """The canonical text of a statement file: sorted by date and id, one field a line."""
    return dump_json([as_json(s) for s in sorted(statements, key=lambda s: (s.date, s.id))])


def read_statements(path: Path, context: Context) -> tuple[list[Statement], list[Problem]]:
    """Read one entity's file: all statements that are valid, and every problem with the others."""
    try:
        values = read_json(path)
    except DataError as error:
        return [], list(error.problems)
    if not isinstance(values, list):
        return [], [Problem(path.name, "", "file", type(values).__name__, "a JSON list of statements")]
    statements: list[Statement] = []
    problems: list[Problem] = []
    for value in values:
        statement, found = read_statement(value, context, path.name)
        problems += found
        if statement and statement.entity != path.stem:
            problems.append(Problem(path.name, statement.id, "entity", statement.entity, path.stem + ", as the file"))
        elif statement:
            statements.append(statement)
    return statements, problems


def read_one(data: Path, entity: str, statement_id: str, context: Context) -> Statement | None:
    """One statement as its file has it, with its trace; None where there is no such file or statement."""
    path = data / "statements" / f"{entity}.json"
    statements, _ = read_statements(path, context) if path.is_file() else ([], [])
    return next((statement for statement in statements if statement.id == statement_id), None)


def _unique(statements: list[Statement]) -> tuple[list[Statement], list[Problem]]:
    """Leave out all statements that share an id: none of them can be told from the other."""
    often = {name for name, count in Counter(s.id for s in statements).items() if count > 1}
    problems = [
        Problem(f"{s.entity}.json", s.id, "id", s.id, "an id that no other statement has")
        for s in statements
        if s.id in often
    ]
    return [s for s in statements if s.id not in often], problems


def _edition(data: Path) -> Edition:
    path = data / "record.json"
    try:
        return Edition.model_validate(read_json(path))
    except ValidationError as error:
        raise DataError(problems_of(error, path.name)) from error


def _folders(path: Path) -> list[Path]:
    """The folders whose files make up a record; none where it is a file."""
    return [folder for folder in (path, path / "statements") if folder.is_dir()]


def _states(path: Path) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of change (ns) of each file of a record; quick, since every run of a page asks for it."""
    if path.is_file():
        stat = path.stat()
        yield str(path), stat.st_size, stat.st_mtime_ns
        return
    for folder in _folders(path):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".json", ".csv")) and not entry.name.startswith("."):
                    with suppress(FileNotFoundError):  # it was removed just now, or is a link to nothing
                        stat = entry.stat()
                        yield entry.path, stat.st_size, stat.st_mtime_ns


def changed(path: Path) -> dt.datetime:
    """When one of the files was last written, or came or went, to the second: what is removed changes its folder.

    Whatever else comes or goes there counts as well: a day that is too late costs a client one answer it had.
    """
    times = [time for _, _, time in _states(path)] + [folder.stat().st_mtime_ns for folder in _folders(path)]
    return dt.datetime.fromtimestamp(max(times, default=0) // 10**9, dt.UTC)


def fingerprint(path: Path) -> str:
    """A short name for the state of the files: changes when one of them does (path, size, time of change)."""
    return hashlib.sha256(repr(sorted(_states(path))).encode()).hexdigest()[:16]


def _check_fields(codebook: Codebook) -> None:
    """The codebook tells of the fields that a statement has, in their order and form. Raises `DataError`."""
    fields = tuple(name for name in Statement.model_fields if name != "trace")
    if codebook.columns != fields:
        found = ", ".join(codebook.columns)
        raise DataError(
            [Problem("codebook.json", "", "fields", found, f"just these, in this order: {', '.join(fields)}")]
        )
    wrong = [field for field in codebook.fields if field.form != FORMS[field.name]]
    if wrong:
        raise DataError([Problem("codebook.json", f.name, "form", f.form, FORMS[f.name]) for f in wrong])


def load_record(path: Path = DATA) -> Record:
    """Read the record: a data folder, or a Parquet file of statements held against the project's own codebook.

    Raises `DataError` where the codebook, the people or the Parquet file can't be used; single bad statements
    are left out and listed in `problems`.
    """
    data = DATA if path.is_file() else path
    state = fingerprint(path)
    codebook, people = load_codebook(data), load_people(data)
    _check_fields(codebook)
    problems: list[Problem] = []
    if path.is_file():
        frame = read_parquet(path, Context(codebook, people))
    else:
        read: list[Statement] = []
        for file in statement_files(data):
            statements, found = read_statements(file, Context(codebook, people))
            read += statements
            problems += found
        read, twice = _unique(read)
        problems += twice
        frame = to_frame(read, codebook, people)
    return Record(_edition(data), codebook, people, frame, tuple(problems), state, changed(path))
