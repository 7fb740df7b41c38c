"""Page for another site's frame: who has said they would send on which terms. Never a forecast."""

import streamlit as st

from dashboard.ui import cached, embedding, markup, parts, what_if
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
selection = asked.selection.without("phase").without("question")

st.subheader("Who would go, if …?", anchor=False)
parts.under_heading(
    record,
    selection,
    f"Who has **said** they would send on precisely these terms, up to **{markup.day(asked.on)}**, by "
    f"{book.label('rule', asked.rule).lower()}?",
)
parts.beyond(record, asked.on)
met = what_if.ticks(record)
st.markdown(what_if.terms_in_words(record, met, asked.selection))
for kind in asked.kinds(book):
    st.markdown(f"**{plain(what_if.heading(record, kind, met))}**")
    what_if.picture(record, asked, selection, kind, met)
parts.legend(record, "send")
with st.expander(embedding.TABLE, key=embedding.TABLE, on_change="rerun") as table:
    for kind in asked.kinds(book) if table.open else ():
        st.markdown(f"**{plain(book.label('kind', kind))}**")
        what_if.table(record, asked, selection, kind, met)
