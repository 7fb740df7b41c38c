"""Stage dataset: the codebook, every word the record, the code and the pages share.

In: `data/codebook.json`; out: `Codebook`, with labels, definitions, order and groups of codes. No code's
meaning, label or colour is written in Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from dashboard.dataset.files import DATA, read_json
from dashboard.dataset.problems import DataError, Problem, problems_of
from dashboard.dataset.values import Text

Form = Literal["slug", "day", "code", "codes", "entity", "language", "text", "url"]

LISTED: tuple[Form, ...] = ("code", "codes", "language")
"""Forms of fields that have a list of codes of their name."""

DERIVED_LISTS = ("kind", "rule", "group", "entity_kind", "outcome", "shift", "order", "state")
"""Lists of codes that belong to no field of a statement: what pages and positions are told with."""

NAMED = {
    "authority": ("head", "minister"),
    "conditions": ("ceasefire", "peace_deal", "other"),
    "confidence": ("high", "medium", "low"),
    "date_basis": ("said", "published"),
    "order": ("recent", "size"),
    "origin": ("curated", "parsed"),
    "outcome": ("would_send", "waits_for", "undecided", "refuses", "silent"),
    "phase": ("wartime", "ceasefire", "unspecified"),
    "position": ("rules_out", "open", "willing"),
    "question": ("send", "accept"),
    "rule": ("latest", "authority", "head"),
    "shift": ("changes", "heads", "officials", "claims"),
    "state": ("silent", "host"),
}
"""Codes that a rule of the program is about: another label may be given to them, but no other code."""

DRAWN, LOOKS = ("position", "state"), ("glyph", "shape", "light", "dark")
"""Lists whose codes are drawn, and all that each of them then needs."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


class Mark(BaseModel):
    """How a code looks in one theme: fill, and the text colour that can be read on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    colour: Colour
    text: Colour


class Theme(BaseModel):
    """The colours of a page and a map that mean nothing: background, land outside the record, lines, text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    background: Colour
    land: Colour
    border: Colour
    outline: Colour
    ink: Colour


class Code(BaseModel):
    """One code of one field. `question`, `rank`, `conditional` and the marks belong to positions."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
    label: Text
    definition: Text
    question: str = ""
    rank: int = -1
    conditional: bool = False
    """Whether a statement with this position may name conditions."""
    example: str = ""
    """Id of a statement of the record that shows the code in use."""
    kind: str = ""
    """Kind of force of a mission."""
    entity: str = ""
    """The entity that a state belongs to, where it belongs to one only."""
    glyph: str = ""
    shape: str = ""
    light: Mark | None = None
    dark: Mark | None = None


class Field(BaseModel):
    """One field of a statement: its name in data and URLs, its form, its label and its meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    form: Form
    label: Text
    meaning: Text


class Codebook(BaseModel):
    """All fields and codes, in the order in which they are to be shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    fields: tuple[Field, ...]
    codes: dict[str, tuple[Code, ...]]
    themes: dict[Literal["light", "dark"], Theme]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields' names in the codebook's order: the columns of the frame and of every export."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def _index(self) -> dict[str, dict[str, Code]]:
        return {name: {code.code: code for code in codes} for name, codes in self.codes.items()}

    def field(self, name: str) -> Field:
        """The field of that name. Raises `KeyError` for a name that is none."""
        return next((field for field in self.fields if field.name == name), None) or _no_field(name)

    def code(self, list_name: str, code: str) -> Code:
        """One code of one list. Raises `KeyError` for a list or a code that is none."""
        return self._index[list_name][code]

    def values(self, list_name: str) -> tuple[str, ...]:
        """The codes of a list, in order."""
        return tuple(self._index[list_name])

    def label(self, list_name: str, code: str) -> str:
        """The label of a code; the code itself where the list has none such."""
        found = self._index.get(list_name, {}).get(code)
        return found.label if found else code

    def positions(self, question: str) -> tuple[Code, ...]:
        """The positions on one question, in order of rank."""
        return tuple(code for code in self.codes["position"] if code.question == question)

    @cached_property
    def host(self) -> str:
        """The entity that the forces would go to: it is never asked whether it would send its own."""
        return self.code("state", "host").entity

    def missions(self, kind: str) -> tuple[str, ...]:
        """The missions of one kind of force."""
        return tuple(code.code for code in self.codes["mission"] if code.kind == kind)

    def order(self, list_name: str) -> dict[str, int]:
        """The place of each code in its list, from 0."""
        return {code: place for place, code in enumerate(self._index[list_name])}


def _no_field(name: str) -> Field:
    raise KeyError(name)


def load_codebook(data: Path = DATA) -> Codebook:
    """Read `codebook.json`. Raises `DataError` with every field, list, rank and look that is not as it must be."""
    path = data / "codebook.json"
    value = read_json(path)
    try:
        book = Codebook.model_validate(value)
    except ValidationError as error:
        raise DataError(problems_of(error, path.name)) from error
    problems = list(_lists(book, path.name)) or [*_ranks(book, path.name), *_looks(book, path.name)]
    if problems:
        raise DataError(problems)
    return book


def _lists(book: Codebook, file: str) -> Iterator[Problem]:
    """Every list that the record is read with is there with the codes that rules name, and there is no other list."""
    wanted = {field.name for field in book.fields if field.form in LISTED} | set(DERIVED_LISTS)
    for name in sorted(wanted):
        if not book.codes.get(name):
            found = "empty" if name in book.codes else "missing"
            yield Problem(file, "", f"codes.{name}", found, f"a list of codes named {name}")
            continue
        for code in NAMED.get(name, ()):
            if code not in book.values(name):
                yield Problem(file, code, f"codes.{name}", "missing", f"this code: rules name {', '.join(NAMED[name])}")
    for name in sorted(book.codes.keys() - wanted):
        yield Problem(file, "", f"codes.{name}", name, f"no list but {', '.join(sorted(wanted))}")


def _ranks(book: Codebook, file: str) -> Iterator[Problem]:
    """Every position answers a question, and its rank is its place among the answers to it."""
    for code in book.codes["position"]:
        if code.question not in book.values("question"):
            yield Problem(file, code.code, "question", code.question, ", ".join(book.values("question")))
    for question in book.values("question"):
        for place, code in enumerate(book.positions(question)):
            if code.rank != place:
                yield Problem(file, code.code, "rank", str(code.rank), f"{place}, its place on the question {question}")


def _looks(book: Codebook, file: str) -> Iterator[Problem]:
    """Whatever is drawn has all its looks: a scale of colours with a gap would give each code the next one's."""
    for theme in ("light", "dark"):
        if theme not in book.themes:
            yield Problem(file, "", f"themes.{theme}", "missing", "the colours of a page in this theme")
    for name in DRAWN:
        for code in book.codes[name]:
            for look in LOOKS:
                if not getattr(code, look):
                    yield Problem(file, code.code, look, "missing", f"how it is drawn: {', '.join(LOOKS)}")
    yield from _signs(book, file)
    if not book.host:
        yield Problem(file, "host", "entity", "missing", "the entity that the forces would go to")


def _signs(book: Codebook, file: str) -> Iterator[Problem]:
    """One sign means one thing, also to those who see no colours: no letter stands for two codes, no shape for two
    positions (states have no marks in timelines, and share one).
    """
    for look, lists in (("glyph", DRAWN), ("shape", ("position",))):
        seen: dict[str, str] = {}
        for code in (code for name in lists for code in book.codes[name]):
            sign = getattr(code, look)
            first = seen.setdefault(sign, code.code)
            if sign and first != code.code:
                yield Problem(file, code.code, look, sign, f"a {look} that {first} does not have")
