"""Stage parsing, part judge: a case as the judge reads it: plain words, names replaced by what they are.

In: a `Text` and a `Case`; out: two strings: what is asked (whose position, how it is told, what the rules say) and the
sentence with what stands before it. States and persons are told apart as the one asked about, the speaker's own and
others, so that nothing can be learned of a real state or person: `<T>` the entity asked for, `<S>` the speaker, `<H>`
the speaker's own entity where another's position is asked for, `<C>` other states, `<P>` other persons, `<Q>` and
`</Q>` around what was said, `<F>` before the deployment asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.parsing.agents import place_at
from dashboard.parsing.cases import Case
from dashboard.parsing.deployment import Event
from dashboard.parsing.drafts import Draft
from dashboard.parsing.events import events_of
from dashboard.parsing.labels import bodies
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.tree import CONTRACTIONS, Tree
from dashboard.parsing.utterances import FOCUS, Text

MARKS = ("<T>", "<S>", "<H>", "<C>", "<P>", "<Q>", "</Q>", "<F>")
BEFORE, BACK = 10, 32
"""Words of the text before a sentence that the judge sees: where it names the deployment itself, and where it does not
and goes back to one named before."""
ABOVE = 3
"""Paragraphs that they may come from, beside the sentence's own."""
AROUND = 6, 9
"""Words before and after its verb by which a deployment is told that was named even before these."""
LONGEST = 50
"""Words of a sentence that the judge sees."""


@cache
def _kept() -> frozenset[str]:
    """Parties and bodies that stay what they are, unless they are asked about."""
    return frozenset((*load("questions")["parties"], *bodies(), *load("judge")["kept"]))


def _worded(text: Text, case: Case, number: int, tokens: Sequence[int]) -> list[str]:
    """The words of some tokens of a passage."""
    tree, names = text.tree(number), text.names(number)
    speaker, home, voice = fold(case.speaker.name).split(), case.speaker.entity, _voice(text, case, number)
    said = set(case.tokens) if number == case.passage and case.how == "said" else set[int]()
    words: list[str] = []
    inside = False
    for token in tokens:
        if (token in said) != inside:
            words.append("</Q>" if inside else "<Q>")
            inside = not inside
        if number == case.passage and token == case.theme:
            words.append("<F>")
        word = "<S>" if token in voice else _word(tree, token, names, speaker, home, case.entity)
        if not (word[0] == "<" and words and words[-1] == word):
            words.append(word)
    return [*words, "</Q>"] if inside else words


def _voice(text: Text, case: Case, number: int) -> range:
    """The tokens that name whoever speaks, unnamed, for somebody named: "a spokesman for Peru's president, X, said"."""
    told = case.attribution
    if not case.speaker.institution or told is None or told.source is None or told.source_passage != number:
        return range(0)
    first, last = text.reading.passages[number].tokens(*told.source)
    if told.source_token is None or not any(first <= k <= last for k in text.names(number)):
        return range(0)
    return range(told.source_token, last + 1)


def _word(tree: Tree, token: int, names: dict[int, str], speaker: list[str], home: str, entity: str) -> str:
    code = place_at(tree, token)
    if code:
        if code == entity:
            return "<T>"
        if code == home:
            return "<H>"
        return tree.lower[token] if code in _kept() else "<C>"
    if token in names:
        return "<S>" if speaker and names[token].split()[-1] in speaker else "<P>"
    word = tree.lower[token]
    if word in ("ca", "wo") and tree.lower[token + 1 : token + 2] == ["n't"]:
        return "can" if word == "ca" else "will"
    return CONTRACTIONS.get(word, word)


@dataclass(frozen=True)
class _Named:
    """The deployment that a text names last, up to a case: in which passage, and whether in the case's own sentence."""

    passage: int
    event: Event
    within: bool


def _named_last(text: Text, case: Case) -> _Named | None:
    sent, first = case.tree.sent, case.tokens[0]
    for number in range(case.passage, max(-1, case.passage - 1 - FOCUS), -1):
        here = number == case.passage
        events = [
            event
            for event in events_of(text.tree(number))
            if not here or event.head < first or sent[event.head] == sent[first]
        ]
        if events:
            return _Named(number, events[-1], here and sent[events[-1].head] == sent[first])
    return None


def _before(text: Text, case: Case, named: _Named | None) -> list[str]:
    """What stands before the sentence, in its paragraph and those above; first the deployment that it goes back to."""
    first = min(k for k in range(len(case.tree.word)) if case.tree.sent[k] == case.tree.sent[case.tokens[0]])
    wanted = BEFORE if named and named.within else BACK
    words: list[str] = []
    number, start = case.passage, first
    while True:
        last, start = start, max(0, start - (wanted - len(words)))
        words = [*_worded(text, case, number, range(start, last)), *(["/"] if words else []), *words]
        if len(words) >= wanted or number == 0 or case.passage - number == ABOVE:
            break
        number -= 1
        start = len(text.tree(number).word)
    if named and not named.within and (named.passage, named.event.head) < (number, start):
        tree, head = text.tree(named.passage), named.event.head
        near = range(max(0, head - AROUND[0]), min(len(tree.word), head + AROUND[1]))
        shown = start if number == named.passage else len(tree.word)
        told = [k for k in near if tree.sent[k] == tree.sent[head] and k < shown]
        words = [*_worded(text, case, named.passage, told), "...", *words]
    return words


def _topic(text: Text, case: Case, named: _Named | None) -> list[str]:
    """How far the sentence stands from the deployment named last before it, and where that goes and whose it is.

    It stands for more of the text than the judge is shown.
    """
    if named is None:
        return ["nowhere"]
    event = named.event
    words = ["here" if named.within else "near" if named.passage >= case.passage - 1 else "far"]
    words += ["elsewhere"] if event.elsewhere else ["ukraine"] if event.goal else []
    tokens = event.token_set if event.subject is None else {*event.token_set, event.subject}
    return [*words, "theirs"] if any(place_at(text.tree(named.passage), k) == case.entity for k in tokens) else words


def _asked(text: Text, case: Case, drafts: Sequence[Draft], named: _Named | None) -> list[str]:
    speaker = case.speaker
    own = case.entity == speaker.entity
    words = ["own" if own else "other"]
    words += [case.entity.lower()] if case.entity in _kept() else []
    words += ["presumed"] if "presumed" in speaker.rules else []
    words += [case.how]
    if case.attribution is not None:
        words += ["quoted" if case.attribution.direct else "reported"]
        words += [case.attribution.verb, "not"] if case.attribution.negated else [case.attribution.verb]
    kind = text.reading.passages[case.passage].paragraph.kind
    words += [kind] if kind != "body" else []
    words += _topic(text, case, named)
    answers = [drafts[n] for n in case.drafts]
    words += [
        "rules",
        *(f"{d.stand.position.replace('_', ' ')}{' it' if d.said.frame.anaphoric else ''}" for d in answers),
    ]
    words += [] if answers else ["nothing"]
    return words


def wording(text: Text, case: Case, drafts: Sequence[Draft]) -> tuple[str, str]:
    """Give what is asked, and the sentence after what stands before it."""
    sent = case.tree.sent[case.tokens[0]]
    tokens = [k for k in range(len(case.tree.word)) if case.tree.sent[k] == sent]
    if len(tokens) > LONGEST:
        middle = case.tokens[len(case.tokens) // 2]
        near = [k for k in tokens if abs(k - middle) <= LONGEST // 2]
        tokens = near or tokens[:LONGEST]
    sentence = _worded(text, case, case.passage, tokens)
    named = _named_last(text, case)
    asked = " ".join(_asked(text, case, drafts, named))
    return asked, " ".join([*_before(text, case, named), "|", *sentence])
