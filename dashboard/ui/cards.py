"""Faces: statements as cards: their words, and all that qualifies them. In: rows of the record; out: elements of
a page.

Text from outside never becomes markup: all of it goes through `plain`, quotes too, so that a card need not be many
parts of the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import citation, tables
from dashboard.output.columns import texts
from dashboard.output.direction import isolated
from dashboard.positions import view
from dashboard.positions.as_of import ANY_PHASE, SILENT
from dashboard.ui import address, markup, pages, picks
from dashboard.ui.filters import Asked
from dashboard.ui.plain import link, plain

CARDS, PAIRS = 3, 2
"""How many statement cards, and how many pairs of them, are drawn at first: each part of a page costs every click."""

MORE = 6
"""How many more a click on the button below them draws."""

NOTHING_OWN = {True: "It had said nothing itself up to that day.", False: "In this selection: nothing of its own."}
"""What stands beside others' words where there are none of its own, by whether all statements count."""


def card(
    record: Record,
    row: Mapping[str, Any],
    on: dt.date | None = None,
    *,
    title: str = "",
    level: int = 3,
    heading: str = "",
    above: str = "",
    below: str = "",
    permanent: bool = True,
    framed: bool = True,
) -> None:
    """One statement: position, words, speaker, office, day and age, terms, source; nothing hidden that qualifies it.

    It is two parts of the page, since each costs the browser time: what is coded, with its meaning as help, and the
    words with all that stands behind them. `title` (a heading of that `level`) and `heading` are text, `above` and
    `below` Markdown of ours. `permanent` adds the link to its own page; a card that is not `framed` stands in a frame
    that is there already.
    """
    book = record.codebook
    coded = [markup.badge(book, row["position"]), book.label("phase", row.get("stated_phase", row["phase"]))]
    name, value = force(book, row)
    coded.append(book.label(name, value).lower())
    if row["format"] != "unspecified":
        coded.append(book.label("format", row["format"]))
    whose = f"**{plain(heading)}** &nbsp; " if heading else ""
    before = [f"{'#' * level} {plain(title)}" if title else "", above, _claim(record, row), whose + " · ".join(coded)]
    said_by = f"{_said_by(row)} · {_when(row, on)}"
    sources = [_source(row), *([markup.statement_link(row["id"])] if permanent else [])]
    after = [
        _words(book, row),
        said_by,
        markup.small(" · ".join(sources)),
        markup.small(f":gray[{_qualifiers(record, row)}]"),
        below,
    ]
    with st.container(border=True) if framed else nullcontext():
        st.markdown("\n\n".join(filter(None, before)), help=_meaning(book, row), anchors=False)
        st.markdown("\n\n".join(filter(None, after)))


def _words(book: Codebook, row: Mapping[str, Any]) -> str:
    """The words, and before those that are not English their language: who hears a page read must know it first."""
    foreign = row["quote"] and row["quote_language"] != "en"
    language = f":gray[In {book.label('quote_language', row['quote_language'])}:] " if foreign else ""
    return language + plain(tables.said(row["quote"], row["summary"]))


def force(book: Codebook, row: Mapping[str, Any]) -> tuple[str, str]:
    """What the forces would be for, or, where that was not stated, which kind of force they are: list and code."""
    mission = book.code("mission", row["mission"])
    return ("kind", mission.kind) if mission.code == "unspecified" else ("mission", mission.code)


def _claim(record: Record, row: Mapping[str, Any]) -> str:
    """That another's official speaks, in Markdown: it comes before the position, which would mislead without it."""
    if row["speaker_entity"] == row["entity"]:
        return ""
    by, about = (record.people.entity_name(row[name]) for name in ("speaker_entity", "entity"))
    return f":material/hearing: **{plain(texts().claim.told.format(by=by, about=about))}**"


def _meaning(book: Codebook, row: Mapping[str, Any]) -> str:
    """What the labels of a card mean, for the help beside them."""
    position = tables.position_code(book, row["position"])
    lines = [f"**{plain(position.label)}**: {plain(position.definition)}"]
    list_name, value = force(book, row)
    coded = {"phase": row.get("stated_phase", row["phase"]), list_name: value, "format": row["format"]}
    for name, value in coded.items():
        if name == "phase" or value != "unspecified":
            code = book.code(name, value)
            lines.append(f"**{plain(code.label)}**: {plain(code.definition)}")
    return "\n\n".join(lines)


def _when(row: Mapping[str, Any], on: dt.date | None) -> str:
    said = pd.Timestamp(row["date"]).date()
    basis = "" if row["date_basis"] == "said" else " (day of publication)"
    if on is None or on == said:
        return f"{markup.day(said)}{basis}"
    order = "before" if on > said else "after"
    return f"{markup.day(said)}{basis} · {tables.age(abs((on - said).days))} {order} {markup.day(on)}"


def _qualifiers(record: Record, row: Mapping[str, Any]) -> str:
    """What limits a statement: its terms, translation, low confidence, the note."""
    book = record.codebook
    lines = []
    if row["conditions"]:
        lines.append(f"On condition: {tables.labels(book, 'conditions', row['conditions'])}.")
    if row["quote"]:
        lines.append(row["summary"])
    else:
        lines.append("No direct quote: the words above are our summary.")
    if row["confidence"] != "high":
        lines.append(_confidence(book, row))
    if row["note"]:
        lines.append(f"Note: {row['note']}")
    return plain(" ".join(line if line.endswith((".", "?", "!")) else line + "." for line in lines))


def _confidence(book: Codebook, row: Mapping[str, Any]) -> str:
    """What a confidence that is not the highest means; beside a quote, that it falls short of the highest."""
    code, highest = book.code("confidence", row["confidence"]), book.codes["confidence"][0]
    if row["quote"] and code == book.codes["confidence"][1]:
        return f"Confidence {code.label.lower()}: short of “{highest.definition.rstrip('.').lower()}”"
    return f"Confidence {code.label.lower()}: {code.definition.lower()}"


def _said_by(row: Mapping[str, Any]) -> str:
    """The speaker with the office; an institution whose name says its office has it once."""
    office = "" if row["office"].lower() in row["speaker"].lower() else f", {plain(row['office'])}"
    return f"**{plain(row['speaker'])}**{office}"


def _source(row: Mapping[str, Any]) -> str:
    """Where a statement was published, its address behind the publisher's name, as Markdown."""
    published = pd.Timestamp(row["source_date"]).date()
    title = isolated(f"“{row['source_title']}”") + ", " if row["source_title"] else ""
    if row["source_url"]:
        publisher = link(plain(row["source_publisher"]), row["source_url"])
        return f":material/open_in_new: {publisher} · {plain(f'{title}published {markup.day(published)}')}"
    return plain(f"Source: {row['source_publisher']}, {title}published {markup.day(published)}; no address known")


def open_card(record: Record, statement_id: str, on: dt.date, key: str = "card") -> None:
    """Open the whole statement over the page, once for each click in the element of that key; "" is no click."""
    if _clicked(statement_id, key):
        rows = tables.rows(record.frame[record.frame["id"] == statement_id])
        st.dialog("Statement", width="large", on_dismiss=partial(_close, key))(_card_of)(record, rows, on)


def open_silence(record: Record, entity: str, state: str, key: str, why: str) -> None:
    """Open over the page what it means that an entity has no position, once for each click in the element of that key.

    `state` is the code of how it has none, `why` what that means.
    """
    if _clicked(entity, key):
        name = plain(record.people.entity_name(entity))
        st.dialog(name, on_dismiss=partial(_close, key))(silent_card)(record, why=why, position=state, framed=False)


def open_position(record: Record, asked: Asked, readable: pd.DataFrame, entity: str, key: str) -> None:
    """Open over the page what an entity's position in these rows rests on, once for each click; "" is no click.

    That is the statement's card, or what it means that there is none.
    """
    rows = tables.rows(readable[readable["entity"] == entity])
    if rows and not rows[0]["id"]:
        state = next(code.code for code in record.codebook.codes["state"] if code.label == rows[0]["label"])
        open_silence(record, entity, state, key, without_position(record, asked.selection, asked.rule, state))
    else:
        open_card(record, rows[0]["id"] if rows else "", asked.on, key)


def _clicked(picked: str, key: str) -> bool:
    """Whether something was picked in the element of that key that was not picked there before.

    What has come to stand in a row that was ticked before, as after a step back in the browser, nobody has picked.
    """
    rows = _selection(key).get("rows")
    before, rows_before = st.session_state.get(f"_picked-{key}", ("", None))
    st.session_state[f"_picked-{key}"] = picked, rows
    return bool(picked) and (picked != before if rows is None else rows != rows_before)


def _selection(key: str) -> dict[str, Any]:
    """What is selected in the table of that key; nothing where it is no table."""
    return dict((st.session_state.get(key) or {}).get("selection", {}))


def _close(key: str) -> None:
    """Forget the click in a table or a chart that opened the statement, so that the same click opens it again."""
    selection = _selection(key)
    if "rows" in selection:
        st.session_state[key] = {"selection": {name: [] for name in selection}}
    if "rows" in selection or picks.closed(key):
        st.session_state.pop(f"_picked-{key}", None)


def _card_of(record: Record, rows: list[dict[str, Any]], on: dt.date) -> None:
    for row in rows:
        card(record, row, on, heading=record.people.entity_name(row["entity"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            onward(record, row)


def onward(record: Record, row: Mapping[str, Any]) -> None:
    """Links from a statement to everything else of its speaker and of its country, day and rule as they are."""
    kept = address.day_and_rule()
    _way(
        pages.OFFICIAL,
        label=plain(f"All of {row['speaker']}"),
        icon=":material/person:",
        query_params={"speaker": row["speaker"], **kept},
    )
    _way(
        pages.COUNTRY,
        label=plain(f"All of {record.people.entity_name(row['entity'])}"),
        icon=":material/flag:",
        query_params={"entity": row["entity"], **kept},
    )


def _way(page: st.Page, label: str, icon: str, query_params: Mapping[str, str | Sequence[str]]) -> None:
    """A link to another page; another site's frame has none, so from there the whole site opens beside it."""
    if st.context.is_embedded:
        st.markdown(f"{icon} {link(label, f'/{page.url_path}?{urlencode(query_params, doseq=True)}')}", width="content")
    else:
        st.page_link(page, label=label, icon=icon, query_params=query_params)


def later(statements: pd.DataFrame, on: dt.date) -> None:
    """Say how many statements, sorted by day, were made after the day: a page shows them, its positions do not."""
    after = len(statements) - int(statements["date"].searchsorted(pd.Timestamp(on), side="right"))
    if after:
        said = "was said" if after == 1 else "were said"
        st.caption(f"{after:,} of {len(statements):,} {said} after {markup.day(on)}.")


def of_any_phase(statements: pd.DataFrame, selection: Selection) -> None:
    """Say how many statements name no phase where one is picked: what is shown must not pass for its words."""
    found = int((statements["phase"] == ANY_PHASE).sum())
    if found and selection.phase and ANY_PHASE not in selection.phase:
        said = "names no phase: it counts" if found == 1 else "name no phase: they count"
        st.caption(f"{found:,} of {len(statements):,} {said} in both, whichever is picked.")


@st.fragment
def listed(record: Record, frame: pd.DataFrame, on: dt.date, key: str, headings: bool = False) -> None:
    """Statements as cards, newest first, some at a time; `headings` names the country of each."""
    shown = shown_of(key)
    for row in tables.rows(frame.tail(shown).iloc[::-1]):
        card(record, row, on, heading=record.people.entity_name(row["entity"]) if headings else "")
    more(key, shown, len(frame))


def shown_of(key: str, first: int = CARDS) -> int:
    """How many cards of a list are shown."""
    return int(st.session_state.get(f"_{key}", first))


def more(key: str, shown: int, all_of_them: int) -> None:
    """The button below a list of cards that shows more than are `shown`; nothing where none are left."""
    left = all_of_them - shown
    if left > 0:
        label = markup.more_of(left, MORE)
        st.button(label, key=f"more-{key}", icon=":material/expand_more:", on_click=_show, args=(key, shown + MORE))


def _show(key: str, most: int) -> None:
    st.session_state[f"_{key}"] = most


def without_position(record: Record, selection: Selection, rule: str, position: str = SILENT) -> str:
    """What a state without a position means: as the codebook says, but for silence among some statements only."""
    definition = tables.position_code(record.codebook, position).definition
    return silence(record, selection, rule, definition) if position == SILENT else plain(definition)


def silence(record: Record, selection: Selection, rule: str, definition: str) -> str:
    """What silence means: as the codebook says, or among which statements it is, where not all of them count."""
    return plain(citation.narrowed(record, selection, rule) or definition)


def nothing_own(selection: Selection) -> str:
    """What stands in the place of an entity's own words where there are none in a selection."""
    return NOTHING_OWN[view.basis(selection.without("since").without("until")).empty]


def silent_card(
    record: Record, title: str = "", heading: str = "", *, why: str, position: str = SILENT, framed: bool = True
) -> None:
    """A card where nothing was said: silence, or another state without a position, and why (Markdown of ours)."""
    whose = f"**{plain(heading)}** &nbsp; " if heading else ""
    before = f"### {plain(title)}\n\n" if title else ""
    with st.container(border=True) if framed else nullcontext():
        st.markdown(f"{before}{whose}{markup.badge(record.codebook, position)}\n\n{markup.small(why)}", anchors=False)
