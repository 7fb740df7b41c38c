"""Faces: a view taken along: its address, how to cite it, its rows as files.

In: what is asked, and the rows shown; out: elements of a page, and files that are made when they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from dashboard import framing
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import citation, downloads, exports
from dashboard.output.columns import texts
from dashboard.output.queries import same_question
from dashboard.ui import address, cached
from dashboard.ui.filters import NAMES, UNLIMITED, Asked

SHOWN = {
    "timeline": "statements",
    "official": "statements",
    "statements": "statements",
    "method": "statements",
    "shifts": "changes",
    "what_if": "outcomes",
}
"""What a page shows, by its address: positions where none is named. A citation says their day and rule."""


def _shown(selection: Selection) -> str:
    """What this page shows: changes of position only until something else is picked there, people until one is."""
    if address.page() == "official" and not selection.speaker:
        return "people"
    usual = SHOWN.get(address.page(), "positions")
    return address.current().get("show", [usual])[0] if usual == "changes" else usual


def _origin() -> str:
    """The address of this server, as the reader's browser has it."""
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}"


def feed(asked: Asked, selection: Selection) -> str:
    """The address of the feed of the changes in a selection."""
    return same_question(selection, asked.on, asked.rule, _origin())["changes.atom"]


def _of_today(asked: Asked) -> address.Parameters:
    """The parameters of this view with the day that it shows, so that a later day shows no other positions.

    Pages without positions have no day to keep.
    """
    parameters = address.current()
    if address.page() not in UNLIMITED:
        parameters["on"] = [asked.on.isoformat()]
    return {name: parameters[name] for name in NAMES if name in parameters}


def share(record: Record, asked: Asked, selection: Selection) -> None:
    """The address of this view, the same question to the API, and how to cite it: `selection` is what it shows.

    What is framed on another site goes on with the days; all else is what is seen now.
    """
    origin, path = _origin(), urlsplit(str(st.context.url or "")).path or "/"
    query = urlencode(address.current(), doseq=True)
    link = f"{origin}{path}"
    here = urlencode(_of_today(asked), doseq=True)
    seen = f"{link}?{here}" if here else link
    st.markdown("**Link to this view**")
    st.code(seen, language=None, wrap_lines=True)
    met = address.current().get("met", [])
    view = citation.describe(record, selection, _shown(selection), asked.on, asked.rule, met)
    cited = citation.cite_view(record, view, dt.date.today(), seen)
    st.markdown("**Credit**")
    st.code(cited.credit, language=None, wrap_lines=True)
    with st.expander("APA and BibTeX"):
        st.code(cited.apa, language=None, wrap_lines=True)
        st.code(cited.bibtex, language="bibtex", wrap_lines=True)
    with st.expander("The same question to the API"):
        addresses = same_question(selection, asked.on, asked.rule, origin).values()
        st.code("\n".join(addresses), language=None, wrap_lines=True)
    if framing.offered(path, len(asked.selection.entity)):
        with st.expander("Show it on another site"):
            framed = f"{link}?{query}{'&' if query else ''}embed=true"
            st.code(framing.snippet(framed, record.edition.title), language="html", wrap_lines=True)


@dataclass(frozen=True)
class _Offer:
    """A table to take along: what it is, or which part of it, what it answers, its rows, and how it is made."""

    record: Record
    asked: Asked
    selection: Selection
    table: str
    rows: int
    made: Callable[[], pd.DataFrame]
    met: frozenset[str] = frozenset()
    part: str = ""

    def content(self, form: str) -> bytes:
        """The file in one form."""
        answers = (self.table, self.selection, self.asked.on, self.asked.rule)
        return b"".join(downloads.chunks(form, self.record, self.made(), *answers))

    def name(self, form: str) -> str:
        """The file's name."""
        asked = self.asked
        return downloads.name(form, self.selection, self.table, asked.on, asked.rule, self.met, self.part)


def download(
    record: Record,
    frame: pd.DataFrame,
    table: str,
    asked: Asked,
    selection: Selection,
    key: str,
    feed: str = "",
    met: frozenset[str] = frozenset(),
    part: str = "",
) -> None:
    """A control that downloads a table of exactly what is shown, in every form, with the address of its feed beside it.

    The forms are drawn once it is opened, and a file is made when it is asked for. Its rows have the order of the page:
    statements, which the record has by day, newest first. `met` are the terms ticked, for outcomes; `part` says which
    rows of the table are shown, where it is not the selection that says so.
    """
    step = -1 if table == "statements" else 1
    _download(_Offer(record, asked, selection, table, len(frame), lambda: frame.iloc[::step], met, part), key, feed)


def download_positions(
    record: Record, asked: Asked, selection: Selection, key: str, farthest_first: bool = False
) -> None:
    """The same control for the positions asked for: their file says what each rule gives, which is derived for it.

    They stand by name, or where a page shows them so, with those that go farthest first.
    """
    asking = (record, selection, asked.on, asked.rule)
    rows, made = len(cached.positions(*asking)), partial(cached.positions_table, *asking, farthest_first)
    _download(_Offer(record, asked, selection, "positions", rows, made), key)


@st.fragment
def _download(offer: _Offer, key: str, feed: str = "") -> None:
    label = f"Download · {offer.rows:,} row{'' if offer.rows == 1 else 's'}"
    with st.container(horizontal=True) if feed else nullcontext():
        opened = st.popover(label, icon=":material/download:", key=f"{key}-forms", on_change="rerun")
        if feed:
            st.link_button("Feed of these changes", feed, icon=":material/rss_feed:")
    with opened:
        for form in texts().forms if opened.open else ():
            st.download_button(
                form.label,
                data=partial(offer.content, form.name),
                file_name=offer.name(form.name),
                mime=exports.MEDIA_TYPES[form.name],
                on_click="ignore",
                disabled=not downloads.fits(form.name, offer.rows),
                key=key if form.name == "csv" else f"{key}-{form.name}",
                help=form.meaning,
                width="stretch",
            )
