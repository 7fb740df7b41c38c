"""Stage parsing, part stance: folds the steps of a climb into one value, by data/lexicon/position_rules.json.

In: a `Climb`; out: the value ('rules_out', 'welcomes', 'event', 'none', ...) and the ids of the rules that made it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.steps import Climb

EXPECTING = tuple(load("grammar")["expecting"])
"""Phrases of the class CLAIM by which one is less than sure."""


@cache
def _table() -> dict[tuple[str, bool, str], tuple[str, str]]:
    data = load("position_rules")
    scopes: dict[str, list[str]] = data["scopes"]
    table: dict[tuple[str, bool, str], tuple[str, str]] = {}
    for rule in data["rules"]:
        for scope in rule["scope"]:
            for value in scopes.get(scope, [scope]):
                table[rule["class"], rule["negated"], value] = (rule["gives"], rule["id"])
    return table


def positions(question: str) -> dict[str, str]:
    """Give the table from values to the positions of a question."""
    found: dict[str, str] = load("position_rules")["positions"][question]
    return found


def rule(rule_id: str) -> dict[str, Any]:
    """Give a rule of the table by its id."""
    return next(dict(entry) for entry in load("position_rules")["rules"] if entry["id"] == rule_id)


def fold(climbed: Climb) -> tuple[str, list[str]]:
    """Fold from the inside out. 'event': nothing was said of the deployment; 'none': it does not count."""
    first, *above = climbed.steps
    odd = first.negations % 2 == 1
    rules: list[str] = []
    if climbed.question:
        value = "question"
    elif first.kind == "":
        value = "no_event" if odd else "event"
    else:
        value, name = _table().get((first.kind, odd, "event"), ("none", ""))
        rules.append(name)
    for step in above:
        odd = step.negations % 2 == 1
        if (
            value != "question"
            and step.kind == "CLAIM"
            and odd
            and not any(word in grammar("think") for word in step.phrase.replace("/", " ").split())
        ):
            return "none", rules
        kind = "EXPECT" if step.kind == "CLAIM" and step.phrase.startswith(EXPECTING) else step.kind
        found = _table().get((kind, odd, value)) or _table().get((step.kind, odd, value))
        if found:
            value = found[0]
            rules.append(found[1])
    if climbed.for_now and value == "rules_out":
        value = _table()["FOR_NOW", False, value][0]
        rules.append("T01")
    return ("none" if climbed.unsaid else value), rules
