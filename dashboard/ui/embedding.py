"""Faces: pages in another site's frame. In: the record and the page asked for; out: the page, and where it is from.

All is as on the whole pages, in fewer parts: what is shown, its key, its table, and the source line.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.positions import view
from dashboard.ui import address, cached, cards, figures, filters, grids, lanes, left_out, markup, pages, parts
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

TABLE = "The table"
"""Below the pictures, for keyboards and phones; its inside is drawn once it is opened."""

SILENCE = {
    True: "The record has no such statement: that is silence, not a no.",
    False: "Nothing was found in this selection: that is not a no, and among all statements there may be one.",
}
"""What it means that there is no statement, by whether all of the record's count."""


def show(record: Record, page: st.Page) -> None:
    """Run a page as its address asks, without filters, and say below where it is from."""
    asked, values = filters.of_address(record)
    st.session_state["asked"] = asked
    for name in ("met", "shape"):
        if name in values and name not in st.session_state:
            st.session_state[name] = values[name]
    parts.problems(record)
    left_out.show(address.current())
    parts.crossed_days(asked.selection)
    pages.run(page)
    source(record)


def in_time(record: Record, asked: Asked, own: Selection) -> None:
    """The statements picked in time, a picture a question with the key to its signs; a click opens the statement."""
    book = record.codebook
    statements = cached.statements(record, own)
    if statements.empty:
        st.markdown(SILENCE[view.basis(own).empty])
        return
    cards.later(statements, asked.on)
    cards.of_any_phase(statements, asked.selection)
    parts.no_rule(record, asked.rule)
    readable = cached.readable_statements(record, own, figures.MARKS)
    for question, inside in cached.lanes_by_slot(record, own, figures.MARKS).items():
        what, key = book.code("question", question).definition, f"timeline-{question}"
        st.markdown(f"**{plain(what)}**")
        cards.open_card(record, figures.timeline(record, inside, question, what, key), asked.on, key)
        parts.legend(record, question)
    lanes.signs(book, readable)
    with st.expander(TABLE, key=TABLE, on_change="rerun") as table:
        if table.open:
            cards.open_card(record, grids.statements(record, readable.iloc[::-1], "table"), asked.on, "table")


def source(record: Record) -> None:
    """The source line: what this is, which version, how far it goes, and the way to the whole page."""
    edition = record.edition
    here = str(st.context.url or "").split("?")[0]
    query = urlencode(_shown(), doseq=True)
    link = f"{here}?{query}" if query else here
    st.caption(
        f"Source: [{plain(edition.title)}](<{link}>), version {edition.version}. Searched up to "
        f"{markup.day(record.searched_to)}. Stated positions, not forecasts; no statement is never a no."
    )


def _shown() -> address.Parameters:
    """The parameters of what the frame shows now: those of its address, with the terms that are ticked since.

    The address itself stays as the other site gave it: each change of it would be a step of that site's Back button.
    """
    return address.current() | ({"met": list(st.session_state["met"])} if "met" in st.session_state else {})
