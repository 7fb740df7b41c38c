"""Faces: the parts that pages have in common: headings, notices, legends, the footer.

In: what is asked, and the record; out: elements of a page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.dataset.problems import DataError
from dashboard.dataset.selection import Selection, crossed
from dashboard.dataset.store import Record
from dashboard.output import citation, tables
from dashboard.positions.as_of import ANY_PHASE, BOTH_PHASES
from dashboard.ui import geography, markup, sharing
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

if TYPE_CHECKING:
    from streamlit.elements.lib.grid_container import GridContainer  # what st.grid gives has no public name

NARROWEST = 240
"""Pixels below which what stands side by side stands one below the other."""


def name_tab(shown: str) -> None:
    """Name the browser's tab: the page's name, or what it shows, comes first, where a narrow tab still has it."""
    st.set_page_config(page_title=f"{shown} · Stance tracker")


@st.fragment
def header(
    record: Record,
    asked: Asked,
    title: str,
    subtitle: str = "",
    limited: bool = True,
    shown: Selection | None = None,
) -> None:
    """The page's heading, what is picked, and the popover to share it: its inside is drawn once it is opened.

    Title and subtitle are Markdown. A page that is not `limited` as a whole says itself what the filters limit. `shown`
    is the page's own selection, where that is another than what is picked.
    """
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.title(title, anchor=False, width="content")
        with st.popover("Share", icon=":material/share:", on_change="rerun", key="share") as opened:
            if opened.open:
                sharing.share(record, asked, shown or asked.selection)
    left_out = other_question(record, asked) if shown and len(shown.question) == 1 else ""
    picked = replace(asked.selection, question=shown.question) if shown and left_out else asked.selection
    under_heading(record, picked if limited else Selection(), subtitle, left_out)


def under_heading(record: Record, selection: Selection, subtitle: str, left_out: str = "") -> None:
    """What a view shows, as Markdown, the filters that limit it, and what of them is `left_out`."""
    lines = [line for line in (subtitle, only(record, selection), left_out) if line]
    if lines:
        st.markdown("\n\n".join(lines))


def other_question(record: Record, asked: Asked) -> str:
    """That of two questions picked one alone is shown, as Markdown; nothing where not both are picked."""
    labels = {code: plain(record.codebook.label("question", code)) for code in asked.selection.question}
    if len(labels) < 2:
        return ""
    other = next(label for code, label in labels.items() if code != asked.question)
    return (
        f"Both questions are picked, and one is shown: *{labels[asked.question]}*. For the other pick *{other}* alone."
    )


def only(record: Record, selection: Selection) -> str:
    """What is picked, as Markdown; nothing where nothing is."""
    picked = picked_in_words(record, selection)
    return f":material/filter_alt: Only **{plain(picked)}**" if picked else ""


def beyond(record: Record, on: dt.date) -> None:
    """Say so where a day lies before the record or after its end: what was said then is not in it."""
    first, last = record.first_day, record.searched_to
    if on > last:
        later = int((record.frame["date"] > pd.Timestamp(last)).sum())
        said = "what was said since is not in it"
        if later:
            said = f"of what was said since it has {later:,} statement{'' if later == 1 else 's'} added one by one"
        st.caption(
            f":material/event_busy: The record ends on {markup.day(last)}: {said}, and silence since then says nothing."
        )
    elif on < first:
        st.caption(
            f":material/event_busy: The record begins on {markup.day(first)}: what was said before is not in it, and "
            "silence on this day says nothing."
        )


def open_phase(selection: Selection) -> None:
    """Say so where a filter limits no position: words that name no phase count in both."""
    if selection.phase and not set(selection.phase) & set(BOTH_PHASES):
        st.caption("Words that name no phase count in both, so positions of both phases are shown.")


def no_rule(record: Record, rule: str) -> None:
    """Say so where a rule is picked on a page that shows statements and no positions."""
    if rule != record.codebook.values("rule")[0]:
        st.caption("The filter *Rule* plays no part on this page: statements are shown, and no positions.")


def crossed_days(selection: Selection) -> None:
    """Say so where the days that are picked leave none between them: nothing found would look like silence."""
    if crossed(selection) and selection.since and selection.until:
        st.warning(
            f"*Said since* ({markup.day(selection.since)}) lies after *Said until* ({markup.day(selection.until)}): no "
            "day is in both, so no statement can match. Pick an earlier *since*, a later *until*, or only one of them.",
            icon=":material/event_busy:",
        )


def nothing(beyond: int = 0) -> None:
    """Say that a selection is empty, and what to do. `beyond` counts what matches on other questions and kinds."""
    what = "Take a filter away, or clear them all."
    if beyond:
        what = (
            f"{beyond:,} {'does' if beyond == 1 else 'do'} on another question or kind of force: pick these in the "
            "filters, under *Kind of force* and under *More filters*, *Question*."
        )
    st.info(f"No statement matches{' here' if beyond else ''}. {what}", icon=":material/search_off:")


def picked_in_words(record: Record, selection: Selection) -> str:
    """The selection with names for codes: "Poland, France · After a ceasefire · Format: NATO"."""
    return " · ".join(citation.picked(record, selection))


def grid(wide: int = 2, key: str | None = None, narrowest: int = NARROWEST) -> GridContainer:
    """Places for elements side by side, row by row: so read a narrow screen and a screen reader, too."""
    return st.grid(wide, min_column_width=narrowest, gap=("small", "medium"), key=key)


def legend(record: Record, question: str, *, named: bool = False, narrowed: str = "") -> None:
    """What each position means, beside its sign; `named` where a page has one for each question.

    `narrowed` says among which statements silence is, where not all of them count (`citation.narrowed`).
    """
    book = record.codebook
    silent = tables.silence(book)
    which = f" · {plain(book.label('question', question).lower())}" if named else ""
    with st.expander(f"What the positions mean{which}"):
        codes = (*book.positions(question), *tables.states(book, question))
        meanings = [narrowed if narrowed and code == silent else code.definition for code in codes]
        lines = [f"{markup.badge(book, one.code)} {plain(said)}" for one, said in zip(codes, meanings, strict=True)]
        st.markdown("\n\n".join([*lines, *map(plain, sign_texts(record))]))


def key_days() -> None:
    """What the dashed lines of timelines mean, each with the statement that it rests on."""
    with st.expander("What the dashed lines mean"):
        lines = []
        for row in tables.rows(geography.key_days()):
            rests_on = markup.small(markup.statement_link(row["statement"]))
            lines.append(f"**{markup.day(row['day'])} · {plain(row['label'])}** {plain(row['why'])} {rests_on}")
        st.markdown("\n\n".join(lines))


def signs_note(record: Record) -> str:
    """What the signs in a picture say beyond the positions, as Markdown."""
    return plain(signs_note_text(record))


def signs_note_text(record: Record) -> str:
    """What the signs in a picture say beyond the positions."""
    return f"{' '.join(sign_texts(record))} A click on a mark shows the words, the speaker, the day and the source."


def sign_texts(record: Record) -> tuple[str, str]:
    """What stands behind a sign: the question mark of a doubtful coding, the asterisk of words that name no phase."""
    low, any_phase = (record.codebook.code(*code) for code in (("confidence", tables.LOW), ("phase", ANY_PHASE)))
    doubt, said = low.definition.rstrip(".").lower(), any_phase.definition.rstrip(".")
    return (
        f"{tables.DOUBT} behind a sign: {low.label.lower()} confidence ({doubt}).",
        f"{tables.OPEN} behind a sign: {any_phase.label.lower()} ({said[0].lower()}{said[1:]}).",
    )


def narrowed(record: Record, selection: Selection, rule: str) -> str:
    """Say so where silence is one among some statements only; gives what it then means, as text."""
    meaning = citation.narrowed(record, selection, rule)
    if meaning:
        st.caption(f":material/filter_alt: **{tables.silence(record.codebook).label}**: {plain(meaning)}")
    return meaning


def problems(record: Record) -> None:
    """Say on every page what was left out because it is broken: a gap must never look like silence."""
    if record.problems:
        files = sorted({problem.file for problem in record.problems})
        st.error(
            f"{len(record.problems)} problem{'s' if len(record.problems) > 1 else ''} in the data: statements of "
            f"{plain(', '.join(files))} are left out, so silence there means nothing. Run `python -m dashboard check`.",
            icon=":material/error:",
        )
        with st.expander("The problems"):
            for problem in record.problems[:20]:
                st.text(str(problem))


def broken_record(error: DataError) -> None:
    """Say why there is no record to show."""
    st.error("The record can't be read. Run `python -m dashboard check`.", icon=":material/error:")
    for problem in error.problems[:20]:
        st.text(str(problem))


def footer(record: Record) -> None:
    """On every page: version, coverage, and how far the record goes."""
    edition = record.edition
    first, last = markup.day(record.first_day), markup.day(record.searched_to)
    st.caption(
        f"{plain(edition.title)}, version {edition.version} · {len(record.frame):,} statements · "
        f"searched: {first} to {last} · "
        "stated positions, not forecasts; an empty period means that nothing was found, not that nothing was said"
    )
