"""Page: every statement, filtered, counted, and for export."""

import streamlit as st

from dashboard.ui import cached, cards, facets, figures, grids, parts, sharing

asked = st.session_state["asked"]
record = cached.record()
statements = cached.statements(record, asked.selection)

parts.header(record, asked, "Statements", f"**{len(statements):,}** of {len(record.frame):,} statements, newest first")
if statements.empty:
    parts.nothing()
    st.stop()

with st.container(key="notes"):  # there or not, what is below keeps its place
    cards.later(statements, asked.on)
    parts.no_rule(record, asked.rule)
newest = cached.readable_statements(record, asked.selection, figures.MARKS).iloc[::-1]
picked = grids.statements(record, newest, key="statements")
if len(statements) > figures.MARKS:
    st.caption(f"The newest {figures.MARKS:,} of {len(statements):,} statements are listed. The download has all.")
sharing.download(record, statements, "statements", asked, asked.selection, "statements-csv")

st.header("Count by", anchor=False)
facets.panel(record, asked)
cards.open_card(record, picked, asked.on, key="statements")
