"""Stage parsing, part stance: finds the phrases of the stance lexicon in a parsed text.

In: a `Tree`; out: `Mark`s, each with its class (`REJECT`, `PLAN`, ...), its words and the token that heads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.parsing.lexicon import load
from dashboard.parsing.tree import Tree

GAP = 4
"""Words that '...' in a phrase may stand for."""


@dataclass(frozen=True)
class Mark:
    """A phrase of the lexicon in the text; `head` is the token of it that the others hang on."""

    kind: str
    head: int
    tokens: tuple[int, ...]
    phrase: str


Phrase = tuple[str, str, tuple[tuple[str, str], ...]]
"""Class, the phrase as printed, and (word, first letter of its tag or '') in order."""


@cache
def _phrases() -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for kind, entry in load("stance")["classes"].items():
        for phrase in entry["phrases"]:
            words = tuple((word.partition("/")[0], word.partition("/")[2]) for word in phrase.split())
            found.setdefault(words[0][0], []).append((kind, phrase, words))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[2]))
    return found


def fits(tree: Tree, token: int, word: str, tag: str) -> bool:
    """Whether the token is this word, as lemma or as written, with a tag that begins so."""
    return (tree.lemma[token] == word or tree.lower[token] == word) and tree.tag[token].startswith(tag)


def _follow(tree: Tree, words: tuple[tuple[str, str], ...], token: int, stop: int) -> tuple[int, ...]:
    """Give the tokens of the phrase that begins at the token, or none."""
    if not fits(tree, token, *words[0]):
        return ()
    tokens, at, gap = [token], token + 1, 0
    for word, tag in words[1:]:
        if word == "...":
            gap = GAP
            continue
        found = next((k for k in range(at, min(at + gap + 1, stop)) if fits(tree, k, word, tag)), -1)
        if found < 0:
            return ()
        tokens.append(found)
        at, gap = found + 1, 0
    return tuple(tokens)


@cache
def _rows(part: str) -> dict[str, list[tuple[tuple[str, str], ...]]]:
    """The phrases of a list of the deployment lexicon by their first word."""
    found: dict[str, list[tuple[tuple[str, str], ...]]] = {}
    for phrase in load("deployment")[part]:
        words = tuple((word.partition("/")[0], word.partition("/")[2]) for word in phrase.split())
        found.setdefault(words[0][0], []).append(words)
    return found


def phrases_at(tree: Tree, part: str, token: int, stop: int) -> list[tuple[int, ...]]:
    """Give the tokens of each phrase of a list of the deployment lexicon that begins at a token."""
    table = _rows(part)
    rows = {*table.get(tree.lemma[token], ()), *table.get(tree.lower[token], ())}
    return sorted(filter(None, (_follow(tree, words, token, stop) for words in rows)))


def _head(tree: Tree, tokens: tuple[int, ...]) -> int:
    inside = set(tokens)
    return next((token for token in tokens if tree.head[token] not in inside or tree.head[token] == token), tokens[0])


def marks_in(tree: Tree, begin: int, end: int) -> list[Mark]:
    """Give the marks among tokens begin..end. Of overlapping phrases the longest, of equal ones every class."""
    found: list[Mark] = []
    for token in range(begin, end):
        seen = {tree.lemma[token], tree.lower[token]}
        for key in sorted(seen):
            for kind, phrase, words in _phrases().get(key, []):
                tokens = _follow(tree, words, token, end)
                if tokens:
                    found.append(Mark(kind, _head(tree, tokens), tokens, phrase))
    found.sort(key=lambda mark: (-len(mark.tokens), mark.tokens[-1] - mark.tokens[0], mark.tokens[0]))
    taken: dict[int, int] = {}
    kept = []
    for mark in found:
        if all(taken.get(token, len(mark.tokens)) <= len(mark.tokens) for token in mark.tokens):
            kept.append(mark)
            for token in mark.tokens:
                taken[token] = len(mark.tokens)
    return kept


def stances_of(tree: Tree) -> dict[int, Mark]:
    """Give the marks of a text by head; of two on one token the longer, then the one listed first in the lexicon."""
    found: dict[int, Mark] = tree.found.setdefault("stances", {})
    if not found:
        order = {kind: number for number, kind in enumerate(load("stance")["classes"])}
        for mark in sorted(marks_in(tree, 0, len(tree.word)), key=lambda m: (-len(m.tokens), order[m.kind])):
            found.setdefault(mark.head, mark)
    return found
