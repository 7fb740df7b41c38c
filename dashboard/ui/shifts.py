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
from dashboard.output import arrange, charts, pictures, tables
from dashboard.output.columns import texts
from dashboard.ui import cached, cards, figures, geography, markup, overview, picks
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

LINES = 1_000
"""How many pairs are drawn and listed at most: the first in the order asked for."""
TOLD = ("position", "said", "speaker")
"""What the table tells of both statements of a pair."""
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
    counted: tuple[str, str] = ("pair", "pairs")
    """What one of them and several are called."""
    short: tuple[str, str] = ("", "")
    """Whose positions these are, in short, where nothing moved; empty where the speakers say it."""


_OFFICIALS = Sort("splits", ("earlier", "later"), ("Earlier", "Later"))
SORTS = {
    "changes": Sort("changes", ("from", "to"), ("Before", "After"), "ranks", counted=("change", "changes")),
    "heads": replace(_OFFICIALS, part="heads"),
    "officials": _OFFICIALS,
    "claims": Sort(
        "claims",
        ("own", "claim"),
        ("Its own word on that day", "What others claim of it"),
        counted=("claim", "claims"),
        short=("Own", "claimed"),
    ),
}
SIDES = tuple({sort.table: (sort.table, *sort.names) for sort in SORTS.values()}.values())
"""What the two ends of each sort of pairs are called, for the one picture of all sorts."""
PICTURE = "Pairs of statements in time, for each phase and kind of force a lane for each position"
"""The same for every list and selection: the browser then swaps the data alone."""


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


@cached.shared
def _drawn(
    record: Record, shown: Selection, on: dt.date, rule: str, show: str, order: str, question: str
) -> dict[str, pd.DataFrame]:
    """What the picture draws of the pairs: each phase and kind of force that is shown has lanes of its own."""
    asking = (record, shown, on, rule, show, order)
    found, sort = pairs(*asking), SORTS[show]
    slots = {slot: found[(found["phase"] == slot[0]) & (found["kind"] == slot[1])] for slot in overview.slots(shown)}
    told = {
        slot: (markup.slot_name(record.codebook, *slot), counted(inside, sort, question))
        for slot, inside in slots.items()
    }
    lanes = arrange.lanes(record, question, told, [slot for slot, inside in slots.items() if inside.empty])
    lines = arrange.in_lanes(in_words(*asking), lanes).assign(sort=sort.table)
    first, last = lines["date"].min() - figures.MARGIN, lines["date"].max() + figures.MARGIN
    return {
        "table": lines[list(pictures.MOVE)],
        "lanes": lanes[["lane", "words", "bold"]].assign(first=first, last=last),
        "key_days": geography.key_days_between(first, last),
    }


def counted(inside: pd.DataFrame, sort: Sort, question: str) -> str:
    """How many pairs there are of one phase and kind of force, and which way changes go."""
    if inside.empty:
        return "None in this selection"
    one, many = sort.counted
    text = f"{len(inside):,} {one if len(inside) == 1 else many}"
    if sort.table != "changes":
        return text
    up = int((inside[sort.size] > 0).sum())
    return f"{text}: {up:,} towards {texts().questions[question].towards}, {len(inside) - up:,} away from it"


def picture(record: Record, asked: Asked, shown: Selection, show: Code, order: Code) -> None:
    """The pairs in time, each phase and kind of force apart; a click opens the statement at the end."""
    asking = (record, shown, asked.on, asked.rule, show.code, order.code)
    drawn = _drawn(*asking, asked.question)
    spec = cached.chart(record, "moves", question=asked.question, sides=SIDES) | {"datasets": drawn}
    key = "moves"
    high = cached.height("moves", len(drawn["lanes"])) + charts.KEY_DAY * len(drawn["key_days"])
    event = figures.in_place(None, spec, key, high, PICTURE)
    found, sort = pairs(*asking), SORTS[show.code]
    st.caption(" ".join(filter(None, (NOTE, in_both(found, sort), _cut(found)))))
    cards.open_card(record, picks.picked_in(event, "id"), asked.on, key)


def in_both(found: pd.DataFrame, sort: Sort) -> str:
    """How many words stand in both phases, since they name none: they are counted in either."""
    words = [f"{sort.sides[1]}_id", "kind"]
    twice = int(found[[*words, "phase"]].drop_duplicates().duplicated(words).sum())
    if not twice:
        return ""
    said = "names no phase and is" if twice == 1 else "name no phase and are"
    return f"{twice:,} of the statements at the end {said} counted in both."


def _cut(found: pd.DataFrame) -> str:
    """That not all pairs are drawn, where it is so."""
    if len(found) <= LINES:
        return ""
    return f"The first {LINES:,} of {len(found):,} are drawn and listed; the download has all."


def table(record: Record, asked: Asked, lines: pd.DataFrame, show: Code) -> None:
    """The table behind the picture; ticking a row opens the statement at the end."""
    sort = SORTS[show.code]
    names = ["day", "country", "phase", "kind", *(f"{end}{name}" for end in ("from_", "") for name in TOLD)]
    before, after = sort.names
    key = "pairs"
    picks.hint("the statement at the end")
    event = st.dataframe(
        lines[names],
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=420 if len(lines) > 10 else "auto",
        alt=f"{show.label}: both positions with words and speakers",
        column_config={
            "day": "Day",
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            "phase": "Phase",
            "kind": "Kind of force",
            "from_position": before,
            "from_said": st.column_config.TextColumn(f"{before}: words", width="medium"),
            "from_speaker": f"{before}: speaker",
            "position": after,
            "said": st.column_config.TextColumn(f"{after}: words", width="medium"),
            "speaker": f"{after}: speaker",
        },
    )
    cards.open_card(record, picks.ticked(event, lines["id"]), asked.on, key)


def pooled(shown: Selection) -> None:
    """Say so where the list below is of more than one phase or kind of force."""
    if len(overview.slots(shown)) > 1:
        st.caption("One list for all phases and kinds of force that are shown: each pair names its own.")


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
