"""Page: everything about one country or body: its position, its words, its officials, and what others say of it."""

from dataclasses import replace

import streamlit as st

from dashboard.positions import view
from dashboard.ui import cached, cards, country, in_time, parts, picks, sharing
from dashboard.ui.plain import plain

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
entity = country.chosen(record, asked)

if not entity:
    shown = asked.shown(book)
    parts.header(record, asked, "Countries and bodies", country.heading(record, asked), shown=shown)
    with st.container(key="notes"):  # there or not, what is below keeps its place
        parts.beyond(record, asked.on)
    picked = country.index(record, asked)
    sharing.download_positions(record, asked, shown, "positions-csv", farthest_first=True)
    if picked:
        picks.open_country(picked)
    st.stop()

own = replace(asked.selection, entity=(entity,), group=())
said = view.counting(own)
statements = cached.statements(record, said)
found = record.people.entity_by_code[entity]
parts.name_tab(found.name)
groups = ", ".join(book.label("group", group) for group in found.groups)
subtitle = country.day_and_rule(record, asked) + (f" · {plain(groups)}" if groups else "")
parts.header(record, asked, plain(found.name), subtitle, shown=view.counting(asked.selection))
with st.container(key="notes"):  # there or not, what is below keeps its place
    parts.beyond(record, asked.on)
    parts.open_phase(asked.selection)
    country.outside_group(record, asked, entity)

with st.container(key="section-position"):
    st.header("Position", anchor=False)
    country.positions(record, asked, own)
    sharing.download_positions(record, asked, own, "country-positions-csv")

with st.container(key="section-in-time"):
    if not statements.empty:
        in_time.statements(record, said, statements, asked)

country.splits(record, asked, own)
country.claims(record, asked, own)
official = country.officials(record, entity)

with st.container(key="section-all-statements"):
    st.header(f"All statements ({len(statements):,})", anchor=False)
    sharing.download(record, statements, "statements", asked, said, "statements-csv")
    cards.listed(record, statements, asked.on, f"cards-{entity}")
if official:
    picks.open_official(official)
