"""Faces: a slider over the months of the record, and a play through them. It moves the day of the address."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard.dataset.store import Record
from dashboard.ui import address


def slider(record: Record, on: dt.date) -> None:
    """A slider over the months of the record that moves the day, and a button that plays through them.

    A day that ends none of these months has a place of its own among them.
    """
    ends = ends_of(record.first_day, record.searched_to)
    if st.session_state.get("_month") != on:  # to say it again costs the browser a second turn
        st.session_state["_month"] = on
    with st.container(horizontal=True, vertical_alignment="center"):
        st.select_slider(
            "Month",
            sorted({*ends, on}),
            key="_month",
            format_func=lambda day: f"{day:%b %Y}" if day in ends else f"{day.day} {day:%b %Y}",
            on_change=_to_month,
            width="stretch",
        )
        playing = st.toggle("Play", key="_playing")
    if playing:
        st.fragment(_step, run_every=1.5)(tuple(ends), on)


def ends_of(start: dt.date, end: dt.date) -> list[dt.date]:
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
