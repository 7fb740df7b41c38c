"""Stage parsing, part stance: finds the deployments a text speaks of, without asking yet what is said of them.

In: a `Tree` and a range of its tokens; out: `Event`s ('send soldiers to Ukraine', 'boots on the ground', 'take part').
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.parsing import event_verbs
from dashboard.parsing.agents import nationals, place_at
from dashboard.parsing.deployment import Event, events_about, inside_ukraine
from dashboard.parsing.forces import Theme, for_civilians, goal_of, is_noun, mission_of, negated_at, themes_of, words
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
    if not themes and for_civilians(tree, token):
        return []
    goal = goal_of(tree, [token]) or (goal_of(tree, [token, tree.head[token]]) if tree.dep[token] == "dobj" else "")
    strong = lemma in words("deploy_nouns_strong")
    inside = inside_ukraine(tree, token)
    military = any(
        tree.lower[k] in words("force_qualifiers") or place_at(tree, k)
        for k in tree.kids(token, "amod", "compound", "poss")
    )
    purpose = {tree.lemma[k] for k in tree.below(token)} & (words("missions") - {lemma})
    if lemma in ("mission", "force") and not themes:
        others = {tree.lower[k] for k in tree.kids(token, "amod", "compound")} & words("other_forces")
        return events_about(tree, "noun", token, [], None, []) if inside and not others else []
    if lemma in words("activity_nouns"):
        return events_about(tree, "noun", token, [Theme(token, "training", None, False)], None, []) if inside else []
    if themes or (goal in ("ukraine", "weak") and (strong or military or purpose)) or (strong and military):
        events = events_about(tree, "noun", token, themes, None, [])
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
    """Give the deployments that tokens begin..end speak of, in text order; also those to other places than Ukraine."""
    found: list[Event] = []
    heads: dict[int, Event] = {}

    def add(events: list[Event]) -> None:
        for event in events:
            if not (event.token_set & {k for e in found for k in e.token_set if e.head != event.head}):
                found.append(event)
                heads[event.head] = event

    tokens = range(begin, end)
    for token in tokens:
        if event_verbs.is_verb(tree, token) or (tree.lemma[token] in words("send_strong") and not is_noun(tree, token)):
            lemma = tree.lemma[token]
            made = event_verbs.send(tree, token) if lemma in words("send") else []
            made = made or (event_verbs.go(tree, token) if lemma in words("go") else [])
            add(made or event_verbs.join(tree, token) or event_verbs.activity(tree, token))
    for token in tokens:
        if tree.lemma[token] in words("deploy_nouns") and is_noun(tree, token) and not _covered(tree, token, heads):
            add(_noun(tree, token))
    for token in tokens:
        named = tree.tag[token] in ("NNP", "NNPS") and tree.lemma[token] == "force"
        if mission_of(tree, token) and not named and not _covered(tree, token, heads):
            themes = themes_of(tree, token)
            if any(theme.token == token for theme in themes):
                add(events_about(tree, "force", token, themes, None, []))
    for token in tokens:
        for row in phrases_at(tree, "mission_anchors", token, end):
            if tree.dep[row[-1]] == "compound" and tree.head[row[-1]] > row[-1]:
                continue
            if not _covered(tree, row[-1], heads) and row[-1] not in heads:
                head = next(k for k in row if tree.head[k] not in row or tree.head[k] == k)
                events = events_about(tree, "mission", head, [], None, list(row))
                add([replace(e, negated=negated_at(tree, row[-1])) for e in events])
    return sorted(found, key=lambda event: event.head)


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


def nationals_in(tree: Tree) -> list[int]:
    """Give the tokens that name people of another state in Ukraine: "Finns in Ukraine", "a Dane sent to Odesa"."""
    return [
        token
        for token, word in enumerate(tree.lower)
        if word in nationals()
        and tree.dep[token] not in ("amod", "compound", "nmod")
        and place_at(tree, token) not in ("", *load("deployment")["outside"])
        and goal_of(tree, [token, *tree.kids(token, "acl"), *_being(tree, token)]) == "ukraine"
    ]


def _being(tree: Tree, token: int) -> list[int]:
    """The "be" of "there will be Danes in Ukraine", "will Danes be in Ukraine"."""
    return [tree.head[token]] if tree.lemma[tree.head[token]] == "be" else []
