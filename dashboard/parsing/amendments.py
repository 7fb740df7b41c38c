"""Stage parsing, part stance: the value of a climb, mended by words that stand beside its way.

In: a `Climb` and its `Event`; out: climb, value and the rules that made it. 'Anyone who thinks ... is mistaken',
'Trainers, yes; infantry, no', 'no soldier without a mandate'.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from dashboard.parsing.compose import fold
from dashboard.parsing.deployment import Event
from dashboard.parsing.forces import negated_at, themes_of
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.marks import Mark
from dashboard.parsing.steps import Climb, Step
from dashboard.parsing.tree import Tree


def amended(tree: Tree, event: Event, climbed: Climb, marks: Mapping[int, Mark]) -> tuple[Climb, str, list[str]]:
    """Fold a climb, and mend it by what the words beside it say."""
    climbed = _mistaken(tree, climbed, marks)
    value, rules = _correlative(tree, event, marks) or fold(climbed)
    if value == "rules_out" and rules and rules[0].startswith(("F", "W")) and _excepted(tree, event):
        value, rules = "open", [*rules, "Y01"]
    if value == "no_event" and _is_fragment(tree, event, climbed):
        value, rules = "rules_out", [*rules, "Z01"]
    if value == "event" and _is_fragment(tree, event, climbed) and _corrects(tree, event):
        value, rules = "willing", [*rules, "Z02"]
    if event.nominal and value in ("event", "no_event") and (verdict := _verdict(tree, event)):
        value, rules = verdict, [*rules, "Z03" if verdict == "rules_out" else "Z02"]
    return climbed, value, rules


def _mistaken(tree: Tree, climbed: Climb, marks: Mapping[int, Mark]) -> Climb:
    """'Anyone who thinks that ... is mistaken': the parse often loses the verb, so the word is looked for after it."""
    who = {tree.lower[k] for node in climbed.seen for k in (tree.head[node], *tree.children[node])}
    if not who & grammar("whoever") or any(step.kind == "MISTAKEN" for step in climbed.steps):
        return climbed
    found = _mark_after(tree, climbed.seen[0], marks, ("MISTAKEN", "DENY"))
    return replace(climbed, steps=[*climbed.steps, Step("MISTAKEN", found.tokens, found.phrase)]) if found else climbed


def _correlative(tree: Tree, event: Event, marks: Mapping[int, Mark]) -> tuple[str, list[str]] | None:
    """'The more soldiers there are, the safer we will be': the comparative after it is the stance."""
    before = [k for k in range(event.head) if tree.sent[k] == tree.sent[event.head]]
    if not any(tree.lower[k] == "the" and tree.lower[k + 1] in ("more", "fewer") for k in before):
        return None
    found = _mark_after(tree, event.head, marks, ("WARY", "FAVOUR", "OPPOSE"))
    if found is None:
        return None
    return ("welcomes", ["V01"]) if found.kind == "FAVOUR" else ("wary", ["B04"])


def _mark_after(tree: Tree, token: int, marks: Mapping[int, Mark], kinds: Container[str]) -> Mark | None:
    """The first mark of some classes that stands behind a token in its sentence."""
    behind = (k for k in sorted(marks) if k > token and tree.sent[k] == tree.sent[token])
    return next((marks[k] for k in behind if marks[k].kind in kinds), None)


def _excepted(tree: Tree, event: Event) -> bool:
    """'No soldier will go without their consent', 'only with a mandate' leave a way open; 'even without' does not."""
    return any(
        tree.lower[prep] in ("without", "except")
        and not any(tree.lower[k] == "even" for k in tree.children[prep])
        and not any(themes_of(tree, noun) for noun in tree.kids(prep, "pobj"))
        for prep in tree.kids(event.head, "prep")
    )


def _is_fragment(tree: Tree, event: Event, climbed: Climb) -> bool:
    """'No combat troops', with no verb, is a refusal."""
    said = {k for step in climbed.steps if step.kind == "CLAIM" for k in step.tokens}
    verbs = any(tree.tag[k].startswith(("V", "MD")) for k in climbed.seen if k not in said)
    if event.kind not in ("force", "noun", "mission") or climbed.lost or verbs:
        return False
    return tree.dep[event.head] in ("ROOT", "dep", "ccomp") or all(s.kind in ("", "CLAIM") for s in climbed.steps)


def _corrects(tree: Tree, event: Event) -> bool:
    """'No soldiers, but engineers', 'only engineers, no soldiers': what stands against what is refused."""
    tokens = [theme.token for theme in event.themes]
    beside = [tree.head[k] for k in tokens if tree.dep[k] in ("conj", "appos")]
    return any(negated_at(tree, k) for k in (*beside, *(n for k in tokens for n in tree.kids(k, "conj", "appos"))))


def _verdict(tree: Tree, event: Event) -> str:
    """'Trainers, yes; infantry, no': the word behind the noun phrase."""
    after = max(k for k in tree.below(event.head) if tree.dep[k] != "conj" or k <= event.head) + 1
    near = range(event.head + 1, min(len(tree.word), after + 3))
    verdicts: dict[str, str] = load("anaphora")["verdicts"]
    for token in near:
        bare = token + 1 >= len(tree.word) or not tree.word[token + 1][0].isalnum()
        behind = tree.word[token - 1] in (",", ":", "-", "–", "—") or tree.tag[token] == "UH"
        if tree.lower[token] in verdicts and behind and bare:
            return verdicts[tree.lower[token]]
    return ""
