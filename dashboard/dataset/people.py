"""Stage dataset: who can have a position and who can state it.

In: `data/entities.csv`, `officials.csv`, `institutions.csv`; out: `People`. An official is a person in an office
for a time, so one person has as many rows as offices; an institution speaks in its own name. A speaker is one
or the other. In an official's term `from` counts and `to` does not; an empty end is unknown or open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from dashboard.dataset.files import DATA, read_csv
from dashboard.dataset.problems import DataError, Problem, problems_of
from dashboard.dataset.values import Day, Text, not_allowed, plain


def _split(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    names = tuple(value.split(";")) if value else ()
    if len(set(names)) < len(names) or any(not name or name != name.strip() for name in names):
        raise not_allowed("empty, or names joined by semicolons: each once, none empty, no space at their ends")
    return names


def _open(value: Any) -> Any:
    return value or None


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]
End = Annotated[Day | None, BeforeValidator(_open)]


class Row(BaseModel):
    """A row of a CSV file: its fields, or their aliases, are the columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @field_validator("*", mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return plain(value)


class Entity(Row):
    """A country or a body: `code` is ISO 3166-1 alpha-3 (XKX for Kosovo) or NATO, EU, UN, OSCE."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    name: Text
    kind: Annotated[str, Field(pattern=r"^(country|organisation)$")]
    groups: Names
    iso_numeric: Annotated[str, Field(pattern=r"^(\d{3})?$")]


class Official(Row):
    """A person in one office; `since` (the file's `from`) counts, `until` (its `to`) does not."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Text
    aliases: Names
    entity: Text
    office: Text
    authority: Text
    since: End = Field(alias="from")
    until: End = Field(alias="to")

    @property
    def term(self) -> str:
        """The term in words, with a question mark for an end that is unknown or open."""
        return f"{self.since or '?'} to {self.until or '?'}"

    def holds_on(self, day: date) -> bool:
        """Whether the office was held on that day, as far as the dates are known."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: Official) -> bool:
        """Whether two terms have a day in common, as far as the dates are known."""
        begin = max(self.since or date.min, other.since or date.min)
        return begin < min(self.until or date.max, other.until or date.max)

    def meets(self, other: Official) -> bool:
        """Whether both are terms in the same office that have a day in common."""
        return (self.entity, self.office) == (other.entity, other.office) and self.overlaps(other)


class Institution(Row):
    """A body that speaks in its own name, with the other names it goes by."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Text
    aliases: Names
    entity: Text
    office: Text
    authority: Text

    @property
    def term(self) -> str:
        """An institution has no term."""
        return "always"

    def holds_on(self, day: date) -> bool:
        """An institution speaks on any day."""
        return day >= date.min


class People(BaseModel):
    """Entities, officials and institutions, in the order of their files."""

    model_config = ConfigDict(frozen=True)

    entities: tuple[Entity, ...]
    officials: tuple[Official, ...]
    institutions: tuple[Institution, ...]

    @cached_property
    def entity_by_code(self) -> dict[str, Entity]:
        """Each entity under its code."""
        return {entity.code: entity for entity in self.entities}

    @cached_property
    def officials_by_name(self) -> dict[str, tuple[Official, ...]]:
        """The offices of each person, under the full name."""
        found: dict[str, list[Official]] = defaultdict(list)
        for official in self.officials:
            found[official.name].append(official)
        return {name: tuple(rows) for name, rows in found.items()}

    @cached_property
    def institution_by_name(self) -> dict[str, Institution]:
        """Each institution under its name."""
        return {institution.name: institution for institution in self.institutions}

    def offices_of(self, speaker: str) -> tuple[Official | Institution, ...]:
        """All rows under a speaker's full name: the offices of a person, or the one institution."""
        institution = self.institution_by_name.get(speaker)
        return (institution,) if institution else self.officials_by_name.get(speaker, ())

    def entity_name(self, code: str) -> str:
        """The name of an entity; the code itself where there is none such."""
        found = self.entity_by_code.get(code)
        return found.name if found else code

    def members(self, *groups: str) -> frozenset[str]:
        """The codes of the entities of any of some groups."""
        return frozenset(entity.code for entity in self.entities if not set(groups).isdisjoint(entity.groups))


Heard = Mapping[tuple[str, str, str], tuple[date, date]]
"""The days of the first and the last statement under a speaker's name, entity and office."""


def held_on(
    offices: Sequence[Official | Institution], day: date, heard: Heard
) -> tuple[tuple[Official | Institution, ...], tuple[Official | Institution, ...]]:
    """The offices of one speaker that were held on a day: those surely so, and those that may have ended by then.

    An office whose first day is not known begins with the first statement made in it. One without an end may be over
    once a later one has begun, if nothing has been said in it since: people do hold two offices at a time.
    """
    begun = {row.id: first for row in offices if (first := _began(row, heard))}
    sure: list[Official | Institution] = []
    doubtful: list[Official | Institution] = []
    for row in offices:
        began = begun.get(row.id, date.min)
        if not row.holds_on(day) or began > day:
            continue
        _, last = heard.get((row.name, row.entity, row.office), (began, began))
        later = any(began < other <= day and last < other for other in begun.values())
        (doubtful if later and isinstance(row, Official) and row.until is None else sure).append(row)
    return tuple(sure), tuple(doubtful)


def _began(office: Official | Institution, heard: Heard) -> date | None:
    if isinstance(office, Institution):
        return None
    first, _ = heard.get((office.name, office.entity, office.office), (None, None))
    return office.since or first


_RowType = TypeVar("_RowType", bound=Row)


def columns(model: type[Row]) -> tuple[str, ...]:
    """The columns of a CSV file whose rows are these."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def read_rows(path: Path, model: type[_RowType], key: str) -> tuple[_RowType, ...]:
    """The rows of a CSV file, told apart by one column. Raises `DataError` with all that are not as they must be."""
    rows: list[_RowType] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for row in read_csv(path, columns(model)):
        try:
            rows.append(model.model_validate(row))
        except ValidationError as error:
            problems += problems_of(error, path.name, row[key])
        if row[key] in seen:
            problems.append(Problem(path.name, row[key], key, row[key], "each once"))
        seen.add(row[key])
    if problems:
        raise DataError(problems)
    return tuple(rows)


def load_people(data: Path = DATA) -> People:
    """Read the three files. Raises `DataError` with every row that is not as it must be."""
    return People(
        entities=read_rows(data / "entities.csv", Entity, "code"),
        officials=read_rows(data / "officials.csv", Official, "id"),
        institutions=read_rows(data / "institutions.csv", Institution, "id"),
    )
