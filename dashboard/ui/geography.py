"""Faces: where entities are drawn. In: `data/geo/`; out: points on the map and cells of the tile grid."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.files import DATA

GEO = DATA / "geo"


@st.cache_resource
def centres() -> pd.DataFrame:
    """A point inside each country: entity, lon, lat, its places on the two maps (Europe's may be missing), small."""
    return pd.read_csv(GEO / "centres.csv").rename(columns={"code": "entity"})


@st.cache_resource
def tiles() -> pd.DataFrame:
    """The cell of each entity on the tile grid: entity, row, col."""
    return pd.read_csv(GEO / "tiles.csv", keep_default_na=False).rename(columns={"code": "entity"})


@st.cache_resource
def key_days() -> pd.DataFrame:
    """The annotated days: day, label, why, statement."""
    return pd.read_csv(DATA / "key_days.csv", keep_default_na=False, parse_dates=["day"])


NEAR = 0.36
"""Share of a timeline's width, on a phone, within which the labels of two days would run into each other."""


def key_days_between(first: pd.Timestamp, last: pd.Timestamp, levels: int) -> pd.DataFrame:
    """The annotated days from the first day to the last, with the line that each one's label stands on, from 0 up.

    A label goes a line up where the one before it is near; above the highest line it starts at the lowest again.
    """
    days = key_days()
    days = days[days["day"].between(first, last)].sort_values("day")
    near = (days["day"].diff() < (last - first) * NEAR).tolist()
    level, found = 0, []
    for place in near:
        level = (level + 1) % levels if place else 0
        found.append(level)
    return days.assign(level=found)
