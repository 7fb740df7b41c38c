"""Stage parsing, part stance: who would send, of one deployment. In: a `Tree` and an `Event`. Out: `Agent`s.

The words that name them are in `agents.py`; here it is told which of them counts: owner of the forces, or subject.
"""

from __future__ import annotations

from dashboard.parsing.agents import OWN, UNKNOWN, Agent, agents_of, subject_of
from dashboard.parsing.deployment import Event
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.tree import SUBJECTS, Tree


def senders_of(tree: Tree, event: Event, content: set[int]) -> tuple[Agent, ...]:
    """Give who would send: the owner that the forces name, else the subject; 'unknown' where neither says."""
    owners = [theme.owner for theme in event.themes if theme.owner]
    states = [owner for owner in owners if owner.kind in ("own", "state")]
    subject = event.subject if event.kind != "zero" else subject_of(tree, event.head)
    named = agents_of(tree, subject) if subject is not None else []
    if subject is not None and named and named[0] == OWN and tree.lower[subject] in ("it", "they", "he", "she", "that"):
        named = [_antecedent(tree, subject, content) or OWN]
    wished = event.kind == "send" and tree.lemma[event.head] in load("deployment")["desire"]
    gerund = tree.tag[event.head] == "VBG" and tree.dep[event.head] == "pcomp" and not tree.kids(event.head, "nsubj")
    if owners and (wished or (gerund and owners[0].kind in ("group", "body"))):
        return tuple(dict.fromkeys(owners))
    known = tuple(agent for agent in named if agent.kind in ("own", "state", "body"))
    if states and not (states[0].kind == "own" and known and known[0].kind == "state"):
        return tuple(dict.fromkeys(states))
    if known:
        return tuple(dict.fromkeys(known))
    rest = [agent for agent in [*named, *owners] if agent.kind != "unknown"]
    if rest:
        return (rest[0],)
    return (_noun_owner(tree, event) or UNKNOWN,)


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
