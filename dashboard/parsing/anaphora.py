"""Stage parsing, part stance: deployments that a clause speaks of without naming them.

In: a `Tree`, a content and its cue, and where a deployment was last named; out: pseudo-`Event`s: 'we will not do
that', 'nor will we', 'such a step', 'it's out of the question', 'too early', and what is said of them as `Frame`s.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.parsing.events import Event
from dashboard.parsing.frames import Frame, frame_of, heads
from dashboard.parsing.lexicon import load
from dashboard.parsing.marks import Mark, marks_in
from dashboard.parsing.stance import grammar
from dashboard.parsing.tree import Tree

STANCE = frozenset(
    {
        "REJECT",
        "OPEN",
        "CONSIDER",
        "POSSIBLE",
        "PLAN",
        "READY",
        "COMMIT",
        "DECIDE",
        "DECIDE_LATER",
        "UNSURE",
        "SILENT",
        "NEED",
        "FAVOUR",
        "OPPOSE",
        "WARY",
        "ACCEPTS",
        "DENY",
        "MISTAKEN",
    }
)
"""Classes that say something of a deployment by themselves."""

ALONE = frozenset(
    {
        "REJECT",
        "OPEN",
        "DECIDE",
        "DECIDE_LATER",
        "UNSURE",
        "SILENT",
        "CONSIDER",
        "POSSIBLE",
        "OPPOSE",
        "ACCEPTS",
        "PLAN",
    }
)
"""Classes that may stand without any word for the deployment ('nothing is ruled out')."""


def _words(name: str) -> frozenset[str]:
    return frozenset(load("anaphora")[name])


def _event(kind: str, head: int, subject: int | None) -> Event:
    return Event(kind, head, (), subject, "", False, frozenset([head]))


def _elliptic(tree: Tree, token: int) -> bool:
    """'it will not', 'nor will we', 'hers would', 'we do not', 'to do so', 'decided not to'."""
    label = tree.dep[token]
    clause = label in ("ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl")
    verbs = [k for k in tree.children[token] if tree.tag[k].startswith("V")]
    if tree.tag[token] == "MD" and clause:
        return not verbs and bool(tree.kids(token, "nsubj"))
    if tree.lemma[token] == "do" and tree.tag[token].startswith("V") and label not in ("aux", "auxpass"):
        objects = tree.kids(token, "dobj", "advmod")
        named = [k for k in objects if tree.lower[k] in ("so", "that", "it", "this", "likewise", "same")]
        return bool(named) or (
            clause and tree.tag[token] != "VB" and not tree.kids(token, "dobj", "xcomp", "ccomp") and not verbs
        )
    return tree.lower[token] == "to" and label == "xcomp"


def _pronoun(tree: Tree, token: int) -> bool:
    return (
        tree.lower[token] in _words("pronouns")
        and tree.dep[token] in ("dobj", "nsubj", "nsubjpass", "pobj", "attr")
        and not tree.kids(token, "relcl", "acl", "prep")
    )


def _noun(tree: Tree, token: int) -> bool:
    """'such a step', 'the idea', 'any deployment', 'their presence'."""
    if tree.lemma[token] not in _words("nouns") or not tree.tag[token].startswith("NN"):
        return False
    if tree.kids(token, "acl", "relcl") or any(tree.lower[k] in ("of", "on", "to") for k in tree.kids(token, "prep")):
        return False
    known = {tree.lower[k] for k in tree.children[token]}
    return bool(known & _words("determiners"))


def _generic(tree: Tree, mark: Mark) -> bool:
    """Whether a stance word stands alone or over 'nothing', 'anything', 'the idea': no object of another kind."""
    objects = tree.kids(mark.head, "dobj", "nsubjpass", "xcomp", "ccomp", "pobj", "csubj")
    for prep in tree.kids(mark.head, "prep"):
        if prep not in mark.tokens:
            objects += tree.kids(prep, "pobj", "pcomp")
    head = mark.head
    if tree.dep[head] in ("acomp", "attr", "prep", "oprd"):
        objects += tree.kids(tree.head[head], "nsubj", "ccomp", "xcomp", "csubj")
    objects = [k for k in objects if k not in mark.tokens]
    return all(
        tree.lower[k] in _words("generic") or tree.lemma[k] in _words("nouns") or tree.lemma[k] in _words("talk")
        for k in objects
    )


def _zero(tree: Tree, content: set[int], marks: Mapping[int, Mark]) -> list[Event]:
    """The outermost stance words that stand alone."""
    found = []
    for head in sorted(marks):
        mark = marks[head]
        if head in content and mark.kind in ALONE and _generic(tree, mark):
            above = tree.up(head)[1:]
            if not any(k in marks and marks[k].kind in STANCE and k in content for k in above):
                found.append(_event("zero", head, None))
    return found


def events_unnamed(tree: Tree, content: set[int], marks: Mapping[int, Mark]) -> list[Event]:
    """Give the deployments that a content points to: ellipses first, then anaphors, then stance words alone."""
    found: list[Event] = []
    for token in sorted(content):
        if _elliptic(tree, token):
            subjects = tree.kids(token, "nsubj")
            found.append(_event("ellipsis", token, subjects[0] if subjects else _controller(tree, token)))
        elif _pronoun(tree, token) or _noun(tree, token):
            found.append(_event("anaphor", token, None))
    return found or _zero(tree, content, marks)


def _controller(tree: Tree, token: int) -> int | None:
    node = tree.head[token]
    for _ in range(6):
        subjects = tree.kids(node, "nsubj")
        if subjects:
            return subjects[0]
        node = tree.head[node]
    return None


def frames_unnamed(tree: Tree, content: set[int], cue: set[int]) -> list[Frame]:
    """Give what a content says of a deployment that was named before it. Only clear stances: a bare 'it' is none."""
    if not content:
        return []
    begin, end = min(content | cue), max(content | cue) + 1
    marks = heads(marks_in(tree, begin, end))
    found = []
    for event in events_unnamed(tree, content, marks):
        frame = frame_of(tree, event, marks, content, cue)
        if frame is None or frame.value in ("event", "no_event", "none", "question"):
            continue
        if event.kind == "ellipsis" or set(frame.kinds) & STANCE:
            found.append(frame)
    return found


def bare_answer(tree: Tree, content: set[int]) -> str:
    """Give 'rules_out' or 'willing' for a content that is no more than 'No', 'Definitely not', 'Yes, we would'."""
    words = [tree.lower[k] for k in sorted(content) if tree.lower[k].isalpha() or tree.lower[k] == "n't"]
    if not words or len(words) > 6:
        return ""
    if set(words) & _words("no") and not set(words) & grammar("light") - {"will", "would"}:
        return "rules_out"
    return "willing" if words[0] in _words("yes") else ""
