"""Stage parsing, part stance: the frames of what one speaker said: a deployment, who would send, and the value of it.

In: a `Tree`, the tokens of a content and of its cue; out: `Frame`s. Anaphora is in `anaphora.py`, what a value means
as a position in `questions.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from dashboard.parsing.agents import OWN, UNKNOWN, Agent, agents_of, subject_of
from dashboard.parsing.compose import fold
from dashboard.parsing.deployment import Event
from dashboard.parsing.events import events_in
from dashboard.parsing.lexicon import load
from dashboard.parsing.marks import Mark, marks_in
from dashboard.parsing.stance import Climb, Step, climb, grammar
from dashboard.parsing.tree import SUBJECTS, Tree

ANSWERS = {"no_event": "rules_out", "event": "willing"}
"""What 'No' and 'Yes' say of a deployment that was only named: 'German soldiers? Never.'"""

ANAPHORIC = frozenset({"anaphor", "pronoun", "ellipsis", "gap", "zero", "answer"})
"""Kinds of events that are named elsewhere."""


@dataclass(frozen=True)
class Frame:
    """What one clause says of one deployment. `value` is a value of position_rules.json; `holder` the subject of the
    outermost stance word; `anaphoric`: the deployment is named elsewhere; `nobody`: 'no ally'; `former`: the stance was
    given up ('which had ruled it out'); `about`: who would send the deployment that an anaphor points to."""

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
    about: tuple[Agent, ...] = ()


def stances_of(tree: Tree) -> dict[int, Mark]:
    """Give the marks of a text by head; of two on one token the longer, then the one listed first in the lexicon."""
    found: dict[int, Mark] = tree.found.setdefault("stances", {})
    if not found:
        found.update(_heads(marks_in(tree, 0, len(tree.word))))
    return found


def events_of(tree: Tree) -> list[Event]:
    """Give the deployments that a text names, but for those to other places than Ukraine."""
    if "events" not in tree.found:
        found = events_in(tree, 0, len(tree.word))
        tree.found["events"] = [event for event in found if not event.elsewhere]
        tree.found["elsewhere"] = [event for event in found if event.elsewhere]
    events: list[Event] = tree.found["events"]
    return events


def elsewhere_of(tree: Tree) -> list[Event]:
    """Give the deployments to other places than Ukraine that a text names."""
    events_of(tree)
    events: list[Event] = tree.found["elsewhere"]
    return events


def _heads(marks: list[Mark]) -> dict[int, Mark]:
    order = {kind: number for number, kind in enumerate(load("stance")["classes"])}
    found: dict[int, Mark] = {}
    for mark in sorted(marks, key=lambda m: (-len(m.tokens), order[m.kind])):
        found.setdefault(mark.head, mark)
    return found


def _antecedent(tree: Tree, pronoun: int, content: set[int]) -> Agent | None:
    """The state that 'it' or 'they' stands for: the highest subject before it in the content, if that is a state."""
    found: tuple[int, Agent] | None = None
    for token in range(pronoun - 1, -1, -1):
        if token not in content or tree.sent[token] != tree.sent[pronoun]:
            break
        if tree.dep[token] in SUBJECTS and not tree.tag[token].startswith("PRP"):
            agent = agents_of(tree, token)[0]
            depth = len(tree.up(token))
            if agent.kind in ("own", "state", "body", "group") and (found is None or depth < found[0]):
                found = (depth, agent)
    return found[1] if found else None


def agents_for(tree: Tree, event: Event, content: set[int]) -> tuple[Agent, ...]:
    """Give who would send: the owner that the forces name, else the subject; 'unknown' where neither says."""
    owners = [theme.owner for theme in event.themes if theme.owner]
    states = [owner for owner in owners if owner.kind in ("own", "state")]
    subject = event.subject if event.kind != "zero" else subject_of(tree, event.head)
    named = agents_of(tree, subject) if subject is not None else []
    if subject is not None and named and named[0] == OWN and tree.lower[subject] in ("it", "they", "he", "she", "that"):
        named = [_antecedent(tree, subject, content) or OWN]
    if owners and event.kind == "send" and tree.lemma[event.head] in load("deployment")["desire"]:
        return tuple(dict.fromkeys(owners))
    gerund = tree.tag[event.head] == "VBG" and tree.dep[event.head] == "pcomp" and not tree.kids(event.head, "nsubj")
    if gerund and owners and owners[0].kind in ("group", "body"):
        return tuple(dict.fromkeys(owners))
    known = tuple(agent for agent in named if agent.kind in ("own", "state", "body"))
    if states and not (states[0].kind == "own" and known and known[0].kind == "state"):
        return tuple(dict.fromkeys(states))
    if known:
        return tuple(dict.fromkeys(known))
    rest = [agent for agent in [*named, *owners] if agent.kind != "unknown"]
    if rest:
        return (rest[0],)
    noun_owner = _noun_owner(tree, event)
    return (noun_owner or UNKNOWN,)


def _noun_owner(tree: Tree, event: Event) -> Agent | None:
    """'our participation', 'a European deployment', 'a deployment by Poland', 'Macron's idea'."""
    if event.kind not in ("noun", "force", "mission", "anaphor") or tree.lemma[event.head] in grammar("thoughts"):
        return None
    from_words = tree.kids(event.head, "poss", "amod", "compound")
    for token in from_words:
        agent = agents_of(tree, token)[0]
        if agent.kind in ("own", "state", "body"):
            return agent
        if tree.lower[token] in load("agents")["own_determiners"]:
            return OWN
    for prep in tree.kids(event.head, "prep", "agent"):
        if tree.lower[prep] in ("by", "from", "of"):
            for noun in tree.kids(prep, "pobj"):
                agent = agents_of(tree, noun)[0]
                if agent.kind in ("own", "state", "body", "group"):
                    return agent
    for token in from_words:
        if tree.lower[token] in load("agents")["group_adjectives"]:
            return Agent("group", tree.lower[token])
    return None


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


def _reach(tree: Tree, token: int, content: set[int], cue: set[int]) -> set[int]:
    """The tokens a climb may visit: the content and, where the cue governs it, all between the two.

    A noun ('denied a report that') and 'asked whether' are judged by the verb above them.
    """
    up = tree.up(token)
    to_cue = next((number for number, node in enumerate(up) if node in cue), -1)
    if to_cue >= 0 and (tree.tag[up[to_cue]].startswith("N") or tree.lemma[up[to_cue]] in grammar("ask")):
        to_cue = len(up)
    return content | set(up[: to_cue + 1])


def _elided(climbed: Climb, antecedent: Frame | None) -> Climb:
    """'Macron wants to send troops, Poland does not': the stance before the gap comes back, in its polarity."""
    gap = climbed.steps[0]
    held = any(step.kind != "CLAIM" for step in climbed.steps[1:])
    if antecedent is None or held or gap.kind not in ("", "present", "past"):
        return climbed
    copied = [step for step in antecedent.steps if step.kind != "CLAIM"]
    if not copied or (copied[-1].kind in ("", "will", "would", "can", "may", "going") and gap.kind == "past"):
        return climbed
    here = [replace(step, tokens=gap.tokens) for step in copied]
    here[-1].negations = gap.negations
    return replace(climbed, steps=[*here, *climbed.steps[1:]])


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
    value, rules = fold(climbed)
    value, rules, climbed = _mistaken(tree, climbed, value, rules, marks)
    value, rules = _correlative(tree, event, value, rules, marks)
    value, rules = _exception(tree, event, value, rules)
    value, rules = _fragment(tree, event, climbed, value, rules)
    if event.nominal and value in ("event", "no_event"):
        verdict = _verdict(tree, event)
        rule = "Z03" if verdict == "rules_out" else "Z02"
        value, rules = (verdict, [*rules, rule]) if verdict else (value, rules)
    if event.kind == "anaphor" and climbed.lost:
        return None
    generic = tree.dep[event.head] == "relcl" and event.kind == "send" and rules[:1] == ["F17"]
    if (event.kind == "pronoun" and value == "deployed") or generic:
        return None
    if climbed.conceded or (climbed.lost and value in ("event", "no_event")):
        return None
    judged = (
        "OPPOSE",
        "WARY",
        "FAVOUR",
        "ACCEPTS",
        "MISTAKEN",
        *(() if event.kind in ANAPHORIC else ("NEED", "READY")),
    )
    if event.kind == "answer" and value in ANSWERS:
        value = ANSWERS[value]
    if climbed.supposed and not any(step.kind in judged for step in climbed.steps[climbed.held :]):
        return None
    placed = event.goal == "ukraine" or (event.goal == "weak" and event.kind != "join")
    if value == "deployed" and not placed and event.kind not in ("gap", "pronoun"):
        return None
    agents = agents_for(tree, event, content)
    if event.kind in ("pronoun", "gap") and antecedent and agents == (OWN,) and _they(tree, event):
        agents = antecedent.agents
    nobody = any(agent.kind == "nobody" for agent in agents)
    first, last = _extent(tree, climbed, event, content)
    kinds = tuple(step.kind for step in climbed.steps)
    return Frame(
        event,
        value,
        tuple(rules),
        kinds,
        agents,
        _holder(tree, climbed),
        first,
        last,
        tuple(climbed.steps),
        climbed.top,
        event.kind in ANAPHORIC,
        climbed.because or _because(tree, event),
        nobody,
        _former(tree, climbed),
        antecedent.agents if antecedent else (),
    )


def _they(tree: Tree, event: Event) -> bool:
    """Whether the forces themselves are the pronoun: 'they would go', 'they can be sent'."""
    subject = event.subject if event.subject is not None else subject_of(tree, event.head)
    return subject is not None and tree.lower[subject] in ("they", "these", "those")


def _former(tree: Tree, climbed: Climb) -> bool:
    """'which had ruled it out', 'who last year was open to it', 'I used to be against it': given up since."""
    said = {k for step in climbed.steps if step.kind == "CLAIM" for k in step.tokens}
    held = list(takewhile(lambda node: node not in said, climbed.seen))
    if len(climbed.steps) == 1 or not held:
        return False
    top = held[-1]
    near = [tree.lower[k] for c in (top, *tree.children[top]) for k in tree.children[c] if k not in held]
    aux = [tree.lower[k] for k in tree.kids(top, "aux")]
    past = "had" in aux or (tree.tag[top] == "VBD" and any(word in grammar("former") for word in near))
    return past or any(tree.lemma[k] == "use" and tree.tag[k] == "VBD" for k in held)


def _because(tree: Tree, event: Event) -> bool:
    return any(tree.lower[k] == "because" for c in tree.kids(event.head, "advcl") for k in tree.kids(c, "mark"))


def _mistaken(
    tree: Tree, climbed: Climb, value: str, rules: list[str], marks: Mapping[int, Mark]
) -> tuple[str, list[str], Climb]:
    """'Anyone who thinks that ... is mistaken': the parse often loses the verb, so the word is looked for after it."""
    who = {tree.lower[k] for node in climbed.seen for k in (tree.head[node], *tree.children[node])}
    if not who & grammar("whoever") or any(step.kind == "MISTAKEN" for step in climbed.steps):
        return value, rules, climbed
    last = climbed.seen[0]
    for token in sorted(marks):
        if token > last and marks[token].kind in ("MISTAKEN", "DENY") and tree.sent[token] == tree.sent[last]:
            step = Step("MISTAKEN", marks[token].tokens, marks[token].phrase)
            again = replace(climbed, steps=[*climbed.steps, step])
            value, rules = fold(again)
            return value, rules, again
    return value, rules, climbed


def _correlative(
    tree: Tree, event: Event, value: str, rules: list[str], marks: Mapping[int, Mark]
) -> tuple[str, list[str]]:
    """'The more soldiers there are, the safer we will be': the comparative after it is the stance."""
    before = [k for k in range(event.head) if tree.sent[k] == tree.sent[event.head]]
    if not any(
        tree.lower[k] == "the" and tree.lower[k + 1] in ("more", "fewer") for k in before if k + 1 < len(tree.word)
    ):
        return value, rules
    for token in sorted(marks):
        if (
            token > event.head
            and marks[token].kind in ("WARY", "FAVOUR", "OPPOSE")
            and tree.sent[token] == tree.sent[event.head]
        ):
            return ("welcomes", ["V01"]) if marks[token].kind == "FAVOUR" else ("wary", ["B04"])
    return value, rules


def _fragment(tree: Tree, event: Event, climbed: Climb, value: str, rules: list[str]) -> tuple[str, list[str]]:
    """'No combat troops', with no verb, is a refusal."""
    said = {k for step in climbed.steps if step.kind == "CLAIM" for k in step.tokens}
    verbs = any(tree.tag[k].startswith(("V", "MD")) for k in climbed.seen if k not in said)
    bare = value == "no_event" and event.kind in ("force", "noun", "mission") and not climbed.lost and not verbs
    if bare and (
        tree.dep[event.head] in ("ROOT", "dep", "ccomp") or all(s.kind in ("", "CLAIM") for s in climbed.steps)
    ):
        return "rules_out", [*rules, "Z01"]
    return value, rules


def _verdict(tree: Tree, event: Event) -> str:
    """'Trainers, yes; infantry, no': the word behind the noun phrase."""
    after = max(k for k in tree.below(event.head) if tree.dep[k] != "conj" or k <= event.head) + 1
    near = range(event.head + 1, min(len(tree.word), after + 3))
    verdicts: dict[str, str] = load("anaphora")["verdicts"]
    for token in near:
        bare = token + 1 >= len(tree.word) or not tree.word[token + 1][0].isalnum()
        if tree.lower[token] in verdicts and tree.word[token - 1] in (",", ":", "-", "–", "—") and bare:
            return verdicts[tree.lower[token]]
    return ""


def _exception(tree: Tree, event: Event, value: str, rules: list[str]) -> tuple[str, list[str]]:
    """'No soldier will go without their consent', 'only with a mandate' leave a way open."""
    if value != "rules_out" or not rules or not rules[0].startswith(("F", "W")):
        return value, rules
    for prep in tree.kids(event.head, "prep"):
        if tree.lower[prep] in ("without", "except") and not any(tree.lower[k] == "even" for k in tree.children[prep]):
            return "open", [*rules, "Y01"]
    return value, rules


def frames_in(tree: Tree, content: set[int], cue: set[int]) -> list[Frame]:
    """Give the frames of the deployments that a content names, in text order."""
    if not content:
        return []
    marks = stances_of(tree)
    found = []
    for event in events_of(tree):
        if event.head in content:
            frame = frame_of(tree, event, marks, content, cue)
            if frame:
                found.append(frame)
    return current(found)


def current(frames: list[Frame]) -> list[Frame]:
    """Without the stances that were given up, where a later one is stated beside them."""
    if all(frame.former for frame in frames):
        return frames
    return [frame for frame in frames if not frame.former]
