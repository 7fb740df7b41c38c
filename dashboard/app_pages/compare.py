"""Page: two to six countries or bodies side by side: positions over time, words, conditions.

Sections are containers with a key, there even where they are empty: when a phase goes or comes, what is below it keeps
its place.
"""

import streamlit as st

from dashboard.output import tables
from dashboard.ui import cached, compare, grids, markup, overview, parts, picks, sharing
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
question = plain(book.code("question", asked.question).definition)

shown = asked.shown(book)
parts.header(record, asked, "Compare", f"Side by side on **{markup.day(asked.on)}**. {question}", shown=shown)
with st.container(key="notes"):
    parts.beyond(record, asked.on)
    parts.open_phase(asked.selection)
if not compare.can_compare(record, asked):
    st.stop()

positions = cached.positions(record, shown, asked.on, asked.rule)
slots, places = overview.slots(shown), overview.places(shown)

st.header(compare.bands_title(record, asked.rule), anchor=False)
for phase, kind in places:
    with st.container(key=f"over-time-{phase}-{kind}"):
        if (phase, kind) in slots:
            st.subheader(markup.slot_name(book, phase, kind), anchor=False)
            compare.over_time(record, asked, shown, phase, kind)
with st.container(key="section-notes"):
    st.caption(compare.bands_note(record, asked))
    parts.legend(record, asked.question)
    parts.key_days()
    st.header("Conditions", anchor=False)
    if note := compare.conditions_note(record, asked.rule):
        st.caption(note)
for phase, kind in places:
    with st.container(key=f"conditions-{phase}-{kind}"):
        if (phase, kind) in slots:
            compare.conditions(record, asked, shown, positions, phase, kind)
with st.container(key="section-words"):
    st.header(f"Words, by {book.label('rule', asked.rule).lower()}", anchor=False)

for phase, kind in places:
    with st.container(key=f"words-{phase}-{kind}"):
        if (phase, kind) in slots:
            st.subheader(markup.slot_name(book, phase, kind), anchor=False)
            compare.side_by_side(record, asked, positions, phase, kind)

with st.container(key="section-table"):
    st.header("The table", anchor=False)
    picked = grids.positions(record, tables.readable(record, positions), key="positions")
    sharing.download_positions(record, asked, shown, "positions-csv")
if picked:
    picks.open_country(picked)
