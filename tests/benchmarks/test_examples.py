"""What the judge is trained on. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.examples import BODY, BODY_OPTIONAL, OPTIONAL, examples_of
from benchmarks.gold import Item, Row, record_texts
from dashboard.parsing.judge import NONE

TEXT = """Invented headline

Poland will send no soldiers to Ukraine, Donald Tusk said.

He added that the weather was fine.

Lithuania would send instructors but no peacekeepers to Ukraine, Gitanas Nausėda said.
"""


def row(speaker: str, entity: str, position: str, evidence: str, **more: object) -> Row:
    base = {"question": "send", "also": [], "mission": "unspecified", "mission_also": [], "required": True}
    return {**base, "speaker": speaker, "entity": entity, "position": position, "evidence": evidence, **more}


def right(*rows: Row) -> list[tuple[str, dict[str, float], frozenset[str], float]]:
    item = Item("one", TEXT, "2025-03-14", "invented", rows)
    return [(example.words, example.right, example.tolerated, example.weight) for example in examples_of(item)]


def test_the_sentence_of_a_statement_has_its_position_and_others_of_the_speaker_may_repeat_it() -> None:
    found = right(row("Donald Tusk", "POL", "rules_out", "Poland will send no soldiers to Ukraine", also=["no_plans"]))
    shares = {words.partition("| ")[2]: (label, free) for words, label, free, _ in found}
    (said,) = [value for words, value in shares.items() if "no soldiers" in words and "<T>" in words]
    assert said == ({"send:rules_out": 0.7, "send:no_plans": 0.30000000000000004}, frozenset())
    (weather,) = [value for words, value in shares.items() if "weather" in words]
    assert weather == ({NONE: 1.0}, frozenset({"send:rules_out", "send:no_plans"}))


def test_of_two_deployments_in_a_sentence_each_has_its_own_position() -> None:
    evidence = "Lithuania would send instructors but no peacekeepers to Ukraine"
    found = right(
        row("Gitanas Nausėda", "LTU", "willing", evidence, mission="training"),
        row("Gitanas Nausėda", "LTU", "rules_out", evidence, mission="peacekeeping"),
    )
    marked = {words.split("<F> ")[1].split()[0]: label for words, label, _, _ in found if "<F>" in words}
    assert marked == {"instructors": {"send:willing": 1.0}, "peacekeepers": {"send:rules_out": 1.0}}


def test_an_optional_statement_weighs_less() -> None:
    evidence = "Poland will send no soldiers to Ukraine"
    found = right(row("Donald Tusk", "POL", "rules_out", evidence, required=False))
    assert OPTIONAL in {weight for _, label, _, weight in found if "send:rules_out" in label}


def test_what_a_state_says_weighs_more_than_what_a_person_says() -> None:
    item = Item(
        "two", "Talks went on\n\nPoland said it would send no soldiers to Ukraine.\n", "2025-03-14", "invented", ()
    )
    evidence = "Poland said it would send no soldiers to Ukraine."
    for required, weight in ((True, BODY), (False, BODY_OPTIONAL)):
        rows = (row("Polish government", "POL", "rules_out", evidence, required=required),)
        found = examples_of(replace(item, expected=rows))
        assert {example.weight for example in found if "send:rules_out" in example.right} == {weight}


def test_a_state_may_be_taken_to_say_what_somebody_of_it_says() -> None:
    text = "Talks went on\n\nPoland said it would send no soldiers to Ukraine.\n\nNobody will go, Donald Tusk said.\n"
    rows = (row("Donald Tusk", "POL", "rules_out", "Nobody will go, Donald Tusk said."),)
    found = examples_of(Item("three", text, "2025-03-14", "invented", rows))
    assert frozenset({"send:rules_out"}) in {e.tolerated for e in found if "send no" in e.words.partition("| ")[2]}


def test_the_record_gives_texts_to_train_on_with_its_own_words_as_evidence() -> None:
    texts = record_texts()
    assert len(texts) > len({item.id for item in texts if item.tag == "told"}) > 500
    assert all(item.expected[0]["evidence"] in item.text for item in texts)
    assert {item.tag for item in texts} == {"told", "quoted"}
