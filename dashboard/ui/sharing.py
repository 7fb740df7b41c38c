"""Faces: a view taken along: its address, how to cite it, its rows as files.

In: what is asked, and the rows shown; out: elements of a page, and files that are made when they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
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
from dashboard.ui.filters import Asked


def share(record: Record, asked: Asked) -> None:
    """The address of this view, the same question to the API, and how to cite it."""
    here = urlsplit(str(st.context.url or ""))
    origin, path = f"{here.scheme}://{here.netloc}", here.path or "/"
    query = urlencode(address.current(), doseq=True)
    link = f"{origin}{path}" + (f"?{query}" if query else "")
    st.markdown("**Link to this view**")
    st.code(link, language=None, wrap_lines=True)
    cited = citation.cite_view(record.edition, asked.selection, dt.date.today(), link)
    st.markdown("**Credit**")
    st.code(cited.credit, language=None, wrap_lines=True)
    with st.expander("APA and BibTeX"):
        st.code(cited.apa, language=None, wrap_lines=True)
        st.code(cited.bibtex, language="bibtex", wrap_lines=True)
    with st.expander("The same question to the API"):
        st.code("\n".join(same_question(asked.selection, asked.on, asked.rule, origin)), language=None, wrap_lines=True)
    if path in framing.PATHS:
        with st.expander("Show it on another site"):
            framed = f"{link}{'&' if query else '?'}embed=true"
            st.code(framing.snippet(framed, record.edition.title), language="html", wrap_lines=True)


def download(
    record: Record,
    frame: pd.DataFrame,
    table: str,
    asked: Asked,
    selection: Selection,
    key: str,
    feed: str = "",
) -> None:
    """A control that downloads a table of exactly what is shown, in every form, with the address of its feed beside it.

    The forms are drawn once it is opened, and a file is made when it is asked for.
    """
    _download(record, len(frame), lambda: frame, table, asked, selection, key, feed)


def download_positions(record: Record, asked: Asked, selection: Selection, key: str) -> None:
    """The same control for the positions asked for: their file says what each rule gives, which is derived for it."""
    asking = (record, selection, asked.on, asked.rule)
    rows = len(cached.positions(*asking))
    _download(record, rows, partial(cached.positions_table, *asking), "positions", asked, selection, key)


@st.fragment
def _download(
    record: Record,
    rows: int,
    frame: Callable[[], pd.DataFrame],
    table: str,
    asked: Asked,
    selection: Selection,
    key: str,
    feed: str = "",
) -> None:
    def made(form: str) -> bytes:
        return downloads.to_bytes(form, record, frame(), table, selection, asked.on)

    label = f"Download · {rows:,} row{'' if rows == 1 else 's'}"
    with st.container(horizontal=True) if feed else nullcontext():
        opened = st.popover(label, icon=":material/download:", key=f"{key}-forms", on_change="rerun")
        if feed:
            st.link_button("Feed of these changes", feed, icon=":material/rss_feed:")
    with opened:
        for form in texts().forms if opened.open else ():
            st.download_button(
                form.label,
                data=partial(made, form.name),
                file_name=exports.filename(selection, asked.on, table, form.name),
                mime=exports.MEDIA_TYPES[form.name],
                on_click="ignore",
                disabled=not downloads.fits(form.name, rows),
                key=key if form.name == "csv" else f"{key}-{form.name}",
                help=form.meaning,
                width="stretch",
            )
