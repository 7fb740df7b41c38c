"""Page for another site's frame: a country's statements in time."""

import streamlit as st

from dashboard.positions import view
from dashboard.ui import cached, country, embedding, parts
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()

if len(asked.selection.entity) == 1:
    (entity,) = asked.selection.entity
    own = view.counting(asked.selection.without("group"))
    st.subheader(plain(record.people.entity_name(entity)), anchor=False)
    parts.under_heading(record, asked.selection.without("group").without("entity"), "Every statement in time")
    country.outside_group(record, asked, entity)
    embedding.in_time(record, asked, own)
else:
    st.info("Name one country or body in the address: `?entity=POL&embed=true`.")
