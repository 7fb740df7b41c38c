"""Who speaks: names, offices, spokespersons, pronouns, places. The persons are real, all their words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, reading_of, speakers

from dashboard.parsing.speakers import Speaker

SAYS = "said that no soldiers would go."
BEFORE = date(2024, 3, 15)
AFTER = date(2025, 3, 14)

NAMED = [
    (f"Polish Prime Minister Donald Tusk {SAYS}", "Donald Tusk"),
    (f"Donald Tusk, Poland's prime minister, {SAYS}", "Donald Tusk"),
    (f"Poland's Tusk {SAYS}", "Donald Tusk"),
    (f"Presidential Spokesman Dmitry Peskov {SAYS}", "Dmitry Peskov"),
    (f"The Kremlin's mouthpiece Dmitry Peskov {SAYS}", "Dmitry Peskov"),
    (f"Swedish Prime Minister Ulf Kristerson {SAYS}", "Ulf Kristersson"),
    (f"Emanuel Macron {SAYS}", "Emmanuel Macron"),
    (f"Slovak Defence Minister Jozef Invented {SAYS}", "Jozef Invented"),
    (f"The Kremlin {SAYS}", "Kremlin"),
    (f"Downing Street {SAYS}", "UK Prime Minister's spokesperson"),
    (f"Germany {SAYS}", "German federal government"),
    (f"The Turkish defence ministry {SAYS}", "Turkish Ministry of National Defence"),
    (f"The Ministry of National Defence of the Republic of Lithuania {SAYS}", "Lithuanian Ministry of Defence"),
    (f"Warsaw {SAYS}", "Polish government"),
]

REFERRED = [
    (f"Emmanuel Macron spoke in Paris. He {SAYS}", "Emmanuel Macron"),
    (f"Giorgia Meloni met Emmanuel Macron. She {SAYS}", "Giorgia Meloni"),
    (f"Germany held a debate that Emmanuel Macron began. It {SAYS}", "German federal government"),
    (f"It was left to Troels Lund Poulsen to explain.\n\nHe {SAYS}", "Troels Lund Poulsen"),
    (f"Jens Stoltenberg spoke of the debate that Emmanuel Macron began. He {SAYS}", "Jens Stoltenberg"),
    (f"Petr Fiala spoke in Prague. A reporter asked him why. He {SAYS}", "Petr Fiala"),
    (f"Ukraine was on the agenda. Kaja Kallas came late. The prime minister {SAYS}", "Kaja Kallas"),
]

NOBODY = [
    f"Poland is worried. He {SAYS}",
    f"Soldiers were on parade. He {SAYS}",
    f"They {SAYS}",
    f"Somebody {SAYS}",
    f"People in the street {SAYS}",
]


@pytest.mark.parametrize(("text", "name"), NAMED, ids=lambda case: str(case)[:40])
def test_named_speakers(text: str, name: str) -> None:
    assert speakers(text, BEFORE)[-1][0] == name


@pytest.mark.parametrize(("text", "name"), REFERRED, ids=lambda case: str(case)[:40])
def test_pronouns_and_descriptions(text: str, name: str) -> None:
    assert speakers(text, BEFORE)[-1][0] == name


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_can_be_named_nobody_is(text: str) -> None:
    found = reading_of(body(text), BEFORE)
    resolved = [found.speaker(attribution) for attribution in found.attributions]
    assert all(speaker is None or speaker.kind == "other" for speaker in resolved)


def _speaker(text: str, day: date) -> Speaker | None:
    found = reading_of(body(text), day)
    return found.speaker(found.attributions[-1])


def test_an_office_is_that_of_the_day() -> None:
    before = _speaker(f"Mark Rutte {SAYS}", BEFORE)
    after = _speaker(f"Mark Rutte {SAYS}", AFTER)
    assert before is not None
    assert after is not None
    assert (before.entity, before.office) == ("NLD", "Prime Minister")
    assert (after.entity, after.office) == ("NATO", "Secretary General")


def test_a_former_official_speaks_for_nobody() -> None:
    speaker = _speaker(f"Former Polish president Lech Invented {SAYS}", AFTER)
    assert speaker is None or speaker.kind == "other"


def test_an_analyst_is_no_official() -> None:
    speaker = _speaker(f"Jan Invented, an analyst at a Warsaw institute, {SAYS}", AFTER)
    assert speaker is None or speaker.kind == "other"


def test_a_misspelt_name_is_less_certain() -> None:
    names = ("Kristersson", "Kristerson")
    right, wrong = (_speaker(f"Swedish Prime Minister Ulf {name} {SAYS}", BEFORE) for name in names)
    assert right is not None
    assert wrong is not None
    assert wrong.certainty < right.certainty
    assert "misspelt_name" in wrong.rules


def test_of_two_bearers_the_one_with_the_office_is_meant() -> None:
    text = f"Prime Minister Petr Fiala and Radim Fiala of the opposition argued. Prime Minister Fiala {SAYS}"
    assert speakers(text, AFTER)[-1][0] == "Petr Fiala"


def test_several_states_speak_together() -> None:
    found = reading_of(body(f"Romania, Luxembourg and Greece {SAYS}"), AFTER)
    names = [speaker.name for speaker in found.speakers(found.attributions[-1])]
    assert names == ["Romanian government", "Luxembourg government", "Greek government"]


def test_a_spokesperson_is_of_the_house_named_before() -> None:
    text = 'We asked the French defence ministry. "No soldiers have gone there," a spokesperson told us.'
    assert speakers(text, BEFORE)[-1][0] == "French Ministry of the Armed Forces"
