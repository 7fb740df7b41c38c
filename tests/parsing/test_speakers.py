"""Who is an official: office holders beside the record, offices in the text. Persons are real, all words invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, reading_of

from dashboard.dataset.people import Official
from dashboard.parsing.labels import OUTSIDE, officials
from dashboard.parsing.lexicon import load
from dashboard.parsing.speakers import Speaker, holder, posts_of

SAYS = "said that no soldiers would go."
DAY = date(2025, 3, 14)


def speaker_of(text: str, day: date = DAY) -> Speaker | None:
    found = reading_of(body(text), day)
    return found.speaker(found.attributions[-1])


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
    during = speaker_of(f"Penny Wong {SAYS}")
    assert during is not None
    assert (during.entity, during.office, during.official_id) == ("AUS", "Minister of Foreign Affairs", None)
    before = speaker_of(f"Baiba Braže {SAYS}", date(2024, 3, 1))
    assert before is not None
    assert before.kind == "other"


def test_middle_initials_may_be_left_out() -> None:
    for name in ("Tore Sandvik", "Tore O. Sandvik"):
        speaker = speaker_of(f"{name} {SAYS}")
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
    ("text", "name", "entity"),
    [
        (f"American Treasury Secretary Jane Invented {SAYS}", "Jane Invented", "USA"),
        (f"Ukraine matters to Emmanuel Macron. Macron's deputy minister, Luc Invented, {SAYS}", "Luc Invented", "FRA"),
        (f"The Pentagon knows Ukraine. Its spokesman Sam Invented {SAYS}", "Sam Invented", "USA"),
        (f"The Riksdag {SAYS}", "Riksdag", "SWE"),
        (f"Poland voted. The Riksdag {SAYS}", "Riksdag", "SWE"),
        (f"The UN chief {SAYS}", "António Guterres", "UN"),
    ],
)
def test_whose_official_somebody_is(text: str, name: str, entity: str) -> None:
    speaker = speaker_of(text)
    assert speaker is not None
    assert (speaker.name, speaker.entity) == (name, entity)


@pytest.mark.parametrize(
    "text",
    [
        f"Norway is near. Speaking in Oslo, ambassador Olga Invented {SAYS}",
        f"In Kharkiv, Ukraine, General Tom Invented {SAYS}",
        f"NATO met. Foreign Minister Ana Invented {SAYS}",
        f"The head of UN peace operations {SAYS}",
        f"Poland's head of road building {SAYS}",
    ],
)
def test_where_the_state_of_an_office_is_a_guess_nobody_speaks(text: str) -> None:
    speaker = speaker_of(text)
    assert speaker is None or speaker.kind == "other" or not speaker.entity


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Donald Tusk and Emmanuel Macron met. "Not our soldiers," said the Pole.', "Donald Tusk"),
        ('Hanno Pevkur spoke with Emmanuel Macron. "We will go," the Estonian said.', "Hanno Pevkur"),
    ],
)
def test_a_nationality_means_the_one_official_of_that_state(text: str, name: str) -> None:
    speaker = speaker_of(text)
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    "text",
    [
        'Donald Tusk met Radosław Sikorski. "Not our soldiers," said the Pole.',
        'Emmanuel Macron came to Warsaw. "Not our soldiers," said the Pole.',
    ],
)
def test_a_nationality_of_two_or_of_none_means_nobody(text: str) -> None:
    speaker = speaker_of(text)
    assert speaker is None or speaker.kind == "other"


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Ukraine's ambassador in Ankara, Nina Invented, spoke first. Invented", "UKR"),
        ("A spokeswoman for the Austrian defence ministry, Nina Invented, spoke first. Invented", "AUT"),
        ("The Russian ambassador to Belgium Nina Invented spoke first. Invented", "RUS"),
    ],
)
def test_an_office_with_its_complement_before_a_comma_is_the_names(text: str, entity: str) -> None:
    speaker = speaker_of(f"{text} {SAYS}")
    assert speaker is not None
    assert (speaker.name, speaker.entity, speaker.kind) == ("Nina Invented", entity, "official")


def test_an_office_that_hangs_on_a_preposition_is_not_the_names() -> None:
    speaker = speaker_of(f"In a letter to the president of Peru, Nina Invented {SAYS}")
    assert speaker is None or speaker.kind == "other"


@pytest.mark.parametrize("before", ["Beanpole", "Whatever", "Since", "Defence Sec"])
def test_a_capital_word_before_an_official_is_no_part_of_the_name(before: str) -> None:
    speaker = speaker_of(f"{before} John Healey {SAYS}", date(2025, 1, 14))
    assert speaker is not None
    assert (speaker.name, speaker.entity) == ("John Healey", "GBR")


def test_a_capital_word_before_an_office_is_nobodys_name() -> None:
    speaker = speaker_of(f"In Spain the Socialist prime minister {SAYS}")
    assert speaker is not None
    assert speaker.name == "Pedro Sánchez"


@pytest.mark.parametrize("phrase", ["The Pentagon's policy chief", "America's spy chief", "The army's propaganda boss"])
def test_who_heads_a_part_of_a_state_is_not_its_head(phrase: str) -> None:
    speaker = speaker_of(f"In Washington Donald Trump spoke. {phrase} {SAYS}")
    assert speaker is None or speaker.name != "Donald Trump"
