"""Stage parsing, part stance: the stance word beside a verb: 'is out of the question', 'makes no sense'.

In: a `Tree`, a verb on the way of a climb, and the marks of the text; out: a `Mark` among its complements.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.parsing.lexicon import grammar
from dashboard.parsing.marks import Mark
from dashboard.parsing.negation import negations
from dashboard.parsing.steps import JUDGEMENTS
from dashboard.parsing.tree import Tree

COMPLEMENTS = (
    "acomp",
    "attr",
    "oprd",
    "dobj",
    "prep",
    "advmod",
    "prt",
    "xcomp",
    "dative",
    "npadvmod",
    "agent",
    "pcomp",
    "neg",
)
"""Dependents of a verb that can carry the stance."""


def mark_beside(
    tree: Tree, node: int, path: set[int], marks: Mapping[int, Mark], *, clauses: bool
) -> tuple[Mark, int] | None:
    """The nearest stance word among the complements of a verb, and the negations between the two.

    `path` is left out; what stands in a clause counts only if `clauses`, since the event is supposed.
    """
    waiting = [
        (0, child, 0)
        for child in tree.children[node]
        if child not in path
        and (tree.dep[child] in COMPLEMENTS or (clauses and tree.dep[child] in ("ccomp", "nsubj", "nsubjpass")))
    ]
    found: list[tuple[int, int, Mark, int]] = []
    while waiting:
        depth, token, turned = waiting.pop(0)
        mark, relative = marks.get(token), tree.dep[token] == "relcl"
        if mark and (mark.kind != "CLAIM" or (not depth and tree.dep[token] in ("acomp", "attr"))):
            if mark.kind == "NOT":
                turned += 1
            elif mark.kind != "NEVER" and not _told(tree, token, marks):
                found.append((depth, token, mark, turned))
        if relative:
            turned += negations(tree, token, (), path, marks)
        if depth < (3 if relative else 2):
            waiting += [
                (depth + 1, k, turned)
                for k in tree.children[token]
                if k not in path
                and (
                    clauses
                    or tree.dep[k] not in ("ccomp", "advcl", "relcl", "conj", "acl")
                    or (tree.dep[k] == "relcl" and tree.lemma[token] in grammar("topics"))
                )
            ]
    return min(found, key=lambda entry: entry[:2])[2:] if found else None


def _told(tree: Tree, noun: int, marks: Mapping[int, Mark]) -> bool:
    """Whether a noun such as 'question' takes its stance from what is told of it: 'a premature question'."""
    judged = any(k in marks and marks[k].kind in JUDGEMENTS for k in tree.kids(noun, "amod"))
    return tree.lemma[noun] in grammar("topics") and (judged or bool(tree.kids(noun, "relcl")))
