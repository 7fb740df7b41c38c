"""What holds for any text: no crash, offsets right, words verbatim, the same output every time. Words are invented."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise

import pytest
from article_help import TUSK
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.dataset.files import DATA
from dashboard.parsing.article import SENTENCE_CAP, Article
from dashboard.parsing.layout import paragraphs_of
from dashboard.parsing.normalise import normalise
from dashboard.parsing.pieces import PIECE, pieces_of
from dashboard.parsing.results import attributions, statements
from dashboard.parsing.run import row_names

FIELDS = ("date", "entity", "speaker", "position", "quote", "confidence", "origin")
DAY = dt.date(2024, 3, 1)

PARTS = (
    TUSK,
    "Czech Prime Minister Petr Fiala said",
    "Fico",
    "he",
    "the Kremlin",
    "according to the French defence minister",
    "“We will not send a single soldier to Ukraine",
    "no plans to send troops to Ukraine",
    "did not rule out",
    "if there is a ceasefire",
    "sending peacekeepers",
    "combat troops",
    "to Ukraine",
    "Q: Will you send troops?",
    "A: No.",
    "Macron:",
    "told reporters",
    "and",
    "nor",
    "on Tuesday",
    "“",
    "”",
    '"',
    "'",
    "’",
    ",",
    ".",
    "?",
    "(",
    ")",
    "—",
    "\n",
    "\n\n",
    "•",
    "\u200b",
    "\u200f",
    "\x00",
    "\ud800",
    "&quot;",
    "😀",
    "İ",
    "ﬁ",
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join) | st.lists(
    st.sampled_from(PARTS) | st.text(max_size=12), max_size=25
).map("".join)


def read(text):
    return Article(id="a", text=text, published=DAY)


@given(TEXTS)
@example("")
@example("“" * 50 + TUSK)
@example(f"{TUSK}\n\n" * 20)
@example("+++\nGerman Chancellor and troops")
@settings(max_examples=150)
def test_any_text_gives_verbatim_evidence_at_its_offsets(text):
    rows, _ = statements(read(text), FIELDS)
    for row in rows:
        assert row["evidence"] == text[row["evidence_start"] : row["evidence_end"]] != ""
        if row["quote"]:
            assert row["quote"] == text[row["quote_start"] : row["quote_end"]]
        else:
            assert (row["quote_start"], row["quote_end"]) == (None, None)
        assert 0 <= row["score"] <= 1
        assert row["rules"]


@given(TEXTS)
@settings(max_examples=100)
def test_any_text_gives_attributions_with_offsets_within_it(text):
    rows, _ = attributions(read(text))
    for row in rows:
        spans = [(row["cue_start"], row["cue_end"]), *row["content"]]
        if row["source_start"] is not None:
            spans.append((row["source_start"], row["source_end"]))
        assert row["content"]
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert all(text[start:end].strip() for start, end in row["content"])


@given(TEXTS)
@settings(max_examples=25)
def test_the_same_text_gives_the_same_rows(text):
    assert statements(read(text), FIELDS) == statements(read(text), FIELDS)


@given(TEXTS)
def test_normalised_places_lead_back_to_the_original(text):
    normalised = normalise(text)
    assert len(normalised.text) <= len(text)
    places = [normalised.original(place) for place in range(len(normalised.text))]
    assert places == sorted(set(places))
    assert all(text[place] == char for place, char in zip(places, normalised.text, strict=True) if char.isalnum())


def test_repeated_paragraphs_give_one_row():
    rows, _ = statements(read(f"{TUSK}\n\n" * 12), FIELDS)
    assert [(row["entity"], row["position"]) for row in rows] == [("POL", "rules_out")]


def test_a_row_has_every_field_in_order():
    [row], _ = statements(read(TUSK), FIELDS)
    assert list(row) == row_names(FIELDS)
    assert row["origin"] == "parsed"


@pytest.mark.parametrize(
    "text",
    [
        "Poland will not send troops to Ukraine said the prime minister " * 200,
        "Ukraine troops " + "x" * 50_000,
        "“" * 30_000,
        "'a" * 20_000,
        "troops,Ukraine;" * 5_000,
    ],
)
def test_text_without_sentences_is_left_and_said(text):
    rows, notes = statements(read(f"{TUSK}\n\n{text}\n\n{TUSK}"), FIELDS)
    assert [row["evidence"] for row in rows] == [TUSK]
    assert notes
    assert all("more than 2000 are not parsed" in note for note in notes)


def test_a_long_paragraph_is_read_in_pieces():
    filler = "The bakers of the town said that bread would cost more. " * 400
    rows, notes = statements(read(filler + TUSK), FIELDS)
    assert [row["evidence"] for row in rows] == [TUSK]
    assert notes == []


@given(st.lists(st.sampled_from(["Word", "word.", "x" * 900, ".", "\n", "!”"]), max_size=60).map(" ".join))
def test_pieces_are_short_in_order_and_with_what_was_left_the_whole(text):
    paragraphs = paragraphs_of(text)
    kept, left = pieces_of(text, paragraphs)
    spans = sorted([(p.start, p.end) for p in kept] + left)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(
        "".join(text[p.start : p.end].split()) for p in paragraphs
    )
    assert all(p.end - p.start <= PIECE for p in kept)
    assert all(end - start > SENTENCE_CAP for start, end in left)


def founding():
    about = json.loads((DATA / "articles" / "founding-article.json").read_text("utf-8"))
    text = (DATA / "articles" / "founding-article.txt").read_text("utf-8")
    return Article(text=text, id=about["id"], published=about["published"], title=about["title"])


def test_the_founding_article_gives_its_four_statements():
    fields = ("date", "entity", "speaker", "question", "position", "mission", "format", "phase", "quote", "confidence")
    rows, _ = statements(founding(), fields)
    found = [(row["entity"], row["speaker"], row["position"], row["mission"], row["format"]) for row in rows]
    assert found == [
        ("NATO", "Jens Stoltenberg", "no_plans", "combat", "nato"),
        ("SVK", "Robert Fico", "open", "unspecified", "bilateral"),
        ("CZE", "Petr Fiala", "no_plans", "unspecified", "unspecified"),
        ("POL", "Donald Tusk", "no_plans", "unspecified", "unspecified"),
    ]
    assert {row["date"] for row in rows} == {"2024-02-27"}
    assert {row["question"] for row in rows} == {"send"}
    text = founding().text
    for row, words in zip(rows, ("combat troops", "bilateral agreements", "no intention", "no plans"), strict=True):
        assert words in row["evidence"]
        assert row["evidence"] == text[row["evidence_start"] : row["evidence_end"]]
