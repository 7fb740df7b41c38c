"""Stage parsing, part stance: what a deployment is that a text speaks of. In: a `Tree` and themes; out: `Event`s."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.parsing.forces import Theme, goal_of, themes_of, words
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.tree import Tree


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


def events_about(
    tree: Tree, kind: str, head: int, themes: list[Theme], subject: int | None, tokens: list[int]
) -> list[Event]:
    """One event for each mission and polarity among the themes, so that 'X but not Y' gives two."""
    goal = goal_of(tree, [head, *[theme.token for theme in themes]], subject)
    themes = [*themes, *exceptions(tree, [head, *[theme.token for theme in themes]], themes)]
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


def exceptions(tree: Tree, tokens: list[int], themes: list[Theme]) -> list[Theme]:
    """The forces that 'no troops except medics' sets apart: what is denied of the others is not denied of them."""
    beside = [k for token in tokens for k in tree.kids(token, "prep", "advmod")]
    preps = [k for k in beside if {*tree.lower[max(0, k - 1) : k + 1]} & grammar("exceptive")]
    nouns = [n for k in preps for p in (k, *tree.kids(k, "prep", "pcomp")) for n in tree.kids(p, "pobj")]
    denied = any(theme.negated for theme in themes)
    return [replace(theme, negated=not denied) for noun in nouns for theme in themes_of(tree, noun)]


def inside_ukraine(tree: Tree, token: int) -> bool:
    """'train in Ukraine', and not 'train Ukrainians in Poland'."""
    for node in (token, *tree.kids(token, "dobj")):
        for prep in tree.kids(node, "prep"):
            if tree.lower[prep] in words("goal_prepositions"):
                near = [*tree.kids(prep, "pobj"), *(k for n in tree.kids(prep, "pobj") for k in tree.children[n])]
                if any(tree.lower[k] in words("goal") for k in near):
                    return True
    return False
