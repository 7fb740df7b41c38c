"""Faces: the sections of the page "Who would go, if ...?".

In: the record, what is asked for, the conditions ticked; out: elements on the page. It repeats what was said on
which terms; nothing here is worded as a forecast.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.positions import conditions
from dashboard.positions.as_of import BOTH_PHASES, SILENT
from dashboard.ui import cached, cards, figures, grids, markup, parts, picks
from dashboard.ui.filters import Asked
from dashboard.ui.plain import named, plain

STATES = ("Awaited", "Ticked", "Undecided")
"""Of a term that was named: still waited for, met, or named by somebody who has not decided. Short for a phone."""
COLUMNS = 3


def ticks(record: Record) -> frozenset[str]:
    """A box for each condition with its meaning; gives those that are ticked, or held by another that is."""
    book = record.codebook
    ticked = set(st.session_state.get("met") or ()) & set(conditions.to_meet(book))
    held = conditions.terms_met(ticked)
    offered = conditions.to_meet(book)
    columns = st.columns(COLUMNS, gap="medium")
    for place, code in enumerate(offered):
        found = book.code("conditions", code)
        # said again, it costs the browser a second turn; but the one that another implies it knows from here alone
        if code == conditions.CEASEFIRE or st.session_state.get(f"_met-{code}") != (code in held):
            st.session_state[f"_met-{code}"] = code in held
        columns[COLUMNS * place // len(offered)].checkbox(
            f"{named(found.label)}: {named(found.definition)}",
            key=f"_met-{code}",
            disabled=code in held - ticked,
            on_change=_tick,
            args=(code,),
            wrap=True,
        )
    return frozenset(ticked)


def _tick(code: str) -> None:
    before = st.session_state.get("met") or []
    wanted = st.session_state[f"_met-{code}"]
    st.session_state["met"] = [one for one in before if one != code] + ([code] if wanted else [])


def terms_in_words(record: Record, met: frozenset[str], asked: Selection) -> str:
    """What is taken as met, and whose words therefore count, whatever is asked for in filters that play no part."""
    book = record.codebook
    phase = book.label("phase", conditions.phase_of(met)).lower()
    named = [code.label for code in book.codes["conditions"] if code.code in conditions.terms_met(met)]
    terms = ", ".join(f"**{plain(name)}**" for name in named) or "**nothing**"
    whatever = ", whatever the filter *Phase* says" if asked.phase else ""
    sending = " Sending alone is asked here, whatever the filter *Question* says." if asked.question else ""
    return f"Taken as met: {terms}. So what was said for the time *{plain(phase)}* counts{whatever}.{sending}"


def heading(record: Record, kind: str, met: frozenset[str]) -> str:
    """What a picture shows: the phase whose words count, and the kind of force."""
    return f"{markup.slot_name(record.codebook, conditions.phase_of(met), kind)}: stated conditions met"


def picture(record: Record, asked: Asked, selection: Selection, kind: str, met: frozenset[str]) -> None:
    """Who falls where: a tile each; a click opens the statement, or says that there is none."""
    cells, lines = cached.outcome_tiles(record, selection, asked.on, asked.rule, kind, met)
    spec = cached.chart(record, "outcomes")
    high = cached.height("outcomes", lines)
    # the same words for every selection: the browser then swaps the data alone; the headings in the picture have counts
    alt = f"Stated conditions met, {record.codebook.label('kind', kind).lower()}: a tile for each country and body"
    key = f"tiles-{kind}"
    event = figures.in_place(cells, spec, key, high, alt)
    st.caption(parts.signs_note(record))
    readable = cached.readable_outcomes(record, selection, asked.on, asked.rule, kind, met)
    cards.open_position(record, asked, readable, picks.picked_in(event, "entity"), key)


def terms(record: Record, asked: Asked, selection: Selection, kind: str, met: frozenset[str]) -> None:
    """Which terms were named, also by those who are undecided; a click opens the statement."""
    marks = cached.terms_waited_for(record, selection, asked.on, asked.rule, kind, met, STATES)
    if marks.empty:
        return
    st.subheader("Who named which terms", anchor=False)
    spec = cached.chart(record, "terms", filled=STATES[0], hollow=STATES[1], apart=STATES[2])
    high = cached.height("terms", int(marks["country"].nunique()))
    kind_of_force = record.codebook.label("kind", kind).lower()
    alt = f"Who named which terms, {kind_of_force}: a mark for each, waited for, ticked or undecided"
    key = f"terms-{kind}"
    event = figures.in_place(marks, spec, key, high, alt)
    cards.open_card(record, picks.picked_in(event, "id"), asked.on, key)


def table(record: Record, asked: Asked, selection: Selection, kind: str, met: frozenset[str]) -> None:
    """The table behind the pictures; ticking a row opens the statement."""
    readable = cached.readable_outcomes(record, selection, asked.on, asked.rule, kind, met)
    key, force = f"outcomes-table-{kind}", record.codebook.label("kind", kind).lower()
    names = "country outcome waits phase position said speaker gloss office day age conditions confidence source link"
    picks.hint("the statement", note=grids.doubt(record, readable))
    event = st.dataframe(
        readable.assign(position=grids.signed(readable))[names.split()],
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"What each country and body has said of sending {force} on these terms, with words, speaker and source",
        column_config={
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            "outcome": "Outcome",
            "waits": "Still waits for",
            "phase": "Phase",
            "position": "Position",
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "gloss": grids.GLOSS,
            "office": "Office",
            "day": "Day",
            "age": st.column_config.NumberColumn("Age in days", format="%d"),
            "conditions": "All terms named",
            "confidence": "Confidence",
            "source": "Source",
            "link": st.column_config.LinkColumn("Link", display_text="Open"),
        },
    )
    cards.open_card(record, picks.ticked(event, readable["id"]), asked.on, key)


def in_their_words(record: Record, asked: Asked, found: Mapping[str, pd.DataFrame], met: frozenset[str]) -> None:
    """Those of one outcome, each with the sentence it rests on, under the phase and the kind of force it is about.

    `found` are the outcomes of each kind of force.
    """
    book = record.codebook
    outcome = picks.one("Outcome", "outcome", _counted(record, found))
    definition = book.code("outcome", outcome).definition
    silence = cards.silence(record, asked.selection, asked.rule, definition)
    st.caption(silence if outcome == SILENT else plain(definition))
    for kind, outcomes in found.items():
        inside = outcomes[outcomes["outcome"] == outcome]
        by_phase = {str(phase): rows for phase, rows in inside.groupby("phase", sort=False)}
        for phase, rows in (by_phase or {conditions.phase_of(met): inside}).items():
            st.subheader(f"{markup.slot_name(book, phase, kind)} ({len(rows)})", anchor=False)
            if rows.empty:
                st.markdown("Nobody.")
            elif outcome == SILENT:
                st.markdown(plain(", ".join(rows["entity"].map(record.people.entity_name))))
            else:
                _words(record, asked, rows, f"outcome-{outcome}-{phase}-{kind}")


def _counted(record: Record, found: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The outcomes with how many fall there; where kinds of force would be added up, without."""
    labels = {code.code: code.label for code in record.codebook.codes["outcome"]}
    if len(found) > 1:
        return labels
    counted = next(iter(found.values()))["outcome"].value_counts()
    return {code: f"{label} · {counted.get(code, 0)}" for code, label in labels.items()}


@st.fragment
def _words(record: Record, asked: Asked, inside: pd.DataFrame, key: str) -> None:
    shown = cards.shown_of(key)
    columns = st.columns(2, gap="medium")
    for place, row in enumerate(tables.rows(inside.head(shown))):
        with columns[place % 2]:
            _one(record, asked, row)
    cards.more(key, shown, len(inside))


def _one(record: Record, asked: Asked, row: dict[str, Any]) -> None:
    book = record.codebook
    waits = tables.labels(book, "conditions", row["unmet"])
    above = f"Still waits for **{plain(waits)}**" if waits else ""
    below = ""
    if not pd.isna(row["beside_row"]):
        beside = tables.rows(record.frame.loc[[row["beside_row"]]])[0]
        (other,) = set(BOTH_PHASES) - {row["phase"]}
        sign = tables.signed(book, beside["position"])
        when = f"{beside['speaker']}, {markup.day(beside['date'])}"
        below = markup.small(plain(f"{book.label('phase', other)}: {sign} ({when})"))
    name = record.people.entity_name(row["entity"])
    cards.card(record, row, asked.on, title=name, level=4, above=above, below=below)
