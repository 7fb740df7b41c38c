"""The word lists of data/lexicon: what the rules need stands there, and all that stands there can be found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.parsing.labels import people
from dashboard.parsing.lexicon import FOLDER, load
from dashboard.parsing.model import nlp
from dashboard.parsing.reporting import CONSTRUCTIONS

ROOT = FOLDER.parents[1]
FILES = sorted(path.stem for path in FOLDER.glob("*.json"))
OF_TOKENS = ("agents", "anaphora", "deployment", "grammar", "occasions", "reporting_verbs", "stance")
"""Files whose words are compared with tokens of the parser."""
FOR_PEOPLE = ("about", "promised")
"""Entries that no rule reads."""
PATTERNS = {("occasions", "documents")}
PHRASES = {
    ("deployment", "join_phrases"),
    ("deployment", "mission_anchors"),
    ("grammar", "asides"),
    ("grammar", "idle_negations"),
    ("grammar", "for_now"),
    ("grammar", "instead"),
}
"""Lists of phrases, beside the files of which all lists are."""


def strings(folder: str) -> set[str]:
    """Every string in the code of a folder, docstrings included."""
    nodes = (
        node
        for module in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    )
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def lists(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The lists of words in a file, each with the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, (*path, key))
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield path, value


def test_no_state_but_the_one_at_war_has_a_rule_in_the_code() -> None:
    assert {entity.code for entity in people().entities} & strings("dashboard/parsing") == {"UKR"}


def keys(folder: str) -> set[str]:
    """Every string in the code of a folder that is given to a function or asked of a table."""
    found = set()
    for module in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            given = node.args if isinstance(node, ast.Call) else [node.slice] if isinstance(node, ast.Subscript) else []
            found |= {one.value for one in given if isinstance(one, ast.Constant)}
    return found


def test_every_list_is_read() -> None:
    known = keys("dashboard/parsing") | keys("benchmarks") | {*CONSTRUCTIONS, *FOR_PEOPLE}
    assert [(name, key) for name in FILES for key in load(name) if key not in known] == []


@pytest.mark.parametrize("name", FILES)
def test_no_list_holds_a_word_twice(name: str) -> None:
    assert [path for path, words in lists(load(name), (name,)) if len(set(words)) < len(words)] == []


@pytest.mark.parametrize("name", OF_TOKENS)
def test_every_word_is_one_token_of_the_parser(name: str) -> None:
    cut = [
        (path, word)
        for path, words in lists(load(name), (name,))
        if path not in PATTERNS
        for phrase in words
        for word in ([phrase] if is_of_words(path) else phrase.split())
        if len(nlp().tokenizer(word.partition("/")[0])) != 1
    ]
    assert cut == []


def is_of_words(path: tuple[str, ...]) -> bool:
    """Whether a list holds single words, and no phrases."""
    return path[0] not in ("stance", "reporting_verbs") and path not in PHRASES
