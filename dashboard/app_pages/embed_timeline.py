"""Page for another site's frame: a country's statements in time."""

import streamlit as st

from dashboard.output import tables
from dashboard.ui import cached, cards, lanes, parts, picks
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook

if len(asked.selection.entity) != 1:
    st.info("Name one country or body in the address: `?entity=POL&embed=true`.")
    st.stop()

statements = cached.statements(record, asked.selection).tail(picks.MARKS)
st.subheader(plain(record.people.entity_name(asked.selection.entity[0])), anchor=False)
parts.under_heading(record, asked.selection.without("entity"), "Every statement in time")
if statements.empty:
    st.markdown("The record has no such statement: that is silence, not a no.")
readable = tables.readable(record, statements)
opened = ""
for question in book.values("question"):
    inside = lanes.by_slot(readable[statements["question"] == question], book)
    if not inside.empty:
        what = book.code("question", question).definition
        st.markdown(f"**{plain(what)}**")
        opened = picks.timeline(record, inside, question, what, key=f"timeline-{question}") or opened
if opened:
    cards.open_card(record, opened, asked.on)
