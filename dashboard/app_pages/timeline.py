"""Page: every statement in time, a lane for each country or body, one picture for each phase and kind of force."""

import streamlit as st

from dashboard.output import arrange
from dashboard.positions import view
from dashboard.ui import cached, cards, figures, grids, lanes, markup, overview, parts, sharing
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
shown = view.counting(asked.shown(book))
statements = cached.statements(record, shown)

parts.header(
    record,
    asked,
    "Timeline",
    f"{lanes.counted(len(statements))}. {plain(book.code('question', asked.question).definition)}",
    shown=shown,
)
if statements.empty:
    st.caption(lanes.without(record, shown, statements))
    parts.nothing(len(cached.statements(record, view.counting(asked.selection))))
    st.stop()
with st.container(key="notes"):  # there or not, what is below keeps its place
    cards.later(statements, asked.on)
    cards.of_any_phase(statements, asked.selection)
    parts.no_rule(record, asked.rule)
lanes.key(record, asked.question)

newest = cached.readable_statements(record, shown, figures.MARKS)
for phase, kind in overview.places(shown):
    key, slot, picked = f"timeline-{phase}-{kind}", markup.slot_name(book, phase, kind), ""
    with st.container(key=f"section-{phase}-{kind}"):
        if (phase, kind) in overview.slots(shown):
            inside = arrange.by_entity(record, newest, statements, phase, kind)
            st.header(slot, anchor=False)
            st.caption(f"{lanes.how_many(book, inside)} {lanes.without(record, shown, inside)}")
            picked = figures.timeline(record, inside, asked.question, slot, key) if not inside.empty else ""
    cards.open_card(record, picked, asked.on, key)
with st.container(key="section-behind"):
    if len(statements) > figures.MARKS:
        st.caption(f"The newest {figures.MARKS:,} of {len(statements):,} statements are drawn. The download has all.")
    parts.legend(record, asked.question)
    parts.key_days()
    with st.expander(lanes.STATEMENTS, icon=":material/table:", key="behind", on_change="rerun") as behind:
        picked = grids.statements(record, newest.iloc[::-1], key="timeline-table") if behind.open else ""
    sharing.download(record, statements, "statements", asked, shown, "timeline-csv")
cards.open_card(record, picked, asked.on, key="timeline-table")
