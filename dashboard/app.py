"""Face: the server. In: HTTP on one port; out: the dashboard's pages, the API, and the shapes of the maps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from dashboard.bursts import Bursts
from dashboard.dataset.files import DATA
from dashboard.guard import Guard
from dashboard.routes import api
from dashboard.ui import cached


@asynccontextmanager
async def ready(_: st.App) -> AsyncIterator[None]:
    """What has to be done before the first reader comes."""
    cached.prepare()
    yield


app = st.App(
    Path(__file__).with_name("entry.py"),
    lifespan=ready,
    routes=[*api(), Mount("/geo", StaticFiles(directory=DATA / "geo"), name="geo")],
    middleware=[Middleware(Guard), Middleware(Bursts)],
)
