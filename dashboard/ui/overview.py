"""Faces: the pictures of the overview, a panel for each phase and kind of force, and what changed lately.

In: the record, and what is asked for; out: elements of the page. A panel is a map or tiles, the counts of positions,
and these month by month. Whatever is picked, each picture keeps its place among the parts of the page and only the grid
around it gets other columns: a picture that moved to another place would be built anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import tables, views
from dashboard.output.columns import texts
from dashboard.positions import view
from dashboard.positions.as_of import BOTH_PHASES
from dashboard.ui import cached, figures, grids, markup, parts
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

TABLES = "The tables behind the pictures"
"""The same whatever they are: an expander with another label is another one, and closed."""

HALF_PANEL = 200
"""Pixels of a picture beside another in a panel: so few that two fit into half the page, which is all that a panel has
until the browser has given it the whole. Else each picture would be drawn twice, too wide at first."""


def panels(
    record: Record, asked: Asked, shown: Selection, readable: pd.DataFrame, shape: str, narrowed: str = ""
) -> str:
    """A panel for each phase and kind of force, two side by side; gives the entity that was clicked, or nothing.

    `readable` are the positions as people read them, `shape` is `map`, `world`, `tiles`, or `table`: that is one for
    all, above the panels, which then hold the counts alone. A panel that is alone, and the world, take the whole width.
    `narrowed` says among which statements silence is, where not all of them count.
    """
    drawn = slots(shown)
    whole = shape == "world" or len(drawn) == 1
    book = record.codebook
    pictured = readable[figures.PANEL_COLUMNS]
    with st.container(key="as-table"):  # there or not, what is below keeps its place
        picked = grids.positions(record, readable, key="positions") if shape == "table" else ""
        if shape == "world":
            st.caption(f"{figures.SMALL} *Europe*, *Tiles* and *Table* show each.")
    side_by_side = parts.grid(1 if whole else 2, key="panels")
    for phase, kind in places(shown):
        with side_by_side, st.container(key=f"panel-{phase}-{kind}"):
            if (phase, kind) not in drawn:
                continue
            inside = pictured[
                (pictured["phase"] == book.label("phase", phase)) & (pictured["kind"] == book.label("kind", kind))
            ]
            slot = heading(record, asked.question, phase, kind)
            st.header(slot, anchor=False)
            grid = parts.grid(2 if whole else 1, narrowest=HALF_PANEL)
            if shape == "table":
                with grid:
                    st.container(key=f"pictured-{phase}-{kind}")  # empty, so not drawn: the others keep their place
            else:
                beside = {"column_span": "all"} if shape == "world" else {"row_span": 2}
                with grid.cell(**beside):
                    key = f"{shape}-{phase}-{kind}"
                    picked = figures.position_map(record, inside, asked.question, shape, slot, key) or picked
            with grid, st.container(key=f"counted-{phase}-{kind}"):
                key = f"counts-{phase}-{kind}"
                figures.counts(record, inside, asked.question, slot, key, shown.position, narrowed)
            with grid, st.container(key=f"by-month-{phase}-{kind}"):
                _by_month(record, asked, shown, phase, kind)
    return picked


def slots(shown: Selection) -> list[tuple[str, str]]:
    """Phases and kinds of force that positions are shown of, each with a panel of its own."""
    return [(phase, kind) for kind in shown.kind for phase in view.phases(shown)]


def places(shown: Selection) -> list[tuple[str, str]]:
    """The slots, and those that are not asked for but have a place on the page: what is drawn never moves to theirs."""
    return [(phase, kind) for kind in shown.kind for phase in BOTH_PHASES]


def heading(record: Record, question: str, phase: str, kind: str) -> str:
    """What a panel shows: phase and kind of force, and the question where it is not the usual one."""
    slot = markup.slot_name(record.codebook, phase, kind)
    usual = question == record.codebook.values("question")[0]
    return slot if usual else f"{record.codebook.label('question', question)} · {slot[0].lower()}{slot[1:]}"


def by_rule(record: Record, rule: str) -> str:
    """What a heading says of the rule where positions move by another than the one asked for; else nothing."""
    steps = views.step_rule(rule)
    return "" if steps == rule else f", by {record.codebook.label('rule', steps).lower()}"


def steps_note(record: Record, rule: str) -> str:
    """Why positions move by another rule than the one asked for; else nothing."""
    steps = views.step_rule(rule)
    if steps == rule:
        return ""
    shown, asked = (record.codebook.label("rule", one).lower() for one in (steps, rule))
    return texts().steps.format(steps=shown, rule=asked)


def _by_month(record: Record, asked: Asked, selection: Selection, phase: str, kind: str) -> None:
    """How many held each position at the end of each month."""
    months = cached.counts_by_month(record, selection, (asked.question, phase, kind), asked.rule)
    day = pd.Timestamp(asked.on)
    shown = {"title": [_months_title(record, asked)], "day": [day if day <= months["month"].max() else pd.NaT]}
    spec = cached.chart(record, "counts_by_month", question=asked.question)
    spec = spec | {"datasets": {"table": months, "shown": pd.DataFrame(shown)}}
    st.vega_lite_chart(spec, key=f"months-{phase}-{kind}", alt=_months_alt(record, asked, phase, kind))


def _months_title(record: Record, asked: Asked) -> str:
    return f"Month by month{by_rule(record, asked.rule)}"


def _months_alt(record: Record, asked: Asked, phase: str, kind: str) -> str:
    return f"Countries and bodies by position at the end of each month, {heading(record, asked.question, phase, kind)}"


def behind(record: Record, asked: Asked, shown: Selection, readable: pd.DataFrame, shape: str) -> str:
    """The tables behind the pictures, drawn once they are opened; gives the entity whose row was ticked, or nothing.

    Where positions are shown as a table, it stands above, and is not among these.
    """
    with st.expander(TABLES, icon=":material/table:", key="behind", on_change="rerun") as expander:
        if not expander.open:
            return ""
        picked = grids.positions(record, readable, key="positions") if shape != "table" else ""
        for phase, kind in slots(shown):
            st.markdown(f"**{heading(record, asked.question, phase, kind)} · {_months_title(record, asked)}**")
            st.dataframe(
                cached.counts_by_month(record, shown, (asked.question, phase, kind), asked.rule).drop(columns="since"),
                key=f"months-table-{phase}-{kind}",
                alt=_months_alt(record, asked, phase, kind),
                column_config={"month": st.column_config.DateColumn("End of", format="MMM YYYY", pinned=True)},
                hide_index=True,
            )
        return picked


def changes(record: Record, recent: pd.DataFrame, on: dt.date) -> None:
    """Changes of position (`cached.newest_changes`): from, to, and the words of both with all that qualifies them."""
    book = record.codebook
    if recent.empty:
        st.caption("No change of position in this selection.")
    side_by_side = parts.grid()
    for row in tables.rows(recent):
        badges = " → ".join(markup.badge(book, row[f"{side}_code"]) for side in ("from", "to"))
        slot = markup.slot_name(book, row["phase"], row["kind"])
        lines = [f"**{plain(record.people.entity_name(row['entity']))}** &nbsp; {badges} · {slot}"]
        for side in ("from", "to"):
            lines += words({name: row[f"{side}_{name}"] for name in SAID}, on)
        with side_by_side, st.container(border=True):
            st.markdown("\n\n".join(lines))


SAID = ("id", "said", "gloss", "speaker", "office", "date", "source", "confidence", "marks")


def words(row: dict[str, Any], on: dt.date) -> list[str]:
    """The words of one side of a change, who said them and when, and what limits how far they can be taken."""
    who = f"{row['speaker']}, {row['office']}, {markup.day(row['date'])}"
    days = (pd.Timestamp(on) - row["date"]).days
    age = f"{tables.age(days)} before {markup.day(on)}" if days else tables.age(days)
    behind = [age, row["source"], f"confidence {row['confidence'].lower()}", row["marks"]]
    qualified = markup.small(f":gray[{plain(' · '.join(filter(None, behind)))}]")
    gloss = markup.small(f":gray[Our summary: {plain(row['gloss'])}]") if row["gloss"] else ""
    return [*filter(None, (plain(row["said"]), gloss)), f"{markup.statement_link(row['id'], who)}  \n{qualified}"]
