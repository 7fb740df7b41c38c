"""Who speaks: names, offices, spokespersons, pronouns, places. The persons are real, all their words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import DAY, body, candidates, last_speakers, reading_of, speakers

from dashboard.parsing.candidates import drafts_of
from dashboard.parsing.utterances import Text

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
    (f"Donald Tusk's cabinet {SAYS}", "Polish government"),
    (f"The government of Giorgia Meloni {SAYS}", "Italian government"),
]


IN_THE_NEWS = [
    ("Emmanuel Macron's refusal to rule out French soldiers in Ukraine stands.", "Emmanuel Macron"),
    ("Mark Rutte thanked Keir Starmer for his pledge to send British soldiers to Ukraine.", "Keir Starmer"),
    (
        "Spain's foreign minister José Manuel Albares brushed aside the question: there was no peace to keep.",
        "José Manuel Albares",
    ),
    (
        'Asked whether Belgian soldiers might go, Bart De Wever shook his head: "Not without the Americans."',
        "Bart De Wever",
    ),
    ('Theo Francken\'s answer was short. "No boots," he told VRT.', "Theo Francken"),
    ("Speaking in Vilnius, Gitanas Nausėda said Lithuania would send trainers.", "Gitanas Nausėda"),
    ("It was up to Kyiv to decide, Mark Rutte believes.", "Mark Rutte"),
    (
        "Denmark's defence minister, Troels Lund Poulsen, told TV2 it was premature to talk about troops.",
        "Troels Lund Poulsen",
    ),
    (
        "The Portuguese defence ministry, in a written reply, ruled out any deployment before a ceasefire.",
        "Portuguese Ministry of Defence",
    ),
    ("Lisbon would take part in a UN mission, its foreign minister Paulo Rangel told parliament.", "Paulo Rangel"),
    ("According to the Élysée, several thousand soldiers could be sent.", "French President's Office"),
    ("Mr Starmer, however, told the Commons that British troops would go.", "Keir Starmer"),
    (
        '"We are not going to send troops," insisted the Greek government spokesman, Pavlos Marinakis.',
        "Pavlos Marinakis",
    ),
    ("NATO's secretary general reiterated that the alliance had no plans to send troops.", "Mark Rutte"),
    ("General Christian Freuding thinks that German soldiers will be needed.", "Christian Freuding"),
    ("Sending troops is not on the table, a spokesperson for the Swedish government said.", "Swedish government"),
    ("Moscow's envoy to the UN, Vasily Nebenzya, warned that such troops would be targets.", "Vassily Nebenzia"),
    ("The Russian foreign ministry's spokeswoman, Maria Zakharova, called the plan a road to war.", "Maria Zakharova"),
    ('Peskov: "NATO troops there are unacceptable."', "Dmitry Peskov"),
    ("Chinese foreign ministry spokesman Guo Jiakun told a press briefing that the reports were untrue.", "Guo Jiakun"),
    ("Japan's prime minister, Shigeru Ishiba, declined to say whether troops would go.", "Shigeru Ishiba"),
    ("Canberra is open to sending peacekeepers, Anthony Albanese said on Tuesday.", "Anthony Albanese"),
    ("The Irish taoiseach signalled that Ireland could send peacekeepers.", "Micheál Martin"),
    ("Tánaiste Simon Harris said Ireland would consider any request.", "Simon Harris"),
    ("Ireland's premier Micheál Martin on Monday repeated his readiness to send peacekeepers.", "Micheál Martin"),
    (
        "As far as Poland is concerned, Kosiniak-Kamysz said, there will be no soldiers in Ukraine.",
        "Władysław Kosiniak-Kamysz",
    ),
    ("Poland's top diplomat wrote that NATO soldiers were already in Ukraine.", "Radosław Sikorski"),
    ("Slovenia's Robert Golob: no Slovenian soldier without a UN mandate.", "Robert Golob"),
    ("Nicușor Dan, the new Romanian president, holds the same view: no Romanian troops will go.", "Nicușor Dan"),
    ('"Austria stays out," the chancellor, Christian Stocker, made clear.', "Christian Stocker"),
    ("Kaja Kallas, now the EU's chief diplomat, believes that Europe must be ready to send troops.", "Kaja Kallas"),
    ("In Stockholm, prime minister Ulf Kristersson again refused to rule anything out.", "Ulf Kristersson"),
    (
        "Helsinki, President Alexander Stubb explained to reporters, would help with training elsewhere.",
        "Alexander Stubb",
    ),
    ("Spokesperson of the European Commission Paula Pinho said that the Union would send no soldiers.", "Paula Pinho"),
    ("Donald Tusk's refusal to send soldiers was well known.", "Donald Tusk"),
    ("A letter from Ruben Brekelmans to parliament says that no Dutch soldiers will go.", "Ruben Brekelmans"),
    ("A letter to Keir Starmer from Nigel Farage says that no soldiers should go.", "Nigel Farage"),
    ("A message for Mark Rutte from Viktor Orbán said that no soldiers would go.", "Viktor Orbán"),
    (
        "A reply by the Spanish government to a question from Alberto Núñez Feijóo says that none will go.",
        "Spanish government",
    ),
    (
        "A statement on Donald Tusk from the French foreign ministry said that none would go.",
        "French Ministry of Foreign Affairs",
    ),
    (
        "The French defence ministry reported. Keir Starmer spoke. None would go, the ministry said.",
        "French Ministry of the Armed Forces",
    ),
    ("Donald Tusk spoke after Emmanuel Macron's refusal to rule it out. He said that none would go.", "Donald Tusk"),
    ("Viktor Orbán attacked Emmanuel Macron over his plan to send soldiers to Ukraine.", "Emmanuel Macron"),
    ("The Danish government's answer to parliament says that no Danish soldiers are there.", "Danish government"),
    ("The man who still has the office, Boris Pistorius, said that Germany would send nobody.", "Boris Pistorius"),
    ('Sergei Ryabkov was asked about blue helmets. "They would be targets," the diplomat replied.', "Sergei Ryabkov"),
    (
        "In Brussels the Polish prime minister, arriving for the council, said he saw no Polish soldiers there.",
        "Donald Tusk",
    ),
    (
        "The director of Russia's Foreign Intelligence Service, Sergei Naryshkin, said they'd be targets.",
        "Sergei Naryshkin",
    ),
    ("Zero is Viktor Orbán's number. No Hungarian would go, he explained on the radio.", "Viktor Orbán"),
    ("Dick Schoof was tired. His wife teaches music. No Dutch soldier would go, he noted.", "Dick Schoof"),
    (
        "Spain's defence minister, Margarita Robles, waited. Poland's minister said that his country would not go.",
        "Władysław Kosiniak-Kamysz",
    ),
    (
        "The foreign ministry's spokeswoman in Moscow said that they would be targets.",
        "Maria Zakharova",
    ),
    ("The spokesman for Johann Wadephul's ministry said that none would go.", "German Ministry of Foreign Affairs"),
    ("Marcin Przydacz, who heads the president's office: there will be no Polish soldiers.", "Marcin Przydacz"),
    ("Andrej Babis, the Czech opposition leader, vowed that he would never send soldiers to Ukraine.", "Andrej Babiš"),
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


@pytest.mark.parametrize(("text", "name"), IN_THE_NEWS, ids=lambda case: str(case)[:40])
def test_forms_of_words_in_the_news(text: str, name: str) -> None:
    found = reading_of(body(text), date(2025, 9, 5))
    assert name in {speaker.name for attribution in found.attributions for speaker in found.speakers(attribution)}


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_can_be_named_nobody_is(text: str) -> None:
    found = reading_of(body(text), BEFORE)
    resolved = [found.speaker(attribution) for attribution in found.attributions]
    assert all(speaker is None or speaker.kind == "other" for speaker in resolved)


def test_several_states_speak_together() -> None:
    found = reading_of(body(f"Romania, Luxembourg and Greece {SAYS}"), AFTER)
    names = [speaker.name for speaker in found.speakers(found.attributions[-1])]
    assert names == ["Romanian government", "Luxembourg government", "Greek government"]


@pytest.mark.parametrize(
    "text",
    [
        "‘No soldier of ours will go,’ Donald Tusk said on Tuesday — a reporter had hardly finished the question.",
        "«No soldier of ours will go», Donald Tusk told deputies, one of whom had asked him about it.",
    ],
)
def test_a_quotation_that_ends_with_a_comma_is_of_whoever_follows(text: str) -> None:
    found = [a for a in reading_of(body(text)).attributions if a.direct]
    assert [text.count("ours") for a in found] == [1]
    assert [name for name, words in speakers(text) if "ours" in words] == ["Donald Tusk"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Maria Zakharova of the Russian foreign ministry's press service {SAYS}", "Maria Zakharova"),
        (f"We recall the remarks of the Danish Minister of Foreign Affairs, who {SAYS}", "Lars Løkke Rasmussen"),
        (f"London was asked. They quote the words of the US Secretary of State, who {SAYS}", "Marco Rubio"),
        (f"They read the letters of the French president, who {SAYS}", "Emmanuel Macron"),
        (f"The Danish foreign ministry's spokesman {SAYS}", "Danish Ministry of Foreign Affairs"),
        (f"Denmark's members of parliament, who met the minister, left. Emmanuel Macron {SAYS}", "Emmanuel Macron"),
    ],
)
def test_who_speaks_is_the_person_and_neither_house_nor_words(text: str, name: str) -> None:
    assert speakers(text, AFTER)[-1][0] == name


@pytest.mark.parametrize(
    ("outer", "names"),
    [
        ("the Invented Herald reported", {"New Zealand Ministry of Foreign Affairs"}),
        ("a newspaper reported", {"New Zealand Ministry of Foreign Affairs"}),
        ("Robert Fico said", {"Robert Fico"}),
        ("the analyst Ana Invented said", set()),
    ],
)
def test_a_newspaper_that_reports_what_somebody_said_is_no_speaker(outer: str, names: set[str]) -> None:
    text = f"New Zealand's foreign ministry has told its allies that it won't send troops to Ukraine, {outer}."
    assert {found.speaker for found in candidates(text, DAY)} == names


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        (
            "Keir Starmer and Emmanuel Macron have pledged to send troops to Ukraine after a ceasefire.",
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
    ("text", "name"),
    [
        (
            "The Netherlands will train crews as soon as the first aircraft arrive, the chief of defence, General Onno "
            "Eichelsheim, said.",
            "Onno Eichelsheim",
        ),
        (
            "Sweden has officers who know the forms by heart, Tobias Invented, its envoy in Kyiv, said.",
            "Tobias Invented",
        ),
    ],
)
def test_a_name_that_a_parser_hangs_on_the_noun_before_it_is_the_speaker(text: str, name: str) -> None:
    found = reading_of(body(text))
    last = name.split()[-1]
    number, token = next(
        (n, t.i) for n, passage in enumerate(found.passages) for t in passage.doc if t.text == last and n
    )
    speaker = found.speaker_of(number, token)
    assert speaker is not None
    assert (speaker.name, speaker.entity) == (name, {"Eichelsheim": "NLD", "Invented": "SWE"}[last])


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a spokesperson for Australia's defence minister, Richard Marles,", "Australian Ministry of Defence"),
        ("the spokesperson for the president, Dmitry Peskov,", "Dmitry Peskov"),
    ],
)
def test_a_minister_behind_his_spokesperson_does_not_speak(source: str, name: str) -> None:
    assert [speaker for speaker, _ in speakers(f"No soldiers would go to Ukraine, {source} said.")] == [name]


def test_what_somebody_was_before_takes_no_office_away() -> None:
    text = "Petr Pavel came. The head of state, himself a retired general, told the radio that no soldiers would go."
    assert [name for name, _ in speakers(text)] == ["Petr Pavel"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Sweden met Denmark. The Norwegian government will send no soldiers, it told the paper.",
            "Norwegian government",
        ),
        ("Dick Schoof was tired. No Dutch soldier would go, he said.", "Dick Schoof"),
    ],
)
def test_it_behind_its_report_is_the_body_that_the_report_is_about(text: str, name: str) -> None:
    assert [speaker for speaker, _ in speakers(text)] == [name]


@pytest.mark.parametrize(
    ("source", "entity"), [("Elina Valtonen", "FIN"), ("The OSCE's chairperson-in-office, Elina Valtonen,", "OSCE")]
)
def test_who_chairs_a_body_of_states_besides_speaks_for_it_where_it_is_named(source: str, entity: str) -> None:
    found = reading_of(body(f"{source} {SAYS}"))
    assert [s.entity for attribution in found.attributions for s in found.speakers(attribution)] == [entity]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Mark Rutte spoke in Kyiv. The former prime minister {SAYS}", "Mark Rutte"),
        (f"Mark Rutte spoke in Kyiv. The former Dutch prime minister {SAYS}", "Mark Rutte"),
        (f"Bart De Wever spoke in Bruges. The Flemish nationalist {SAYS}", "Bart De Wever"),
        (f"Tore Sandvik spoke. The Black Sea was another matter. The Labour politician {SAYS}", "Tore O. Sandvik"),
        (f"Sergei Ryabkov spoke in Geneva. The senior diplomat {SAYS}", "Sergei Ryabkov"),
        (f"Mark Carney met Pedro Sánchez. The Spanish guest {SAYS}", "Pedro Sánchez"),
    ],
)
def test_somebody_told_by_what_they_are_is_who_was_spoken_of_before(text: str, name: str) -> None:
    assert speakers(text)[-1][0] == name


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (f"Mark Carney spoke in Ottawa. The former prime minister {SAYS}", "Mark Carney"),
        (f"Mark Carney met Pedro Sánchez. The Norwegian guest {SAYS}", "Pedro Sánchez"),
        (f"Mark Carney spoke in Ottawa. The British diplomat {SAYS}", "Mark Carney"),
        (f"Donald Tusk spoke. The former president {SAYS}", "Donald Tusk"),
        (f"Mark Rutte spoke. The former president {SAYS}", "Mark Rutte"),
        (f"Mark Rutte praised the plan of Boris Johnson. The former prime minister {SAYS}", "Mark Rutte"),
        (f"Mark Rutte spoke. The former Norwegian prime minister {SAYS}", "Mark Rutte"),
        (f"Emmanuel Macron spoke first. The former prime minister {SAYS}", "Emmanuel Macron"),
        (f"Keir Starmer spoke in the Commons. The former minister of defence {SAYS}", "Keir Starmer"),
        (f"Friedrich Merz spoke in Berlin. The former inspector of the navy {SAYS}", "Friedrich Merz"),
        (f"Keir Starmer wrote to Emmanuel Macron about Spain and Italy. The latter {SAYS}", "Emmanuel Macron"),
        (f"Mark Rutte was in Kyiv. Donald Trump's envoy listened. The latter {SAYS}", "Donald Trump"),
        (f"Keir Starmer met Emmanuel Macron and some mayors. The latter {SAYS}", "Emmanuel Macron"),
    ],
)
def test_somebody_told_by_what_the_one_before_is_not_is_nobody(text: str, other: str) -> None:
    assert speakers(text, AFTER)[-1][0] != other


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"Paris and London are in. Both {SAYS}", ["French government", "UK government"]),
        (f"Paris and London met.\n\nBoth governments {SAYS}", ["French government", "UK government"]),
        ("Paris and London are out. Neither wants to send soldiers.", ["French government", "UK government"]),
        ("Paris, London and Rome are out. Neither wants to send soldiers.", []),
        (f"Paris and London are out. Neither {SAYS}", []),
        (
            f"Oslo, Riga and Bern are in. All three {SAYS}",
            ["Norwegian government", "Latvian government", "Swiss Federal Council"],
        ),
        (f"Keir Starmer and Emmanuel Macron met. The two leaders {SAYS}", ["Keir Starmer", "Emmanuel Macron"]),
        (f"Donald Tusk and Petr Fiala met in Rome. The two leaders {SAYS}", ["Donald Tusk", "Petr Fiala"]),
        (f"Keir Starmer and Emmanuel Macron met Donald Trump. The two leaders {SAYS}", []),
        (f"Poland and Spain were there. Friedrich Merz met Emmanuel Macron. The two leaders {SAYS}", []),
        (f"Poland and Spain were there. The two leaders {SAYS}", []),
        (f"Paris, London and Rome met. Both {SAYS}", []),
        (f"Tanks and planes came. Both {SAYS}", []),
        (f"Oslo, Riga and Bern are in. Three {SAYS}", []),
        (f"Robert Fico and Viktor Orbán met. The former {SAYS}", ["Robert Fico"]),
        (f"Robert Fico and Viktor Orbán met. The latter {SAYS}", ["Viktor Orbán"]),
        (f"Oslo, Riga and Bern are in. The latter {SAYS}", []),
    ],
)
def test_words_for_several_mean_those_who_were_named_in_one_breath(text: str, names: list[str]) -> None:
    assert last_speakers(text) == names


def test_what_neither_will_do_is_refused_by_both() -> None:
    text = Text(reading_of(body("Ireland and Austria were asked. Neither wants to send soldiers to Ukraine.")))
    found = {(draft.stand.entity, draft.stand.position) for draft in drafts_of(text)}
    assert found == {("IRL", "rules_out"), ("AUT", "rules_out")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"The Turkish side {SAYS}", ["Turkish government"]),
        (f"Ukraine's delegation {SAYS}", ["Ukrainian government"]),
        (f"The other side {SAYS}", []),
        (f"The Turkish side of the family {SAYS}", []),
        (f"American senators came. The American delegation {SAYS}", []),
        (f"The alliance {SAYS}", ["NATO"]),
        (f"The Chancellery {SAYS}", ["German federal government"]),
        (f"The Chancellery of Austria {SAYS}", ["Austrian Prime Minister's Office"]),
        (f"Ukraine's National Security Council {SAYS}", ["Ukrainian Security Council"]),
    ],
)
def test_whose_a_body_is_tells_which_it_is(text: str, names: list[str]) -> None:
    assert last_speakers(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rome put out a note in the evening. No soldier would go, the note said.", ["Italian government"]),
        ("Rome put out a note in the evening. No soldier would go, the statement said.", ["the statement"]),
        ("The note lay on the table. No soldier would go, the note said.", []),
        ("Rome put out a note. Paris put out a note. No soldier would go, the note said.", []),
        ("Rome was shown a note. No soldier would go, the note said.", []),
        ("Rome read a note. No soldier would go, the note said.", []),
        ("Rome sent a note of forty generals. No soldier would go, the note said.", []),
    ],
)
def test_what_a_note_says_its_giver_says(text: str, names: list[str]) -> None:
    found = last_speakers(text)
    assert [name for name in found if name != "the note"] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "When Emmanuel Macron stood beside Volodymyr Zelenskyy, he said that no soldiers would go.",
            "Emmanuel Macron",
        ),
        ("The new man was Ilie Bolojan, Romania's president. No soldier would go, he said.", "Ilie Bolojan"),
        ("The man came. Guido Crosetto's reasoning was sober. No soldier would go, he said.", "Guido Crosetto"),
        ("Donald Tusk spoke. When Keir Starmer came, Friedrich Merz said he would go.", "Friedrich Merz"),
    ],
)
def test_a_pronoun_goes_back_to_the_clause_that_opens_the_sentence(text: str, name: str) -> None:
    assert last_speakers(text) == [name]


def test_of_two_who_are_named_the_owner_of_the_subject_is_not_meant() -> None:
    assert last_speakers("Emmanuel Macron's plan angered Donald Tusk. No soldier would go, he said.") == []


def test_the_countrys_president_is_that_of_the_state_the_sentence_names_first() -> None:
    text = "France wants to train soldiers on the territory of Ukraine, the country's president said."
    found = reading_of(f"The news of the day\n\nKYIV. June 7. {text}")
    assert [speaker.name for a in found.attributions if a.verb == "say" for speaker in found.speakers(a)] == [
        "Emmanuel Macron"
    ]
