"""What there is to judge in an article: who may answer for which sentence. All texts are invented."""

from __future__ import annotations

from dashboard.parsing.candidates import drafts_of
from dashboard.parsing.cases import Case, cases_in
from dashboard.parsing.utterances import Text
from tests.parsing.reading_help import body, reading_of


def cases(text: str) -> list[Case]:
    found = Text(reading_of(body(text)))
    return cases_in(found, drafts_of(found))


def asked(text: str) -> set[tuple[str, str, str]]:
    return {(case.speaker.name, case.entity, case.how) for case in cases(text)}


def test_what_somebody_said_is_a_case_of_theirs() -> None:
    assert ("Donald Tusk", "POL", "said") in asked("Poland will send no soldiers to Ukraine, Donald Tusk said.")


def test_a_stance_that_the_journalist_tells_is_a_case_too() -> None:
    assert ("Donald Tusk", "POL", "told") in asked("Donald Tusk poured cold water on Polish soldiers in Ukraine.")


def test_another_states_position_is_asked_for_where_it_is_named() -> None:
    found = asked("Donald Tusk said that Lithuania would send soldiers to Ukraine.")
    assert {("Donald Tusk", "POL", "said"), ("Donald Tusk", "LTU", "said")} <= found


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


def test_a_sentence_further_on_that_is_nobodys_is_asked_of_the_last_to_speak() -> None:
    text = "Soldiers for Ukraine were the topic. Donald Tusk said no.\n\nLamps were lit.\n\nNot one. Never."
    assert ("Donald Tusk", "Not", "after") in {(c.speaker.name, c.tree.word[c.tokens[0]], c.how) for c in cases(text)}


def test_a_heading_gives_the_floor_to_the_one_person_it_names() -> None:
    text = (
        "Soldiers for Ukraine? They were asked.\n\nWith Kyriakos Mitsotakis, two minutes\n\nWith blue helmets, perhaps."
        "\n\nWith Donald Tusk, at the door\n\nNo, and no again."
    )
    found = {(c.speaker.name, c.tree.word[c.tokens[0]]) for c in cases(text) if c.how == "after"}
    assert ("Kyriakos Mitsotakis", "With") in found
    assert ("Donald Tusk", "No") in found
    assert ("Kyriakos Mitsotakis", "No") not in found


def test_a_question_is_not_asked_of_the_last_to_speak() -> None:
    text = "Soldiers for Ukraine were the topic. Donald Tusk said no.\n\nAnd instructors?"
    assert not {c.tree.word[c.tokens[0]] for c in cases(text) if c.how == "after"} & {"And"}


def test_a_person_without_an_office_is_asked_beside_the_name_of_a_state() -> None:
    presumed = {c.speaker.name for c in cases("Latvia's Ina Musterfrau said no to soldiers in Ukraine.")}
    assert presumed == {"Ina Musterfrau"}
    assert not cases("Ina Musterfrau said no to soldiers in Ukraine.")
