"""Faces: the sections of the page of shifts and splits: two statements held against each other, pair by pair.

In: the record, what is asked for, a table of pairs (`output.views`); out: elements on the page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Code
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import arrange, tables
from dashboard.output.columns import texts
from dashboard.positions import conditions
from dashboard.ui import cached, cards, markup, overview, picks
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

LINES = 1_000
"""How many pairs are drawn and listed at most: the first in the order asked for."""
NOTE = f"{texts().marks.doubtful} A click on a mark shows the words, the speaker, the day and the source."


@dataclass(frozen=True)
class Sort:
    """One sort of pairs (codebook, list `shift`): its table, the prefixes and the names of its two statements."""

    table: str
    sides: tuple[str, str]
    names: tuple[str, str]
    size: str = "apart"
    part: str = ""
    """Which rows of the table these are, in the name of a file; empty where all."""
    short: tuple[str, str] = ("", "")
    """Whose positions these are, in short, where nothing moved; empty where the speakers say it."""


_OFFICIALS = Sort("splits", ("earlier", "later"), ("Earlier", "Later"))
SORTS = {
    "changes": Sort("changes", ("from", "to"), ("Before", "After"), "ranks"),
    "heads": replace(_OFFICIALS, part="heads"),
    "officials": _OFFICIALS,
    "claims": Sort(
        "claims", ("own", "claim"), ("Its own word on that day", "What others claim of it"), short=("Own", "claimed")
    ),
}
CLAIMED_PHASE = "ceasefire"
"""The phase for which numbers of countries were claimed."""


def choice(record: Record, title: str, list_name: str, key: str) -> Code:
    """One of the codes of a list, kept in the address."""
    labels = {code.code: code.label for code in record.codebook.codes[list_name]}
    return record.codebook.code(list_name, picks.one(title, key, labels))


def by_rule(record: Record, rule: str, sort: Sort) -> str:
    """The rule by which positions changed, or that it plays no part, as Markdown."""
    if sort.table != "changes":
        return "The filter *Rule* plays no part in these pairs."
    return plain(overview.steps_note(record, rule) or f"By {record.codebook.label('rule', rule).lower()}.")


@cached.shared
def pairs(record: Record, shown: Selection, on: dt.date, rule: str, show: str, order: str) -> pd.DataFrame:
    """The pairs of a sort up to the day, in the order asked for, as they leave the house."""
    if show == "changes":
        table = cached.changes(record, shown, rule)
    else:
        table = cached.claims_table(record, shown) if show == "claims" else cached.splits_table(record, shown)
    table = table[table["date"] <= pd.Timestamp(on)]
    if show == "heads":
        table = table[_heads_against_ministers(table)]
    if order == "size":
        size = table[SORTS[show].size].abs().fillna(-1)
        table = table.assign(_size=size).sort_values("_size", ascending=False, kind="stable").drop(columns="_size")
    return table.reset_index(drop=True)


def _heads_against_ministers(table: pd.DataFrame) -> pd.Series[bool]:
    earlier, later = (table[f"{side}_authority"].astype(object) for side in ("earlier", "later"))
    return (earlier.isin(["head", "minister"]) & later.isin(["head", "minister"])) & (earlier != later)


@cached.shared
def in_words(record: Record, shown: Selection, on: dt.date, rule: str, show: str, order: str) -> pd.DataFrame:
    """The first pairs as picture and table tell them: made once for both."""
    return arrange.moves(record, pairs(record, shown, on, rule, show, order).head(LINES), *SORTS[show].sides)


def picture(record: Record, asked: Asked, found: pd.DataFrame, lines: pd.DataFrame, show: Code) -> None:
    """The pairs in time; a click opens the statement at the end."""
    sort = SORTS[show.code]
    spec = cached.chart(record, "moves", question=asked.question, before=sort.names[0], after=sort.names[1])
    alt = f"{show.label} in time"  # the same for every selection: the browser then swaps the data alone
    key = "moves"
    event = st.vega_lite_chart(lines, spec, key=picks.fresh(key), on_select="rerun", alt=alt)
    cut = f" The first {LINES:,} of {len(found):,} are drawn and listed; the download has all."
    st.caption(_directions(found, sort, asked.question) + NOTE + (cut if len(found) > LINES else ""))
    cards.open_card(record, picks.picked_in(event, "id"), asked.on, key)


def _directions(found: pd.DataFrame, sort: Sort, question: str) -> str:
    """How many changes go which way; nothing of pairs that are no changes."""
    if sort.table != "changes":
        return ""
    up = int((found[sort.size] > 0).sum())
    return f"{up} towards {texts().questions[question].towards}, {len(found) - up} away from it. "


def table(record: Record, asked: Asked, found: pd.DataFrame, lines: pd.DataFrame, show: Code) -> None:
    """The table behind the picture; ticking a row opens the statement at the end."""
    sort = SORTS[show.code]
    pairs = zip(found["phase"].head(len(lines)), found["kind"].head(len(lines)), strict=True)
    slots = [markup.slot_name(record.codebook, phase, kind) for phase, kind in pairs]
    names = ["day", "country", "slot", "from_position", "from_said", "from_speaker", "position", "said", "speaker"]
    before, after = sort.names
    key = "pairs"
    picks.hint("the statement at the end")
    event = st.dataframe(
        lines.assign(slot=slots)[names],
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=420 if len(lines) > 10 else "auto",
        alt=f"{show.label}: both positions with words and speakers",
        column_config={
            "day": "Day",
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            "slot": "Phase and kind of force",
            "from_position": before,
            "from_said": st.column_config.TextColumn(f"{before}: words", width="medium"),
            "from_speaker": f"{before}: speaker",
            "position": after,
            "said": st.column_config.TextColumn(f"{after}: words", width="medium"),
            "speaker": f"{after}: speaker",
        },
    )
    cards.open_card(record, picks.ticked(event, lines["id"]), asked.on, key)


@st.fragment
def as_cards(record: Record, asked: Asked, found: pd.DataFrame, sort: Sort, key: str) -> None:
    """The pairs as cards side by side, some at a time."""
    shown = cards.shown_of(key, cards.PAIRS)
    some = found.head(shown)
    first, second = (tables.rows(arrange.side(record, some, side)) for side in sort.sides)
    for row, before, after in zip(tables.rows(some), first, second, strict=True):
        name = plain(record.people.entity_name(row["entity"]))
        told = f"{_both(record, row, sort)} · {_measure(record, row, sort)}"
        st.markdown(f"### {name}, {markup.day(row['date'])}\n\n{told}", anchors=False)
        columns = st.columns(2, gap="medium", border=True)
        for column, title, side in zip(columns, sort.names, (before, after), strict=True):
            with column:
                _side(record, asked, title, side)
    cards.more(key, shown, len(found))


def _both(record: Record, row: dict[str, Any], sort: Sort) -> str:
    """Both positions: an arrow where one became the other; else whose each is, for nobody has moved."""
    badges = [_badge(record, row[f"{side}_position"]) for side in sort.sides]
    if sort.table == "changes":
        return " → ".join(badges)
    names = [short or row[f"{side}_speaker"] for short, side in zip(sort.short, sort.sides, strict=True)]
    return " · ".join(f"{plain(name)}: {badge}" for name, badge in zip(names, badges, strict=True))


def _badge(record: Record, position: Any) -> str:
    return markup.badge(record.codebook, "silent" if pd.isna(position) else position)


def _measure(record: Record, row: dict[str, Any], sort: Sort) -> str:
    """Where the pair belongs, how far apart its sides are, and whose they are."""
    texts = [markup.slot_name(record.codebook, row["phase"], row["kind"])]
    if not pd.isna(row[sort.size]):
        steps = abs(int(row[sort.size]))
        texts.append(f"{steps} step{'' if steps == 1 else 's'} of the scale" if steps else "the same position")
    if "days" in row:
        texts.append(markup.apart(row["days"]))
    if sort.table == "splits":
        offices = (record.codebook.label("authority", row[f"{side}_authority"]).lower() for side in sort.sides)
        texts.append(" and ".join(offices))
    return plain(" · ".join(texts))


def _side(record: Record, asked: Asked, title: str, row: dict[str, Any]) -> None:
    if row["position"] != "silent":
        cards.card(record, row, asked.on, heading=title, framed=False)
    else:
        cards.silent_card(record, heading=title, why=cards.nothing_own(asked.selection), framed=False)


def numbers(record: Record, asked: Asked, shown: Selection) -> None:
    """Numbers of countries that someone claimed without naming them, beside those that had said so themselves."""
    for claim in tables.rows(claimed_numbers()):
        rows = tables.rows(record.frame[record.frame["id"] == claim["statement"]])
        for row in rows:
            if row["date"].date() <= asked.on:
                _number(record, asked, shown, row, claim["number"])


def claimed_numbers() -> pd.DataFrame:
    """Statements that claim a number of countries without naming them: statement, number."""
    return cached.beside("claimed_numbers.csv")


def _number(record: Record, asked: Asked, shown: Selection, row: dict[str, Any], number: int) -> None:
    book = record.codebook
    day = row["date"].date()
    lowest = book.code("position", conditions.LOWEST_PROMISE)
    st.header(f"{number} countries claimed, none named", anchor=False)
    st.caption("In the whole record, for the kind of force and by the rule asked for; other filters play no part here.")
    claim, own = st.columns(2, gap="medium")
    with claim:
        st.markdown("**The claim**")
        cards.card(record, row, asked.on)
    with own:
        st.markdown(f"**Those that had said so themselves by {markup.day(day)}**")
        for kind in shown.kind:
            asking = Selection(question=("send",), phase=(CLAIMED_PHASE,), kind=(kind,))
            said = cached.positions(record, asking, day, asked.rule)
            ranks = said["position"].map({code.code: code.rank for code in book.positions("send")})
            names = [record.people.entity_name(code) for code in said["entity"][ranks >= lowest.rank]]
            slot = markup.slot_name(book, CLAIMED_PHASE, kind)
            st.markdown(f"{slot}, {markup.badge(book, lowest.code)} or higher: **{len(names)}**")
            st.markdown(plain(", ".join(names)))
