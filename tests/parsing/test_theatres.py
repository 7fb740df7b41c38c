"""Which war a place in an article is about. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, candidates, reading_of

from dashboard.parsing.candidates import candidates_in
from dashboard.parsing.theatres import Theatres

DAY = date(2026, 1, 12)
FORCE = """Ana Example's envoy was in Gaza on Monday to speak of a stabilisation force for Gaza.

Turkish Foreign Minister Hakan Fidan said: "Turkey will not send soldiers as long as Israel is against it."

Polish Prime Minister Donald Tusk said on Sunday that Poland had no plans to deploy troops. Hamas has not answered, nor
have other Palestinians."""
ALSO_UKRAINE = """

On Ukraine there was less to say. French President Emmanuel Macron said: "France will not send soldiers to Ukraine." """


def test_an_article_on_another_force_holds_no_statement() -> None:
    assert candidates(FORCE, DAY) == []
    assert candidates(FORCE + " It would be larger than that for Ukraine.", DAY) == []


def test_the_same_words_in_an_article_that_names_no_other_country_are_statements() -> None:
    ukraine = FORCE.replace("Gaza", "Ukraine").replace("Israel", "Russia")
    ukraine = ukraine.replace("Hamas", "Moscow").replace("Palestinians", "Russians")
    assert {row.speaker for row in candidates(ukraine, DAY)} == {"Hakan Fidan", "Donald Tusk"}


def test_what_follows_the_name_of_ukraine_is_about_it() -> None:
    found = candidates_in(reading_of(body(FORCE + ALSO_UKRAINE.rstrip()), DAY))
    assert [(row.speaker, row.position) for row in found] == [("Emmanuel Macron", "rules_out")]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("", False),
        ("Gaza, Gaza", False),
        ("Gaza, Mali, Syria", True),
        ("GAZA, MALI, SYRIA", True),
        ("Gazans, Malinese, Somalis", False),
        ("Ukraine, Gaza, Mali, Syria", True),
        ("Ukraine, Kyiv, Gaza, Mali, Syria", False),
        ("Gaza, Mali, Syria, Ukraine", False),
    ],
)
def test_other_countries_must_be_named_far_more_often_and_last(text: str, foreign: bool) -> None:
    assert Theatres(text).foreign(len(text)) is foreign


def test_what_is_named_later_does_not_count() -> None:
    text = "Ukraine first. Then Gaza, Mali, Syria"
    assert not Theatres(text).foreign(text.index("first"))
