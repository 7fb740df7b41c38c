"""Faces: the pictures of the overview: a panel for each phase and kind of force. In: the record, what is asked for.

A panel is a map or tiles, the counts of positions, and these month by month. Whatever is picked, each picture keeps
its place among the parts of the page and only the grid around it gets other columns: a picture that moved to another
place would be built anew.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.positions import view
from dashboard.ui import parts, picks
from dashboard.ui.filters import Asked


def panels(record: Record, asked: Asked, shown: Selection, readable: pd.DataFrame, shape: str) -> str:
    """A panel for each phase and kind of force, two side by side; gives the entity that was clicked, or nothing.

    `readable` are the positions as people read them, `shape` is `map`, `world`, `tiles`, or `table`, which has no
    panels. A panel that is alone, and the world, take the whole width.
    """
    slots = [(phase, kind) for kind in shown.kind for phase in view.phases(shown)] if shape != "table" else []
    whole = shape == "world" or len(slots) == 1
    book = record.codebook
    picked = ""
    side_by_side = parts.grid(1 if whole else 2, key="panels")
    for phase, kind in slots:
        inside = readable[
            (readable["phase"] == book.label("phase", phase)) & (readable["kind"] == book.label("kind", kind))
        ]
        with side_by_side, st.container(key=f"panel-{phase}-{kind}"):
            slot = parts.slot_name(book, phase, kind)
            st.header(slot, anchor=False)
            grid = parts.grid(2 if whole else 1)
            beside = {"column_span": "all"} if shape == "world" else {"row_span": 2}
            with grid.cell(**beside):
                key = f"{shape}-{phase}-{kind}"
                click = picks.geography_chart(record, inside, asked.question, shape, slot, key)
            with grid.cell():
                picks.counts_chart(record, inside, asked.question, slot, key=f"counts-{phase}-{kind}")
            with grid.cell():
                parts.by_month(record, shown, asked.question, phase, kind, asked.on)
        picked = picked or click
    return picked
