"""Faces: the reviewer's desk: who reviews, what lies open, what was just said and done. In: a session; out: its state.

Nothing is written but through `act`, which asks once more whether this session may edit and turns whatever stands in
the way into words on the page.
"""

from __future__ import annotations

import datetime as dt
import getpass
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from dashboard.dataset.problems import DataError
from dashboard.dataset.store import Record
from dashboard.review import decide
from dashboard.review.errors import DecidedAlreadyError, ReviewError, not_kept
from dashboard.review.inbox import Inbox
from dashboard.review.model import NAME_CHARACTERS, Candidate, Decision, person
from dashboard.ui import cached, editing, inbox_form, inbox_proposal
from dashboard.ui.plain import plain

MODE = "_mode"
"""Where a session keeps what is being done with a candidate: `look`, `edit` or `reject`."""
_NAME, _CURRENT, _SAID, _LAST = "_reviewer", "_candidate", "_said", "_last_decided"
PROBLEMS_SHOWN = 6


def now() -> dt.datetime:
    """This moment, as it is kept with a decision."""
    return dt.datetime.now(dt.UTC)


def open_inbox(record: Record) -> Inbox:
    """The inbox, put right after a process that was killed; the page ends where it can't be used."""
    try:
        inbox = editing.inbox(record.codebook.columns)
        if not st.session_state.get("_settled"):
            for line in decide.recover(inbox, cached.data_path()):
                st.warning(plain(line), icon=":material/warning:")
            st.session_state["_settled"] = True
    except (ReviewError, DataError, sqlite3.Error, OSError) as error:
        st.error(plain(error), icon=":material/error:")
        st.stop()
    return inbox


@contextmanager
def readable() -> Iterator[None]:
    """Say it in words where the inbox can't be read, as on a full disk, on which SQLite reads nothing either."""
    try:
        yield
    except sqlite3.Error as error:
        st.error(
            f"The inbox can't be read: {plain(error)}. Make room where it is, and load the page again.",
            icon=":material/error:",
        )


def reviewer() -> str:
    """The name under which decisions are kept."""
    return editing.signed_in() or str(st.session_state.get(_NAME, "")).strip()


def name_field() -> None:
    """Where the reviewer says who it is, or reads it where people sign in."""
    known = editing.signed_in()
    if known:
        st.caption(f"Signed in as **{plain(known)}**")
        st.button("Sign out", on_click=st.logout, icon=":material/logout:", type="tertiary")
        return
    if _NAME not in st.session_state:
        st.session_state[_NAME] = _login()
    st.session_state[_NAME] = st.text_input(
        "Your name",
        st.session_state[_NAME],
        max_chars=NAME_CHARACTERS,
        help="Kept with each decision.",
        key="_reviewer_field",
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def say(kind: Literal["done", "problem"], text: str) -> None:
    """Keep something to be shown at the top of the next run."""
    st.session_state.setdefault(_SAID, []).append((kind, text))


def show_said() -> None:
    """Show what the last click led to: done things in passing, problems to stay until the next click."""
    for kind, text in st.session_state.pop(_SAID, []):
        if kind == "done":
            st.toast(plain(text), icon=":material/check:")
        else:
            st.warning(plain(text), icon=":material/warning:")


def act(do: Callable[[], str]) -> bool:
    """Do something that is kept, and say what became of it; whether it was done."""
    if not editing.allowed():
        say("problem", "This session may not edit.")
        return False
    try:
        said = do()
    except DataError as error:
        for problem in error.problems[:PROBLEMS_SHOWN]:
            field = problem.file.startswith("candidate ")
            say("problem", inbox_proposal.in_words(cached.record().codebook, problem) if field else str(problem))
    except DecidedAlreadyError as error:
        st.session_state[_CURRENT] = ""  # told here, and not once more where the queue is drawn
        say("problem", str(error))
    except ReviewError as error:
        say("problem", str(error))
    except (OSError, sqlite3.Error) as error:
        say("problem", not_kept(error))
    else:
        say("done", said)
        return True
    return False


def tell_if_gone(inbox: Inbox, waiting: Sequence[Candidate]) -> None:
    """Say so where somebody else has decided on the candidate that lies open: another takes its place."""
    wanted = st.session_state.get(_CURRENT)
    last = last_decided()
    if wanted and not (last and wanted == last.candidate_id) and all(one.id != wanted for one in waiting):
        st.session_state[_CURRENT] = ""
        st.warning(plain(decide.why_closed(inbox, wanted)), icon=":material/warning:")


def current(waiting: Sequence[Candidate]) -> Candidate:
    """The candidate that lies open: the one that was gone to, or the first."""
    wanted = st.session_state.get(_CURRENT)
    found = next((one for one in waiting if one.id == wanted), waiting[0])
    if found.id != wanted:
        go(found.id)
    return found


def go(candidate_id: str) -> None:
    """Let this candidate lie open, as it was left; a form that is left for it is kept."""
    keep_open()
    st.session_state[_CURRENT] = candidate_id
    st.session_state[MODE] = "edit" if inbox_form.left_open(candidate_id) else "look"


def keep_open() -> None:
    """Keep what is filled in for the candidate that lies open."""
    inbox_form.keep(st.session_state.get(_CURRENT, ""))


def beside(waiting: Sequence[Candidate], candidate_id: str, step: int) -> str:
    """The candidate so many places on; the queue ends at both ends."""
    ids = [one.id for one in waiting]
    place = ids.index(candidate_id) + step
    return ids[min(max(place, 0), len(ids) - 1)]


def decided(inbox: Inbox, candidate_id: str, following: str) -> None:
    """Remember what was decided last, so that it can be undone, and go on."""
    st.session_state[_LAST] = None
    with readable():
        own = [one for one in inbox.decisions(candidate_id) if one.reviewer == person(reviewer())]
        st.session_state[_LAST] = next((one for one in reversed(own) if one.action != "undo"), None)
    go(following)


def last_decided() -> Decision | None:
    """What this session decided last; None for nothing."""
    found: Decision | None = st.session_state.get(_LAST)
    return found


def undone(candidate_id: str) -> None:
    """Let what was taken back lie open again."""
    go(candidate_id)
    st.session_state[_LAST] = None
