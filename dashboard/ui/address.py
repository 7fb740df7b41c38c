"""Faces: the state of the filters in the page's address.

In: query parameters and widgets whose `key` is the parameter's name; out: both saying the same. Addresses carry the
codebook's codes (`entity=POL`), the contract that the API, the feed and the citation share, while widgets show names
(Poland). Streamlit's `bind="query-params"` writes what a widget shows, so the two are kept in step here; docs/
decisions.md has the reasons. The widgets stand in the entry script, so every page keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

Parameters = dict[str, list[str]]

_ADDRESS, _PAGE, _WIDGETS, _PENDING, _DETOURS = "_address", "_page", "_widgets", "_pending", "_detours"


def current() -> Parameters:
    """The query parameters of the page's address."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def day_and_rule() -> Parameters:
    """The day and the rule of positions, as the address has them: links to other words keep them, too."""
    return {name: values for name, values in current().items() if name in ("on", "rule")}


def page() -> str:
    """The page that is shown, as its address names it; "" is the first."""
    return str(st.session_state.get(_PAGE, ""))


def seed(values: Mapping[str, Any], names: Sequence[str]) -> None:
    """Give widgets their values before they are drawn; those not named are forgotten.

    A widget that stays on the page must be named, with its empty value: the browser keeps what it showed last.
    """
    for name in names:
        if name in values:
            st.session_state[name] = values[name]
        else:
            st.session_state.pop(name, None)


def open_with(parameters: Mapping[str, Sequence[str]]) -> None:
    """Let the next run take these parameters, as if they stood in its address."""
    st.session_state[_PENDING] = {name: list(values) for name, values in parameters.items()}


def lead(page: st.Page, parameters: Mapping[str, Sequence[str]]) -> NoReturn:
    """Go to another page with these parameters, which come in the order in which they will be written.

    On the way the browser keeps an address that nobody asked for: this page with those parameters. `asked` lets Back
    find there what this page showed.
    """
    open_with(parameters)
    st.switch_page(page, query_params=dict(parameters))


def _view(page: str, parameters: Mapping[str, Sequence[str]]) -> str:
    return f"{page}?{urlencode(parameters, doseq=True)}"


def _by_history() -> bool:
    """Whether the browser's Back or Forward asks for this run."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def asked(names: Sequence[str], page: str) -> Parameters | None:
    """The parameters that the widgets are to take now, or None where the widgets already say what is wanted.

    Back and Forward ask for what stands in the address. So do a link on a page and the first run of a session: then the
    address differs from the one written last while no widget has moved. On another page than before, an address without
    parameters asks for nothing: the navigation leads there, and the filters stay.
    """
    pending: Parameters | None = st.session_state.pop(_PENDING, None)
    address, before, written = current(), st.session_state.get(_PAGE, page), st.session_state.get(_ADDRESS)
    st.session_state[_PAGE] = page
    detours: dict[str, Parameters] = st.session_state.setdefault(_DETOURS, {})
    if _by_history():
        return detours.pop(_view(page, address), address)
    if pending is not None:
        if page != before and written is not None:
            detours[_view(before, address)] = written
        return pending
    if page != before and written is not None:  # a link has led here, and the browser's address is the link's
        st.session_state[_ADDRESS] = address
    if written is None or ((address or page == before) and address != written and not _moved(names)):
        return address
    return None


def write(parameters: Mapping[str, Sequence[str]]) -> None:
    """Write the widgets' state into the address, parameters in a fixed order; embedding options stay."""
    wanted = {name: list(values) for name, values in parameters.items() if values}
    # a link from a page to itself gives the script its parameters, but leaves the browser's address as it was
    if wanted != current() or wanted != st.session_state.get(_ADDRESS, wanted):
        st.query_params.from_dict(wanted)
    st.session_state[_ADDRESS] = wanted


def remember(names: Sequence[str]) -> None:
    """Keep what the widgets say at the end of a run, to know in the next whether the reader has moved one."""
    st.session_state[_WIDGETS] = {name: repr(st.session_state[name]) for name in names if name in st.session_state}


def _moved(names: Sequence[str]) -> bool:
    """Whether a widget says something else than at the end of the last run; one that is gone with its page does not."""
    kept: dict[str, str] = st.session_state.get(_WIDGETS, {})
    return any(name in st.session_state and repr(st.session_state[name]) != kept.get(name) for name in names)
