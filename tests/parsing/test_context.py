"""Mission, phase, format and conditions by the codebook's rules 6 to 15. All sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.parsing.context import Stated, conditions_of, format_of, mission_for, phase_of

SPRING_2024, SPRING_2025 = date(2024, 3, 1), date(2025, 3, 14)

DEBATE = "nobody goes. the ministers of eight states met in the old town hall on monday over"
"""The beginning of an article that goes on with what they met over."""

MISSIONS = [
    ("we will not send troops", "unspecified"),
    ("boots on the ground are out of the question", "unspecified"),
    ("we will not send combat troops", "combat"),
    ("soldiers who would take part in the war", "combat"),
    ("peacekeepers may go", "peacekeeping"),
    ("a multinational force would deter russia", "reassurance"),
    ("instructors could go to lviv", "training"),
    ("demining teams are ready", "support"),
    ("observers would watch a ceasefire", "monitoring"),
    ("fighter jets over ukraine", "air_naval"),
]

PHASES = [
    ("no troops will go", "no troops will go", SPRING_2024, "western troops", "wartime"),
    ("no troops will go", "no troops will go", SPRING_2025, "coalition of the willing", "ceasefire"),
    ("no troops will go", "no troops will go", SPRING_2025, "a visit", "unspecified"),
    ("once there is a ceasefire", "we will go once there is a ceasefire", SPRING_2024, "", "ceasefire"),
    ("while the war goes on", "nobody goes while the war goes on", SPRING_2025, "", "wartime"),
    ("troops may go", "troops may go, a day after oslo refused", SPRING_2024, "", "wartime"),
    ("troops may go", "the day after the vote, he said troops may go", SPRING_2025, "", "unspecified"),
    ("troops may go", "a force for the day after", SPRING_2024, "", "ceasefire"),
    ("after a truce no one goes, as we are not at war", "no one goes", SPRING_2025, "", "ceasefire"),
    ("medics will go", "medics will go this spring", SPRING_2025, "talks on a truce go on", "ceasefire"),
    ("no medics now", "no medics go now", SPRING_2025, "talks on a truce go on", "ceasefire"),
    ("nobody goes", "nobody goes while there's still a war", SPRING_2025, "talks on a truce go on", "wartime"),
    ("nobody goes", "nobody goes as long as the fighting lasts", SPRING_2025, "a truce is near", "wartime"),
    ("nobody goes", "we will not become party to the war", SPRING_2025, "a truce is near", "wartime"),
    ("nobody goes", "nobody goes", SPRING_2025, f"{DEBATE} the planned force for the east.", "ceasefire"),
    ("nobody goes", "nobody goes", SPRING_2025, f"{DEBATE} what guarantees kyiv may expect.", "ceasefire"),
    ("nobody goes", "nobody goes", SPRING_2025, f"{DEBATE} the price of milk and butter.", "unspecified"),
    (
        "nobody goes",
        "nobody goes",
        SPRING_2025,
        f"{DEBATE} the armed forces, whom russian forces met by force.",
        "unspecified",
    ),
    ("nobody goes", "nobody goes", SPRING_2025, f"{DEBATE} what the ruling coalition will spend.", "unspecified"),
    ("the force would be large", "the force would be large", SPRING_2025, "the force would be large", "unspecified"),
    ("no troops will go", "no troops will go", SPRING_2025, "moscow refuses any truce", "unspecified"),
    ("not even after a ceasefire", "not even after a ceasefire", SPRING_2024, "", "ceasefire"),
]

CONDITIONS = [
    ("we would go if there is a ceasefire", "willing", ["ceasefire"]),
    ("only with a mandate of the united nations", "open", ["mandate"]),
    ("the bundestag would have to agree first", "open", ["parliament"]),
    ("we would go if there is an american backstop", "willing", ["us_backstop"]),
    ("we will not go without a mandate", "rules_out", []),
    ("the ceasefire was signed on monday", "willing", []),
    ("We are ready to take part if there is a ceasefire or a peace agreement.", "willing", ["ceasefire"]),
    ("We are ready once there is a peace deal, or at least a truce.", "willing", ["ceasefire"]),
    ("We are ready once there is a ceasefire and a peace deal.", "willing", ["ceasefire", "peace_deal"]),
]

FORMATS = [
    ("a coalition of the willing", "", "unspecified", "coalition"),
    ("a nato mission is out", "", "unspecified", "nato"),
    ("a un mandate", "", "unspecified", "un"),
    ("on our own", "", "unspecified", "national"),
    ("troops would go", "the coalition of the willing met", "ceasefire", "coalition"),
    ("troops would go", "the coalition of the willing met", "wartime", "unspecified"),
]

MISSIONS_OF_A_YES = [
    ("engineers in non-combat posts may go to ukraine", "support"),
    ("finnish soldiers may go to ukraine, though never to fight", "unspecified"),
    ("finnish soldiers may go to ukraine without taking part in the war", "unspecified"),
    ("finnish soldiers may go to ukraine to fight", "combat"),
]

MISSIONS_OF_A_HALF = [
    ("no dutch soldiers would go", "patrols at sea were possible, but stubb said no dutch soldiers would go"),
    ("would send no soldiers to ukraine", "he would send no soldiers to ukraine but could assist from the air"),
    ("no troops will go", "norway offers frigates, while riga said no troops will go"),
]


@pytest.mark.parametrize(("sentence", "mission"), MISSIONS_OF_A_YES)
def test_a_yes_that_denies_combat_names_none(sentence: str, mission: str) -> None:
    assert mission_for(Stated(sentence, sentence, negative=False), []) == mission


@pytest.mark.parametrize(("clause", "sentence"), MISSIONS_OF_A_HALF)
def test_the_other_half_of_a_sentence_names_no_mission(clause: str, sentence: str) -> None:
    assert mission_for(Stated(clause, sentence), []) == "unspecified"


def test_a_half_that_goes_on_keeps_its_mission() -> None:
    clause, sentence = "troops could go to ukraine", "troops could go to ukraine, but only as peacekeepers"
    assert mission_for(Stated(clause, sentence), []) == "peacekeeping"


@pytest.mark.parametrize(("sentence", "mission"), MISSIONS)
def test_a_sentence_names_its_mission(sentence: str, mission: str) -> None:
    assert mission_for(Stated(sentence, sentence), []) == mission


def test_the_forces_own_word_comes_first() -> None:
    assert mission_for(Stated("instructors, not peacekeepers", ""), ["training"]) == "training"


def test_what_was_named_before_is_taken_over_but_not_combat() -> None:
    assert mission_for(Stated("such a step", "such a step"), [], ["instructors in lviv"]) == "training"
    assert mission_for(Stated("such a step", "such a step"), [], ["soldiers who fight in ukraine"]) == "unspecified"


@pytest.mark.parametrize(("clause", "sentence", "day", "article", "phase"), PHASES)
def test_phase(clause: str, sentence: str, day: date, article: str, phase: str) -> None:
    assert phase_of(Stated(clause, sentence), day, article) == phase


def test_forces_that_are_there_already_are_there_while_fighting_goes_on() -> None:
    words = Stated("our medics are in lviv", "our medics are in lviv", negative=False)
    article = "talks on a truce go on"
    assert phase_of(words, SPRING_2025, article, deployed=True) == "wartime"
    assert phase_of(words, SPRING_2025, article) == "ceasefire"


@pytest.mark.parametrize(("sentence", "position", "codes"), CONDITIONS)
def test_conditions(sentence: str, position: str, codes: list[str]) -> None:
    assert conditions_of(sentence, position) == codes


@pytest.mark.parametrize(("sentence", "article", "phase", "code"), FORMATS)
def test_format(sentence: str, article: str, phase: str, code: str) -> None:
    assert format_of(sentence, article, phase) == code


def test_soldiers_are_no_aircraft_that_are_named_beside_them() -> None:
    clause = "denmark will send neither soldiers nor aircraft to ukraine"
    assert mission_for(Stated(clause, clause), ["unspecified"], on_foot=True) == "unspecified"
    assert mission_for(Stated(clause, clause), ["unspecified"]) == "air_naval"
