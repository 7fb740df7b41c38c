"""Attributions in invented news on any topic: source, cue and content, and sentences that have none."""

from __future__ import annotations

import pytest
from reading_help import said

from dashboard.parsing.article import Article
from dashboard.parsing.reading import attributions_in, read

INDIRECT = [
    ("The mayor said that the bridge was safe.", ("The mayor", "said", "that the bridge was safe")),
    ("The mayor said the bridge was safe.", ("The mayor", "said", "the bridge was safe")),
    ("The bridge was safe, the mayor said.", ("the mayor", "said", "The bridge was safe")),
    ("The bridge, the mayor said, was safe.", ("the mayor", "said", "The bridge ... was safe")),
    ("The union plans to strike in May.", ("The union", "plans", "to strike in May")),
    ("Analysts believe the bank will raise rates.", ("Analysts", "believe", "the bank will raise rates")),
    ("According to the indictment, he had been speeding.", ("the indictment", "According to", "he had been speeding")),
    ("He had been speeding, according to police.", ("police", "according to", "He had been speeding")),
    ("Trains, according to police, will not run.", ("police", "according to", "Trains ... will not run")),
    ("Meanwhile, according to police, work goes on.", ("police", "according to", "work goes on")),
    ("The minister described the ruling as a disgrace.", ("The minister", "described", "the ruling as a disgrace")),
    ("As the coach put it, nobody was ready.", ("the coach", "put", "nobody was ready")),
    ("Her claim that the vote was stolen was false.", ("Her", "claim", "that the vote was stolen")),
    ("The coach ruled out a return this season.", ("The coach", "ruled out", "a return this season")),
    ("The union called for talks.", ("The union", "called", "talks")),
    ("Reyes told the paper in an interview that he had slept.", ("Reyes", "told", "that he had slept")),
    (
        "A driver who ran a red light was cleared, a court in the port city ruled.",
        ("a court in the port city", "ruled", "A driver who ran a red light was cleared"),
    ),
    (
        "The bridge would be closed, a spokesman for the mayor, Ana Petrie, said.",
        ("a spokesman for the mayor, Ana Petrie", "said", "The bridge would be closed"),
    ),
    ("A poll showing that voters are tired came out.", ("A poll", "showing", "that voters are tired")),
    ("No new bridge before May, said Ana Petrie.", ("Ana Petrie", "said", "No new bridge before May")),
    (
        "In a letter to the Second Chamber the Dutch Ministry of Defence writes that it waits.",
        ("the Dutch Ministry of Defence", "writes", "that it waits"),
    ),
]

DIRECT = [
    ('"The bridge is safe," the mayor said.', ("the mayor", "said", '"The bridge is safe,"')),
    ('"The bridge is safe," said Ana Petrie, the mayor.', ("Ana Petrie, the mayor", "said", '"The bridge is safe,"')),
    ('The mayor said: "The bridge is safe."', ("The mayor", "said", '"The bridge is safe."')),
    ('"The bridge," the mayor said, "is safe."', ("the mayor", "said", '"The bridge," ... "is safe."')),
    ('"It is safe," the mayor said. "Use it."', ("the mayor", "said", '"It is safe," ... "Use it."')),
    ('Protesters chanted "Clean it up now!"', ("Protesters", "chanted", '"Clean it up now!"')),
    ('"We will not pay for it." – Ana Petrie, mayor', ("Ana Petrie, mayor", "–", '"We will not pay for it."')),
    ('Her deputy took the same view: "We will not pay."', ("Her deputy", ":", '"We will not pay."')),
    ("“The bridge is safe,” the mayor said.", ("the mayor", "said", "“The bridge is safe,”")),
    ("‘The bridge is safe,’ the mayor said.", ("the mayor", "said", "‘The bridge is safe,’")),
    ("«The bridge is safe», the mayor said.", ("the mayor", "said", "«The bridge is safe»")),
]

NOTHING = [
    "On Monday, the mayor said.",
    "No, the mayor said.",
    "The bridge was closed on Monday.",
    "It rained in the north and in the west.",
    'The film "The Long Night" opens on Friday.',
    "Let us recall that the bridge was closed.",
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT, ids=lambda case: str(case)[:40])
def test_reports(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), DIRECT, ids=lambda case: str(case)[:40])
def test_quotations(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize("text", NOTHING)
def test_sentences_without_a_source(text: str) -> None:
    assert said(text) == []


def test_a_report_within_a_report_is_the_outer_ones() -> None:
    assert [row[0] for row in said("The mayor said that the engineer believed the bridge was safe.")] == ["The mayor"]


def test_what_describes_a_source_is_no_report_of_its_own() -> None:
    found = said('"Nobody cares," said a donor, who declined to be named. "He should stop."')
    assert found == [("a donor, who declined to be named", "said", '"Nobody cares," ... "He should stop."')]


def test_according_to_takes_the_whole_sentence() -> None:
    found = said("Her campaign believes turnout will decide the race, according to two advisers.")
    assert found == [("two advisers", "according to", "Her campaign believes turnout will decide the race")]


def test_a_quotation_runs_on_into_the_next_paragraph() -> None:
    found = said('"The bridge is safe," the mayor said. "It was built to last.\n\n"And it will last for years."')
    assert len(found) == 1
    assert found[0][0] == "the mayor"
    assert "for years" in found[0][2]


def test_offsets_count_characters_of_the_text_as_given() -> None:
    text = "Headline&nbsp;here\r\n\r\n“The bridge is&nbsp;safe,” the mayor\u00a0said.\r\n"
    (row,) = attributions_in(read(Article(id="invented", text=text)))
    assert text[row["source_start"] : row["source_end"]] == "the mayor"
    assert text[slice(*row["content"][0])] == "“The bridge is&nbsp;safe,”"


@pytest.mark.parametrize("owner", ["Luc Frieden's government", "Frieden's cabinet", "The government of Luc Frieden"])
def test_what_is_ruled_out_is_content_whoever_the_government_is(owner: str) -> None:
    assert said(f"{owner} has ruled out lending soldiers to Ukraine.") == [
        (owner, "has ruled out", "lending soldiers to Ukraine")
    ]


def test_what_is_done_while_something_is_carried_out_is_no_content() -> None:
    assert said("The government of Luc Frieden walked out waving a flag for Ukraine.") == []
