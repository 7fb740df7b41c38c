"""Faces: tables whose rows lead on once ticked. In: readable rows; out: the picked entity, speaker or statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import Institution, Official
from dashboard.dataset.store import Record
from dashboard.output.columns import texts
from dashboard.output.pictures import TERM
from dashboard.output.tables import DOUBT, OPEN
from dashboard.ui import address, cached, parts
from dashboard.ui.picks import fresh, hint, ticked
from dashboard.ui.plain import plain

CAUTION = st.column_config.TextColumn(
    "Caution", help="Words that name no phase, second-hand, our summary, or not in English."
)
"""A column of what limits how far the words can be taken."""
GLOSS = st.column_config.TextColumn(
    "Our summary", width="medium", help="In English, where the words are not, or are too few to say what is meant."
)
"""A column of what is meant."""


LIMITS: dict[str, Any] = {
    "phase": st.column_config.TextColumn("Phase", width=155),
    "kind": st.column_config.TextColumn("Kind of force", width=145),
}
"""Columns of what a position is for, right behind it: as wide as their longest labels, which stand far down."""
WITH_CLAIMS = 175
"""Pixels of a column of positions that has claims: the browser measures the first rows alone, and cuts the word."""


def _positions_column(codebook: Codebook, width: int | None = None) -> Any:
    """A column of positions as chips in their colours; sign and label stand on the chip."""
    codes = [*codebook.codes["position"], *codebook.codes["state"]]
    marks = 4 * [code.light if cached.theme() == "light" else code.dark for code in codes]
    quiet = codebook.themes["light" if cached.theme() == "light" else "dark"].border
    return st.column_config.MultiselectColumn(
        "Position",
        width=width,
        options=[
            *(f"{code.glyph}{behind} {code.label}" for behind in ("", DOUBT, OPEN, DOUBT + OPEN) for code in codes),
            texts().claim.mark,
        ],
        color=[*(mark.colour for mark in marks if mark), quiet],
        help="A sign and a colour for each position; what each means stands under “What the positions mean”.",
    )


def _slots(codebook: Codebook, readable: pd.DataFrame) -> str:
    """Which phases and kinds of force a table holds, as Markdown: on a phone their columns are out of sight."""
    held = {name: set(readable[name]) for name in ("phase", "kind")}
    named = [[code.label for code in codebook.codes[name] if code.label in held[name]] for name in held]
    said = " · ".join(", ".join(labels).lower() for labels in named if labels)
    return f"**{plain(said[0].upper() + said[1:])}**." if said else ""


def signed(readable: pd.DataFrame) -> pd.Series[str]:
    """Positions with their signs as in the pictures: a question mark behind a sign is low confidence."""
    shown: pd.Series[str] = readable["sign"] + " " + readable["label"]
    return shown


def positions(record: Record, readable: pd.DataFrame, key: str, opens: str = "country") -> str:
    """The table behind the charts; gives the entity whose row was ticked, or nothing.

    Where a row opens not its country's page but its `statement`, over this page, it gives the id of that.
    """
    leads = opens == "country"
    slots, note = _slots(record.codebook, readable), doubt(record, readable)
    hint("the page of its country or body" if leads else "the statement", slots, note)
    names = "country position phase kind confidence said speaker gloss office day age source link marks"
    table = readable[names.split()].assign(
        position=signed(readable).map(lambda text: [text]),
        phase=readable["named_phase"],
        conditions=readable["conditions"],
    )
    event = st.dataframe(
        table,
        key=fresh(key) if leads else key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=560 if len(table) > 14 else "auto",
        alt=f"Position of each country and body with words, speaker, day and source; ticking a row opens the {opens}",
        column_config={
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            "position": _positions_column(record.codebook),
            **LIMITS,
            "confidence": "Confidence",
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "gloss": GLOSS,
            "office": "Office",
            "day": "Day",
            "age": st.column_config.NumberColumn("Age in days", format="%d"),
            "conditions": "On condition",
            "source": "Source",
            "link": st.column_config.LinkColumn("Link", display_text="Open"),
            "marks": CAUTION,
        },
    )
    return ticked(event, readable["entity" if leads else "id"])


def doubt(record: Record, readable: pd.DataFrame) -> str:
    """What stands behind signs of a table, as Markdown: a question mark, an asterisk."""
    told = zip((DOUBT, OPEN), parts.sign_texts(record), strict=True)
    return plain(" ".join(text for mark, text in told if readable["sign"].str.contains(mark, regex=False).any()))


OFFICES: dict[str, Any] = {
    "name": "Name",
    "office": "Office",
    "country": "Country or body",
    "authority": "Authority",
    "term": st.column_config.TextColumn("Term", help="From (counts) to (does not); ? where not known or open."),
    "statements": st.column_config.NumberColumn(
        "Statements in the record", help="Made in this office, whatever the filters say."
    ),
    "id": st.column_config.TextColumn("ID", help="Of the office in officials.csv or institutions.csv."),
}


def _offices(record: Record, rows: Sequence[Official | Institution]) -> pd.DataFrame:
    """A row an office, the most heard first."""
    book = record.codebook
    spoken = cached.spoken(record)
    return pd.DataFrame(
        [
            {
                "name": row.name,
                "office": row.office,
                "country": record.people.entity_name(row.entity),
                "authority": book.label("authority", row.authority),
                "term": row.term,
                "statements": spoken.get((row.name, row.entity, row.office), 0),
                "id": row.id,
            }
            for row in rows
        ]
    ).sort_values(["statements", "name"], ascending=[False, True], kind="stable", ignore_index=True)


def offices(record: Record, rows: Sequence[Official | Institution], key: str) -> None:
    """The offices of one official or institution."""
    alt = "Offices with term and number of statements"
    st.dataframe(_offices(record, rows), key=key, hide_index=True, alt=alt, column_config=OFFICES)


def officials(record: Record, rows: Sequence[Official | Institution], key: str) -> str:
    """Officials and institutions, a row an office, the most heard first; gives the speaker whose row was ticked."""
    table = _offices(record, rows)
    hint("the page of its official or institution")
    event = st.dataframe(
        table,
        key=fresh(key),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=420 if len(table) > 11 else "auto",
        alt="Officials and institutions with office, term and number of statements; ticking a row opens the official",
        column_config=OFFICES,
    )
    return ticked(event, table["name"])


def statements(record: Record, readable: pd.DataFrame, key: str) -> str:
    """A table of statements; gives the id whose row was ticked, or nothing."""
    names = "day country position phase kind said speaker gloss office speaks_for mission format conditions question"
    table = readable[[*names.split(), "authority", "source", "link", "confidence", "marks", "id"]]
    claim, kept = texts().claim.mark, urlencode(address.day_and_rule(), doseq=True)
    said = zip(signed(readable), table["speaks_for"], strict=True)
    chips = pd.Series([[text, claim] if another else [text] for text, another in said], index=table.index)
    hint("the statement", note=doubt(record, readable))
    event = st.dataframe(
        table.assign(position=chips, id="/statement?id=" + table["id"] + (f"&{kept}" if kept else "")),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=560 if len(readable) > 14 else "auto",
        alt="Statements with day, country, position, words, speaker and source; ticking a row opens the statement",
        column_config={
            "day": "Day",
            "country": "Country or body",
            "position": _positions_column(record.codebook, WITH_CLAIMS if table["speaks_for"].any() else None),
            **LIMITS,
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "gloss": GLOSS,
            "office": "Office",
            "speaks_for": st.column_config.TextColumn(
                "Speaks for", help="Filled where it is another country or body: a claim, which makes no position."
            ),
            "mission": "Mission",
            "format": "Format",
            "conditions": "Conditions",
            "question": "Question",
            "authority": "Authority",
            "source": "Source",
            "link": st.column_config.LinkColumn("Link", display_text="Open"),
            "confidence": "Confidence",
            "marks": CAUTION,
            "id": st.column_config.LinkColumn("ID", display_text=r"id=([^&]+)", help="Opens the statement's own page."),
        },
    )
    return ticked(event, readable["id"])


def terms(record: Record, marks: pd.DataFrame, key: str, alt: str) -> str:
    """The table behind a picture of terms named, by country and term; gives the id whose row was ticked, or nothing.

    What the marks say comes first, and no column is pinned: two would leave a phone no room for the words.
    """
    place = {code.label: place for place, code in enumerate(record.codebook.codes["conditions"])}
    marks = marks.assign(place=marks["term"].map(place)).sort_values(["country", "place"])
    names = "state country term said speaker day gloss phase source"
    hint("the statement")
    event = st.dataframe(
        marks[names.split()],
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=420 if len(marks) > 11 else "auto",
        alt=alt,
        column_config=TERM
        | {
            "said": st.column_config.TextColumn(TERM["said"], width="large"),
            "gloss": GLOSS,
            "source": "Source",
        },
    )
    return ticked(event, marks["id"])
