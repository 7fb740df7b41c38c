"""Faces: counts of the current selection by one field, from which a value can be picked.

In: the record and what is asked for; out: a table of counts; ticking a row adds its value to the filters.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.store import Record
from dashboard.ui import address, cached, picks
from dashboard.ui.filters import CHOICES, Asked


def panel(record: Record, asked: Asked) -> None:
    """Counts by the field that is chosen, the most first; all other filters as they are."""
    titles = {"entity": "Country or body", "group": "Group", "kind": "Kind of force", "speaker": "Official"}
    fields = {field.name: field.label for field in record.codebook.fields}
    options = {name: titles.get(name) or fields.get(name, name.capitalize()) for name in CHOICES["facet"]}
    parameter = picks.one("Count by", "facet", options)
    counts = cached.facet(record, asked.selection, parameter)
    named = record.people.entity_name if parameter == "entity" else lambda code: record.codebook.label(parameter, code)
    rows = [{"value": code, "label": named(code), "count": count} for code, count in counts.items() if count]
    table = pd.DataFrame(rows, columns=["value", "label", "count"]).sort_values("count", ascending=False, kind="stable")
    if table.empty:
        st.caption("None of these statements names one.")
        return
    st.caption("Tick a row to add it to the filters.")
    event = st.dataframe(
        table[["label", "count"]],
        key=picks.fresh(f"facet-{parameter}"),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"Number of statements by {options[parameter].lower()}",
        column_config={
            "label": options[parameter],
            "count": st.column_config.ProgressColumn(
                "Statements", format="%d", min_value=0, max_value=int(table["count"].max())
            ),
        },
    )
    value = picks.ticked(event, table["value"])
    if value:
        picks.taken()
        parameters = address.current()
        if value not in parameters.get(parameter, []):
            address.open_with(parameters | {parameter: [*parameters.get(parameter, []), value]})
        st.rerun()
