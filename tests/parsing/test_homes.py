"""Which state a stretch of an article is about. All texts are invented."""

from __future__ import annotations

import pytest

from tests.parsing.reading_help import body, reading_of, speakers


def homes_at(text: str, word: str) -> tuple[str, str]:
    """The entity that the text is about where a word stands, and the one state of its surroundings."""
    reading = reading_of(body(text))
    place = reading.text.index(word)
    number = next(n for n, passage in enumerate(reading.passages) if passage.base <= place < passage.end)
    found = reading.resolver.homes
    return found.context(number, place), found.nation(number, place)


@pytest.mark.parametrize(
    ("text", "word", "context"),
    [
        ("Poland is careful. The minister said no soldiers would go.", "minister", "POL"),
        ("Poland and then Sweden answered. The minister said no.", "minister", "SWE"),
        ("Latvia spoke of sending soldiers to Ukraine. The minister said no.", "minister", "LVA"),
    ],
)
def test_the_state_named_last_is_the_context_unless_soldiers_go_there(text: str, word: str, context: str) -> None:
    assert homes_at(text, word)[0] == context


def test_two_states_in_one_sentence_leave_the_nation_open() -> None:
    assert homes_at("Polish and Swedish blue helmets waited.", "helmets")[1] == ""
    assert homes_at("Swiss blue helmets waited for Ukraine.", "helmets")[1] == "CHE"


LIST = """Poland

Donald Tusk spoke.

The minister spoke too.

{heading}

The senate met.

Much was said by the chancellor."""


@pytest.mark.parametrize(
    ("heading", "context"),
    [("The Netherlands", "NLD"), ("GERMANY", "DEU"), ("What next", "POL"), ("Ukraine", "UKR")],
)
def test_in_a_list_a_paragraph_is_about_the_state_of_its_heading(heading: str, context: str) -> None:
    assert homes_at(LIST.format(heading=heading), "chancellor")[0] == context


def test_one_heading_with_the_name_of_a_state_makes_no_list() -> None:
    assert homes_at(LIST.format(heading="Whose turn"), "minister")[0] == "POL"
    text = "Poland spoke and Sweden spoke.\n\nGermany\n\nThe senate met.\n\nMuch was said by the chancellor."
    assert homes_at(text, "chancellor")[0] == ""


@pytest.mark.parametrize("place", ["over Ukraine", "to western Ukraine", "on Ukraine's coast"])
def test_where_soldiers_go_is_no_context_whatever_stands_before_it(place: str) -> None:
    assert homes_at(f"Turkey would host those who serve {place}, the ministry said.", "ministry")[0] == "TUR"


def test_a_state_before_its_own_ministry_is_a_context_behind_for() -> None:
    assert homes_at("Poland waited for Ukraine's foreign ministry. The minister said no.", "minister said")[0] == "UKR"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Poland: Keir Starmer came to Gdynia. The prime minister {}\n\nSpain: it rained.", "Keir Starmer"),
        ("Poland – it rained. Emmanuel Macron spoke. The president {}\n\nSpain - it rained.", "Emmanuel Macron"),
        ("Ukraine. Starmer meets Zelensky.\n\nRussia. In Paris the defence minister {}", "Sébastien Lecornu"),
        ("Ukraine: who goes? An envoy of France spoke. The government {}\n\nRussia: no.", "French government"),
    ],
)
def test_a_state_before_a_mark_at_the_beginning_of_a_paragraph_does_not_say_whose_an_office_is(
    text: str, name: str
) -> None:
    assert name in [who for who, _ in speakers(text.format("said that no soldiers would go to Ukraine."))]


NEWSLETTER = """A cold week

Good evening.

SLOVENIA. In a hurry. Prime Minister Robert Golob spoke of a hospital.

"""


def last_name(text: str) -> str:
    found = reading_of(text)
    return next((speaker.name for speaker in found.speakers(found.attributions[-1])), "")


@pytest.mark.parametrize("opening", ["CROATIA. No surprise.", "Croatia. The harvest is in."])
def test_in_a_list_an_office_is_that_of_the_state_that_opens_the_paragraph(opening: str) -> None:
    text = f"{NEWSLETTER}{opening} The prime minister said that no soldiers would go."
    assert last_name(text) == "Andrej Plenković"


@pytest.mark.parametrize(
    ("above", "opening"),
    [
        (NEWSLETTER, "Croatia is calm."),
        (NEWSLETTER, "Croatia and Hungary are calm."),
        (NEWSLETTER, "CROATIA. Robert Golob went there."),
        (NEWSLETTER, "CROATIA. Not so Hungary."),
        (NEWSLETTER.replace("Good evening", "Robert Golob took questions"), "CROATIA. No surprise."),
        (NEWSLETTER.replace("SLOVENIA. In", "Slovenia is in"), "CROATIA. No surprise."),
    ],
)
def test_a_state_that_opens_no_list_takes_no_office_from_whoever_has_it(above: str, opening: str) -> None:
    assert last_name(f"{above}{opening} The prime minister said that no soldiers would go.") == "Robert Golob"
