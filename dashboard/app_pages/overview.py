"""Page: where everyone stands on a day, and what changed lately."""

import streamlit as st

from dashboard.output.columns import texts
from dashboard.ui import cached, markup, months, overview, pages, parts, picks, sharing
from dashboard.ui.filters import kept_by_links
from dashboard.ui.plain import plain

CHANGES = 4

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
shown = asked.shown(book)
readable = cached.readable_positions(record, shown, asked.on, asked.rule)

parts.header(
    record,
    asked,
    texts().questions[asked.question].title,
    f"Stated positions on **{markup.day(asked.on)}**, by {book.label('rule', asked.rule).lower()}. "
    f"{plain(book.code('question', asked.question).definition)}",
    shown=shown,
)
with st.container(key="notes"):  # there or not, what is below keeps its place, and a slider the keyboard
    parts.beyond(record, asked.on)
    parts.open_phase(asked.selection)
    narrowed = parts.narrowed(record, shown, asked.rule)
months.slider(record, asked.on)
shape = picks.one("Show as", "shape", {"map": "Europe", "world": "World", "tiles": "Tiles", "table": "Table"})

picked = overview.panels(record, asked, shown, readable, shape, narrowed)
parts.legend(record, asked.question, narrowed=narrowed)

picked = overview.behind(record, asked, shown, readable, shape) or picked
sharing.download_positions(record, asked, shown, "positions-csv", farthest_first=True)

st.header(f"What changed lately{overview.by_rule(record, asked.rule)}", anchor=False)
overview.changes(record, cached.newest_changes(record, shown, asked.rule, asked.on, CHANGES), asked.on)
st.page_link(pages.SHIFTS, label="All changes of position", icon=pages.SHIFTS.icon, query_params=kept_by_links())
if picked:
    picks.open_country(picked)
