"""Page: what moved, who disagrees with whom, and what others claim: each with the words of both sides."""

import streamlit as st

from dashboard.positions.view import phases
from dashboard.ui import cached, claimed, markup, parts, sharing, shifts
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
shown = asked.shown(book)
kinds = ", ".join(book.label("kind", kind).lower() for kind in shown.kind)
question = plain(book.code("question", asked.question).definition)

subtitle = f"Up to **{markup.day(asked.on)}**, {kinds}. {question}"
parts.header(record, asked, "Shifts and splits", subtitle, shown=shown)
with st.container(key="notes"):  # there or not, what is below keeps its place
    parts.beyond(record, asked.on)
    parts.open_phase(asked.selection)
show = shifts.choice(record, "Show", "shift", "show")
order = shifts.choice(record, "Order", "order", "order")
sort = shifts.SORTS[show.code]
asking = (record, shown, asked.on, asked.rule, show.code, order.code)
found = shifts.pairs(*asking)

st.header(show.label, anchor=False)
st.caption(f"{plain(show.definition)} {shifts.by_rule(record, asked.rule, sort)}")
if found.empty:
    st.info(
        "None in this selection. Take a filter away, or pick another question or kind of force.",
        icon=":material/search_off:",
    )
else:
    shifts.picture(record, asked, shown, show, order)
    parts.legend(record, asked.question)
    parts.key_days()
    shifts.table(record, asked, shifts.in_words(*asking), show)
    feed = sharing.feed(asked, shown) if show.code == "changes" else ""
    sharing.download(record, found, sort.table, asked, shown, f"{show.code}-table", feed=feed, part=sort.part)

with st.container(key="numbers"):  # there or not, the words below keep their place
    if show.code == "claims" and asked.question == "send" and claimed.PHASE in phases(shown):
        claimed.numbers(record, asked, shown)

if not found.empty:
    st.header(f"In their words, {order.label.lower()}", anchor=False)
    shifts.pooled(shown)
    shifts.as_cards(record, asked, found, sort, f"{show.code}-{order.code}")
