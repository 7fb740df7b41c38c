"""Faces: numbers of countries that someone claimed without naming them, beside what countries had said themselves.

In: the record, what is asked for, `data/claimed_numbers.csv`; out: elements on the page of shifts.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Code
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.positions import conditions
from dashboard.ui import cached, cards, markup, overview
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

PHASE = "ceasefire"
"""The phase for which numbers of countries were claimed."""


def numbers(record: Record, asked: Asked, shown: Selection) -> None:
    """Each number claimed up to the day, beside those that had said something like it themselves."""
    for claim in tables.rows(claimed_numbers()):
        rows = tables.rows(record.frame[record.frame["id"] == claim["statement"]])
        for row in rows:
            if row["date"].date() <= asked.on:
                _number(record, asked, shown, row, claim["number"])


def claimed_numbers() -> pd.DataFrame:
    """Statements that claim a number of countries without naming them: statement, number."""
    return cached.beside("claimed_numbers.csv")


def _number(record: Record, asked: Asked, shown: Selection, row: dict[str, Any], number: int) -> None:
    day = row["date"].date()
    st.header(f"{number} countries claimed, none named", anchor=False)
    st.caption("In the whole record, for the kind of force and by the rule asked for; other filters play no part here.")
    cards.card(record, row, asked.on, heading="The claim")
    st.subheader(f"What countries and bodies had said of themselves by {markup.day(day)}", anchor=False)
    rule, lowest = (
        record.codebook.label("rule", asked.rule),
        record.codebook.label("position", conditions.LOWEST_PROMISE),
    )
    st.caption(
        f"Counted is each one's own position on that day, by {plain(rule.lower())}, from *{plain(lowest)}* up. It may "
        "be old, and less than was claimed: position, words, day and age stand with each."
    )
    for kind in shown.kind:
        st.markdown(_said_themselves(record, row["position"], day, asked.rule, kind))


def _said_themselves(record: Record, claimed: str, day: dt.date, rule: str, kind: str) -> str:
    """Who had said yes by the day, as Markdown: position by position, apart whether it is as much as was claimed."""
    book = record.codebook
    asking = Selection(question=("send",), phase=(PHASE,), kind=(kind,))
    said = cached.readable_positions(record, asking, day, rule)
    lowest, highest = (book.code("position", code).rank for code in (conditions.LOWEST_PROMISE, claimed))
    lines = [f"**{plain(markup.slot_name(book, PHASE, kind))}**"]
    for code in reversed(book.positions("send")):
        if code.rank >= lowest:
            inside = said[said["rank"] == code.rank]
            lines.append(f"{markup.badge(book, code.code)} {_beside(code, highest)}: **{len(inside)}**")
            lines += [_own(record, one, day) for one in tables.rows(inside)]
    return "\n\n".join(lines)


def _beside(code: Code, claimed: int) -> str:
    """How a position compares with the one claimed, by its rank."""
    if code.rank == claimed:
        return "as claimed"
    return "farther than claimed" if code.rank > claimed else "short of the claim"


def _own(record: Record, row: dict[str, Any], day: dt.date) -> str:
    """An item of a list: the country, leading to its page on that day, and the words its position rests on."""
    words = overview.words(row, day)
    name = markup.country_link(row["entity"], record.people.entity_name(row["entity"]), day)
    return "  \n".join([f"- {name}: {words[0]}", *words[1:]])
