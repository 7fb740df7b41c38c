"""Faces: everything that one has said, in time. In: a selection and its statements; out: pictures, and words."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.ui import cached, cards, figures, lanes, parts
from dashboard.ui.filters import Asked


def statements(record: Record, own: Selection, found: pd.DataFrame, asked: Asked, of_many: bool = False) -> None:
    """Every statement of a selection, a picture a question; a click opens the statement.

    `of_many` where they are about several entities. Each part keeps its place where another is missing: what moves is
    built anew by the browser.
    """
    book = record.codebook
    st.header("Every statement in time", anchor=False)
    with st.container(key="in-time-notes"):
        cards.later(found, asked.on)
        cards.of_any_phase(found, asked.selection)
    in_lanes = cached.lanes_by_slot(record, own, figures.MARKS, of_many)
    for question in book.values("question"):
        what, key, picked = book.code("question", question).definition, f"timeline-{question}", ""
        with st.container(key=f"in-time-{question}"):
            if question in in_lanes:
                st.subheader(what, anchor=False)
                picked = figures.timeline(record, in_lanes[question], question, what, key)
        cards.open_card(record, picked, asked.on, key)
    with st.container(key="in-time-signs"):
        lanes.signs(book, cached.readable_statements(record, own, figures.MARKS))
    parts.key_days()
