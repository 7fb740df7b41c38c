"""Stage parsing, part candidates: what each official of an article said of a deployment.

In: a `Reading`; out: `Said`: a frame with its passage, speaker and the attribution that carries it, or none where the
journalist's own sentence names the stance ('Merz did not exclude a German part').
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from dashboard.parsing.agents import OWN, subject_of
from dashboard.parsing.anaphora import frames_said
from dashboard.parsing.events import events_of, nationals_in
from dashboard.parsing.frames import Frame, frames_in
from dashboard.parsing.gazetteer import gender_of
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.passage import Attribution, Passage, Span
from dashboard.parsing.reading import Reading
from dashboard.parsing.reporting import words
from dashboard.parsing.speakers import Speaker
from dashboard.parsing.tree import Tree, tree_of

PERFORMED = frozenset(
    {
        "REJECT",
        "OPEN",
        "DENY",
        "READY",
        "COMMIT",
        "PLAN",
        "FAVOUR",
        "CALL",
        "SILENT",
        "DECIDE",
        "WARY",
        "CONSIDER",
        "UNSURE",
        "OPPOSE",
        "ACCEPTS",
        "NEED",
        "HESITATE",
        "UNLIKELY",
    }
)
"""Classes whose subject takes the stance even where nothing is quoted."""

REACH = 3
"""Paragraphs that a quotation may run through."""
FOCUS = 4
"""Paragraphs for which a deployment that was named stays the topic."""


@dataclass(frozen=True)
class Said:
    """One frame of one speaker. `passage` is the number of the passage it stands in."""

    frame: Frame
    speaker: Speaker
    passage: int
    attribution: Attribution | None
    tree: Tree


class Text:
    """The passages of a reading as trees, with the places where a deployment is named; made when asked for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.trees: dict[int, Tree] = {}
        self.named: dict[int, list[int]] = {}
        self.raised: dict[int, list[int]] = {}
        self.said: dict[int, list[Frame]] = {}
        self.persons: dict[int, dict[int, str]] = {}
        self.mentioned: dict[int, list[tuple[int, Speaker]]] = {}

    def tree(self, number: int) -> Tree:
        if number not in self.trees:
            self.trees[number] = tree_of(self.reading.passages[number].doc)
        return self.trees[number]

    def names(self, number: int) -> dict[int, str]:
        """Tokens of a passage that are part of a person's name, with that name folded."""
        if number not in self.persons:
            passage, found = self.reading.passages[number], dict[int, str]()
            for item in self.reading.items[number]:
                if item.kind == "name" and self.reading.cast.named(item.text):
                    first, last = passage.tokens(item.start, item.end)
                    found |= dict.fromkeys(range(first, last + 1), fold(item.text))
            self.persons[number] = found
        return self.persons[number]

    def officials(self, number: int) -> list[tuple[int, Speaker]]:
        """The officials that a passage names, each with the token that does.

        Nobody whose office is a guess, and nobody for whom another speaks ("a spokesman for X said", "X's government")
        or whom another's deed hits ("in a blow to X").
        """
        if number not in self.mentioned:
            passage, tree, found = self.reading.passages[number], self.tree(number), list[tuple[int, Speaker]]()
            sources = self._sources(number)
            for person in self.reading.cast.persons:
                for place in (place for place in person.mentions if passage.base <= place < passage.end):
                    token = passage.tokens(place, place + 1)[0]
                    while tree.dep[token] == "compound" and tree.head[token] > token:
                        token = tree.head[token]
                    speaker = self.reading.speaker_of(number, token)
                    if speaker is None or not in_scope(speaker) or not speaker.office or _suffers(tree, token):
                        continue
                    owned = _owned(tree, token)
                    if owned is not None and self._acts(number, owned, speaker):
                        continue  # "Orpo's government", "Sánchez's partners", "the ministry of Ruben Brekelmans"
                    if not any(start <= place < end and speaker.name not in names for (start, end), names in sources):
                        found.append((token, speaker))
            self.mentioned[number] = found
        return self.mentioned[number]

    def _acts(self, number: int, noun: int, owner: Speaker) -> bool:
        """Whether a noun means somebody else than its owner: a body, a person, a group."""
        named = {self.tree(number).lemma[noun], self.tree(number).lower[noun]}
        others = [load("agents")[part] for part in ("own_nouns", "persons", "group_nouns")]
        if any(named & set(words) for words in (*others, load("titles")["close_to"])):
            return True
        other = self.reading.speaker_of(number, noun)
        return other is not None and other.name != owner.name

    def _sources(self, number: int) -> list[tuple[Span, set[str]]]:
        """Where a passage tells who speaks, each with the names of those meant."""
        found = []
        for attribution in self.reading.attributions:
            if attribution.source is not None and attribution.source_passage == number:
                names = {speaker.name for speaker in self.reading.speakers(attribution)}
                token = attribution.source_token
                several = token is not None and self.tree(number).tag[token] in ("NNS", "DT")  # "those close to X"
                found += [(attribution.source, names)] if names or several else []
        return found

    def events(self, number: int) -> list[int]:
        """Tokens at which a passage names a deployment."""
        if number not in self.named:
            tree = self.tree(number)
            self.named[number] = [event.head for event in events_of(tree)]
        return self.named[number]

    def topics(self, number: int) -> list[int]:
        """Tokens at which a passage names a deployment, or people of another state in Ukraine: "no Finn in Ukraine"."""
        if number not in self.raised:
            self.raised[number] = [*self.events(number), *nationals_in(self.tree(number))]
        return self.raised[number]

    def in_focus(self, number: int, token: int) -> bool:
        """Whether a deployment was named before a token, in its passage or the one before, or in its sentence."""
        sent = self.tree(number).sent
        if any(head < token or sent[head] == sent[token] for head in self.topics(number)):
            return True
        return any(self.topics(before) for before in range(max(0, number - FOCUS), number))

    def frames(self, number: int) -> list[Frame]:
        """What a passage says of the deployments it names, whoever says it."""
        if number not in self.said:
            tree = self.tree(number)
            self.said[number] = frames_in(tree, set(range(len(tree.word))), set()) if self.events(number) else []
        return self.said[number]

    def antecedent(self, number: int, token: int) -> Frame | None:
        """The frame of the deployment named last before a token, in its passage or the one before."""
        here = self.frames(number)
        before = [frame for frame in here if frame.event.head < token]
        if before:
            return before[-1]
        for earlier in range(number - 1, max(-1, number - 1 - FOCUS), -1):
            if self.frames(earlier):
                return replace(self.frames(earlier)[-1], distant=True)
        return here[-1] if here else None


def _owned(tree: Tree, token: int) -> int | None:
    """The noun whose owner a name is: "X's ministry", "the ministry of X"."""
    before = tree.head[token]
    if tree.dep[token] == "pobj" and tree.lower[before] == "of":
        return tree.head[before]
    return before if tree.dep[token] == "poss" else None


def _suffers(tree: Tree, token: int) -> bool:
    """Whether a name is that of somebody whom another's deed hits: "in a blow to X"."""
    before = tree.head[token]
    return tree.dep[token] == "pobj" and tree.lower[tree.head[before]] in load("titles")["suffered"]


def _content(passage: Passage, attribution: Attribution) -> set[int]:
    found: set[int] = set()
    begin, end = passage.base, passage.end
    for start, stop in attribution.content:
        if start < end and stop > begin:
            first, last = passage.tokens(start, stop)
            found |= set(range(first, last + 1))
    return found


def contents_of(reading: Reading, attribution: Attribution) -> dict[int, set[int]]:
    """The tokens of what an attribution ascribes, by the number of the passage; none without any."""
    reach = range(attribution.passage, min(attribution.passage + REACH, len(reading.passages)))
    found = {number: _content(reading.passages[number], attribution) for number in reach}
    return {number: content for number, content in found.items() if content}


def heard(reading: Reading, covered: dict[int, set[int]]) -> Iterator[tuple[Attribution, dict[int, set[int]]]]:
    """Give each attribution that is its source's own, with its contents; all that is ascribed goes into `covered`."""
    for attribution in reading.attributions:
        if attribution.rule == "object":
            continue
        contents = contents_of(reading, attribution)
        for number, content in contents.items():
            covered.setdefault(number, set()).update(content)
        asked = reading.passages[attribution.passage].paragraph.kind == "question"
        if not asked and not nested(attribution, reading):
            yield attribution, contents


def _asked(tree: Tree) -> set[int]:
    """Sentences that are questions."""
    return {tree.sent[k] for k in range(len(tree.word)) if tree.word[k] == "?"}


def _of_attribution(
    text: Text, attribution: Attribution, contents: dict[int, set[int]], speaker: Speaker
) -> list[Said]:
    found = []
    for number, ascribed in contents.items():
        passage, tree = text.reading.passages[number], text.tree(number)
        content = {k for k in ascribed if tree.sent[k] not in _asked(tree)}
        first, last = passage.tokens(*attribution.cue) if number == attribution.passage else (0, -1)
        cue = set(range(first, last + 1)) - content
        frames = frames_said(tree, content, cue, partial(text.in_focus, number), partial(text.antecedent, number))
        given_up = {id(f) for f in frames if f.former and tree.dep[f.top] == "relcl"}
        found += [Said(frame, speaker, number, attribution, tree) for frame in frames if id(frame) not in given_up]
    return found


def in_scope(speaker: Speaker | None) -> bool:
    """Whether somebody speaks for a state or body; analysts, journalists and former officials do not."""
    return speaker is not None and speaker.kind in ("official", "institution") and bool(speaker.entity)


def _narrated(text: Text, number: int, covered: set[int]) -> list[Said]:
    """Stances that the journalist ascribes without a verb of saying."""
    tree = text.tree(number)
    asked = _asked(tree)
    free = {k for k in range(len(tree.word)) if tree.sent[k] not in asked}
    found = []
    frames = frames_said(tree, free, set(), partial(text.in_focus, number), partial(text.antecedent, number), covered)
    for frame in frames:
        stance = [step for step in frame.steps if step.kind in PERFORMED]
        if not stance or (frame.former and tree.dep[frame.top] == "relcl"):
            continue
        together = _stance_holders(text, number, tree, frame, covered)
        for speaker in together:
            loose = frame.anaphoric and "body" in speaker.rules
            if in_scope(speaker) and not loose:
                found.append(Said(_own_part(frame, speaker, together), speaker, number, None, tree))
    return found


def _own_part(frame: Frame, speaker: Speaker, together: list[Speaker]) -> Frame:
    """Of several who speak together each speaks for their own state: "Starmer and Macron have pledged soldiers"."""
    others = {other.entity for other in together} - {speaker.entity}
    agents = tuple(agent for agent in frame.agents if agent.code not in others or not agent.code)
    return frame if len(agents) == len(frame.agents) else replace(frame, agents=agents or (OWN,))


def _stance_holders(text: Text, number: int, tree: Tree, frame: Frame, covered: set[int]) -> list[Speaker]:
    """Who holds a stance: the owner of 'his rejection', else the subject of its verb."""
    token = next(step for step in reversed(frame.steps) if step.kind in PERFORMED).tokens[0]
    by = [noun for agent in tree.kids(token, "agent") for noun in tree.kids(agent, "pobj")]
    gap = [frame.event.subject] if frame.event.kind == "gap" else []
    for node in (*by, *gap, *tree.kids(token, "poss"), subject_of(tree, token), subject_of(tree, frame.top)):
        if node is not None and node not in covered:
            speakers = text.reading.resolver.speakers_of(number, node)
            if speakers:
                return speakers
    return []


def nested(attribution: Attribution, reading: Reading) -> bool:
    """Whether an attribution stands within the content of another speaker: then that one reports it.

    A newspaper or agency that reports it is no speaker, and who "said so too" leaves the words to the first.
    """
    if _contrasted(attribution, reading):
        return False
    return any(
        start <= attribution.cue[0] < end and _is_speaker(reading.speaker(other), other)
        for other in reading.attributions
        if other is not attribution and other.rule != "said_so"
        for start, end in other.content
    )


def _is_speaker(speaker: Speaker | None, attribution: Attribution) -> bool:
    """Not "a newspaper", nor, where something is reported, a name that is no person's by its first word."""
    if speaker is None or speaker.kind != "other":
        return speaker is not None
    return speaker.person and (attribution.verb not in words("reports") or bool(gender_of(speaker.name)))


def _contrasted(attribution: Attribution, reading: Reading) -> bool:
    """'X said that ..., while Y said that ...': the second is no part of what X said."""
    if attribution.cue_token is None:
        return False
    cue = reading.passages[attribution.passage].doc[attribution.cue_token]
    return cue.dep_ == "advcl" and any(child.lower_ in ("while", "whereas", "whilst") for child in cue.children)


def said_in(text: Text) -> list[Said]:
    """Give the frames of all officials and institutions of an article, in text order."""
    reading = text.reading
    found: list[Said] = []
    covered: dict[int, set[int]] = {}
    for attribution, contents in heard(reading, covered):
        together = reading.speakers(attribution)
        for speaker in together:
            if in_scope(speaker):
                said = _of_attribution(text, attribution, contents, speaker)
                found += [replace(one, frame=_own_part(one.frame, speaker, together)) for one in said]
    for number, passage in enumerate(reading.passages):
        if passage.paragraph.kind in ("body", "heading", "answer"):
            found += _narrated(text, number, covered.get(number, set()))
    present = {(said.speaker.name, said.passage) for said in found if not said.frame.former}
    found = [said for said in found if not said.frame.former or (said.speaker.name, said.passage) not in present]
    return sorted(found, key=lambda said: (said.passage, said.frame.first))
