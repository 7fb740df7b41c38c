"""Faces: who may edit. In: how the server was started, where a session comes from, who is signed in; out: yes or no.

Editing is off unless the server was started with `--edit`. It then listens on this machine only, and only a browser of
this machine that asks for this machine by name may edit. Elsewhere people sign in by OpenID Connect (`st.login`), and
those may edit whose verified e-mail or subject is on the list `[inbox] reviewers` of `.streamlit/secrets.toml`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard.guard import LOCAL
from dashboard.review.inbox import EDIT_VARIABLE, STATE, STATE_VARIABLE, Inbox
from dashboard.ui import cached

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers that a proxy adds: whoever sits behind one need not be on this machine."""


def is_here(host: str) -> bool:
    """Whether an address, or the host and port of a request, names this machine."""
    try:
        return urlsplit(f"//{host}").hostname in LOCAL or host in LOCAL
    except ValueError:
        return False


def _secrets(section: str) -> Mapping[str, Any]:
    try:
        found = st.secrets.get(section, {})
    except StreamlitSecretNotFoundError:
        return {}
    return found if isinstance(found, Mapping) else {}


def login_configured() -> bool:
    """Whether people sign in, and there is a list of those who may edit."""
    return bool(_secrets("auth")) and bool(allowed_people())


def allowed_people() -> frozenset[str]:
    """Those who may edit: e-mail addresses or subjects, in lower case."""
    listed = _secrets("inbox").get("reviewers", ())
    return frozenset(str(one).strip().lower() for one in listed) if isinstance(listed, (list, tuple)) else frozenset()


def _headers() -> Mapping[str, str]:
    return {name.lower(): value for name, value in st.context.headers.items()}


def _from_here() -> bool:
    """Whether server and browser are both on this machine, with nothing in between."""
    headers = _headers()
    listens = str(st.get_option("server.address") or "")
    return is_here(listens) and is_here(headers.get("host", "")) and not any(name in headers for name in FORWARDED)


def _user() -> Mapping[str, Any]:
    return st.user.to_dict()


def _signed_in_as() -> str:
    """The name on the list by which the one who is signed in may edit; empty for none."""
    user = _user()
    if not user.get("is_logged_in"):
        return ""
    names = [str(user.get("sub", ""))]
    if user.get("email_verified") is True:
        names.insert(0, str(user.get("email", "")))
    return next((name for name in names if name and name.lower() in allowed_people()), "")


def switched_on() -> bool:
    """Whether this server was started with `--edit`, on a data folder."""
    return os.environ.get(EDIT_VARIABLE) == "1" and cached.data_path().is_dir()


def allowed() -> bool:
    """Whether this session may edit. To be asked again before anything is written, not only for the navigation."""
    if not switched_on():
        return False
    return bool(_signed_in_as()) if login_configured() else _from_here()


def may_sign_in() -> bool:
    """Whether signing in, or signing in as somebody else, could let this session edit."""
    return switched_on() and login_configured() and not _signed_in_as()


def provider() -> str:
    """The site with which people sign in; empty where the setting does not name one."""
    return urlsplit(str(_secrets("auth").get("server_metadata_url", ""))).hostname or ""


def stranger() -> str:
    """Who is signed in without being on the list; empty for nobody."""
    user = _user()
    name = str(user.get("email") or user.get("sub") or "someone")
    return name if user.get("is_logged_in") and not _signed_in_as() else ""


def signed_in() -> str:
    """The name under which decisions are kept where people sign in; empty where they give it themselves."""
    return _signed_in_as() if login_configured() else ""


@st.cache_resource(max_entries=4, show_spinner=False)
def _inbox(state: str, columns: tuple[str, ...]) -> Inbox:
    return Inbox(Path(state), columns)


def inbox(columns: tuple[str, ...]) -> Inbox:
    """The inbox of this server. Raises `ReviewError` where its folder can't be used."""
    return _inbox(str(Path(os.environ.get(STATE_VARIABLE) or STATE).resolve()), columns)
