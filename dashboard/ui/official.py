"""Faces: the sections of an official's page. In: the record and what is asked for; out: elements on the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from dashboard.dataset.people import Institution, Official, held_on
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.positions.as_of import SLOT
from dashboard.ui import cached, cards, grids, markup, parts, picks, sharing
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

LISTED_BY = ("entity", "group", "authority")
"""The filters that say who is listed: all others are about what was said."""


def chosen(asked: Asked) -> str:
    """The speaker that the page is about: the one picked; of several, the one chosen on the page."""
    picked = asked.selection.speaker
    if len(picked) > 1:
        return picks.one("Official or institution", "about", {name: plain(name) for name in picked})
    return picked[0] if picked else ""


def without_part(asked: Asked) -> None:
    """Say so where filters are picked that do not limit who is listed."""
    if asked.selection != asked.selection.only(*LISTED_BY):
        st.caption("All other filters are about what was said: they play no part in this list.")


def _listed(record: Record, selection: Selection) -> list[Official | Institution]:
    """All offices that are asked for."""
    scope = cached.scope(record, selection)
    authorities = selection.authority or record.codebook.values("authority")
    speakers: tuple[Official | Institution, ...] = (*record.people.officials, *record.people.institutions)
    return [row for row in speakers if row.entity in scope and row.authority in authorities]


def index(record: Record, asked: Asked) -> str:
    """All who are asked for (`LISTED_BY`); gives the one whose row was ticked."""
    rows = _listed(record, asked.selection)
    if not rows:
        st.info("Nobody in this selection. Take a filter away, or clear them all.", icon=":material/search_off:")
        return ""
    return grids.officials(record, rows, key="index")


def download(record: Record, asked: Asked) -> None:
    """The file of all who are listed, as they are listed."""
    rows = cached.speakers_table(record)
    rows = rows[rows["id"].isin({row.id for row in _listed(record, asked.selection)})]
    sharing.download(record, rows, "speakers", asked, asked.selection, "speakers-csv")


def held(record: Record, offices: Sequence[Official | Institution], on: dt.date) -> str:
    """The offices held on a day, in words; those that may have ended by then as last known."""
    sure, doubtful = (_named(record, part) for part in held_on(offices, on, cached.heard(record)))
    said = f"{sure} · on **{markup.day(on)}**, as far as the record knows" if sure else ""
    before = f"Last known: {doubtful}" if doubtful else ""
    return " · ".join(filter(None, (said, before))) or f"No office known on {markup.day(on)}"


def _named(record: Record, offices: Sequence[Official | Institution]) -> str:
    return plain(", ".join(f"{row.office}, {record.people.entity_name(row.entity)}" for row in offices))


def newest(record: Record, asked: Asked, own: Selection) -> None:
    """The newest statement up to the day for each country, question, phase and kind of force."""
    book = record.codebook
    said = cached.statements(record, own)
    said = said[said["date"] <= str(asked.on)]
    kind = {code.code: code.kind for code in book.codes["mission"]}
    said = said.assign(kind=said["mission"].astype(object).map(kind)).drop_duplicates(SLOT, keep="last")
    if said.empty:
        where = "the record" if own.without("speaker").empty else "this selection"
        st.caption(f"Nothing in {where} up to this day.")
    side_by_side = parts.grid()
    for row in tables.rows(said.iloc[::-1]):
        with side_by_side:
            name = f"{record.people.entity_name(row['entity'])} · {markup.slot_name(book, row['phase'], row['kind'])}"
            question = "" if row["question"] == "send" else f" · {book.label('question', row['question']).lower()}"
            cards.card(record, row, asked.on, title=name + question)
    questions = list(dict.fromkeys(said["question"].astype(str)))
    for question in questions:
        parts.legend(record, question, named=len(questions) > 1)
