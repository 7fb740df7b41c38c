"""Stage parsing, part judge: a case as the judge reads it: plain words, names replaced by what they are.

In: a `Text` and a `Case`; out: two strings: what is asked (whose position, how it is told, what the rules say) and the
sentence with what stands before it. States and persons are told apart as the one asked about, the speaker's own and
others, so that nothing can be learned of a real state or person: `<T>` the entity asked for, `<S>` the speaker, `<H>`
the speaker's own entity where another's position is asked for, `<C>` other states, `<P>` other persons, `<Q>` and
`</Q>` around what was said, `<F>` before the deployment asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dashboard.parsing.agents import place_at
from dashboard.parsing.cases import Case
from dashboard.parsing.drafts import Draft
from dashboard.parsing.events import events_of
from dashboard.parsing.labels import bodies
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.tree import CONTRACTIONS, Tree
from dashboard.parsing.utterances import FOCUS, Text

MARKS = ("<T>", "<S>", "<H>", "<C>", "<P>", "<Q>", "</Q>", "<F>")
BEFORE = 10
"""Words of the text before the sentence that the judge sees: more cost time and bettered nothing."""
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


def _before(text: Text, case: Case) -> list[str]:
    """What stands before the sentence: of its own paragraph, else of the one above."""
    first = min(k for k in range(len(case.tree.word)) if case.tree.sent[k] == case.tree.sent[case.tokens[0]])
    words = _worded(text, case, case.passage, range(max(0, first - BEFORE), first))
    above = case.passage - 1
    if len(words) < BEFORE // 2 and above >= 0:
        count = len(text.tree(above).word)
        words = _worded(text, case, above, range(max(0, count - (BEFORE - len(words))), count)) + words
    return words


def _topic(text: Text, case: Case) -> list[str]:
    """How far the sentence stands from the deployment named last before it, and where that goes and whose it is.

    It stands for more of the text than the judge is shown.
    """
    sent, first = case.tree.sent, case.tokens[0]
    for number in range(case.passage, max(-1, case.passage - 1 - FOCUS), -1):
        tree = text.tree(number)
        here = number == case.passage
        events = [
            event for event in events_of(tree) if not here or event.head < first or sent[event.head] == sent[first]
        ]
        if events:
            event = events[-1]
            within = here and sent[event.head] == sent[first]
            words = ["here" if within else "near" if number >= case.passage - 1 else "far"]
            words += ["elsewhere"] if event.elsewhere else ["ukraine"] if event.goal else []
            named = event.token_set if event.subject is None else {*event.token_set, event.subject}
            return [*words, "theirs"] if any(place_at(tree, k) == case.entity for k in named) else words
    return ["nowhere"]


def _asked(text: Text, case: Case, drafts: Sequence[Draft]) -> list[str]:
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
    words += _topic(text, case)
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
    return " ".join(_asked(text, case, drafts)), " ".join([*_before(text, case), "|", *sentence])
