"""Page for another site's frame: where everyone stands on a day, as a map or tiles."""

import streamlit as st

from dashboard.output import tables
from dashboard.positions import view
from dashboard.ui import cached, parts, picks

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
shown = asked.shown(book)
positions = cached.positions(record, shown, asked.on, asked.rule)
readable = tables.readable(record, positions)
shape = st.session_state.get("shape")
shape = shape if shape in ("world", "tiles") else "map"

st.subheader("Who would send troops to Ukraine?", anchor=False)
st.markdown(f"Stated positions on **{parts.day(asked.on)}**")
panels = [(phase, kind) for kind in shown.kind for phase in view.phases(shown)]
columns = st.columns(1 if shape == "world" else min(len(panels), 2), gap="medium")
for place, (phase, kind) in enumerate(panels):
    inside = readable[(positions["phase"] == phase) & (positions["kind"] == kind)]
    with columns[place % len(columns)]:
        slot = parts.slot_name(book, phase, kind)
        st.markdown(f"**{parts.plain(slot)}**")
        picks.geography_chart(record, inside, asked.question, shape, slot, key=f"{shape}-{phase}-{kind}")
parts.legend(record, asked.question)
