"""Stage parsing, part judge: who may answer for which sentence of an article.

In: a `Text`; out: `Unit`s: what somebody said, what the journalist tells of somebody, who is only named, and, where a
sentence is nobody's, the one who spoke before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from dashboard.parsing.antecedents import fits
from dashboard.parsing.forces import mission_of
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import FINITE
from dashboard.parsing.passage import Attribution
from dashboard.parsing.speakers import Speaker, less_certain, of_state
from dashboard.parsing.tree import Tree
from dashboard.parsing.unclaimed import genders_of, others_words, strangers_words, unclaimed
from dashboard.parsing.utterances import Text, contents_of, heard, in_scope

TOLD = ("headline", "heading", "body", "answer")
"""Kinds of paragraphs in which the journalist tells what somebody's position is."""
FOLLOWS, GOES_ON = 2, 0.7
"""Paragraphs behind somebody's words in which a sentence that is nobody else's may still be theirs; how sure it is."""
LISTED = 0.6
"""How sure it is that a line of a list tells what the state before its colon says."""
OPENER = 14
"""Words, at most, of a line without a verb that gives somebody the floor."""


@dataclass(frozen=True)
class Unit:
    """One sentence, or what of it was said, with somebody who may answer for it; `how` as in a `Case`."""

    passage: int
    tokens: tuple[int, ...]
    speaker: Speaker
    how: str
    attribution: Attribution | None
    tree: Tree

    @property
    def sentence(self) -> int:
        return self.tree.sent[self.tokens[0]]


def _said(text: Text, covered: dict[int, set[int]]) -> Iterator[Unit]:
    for attribution, contents in heard(text.reading, covered):
        speakers = [speaker for speaker in text.reading.speakers(attribution) if in_scope(speaker)]
        for number, content in contents.items():
            tree = text.tree(number)
            for sent in sorted({tree.sent[k] for k in content}):
                tokens = tuple(sorted(k for k in content if tree.sent[k] == sent))
                yield from (Unit(number, tokens, speaker, "said", attribution, tree) for speaker in speakers)


def _cues(text: Text, number: int) -> set[int | None]:
    return {a.cue_token for a in text.reading.attributions if a.passage == number and a.rule != "object"}


def _asides(text: Text, number: int) -> set[int]:
    """Tokens of clauses that only tell when something was said: "..., he wrote before his minister had landed"."""
    tree, cues, topics = text.tree(number), _cues(text, number), {*text.topics(number)}
    clauses = [tree.below(k) for k, dep in enumerate(tree.dep) if dep == "advcl" and tree.head[k] in cues]
    return set[int]().union(*(clause for clause in clauses if not clause & topics))


def _told(text: Text, number: int, covered: Set[int]) -> Iterator[Unit]:
    tree, reading = text.tree(number), text.reading
    idle = _cues(text, number) | covered
    seen: set[tuple[int, str]] = set()
    for verb in range(len(tree.word)):
        if verb in idle or not tree.tag[verb].startswith(("V", "MD")):
            continue
        subject = next((k for k in tree.kids(verb, "nsubj", "nsubjpass") if k not in covered), None)
        owner = _owner_of(tree, subject) if subject is not None else None
        speakers = reading.resolver.speakers_of(number, owner) if owner is not None else []
        speakers += [s for k in _nor_will(tree, verb) if (s := reading.speaker_of(number, k)) is not None]
        tokens = tuple(k for k in range(len(tree.word)) if tree.sent[k] == tree.sent[verb])
        for speaker in speakers:
            if in_scope(speaker) and (tree.sent[verb], speaker.name) not in seen:
                seen.add((tree.sent[verb], speaker.name))
                yield Unit(number, tokens, speaker, "told", None, tree)


def _owner_of(tree: Tree, subject: int) -> int:
    """Who is told of by a subject: "Romania wants to be there. Its ships will patrol" tells of whom "its" means."""
    its = [k for k in tree.kids(subject, "poss") if tree.lower[k] == "its"]
    return its[0] if its and mission_of(tree, subject) else subject


def _nor_will(tree: Tree, verb: int) -> list[int]:
    """ "Denmark will not go, nor will Sweden": a second subject, which a parser joins to the verb."""
    return [k for k in tree.kids(verb, "conj") if tree.tag[k] == "NNP" and tree.kids(k, "aux")]


def _named(
    text: Text, number: int, seen: set[tuple[int, int, str]], closed: Set[int], *, topical: bool
) -> Iterator[Unit]:
    """Who is named in a sentence that names a deployment, without a verb that makes the words theirs.

    Where `topical`, also in one behind such a sentence; never by the tokens that are `closed`.
    """
    tree = text.tree(number)
    deploying = {tree.sent[head] for head in text.topics(number)}
    for token, speaker in text.officials(number):
        sent = tree.sent[token]
        about = sent in deploying or (topical and text.in_focus(number, tree.sent.index(sent)))
        if about and token not in closed and (number, sent, speaker.name) not in seen:
            seen.add((number, sent, speaker.name))
            yield Unit(number, _sentence(tree, sent), speaker, "named", None, tree)


def _unclaimed(text: Text, number: int, units: Sequence[Unit]) -> Iterator[Unit]:
    """Sentences of a passage that are nobody's, with the one who may answer for them."""
    claimed: dict[int, list[Speaker]] = {}
    for unit in units:
        if unit.passage == number:
            claimed.setdefault(unit.sentence, []).append(unit.speaker)
    tree = text.tree(number)
    for sent, speaker in unclaimed(text, number, claimed):
        yield Unit(number, _sentence(tree, sent), speaker, "named", None, tree)


def _listed(text: Text, number: int, units: Sequence[Unit]) -> Iterator[Unit]:
    """ "POLAND: Not planning to.": what a list says of the state that stands before it, where nobody else says it."""
    claimed = {unit.sentence for unit in units if unit.passage == number and unit.how in ("said", "told")}
    claimed |= others_words(text, number) | strangers_words(text, number)
    tree = text.tree(number)
    for code in text.reading.resolver.homes.labels[number]:
        for sent in dict.fromkeys(tree.sent):
            if sent not in claimed:
                yield Unit(number, _sentence(tree, sent), of_state(code, LISTED), "told", None, tree)


def _after(text: Text, units: Sequence[Unit]) -> Iterator[Unit]:
    """Sentences on a deployment that are nobody's words, with the person who spoke last before them.

    A heading, or a line without a verb that opens a paragraph, gives the floor to the one person it names. What an
    analyst or a source says ends it, and a sentence that names another person is not asked of this one.
    """
    spoken = [u for u in units if u.how == "said" or (u.how == "told" and u.speaker.person)]
    taken = {(unit.passage, unit.sentence) for unit in spoken}
    known = {(unit.passage, unit.sentence, unit.speaker.name) for unit in units}
    turns: list[tuple[int, int, Speaker | None]] = [
        (u.passage, u.tokens[0], u.speaker if u.speaker.person and u.speaker.office else None) for u in spoken
    ]
    numbers = [n for n, passage in enumerate(text.reading.passages) if passage.paragraph.kind in TOLD]
    numbers = [n for n in numbers if not text.reading.resolver.homes.labels[n]]
    for number in numbers:
        places = text.tree(number).sent
        foreign = others_words(text, number) - {sent for n, sent in taken if n == number}
        taken |= {(number, sent) for sent in foreign}
        turns += [(number, places.index(sent), None) for sent in foreign]
        opener = _floor_to(text, number)
        turns += [(number, -1, opener)] if opener is not None else []
    turns.sort(key=lambda turn: turn[:2])
    last, since, at = None, 0, 0
    for number in numbers:
        tree = text.tree(number)
        named = [(tree.sent[token], speaker.name) for token, speaker in text.officials(number)]
        genders = genders_of(text, number)
        for sent in dict.fromkeys(tree.sent):
            tokens = _sentence(tree, sent)
            while at < len(turns) and turns[at][:2] < (number, tokens[0]):
                since, _, last = turns[at]
                at += 1
            if last is None or number - since > FOLLOWS or (number, sent) in taken or tree.word[tokens[-1]] == "?":
                continue
            if not fits(last, genders.get(sent, "")):
                continue
            others = any(place == sent and name != last.name for place, name in named)
            if not others and (number, sent, last.name) not in known and text.in_focus(number, tokens[0]):
                yield Unit(number, tokens, less_certain(last, GOES_ON, "spoke_before"), "after", None, tree)


def _floor_to(text: Text, number: int) -> Speaker | None:
    """The one person to whom a heading or a verbless opener gives the floor: "With Ian Borg, Malta's minister".

    Not whom it is about ("Pressure from X", "X's plan"), and not who wrote it ("By X").
    """
    tree = text.tree(number)
    opener = _sentence(tree, tree.sent[0])
    if len(opener) > OPENER or any(tree.tag[k] in FINITE for k in opener):
        return None
    named = [(token, speaker) for token, speaker in text.officials(number) if tree.sent[token] == tree.sent[0]]
    if len({speaker.name for _, speaker in named}) != 1:
        return None
    token, speaker = named[0]
    before = [k for k in opener if k < token and tree.tag[k] in ("IN", "TO")]
    about = any(k != opener[0] or tree.lower[k] not in load("layout")["floor_to"] for k in before)
    owner = tree.lower[token + 1 : token + 2] in (["'s"], ["'"], ["’s"], ["’"])
    return None if about or owner else speaker


def _sentence(tree: Tree, sent: int) -> tuple[int, ...]:
    return tuple(k for k in range(len(tree.word)) if tree.sent[k] == sent)


def _worded(unit: Unit) -> bool:
    return any(unit.tree.word[k][0].isalpha() for k in unit.tokens)


def _told_by_another(text: Text, unit: Unit) -> bool:
    """Whether all that a sentence names of a deployment is what a relative clause ascribes to another person: "he
    defended his minister, who had warned that".
    """
    heads = {head for head in text.events(unit.passage) if unit.tree.sent[head] == unit.sentence}
    if unit.attribution is not None or not heads:
        return False
    for attribution in text.reading.attributions:
        cue = attribution.cue_token
        if attribution.passage == unit.passage and cue is not None and _of_whom(unit.tree, cue):
            speakers = text.reading.speakers(attribution)
            if any(s.person for s in speakers) and unit.speaker.name not in {s.name for s in speakers}:
                heads -= contents_of(text.reading, attribution).get(unit.passage, set())
    return not heads


def _of_whom(tree: Tree, verb: int) -> bool:
    """Whether a verb is that of a relative clause about a person: "who had warned"."""
    return tree.dep[verb] == "relcl" and any(tree.lower[k] == "who" for k in tree.kids(verb, "nsubj", "nsubjpass"))


def _closed(text: Text, number: int, asides: Set[int]) -> set[int]:
    """Tokens by which nobody is asked: those of asides, and of the words of a stranger."""
    strangers, places = strangers_words(text, number), text.tree(number).sent
    return {*asides, *(token for token, sent in enumerate(places) if sent in strangers)}


def units_in(text: Text) -> list[Unit]:
    """Give the units of an article: what is said and told first, then what is only named, then what goes on."""
    covered: dict[int, set[int]] = {}
    found = list(_said(text, covered))
    told = [n for n, passage in enumerate(text.reading.passages) if passage.paragraph.kind in TOLD]
    asides = {number: _asides(text, number) for number in told}
    for number in told:
        found += _told(text, number, covered.get(number, set()) | asides[number])
        found += _listed(text, number, found)
    seen = {(unit.passage, unit.sentence, unit.speaker.name) for unit in found}
    closed = {number: _closed(text, number, asides[number]) for number in told}
    for number in told:
        found += _named(text, number, seen, closed[number], topical=False)
        found += _unclaimed(text, number, found)
    found += _after(text, found)
    for number in told:
        found += _named(text, number, seen, closed[number], topical=True)
    return [unit for unit in found if _worded(unit) and not _told_by_another(text, unit)]
