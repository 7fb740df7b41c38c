"""Stage parsing, part stance: the frames of what one speaker said: a deployment, who would send, and the value of it.

In: a `Tree`, the tokens of a content and of its cue; out: `Frame`s. Anaphora is in `anaphora.py`, what a value means
as a position in `questions.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from dashboard.parsing.agents import OWN, Agent, agents_of, subject_of
from dashboard.parsing.amendments import amended
from dashboard.parsing.climb import climb
from dashboard.parsing.deployment import Event
from dashboard.parsing.events import events_of
from dashboard.parsing.forces import Theme, themes_of
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.marks import Mark, stances_of
from dashboard.parsing.senders import senders_of
from dashboard.parsing.steps import Climb, Step
from dashboard.parsing.tree import Tree

ANSWERS = {"no_event": "rules_out", "event": "willing"}
"""What 'No' and 'Yes' say of a deployment that was only named: 'German soldiers? Never.'"""

ANAPHORIC = frozenset({"anaphor", "pronoun", "ellipsis", "gap", "zero", "answer"})
"""Kinds of events that are named elsewhere."""

JUDGING = frozenset({"OPPOSE", "WARY", "FAVOUR", "ACCEPTS", "MISTAKEN"})
"""Classes that judge a deployment that is only supposed: 'if they came, it would be a mistake'."""


@dataclass(frozen=True)
class Frame:
    """What one clause says of one deployment. `value` is a value of position_rules.json; `holder` the subject of the
    outermost stance word; `anaphoric`: the deployment is named elsewhere; `nobody`: 'no ally'; `former`: the stance was
    given up ('which had ruled it out'); `conceded`: behind 'although'; `about`: who would send the deployment that an
    anaphor points to; `distant`: of another paragraph than what takes it up."""

    event: Event
    value: str
    rules: tuple[str, ...]
    kinds: tuple[str, ...]
    agents: tuple[Agent, ...]
    holder: Agent | None
    first: int
    last: int
    steps: tuple[Step, ...] = ()
    top: int = -1
    anaphoric: bool = False
    because: bool = False
    nobody: bool = False
    former: bool = False
    conceded: bool = False
    about: tuple[Agent, ...] = ()
    distant: bool = False


def frames_in(tree: Tree, content: set[int], cue: set[int]) -> list[Frame]:
    """Give the frames of the deployments that a content names, in text order."""
    if not content:
        return []
    marks, events = stances_of(tree), (event for event in events_of(tree) if event.head in content)
    found = (frame_of(tree, event, marks, content, cue) for event in events)
    return current(tree, [frame for frame in found if frame])


def current(tree: Tree, frames: list[Frame]) -> list[Frame]:
    """Without the stances that were given up, where a later one is stated beside them, and those only conceded.

    'Although we will send no infantry, we could send medics' states both, since it tells forces of two kinds apart.
    """
    stated = [frame for frame in frames if not frame.former] or frames
    return [f for f in stated if not f.conceded or any(_beside(tree, f, other) for other in stated)]


def _beside(tree: Tree, frame: Frame, other: Frame) -> bool:
    """Whether another frame of the sentence is stated outright, of forces of another kind."""
    kinds = [{theme.mission for theme in _forces(tree, f.event)} for f in (frame, other)]
    apart = all(kinds) and kinds[0] != kinds[1]
    return apart and not other.conceded and tree.sent[frame.event.head] == tree.sent[other.event.head]


def _forces(tree: Tree, event: Event) -> Sequence[Theme]:
    """The forces of an event, also those that are the subject of a gap: 'minehunters could'."""
    return themes_of(tree, event.subject) if event.kind == "gap" and event.subject is not None else event.themes


def frame_of(
    tree: Tree,
    event: Event,
    marks: Mapping[int, Mark],
    content: set[int],
    cue: set[int],
    antecedent: Frame | None = None,
) -> Frame | None:
    """Give the frame of one event, or None where nothing is said of it. `antecedent`: what an ellipsis takes up."""
    climbed = climb(tree, event, marks, _reach(tree, event.head, content, cue))
    if event.kind in ("ellipsis", "gap", "answer"):
        climbed = _elided(climbed, antecedent)
    climbed, value, rules = amended(tree, event, climbed, marks)
    if _says_nothing(tree, event, climbed, value, rules):
        return None
    if event.kind == "answer":
        value = ANSWERS.get(value, value)
    agents = senders_of(tree, event, content)
    if event.kind in ("pronoun", "gap") and antecedent and agents == (OWN,) and _they(tree, event):
        agents = antecedent.agents
    first, last = _extent(tree, climbed, event, content)
    return Frame(
        event=event,
        value=value,
        rules=tuple(rules),
        kinds=tuple(step.kind for step in climbed.steps),
        agents=agents,
        holder=_holder(tree, climbed),
        first=first,
        last=last,
        steps=tuple(climbed.steps),
        top=climbed.seen[-1],
        anaphoric=event.kind in ANAPHORIC,
        because=climbed.because or _because(tree, event),
        nobody=any(agent.kind == "nobody" for agent in agents),
        former=_former(tree, climbed),
        conceded=climbed.conceded,
        about=antecedent.agents if antecedent else (),
    )


def _reach(tree: Tree, token: int, content: set[int], cue: set[int]) -> set[int]:
    """The tokens a climb may visit: the content and, where the cue governs it, all between the two.

    A noun ('denied a report that') and 'asked whether' are judged by the verb above them, but for a noun with an
    owner ('surprised by Macron's pledge to').
    """
    up = tree.up(token)
    to_cue = next((number for number, node in enumerate(up) if node in cue), -1)
    noun = to_cue >= 0 and tree.tag[up[to_cue]].startswith("N") and not _owned(tree, up[to_cue])
    if noun or (to_cue >= 0 and tree.lemma[up[to_cue]] in grammar("ask")):
        to_cue = len(up)
    return content | set(up[: to_cue + 1])


def _owned(tree: Tree, noun: int) -> bool:
    """Whether a noun is that of somebody else than the subject of the verb over it: 'X thanked Y for his pledge'."""
    prep = tree.head[noun]
    thanked = tree.lower[prep] in grammar("thanked_for") and bool(tree.kids(tree.head[prep], "dobj"))
    return any(tree.tag[k] != "PRP$" or thanked for k in tree.kids(noun, "poss"))


def _elided(climbed: Climb, antecedent: Frame | None) -> Climb:
    """'Macron wants to send troops, Poland does not': the stance before the gap comes back, in its polarity."""
    gap = climbed.steps[0]
    held = any(step.kind != "CLAIM" for step in climbed.steps[1:])
    if antecedent is None or held:
        return climbed
    copied = [step for step in antecedent.steps if step.kind != "CLAIM"]
    near = antecedent.event.nominal and not antecedent.distant
    stanced = near and any(step.kind.isupper() for step in copied)  # "would exclude medics"
    if gap.kind not in ("", "present", "past") and not stanced:
        return climbed
    if not copied or (copied[-1].kind in ("", "will", "would", "can", "may", "going") and gap.kind == "past"):
        return climbed
    here = [replace(step, tokens=gap.tokens) for step in copied]
    here[-1].negations = gap.negations
    return replace(climbed, steps=[*here, *climbed.steps[1:]])


def _says_nothing(tree: Tree, event: Event, climbed: Climb, value: str, rules: list[str]) -> bool:
    """Whether a deployment is only mentioned: supposed, at no issue, or under way somewhere."""
    if climbed.lost and (event.kind == "anaphor" or value in ("event", "no_event")):
        return True
    if tree.dep[event.head] == "relcl" and event.kind == "send" and rules[:1] == ["F17"]:
        return True
    placed = event.goal == "ukraine" or (event.goal == "weak" and event.kind != "join")
    if value == "deployed" and (event.kind == "pronoun" or (event.kind != "gap" and not placed)):
        return True
    judging = JUDGING if event.kind in ANAPHORIC else JUDGING | {"NEED", "READY"}
    return climbed.supposed and not any(step.kind in judging for step in climbed.steps[climbed.held :])


def _they(tree: Tree, event: Event) -> bool:
    """Whether the forces themselves are the pronoun: 'they would go', 'they can be sent'."""
    subject = event.subject if event.subject is not None else subject_of(tree, event.head)
    return subject is not None and tree.lower[subject] in ("they", "these", "those")


def _holder(tree: Tree, climbed: Climb) -> Agent | None:
    """Who holds the outermost stance: the subject of its word."""
    for step in reversed(climbed.steps[1:]):
        if step.kind != "CLAIM":
            subject = subject_of(tree, step.tokens[0])
            return agents_of(tree, subject)[0] if subject is not None else None
    return None


def _extent(tree: Tree, climbed: Climb, event: Event, limit: set[int]) -> tuple[int, int]:
    tokens = {token for step in climbed.steps for token in step.tokens} | set(event.token_set) | {event.head}
    apart = {
        k
        for c in tree.children[event.head]
        if tree.dep[c] in ("conj", "parataxis", "cc", "punct")
        and (tree.tag[c] == "MD" or tree.dep[c] != "conj" or tree.kids(c, "nsubj", "aux", "acomp"))
        for k in tree.below(c)
    }
    below = (tree.below(event.head) - apart) & limit
    return min(tokens | below), max(tokens | below)


def _former(tree: Tree, climbed: Climb) -> bool:
    """'which had ruled it out', 'who last year was open to it', 'I used to be against it': given up since."""
    said = {k for step in climbed.steps if step.kind == "CLAIM" for k in step.tokens}
    held = list(takewhile(lambda node: node not in said, climbed.seen))
    if len(climbed.steps) == 1 or not held:
        return False
    top = held[-1]
    near = [tree.lower[k] for c in (top, *tree.children[top]) for k in tree.children[c] if k not in held]
    aux = [tree.lower[k] for k in tree.kids(top, "aux")]
    was = [tree.tag[k] for k in (top, *tree.kids(top, "auxpass"))]
    backshifted = bool(said) and tree.dep[top] != "relcl"  # "he said that they had refused" is no stance given up
    past = ("had" in aux and not backshifted) or ("VBD" in was and any(word in grammar("former") for word in near))
    return past or any(tree.lemma[k] == "use" and tree.tag[k] == "VBD" for k in held)


def _because(tree: Tree, event: Event) -> bool:
    return any(tree.lower[k] == "because" for c in tree.kids(event.head, "advcl") for k in tree.kids(c, "mark"))
