"""Faces: the queue in the sidebar. In: the inbox; out: what is open, by article or by confidence, a click each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard.dataset.store import Record
from dashboard.review.inbox import Inbox, Order
from dashboard.review.model import Candidate
from dashboard.ui import inbox_desk
from dashboard.ui.plain import plain

ORDERS: dict[Order, str] = {"article": "By article", "confidence": "Surest first"}
LISTED = 25
"""How many proposals are listed around the one that lies open."""


def draw(record: Record, inbox: Inbox) -> list[Candidate]:
    """Draw the queue; gives what is open, in the chosen order."""
    titles = inbox.titles()
    everything = inbox.candidates()
    inbox_desk.tell_if_gone(inbox, everything)
    if not everything:
        st.info("Nothing is waiting. Take in an article under “Add”.", icon=":material/inbox:")
        return []
    waits = {one.article_id for one in everything}
    with st.sidebar:
        order = st.radio("Order", [*ORDERS], key="sorted-by", horizontal=True, format_func=ORDERS.__getitem__)
        options = ["", *(name for name in titles if name in waits)]
        if st.session_state.get("article") not in options:
            st.session_state["article"] = ""
        chosen = st.selectbox("Article", options, key="article", format_func=_labels(titles).__getitem__)
        waiting = inbox.candidates(order=order, article_id=chosen or None)
        _list(record, waiting, titles, grouped=order == "article" and not chosen)
    return waiting


def _labels(titles: dict[str, str]) -> dict[str, str]:
    """What each article is called, and all of them: never the same twice, and the same whatever is decided.

    The browser tells Streamlit the words that were picked and goes on showing them: a count in them would be that of
    then.
    """
    labels = {"": "All"}
    taken: Counter[str] = Counter(labels.values())
    for name in reversed(titles):  # the oldest first, so that a new one changes no other's
        label = titles[name]
        while taken[label]:
            taken[titles[name]] += 1
            label = f"{titles[name]} · {taken[titles[name]]}"
        taken[label] += 1
        labels[name] = label
    return labels


def _list(record: Record, waiting: Sequence[Candidate], titles: dict[str, str], *, grouped: bool) -> None:
    """Those around the one that lies open, which is picked; an article's title stands under its first."""
    at = inbox_desk.current(waiting)
    place = [one.id for one in waiting].index(at.id)
    first = max(0, min(place - LISTED // 2, len(waiting) - LISTED))
    shown = waiting[first : first + LISTED]
    names = [titles[one.article_id] for one in shown]
    begins = [n == 0 or one.article_id != shown[n - 1].article_id for n, one in enumerate(shown)]
    # numbered, since the browser tells Streamlit the words that were picked: they must differ
    labels = {one.id: f"{n} \u00a0{_label(record, one)}" for n, one in enumerate(shown, start=first + 1)}
    st.session_state["queue"] = at.id
    st.radio(
        f"Proposals {first + 1} to {first + len(shown)} of {len(waiting)}",
        list(labels),
        key="queue",
        format_func=labels.__getitem__,
        captions=[plain(name) if grouped and b else "" for name, b in zip(names, begins, strict=True)],
        on_change=_picked,
    )


def _picked() -> None:
    inbox_desk.go(st.session_state["queue"])


def _label(record: Record, candidate: Candidate) -> str:
    """Sign and label of the position, and the speaker."""
    values, book = candidate.proposed, record.codebook
    position = values.get("position", "")
    sign = book.code("position", position).glyph if position in book.values("position") else ""
    return plain(f"{sign} {values.get('speaker', '')}: {book.label('position', position)}")
