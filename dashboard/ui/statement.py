"""Faces: the sections of a statement's own page. In: the record and a row of it; out: elements on the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st
from rapidfuzz import fuzz, process

from dashboard.dataset.changelog import Changelog, history, load_changelog, mark
from dashboard.dataset.problems import DataError
from dashboard.dataset.statement import Trace, as_json
from dashboard.dataset.store import Record, read_one
from dashboard.output import citation, method, tables
from dashboard.output.columns import texts
from dashboard.output.direction import isolated
from dashboard.parsing.reasons import reasons_of
from dashboard.ui import cached, markup, pages
from dashboard.ui.plain import plain

Row = Mapping[str, Any]
ALIKE = 80.0
"""Likeness (0 to 100) from which an ID may be meant by one that is none."""


def row_of(record: Record, statement_id: str) -> dict[str, Any] | None:
    """The row of the record under an id, or None."""
    found = tables.rows(record.frame[record.frame["id"] == statement_id])
    return found[0] if found else None


def unknown(record: Record, statement_id: str) -> None:
    """Say that there is no such statement, what became of it as far as that is known, and where to look."""
    if not statement_id:
        st.info("Which statement? Its address is `/statement?id=…`; every card and table row leads to one.")
    else:
        st.error("The record has no statement with this ID:", icon=":material/search_off:")
        st.code(statement_id[:200], language=None, wrap_lines=True)
        changelog = _changelog()
        for version, what, _ in history(changelog, statement_id) if changelog else ():
            if what == "removed":
                st.markdown(f"It was removed in version {version.version}: {plain(version.note)}")
        for name in _alike(record, statement_id[:200]):
            st.page_link(pages.STATEMENT, label=plain(name), query_params={"id": name})
    st.page_link(pages.STATEMENTS, label="All statements", icon=":material/format_quote:")


def _alike(record: Record, statement_id: str) -> list[str]:
    """The ids that are most like one that is none, at most three."""
    ids = record.frame["id"].tolist()
    found = process.extract(statement_id, ids, scorer=fuzz.ratio, limit=3, score_cutoff=ALIKE)
    return [str(name) for name, _, _ in found]


def address(statement_id: str) -> str:
    """The permanent address of a statement on this server."""
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}/statement?{urlencode({'id': statement_id})}"


def coding(record: Record, row: Row) -> None:
    """Every field with its value, the code in the data, and what the code means, in lines that wrap."""
    book = record.codebook
    lines = []
    for field in book.fields:
        value = _shown(row[field.name])
        code = next((code for code in book.codes.get(field.name, ()) if code.code == value), None)
        lines.append(
            _line(field.label, _names(record, field.name, value), value, code.definition if code else field.meaning)
        )
        if field.name == "mission":
            kind = book.code("kind", book.code("mission", value).kind)
            lines.append(_line(method.about(record, "kind")[0], kind.label, kind.code, kind.definition))
    st.markdown("\n\n".join(lines))


def _line(label: str, name: str, value: str, meaning: str) -> str:
    """A field, as Markdown: its value in words, as it stands in the data where that differs, and what it means."""
    code = f" `{value}`" if name != value else ""
    return (
        f"**{plain(label)}** &nbsp; {plain(isolated(name)) or '–'}{code}  \n{markup.small(f':gray[{plain(meaning)}]')}"
    )


def _shown(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else str(value)


def _names(record: Record, field: str, value: str) -> str:
    """A field's value with names for codes; what no list has as it is."""
    if field in ("entity", "speaker_entity"):
        return record.people.entity_name(value)
    if field == "conditions":
        return tables.labels(record.codebook, "conditions", value)
    return record.codebook.label(field, value)


@st.cache_resource(max_entries=2, show_spinner=False)
def _read_changelog(path: str, state: str) -> Changelog | DataError | None:
    del path, state  # they only tell one state of the files from another
    data = cached.data_path()
    try:
        return load_changelog(data) if data.is_dir() else None
    except DataError as error:
        return error


def _changelog() -> Changelog | None:
    """The changelog; the page says so where there is none, or none that can be read."""
    found = _read_changelog(str(cached.data_path()), cached.record().fingerprint)
    if isinstance(found, DataError):
        st.error(f"The changelog can't be read: {plain(found)}", icon=":material/error:")
        return None
    if found is None:
        st.caption("This record comes without a changelog.")
    return found


def past(record: Record, row: Row) -> None:
    """How the statement came into the record, and what the versions changed in it and why."""
    found = read_one(cached.data_path(), row["entity"], row["id"], record.context)
    if found and found.trace:
        _proposed(record, found.trace, row)
    changelog = _changelog()
    if changelog is None:
        return
    told = list(history(changelog, row["id"]))
    for version, what, changes in told:
        st.markdown(f"**Version {version.version}**, {markup.day(version.day)}: {what}")
        st.caption(plain(version.note))
        for change in changes:
            label = (
                record.codebook.field(change.field).label if change.field in record.codebook.columns else change.field
            )
            why = f" Reason: {change.why}" if change.why else ""
            before, after = (
                isolated(_names(record, change.field, value)) or "(empty)" for value in (change.before, change.after)
            )
            st.caption(plain(f"{label}: {before} → {after}.{why}"))
    if found and mark(as_json(found)) != changelog.state.get(row["id"]):
        verb = "Changed" if told else "Added"
        st.caption(f"{verb} since version {changelog.newest.version}: the next version will say what and why.")


def _proposed(record: Record, trace: Trace, row: Row) -> None:
    """What the machine had proposed, and what the reviewer made of it."""
    st.markdown(f"**Read by the parser**, decided by {plain(trace.reviewer)} on {plain(trace.decided_on)}")
    rules = "; ".join(f"{meaning} ({rule})" if meaning else rule for rule, meaning in reasons_of(trace.rules))
    st.caption(plain(f"Article {trace.article_id}. How it was read: {rules or 'no rule is named'}. Evidence:"))
    st.text(trace.evidence)
    for name, value in trace.proposed.items():
        if name in record.codebook.columns and value != _shown(row[name]):
            label = record.codebook.field(name).label
            proposed, decided = (
                isolated(_names(record, name, said)) or "(empty)" for said in (value, _shown(row[name]))
            )
            st.caption(plain(f"{label}: proposed {proposed}, decided {decided}."))


def cite(record: Record, row: Row, today: dt.date) -> None:
    """The three ways to cite it."""
    forms(citation.cite_statement(row, record, today, address(row["id"])))


def forms(cited: citation.Citation) -> None:
    """A citation in its three forms, each to be copied."""
    for title, text, language in (
        ("Credit", cited.credit, None),
        ("APA", cited.apa, None),
        ("BibTeX", cited.bibtex, "bibtex"),
    ):
        st.markdown(f"**{title}**")
        st.code(text, language=language, wrap_lines=True)


def report(record: Record, row: Row) -> None:
    """A text by which a reader reports an error, to copy or to send."""
    subject, body = citation.error_report(row, record, address(row["id"]))
    st.code(f"{subject}\n\n{body}", language=None, wrap_lines=True)
    query = urlencode({"subject": subject, "body": body}, quote_via=quote)
    st.link_button("Write a mail", f"mailto:{texts().report.to}?{query}", icon=":material/mail:")
