"""Faces: a proposed statement beside its article: what it says, what was checked, what the record has already.

In: a candidate and the record; out: elements on the page. Whether a quote stands in the article is looked up here,
not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.problems import Problem
from dashboard.dataset.store import Record
from dashboard.output import tables
from dashboard.parsing.reasons import reasons_of
from dashboard.review import evidence
from dashboard.review.compose import Draft
from dashboard.review.model import Article, Candidate
from dashboard.ui import cards, markup
from dashboard.ui.plain import plain

CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
"""Names and codes of more than one word: those of one word read like their labels."""
LIKELY = 75.0
"""Likeness of the words from which a statement of the record is called a possible duplicate."""


def badge(book: Codebook, position: str) -> str:
    """The sign of a position, or the word itself where it is none."""
    return markup.badge(book, position) if position in book.values("position") else plain(position)


def draw(record: Record, candidate: Candidate, values: Mapping[str, str], text: str) -> None:
    """The proposed statement as it would stand in the record, with the check of its words."""
    book, people = record.codebook, record.people
    terms = [badge(book, values["position"]), plain(book.label("phase", values["phase"]))]
    terms.append(plain(book.label(*cards.force(book, values)).lower()))
    if values["format"] != "unspecified":
        terms.append(plain(book.label("format", values["format"])))
    st.markdown(f"**{plain(people.entity_name(values['entity']))}** &nbsp; {' · '.join(terms)}")
    st.text(tables.said(values["quote"], values["summary"]))
    check_of_quote(candidate, values["quote"], text)
    basis = "" if values["date_basis"] == "said" else ", day of publication"
    st.markdown(
        f"**{plain(values['speaker']) or 'No speaker'}**, {plain(values['office']) or 'office not told'} · "
        f"{plain(values['date'])}{basis}"
    )
    st.caption(plain(" ".join(_qualifiers(record, values))))


def check_of_quote(candidate: Candidate, quote: str, text: str) -> None:
    """Whether the quote stands in the article, looked up as it is written at this moment."""
    if candidate.origin == "curated":
        st.markdown(":material/table: From a spreadsheet: hold the words against the source.")
    elif not quote:
        st.markdown(":material/notes: No direct quote: the words above are our summary.")
    else:
        st.markdown(_found(evidence.verbatim(quote, text)))


def _found(quote: evidence.Verbatim) -> str:
    if not quote.exact:
        return ":red[:material/cancel:] **The quote does not stand in the article like this.**"
    if quote.gaps:
        return ":orange[:material/rule:] Its parts stand there, in this order: read what is left out or put in."
    return ":green[:material/check_circle:] The quote stands in the article, word for word."


def _qualifiers(record: Record, values: Mapping[str, str]) -> list[str]:
    book, people = record.codebook, record.people
    lines = [values["summary"]] if values["quote"] else []
    if values["conditions"]:
        codes = values["conditions"].split(";")
        lines.append(f"On condition: {', '.join(book.label('conditions', code) for code in codes)}.")
    if values["speaker_entity"] != values["entity"]:
        lines.append(
            f"Said by an official of {people.entity_name(values['speaker_entity'])} about "
            f"{people.entity_name(values['entity'])}."
        )
    if values["quote_language"] not in ("", "en"):
        lines.append(f"Quoted in {book.label('quote_language', values['quote_language'])}.")
    if values["note"]:
        lines.append(f"Note: {values['note']}")
    lines.append(f"Confidence {book.label('confidence', values['confidence']).lower()}.")
    return lines


def source(article: Article) -> None:
    """Where the article comes from, and a link to it."""
    told = [part for part in (article.publisher, article.published, f"added by {article.added_by}") if part]
    st.markdown(f"**{plain(article.title.strip() or article.given_id)}**")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(" · ".join(told)))
        if article.url:
            st.link_button("Open the page", article.url, icon=":material/open_in_new:", type="tertiary")


def how(candidate: Candidate) -> None:
    """Which of the parser's rules made the proposal, what they say, and how sure it is."""
    if candidate.rules:
        with st.expander(f"How it was read · score {candidate.score:.2f}"):
            for rule, meaning in reasons_of(candidate.rules):
                st.markdown(f"**{plain(rule)}** {plain(meaning)}")
    if candidate.revises:
        st.caption(f"The article has changed: this replaces the proposal {plain(candidate.revises)}.")


def duplicates(record: Record, values: Mapping[str, str]) -> None:
    """What the record has from this speaker on this entity within a week: the likeliest duplicate first."""
    found = evidence.similar(values, record.frame)
    if not found:
        st.caption(f"The record has nothing from this speaker within {evidence.NEAR_DAYS} days.")
        return
    first = found[0]
    if first.likeness >= LIKELY:
        st.warning(f"**In the record already?** {_one(record, first)}", icon=":material/content_copy:")
        found = found[1:]
    if found:
        count = f"{len(found)} statement{'' if len(found) == 1 else 's'}"
        with st.expander(f"{count} by this speaker within {evidence.NEAR_DAYS} days"):
            for one in found:
                st.markdown(_one(record, one))


def _one(record: Record, one: evidence.Similar) -> str:
    row = one.statement
    said = plain(tables.said(str(row["quote"]), str(row["summary"])))
    day = markup.day(pd.Timestamp(row["date"]).date())
    stated = f"{badge(record.codebook, str(row['position']))} · {record.codebook.label('phase', str(row['phase']))}"
    return f"{day} · {stated} · {said} · {one.likeness:.0f} % alike · {markup.statement_link(str(row['id']))}"


def problems(book: Codebook, draft: Draft) -> None:
    """What keeps the statement from being accepted, field by field."""
    for problem in draft.problems:
        st.markdown(f":orange[:material/block:] {plain(in_words(book, problem))}")


def in_words(book: Codebook, problem: Problem) -> str:
    """A problem with a field, with the names and codes that the form shows in place of those in the files."""
    allowed = CODE.sub(lambda found: _label(book, found[0]), problem.allowed)
    field = book.field(problem.field) if problem.field in book.columns else None
    label = field.label if field else problem.field.capitalize()
    if not problem.value:
        return f"{label} is empty; needed: {allowed}"
    coded = field is not None and field.form in ("code", "codes")
    codes = problem.value.split(";") if coded else ()
    value = ", ".join(book.label(problem.field, code) for code in codes) or problem.value
    return f"{label} is “{value}”; allowed: {allowed}"


def _label(book: Codebook, code: str) -> str:
    """What the form calls a field, a position or another code; the word itself where it is none of them."""
    labels = {field.name: field.label for field in book.fields}
    labels |= {one.code: one.label for name in book.columns for one in book.codes.get(name, ())}
    return f"“{labels[code]}”" if code in labels else code
