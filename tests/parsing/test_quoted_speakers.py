"""Whose a quotation is where its speaker stands in another place or is told by a word alone; all words are invented."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, last_speaker, reading_of

DAY = date(2025, 3, 14)

OWNED = [
    # whoever spoke last
    (
        "No force will be accepted, Rodion Miroshnik, ambassador-at-large of the Russian Foreign Ministry, said.\n\n"
        '"They would be combatants," the diplomat stated.',
        "Rodion Miroshnik",
    ),
    (
        'Turkey could contribute, a Turkish defence ministry source said. "It will be evaluated," the source said.',
        "Turkish Ministry of National Defence",
    ),
    (
        "Britain's defence ministry announced exercises.\n\n"
        'A French newspaper reported talks on troops. "There are no plans," the ministry said.',
        "UK Ministry of Defence",
    ),
    # whoever spoke last goes on, whatever was asked
    (
        '"It contained several," said Petr Fiala.\n\nSix thousand? "You have sources."\n\n'
        'And if it is over by then? "Even so, we will not go."',
        "Petr Fiala",
    ),
    ('"It is early," said Petr Fiala, in good spirits.\n\nAnd soldiers? "We will not go."', "Petr Fiala"),
    (
        'Such a force would be unacceptable, Maria Zakharova said.\n\nAnd later? "It will become a target."',
        "Maria Zakharova",
    ),
    (
        "Source: Office of the President of Lithuania\n\nPresident Gitanas Nausėda said that the offer stands.\n\n"
        'Quote: "Then we take part."',
        "Gitanas Nausėda",
    ),
    # a line before the words
    (
        "Petr Fiala said that Kyiv wanted partners.\n\nSource: Fiala on the radio\n\n"
        'Quote: "We say to our friends: send your soldiers."',
        "Petr Fiala",
    ),
    (
        "In the context of reports, according to which battalions of the National Army are to be sent to Ukraine, "
        "the Spokesperson of the President, Igor Zaharov, makes the following clarifications:\n\n"
        '"No Moldovan soldier will go to Ukraine."',
        "Igor Zaharov",
    ),
    ('"We will talk," said Friedrich Merz.\n\nAnd when?\n\n"When the arms are silent."', "Friedrich Merz"),
    # the last of two names
    ('In Oslo, Jonas Gahr Støre; in Stockholm, Ulf Kristersson: "We will send soldiers."', "Ulf Kristersson"),
    # a name behind the words
    ('"No soldiers, never, not one" — Matteo Salvini on X.', "Matteo Salvini"),
    ('A company for Ukraine. "With everything it needs." (Hanno Pevkur, in an email)', "Hanno Pevkur"),
    ('"I am not going to speculate." Penny Wong, Australia\'s foreign minister, 3 March', "Penny Wong"),
    # whoever was asked
    ('Aleksandar Vučić came too. He was asked by a reporter about soldiers: "God forbid."', "Aleksandar Vučić"),
    ('Robert Fico was asked by a reporter of Denník whether others might go. "That is up to them."', "Robert Fico"),
    # where and when
    (
        '"A big mistake," Antonio Tajani said. And Olaf Scholz, in Delhi, made do with three words. "It is no."',
        "Olaf Scholz",
    ),
    ('Sergey Lavrov, last Thursday: "We will never accept such soldiers."', "Sergey Lavrov"),
    ('From Orpo\'s arrival statement: "We have no soldiers to send."', "Petteri Orpo"),
    (
        'Then came Edgars Rinkēvičs, who has been posting since before most knew how: "Too early to say who goes."',
        "Edgars Rinkēvičs",
    ),
]


@pytest.mark.parametrize(("text", "name"), OWNED, ids=lambda case: str(case)[-40:])
def test_a_quotation_is_that_of(text: str, name: str) -> None:
    reading = reading_of(body(text), DAY)
    last = max(reading.attributions, key=lambda a: a.content[-1][1])
    assert last.content[-1][1] > reading.text.rfind('"')
    speaker = reading.speaker(last)
    assert speaker is not None
    assert speaker.name == name


UNCLAIMED = [
    '"It is early," said Petr Fiala. Donald Tusk stood beside him.\n\nA ceasefire was far away. "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nA woman from Brno had waited. "Not one of ours."',
    'Petr Fiala said that it was early.\n\n"Not one of ours" stood on the banner that Donald Tusk held.',
    # whoever only acts, or has something done to them, in the paragraph before
    'Petr Fiala was jeered.\n\n"Not one of ours shall go there!"',
    'Petr Fiala was accused of haste.\n\n"Not one of ours shall go there."\n\nSo it says in a petition.',
    'Petr Fiala opened a letter.\n\n"Not one of ours shall go there."',
    'Petr Fiala met Donald Tusk. The prime minister smiled.\n\n"Not one of ours."',
    'Petr Fiala was in Oslo.\n\nMoscow replied through its embassy.\n\nQuote: "Not one of ours."',
    'Source: a petition\n\nPetr Fiala was mentioned.\n\nQuote: "Not one of ours."',
    # a question that names others, whom the words behind it may be of
    '"It is early," said Petr Fiala.\n\nAnd Tusk? "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nAnd the voters in Brno? "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nAnd pensioners? "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nWhat do Danes say? "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nAnd the Kremlin? "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nThe opposition? "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nHis neighbour, a soldier? "Not one of ours."',
    # a sentence between, of whatever
    '"It is early," said Petr Fiala. Laughter.\n\nPeace was far away. "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nFlags hung from every house. "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nThere was a leaked note, too. "Not one of ours."',
    '"It is early," said Petr Fiala.\n\nOn X the anger came quickly. "Not one of ours."',
    # words behind, which tell whose it is
    '"It is early," said Petr Fiala.\n\n"Not one of ours shall go there." So it reads on posters.',
    'Petr Fiala said that it was early.\n\n"Not one of ours." On the website that stood in bold.',
    # words on the one who would have said them
    '"It is early," said Petr Fiala.\n\nAnd soldiers? "Not one of those is Fiala going to send."',
    # a report that is not of the paragraph before
    'Petr Fiala said that it was early.\n\nIs it early?\n\nAnd soldiers? "Not one of ours."',
]


@pytest.mark.parametrize("text", UNCLAIMED)
def test_a_quotation_behind_which_or_before_which_another_is_named_is_not_given(text: str) -> None:
    reading = reading_of(body(text), DAY)
    place = reading.text.index('"Not one')
    assert not any(start <= place < end for a in reading.attributions for start, end in a.content)


def test_what_another_says_further_on_changes_nothing() -> None:
    text = '"It is early," said Petr Fiala.\n\nSoldiers? "Not one of ours."\n\nDonald Tusk said it was late.'
    reading = reading_of(body(text), DAY)
    place = reading.text.index('"Not one')
    told = [a for a in reading.attributions if any(start <= place < end for start, end in a.content)]
    assert [speaker.name for a in told for speaker in reading.speakers(a)] == ["Petr Fiala"]


def test_a_pronoun_is_told_where_the_words_before_it_are_of_a_speaker_named_elsewhere() -> None:
    text = (
        '"It is early," said Petr Fiala, who had come by train from Prague and was tired.\n\n'
        'Soldiers? "No."\n\nHe left.\n\nHe said that nobody would go.'
    )
    speaker = last_speaker(text, DAY)
    assert speaker is not None
    assert speaker.name == "Petr Fiala"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"No," says Canada\'s prime minister, beside Volodymyr Zelenskyy.', "Justin Trudeau"),
        ('"It will be credible," says Jean-Noël Barrot about France\'s part in the force.', "Jean-Noël Barrot"),
        ("Macron's remark was that nothing was to be excluded.", "Emmanuel Macron"),
        (
            "A statement from the Polish foreign ministry said that nobody would go.",
            "Polish Ministry of Foreign Affairs",
        ),
        (
            "A Norwegian foreign ministry statement says that men will go.",
            "Norwegian Ministry of Foreign Affairs",
        ),
        (
            "In Moscow, which resents the EU's sanctions, it was late. None may come, the Foreign Ministry said.",
            "Russian Ministry of Foreign Affairs",
        ),
        (
            '"Our business is none of Moscow\'s," a spokesman for the Polish Prime Minister said.',
            "Polish Prime Minister's Office",
        ),
    ],
)
def test_who_is_meant_by_a_phrase(text: str, name: str) -> None:
    speaker = last_speaker(text, date(2025, 3, 1))
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    "text",
    [
        'Sergey Lavrov said no. "We do it if asked," says a spokesperson for the Department of Peace Operations.',
        'Keir Starmer spoke. "It is a rumour," the source said.',
        'Boris Pistorius was asked by a reporter: "Will you go?"',
        "Keir Starmer spoke. The ministry said that nobody would go.",
        "The deputy of Olaf Scholz said that nobody would go.",
        "Keir Starmer spoke. The successor of Rishi Sunak said that nobody would go.",
        "People around Giorgia Meloni say that nobody will go.",
        "An open letter to Emmanuel Macron says that nobody should go.",
        "The tweet about Donald Tusk said that nobody would go.",
    ],
)
def test_nobody_is_meant_by_what_was_not_named(text: str) -> None:
    speaker = last_speaker(text)
    assert speaker is None or speaker.kind == "other"


def test_a_deputy_of_a_minister_sits_in_no_parliament() -> None:
    speaker = last_speaker("A deputy of the Polish foreign minister said that nobody would go.")
    assert speaker is not None
    assert speaker.office == "Deputy Minister of Foreign Affairs"


def test_a_name_with_digits_is_no_person() -> None:
    text = "Petr Fiala listened. F-16s will fly this summer. He said that no soldiers would go."
    speaker = last_speaker(text)
    assert speaker is not None
    assert speaker.name == "Petr Fiala"
