"""Page: every statement, filtered, counted, and for export."""

import streamlit as st

from dashboard.output import tables
from dashboard.ui import cached, facets, parts, picks

asked = st.session_state["asked"]
record = cached.record()
statements = cached.statements(record, asked.selection)

parts.header(record, asked, "Statements", f"**{len(statements):,}** of {len(record.frame):,} statements, newest first")
if statements.empty:
    st.info("No statement matches. Take a filter away, or clear them all.", icon=":material/search_off:")
    st.stop()

with st.expander("Count by"):
    facets.panel(record, asked)

newest = statements.iloc[::-1]
picked = picks.statements_table(tables.readable(record, newest), key="statements")
if picked:
    parts.open_card(record, picked, asked.on)
parts.download(record, statements, "statements", asked, asked.selection, "statements-csv")
