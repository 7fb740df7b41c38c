"""Faces: where entities are drawn. In: `data/geo/`; out: points on the map and cells of the tile grid."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.dataset.files import DATA
from dashboard.ui import cached

GEO = DATA / "geo"


@st.cache_resource
def places(across: str, up: str, right: float) -> pd.DataFrame:
    """The entities that have a place on a map that reaches so far to the `right`.

    Columns: its two coordinates (columns of the file), small, and `room`, half of the way to the nearest other place.
    """
    centres = pd.read_csv(GEO / "centres.csv", index_col="code")[[across, up, "small"]].dropna()
    x, y = (centres[name].to_numpy() for name in (across, up))
    ways = np.hypot(x - x[:, None], y - y[:, None])
    np.fill_diagonal(ways, np.inf)
    return centres.assign(room=ways.min(axis=1) / 2)[x < right]


@st.cache_resource
def tiles() -> pd.DataFrame:
    """The cell of each entity on the tile grid: entity, row, col."""
    return pd.read_csv(GEO / "tiles.csv", keep_default_na=False).rename(columns={"code": "entity"})


def key_days() -> pd.DataFrame:
    """The annotated days of the data that this server shows: day, label, why, statement."""
    return cached.beside("key_days.csv", days=("day",))


def key_days_between(first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """The annotated days from the first day to the last, with the line that each one's label stands on, from 0 up.

    A label stands to the left of its day, so each is a line above the one before: no other day's line, which ends at
    its own label, goes through it, however narrow the picture.
    """
    days = key_days()
    days = days[days["day"].between(first, last)].sort_values("day")
    return days.assign(level=range(len(days)))
