"""Faces: a proposal as a form. In: a candidate and the record; out: the fields as a person wants them.

Each field is drawn by its form in the codebook, and the form is held against the record at each change, so that what
is wrong is seen before anything is accepted. What is filled in is read from the session, never handed on: a key or a
click may come together with the last words typed, before the form has been drawn with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st
from rapidfuzz import fuzz, process

from dashboard.dataset.codebook import Field
from dashboard.dataset.store import Record
from dashboard.dataset.values import one_line, visible
from dashboard.review.compose import GIVEN
from dashboard.review.model import Candidate
from dashboard.review.speakers import file_of, propose_speaker
from dashboard.ui import inbox_proposal
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

_EDITED, _CHOSEN, _ADDED, _LEFT = "edit-", "chosen-", "new-", "_left"


def _key(candidate: Candidate, name: str) -> str:
    return f"{_EDITED}{candidate.id}-{name}"


def seed(candidate: Candidate, values: Mapping[str, str]) -> None:
    """Let the form begin with these values, unless it is being filled in already."""
    for name, value in values.items():
        if name not in GIVEN:
            st.session_state.setdefault(_key(candidate, name), value.split(";") if name == "conditions" else value)
    if st.session_state.get(_key(candidate, "conditions")) == [""]:
        st.session_state[_key(candidate, "conditions")] = []


def keep(candidate_id: str) -> None:
    """Keep what is filled in for a candidate: Streamlit drops it with the form, on the way to another one or page."""
    found = {key: st.session_state[key] for key in _keys(candidate_id, _EDITED, _ADDED)}
    if found:
        st.session_state.setdefault(_LEFT, {})[candidate_id] = found


def left_open(candidate_id: str) -> bool:
    """Whether the form of a candidate was left before anything was decided."""
    return any(key.startswith(_EDITED) for key in _left(candidate_id))


def refill(candidate_id: str) -> None:
    """Fill in what was kept, unless it is being filled in already."""
    for key, value in _left(candidate_id).items():
        st.session_state.setdefault(key, value)


def drop_edits(candidate_id: str) -> None:
    """Drop what was filled in for a candidate, but for the row of a new speaker."""
    _drop(candidate_id, _EDITED, _CHOSEN)


def forget(candidate_id: str) -> None:
    """Drop all that was filled in for a candidate."""
    _drop(candidate_id, _EDITED, _CHOSEN, _ADDED)


def _drop(candidate_id: str, *kinds: str) -> None:
    st.session_state.get(_LEFT, {}).pop(candidate_id, None)
    for key in _keys(candidate_id, *kinds):
        del st.session_state[key]
    keep(candidate_id)


def _left(candidate_id: str) -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.get(_LEFT, {}).get(candidate_id, {})
    return found


def _keys(candidate_id: str, *kinds: str) -> list[str]:
    own = tuple(f"{kind}{candidate_id}-" for kind in kinds)
    return [str(key) for key in st.session_state if str(key).startswith(own)]


def fields(record: Record, candidate: Candidate, text: str) -> None:
    """Draw the form, with the check of the quote beside it."""
    for title, names in GROUPS.items():
        st.markdown(f"**{title}**")
        short = [name for name in names if name not in LONG]
        for name in (name for name in names if name in LONG):
            _long(record, candidate, name, text)
        for row in _pairs(short):
            for column, name in zip(st.columns(2, gap="small"), row, strict=False):
                with column:
                    _field(record, candidate, record.codebook.field(name))


def filled(record: Record, candidate: Candidate) -> dict[str, str]:
    """What a person changed in the form, as it is filled in at this moment."""
    columns = [name for name in record.codebook.columns if name not in GIVEN]
    values = {name: _filled(record, candidate, name) for name in columns}
    return {name: value for name, value in values.items() if value != visible(candidate.proposed.get(name, ""))}


def _filled(record: Record, candidate: Candidate, name: str) -> str:
    value = st.session_state.get(_key(candidate, name), candidate.proposed.get(name, ""))
    if isinstance(value, list):
        order = dict.fromkeys([*record.codebook.values(name), *value])  # what is no code stays, for a person to see
        return ";".join(code for code in order if code in value)
    return one_line(value or "")


def _pairs(names: list[str]) -> list[list[str]]:
    """Two by two: so a phone, which puts columns below each other, keeps their order."""
    return [names[at : at + 2] for at in range(0, len(names), 2)]


def _long(record: Record, candidate: Candidate, name: str, text: str) -> None:
    field = record.codebook.field(name)
    value = one_line(st.text_area(field.label, key=_key(candidate, name), help=field.meaning, height=80) or "")
    if name == "quote" and value:
        inbox_proposal.check_of_quote(candidate, value, text)


def _field(record: Record, candidate: Candidate, field: Field) -> None:
    key, book = _key(candidate, field.name), record.codebook
    if field.form == "codes":
        st.multiselect(
            field.label,
            list(dict.fromkeys([*book.values(field.name), *st.session_state[key]])),
            key=key,
            help=field.meaning,
            format_func=lambda c: book.label(field.name, c),
        )
    elif field.form in ("code", "language", "entity"):
        options = _on_offer(record, candidate, field)
        shown = record.people.entity_name if field.form == "entity" else lambda code: book.label(field.name, code)
        st.selectbox(field.label, options, key=key, help=field.meaning, format_func=lambda c: shown(c) if c else "–")
    elif field.name == "speaker":
        _speaker(record, candidate, field)
    else:
        st.text_input(field.label, key=key, help=field.meaning)


def _on_offer(record: Record, candidate: Candidate, field: Field) -> list[str]:
    """The codes to choose from. A value that is none of them makes way for an empty choice, never for another code."""
    state, key, options = st.session_state, _key(candidate, field.name), _options(record, candidate, field)
    if state[key] not in options:
        state[key] = ""
    return options if state[key] in options else ["", *options]


def _options(record: Record, candidate: Candidate, field: Field) -> list[str]:
    if field.name == "position":
        return _positions(record, candidate)
    if field.form == "entity":
        return sorted(record.people.entity_by_code, key=record.people.entity_name)
    values = list(record.codebook.values(field.name))
    return ["", *values] if field.form == "language" else values


def _positions(record: Record, candidate: Candidate) -> list[str]:
    """The positions on the question. The one that was chosen is kept with its question, and comes back with it."""
    state, key, question = st.session_state, _key(candidate, "position"), st.session_state[_key(candidate, "question")]
    options = [code.code for code in record.codebook.positions(question)]
    chosen = f"{_CHOSEN}{candidate.id}-{question}"
    if state[key] in options:
        state[chosen] = state[key]
    else:
        state[key] = state.get(chosen, "")
    return options


def _speaker(record: Record, candidate: Candidate, field: Field) -> None:
    people, key = record.people, _key(candidate, "speaker")
    names = sorted({*people.officials_by_name, *people.institution_by_name, st.session_state[key]})
    st.selectbox(
        field.label,
        names,
        key=key,
        help=field.meaning,
        accept_new_options=True,
        on_change=_fill_office,
        args=(record, candidate),
    )


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


def new_speaker(record: Record, candidate: Candidate, values: Mapping[str, str]) -> None:
    """Draw the row that the speaker lacks in officials.csv, for the reviewer to complete and to add."""
    row = propose_speaker(values, record.people)
    if row is None:
        return
    with st.container(border=True):
        name = f":material/person_add: **{plain(row['name'])}**"
        if not row["office"]:
            st.markdown(f"{name} has no office here, and nobody enters the record without one: give it in *Edit*.")
            return
        st.markdown(f"{name} is not in the record as {plain(row['office'])}.")
        known = {*record.people.officials_by_name, *record.people.institution_by_name} - {row["name"]}
        alike = process.extract(row["name"], known, scorer=fuzz.token_set_ratio, limit=3, score_cutoff=NAMES_ALIKE)
        if alike:
            names = ", ".join(str(one[0]) for one in alike)
            st.markdown(f":orange[:material/warning:] Names that are much alike: **{plain(names)}**")
        if st.toggle(f"Add to {file_of(row)}", key=_new_key(candidate, "add")):
            for pair in _pairs(list(ASKED)):
                for column, field in zip(st.columns(2, gap="small"), pair, strict=False):
                    with column:
                        key = _new_key(candidate, field, row[field])
                        st.session_state.setdefault(key, row[field])
                        st.text_input(ASKED[field].label, key=key, help=ASKED[field].help)


def added_speaker(record: Record, candidate: Candidate, values: Mapping[str, str]) -> dict[str, str] | None:
    """The row of a new speaker as it is filled in at this moment; None unless it is to be added.

    Name, office, authority and whom the speaker speaks for are those of the statement.
    """
    row = propose_speaker(values, record.people)
    if row is None or not row["office"] or not st.session_state.get(_new_key(candidate, "add")):
        return None
    keys = {name: _new_key(candidate, name, row[name]) for name in ASKED}
    return row | {name: one_line(st.session_state.get(key, row[name])) for name, key in keys.items()}


def _new_key(candidate: Candidate, name: str, proposed: str = "") -> str:
    """With what is proposed in it: where the statement's speaker changes, so does what is proposed."""
    return _ADDED + "-".join(filter(None, (candidate.id, name, proposed)))


class Asked(NamedTuple):
    """A column of officials.csv that the statement does not give."""

    label: str
    help: str | None = None


ASKED = {
    "id": Asked("ID"),
    "aliases": Asked("Aliases", "Other names for the same person, joined by semicolons; the last name at least."),
    "from": Asked("From", "First day in office, YYYY-MM-DD; empty where it is not known."),
    "to": Asked(
        "To (first day no longer in office)",
        "Day on which the term ended or the successor took over, YYYY-MM-DD; empty where the term goes on.",
    ),
}
