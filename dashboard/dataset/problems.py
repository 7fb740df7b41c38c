"""Stage dataset: what is wrong with a file of the record, in a form a person can act on.

In: what a model or a check found; out: `Problem`, the one shape in which all report, and `DataError`, which carries
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

SHOWN_CHARACTERS = 120


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file: where it is, the value found, and what would be allowed instead."""

    file: str
    id: str
    field: str
    value: str
    allowed: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= SHOWN_CHARACTERS else self.value[:SHOWN_CHARACTERS] + "…"
        named = (part if part.isprintable() else ascii(part) for part in (self.file, self.id, self.field) if part)
        where = ": ".join(named)
        return f"{where}: {value!r}; allowed: {self.allowed}"


def problems_of(error: ValidationError, file: str, row: str = "") -> list[Problem]:
    """What a model found wrong in a file, or in one row of it, field by field."""
    return [
        Problem(
            file,
            row,
            ".".join(map(str, found["loc"])),
            "" if found["type"] == "missing" else str(found["input"]),
            _allowed(found),
        )
        for found in error.errors()
    ]


def _allowed(found: ErrorDetails) -> str:
    """What would be right, in words for people where pydantic's are for programmers."""
    if found["type"] == "string_too_short" and not found["input"]:
        return "some text"
    return "a day as YYYY-MM-DD" if found["type"].startswith("date_") else found["msg"]


class DataError(Exception):
    """The record can't be used as it is; `problems` says everything that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
