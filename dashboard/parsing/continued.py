"""Stage 1, parsing: what goes on being said after a cue.

In: a passage and its attributions. Out: the parts and sentences after.

"..., the minister said; it will send them because ...", "..., she said, since nobody would ask for it", "He warned
against a game: Oslo had decided nothing", "The foreign minister was firm, he said. Romania would not take part." Never
past a sentence in which somebody acts.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from dashboard.parsing.clauses import children, has, own_subject
from dashboard.parsing.gazetteer import gender_of
from dashboard.parsing.labels import label
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import FINITE, lemma_of
from dashboard.parsing.passage import Attribution, Passage, Span, in_content
from dashboard.parsing.places import entity_of
from dashboard.parsing.reporting import words

_BACKSHIFTED = grammar("backshifted")
_FIRST_PERSON = grammar("first_person")
_BECAUSE = grammar("because")
_PERSONAL = grammar("personal")
_CAMPS = grammar("camps")
_SHARES = grammar("shares")
_PARTING = _BECAUSE | grammar("adverse")
_ASIDES = grammar("although") | grammar("polls")
_BY_VERB = frozenset(("clause", "quote", "infinitive", "gerund", "as"))
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
        speaking = _speaking(passage, number, told)
        on = not speaking and (_would(passage, first, last, told) if told else _goes_on(passage, first, last))
        if voice is not None and on:
            more.append(_continued(voice, number, passage, (start, end)))
        elif told:
            voice = _outer(speaking or told)
            state = voice is not None and voice.rule == "object" and not _by_person(passage, number, voice)
            rest = _rest(passage, number, last, speaking or told) if voice is not None and not state else None
            if voice is not None and rest is not None:
                more.append(_continued(voice, number, passage, passage.span(rest, last)))
            voice = voice if voice is not None and not voice.negated else None
        elif passage.doc[last].text != "?":
            voice = None
    return more


def _speaking(passage: Passage, number: int, told: list[Attribution]) -> list[Attribution]:
    """Attributions without those of what a state, a body or things want: "he said; France and Britain wanted to go"."""
    return [a for a in told if a.rule not in _BY_VERB or a.verb in words("clause") or _by_person(passage, number, a)]


def _by_person(passage: Passage, number: int, attribution: Attribution) -> bool:
    """Whether the source of an attribution may be a person: not in "it has not been decided whether"."""
    token = attribution.source_token
    if token is None or attribution.source_passage != number:
        return attribution.source is not None
    return _is_other(passage.doc[token])


def _outer(told: list[Attribution]) -> Attribution | None:
    """The last of the attributions of a sentence that is no part of another: whose words go on."""
    outer = [a for a in told if not any(in_content(a, other) for other in told)] or told
    return outer[-1] if outer[-1].source is not None else None


def _is_anybodys(passage: Passage, number: int, attribution: Attribution) -> bool:
    """ "Whoever wants to go", "those who say so": an attribution to nobody in particular."""
    token = attribution.source_token
    return token is not None and attribution.source_passage == number and passage.doc[token].lower_ in words("anybody")


def _rest(passage: Passage, number: int, last: int, told: list[Attribution]) -> int | None:
    """Where the part of a sentence begins that goes on after cue and content: behind a semicolon or colon, or joined
    by "and that", ", but" or ", since".
    """
    ends = [end for a in told if a.passage == number for _, end in (a.cue, *a.content)]
    close = passage.position(passage.doc[last])
    if any(start < close < end for a in told for start, end in a.content):
        return None
    position = max((end for end in ends if end <= passage.span(last, last)[1]), default=0)
    for token in passage.doc[: last + 1]:
        if passage.position(token) < position or token.i >= last - 1 or passage.quoted(token):
            continue
        if token.text == ":":
            return token.i + 1 if not any(passage.quoted(t) for t in passage.doc[token.i : last + 1]) else None
        if token.text == ";":
            if any(lemma_of(t) in _ASIDES for t in passage.doc[token.i + 1 : last + 1] if not passage.quoted(t)):
                return None
            on = _goes_on(passage, token.i + 1, last) or _holds(passage, token.i + 1, last)
            return token.i + 1 if on or _says_on(passage, token, last) else None
        if token.tag_ == "CC" or (token.text == "," and _joins(token.nbor())):
            joint = token if token.tag_ == "CC" else token.nbor()
            if joint.i + 1 < last and (_is_that(joint.nbor()) or _says_on(passage, joint, last)):
                return joint.i + 1
    return None


def _is_that(token: Token) -> bool:
    """Whether a word is the "that" of a reported clause."""
    return token.lower_ == "that" and token.dep_ == "mark"


def _joins(token: Token) -> bool:
    """Whether a word behind a comma joins a clause: "and", "since", "as"."""
    return token.tag_ == "CC" or (token.tag_ in ("IN", "RB") and token.lower_ in _BECAUSE)


def _says_on(passage: Passage, joint: Token, last: int) -> bool:
    """ "..., he said, and ours stay at home", "... but it would send none": a clause of its own in a reported voice.

    In the first person or with "would" behind any joint; in the present, and what a state wants, behind "and" and a
    semicolon only. Never what somebody else does.
    """
    first = joint.i + 1 if joint.nbor().tag_ != "CC" else joint.i + 2
    verb = _main(passage, first, last)
    if verb is None:
        return bool({passage.doc[first].lower_, passage.doc[last - 1].lower_} & words("answers"))
    subject = own_subject(verb.head if verb.dep_ in ("aux", "auxpass") else verb)
    if subject is None or not first <= subject.i < verb.i:
        shared = verb.lower_ in _BACKSHIFTED or lemma_of(verb) in ("be", "have")
        return has(verb, "csubj") or (verb.i == first and shared)
    if subject.lower_ in _FIRST_PERSON:
        return True
    would = verb.lower_ in _BACKSHIFTED
    if _is_other(subject):
        return would and subject.tag_ == "PRP"
    if joint.lower_ in _PARTING or passage.doc[first - 1].lower_ in _PARTING:
        return would
    return verb.tag_ in ("MD", "VBZ", "VBP") or lemma_of(verb) in grammar("helpers") or _wants(verb)


def _touches(attribution: Attribution, number: int, start: int, end: int) -> bool:
    if attribution.passage == number and start <= attribution.cue[0] < end:
        return True
    return any(a < end and b > start for a, b in attribution.content)


def _main(passage: Passage, first: int, last: int) -> Token | None:
    """The finite verb of a part of a sentence: not that of a clause in it that begins with "if" or "who"."""
    for token in passage.doc[first : last + 1]:
        verb = token.head if token.dep_ in ("aux", "auxpass") else token
        if token.tag_ not in FINITE or passage.quoted(token) or verb.dep_ in ("relcl", "acl", "csubj"):
            continue
        if not any(first <= mark.i for mark in children(verb, "mark")):
            return token
    return None


def _wants(verb: Token) -> bool:
    """ "Poland wanted", "the French hoped": what a state thinks, which is nothing to be seen."""
    return lemma_of(verb) in words("attitude") - words("clause")


def _goes_on(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence speaks in the voice of a report: "would" for "will", "had" for "has", a quoted "we"."""
    words = list(passage.doc[first : last + 1])
    if words[-1].text == "?":
        return False
    quoted = [t for t in words if passage.quoted(t) and t.is_alpha]
    if quoted:
        part = len(quoted) >= FRAGMENT and not passage.quoted(words[0])
        return part or any(t.lower_ in _FIRST_PERSON for t in quoted)
    if any(t.lower_ in _BACKSHIFTED and t.tag_ == "MD" and t.head.dep_ in _MAIN for t in words):
        return _would(passage, first, last)
    return any(_is_backshifted(t) for t in words if t.dep_ in _MAIN)


def _would(passage: Passage, first: int, last: int, told: Sequence[Attribution] = ()) -> bool:
    """ "It would send none", "The French could decide for themselves": not what somebody else would do, nor what is
    `told` of in the sentence.
    """
    modals = [t for t in passage.doc[first : last + 1] if t.lower_ in _BACKSHIFTED and t.tag_ == "MD"]
    inner = [span for a in told for span in a.content]
    free = [t for t in modals if not any(start <= passage.position(t) < end for start, end in inner)]
    acting = [noun for t in passage.doc[first : last + 1] if t.dep_ in _MAIN and (noun := own_subject(t)) is not None]
    return any(t.head.dep_ in _MAIN for t in free) and not any(_names_somebody(noun) for noun in acting)


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
            if subject is not None and _is_other(subject) and subject.tag_ != "PRP":
                return False
            return token.tag_ in ("MD", "VBZ", "VBP") or token.lower_ in ("had", "was", "were")
    return False


def _is_other(noun: Token | None) -> bool:
    """Whether a subject may be a person or a camp: somebody whose position a sentence may tell by itself."""
    return noun is not None and (_is_person(noun) or _names_somebody(noun))


def _names_somebody(noun: Token) -> bool:
    """ "Her colleague Ana Example", "the foreign minister", "Labour rebels", "the army", "most Danes"."""
    if lemma_of(noun) in _CAMPS or any(c.lower_ in _SHARES for c in noun.children) or noun.lower_ in _SHARES:
        return True
    items = label(_phrase(noun)) if noun.tag_ in ("NN", "NNP") else []
    return any(item.kind == "role" or (item.kind == "name" and gender_of(item.text)) for item in items)


def _is_person(noun: Token) -> bool:
    """Whether a subject may be a person: a name that is no state's, or he and she."""
    if noun.lower_ in _PERSONAL:
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
