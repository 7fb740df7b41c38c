"""Every rule of data/lexicon/position_rules.json holds for its example and not for its counter-example."""

import pytest

from dashboard.parsing.frames import frames_in
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import parse_texts
from dashboard.parsing.tree import tree_of

RULES = load("position_rules")["rules"]
POSITIONS = load("position_rules")["positions"]


@pytest.fixture(scope="module")
def applied() -> dict[str, set[str]]:
    """The rules applied to each sentence, read as one speaker's words."""
    sentences = [rule[part] for rule in RULES for part in ("example", "counter")]
    found = {}
    for sentence, doc in zip(sentences, parse_texts(sentences), strict=True):
        tree = tree_of(doc)
        found[sentence] = {rule for frame in frames_in(tree, set(range(len(doc))), set()) for rule in frame.rules}
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_rule_holds_for_its_example_alone(rule, applied):
    assert rule["id"] in applied[rule["example"]], rule["example"]
    assert rule["id"] not in applied[rule["counter"]], rule["counter"]


def test_rules_have_their_own_names():
    names = [rule["id"] for rule in RULES]
    assert len(names) == len(set(names))


def test_no_two_rules_say_different_things_of_the_same_case():
    scopes = load("position_rules")["scopes"]
    cases = [
        (rule["class"], rule["negated"], value)
        for rule in RULES
        for scope in rule["scope"]
        for value in scopes.get(scope, [scope])
    ]
    assert len(cases) == len(set(cases)), sorted({case for case in cases if cases.count(case) > 1})


def test_what_rules_give_is_a_position_of_both_questions_or_none():
    values = {rule["gives"] for rule in RULES} - {"none", "deployed"}
    assert values <= set(POSITIONS["send"])
    assert values <= set(POSITIONS["accept"])


def test_every_class_that_the_rules_name_has_words():
    forms = set(load("grammar")["forms"].values()) | {"going", "present", "past", "over", "unreal"}
    made = {"DECIDE_LATER", "EXPECT", "FOR_NOW", "EXCEPTION", "FRAGMENT", "VERDICT"}
    assert {rule["class"] for rule in RULES} - forms - made <= set(load("stance")["classes"])
