"""Stage parsing, part stance: deployments that a verb names: send, go, join, and what only forces of one's own can do.

In: a `Tree` and the place of a verb; out: `Event`s, none where it speaks of no deployment.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.parsing.agents import Agent, nationals, place_at, subject_of
from dashboard.parsing.deployment import Event, events_about, inside_ukraine
from dashboard.parsing.forces import Theme, for_civilians, goal_of, is_noun, negated_at, themes_of, words
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.marks import phrases_at, stances_of
from dashboard.parsing.tree import Tree


def is_verb(tree: Tree, token: int) -> bool:
    """Whether a token is a verb or a modal."""
    return tree.tag[token].startswith("V") or tree.tag[token] == "MD"


def _objects(tree: Tree, token: int) -> list[int]:
    found = tree.kids(token, "dobj", "nsubjpass", "oprd", "attr") or tree.kids(token, "dative")
    found += [noun for noun in tree.kids(token, "conj", "xcomp") if is_noun(tree, noun)]
    found += [noun for noun in tree.kids(token, "dep") if negated_at(tree, noun)]  # "though not boots on the ground"
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


def send(tree: Tree, token: int) -> list[Event]:
    strong = tree.lemma[token] in words("send_strong")
    themes = [theme for noun in _objects(tree, token) for theme in themes_of(tree, noun, units=strong)]
    themes = _not_but(tree, token, themes)
    passive = bool(tree.kids(token, "nsubjpass"))
    agent = [noun for by in tree.kids(token, "agent") for noun in tree.kids(by, "pobj")]
    subject = (agent[0] if agent else None) if passive else subject_of(tree, token)
    if not themes and strong:
        themes = [theme for noun in _objects(tree, token) for theme in _compatriots(tree, noun)]
    if themes and tree.lemma[token] == "keep" and _away(tree, token):
        return [replace(e, negated=not e.negated) for e in events_about(tree, "send", token, themes, subject, [])]
    if themes and tree.lemma[token] in words("send_weak") and not _placed(tree, token, themes):
        return []
    if themes:
        return events_about(tree, "send", token, themes, subject, [])
    pronouns = [
        noun
        for noun in _objects(tree, token)
        if tree.lower[noun] in words("pronoun_themes") and tree.tag[noun] not in ("WDT", "WP")
    ]
    if strong and pronouns:
        negated = any(tree.lower[noun] in ("none", "nobody") for noun in pronouns)
        found = events_about(tree, "pronoun", token, [], subject, pronouns)
        return [Event(e.kind, e.head, (), e.subject, e.goal, negated, e.token_set) for e in found]
    return []


def _expletive(tree: Tree, token: int) -> list[int]:
    """The 'there' of 'there are', also of 'there are going to be', 'there should never be'."""
    above = tree.head[token] if tree.dep[token] == "xcomp" else token
    return tree.kids(token, "expl") or tree.kids(above, "expl")


def go(tree: Tree, token: int) -> list[Event]:
    nouns = tree.kids(token, "nsubj")
    if tree.dep[token] == "xcomp" and tree.lemma[tree.head[token]] in grammar("raising"):
        nouns += tree.kids(tree.head[token], "nsubj")  # "soldiers ought to set foot"
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
    told = tree.kids(token, "attr", "acomp") or any(k in stances_of(tree) for k in tree.kids(token, "prep"))
    if tree.lemma[token] in ("be", "remain", "stay") and not existential and told:
        return []  # "ground troops are too few", "are off the table"
    away = any(tree.lower[k] == "out" for k in tree.kids(token, "prep", "advmod", "prt"))
    here = "ukraine" if away else goal_of(tree, [token, *[theme.token for theme in themes]])
    if themes and (here or existential or tree.lemma[token] in ("go", "deploy", "participate", "take", "join")):
        events = events_about(tree, "go", token, themes, None, [])
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
        return events_about(tree, "go", token, [], subject_of(tree, token), [])
    return []


def activity(tree: Tree, token: int) -> list[Event]:
    """'patrol the Black Sea off Ukraine', 'train soldiers in Ukraine': what only forces of one's own can do."""
    mission = next((m for m, names in load("deployment")["activity_verbs"].items() if tree.lemma[token] in names), "")
    subject = subject_of(tree, token)
    if not mission or subject is None or not inside_ukraine(tree, token):
        return []
    return events_about(tree, "send", token, [Theme(token, mission, None, False)], subject, [])


def join(tree: Tree, token: int) -> list[Event]:
    tokens = max(phrases_at(tree, "join_phrases", token, min(len(tree.word), token + 9)), key=len, default=())
    if not tokens and not (tree.lemma[token] in words("join") and is_verb(tree, token)):
        return []
    below = tree.below(token)
    purpose = {tree.lemma[k] for k in below} & words("missions")
    ukraine = any(tree.lower[k] in words("goal") for k in below)
    nouns = tree.kids(token, "nsubj")
    themes = [theme for noun in nouns for theme in themes_of(tree, noun)]
    if not (purpose or ukraine or themes) or (not themes and for_civilians(tree, token)):
        return []
    found = events_about(tree, "join", token, themes, None if themes else subject_of(tree, token), list(tokens))
    denied = any(negated_at(tree, k) for k in tree.kids(token, "dobj", "attr") if k in tokens)
    inner = [k for k in below if tree.lemma[k] in words("missions") and negated_at(tree, k)]
    return [
        Event(e.kind, e.head, e.themes, e.subject, e.goal, e.negated != (denied or bool(inner)), e.token_set)
        for e in found
    ]
