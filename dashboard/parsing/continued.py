"""Stage 1, parsing: what goes on being said after a cue.

In: a passage and its attributions. Out: the parts and sentences after.

"..., the minister said; it will send them because ...", "..., she said, and would not go back on it", "He warned
against a game: Oslo had decided nothing", "The foreign minister was firm, he said. Romania would not take part." Never
past a sentence in which somebody else acts.
"""

from spacy.tokens import Token

from dashboard.parsing.clauses import children, has, own_subject
from dashboard.parsing.gazetteer import gender_of
from dashboard.parsing.labels import label
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import FINITE
from dashboard.parsing.passage import Attribution, Passage, Span, in_content
from dashboard.parsing.places import entity_of
from dashboard.parsing.reporting import words

_BACKSHIFTED = grammar("backshifted")
_FIRST_PERSON = grammar("first_person")
_MAIN = frozenset(("ROOT", "conj", "ccomp", "parataxis"))
FRAGMENT = 3
"""Words in quotation marks that make a sentence somebody's words rather than the writer's."""


def in_same_voice(passage: Passage, number: int, found: list[Attribution]) -> list[Attribution]:
    """The sentences of a paragraph that go on with what the one before them reports."""
    if passage.paragraph.kind not in ("body", "answer"):
        return []
    more: list[Attribution] = []
    voice: Attribution | None = None
    position = 0
    while position < len(passage.doc):
        first, last = passage.sentence(passage.doc[position])
        position = max(last, position) + 1
        start, end = passage.span(first, last)
        told = [a for a in found if _touches(a, number, start, end) and not _is_anybodys(passage, number, a)]
        if told:
            voice = _outer(told)
            rest = _rest(passage, number, last, told) if voice is not None else None
            if voice is not None and rest is not None:
                more.append(_continued(voice, number, passage, passage.span(rest, last)))
        elif voice is not None and _goes_on(passage, first, last):
            more.append(_continued(voice, number, passage, (start, end)))
        elif passage.doc[last].text != "?":
            voice = None
    return more


def _outer(told: list[Attribution]) -> Attribution | None:
    """The last of the attributions of a sentence that is no part of another: whose words go on."""
    outer = [a for a in told if not any(in_content(a, other) for other in told)] or told
    return outer[-1] if outer[-1].source is not None and not outer[-1].negated else None


def _is_anybodys(passage: Passage, number: int, attribution: Attribution) -> bool:
    """ "Whoever wants to go", "those who say so": an attribution to nobody in particular."""
    token = attribution.source_token
    return token is not None and attribution.source_passage == number and passage.doc[token].lower_ in words("anybody")


def _rest(passage: Passage, number: int, last: int, told: list[Attribution]) -> int | None:
    """Where the part of a sentence begins that goes on after cue and content: behind a semicolon or colon, or joined
    by "and that" or ", but".
    """
    ends = [end for a in told if a.passage == number for _, end in (a.cue, *a.content)]
    position = max((end for end in ends if end <= passage.span(last, last)[1]), default=0)
    for token in passage.doc[: last + 1]:
        if passage.position(token) < position or token.i >= last - 1 or passage.quoted(token):
            continue
        if token.text == ":":
            return token.i + 1 if not any(passage.quoted(t) for t in passage.doc[token.i : last + 1]) else None
        if token.text == ";":
            on = _goes_on(passage, token.i + 1, last) or _holds(passage, token.i + 1, last)
            return token.i + 1 if on else None
        joined = token.tag_ == "CC" or (token.text == "," and token.nbor().tag_ == "CC")
        first = token.i + (1 if token.tag_ == "CC" else 2)
        if joined and first < last and (_is_that(passage.doc[first]) or _says_on(passage, first, last)):
            return first
    return None


def _is_that(token: Token) -> bool:
    """Whether a word is the "that" of a reported clause."""
    return token.lower_ == "that" and token.dep_ == "mark"


def _says_on(passage: Passage, first: int, last: int) -> bool:
    """ "..., he said, and ours stay at home", "... but it would send none": a clause of its own in a reported voice."""
    verb = next((t for t in passage.doc[first : last + 1] if t.tag_ in FINITE and not passage.quoted(t)), None)
    if verb is None:
        return False
    subject = own_subject(verb.head if verb.dep_ in ("aux", "auxpass") else verb)
    if subject is None or not first <= subject.i < verb.i:
        return verb.i == first and verb.lower_ in _BACKSHIFTED
    if subject.lower_ in _FIRST_PERSON or verb.lower_ in _BACKSHIFTED:
        return True
    named = subject.tag_ == "NNP" or subject.lower_ in ("he", "she", "who", "which", "that")
    return not named and passage.doc[first - 1].lower_ != "but" and verb.tag_ in ("MD", "VBZ", "VBP")


def _touches(attribution: Attribution, number: int, start: int, end: int) -> bool:
    if attribution.passage == number and start <= attribution.cue[0] < end:
        return True
    return any(a < end and b > start for a, b in attribution.content)


def _goes_on(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence speaks in the voice of a report: "would" for "will", "had" for "has", a quoted "we"."""
    words = list(passage.doc[first : last + 1])
    if words[-1].text == "?":
        return False
    quoted = [t for t in words if passage.quoted(t) and t.is_alpha]
    if quoted:
        part = len(quoted) >= FRAGMENT and not passage.quoted(words[0])
        return part or any(t.lower_ in _FIRST_PERSON for t in quoted)
    modals = [t.head for t in words if t.lower_ in _BACKSHIFTED and t.tag_ == "MD" and t.head.dep_ in _MAIN]
    if modals:
        return not any(_is_somebody(own_subject(verb)) for verb in modals)
    return any(_is_backshifted(t) for t in words if t.dep_ in _MAIN)


def _is_backshifted(verb: Token) -> bool:
    """ "Oslo had not decided", "Belgium was going to supply jets", "there was no peace to keep": no person acts."""
    subject = own_subject(verb)
    there = any(c.dep_ == "expl" for c in verb.children)
    if there:
        return verb.lower_ in ("was", "were")
    if subject is None or _is_person(subject):
        return False
    helpers = {c.lower_ for c in children(verb, "aux")}
    if verb.lower_ == "going" and helpers & {"was", "were"}:
        return True
    denied = has(verb, "neg")
    return verb.tag_ == "VBN" and "had" in helpers and (denied or entity_of(_phrase(subject)) is not None)


def _holds(passage: Passage, first: int, last: int) -> bool:
    """Whether the part behind a semicolon tells how things stand or will be, and not what somebody did."""
    for token in passage.doc[first : last + 1]:
        verb = token.head if token.dep_ in ("aux", "auxpass") else token
        if token.tag_ in FINITE and verb.dep_ in _MAIN and not passage.quoted(token):
            subject = own_subject(verb)
            if subject is not None and _is_person(subject) and subject.tag_ != "PRP":
                return False
            return token.tag_ in ("MD", "VBZ", "VBP") or token.lower_ in ("had", "was", "were")
    return False


def _is_somebody(noun: Token | None) -> bool:
    """ "Her colleague Ana Example", "the foreign minister": somebody whose position a sentence may tell by itself."""
    items = label(_phrase(noun)) if noun is not None and noun.tag_ in ("NN", "NNP") else []
    return any(item.kind == "role" or (item.kind == "name" and gender_of(item.text)) for item in items)


def _is_person(noun: Token) -> bool:
    """Whether a subject may be a person: a name that is no state's, or he and she."""
    if noun.lower_ in ("he", "she", "who", "they", "i", "we"):
        return True
    return noun.tag_ == "NNP" and entity_of(_phrase(noun)) is None


def _phrase(noun: Token) -> str:
    return " ".join(t.text for t in noun.subtree)


def _continued(voice: Attribution, number: int, passage: Passage, sentence: Span) -> Attribution:
    start, end = sentence
    last = end - 1 if passage.doc.text[end - passage.base - 1 : end - passage.base] == "." else end
    return Attribution(
        passage=number,
        source=voice.source,
        cue=(start, start),
        content=((start, last),),
        direct=False,
        negated=False,
        rule="same_voice",
        verb="",
        source_token=voice.source_token,
        source_elsewhere=voice.source_elsewhere,
    )
