"""Who is an official: office holders beside the record, offices in the text. Persons are real, all words invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import DAY, last_speaker

from dashboard.dataset.people import Official
from dashboard.parsing.labels import OUTSIDE, officials
from dashboard.parsing.lexicon import load
from dashboard.parsing.speakers import holder, posts_of

SAYS = "said that no soldiers would go."


def outside() -> list[Official]:
    return [row for row in officials() if row.id == OUTSIDE]


def test_office_holders_beside_the_record_have_a_place_and_a_term() -> None:
    for row in outside():
        assert row.entity in {**load("places")["entities"], **load("places")["others"]}, row.name
        assert None in (row.since, row.until) or row.since < row.until, row.name


def test_no_term_stands_in_the_record_and_beside_it() -> None:
    inside = {(row.name, row.office) for row in officials() if row.id != OUTSIDE}
    assert [row.name for row in outside() if (row.name, row.office) in inside] == []


def test_an_office_holder_beside_the_record_is_known_in_the_term_alone() -> None:
    during = last_speaker(f"Penny Wong {SAYS}")
    assert during is not None
    assert (during.entity, during.office, during.official_id) == ("AUS", "Minister of Foreign Affairs", None)
    after = last_speaker(f"Antony Blinken {SAYS}")
    assert after is not None
    assert after.kind == "other"


def test_whoever_is_to_have_an_office_is_of_that_state_without_one() -> None:
    before = last_speaker(f"Baiba Braže {SAYS}", date(2024, 3, 1))
    assert before is not None
    assert (before.entity, before.office, "presumed" in before.rules) == ("LVA", "", True)


def test_middle_initials_may_be_left_out() -> None:
    for name in ("Tore Sandvik", "Tore O. Sandvik"):
        speaker = last_speaker(f"{name} {SAYS}")
        assert speaker is not None
        assert speaker.name == "Tore O. Sandvik"


@pytest.mark.parametrize(
    ("role", "entity", "name"),
    [
        ("president", "RUS", "Vladimir Putin"),
        ("president", "CZE", "Petr Pavel"),
        ("foreign_minister", "RUS", "Sergey Lavrov"),
        ("defence_minister", "POL", "Władysław Kosiniak-Kamysz"),
    ],
)
def test_advisers_deputies_and_speakers_of_parliament_hold_no_other_post(role: str, entity: str, name: str) -> None:
    found = holder([role], entity, DAY)
    assert found is not None
    assert found.name == name


def test_a_deputy_minister_is_meant_only_as_one() -> None:
    deputy = next(row for row in outside() if row.office == "Deputy Minister of Defence")
    assert "defence" not in posts_of(deputy)
    assert "defence" in posts_of(deputy, deputy=True)


def test_every_row_of_office_holders_is_read() -> None:
    assert len(outside()) == len(load("holders")["holders"])


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Ukraine's ambassador in Ankara, Nina Invented, spoke first. Invented", "UKR"),
        ("A spokeswoman for the Austrian defence ministry, Nina Invented, spoke first. Invented", "AUT"),
        ("The Russian ambassador to Belgium Nina Invented spoke first. Invented", "RUS"),
    ],
)
def test_an_office_with_its_complement_before_a_comma_is_the_names(text: str, entity: str) -> None:
    speaker = last_speaker(f"{text} {SAYS}")
    assert speaker is not None
    assert (speaker.name, speaker.entity, speaker.kind) == ("Nina Invented", entity, "official")


def test_an_office_that_hangs_on_a_preposition_is_not_the_names() -> None:
    speaker = last_speaker(f"In a letter to the president of Peru, Nina Invented {SAYS}")
    assert speaker is None or speaker.kind == "other"


@pytest.mark.parametrize("before", ["Beanpole", "Whatever", "Since", "Defence Sec"])
def test_a_capital_word_before_an_official_is_no_part_of_the_name(before: str) -> None:
    speaker = last_speaker(f"{before} John Healey {SAYS}", date(2025, 1, 14))
    assert speaker is not None
    assert (speaker.name, speaker.entity) == ("John Healey", "GBR")


def test_a_capital_word_before_an_office_is_nobodys_name() -> None:
    speaker = last_speaker(f"In Spain the Socialist prime minister {SAYS}")
    assert speaker is not None
    assert speaker.name == "Pedro Sánchez"


@pytest.mark.parametrize("phrase", ["The Pentagon's policy chief", "America's spy chief", "The army's propaganda boss"])
def test_who_heads_a_part_of_a_state_is_not_its_head(phrase: str) -> None:
    speaker = last_speaker(f"In Washington Donald Trump spoke. {phrase} {SAYS}")
    assert speaker is None or speaker.name != "Donald Trump"


@pytest.mark.parametrize("title", ["Armed Forces Minister", "Minister of the Armed Forces", "Defence Minister"])
def test_a_minister_bears_the_office_that_the_text_names(title: str) -> None:
    speaker = last_speaker(f"Peru's {title}, Nina Invented, {SAYS}")
    assert speaker is not None
    assert speaker.office == ("Minister of Defence" if title.startswith("Defence") else "Minister of the Armed Forces")


@pytest.mark.parametrize(
    ("phrase", "office"),
    [("NATO", "NATO"), ("The UN", "United Nations"), ("A NATO spokesperson", "NATO"), ("Poland", "Government")],
)
def test_a_body_of_states_has_no_government(phrase: str, office: str) -> None:
    speaker = last_speaker(f"{phrase} {SAYS}")
    assert speaker is not None
    assert speaker.office == office
