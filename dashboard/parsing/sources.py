"""Stage 1, parsing: whose words a verb reports. In: the verb. Out: the head of its source.

By the grammar where that tells; where a parser puts a quoted word in the speaker's place, by the order of words.
"""

from itertools import takewhile

from spacy.tokens import Token

from dashboard.parsing.clauses import agent, children, has, subject
from dashboard.parsing.dates import calendar
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import FINITE, lemma, lemma_of
from dashboard.parsing.passage import Passage, Span, source_span
from dashboard.parsing.reporting import is_let_known, words
from dashboard.parsing.surface import between_commas


def likely_source(passage: Passage, verb: Token) -> Token | None:
    """Whose words they are; where the parse gives none, or what can't be, the noun beside the verb."""
    if is_let_known(verb) and _is_cause(verb.head):
        return None
    source = source_of(verb)
    told = verb.head if is_let_known(verb) else verb
    if source is None:
        finite = any(t.tag_ in FINITE for t in (told, *children(told, "aux")))
        misread = finite and not has(told, "auxpass")
    else:
        misread = passage.quoted(source) or (source.tag_ == "DT" and source.lower_ in ("the", "no"))
        misread |= source.i + 1 < verb.i and source.nbor().text == ":"  # "Details: Ana Example, asked by Yle, said"
    if misread:
        return beside(told)
    return beside(verb, behind=True) or source if _is_inverted(verb, source) else source


def _is_cause(verb: Token) -> bool:
    """ "The row with Macron made it known that ...", "aides who made it known": a thing, or somebody told otherwise."""
    own = subject(verb)
    if lemma_of(verb) != "make" or own is None:
        return False
    about = own.tag_ == "NN" and any(child.lower_ != "of" for child in children(own, "prep"))
    return own.tag_[0] == "W" or verb.dep_ == "relcl" or about


def source_of(verb: Token) -> Token | None:
    """Whose words they are: the subject, or in the passive the agent, save in "was quoted as saying"."""
    if (named := _left_to(verb)) is not None:
        return named
    if is_let_known(verb):
        return subject(verb.head)
    if has(verb, "auxpass", "nsubjpass") and lemma_of(verb) not in ("quote", "cite", "convince", "persuade"):
        return agent(verb)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return agent(verb)
    if verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and lemma_of(verb) in words("documents"):
        return _document_before(verb)
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.dep_ in ("dobj", "pobj", "npadvmod"):
        return _left_behind(verb)
    return subject(verb)


def _left_to(verb: Token) -> Token | None:
    """ "It was left to Mitsotakis to say openly that ...": the name behind "to"."""
    own = subject(verb.head)
    if verb.tag_ != "VB" or lemma_of(verb.head) not in ("leave", "fall") or own is None or own.lower_ != "it":
        return None
    to = next((c for c in children(verb.head, "prep", "dative") if c.lower_ == "to" and c.i < verb.i), None)
    return next(children(to, "pobj"), None) if to is not None else None


def _document_before(verb: Token) -> Token | None:
    """ "a new poll Wednesday showing that ...": the noun before the participle, not the subject of the sentence."""
    for i in range(verb.i - 1, max(-1, verb.i - 6), -1):
        token = verb.doc[i]
        if token.tag_ in ("NN", "NNS") and lemma(token.text, token.tag_) not in load("days")["weekdays"]:
            return token
        if token.tag_[0] == "V":
            return None
    return None


def _left_behind(verb: Token) -> Token | None:
    """ "X left the hall saying that ...": the subject of the sentence, unless the noun before is what says it."""
    noun = verb.head
    if lemma(noun.text, noun.tag_) in words("sayers") or noun.tag_ == "NNP":
        return noun
    while noun.head != noun and noun.tag_[0] != "V":
        noun = noun.head
    return subject(noun) if noun.tag_[0] == "V" else verb.head


def _is_inverted(verb: Token, source: Token | None) -> bool:
    """ "For Berlin, said Merz, the matter was closed": the name behind a verb that follows a comma says it."""
    doc = verb.doc
    misled = source is None or source.dep_ == "pobj" or source.head != verb or between_commas(verb) is not None
    follows = verb.i + 1 < len(doc) and doc[verb.i + 1].tag_ in ("NNP", "PRP") and not _begins_report(doc[verb.i + 1])
    return (
        misled and follows and lemma_of(verb) in words("inverted") and verb.i > 0 and doc[verb.i - 1].text in (",", '"')
    )


def _begins_report(word: Token) -> bool:
    """ "... said he saw none": a pronoun behind a verb that is the subject of what is reported."""
    return word.tag_ == "PRP" and word.dep_ == "nsubj" and word.head.i > word.i


def beside(verb: Token, *, behind: bool = False) -> Token | None:
    """The noun right before or right after a verb: the source where the parse puts a quoted word in its place."""
    doc = verb.doc
    first = verb.i
    while not behind and first > 1 and doc[first - 1].dep_ in ("aux", "auxpass"):
        first -= 1
    if not behind and first and doc[first - 1].tag_[:2] in ("NN", "PR"):
        near = doc[first - 1]
        if near.dep_ not in ("pobj", "npadvmod") or _behind_day(near):
            return near
        return _whole(near) or _first_name(verb) or _behind_comma(verb)
    if not behind and first > 1 and doc[first - 1].text == ",":
        named = _before_aside(verb.sent.start, doc[first - 1])
        if named is not None:
            return named
        if doc[first - 2].tag_ == "NNP" and doc[first - 2].dep_ != "pobj":  # where somebody went says nothing
            return doc[first - 2]  # "the minister, Ann Example, told reporters"
    i = verb.i + 1
    if i < len(doc) and _begins_report(doc[i]):
        return None
    while i < len(doc) and doc[i].tag_ in ("DT", "JJ", "NN", "NNP", "PRP", "POS") and i - verb.i < 8:
        if doc[i].tag_ != "POS" and (i + 1 == len(doc) or doc[i + 1].tag_ not in ("JJ", "NN", "NNP", "POS")):
            return doc[i]
        i += 1
    return None


def _behind_comma(verb: Token) -> Token | None:
    """ "They will go to Odesa, an adviser to the president said": behind a comma a parser takes the noun for one in
    apposition.
    """
    phrase = list(takewhile(lambda t: t.text != ",", reversed(verb.doc[verb.sent.start : verb.i])))
    noun = next((t for t in phrase if t.dep_ == "appos" and t.tag_[:2] == "NN"), None)
    return noun if noun is not None and not any(t.tag_[0] == "V" for t in phrase) else None


def _whole(noun: Token) -> Token | None:
    """ "In a letter to the chamber the Ministry of Defence writes": a parser loses the subject, which ends here."""
    return noun.head.head if noun.head.lower_ == "of" and noun.head.head.tag_ == "NNP" else None


def _behind_day(name: Token) -> bool:
    """ "On Monday Nikos Dendias had hinted": a parser takes day and name for one."""
    if name.tag_ != "NNP" or name.lower_ in calendar():
        return False
    first = name.i
    while first and name.doc[first - 1].tag_ == "NNP":
        first -= 1
    return name.doc[first].lower_ in calendar()


def _before_aside(start: int, comma: Token) -> Token | None:
    """ "Its ministry, asked about soldiers in Odesa, said ...": the noun before what stands between two commas."""
    doc = comma.doc
    opening = next((i for i in range(comma.i - 1, start, -1) if doc[i].text == ","), None)
    if opening is None:
        return None
    noun = doc[opening - 1]
    follows = ("IN", "VBD", "VBN", "VBG", "WP")  # "asked" is tagged as either
    if doc[opening + 1].tag_ not in (*follows, "DT") or (doc[opening + 1].tag_ == "DT" and noun.tag_ != "NNP"):
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.i - 1 > start:
        noun = noun.head.nbor(-1)  # "Andrii Sybiha of Ukraine, asked about it, said ..."
    return noun if noun.tag_[:2] == "NN" and noun.lower_ not in calendar() and not _is_object(noun) else None


def _is_object(noun: Token) -> bool:
    """What a preposition governs; of two that it seems to, only the first: "In Brussels the Polish minister"."""
    return noun.dep_ == "pobj" and next(children(noun.head, "pobj")) == noun


def _first_name(verb: Token) -> Token | None:
    """The name that begins the sentence: "X, who leads the party and hopes to win in May, announced ..."."""
    start = verb.sent.start
    last = start
    while last < verb.i and verb.doc[last].tag_ == "NNP":
        last += 1
    return verb.doc[last - 1] if last > start and verb.doc[last].text == "," else None


def is_empty(source: Token) -> bool:
    """ "It", "there", "which": nobody is named."""
    return (
        source.dep_ == "expl"
        or source.lower_ in ("there", "which", "that", "this", "what")
        or (source.lower_ == "it" and source.dep_ == "nsubjpass")
    )


def words_of(passage: Passage, source: Token | None, verb: Token) -> Span | None:
    """The noun phrase of a source, up to the verb where that describes it: "a poll showing that ..."."""
    span = source_span(passage, source)
    start = passage.position(verb)
    if span is not None and source is not None and source.i < verb.i and span[1] > start:
        return passage.span(passage.tokens(*span)[0], verb.i - 1)
    return span
