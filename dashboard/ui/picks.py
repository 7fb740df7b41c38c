"""Faces: what was clicked, and where it leads. In: events of charts and tables; out: the picked value, or a page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.output import looks
from dashboard.ui import address, pages
from dashboard.ui.filters import NAMES, kept_by_links


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
    found = selection.get(looks.PICK) or []
    return str(found[0].get(field, "")) if found else ""


def ticked(event: Any, column: pd.Series[Any]) -> str:
    """The value of a column in the row of a table that was ticked, or nothing.

    By the box before it, or by Shift and Space. A click in a cell counts for nothing: the Tab key gives the same signal
    as it leads into a table, so nobody could pass one by the keyboard.
    """
    places = event["selection"]["rows"]
    return str(column.iloc[places[0]]) if places and places[0] < len(column) else ""


def hint(opened: str, of_what: str = "", note: str = "") -> None:
    """Say above a table what its rows are `of`, how a row opens and what, and what else is to be said (Markdown)."""
    st.caption(f"{of_what} Tick a row to open {opened}. {note}".strip())


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
