"""Page: one statement at its permanent address: words, source, coding, history, citation, report of an error."""

import datetime as dt

import streamlit as st

from dashboard.ui import cached, cards, markup, parts, statement
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
statement_id = str(st.session_state.get("id") or "")
row = statement.row_of(record, statement_id)

if row is None:
    st.title("Statement", anchor=False)
    statement.unknown(record, statement_id)
    st.stop()

parts.name_tab(f"{row['speaker']}, {markup.day(row['date'])}")
st.title(f"{plain(row['speaker'])} on {plain(record.people.entity_name(row['entity']))}", anchor=False)
st.markdown(f"**{markup.day(row['date'])}** · {plain(record.codebook.code('question', row['question']).definition)}")
cards.card(record, row, asked.on, permanent=False)
with st.container(horizontal=True):
    cards.onward(record, row)

left, right = st.columns(2, gap="large")
with left:
    st.header("Permanent address", anchor=False)
    st.code(statement.address(row["id"]), language=None, wrap_lines=True)
    st.header("Cite", anchor=False)
    statement.cite(record, row, dt.date.today())
with right:
    st.header("History", anchor=False)
    statement.past(record, row)
    st.header("Report an error", anchor=False)
    statement.report(record, row)

st.header("How it is coded", anchor=False)
statement.coding(record, row)
