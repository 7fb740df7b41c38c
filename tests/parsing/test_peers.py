"""Who is told by whom they stand beside: counterparts, guests, compatriots. The persons are real where they are
officials; all words are invented."""

from __future__ import annotations

import pytest
from reading_help import last_speaker, last_speakers

SAYS = "said that no soldiers would go."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Lithuania's Dovilė Šakalienė was for it. Her Latvian counterpart {SAYS}", ["Andris Sprūds"]),
        (f"Andrii Sybiha was in Warsaw. There his Polish opposite number {SAYS}", ["Radosław Sikorski"]),
        (f"Maria Malmer Stenergard was for it. In Oslo, her colleague {SAYS}", ["Espen Barth Eide"]),
        (f"Luís Montenegro was for it. His German counterpart {SAYS}", ["Olaf Scholz"]),
        (f"Pål Jonson and his Finnish counterpart {SAYS}", ["Pål Jonson", "Antti Häkkänen"]),
        (f"Pål Jonson was for it. His Maltese counterpart, Ana Invented, {SAYS}", []),
        (f"Pål Jonson was for it. His counterpart {SAYS}", []),
        (f"Pål Jonson was for it. His Swedish colleague {SAYS}", []),
        (f"Emmanuel Macron was for it. His Polish counterpart {SAYS}", []),
        (f"Government spokesman Pavlos Marinakis was for it. His Latvian counterpart {SAYS}", []),
    ],
)
def test_a_counterpart_holds_the_same_office_in_another_state(text: str, names: list[str]) -> None:
    found = [name for name in last_speakers(text) if name != "Ana Invented"]
    assert found == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Nuno Melo spoke in Tancos. “Portugal is there,” the official {SAYS}", ["Nuno Melo"]),
        (f"Nuno Melo spoke in Tancos. A Portuguese official {SAYS}", ["Portuguese official"]),
        (f"Péter Szijjártó received Juraj Blanár. The guest {SAYS}", ["Juraj Blanár"]),
        (f"Péter Szijjártó received Juraj Blanár. The guest was glad. He {SAYS}", ["Juraj Blanár"]),
        (f"Péter Szijjártó and Ivan Anušić received Juraj Blanár. The guest {SAYS}", ["guest"]),
        (f"A Russian analyst spoke. “It is so,” the official {SAYS}", []),
        (f"Dmitry Peskov briefed CNN. Putin's spokesman {SAYS}", ["Dmitry Peskov"]),
        (f"Dmitry Peskov briefed CNN. “It is so,” the Kremlin official {SAYS}", ["Dmitry Peskov"]),
        (f"Pavlos Marinakis briefed CNN. “It is so,” the Kremlin official {SAYS}", ["Russian official"]),
        (f"Dmitry Peskov briefed CNN. Emmanuel Macron {SAYS} The spokesman {SAYS}", ["Dmitry Peskov"]),
        (f"Dmitry Peskov briefed CNN. Emmanuel Macron {SAYS} The spokeswoman {SAYS}", ["French President's Office"]),
        (f"Dmitry Peskov briefed CNN. Lavrov's spokeswoman {SAYS}", ["Russian Ministry of Foreign Affairs"]),
        (f"Dmitry Peskov briefed CNN. Macron's spokesman {SAYS}", ["French President's Office"]),
        (f"Helen McEntee echoed Simon Harris. The Fine Gael man {SAYS}", ["Simon Harris"]),
        (f"Helen McEntee was there. In Dublin, the Meath East TD {SAYS}", ["Helen McEntee"]),
        (f"Helen McEntee was there. The Dublin West TD {SAYS}", ["Helen McEntee"]),
        (f"Helen McEntee was there. An angry man {SAYS}", ["An angry man"]),
        (f"Juraj Blanár came to the studio. The guest {SAYS}", ["Juraj Blanár"]),
        (f"In Helsinki the foreign minister, asked by Yle, {SAYS}", ["Elina Valtonen"]),
        (f"The foreign minister, Elina Valtonen, {SAYS}", ["Elina Valtonen"]),
    ],
)
def test_a_description_without_an_office_is_of_whoever_can_be_meant(text: str, names: list[str]) -> None:
    assert last_speakers(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Donald Tusk and Emmanuel Macron met. "Not our soldiers," said the Pole.', "Donald Tusk"),
        ('Hanno Pevkur spoke with Emmanuel Macron. "We will go," the Estonian said.', "Hanno Pevkur"),
    ],
)
def test_a_nationality_means_the_one_official_of_that_state(text: str, name: str) -> None:
    speaker = last_speaker(text)
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
    speaker = last_speaker(text)
    assert speaker is None or speaker.kind == "other"


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Péter Szijjártó visited Juraj Blanár. His guest", {"Péter Szijjártó", "Juraj Blanár"}),
        ("Péter Szijjártó was received by Juraj Blanár. The visitor", {"Juraj Blanár"}),
        ("Péter Szijjártó received Juraj Blanár. On a talk show, a guest", {"Péter Szijjártó", "Juraj Blanár"}),
        ("Radosław Sikorski listened. In Paris, a colleague", {"Jean-Noël Barrot", "Radosław Sikorski"}),
        ("Micheál Martin took calls. The Galway man who had called in", {"Micheál Martin"}),
    ],
)
def test_nobody_who_was_only_named_is_taken_for_a_guest_or_colleague(text: str, others: set[str]) -> None:
    assert others.isdisjoint(last_speakers(f"{text} {SAYS}"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Sweden was asked. The Swedes {SAYS}", ["Swedish government"]),
        (f"The Netherlands may go. The Dutch, as ever, {SAYS}", ["Dutch government"]),
        (f"The Swedes {SAYS}", []),
        (f"Sweden held a referendum. The Swedes {SAYS}", []),
        (f"Sweden is far off. Three Swedes are there. The Swedes {SAYS}", []),
        (f"Swedes {SAYS}", []),
        (f"The young Swedes {SAYS}", []),
        (f"Pål Jonson was there. The Swede {SAYS}", ["Pål Jonson"]),
    ],
)
def test_the_people_of_a_state_stand_for_its_government(text: str, names: list[str]) -> None:
    assert last_speakers(text) == names
