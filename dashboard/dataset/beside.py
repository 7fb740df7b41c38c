"""Stage dataset: what pages say beside the statements: annotated days, and numbers that a statement claims.

In: `key_days.csv` and `claimed_numbers.csv` of a data folder; out: every problem with their rows, each of which rests
on a statement of the record. A file may have no row but its header.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from dashboard.dataset.people import Row, columns, read_rows
from dashboard.dataset.problems import DataError, Problem
from dashboard.dataset.values import Day, Text


class KeyDay(Row):
    """A day that timelines mark, why, and the statement that it rests on."""

    day: Day
    label: Text
    why: Text
    statement: str


class ClaimedNumber(Row):
    """A number of countries that a statement claims without naming them."""

    statement: str
    number: Annotated[int, Field(gt=0)]


FILES: tuple[tuple[str, type[KeyDay] | type[ClaimedNumber], str], ...] = (
    ("key_days.csv", KeyDay, "day"),
    ("claimed_numbers.csv", ClaimedNumber, "statement"),
)
"""File, what its rows are, and the column that tells them apart."""


def columns_of(file: str) -> tuple[str, ...]:
    """The columns of one of the files."""
    return next(columns(model) for name, model, _ in FILES if name == file)


def problems(data: Path, known: Collection[str]) -> Iterator[Problem]:
    """All that is wrong with the two files; `known` are the ids of the record's statements."""
    for file, model, key in FILES:
        if not (data / file).is_file():
            yield Problem(file, "", "file", "missing", f"a file with at least its header: {','.join(columns_of(file))}")
            continue
        try:
            rows = read_rows(data / file, model, key)
        except DataError as error:
            yield from error.problems
            continue
        for row in rows:
            if row.statement not in known:
                name = str(getattr(row, key))
                yield Problem(file, name, "statement", row.statement, "the id of a statement of the record")
