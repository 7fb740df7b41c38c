"""An office alone, and who holds it. The persons are real, all their words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, last_speaker, last_speakers, reading_of, speakers

SAYS = "said that no soldiers would go."
BEFORE = date(2024, 3, 15)

BESIDE = [
    (f"Dick Schoof would wait. In Copenhagen, the prime minister {SAYS}", "Mette Frederiksen"),
    (f"Dick Schoof would wait. The Danish cabinet agreed on it: the prime minister {SAYS}", "Mette Frederiksen"),
    (f"Ruben Brekelmans would wait. In Berlin, the defence minister {SAYS}", "Boris Pistorius"),
    (f"Dick Schoof would wait. In Vienna, the chancellor {SAYS}", "Christian Stocker"),
    (f"Christian Stocker met Dick Schoof. The Dutch premier left. The chancellor {SAYS}", "Christian Stocker"),
    (f"Dick Schoof would wait. The German view was clear. The chancellor {SAYS}", "Friedrich Merz"),
    (f"Dick Schoof would wait. The taoiseach {SAYS}", "Micheál Martin"),
    (f"Friedrich Merz met Dick Schoof. The chancellor left. The prime minister {SAYS}", "Dick Schoof"),
]


VISITS = [
    (f"Dutch Prime Minister Dick Schoof came to Copenhagen. The prime minister {SAYS}", "Dick Schoof"),
    (f"Dutch Prime Minister Dick Schoof came to Copenhagen. In Copenhagen, the prime minister {SAYS}", "Dick Schoof"),
    (f"Dutch Prime Minister Dick Schoof would wait. In Kyiv, the prime minister {SAYS}", "Dick Schoof"),
    (f"Dutch Prime Minister Dick Schoof would wait. In Berlin, the prime minister {SAYS}", "Dick Schoof"),
    (f"Dick Schoof met Emmanuel Macron. Speaking in Copenhagen, the French president {SAYS}", "Emmanuel Macron"),
    (f"In Copenhagen, the Dutch prime minister {SAYS}", "Dick Schoof"),
    (f"Christian Stocker would wait. Germany would not. The chancellor {SAYS}", "Christian Stocker"),
]


@pytest.mark.parametrize(("text", "name"), BESIDE)
def test_an_office_is_of_the_state_beside_it_and_of_one_that_has_it(text: str, name: str) -> None:
    assert speakers(text, date(2025, 6, 20))[-1][0] == name


@pytest.mark.parametrize(("text", "name"), VISITS)
def test_where_a_visitor_speaks_does_not_tell_whose_office_is_meant(text: str, name: str) -> None:
    assert speakers(text, date(2025, 6, 20))[-1][0] == name


def test_a_chancellor_of_no_state_that_has_one_is_no_head_of_government() -> None:
    for text in (f"Keir Starmer spoke. The chancellor {SAYS}", f"Keir Starmer spoke. The British chancellor {SAYS}"):
        speaker = last_speaker(text, date(2025, 6, 20))
        assert speaker is None or speaker.kind == "other"


def test_a_rank_alone_is_nobodys_office() -> None:
    day, said = date(2025, 2, 19), "said on Wednesday that European troops in Ukraine were up to the Europeans."
    assert [name for name, _ in speakers(f"The US general {said}", day)] == ["US General"]
    assert [name for name, _ in speakers(f"The US chief of defence {said}", day)] == ["Charles Q. Brown"]


APART = [
    (
        "Anthony Albanese has played down an Australian role, a day after a call convened by Keir Starmer.\n\n"
        "“Peace comes first,” the Prime Minister said in Perth.",
        "Anthony Albanese",
    ),
    (
        "First out of the blocks was Matteo Salvini. Within hours the League leader had posted: “Never one of ours.”",
        "Matteo Salvini",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), APART)
def test_an_office_means_the_subject_and_no_party_leader_heads_a_government(text: str, speaker: str) -> None:
    assert {name for name, _ in speakers(text)} == {speaker}


TOLD = f"Karl Nehammer, the Austrian chancellor, {SAYS}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{TOLD}\n\nThe Czech position is clear. Its foreign minister {SAYS}", "Jan Lipavský"),
        (f"Kyiv listened. The foreign minister about Emmanuel Macron's idea {SAYS}", ""),
        (f"Giorgia Meloni came to Rome. The retired general {SAYS}", ""),
        (f"British soldiers served in Afghanistan. Downing Street was asked. The ministry {SAYS}", ""),
    ],
)
def test_an_office_is_not_that_of_whoever_was_named_last(text: str, name: str) -> None:
    found = [speaker for speaker, _ in speakers(text, BEFORE)]
    assert found[-1] == name or (
        not name and found[-1] not in ("Emmanuel Macron", "Giorgia Meloni", "Afghan government")
    )


def test_of_several_who_hold_an_office_it_is_the_one_of_the_paragraph() -> None:
    text = (
        f"Evika Siliņa of Latvia {SAYS}\n\nKristen Michal's offer stands, as Estonians know. The prime minister {SAYS}"
    )
    assert speakers(text)[-1][0] == "Kristen Michal"


def test_what_is_led_by_someone_is_nobodys_name() -> None:
    text = f"Hakan Fidan came. The Turkish foreign minister on a European-led force {SAYS}"
    assert speakers(text)[-1][0] == "Hakan Fidan"


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


def test_the_leader_of_what_has_a_name_in_capitals_heads_no_government() -> None:
    assert last_speakers(f"Slovenia's Tanja Fajon listened. Janez Janša was loud. The SDS leader {SAYS}") == [
        "Janez Janša"
    ]


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
    found = reading_of(body(f"{source} {SAYS}"))
    assert [speaker.office for speaker in found.speakers(found.attributions[-1])] == [office]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A Swedish member of parliament", "Swedish Member of Parliament"),
        ("The French member of the European Parliament", "French Member of Parliament"),
        ("The US national security adviser", "Mike Waltz"),
        ("Donald Trump was silent. His national security adviser", "Mike Waltz"),
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
    found = reading_of(body(f"Donald Tusk spoke in Warsaw. {source} {SAYS}"))
    assert [speaker.entity for speaker in found.speakers(found.attributions[-1])] == [entity]


@pytest.mark.parametrize("house", ["Poland's government", "the Polish foreign ministry"])
def test_the_deputy_head_of_a_house_is_no_member_of_parliament(house: str) -> None:
    assert last_speakers(f"The deputy head of {house} {SAYS}") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Donald Trump met Joe Biden. The president-elect {SAYS}", ["Donald Trump"]),
        (f"Joe Biden was there. The president-elect {SAYS}", []),
        (f"Poland's president-elect {SAYS}", ["Polish President-elect"]),
        (f"Poland's deputy foreign minister {SAYS}", ["Polish Deputy Minister of Foreign Affairs"]),
        (f"Poland's foreign minister {SAYS}", ["Radosław Sikorski"]),
        (f"Poland's incoming defence minister {SAYS}", ["Polish Minister of Defence-elect"]),
    ],
)
def test_who_is_to_come_and_a_deputy_are_not_the_holder(text: str, names: list[str]) -> None:
    found = reading_of(body(text), date(2025, 1, 10))
    assert [speaker.name for speaker in found.speakers(found.attributions[-1])] == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("The prime ministers of Poland and Slovakia", ["Donald Tusk", "Robert Fico"]),
        ("The former prime ministers of Poland and Slovakia", []),
        ("The EU foreign ministers in Luxembourg", []),
    ],
)
def test_holders_in_several_states_are_those_of_one_office_now(source: str, names: list[str]) -> None:
    assert [name for name in last_speakers(f"{source} {SAYS}") if name in ("Donald Tusk", "Robert Fico")] == names


def test_an_office_is_that_of_the_person_in_the_heading_over_it() -> None:
    text = (
        "12.30 Budapest\nPéter Szijjártó, the foreign minister, was against it.\n\n"
        "11.10 Cameron in Kyiv\nThe foreign secretary said that no soldiers would go."
    )
    assert last_speakers(text, BEFORE) == ["David Cameron"]


def test_a_vice_minister_of_a_ministry_has_a_name() -> None:
    assert last_speakers(f"Lithuanian Vice Minister of National Defence Žilvinas Tomkus {SAYS}", BEFORE) == [
        "Žilvinas Tomkus"
    ]


def test_a_deputy_minister_is_nobody_who_was_named() -> None:
    before = "Margarita Robles spoke of Spain.\n\nThe Polish side listened."
    assert last_speakers(f"{before} It will not go, a deputy minister told us.") == []
    assert last_speakers(f"{before} It will not go, a Polish deputy minister told us.") == ["Polish Deputy Minister"]
