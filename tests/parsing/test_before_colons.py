"""Bodies, offices and names before a colon, in lines and in headlines; all words are invented."""

from __future__ import annotations

import pytest
from reading_help import DAY, reading_of, speakers

WORDS = "We will not send troops to Ukraine."


def in_headline(text: str) -> list[str]:
    """Who is found to say what stands in a headline."""
    found = reading_of(f"{text}\n\nThe talks went on until Friday, late into the evening.", DAY)
    inside = [one for one in found.attributions if one.passage == 0]
    return [speaker.name for one in inside for speaker in found.speakers(one)]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Kremlin", "Kremlin"),
        ("White House", "White House"),
        ("Polish government", "Polish government"),
        ("German defence ministry", "German Ministry of Defence"),
        ("The Swedish Ministry of Defence", "Swedish Ministry of Defence"),
        ("Putin's spokesman", "Kremlin"),
        ("Dutch Defence Minister Ruben Brekelmans", "Ruben Brekelmans"),
    ],
)
def test_whoever_stands_before_a_colon_speaks(label: str, speaker: str) -> None:
    assert [name for name, _ in speakers(f"{label}: {WORDS}")] == [speaker]
    assert in_headline(f"{label}: {WORDS}") == [speaker]


@pytest.mark.parametrize(
    "label",
    [
        "Downing Street source",
        "Sources close to the Élysée",
        "Not the German government",
        "Tusk's party",
        "German embassy",
        "Merz's predecessor's spokesperson",
        "The defence ministry",
        "The big question",
        "NATO summit",
    ],
)
def test_what_is_around_a_body_does_not_speak_for_it(label: str) -> None:
    assert {name for name, _ in speakers(f"{label}: {WORDS}")} <= {""}
    assert in_headline(f"{label}: {WORDS}") == []


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("German government: Hungary's Viktor Orbán said he would not send troops to Ukraine.", "Viktor Orbán"),
        ("White House: Vladimir Putin told Donald Trump that Russia would not accept troops.", "Vladimir Putin"),
        ('Élysée: "We will not send troops to Ukraine," said Donald Tusk after the talks.', "Donald Tusk"),
        ('Spanish defence ministry: Margarita Robles: "Spain will not send troops to Ukraine."', "Margarita Robles"),
        ("Kremlin: Dmitry Peskov said that Russia would not accept troops in Ukraine.", "Dmitry Peskov"),
    ],
)
def test_a_body_before_a_colon_takes_nobody_elses_words(line: str, speaker: str) -> None:
    assert {name for name, _ in speakers(line)} == {speaker}


def test_a_name_behind_a_colon_is_still_told_by_the_office_before_it() -> None:
    found = speakers('"We will send troops to Ukraine," said the new Polish leader: President Karol Nawrocki.')
    assert {name for name, _ in found} == {"Karol Nawrocki"}
