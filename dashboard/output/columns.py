"""Stage output: what leaves the house, column by column.

In: `data/exports.json` and the codebook; out: for each table its columns in order, with type, allowed values and
meaning. File heads, the data dictionary, `datapackage.json` and the API's own description are all made from these.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.files import DATA, read_json
from dashboard.dataset.people import Entity, Institution, Official

DERIVED = (
    "entity",
    "question",
    "phase",
    "kind",
    "position",
    "age",
    "by_latest",
    "by_authority",
    "by_head",
    "stated_phase",
)
"""Columns of a position that are not simply those of the statement it rests on; they come first."""

OUTCOME = ("entity", "kind", "outcome", "unmet", "phase", "position", "age", "stated_phase")
"""Columns of an outcome that are not simply those of the statement it rests on; they come first."""

COVERAGE = ("entity", "month", "statements", "in_record")
"""Columns of the coverage: how many statements of an entity were found in a month."""

SLOT = ("entity", "question", "phase", "kind")
SPEAKERS = ("name", "office", "entity", "authority", "from", "to", "statements", "id")
"""Columns of officials and institutions in one table, those that people look for first."""
PEOPLE: dict[str, type[BaseModel]] = {"entities": Entity, "officials": Official, "institutions": Institution}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """One column: `lists` names the lists of the codebook whose codes it may hold, empty for free text."""

    name: str
    type: Literal["string", "integer", "date"]
    lists: tuple[str, ...] = ()
    label: str
    meaning: str

    def allowed(self, codebook: Codebook) -> tuple[str, ...]:
        """The codes that the column may hold, in order; empty where it is free."""
        return tuple(code for name in self.lists for code in codebook.values(name))


class TableText(_Part):
    """A table's name, title and meaning, and the columns that together name one row."""

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]


class ParameterText(_Part):
    """A query parameter and what it picks."""

    name: str
    meaning: str


class FormText(_Part):
    """A form in which tables leave the house: its file ending, its name and what it is good for."""

    name: str
    label: str
    meaning: str


class RouteText(_Part):
    """A route of the API and what it gives."""

    path: str
    summary: str


class FeedText(_Part):
    """What the feed says of itself; `authority` names it for good in its ids (tag URI, RFC 4151)."""

    authority: str
    title: str
    subtitle: str
    sides: dict[str, str]
    terms: str


class ReportText(_Part):
    """The mail by which a reader reports an error: recipient (empty: the reader's choice), subject and text."""

    to: str
    subject: str
    body: str


class ClaimText(_Part):
    """What is said of a statement by an official of another: in a table, on a card, in a citation and in a hover."""

    mark: str
    told: str
    cited: str
    shown: str


class MarksText(_Part):
    """What the marks of timelines mean that are not drawn in full: of a doubtful coding, and of a claim."""

    doubtful: str
    dotted: str


class QuestionText(_Part):
    """What a page on one question asks, and where the scale of its positions leads."""

    title: str
    towards: str


class ExportTexts(_Part):
    """`exports.json`: what is said of forms, routes, derived columns, tables and parameters, and whom to cite."""

    author: str
    message: str
    about_api: str
    routes: tuple[RouteText, ...]
    feed: FeedText
    report: ReportText
    citing: dict[str, str]
    """What a view is said to show, by table or sort of pairs, in a citation: `{day}`, `{rule}`, `{terms}` go in."""
    claim: ClaimText
    marks: MarksText
    questions: dict[str, QuestionText]
    narrowed: str
    """What silence means where only some statements count: `{limits}` says which."""
    steps: str
    """Why positions are shown to move by `{steps}` where `{rule}` is asked for."""
    sets: dict[str, str]
    """What the sets of texts are called on which the parser is measured."""
    kind: str
    """What the kind of force of a statement is: no field of its own."""
    forms: tuple[FormText, ...]
    columns: tuple[Column, ...]
    people_columns: tuple[Column, ...]
    tables: tuple[TableText, ...]
    parameters: tuple[ParameterText, ...]

    def table(self, name: str) -> TableText:
        """The text of one table. Raises `KeyError` for a name that is none."""
        return {table.name: table for table in self.tables}[name]

    def route(self, path: str) -> RouteText:
        """The text of one route. Raises `KeyError` for a path that is none."""
        return {route.path: route for route in self.routes}[path]

    def parameter(self, name: str) -> str:
        """What a parameter picks. Raises `KeyError` for a name that is none."""
        return {parameter.name: parameter.meaning for parameter in self.parameters}[name]


@cache
def texts(path: Path = DATA / "exports.json") -> ExportTexts:
    """Read what is said of the exports; the project's own file, so an error in it is a defect and raises."""
    return ExportTexts.model_validate(read_json(path))


def _of_statement(codebook: Codebook, names: tuple[str, ...]) -> tuple[Column, ...]:
    made = []
    for name in names:
        field = codebook.field(name)
        lists = (name,) if field.form == "code" else ()
        kind: Literal["date", "string"] = "date" if field.form == "day" else "string"
        made.append(Column(name=name, type=kind, lists=lists, label=field.label, meaning=field.meaning))
    return tuple(made)


def _derived(names: tuple[str, ...]) -> tuple[Column, ...]:
    known = {column.name: column for column in texts().columns}
    return tuple(known[name] for name in names)


def _prefixed(codebook: Codebook, prefix: str) -> tuple[Column, ...]:
    names = tuple(name for name in codebook.columns if name not in ("entity", "question"))
    return tuple(
        column.model_copy(update={"name": f"{prefix}_{column.name}", "label": f"{column.label} ({prefix})"})
        for column in _of_statement(codebook, names)
    )


def _pairs(codebook: Codebook, measures: tuple[str, ...], prefixes: tuple[str, str]) -> tuple[Column, ...]:
    """The columns of a table that holds two statements against each other: day, slot, measures, then both."""
    head = (*_of_statement(codebook, ("date",)), *_derived((*SLOT, *measures)))
    return head + _prefixed(codebook, prefixes[0]) + _prefixed(codebook, prefixes[1])


def columns(table: str, codebook: Codebook) -> tuple[Column, ...]:
    """The columns of a table, in order: statements, positions, changes, splits, claims, outcomes, coverage, people."""
    if table == "statements":
        return _of_statement(codebook, codebook.columns)
    if table == "positions":
        rest = tuple(name for name in codebook.columns if name not in DERIVED)
        return _derived(DERIVED) + _of_statement(codebook, rest)
    if table == "changes":
        return _pairs(codebook, ("ranks",), ("from", "to"))
    if table == "splits":
        return _pairs(codebook, ("apart", "days"), ("earlier", "later"))
    if table == "claims":
        return _pairs(codebook, ("apart",), ("claim", "own"))
    if table == "outcomes":
        rest = tuple(name for name in codebook.columns if name not in (*DERIVED, "question"))
        return _derived(OUTCOME) + _of_statement(codebook, rest)
    if table == "coverage":
        return _derived(COVERAGE)
    known = {column.name: column for column in texts().people_columns}
    if table == "speakers":
        return tuple(known[name] for name in SPEAKERS)
    return tuple(known[field.alias or name] for name, field in PEOPLE[table].model_fields.items())


def names(table: str, codebook: Codebook) -> list[str]:
    """The names of a table's columns, in order."""
    return [column.name for column in columns(table, codebook)]
