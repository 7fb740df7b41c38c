"""Stage parsing, part stance: a parsed text as plain lists, so that walking the tree costs little.

In: a spaCy `Doc`; out: a `Tree` whose positions are the token numbers of that `Doc`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from spacy.tokens import Doc, Token

from dashboard.parsing.lexicon import load
from dashboard.parsing.model import lemma_of
from dashboard.parsing.repairs import repair

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
"""Labels of the dependents that stand before a verb."""

CONTRACTIONS: dict[str, str] = load("grammar")["contractions"]
"""'re, 've, n't and the like with the word they stand for."""


IDLE: tuple[tuple[str, ...], ...] = tuple(tuple(phrase.split()) for phrase in load("grammar")["idle_negations"])
"""Phrases whose first word denies nothing."""


@dataclass(frozen=True)
class Tree:
    """One parsed text. All lists have one entry a token; `head` of a root is the root itself."""

    text: str
    word: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    sent: list[int]
    found: dict[str, Any] = field(default_factory=dict)
    """What was found in the text already, so that nothing is looked for twice."""

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each token, in text order."""
        found: list[list[int]] = [[] for _ in self.head]
        for token, head in enumerate(self.head):
            if head != token:
                found[head].append(token)
        return found

    def end(self, token: int) -> int:
        """The character offset after a token."""
        return self.start[token] + len(self.word[token])

    def up(self, token: int) -> list[int]:
        """The token and all above it, up to the root."""
        path = [token]
        while self.head[path[-1]] != path[-1]:
            path.append(self.head[path[-1]])
        return path

    def below(self, token: int) -> set[int]:
        """The token and all that hangs on it."""
        found, todo = {token}, [token]
        while todo:
            for child in self.children[todo.pop()]:
                found.add(child)
                todo.append(child)
        return found

    @cached_property
    def idle(self) -> frozenset[int]:
        """Negative words that deny nothing: 'not only', 'no more than'."""
        found: set[int] = set()
        for phrase in IDLE:
            for token in range(len(self.lower) - len(phrase) + 1):
                if self.lower[token] == phrase[0] and tuple(self.lower[token : token + len(phrase)]) == phrase:
                    found.add(token)
        return frozenset(found)

    def kids(self, token: int, *labels: str) -> list[int]:
        """The dependents with one of these labels."""
        return [child for child in self.children[token] if self.dep[child] in labels]


def _lemma(token: Token) -> str:
    """The base form; for contractions the full word, for plurals that the model's tables lack the word without 's'."""
    found = CONTRACTIONS.get(token.lower_.replace("’", "'")) or lemma_of(token)
    if token.tag_ in ("NNS", "NNPS") and found.endswith("s") and found == token.lower_:
        return found[:-1]
    return found


def tree_of(doc: Doc) -> Tree:
    """Give the lists of a parsed `Doc`; sentences are numbered from 0."""
    sent = [0] * len(doc)
    for number, span in enumerate(doc.sents):
        for token in range(span.start, span.end):
            sent[token] = number
    tokens = list(doc)  # spaCy makes each token anew when it is asked for
    tree = Tree(
        text=doc.text,
        word=[t.text for t in tokens],
        lower=[t.lower_.replace("’", "'") for t in tokens],
        lemma=[_lemma(t) for t in tokens],
        tag=[t.tag_ for t in tokens],
        dep=[t.dep_ for t in tokens],
        head=[t.head.i for t in tokens],
        start=[t.idx for t in tokens],
        sent=sent,
    )
    repair(tree)
    return tree
