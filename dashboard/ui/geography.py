"""Faces: where entities are drawn. In: `data/geo/`; out: points on the map and cells of the tile grid."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.files import DATA, read_json

GEO = DATA / "geo"


@st.cache_resource
def centres() -> pd.DataFrame:
    """A point inside each country: entity, lon, lat, small, and europe (whether it is on the map of Europe)."""
    table = pd.read_csv(GEO / "centres.csv", keep_default_na=False).rename(columns={"code": "entity"})
    drawn = read_json(GEO / "europe.json")["objects"]["countries"]["geometries"]
    return table.assign(europe=table["entity"].isin({shape["id"] for shape in drawn}))


@st.cache_resource
def tiles() -> pd.DataFrame:
    """The cell of each entity on the tile grid: entity, row, col."""
    return pd.read_csv(GEO / "tiles.csv", keep_default_na=False).rename(columns={"code": "entity"})


@st.cache_resource
def key_days() -> pd.DataFrame:
    """The annotated days: day, label, why, statement."""
    return pd.read_csv(DATA / "key_days.csv", keep_default_na=False, parse_dates=["day"])
