"""What there is to judge in an article: who may answer for which sentence. All texts are invented."""

from __future__ import annotations

import pytest

from dashboard.parsing.candidates import drafts_of
from dashboard.parsing.cases import Case, cases_in
from dashboard.parsing.utterances import Text
from tests.parsing.reading_help import body, reading_of


def cases(text: str) -> list[Case]:
    found = Text(reading_of(body(text)))
    return cases_in(found, drafts_of(found))


def asked(text: str) -> set[tuple[str, str, str]]:
    return {(case.speaker.name, case.entity, case.how) for case in cases(text)}


def asked_for_the_deployment(text: str) -> set[str]:
    """Who is asked for the words of which Ukraine is one."""
    return {case.speaker.name for case in cases(text) if "Ukraine" in {case.tree.word[k] for k in case.tokens}}


def test_what_somebody_said_is_a_case_of_theirs() -> None:
    assert ("Donald Tusk", "POL", "said") in asked("Poland will send no soldiers to Ukraine, Donald Tusk said.")


def test_what_was_said_so_by_another_was_said_by_the_first_all_the_same() -> None:
    found = asked("Donald Tusk said that no soldier would go to Ukraine. Keir Starmer said so on television too.")
    assert {("Donald Tusk", "POL", "said"), ("Keir Starmer", "GBR", "said")} <= found


def test_a_stance_that_the_journalist_tells_is_a_case_too() -> None:
    assert ("Donald Tusk", "POL", "told") in asked("Donald Tusk poured cold water on Polish soldiers in Ukraine.")


@pytest.mark.parametrize(("what", "names_forces"), [("soldiers", True), ("border", False)])
def test_what_is_told_of_its_forces_is_told_of_the_state_before(what: str, names_forces: bool) -> None:
    told = [case for case in cases(f"Poland is firm. Its {what} will not move a mile.") if case.how == "told"]
    assert any("Its" in {case.tree.word[k] for k in case.tokens} for case in told) is names_forces


def test_a_second_subject_behind_nor_is_asked_too() -> None:
    found = asked("Denmark will send no soldiers to Ukraine, nor will Sweden.")
    assert {("Danish government", "DNK", "told"), ("Swedish government", "SWE", "told")} <= found


def test_a_name_behind_a_semicolon_is_a_person_of_its_own() -> None:
    found = asked("Mette Frederiksen was open to sending soldiers to Ukraine; Ulf Kristersson, less so.")
    assert ("Ulf Kristersson", "SWE", "named") in found


@pytest.mark.parametrize(
    ("what", "named"), [("answer to soldiers in Ukraine was no", True), ("cabinet is for it", False)]
)
def test_whoever_is_named_in_the_possessive_is_asked_but_not_for_a_body(what: str, named: bool) -> None:
    found = asked(f"Soldiers for Ukraine were on the table. Giorgia Meloni's {what}.")
    assert (("Giorgia Meloni", "ITA", "named") in found) is named


def test_nationals_in_ukraine_are_a_deployment_that_somebody_named_may_answer_for() -> None:
    sentence = "More was not to be had from Rumen Radev about Bulgarians in {}."
    assert ("Rumen Radev", "BGR", "named") in asked(sentence.format("Ukraine"))
    assert ("Rumen Radev", "BGR", "named") not in asked(sentence.format("Sofia"))


@pytest.mark.parametrize(("whose", "asked_of"), [("predecessor", False), ("plan", True)])
def test_nobody_answers_for_whoever_is_told_by_their_name(whose: str, asked_of: bool) -> None:
    found = asked(f"Olaf Scholz's {whose} was to send soldiers to Ukraine.")
    assert ("Olaf Scholz" in {name for name, _, _ in found}) is asked_of


@pytest.mark.parametrize("source", ["Those close to Emmanuel Macron", "People around Emmanuel Macron"])
def test_those_around_somebody_are_not_that_one(source: str) -> None:
    assert not asked(f"{source} say that French soldiers will go to Ukraine.")


@pytest.mark.parametrize(("pronoun", "meant"), [("She", False), ("He", True)])
def test_she_is_nobody_with_a_mans_name(pronoun: str, meant: bool) -> None:
    text = f"Micheál Martin came with his wife. {pronoun} said that no Irish soldiers would go to Ukraine."
    assert ("Micheál Martin" in asked_for_the_deployment(text)) is meant


@pytest.mark.parametrize(("source", "meant"), [("The ministry", False), ("The premier", True)])
def test_what_a_body_says_is_not_asked_of_whoever_spoke_before(source: str, meant: bool) -> None:
    text = f"Dick Schoof spoke to Ruben Brekelmans. {source} said that no Dutch soldiers would go to Ukraine."
    assert ("Dick Schoof" in asked_for_the_deployment(text)) is meant


def test_a_stance_of_another_paragraph_is_not_that_of_a_gap() -> None:
    text = (
        'Experts rule out soldiers in Ukraine.\n\nJohn Healey was brief. "On the day there is peace, I will," he said.'
    )
    found = drafts_of(Text(reading_of(body(text))))
    assert [(draft.stand.entity, draft.stand.position) for draft in found] == [("GBR", "committed")]


def test_another_states_position_is_asked_for_where_it_is_named() -> None:
    found = asked("Donald Tusk said that Lithuania would send soldiers to Ukraine.")
    assert {("Donald Tusk", "POL", "said"), ("Donald Tusk", "LTU", "said")} <= found


@pytest.mark.parametrize(("link", "named"), [("unlike", False), ("contrary to", False), ("with", True)])
def test_a_state_named_for_comparison_alone_is_not_asked_for(link: str, named: bool) -> None:
    found = asked(f"Donald Tusk said that Poland, {link} Lithuania, would send soldiers to Ukraine.")
    assert (("Donald Tusk", "LTU", "said") in found) is named


def test_forces_for_different_missions_are_asked_for_apart() -> None:
    text = "Poland would send instructors but no peacekeepers to Ukraine, Donald Tusk said."
    themes = [case.tree.word[case.theme] for case in cases(text) if case.theme is not None and case.entity == "POL"]
    assert sorted(set(themes)) == ["instructors", "peacekeepers"]


def test_a_draft_of_the_rules_belongs_to_one_case() -> None:
    text = (
        "Poland would send instructors but no peacekeepers to Ukraine, Donald Tusk said. Italy will not go, he added."
    )
    numbers = [number for case in cases(text) for number in case.drafts]
    assert len(numbers) == len(set(numbers)) > 0


def test_nobody_is_asked_for_the_words_of_an_analyst() -> None:
    assert not asked('"Poland will send soldiers to Ukraine," said John Smith, an analyst.')


def test_nobody_is_asked_for_the_words_of_a_colleague() -> None:
    text = "Donald Tusk met his ministers. {} said sending soldiers to Ukraine remained an option for Poland."
    for source, number in (("A colleague", 0), ("Another minister", 0), ("He", 1)):
        found = [
            case for case in cases(text.format(source)) if "remained" in map(case.tree.word.__getitem__, case.tokens)
        ]
        assert [case.speaker.name for case in found] == ["Donald Tusk"] * number


def test_nobody_is_asked_for_what_another_said_in_the_same_sentence() -> None:
    text = "Donald Tusk defended Radosław Sikorski, who had said that no soldiers would go to Ukraine."
    assert {name for name, _, _ in asked(text)} == {"Radosław Sikorski"}


@pytest.mark.parametrize("when", ["before", "while"])
def test_nobody_is_asked_for_a_quotation_beside_which_they_only_do_something(when: str) -> None:
    text = f"“A Czech soldier will not go to Ukraine,” Petr Fiala wrote {when} Emmanuel Macron was in his car."
    assert {(speaker, how) for speaker, _, how in asked(text)} == {("Petr Fiala", "said")}


def test_nobody_is_asked_for_what_hits_them() -> None:
    text = "The Sejm voted against sending soldiers to Ukraine, in a blow to Donald Tusk."
    assert "Donald Tusk" not in {name for name, _, _ in asked(text)}


@pytest.mark.parametrize(
    ("theirs", "named"), [("answer", True), ("government", False), ("partners", False), ("allies", False)]
)
def test_whoever_owns_what_a_sentence_is_about_is_asked_unless_it_acts_by_itself(theirs: str, named: bool) -> None:
    found = cases(f"No soldiers for Ukraine: that is Giorgia Meloni's {theirs}.")
    assert ("Giorgia Meloni" in {case.speaker.name for case in found}) == named


def test_an_office_without_a_state_belongs_to_the_one_state_that_is_named() -> None:
    text = "Swiss soldiers will not go to Ukraine, Defence Minister Viola Musterfrau said."
    assert ("Viola Musterfrau", "CHE", "said") in asked(text)
    assert not asked("Swiss and Austrian soldiers will not go to Ukraine, Defence Minister Viola Musterfrau said.")


def test_a_body_that_rules_a_deployment_out_is_asked_for_it() -> None:
    assert ("Italian government", "ITA", "told") in asked("Palazzo Chigi ruled out an Italian contingent in Ukraine.")


def test_a_sentence_that_is_nobodys_is_asked_of_the_one_who_spoke_before_it() -> None:
    text = "Kyriakos Mitsotakis rejected the plan. Greek soldiers are not going to be in that force in Ukraine."
    assert ("Kyriakos Mitsotakis", "GRC", "named") in asked(text)


def test_a_paragraph_that_names_one_state_alone_is_asked_of_its_government() -> None:
    assert ("Norwegian government", "NOR", "named") in asked(
        "European soldiers may be sent to Ukraine.\n\nNorwegian instructors would be in Ukraine by then."
    )


def test_whoever_spoke_in_the_paragraph_is_asked_also_where_nothing_before_names_a_deployment() -> None:
    assert ("Mark Rutte", "NATO", "named") in asked("Mark Rutte spoke to them. His organisation stays out of it.")


@pytest.mark.parametrize(
    ("between", "meant"),
    [("", True), ("Donald Tusk said no.", False), ("The Polish government had said so.", False), ("So it said.", True)],
)
def test_a_sentence_behind_the_words_of_a_body_alone_is_asked_of_it(between: str, meant: bool) -> None:
    text = f"The Greek government said that soldiers for Ukraine were a topic. {between} A part in it is ruled out."
    found = {(c.speaker.name, c.tree.word[c.tokens[0]], c.how) for c in cases(text)}
    assert (("Greek government", "A", "named") in found) is meant


def test_what_is_quoted_beside_the_words_of_a_body_is_not_asked_of_it() -> None:
    text = 'The Greek government said that soldiers for Ukraine were a topic. "Wait for us. A part in it is ruled out."'
    assert ("Greek government", "GRC", "named") not in asked(text)


def test_where_two_have_spoken_nobody_is_asked_for_what_is_nobodys() -> None:
    text = "Donald Tusk and Kyriakos Mitsotakis rejected the plan. Soldiers are not going to be in Ukraine."
    assert not {case for case in asked(text) if case[2] == "named"}


def test_what_the_paper_tells_of_a_state_is_asked_of_the_person_who_spoke_before_too() -> None:
    text = "Kyriakos Mitsotakis rejected the plan for Ukraine. Greece will not send soldiers. No ship will sail there."
    found = {(c.speaker.name, c.tree.word[c.tokens[0]], c.how) for c in cases(text)}
    assert {("Greek government", "Greece", "told"), ("Kyriakos Mitsotakis", "Greece", "named")} <= found
    assert ("Kyriakos Mitsotakis", "No", "named") in found


def test_what_a_state_does_is_not_asked_of_one_of_two_who_spoke() -> None:
    text = "Donald Tusk and Kyriakos Mitsotakis rejected the plan for Ukraine. Greece will not send soldiers."
    assert not {case for case in asked(text) if case[2] == "named"}


TOPIC = "Soldiers for Ukraine were the topic."


def asked_after(text: str) -> set[tuple[str, str]]:
    """Who is asked of which sentence (its first word) because they spoke last before it."""
    return {(c.speaker.name, c.tree.word[c.tokens[0]]) for c in cases(text) if c.how == "after"}


def test_a_sentence_further_on_that_is_nobodys_is_asked_of_the_last_to_speak() -> None:
    text = f"{TOPIC} Donald Tusk said no.\n\nLamps were lit.\n\nNot one. Never.\n\nAnd a third paragraph."
    assert asked_after(text) == {("Donald Tusk", word) for word in ("Lamps", "Not", "Never")}
    found = [case for case in cases(text) if case.how == "after"]
    assert all("spoke_before" in case.speaker.rules and case.speaker.certainty < 0.9 for case in found)


@pytest.mark.parametrize(
    "between",
    [
        'John Smith, an analyst: "No soldiers will go. It is out of the question."',
        '"Italy will send no troops, and that is final," said Jan Kowalski, a professor of politics.',
        "Two diplomats said that France would send soldiers.",
        "The Kremlin said it would never accept soldiers there.",
        "For Emmanuel Macron, sending soldiers is out of the question.",
        "And instructors?",
    ],
)
def test_words_of_others_are_not_asked_of_the_last_to_speak(between: str) -> None:
    assert not asked_after(f"{TOPIC} Donald Tusk said that he was open to it.\n\n{between}")


def test_whoever_speaks_after_an_analyst_is_not_the_official_before() -> None:
    text = f'{TOPIC} Donald Tusk said no.\n\n"It will happen," said Jan Kowalski, an analyst.\n\nNot this year.'
    assert ("Donald Tusk", "Not") not in asked_after(text)


def test_a_heading_gives_the_floor_to_the_one_person_it_names() -> None:
    text = (
        f"{TOPIC} Donald Tusk said no.\n\nWith Kyriakos Mitsotakis, two minutes\n\nNever, and no again.\n\n"
        "Donald Tusk (Poland)\n\nPerhaps one day."
    )
    found = asked_after(text)
    assert {("Kyriakos Mitsotakis", "Never"), ("Donald Tusk", "Perhaps")} <= found
    assert not {("Donald Tusk", "Never"), ("Kyriakos Mitsotakis", "Perhaps")} & found


@pytest.mark.parametrize(
    "heading",
    [
        "Pressure from Emmanuel Macron",
        "Emmanuel Macron's plan",
        "By Anna Musterfrau, Warsaw",
        "Emmanuel Macron and Donald Tusk",
        "Emmanuel Macron, with a glass of water, a pencil, two lamps, three chairs, a map and no patience",
    ],
)
def test_a_heading_about_somebody_gives_the_floor_to_nobody(heading: str) -> None:
    assert not asked_after(f"{TOPIC}\n\n{heading}\n\nNo soldiers, under no flag.")


def test_who_is_only_mentioned_behind_the_topic_is_asked_but_does_not_go_on() -> None:
    text = f"{TOPIC}\n\nOn the table, a gift from Emmanuel Macron.\n\nIt is out of the question."
    found = {(c.speaker.name, c.tree.word[c.tokens[0]], c.how) for c in cases(text)}
    assert found == {("Emmanuel Macron", "On", "named")}


def test_a_person_without_an_office_is_asked_beside_the_name_of_a_state() -> None:
    assert {c.speaker.name for c in cases("Latvia's Anna Musterfrau said no to soldiers in Ukraine.")} == {
        "Anna Musterfrau"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Anna Musterfrau said no to soldiers in Ukraine.",
        "Lamps were lit in Berlin. Peter Mustermann, 34, said no to soldiers in Ukraine.",
        "Latvia's Rail Baltica said no to soldiers in Ukraine.",
        "Anna Musterfrau's government said no to soldiers in Ukraine, it was heard in Germany.",
    ],
)
def test_a_person_is_not_presumed_to_be_an_official_for_less(text: str) -> None:
    assert not [case for case in cases(text) if case.speaker.person or "office_of" in case.speaker.rules]


def test_a_presumed_official_does_not_stand_in_the_way_of_one() -> None:
    text = (
        "It was left to Donald Tusk to explain in Warsaw, at the grave of Poland's Jan Mustermann. "
        "He said no soldiers would go to Ukraine."
    )
    assert "Donald Tusk" in {name for name, _, how in asked(text) if how == "said"}


def test_a_line_of_a_list_tells_of_the_state_before_its_colon() -> None:
    told = (
        "POLAND: Not planning to send any.\n\nFRANCE: Would send troops to Ukraine.\n\nBELGIUM: Could, De Wever said."
    )
    found = asked(f"Who sends soldiers to Ukraine?\n\n{told}")
    assert {("Polish government", "POL", "told"), ("French government", "FRA", "told")} <= found
    assert ("Bart De Wever", "BEL", "said") in found
    assert not {"Belgian government"} & {name for name, _, _ in found}


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        (["POLAND: Not now.", "It rained in France."], set[str]()),
        (["POLAND: Not now.", "DONALD TUSK: Not now."], set[str]()),
        (["POLAND: Not now.", "Spain: Perhaps."], {"POL", "ESP"}),
    ],
)
def test_one_line_with_a_state_before_a_colon_is_no_list(lines: list[str], states: set[str]) -> None:
    found = reading_of("\n\n".join(["Who sends soldiers to Ukraine?", *lines])).resolver.homes.labels
    assert {code for codes in found for code in codes} == states


def test_what_an_analyst_says_in_a_list_is_not_asked_of_the_state() -> None:
    told = "POLAND: No soldier will go to Ukraine, an analyst said.\n\nSPAIN: Not now."
    found = asked(f"Who sends soldiers to Ukraine?\n\n{told}")
    assert "Polish government" not in {name for name, entity, _ in found if entity == "POL"}
    assert ("Spanish government", "ESP", "told") in found
