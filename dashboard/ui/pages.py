"""Faces: the pages, their sections and their titles: the table of contents of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.ui import editing

if get_script_run_ctx(suppress_warning=True) is None:  # pages made here would be half made, and kept for every session
    raise ImportError("dashboard.ui.pages can be imported only by a script that Streamlit runs")

HERE = Path(__file__).resolve().parents[1] / "app_pages"


def _page(
    name: str, title: str, icon: str, about: str, default: bool = False, hidden: bool = False, path: str = ""
) -> st.Page:
    return st.Page(
        HERE / f"{name}.py",
        title=title,
        icon=f":material/{icon}:",
        help=about,
        default=default,
        url_path=None if default else path or name,
        visibility="hidden" if hidden else "visible",
    )


OVERVIEW = _page(
    "overview", "Overview", "map", "Where everyone stands on a day, and what changed lately.", default=True
)
COUNTRY = _page("country", "Country", "flag", "One country or body: its position, its words, its officials.")
TIMELINE = _page("timeline", "Timeline", "timeline", "Every statement in time: a lane a country, a mark a statement.")
OFFICIAL = _page("official", "Official", "person", "One official or institution: every statement, whatever the office.")
STATEMENTS = _page("statements", "Statements", "format_quote", "Every statement, filtered, counted and for export.")
STATEMENT = _page(
    "statement", "Statement", "format_quote", "One statement: its words, source, coding and citation.", hidden=True
)
"""The permanent address of a statement (`/statement?id=…`): cards and tables lead there, the navigation does not."""
COMPARE = _page("compare", "Compare", "compare_arrows", "Two to six side by side: positions over time, words, terms.")
WHAT_IF = _page("what_if", "Who would go, if …?", "rule", "Tick what has come true; who has said they would send then.")
SHIFTS = _page("shifts", "Shifts and splits", "swap_vert", "Who moved, who disagrees, and what others claim.")
METHOD = _page("method", "Method", "science", "Codebook, rules, coverage, accuracy, limits, versions, how to cite.")

PAGES = {
    "Positions": [OVERVIEW, TIMELINE, WHAT_IF, SHIFTS],
    "Who": [COUNTRY, OFFICIAL, COMPARE],
    "Record": [STATEMENTS, STATEMENT, METHOD],
}

INBOX = _page("inbox", "Inbox", "inbox", "From an article to the record, with a human in between.")
SIGN_IN = _page("sign_in", "Sign in", "login", "For those who may edit.", path="inbox")
"""One of the two is at `/inbox`, and only for those who may edit, or may sign in to do so: `offered` says which."""


EMBEDDED = [
    _page("embed_map", "Overview", "map", "The map, for another site's frame.", default=True),
    _page("embed_timeline", "Country", "flag", "A country's timeline, for another site's frame.", path="country"),
    _page("embed_what_if", "Who would go, if …?", "rule", "Stated terms, for another site's frame.", path="what_if"),
]
"""All that a session in another site's frame has: short forms of three pages, at the same addresses."""


def offered() -> dict[str, list[st.Page]]:
    """The pages of this session."""
    if editing.allowed():
        return {**PAGES, "Editing": [INBOX]}
    if editing.may_sign_in():
        return {**PAGES, "Editing": [SIGN_IN]}
    return PAGES


def run(page: st.Page) -> None:
    """Run the page that was asked for.

    All sessions share the pages, and Streamlit notes in a page that it has run: of two readers who ask for it at the
    same moment, one would be told that it can't be called. So each runs a copy.
    """
    copy(page).run()


@st.fragment
def menu(sections: Mapping[str, Sequence[st.Page]], current: st.Page, parameters: Mapping[str, Sequence[str]]) -> None:
    """The navigation: a menu for each section, the same on every width; its links keep the filters.

    Streamlit's own puts headings between the items of a list where the screen is narrow, which screen readers stumble
    over (axe: `list`, `listitem`). A menu is new on each page, so that it does not stay open on the one it led to; its
    links are drawn once it is opened.
    """
    with st.container(horizontal=True, gap="small"):
        for section, pages in sections.items():
            inside = [page for page in pages if page.visibility == "visible"]
            here = f"{section} · {current.title}" if current in inside else section
            key = f"menu-{section}-{current.url_path}"
            with st.popover(here, type="tertiary", key=key, on_change="rerun") as opened:
                for page in inside if opened.open else ():
                    query = {name: list(values) for name, values in parameters.items()}
                    st.page_link(page, label=page.title, icon=page.icon, query_params=query)
                    st.caption(page.help or "")
