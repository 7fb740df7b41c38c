"""Faces: charts and tables that lead on with a click. In: readable rows; out: the picked entity or statement."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.store import Record
from dashboard.output import charts, tables
from dashboard.ui import address, cached, geography, pages

CHART_COLUMNS = [
    "entity",
    "country",
    "position",
    "label",
    "glyph",
    "rank",
    "said",
    "speaker",
    "office",
    "day",
    "source",
]


def one(title: str, key: str, options: dict[str, str]) -> str:
    """A choice of one view, kept in the address under `key`; the first option is the default."""
    default = next(iter(options))
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    chosen = st.segmented_control(
        title, list(options), key=key, required=True, format_func=options.__getitem__, label_visibility="collapsed"
    )
    return chosen or default


def _picked(event: Any, field: str) -> str:
    """The value of a field in the mark that was clicked, or nothing."""
    selection = event.get("selection", {}) if event else {}
    found = selection.get(charts.PICK) or []
    return str(found[0].get(field, "")) if found else ""


def open_country(entity: str) -> None:
    """Go to an entity's page, all other filters as they are."""
    address.open_with(address.current() | {"entity": [entity]})
    st.switch_page(pages.COUNTRY)


def geography_chart(record: Record, readable: pd.DataFrame, question: str, form: str, key: str) -> str:
    """Draw one slot's positions as a map or as tiles; gives the entity that was clicked, or nothing."""
    counted = readable[readable["rank"] >= 0]
    alt = f"{len(counted)} countries and bodies with a stated position, {len(readable) - len(counted)} without"
    if form == "tiles":
        data = readable[CHART_COLUMNS].merge(geography.tiles(), on="entity")
        spec = cached.chart(record, "tiles", question=question)
        event = st.vega_lite_chart(data, spec, key=key, on_select="rerun", alt=f"Tile grid: {alt}")
    else:
        points = geography.centres()
        points = points if form == "world" else points[points["europe"]]
        data = readable[CHART_COLUMNS].merge(points, on="entity", how="left")
        spec = cached.chart(record, "position_map", question=question, world=form == "world")
        spec = spec | {"datasets": {"positions": data.to_dict("records")}}
        event = st.vega_lite_chart(spec, key=key, on_select="rerun", alt=f"Map: {alt}")
    return _picked(event, "entity")


def counts_chart(record: Record, readable: pd.DataFrame, question: str, key: str) -> None:
    """How many hold each position, and who."""
    book = record.codebook
    codes = [*book.positions(question), tables.silence(book)]
    names = readable.groupby("label")["country"].agg(list)
    rows = [
        {
            "label": code.label,
            "definition": code.definition,
            "entities": len(names.get(code.label, [])),
            "shown": f"{len(names.get(code.label, []))}",
            "names": ", ".join(names.get(code.label, [])),
        }
        for code in codes
    ]
    said = "; ".join(f"{row['label']} {row['entities']}" for row in rows)
    spec = cached.chart(record, "counts", question=question)
    st.vega_lite_chart(pd.DataFrame(rows), spec, key=key, alt=f"Countries and bodies by position: {said}")


def positions_table(readable: pd.DataFrame, key: str) -> str:
    """The table behind the charts; gives the entity whose row was clicked, or nothing."""
    table = readable[
        ["country", "phase", "kind", "position", "said", "speaker", "office", "day", "age", "source", "link"]
    ]
    event = st.dataframe(
        table,
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt="Position of each country and body with words, speaker, day and source",
        column_config={
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            "phase": "Phase",
            "kind": "Kind of force",
            "position": "Position",
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "office": "Office",
            "day": "Day",
            "age": st.column_config.NumberColumn("Age in days", format="%d"),
            "source": "Source",
            "link": st.column_config.LinkColumn("Link", display_text="Open"),
        },
    )
    rows = event["selection"]["rows"]
    return str(readable.iloc[rows[0]]["entity"]) if rows else ""


def timeline(record: Record, readable: pd.DataFrame, question: str, key: str) -> str:
    """One lane for each value of the column `lane`, a mark a statement; gives the id that was clicked, or nothing."""
    lanes = int(readable["lane"].nunique())
    spec = cached.chart(record, "timeline", question=question, lanes=lanes)
    spec = spec | {"datasets": {"key_days": geography.key_days().to_dict("records")}}
    first, last = readable["day"].min(), readable["day"].max()
    alt = f"Timeline: {len(readable)} statements in {lanes} lanes, {first} to {last}"
    columns = [*CHART_COLUMNS, "id", "date", "lane", "lane_order", "phase", "mission"]
    return _picked(st.vega_lite_chart(readable[columns], spec, key=key, on_select="rerun", alt=alt), "id")


def statements_table(readable: pd.DataFrame, key: str) -> str:
    """A table of statements; gives the id whose row was clicked, or nothing."""
    names = "day country position said speaker office phase mission conditions source link confidence id"
    event = st.dataframe(
        readable[names.split()],
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=560 if len(readable) > 14 else "auto",
        alt="Statements with day, country, position, words, speaker and source",
        column_config={
            "day": "Day",
            "country": "Country or body",
            "position": "Position",
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "office": "Office",
            "phase": "Phase",
            "mission": "Mission",
            "conditions": "Conditions",
            "source": "Source",
            "link": st.column_config.LinkColumn("Link", display_text="Open"),
            "confidence": "Confidence",
            "id": "ID",
        },
    )
    rows = event["selection"]["rows"]
    return str(readable.iloc[rows[0]]["id"]) if rows else ""


def month_slider(record: Record, on: dt.date) -> None:
    """A slider over the months of the record that moves the day, and a button that plays through them."""
    ends = months(record.edition.coverage_start, record.edition.coverage_end)
    current = max((end for end in ends if end <= on), default=ends[0])
    st.session_state["_month"] = current
    with st.container(horizontal=True, vertical_alignment="center"):
        st.select_slider(
            "Month", ends, key="_month", format_func=lambda end: f"{end:%b %Y}", on_change=_to_month, width="stretch"
        )
        playing = st.toggle("Play", key="_playing")
    if playing:
        st.fragment(_step, run_every=1.5)(tuple(ends), current)


def months(start: str, end: str) -> list[dt.date]:
    """The last day of each month from one day to another."""
    return [stamp.date() for stamp in pd.date_range(start, end, freq="ME")]


def _to_month() -> None:
    st.session_state["on"] = st.session_state["_month"]


def _step(ends: tuple[dt.date, ...], current: dt.date) -> None:
    """One step of the play: not on the run that draws it, but on each tick that follows."""
    if st.session_state.get("_played") != current:
        st.session_state["_played"] = current
        return
    after = [end for end in ends if end > current]
    if after:
        address.open_with(address.current() | {"on": [after[0].isoformat()]})
    else:
        address.open_with(address.current() | {"on": [ends[0].isoformat()]})
    st.rerun()
