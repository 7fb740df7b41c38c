"""Page: everything about one country or body: its position, its words, its officials, and what others say of it."""

from dataclasses import replace

import streamlit as st

from dashboard.output import tables
from dashboard.ui import cached, country, parts, picks

asked = st.session_state["asked"]
record = cached.record()
book = record.codebook
entity = country.chosen(record, asked)

if not entity:
    parts.header(record, asked, "Countries and bodies", "Pick one in the filters, or click a row.")
    picked = country.index(record, asked)
    if picked:
        picks.open_country(picked)
    st.stop()

own = replace(asked.selection, entity=(entity,), group=())
statements = cached.statements(record, own)
found = record.people.entity_by_code[entity]
groups = ", ".join(book.label("group", group) for group in found.groups)
parts.header(record, asked, found.name, f"Positions on **{parts.day(asked.on)}**" + (f" · {groups}" if groups else ""))

st.header("Position", anchor=False)
country.positions(record, asked, own)

if not statements.empty:
    st.header("Every statement in time", anchor=False)
    readable = tables.readable(record, statements)
    for question in book.values("question"):
        lanes = country.lanes(readable[statements["question"] == question], book)
        if not lanes.empty:
            st.subheader(book.code("question", question).definition, anchor=False)
            picked = picks.timeline(record, lanes, question, key=f"timeline-{question}")
            if picked:
                parts.open_card(record, picked, asked.on)

country.splits(record, asked, own)
country.claims(record, asked, own)
country.officials(record, entity)

st.header(f"All statements ({len(statements)})", anchor=False)
parts.download(record, statements, "statements", asked, own, "statements-csv")
parts.cards(record, statements, asked.on, f"cards-{entity}")
