"""Page for another site's frame: where everyone stands on a day, as a map or tiles."""

import streamlit as st

from dashboard.output import tables
from dashboard.output.columns import texts
from dashboard.ui import cached, cards, embedding, figures, grids, markup, overview, parts
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
shown = asked.shown(book)
readable = cached.readable_positions(record, shown, asked.on, asked.rule)
shape = st.session_state.get("shape")
shape = shape if shape in ("world", "tiles") else "map"

st.subheader(texts().questions[asked.question].title, anchor=False)
parts.under_heading(
    record,
    asked.selection.without("question"),
    f"Stated positions on **{markup.day(asked.on)}**, by {book.label('rule', asked.rule).lower()}",
    parts.other_question(record, asked),
)
parts.beyond(record, asked.on)
parts.open_phase(asked.selection)
narrowed = parts.narrowed(record, shown, asked.rule)
panels = overview.slots(shown)
columns = st.columns(1 if shape == "world" else min(len(panels), 2), gap="medium")
for place, (phase, kind) in enumerate(panels):
    inside = readable[
        (readable["phase"] == book.label("phase", phase)) & (readable["kind"] == book.label("kind", kind))
    ]
    with columns[place % len(columns)]:
        slot = overview.heading(record, asked.question, phase, kind)
        st.markdown(f"**{plain(slot)}**")
        key = f"{shape}-{phase}-{kind}"
        picked = figures.position_map(record, inside, asked.question, shape, slot, key)
        cards.open_position(record, asked, inside, picked, key)
        spoken, silent = int((inside["rank"] >= 0).sum()), int((inside["label"] == tables.silence(book).label).sum())
        st.caption(f"Countries and bodies with a stated position: {spoken}, without: {silent}")
if shape == "world":
    st.caption(f"{figures.SMALL} The table below names each.")
parts.legend(record, asked.question, narrowed=narrowed)
with st.expander(embedding.TABLE, key=embedding.TABLE, on_change="rerun") as table:
    if table.open:
        cards.open_card(record, grids.positions(record, readable, "table", opens="statement"), asked.on, "table")
