"""The word lists of data/lexicon: what the rules need stands there, and all that stands there can be found."""

from __future__ import annotations

import ast
from pathlib import Path

from dashboard import parsing
from dashboard.parsing.labels import people

MODULES = sorted(Path(parsing.__file__).parent.glob("*.py"))


def strings() -> set[str]:
    """Every string in the code of the parser, docstrings included."""
    nodes = (node for module in MODULES for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_state_but_the_one_at_war_has_a_rule_in_the_code() -> None:
    assert {entity.code for entity in people().entities} & strings() == {"UKR"}
