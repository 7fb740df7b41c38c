"""Stage parsing, part stance: who would send, by words for states, bodies, groups and the speaker's own side.

In: tokens of a `Tree`; out: `Agent`s with a kind (own, state, group, nobody, unknown) and a code for a state or body.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from dashboard.parsing.labels import bodies, people
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.model import nlp
from dashboard.parsing.tree import SUBJECTS, Tree


@dataclass(frozen=True)
class Agent:
    """Whoever would send: `code` is set for kind `state` (a state or body); `negated` for 'but not Latvia'."""

    kind: str
    code: str = ""
    negated: bool = False


OWN = Agent("own")
UNKNOWN = Agent("unknown")


@cache
def _names() -> dict[tuple[str, ...], str]:
    """Codes of the places by the tokens of their names: "Co-operation" is three."""
    places, tokens_of = load("places"), nlp().tokenizer
    found: dict[tuple[str, ...], str] = {}
    for part in ("others", "entities"):
        for code, entry in places[part].items():
            for words in (entry["names"], entry["adjectives"], entry["people"], entry["capitals"], entry["seats"]):
                for name in words:
                    found[tuple(token.lower_ for token in tokens_of(name))] = code
    return found


@cache
def _sizes() -> list[int]:
    """How many tokens a name of a place may have, the most first."""
    return sorted({len(name) for name in _names()}, reverse=True)


@cache
def nationals() -> frozenset[str]:
    """Words for the people of a state: 'slovak', 'norwegians'."""
    entities = load("places")["entities"]
    found = {name.lower() for entry in entities.values() for name in (*entry["people"], *entry["adjectives"])}
    return frozenset(found | {name + "s" for name in found})


def place_at(tree: Tree, token: int) -> str:
    """Give the code of the place whose name covers this token, or ''."""
    if not tree.word[token][:1].isupper() and tree.lower[token] not in ("nato", "eu", "us"):
        return ""
    if tree.lower[token] == "us" and tree.word[token] == "us":
        return ""
    return _places_in(tree).get(token, "")


def _places_in(tree: Tree) -> dict[int, str]:
    """The codes of the places of a text by token; of two names that cover one, the longer."""
    if "places" not in tree.found:
        found: dict[int, str] = {}
        for size in _sizes():
            for begin in range(len(tree.lower) - size + 1):
                if code := _names().get(tuple(tree.lower[begin : begin + size])):
                    found = dict.fromkeys(range(begin, begin + size), code) | found
        tree.found["places"] = found
    places: dict[int, str] = tree.found["places"]
    return places


def _words(name: str) -> frozenset[str]:
    return frozenset(load("agents")[name])


def _possessed(tree: Tree, token: int) -> Agent | None:
    """The owner of 'our troops', 'his country', 'Macron's soldiers', 'Danish boots', 'European troops'."""
    group: Agent | None = None
    for child in tree.kids(token, "poss", "amod", "compound", "nmod", "nummod", "det", "appos"):
        word = tree.lower[child]
        if tree.dep[child] == "poss" and word in _words("own_determiners"):
            return OWN
        code = place_at(tree, child)
        if code in bodies():
            group = Agent("body", code)
        elif code:
            return Agent("state", code)
        if word in _words("group_adjectives"):
            group = Agent("group", word)
        if tree.dep[child] in ("amod", "compound", "poss"):
            inner = _possessed(tree, child)
            if inner and inner.kind in ("own", "state"):
                return inner
    return group


def owner_of(tree: Tree, token: int) -> Agent | None:
    """Give whose forces a force word names, by its own words: 'Dutch instructors', 'troops from NATO countries'."""
    found = _possessed(tree, token)
    if found:
        return found
    for prep in tree.kids(token, "prep"):
        if tree.lower[prep] in ("from", "of", "by"):
            for noun in tree.kids(prep, "pobj"):
                agents = [a for a in agents_of(tree, noun) if a.kind not in ("unknown", "nobody")]
                if agents and tree.lemma[noun] not in _words("no_owner"):
                    return agents[0]
    return None


def agents_of(tree: Tree, token: int, depth: int = 0) -> list[Agent]:
    """Give the agents that a noun phrase names, coordination included ('Estonia but not Latvia')."""
    found = [_agent(tree, token)]
    if depth < 6:
        for child in tree.kids(token, "conj", "appos"):
            negated = tree.lower[min([child, *tree.children[child]]) - 1] == "not" or any(
                tree.dep[k] == "neg" for k in tree.children[child]
            )
            if tree.dep[child] == "appos" and not negated:
                continue
            found += [Agent(a.kind, a.code, a.negated or negated) for a in agents_of(tree, child, depth + 1)]
    return found


def _agent(tree: Tree, token: int) -> Agent:
    word = tree.lower[token]
    if word in _words("own_pronouns"):
        return OWN
    if word in _words("nobody") or (
        not place_at(tree, token) and any(tree.lower[k] in _words("no") for k in tree.kids(token, "det", "neg"))
    ):
        return Agent("nobody")
    apposed = [place_at(tree, k) for k in tree.kids(token, "appos")]
    if any(apposed) and not place_at(tree, token):
        return Agent("state", next(code for code in apposed if code))
    if tree.lemma[token] in _words("own_nouns") or word in _words("own_nouns"):
        owner = _possessed(tree, token) or _led(tree, token)
        if owner:
            return owner
        if tree.tag[token] == "NNS" and word in _words("group_nouns"):
            return Agent("group", word)
        return OWN if tree.lemma[token] in _words("own_nouns_bare") else UNKNOWN
    code = place_at(tree, token)
    if code in bodies():
        return Agent("body", code)
    if code:
        return Agent("state", code)
    nationality = [place_at(tree, k) for k in tree.kids(token, "amod", "compound") if k < token]
    states = [c for c in nationality if c and c not in bodies()]
    if states and tree.lemma[token] in _words("persons"):
        return Agent("state", states[0])
    if word in _words("group_nouns") or tree.lemma[token] in _words("group_nouns"):
        return Agent("group", word)
    person = _official_at(tree, token)
    return Agent("state", person) if person else UNKNOWN


def _led(tree: Tree, token: int) -> Agent | None:
    """The state of 'Tusk's government', 'the government of Tusk'."""
    of = (noun for prep in tree.kids(token, "prep") if tree.lower[prep] == "of" for noun in tree.kids(prep, "pobj"))
    codes = (_official_at(tree, child) for child in (*tree.kids(token, "poss"), *of))
    return next((Agent("state", code) for code in codes if code), None)


def _official_at(tree: Tree, token: int) -> str:
    """The entity of the official whose surname a word is, or ''."""
    return _persons().get(fold(tree.word[token]), "") if tree.word[token][:1].isupper() else ""


@lru_cache(maxsize=1)
def _persons() -> dict[str, str]:
    """Entities of the officials by surname, where all bearers speak for one entity."""
    found: dict[str, set[str]] = {}
    for official in people().officials:
        found.setdefault(fold(official.name).split()[-1], set()).add(official.entity)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def subject_of(tree: Tree, token: int) -> int | None:
    """Give the subject of a verb, or that of the verb which controls it ('Germany had decided to send')."""
    node = token
    for _ in range(12):
        governor = tree.head[node]
        if tree.dep[node] in ("xcomp", "ccomp", "advcl") and tree.lemma[governor] in _words("object_control"):
            told = [k for k in tree.kids(governor, "dobj", "dative") if k < node]
            told += [
                k for p in tree.kids(governor, "prep") if tree.lower[p] in ("on", "upon") for k in tree.kids(p, "pobj")
            ]
            if told and not tree.kids(node, *SUBJECTS):
                return told[0]
        subjects = tree.kids(node, *SUBJECTS)
        subjects = [k for k in subjects if tree.dep[k] != "expl"]
        if subjects and tree.tag[subjects[0]] in ("WDT", "WP") and tree.dep[node] == "relcl":
            return tree.head[node]
        if subjects:
            return subjects[0]
        noun = tree.head[node]
        if tree.dep[node] in ("relcl", "acl") and tree.dep[noun] == "attr" and tree.lower[noun] in _words("firsts"):
            node = tree.head[noun]
            continue
        if tree.dep[node] == "relcl":
            return noun
        if tree.dep[node] in ("ROOT", "pobj", "dobj", "attr") or tree.head[node] == node:
            return None
        node = tree.head[node]
    return None
