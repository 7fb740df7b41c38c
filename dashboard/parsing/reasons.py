"""Stage 1, parsing: the rules behind a candidate, in words.

In: the ids that a candidate carries; out: what each rule says, for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dashboard.parsing.lexicon import load


@cache
def _meanings() -> dict[str, str]:
    stance = {rule["id"]: rule["meaning"] for rule in load("position_rules")["rules"]}
    return {**load("speaker_rules")["rules"], **stance, **load("judge")["rules"]}


def reasons_of(rules: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Rules with their meaning in words."""
    return tuple((rule, _meanings().get(rule, "")) for rule in rules)
