"""Stage parsing, part stance: climbs from a deployment to the top of its clause and notes what stands over it.

In: a `Tree`, an `Event` and the marks of the text; out: `Step`s from the inside out (form of the verb, then each
stance word with its negation) and what the climb found on the way (question, condition, background).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.parsing.deployment import Event
from dashboard.parsing.forces import words
from dashboard.parsing.lexicon import load
from dashboard.parsing.marks import Mark
from dashboard.parsing.negation import negations
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
"""Dependents of a verb that can carry the stance: 'is out of the question', 'makes no sense'."""


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
    """What stands over an event. `question`: under 'whether'; `supposed`: in an if-clause; `lost`: not at issue."""

    steps: list[Step]
    question: bool = False
    supposed: bool = False
    lost: bool = False
    unsaid: bool = False
    because: bool = False
    conceded: bool = False
    for_now: bool = False
    held: int = 0
    top: int = -1
    finite: bool = False
    seen: list[int] = field(default_factory=list)


def grammar(name: str) -> frozenset[str]:
    """Give a list of data/lexicon/grammar.json as a set."""
    return frozenset(load("grammar")[name])


def _form(tree: Tree, token: int) -> str:
    """Give the form of a verb: will, would, can, may, should, going, present, past, unreal; '' if not finite."""
    aux = [tree.lower[k] for k in tree.kids(token, "aux", "auxpass")]
    forms = load("grammar")["forms"]
    modal = next((forms[a] for a in aux if a in forms), "")
    lemmas = [tree.lemma[k] for k in tree.kids(token, "aux", "auxpass")]
    if modal:
        perfect = "have" in lemmas and tree.tag[token] in ("VBN", "VBD")
        return "unreal" if perfect else modal
    if "have" in lemmas:
        return "past"
    if tree.tag[token] == "MD":
        return str(forms.get(tree.lower[token], ""))
    if tree.tag[token] == "VBG":
        return "going" if "be" in lemmas else ""
    if "to" in aux:
        return ""
    if tree.tag[token] == "VBN":
        return "present" if any(a in ("is", "are", "'re") for a in aux) else ("past" if "be" in lemmas else "")
    if tree.tag[token] == "VBD":
        return "present" if tree.lemma[token] == "be" else "past"
    small = (
        tree.tag[token] == "VBP" and tree.lemma[tree.head[token]] in grammar("causing") and not tree.kids(token, "mark")
    )
    return "present" if (tree.tag[token] in ("VBP", "VBZ") and not small) or "do" in lemmas else ""


def _complement(
    tree: Tree, node: int, path: set[int], marks: Mapping[int, Mark], clause: bool
) -> list[tuple[Mark, int]]:
    """The stance words among the complements of a verb, nearest first, each with what turns it on the way.

    Clauses are searched only where the event is supposed.
    """
    todo = [
        (0, child, 0)
        for child in tree.children[node]
        if child not in path
        and (tree.dep[child] in COMPLEMENTS or (clause and tree.dep[child] in ("ccomp", "nsubj", "nsubjpass")))
    ]
    found: list[tuple[int, int, Mark, int]] = []
    while todo:
        depth, token, turned = todo.pop(0)
        if token in marks and (marks[token].kind != "CLAIM" or (not depth and tree.dep[token] in ("acomp", "attr"))):
            judged = any(k in marks and marks[k].kind in JUDGEMENTS for k in tree.kids(token, "amod"))
            told = tree.lemma[token] in grammar("topics") and (judged or bool(tree.kids(token, "relcl")))
            if marks[token].kind == "NOT":
                turned += 1
            elif told:
                pass
            elif marks[token].kind != "NEVER":
                found.append((depth, token, marks[token], turned))
        if tree.dep[token] == "relcl":
            turned += negations(tree, token, (), path, marks)
        if depth < 2 or (depth < 3 and tree.dep[token] == "relcl"):
            todo += [
                (depth + 1, k, turned)
                for k in tree.children[token]
                if k not in path
                and (
                    clause
                    or tree.dep[k] not in ("ccomp", "advcl", "relcl", "conj", "acl")
                    or (tree.dep[k] == "relcl" and tree.lemma[token] in grammar("topics"))
                )
            ]
    return [entry[2:] for entry in sorted(found, key=lambda entry: entry[:2])]


def _partial(tree: Tree, token: int) -> bool:
    """Whether 'not every ally', 'not all of us' stands at the verb: that says nothing of anyone."""
    subjects = [token, *tree.kids(token, "nsubj", "nsubjpass")]
    near = [k for node in subjects for k in tree.children[node]] + subjects
    return any(
        tree.lower[k] == "not" and k + 1 < len(tree.word) and tree.lower[k + 1] in ("every", "all", "everyone")
        for k in near
    )


def _connective(tree: Tree, clause: int) -> str:
    return next((tree.lower[k] for k in tree.children[clause] if tree.dep[k] in ("mark", "advmod") and k < clause), "")


def _inverted(tree: Tree, clause: int) -> bool:
    """'Had we sent', 'Should Kyiv ask', 'Were there a truce': an auxiliary before the subject makes an if-clause."""
    first = min(tree.children[clause], default=clause)
    first = min(first, clause)
    return tree.lower[first] in ("had", "should", "were") and (first == clause or tree.dep[first].startswith("aux"))


class _Climber:
    """The walk itself; state is the open step, to which negations on the way belong."""

    def __init__(self, tree: Tree, event: Event, marks: Mapping[int, Mark], limit: set[int]) -> None:
        self.tree, self.event, self.marks, self.limit = tree, event, marks, limit
        self.step = Step("", (event.head,), "", int(event.negated))
        self.climb = Climb([self.step])
        self.path: set[int] = set(event.token_set)
        self.inside: frozenset[int] = frozenset()
        self.within = {k: frozenset(mark.tokens) for mark in marks.values() for k in mark.tokens}

    def open(self, mark: Mark) -> None:
        """Begin a new step; words like 'far from' or 'drop' only negate the open one."""
        if mark.kind in ("NOT", "NEVER"):
            self.step.negations += 1
            self.inside = frozenset(mark.tokens)
            return
        self.step = Step(mark.kind, mark.tokens, mark.phrase)
        self.climb.steps.append(self.step)
        if len(self.climb.steps) == 2 and self.event.negated and self.governs_argument(mark):
            self.climb.steps[0].negations -= 1
            self.step.negations += 1
        self.inside = frozenset(mark.tokens)

    def governs_argument(self, mark: Mark) -> bool:
        """Whether 'no soldiers' is an argument of the stance word: 'needs no soldiers' is 'does not need soldiers'."""
        if not self.event.nominal:
            return self.event.head in mark.tokens
        last = self.climb.seen[-1] if self.climb.seen else self.event.head
        return last == self.event.head and self.tree.dep[last] in ("nsubj", "nsubjpass", "dobj", "pobj", "attr")

    def visit(self, node: int) -> None:
        """Take in what one node on the path adds: a mark, a complement with a mark, a form, negations."""
        tree, first = self.tree, node == self.event.head
        mark = self.marks.get(node)
        light = tree.lemma[node] in grammar("light")
        happens = tree.lemma[node] in grammar("happen") or (
            tree.lemma[node] in grammar("raising") and any(k in self.path for k in tree.kids(node, "xcomp"))
        )
        if mark and mark.kind == "CONSIDER" and self.deems(node):
            mark, light = None, True
        if mark and mark.kind == "CALL" and self.asked(node):
            self.climb.question, mark = True, None
        if mark and ((mark.kind == "CALL" and self.climb.question) or (first and not self.opens(mark))):
            mark = None
        if mark:
            self.open(mark)
        found = None if first or (mark and (mark.kind != "CLAIM" or not light)) else self.complement(node)
        self.degree(node)
        if (first and self.event.kind != "zero") or (happens and not found) or (mark and mark.kind == "NOT"):
            self.take_form(node)
        if not (first and self.event.nominal) and (first or mark or found or light or self.aside(node)):
            self.step.negations += self.denials(node)
            if self.step.kind in ("PLAN", "CONSIDER") and any(
                self.marks[k].kind == "NEVER" for k in tree.children[node] if k in self.marks
            ):
                self.step.kind, self.step.negations = "REJECT", self.step.negations - 1
        if not (first or mark or found or self.climb.finite) and self.step.kind == "":
            verb = tree.tag[node].startswith("V") and tree.lemma[node] not in words("send")
            self.climb.lost = self.climb.lost or (verb and not light)
        if self.step.kind in ("DECIDE", "CONSIDER") and node in (*self.step.tokens, tree.head[self.step.tokens[0]]):
            self.later(node)
        self.climb.for_now = self.climb.for_now or self.now(node)
        self.climb.unsaid = self.climb.unsaid or _partial(tree, node)
        self.climb.top = node
        self.climb.seen.append(node)

    def deems(self, node: int) -> bool:
        """'considers it too early', 'is considered a target': the verb adds nothing to the judgement beside it."""
        if self.tree.lemma[node] not in grammar("deem"):
            return False
        if len(self.climb.steps) > 1 and self.step.kind in JUDGEMENTS:
            return True
        beside = _complement(self.tree, node, self.path, self.marks, False)
        return bool(beside) and beside[0][0].kind in JUDGEMENTS

    def asked(self, node: int) -> bool:
        """'was asked about soldiers' asks the question, 'asked for soldiers' calls for them."""
        about = any(self.tree.lower[k] == "about" for k in self.tree.kids(node, "prep"))
        return self.tree.lemma[node] in grammar("ask") and (about or bool(self.tree.kids(node, "auxpass")))

    def degree(self, node: int) -> None:
        """'too small to send' refuses, 'strong enough to send' would be able to."""
        tree = self.tree
        adjectives = [k for k in (node, *tree.kids(node, "acomp")) if tree.tag[k].startswith(("JJ", "RB"))]
        infinitive = any(
            k in self.path and tree.dep[k] in ("xcomp", "advcl", "ccomp", "acl") for k in tree.children[node]
        )
        for adjective in adjectives if infinitive else ():
            words = {tree.lower[k] for k in tree.kids(adjective, "advmod")}
            self.climb.unsaid = self.climb.unsaid or (tree.lower[adjective] == "late" and "too" in words)
            if words & {"too", "enough"} and self.step.kind not in ("UNSURE", "REJECT", "POSSIBLE"):
                kind = "REJECT" if "too" in words else "POSSIBLE"
                self.open(Mark(kind, adjective, (adjective,), " ".join(sorted(words))))

    def now(self, node: int) -> bool:
        """Whether 'for now', 'at present' stands beside a verb."""
        beside = [k for k in self.tree.children[node] if self.tree.dep[k] in ("prep", "advmod", "npadvmod", "pcomp")]
        return any(
            " ".join(self.tree.lower[k : k + size]) in grammar("for_now") for k in beside for size in (1, 2, 3)
        ) and not any(self.tree.lower[k - 1] in ("not", "even") for k in beside)

    def aside(self, node: int) -> bool:
        """Whether a verb without a stance of its own still carries the negation: it is not finite, or no verb."""
        return self.climb.steps[0] is self.step or not self.tree.tag[node].startswith("V")

    def opens(self, mark: Mark) -> bool:
        """Whether the event's own word is a stance as well: 'promised medics', 'want boots'."""
        return self.event.kind == "zero" or (
            self.event.kind == "send"
            and mark.kind in ("COMMIT", "REJECT", "NEED", "CALL", "READY")
            and self.tree.lemma[mark.head] not in words("send_strong")
        )

    def complement(self, node: int) -> Mark | None:
        """Open the stance word among the complements of a verb, with the negations of its own phrase."""
        found = _complement(self.tree, node, self.path, self.marks, self.climb.supposed)
        if not found:
            return None
        mark, turned = found[0]
        self.open(mark)
        self.step.negations += turned + (self.denials(mark.head) if mark.head != node else 0)
        return mark

    def denials(self, node: int) -> int:
        """The negations that fall on a node."""
        return negations(self.tree, node, self.inside | self.within.get(node, frozenset()), self.path, self.marks)

    def take_form(self, node: int) -> None:
        form = _form(self.tree, node)
        if form in ("present", "past") and (self.event.kind in ("anaphor", "zero") or node != self.event.head):
            return
        if form == "present" and self.decides(node):
            form = "going"
        if form and not self.climb.finite and len(self.climb.steps) == 1:
            self.step.kind = form
            self.climb.finite = True

    def decides(self, node: int) -> bool:
        """Whether a plain present tells a decision ('Oslo sends medics') rather than a state ('medics are there')."""
        tree = self.tree
        plain = tree.tag[node] in ("VBZ", "VBP") and not tree.kids(node, "aux", "auxpass")
        return (
            plain and self.event.kind == "send" and tree.lemma[node] in words("send_strong") and node == self.event.head
        )

    def later(self, node: int) -> None:
        """'will decide', 'any decision would depend on': still to come; 'I do not discuss it': no answer."""
        aux = {self.tree.lower[k] for k in self.tree.kids(node, "aux")}
        if self.step.kind == "CONSIDER":
            if self.tree.lemma[node] in grammar("talk") and aux & grammar("refusing") and self.denials(node):
                self.step.kind, self.step.negations = "SILENT", 0
            return
        if aux & grammar("later") and "have" not in {self.tree.lemma[k] for k in self.tree.kids(node, "aux")}:
            self.step.kind = "DECIDE_LATER"

    def leave(self, node: int) -> int:
        """Give the next node up, or -1 where the climb ends."""
        tree = self.tree
        label, parent = tree.dep[node], tree.head[node]
        if parent == node or parent not in self.limit:
            return -1
        connective = (
            _connective(tree, node) if label in ("advcl", "ccomp", "pcomp", "acl", "relcl", "csubj", "xcomp") else ""
        )
        if connective == "whether" or (connective == "if" and label == "ccomp"):
            self.climb.question = True
        elif label == "advcl" and tree.lower[node] not in grammar("contrary"):
            return self.leave_clause(node, parent, connective)
        appositive = any(tree.lower[k] == "that" for k in tree.kids(node, "mark"))
        if label == "relcl" and not appositive and (self.climb.finite or len(self.climb.steps) > 1):
            return self.leave_relative(parent)
        if label in ("advcl", "prep", "amod") and tree.lower[node] in grammar("contrary"):
            self.climb.conceded = True
            return -1
        if label == "prep" and tree.lower[node] in grammar("background_prepositions") and self.step.kind == "":
            self.climb.lost = True
        if label == "ccomp" and node < parent and not self.governs(parent):
            return -1
        if label == "conj":
            return self.leave_conjunct(node, parent)
        return parent

    def governs(self, parent: int) -> bool:
        """Whether a verb after a clause takes it as its content ('..., he said'), not just follows it."""
        mark = self.marks.get(parent)
        return mark is not None and mark.kind in ("CLAIM", "COMMIT", "DENY", "SILENT", "DECIDE", "CALL", "OPPOSE")

    def leave_clause(self, node: int, parent: int, connective: str) -> int:
        """From an adverbial clause on: what it says of the event is supposed, conceded, a reason or mere background."""
        if connective in grammar("if") or _inverted(self.tree, node):
            self.climb.supposed = True
            self.climb.held = len(self.climb.steps)
            return parent
        if connective in grammar("although"):
            self.climb.conceded = True
            return -1
        if connective in grammar("because"):
            self.climb.because = True
            return -1
        if connective in grammar("time"):
            return self.leave_time(parent)
        if self.tree.lemma[node] in grammar("ask") or self.tree.tag[node] == "VB":
            return parent
        return -1 if self.climb.finite or len(self.climb.steps) > 1 else parent

    def leave_relative(self, noun: int) -> int:
        """'supports those countries that are ready', 'disagrees with those who want': others are judged."""
        if self.tree.lemma[noun] not in grammar("members") | grammar("whoever"):
            return -1
        governor = self.tree.head[noun]
        governor = self.tree.head[governor] if self.tree.dep[governor] == "prep" else governor
        mark = next((m for m in self.marks.values() if governor in m.tokens), None)
        if (
            mark
            and mark.kind in ("REJECT", "FAVOUR", "OPPOSE", "WARY", "ACCEPTS")
            and self.tree.dep[noun] in ("dobj", "pobj")
        ):
            self.open(mark)
            self.step.negations += self.denials(mark.head)
        return -1

    def leave_time(self, parent: int) -> int:
        """'Parliament must agree before troops go': the decision is the stance; else such a clause states nothing."""
        deciding = self.marks.get(parent)
        due = any(self.tree.lower[k] in ("must", "need", "has", "have") for k in self.tree.kids(parent, "aux"))
        if due and not deciding:
            deciding = Mark("DECIDE", parent, (parent,), self.tree.lemma[parent])
        if deciding and deciding.kind in ("DECIDE", "COMMIT", "CALL", "NEED") and len(self.climb.steps) == 1:
            self.open(Mark("DECIDE_LATER", deciding.head, deciding.tokens, deciding.phrase))
        else:
            self.climb.lost, self.climb.steps[0].kind = True, ""
        return -1

    def leave_conjunct(self, node: int, parent: int) -> int:
        """From 'and refuse to send' on: the first conjunct's own words are passed over, its form may be shared."""
        tree = self.tree
        while tree.dep[parent] == "conj" and tree.head[parent] in self.limit:
            parent = tree.head[parent]
        shared = self.marks.get(parent)
        if (
            shared
            and shared.kind == "REJECT"
            and self.marks.get(node)
            and not tree.kids(parent, "dobj", "xcomp", "ccomp")
        ):
            self.open(shared)
            self.step.negations = self.denials(parent)
            self.climb.steps.pop(-2)
        if shared and node in shared.tokens:
            self.open(shared)
        own = any(tree.dep[k] in ("nsubj", "nsubjpass", "aux") for k in tree.children[node])
        if tree.tag[node] == "VB" and not own:
            form = _form(tree, parent)
            if len(self.climb.steps) == 1 and not self.climb.finite and form:
                self.step.kind, self.climb.finite = form, True
            if not shared and any(tree.lower[k] in ("or", "nor", "neither") for k in tree.children[parent]):
                self.step.negations += self.denials(parent)
        up = tree.head[parent]
        if up == parent or up not in self.limit:
            return -1
        self.path.add(parent)
        return up

    def run(self) -> Climb:
        node = self.event.head
        for _ in range(40):
            self.path.add(node)
            self.visit(node)
            node = self.leave(node)
            if node < 0 or node in self.climb.seen:
                break
        return self.climb


def climb(tree: Tree, event: Event, marks: Mapping[int, Mark], limit: set[int]) -> Climb:
    """Walk from the event to the top of its clause, within `limit` (the content and its cue)."""
    return _Climber(tree, event, marks, limit).run()
