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
    (f"Donald Tusk's cabinet {SAYS}", "Polish government"),
    (f"The government of Giorgia Meloni {SAYS}", "Italian government"),
]

IN_THE_NEWS = [
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
    ("Andrej Babis, the Czech opposition leader, vowed that he would never send soldiers to Ukraine.", "Andrej Babiš"),
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


@pytest.mark.parametrize(("text", "name"), IN_THE_NEWS, ids=lambda case: str(case)[:40])
def test_forms_of_words_in_the_news(text: str, name: str) -> None:
    found = reading_of(body(text), date(2025, 9, 5))
    assert name in {speaker.name for attribution in found.attributions for speaker in found.speakers(attribution)}


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
    assert {name for name, _ in speakers(text, AFTER)} == {speaker}


def test_a_question_about_somebody_does_not_make_that_one_speak() -> None:
    text = (
        "Downing Street met the press. The prime minister's official spokesman was asked whether Rishi Sunak agreed "
        "with Emmanuel Macron.\n\n“We have no plans for a deployment,” he said."
    )
    assert "Rishi Sunak" not in {name for name, words in speakers(text, BEFORE) if "no plans" in words}


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


@pytest.mark.parametrize("thing", ["The letter", "The draft", "A report"])
def test_he_is_no_document(thing: str) -> None:
    text = f"Mark Rutte spoke in Brussels. {thing} {SAYS} Later he {SAYS}"
    assert speakers(text)[-1][0] == "Mark Rutte"


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
    speaker = _speaker(text, date(2025, 9, 4))
    assert (speaker is not None and speaker.entity == "GBR") is british
    if british:
        assert speaker is not None
        assert "entity_from_context" in speaker.rules


def test_a_rank_alone_is_nobodys_office() -> None:
    day, said = date(2025, 2, 19), "said on Wednesday that European troops in Ukraine were up to the Europeans."
    assert [name for name, _ in speakers(f"The US general {said}", day)] == ["US General"]
    assert [name for name, _ in speakers(f"The US chief of defence {said}", day)] == ["Charles Q. Brown"]


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
        speaker = _speaker(text, date(2025, 6, 20))
        assert speaker is None or speaker.kind == "other"


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
    speaker = _speaker(text, AFTER)
    assert (speaker.entity if speaker is not None else "") == entity


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
