"""Days: expressions of time, and the day of a statement that has none of its own. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_help import body, reading_of

from dashboard.parsing.dates import expressions

FRIDAY = date(2025, 3, 14)

MEANS = [
    ("on Tuesday", "2025-03-11"),
    ("on Friday", "2025-03-14"),
    ("last Friday", "2025-03-07"),
    ("on Tuesday last week", "2025-03-04"),
    ("on Friday of last week", "2025-03-07"),
    ("yesterday", "2025-03-13"),
    ("today", "2025-03-14"),
    ("on 3 March", "2025-03-03"),
    ("on March 3", "2025-03-03"),
    ("on Feb. 26, 2024", "2024-02-26"),
    ("on 26 December", "2024-12-26"),
    ("2025-02-17", "2025-02-17"),
    ("17.02.2025", "2025-02-17"),
    ("three days ago", "2025-03-11"),
    ("at the weekend", "2025-03-09"),
    ("last month", "2025-02-12"),
    ("in February", "2025-02-15"),
    ("earlier this month", "2025-03-01"),
]

MEANS_NONE = ["next week", "on 9 April", "in the evening of the war", "31/31/2025", "version 2.5", "in 1939-1945"]

TOLD = [
    ("Petr Fiala said on Tuesday that none would go.", "2025-03-11", "said"),
    ("Petr Fiala said that none would go.", "2025-03-14", "published"),
    ("On Tuesday Petr Fiala spoke. He said that none would go.", "2025-03-11", "said"),
    ("Petr Fiala spoke on Tuesday.\n\nDonald Tusk said that none would go.", "2025-03-11", "said"),
    ("Petr Fiala met Tusk on Tuesday. A day earlier he said that none would go.", "2025-03-10", "said"),
    ("Petr Fiala says that none will go.", "2025-03-14", "published"),
    ('Petr Fiala said: "None will go before Monday."', "2025-03-14", "published"),
    ('Petr Fiala: "None will go, as I said on Monday."', "2025-03-14", "published"),
]

DATES_ANOTHER_THING = [
    "Norwegian Defence Minister Tore Sandvik, who was appointed in February 2024, said that none would go.",
    "Alexander Stubb, who met the ministers last month, said that none would go.",
    "Alexander Stubb, elected in February 2024, said that none would go.",
    "Alexander Stubb, who lost a vote on Monday, said that none would go.",
    "Elected in February 2024, Alexander Stubb said that none would go.",
    "Alexander Stubb, president since March 2024, said that none would go.",
    "A missile struck Odesa on Monday.\n\nAlexander Stubb said that none would go.",
    "A missile struck Odesa on Monday. Alexander Stubb said that none would go.",
    "The ministers met on Monday.\n\nAlexander Stubb has said that none would go.",
    "After drones hit Kharkiv on Tuesday, Alexander Stubb said that none would go.",
    "Hours after a truce collapsed on Tuesday, Alexander Stubb said that none would go.",
    "Drones hit Kharkiv on Tuesday, and Alexander Stubb said that none would go.",
    "After shelling on Tuesday, Alexander Stubb said that none would go.",
    "Speaking after a missile strike on Sumy on Tuesday, Alexander Stubb said that none would go.",
    "In the wake of Tuesday's strikes on Odesa, Alexander Stubb said that none would go.",
    "Asked about the strike on Tuesday, Alexander Stubb said that none would go.",
    "After winning the election on Tuesday, Alexander Stubb said that none would go.",
    "Ahead of a summit on Tuesday, Alexander Stubb said that none would go.",
    "Leaders will meet in Paris on Tuesday. Alexander Stubb said that none would go.",
    "Leaders are due to meet in Paris on Tuesday. Alexander Stubb said that none would go.",
    "Talks planned for Tuesday may help. Alexander Stubb said that none would go.",
    "Talks, due on Tuesday, were near. Alexander Stubb said that none would go.",
    "Ukraine lost a town on Tuesday. Alexander Stubb said that none would go.",
    "Alexander Stubb said that the vote of Tuesday had changed little. He added that none would go.",
]
DATES_THE_SPEECH = [
    ("President Alexander Stubb said on Monday Finland could send a few.", "2025-03-10"),
    ("After drones hit Kharkiv, Alexander Stubb said on Monday that none would go.", "2025-03-10"),
    ("On Monday, after drones hit Kharkiv, Alexander Stubb said that none would go.", "2025-03-10"),
    ("Alexander Stubb, speaking on Monday after a strike on Sunday, said that none would go.", "2025-03-10"),
    ("Alexander Stubb ruled out sending soldiers to Ukraine on Monday.", "2025-03-10"),
    ("Alexander Stubb declined to rule out sending soldiers to Ukraine on Monday.", "2025-03-10"),
    ("After a summit in London on Monday, Alexander Stubb said that none would go.", "2025-03-10"),
    ("After meeting the king on Monday, Alexander Stubb said that none would go.", "2025-03-10"),
    ("After the ministers met on Monday, Alexander Stubb said that none would go.", "2025-03-10"),
    ("While missiles fell on Lviv on Monday, Alexander Stubb said that none would go.", "2025-03-10"),
    ("Alexander Stubb went further on Monday, saying that none would go.", "2025-03-10"),
    ("Alexander Stubb, speaking in Helsinki on Monday, said that none would go.", "2025-03-10"),
    ("Alexander Stubb, who was visiting Kyiv on Monday, said that none would go.", "2025-03-10"),
    ("Alexander Stubb, who spoke on Monday, said that none would go.", "2025-03-10"),
    ("Alexander Stubb, who met the ministers on Monday, said that none would go.", "2025-03-10"),
    ("Alexander Stubb, asked about it on Monday, said that none would go.", "2025-03-10"),
    ("The ministers met on Monday.\n\nAlexander Stubb said that none would go.", "2025-03-10"),
]
DOCUMENTS = [
    (
        "Statement by the Finnish Government\n\n12 March 2025\n\nPetr Fiala said that none would go.",
        "2025-03-12",
        "said",
    ),
    ("Daily Press Briefing - March 12, 2025\n\nMR SMITH: We spoke on Monday. None will go.", "2025-03-12", "said"),
    ("Daily Press Briefing - March 12, 2025\n\nMR SMITH: None will go.", "2025-03-12", "said"),
    (
        "Statement by the Finnish Government\n\n12 January 2025\n\nPetr Fiala said none would go.",
        "2025-03-14",
        "published",
    ),
    ("Remarks by the minister\n\nPublished 13 March 2025\n\nPetr Fiala said none would go.", "2025-03-14", "published"),
    ("Fiala answers his critics\n\n12 March 2025\n\nPetr Fiala said that none would go.", "2025-03-14", "published"),
]


def told(text: str, which: int = -1, headline: str = "The news of the day\n\n") -> tuple[str, str]:
    """The day on which something was said in an invented text, and its basis."""
    reading = reading_of(headline + text, FRIDAY)
    found = reading.day(reading.attributions[which])
    return found.day.isoformat(), found.basis


@pytest.mark.parametrize(("words", "day"), MEANS)
def test_an_expression_means_a_day(words: str, day: str) -> None:
    assert [found.day.isoformat() for found in expressions(f"He said {words} that", FRIDAY)] == [day]


@pytest.mark.parametrize("text", DATES_ANOTHER_THING)
def test_a_day_of_something_else_is_not_that_of_the_statement(text: str) -> None:
    assert told(text) == ("2025-03-14", "published")


@pytest.mark.parametrize(("text", "day"), DATES_THE_SPEECH)
def test_a_day_of_the_speech_is_that_of_the_statement(text: str, day: str) -> None:
    assert told(text) == (day, "said")


def test_the_day_of_another_is_not_carried_back() -> None:
    text = "Mette Frederiksen said that none would go.\n\nOslo would not follow. Jonas Gahr Støre said so on Monday."
    assert told(text, 0) == ("2025-03-14", "published")
    own = "Mette Frederiksen said that none would go.\n\nFrederiksen said on Monday that it was settled."
    assert told(own, 0) == ("2025-03-10", "said")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Donald Tusk said on Monday that none would go.", "2025-03-14"),
        ("Donald Tusk said on Monday, when the leaders had met in Rome, that none would go.", "2025-03-10"),
    ],
)
def test_the_day_of_one_speaker_is_that_of_others_further_on_where_they_met(opening: str, day: str) -> None:
    text = f"{opening}\n\nThe hall was full.\n\nPetr Fiala said that none would go."
    assert told(text)[0] == day


def test_an_entry_of_a_list_keeps_its_day() -> None:
    text = "NORWAY: Støre said on Monday that none would go.\n\nLATVIA: Siliņa said that none would go."
    assert told(text, 0) == ("2025-03-10", "said")
    assert told(text) == ("2025-03-14", "published")


LISTED = """What they say

Poland

On Monday Donald Tusk said at the summit that none would go.

{next}

Petr Fiala said that none would go."""


@pytest.mark.parametrize(
    ("heading", "day"),
    [("Czech Republic", "2025-03-14"), ("THE NETHERLANDS", "2025-03-14"), ("Germany hesitates", "2025-03-10")],
)
def test_a_day_under_the_heading_of_a_state_is_not_that_of_the_next(heading: str, day: str) -> None:
    assert told(LISTED.format(next=heading))[0] == day


@pytest.mark.parametrize(("text", "day", "basis"), DOCUMENTS)
def test_a_document_names_its_day(text: str, day: str, basis: str) -> None:
    assert told(text, headline="") == (day, basis)


@pytest.mark.parametrize("words", MEANS_NONE)
def test_no_day_is_made_up(words: str) -> None:
    assert list(expressions(f"He said that {words} it", FRIDAY)) == []


@pytest.mark.parametrize(("text", "day", "basis"), TOLD)
def test_the_day_of_a_statement(text: str, day: str, basis: str) -> None:
    reading = reading_of(body(text), FRIDAY)
    found = reading.day(reading.attributions[-1])
    assert (found.day.isoformat(), found.basis) == (day, basis)


def test_a_day_far_back_is_no_day_of_the_article() -> None:
    text = "Emmanuel Macron began the debate on 26 February 2024.\n\nPetr Fiala said that none would go."
    reading = reading_of(body(text), FRIDAY)
    assert reading.day(reading.attributions[-1]).basis == "published"


@settings(deadline=None)
@given(text=st.text(max_size=80), published=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_day_lies_after_publication(text: str, published: date) -> None:
    assert all(found.day <= published for found in expressions(text, published))
