"""Faces: coding without deciding, by a second person, and blind: neither speaker nor country is shown.

In: proposals that this person has not coded; out: codings, and how far people code alike.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import streamlit as st

from dashboard.dataset.store import Record
from dashboard.review import agreement
from dashboard.review.blind import blind_values, mask
from dashboard.review.inbox import Inbox
from dashboard.review.model import Candidate
from dashboard.ui import inbox_desk, inbox_passage

STATES = ("open", "accepted", "rejected")


def uncoded(inbox: Inbox, coder: str) -> list[Candidate]:
    """What this person has not coded, in an order of its own for each person, the same every time."""
    coded = {one.candidate_id for one in agreement.codings(inbox) if one.coder == coder}
    waiting = [one for one in inbox.candidates(states=STATES) if one.id not in coded and one.origin == "parsed"]
    random.Random(coder).shuffle(waiting)
    return waiting


def draw(record: Record, inbox: Inbox) -> None:
    """One proposal after another to be coded, and the agreement so far."""
    coder = inbox_desk.reviewer()
    if not coder:
        st.info("Give your name in the sidebar first: codings are kept under it.", icon=":material/badge:")
        return
    blind = st.toggle("Blind: hide speaker and country", value=True, key="blind", help="Labels sway coders.")
    waiting = uncoded(inbox, coder)
    st.caption(f"{len(waiting)} not coded by you. Coding changes nothing in the record.")
    if waiting:
        _code(record, inbox, waiting, blind)
    st.subheader("Agreement", anchor=False)
    table(record, inbox)


def _code(record: Record, inbox: Inbox, waiting: Sequence[Candidate], blind: bool) -> None:
    candidate = waiting[0]
    text = inbox.text_of(candidate)
    left, right = st.columns([11, 9], gap="large")
    with left:
        if blind:
            st.markdown("**To be coded**")
            st.text(blind_values(candidate.proposed, record.people)["evidence"])
            st.markdown("**Around it**")
            start, end = inbox_passage.window(text, candidate.spans.get("evidence"))
            st.text(mask(text[start:end], candidate.proposed, record.people))
        else:
            inbox_passage.draw(text, candidate.spans, whole=False)
    with right:
        question = _choice(record, candidate, "question")  # outside the form: the positions are those on it
        with st.form(f"code-{candidate.id}"):
            others = [name for name in agreement.CODED_FIELDS if name != "question"]
            codes = {"question": question} | {name: _choice(record, candidate, name, question) for name in others}
            if st.form_submit_button("Keep and go on", icon=":material/check:"):
                _keep(record, inbox, candidate, codes, blind)


def _choice(record: Record, candidate: Candidate, name: str, question: str | None = None) -> str | None:
    """A code of one field, with nothing chosen beforehand: what is proposed would sway the coder too."""
    book = record.codebook
    title, options = book.field(name).label, book.values(name)
    if name == "position":
        options = tuple(code.code for code in book.positions(question or ""))
    key = f"code-{candidate.id}-{name}"

    def shown(code: str) -> str:
        return f"{book.code(name, code).glyph} {book.label(name, code)}".strip()

    if name == "conditions":
        chosen = st.multiselect(title, options, key=key, format_func=shown)
        return ";".join(code for code in options if code in chosen)
    return st.selectbox(title, options, index=None, key=key, placeholder="Choose", format_func=shown)


def _keep(record: Record, inbox: Inbox, candidate: Candidate, codes: dict[str, str | None], blind: bool) -> None:
    given = {name: value for name, value in codes.items() if value is not None}
    missing = [record.codebook.field(name).label for name in codes if name not in given]
    if missing:
        st.warning(f"Choose a code for: {', '.join(missing)}.", icon=":material/warning:")
        return

    def do() -> str:
        agreement.add_coding(
            inbox,
            record.codebook,
            candidate.id,
            coder=inbox_desk.reviewer(),
            now=inbox_desk.now(),
            codes=given,
            blind=blind,
        )
        machine = record.codebook.label("position", candidate.proposed.get("position", ""))
        return f"Kept: {record.codebook.label('position', given['position'])}; the machine: {machine}"

    inbox_desk.act(do)
    st.rerun()


def table(record: Record, inbox: Inbox) -> None:
    """Krippendorff's alpha of each field that two people or more coded for the same proposals."""
    found = agreement.agreement(agreement.codings(inbox), record.codebook)
    if not found:
        st.caption("No proposal was coded by two people yet.")
        return
    rows = [
        {
            "Field": record.codebook.field(one.field).label,
            "Level": one.level,
            "Proposals": one.units,
            "Coders": one.coders,
            "Same": one.same,
            "Alpha": one.alpha,
        }
        for one in found
    ]
    st.dataframe(
        rows,
        hide_index=True,
        alt="Agreement of each field that two people or more coded",
        column_config={
            "Same": st.column_config.NumberColumn(format="percent"),
            "Alpha": st.column_config.NumberColumn(format="%.2f"),
        },
    )
    st.caption("Alpha is 1 for perfect agreement and 0 for what chance would give; empty where all codes are the same.")
