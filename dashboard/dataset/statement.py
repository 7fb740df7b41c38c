"""Stage dataset: one statement, the unit of the record.

In: one JSON object and what it is held against (codebook, people); out: a `Statement`, or every problem with it.
The model is the schema: `json_schema` is what is published beside the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import People
from dashboard.dataset.problems import Problem, problems_of
from dashboard.dataset.values import Day, Text, not_allowed, plain

QUOTE_WORDS = 45
SUMMARY_WORDS = 30
"""Longest quote and summary, in words: the codebook's limits."""

CODED = ("date_basis", "authority", "question", "phase", "mission", "format", "confidence", "origin")


@dataclass(frozen=True)
class Context:
    """What a statement is held against."""

    codebook: Codebook
    people: People


def words(text: str) -> int:
    """How many words a text has, parted by white space."""
    return len(text.split())


def web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host, and nothing that could be something else."""
    if re.search(r"[\s\\<>\"]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def in_order(conditions: str, codes: Sequence[str]) -> bool:
    """Whether a text is empty or names some of the codes, in their order, each once, joined by semicolons."""
    found = conditions.split(";") if conditions else []
    return found == [code for code in codes if code in found]


def conditions_allowed(codes: Sequence[str]) -> str:
    """What a text of conditions may be, in words."""
    return f"empty, or codes of {', '.join(codes)}; in this order, each once, joined by ;"


class Trace(BaseModel):
    """Where a parsed statement came from, and what the machine had proposed before a person decided."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    article_id: str
    evidence: str
    rules: Annotated[tuple[str, ...], Field(strict=False)]  # a JSON list, not a Python tuple
    proposed: dict[str, str]
    reviewer: str
    decided_on: str


class Statement(BaseModel):
    """What one official said, on one day, about one question; field by field as in the codebook."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}-[a-z]+(-[a-z0-9]+)+$")]
    date: Day
    date_basis: str
    entity: str
    speaker: Text
    speaker_entity: str
    office: Text
    authority: str
    question: str
    phase: str
    position: str
    mission: str
    format: str
    conditions: str
    quote: str
    quote_language: str
    summary: Text
    source_publisher: Text
    source_title: str
    source_url: str
    source_date: Day
    confidence: str
    note: str
    origin: str
    trace: Trace | None = None

    @field_validator("*", mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return plain(value)

    @field_validator(*CODED)
    @classmethod
    def _coded(cls, value: str, info: ValidationInfo) -> str:
        allowed = _context(info).codebook.values(str(info.field_name))
        if value not in allowed:
            raise not_allowed(", ".join(allowed))
        return value

    @field_validator("position")
    @classmethod
    def _fits_question(cls, value: str, info: ValidationInfo) -> str:
        book = _context(info).codebook
        question = info.data.get("question")
        allowed = [code.code for code in book.positions(question)] if question else book.values("position")
        if value not in allowed:
            raise not_allowed(", ".join(allowed) + (f" (question is {question})" if question else ""))
        return value

    @field_validator("conditions")
    @classmethod
    def _ordered_conditions(cls, value: str, info: ValidationInfo) -> str:
        if not in_order(value, allowed := _context(info).codebook.values("conditions")):
            raise not_allowed(conditions_allowed(allowed))
        return value

    @field_validator("entity", "speaker_entity")
    @classmethod
    def _known_entity(cls, value: str, info: ValidationInfo) -> str:
        known = _context(info).people.entity_by_code
        if value not in known:
            raise not_allowed("a code of entities.csv: " + ", ".join(sorted(known)))
        return value

    @field_validator("quote_language")
    @classmethod
    def _known_language(cls, value: str, info: ValidationInfo) -> str:
        allowed = _context(info).codebook.values("quote_language")
        if value and value not in allowed:
            raise not_allowed("empty, or one of " + ", ".join(allowed))
        return value

    @field_validator("quote", "summary")
    @classmethod
    def _short(cls, value: str, info: ValidationInfo) -> str:
        limit = QUOTE_WORDS if info.field_name == "quote" else SUMMARY_WORDS
        if words(value) > limit:
            raise not_allowed(f"at most {limit} words (it has {words(value)})")
        return value

    @field_validator("source_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not web_address(value):
            raise not_allowed("empty, or an http(s) address")
        return value


def _context(info: ValidationInfo) -> Context:
    if not isinstance(info.context, Context):
        raise TypeError("a statement is held against a Context: use read_statement")
    return info.context


def _rules(statement: Statement, context: Context) -> Iterator[tuple[str, str, str]]:
    """The rules that hold between fields: (field, value, what is allowed) for each that is broken."""
    s = statement
    prefix = f"{s.date.isoformat()}-{s.entity.lower()}-"
    if not s.id.startswith(prefix):
        yield "id", s.id, f"an id that begins with the statement's day and entity: {prefix}"
    if s.conditions and not context.codebook.code("position", s.position).conditional:
        yield "conditions", s.conditions, f"empty, since the position is {s.position}: a reason goes into summary"
    if bool(s.quote) != bool(s.quote_language):
        yield "quote_language", s.quote_language, "a language where there is a quote, and empty where there is none"
    if s.confidence == "high" and not s.quote:
        yield "confidence", s.confidence, "medium or low, since there is no quote"
    if s.source_date < s.date:
        yield "source_date", s.source_date.isoformat(), f"{s.date} or later: nothing is published before it is said"
    if s.date_basis == "published" and s.source_date != s.date:
        yield "date_basis", s.date_basis, f"said, or a date that is the source_date {s.source_date}"
    if (s.origin == "parsed") != (s.trace is not None):
        yield "trace", "present" if s.trace else "absent", "a trace on parsed statements, and on no other"
    yield from _speaker_rules(s, context.people)


def _speaker_rules(s: Statement, people: People) -> Iterator[tuple[str, str, str]]:
    """A speaker is an official or an institution that speaks for the entity and holds the office that day."""
    offices = people.offices_of(s.speaker)
    own = [row for row in offices if row.entity == s.speaker_entity]
    titled = [row for row in own if row.office == s.office]
    held = [row for row in titled if row.holds_on(s.date)]
    if not offices:
        yield "speaker", s.speaker, "a name of officials.csv or of institutions.csv"
    elif not own:
        yield "speaker_entity", s.speaker_entity, " or ".join(sorted({row.entity for row in offices}))
    elif not titled:
        yield "office", s.office, " or ".join(sorted({row.office for row in own}))
    elif not held:
        terms = "; ".join(row.term for row in titled)
        yield "office", s.office, f"an office that {s.speaker} held on {s.date} (this one: {terms})"
    elif s.authority not in {row.authority for row in held}:
        yield "authority", s.authority, " or ".join(sorted({row.authority for row in held}))


def read_statement(value: Any, context: Context, file: str) -> tuple[Statement | None, list[Problem]]:
    """Make a statement of one JSON object, or say every problem with it (then the statement is None)."""
    if not isinstance(value, Mapping):
        return None, [Problem(file, "", "statement", str(value), "a JSON object with the codebook's fields")]
    known_id = str(value.get("id", ""))
    try:
        statement = Statement.model_validate(value, context=context)
    except ValidationError as error:
        return None, problems_of(error, file, known_id)
    broken = [Problem(file, known_id, *rule) for rule in _rules(statement, context)]
    return (None if broken else statement), broken


def as_json(statement: Statement) -> dict[str, Any]:
    """The JSON object of a statement, fields in the codebook's order; `trace` only where there is one."""
    return statement.model_dump(mode="json", exclude_none=True)


def json_schema(codebook: Codebook) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one statement, with the codes of this codebook."""
    schema = Statement.model_json_schema()
    properties = schema["properties"]
    for field in codebook.fields:
        properties[field.name]["description"] = field.meaning
    for name in CODED:
        properties[name]["enum"] = list(codebook.values(name))
    properties["position"]["enum"] = list(codebook.values("position"))
    properties["quote_language"]["enum"] = ["", *codebook.values("quote_language")]
    properties["source_url"]["pattern"] = r"^(https?://\S+)?$"
    code = "(" + "|".join(codebook.values("conditions")) + ")"
    properties["conditions"]["pattern"] = f"^({code}(;{code})*)?$"
    trace = properties["trace"]
    properties["trace"] = {"$ref": trace["anyOf"][0]["$ref"]}
    schema["required"] = list(codebook.columns)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Statement"}
