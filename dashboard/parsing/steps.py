"""Stage parsing, part stance: the steps of a climb, which goes from a deployment to the top of its clause.

In: a `Tree`, an `Event` and the marks of the text; out: `Step`s from the inside out (form of the verb, then each
stance word with its negation), and what else the climb met (question, condition, background).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.parsing.deployment import Event
from dashboard.parsing.marks import Mark
from dashboard.parsing.negation import negations
from dashboard.parsing.tree import Tree

JUDGEMENTS = frozenset({"OPPOSE", "WARY", "UNSURE", "POSSIBLE", "NEED", "FAVOUR", "ACCEPTS", "REJECT"})
"""Classes of what a deployment is held to be."""


@dataclass
class Step:
    """One operator over the event: its class, its tokens, and the number of negations that fall on it."""

    kind: str
    tokens: tuple[int, ...]
    phrase: str
    negations: int = 0


@dataclass
class Climb:
    """What stands over an event. `question`: under 'whether'; `supposed`: in an if-clause, of so many steps (`held`);
    `conceded`: behind 'although'; `because`: a reason; `lost`: not at issue; `unsaid`: of 'not all', 'despite reports';
    `finite`: the form of the verb is known; `seen`: the nodes on the way."""

    steps: list[Step]
    question: bool = False
    supposed: bool = False
    lost: bool = False
    unsaid: bool = False
    because: bool = False
    conceded: bool = False
    for_now: bool = False
    held: int = 0
    finite: bool = False
    seen: list[int] = field(default_factory=list)


class Walk:
    """A climb on its way; its state is the open step, to which the negations that it meets belong."""

    def __init__(self, tree: Tree, event: Event, marks: Mapping[int, Mark], limit: set[int]) -> None:
        self.tree, self.event, self.marks, self.limit = tree, event, marks, limit
        self.step = Step("", (event.head,), "", int(event.negated))
        self.climb = Climb([self.step])
        self.path: set[int] = set(event.token_set)
        self.inside: frozenset[int] = frozenset()
        self.within = {k: frozenset(mark.tokens) for mark in marks.values() for k in mark.tokens}

    def open(self, mark: Mark) -> None:
        """Begin a new step; words like 'far from' or 'drop' only negate the open one."""
        self.inside = frozenset(mark.tokens)
        if mark.kind in ("NOT", "NEVER"):
            self.step.negations += 1
            return
        self.step = Step(mark.kind, mark.tokens, mark.phrase)
        self.climb.steps.append(self.step)
        if len(self.climb.steps) == 2 and self.event.negated and self._governs_argument(mark):
            self.climb.steps[0].negations -= 1
            self.step.negations += 1

    def _governs_argument(self, mark: Mark) -> bool:
        """Whether 'no soldiers' is an argument of the stance word: 'needs no soldiers' is 'does not need soldiers'."""
        if not self.event.nominal:
            return self.event.head in mark.tokens
        last = self.climb.seen[-1] if self.climb.seen else self.event.head
        return last == self.event.head and self.tree.dep[last] in ("nsubj", "nsubjpass", "dobj", "pobj", "attr")

    def denials(self, node: int) -> int:
        """The negations that fall on a node."""
        return negations(self.tree, node, self.inside | self.within.get(node, frozenset()), self.path, self.marks)
