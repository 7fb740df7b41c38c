"""Bodies that speak, and who speaks for them unnamed. The persons are real where they are officials; all words are
invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, candidates, last_speaker, last_speakers, reading_of, speakers

SAYS = "said that no soldiers would go."
BEFORE = date(2024, 3, 15)


def test_a_spokesperson_is_of_the_house_named_before() -> None:
    text = 'We asked the French defence ministry. "No soldiers have gone there," a spokesperson told us.'
    assert speakers(text, BEFORE)[-1][0] == "French Ministry of the Armed Forces"


def test_the_house_named_before_is_that_of_the_state_it_is_named_with_and_nearer_than_one_at_war() -> None:
    text = "Russia is at war. We asked the Ministry of Defence of Latvia."
    assert last_speakers(f"{text} A spokesperson {SAYS}", BEFORE) == ["Latvian Ministry of Defence"]


def test_a_source_at_a_ministry_speaks_for_it() -> None:
    assert (
        speakers(f"Estonia listened. A source at the defence ministry {SAYS}")[-1][0] == "Estonian Ministry of Defence"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Jean-Noël Barrot of France listened. Viktor Orbán's foreign minister {SAYS}", "Péter Szijjártó"),
        (f"Estonia spoke of a mandate of the United Nations. The government {SAYS}", "Estonian government"),
        (f"Estonians asked NATO. The defence ministry {SAYS}", "Estonian Ministry of Defence"),
    ],
)
def test_an_office_or_house_is_of_the_state_of_its_owner_or_of_a_state(text: str, name: str) -> None:
    assert speakers(text)[-1][0] == name


@pytest.mark.parametrize(
    ("text", "british"),
    [
        ("Britain and Ukraine spoke.\n\nUkraine was glad. The prime minister's spokesman said it would go.", True),
        ("Germany and Ukraine spoke.\n\nUkraine was glad. The prime minister's spokesman said it would go.", False),
        ("Britain was there. In Kyiv, the prime minister's spokesman said it would go.", False),
        ("Britain was not there. In Seoul, the prime minister's spokesperson said it would not go.", False),
        ("Ukraine was glad. The prime minister's spokesman said it would go.\n\nBritain was, too.", False),
    ],
)
def test_a_prime_ministers_spokesman_without_a_state_is_the_british_one(text: str, british: bool) -> None:
    speaker = last_speaker(text, date(2025, 9, 4))
    assert (speaker is not None and speaker.entity == "GBR") is british
    if british:
        assert speaker is not None
        assert "entity_from_context" in speaker.rules


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (f"Nepal lends a battalion to the UN. A home ministry official {SAYS}", "NPL"),
        (f"Spain, of the European Union since 1986, listened. A government official {SAYS}", "ESP"),
        (f"Spain asked NATO. Officials of the defence ministry {SAYS}", "ESP"),
        (f"Spain and Portugal asked NATO. A defence ministry official {SAYS}", ""),
        (f"Spain asked NATO. An official {SAYS}", "NATO"),
        (f"Spain asked NATO. A UN government official {SAYS}", "UN"),
    ],
)
def test_an_official_of_a_ministry_is_of_no_body_of_states(text: str, entity: str) -> None:
    speaker = last_speaker(text)
    assert (speaker.entity if speaker is not None else "") == entity


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The spokeswoman for Belgium's defence minister Theo Francken", "Belgian Ministry of Defence"),
        ("The German chancellor's spokesman", "German federal government"),
        ("The spokesman for Greece's prime minister", "Greek Prime Minister's Office"),
        ("A spokesman for the Lithuanian foreign minister, Kęstutis Budrys,", "Lithuanian Ministry of Foreign Affairs"),
        ("A spokesman for the Lithuanian foreign minister, Jonas Invented,", "Jonas Invented"),
        ("The spokesman of the Latvian defence ministry, Jānis Invented,", "Jānis Invented"),
        ("The prime minister of Greece's spokesman", "Greek Prime Minister's Office"),
        ("The office of the Greek prime minister, Kyriakos Mitsotakis,", "Greek Prime Minister's Office"),
        ("The office of the president, Alar Karis,", "Estonian President's Office"),
        ("Belgium's defence minister Theo Francken", "Theo Francken"),
        ("The Czech commissioner for Ukraine's reconstruction Jan Invented", "Jan Invented"),
    ],
)
def test_a_spokesperson_is_not_whom_they_speak_for(source: str, name: str) -> None:
    assert last_speakers(f"Kyriakos Mitsotakis met Theo Francken. {source} {SAYS}") == [name]


def test_the_ministry_of_a_spokesperson_is_that_of_the_minister_before() -> None:
    assert last_speakers(f"Hanno Pevkur spoke. A spokesman for the ministry {SAYS}") == ["Estonian Ministry of Defence"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A spokesman for Petr Fiala", "Czech Prime Minister's Office"),
        ("A Whitehall source", "UK government"),
        ("Petr Fiala", "Petr Fiala"),
    ],
)
def test_what_a_spokesperson_says_is_not_asked_of_the_person_beside(source: str, name: str) -> None:
    found = candidates(f"“No soldiers will be sent to Ukraine,” said {source}. Petr Fiala was in Brno that day.")
    assert {candidate.speaker for candidate in found} == {name}


def test_what_somebodys_house_tells_is_not_asked_of_them() -> None:
    told = "let on no more than that training in Ukraine was “one of the projects that we discuss”."
    text = f"The ministry of Theo Francken {told}"
    assert {candidate.speaker for candidate in candidates(text)} == {"Belgian Ministry of Defence"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maria Zakharova spoke in Moscow. Putin's spokeswoman", "Maria Zakharova"),
        ("Dmitry Peskov spoke in Moscow. In Paris, the spokesman", "Dmitry Peskov"),
        ("Radosław Sikorski was asked. In Paris, the official", "Radosław Sikorski"),
    ],
)
def test_a_spokesperson_named_before_is_not_that_of_another_house(text: str, name: str) -> None:
    assert name not in last_speakers(f"{text} {SAYS}")


def test_whose_spokesman_stands_before_a_colon_does_not_speak() -> None:
    found = reading_of(body("The British prime minister's spokesman on Friday: \"We've got plans to send soldiers.\""))
    assert [one.name for one in found.speakers(found.attributions[-1])] == ["UK Prime Minister's spokesperson"]


AIDES = [
    (f"An adviser at the Élysée {SAYS}", "French President's Office"),
    (f"An adviser to Emmanuel Macron {SAYS}", "French President's Office"),
    (f"An aide to the French president {SAYS}", "French President's Office"),
    (f"Macron's aides {SAYS}", "French President's Office"),
    (f"A French presidential adviser {SAYS}", "French President's Office"),
    (f"Emmanuel Macron listened. An aide {SAYS}", "French President's Office"),
    (f"Alexander Stubb left.\n\nThe Élysée did not. An adviser to the president {SAYS}", "French President's Office"),
    (
        f"Alexander Stubb left.\n\nThe Kremlin did not. In Paris, an adviser to the president {SAYS}",
        "French President's",
    ),
    (f"An adviser to the defence ministry in Warsaw {SAYS}", "Polish Ministry of Defence"),
    (f"Mykhailo Podolyak, an adviser to the head of the presidential office, {SAYS}", "Mykhailo Podolyak"),
    (f"Lithuania's presidential adviser Kęstutis Budrys left. The adviser {SAYS}", "Kęstutis Budrys"),
]


@pytest.mark.parametrize(("text", "name"), AIDES, ids=lambda case: str(case)[:40])
def test_an_aide_without_a_name_speaks_for_the_house(text: str, name: str) -> None:
    assert speakers(text)[-1][0].startswith(name)


def test_an_aide_who_may_be_known_by_name_is_no_house() -> None:
    assert "Office" not in speakers(f"Mr Putin's aide {SAYS}")[-1][0]
    assert "Office" not in speakers(f"Donald Trump's national security adviser {SAYS}")[-1][0]


def test_an_aide_is_not_of_whoever_was_named_before_a_politician_out_of_office() -> None:
    text = f"Giorgia Meloni praised everybody.\n\nFriedrich Merz, who hoped to be elected, left. Aides {SAYS}"
    assert last_speakers(text) != ["Italian government"]


@pytest.mark.parametrize(
    "text",
    [
        "A US official said that talks went on. No soldiers would go, he added.",
        'A Pentagon official, who stood in, is asked about it. "They will not go," she says.',
    ],
)
def test_he_may_be_an_official_without_a_name(text: str) -> None:
    assert last_speakers(text) == ["US official"]


def test_a_spokesman_who_was_asked_answers() -> None:
    text = 'Bruno Retailleau was silent.\n\nA spokesman in Berlin was asked whether they would go. "No," he said.'
    assert last_speakers(text) == ["German federal government"]


def test_a_ministry_named_before_is_that_of_the_state_it_is_named_with() -> None:
    said = "A ceasefire between Ukraine and Russia comes first, the Ministry of Defence of Latvia said."
    found = speakers(f"{said} Keir Starmer {SAYS} The ministry {SAYS}", BEFORE)
    assert [name for name, _ in found] == ["Latvian Ministry of Defence", "Keir Starmer", "Latvian Ministry of Defence"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Dmitry Peskov spoke in Moscow. Paris listened. The Kremlin spokesman {SAYS}", "Dmitry Peskov"),
        (f"Maria Zakharova spoke. The spokeswoman for Russia's foreign ministry {SAYS}", "Maria Zakharova"),
        (f"A Kremlin spokesman {SAYS}\n\nDmitry Peskov spoke, too.", "Kremlin"),
        (f"Dmitry Peskov spoke. A spokesman for the Kremlin {SAYS}", "Kremlin"),
        (f"Dmitry Peskov spoke. The Kremlin's deputy spokesman {SAYS}", "Kremlin"),
        (f"Dmitry Peskov spoke. The Kremlin spokesman for inner security {SAYS}", "Kremlin"),
        (f"A White House spokesperson {SAYS}\n\nKaroline Leavitt would say no more.", "White House"),
        (f"Allison Hart spoke. The spokeswoman of NATO's base in Latina {SAYS}", "NATO"),
        (f"Paula Pinho spoke. The EU spokesperson for trade {SAYS}", "European Union"),
        (f"Paula Pinho spoke. The spokesperson for the European Parliament {SAYS}", "European Parliament"),
        (
            f"Dmitry Peskov spoke. The Russian foreign ministry's spokesman {SAYS}",
            "Russian Ministry of Foreign Affairs",
        ),
        (f"Mao Ning spoke. A Chinese foreign ministry spokesperson {SAYS}", "Chinese Ministry of Foreign Affairs"),
    ],
)
def test_the_spokesperson_of_a_state_whom_the_article_has_named_is_no_house(text: str, name: str) -> None:
    assert next(who for who, what in speakers(text) if "no soldiers" in what) == name


def test_a_spokesperson_of_an_office_is_of_the_visitor_who_holds_it() -> None:
    text = f"Emmanuel Macron arrived. In Vilnius, a spokesman for the president {SAYS}"
    assert last_speakers(text) == ["French President's Office"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A note from the office of the Italian leader", "Italian government"),
        ("France spoke. Latvia listened, and its president's press office", "Latvian President's Office"),
        (
            "A spokeswoman for the French foreign ministry, now headed by Jean-Noël Barrot,",
            "French Ministry of Foreign",
        ),
        ("Robert Golob's Slovenia", "Slovenian government"),
        ("Vladimir Putin's Russia and its allies", "Russian government"),
    ],
)
def test_whose_a_house_is(source: str, name: str) -> None:
    assert last_speakers(f"{source} {SAYS}")[0].startswith(name)


def test_a_ministry_in_the_head_of_a_release_is_not_looked_for_by_itself() -> None:
    text = "Our paper asked the ministry\n\nWe sent questions to it. A spokeswoman answered.\n\nWhen?\n\nWe cannot say."
    reading = reading_of(text)
    assert [reading.speakers(a) for a in reading.attributions if a.rule == "release"] == [[], []]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Russia's foreign ministry spokeswoman {SAYS}", "Maria Zakharova"),
        (f"The Kremlin spokesman {SAYS}", "Dmitry Peskov"),
        (f"In 2009 the Kremlin spokesman {SAYS}", "Kremlin"),
        (f"A Kremlin spokesman {SAYS}", "Kremlin"),
        (f"The Russian foreign ministry spokesman {SAYS}", "Russian Ministry of Foreign Affairs"),
        (f"The French foreign ministry spokesman {SAYS}", "French Ministry of Foreign Affairs"),
        (f"The German government spokesman {SAYS}", "Steffen Hebestreit"),
    ],
)
def test_the_spokesperson_of_a_house_is_the_one_whom_the_list_has_alone(text: str, name: str) -> None:
    assert last_speakers(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"South Korea may go, a presidential source {SAYS}", "South Korean President's Office"),
        (
            f"The presidential office in Seoul, mindful of soldiers who fought, {SAYS}",
            "South Korean President's Office",
        ),
    ],
)
def test_a_presidential_source_is_of_the_presidents_office(text: str, name: str) -> None:
    assert last_speakers(text) == [name]


def test_a_source_close_to_a_candidate_is_not_of_the_presidents_office() -> None:
    found = last_speakers(f"A source close to the presidential candidate in Poland {SAYS}")
    assert "Polish President's Office" not in found


def test_the_government_below_a_headline_is_that_of_the_one_state_in_it() -> None:
    text = "Ireland goes, says Dublin\n\nThe government said that soldiers may go."
    found = reading_of(f"{text}\n\nMalta said no. Germany said yes.")
    assert [s.name for a in found.attributions if a.verb == "say" for s in found.speakers(a)][1] == "Irish government"
    found = reading_of(f"{text.replace('goes', 'and Spain go')}\n\nMalta said no. Germany said yes.")
    told = [a for a in found.attributions if found.text[slice(*a.cue)] == "said" and a.source_token is not None]
    assert not found.speakers(told[0])
    found = reading_of(
        "Germany split over soldiers\n\nDowning Street was asked. The government said that soldiers may go."
    )
    assert not [s.name for a in found.attributions if a.verb == "say" for s in found.speakers(a) if s.entity == "DEU"]
