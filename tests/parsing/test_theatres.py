"""Which war a place in an article is about. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, candidates, reading_of

from dashboard.parsing.candidates import candidates_in
from dashboard.parsing.explain import explained
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


def test_what_is_said_of_another_war_does_not_stand_for_what_is_said_of_ukraine() -> None:
    """One speaker, the quoted words on Gaza before the reported ones on Ukraine."""
    text = FORCE.replace("Polish Prime Minister Donald Tusk", "Fidan").replace("Poland", "Turkey")
    found = candidates(f"{text}\n\nFidan added that Turkey would not send soldiers to Ukraine either.", DAY)
    assert [(row.speaker, row.position) for row in found] == [("Hakan Fidan", "rules_out")]
    assert "Ukraine" in found[0].evidence


def test_what_is_about_another_war_is_named_by_the_explanation() -> None:
    left = {finding.candidate.speaker: finding.left_out for finding in explained(reading_of(body(FORCE), DAY))}
    assert left == {"Hakan Fidan": "elsewhere", "Donald Tusk": "elsewhere"}


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("", False),
        ("Gaza, Gaza", False),
        ("Gaza, Mali, Syria", True),
        ("GAZA, MALI, SYRIA", True),
        ("Gazans, Malians, Somalis", True),
        ("Malice, Nigeria, Chad, Gazavat", False),
        ("the west bank of the Dnipro, the west bank of the Bug, the west bank of the Inhulets", False),
        ("Ukraine, Gaza, Mali, Syria", True),
        ("Zelenskiy, Gaza, Mali, Syria", True),
        ("Ukraine, Zelenskiy, Gaza, Mali, Syria, Iraq", False),
        ("UKRAINE, Donbass, Gaza, Mali, Syria, Iraq", False),
        ("Ukraine's Mykolaiv, Gaza, Mali, Syria, Iraq", False),
        ("Ukraine, Kyiv, Gaza, Mali, Syria, Iraq, Libya", True),
        ("Gaza, Mali, Syria, Ukraine", False),
        ("A coalition of the willing for Gaza, Mali, Syria", True),
    ],
)
def test_other_countries_must_be_named_far_more_often_and_last(text: str, foreign: bool) -> None:
    assert Theatres(text).foreign((len(text), len(text))) is foreign


@pytest.mark.parametrize("names", ["Gaza or Ukraine", "Ukraine or Gaza"])
def test_a_sentence_that_names_ukraine_is_about_it(names: str) -> None:
    text = f"Gaza, Mali, Syria. We will send soldiers to {names}."
    assert not Theatres(text).foreign((text.index("We"), len(text)))


def test_what_is_named_later_does_not_count() -> None:
    text = "Ukraine first. Then Gaza, Mali, Syria"
    assert not Theatres(text).foreign((0, text.index("first")))
