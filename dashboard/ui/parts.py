"""Faces: the parts that pages are made of: headings, position badges, statement cards, downloads, notices.

In: codes, texts and rows of the record; out: elements on the page. Text from outside never becomes markup: all of it
goes through `plain`, quotes too, so that a card need not be many parts of the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pandas as pd
import streamlit as st

from dashboard import framing
from dashboard.dataset.codebook import Codebook
from dashboard.dataset.problems import DataError
from dashboard.dataset.selection import Selection
from dashboard.dataset.store import Record
from dashboard.output import arrange, citation, downloads, exports, tables
from dashboard.output.columns import texts
from dashboard.output.queries import same_question
from dashboard.positions.as_of import SILENT
from dashboard.ui import address, cached, geography, pages
from dashboard.ui.filters import Asked
from dashboard.ui.plain import link
from dashboard.ui.plain import plain as plain

if TYPE_CHECKING:
    from streamlit.elements.lib.grid_container import GridContainer  # what st.grid gives has no public name

CARDS, PAIRS = 4, 3
"""How many statement cards, and how many pairs of them, are drawn at first: each part of a page costs every click."""

NARROWEST = 240
"""Pixels below which what stands side by side stands one below the other."""

MORE = 6
"""How many more a click on the button below them draws."""


def day(value: dt.date) -> str:
    """A day in words."""
    return f"{value.day} {value:%B %Y}"


def badge(codebook: Codebook, position: str) -> str:
    """Markdown for a position in its colour, with sign and label."""
    code = tables.position_code(codebook, position)
    mark = code.light if cached.theme() == "light" else code.dark
    text = plain(f" {code.glyph} {code.label} ").replace(" ", "\u00a0")
    if mark is None:
        return text
    return f':color[{text}]{{foreground="{mark.text}" background="{mark.colour}"}}'


def slot_name(codebook: Codebook, phase: str, kind: str) -> str:
    """What a position belongs to, for the heading of what it limits: "After a ceasefire · ground forces"."""
    return f"{codebook.label('phase', phase)} · {codebook.label('kind', kind).lower()}"


@st.fragment
def header(record: Record, asked: Asked, title: str, subtitle: str = "") -> None:
    """The page's heading, what is picked, and the popover to share it: its inside is drawn once it is opened."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.title(title, anchor=False, width="content")
        with st.popover("Share", icon=":material/share:", on_change="rerun", key="share") as opened:
            if opened.open:
                share(record, asked)
    picked = picked_in_words(record, asked.selection)
    only = f":material/filter_alt: Only **{plain(picked)}**" if picked else ""
    if subtitle or only:
        st.markdown("\n\n".join(filter(None, (subtitle, only))))


def coverage_end(record: Record) -> dt.date:
    """The last day that the record covers."""
    return dt.date.fromisoformat(record.edition.coverage_end)


def beyond(record: Record, on: dt.date) -> None:
    """Say so where a day lies after the end of the record: what was said since is not in it."""
    end = coverage_end(record)
    if on > end:
        st.caption(
            f":material/event_busy: The record ends on {day(end)}: positions are those of that day, and what was said "
            "since is not in it."
        )


def nothing() -> None:
    """Say that a selection is empty, and what to do."""
    st.info("No statement matches. Take a filter away, or clear them all.", icon=":material/search_off:")


def picked_in_words(record: Record, selection: Selection) -> str:
    """The selection with names for codes: "Poland, France · After a ceasefire"."""
    named: dict[str, list[str]] = {}
    for parameter, value in selection.items():
        if parameter in ("since", "until"):
            text = f"{parameter} {value}"
        elif parameter == "words":
            text = f"“{value}”"
        elif parameter == "entity":
            text = record.people.entity_name(value)
        else:
            text = record.codebook.label(parameter, value)
        named.setdefault(parameter, []).append(text)
    return " · ".join(", ".join(texts) for texts in named.values())


def share(record: Record, asked: Asked) -> None:
    """The address of this view, the same question to the API, and how to cite it."""
    here = urlsplit(str(st.context.url or ""))
    origin, path = f"{here.scheme}://{here.netloc}", here.path or "/"
    query = urlencode(address.current(), doseq=True)
    link = f"{origin}{path}" + (f"?{query}" if query else "")
    st.markdown("**Link to this view**")
    st.code(link, language=None, wrap_lines=True)
    cited = citation.cite_view(record.edition, asked.selection, dt.date.today(), link)
    st.markdown("**Credit**")
    st.code(cited.credit, language=None, wrap_lines=True)
    with st.expander("APA and BibTeX"):
        st.code(cited.apa, language=None, wrap_lines=True)
        st.code(cited.bibtex, language="bibtex", wrap_lines=True)
    with st.expander("The same question to the API"):
        st.code("\n".join(same_question(asked.selection, asked.on, asked.rule, origin)), language=None, wrap_lines=True)
    if path in framing.PATHS:
        with st.expander("Show it on another site"):
            framed = f"{link}{'&' if query else '?'}embed=true"
            st.code(framing.snippet(framed, record.edition.title), language="html", wrap_lines=True)


def download(
    record: Record,
    frame: pd.DataFrame,
    table: str,
    asked: Asked,
    selection: Selection,
    key: str,
    feed: str = "",
) -> None:
    """A control that downloads a table of exactly what is shown, in every form, with the address of its feed beside it.

    The forms are drawn once it is opened, and a file is made when it is asked for.
    """
    _download(record, len(frame), lambda: frame, table, asked, selection, key, feed)


def download_positions(record: Record, asked: Asked, selection: Selection, key: str) -> None:
    """The same control for the positions asked for: their file says what each rule gives, which is derived for it."""
    asking = (record, selection, asked.on, asked.rule)
    rows = len(cached.positions(*asking))
    _download(record, rows, partial(cached.positions_table, *asking), "positions", asked, selection, key)


@st.fragment
def _download(
    record: Record,
    rows: int,
    frame: Callable[[], pd.DataFrame],
    table: str,
    asked: Asked,
    selection: Selection,
    key: str,
    feed: str = "",
) -> None:
    def made(form: str) -> bytes:
        return downloads.to_bytes(form, record, frame(), table, selection, asked.on)

    label = f"Download · {rows:,} row{'' if rows == 1 else 's'}"
    with st.container(horizontal=True) if feed else nullcontext():
        opened = st.popover(label, icon=":material/download:", key=f"{key}-forms", on_change="rerun")
        if feed:
            st.link_button("Feed of these changes", feed, icon=":material/rss_feed:")
    with opened:
        for form in texts().forms if opened.open else ():
            st.download_button(
                form.label,
                data=partial(made, form.name),
                file_name=exports.filename(selection, asked.on, table, form.name),
                mime=exports.MEDIA_TYPES[form.name],
                on_click="ignore",
                disabled=not downloads.fits(form.name, rows),
                key=key if form.name == "csv" else f"{key}-{form.name}",
                help=form.meaning,
                width="stretch",
            )


def card(
    record: Record,
    row: Mapping[str, Any],
    on: dt.date | None = None,
    *,
    title: str = "",
    heading: str = "",
    above: str = "",
    below: str = "",
    permanent: bool = True,
    framed: bool = True,
) -> None:
    """One statement: position, words, speaker, office, day and age, terms, source; nothing hidden that qualifies it.

    It is two parts of the page, since each costs the browser time: what is coded, with its meaning as help, and the
    words with all that stands behind them. `title` and `heading` are text, `above` and `below` Markdown of ours.
    `permanent` adds the link to its own page; a card that is not `framed` stands in a frame that is there already.
    """
    book = record.codebook
    coded = [badge(book, row["position"]), book.label("phase", row.get("stated_phase", row["phase"]))]
    if row["mission"] != "unspecified":
        coded.append(book.label("mission", row["mission"]).lower())
    if row["format"] != "unspecified":
        coded.append(book.label("format", row["format"]))
    whose = f"**{plain(heading)}** &nbsp; " if heading else ""
    before = [f"### {plain(title)}" if title else "", above, whose + " · ".join(coded)]
    said_by = f"**{plain(row['speaker'])}**, {plain(row['office'])} · {_when(row, on)}"
    sources = [_source(row), *([statement_link(row["id"])] if permanent else [])]
    words = plain(tables.said(row["quote"], row["summary"]))
    after = [words, said_by, small(" · ".join(sources)), small(f":gray[{_qualifiers(record, row)}]"), below]
    with st.container(border=True) if framed else nullcontext():
        st.markdown("\n\n".join(filter(None, before)), help=_meaning(book, row), anchors=False)
        st.markdown("\n\n".join(filter(None, after)))


def small(markdown: str) -> str:
    """Markdown in small print."""
    return f":small[{markdown}]"


def statement_link(statement_id: str, label: str = "") -> str:
    """A link to the permanent address of a statement, as Markdown; it reads as the id unless there is a better label.

    Like the links of a table and those to sources it opens beside the page, which keeps its place and its filters.
    """
    address = f"/statement?{urlencode({'id': statement_id})}"
    return f":material/link: {link(plain(label or statement_id), address)}"


def _meaning(book: Codebook, row: Mapping[str, Any]) -> str:
    """What the labels of a card mean, for the help beside them."""
    position = tables.position_code(book, row["position"])
    lines = [f"**{plain(position.label)}**: {plain(position.definition)}"]
    coded = {"phase": row.get("stated_phase", row["phase"]), "mission": row["mission"], "format": row["format"]}
    for name, value in coded.items():
        if name == "phase" or value != "unspecified":
            code = book.code(name, value)
            lines.append(f"**{plain(code.label)}**: {plain(code.definition)}")
    return "\n\n".join(lines)


def _when(row: Mapping[str, Any], on: dt.date | None) -> str:
    said = pd.Timestamp(row["date"]).date()
    basis = "" if row["date_basis"] == "said" else " (day of publication)"
    age = f" · {tables.age((on - said).days)} before {day(on)}" if on and on > said else ""
    return f"{day(said)}{basis}{age}"


def _qualifiers(record: Record, row: Mapping[str, Any]) -> str:
    """What limits a statement: its terms, who speaks for whom, translation, low confidence, the note."""
    book = record.codebook
    lines = []
    if row["conditions"]:
        lines.append(f"On condition: {tables.labels(book, 'conditions', row['conditions'])}.")
    if row["speaker_entity"] != row["entity"]:
        lines.append(
            f"Said by an official of {record.people.entity_name(row['speaker_entity'])} about "
            f"{record.people.entity_name(row['entity'])}: no position of its own."
        )
    if row["quote"]:
        lines.append(row["summary"])
        if row["quote_language"] != "en":
            lines.append(f"Quoted in {book.label('quote_language', row['quote_language'])}.")
    else:
        lines.append("No direct quote: the words above are our summary.")
    if row["confidence"] != "high":
        code = book.code("confidence", row["confidence"])
        lines.append(f"Confidence {code.label.lower()}: {code.definition.lower()}")
    if row["note"]:
        lines.append(f"Note: {row['note']}")
    return plain(" ".join(line if line.endswith((".", "?", "!")) else line + "." for line in lines))


def _source(row: Mapping[str, Any]) -> str:
    """Where a statement was published, its address behind the publisher's name, as Markdown."""
    published = pd.Timestamp(row["source_date"]).date()
    title = f"“{row['source_title']}”, " if row["source_title"] else ""
    if row["source_url"]:
        publisher = link(plain(row["source_publisher"]), row["source_url"])
        return f":material/open_in_new: {publisher} · {plain(f'{title}published {day(published)}')}"
    return plain(f"Source: {row['source_publisher']}, {title}published {day(published)}; no address known")


def open_card(record: Record, statement_id: str, on: dt.date, key: str = "card") -> None:
    """Open the whole statement over the page, once for each click in the element of that key; "" is no click."""
    opened = f"_opened-{key}"
    if st.session_state.get(opened, "") == statement_id:
        return
    st.session_state[opened] = statement_id
    if statement_id:
        rows = tables.rows(record.frame[record.frame["id"] == statement_id])
        st.dialog("Statement", width="large", on_dismiss=partial(_close, key))(_card_of)(record, rows, on)


def _close(key: str) -> None:
    """Forget the click in a table that opened the statement, so that the same click opens it again.

    What was clicked in a chart can't be forgotten from here: a click beside the marks does it.
    """
    selection = (st.session_state.get(key) or {}).get("selection", {})
    if "rows" in selection:
        st.session_state[key] = {"selection": {name: [] for name in selection}}
        st.session_state[f"_opened-{key}"] = ""


def _card_of(record: Record, rows: list[dict[str, Any]], on: dt.date) -> None:
    for row in rows:
        card(record, row, on, heading=record.people.entity_name(row["entity"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            onward(record, row)


def onward(record: Record, row: Mapping[str, Any]) -> None:
    """Links from a statement to everything else of its speaker and of its country."""
    st.page_link(
        pages.OFFICIAL,
        label=plain(f"All of {row['speaker']}"),
        icon=":material/person:",
        query_params={"speaker": row["speaker"]},
    )
    st.page_link(
        pages.COUNTRY,
        label=plain(f"All of {record.people.entity_name(row['entity'])}"),
        icon=":material/flag:",
        query_params={"entity": row["entity"]},
    )


@st.fragment
def cards(record: Record, frame: pd.DataFrame, on: dt.date, key: str, headings: bool = False) -> None:
    """Statements as cards, newest first, some at a time; `headings` names the country of each."""
    shown = shown_of(key)
    newest = frame.iloc[::-1]
    for row in tables.rows(newest.head(shown)):
        card(record, row, on, heading=record.people.entity_name(row["entity"]) if headings else "")
    more(key, shown, len(newest))


def shown_of(key: str, first: int = CARDS) -> int:
    """How many cards of a list are shown."""
    return int(st.session_state.get(f"_{key}", first))


def more(key: str, shown: int, all_of_them: int) -> None:
    """The button below a list of cards that shows more than are `shown`; nothing where none are left."""
    left = all_of_them - shown
    if left > 0:
        label = f"Show {min(MORE, left)} more of {left}"
        st.button(label, key=f"more-{key}", icon=":material/expand_more:", on_click=_show, args=(key, shown + MORE))


def _show(key: str, most: int) -> None:
    st.session_state[f"_{key}"] = most


def silent_card(record: Record, title: str = "", heading: str = "", why: str = "", framed: bool = True) -> None:
    """A card where nothing was said: silence, and what it means."""
    whose = f"**{plain(heading)}** &nbsp; " if heading else ""
    before = f"### {plain(title)}\n\n" if title else ""
    meaning = why or plain(tables.silence(record.codebook).definition)
    with st.container(border=True) if framed else nullcontext():
        st.markdown(f"{before}{whose}{badge(record.codebook, SILENT)}\n\n{small(meaning)}", anchors=False)


def grid(wide: int = 2, key: str | None = None) -> GridContainer:
    """Places for elements side by side, row by row: so read a narrow screen and a screen reader, too."""
    return st.grid(wide, min_column_width=NARROWEST, gap=("small", "medium"), key=key)


def legend(record: Record, question: str) -> None:
    """What each position means, beside its sign."""
    book = record.codebook
    with st.expander("What the positions mean"):
        codes = (*book.positions(question), tables.silence(book))
        st.markdown("\n\n".join(f"{badge(book, code.code)} {plain(code.definition)}" for code in codes))


def key_days() -> None:
    """What the dashed lines of timelines mean, each with the statement that it rests on."""
    with st.expander("What the dashed lines mean"):
        for row in tables.rows(geography.key_days()):
            rests_on = small(statement_link(row["statement"]))
            st.markdown(f"**{day(row['day'])} · {plain(row['label'])}** {plain(row['why'])} {rests_on}")


def signs_note(record: Record) -> str:
    """What the signs in a picture say beyond the positions, as Markdown."""
    return plain(signs_note_text(record))


def signs_note_text(record: Record) -> str:
    """What the signs in a picture say beyond the positions."""
    low = record.codebook.code("confidence", arrange.LOW)
    return (
        f"{arrange.DOUBT} behind a sign: {low.label.lower()} confidence ({low.definition.rstrip('.').lower()}). "
        "A click on a mark shows the words, the speaker, the day and the source."
    )


def by_month(record: Record, selection: Selection, question: str, phase: str, kind: str, on: dt.date) -> None:
    """How many held each position at the end of each month, with the table behind it."""
    book = record.codebook
    months = cached.counts_by_month(record, selection, question, phase, kind)
    spec = cached.chart(record, "counts_by_month", question=question)
    shown = pd.DataFrame({"day": [pd.Timestamp(on)]})
    shown = shown[shown["day"] <= months["month"].max()]
    spec = spec | {"datasets": {"table": months, "shown": shown}}
    alt = f"Countries and bodies by position at the end of each month, {slot_name(book, phase, kind)}"
    _months_heading(months, alt, f"{phase}-{kind}")
    st.vega_lite_chart(spec, key=f"months-{phase}-{kind}", alt=alt)


@st.fragment
def _months_heading(months: pd.DataFrame, alt: str, key: str) -> None:
    """What the picture below shows, with the table behind it: drawn once it is opened."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown("**Month by month**", width="content")
        name = f"months-table-{key}"
        with st.popover("Table", icon=":material/table:", type="tertiary", key=name, on_change="rerun") as opened:
            if opened.open:
                wide = months.pivot(index="month", columns="label", values="entities")
                st.dataframe(
                    wide[list(dict.fromkeys(months["label"]))],
                    alt=alt,
                    column_config={"month": st.column_config.DateColumn("End of", format="MMM YYYY")},
                )


def changes(record: Record, moved: pd.DataFrame, on: dt.date, most: int) -> None:
    """The newest changes of position up to a day: from, to, and the words of both."""
    book = record.codebook
    recent = moved[moved["date"] <= pd.Timestamp(on)].head(most)
    if recent.empty:
        st.caption("No change of position in this selection.")
    side_by_side = grid()
    for row in tables.rows(recent):
        badges = " → ".join(badge(book, row[f"{side}_position"]) for side in ("from", "to"))
        slot = slot_name(book, row["phase"], row["kind"])
        lines = [f"**{plain(record.people.entity_name(row['entity']))}** &nbsp; {badges} · {slot}"]
        for side in ("from", "to"):
            who = f"{row[f'{side}_speaker']}, {row[f'{side}_office']}, {day(row[f'{side}_date'])}"
            lines.append(plain(tables.said(row[f"{side}_quote"], row[f"{side}_summary"])))
            lines.append(statement_link(row[f"{side}_id"], who))
        with side_by_side, st.container(border=True):
            st.markdown("\n\n".join(lines))


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
    st.caption(
        f"{plain(edition.title)}, version {edition.version} · {len(record.frame):,} statements, "
        f"{day(dt.date.fromisoformat(edition.coverage_start))} to {day(dt.date.fromisoformat(edition.coverage_end))} · "
        "stated positions, not forecasts; an empty period means that nothing was found, not that nothing was said"
    )
