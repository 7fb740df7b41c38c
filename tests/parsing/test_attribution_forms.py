"""Less common ways to say who speaks, each with a sentence alike in which nobody does. All texts are invented."""

from __future__ import annotations

import pytest
from reading_help import body, reading_of, said, speakers

INVERTED = [
    ("Sanctions, said Edi Rama, are enough.", ("Edi Rama", "said", "Sanctions ... are enough")),
    (
        "A force that deters is a force that shoots, and Danes will be in it, said Denmark's Troels Lund Poulsen.",
        (
            "Denmark's Troels Lund Poulsen",
            "said",
            "A force that deters is a force that shoots, and Danes will be in it",
        ),
    ),
    (
        "Yuri Ushakov let it be known that talks were over.",
        ("Yuri Ushakov", "be known", "that talks were over"),
    ),
    ("The bridge, Ana Petrie averred, was safe.", ("Ana Petrie", "averred", "The bridge ... was safe")),
    (
        "In a speech in Limassol on Monday Nikos Dendias had hinted that a seafaring nation could sweep mines.",
        ("Monday Nikos Dendias", "had hinted", "that a seafaring nation could sweep mines"),
    ),
    (
        "The EU's envoy Josep Borrell, on a visit to Washington, said a debate was no decision.",
        ("The EU's envoy Josep Borrell", "said", "a debate was no decision"),
    ),
]

INSERTED = [
    (
        "The guards, he told reporters on Monday, were not coming back.",
        ("he", "told", "The guards ... were not coming back"),
    ),
    (
        "Apart from a small team, Ana Petrie went on, nobody would work there.",
        ("Ana Petrie", "went on", "Apart from a small team ... nobody would work there"),
    ),
    (
        "Without a permit, the mayor insisted in the council, no bridge would be built.",
        ("the mayor", "insisted", "Without a permit ... no bridge would be built"),
    ),
]

POSTPONED = [
    ('"It is not safe": Ana Petrie on the bridge.', ("Ana Petrie", ":", '"It is not safe"')),
    (
        "Ready as soon as it is quiet: thus Elina Valtonen on Tuesday.",
        ("Elina Valtonen", ":", "Ready as soon as it is quiet"),
    ),
    (
        "They will hardly be there: the Irish chief of staff, Rossa Mulcahy, on his men.",
        ("the Irish chief of staff, Rossa Mulcahy", ":", "They will hardly be there"),
    ),
]

NOBODY = [
    "One thing is clear: Ana Petrie will rebuild the bridge.",
    "The Greens had two strongholds: Berlin and Munich in the south.",
    "The minister visited two cities: Lviv, in the west, and Odesa.",
    "At the table, Ana Petrie told reporters on Monday, who had waited for hours.",
    "In Berlin, Ana Petrie told the council on Monday, and in Paris her guests left.",
    "The mayor, who told reporters on Monday, had left.",
]


@pytest.mark.parametrize(("text", "expected"), INVERTED + INSERTED + POSTPONED, ids=lambda case: str(case)[:40])
def test_the_speaker_behind_or_between(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize("text", NOBODY)
def test_a_name_behind_a_colon_is_no_speaker(text: str) -> None:
    assert said(text) == []


def test_the_subject_of_the_main_clause_owns_a_quoted_fragment() -> None:
    text = '"Poland will not do it alone," Donald Tusk said. If NATO did so he would "think about it very seriously".'
    assert [name for name, _ in speakers(text)] == ["Donald Tusk", "Donald Tusk"]


CONTINUED = [
    ('"They go home full," said Edi Rama; no one should expect them back.', "no one should expect them back"),
    ('Ana Petrie warned against "a game of who is bravest": Oslo had decided nothing.', "Oslo had decided nothing"),
    ("Ana Petrie said that the forces had asked. Oslo had not decided yet.", "Oslo had not decided yet"),
    ("Ana Petrie said that it was early. There was no peace to keep.", "There was no peace to keep"),
    (
        'Ana Petrie said there was no peace. The idea was "decoupled from the real world".',
        'The idea was "decoupled from the real world"',
    ),
    (
        '"The bridge is safe," Ana Petrie said, and lorries would have no trouble on it.',
        "lorries would have no trouble on it",
    ),
    (
        "Ana Petrie said she was against tolls that nobody had asked for, and that lorries would pay.",
        "that lorries would pay",
    ),
    ("Edi Rama decides for Tirana, Ana Petrie told a radio on Tuesday, and ours stays shut.", "ours stays shut"),
    (
        "The bridge stays, Edi Rama assured reporters; whoever wants to cross may do so.",
        "whoever wants to cross may do so",
    ),
    (
        "There was nothing to mend, Ana Petrie said on Tuesday, since the bridge would be shut.",
        "the bridge would be shut",
    ),
    (
        "The bridge was safe, Ana Petrie said in Oslo, and Norway was not going to mend it.",
        "Norway was not going to mend it",
    ),
    ("Lorries may cross, Ana Petrie told the agency; but tanks on the bridge, no.", "but tanks on the bridge, no"),
    (
        "The neighbours were willing to pay, Ana Petrie said; France and Britain wanted to have a bridge there.",
        "France and Britain wanted to have a bridge there",
    ),
    (
        'Ana Petrie would not say whether the bridge was safe; that was "for the engineers to find out".',
        'that was "for the engineers to find out"',
    ),
    (
        "Ana Petrie said she had no bridge. Neighbours would decide for themselves what they built.",
        "Neighbours would decide for themselves what they built",
    ),
]

ENDED = [
    '"They go home full," said Edi Rama; Dick Schoof looked at his shoes.',
    '"They go home full," said Edi Rama; the guests left at noon.',
    '"They go home full," said Edi Rama, but the ministry keeps silent.',
    '"They go home full," said Edi Rama, and the guests left at noon.',
    '"They go home full," said Edi Rama, as Europe debates bridges.',
    '"They go home full," said Edi Rama, since Dick Schoof was not there to listen.',
    "Edi Rama went home full, he said, but Norway has ruled out bridges.",
    "Ana Petrie said that it was early. The foreign minister took a softer line; she would not exclude it.",
    "Ana Petrie told the council that it was late. She sat down. Harbour rebels would never agree to a bridge.",
    "Ana Petrie told the council that it was late. Harbour rebels would never agree to a bridge.",
    "Ana Petrie said that it was late. The army would need years before a bridge could be built.",
    "Norway would help, Ana Petrie said. She left for Paris. Opposition parties would vote against a bridge.",
    "Ana Petrie said the plan was early. She flew home at noon. Danish lorries would not cross without a permit.",
    "The bridge is late, Ana Petrie said on Tuesday, but it is unlikely that Norway will mend it, as it is too poor.",
    '"The bridge is late," said Ana Petrie, since Norway does not want to mend it.',
    "Bridges are needed, Ana Petrie said; in the polls, no majority for a toll.",
    "Bridges are needed, Ana Petrie said; in the polls there is no majority for a toll.",
    "The bridge is near, Ana Petrie said on Tuesday; her coalition partner does not want to build it.",
    "The bridge is near, Ana Petrie said on Tuesday, and the Conservative Party wants to build it.",
    "The bridge is near, Ana Petrie said on Tuesday, and most Italians do not want to build it.",
    "Talks go on, Ana Petrie said on Tuesday, but it is clear from the paper that Norway will never build it.",
    "Ana Petrie said that bridges matter; Moscow has rejected any bridge, and Norway is not going to build one.",
    "Ana Petrie said that bridges matter; engineers in Oslo, though, expect that Norway will not build one.",
    "Bridges are needed, Ana Petrie said; the opposition is against every one of them.",
    "Ana Petrie did not say that the bridge was safe. Norway would not pay for it.",
    "Ana Petrie said that it was early. The minister had arrived on Monday.",
    "Ana Petrie said that it was early. Dick Schoof was going to speak later.",
    "Ana Petrie said that it was early. Her colleague Donald Tusk would rather talk about bridges.",
    "Ana Petrie said that it was early. The foreign minister would not wait for long.",
]


def goes_on(text: str) -> list[str]:
    reading = reading_of(body(text))
    return [reading.text[slice(*a.content[0])] for a in reading.attributions if a.rule == "same_voice"]


@pytest.mark.parametrize(("text", "rest"), CONTINUED, ids=lambda case: str(case)[:40])
def test_what_follows_goes_on_being_said(text: str, rest: str) -> None:
    assert goes_on(text) == [rest]


@pytest.mark.parametrize("text", ENDED)
def test_what_the_writer_tells_does_not(text: str) -> None:
    assert goes_on(text) == []


def test_a_quotation_is_not_given_to_a_verb_of_the_next_sentence() -> None:
    text = 'Ana Petrie called it "a game of who is bravest". Would it end with a ceasefire signed?'
    assert [name for name, _ in speakers(text)] == ["Ana Petrie"]


BESIDE = [
    ('Donald Tusk shrugged. "Not one of our soldiers."', "Donald Tusk"),
    ('Donald Tusk shook his head. Polish soldiers? "Not one of them, ever."', "Donald Tusk"),
    ('Mette Frederiksen was asked what she would send. "Ships, and perhaps pilots."', "Mette Frederiksen"),
    ('The question went to Mette Frederiksen next. "Danes will be there."', "Mette Frederiksen"),
    ('"We will be ready." The words were those of Ulf Kristersson.', "Ulf Kristersson"),
    ('Donald Tusk came. The prime minister shrugged. "Not one of our soldiers."', "Donald Tusk"),
    ('"Very well: never ever." Mette Frederiksen was talking about ships.', "Mette Frederiksen"),
    ('Emmanuel Macron said it was early. Donald Tusk shrugged. "Not one of them, ever."', "Donald Tusk"),
]

NOT_BESIDE = [
    'The summit ended on Friday. "Not one of our soldiers."',
    'Donald Tusk thanked Emmanuel Macron. "Not one of our soldiers."',
    '"Not one of our soldiers." Donald Tusk smiled.',
    'Denmark shrugged. "Not one of our soldiers."',
    'Petr Fiala met Donald Tusk. The prime minister smiled. "Not one of our soldiers."',
    '"Not one of our soldiers." The comment stood below a post by Donald Tusk.',
    '"Not one of our soldiers." The remark stood below a post by Donald Tusk.',
    '"Not one of our soldiers." The verdict of voters was a blow to Donald Tusk.',
    '"Not one of our soldiers." The line was an attack on Donald Tusk.',
    '"Not one of our soldiers." The words were a gift to Donald Tusk.',
]


@pytest.mark.parametrize(("text", "name"), BESIDE, ids=lambda case: str(case)[:40])
def test_a_quotation_beside_a_sentence_about_its_speaker(text: str, name: str) -> None:
    assert [who for who, content in speakers(text) if content.startswith('"')] == [name]


@pytest.mark.parametrize("text", NOT_BESIDE)
def test_a_quotation_beside_another_sentence_has_no_speaker(text: str) -> None:
    assert [who for who, content in speakers(text) if content.startswith('"')] == []


COLONS = [
    ('Donald Tusk was asked. His words were: "Not one of them."', "Donald Tusk"),
    ('Donald Tusk was in Oslo. His first interview, to Digi24: "Not one of them."', "Donald Tusk"),
    ('Background: Tusk on 9 February: "Not one of them."', "Donald Tusk"),
    ('From Rome, deputy premier Matteo Salvini on the hustings: "Not one of them."', "Matteo Salvini"),
    ('"Never, not one" — Matteo Salvini on X. "Let him go himself."', "Matteo Salvini"),
]


@pytest.mark.parametrize(("text", "name"), COLONS, ids=lambda case: str(case)[:40])
def test_a_quotation_without_a_verb_is_of_whom_the_words_beside_it_name(text: str, name: str) -> None:
    assert next(who for who, content in speakers(text) if content.startswith('"')) == name


REPORTED_CUES = [
    'Aleksandar Vucic said that troops may come once peace has been signed, so that it lasts: "It is not ours."',
    'Aleksandar Vucic said Serbia did not comment on plans, "but it is not ours".',
]


@pytest.mark.parametrize("text", REPORTED_CUES)
def test_a_verb_that_is_reported_itself_gives_nobody_the_floor(text: str) -> None:
    found = reading_of(body(text))
    place = found.text.index('"')
    told = [a for a in found.attributions if any(start <= place < end for start, end in a.content)]
    assert [found.text[slice(*a.source)] for a in told if a.source is not None] == ["Aleksandar Vucic"]


def test_whom_a_report_gives_the_floor_has_it() -> None:
    found = speakers('Donald Tusk said that Emmanuel Macron had told him: "We will go."')
    assert [(who, content) for who, content in found if who != "Donald Tusk"] == [("Emmanuel Macron", "We will go")]


def test_whom_a_pronoun_in_a_report_gives_the_floor_has_it() -> None:
    found = speakers('Donald Tusk said he had met a nurse and that she told him: "We will go."')
    assert [who for who, content in found if content == "We will go"] == [""]


@pytest.mark.parametrize(
    "text",
    [
        'Aleksandar Vucic said he would condemn such a force: "It is not ours."',
        'Aleksandar Vucic said that he commented on plans, "but it is not ours".',
    ],
)
def test_a_verb_with_a_subject_of_its_own_gives_that_one_the_floor(text: str) -> None:
    found = reading_of(body(text))
    told = [a for a in found.attributions if any(start <= found.text.index('"') < end for start, end in a.content)]
    assert [found.text[slice(*a.source)] for a in told if a.source is not None] == ["he"]


def test_a_speaker_whom_a_parser_takes_for_an_object_of_the_cue() -> None:
    quote = '"Sleep well. As long as I sit here nobody\'s grandson goes,"'
    text = f"Petr Fiala was in Brno. {quote} replied the Czech prime minister."
    assert said(text)[-1] == ("the Czech prime minister", "replied", quote)


def test_a_quotation_is_not_of_whom_the_report_before_it_only_speaks_of() -> None:
    found = reading_of(body('Petr Fiala said that Paris wants to lead.\n\n"Not one of our soldiers will go."'))
    place = found.text.index('"Not')
    told = [a for a in found.attributions if any(start <= place < end for start, end in a.content)]
    assert [found.text[slice(*a.source)] for a in told if a.source is not None] == ["Petr Fiala"]


def test_what_is_growled_is_said() -> None:
    assert said('"He can put on his helmet himself," growled Matteo Salvini.') == [
        ("Matteo Salvini", "growled", '"He can put on his helmet himself,"')
    ]


def test_a_short_answer_behind_a_colon() -> None:
    assert speakers("Mette Frederiksen put him right: no army, no soldiers.") == [
        ("Mette Frederiksen", "no army, no soldiers")
    ]


def test_it_was_left_to_somebody_to_say_so() -> None:
    text = "It was left to Mitsotakis, the Greek, to say openly that the debate was a distraction."
    assert said(text) == [("Mitsotakis, the Greek", "to say", "that the debate was a distraction")]
    assert said("It was left to the Greeks to leave.") == []


@pytest.mark.parametrize("link", ["while", "whereas"])
def test_what_another_says_behind_while_is_not_the_first_ones_word(link: str) -> None:
    text = (
        f"Ana Petrie said that her town would lend two boats, {link} Norway's Ola Invented said that nobody would sail."
    )
    contents = {source: content for source, _, content in said(text)}
    assert contents["Ana Petrie"] == "that her town would lend two boats"
    assert contents["Norway's Ola Invented"] == "that nobody would sail"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Ana Petrie told Norway's radio that the day it opened Danish, Swedish and other lorries would be there.",
            "that the day it opened Danish, Swedish and other lorries would be there",
        ),
        (
            "Ana Petrie had told him, and President Macron, that a bridge was an idea that nobody shared.",
            "that a bridge was an idea that nobody shared",
        ),
        (
            "Lorries from states like Norway, he claimed with a straight face, are crossing already.",
            "Lorries from states like Norway ... are crossing already",
        ),
        (
            "Ana Petrie said France would send boats to Norway and Germany would not.",
            "France would send boats to Norway and Germany would not",
        ),
        (
            "Ana Petrie said France would send boats to Norway, Germany would not.",
            "France would send boats to Norway, Germany would not",
        ),
        (
            "Though no boat will go to Norway, two kayaks could, Ana Petrie said.",
            "Though no boat will go to Norway, two kayaks could",
        ),
    ],
)
def test_a_clause_without_its_verb_belongs_to_what_is_said(text: str, content: str) -> None:
    assert [found for _, _, found in said(text)] == [content]


@pytest.mark.parametrize("name", ["Romanian President Klaus Iohannis", "Ana Petrie"])
def test_where_somebody_went_says_nothing(name: str) -> None:
    text = f'{name}, asked about boats before she flew to Rome, said: "There are no boats. I have said so often."'
    assert [found for found, _ in speakers(text)] == [name.removeprefix("Romanian President ")]


MISREAD = [
    (
        '"The bridge is shut," Ana Petrie replies.',
        ("Ana Petrie", "replies", '"The bridge is shut,"'),
    ),
    (
        'Greece "does not build such bridges", added Deputy Minister Ana Petrie, "and that holds".',
        ("Deputy Minister Ana Petrie", "added", 'Greece "does not build such bridges" ... "and that holds"'),
    ),
    (
        "No Greek soldier will go to Ukraine, added Deputy Defence Minister Thanasis Davakis, and that holds.",
        (
            "Deputy Defence Minister Thanasis Davakis",
            "added",
            "No Greek soldier will go to Ukraine ... and that holds",
        ),
    ),
    (
        "No bridge will be built in Odesa, the minister said on Tuesday: it would cost too much.",
        ("the minister", "said", "No bridge will be built in Odesa ... it would cost too much"),
    ),
    (
        "Asked about the bridge in Odesa, an adviser at the palace said that nothing was decided.",
        ("an adviser at the palace", "said", "that nothing was decided"),
    ),
    (
        "France will send engineers to Odesa, an adviser to the president said.",
        ("an adviser to the president", "said", "France will send engineers to Odesa"),
    ),
    (
        "Details: Minister of Transport Ana Petrie, answering a deputy from Odesa, said that nothing was decided.",
        ("Minister of Transport Ana Petrie", "said", "that nothing was decided"),
    ),
    (
        "Background: Speaking in Odesa, Ana Petrie, the Minister of Transport, told the paper that nothing was known.",
        ("Ana Petrie, the Minister of Transport", "told", "that nothing was known"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), MISREAD, ids=lambda case: str(case)[:40])
def test_a_speaker_whom_the_grammar_misplaces(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text)


def test_no_speaker_is_made_of_a_plural_that_is_none() -> None:
    assert said('"The bridge is shut," wrote the head of Petrie claims.') != []
    assert all(cue != "claims" for _, cue, _ in said('"The bridge is shut," wrote the head of Petrie claims.'))


def test_whoever_was_asked_said_no() -> None:
    found = said('Ana Petrie, asked about the bridge, said no: "We are not building any."')
    assert [source for source, cue, _ in found if cue == "said"] == ["Ana Petrie"]


def test_what_somebody_confirms_stands_behind_the_colon() -> None:
    found = said("Minister Ana Petrie confirmed what she had said in May: the bridge will not be built.")
    assert found[0][0] == "Minister Ana Petrie"
    assert found[0][2] == "what she had said in May: the bridge will not be built"


def test_what_stands_before_who_asked_is_not_what_was_asked() -> None:
    assert said("Edi Rama met Prime Minister Ana Petrie, who asked for the repair of bridges.") == [
        ("Prime Minister Ana Petrie, who", "asked", "the repair of bridges")
    ]


def test_what_a_turn_holds_already_does_not_go_on_in_it() -> None:
    text = (
        "ANCHOR: Will there be a bridge, Minister Petrie?\n\n"
        "ANA PETRIE: Norway has its opinion. I know it, and I have got mine. It is late.\n\n"
        "ANCHOR: And the toll?\n\n"
        "ANA PETRIE: There is a door, there is a window, and we do not discuss which one we use. It is late."
    )
    found = reading_of(text)
    assert [a for a in found.attributions if a.rule == "same_voice"] == []


@pytest.mark.parametrize(
    "aside", ["once more", "in passing", "earlier", "for the first time", "in so many words", "in no uncertain terms"]
)
@pytest.mark.parametrize("verb", ["said", "stressed"])
def test_a_that_clause_behind_an_aside_is_what_was_said(verb: str, aside: str) -> None:
    found = said(body(f"The Ministry {verb} {aside} that no soldier would leave for Ukraine."))
    assert found == [("The Ministry", verb, "that no soldier would leave for Ukraine")]


@pytest.mark.parametrize("rest", ["nothing at a time that many call dangerous", "a word that nobody understood"])
def test_a_clause_on_an_aside_itself_is_not_what_was_said(rest: str) -> None:
    assert said(body(f"The Ministry said {rest}.")) == []


def test_of_two_clauses_the_one_behind_the_aside_is_what_was_said() -> None:
    found = said(body("The Ministry said in words that left no doubt that no soldier would leave."))
    assert found == [("The Ministry", "said", "that no soldier would leave")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "NATO will not go, Mark Rutte said, whatever others do.",
            "Mark Rutte",
            "NATO will not go ... whatever others do",
        ),
        ("Oslo and Riga made it known that they would not go.", "Oslo and Riga", "that they would not go"),
        ("Before the meeting in Paris, Oslo made it known that it would not go.", "Oslo", "that it would not go"),
        ("No soldier will go, the White House said on Monday as guests came.", "the White House", "No soldier will go"),
        (
            "Donald Tusk repeated before his plane took off that no soldier would go.",
            "Donald Tusk",
            "that no soldier would go",
        ),
        ("Spain, he informed participants, is ready to take part.", "he", "Spain ... is ready to take part"),
        ("It was late. Latvia would go, and its president said so.", "its president", "Latvia would go"),
        (
            "Olaf Scholz thinks it's wrong to talk of it now – first peace, then the rest.",
            "Olaf Scholz",
            "it's wrong to talk of it now",
        ),
    ],
)
def test_what_stands_around_a_verb_does_not_hide_who_said_what(text: str, source: str, content: str) -> None:
    assert (source, content) in {(who, what) for who, _, what in said(text)}


def test_what_somebody_learned_before_he_spoke_is_not_what_he_said() -> None:
    found = said("Donald Tusk repeated after he learned that no soldier would go.")
    assert "Donald Tusk" not in {source for source, _, content in found if "soldier" in content}


def test_which_agency_reports_it_all_is_not_what_was_told() -> None:
    plan = "Oslo plans to send soldiers so that they learn"
    text = f"{plan}, General Ana Invented told the broadcaster TV 2 on Wednesday, the desk reports."
    found = reading_of(body(text))
    assert [found.text[slice(*a.content[0])] for a in found.attributions if a.verb == "tell"] == [plan]


@pytest.mark.parametrize("who", ["The row with Macron", "Officials were told by aides who"])
def test_what_makes_something_known_says_nothing(who: str) -> None:
    assert not speakers(f"{who} made it known that soldiers were there.")[-1][0]


def test_who_reports_behind_somebody_elses_words_is_not_in_them() -> None:
    found = said("French soldiers will go, Macron assured Zelensky, the palace said.")
    assert not [content for source, _, content in found if source == "Macron" and "palace" in content]


def words_of(text: str) -> dict[str, set[str]]:
    """What each speaker of a text says, whether or not others report it."""
    found: dict[str, set[str]] = {}
    for name, content in speakers(text):
        found.setdefault(name, set()).add(content)
    return found


def test_what_a_state_says_ends_where_somebody_else_says_it() -> None:
    text = "Oslo is the most advanced: a bill is ready that would let it send 800 men, Norwegian officials said."
    assert words_of(text)["Norwegian government"] == {"a bill is ready that would let it send 800 men"}


def test_a_view_within_what_somebody_recalls_takes_nothing_from_it() -> None:
    text = "Elina Valtonen recalled that, in the Norwegian side's view, the bridge would be as good as closed."
    assert words_of(text)["Elina Valtonen"] == {text.partition("recalled ")[2].removesuffix(".")}


def test_what_stands_before_a_colon_is_not_what_was_agreed() -> None:
    text = "Oslo has come off the fence: the Norwegian government agreed on Monday to send 200 soldiers."
    assert words_of(text) == {"Norwegian government": {"to send 200 soldiers"}}


@pytest.mark.parametrize("clause", ["who had been there last week", "which nobody had asked"])
def test_a_clause_about_who_speaks_is_not_what_was_believed(clause: str) -> None:
    text = f"Instructors might be discussed one day, Senate chairman Ana Petrie believed, {clause}."
    assert not any(clause in content for _, _, content in said(text))


def test_a_sentence_that_begins_with_a_question_word_can_be_read() -> None:
    assert [source for source, _, _ in said("What Paris thinks you have to ask in Paris.")] == ["Paris"]


def test_behind_a_semicolon_somebody_else_may_speak() -> None:
    text = "It must be protected, Jonas Gahr Støre said there; Poles would take part, a spokesman of the cabinet added."
    contents = {content for _, content in speakers(text)}
    assert {"It must be protected", "Poles would take part"} <= contents
    assert not any("Poles" in content and "protected" in content for content in contents)


def test_a_semicolon_parts_nothing_that_one_person_says() -> None:
    (found,) = said("Under the United Nations, yes; otherwise not, Antonio Tajani said.")
    assert found[2] == "Under the United Nations, yes; otherwise not"


def test_an_inserted_verb_before_a_semicolon_is_nobodys_turn() -> None:
    text = "No bridge would be built without a permit; this, allies agree, is essential; and the council must vote"
    assert said(f"{text}, Antonio Tajani said.")[-1] == ("Antonio Tajani", "said", text)


def test_behind_a_semicolon_a_verb_may_be_inserted() -> None:
    text = '"Everyone knows," Ana Petrie said; Americans, she replied to the next question, weren\'t part of that.'
    assert said(text)[-1][1:] == ("replied", "Americans ... weren't part of that")
