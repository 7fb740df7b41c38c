"""Page: everything one official or institution has said, in whatever office, for whatever country."""

from dataclasses import replace

import streamlit as st

from dashboard.positions import view
from dashboard.ui import cached, cards, grids, in_time, official, parts, picks, sharing
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
name = official.chosen(asked)

if not name:
    listed = replace(asked, selection=asked.selection.only(*official.LISTED_BY))
    parts.header(record, listed, "Officials and institutions", "Pick one in the filters, or in the table.")
    with st.container(key="notes"):  # there or not, what is below keeps its place
        parts.beyond(record, asked.on)
        official.without_part(asked)
    picked = official.index(record, listed)
    official.download(record, listed)
    if picked:
        picks.open_official(picked)
    st.stop()

own = view.counting(replace(asked.selection, speaker=(name,)))
statements = cached.statements(record, own)
offices = record.people.offices_of(name)
parts.name_tab(name)
parts.header(record, asked, plain(name), official.held(record, offices, asked.on), shown=view.counting(asked.selection))
with st.container(key="notes"):  # there or not, what is below keeps its place
    parts.beyond(record, asked.on)
    parts.no_rule(record, asked.rule)

st.header("Offices", anchor=False)
grids.offices(record, offices, key="offices")
st.caption(
    "A person is told from others by the full name, and an office by its ID and its term: the same words weigh "
    "differently before and after a change of office."
)

if statements.empty:
    parts.nothing()
    st.stop()

with st.container(key="section-newest"):
    st.header("Newest words", anchor=False)
    official.newest(record, asked, own)

with st.container(key="section-in-time"):
    in_time.statements(record, own, statements, asked, of_many=True)

st.header(f"All statements ({len(statements):,})", anchor=False)
sharing.download(record, statements, "statements", asked, own, "statements-csv")
cards.listed(record, statements, asked.on, f"cards-{name}", headings=True)
