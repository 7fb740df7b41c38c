"""Citations name the version and the day of access. People and words are invented."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import EDITION, INSTITUTION, make_record, make_statement
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.selection import Selection
from dashboard.output.citation import cite_dataset, cite_statement, cite_view, describe, error_report

DAY = dt.date(2026, 11, 22)
URL = "https://tracker.example/statement?id=2024-03-01-adv-invented-1"
RECORD = make_record(make_statement(), make_statement(2, date="2024-03-02", source_publisher="Herald & Sons_{x}"))


def test_a_statement_is_cited_with_speaker_country_day_source_version_and_address():
    citation = cite_statement(RECORD.frame.iloc[0], RECORD, DAY, URL)
    assert citation.apa == (
        "Stance Tracker contributors. (2026). Ilse Vantor (Office of the head, Ardovia), 1 March 2024: Open (while "
        "fighting goes on, ground forces) [Statement 2024-03-01-adv-invented-1]. In Invented positions (Version 0.1.0) "
        f"[Data set]. Retrieved November 22, 2026, from {URL}"
    )
    assert citation.credit == (
        "Ilse Vantor (Office of the head, Ardovia), 1 March 2024, via The Invented Herald; Invented positions, "
        "version 0.1.0"
    )
    assert citation.bibtex.startswith("@misc{2024-03-01-adv-invented-1,\n")
    for part in ("  version = {0.1.0}", "  urldate = {2026-11-22}", f"  url = {{{URL}}}"):
        assert part in citation.bibtex


def test_what_another_s_official_says_is_cited_as_a_claim():
    record = make_record(make_statement(entity="ADV", speaker_entity="NRL", position="willing"))
    citation = cite_statement(record.frame.iloc[0], record, DAY, URL)
    for text in (citation.bibtex, citation.apa, citation.credit):
        assert "Ilse Nolvik (Office of the head, Norlund), a claim about Ardovia, 1 March 2024" in text


def test_a_day_that_is_only_that_of_publication_is_cited_as_such():
    record = make_record(make_statement(date_basis="published"))
    citation = cite_statement(record.frame.iloc[0], record, DAY, URL)
    for text in (citation.bibtex, citation.apa, citation.credit):
        assert "1 March 2024 (day of publication)" in text


def test_an_institution_is_not_said_to_be_its_own_office():
    record = make_record(make_statement(speaker=INSTITUTION, office="Government", authority="spokesperson"))
    assert cite_statement(record.frame.iloc[0], record, DAY).credit.startswith("Ardovian government (Ardovia), 1 March")


def test_a_view_is_cited_with_what_was_picked_in_words():
    selection = Selection(entity=("ADV", "NRL"), phase=("ceasefire",), words="troops", since=dt.date(2024, 1, 2))
    view = describe(RECORD, selection)
    assert view == "Ardovia, Norlund; After a ceasefire; since 2 January 2024; “troops”"
    citation = cite_view(RECORD, view, DAY, "https://tracker.example/?" + selection.query())
    for text in (citation.bibtex, citation.apa, citation.credit):
        assert view in text
        assert "0.1.0" in text


@pytest.mark.parametrize(
    ("table", "met", "said"),
    [
        ("statements", (), "Ardovia"),
        ("positions", (), "Ardovia; positions on 4 September 2025, head only"),
        ("changes", (), "Ardovia; changes of position up to 4 September 2025, head only"),
        ("heads", (), "Ardovia; head against minister up to 4 September 2025"),
        ("officials", (), "Ardovia; officials apart up to 4 September 2025"),
        ("claims", (), "Ardovia; what others claim up to 4 September 2025"),
        ("outcomes", (), "Ardovia; taken as met: nothing; words up to 4 September 2025, head only"),
        (
            "outcomes",
            ("us_backstop", "peace_deal"),
            "Ardovia; taken as met: Ceasefire, Peace deal, US backstop; words up to 4 September 2025, head only",
        ),
    ],
)
def test_a_view_is_cited_with_the_day_the_rule_and_the_terms_where_they_count(table, met, said):
    assert describe(RECORD, Selection(entity=("ADV",)), table, dt.date(2025, 9, 4), "head", met) == said


def test_a_view_of_everything_says_so():
    assert describe(RECORD, Selection()) == "all statements"
    assert describe(RECORD, Selection(), "positions", DAY, "latest") == "positions on 22 November 2026, latest word"


def test_the_dataset_is_cited_with_version_and_day_of_access():
    citation = cite_dataset(EDITION, DAY)
    assert citation.credit == "Invented positions, version 0.1.0 (22 November 2026)"
    assert citation.apa.endswith("(Version 0.1.0) [Data set]. Retrieved November 22, 2026.")
    assert "urldate = {2026-11-22}" in citation.bibtex


def balanced(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        if sign in "{}" and text[place - 1 : place] != "\\":
            depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def test_bibtex_escapes_what_tex_would_take_for_its_own():
    bibtex = cite_statement(RECORD.frame.iloc[1], RECORD, DAY).bibtex
    assert r"Herald \& Sons\_\{x\}" in bibtex
    assert "url =" not in bibtex


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_no_words_break_a_bibtex_entry(words):
    bibtex = cite_view(
        RECORD, describe(RECORD, Selection(words=words)), DAY, "https://tracker.example/?words=" + words
    ).bibtex
    assert balanced(bibtex.replace(r"\textbackslash", ""))


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_english_whatever_the_locale(month):
    day = dt.date(2026, month, 1)
    assert dt.datetime.strptime(cite_dataset(EDITION, day).apa.split("Retrieved ")[1], "%B %d, %Y.").date() == day


def test_a_report_of_an_error_has_filled_in_what_is_known():
    subject, body = error_report(RECORD.frame.iloc[0], RECORD, URL)
    assert subject == "Error in statement 2024-03-01-adv-invented-1"
    for part in (
        "record version 0.1.0",
        "Ilse Vantor (Office of the head, Ardovia), 1 March 2024, on Ardovia",
        URL,
        "What is wrong:",
    ):
        assert part in body


def test_words_of_a_statement_don_t_fill_the_form_of_a_report():
    row = RECORD.frame.iloc[0].to_dict() | {"speaker": "{version} {0}"}
    assert "{version} {0} (Office of the head, Ardovia)" in error_report(row, RECORD)[1]
