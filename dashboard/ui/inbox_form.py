"""Faces: a proposal as a form. In: a candidate and the record; out: the fields as a person wants them.

Each field is drawn by its form in the codebook, and the form is held against the record at each change, so that what
is wrong is seen before anything is accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st
from rapidfuzz import fuzz, process

from dashboard.dataset.codebook import Field
from dashboard.dataset.store import Record
from dashboard.review.compose import GIVEN
from dashboard.review.model import Candidate
from dashboard.review.speakers import file_of, propose_speaker
from dashboard.ui.plain import plain

GROUPS: dict[str, tuple[str, ...]] = {
    "What": ("question", "position", "phase", "mission", "format", "conditions"),
    "Words": ("quote", "quote_language", "summary", "note"),
    "Who": ("speaker", "office", "authority", "entity", "speaker_entity"),
    "When and where": ("date", "date_basis", "source_date", "source_publisher", "source_title", "source_url"),
    "How sure": ("confidence",),
}
LONG = ("quote", "summary", "note")
NAMES_ALIKE = 80.0


def _key(candidate: Candidate, name: str) -> str:
    return f"edit-{candidate.id}-{name}"


def seed(candidate: Candidate, values: Mapping[str, str]) -> None:
    """Let the form begin with these values, unless it is being filled in already."""
    for name, value in values.items():
        if name not in GIVEN:
            st.session_state.setdefault(_key(candidate, name), value.split(";") if name == "conditions" else value)
    if st.session_state.get(_key(candidate, "conditions")) == [""]:
        st.session_state[_key(candidate, "conditions")] = []


def forget(candidate_id: str) -> None:
    """Drop what was filled in for a candidate."""
    for key in list(st.session_state):
        if str(key).startswith((f"edit-{candidate_id}-", f"new-{candidate_id}-")):
            del st.session_state[key]


def fields(record: Record, candidate: Candidate) -> dict[str, str]:
    """Draw the form; gives every field as it is filled in."""
    values: dict[str, str] = {}
    for title, names in GROUPS.items():
        st.markdown(f"**{title}**")
        short = [name for name in names if name not in LONG]
        for name in (name for name in names if name in LONG):
            values[name] = _long(record, candidate, name)
        for row in _pairs(short):
            for column, name in zip(st.columns(2, gap="small"), row, strict=False):
                with column:
                    values[name] = _field(record, candidate, record.codebook.field(name))
    return values


def _pairs(names: list[str]) -> list[list[str]]:
    """Two by two: so a phone, which puts columns below each other, keeps their order."""
    return [names[at : at + 2] for at in range(0, len(names), 2)]


def _long(record: Record, candidate: Candidate, name: str) -> str:
    field = record.codebook.field(name)
    return _line(st.text_area(field.label, key=_key(candidate, name), help=field.meaning, height=80))


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _field(record: Record, candidate: Candidate, field: Field) -> str:
    key, book = _key(candidate, field.name), record.codebook
    if field.form == "codes":
        chosen = st.multiselect(
            field.label,
            book.values(field.name),
            key=key,
            help=field.meaning,
            format_func=lambda c: book.label(field.name, c),
        )
        return ";".join(code for code in book.values(field.name) if code in chosen)
    if field.form in ("code", "language", "entity"):
        options = _options(record, candidate, field)
        if st.session_state.get(key) not in options:
            st.session_state[key] = options[0]
        shown = record.people.entity_name if field.form == "entity" else lambda code: book.label(field.name, code)
        return str(
            st.selectbox(
                field.label, options, key=key, help=field.meaning, format_func=lambda c: shown(c) if c else "–"
            )
        )
    if field.name == "speaker":
        return _speaker(record, candidate, field)
    return _line(st.text_input(field.label, key=key, help=field.meaning))


def _options(record: Record, candidate: Candidate, field: Field) -> list[str]:
    if field.name == "position":
        return [code.code for code in record.codebook.positions(st.session_state[_key(candidate, "question")])]
    if field.form == "entity":
        return sorted(record.people.entity_by_code, key=record.people.entity_name)
    values = list(record.codebook.values(field.name))
    return ["", *values] if field.form == "language" else values


def _speaker(record: Record, candidate: Candidate, field: Field) -> str:
    people, key = record.people, _key(candidate, "speaker")
    names = sorted({*people.officials_by_name, *people.institution_by_name, st.session_state[key]})
    chosen = st.selectbox(
        field.label,
        names,
        key=key,
        help=field.meaning,
        accept_new_options=True,
        on_change=_fill_office,
        args=(record, candidate),
    )
    return _line(chosen)


def _fill_office(record: Record, candidate: Candidate) -> None:
    """With a known speaker come the office of that day, its authority, and whom the speaker speaks for."""
    state = st.session_state
    rows = record.people.offices_of(state[_key(candidate, "speaker")])
    try:
        day = dt.date.fromisoformat(state[_key(candidate, "date")])
    except ValueError:
        return
    held = [row for row in rows if row.holds_on(day)] or list(rows)
    if held:
        row = held[-1]
        filled = {"office": row.office, "authority": row.authority, "speaker_entity": row.entity}
        state.update({_key(candidate, name): value for name, value in filled.items()})


def new_speaker(record: Record, candidate: Candidate, values: Mapping[str, str]) -> dict[str, str] | None:
    """Draw the row that the speaker lacks in officials.csv; gives it once the reviewer says that it is to be added."""
    row = propose_speaker(values, record.people)
    if row is None:
        return None
    with st.container(border=True):
        st.markdown(f":material/person_add: **{plain(row['name'])}** is not in the record with this office.")
        known = {*record.people.officials_by_name, *record.people.institution_by_name} - {row["name"]}
        alike = process.extract(row["name"], known, scorer=fuzz.token_set_ratio, limit=3, score_cutoff=NAMES_ALIKE)
        if alike:
            names = ", ".join(str(one[0]) for one in alike)
            st.markdown(f":orange[:material/warning:] Names that are much alike: **{plain(names)}**")
        if not st.toggle(f"Add to {file_of(row)}", key=f"new-{candidate.id}-add"):
            return None
        for pair in _pairs(list(row)):
            for column, name in zip(st.columns(2, gap="small"), pair, strict=False):
                with column:
                    key = f"new-{candidate.id}-{name}"
                    row[name] = _line(st.text_input(name, row[name], key=key, help=HELP.get(name)))
    return row


HELP = {
    "aliases": "Other names for the same person, joined by semicolons; the last name at least.",
    "from": "First day in office, YYYY-MM-DD; empty where it is not known.",
    "to": "Last day in office, YYYY-MM-DD; empty where the term goes on.",
    "authority": "One of the codebook's codes: head, minister, spokesperson, legislature, military, other.",
}
