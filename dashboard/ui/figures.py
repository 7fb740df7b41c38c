"""Faces: charts that lead on with a click. In: readable rows; out: the picked entity or statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.store import Record
from dashboard.output import charts, looks, maps, tables
from dashboard.ui import cached, geography
from dashboard.ui.picks import fresh, picked_in
from dashboard.ui.plain import plain

MAP_COLUMNS = ["entity", "sign", *maps.HOVERED]
"""What a map's data hold, but for the places on it."""
PANEL_COLUMNS = [*dict.fromkeys([*MAP_COLUMNS, "country", "label", "rank", "phase", "kind"])]
"""What the pictures of a panel are made from, of the columns of readable positions."""
MARK_COLUMNS = ["id", "date", "lane", "lane_order", *looks.HOVERED, "told", "speaks_for", "phase", "mission"]
"""What a picture's data hold: each cell costs the browser some microseconds on every change."""


def position_map(record: Record, readable: pd.DataFrame, question: str, form: str, slot: str, key: str) -> str:
    """Draw one slot's positions as a map or as tiles; gives the entity that was clicked, or nothing."""
    # the same words for every selection: where they change, the browser builds the picture anew, shapes and all
    alt = f"{slot}, the stated position of each country and body"
    if form == "tiles":
        data = geography.tiles().merge(readable[MAP_COLUMNS], on="entity", how="left")
        spec = cached.chart(record, "tiles", question=question)
        event = st.vega_lite_chart(data, spec, key=fresh(key), on_select="rerun", alt=f"Tile grid: {alt}")
    else:
        sheet = maps.WORLD if form == "world" else maps.EUROPE
        places = geography.places(sheet.across, sheet.up, sheet.right)
        data = readable[MAP_COLUMNS].join(places, on="entity", how="inner").reset_index(drop=True)
        spec = cached.chart(record, "position_map", question=question, world=form == "world")
        spec = spec | {"datasets": {"positions": data}}
        event = st.vega_lite_chart(spec, key=fresh(key), on_select="rerun", alt=f"Map: {alt}")
        _off_the_map(readable[~readable["entity"].isin(places.index)])
    return picked_in(event, "entity")


SMALL = "The states of Europe are small here: some without their sign, and on a phone too small to tap."
"""What a map of the world can't show, however it is drawn."""

NAMED = 5
"""How many of those that are not on a map are named; more are counted."""


def _off_the_map(missing: pd.DataFrame) -> None:
    """Say who has no place on a map: nobody is to look for it there, nor take the gap for silence."""
    if len(missing) > NAMED:
        spoken = int((missing["rank"] >= 0).sum())
        hint = "" if st.context.is_embedded else " *Tiles* show all."  # a frame has one shape
        st.caption(
            f"Not on this map: {len(missing)} countries and bodies, {spoken} of them with a stated position.{hint}"
        )
    elif len(missing):
        st.caption(f"Not on this map: {plain(', '.join(missing['country']))}.")


UNPICKED = "not picked"
"""What stands in the place of a number where the position is not asked for: 0 would say that nobody holds it."""


def counts(
    record: Record, readable: pd.DataFrame, question: str, slot: str, key: str, wanted: Sequence[str], narrowed: str
) -> None:
    """How many hold each position, and who.

    `wanted` are the positions that are picked, none where all are asked for; `narrowed` says among which statements
    silence is, where not all of them count.
    """
    book = record.codebook
    silent = tables.silence(book)
    names: dict[str, list[str]] = {}
    for label, name in zip(readable["label"].tolist(), readable["country"].tolist(), strict=True):
        names.setdefault(label, []).append(name)
    rows = [
        {
            "label": code.label,
            "definition": narrowed or code.definition if code == silent else code.definition,
            "entities": len(names.get(code.label, [])),
            "shown": UNPICKED if wanted and code.code not in wanted else f"{len(names.get(code.label, []))}",
            "names": ", ".join(names.get(code.label, [])),
        }
        for code in (*book.positions(question), silent)
    ]
    spec = cached.chart(record, "counts", question=question)
    st.vega_lite_chart(pd.DataFrame(rows), spec, key=key, alt=f"Countries and bodies by position: {slot}")


MARKS = 3_000
"""How many marks a timeline draws at most, and how many rows a table of statements shows: the newest."""
MARGIN = pd.Timedelta(days=20)
"""Room before the first and after the last day of a timeline, so that no mark is cut."""


def timeline(record: Record, readable: pd.DataFrame, question: str, what: str, key: str) -> str:
    """One lane for each value of the column `lane`, a mark a statement; gives the id that was clicked, or nothing.

    `what` is drawn, in words that are the same for every selection: where they change, the browser draws all anew.
    """
    readable = readable.tail(MARKS)
    lanes = int(readable["lane"].nunique())
    first, last = pd.Timestamp(record.first_day) - MARGIN, pd.Timestamp(record.last_day) + MARGIN
    days = {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}"}
    lines = int(readable["lane"].str.count(charts.LANE_PARTS).max()) + 1
    spec = cached.chart(record, "timeline", question=question, lines=lines, **days)
    key_days = geography.key_days_between(first, last)
    spec = spec | {"datasets": {"table": readable[MARK_COLUMNS], "key_days": key_days}}
    high = charts.timeline_height(lanes, lines, len(key_days))
    event = in_place(None, spec, key, high, f"Timeline: {what}")
    return picked_in(event, "id")


def in_place(data: pd.DataFrame | None, spec: looks.Spec, key: str, high: int, alt: str) -> Any:
    """Draw a chart that is as high as its lanes, in a place that is `high` pixels even while the browser builds it.

    A chart of a given height is drawn twice where lanes come and go, for the lanes and for the height. One that finds
    its own has none while it is built anew, as after each click on it, and what is below would jump.
    """
    with st.container(horizontal=True, gap=None, key=f"{key}-place"):
        event = st.vega_lite_chart(data, spec, key=fresh(key), on_select="rerun", alt=alt)
        st.container(width=1, height=high, border=False)
    return event
