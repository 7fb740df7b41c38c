"""Faces: the words beside a timeline: how many it draws, whom it has no lane for, what its marks mean.

In: readable statements in lanes (`output.arrange`); out: words, and elements of the page.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output.columns import texts
from dashboard.positions import view
from dashboard.positions.as_of import ANY_PHASE, HOST, SILENT
from dashboard.ui import markup
from dashboard.ui.plain import plain

STATEMENTS = "The statements behind the marks"
"""What the table below the pictures is called: drawn once it is opened, since it would cost every click."""


def counted(statements: int) -> str:
    """A number of statements, as Markdown."""
    return f"**{statements:,}** statement{'' if statements == 1 else 's'}"


def how_many(codebook: Codebook, inside: pd.DataFrame) -> str:
    """How many statements a phase's picture draws; those that name no phase apart, since the other draws them too."""
    if inside.empty:
        return "No statement in this selection."
    both = int((inside["phase"] == codebook.label("phase", ANY_PHASE)).sum())
    text = counted(len(inside) - both)
    if not both:
        return f"{text}."
    return f"{text}, and **{both:,}** that name{'s' if both == 1 else ''} no phase: counted in either phase."


def without(record: Record, selection: Selection, inside: pd.DataFrame) -> str:
    """Who of those picked by country or group has no lane, and why, as Markdown: whoever is asked for never vanishes.

    `inside` are the statements that have one.
    """
    if not (selection.entity or selection.group):
        return ""
    book, spoken = record.codebook, set(inside["entity"])
    missing = [code for code in view.scope(record, selection) if code not in spoken]
    host = book.host if selection.question == book.values("question")[:1] else ""  # it is not asked to send
    silent = ", ".join(record.people.entity_name(code) for code in missing if code != host)
    where = "" if view.basis(selection).empty else " in this selection"
    said = [f"{book.label('state', SILENT)}{where}: {silent}. Not a “no”."] if silent else []
    if host in missing:
        said.append(f"{book.label('state', HOST)}: {record.people.entity_name(host)}.")
    return plain(" ".join(said))


def key(record: Record, question: str) -> None:
    """What the marks of timelines mean, for above the first of them: positions in a line, their meaning as help."""
    book = record.codebook
    codes, marks = book.positions(question), texts().marks
    st.markdown(
        " ".join(markup.badge(book, code.code) for code in codes),
        help="\n\n".join(f"**{plain(code.label)}**: {plain(code.definition)}" for code in codes),
    )
    st.caption(
        "A mark is a statement: hover over it for the words, click it for the full statement. "
        f"{marks.doubtful} {marks.dotted} Sorted by the latest own position, the farthest-going first. "
        "Drag to move, Ctrl and the wheel to zoom, double-click to go back."
    )


def signs(codebook: Codebook, readable: pd.DataFrame) -> None:
    """What marks with a question mark and dotted ones mean, below timelines that have such marks."""
    marks = texts().marks
    low = (readable["confidence"] == codebook.label("confidence", "low")) & (readable["speaks_for"] == "")
    said = [marks.doubtful] * bool(low.any()) + [marks.dotted] * bool((readable["speaks_for"] != "").any())
    if said:
        st.caption(" ".join(said))
