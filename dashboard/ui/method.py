"""Faces: the sections of the Method page. In: `docs/method.md`, the record, what was measured; out: elements.

The words are those of the document; where it has a block of figures, the page shows the live table instead.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import citation, measured, method
from dashboard.output.columns import texts
from dashboard.ui import cached, cards, markup, parts, picks, sharing, statement
from dashboard.ui.filters import Asked
from dashboard.ui.plain import plain

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"<!-- begin (?P<name>[\w-]+) -->.*?<!-- end (?P=name) -->", re.DOTALL)


@st.cache_resource
def sections(document: str) -> dict[str, str]:
    """The sections of a document of this project by their headings; what stands before the first is under ""."""
    text = (DOCS / document).read_text("utf-8").partition("\n")[2]
    first, *rest = re.split(r"^## ", text, flags=re.MULTILINE)
    return {"": first.strip()} | {part.partition("\n")[0].strip(): part.partition("\n")[2].strip() for part in rest}


def section(record: Record, title: str, text: str) -> None:
    """A section of the document, its blocks of figures live."""
    st.header(title, anchor=anchor(title))
    start = 0
    for found in BLOCK.finditer(text):
        st.markdown(text[start : found.start()])
        FIGURES[found["name"]](record)
        start = found.end()
    if text[start:].strip():
        st.markdown(text[start:])


def anchor(title: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^a-z]+", "-", title.lower()).strip("-")


def contents(titles: list[str]) -> None:
    """Links to the sections of the page."""
    st.markdown(" · ".join(f"[{title}](#{anchor(title)})" for title in titles))


def codebook(record: Record, asked: Asked) -> None:
    """One list of codes, each with its meaning and a statement of the record that shows it."""
    lists = {name: method.about(record, name) for name in method.CODED}
    chosen = picks.one("List of codes", "list", {name: label for name, (label, _) in lists.items()})
    label, meaning = lists[chosen]
    st.caption(plain(meaning))
    table = method.examples(record, chosen)
    picks.hint("the statement that is its example")
    event = st.dataframe(
        table[["label", "meaning", "said", "who", "day", "statements", "code"]],
        key=f"codes-{chosen}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"Codes of {label.lower()} with meaning and an example from the record",
        column_config={
            "label": st.column_config.TextColumn("Label", pinned=True),
            "meaning": st.column_config.TextColumn("Meaning", width="large"),
            "said": st.column_config.TextColumn("Example from the record", width="large"),
            "who": "Speaker",
            "day": "Day",
            "statements": st.column_config.NumberColumn("Statements", format="%d"),
            "code": "Code",
        },
    )
    cards.open_card(record, picks.ticked(event, table["id"]), asked.on, f"codes-{chosen}")


def covered(record: Record, selection: Selection) -> str:
    """What the coverage shows, as Markdown: of the record, or of a selection, whose gaps say nothing of the record."""
    found = (
        "Statements in the record, month by month. An empty cell means that nothing was found, "
        "not that nothing was said."
    )
    if _limited(selection):
        found = (
            "Statements of this selection, month by month. A point means that the record has statements of that month, "
            "but none in this selection; an empty cell, that the record has none."
        )
    return "\n\n".join(filter(None, (found, parts.only(record, selection))))


def _limited(selection: Selection) -> bool:
    """Whether a selection leaves out statements of those whom it asks for."""
    return not selection.without("entity").without("group").empty


def coverage(record: Record, asked: Asked) -> None:
    """Statements by entity and month, so that silence is seen, and the table behind it."""
    selection = asked.selection
    table, limited = cached.coverage(record, selection), _limited(selection)
    if table.empty:
        st.info("No country or body is in all that is picked.", icon=":material/search_off:")
        return
    high = cached.height("coverage", int(table["country"].nunique()))
    spec = cached.chart(record, "coverage", limited=limited)
    st.vega_lite_chart(method.cells(table), spec, key="coverage", height=high, alt=_covered_alt(table, limited))
    later = len(cached.statements(record, selection)) - int(table["statements"].sum())
    if later:
        added = f"{later:,} statement{'' if later == 1 else 's'}"
        st.caption(
            f"Not drawn: {added} of after {markup.day(record.searched_to)}, added one by one. "
            "Nobody has searched the time since, so that an empty month would not be silence."
        )
    with st.expander(BEHIND, key="covered-behind", on_change="rerun") as expander:
        if expander.open:
            _covered_table(method.covered(table), limited)
    exported = method.coverage_columns(table)
    sharing.download(record, exported, "coverage", asked, selection, "coverage-csv")


BEHIND = "The table"


def _covered_alt(table: pd.DataFrame, limited: bool) -> str:
    sums = table.groupby("country")[["statements", "in_record"]].sum()
    empty, silent = int((sums["statements"] == 0).sum()), int((sums["in_record"] == 0).sum())
    lanes = f"{len(sums)} {'country or body' if len(sums) == 1 else 'countries and bodies'}"
    what = f"of {lanes} in {table['month'].nunique()} months"
    if limited:
        return f"Statements in this selection {what}; without any in this selection: {empty}, in the record: {silent}"
    return f"Statements in the record {what}; without any: {silent}"


def _covered_table(table: pd.DataFrame, limited: bool) -> None:
    """A row a country, with each month as the picture has it."""
    months = table.columns[5:]
    sums = {
        "statements": st.column_config.NumberColumn("In this selection" if limited else "Statements", format="%d"),
        "in_record": st.column_config.NumberColumn("In the record", format="%d"),
    }
    empty = "Empty: the record has none of that month." + " 0: only outside this selection." * limited
    st.dataframe(
        table if limited else table.drop(columns="in_record"),
        key="covered",
        hide_index=True,
        alt="Statements of each country and body, months with any, the last such month, and each month",
        column_config={
            "country": st.column_config.TextColumn("Country or body", pinned=True),
            **sums,
            "months": st.column_config.NumberColumn(f"Months with any, of {len(months)}", format="%d"),
            "last": "Last month with any",
            **{month: st.column_config.NumberColumn(month, format="%d", help=empty) for month in months},
        },
    )


def accuracy(record: Record) -> None:
    """The parser's figures, with the day and the version they belong to."""
    book = record.codebook
    found = measured.load_measured()
    st.markdown(
        f"Measured on **{plain(found.measured_on)}** on record **{plain(found.version)}**, parser `{found.parser}`."
    )
    if found.parser != cached.parser_fingerprint():
        st.warning(
            "The parser has changed since: these figures are not those of the one that runs here. "
            "`python -m benchmarks.accuracy --write` measures anew.",
            icon=":material/history:",
        )
    st.markdown("**Right among proposals, by confidence, on articles never seen:**")
    bands = found.bands("articles")
    for column, (band, proposed, right) in zip(st.columns(len(bands)), bands, strict=True):
        column.metric(book.label("confidence", band), f"{right}, of {proposed}")
    for key in ("statements", "details", "confidence", "attributions"):
        tables = found.tables(key)
        head = ["Texts", *(name or "of" for name in tables[0][1].head)]
        rows = [(texts().sets[name], *row) for name, table in tables for row in table.rows]
        st.subheader(tables[0][1].title, anchor=False)
        st.dataframe(pd.DataFrame(rows, columns=head), key=f"measured-{key}", hide_index=True, alt=tables[0][1].title)


def agreement(record: Record) -> None:
    """How the record was checked by hand."""
    checked = method.load_agreement()
    twice, again = checked.coded_twice, checked.looked_up
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{twice.statements} statements coded twice.** {twice.how} {twice.note}")
        rows = [(record.codebook.field(name).label, value) for name, value in twice.fields.items()]
        table = pd.DataFrame(rows, columns=["Field", twice.measure])
        figures = {twice.measure: st.column_config.NumberColumn(format="%.2f")}
        st.dataframe(table, hide_index=True, alt=f"{twice.measure} by field", column_config=figures)
    with right:
        st.markdown(f"**{again.statements} statements looked up again.** {again.how}")
        found = pd.DataFrame([(one.what, one.right, one.of) for one in again.found], columns=["What", "Right", "Of"])
        st.dataframe(found, hide_index=True, alt="What was right among the statements looked up again")


def limits(record: Record) -> None:
    """What a reader must know of some statements, and of how many."""
    table = method.limits(record).set_axis(["Statements with", f"Of {len(record.frame):,}"], axis=1)
    st.dataframe(table, hide_index=True, alt="Number of statements with each caveat")


FIGURES = {"agreement": agreement, "measured": accuracy, "limits": limits}


def cite(record: Record) -> None:
    """How to cite the record as a whole."""
    here = str(st.context.url or "").split("?")[0].removesuffix("/method")
    st.markdown(
        "Name the source of each statement that you quote: it stands beside the words. For the record as a whole:"
    )
    statement.forms(citation.cite_dataset(record.edition, dt.date.today(), here))


def report(record: Record) -> None:
    """The text of a report of an error, filled in for the statement that is asked for."""
    st.markdown(
        "A wrong attribution is the worst that can happen here. Put in the ID of the statement: it stands in its "
        "address and on every opened statement."
    )
    asked = st.text_input("ID of the statement", key="id", placeholder="2024-02-26-fra-macron-1").strip()
    found = statement.row_of(record, asked)
    if found:
        statement.report(record, found)
    elif asked:
        st.warning("No statement of this record has that ID.", icon=":material/search_off:")
