"""Whose official somebody is. The persons are real where they are officials; all words are invented."""

from __future__ import annotations

import pytest
from reading_help import DAY, body, last_speaker, reading_of

SAYS = "said that no soldiers would go."


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        (f"American Treasury Secretary Jane Invented {SAYS}", "Jane Invented", "USA"),
        (f"Ukraine matters to Emmanuel Macron. Macron's deputy minister, Luc Invented, {SAYS}", "Luc Invented", "FRA"),
        (f"The Pentagon knows Ukraine. Its spokesman Sam Invented {SAYS}", "Sam Invented", "USA"),
        (f"The Riksdag {SAYS}", "Riksdag", "SWE"),
        (f"Ana Invented, who is shadow foreign minister of Denmark, {SAYS}", "Ana Invented", ""),
        (f"Denmark listened. Ana Invented, who is now the foreign minister's aide, {SAYS}", "Ana Invented", ""),
        (f"Poland is near. Bill Gates's deputy, Sam Invented, {SAYS}", "Sam Invented", ""),
        (f"Finland listened. State Secretary for foreign affairs Ana Invented {SAYS}", "Ana Invented", "FIN"),
        (f"France sent its ambassador, Luc Invented. Poland listened. Invented {SAYS}", "Luc Invented", "FRA"),
        (f"Poland voted. The Riksdag {SAYS}", "Riksdag", "SWE"),
        (f"The UN chief {SAYS}", "António Guterres", "UN"),
        (f"The foreign minister of Latvia Jonas Invented {SAYS}", "Jonas Invented", "LVA"),
        (f"The head of the Office of the President of Ukraine Andriy Yermak {SAYS}", "Andriy Yermak", "UKR"),
        ("According to the words of the defence minister of Estonia Hanno Pevkur, no one goes.", "Hanno Pevkur", "EST"),
        (f"A colonel of the Kosovo Security Force, Sefer Invented, {SAYS}", "Sefer Invented", "XKX"),
        (f"An adviser to Latvia's president, Edgars Rinkēvičs, {SAYS}", "Latvian President's Office", "LVA"),
        (f"The chief of staff of Latvia's president, Edgars Rinkēvičs, {SAYS}", "Latvian Adviser", "LVA"),
    ],
)
def test_whose_official_somebody_is(text: str, name: str, entity: str) -> None:
    speaker = last_speaker(text)
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
        f"The prime minister of the United Nations {SAYS}",
        f"Jan Invented, Poland's defence minister until 2018, {SAYS}",
        f"The wife of Latvia's president, Edgars Rinkēvičs, {SAYS}",
        f"A close ally of Latvia's president, Edgars Rinkēvičs, {SAYS}",
    ],
)
def test_where_the_state_of_an_office_is_a_guess_nobody_speaks(text: str) -> None:
    speaker = last_speaker(text)
    assert speaker is None or speaker.kind == "other" or not speaker.entity


@pytest.mark.parametrize(("before", "entity"), [("Hristijan Mickoski was glad.", "MKD"), ("Nobody was glad.", "")])
def test_an_officer_behind_an_official_is_of_the_same_state(before: str, entity: str) -> None:
    text = f"Bulgaria and Serbia listened.\n\n{before} The chief of the general staff, General Jan Invented, {SAYS}"
    found = reading_of(body(text), DAY)
    assert [speaker.entity for speaker in found.speakers(found.attributions[-1])] == [entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("BRUSSELS – Belgium was asked. Deputy Prime Minister Jan Invented", "BEL"),
        ("BRUSSELS – Belgium was asked. Commission spokeswoman Ana Invented", "EU"),
        ("BRUSSELS – Nobody was asked. Opposition leader Jan Invented", ""),
    ],
)
def test_a_body_of_states_has_no_deputy_prime_minister(text: str, entity: str) -> None:
    found = reading_of(body(f"{text} {SAYS}"), DAY)
    assert [speaker.entity for speaker in found.speakers(found.attributions[-1])] == [entity]


@pytest.mark.parametrize(
    ("subject", "entity"), [("NATO as an alliance", "NATO"), ("The UN", "UN"), ("Sweden", "SWE"), ("Russia", "LVA")]
)
def test_whose_spokesman_is_told_by_the_quotation_right_before(subject: str, entity: str) -> None:
    found = reading_of(body(f'Latvia was asked. "{subject} will not be there," its spokesman Jan Invented said.'), DAY)
    assert [s.entity for s in found.speakers(found.attributions[-1])] == [entity]
