"""Faces: looking at a proposal and deciding on it. In: the queue; out: decisions, by buttons or keys.

A accepts, E edits, X rejects (then a number gives the reason), J and K go on and back, Z undoes one's last decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from dashboard.dataset.store import Record
from dashboard.review import decide
from dashboard.review.compose import Draft, compose, merged
from dashboard.review.inbox import Inbox
from dashboard.review.model import Candidate, Decision
from dashboard.review.words import load_words
from dashboard.ui import cached, inbox_desk, inbox_form, inbox_passage, inbox_proposal
from dashboard.ui.plain import plain

WIDTHS: dict[str, Literal["small", "medium", "large"]] = {"words": "medium", "reason": "medium", "changed": "small"}


def draw(record: Record, inbox: Inbox, waiting: Sequence[Candidate], candidate: Candidate) -> None:
    """The article on the left, the proposal and what can be done with it on the right."""
    article = inbox.article(candidate.article_id)
    text = inbox.text_of(candidate)
    left, right = st.columns([11, 9], gap="large")
    with left:
        inbox_proposal.source(article)
        whole = st.session_state.get("whole", False)
        inbox_passage.draw(text, candidate.spans, whole=whole)
        st.toggle("Whole article", key="whole")
    with right:
        _proposal(record, inbox, waiting, candidate, text)


def _proposal(record: Record, inbox: Inbox, waiting: Sequence[Candidate], candidate: Candidate, text: str) -> None:
    _steps(waiting, candidate)
    slot = st.container()
    inbox_form.refill(candidate.id)
    if _editing():
        inbox_form.seed(candidate, merged(candidate, {}, record.codebook.columns))
        inbox_form.fields(record, candidate, text)
        values = _values(record, candidate)
    else:
        values = _values(record, candidate)
        with st.container(border=True):
            inbox_proposal.draw(record, candidate, values, text)
    inbox_form.new_speaker(record, candidate, values)
    inbox_desk.keep_open()  # for whoever leaves the page
    draft = compose(
        candidate,
        record,
        text=text,
        reviewer=inbox_desk.reviewer() or "nobody",
        today=inbox_desk.now().date(),
        values=_changes(record, candidate),
        speaker=inbox_form.added_speaker(record, candidate, values),
    )
    with slot:
        _buttons(record, inbox, waiting, candidate, draft)
        inbox_proposal.problems(record.codebook, draft)
    inbox_proposal.duplicates(record, values)
    inbox_proposal.how(candidate)


def _editing() -> bool:
    return st.session_state.get(inbox_desk.MODE) == "edit"


def _changes(record: Record, candidate: Candidate) -> dict[str, str]:
    """What a person changed, as it is filled in at this moment; nothing unless the form is open."""
    return inbox_form.filled(record, candidate) if _editing() else {}


def _values(record: Record, candidate: Candidate) -> dict[str, str]:
    return merged(candidate, _changes(record, candidate), record.codebook.columns)


def _buttons(record: Record, inbox: Inbox, waiting: Sequence[Candidate], candidate: Candidate, draft: Draft) -> None:
    mode = st.session_state.get(inbox_desk.MODE, "look")
    named = bool(inbox_desk.reviewer())
    if not named:
        st.info("Give your name in the sidebar: it is kept with each decision.", icon=":material/badge:")
    after = inbox_desk.beside(waiting, candidate.id, 1)
    following = after if after != candidate.id else inbox_desk.beside(waiting, candidate.id, -1)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Accept" if mode != "edit" else "Accept as edited",
            key="accept",
            icon=":material/check:",
            shortcut="A" if mode != "edit" else "Mod+Enter",
            disabled=not named or draft.statement is None,
            on_click=_accept,
            args=(record, inbox, candidate, following),
        )
        _switch(candidate, "Edit", "edit", "E", ":material/edit:", mode)
        if mode != "edit":
            _switch(candidate, "Reject", "reject", "X", ":material/close:", mode)
    if mode == "reject":
        _reasons(inbox, candidate, following, named)


def _steps(waiting: Sequence[Candidate], candidate: Candidate) -> None:
    """Where in the queue this is, and the way on and back."""
    place = [one.id for one in waiting].index(candidate.id) + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"Proposal **{place}** of {len(waiting)}", width="content")
        with st.container(horizontal=True, gap="small", width="content"):
            for title, shortcut, step, icon in (("Back", "K", -1, "arrow_back"), ("Next", "J", 1, "arrow_forward")):
                goal = inbox_desk.beside(waiting, candidate.id, step)
                st.button(
                    title,
                    key=title.lower(),
                    icon=f":material/{icon}:",
                    shortcut=shortcut,
                    type="tertiary",
                    on_click=inbox_desk.go,
                    args=(goal,),
                    disabled=goal == candidate.id,
                )


def _switch(candidate: Candidate, title: str, mode: str, shortcut: str, icon: str, now: str) -> None:
    on = now == mode
    st.button(
        "Cancel" if on else title,
        key=f"to-{mode}",
        icon=":material/undo:" if on else icon,
        shortcut="Esc" if on else shortcut,
        on_click=_to,
        args=(candidate, "look" if on else mode),
    )


def _to(candidate: Candidate, mode: str) -> None:
    if _editing():
        inbox_form.drop_edits(candidate.id)
    st.session_state[inbox_desk.MODE] = mode


def _reasons(inbox: Inbox, candidate: Candidate, following: str, named: bool) -> None:
    """The usual reasons, one key each, and any other in words."""
    with st.container(border=True):
        st.markdown("**Why?** Press a number, or say it in your own words.")
        with st.container(horizontal=True, gap="small"):
            for number, reason in enumerate(load_words().reasons, start=1):
                st.button(
                    reason,
                    key=f"reason-{number}",
                    shortcut=str(number),
                    disabled=not named,
                    on_click=_reject,
                    args=(inbox, candidate, reason, following),
                )
        with st.form("reject-form", border=False):
            words = st.text_input("In your own words", key="reason", max_chars=decide.REASON_CHARACTERS)
            if st.form_submit_button("Reject", disabled=not named):
                _reject(inbox, candidate, words, following)
                st.rerun()


def _accept(record: Record, inbox: Inbox, candidate: Candidate, following: str) -> None:
    """Accept with what the fields hold now: they may have changed since the button was drawn."""

    def do() -> str:
        statement = decide.accept(
            inbox,
            cached.data_path(),
            candidate.id,
            reviewer=inbox_desk.reviewer(),
            now=inbox_desk.now(),
            values=_changes(record, candidate),
            speaker=inbox_form.added_speaker(record, candidate, _values(record, candidate)),
        )
        return f"Accepted: {statement.id}"

    if inbox_desk.act(do):
        inbox_form.forget(candidate.id)
        inbox_desk.decided(inbox, candidate.id, following)


def _reject(inbox: Inbox, candidate: Candidate, reason: str, following: str) -> None:
    def do() -> str:
        decide.reject(inbox, candidate.id, reviewer=inbox_desk.reviewer(), now=inbox_desk.now(), reason=reason)
        return f"Rejected: {reason}"

    if inbox_desk.act(do):
        inbox_desk.decided(inbox, candidate.id, following)


def undo_button(inbox: Inbox) -> None:
    """Take back what this session decided last; always there, so that nothing moves."""
    last = inbox_desk.last_decided()
    st.button(
        "Undo",
        key="undo-last",
        icon=":material/undo:",
        shortcut="Z",
        type="tertiary",
        help="Take back what you decided last.",
        on_click=undo,
        args=(inbox, last),
        disabled=last is None or not inbox_desk.reviewer(),
    )


def undo(inbox: Inbox, decision: Decision) -> None:
    """Take back one decision; its candidate then lies open again."""

    def do() -> str:
        decide.undo(
            inbox,
            cached.data_path(),
            decision.candidate_id,
            reviewer=inbox_desk.reviewer(),
            now=inbox_desk.now(),
            seq=decision.seq,
        )
        return f"Taken back: {decision.action} by {decision.reviewer}"

    if inbox_desk.act(do):
        inbox_desk.undone(decision.candidate_id)


def log(record: Record, inbox: Inbox) -> None:
    """Every decision, the newest first; each that still holds can be taken back: it is the last on its proposal."""
    decisions = inbox.decisions()[::-1]
    if not decisions:
        st.info("Nothing has been decided yet.", icon=":material/history:")
        return
    newest: dict[str, Decision] = {}
    for decision in decisions:
        newest.setdefault(decision.candidate_id, decision)
    rows = [
        {
            "when": decision.decided_at[:16].replace("T", " "),
            "who": decision.reviewer,
            "decision": decision.action,
            "speaker": decision.human.get("speaker") or decision.machine.get("speaker", ""),
            "words": decision.human.get("quote")
            or decision.human.get("summary")
            or decision.machine.get("summary", ""),
            "changed": ", ".join(_changed(record, decision.machine, decision.human)),
            "reason": decision.reason,
            "statement": f"/statement?id={decision.statement_id}" if decision.statement_id else "",
            "id": decision.candidate_id,
        }
        for decision in decisions
    ]
    # above the table, whose own buttons would else come to lie over those of the page
    st.caption("Tick a row to take its decision back.")
    event = st.dataframe(
        rows,
        key=f"decisions-{len(decisions)}",  # a new row moves the others: no selection stays on the place of another
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt="Decisions, the newest first",
        column_config={
            **{name: st.column_config.TextColumn(name.capitalize(), width=WIDTHS.get(name)) for name in rows[0]},
            "when": "When (UTC)",
            "statement": st.column_config.LinkColumn("Statement", display_text=r"id=(.+)"),
        },
    )
    picked = event["selection"]["rows"]
    if not picked:
        return
    chosen = decisions[picked[0]]
    last = newest[chosen.candidate_id]
    if last.action == "undo":
        st.caption("The last decision on this proposal was taken back already: it is open.")
    elif chosen.seq != last.seq:
        st.caption(f"This holds no more: {plain(last.reviewer)} has decided anew since, in a row further up.")
    else:
        st.button(
            f"Take back: {plain(rows[picked[0]]['speaker'])}, {chosen.action} by {plain(chosen.reviewer)}",
            key="undo-picked",
            icon=":material/undo:",
            on_click=undo,
            args=(inbox, chosen),
            disabled=not inbox_desk.reviewer(),
        )


def _changed(record: Record, machine: Mapping[str, str], human: Mapping[str, object]) -> list[str]:
    """The labels of the fields that a person changed."""
    if not human:
        return []
    names = [name for name in record.codebook.columns if name not in ("id", "origin")]
    return [record.codebook.field(name).label for name in names if str(human.get(name, "")) != machine.get(name, "")]
