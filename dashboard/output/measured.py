"""Stage output: how accurate the parser was when it was last measured.

In: `data/measured.json`, written by `python -m benchmarks.accuracy --write`; out: `Measured`: the day, the version, and
the tables of figures as they were printed. The parser's fingerprint tells whether it has changed since.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.dataset.files import DATA, read_json
from dashboard.dataset.problems import DataError, problems_of

PARSER = Path(__file__).resolve().parents[1] / "parsing"
MEASURED = DATA / "measured.json"
SetName = Literal["held", "spare", "own", "dev"]


class Figures(BaseModel):
    """A table of figures: `key` says which, the first column names the row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Literal["statements", "details", "confidence", "attributions"]
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Measured(BaseModel):
    """What was measured: on which day, with which version of the record and of the parser, on which gold sets."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measured_on: str
    version: str
    parser: str
    sets: dict[SetName, tuple[Figures, ...]]

    def bands(self, kind: str, name: SetName = "held") -> list[tuple[str, str, str]]:
        """Each band of confidence with its number of proposals and how many are right, on one kind of text of a set."""
        rows = [row for of_set, table in self.tables("confidence") if of_set == name for row in table.rows]
        return [
            (row[0].removeprefix(f"{kind}, "), row[1], f"{float(row[2]):.0%}")
            for row in rows
            if row[0].startswith(f"{kind}, ")
        ]

    def tables(self, key: str) -> list[tuple[SetName, Figures]]:
        """The tables of one sort, set by set."""
        return [(name, table) for name, tables in self.sets.items() for table in tables if table.key == key]


def load_measured(path: Path = MEASURED) -> Measured:
    """Read the figures. Raises `DataError` with every field that is not as it must be."""
    try:
        return Measured.model_validate(read_json(path))
    except ValidationError as error:
        raise DataError(problems_of(error, path.name)) from error


def parser_fingerprint(parser: Path = PARSER, data: Path = DATA) -> str:
    """Tells one state of the parser from others: its modules, its lexicon, its judge, and the officials it knows."""
    digest = hashlib.sha256()
    people = [data / name for name in ("codebook.json", "entities.csv", "officials.csv", "institutions.csv")]
    for path in [
        *sorted(parser.glob("*.py")),
        *sorted((data / "lexicon").glob("*.json")),
        *sorted((data / "judge").iterdir()),
        *people,
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
