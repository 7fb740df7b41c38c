"""Stage parsing, part stance: which words name forces, whose they are, and where they would go.

In: tokens of a `Tree`; out: themes (the forces of an event, with their mission) and the goal of an event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dashboard.parsing.agents import Agent, owner_of, place_at
from dashboard.parsing.labels import bodies
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.tree import Tree

NEGATIVE = grammar("negative")
PARTITIVES = frozenset({"of"})
"""Prepositions between a quantity and what it counts."""


@dataclass(frozen=True)
class Theme:
    """Forces that an event is about: head token, mission implied by the word, owner, 'no soldiers' negation."""

    token: int
    mission: str
    owner: Agent | None
    negated: bool


@cache
def _missions(part: str) -> dict[str, str]:
    return {word: mission for mission, words in load("deployment")[part].items() for word in words}


@cache
def words(name: str) -> frozenset[str]:
    """Give a word list of the deployment lexicon as a set."""
    return frozenset(load("deployment")[name])


def _modifiers(tree: Tree, token: int) -> set[str]:
    found: set[str] = set()
    for child in tree.kids(token, "amod", "compound", "nmod"):
        found.add(tree.lower[child])
        found |= _modifiers(tree, child)
    return found


def is_noun(tree: Tree, token: int) -> bool:
    """Whether the tagger sees a noun (the parser's 'Dutch soldiers' may make it something else)."""
    return tree.tag[token].startswith("NN") or tree.dep[token] in ("dobj", "pobj", "nsubj", "nsubjpass", "attr")


def mission_of(tree: Tree, token: int) -> str:
    """Give the mission that a force word implies ('' if the token names no forces)."""
    names = {tree.lemma[token], tree.lower[token]}
    if not is_noun(tree, token) or (tree.dep[token] == "compound" and tree.head[token] > token):
        return ""
    modifiers = _modifiers(tree, token)
    if modifiers & words("not_forces"):
        return ""
    if tree.lower[token] == "ones" and modifiers:
        return _modified(modifiers) or _taken_up(tree, token)
    strong = next((_missions("forces")[name] for name in sorted(names) if name in _missions("forces")), "")
    if strong:
        return _modified(modifiers) or strong
    if _perhaps_civil(modifiers):
        return ""
    weak = next((_missions("weak")[name] for name in sorted(names) if name in _missions("weak")), "")
    if weak and (modifiers & words("force_qualifiers") or _has_owner(tree, token, weak) or _aloft(tree, token, weak)):
        return _modified(modifiers) or weak
    return ""


def civil(tree: Tree, token: int) -> bool:
    """Whether a noun names a mission without soldiers: "a fact-finding mission", not "a military advisory mission"."""
    modifiers = _modifiers(tree, token)
    return bool(modifiers & words("civil")) and not _of_soldiers(modifiers)


def _of_soldiers(modifiers: set[str]) -> bool:
    return bool(modifiers & words("of_soldiers") or _modified(modifiers))


def _perhaps_civil(modifiers: set[str]) -> bool:
    """Whether a mission may be one without soldiers: also a humanitarian one."""
    return bool(modifiers & (words("civil") | words("relief"))) and not _of_soldiers(modifiers)


def for_civilians(tree: Tree, token: int) -> bool:
    """Whether what one takes part in is civil: of the missions named at a word and behind it, the first. Of a military
    involvement it is not asked what plan it is under.
    """
    if _of_soldiers(_modifiers(tree, token)):
        return False
    named = (k for k in sorted(tree.below(token)) if k >= token and tree.lemma[k] in words("missions"))
    first = next(named, None)
    return first is not None and _perhaps_civil(_modifiers(tree, first))


def _taken_up(tree: Tree, token: int) -> str:
    """The mission of the forces that 'American ones' takes up: those named last before it in its sentence."""
    before = (k for k in range(token - 1, -1, -1) if tree.sent[k] == tree.sent[token] and tree.lower[k] != "ones")
    return next(filter(None, (mission_of(tree, k) for k in before)), "")


def _modified(modifiers: set[str]) -> str:
    """The mission that a modifier names: 'combat troops', 'army medics', 'training units'."""
    missions = load("deployment")["modifier_missions"]
    return next((mission for mission, names in missions.items() if modifiers & set(names)), "")


def unit_mission(tree: Tree, token: int) -> str:
    """Give the mission of a bare unit ('a company'), which counts only as what is sent to Ukraine."""
    modifiers = _modifiers(tree, token)
    if tree.lemma[token] not in words("unit_words") or modifiers & words("not_forces") or _perhaps_civil(modifiers):
        return ""
    return _modified(modifiers) or "unspecified"


def _has_owner(tree: Tree, token: int, mission: str) -> bool:
    if mission == "air_naval":
        return False
    if tree.kids(token, "nummod") and tree.lemma[token] in ("man", "woman", "unit", "company", "battalion", "officer"):
        return True
    if tree.lemma[token] in words("never_owned"):
        return False
    owner = owner_of(tree, token)
    return owner is not None and owner.kind in ("own", "state", "body", "group")


def _aloft(tree: Tree, token: int, mission: str) -> bool:
    """'jets over Ukraine', 'put ships in the sea off Ukraine': who gives them away has them nowhere."""
    verb = tree.head[token]
    below = tree.below(verb if tree.dep[token] == "dobj" and tree.lemma[verb] in words("send_strong") else token)
    return mission == "air_naval" and any(
        tree.lower[k] in words("aloft") and any(tree.lower[n] in words("goal") for n in tree.below(k)) for k in below
    )


def negated_at(tree: Tree, token: int) -> bool:
    """Whether the word has an odd number of negations of its own: 'no', 'not a single', 'not'."""
    near = [
        *tree.children[token],
        *[k for c in tree.kids(token, "nummod", "quantmod", "det", "predet") for k in tree.children[c]],
    ]
    count = sum(
        1
        for child in near
        if tree.lower[child] in NEGATIVE
        and tree.lower[child] != "nor"
        and child not in tree.idle
        and tree.dep[child] in ("det", "neg", "advmod", "preconj", "cc", "predet", "amod")
    )
    return count % 2 == 1


def themes_of(
    tree: Tree, token: int, inherited: bool = False, depth: int = 0, units: bool = False, shared: bool = False
) -> list[Theme]:
    """Give the forces that a noun phrase names: 'medics, deminers', 'thousands of soldiers', 'a soldier's foot'.

    'no X or Y' denies both (`shared`), 'no X, but Y' and 'not X but Y' only the first.
    """
    if depth > 8:
        return []
    found: list[Theme] = []
    denied = shared or negated_at(tree, token)
    negated = inherited != denied
    mission = mission_of(tree, token) or (units and unit_mission(tree, token)) or ""
    if mission:
        owner = owner_of(tree, token)
        if not (owner and owner.kind == "state" and owner.code in load("deployment")["outside"]):
            found.append(Theme(token, mission, owner, negated))
    elif tree.lower[token] in ("nothing", "none", "nobody"):
        for prep in tree.kids(token, "prep"):
            if tree.lower[prep] in ("but", "except"):
                for noun in tree.kids(prep, "pobj"):
                    found += themes_of(tree, noun, inherited, depth + 1, units)
    elif {tree.lemma[token], tree.lower[token]} & words("quantities") or tree.tag[token] == "CD":
        for prep in tree.kids(token, "prep"):
            if tree.lower[prep] in PARTITIVES:
                for noun in tree.kids(prep, "pobj"):
                    found += themes_of(tree, noun, negated, depth + 1, units)
    for child in tree.kids(token, "conj", "appos"):
        if tree.dep[child] == "conj" or not mission or _set_apart(tree, child):
            but = any(tree.lower[k] == "but" for k in tree.kids(token, "cc") if k < child)
            shared = denied and not but and not _set_apart(tree, child)
            found += themes_of(tree, child, inherited, depth + 1, units, shared)
    return found


def _set_apart(tree: Tree, token: int) -> bool:
    """'instructors, no infantry', 'no infantry, only instructors': no second name for the same forces."""
    return tree.dep[token] == "appos" and any(tree.lower[k] in ("no", "not", "only") for k in tree.children[token])


def goal_of(tree: Tree, tokens: list[int], subject: int | None = None) -> str:
    """Give where the forces would go: 'ukraine', 'weak' ('on the ground', 'there'), 'other' (another place) or ''.

    `subject`: who sends them; "our border" is where they are at home.
    """
    found: set[str] = set()
    for token in tokens:
        for near in _places_under(tree, token, 0):
            code = place_at(tree, near)
            if tree.lower[near] in words("goal") or code == "UKR":
                denied = any(tree.lower[k] == "not" for k in tree.children[tree.head[near]])
                found.add("denied" if denied else "ukraine")
            elif _is_elsewhere(tree, near, code) or (subject is not None and _own_border(tree, near, subject)):
                found.add("other")
            elif tree.lemma[near] in words("goal_weak"):
                found.add("weak")
    if not found and any(_named_place(tree, token) for token in tokens):
        found.add("other")
    return next((goal for goal in ("ukraine", "denied", "other", "weak") if goal in found), "")


def _is_elsewhere(tree: Tree, near: int, code: str) -> bool:
    """Whether a place is another than Ukraine, and not whose the forces are: "from the Baltic states"."""
    named = code not in ("", *bodies()) or tree.lemma[near] in words("elsewhere")
    return named and not {tree.lower[k] for k in tree.up(near)[1:3]} & {"for", "from"}


def names_war_alone(tree: Tree, tokens: Iterable[int]) -> bool:
    """Whether Ukraine is named among some words, and only for its war: "the war in Ukraine", "the Ukraine crisis"."""
    named = [token for token in tokens if tree.lower[token] in words("goal")]
    return bool(named) and all({tree.lemma[k] for k in tree.up(token)[1:3]} & words("wars") for token in named)


def _own_border(tree: Tree, near: int, subject: int) -> bool:
    """'we will send soldiers to our border', 'Poland sends them to its border'; Ukraine's is in Ukraine."""
    if tree.lemma[near] not in words("borders") or place_at(tree, subject) in load("deployment")["outside"]:
        return False
    return any(tree.lower[k] in load("agents")["own_determiners"] for k in tree.kids(near, "poss"))


def _is_reason(tree: Tree, noun: int) -> bool:
    """Whether forces go somewhere over a war, and not to it: "because of", "in response to the war in Ukraine"."""
    prep = tree.head[noun]
    if tree.lemma[noun] not in words("wars") or tree.dep[noun] != "pobj":
        return False
    above = tree.head[prep]
    nested = tree.dep[above] == "pobj" and not mission_of(tree, above)
    return nested or tree.lower[prep] not in words("into_war")


def _named_place(tree: Tree, token: int) -> bool:
    """Whether it goes to a place by name that is in no list ('to Greenland')."""
    if tree.lemma[token] not in words("send_strong") and tree.lemma[token] != "go":
        return False
    return any(
        tree.tag[noun] == "NNP" and tree.lower[noun] not in words("no_place")
        for prep in tree.kids(token, "prep", "dative")
        if tree.lower[prep] in ("to", "into")
        for noun in tree.kids(prep, "pobj")
    )


def _places_under(tree: Tree, token: int, depth: int) -> list[int]:
    found: list[int] = []
    if depth > 5 or _is_reason(tree, token):
        return found
    for child in tree.children[token]:
        label = tree.dep[child]
        if label in ("prep", "dative", "agent") and tree.lower[child] in load("deployment")["goal_prepositions"]:
            for noun in tree.kids(child, "pobj", "pcomp"):
                if _is_reason(tree, noun):
                    continue
                found += [
                    noun,
                    *_places_under(tree, noun, depth + 1),
                    *tree.kids(
                        noun, "amod", "compound", "conj", *(() if tree.lemma[noun] in words("beside") else ("poss",))
                    ),
                ]
            found += _places_under(tree, child, depth + 1)
        elif label in ("advmod", "npadvmod") or label in ("dobj", "conj", "pobj", "dep", "nmod", "compound", "appos"):
            if label in ("advmod", "npadvmod", "dobj", "compound", "nmod", "appos"):
                found.append(child)
            found += _places_under(tree, child, depth + 1)
        elif label == "amod" and tree.lower[child] == "ukrainian":
            found.append(child)
        elif label == "prep":
            for noun in tree.kids(child, "pobj", "pcomp"):
                found += _places_under(tree, noun, depth + 1)
    return found
