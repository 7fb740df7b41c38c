"""Names and who bears them. The persons are real where they are officials; all words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import last_speaker, last_speakers, reading_of, speakers

SAYS = "said that no soldiers would go."
BEFORE = date(2024, 3, 15)
AFTER = date(2025, 3, 14)


def test_an_office_is_that_of_the_day() -> None:
    before = last_speaker(f"Mark Rutte {SAYS}", BEFORE)
    after = last_speaker(f"Mark Rutte {SAYS}", AFTER)
    assert before is not None
    assert after is not None
    assert (before.entity, before.office) == ("NLD", "Prime Minister")
    assert (after.entity, after.office) == ("NATO", "Secretary General")


def test_a_former_official_speaks_for_nobody() -> None:
    speaker = last_speaker(f"Former Polish president Lech Invented {SAYS}", AFTER)
    assert speaker is None or speaker.kind == "other"


def test_an_analyst_is_no_official() -> None:
    speaker = last_speaker(f"Jan Invented, an analyst at a Warsaw institute, {SAYS}", AFTER)
    assert speaker is None or speaker.kind == "other"


def test_a_misspelt_name_is_less_certain() -> None:
    names = ("Kristersson", "Kristerson")
    right, wrong = (last_speaker(f"Swedish Prime Minister Ulf {name} {SAYS}", BEFORE) for name in names)
    assert right is not None
    assert wrong is not None
    assert wrong.certainty < right.certainty
    assert "misspelt_name" in wrong.rules


def test_of_two_bearers_the_one_with_the_office_is_meant() -> None:
    text = f"Prime Minister Petr Fiala and Radim Fiala of the opposition argued. Prime Minister Fiala {SAYS}"
    assert speakers(text, AFTER)[-1][0] == "Petr Fiala"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Minister Vengu", "Pirro Vengu"),
        ("Albania's Vengu", "Pirro Vengu"),
        ("Norwegian Minister Vengu", "Vengu"),
        ("Singer Vengu", "Vengu"),
        ("Hon. Bill Blair", "Bill Blair"),
        ("Rt. Hon. John Healey", "John Healey"),
    ],
)
def test_a_surname_beside_its_office_or_state_is_that_officials(source: str, name: str) -> None:
    assert last_speakers(f"{source} {SAYS}") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Britain's prime minister came. Sir Keir {SAYS}", ["Keir Starmer"]),
        (f"Britain's defence secretary came. Sir John {SAYS}", ["John"]),
        (f"Dame Ana Invented came to Leeds. Dame Ana {SAYS}", ["Ana Invented"]),
        (f"Britain's prime minister came. Sir Zoltan {SAYS}", ["Zoltan"]),
        (f"Keir Starmer and Keir Invented came. Sir Keir {SAYS}", ["Keir"]),
    ],
)
def test_sir_and_dame_stand_before_given_names(text: str, names: list[str]) -> None:
    assert last_speakers(text) == names


def test_one_who_is_to_take_office_speaks_already() -> None:
    assert last_speakers(f"Prime Minister-designate Lukáš Invented of Czechia {SAYS}") == ["Lukáš Invented"]


def test_a_name_is_read_whole_where_the_grammar_takes_a_part_of_it_for_a_verb() -> None:
    text = 'Andrii Sybiha of Ukraine, asked whether foreign soldiers were wanted, said yes: "It is the least."'
    reading = reading_of(text)
    names = [[speaker.name for speaker in reading.speakers(found)] for found in reading.attributions]
    assert ["Andrii Sybiha"] in names
    assert ["Ukrainian government"] not in names


@pytest.mark.parametrize(("day", "name"), [(date(2025, 7, 29), "Tammy Bruce"), (BEFORE, "BRUCE")])
def test_a_label_with_a_surname_is_the_only_official_of_that_state_who_bears_it(day: date, name: str) -> None:
    talk = "MS BRUCE: Good afternoon.\n\nQ: On Ukraine?\n\nMS BRUCE: No American soldiers will go there."
    found = reading_of(f"Daily press briefing, Department of State\n\n{talk}", day)
    assert [one.name for one in found.speakers(found.attributions[-1])] == [name]
