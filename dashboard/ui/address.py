"""Faces: the state of the filters in the page's address.

In: query parameters and widgets whose `key` is the parameter's name; out: both saying the same. Addresses carry the
codebook's codes (`entity=POL`), the contract that the API, the feed and the citation share, while widgets show names
(Poland). Streamlit's `bind="query-params"` writes what a widget shows, so the two are kept in step here; docs/
decisions.md has the reasons. The widgets stand in the entry script, so every page keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

Parameters = dict[str, list[str]]

_ADDRESS, _WIDGETS, _PENDING = "_address", "_widgets", "_pending"


def current() -> Parameters:
    """The query parameters of the page's address."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def seed(values: Mapping[str, Any], names: Sequence[str]) -> None:
    """Give widgets their values before they are drawn; those not named go back to their default."""
    for name in names:
        if name in values:
            st.session_state[name] = values[name]
        else:
            st.session_state.pop(name, None)


def open_with(parameters: Mapping[str, Sequence[str]]) -> None:
    """Let the next run take these parameters, as if they stood in its address."""
    st.session_state[_PENDING] = {name: list(values) for name, values in parameters.items()}


def asked(names: Sequence[str]) -> Parameters | None:
    """The parameters that the widgets are to take now, or None where the widgets already say what is wanted.

    A link on a page and the first run of a session ask; so does Back or Forward: then the address differs from the
    one written last while no widget has moved. An address without parameters asks for nothing, since a change of
    page by the navigation has none.
    """
    pending: Parameters | None = st.session_state.pop(_PENDING, None)
    if pending is not None:
        return pending
    address = current()
    if _ADDRESS not in st.session_state:
        return address
    moved = st.session_state.get(_WIDGETS) != _widget_values(names)
    if address and address != st.session_state[_ADDRESS] and not moved:
        return address
    return None


def write(parameters: Mapping[str, Sequence[str]], names: Sequence[str]) -> None:
    """Write the widgets' state into the address, parameters in a fixed order; embedding options stay."""
    wanted = {name: list(values) for name, values in parameters.items() if values}
    if wanted != current():
        st.query_params.from_dict(wanted)
    st.session_state[_ADDRESS] = wanted
    st.session_state[_WIDGETS] = _widget_values(names)


def _widget_values(names: Sequence[str]) -> dict[str, str]:
    return {name: repr(st.session_state.get(name)) for name in names}
