"""Dataset: the rules that hold between the fields of a statement.

In: values of some fields, the codebook and the people; out: for each rule that is broken, field, value and remedy. One
statement is held to them (`statement`), and each distinct combination of a bulk record (`frame`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import People


@dataclass(frozen=True)
class Context:
    """What a statement is held against."""

    codebook: Codebook
    people: People


Broken = Iterator[tuple[str, str, str]]
"""For each rule that is broken: field, value, what is allowed."""


def _named(_context: Context, statement_id: str, date: dt.date, entity: str) -> Broken:
    prefix = f"{date.isoformat()}-{entity.lower()}-"
    if not statement_id.startswith(prefix):
        yield "id", statement_id, f"an id that begins with the statement's day and entity: {prefix}"


def _on_terms(context: Context, position: str, conditions: str) -> Broken:
    if conditions and not context.codebook.code("position", position).conditional:
        yield "conditions", conditions, f"empty, since the position is {position}: a reason goes into summary"


def _quoted(_context: Context, quote: str, quote_language: str, confidence: str) -> Broken:
    if bool(quote) != bool(quote_language):
        yield "quote_language", quote_language, "a language where there is a quote, and empty where there is none"
    if confidence == "high" and not quote:
        yield "confidence", confidence, "medium or low, since there is no quote"


def _published(_context: Context, date: dt.date, date_basis: str, source_date: dt.date) -> Broken:
    if source_date < date:
        yield "source_date", source_date.isoformat(), f"{date} or later: nothing is published before it is said"
    if date_basis == "published" and source_date != date:
        yield "date_basis", date_basis, f"said, or a date that is the source_date {source_date}"


def _in_office(
    context: Context, date: dt.date, speaker: str, speaker_entity: str, office: str, authority: str
) -> Broken:
    """A speaker is an official or an institution that speaks for the entity and holds the office that day."""
    offices = context.people.offices_of(speaker)
    own = [row for row in offices if row.entity == speaker_entity]
    titled = [row for row in own if row.office == office]
    held = [row for row in titled if row.holds_on(date)]
    if not offices:
        yield "speaker", speaker, "a name of officials.csv or of institutions.csv"
    elif not own:
        yield "speaker_entity", speaker_entity, " or ".join(sorted({row.entity for row in offices}))
    elif not titled:
        yield "office", office, " or ".join(sorted({row.office for row in own}))
    elif not held:
        terms = "; ".join(row.term for row in titled)
        yield "office", office, f"an office that {speaker} held on {date} (this one: {terms})"
    elif authority not in {row.authority for row in held}:
        yield "authority", authority, " or ".join(sorted({row.authority for row in held}))


RULES: Final[tuple[tuple[tuple[str, ...], Callable[..., Broken]], ...]] = (
    (("id", "date", "entity"), _named),
    (("position", "conditions"), _on_terms),
    (("quote", "quote_language", "confidence"), _quoted),
    (("date", "date_basis", "source_date"), _published),
    (("date", "speaker", "speaker_entity", "office", "authority"), _in_office),
)
"""The rules that hold between fields: the fields that each reads, in the order in which it takes them, and the rule."""
