"""Stage parsing, part stance: finds the deployments a text speaks of, without asking yet what is said of them.

In: a `Tree` and a range of its tokens; out: `Event`s ('send soldiers to Ukraine', 'boots on the ground', 'take part').
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.parsing.agents import Agent, nationals, place_at, subject_of
from dashboard.parsing.forces import Theme, goal_of, is_noun, mission_of, negated_at, themes_of, words
from dashboard.parsing.lexicon import load
from dashboard.parsing.marks import phrases_at
from dashboard.parsing.tree import Tree

NOMINAL_LINKS = frozenset(
    {
        "prep",
        "pobj",
        "dobj",
        "conj",
        "compound",
        "amod",
        "nmod",
        "poss",
        "attr",
        "appos",
        "nsubj",
        "nsubjpass",
        "acl",
        "pcomp",
        "dative",
        "agent",
        "npadvmod",
        "oprd",
        "relcl",
        "dep",
        "expl",
        "nummod",
        "quantmod",
        "xcomp",
        "ccomp",
    }
)


@dataclass(frozen=True)
class Event:
    """A deployment that is spoken of. `kind`: send, go, join, noun, force, mission; `negated`: by its own noun."""

    kind: str
    head: int
    themes: tuple[Theme, ...]
    subject: int | None
    goal: str
    negated: bool
    token_set: frozenset[int]

    @property
    def nominal(self) -> bool:
        """Whether the negations of its head are in `negated` already."""
        return self.kind in ("force", "noun", "mission", "answer", "gap")

    @property
    def elsewhere(self) -> bool:
        """Whether it goes to another place than Ukraine."""
        return self.goal == "other"


def _verb(tree: Tree, token: int) -> bool:
    return tree.tag[token].startswith("V") or tree.tag[token] == "MD"


def _event(
    tree: Tree, kind: str, head: int, themes: list[Theme], subject: int | None, tokens: list[int]
) -> list[Event]:
    """One event for each mission and polarity among the themes, so that 'X but not Y' gives two."""
    goal = goal_of(tree, [head, *[theme.token for theme in themes]])
    if goal == "denied":
        goal, themes = "ukraine", [replace(theme, negated=not theme.negated) for theme in themes]
    groups: dict[tuple[str, bool], list[Theme]] = {}
    for theme in themes:
        groups.setdefault((theme.mission, theme.negated), []).append(theme)
    missions = {mission for mission, _ in groups}
    if len(missions) > 1 and {negated for _, negated in groups} == {False} and missions & {"unspecified"}:
        groups = {next(iter(groups)): themes}
    covered = frozenset([head, *tokens, *[theme.token for theme in themes]])
    if not groups:
        return [Event(kind, head, (), subject, goal, False, covered)]
    return [Event(kind, head, tuple(g), subject, goal, negated, covered) for (_, negated), g in groups.items()]


def _objects(tree: Tree, token: int) -> list[int]:
    found = tree.kids(token, "dobj", "nsubjpass", "oprd", "attr") or tree.kids(token, "dative")
    found += [noun for noun in tree.kids(token, "conj") if is_noun(tree, noun)]
    for prep in tree.kids(token, "prep"):
        if tree.lower[prep] == "with":
            found += tree.kids(prep, "pobj")
    for clause in tree.kids(token, "ccomp"):
        if clause > token and not tree.kids(clause, "mark") and not _finite(tree, clause):
            found += tree.kids(clause, "nsubj")
    if tree.dep[token] == "relcl" and not tree.kids(token, "dobj"):
        found.append(tree.head[token])
    return found


def _finite(tree: Tree, clause: int) -> bool:
    """Whether a clause has a tense of its own, unlike the small clause of 'see soldiers die'."""
    bare = ("VBP",) if tree.lemma[tree.head[clause]] in ("have", "let", "see", "make", "watch") else ()
    return tree.tag[clause] in {"VBZ", "VBP", "VBD", "MD"} - set(bare) or any(
        tree.tag[k] in ("MD", "VBZ", "VBP", "VBD") for k in tree.kids(clause, "aux", "auxpass")
    )


def _away(tree: Tree, verb: int) -> bool:
    """'keep soldiers at home', 'out of Ukraine'."""
    near = [
        *tree.kids(verb, "prep", "advmod", "prt"),
        *(k for p in tree.kids(verb, "prep") for k in tree.kids(p, "pobj")),
    ]
    return any(tree.lower[k] in ("home", "out", "away", "back") for k in near)


def _compatriots(tree: Tree, token: int) -> list[Theme]:
    """'no Slovak would be sent', 'Norwegians will go': people of a state as its forces."""
    code = place_at(tree, token)
    if not code or code in load("deployment")["outside"] or tree.lower[token] not in nationals():
        return []
    return [Theme(token, "unspecified", Agent("state", code), negated_at(tree, token))]


def _placed(tree: Tree, verb: int, themes: list[Theme]) -> bool:
    """Whether forces that one merely has or needs are in Ukraine, for Ukraine or 'there'."""
    subject = subject_of(tree, verb)
    foreign = any(theme.owner and theme.owner.kind in ("group", "body") for theme in themes)
    if subject is not None and (place_at(tree, subject) == "UKR" or (foreign and tree.lower[subject] == "we")):
        return True
    return bool(goal_of(tree, [verb, *[theme.token for theme in themes]])) or any(
        tree.lower[k] in words("goal") for theme in themes for k in tree.below(theme.token)
    )


def _not_but(tree: Tree, verb: int, themes: list[Theme]) -> list[Theme]:
    """'will not send infantry but medics': the verb's 'not' falls on the first of the two only."""
    if not any(tree.dep[k] == "neg" for k in tree.children[verb]):
        return themes
    second = {
        k
        for t in themes
        for k in tree.kids(t.token, "conj")
        if any(tree.lower[c] == "but" for c in tree.kids(t.token, "cc"))
    }
    return [replace(t, negated=True) if t.token in second and not negated_at(tree, t.token) else t for t in themes]


def _send(tree: Tree, token: int) -> list[Event]:
    strong = tree.lemma[token] in words("send_strong")
    themes = [theme for noun in _objects(tree, token) for theme in themes_of(tree, noun, units=strong)]
    themes = _not_but(tree, token, themes)
    passive = bool(tree.kids(token, "nsubjpass"))
    agent = [noun for by in tree.kids(token, "agent") for noun in tree.kids(by, "pobj")]
    subject = (agent[0] if agent else None) if passive else subject_of(tree, token)
    if not themes and strong:
        themes = [theme for noun in _objects(tree, token) for theme in _compatriots(tree, noun)]
    if themes and tree.lemma[token] == "keep" and _away(tree, token):
        return [replace(e, negated=not e.negated) for e in _event(tree, "send", token, themes, subject, [])]
    if themes and tree.lemma[token] in words("send_weak") and not _placed(tree, token, themes):
        return []
    if themes:
        return _event(tree, "send", token, themes, subject, [])
    pronouns = [
        noun
        for noun in _objects(tree, token)
        if tree.lower[noun] in words("pronoun_themes") and tree.tag[noun] not in ("WDT", "WP")
    ]
    if strong and pronouns:
        negated = any(tree.lower[noun] in ("none", "nobody") for noun in pronouns)
        found = _event(tree, "pronoun", token, [], subject, pronouns)
        return [Event(e.kind, e.head, (), e.subject, e.goal, negated, e.token_set) for e in found]
    return []


def _expletive(tree: Tree, token: int) -> list[int]:
    """The 'there' of 'there are', also of 'there are going to be', 'there should never be'."""
    above = tree.head[token] if tree.dep[token] == "xcomp" else token
    return tree.kids(token, "expl") or tree.kids(above, "expl")


def _go(tree: Tree, token: int) -> list[Event]:
    nouns = tree.kids(token, "nsubj")
    if tree.lemma[token] == "end" and not any(tree.lower[k] == "up" for k in tree.kids(token, "prt", "advmod")):
        return []
    if tree.lemma[token] == "set" and not any(tree.lower[k] in ("foot", "boot") for k in tree.kids(token, "dobj")):
        return []
    if _expletive(tree, token):
        nouns += tree.kids(token, "attr")
    if tree.dep[token] == "relcl":
        nouns = nouns and [tree.head[token]] if nouns and tree.tag[nouns[0]] in ("WP", "WDT") else nouns
    themes = [theme for noun in nouns for theme in themes_of(tree, noun)]
    if not themes and tree.lemma[token] in ("go", "die", "fight", "serve"):
        themes = [theme for noun in nouns for theme in _compatriots(tree, noun)]
    existential = bool(_expletive(tree, token))
    if tree.lemma[token] in ("be", "remain", "stay") and not existential and tree.kids(token, "attr", "acomp"):
        return []
    away = any(tree.lower[k] == "out" for k in tree.kids(token, "prep", "advmod", "prt"))
    here = "ukraine" if away else goal_of(tree, [token, *[theme.token for theme in themes]])
    if themes and (here or existential or tree.lemma[token] in ("go", "deploy", "participate", "take", "join")):
        events = _event(tree, "go", token, themes, None, [])
        return [
            Event(
                e.kind,
                e.head,
                e.themes,
                None,
                e.goal,
                e.negated != (away and tree.lemma[token] in ("stay", "remain", "be")),
                e.token_set,
            )
            for e in events
        ]
    if tree.lemma[token] in ("deploy", "intervene") and here == "ukraine" and subject_of(tree, token) is not None:
        return _event(tree, "go", token, [], subject_of(tree, token), [])
    return []


def _inside_ukraine(tree: Tree, token: int) -> bool:
    """'train in Ukraine', and not 'train Ukrainians in Poland'."""
    for node in (token, *tree.kids(token, "dobj")):
        for prep in tree.kids(node, "prep"):
            if tree.lower[prep] in words("goal_prepositions"):
                near = [*tree.kids(prep, "pobj"), *(k for n in tree.kids(prep, "pobj") for k in tree.children[n])]
                if any(tree.lower[k] in words("goal") for k in near):
                    return True
    return False


def _activity(tree: Tree, token: int) -> list[Event]:
    """'patrol the Black Sea off Ukraine', 'train soldiers in Ukraine': what only forces of one's own can do."""
    mission = next((m for m, names in load("deployment")["activity_verbs"].items() if tree.lemma[token] in names), "")
    subject = subject_of(tree, token)
    if not mission or subject is None or not _inside_ukraine(tree, token):
        return []
    return _event(tree, "send", token, [Theme(token, mission, None, False)], subject, [])


def _join(tree: Tree, token: int) -> list[Event]:
    tokens = max(phrases_at(tree, "join_phrases", token, min(len(tree.word), token + 9)), key=len, default=())
    if not tokens and not (tree.lemma[token] in words("join") and _verb(tree, token)):
        return []
    below = tree.below(token)
    purpose = {tree.lemma[k] for k in below} & words("missions")
    ukraine = any(tree.lower[k] in words("goal") for k in below)
    nouns = tree.kids(token, "nsubj")
    themes = [theme for noun in nouns for theme in themes_of(tree, noun)]
    if not (purpose or ukraine or themes):
        return []
    found = _event(tree, "join", token, themes, None if themes else subject_of(tree, token), list(tokens))
    denied = any(negated_at(tree, k) for k in tree.kids(token, "dobj", "attr") if k in tokens)
    inner = [k for k in below if tree.lemma[k] in words("missions") and negated_at(tree, k)]
    return [
        Event(e.kind, e.head, e.themes, e.subject, e.goal, e.negated != (denied or bool(inner)), e.token_set)
        for e in found
    ]


def _noun(tree: Tree, token: int) -> list[Event]:
    lemma = tree.lemma[token]
    themes = [
        theme
        for prep in tree.kids(token, "prep")
        if tree.lower[prep] == "of"
        for noun in tree.kids(prep, "pobj")
        for theme in themes_of(tree, noun)
    ]
    themes += [
        Theme(child, mission_of(tree, child) or "unspecified", None, False)
        for child in tree.kids(token, "compound", "nmod", "poss")
        if tree.lemma[child] in words("force_modifiers")
    ]
    goal = goal_of(tree, [token]) or (goal_of(tree, [token, tree.head[token]]) if tree.dep[token] == "dobj" else "")
    strong = lemma in words("deploy_nouns_strong")
    inside = _inside_ukraine(tree, token)
    military = any(
        tree.lower[k] in words("force_qualifiers") or place_at(tree, k)
        for k in tree.kids(token, "amod", "compound", "poss")
    )
    purpose = {tree.lemma[k] for k in tree.below(token)} & (words("missions") - {lemma})
    if lemma in ("mission", "force") and not themes:
        civil = {tree.lower[k] for k in tree.kids(token, "amod", "compound")} & words("civil")
        return _event(tree, "noun", token, [], None, []) if inside and not civil else []
    if lemma in words("activity_nouns"):
        return _event(tree, "noun", token, [Theme(token, "training", None, False)], None, []) if inside else []
    if themes or (goal in ("ukraine", "weak") and (strong or military or purpose)) or (strong and military):
        events = _event(tree, "noun", token, themes, None, [])
        return [
            Event(e.kind, e.head, e.themes, None, e.goal, e.negated != negated_at(tree, token), e.token_set)
            for e in events
        ]
    return []


def _covered(tree: Tree, token: int, heads: dict[int, Event]) -> bool:
    node = token
    for _ in range(14):
        if node in heads:
            return True
        if tree.dep[node] not in NOMINAL_LINKS or tree.head[node] == node:
            return False
        if tree.dep[node] in ("xcomp", "ccomp", "relcl", "acl") and node != token:
            return False
        node = tree.head[node]
    return False


def events_in(tree: Tree, begin: int, end: int) -> list[Event]:
    """Give the deployments that tokens begin..end speak of, in text order."""
    found: list[Event] = []
    heads: dict[int, Event] = {}

    def add(events: list[Event]) -> None:
        for event in events:
            if not (event.token_set & {k for e in found for k in e.token_set if e.head != event.head}):
                found.append(event)
                heads[event.head] = event

    tokens = range(begin, end)
    for token in tokens:
        if _verb(tree, token) or (tree.lemma[token] in words("send_strong") and not is_noun(tree, token)):
            lemma = tree.lemma[token]
            made = _send(tree, token) if lemma in words("send") else []
            made = made or (_go(tree, token) if lemma in words("go") else [])
            add(made or _join(tree, token) or _activity(tree, token))
    for token in tokens:
        if tree.lemma[token] in words("deploy_nouns") and is_noun(tree, token) and not _covered(tree, token, heads):
            add(_noun(tree, token))
    for token in tokens:
        named = tree.tag[token] in ("NNP", "NNPS") and tree.lemma[token] == "force"
        if mission_of(tree, token) and not named and not _covered(tree, token, heads):
            themes = themes_of(tree, token)
            if any(theme.token == token for theme in themes):
                add(_event(tree, "force", token, themes, None, []))
    for token in tokens:
        for row in phrases_at(tree, "mission_anchors", token, end):
            if tree.dep[row[-1]] == "compound" and tree.head[row[-1]] > row[-1]:
                continue
            if not _covered(tree, row[-1], heads) and row[-1] not in heads:
                head = next(k for k in row if tree.head[k] not in row or tree.head[k] == k)
                events = _event(tree, "mission", head, [], None, list(row))
                add([replace(e, negated=negated_at(tree, row[-1])) for e in events])
    return sorted((event for event in found if not event.elsewhere), key=lambda event: event.head)
