"""Faces: what an address asks for and no filter can know. In: the address, and what was taken of it; out: one line.

It is told until the reader asks for something else: what was mistyped must not look like what was meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.dataset.selection import EARLIEST, REPEATABLE
from dashboard.dataset.values import day_of
from dashboard.ui.address import Parameters
from dashboard.ui.plain import plain

TOLD, LONGEST = 5, 40
"""How many values are told, and how many characters of each."""

DAYS = ("since", "until", "on")
SEVERAL = (*REPEATABLE, *DAYS, "met")
"""Parameters of which each value is looked at; of the others the last alone counts."""

_KEPT = "_left_out"


def note(asked: Parameters, taken: Mapping[str, Any], names: Sequence[str]) -> None:
    """Keep what an address asks for (parameters of these names) and is not in what was `taken` of it."""
    st.session_state[_KEPT] = None, tuple(_told(asked, taken, names))


def _told(asked: Parameters, taken: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    found = []
    for name in names:
        value = taken.get(name)
        known = {str(one) for one in (value if isinstance(value, list) else [value])}
        given = dict.fromkeys(asked.get(name, []) if name in SEVERAL else asked.get(name, [])[-1:])
        found += [f"{name}={_short(one)} ({_why(name, one)})" for one in given if one.strip() and one not in known]
    return found


def _short(value: str) -> str:
    value = value.encode("utf-8", "replace").decode()  # half a character pair can't be sent to the browser
    return value if len(value) <= LONGEST else value[:LONGEST] + "…"


def _why(name: str, value: str) -> str:
    if name not in DAYS:
        return "not known"
    day = day_of(value)
    if day is None:
        return "no such day"
    if day > dt.date.today():
        return "lies ahead"
    return f"before {EARLIEST.year}" if day < EARLIEST else "another day counts"


def show(parameters: Parameters) -> None:
    """Say what was left out, as long as these parameters are those that were left of the address."""
    of, told = st.session_state.get(_KEPT, (None, ()))
    if of is not None and of != parameters:
        told = ()
    st.session_state[_KEPT] = (parameters, told) if told else (None, ())
    if told:
        more = [f"{len(told) - TOLD} more"] if len(told) > TOLD else []
        listed = plain(", ".join([*told[:TOLD], *more]))
        st.warning(f"Left out: {listed}. All else in the address counts.", icon=":material/link_off:")
