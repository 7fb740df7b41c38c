"""Page: who has said they would send on which terms. Stated conditions met, never a forecast."""

from dataclasses import replace

import streamlit as st

from dashboard.output import views
from dashboard.ui import cached, markup, parts, sharing, what_if

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
# the terms ticked say which phase counts, and the page is about sending alone
selection = asked.selection.without("phase").without("question")
about_sending = replace(asked, selection=selection)

parts.header(
    record,
    about_sending,
    "Who would go, if …?",
    f"Tick what has come true. Who has **said** they would send on precisely these terms, up to "
    f"**{markup.day(asked.on)}**, by {book.label('rule', asked.rule).lower()}? "
    "These are stated conditions met, not forecasts.",
    shown=about_sending.shown(book),
)
with st.container(key="notes"):  # there or not, what is below keeps its place
    parts.beyond(record, asked.on)
met = what_if.ticks(record)
st.markdown(what_if.terms_in_words(record, met, asked.selection))

found = {}
for kind in asked.kinds(book):
    found[kind] = cached.outcomes(record, selection, asked.on, asked.rule, kind, met)
    st.header(what_if.heading(record, kind, met), anchor=False)
    what_if.picture(record, asked, selection, kind, met)
    what_if.terms(record, asked, selection, kind, met)
parts.legend(record, "send")

st.header("In their words", anchor=False)
what_if.in_their_words(record, asked, found, met)

for kind, outcomes in found.items():
    st.header(f"The table: {book.label('kind', kind).lower()}", anchor=False)
    what_if.table(record, asked, selection, kind, met)
    exported = views.outcomes_columns(record, outcomes)
    sharing.download(record, exported, "outcomes", asked, replace(selection, kind=(kind,)), f"outcomes-{kind}", met=met)
