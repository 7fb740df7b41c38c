"""Faces: where entities are drawn. In: `data/geo/`; out: points on the map and cells of the tile grid."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.files import DATA

GEO = DATA / "geo"


@st.cache_resource
def centres() -> pd.DataFrame:
    """A point inside each country: entity, lon, lat, x and y (its place on the map of Europe, if it has one), small."""
    return pd.read_csv(GEO / "centres.csv").rename(columns={"code": "entity"})


@st.cache_resource
def tiles() -> pd.DataFrame:
    """The cell of each entity on the tile grid: entity, row, col."""
    return pd.read_csv(GEO / "tiles.csv", keep_default_na=False).rename(columns={"code": "entity"})


@st.cache_resource
def key_days() -> pd.DataFrame:
    """The annotated days: day, label, why, statement."""
    return pd.read_csv(DATA / "key_days.csv", keep_default_na=False, parse_dates=["day"])
