"""Page for another site's frame: who has said they would send on which terms. Never a forecast."""

import streamlit as st

from dashboard.ui import cached, markup, what_if
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
selection = asked.selection.without("phase").without("question")

st.subheader("Who would go, if …?", anchor=False)
st.markdown(f"Who has **said** they would send on precisely these terms, up to **{markup.day(asked.on)}**?")
met = what_if.ticks(record)
st.markdown(what_if.terms_in_words(record, met, asked.selection))
for kind in asked.kinds(book):
    st.markdown(f"**{plain(what_if.heading(record, kind, met))}**")
    what_if.picture(record, asked, selection, kind, met)
