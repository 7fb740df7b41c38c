"""Stage 1, parsing: a speaker whose verb is left out. In: a passage, its attributions. Out: these, cut, and more.

"The Dane said that her country was ready; the Swede that his could help", "Sweden said it was not excluded, and The
Hague that it would not be the first": the verb is that of the one who spoke before in the sentence.
"""

from dataclasses import replace

from spacy.tokens import Token

from dashboard.parsing import surface
from dashboard.parsing.clauses import children
from dashboard.parsing.labels import label
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import FINITE
from dashboard.parsing.passage import Attribution, Passage, Span

_NAMING = frozenset(("place", "name", "role", "named", "body"))
_PHRASE = frozenset(("NNP", "NNPS", "NN", "JJ", "POS"))
_JOINING = grammar("joining_clauses")
LONGEST = 8
"""Tokens that a speaker without a verb takes at most."""


def without_verb(passage: Passage, found: list[Attribution]) -> list[Attribution]:
    """The attributions of a passage, and those of speakers who share the verb of the one before them."""
    every = list(found)
    for that in passage.doc[2:]:
        source = _named_before(passage, that)
        voice = _voice_before(passage, that, every) if source is not None else None
        if source is None or voice is None:
            continue
        first, last = source
        begin = _end_before(passage, first)
        every = [replace(a, content=surface.up_to(a.content, begin)) if a is voice else a for a in every]
        named, gap, said = passage.span(first, last), passage.span(that.i, that.i), _said(passage, that)
        every.append(replace(voice, source=named, cue=gap, content=(said,), source_token=last, cue_token=None))
    return every


def _end_before(passage: Passage, first: int) -> int:
    """Where the words end that stand before a clause: without the comma and the "and" that join it to them."""
    last = first - 1
    while last and passage.doc[last - 1].text in (",", ";"):
        last -= 1
    return passage.position(passage.doc[last - 1]) + len(passage.doc[last - 1])


def _said(passage: Passage, that: Token) -> Span:
    """What follows up to the next semicolon, without what ends it."""
    _, end = passage.sentence(that)
    stop = next((t.i - 1 for t in passage.doc[that.i : end] if t.text == ";" and not passage.quoted(t)), end)
    while stop > that.i and passage.doc[stop].text in (".", ",", ";"):
        stop -= 1
    return passage.span(that.i, stop)


def _named_before(passage: Passage, that: Token) -> tuple[int, int] | None:
    """First and last token of the name or office right before "that", if it begins a clause of its own."""
    doc, last = passage.doc, that.i - 1
    behind = doc[that.i + 1 : that.i + 2]
    if that.lower_ != "that" or passage.quoted(that) or not len(behind) or behind[0].tag_ in (*FINITE, "MD", "RB", ","):
        return None
    if that.tag_ == "DT" and behind[0].tag_[:2] == "NN":
        return None  # "that day"
    first = that.i
    while first and that.i - first < LONGEST and (doc[first - 1].tag_ in _PHRASE or doc[first - 1].lower_ == "the"):
        first -= 1
    if not first or first > last or passage.quoted(doc[first]):
        return None
    kind = label(doc[first : last + 1].text)[-1].kind
    joined = doc[first - 1].text == ";" or doc[first - 1].lower_ in _JOINING
    joined |= doc[first - 1].text == "," and kind in ("name", "place")
    return (first, last) if joined and kind in _NAMING else None


def _voice_before(passage: Passage, that: Token, found: list[Attribution]) -> Attribution | None:
    """The last of the attributions of the sentence before it whose verb takes a clause."""
    begin, _ = passage.sentence(that)
    start, here = passage.position(passage.doc[begin]), passage.position(that)
    told = [a for a in found if a.rule == "clause" and start <= a.cue[0] < here]
    voice = max(told, key=lambda a: a.cue) if told else None
    return None if voice is None or voice.negated or _to_somebody(passage, voice) else voice


def _to_somebody(passage: Passage, voice: Attribution) -> bool:
    """ "Rutte told Merz that ... and Meloni that ...": who is named before "that" may be told, too."""
    if voice.cue_token is None:
        return False
    verb = passage.doc[voice.cue_token]
    return any(child.tag_ in ("NN", "NNP", "PRP") for child in children(verb, "dobj", "dative"))
