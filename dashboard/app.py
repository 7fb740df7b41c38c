"""Face: the server. In: HTTP on one port; out: the dashboard's pages, the API, and the shapes of the maps."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from dashboard.bursts import Bursts
from dashboard.dataset.files import DATA
from dashboard.guard import Guard
from dashboard.routes import api

app = st.App(
    Path(__file__).with_name("entry.py"),
    routes=[*api(), Mount("/geo", StaticFiles(directory=DATA / "geo"), name="geo")],
    middleware=[Middleware(Guard), Middleware(Bursts)],
)
