"""Faces: the sections of an entity's page. In: the record and what is asked for; out: elements on the page.

A section is a container with a key, there even where it is empty (which the browser does not draw), so that none moves
when another goes or comes: what moves is built anew. A card has a key, too, by which the browser knows it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import Institution, Official
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.positions.as_of import HOST
from dashboard.ui import cached, cards, grids, markup, parts, picks
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

Row = dict[str, Any]


def chosen(record: Record, asked: Asked) -> str:
    """The entity that the page is about: the one picked; of several, the one chosen on the page."""
    picked = asked.selection.entity
    if len(picked) > 1:
        return picks.one("Country or body", "about", {code: plain(record.people.entity_name(code)) for code in picked})
    return picked[0] if picked else ""


def day_and_rule(record: Record, asked: Asked) -> str:
    """Which positions the page shows, as Markdown."""
    return f"Positions on **{markup.day(asked.on)}**, by {record.codebook.label('rule', asked.rule).lower()}"


def heading(record: Record, asked: Asked) -> str:
    """What the list of all says of itself below its title: day, rule and question."""
    question = plain(record.codebook.code("question", asked.question).definition)
    return f"{day_and_rule(record, asked)}. {question} Pick one in the filters, or in the table."


def outside_group(record: Record, asked: Asked, entity: str) -> None:
    """Say so where a group is picked that the entity does not belong to: the page is about it all the same."""
    groups = asked.selection.group
    if groups and entity not in record.people.members(*groups):
        named = ", ".join(record.codebook.label("group", group) for group in groups)
        name = record.people.entity_name(entity)
        st.caption(f"{plain(f'{name} is not in {named}')}: the filter *Group* plays no part on this page.")


def index(record: Record, asked: Asked) -> str:
    """All entities in scope with their position, phase by phase; gives the one whose row was ticked."""
    shown = asked.shown(record.codebook)
    readable = cached.readable_positions(record, shown, asked.on, asked.rule)
    return grids.positions(record, readable, key="index")


def positions(record: Record, asked: Asked, own: Selection) -> None:
    """One card for each slot in which the entity has spoken; for what is asked for, also where not."""
    book = record.codebook
    table = cached.positions_by_rules(record, own, asked.on, asked.rule)
    asked_for = table["question"].isin(own.question or book.values("question")[:1])
    asked_for &= table["kind"].isin(asked.kinds(book))
    shown = table[table["id"].notna() | asked_for]
    if shown.empty:
        named = ", ".join(book.label("position", code) for code in own.position)
        st.caption(plain(f"No position on this day is among those picked: {named}."))
    side_by_side = parts.grid(key="position-cards")
    for row in tables.rows(shown):
        slot = "-".join(row[part] for part in ("question", "phase", "kind"))
        with side_by_side, st.container(border=True, key=f"position-{slot}"):
            _position(record, asked, own, row)
    questions = list(dict.fromkeys(shown["question"][shown["position"] != HOST]))
    with st.container(key="position-legends"):
        for question in questions:
            parts.legend(record, question, named=len(questions) > 1)
        if len(shown) < len(table):
            st.caption(
                f"The file also holds the {len(table) - len(shown)} combinations of question, phase and kind of force "
                "without a card: no statement that counts here is about them."
            )


def _position(record: Record, asked: Asked, own: Selection, row: Row) -> None:
    """The card of one slot: the words on which its position rests, or why there is none."""
    book = record.codebook
    question = "" if row["question"] == "send" else f" · {book.label('question', row['question']).lower()}"
    title = markup.slot_name(book, row["phase"], row["kind"]) + question
    if not pd.isna(row["id"]):
        others = markup.small(_other_rules(book, row, asked.rule))
        cards.card(record, row, asked.on, title=title, below=others, framed=False)
        return
    why = cards.without_position(record, own, asked.rule, row["position"])
    cards.silent_card(record, title, why=why, position=row["position"], framed=False)


def _other_rules(codebook: Codebook, row: Row, rule: str) -> str:
    """What the other rules give for the same slot and day."""
    others = [
        f"{codebook.label('rule', other)}: {tables.signed(codebook, row[f'by_{other}'])}"
        for other in codebook.values("rule")
        if other != rule
    ]
    phase = "" if row["stated_phase"] == row["phase"] else "The words do not say in which phase; they count in both. "
    return plain(f"{phase}By other rules · {' · '.join(others)}")


def _up_to(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows of a derived table up to the day."""
    return frame[frame["date"] <= pd.Timestamp(asked.on)]


def splits(record: Record, asked: Asked, own: Selection) -> None:
    """Officials of this entity that are apart."""
    found = _up_to(cached.splits(record, own), asked)
    with st.container(key="section-splits"):
        if found.empty:
            return
        st.header(f"Officials apart ({len(found)})", anchor=False)
        st.caption(plain(record.codebook.code("shift", "officials").definition))
        _splits(record, asked, found, f"splits-{own.query()}")


@st.fragment
def _splits(record: Record, asked: Asked, found: pd.DataFrame, key: str) -> None:
    shown = cards.shown_of(key, cards.PAIRS)
    for row, earlier, later in _pairs(record, found.head(shown), "earlier_row", "later_row"):
        heading = f"{markup.slot_name(record.codebook, row['phase'], row['kind'])}, {markup.apart(row['days'])}"
        _pair(record, asked, heading, earlier, later)
    cards.more(key, shown, len(found))


def claims(record: Record, asked: Asked, own: Selection) -> None:
    """What officials of others say of this entity, beside its own position on that day."""
    found = _up_to(cached.claims(record, own), asked)
    with st.container(key="section-claims"):
        if found.empty:
            return
        st.header(f"What others say of it ({len(found)})", anchor=False)
        st.caption("Others' words make no position; its own on that day stands beside them.")
        _claims(record, asked, own, found, f"claims-{own.query()}")


@st.fragment
def _claims(record: Record, asked: Asked, own: Selection, found: pd.DataFrame, key: str) -> None:
    shown = cards.shown_of(key, cards.PAIRS)
    missing = cards.nothing_own(own)
    for row, claim, beside in _pairs(record, found.head(shown), "row", "own_row"):
        _pair(record, asked, markup.slot_name(record.codebook, row["phase"], row["kind"]), claim, beside, missing)
    cards.more(key, shown, len(found))


def _pairs(record: Record, found: pd.DataFrame, first: str, second: str) -> Iterator[tuple[Row, Row, Row | None]]:
    """The rows of a derived table, each with the two statements that it points to; None where the second is missing.

    All statements are read at once: reading one costs as much as reading them all.
    """
    pointed = pd.concat([found[first], found[second]]).dropna().astype("int64").unique()
    said = dict(zip(pointed, tables.rows(record.frame.loc[pointed]), strict=True))
    for row in tables.rows(found):
        yield row, said[row[first]], said.get(row[second])


def _pair(record: Record, asked: Asked, heading: str, first: Row, second: Row | None, missing: str = "") -> None:
    """Two statements side by side; a second one that is missing is said to be, in words."""
    st.markdown(f"**{plain(heading)}**")
    left, right = st.columns(2, gap="medium", border=True)
    with left:
        cards.card(record, first, asked.on, framed=False)
    with right:
        if second is None:
            cards.silent_card(record, why=missing, framed=False)
        else:
            cards.card(record, second, asked.on, framed=False)


def officials(record: Record, entity: str) -> str:
    """Who speaks for this entity in the record, drawn once it is opened; gives the one whose row was ticked."""
    people = record.people
    speakers: tuple[Official | Institution, ...] = (*people.officials, *people.institutions)
    rows = [row for row in speakers if row.entity == entity]
    with st.container(key="section-who-speaks"):
        if not rows:
            return ""
        with st.expander("Who speaks for it", icon=":material/groups:", key="who", on_change="rerun") as expander:
            return grids.officials(record, rows, key="officials") if expander.open else ""
