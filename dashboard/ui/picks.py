"""Faces: charts and tables that lead on with a click. In: readable rows; out: the picked entity or statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.people import Institution, Official
from dashboard.dataset.store import Record
from dashboard.output import charts, maps, tables
from dashboard.output.columns import texts
from dashboard.ui import address, cached, geography, pages
from dashboard.ui.filters import NAMES, kept_by_links
from dashboard.ui.plain import plain

MAP_COLUMNS = ["entity", "sign", *charts.HOVERED]
MARK_COLUMNS = ["id", "date", "lane", "lane_order", *charts.HOVERED, "told", "speaks_for", "phase", "mission"]
"""What a picture's data hold: each cell costs the browser some microseconds on every change."""


def one(title: str, key: str, options: dict[str, str]) -> str:
    """A choice of one view, kept in the address under `key`; the first option is the default. Labels are Markdown."""
    default = next(iter(options))
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    chosen = st.segmented_control(
        title, list(options), key=key, required=True, format_func=options.__getitem__, label_visibility="collapsed"
    )
    return chosen or default


def closed(key: str) -> bool:
    """Give the chart of that key a new one; no where there is no such chart."""
    known = fresh(key) in st.session_state
    if known:
        st.session_state[f"_closed-{key}"] = st.session_state.get(f"_closed-{key}", 0) + 1
    return known


def picked_in(event: Any, field: str) -> str:
    """The value of a field in the mark that was clicked, or nothing."""
    selection = event.get("selection", {}) if event else {}
    found = selection.get(charts.PICK) or []
    return str(found[0].get(field, "")) if found else ""


def fresh(key: str) -> str:
    """A key that is new after each click that was `taken`, and after what the element opened was `closed`.

    The browser keeps what was picked in an element under its key: whoever came back would be led away again, and a
    second click on the same mark would be none.
    """
    return f"{key}-{st.session_state.get('_taken', 0)}-{st.session_state.get(f'_closed-{key}', 0)}"


def taken() -> None:
    """A click was taken and must not count again: elements with a `fresh` key come back with nothing picked."""
    st.session_state["_taken"] = st.session_state.get("_taken", 0) + 1


def _leave(page: st.Page, parameters: address.Parameters) -> None:
    """Go to another page with these parameters."""
    taken()
    address.lead(page, {name: parameters[name] for name in NAMES if parameters.get(name)})


def open_country(entity: str) -> None:
    """Go to an entity's page, all other filters as they are."""
    _leave(pages.COUNTRY, kept_by_links() | {"entity": [entity]})


def open_official(speaker: str) -> None:
    """Go to a speaker's page, all other filters but country and group as they are."""
    kept = {name: values for name, values in kept_by_links().items() if name not in ("entity", "group")}
    _leave(pages.OFFICIAL, kept | {"speaker": [speaker]})


def geography_chart(record: Record, readable: pd.DataFrame, question: str, form: str, slot: str, key: str) -> str:
    """Draw one slot's positions as a map or as tiles; gives the entity that was clicked, or nothing."""
    # the same words for every selection: where they change, the browser builds the picture anew, shapes and all
    alt = f"{slot}, the stated position of each country and body"
    if form == "tiles":
        data = geography.tiles().merge(readable[MAP_COLUMNS], on="entity", how="left")
        spec = cached.chart(record, "tiles", question=question)
        event = st.vega_lite_chart(data, spec, key=fresh(key), on_select="rerun", alt=f"Tile grid: {alt}")
    else:
        sheet = maps.WORLD if form == "world" else maps.EUROPE
        places = geography.places(sheet.across, sheet.up)
        data = readable[MAP_COLUMNS].join(places, on="entity", how="inner")
        spec = cached.chart(record, "position_map", question=question, world=form == "world")
        spec = spec | {"datasets": {"positions": data}}
        event = st.vega_lite_chart(spec, key=fresh(key), on_select="rerun", alt=f"Map: {alt}")
        _off_the_map(readable[~readable["entity"].isin(places.index)])
    return picked_in(event, "entity")


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


def counts_chart(record: Record, readable: pd.DataFrame, question: str, slot: str, key: str) -> None:
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
    spec = cached.chart(record, "counts", question=question)
    st.vega_lite_chart(pd.DataFrame(rows), spec, key=key, alt=f"Countries and bodies by position: {slot}")


def _row(event: Any, rows: int) -> int | None:
    """The place of the row that was clicked, by its box or in any cell but the link; None where none was."""
    selection = event["selection"]
    places = [*selection.get("rows", []), *(row for row, column in selection.get("cells", []) if column != "link")]
    return int(places[0]) if places and int(places[0]) < rows else None


CAUTION = st.column_config.TextColumn("Caution", help="Second-hand, our summary, or not in English.")
"""A column of what limits how far the words can be taken."""


def _positions_column(codebook: Codebook) -> Any:
    """A column of positions as chips in their colours; sign and label stand on the chip."""
    codes = [*codebook.codes["position"], *codebook.codes["state"]]
    marks = [code.light if cached.theme() == "light" else code.dark for code in codes]
    quiet = codebook.themes["light" if cached.theme() == "light" else "dark"].border
    return st.column_config.MultiselectColumn(
        "Position",
        options=[*(f"{code.glyph} {code.label}" for code in codes), texts().claim.mark],
        color=[*(mark.colour for mark in marks if mark), quiet],
        help="A sign and a colour for each position; what each means stands under “What the positions mean”.",
    )


def positions_table(record: Record, readable: pd.DataFrame, key: str, opens: str = "country") -> str:
    """The table behind the charts; gives the entity whose row was clicked, or nothing.

    Where a row opens not its country's page but its `statement`, over this page, it gives the id of that.
    """
    leads = opens == "country"
    names = "country position confidence phase kind said speaker office day age source link marks"
    table = readable[names.split()].assign(position=readable["position"].map(lambda text: [text]))
    event = st.dataframe(
        table,
        key=fresh(key) if leads else key,
        hide_index=True,
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        height=560 if len(table) > 14 else "auto",
        alt=f"Position of each country and body with words, speaker, day and source; a click opens the {opens}",
        column_config={
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            "confidence": "Confidence",
            "phase": "Phase",
            "kind": "Kind of force",
            "position": _positions_column(record.codebook),
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "office": "Office",
            "day": "Day",
            "age": st.column_config.NumberColumn("Age in days", format="%d"),
            "source": "Source",
            "link": st.column_config.LinkColumn("Link", display_text="Open"),
            "marks": CAUTION,
        },
    )
    row = _row(event, len(table))
    return "" if row is None else str(readable.iloc[row]["entity" if leads else "id"])


def offices_table(record: Record, rows: Sequence[Official | Institution], key: str) -> str:
    """Officials and institutions, a row an office, the most heard first; gives the speaker whose row was clicked."""
    book = record.codebook
    spoken = cached.spoken(record)
    table = pd.DataFrame(
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
    event = st.dataframe(
        table,
        key=fresh(key),
        hide_index=True,
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        height=420 if len(table) > 11 else "auto",
        alt="Officials and institutions with office, term and number of statements; a click opens the official",
        column_config={
            "name": "Name",
            "office": "Office",
            "country": "Country or body",
            "authority": "Authority",
            "term": st.column_config.TextColumn("Term", help="From (counts) to (does not); ? where not known or open."),
            "statements": st.column_config.NumberColumn(
                "Statements in the record", help="Made in this office, whatever the filters say."
            ),
            "id": st.column_config.TextColumn("ID", help="Of the office in officials.csv or institutions.csv."),
        },
    )
    row = _row(event, len(table))
    return "" if row is None else str(table.iloc[row]["name"])


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
    spec = cached.chart(record, "timeline", question=question, **days)
    key_days = geography.key_days_between(first, last)
    spec = spec | {"datasets": {"table": readable[MARK_COLUMNS], "key_days": key_days}}
    lines = int(readable["lane"].str.count(charts.LANE_PARTS).max()) + 1
    high = charts.timeline_height(lanes, lines, len(key_days))
    event = st.vega_lite_chart(spec, key=fresh(key), on_select="rerun", height=high, alt=f"Timeline: {what}")
    return picked_in(event, "id")


def statements_table(record: Record, readable: pd.DataFrame, key: str) -> str:
    """A table of statements; gives the id whose row was clicked, or nothing."""
    names = (
        "day country position said speaker office speaks_for phase kind mission format conditions question authority"
    )
    table = readable[[*names.split(), "source", "link", "confidence", "marks", "id"]]
    claim, kept = texts().claim.mark, urlencode(address.day_and_rule(), doseq=True)
    said = zip(table["position"], table["speaks_for"], strict=True)
    chips = pd.Series([[text, claim] if another else [text] for text, another in said], index=table.index)
    event = st.dataframe(
        table.assign(position=chips, id="/statement?id=" + table["id"] + (f"&{kept}" if kept else "")),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        height=560 if len(readable) > 14 else "auto",
        alt="Statements with day, country, position, words, speaker and source; a click opens the whole statement",
        column_config={
            "day": "Day",
            "country": "Country or body",
            "position": _positions_column(record.codebook),
            "said": st.column_config.TextColumn("Words", width="large"),
            "speaker": "Speaker",
            "office": "Office",
            "speaks_for": st.column_config.TextColumn(
                "Speaks for", help="Filled where it is another country or body: a claim, which makes no position."
            ),
            "phase": "Phase",
            "kind": "Kind of force",
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
    row = _row(event, len(table))
    return "" if row is None else str(readable.iloc[row]["id"])


def month_slider(record: Record, on: dt.date) -> None:
    """A slider over the months of the record that moves the day, and a button that plays through them."""
    ends = months(record.first_day, record.searched_to)
    current = max((end for end in ends if end <= on), default=on)
    st.session_state["_month"] = current
    offered = ends if current in ends else [current, *ends]  # a day before the first of them
    with st.container(horizontal=True, vertical_alignment="center"):
        st.select_slider(
            "Month",
            offered,
            key="_month",
            format_func=lambda day: f"{day:%b %Y}" if day in ends else f"{day.day} {day:%b %Y}",
            on_change=_to_month,
            width="stretch",
        )
        playing = st.toggle("Play", key="_playing")
    if playing:
        st.fragment(_step, run_every=1.5)(tuple(ends), current)


def months(start: dt.date, end: dt.date) -> list[dt.date]:
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
