"""Page for another site's frame: a country's statements in time."""

import streamlit as st

from dashboard.ui import cached, embedding, parts
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()

if len(asked.selection.entity) == 1:
    st.subheader(plain(record.people.entity_name(asked.selection.entity[0])), anchor=False)
    parts.under_heading(record, asked.selection.without("entity"), "Every statement in time")
    embedding.in_time(record, asked)
else:
    st.info("Name one country or body in the address: `?entity=POL&embed=true`.")
