"""Faces: taking articles in. In: pasted text, dropped files, an address, a feed, a sheet; out: proposals in the queue.

What can't be taken in says why, and all the rest is done; where a page can't be fetched, pasting its text still works.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import streamlit as st

from dashboard import dropped_files, inbox_sources
from dashboard.dataset.problems import DataError
from dashboard.dataset.store import Record
from dashboard.inbox_sources import Arrival
from dashboard.parsing.admission import Given
from dashboard.review.errors import ReviewError
from dashboard.review.feed import FeedEntry, entries, is_feed
from dashboard.review.fetch import PRIVATE_VARIABLE, Limits, Page, fetch
from dashboard.review.identity import content_hash
from dashboard.review.inbox import Inbox
from dashboard.ui import editing, inbox_desk
from dashboard.ui.plain import plain

WAYS = {"paste": "Paste text", "files": "Drop files", "address": "Page or feed"}
KINDS = ["txt", "html", "htm", "jsonl", "json", "gz", "csv"]
EARLIEST = dt.date(2014, 1, 1)
_OFFERED_OF, _OFFERED_NOW, _TAKEN = "_headline_of", "_headline_offered", "_paste_taken"


def draw(record: Record, inbox: Inbox) -> None:
    """The three ways in, and what became of what was given last."""
    way = st.segmented_control(
        "Way in", list(WAYS), key="way", default="paste", required=True, format_func=WAYS.__getitem__
    )
    if not inbox_desk.reviewer():
        st.info("Give your name in the sidebar first: it is kept with each article.", icon=":material/badge:")
        return
    {"paste": _paste, "files": _files, "address": _address}[way](record, inbox)
    _arrivals()


def _publisher(key: str) -> str:
    return st.text_input("Publisher", key=key, help="Used where the article does not name it itself.")


def _day(key: str, about: str | None = "Used where the article does not give its day itself.") -> dt.date | None:
    today = dt.date.today()
    return st.date_input(
        "Published",
        None,
        key=key,
        min_value=EARLIEST,
        max_value=today,
        format="YYYY-MM-DD",
        help=about,
    )


def _paste(_record: Record, inbox: Inbox) -> None:
    if st.session_state.pop(_TAKEN, False):  # what was said of one article is never said of the next
        st.session_state.update({f"paste-{name}": "" for name in ("text", "title", "publisher", "url")})
        st.session_state["paste-day"] = None
    with st.form("paste", border=False):
        text = st.text_area("Text of the article", key="paste-text", height=320, placeholder="Headline, then the text")
        left, right = st.columns(2)
        with left:
            title = st.text_input("Headline", key="paste-title")
            day = _day("paste-day", about=None)
        with right:
            publisher = st.text_input("Publisher", key="paste-publisher")
            url = st.text_input("Link", key="paste-url", placeholder="https://")
        if not st.form_submit_button("Read it", icon=":material/search:", on_click=_offer_headline):
            return
    offered = st.session_state.pop(_OFFERED_NOW, False)
    about = {"title": title, "publisher": publisher, "url": url, "published": str(day or "")}
    if offered:
        st.info(
            "The headline is the first line of the text. Correct it, or empty it if that is none; then *Read it*.",
            icon=":material/title:",
        )
    if not text.strip():
        st.warning("Paste the words of the article first.", icon=":material/warning:")
    elif day is None:
        st.warning("Give the day of publication: what “on Tuesday” means depends on it.", icon=":material/warning:")
    elif not publisher.strip():
        st.warning("Give the publisher: no statement enters the record without its source.", icon=":material/warning:")
    elif not offered:
        by, now = inbox_desk.reviewer(), inbox_desk.now()
        if _take(inbox_sources.take_in(inbox, inbox_sources.from_text(text, about), how="paste", by=by, now=now), 1):
            st.session_state[_TAKEN] = True
            st.rerun()


def _offer_headline() -> None:
    """Put the first line into an empty *Headline* where it looks like one: once for each text, to be looked at."""
    state = st.session_state
    text = state["paste-text"]
    if state["paste-title"].strip() or text == state.get(_OFFERED_OF):
        return
    headline = inbox_sources.headline_of(text)
    if headline:
        state["paste-title"] = headline
        state[_OFFERED_OF], state[_OFFERED_NOW] = text, True


def _files(record: Record, inbox: Inbox) -> None:
    with st.form("files", border=False, clear_on_submit=True):
        files = st.file_uploader(
            "Articles (.txt, .html, .jsonl, .warc.gz) or a sheet of statements (.csv)",
            type=KINDS,
            accept_multiple_files=True,
            key="dropped",
            help="A .json beside a .txt of the same name gives its title, publisher, published and url.",
        )
        left, right = st.columns(2)
        with left:
            day = _day("files-day")
        with right:
            publisher = _publisher("files-publisher")
        asked = st.form_submit_button("Read them", icon=":material/search:")
    if not asked:
        return
    if not files:
        st.warning("Choose files first.", icon=":material/warning:")
        return
    given = [(file.name, file.getvalue()) for file in files]
    sheets = [one for one in given if one[0].lower().endswith(".csv")]
    found = dropped_files.from_files([one for one in given if one not in sheets], Given(day))
    found = inbox_sources.published_by(publisher, found)
    _take(
        _both(
            record,
            inbox,
            sheets,
            inbox_sources.take_in(inbox, found, how="file", by=inbox_desk.reviewer(), now=inbox_desk.now()),
        ),
        len(given),
    )


def _both(
    record: Record, inbox: Inbox, sheets: list[tuple[str, bytes]], others: Iterator[Arrival]
) -> Iterator[Arrival]:
    for name, content in sheets:
        try:
            yield inbox_sources.take_sheet(inbox, record, name, content, by=inbox_desk.reviewer(), now=inbox_desk.now())
        except (DataError, ReviewError) as error:
            yield Arrival(dropped_files.safe_name(name), None, str(error))
    yield from others


def limits() -> Limits:
    """The caps of a fetch; addresses inside the own network only where the server's owner allows them."""
    return Limits(private=os.environ.get(PRIVATE_VARIABLE) == "1")


def _address(_record: Record, inbox: Inbox) -> None:
    with st.form("address", border=False):
        url = st.text_input("Address of a page, or of an RSS or Atom feed", key="url", placeholder="https://")
        left, right = st.columns(2)
        with left:
            day = _day("address-day")
        with right:
            publisher = _publisher("address-publisher")
        asked = st.form_submit_button("Fetch", icon=":material/download:")
    if asked and not url.strip():
        st.warning("Give an address first.", icon=":material/warning:")
    elif asked:
        st.session_state.pop("_feed", None)
        page = _fetched(url)
        if page and is_feed(page):
            _listed(page)
        elif page:
            arrivals = inbox_sources.take_address(
                inbox,
                page,
                by=inbox_desk.reviewer(),
                now=inbox_desk.now(),
                published=day,
                publisher=publisher,
            )
            _take(arrivals, 1)
    if st.session_state.get("_feed"):
        _feed(inbox, st.session_state["_feed"], publisher)


def _fetched(url: str) -> Page | None:
    if not editing.allowed():
        return None
    try:
        with st.spinner("Fetching …"):
            return fetch(url, limits())
    except ReviewError as error:
        st.warning(plain(error), icon=":material/cloud_off:")
        return None


def _listed(page: Page) -> None:
    try:
        st.session_state["_feed"] = entries(page)
    except ReviewError as error:
        st.warning(plain(error), icon=":material/warning:")


def _feed(inbox: Inbox, listed: list[FeedEntry], publisher: str) -> None:
    """What a feed lists; those that are picked are fetched and read one after another."""
    rows = [
        {
            "title": entry.title,
            "published": str(entry.published or ""),
            "state": "known" if inbox.known(url=entry.url) else "new",
            "address": entry.url,
        }
        for entry in listed
    ]
    # what is selected are places in this list: they mean nothing in another one
    key = f"feed-{content_hash(' '.join(entry.url for entry in listed))}"
    event = st.dataframe(
        rows, key=key, hide_index=True, on_select="rerun", selection_mode="multi-row", alt="What the feed lists"
    )
    picked = [listed[row] for row in event["selection"]["rows"]]
    if st.button(f"Read {len(picked)} of {len(listed)}", disabled=not picked, key="read-feed"):
        by, now = inbox_desk.reviewer(), inbox_desk.now()
        arrivals = inbox_sources.take_entries(inbox, picked, by=by, now=now, limits=limits(), publisher=publisher)
        _take(arrivals, len(picked))


def _take(arrivals: Iterator[Arrival], expected: int) -> bool:
    """Work through what was given, with a bar that says how far it is, and keep what became of each; if all is in."""
    if not editing.allowed():
        return False
    done: list[Arrival] = []
    bar = st.progress(0.0, "Reading …")
    for arrival in arrivals:
        done.append(arrival)
        bar.progress(min(1.0, len(done) / max(expected, 1)), f"{len(done)} read: {plain(arrival.source)}")
    bar.empty()
    st.session_state["_arrivals"] = done
    return all(arrival.intake for arrival in done)


def _arrivals() -> None:
    done: list[Arrival] = st.session_state.get("_arrivals", [])
    if not done:
        return
    queued = [name for arrival in done if arrival.intake for name in arrival.intake.candidates]
    with st.container(border=True):
        for arrival in done:
            sign = ":green[:material/check_circle:]" if arrival.intake else ":red[:material/cancel:]"
            st.markdown(f"{sign} **{plain(arrival.source)}**")
            st.text(arrival.said)
        if queued:
            count = f"{len(queued)} proposal{'' if len(queued) == 1 else 's'}"
            st.button(
                f"Review {count}",
                key="review-new",
                icon=":material/arrow_forward:",
                on_click=_review,
                args=(queued[0],),
            )


def _review(candidate_id: str) -> None:
    st.session_state["_arrivals"] = []
    st.session_state["desk"] = "review"
    st.session_state["article"] = ""
    inbox_desk.go(candidate_id)
