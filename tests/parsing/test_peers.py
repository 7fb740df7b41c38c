"""Who speaks beside or for somebody: counterparts, spokespersons, heads of houses, several holders of one office.

The persons are real where they are officials; all words are invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, candidates, reading_of

DAY = date(2025, 3, 14)
SAYS = "said that no soldiers would go."


def last_speakers(text: str) -> list[str]:
    """The names of those who said the last thing of an invented text."""
    found = reading_of(body(text), DAY)
    return [speaker.name for speaker in found.speakers(found.attributions[-1])]


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
    ("source", "name"),
    [
        ("The spokeswoman for Belgium's defence minister Theo Francken", "Belgian Ministry of Defence"),
        ("The spokesman for Greece's prime minister", "Greek Prime Minister's Office"),
        ("A spokesman for the Lithuanian foreign minister, Kęstutis Budrys,", "Lithuanian Ministry of Foreign Affairs"),
        ("A spokesman for the Lithuanian foreign minister, Jonas Invented,", "Jonas Invented"),
        ("The spokesman of the Latvian defence ministry, Jānis Invented,", "Jānis Invented"),
        ("The prime minister of Greece's spokesman", "Greek Prime Minister's Office"),
        ("Belgium's defence minister Theo Francken", "Theo Francken"),
        ("The Czech commissioner for Ukraine's reconstruction Jan Invented", "Jan Invented"),
    ],
)
def test_a_spokesperson_is_not_whom_they_speak_for(source: str, name: str) -> None:
    assert last_speakers(f"Kyriakos Mitsotakis met Theo Francken. {source} {SAYS}") == [name]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A spokesman for Petr Fiala", "Czech Prime Minister's Office"),
        ("A Whitehall source", "UK government"),
        ("Petr Fiala", "Petr Fiala"),
    ],
)
def test_what_a_spokesperson_says_is_not_asked_of_the_person_beside(source: str, name: str) -> None:
    found = candidates(f"“No soldiers will be sent to Ukraine,” said {source}. Petr Fiala told Czech Radio why.", DAY)
    assert {candidate.speaker for candidate in found} == {name}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The head of the Czech government", "Petr Fiala"),
        ("The head of the German government", "Olaf Scholz"),
        ("The head of French diplomacy", "Jean-Noël Barrot"),
        ("The head of the Estonian defence ministry", "Hanno Pevkur"),
        ("The Spanish foreign ministry head", "José Manuel Albares"),
        ("The Polish head of state", "Andrzej Duda"),
        ("The deputy chairman of Russia's Security Council", "Dmitry Medvedev"),
        ("The commander of Denmark's army", "Peter Boysen"),
        ("The president of Ukraine's office", "Ukrainian President's Office"),
        ("The Russian Security Council", "Russian Security Council"),
        ("The head of the Czech government's press service", "Czech Prime Minister's Office"),
    ],
)
def test_who_heads_a_house_holds_its_office(source: str, name: str) -> None:
    assert last_speakers(f"{source} {SAYS}") == [name]


@pytest.mark.parametrize("source", ["The head of MON", "The head of the ministry's policy department"])
def test_who_heads_something_unknown_heads_no_government(source: str) -> None:
    assert last_speakers(f"Warsaw, in Poland, was calm. {source} {SAYS}") == []


@pytest.mark.parametrize(
    ("source", "office"),
    [
        ("The chair of the parliamentary committee on security, Jonas Invented,", "Member of Parliament"),
        ("The chairwoman of the Saeima's defence committee, Ilze Invented,", "Member of Parliament"),
        ("The chairman of the festival committee, Jonas Invented,", ""),
        ("The chairman of the defence company, Jonas Invented,", ""),
    ],
)
def test_a_chair_of_a_committee_on_defence_is_a_member_of_parliament(source: str, office: str) -> None:
    found = reading_of(body(f"{source} {SAYS}"), DAY)
    assert [speaker.office for speaker in found.speakers(found.attributions[-1])] == [office]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("The prime ministers of Estonia and Latvia", ["Kristen Michal", "Evika Siliņa"]),
        ("Croatia's and Estonia's prime ministers", ["Andrej Plenković", "Kristen Michal"]),
        (
            "Neither Spanish Prime Minister Pedro Sánchez nor his Portuguese colleague Luís Montenegro",
            ["Pedro Sánchez", "Luís Montenegro"],
        ),
        ("Kristen Michal and Latvian officials", ["Kristen Michal", "Latvian official"]),
        ("The two countries' prime ministers", []),
        ("The prime minister of Estonia", ["Kristen Michal"]),
    ],
)
def test_several_who_hold_an_office_speak_together(source: str, names: list[str]) -> None:
    assert last_speakers(f"Mette Frederiksen was there. {source} {SAYS}") == names


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
        (f"Helen McEntee was there. An angry man {SAYS}", ["An angry man"]),
        (f"Juraj Blanár came to the studio. The guest {SAYS}", ["Juraj Blanár"]),
        (f"In Helsinki the foreign minister, asked by Yle, {SAYS}", ["Elina Valtonen"]),
        (f"The foreign minister, Elina Valtonen, {SAYS}", ["Elina Valtonen"]),
    ],
)
def test_a_description_without_an_office_is_of_whoever_can_be_meant(text: str, names: list[str]) -> None:
    assert last_speakers(text) == names


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
    ("text", "positions"),
    [
        (
            "Keir Starmer and Emmanuel Macron have pledged to send troops to Ukraine.",
            {("Keir Starmer", "GBR"), ("Emmanuel Macron", "FRA")},
        ),
        (
            "Norway and Denmark intend to send soldiers to Ukraine, Jonas Gahr Støre and Mette Frederiksen said.",
            {("Jonas Gahr Støre", "NOR"), ("Mette Frederiksen", "DNK")},
        ),
        (
            "Denmark intends to send soldiers to Ukraine, Jonas Gahr Støre said.",
            {("Jonas Gahr Støre", "DNK")},
        ),
    ],
)
def test_of_several_who_speak_together_each_speaks_for_one_state(text: str, positions: set[tuple[str, str]]) -> None:
    assert {(found.speaker, found.entity) for found in candidates(text, DAY)} == positions


@pytest.mark.parametrize(
    ("outer", "names"),
    [
        ("the Invented Herald reported", {"New Zealand government"}),
        ("a newspaper reported", {"New Zealand government"}),
        ("Robert Fico said", {"Robert Fico"}),
        ("the analyst Ana Invented said", set()),
    ],
)
def test_a_newspaper_that_reports_what_somebody_said_is_no_speaker(outer: str, names: set[str]) -> None:
    text = f"New Zealand's government has told its allies that it is willing to send troops to Ukraine, {outer}."
    assert {found.speaker for found in candidates(text, DAY)} == names


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A Swedish member of parliament", "Swedish Member of Parliament"),
        ("The French member of the European Parliament", "French Member of Parliament"),
        ("A Polish presidential adviser", "Polish Adviser"),
        ("An adviser to the US president", "US Adviser"),
        ("The US national security adviser", "Mike Waltz"),
        ("The deputy chairman of Russia's Security Council", "Dmitry Medvedev"),
    ],
)
def test_of_what_many_are_nobody_is_the_one(source: str, name: str) -> None:
    assert last_speakers(f"{source} {SAYS}") == [name]


@pytest.mark.parametrize(
    ("source", "entity"),
    [("Rep. Zoltan Invented", "USA"), ("Chancellor Zoltan Invented", ""), ("Senator Zoltan Invented", "POL")],
)
def test_an_office_of_one_state_is_not_that_of_the_state_named_before(source: str, entity: str) -> None:
    found = reading_of(body(f"Donald Tusk spoke in Warsaw. {source} {SAYS}"), DAY)
    assert [speaker.entity for speaker in found.speakers(found.attributions[-1])] == [entity]


@pytest.mark.parametrize("house", ["Poland's government", "the Polish foreign ministry"])
def test_the_deputy_head_of_a_house_is_no_member_of_parliament(house: str) -> None:
    assert last_speakers(f"The deputy head of {house} {SAYS}") == []


def test_one_who_is_to_take_office_speaks_already() -> None:
    assert last_speakers(f"Prime Minister-designate Lukáš Invented of Czechia {SAYS}") == ["Lukáš Invented"]


@pytest.mark.parametrize(("before", "entity"), [("Hristijan Mickoski was glad.", "MKD"), ("Nobody was glad.", "")])
def test_an_officer_behind_an_official_is_of_the_same_state(before: str, entity: str) -> None:
    text = f"Bulgaria and Serbia listened.\n\n{before} The chief of the general staff, General Jan Invented, {SAYS}"
    found = reading_of(body(text), DAY)
    assert [speaker.entity for speaker in found.speakers(found.attributions[-1])] == [entity]


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


def test_who_is_named_before_a_colon_may_be_he() -> None:
    text = f"Oana Țoiu of Romania: no troops. Giorgos Gerapetritis of Greece: likewise. He {SAYS}"
    assert last_speakers(text) == ["Giorgos Gerapetritis"]


def test_the_leader_of_what_has_a_name_in_capitals_heads_no_government() -> None:
    assert last_speakers(f"Slovenia's Tanja Fajon listened. Janez Janša was loud. The SDS leader {SAYS}") == [
        "Janez Janša"
    ]


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
