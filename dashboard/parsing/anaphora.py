"""Stage parsing, part stance: deployments that a clause speaks of without naming them.

In: a `Tree`, a content and its cue, and where a deployment was last named; out: pseudo-`Event`s: 'we will not do
that', 'nor will we', 'such a step', 'it's out of the question', 'too early', and what is said of them as `Frame`s.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from dashboard.parsing.agents import subject_of
from dashboard.parsing.deployment import Event
from dashboard.parsing.frames import Frame, current, frame_of, frames_in
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.marks import Mark, phrases_at, stances_of
from dashboard.parsing.model import TENSED
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
        "TRUE",
        "UNLIKELY",
        "HESITATE",
    }
)
"""Classes that say something of a deployment by themselves."""

PLURAL = frozenset({"REJECT", "CONSIDER", "FAVOUR", "ACCEPTS", "OPPOSE", "OPEN"})
"""Classes whose object 'them' are the forces."""

OBJECTS = ("dobj", "nsubjpass", "xcomp", "ccomp", "pobj", "csubj")

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


UNSAID = frozenset({"event", "no_event", "none", "question"})
"""Values that are no position."""


def _words(name: str) -> frozenset[str]:
    return frozenset(load("anaphora")[name])


def _event(kind: str, head: int, subject: int | None) -> Event:
    return Event(kind, head, (), subject, "", False, frozenset([head]))


def _gap(tree: Tree, token: int) -> Event | None:
    """'it will not', 'nor will we', 'mine does not', 'it may yet': an auxiliary with a subject and no verb.

    Read off the words, since the small model seldom gets these right.
    """
    if not (tree.tag[token] == "MD" or (tree.lemma[token] in grammar("helpers") and tree.tag[token] in TENSED)):
        return None
    after, denied, size = token + 1, False, len(tree.word)
    inverted = tree.lower[token - 1] in ("nor", "neither", "so") if token else False
    subject = token - 1
    if inverted:
        denied = tree.lower[token - 1] != "so"
        while after + 1 < size and tree.dep[after] == "compound" and tree.head[after] > after:
            after += 1
        subject, after = after, after + 1
    while after < size and tree.lower[after] in _words("after_gap"):
        denied = denied != (tree.lower[after] in ("not", "n't", "never", "no"))
        after += 1
    while subject > 0 and not inverted and tree.tag[subject].startswith("RB"):
        subject -= 1
    if subject == token - 1 and tree.word[subject] == ",":
        subject = next(iter(tree.kids(token, "nsubj")), subject)  # "Scholz, the chancellor, did not"
    head = tree.head[token]
    taken = ("VB", "VBN", "VBG") if tree.tag[token] == "MD" else ("VB", "VBN", "VBG", "VBD")
    if tree.dep[token] in ("aux", "auxpass") and head > token and tree.tag[head] in taken:
        return None
    if tree.lemma[token] == "be" and any(k > token for k in tree.kids(token, "acomp", "attr")):
        return None  # "we were once opposed to it"
    closed = (
        after >= size
        or (tree.tag[after] != "``" and not tree.word[after][0].isalnum())
        or tree.lower[after] in _words("closes_gap")
    )
    shared = tree.lower[token - 1] in ("but", "and", "or") and tree.dep[token] in ("conj", "ROOT", "ccomp")
    if closed and shared:
        return Event("gap", token, (), _controller(tree, token), "", denied, frozenset(range(token, after)))
    nominal = 0 <= subject < size and tree.tag[subject].startswith(("N", "PRP"))
    if not closed or not nominal or (tree.lower[subject - 1] in _words("no_gap") and tree.tag[subject - 1] != "IN"):
        return None
    return Event("gap", token, (), subject, "", denied, frozenset(range(token, after)))


def _elliptic(tree: Tree, token: int) -> bool:
    """'we do so', 'to do that', 'decided not to'."""
    label = tree.dep[token]
    if tree.lemma[token] == "do" and tree.tag[token].startswith("V") and label not in ("aux", "auxpass"):
        objects = tree.kids(token, "dobj", "advmod")
        such = any(tree.lower[k] == "such" for thing in tree.kids(token, "dobj") for k in tree.children[thing])
        return such or any(tree.lower[k] in ("so", "that", "it", "this", "likewise", "same") for k in objects)
    return tree.lower[token] == "to" and label == "xcomp"


def _bare_part(tree: Tree, token: int) -> bool:
    """'no intention of taking part', 'they could go', 'we will be there': in what, or where, was said before."""
    if not tree.tag[token].startswith("V") or tree.dep[token] in ("aux", "auxpass", "amod"):
        return False
    if any(phrases_at(tree, "join_phrases", token, min(len(tree.word), token + 6))) or tree.lemma[token] in _words(
        "join"
    ):
        return not _other_purpose(tree, token)
    there = any(tree.lower[k] in ("there", "present") for k in tree.kids(token, "advmod", "acomp", "attr"))
    if tree.lemma[token] == "be" and there:
        return any(tree.lower[k] in _words("goers") for k in tree.kids(token, "nsubj"))
    leaves = tree.lemma[token] in ("go", "come") and not tree.kids(token, "prep", "xcomp", "advmod", "acomp", "prt")
    return leaves and any(tree.lower[k] in ("they", "these", "those") for k in tree.kids(token, "nsubj"))


def _other_purpose(tree: Tree, token: int) -> bool:
    """Whether one takes part in talks, or contributes money."""
    below = [k for k in tree.below(token) if k > token and tree.tag[k].startswith("N")]
    near = [k for k in below if tree.dep[k] in ("pobj", "dobj") and tree.lemma[k] not in _words("part_words")]
    return any(tree.lemma[k] not in _words("nouns") for k in near)


def _pronoun(tree: Tree, token: int, marks: Mapping[int, Mark]) -> bool:
    """'it', 'that' for a deployment; as the subject of 'decide' or 'plan' it is who does so."""
    if tree.lower[token] not in _words("pronouns") or tree.tag[token] in ("WDT", "WP", "IN"):
        return False
    verb, label = tree.head[token], tree.dep[token]
    mark = marks.get(verb)
    if tree.kids(token, "relcl", "acl", "prep") or label not in ("dobj", "nsubj", "nsubjpass", "pobj", "attr"):
        return False
    words = {k for found in marks.values() for k in found.tokens}
    if label == "pobj" and not {verb, tree.head[verb]} & words:
        return False
    if label in ("dobj", "nsubjpass") and (verb not in words or tree.lemma[verb] == "see"):
        return False
    if tree.lower[token] in ("them", "they") and not (label == "dobj" and mark and mark.kind in PLURAL):
        return False
    if label == "nsubj":
        light = tree.lemma[verb] in grammar("light")
        filler = tree.lower[token] == "it" and bool(tree.kids(verb, "ccomp", "xcomp", "csubj", "advcl", "acl"))
        return (light and not filler) or (mark is not None and mark.kind in ("OPPOSE", "WARY", "FAVOUR"))
    return True


def _noun(tree: Tree, token: int) -> bool:
    """'such a step', 'the idea', 'any deployment', 'their presence'."""
    if tree.lemma[token] not in _words("nouns") or tree.tag[token] not in ("NN", "NNS"):
        return False
    if tree.kids(token, "acl", "relcl") or any(tree.lower[k] in ("of", "on", "to") for k in tree.kids(token, "prep")):
        return False
    known = {tree.lower[k] for k in tree.children[token]}
    return bool(known & _words("determiners")) or tree.lemma[token] in load("deployment")["deploy_nouns_strong"]


def _later(tree: Tree, clause: int) -> bool:
    """Whether a clause says when or if, and is no object: 'we will decide when the terms are clear'."""
    return any(tree.lower[k] in ("when", "if", "once", "after", "until") for k in tree.children[clause])


def _generic(tree: Tree, mark: Mark) -> bool:
    """Whether a stance word stands alone or over 'nothing', 'anything', 'the idea': no object of another kind."""
    objects = [k for token in mark.tokens for k in tree.kids(token, *OBJECTS) if not _later(tree, k)]
    governed = [
        k
        for token in mark.tokens
        for k in tree.kids(token, "prep")
        if k > token and tree.lower[k] in _words("governed")
    ]
    for prep in governed:
        objects += tree.kids(prep, "pobj", "pcomp")
    head = mark.head
    if tree.dep[head] in ("acomp", "attr", "prep", "oprd"):
        objects += tree.kids(tree.head[head], "nsubj", "ccomp", "xcomp", "csubj")
    objects = [k for k in objects if k not in mark.tokens]
    return all(
        tree.lower[k] in _words("generic") or tree.lemma[k] in _words("nouns") or tree.lemma[k] in _words("talk")
        for k in objects
    )


def _predicate(tree: Tree, mark: Mark) -> bool:
    """Whether a stance word is what its clause says, not a noun on the way: 'is premature', 'rules nothing out'."""
    head = mark.head
    label = tree.dep[head]
    if tree.tag[head].startswith(("V", "MD")):
        noun = tree.head[head]
        cleft = (
            label == "relcl"
            and tree.dep[noun] == "attr"
            and "it" in [tree.lower[k] for k in tree.kids(tree.head[noun], "nsubj")]
        )
        return cleft or (
            label not in ("amod", "acl", "relcl", "compound", "pcomp", "csubj", "prep")
            and not (label == "advcl" and tree.tag[head] == "VBG")
        )
    if label in ("acomp", "attr", "oprd", "prep", "advmod", "dobj"):
        return tree.lemma[tree.head[head]] in grammar("light") or tree.lemma[tree.head[head]] in grammar("deem")
    return label in ("ROOT", "ccomp") and mark.kind in ("UNSURE", "REJECT")


def _zero(tree: Tree, content: set[int], marks: Mapping[int, Mark]) -> list[Event]:
    """The outermost stance words that stand alone."""
    found = []
    for head in sorted(marks):
        mark = marks[head]
        vague = mark.phrase in ("see/V", "talk/N") or (mark.kind == "OPPOSE" and tree.tag[head].startswith("V"))
        if head in content and mark.kind in ALONE and not vague and _predicate(tree, mark) and _generic(tree, mark):
            above = tree.up(head)[1:]
            if not any(k in marks and marks[k].kind in STANCE and k in content for k in above):
                found.append(_event("zero", head, None))
    return found


def events_unnamed(tree: Tree, content: set[int], marks: Mapping[int, Mark]) -> list[Event]:
    """Give the deployments that a content points to: ellipses and anaphors, else stance words that stand alone."""
    found: list[Event] = []
    for token in sorted(content):
        gap = _gap(tree, token)
        if gap:
            found.append(gap)
        elif _elliptic(tree, token):
            subjects = tree.kids(token, "nsubj")
            found.append(_event("ellipsis", token, subjects[0] if subjects else _controller(tree, token)))
        elif _bare_part(tree, token):
            found.append(_event("pronoun", token, subject_of(tree, token)))
        elif _noun(tree, token):
            none = any(tree.lower[k] in ("no", "any", "such") for k in tree.children[token])
            stance = none and token in marks and marks[token].kind in ("PLAN", "DECIDE", "COMMIT")
            found.append(_event("zero" if stance else "anaphor", token, None))
        elif _pronoun(tree, token, marks):
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


def frames_unnamed(
    tree: Tree, content: set[int], cue: set[int], antecedent: Callable[[int], Frame | None]
) -> list[Frame]:
    """Give what a content says of a deployment that was named before it. Only clear stances: a bare 'it' is none.

    `antecedent` gives the frame of the deployment that was named last before a token.
    """
    if not content:
        return []
    marks = stances_of(tree)
    found = []
    for answer in filter(None, (bare_answer(tree, run) for run in _runs(content))):
        frame = frame_of(tree, answer, {}, set(answer.token_set), set(), antecedent(answer.head))
        found += [frame] if frame and frame.value not in UNSAID else []
    for event in events_unnamed(tree, content, marks):
        frame = frame_of(tree, event, marks, content, cue, antecedent(event.head))
        if frame is None or frame.value in UNSAID:
            continue
        if event.kind in ("ellipsis", "gap", "pronoun") or set(frame.kinds) & STANCE:
            found.append(frame)
    return found


def _runs(content: set[int]) -> list[set[int]]:
    """The content in unbroken stretches."""
    runs: list[set[int]] = []
    for token in sorted(content):
        if runs and token - 1 in runs[-1]:
            runs[-1].add(token)
        else:
            runs.append({token})
    return runs


def bare_answer(tree: Tree, content: set[int]) -> Event | None:
    """Give a pseudo-event for a content that is no more than 'No', 'Definitely not', 'Yes, of course'."""
    spoken = [k for k in sorted(content) if tree.lower[k].isalpha()]
    if not spoken or len(spoken) > 4 or any(tree.tag[k].startswith(("V", "MD", "PRP")) for k in spoken):
        return None
    said = {tree.lower[k] for k in spoken}
    if said & {"a", "an", "the"}:
        return None
    denied = bool(said & _words("no"))
    if not denied and not said & _words("yes"):
        return None
    return Event("answer", spoken[0], (), None, "", denied, frozenset(spoken))


def frames_said(
    tree: Tree,
    content: set[int],
    cue: set[int],
    in_focus: Callable[[int], bool],
    antecedent: Callable[[int], Frame | None],
    covered: Container[int] = (),
) -> list[Frame]:
    """Give all that a content says of deployments, those that it names first; none whose event is `covered`.

    `in_focus` tells whether a deployment is named before a token or in its sentence.
    """
    if not content:
        return []
    named = [frame for frame in frames_in(tree, content, cue) if frame.event.head not in covered]
    used = {k for frame in named for step in frame.steps for k in step.tokens}
    used |= {k for frame in named for k in frame.event.token_set}
    pointed = [
        frame
        for frame in frames_unnamed(tree, content, cue, antecedent)
        if not (used & {k for step in frame.steps for k in step.tokens} - cue)
        and frame.event.head not in covered
        and not (named and frame.because)
        and in_focus(frame.event.head)
    ]
    return current(tree, [*named, *pointed])
