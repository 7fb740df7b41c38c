"""Faces: the sections of the page that sets two to six countries side by side. In: the record, what is asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import arrange, charts, tables, views
from dashboard.output.citation import HEAD
from dashboard.positions.as_of import SILENT
from dashboard.ui import address, cached, cards, figures, geography, grids, markup, overview, parts, picks
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

FEWEST, MOST = 2, 6
BANDS = 1_000
"""How many bands a picture draws at most: the newest."""
BANDS_NOTE = (
    "A sign stands where a position is stated, and its band lasts until the next; a sign that is only repeated is left "
    "out where there is no room."
)
OFFERED = 4
"""How many entities are offered where none is picked."""

ACROSS = 3
STATES = ("Named now", "Named before")
BEHIND = "The table behind the picture"


def can_compare(record: Record, asked: Asked) -> bool:
    """Whether two to six are picked; where they are not, the page says so and offers some."""
    scope = cached.scope(record, asked.selection)
    entities = tuple(code for code in asked.selection.entity if code in scope)
    _outside_group(record, asked.selection, scope)
    if FEWEST <= len(entities) <= MOST:
        return True
    if len(entities) > MOST:
        names = ", ".join(record.people.entity_name(code) for code in entities)
        st.warning(
            f"{len(entities)} are picked, and {MOST} fit side by side: {plain(names)}. Take "
            f"{len(entities) - MOST} out in the filters under *Country or body*, or go on with the first {MOST}.",
            icon=":material/group_remove:",
        )
        _offer(record, "The first", entities[:MOST])
    else:
        one = f"**{plain(record.people.entity_name(entities[0]))}** is picked: add" if entities else "Pick"
        st.info(
            f"{one} {'one to five more' if entities else 'two to six'} in the filters under *Country or body*.",
            icon=":material/group_add:",
        )
        _offer(record, "With the most statements", _most_quoted(record, asked.shown(record.codebook), entities))
    return False


def _outside_group(record: Record, selection: Selection, scope: frozenset[str]) -> None:
    """Name those picked who are in no group that is picked: they are not compared."""
    names = ", ".join(record.people.entity_name(code) for code in selection.entity if code not in scope)
    if names:
        groups = ", ".join(record.codebook.label("group", group) for group in selection.group)
        st.caption(f"{plain(f'Not in {groups}: {names}')}. The filter *Group* leaves them out.")


def _most_quoted(record: Record, shown: Selection, first: tuple[str, ...]) -> tuple[str, ...]:
    counts = cached.facet(record, shown, "entity")
    others = [code for code, count in sorted(counts.items(), key=lambda item: -item[1]) if count and code not in first]
    return (*first, *others)[:OFFERED]


def _offer(record: Record, why: str, entities: tuple[str, ...]) -> None:
    names = ", ".join(record.people.entity_name(code) for code in entities)
    if st.button(f"{why}: {plain(names)}", icon=":material/compare_arrows:"):
        address.open_with(address.current() | {"entity": list(entities)})
        st.rerun()


def over_time(record: Record, asked: Asked, shown: Selection, phase: str, kind: str) -> None:
    """The positions in one phase and kind of force, a lane each; a click opens the statement."""
    slot = (asked.question, phase, kind)
    book = record.codebook
    bands = cached.bands(record, shown, slot, asked.on, asked.rule)
    if asked.question == "send":
        bands = bands[bands["entity"] != book.host]
    if (bands["position"] == tables.signed(book, SILENT)).all():  # before the record's first day there are none at all
        names = plain(", ".join(_asked_of(record, asked.question, shown)))
        st.caption(f"**{names}**: {cards.without_position(record, shown, asked.rule)}")
        return
    if len(bands) > BANDS:
        st.caption(f"The newest {BANDS:,} of {len(bands):,} bands are drawn.")
        bands = bands.loc[bands["start"].sort_values(kind="stable").index[-BANDS:].sort_values()]
    lanes = int(bands["country"].nunique())
    spec = cached.chart(record, "bands", question=asked.question)
    # the same words for every selection: the browser then swaps the data alone; cards and table say where each stands
    alt = f"Positions over time, {markup.slot_name(book, phase, kind)}: a lane for each country or body"
    key = f"bands-{phase}-{kind}"
    days = geography.key_days_between(pd.Timestamp(record.first_day), pd.Timestamp(asked.on))
    spec = spec | {"datasets": {"table": bands, "key_days": days}}
    high = cached.height("bands", lanes) + charts.KEY_DAY * len(days)
    event = figures.in_place(None, spec, key, high, alt)
    cards.open_card(record, picks.picked_in(event, "id"), asked.on, key)


def _asked_of(record: Record, question: str, shown: Selection) -> list[str]:
    """The names of those whose positions are compared: the receiving country is not asked whether it would send."""
    host = record.codebook.host if question == "send" else ""
    return [record.people.entity_name(code) for code in sorted(cached.scope(record, shown) - {host})]


def bands_note(record: Record, asked: Asked) -> str:
    """How to read the bands."""
    beyond = asked.on > record.searched_to
    thin = f" Thin: after the record's end on {markup.day(record.searched_to)}; nobody has searched since."
    note = f"{BANDS_NOTE} {parts.signs_note_text(record)}{thin if beyond else ''}"
    steps = overview.steps_note(record, asked.rule)
    return plain(f"{note} {steps} The words below may therefore be others." if steps else note)


def bands_title(record: Record, rule: str) -> str:
    """The heading of the bands; it says so where they follow another rule than the one asked for."""
    return f"Positions over time{overview.by_rule(record, rule)}"


def side_by_side(record: Record, asked: Asked, positions: pd.DataFrame, phase: str, kind: str) -> None:
    """The current words of each in one phase and kind of force; who holds none of the positions picked is named."""
    found = positions[(positions["phase"] == phase) & (positions["kind"] == kind)]
    rows = tables.rows(found)
    if rows:
        cells = parts.grid(min(ACROSS, len(rows)), key=f"cards-{phase}-{kind}")
        for row in rows:
            with cells, st.container(border=True, key=f"card-{phase}-{kind}-{row['entity']}"):
                _one(record, asked, row)
    left = sorted(cached.scope(record, asked.selection) - set(found["entity"]), key=record.people.entity_name)
    if left:
        names = ", ".join(record.people.entity_name(code) for code in left)
        st.caption(plain(f"Without one of the positions picked: {names}."))


def _one(record: Record, asked: Asked, row: dict[str, Any]) -> None:
    name = record.people.entity_name(row["entity"])
    if not pd.isna(row["id"]):
        cards.card(record, row, asked.on, heading=name, framed=False)
        return
    why = cards.without_position(record, asked.selection, asked.rule, row["position"])
    cards.silent_card(record, heading=name, why=why, position=row["position"], framed=False)


def conditions_note(record: Record, rule: str) -> str:
    """What the rule makes of the conditions below, where it is not that of the latest word."""
    by = record.codebook.label("rule", rule).lower()
    if rule == HEAD:
        return plain(f"As for the positions ({by}), what others than heads have said does not count.")
    if views.step_rule(rule) == rule:
        return ""
    return plain(
        f"{STATES[0]}: in the words that hold by {by}. {STATES[1]}: in all others, also newer ones of a lower office."
    )


def conditions(record: Record, asked: Asked, shown: Selection, positions: pd.DataFrame, phase: str, kind: str) -> None:
    """Which terms each has named in one phase and kind of force, now or before; a click opens the statement."""
    marks = terms(record, shown, asked.on, asked.rule, phase, kind)
    slot = markup.slot_name(record.codebook, phase, kind)
    key = f"terms-{phase}-{kind}"
    st.subheader(slot, anchor=False)
    if not marks.empty:
        spec = cached.chart(record, "terms", filled=STATES[0], hollow=STATES[1])
        high = cached.height("terms", int(marks["country"].nunique()))
        alt = f"Conditions named, {slot}: a row for each country or body that has named one"
        chart = figures.in_place(marks, spec, key, high, alt)
        cards.open_card(record, picks.picked_in(chart, "id"), asked.on, key)
        _terms_table(record, asked, marks, slot, f"{key}-table")
    without = _without_terms(record, shown, positions, phase, kind, set(marks["entity"]))
    if without:
        st.caption(plain(f"No condition named: {without}."))


@cached.shared
def terms(record: Record, shown: Selection, on: dt.date, rule: str, phase: str, kind: str) -> pd.DataFrame:
    """A mark for each term that each has named itself up to the day, in one phase and kind of force.

    A statement that names no phase counts in both, and one that the rule leaves out does not count, as for positions.
    """
    said = cached.statements(record, shown.without("phase").without("position"))  # both choose among positions
    own = said["entity"].astype(object) == said["speaker_entity"].astype(object)
    if rule == HEAD:
        own &= said["authority"] == HEAD  # the code of the rule and of the office that it leaves
    here = said["phase"].isin([phase, "unspecified"]) & said["mission"].isin(record.codebook.missions(kind))
    positions = cached.positions(record, shown, on, rule)
    current = positions[(positions["phase"] == phase) & (positions["kind"] == kind)]["id"].dropna()
    return arrange.terms_named(record, said[own & here & (said["date"] <= pd.Timestamp(on))], set(current), STATES)


def _terms_table(record: Record, asked: Asked, marks: pd.DataFrame, slot: str, key: str) -> None:
    """The table behind the picture of conditions, drawn once it is opened; ticking a row opens the statement."""
    with st.expander(BEHIND, icon=":material/table:", key=key, on_change="rerun") as opened:
        if opened.open:
            alt = f"Conditions named, {slot}: a row for each condition, with state, words, speaker and day"
            picked = grids.terms(record, marks, f"{key}-rows", alt)
            cards.open_card(record, picked, asked.on, f"{key}-rows")


def _without_terms(
    record: Record, shown: Selection, positions: pd.DataFrame, phase: str, kind: str, named: set[str]
) -> str:
    """Those without a condition in one phase and kind of force, each with its position, in words."""
    slot = positions[(positions["phase"] == phase) & (positions["kind"] == kind)]
    held = dict(zip(slot["entity"], slot["position"], strict=True))
    texts = []
    for code in sorted(cached.scope(record, shown) - named, key=record.people.entity_name):
        label = f" ({tables.position_code(record.codebook, held[code]).label.lower()})" if code in held else ""
        texts.append(record.people.entity_name(code) + label)
    return ", ".join(texts)
