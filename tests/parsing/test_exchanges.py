"""Questions that are printed in lines of their own, and whose the answers are; all texts are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_help import reading_of

from dashboard.parsing.layout import paragraphs_of
from dashboard.parsing.normalise import normalise

STRESSED = """Barrot: "One asks the fire brigade"

{mark}Thirty were in Paris, and yet there is no plan.{mark}

It was not sought. We do not need everyone.

Our plan will come.

{mark}Which states go?{mark}

I leave it to them to say.

{mark}And if Washington says no to you?{mark}

Why would it?

The interview was authorised."""

FAQ = """What we know of the force

**Who will go?**

France said that it would. "We are ready," said Emmanuel Macron.

**Will Poland go?**

Donald Tusk has ruled it out.

**When?**

Nobody knows."""

BY_NAME = """Three questions at the summit

PARIS, January 7. When Keir Starmer had signed, the others explained themselves.

*To Friedrich Merz: Will Germans go?* "I exclude nothing."

*To Donald Tusk: Poland?* "We stay at home."

*Prime Minister Meloni, what have you signed?* "We signed a declaration."

*To Mark Carney: And Canada?* He said that he was in a hurry."""

INITIALS = """Häkkänen: "You begin with the lock"

Finland's defence minister in a conversation on Monday

HS: Are the Defence Forces making ready?

AH: No.

HS: Would it be a mistake to send others?

AH: It is not what is needed most.

HS: So Finland stays at home.

AH: I did not say this."""

PAPERS = """Sikorski: "Let them guess"

Poland's foreign minister answered questions from five papers

LA STAMPA: Does Poland exclude it?

We should not exclude it.

LIDOVÉ NOVINY: Your prime minister has.

My prime minister uses another verb.

DIE PRESSE: Are instructors a good idea?

I will not criticise an ally."""

QUOTED = """Two answers in one evening

ROME - Antonio Tajani spoke first, in a garden.

"Minister, will Italy join the force?"

"No, we do not see our soldiers in it."

"And a force of the United Nations?"

"There we would be present."

Matteo Salvini was at the fair, where reporters found him.

"Your colleague would go under a blue flag."

"My answer is no."

"Is there a split?"

"Only in the newspapers."

Nobody asked about the bridge."""


def speakers_of(text: str, rules: tuple[str, ...] = ("turn", "introduced")) -> dict[str, list[str]]:
    """Whose the first words of each attribution of a rule are."""
    reading = reading_of(text)
    return {
        " ".join(reading.text[slice(*a.content[0])].strip('"').split()[:3]): [s.name for s in reading.speakers(a)]
        for a in reading.attributions
        if a.rule in rules
    }


@pytest.mark.parametrize("mark", ["*", "**", "_", "***"])
def test_stressed_lines_ask_and_the_lines_below_answer(mark: str) -> None:
    text = STRESSED.format(mark=mark)
    clean = normalise(text)
    kinds = [p.kind for p in paragraphs_of(clean.text, clean.stressed)]
    assert kinds == ["headline", *("question", "answer", "answer"), *("question", "answer") * 2, "body"]
    assert set(map(tuple, speakers_of(text).values())) == {("Jean-Noël Barrot",)}


def test_labels_in_bold_are_labels() -> None:
    lines = ("**Q: Will you go?**", "**A:** We will not.", "**Q: Why?**", "**A:** We cannot.")
    text = "\n\n".join(("Briefing by Stéphane Dujarric", *lines))
    assert speakers_of(text, ("turn",)) == {
        "We will not.": ["Stéphane Dujarric"],
        "We cannot.": ["Stéphane Dujarric"],
    }


def test_an_explainer_with_stressed_questions_is_no_interview() -> None:
    assert speakers_of(FAQ, ("turn",)) == {}


def test_each_answer_is_given_to_whom_its_question_is_put_to() -> None:
    assert speakers_of(BY_NAME, ("turn",)) == {
        "I exclude nothing.": ["Friedrich Merz"],
        "We stay at": ["Donald Tusk"],
        "We signed a": ["Giorgia Meloni"],
    }


def test_initials_answer_where_the_other_label_asks() -> None:
    assert set(map(tuple, speakers_of(INITIALS, ("turn",)).values())) == {("Antti Häkkänen",)}
    assert len(speakers_of(INITIALS, ("turn",))) == 3


def test_initials_with_stops_answer_where_nobody_asks_by_letters() -> None:
    text = INITIALS.replace("HS: ", "").replace("AH:", "A. H.:")
    assert set(map(tuple, speakers_of(text, ("turn",)).values())) == {("Antti Häkkänen",)}
    assert ("Antti Häkkänen",) not in map(tuple, speakers_of(text.replace("A. H.:", "A. B.:"), ("turn",)).values())
    two = text.replace("Finland's defence minister", "Finland's defence minister with our reporter Aino Harju")
    assert ("Antti Häkkänen",) not in map(tuple, speakers_of(two, ("turn",)).values())


def test_initials_that_do_not_ask_less_than_the_others_are_nobody() -> None:
    assert speakers_of(INITIALS.replace("?", "."), ("turn",)) == {}


def test_answers_below_the_labels_of_papers_are_the_guests() -> None:
    assert speakers_of(PAPERS, ("turn",)) == {
        "We should not": ["Radosław Sikorski"],
        "My prime minister": ["Radosław Sikorski"],
        "I will not": ["Radosław Sikorski"],
    }


def test_labels_of_officials_do_not_ask() -> None:
    text = PAPERS.replace("LA STAMPA", "DONALD TUSK").replace("DIE PRESSE", "ROBERT FICO")
    assert not {"We should not", "I will not"} & set(speakers_of(text, ("turn",)))


def test_a_quoted_exchange_is_with_whom_the_report_tells_of_above_it() -> None:
    assert speakers_of(QUOTED) == {
        "No, we do": ["Antonio Tajani"],
        "There we would": ["Antonio Tajani"],
        "My answer is": ["Matteo Salvini"],
        "Only in the": ["Matteo Salvini"],
    }


@pytest.mark.parametrize(
    ("above", "speaker"),
    [
        ("Asked about a list, Luxon said that he had seen none.", "Christopher Luxon"),
        ("Christopher Luxon had offered help. Judith Collins took questions on Thursday.", "Judith Collins"),
        ("A reporter asked Judith Collins.", "Judith Collins"),
    ],
)
def test_who_speaks_or_is_told_of_last_answers(above: str, speaker: str) -> None:
    text = f'New Zealand waits\n\nChristopher Luxon met Judith Collins.\n\n{above}\n\n"Will you?"\n\n"Not yet."'
    assert speakers_of(text)["Not yet."] == [speaker]


@pytest.mark.parametrize(
    ("above", "speaker"),
    [
        (
            "Sir Keir Starmer telephoned Wellington. The Post asked Christopher Luxon what was said.",
            "Christopher Luxon",
        ),
        ("Emmanuel Macron wants it. Christopher Luxon answered questions on it.", "Christopher Luxon"),
        ("Emmanuel Macron wants it. New Zealand's prime minister gave an interview.", "Christopher Luxon"),
    ],
)
def test_who_is_asked_above_the_questions_is_the_guest(above: str, speaker: str) -> None:
    asked = "*Did he ask for troops?*\n\nNo, we gave him time.\n\n*Will you go?*\n\nWe might."
    text = f"A call at night\n\n{above}\n\n{asked}"
    assert speakers_of(text)["We might."] == [speaker]


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Is it true that Viktor Orbán has phoned Budapest?", ["António Costa"]),
        ("Did he speak for the high representative, who had said that trainers would go?", None),
        ("Would Kaja Kallas go?", None),
        ("And Kaja Kallas?", None),
    ],
)
def test_a_question_may_name_who_does_not_answer_it(question: str, speaker: list[str] | None) -> None:
    said = '"The Council has no soldiers," António Costa said.'
    reading = reading_of(f'Costa has no soldiers\n\n{said}\n\n{question} "We will send none to Kyiv."')
    place = reading.text.index("We will send none")
    held = [a for a in reading.attributions if any(start <= place < end for start, end in a.content)]
    assert [s.name for a in held for s in reading.speakers(a)] == (speaker or [])


def test_a_quotation_runs_on_over_three_paragraphs() -> None:
    text = (
        "Fico speaks\n\nRobert Fico repeated in a video that Slovakia would not go. The agency brings his words:\n\n"
        '"Dear friends, I am flying far.\n\n"They want soldiers there.\n\n"I will not send any."'
    )
    reading = reading_of(text)
    place = reading.text.index("I will not send")
    [held] = [a for a in reading.attributions if any(start <= place < end for start, end in a.content)]
    assert [s.name for s in reading.speakers(held)] == ["Robert Fico"]


MARKED = st.lists(
    st.sampled_from(["*", "**", "_", "word", "snake_case", " ", "\n\n", "?", "&amp;", "’", "Yes."]), max_size=40
)


@given(MARKED.map("".join))
def test_stress_is_left_out_and_places_lead_back(text: str) -> None:
    clean = normalise(text)
    places = [clean.original(place) for place in range(len(clean.text))]
    assert all(text[place] == char for place, char in zip(places, clean.text, strict=True) if char.isalnum())
    assert all(0 <= start < end <= len(clean.text) for start, end in clean.stressed)
    assert all(first[1] <= second[0] for first, second in pairwise(clean.stressed))
    assert all(p.start < p.end for p in paragraphs_of(clean.text, clean.stressed))


@pytest.mark.parametrize("text", ["2 * 3 * 4", "* one\n* two", "Poland* and Latvia*", "f***ing", "a_b_c", "***", "_ _"])
def test_what_is_no_stress_stays(text: str) -> None:
    assert normalise(text).text == text
    assert normalise(text).stressed == ()


def test_stress_within_a_sentence_is_no_word() -> None:
    text = "We will *not* go, said **Ana**."
    assert normalise(text).text == "We will not go, said Ana."
    assert [normalise(text).text[a:b] for a, b in normalise(text).stressed] == ["not", "Ana"]


TALK = """{headline}

{above}

Will you go?

We might.

Is it dangerous?

We know it is.

Do you sleep?

We do."""


@pytest.mark.parametrize(
    ("headline", "above", "speaker"),
    [
        (
            'Healey after the call: "not today"',
            "In the margins of the Joint Expeditionary Force meeting.",
            "John Healey",
        ),
        ("Healey after the call", "A few minutes before he left.", None),
        ("Healey will not go", "A few minutes before he left.", None),
        (
            "A plan for Europe: an interview with analyst Tomas Novak",
            "Last week we asked Prime Minister Petr Fiala about it.",
            "Tomas Novak",
        ),
        ("A debate", "Petr Fiala, who has often asked Donald Tusk for help, talked to us.", "Petr Fiala"),
    ],
)
def test_the_guest_is_whom_the_page_presents(headline: str, above: str, speaker: str | None) -> None:
    found = speakers_of(TALK.format(headline=headline, above=above), ("turn",))
    assert found.get("We might.", []) == ([speaker] if speaker else [])


def test_whom_the_words_fit_right_above_the_questions_is_the_guest() -> None:
    asked = (
        "*Prime Minister, have you been asked?*\n\nWe have been in Paris.\n\n*If you are asked?*\n\nWe will discuss it."
    )
    text = f"The view from afar\n\nRichard Marles was away.\n\nMark Carney was between two meetings.\n\n{asked}"
    assert set(map(tuple, speakers_of(text, ("turn",)).values())) == {("Mark Carney",)}


def test_an_answer_that_names_its_sayer_is_not_the_guests() -> None:
    text = STRESSED.format(mark="*").replace("I leave it to them to say.", "I do not think so, Tusk said.")
    assert "I do not" not in speakers_of(text, ("turn",))


@pytest.mark.parametrize("answer", ['"Our boys to the front"', '"We do not, Mr President."', '"Are you not ashamed?"'])
def test_what_is_no_answer_is_nobodys(answer: str) -> None:
    text = f'The front pages\n\nKeir Starmer stopped on the way.\n\n"Will you fight for Kyiv?"\n\n{answer}'
    assert [kind for kind in (p.kind for p in paragraphs_of(text)) if kind in ("question", "answer")] == []


@pytest.mark.parametrize(
    "above",
    [
        "Dick Schoof said that no decision had been made. Geert Wilders was not satisfied.",
        "Keir Starmer stopped to talk to a soldier.",
        "Alexander Stubb visited a school, and the pupils listened.",
    ],
)
def test_an_exchange_below_several_people_is_nobodys(above: str) -> None:
    text = f'A visit\n\n{above}\n\n"Will you come again?"\n\n"We have just answered that."'
    assert "We have just" not in speakers_of(text)


def test_a_quotation_in_bold_that_stands_apart_is_nobodys() -> None:
    text = 'Macron\n\nEmmanuel Macron said that France was ready.\n\n*"We will not wait any longer."*\n\nHe left.'
    reading = reading_of(text)
    place = reading.text.index("We will not wait")
    assert not any(start <= place < end for a in reading.attributions for start, end in a.content)


@pytest.mark.parametrize(
    ("above", "speakers"),
    [
        ("The agency carries Robert Fico's words:", ["Robert Fico"]),
        ("Dmitry Peskov answered Robert Fico's words:", ["Dmitry Peskov"]),
    ],
)
def test_whose_words_an_agency_brings(above: str, speakers: list[str]) -> None:
    reading = reading_of(f'A message\n\n{above}\n\n"We will respond to any soldiers there."')
    place = reading.text.index("We will respond")
    held = [a for a in reading.attributions if any(start <= place < end for start, end in a.content)]
    assert [s.name for a in held for s in reading.speakers(a)] == speakers


def test_a_knight_signs_below_his_article() -> None:
    below = "Sir Keir Starmer is Prime Minister."
    text = f"We are willing\n\nBy Keir Starmer\n\nWe are ready to help.\n\nMy cabinet agrees.\n\n{below}"
    assert speakers_of(text, ("release",))["We are ready"] == ["Keir Starmer"]


@pytest.mark.parametrize(
    "text",
    [
        PAPERS.replace("Your prime minister has", "Warsaw has"),
        STRESSED.format(mark="*").replace("no to you", "no"),
        INITIALS.replace("AH", "BX"),
    ],
)
def test_questions_that_speak_to_nobody_and_letters_of_others_make_no_guest(text: str) -> None:
    guests = {"Radosław Sikorski", "Jean-Noël Barrot", "Antti Häkkänen"}
    assert guests.isdisjoint(name for names in speakers_of(text, ("turn",)).values() for name in names)


def test_whom_somebody_asks_by_the_way_is_not_the_guest() -> None:
    above = "Petr Fiala met our paper after reporters asked Donald Tusk about it."
    assert speakers_of(TALK.format(headline="A talk", above=above), ("turn",))["We might."] == ["Petr Fiala"]
