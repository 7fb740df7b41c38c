"""Transcripts, interviews and press releases, all invented: whose words a paragraph without a reporting verb is."""

from __future__ import annotations

from datetime import date

import pytest
from reading_help import body, reading_of

DAY = date(2025, 3, 14)

BRIEFING = """MR INVENTED: Good afternoon. I have no statement today.

QUESTION: Will you send troops to Ukraine? The French president says that he will.

MR INVENTED: We are not sending troops to Ukraine.

That has not changed.

QUESTION: Thank you.

MR INVENTED: Thank you all."""

INTERVIEW = """Army chief Jan Invented on volunteers, bicycles and peace

Would you go to Ukraine if you were asked?

We have had no request of that kind.

But you have made plans?

Planning is my job, and we do it every day.

Will it be dangerous?

Everything that we do is dangerous."""

RELEASE = """Ministry of Defence of the Republic of Lithuania

Today we informed the committee of our contribution.

We will not send soldiers into combat. Our part is modest.

The weather was fine."""


def speakers_by_words(text: str) -> dict[str, list[str]]:
    reading = reading_of(text)
    return {reading.text[slice(*a.content[0])]: [s.name for s in reading.speakers(a)] for a in reading.attributions}


def words_of(text: str, rule: str) -> list[tuple[str, str]]:
    reading = reading_of(text, DAY)
    return [
        (reading.text[slice(*a.source)] if a.source else "", reading.text[slice(*a.content[0])])
        for a in reading.attributions
        if a.rule == rule
    ]


def test_a_label_is_the_source_of_what_follows_it() -> None:
    found = words_of(body(BRIEFING), "turn")
    assert ("MR INVENTED", "We are not sending troops to Ukraine.") in found
    assert ("MR INVENTED", "That has not changed.") in found


def test_a_label_may_stand_above_the_quotation_that_it_is_the_source_of() -> None:
    text = 'Prime Minister Evika Siliņa:\n\n"We will go."\n\nPresident Edgars Rinkēvičs:\n"So they will."'
    assert words_of(body(text), "turn") == [
        ("Prime Minister Evika Siliņa", '"We will go."'),
        ("President Edgars Rinkēvičs", '"So they will."'),
    ]


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        (
            "Q: Would you go? Fico: Not today. Q: And in May? Fico: In May, yes.",
            [("Fico", "Not today."), ("Fico", "In May, yes.")],
        ),
        ("Question: Is it true? A (Fico): It is not. We wait.", [("A (Fico)", "It is not. We wait.")]),
        ("Asked: would you go? Fico: Not today.", []),
    ],
)
def test_questions_and_answers_on_one_line_are_parted(line: str, answers: list[tuple[str, str]]) -> None:
    assert words_of(body(line), "turn") == answers


def test_a_question_is_nobodys_word() -> None:
    assert not any("French president" in content for _, content in words_of(body(BRIEFING), "turn"))


def test_answers_without_labels_are_the_guests() -> None:
    found = words_of(INTERVIEW, "turn")
    assert [source for source, _ in found] == ["Army chief Jan Invented"] * 3
    assert found[0][1] == "We have had no request of that kind."


def test_a_place_before_a_colon_does_not_speak() -> None:
    assert words_of(body("Paris: the meeting began at noon.\n\nLondon: it rained."), "turn") == []


def test_a_release_speaks_as_we() -> None:
    found = words_of(RELEASE, "release")
    assert {source for source, _ in found} == {"Ministry of Defence of the Republic of Lithuania"}
    assert "We will not send soldiers into combat." in {content for _, content in found}
    assert not any("weather" in content for _, content in found)


STATEMENT = """Statement by the Ministry of Foreign Affairs of Estonia

Tallinn, 3 March 2025

Soldiers of foreign states may come to Ukraine. Estonia intends to be among them.

The Kremlin said that it was against it. "Never," it added."""


def test_a_page_headed_statement_is_its_issuers_word_without_we() -> None:
    assert words_of(STATEMENT, "release") == [
        ("Ministry of Foreign Affairs of Estonia", "Soldiers of foreign states may come to Ukraine."),
        ("Ministry of Foreign Affairs of Estonia", "Estonia intends to be among them."),
    ]
    assert words_of(STATEMENT.replace("Statement by", "New doubts at"), "release") == []


COMMENTARY = """Foreign Ministry comments on words from Paris

Minsk, 26 November 2025

We have taken note of these words. Foreign soldiers in Ukraine are unacceptable.

Berlin hides behind its parliament. We regret it. The Ministry said earlier that no soldier would leave.

It rained."""


def test_a_commentary_is_its_ministrys_word_and_so_is_what_the_ministry_said() -> None:
    told = speakers_by_words(COMMENTARY)
    ministry = ["Belarusian Ministry of Foreign Affairs"]
    assert told["Foreign soldiers in Ukraine are unacceptable."] == told["It rained."] == ministry
    assert told["that no soldier would leave"] == ministry


def test_an_article_on_a_commentary_without_we_is_no_release() -> None:
    text = COMMENTARY.replace("We have", "The press has").replace("We regret", "Many regret")
    assert words_of(text, "release") == []


def test_another_ministry_that_a_release_speaks_of_stays_itself() -> None:
    text = COMMENTARY.replace("Berlin hides", "The German Ministry of Defence hides")
    assert speakers_by_words(text)["that no soldier would leave"] == ["German Ministry of Defence"]


def test_a_body_that_an_opinion_only_mentions_issues_nothing() -> None:
    text = "Opinion: Why wait?\n\nThe Ministry of Defence will object. We should go.\n\nWe are ready to send soldiers."
    assert words_of(text, "release") == []


def test_an_article_with_one_we_is_no_release() -> None:
    text = "The Ministry of Defence of Lithuania met on Monday.\n\nWhat do we know?\n\nNothing was decided."
    assert words_of(body(text), "release") == []


def test_a_report_goes_on_in_the_same_voice() -> None:
    text = "Klaus Iohannis was firm, the president said on Tuesday. Romania would send nobody. It rained in Bucharest."
    assert [content for _, content in words_of(body(text), "same_voice")] == ["Romania would send nobody"]


def test_a_sentence_in_its_own_voice_is_no_report() -> None:
    assert words_of(body("Klaus Iohannis left the hall. The talks would go on for days."), "same_voice") == []


DOORSTEP = """Arrivals at an invented council

ORBÁN (arriving, 11:20): We will see.

[11:25:40] Journalist (Invented Daily): And soldiers?

FICO: There will be none. Q: Not one? A: None at all.

[12:10] TUSK [via the Polish pool]: We will stay at home. [Q: And then?] Then we will see.

Oana (Invented Agency): Prime Minister, will Spain send troops?

ORBÁN: No.

Asked whether the three had met:

FICO: We have.

The photographers left at noon."""

BY_OFFICE = """Warsaw, the Foreign Minister's invented speech: questions afterwards

Question, Invented Daily: Will Poland go?

Minister: No.

Question, Invented Daily: Not ever?

Minister: We will stay at home."""

IN_STEP = """Hungary's Szijjártó: "Ask me another" on Emmanuel Macron and peace

Minister, you have had this office for long. Is it over?

It is not, and I sleep well.

Robert Fico says that he will send nobody.

He is right, and we will do the same.

Would you let others go?

It is not for us to let them.

The French president says that you are alone.

I know him, and he is polite.

You phone him often?

I do.

The interview was held in an invented car."""


def test_a_label_may_bear_a_time_and_brackets() -> None:
    found = words_of(DOORSTEP, "turn")
    assert ("ORBÁN (arriving, 11:20)", "We will see.") in found
    assert [source for source, _ in found] == [
        "ORBÁN (arriving, 11:20)",
        "FICO",
        "TUSK [via the Polish pool]",
        "ORBÁN",
        "FICO",
    ]


def test_a_question_within_a_turn_is_left_out() -> None:
    reading = reading_of(DOORSTEP, DAY)
    turns = [a for a in reading.attributions if a.rule == "turn"]
    said = [[reading.text[slice(*span)] for span in a.content] for a in turns]
    assert said[1] == ["There will be none.", "None at all."]
    assert said[2] == ["We will stay at home.", "Then we will see."]


def test_a_surname_in_four_capitals_is_a_name_before_a_colon() -> None:
    reading = reading_of(DOORSTEP, DAY)
    turns = [reading.speaker(a) for a in reading.attributions if a.rule == "turn"]
    assert [speaker.name for speaker in turns if speaker] == [
        "Viktor Orbán",
        "Robert Fico",
        "Donald Tusk",
        "Viktor Orbán",
        "Robert Fico",
    ]


def test_what_is_told_between_two_turns_is_nobodys_word() -> None:
    said = [content for _, content in words_of(DOORSTEP, "turn")]
    assert not any("Asked whether" in content or "photographers" in content for content in said)


def test_a_bare_office_is_the_one_named_before() -> None:
    assert words_of(BY_OFFICE, "turn")[0] == ("Foreign Minister", "No.")


def test_a_bare_office_of_two_named_before_is_neither() -> None:
    text = BY_OFFICE.replace("invented speech", "and the Defence Minister's invented speech")
    assert {source for source, _ in words_of(text, "turn")} == {"Minister"}


def test_questions_in_step_need_no_question_mark() -> None:
    found = words_of(IN_STEP, "turn")
    assert {source for source, _ in found} == {"Hungary's Szijjártó"}
    assert [content[:5] for _, content in found] == ["It is", "He is", "It is", "I kno", "I do."]


def test_a_surname_bears_the_office_of_its_first_label() -> None:
    text = (
        "KORBEL (government spokesman): Hello.\n\nQ: Will troops go?\n\nKORBEL: No.\n\nQ: Why?\n\nKORBEL: We are few."
    )
    assert {source for source, _ in words_of(body(text), "turn")} == {"KORBEL (government spokesman)"}


BY_INITIALS = """{opening}

DPI: Will soldiers go?

{label}: Not today.

DPI: Tomorrow?

{label}: Ask me tomorrow."""


@pytest.mark.parametrize(
    ("opening", "label"),
    [
        ("We meet General Jan Invented in Oslo.", "JI"),
        ("The Czech foreign minister met the press after talks with Friedrich Merz.", "FM"),
        ("Vladimir Putin was what we asked the vice president about.", "VP"),
        ("Dmitry Medvedev made threats. The defence minister answers.", "DM"),
        ("Spanish Prime Minister Pedro Sánchez saw us.", "PS"),
        ("We talk with Karl about Donald Tusk.", "DT"),
        ("The host asks an expert. Keir Starmer was named often.", "KS"),
        ("Emmanuel Macron spoke before.", "EM"),
    ],
)
def test_initials_are_nobodys_label(opening: str, label: str) -> None:
    assert words_of(body(BY_INITIALS.format(opening=opening, label=label)), "turn") == []


def test_answers_marked_a_are_the_guests() -> None:
    text = "Defence Minister Jan Invented met us.\n\nQ: Will troops go?\n\nA: No.\n\nQ: Why not?\n\nA: We are few."
    assert {source for source, _ in words_of(body(text), "turn")} == {"Defence Minister Jan Invented"}


def test_whom_an_interview_is_about_is_not_its_guest() -> None:
    text = INTERVIEW.replace(
        "Army chief Jan Invented on volunteers", "On Emmanuel Macron, with Army chief Jan Invented"
    )
    assert {source for source, _ in words_of(text, "turn")} == {"Army chief Jan Invented"}


def test_what_stands_between_two_turns_of_one_speaker_is_a_question() -> None:
    turns = ["MERZ: Good day.", "Your minister said so.", "MERZ: He did not.", "That is all I know.", "FICO: No."]
    text = "\n\n".join(turns)
    said = [content for _, content in words_of(body(text), "turn")]
    assert said == ["Good day.", "He did not.", "That is all I know.", "No."]


def test_a_reporter_with_the_surname_of_an_official_is_no_official() -> None:
    text = "Merz (Reuters): We will go, you said?\n\nFICO: No.\n\nMerz (Reuters): And now.\n\nFICO: We will not."
    assert {source for source, _ in words_of(body(text), "turn")} == {"FICO"}


def test_an_office_of_which_a_question_speaks_does_not_answer_it() -> None:
    text = "Q: Did President Putin agree?\n\nTHE PRESIDENT: He did.\n\nQ: And you?\n\nTHE PRESIDENT: We will see."
    assert words_of(body(text), "turn") == []


DIGEST = """Invented breakfast radio

WARSAW, 7.15. Donald Tusk before his train. "We will stay at home and keep the door open."

PRAGUE, 7.40. Petr Fiala and Andrej Babiš, both on the line. "Nobody has asked us to go anywhere."

BRATISLAVA, 8.00. Robert Fico. Would he go? "Not with a single soldier, as I have said."

VIENNA, 8.15. Klaudia Tanner on the weather. A listener calls from Linz. "Send nobody at all, I beg you." """


def test_a_quotation_in_an_entry_is_that_of_its_only_person() -> None:
    found = words_of(DIGEST, "entry")
    assert [source for source, _ in found] == ["Donald Tusk", "Robert Fico"]


@pytest.mark.parametrize(
    ("heading", "entry", "sources"),
    [
        ("20.30 Leavitt", 'Second question, second no. "We ruled that out."', ["Leavitt"]),
        ("17:44 | Post\n\nKęstutis Budrys @BudrysKestutis", '"We have done our homework."', ["Kęstutis Budrys"]),
        ("20.30 Macron's plan", 'Second question, second no. "We ruled that out."', []),
        ("20.30 Merz and Macron", 'Second question, second no. "We ruled that out."', []),
        ("20.30 Leavitt", 'The chancellor came. A bus left. "We ruled that out."', []),
        ("20.30 Leavitt", 'A lady spoke up. "We ruled that out."', []),
        ("20.30 Leavitt, Washington", 'Second question, second no. "We ruled that out."', ["Leavitt"]),
        ("20.30 Leavitt is late", 'Second question, second no. "We ruled that out."', []),
        ("20.30 Leavitt and the chancellor", 'Second question, second no. "We ruled that out."', []),
        ("20.30 The chancellor and Leavitt", 'Second question, second no. "We ruled that out."', []),
        ("20.30 About Leavitt", 'Second question, second no. "We ruled that out."', []),
        ("Letters to the editor: Leavitt", '"We ruled that out."', []),
        ("Questions for Leavitt", '"Second question. We ruled that out."', []),
        ("A letter to Leavitt", '"We ruled that out."', []),
        ("Moscow's answer for Leavitt", '"We ruled that out."', []),
        ("Anger at Leavitt", '"We ruled that out."', []),
    ],
)
def test_a_quotation_below_a_heading_is_that_of_the_only_person_it_names(
    heading: str, entry: str, sources: list[str]
) -> None:
    text = body(f"It is quiet here.\n\n{heading}\n\n{entry}\n\nIt is late.")
    assert [source for source, _ in words_of(text, "entry")] == sources


def test_a_text_of_few_entries_is_no_digest() -> None:
    few = "\n\n".join([*DIGEST.split("\n\n")[:3], *["It rained for the whole day in that city."] * 6])
    assert words_of(few, "entry") == []


def test_a_surname_may_stand_first() -> None:
    text = "Pfister Martin, Federal Councillor: We have decided nothing.\n\nOrbán Viktor: Nor we."
    reading = reading_of(body(text), date(2025, 4, 29))
    turns = [reading.speaker(a) for a in reading.attributions if a.rule == "turn"]
    assert [(speaker.name, speaker.entity) for speaker in turns if speaker] == [
        ("Martin Pfister", "CHE"),
        ("Viktor Orbán", "HUN"),
    ]


def test_a_surname_alone_has_every_office_of_its_bearer() -> None:
    text = "Q: And Switzerland?\n\nCASSIS: We will see.\n\nQ: When?\n\nCASSIS: In time."
    reading = reading_of(body(text), date(2024, 5, 6))
    speakers = [reading.speaker(a) for a in reading.attributions if a.rule == "turn"]
    assert [(speaker.name, speaker.entity) for speaker in speakers if speaker] == [("Ignazio Cassis", "CHE")] * 2


def test_a_short_surname_behind_a_given_name_in_capitals_is_no_abbreviation() -> None:
    text = "Q: And Romania?\n\nNICUȘOR DAN: We stay at home.\n\nQ: Ever?\n\nNICUȘOR DAN: We stay."
    reading = reading_of(body(text), date(2025, 9, 4))
    speakers = [reading.speaker(a) for a in reading.attributions if a.rule == "turn"]
    assert [speaker.name for speaker in speakers if speaker] == ["Nicușor Dan"] * 2


def test_a_place_of_two_words_in_capitals_speaks_no_turn() -> None:
    text = "UNITED STATES. Marco Rubio said that nobody would go.\n\nUNITED KINGDOM. Keir Starmer said that some would."
    assert words_of(body(text), "turn") == []


ASKED_ABROAD = """FEDERAL CHANCELLOR MERZ: Welcome to this room.

Q: {question} Will German soldiers go?

FEDERAL CHANCELLOR: They may go, once the guns are silent.

Q: Thank you.

CHANCELLOR: I thank you."""

ON_OTHERS = [
    "Your Dutch colleague Dick Schoof wants to wait.",
    "Prime Minister Bart De Wever would rather not.",
    "In Stockholm, Ulf Kristersson spoke of air patrols.",
    "Denmark's Mette Frederiksen has offered pilots.",
    "Austrian Chancellor Christian Stocker stays out of it.",
]


@pytest.mark.parametrize("question", ON_OTHERS)
def test_an_office_is_that_of_an_earlier_label_and_nobody_in_a_question(question: str) -> None:
    reading = reading_of(body(ASKED_ABROAD.format(question=question)), date(2025, 6, 20))
    turns = [reading.speaker(a) for a in reading.attributions if a.rule == "turn"]
    assert [speaker.name for speaker in turns if speaker] == ["Friedrich Merz"] * 3


def test_an_office_that_two_labels_bear_is_neither() -> None:
    text = "PRIME MINISTER FRIEDEN: Hello.\n\nPRIME MINISTER SCHOOF: Hello.\n\nQ: Well?\n\nPRIME MINISTER: No."
    assert {content for _, content in words_of(body(text), "turn")} == {"Hello."}


@pytest.mark.parametrize(
    ("headline", "name"),
    [("Prime Minister Luc Frieden answers", "Luc Frieden"), ("Luxembourg's prime minister answers", "Luc Frieden")],
)
def test_an_office_is_of_whom_the_headline_presents_and_not_of_whom_a_question_names(headline: str, name: str) -> None:
    asked = "Q: Prime Minister Dick Schoof waits. And you?\n\nPRIME MINISTER: No.\n\nQ: Why?\n\nPRIME MINISTER: I wait."
    reading = reading_of(f"{headline}\n\n{asked}", date(2025, 6, 20))
    turns = [reading.speaker(a) for a in reading.attributions if a.rule == "turn"]
    assert [speaker.name for speaker in turns if speaker] == [name] * 2


OPINION = """Why we must be ready

By Troels Lund Poulsen

The writer is Denmark's minister of defence

Tanks rolled towards Kyiv. I am open to sending soldiers there.

Russia says that it will not have it. Our answer is: it need not."""

BELOW = """Why we must be ready

Tanks rolled towards Kyiv. Our soldiers could go there.

Jonas Gahr Støre is prime minister of Norway."""

SPEECH = """The minister in Dublin

Speech by the Foreign Minister of Ireland at the Invented Institute

Dear friends. We are open to sending peacekeepers to Ukraine."""


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        (OPINION, "Troels Lund Poulsen", ["Tanks rolled towards Kyiv.", "I am open to sending soldiers there."]),
        (BELOW, "Jonas Gahr Støre is prime minister of Norway.", ["Our soldiers could go there."]),
        (BELOW.replace("Jonas Gahr Støre", "Ana Invented"), "Ana Invented is prime minister of Norway.", ["Tanks"]),
        (SPEECH, "the Foreign Minister of Ireland", ["Dear friends."]),
        (SPEECH.replace("Speech by", "Extracts from the address by"), "the Foreign Minister of Ireland", ["Dear"]),
    ],
)
def test_an_officials_article_or_speech_is_the_officials_word(text: str, source: str, words: list[str]) -> None:
    found = words_of(text, "release")
    assert {name for name, _ in found} == {source}
    assert all(any(content.startswith(word) for _, content in found) for word in words)
    assert not any("Russia" in content for _, content in found)


@pytest.mark.parametrize(
    "text",
    [
        OPINION.replace("Troels Lund Poulsen", "Ana Invented").replace("minister of defence", "best-known columnist"),
        OPINION.replace("I am open", "He is open").replace("Our answer", "The answer"),
        OPINION.replace("Tanks rolled", "Mr Poulsen spoke as tanks rolled"),
        BELOW.replace("prime minister of Norway", "a writer"),
        SPEECH.replace("Speech by", "Doubts at the office of"),
        SPEECH.replace("Speech by the Foreign Minister of Ireland", "Speech by the ministers of France and Italy"),
        SPEECH.replace("Speech by", "It rained.\n\nIt was late.\n\nExtracts from the address by"),
        OPINION.replace("By Troels Lund Poulsen", "By Ana Invented, with Defence Minister Troels Lund Poulsen"),
        OPINION.replace("By Troels Lund Poulsen", "By Troels Lund Poulsen and Ana Invented"),
        OPINION.replace("By Troels", "From left: Troels"),
        OPINION.replace("By Troels Lund Poulsen", "By Friday Troels Lund Poulsen must decide"),
        BELOW.replace("\n\nTanks", "\n\nBy Ana Invented\n\nTanks"),
        BELOW.replace("\n\nTanks", "\n\nJonas Gahr Støre\n\nTanks") + "\n\nAna Invented\n\nWe could not go.",
    ],
)
def test_what_no_official_wrote_is_no_officials_word(text: str) -> None:
    assert words_of(text, "release") == []


def test_a_state_before_the_name_in_a_label_makes_nobody_a_reporter() -> None:
    text = 'Italy (Giorgia Meloni): "No soldiers."\n\nOana (Reuters): "Will soldiers go?"'
    assert [source for source, _ in words_of(body(text), "turn")] == ["Italy (Giorgia Meloni)"]


def test_a_state_with_an_article_before_the_name_makes_nobody_a_reporter_either() -> None:
    text = "The Netherlands (Ruben Brekelmans): We will not go.\n\nThe Times (Oana Invented): Will soldiers go?"
    assert [source for source, _ in words_of(body(text), "turn")] == ["The Netherlands (Ruben Brekelmans)"]


def test_an_office_before_the_name_in_a_label_makes_nobody_a_reporter() -> None:
    text = "The Secretary of State for Defence (John Healey): We will not go."
    assert [source for source, _ in words_of(body(text), "turn")] == [
        "The Secretary of State for Defence (John Healey)"
    ]


SHORT_TALK = "Defence Minister Jan Invented {}.\n\nWill soldiers go?\n\nWe will not send any.{}"


def test_one_question_is_enough_where_the_page_says_that_it_is_an_interview() -> None:
    told = words_of(body(SHORT_TALK.format("received us in Oslo", "")), "turn")
    assert told == [("Defence Minister Jan Invented", "We will not send any.")]


@pytest.mark.parametrize(("opening", "end"), [("was in Oslo", ""), ("met us", '\n\n"We go," said Ana Invented.')])
def test_a_question_in_an_article_makes_it_no_interview(opening: str, end: str) -> None:
    assert words_of(body(SHORT_TALK.format(opening, end)), "turn") == []


EXPLAINER = """Who would go to Ukraine? Three questions

Donald Trump met Volodymyr Zelenskyy and Emmanuel Macron in Paris on Saturday.

Whose idea is it?

Several capitals claim it. Poland's prime minister ruled it out on Monday.

Who would lead it?

London says that it would.

What does Moscow say?

Its foreign minister called it unacceptable."""


def test_an_explainer_is_no_interview() -> None:
    assert not words_of(EXPLAINER, "turn")


IN_QUOTATION_MARKS = """"A peace is not made in a lecture hall"

Saturday interview: Ruben Brekelmans, Minister of Defence

Dutch boys and girls to Ukraine: yes or no?

"There is no proposal."

Your partner has given an answer.

"He is free to do so."

And while the war goes on?

"That is not on the table."

What is the army short of?

"People."

Text: political desk"""


def test_answers_in_quotation_marks_are_those_of_the_guest() -> None:
    found = words_of(IN_QUOTATION_MARKS, "turn")
    assert [words for _, words in found] == [
        '"There is no proposal."',
        '"He is free to do so."',
        '"That is not on the table."',
        '"People."',
    ]
    assert {source for source, _ in found} == {"Ruben Brekelmans"}


@pytest.mark.parametrize(
    ("headline", "guest"),
    [
        ('"I know what a Blue Helmet weighs": Chief of Staff Jan Invented', "Chief of Staff Jan Invented"),
        ("Ludivine Dedonder's last conversation in office", "Ludivine Dedonder"),
    ],
)
def test_the_guest_is_a_person(headline: str, guest: str) -> None:
    talk = INTERVIEW.split("\n\n", 1)[1]
    assert {source for source, _ in words_of(f"{headline}\n\n{talk}", "turn")} == {guest}


ASKED = "Q: {}\n\nA: We do not know.\n\nQ: {}\n\nA: Ask them."


@pytest.mark.parametrize(
    "question",
    [
        "Donald Tusk, the prime minister, said that he would go. Do you agree?",
        "President Emmanuel Macron, whom you know, would send soldiers. Will you?",
        "Chancellor Friedrich Merz, as you know, would not go. Are you with him?",
        "Prime Minister Donald Tusk, who spoke today, won't go. And your party?",
        "Friedrich Merz, do you trust him?",
    ],
)
def test_whom_the_first_question_names_is_no_guest(question: str) -> None:
    assert words_of(f"A talk on Ukraine\n\n{ASKED.format(question, 'Why?')}", "turn") == []


@pytest.mark.parametrize(
    "question",
    [
        "Chancellor Merz, do you trust him?",
        "Mr Tusk, will he go?",
        "President Macron, you say, is wrong. Why?",
        "Mr Tusk, your neighbour. Would you go if they went?",
        "You met Mr Tusk, Mr Merz. Who else?",
        "You know the Polish prime minister, Mr Tusk?",
        "Ministers, you say, will go. Which ones?",
        "What do you make of Mr Tusk?",
        "Mr Tusk, you said on Sunday at the fair in the town, is a danger. Is he?",
        'You shouted: "Not without a vote, Mr Tusk." Why?',
    ],
)
def test_whom_a_question_only_speaks_of_is_not_spoken_to(question: str) -> None:
    assert words_of(f"A talk on Ukraine\n\n{ASKED.format(question, 'Why?')}", "turn") == []


@pytest.mark.parametrize(
    ("headline", "opening", "question", "guest"),
    [
        (
            "Viktor Orbán's political year",
            "On the radio.",
            "Good morning, prime minister. Will you go?",
            "Viktor Orbán",
        ),
        ("Orbán at the year's end", "A talk", "Prime Minister, will you go?", "Orbán"),
        (
            "Kukuła on a force",
            "Jan Invented, Poland's general.",
            "Mr Invented, will you go?",
            "Jan Invented",
        ),
        ("A talk on doors", "Over tea.", "Minister Pevkur, do you go?", "Minister Pevkur"),
        (
            "Estonia's minister of defence on a door",
            "Over tea.",
            "Mr Pevkur, you will go?",
            "Estonia's minister of defence",
        ),
        (
            "Portugal's minister of defence on a door",
            "Over tea.",
            "Will you go, Minister?",
            "Portugal's minister of defence",
        ),
        ("Admiral Invented on planning", "In Norfolk.", "Admiral, will you go?", "Admiral Invented"),
        (
            "Jan Other, no minister",
            "With General Ana Invented.",
            "General, will you go?",
            "General Ana Invented",
        ),
    ],
)
def test_whom_the_questions_speak_to_is_the_guest(headline: str, opening: str, question: str, guest: str) -> None:
    text = f"{headline}\n\n{opening}\n\n{ASKED.format(question, 'Will others go?')}"
    assert {source for source, _ in words_of(text, "turn")} == {guest}


@pytest.mark.parametrize(
    ("headline", "opening", "question"),
    [
        ("The French president on a poster", "A talk", "Minister, will you go?"),
        (
            "What the Czech prime minister wants",
            "The Polish prime minister's view.",
            "General, will you go?",
        ),
        ("Macron's plan", "A talk on the president's words", "Minister, will you go?"),
        ("France's foreign minister, Portugal's foreign minister", "A talk", "Minister, will you go?"),
    ],
)
def test_an_office_that_the_questions_do_not_fit_is_no_guests(headline: str, opening: str, question: str) -> None:
    text = f"{headline}\n\n{opening}\n\n{ASKED.format(question, 'Will others go?')}"
    assert words_of(text, "turn") == []


TURNS = """Jan Invented: the loud general

General, your neighbours will go.

They may do so.

You said in May that nobody would.

In May I was asked about May.

And now?

Now we wait.

With how many?

With as many as I have."""


def test_questions_need_no_mark_where_they_take_turns_with_answers() -> None:
    assert [words for _, words in words_of(TURNS, "turn")] == [
        "They may do so.",
        "In May I was asked about May.",
        "Now we wait.",
        "With as many as I have.",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("In May I was asked about May.", "In May I was asked.\n\nNobody answered."),
        ("You said in May that nobody would.", "The general said in May that nobody would."),
        ("Now we wait.\n\nWith how many?", "With how many?\n\nNow we wait."),
    ],
)
def test_paragraphs_out_of_step_are_no_questions_and_answers(before: str, after: str) -> None:
    assert words_of(TURNS.replace(before, after), "turn") == []


@pytest.mark.parametrize(
    ("headline", "opening"),
    [
        ("A talk", "Tusk, says our guest, is wrong."),
        ("A talk", "Merz on a poster."),
        ("A talk", "Rutte. The Hague. With a historian of war."),
        ("A talk", "She left Berlin, where the chancellor waits, for a think tank."),
        ("An analyst on the prime minister", "Over coffee."),
        ("What the president wants", "With an expert, over coffee."),
        ("Ukraine and the minister of defence", "A soldier's mother tells her story."),
        ("A talk about Macron", "Over coffee."),
    ],
)
def test_a_surname_or_an_office_alone_is_no_guests(headline: str, opening: str) -> None:
    questions = ASKED.format("Would you go?", "Will others go?")
    assert words_of(f"{headline}\n\n{opening}\n\n{questions}", "turn") == []


def test_a_long_office_before_a_name_is_a_label_too() -> None:
    label = "Secretary of State in the Ministry of National Defence Jan Invented"
    assert words_of(body(f"{label}: No unit will be sent."), "turn") == [(label, "No unit will be sent.")]


def test_an_answer_may_end_in_a_question_that_it_asks_of_itself() -> None:
    text = INTERVIEW.replace("Planning is my job, and we do it every day.", "We are few, and how would it look?")
    assert "We are few, and how would it look?" in [content for _, content in words_of(text, "turn")]


@pytest.mark.parametrize(
    "answer", ['"There is none. The word is "never". Write it down."', '""Never" is the word. Write it down."']
)
def test_an_answer_in_quotation_marks_may_quote(answer: str) -> None:
    text = IN_QUOTATION_MARKS.replace('"There is no proposal."', answer)
    assert answer in [content for _, content in words_of(text, "turn")]


def test_two_quotations_with_words_between_are_no_answer_in_quotation_marks() -> None:
    text = IN_QUOTATION_MARKS.replace('"There is no proposal."', '"None," the paper wrote. "Not one."')
    assert [source for source, content in words_of(text, "turn") if "None" in content] == []


PAIRS = """{headline}

{opening}

You are young and look tired.
I am and I do.

The ambassador says that you ought to "show yourself". How?
By being there, we think.

She meant with men.
We have a platoon elsewhere.

"At this point" is a phrase.
It is, and I use it."""


def test_lines_in_pairs_are_questions_and_answers() -> None:
    found = words_of(
        PAIRS.format(headline='"I can count"', opening="Prime minister Ana Invented about beaches"), "turn"
    )
    assert [words for _, words in found] == [
        "I am and I do.",
        "By being there, we think.",
        "We have a platoon elsewhere.",
        "It is, and I use it.",
    ]
    assert {source for source, _ in found} == {"Prime minister Ana Invented"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I am and I do.", "I am.\nAnd I do."),
        ("By being there, we think.", "How do you think?"),
        ("How?", "So."),
    ],
)
def test_lines_out_of_pairs_are_no_questions_and_answers(before: str, after: str) -> None:
    text = PAIRS.format(headline='"I can count"', opening="Prime minister Ana Invented about beaches")
    assert words_of(text.replace(before, after), "turn") == []


DOTTED = "{headline}\n\nQ. Will you go?\n\nA. I've said so.\n\nQ. And they?\n\nA. Ask them."


def test_labels_may_end_in_a_full_stop() -> None:
    found = words_of(DOTTED.format(headline="The general who waits: Jan Invented"), "turn")
    assert found == [("Jan Invented", "I've said so."), ("Jan Invented", "Ask them.")]
    letters = "A list\n\nA. I've said so.\n\nB. They will go.\n\nA. Ask them."
    assert words_of(letters, "turn") == []


SECTIONS = """Two answers

IAN BORG, Malta's foreign minister

Will Malta go?

No, we will not.

{between}

Will Cyprus go?

We might.

And who else?

Ask them."""


def test_a_heading_names_who_answers_below_it() -> None:
    text = SECTIONS.format(between="VASILIS PALMAS, Cyprus's defence minister")
    reading = reading_of(text, DAY)
    said = [
        (speaker.name, reading.text[slice(*a.content[0])])
        for a in reading.attributions
        if a.rule == "turn"
        for speaker in reading.speakers(a)
    ]
    assert said == [
        ("Ian Borg", "No, we will not."),
        ("Vasilis Palmas", "We might."),
        ("Vasilis Palmas", "Ask them."),
    ]


def test_a_ministry_answers_at_its_briefing() -> None:
    asked = "Q: Will you go?\nA: We might.\n\nQ: When?\nA: One day."
    text = f"Ministry of Foreign Affairs of France, press briefing\n\n{asked}"
    theirs = f"Answers of the spokesperson of the Ministry of Foreign Affairs of France\n\n{asked}"
    assert words_of(theirs, "turn") == words_of(text, "turn")
    assert {source for source, _ in words_of(text, "turn")} == {"Ministry of Foreign Affairs"}
    assert words_of(text.replace("press briefing", "as others see it"), "turn") == []
    assert words_of(text.replace("press briefing", "press briefing with the Ministry of Defence"), "turn") == []


def test_a_doorstep_by_somebody_is_theirs() -> None:
    text = "Doorstep by Ana Invented, foreign minister\n\nQ: Will you go?\nA: We might.\n\nQ: When?\nA: One day."
    assert {source for source, _ in words_of(text, "turn")} == {"Ana Invented"}
    assert words_of(text.replace("Doorstep by", "A book by"), "turn") == []
    office = text.replace("by Ana Invented, foreign minister", "by the Prime Minister of Denmark")
    assert {source for source, _ in words_of(office, "turn")} == {"Prime Minister of Denmark"}
    assert words_of(office.replace("Doorstep by", "A portrait of"), "turn") == []


@pytest.mark.parametrize(
    ("answer", "guest"),
    [
        ("With our commitment, Ana Invented says, pouring water.", "Ana Invented"),
        ("With our commitment, Ana Invented pours water.", None),
        ('With "our own, Ana Invented says, and ours".', None),
        ("With our commitment, as Ana Invented says.", None),
    ],
)
def test_who_says_so_within_an_answer_is_the_guest(answer: str, guest: str | None) -> None:
    text = f"What we bring\n\nQ: What do you bring?\nA: {answer}\n\nQ: When?\nA: One day, we think."
    assert {source for source, _ in words_of(text, "turn")} == ({guest} if guest else set())


@pytest.mark.parametrize(
    ("headline", "opening", "question"),
    [
        ("A life", "Jan Invented has known Donald Tusk since school.", "Prime Minister, will you go?"),
        (
            "A life",
            "Jan Invented led the union when Donald Tusk came.",
            'He was told "Resign, Prime Minister!". And you?',
        ),
        ("Jan Invented-Other on trains", "Over tea.", "Mr Invented, you will go?"),
        ("Jan Invented on trains", "Over tea.", "Welcome, Jan. Will you go?"),
    ],
)
def test_the_guest_who_is_named_stays_the_guest(headline: str, opening: str, question: str) -> None:
    text = f"{headline}\n\n{opening}\n\n{ASKED.format(question, 'Will others go?')}"
    assert {source.split("-")[0] for source, _ in words_of(text, "turn")} == {"Jan Invented"}


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (
            "After the statement by Ana Invented, our editor took your questions",
            "Q: Will they go?\nA: They might.\n\nQ: When?\nA: Soon.",
        ),
        (
            "An address by the Prime Minister of Denmark raised questions",
            "Q: Will they go?\nA: They might.\n\nQ: When?\nA: Soon.",
        ),
        (
            "A background briefing on plans of the Ministry of Defence",
            "Q: Will they go?\nA: They might.\n\nQ: When?\nA: Soon.",
        ),
        (
            "Your questions",
            "Q: Will they go?\nA: Not unless there is peace, Ana Invented said on Monday.\n\nQ: When?\nA: Soon.",
        ),
        ("Your questions", "Q: Will they go?\nA: Not unless there is peace, Ana Invented says.\n\nQ: When?\nA: Soon."),
        ("Letters", "Q: Mr Pevkur, you promised us a vote.\nA: I know what he would say.\n\nQ: When?\nA: Soon."),
        ("Denmark's defence minister is under fire", "Q: Minister, will you go?\nA: I might.\n\nQ: When?\nA: Soon."),
    ],
)
def test_answers_are_not_of_whom_the_lines_above_or_the_answers_only_tell(headline: str, text: str) -> None:
    assert words_of(f"{headline}\n\n{text}", "turn") == []


def test_a_heading_may_be_about_whom_it_names() -> None:
    text = SECTIONS.format(between="VASILIS PALMAS").replace("IAN BORG, Malta's foreign minister", "EMMANUEL MACRON")
    assert words_of(text, "turn") == []
    guest = text.replace("Two answers", "Two answers: Ana Invented, foreign minister")
    assert {source for source, _ in words_of(guest, "turn")} == {"Ana Invented"}


def test_a_speech_or_an_essay_is_no_interview() -> None:
    assert words_of(TURNS.replace("General, your", "Your"), "turn") == []
    assert (
        words_of(TURNS.replace("General, your", "Your").replace("Jan Invented:", "Interview: Jan Invented,"), "turn")
        != []
    )


def test_a_poem_or_a_ticker_in_pairs_is_no_interview() -> None:
    text = PAIRS.format(headline='"I can count"', opening="Prime minister Ana Invented about beaches")
    assert words_of(text.replace("You are young and look tired.", "2024"), "turn") == []


SIGNED = """A press conference

{label}: Good morning. I am here to open a bridge.

JOURNALIST: Were you asked for people? {question}

{label}: We have been asked for plans.

JOURNALIST: Would you send any?

{label}: We would think about it.

{end}"""


def by_office(label: str, end: str, question: str = "") -> set[str]:
    """Who speaks in a transcript whose label is an office alone, by what stands in its last line."""
    return turns_of(SIGNED.format(label=label, end=end, question=question))


def turns_of(text: str) -> set[str]:
    """The names of those who have a turn in a transcript."""
    reading = reading_of(text, DAY)
    turns = (attribution for attribution in reading.attributions if attribution.rule == "turn")
    return {speaker.name for turn in turns for speaker in reading.speakers(turn)}


@pytest.mark.parametrize(
    ("label", "end"),
    [
        ("PRIME MINISTER", "[Anthony Albanese, Perth, 14 March 2025]"),
        ("PRIME MINISTER", "Anthony Albanese, Perth"),
        ("The Prime Minister", "(Anthony Albanese in Perth)"),
    ],
)
def test_an_office_alone_is_who_holds_it_and_signs_below(label: str, end: str) -> None:
    assert by_office(label, end) == {"Anthony Albanese"}


@pytest.mark.parametrize(
    "end",
    [
        "Anthony Albanese flew home in the evening.",
        "[Anthony Albanese and Christopher Luxon, Perth]",
        "[Penny Wong, Perth, 14 March 2025]",
        "[Scott Morrison, Perth, 14 March 2019]",
        "JOURNALIST: Anthony Albanese?",
        "[Photo: Anthony Albanese]",
        "Also present: Anthony Albanese",
        "Media contact: Office of Prime Minister Anthony Albanese",
    ],
)
def test_a_last_line_that_tells_or_names_two_or_another_signs_nothing(end: str) -> None:
    assert by_office("PRIME MINISTER", end) == set()


@pytest.mark.parametrize(
    "label", ["ACTING PRIME MINISTER", "PRIME MINISTER OF CANADA", "PREMIER", "ASSISTANT MINISTER"]
)
def test_who_signs_has_the_very_office_of_the_label(label: str) -> None:
    assert "Anthony Albanese" not in by_office(label, "[Anthony Albanese, Perth, 14 March 2025]")


def test_the_state_that_a_head_names_goes_before_a_signature() -> None:
    text = SIGNED.replace("A press conference", "A press conference in Oslo, Norway")
    text = text.format(label="PRIME MINISTER", question="", end="Keir Starmer, London")
    assert turns_of(text) == {"Jonas Gahr Støre"}


@pytest.mark.parametrize(
    "head",
    [
        "Noon briefing by Stéphane Dujarric and Ana Invented",
        "On the agenda: remarks by Stéphane Dujarric",
        "The day after Stéphane Dujarric spoke of it",
    ],
)
def test_spokesman_is_nobody_whom_a_head_only_tells_of(head: str) -> None:
    text = f"{head}\n\nQuestion: Was he asked?\n\nSpokesman: No.\n\nQuestion: Why?\n\nSpokesman: Nobody wrote to us."
    assert turns_of(text) == set()


@pytest.mark.parametrize(
    "headline",
    [
        "Doorstep by the Prime Minister of Denmark's defence minister in Brussels",
        "Doorstep by the Prime Minister of Denmark and the President of France in Paris",
        "Doorstep by the President of the Paris Region in Brussels",
    ],
)
def test_an_office_in_a_headline_that_goes_on_is_nobodys(headline: str) -> None:
    text = f"{headline}\n\nQ: Will others go?\n\nA: I am open to many things.\n\nQ: Is it a no?\n\nA: It is not."
    assert words_of(text, "turn") == []


def test_spokesman_is_whom_the_head_of_a_briefing_names() -> None:
    text = "Noon briefing by Stéphane Dujarric\n\nQuestion: Was he asked?\n\nSpokesman: No.\n\nQuestion: Why?\n\n"
    assert turns_of(f"{text}Spokesman: Nobody wrote to us.") == {"Stéphane Dujarric"}


def test_spokesman_is_nobody_whom_only_a_question_names() -> None:
    assert by_office("SPOKESMAN", "ENDS", "Dmitry Peskov says that you will.") == set()


@pytest.mark.parametrize(
    "headline",
    [
        "Doorstep by the Prime Minister of Denmark on arrival in Paris",
        "DOORSTEP by the Prime Minister of Denmark on arrival in Paris",
    ],
)
def test_an_office_in_a_headline_is_of_the_state_right_behind_it(headline: str) -> None:
    text = f"{headline}\n\nQ: Will others go?\n\nA: I am open to many things.\n\nQ: Is it a no?\n\nA: It is not."
    assert turns_of(text) == {"Mette Frederiksen"}
