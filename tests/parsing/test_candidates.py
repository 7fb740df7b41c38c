"""Candidates: verbatim evidence at its offsets, no duplicates, no words of others. All words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_help import candidates

from benchmarks.gold import articles
from dashboard.parsing.article import Article
from dashboard.parsing.candidates import QUOTE_WORDS, Candidate, candidates_in
from dashboard.parsing.reading import read

DAY = date(2024, 3, 1)

PIECES = [
    "Polish Prime Minister Donald Tusk said that Poland would not send troops to Ukraine.",
    "“We will not send soldiers to Ukraine,” said Olaf Scholz.",
    "Emmanuel Macron did not rule out sending troops to Ukraine.",
    "Petr Fiala: 'We do not want to send any soldiers.'",
    "He said nothing else.",
    "Q: Will you go?",
    "A: No.",
    "The bridge was closed\u00a0on Monday &amp; Tuesday.",
    "«Nobody goes», the Kremlin said",
    "\ud800\u200b\u202e",
    '"',
    "PARIS, March 1 (Agency) - ",
    "It rained.",
]


def check(article: Article, found: list[Candidate]) -> None:
    """Evidence and quote are slices of the article as given."""
    for candidate in found:
        assert candidate.evidence == article.text[candidate.evidence_start : candidate.evidence_end]
        assert candidate.evidence.strip()
        if candidate.quote:
            assert candidate.quote_start is not None
            assert candidate.quote == article.text[candidate.quote_start : candidate.quote_end]
            assert len(candidate.quote.split()) <= QUOTE_WORDS
        else:
            assert candidate.quote_start is None
        assert 0 <= candidate.score <= 1
        assert candidate.rules


@pytest.mark.parametrize("item", articles("own")[::4], ids=lambda item: item.id)
def test_evidence_and_quote_stand_in_the_article(item) -> None:
    article = Article(id=item.id, text=item.text, published=date.fromisoformat(item.published))
    check(article, candidates_in(read(article)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "\n", "\n\n", "\r\n\r\n", "\t"])), max_size=12)
)
def test_whatever_the_text_is_made_of(parts: list[tuple[str, str]]) -> None:
    article = Article(id="invented", text="".join(piece + gap for piece, gap in parts), published=DAY)
    found = candidates_in(read(article))
    check(article, found)
    assert found == candidates_in(read(article))


def test_a_paragraph_that_is_repeated_makes_no_second_row() -> None:
    text = "Polish Prime Minister Donald Tusk said on Friday that Poland would not send troops to Ukraine."
    (once,) = candidates(text, DAY)
    (twice,) = candidates(f"{text}\n\n{text}\n\n{text}", DAY)
    assert once == twice.model_copy(
        update={"score": once.score}
    )  # what stands before a sentence tells the judge a little


def test_two_speakers_have_a_row_each() -> None:
    found = candidates("Romania and Greece said that they would not send troops to Ukraine.", DAY)
    assert {(row.speaker, row.entity) for row in found} == {("Romanian government", "ROU"), ("Greek government", "GRC")}


@pytest.mark.parametrize(
    "text",
    [
        "Will Poland send troops to Ukraine?",
        "Jan Invented, an analyst, said that Poland would not send troops to Ukraine.",
        "Poland will send tanks to Ukraine, Donald Tusk said.",
        "North Korea has sent troops to Russia, Donald Tusk said.",
        "Q: Will you send troops to Ukraine, as the French president says he will?",
    ],
)
def test_what_is_out_of_scope(text: str) -> None:
    assert candidates(text, DAY) == []


@pytest.mark.parametrize(
    ("said", "missions"),
    [
        ("not soldiers but engineers to Ukraine", [("no", "unspecified"), ("yes", "support")]),
        ("soldiers to Ukraine as instructors", [("yes", "training")]),
    ],
)
def test_forces_have_the_mission_of_no_others_beside_them(said: str, missions: list[tuple[str, str]]) -> None:
    """Missions, and whether they are refused."""
    found = candidates(f"Polish Prime Minister Donald Tusk said Poland would send {said}.", DAY)
    answers = {"rules_out": "no", "willing": "yes", "committed": "yes"}
    assert sorted((answers[row.position], row.mission) for row in found) == missions


def test_an_article_without_a_day_is_an_error() -> None:
    article = Article(id="undated", text="Donald Tusk said that Poland would not send troops to Ukraine.")
    with pytest.raises(ValueError, match="--published"):
        candidates_in(read(article))
