"""Stage dataset: one statement, the unit of the record.

In: one JSON object and what it is held against (codebook, people); out: a `Statement`, or every problem with it.
The model is the schema: `json_schema` is what is published beside the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from dashboard.dataset.codebook import Codebook, Form
from dashboard.dataset.problems import Problem, problems_of
from dashboard.dataset.rules import RULES, Broken, Context
from dashboard.dataset.values import Day, Line, Text, not_allowed, plain

QUOTE_WORDS = 45
SUMMARY_WORDS = 30
"""Longest quote and summary, in words: the codebook's limits."""

CODED = ("date_basis", "authority", "question", "phase", "mission", "format", "confidence", "origin")
"""Fields whose values are the codes of the list of their name, whatever stands in other fields."""


def words(text: str) -> int:
    """How many words a text has, parted by white space."""
    return len(text.split())


def web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host, and nothing that could be something else."""
    site = re.match("[^/?#]*//[^/?#]*", text)
    return site is not None and not re.search(r"[\s\\<>\"]", text) and _is_site(site.group())


@lru_cache(maxsize=4096)  # a million addresses are on a few hundred sites
def _is_site(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _address(text: str) -> str:
    if text and not web_address(text):
        raise not_allowed("empty, or an http(s) address")
    return text


def _short(limit: int) -> AfterValidator:
    """The check of a text that has so many words at most."""

    def check(text: str) -> str:
        if (found := words(text)) > limit:
            raise not_allowed(f"at most {limit} words (it has {found})")
        return text

    return AfterValidator(check)


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

    id: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}-[a-z]+(-[a-z0-9]+)+$"), BeforeValidator(plain)]
    date: Day
    date_basis: Line
    entity: Line
    speaker: Text
    speaker_entity: Line
    office: Text
    authority: Line
    question: Line
    phase: Line
    position: Line
    mission: Line
    format: Line
    conditions: Line
    quote: Annotated[Line, _short(QUOTE_WORDS)]
    quote_language: Line
    summary: Annotated[Text, _short(SUMMARY_WORDS)]
    source_publisher: Text
    source_title: Line
    source_url: Annotated[Line, AfterValidator(_address)]
    source_date: Day
    confidence: Line
    note: Line
    origin: Line
    trace: Trace | None = None

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


_FORMED: dict[str, Form] = {
    "id": "slug",
    "date": "day",
    "source_date": "day",
    "entity": "entity",
    "speaker_entity": "entity",
    "position": "code",
    "conditions": "codes",
    "quote_language": "language",
    "source_url": "url",
}
FORMS: dict[str, Form] = {
    name: "code" if name in CODED else _FORMED.get(name, "text") for name in Statement.model_fields if name != "trace"
}
"""What the values of each field are: the codebook, by which tables and forms are made, must say the same."""


def check_of(name: str) -> TypeAdapter[Any]:
    """The check of one field of text by itself, as it is in a `Statement`."""
    return TypeAdapter(get_type_hints(Statement, include_extras=True)[name])


def _context(info: ValidationInfo) -> Context:
    if not isinstance(info.context, Context):
        raise TypeError("a statement is held against a Context: use read_statement")
    return info.context


def _traced(statement: Statement) -> Broken:
    if (statement.origin == "parsed") != (statement.trace is not None):
        found = "present" if statement.trace else "absent"
        yield "trace", found, "a trace on parsed statements, and on no other"


def read_statement(value: Any, context: Context, file: str) -> tuple[Statement | None, list[Problem]]:
    """Make a statement of one JSON object, or say every problem with it (then the statement is None)."""
    if not isinstance(value, Mapping):
        return None, [Problem(file, "", "statement", str(value), "a JSON object with the codebook's fields")]
    known_id = str(value.get("id", ""))
    try:
        statement = Statement.model_validate(value, context=context)
    except ValidationError as error:
        return None, problems_of(error, file, known_id)
    rules = (rule(context, *(getattr(statement, name) for name in fields)) for fields, rule in RULES)
    broken = [Problem(file, known_id, *found) for found in chain(*rules, _traced(statement))]
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
