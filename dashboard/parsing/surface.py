"""Stage 1, parsing: attributions read off the order of words. In: a passage and a verb. Out: source and content.

Where a sentence stands before "..., a court in the port city ruled", the dependency parse often hangs the wrong words
on the verb; commas and word classes still tell.
"""

from spacy.tokens import Doc, Span, Token

from dashboard.parsing.clauses import has, own_subject
from dashboard.parsing.dates import calendar
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import FINITE, lemma_of
from dashboard.parsing.passage import Passage
from dashboard.parsing.passage import Span as Characters
from dashboard.parsing.reporting import words

_NOUNS = ("NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD")
_LONGEST = 14  # tokens of a source between comma and verb
_JOINING = frozenset(("CC", "IN", "TO", "WDT", "WP", "WP$", "WRB"))
_NOT_CONTENT = grammar("not_content")


def trailing(passage: Passage, verb: Token) -> tuple[tuple[Characters, ...], Token] | None:
    """ "Nothing was decided, the court in the city ruled": the words up to the comma, and the head of the source."""
    doc = passage.doc
    begin, end = part_of(passage, verb)
    last = verb.i - 1
    while last > begin and doc[last].tag_ in ("RB", "MD"):
        last -= 1
    last = _before_name(doc, last)
    comma = last
    while comma > begin and last - comma < _LONGEST and doc[comma].text != "," and doc[comma].tag_ not in FINITE:
        comma -= 1
    if not _finite(verb) or doc[comma].text != "," or comma == last or comma - begin < 2:
        return None
    if (
        doc[last].tag_ not in _NOUNS
        or not any(t.tag_ in FINITE for t in doc[begin:comma])
        or _quotes(passage, comma, last)
    ):
        return None
    if doc[comma + 1].tag_ in ("IN", "WP", "WDT", "CC", "WRB", "VBG", "VBN") or doc[begin].dep_ == "mark":
        return None
    if any(t.tag_ in FINITE for t in doc[verb.i + 1 : _clause_end(passage, verb, end)]):
        return None
    spans = [passage.span(begin, comma - 1), *after(passage, verb, end)]
    return tuple(spans), _head(doc[comma + 1 : last + 1])


def inserted(passage: Passage, verb: Token) -> tuple[tuple[Characters, ...], Token] | None:
    """ "Soldiers, he told reporters on Monday, would stay": the words around the commas, and the head of the source.

    Between the commas stands no more than source, verb, whom it was told, and where and when.
    """
    doc = passage.doc
    begin, end = part_of(passage, verb)
    opening = next((i for i in range(verb.i - 1, max(begin, verb.i - _LONGEST), -1) if doc[i].text == ","), None)
    closing = next((i for i in range(verb.i + 1, min(end, verb.i + _LONGEST)) if doc[i].text == ","), None)
    if opening is None or closing is None or verb.tag_ not in FINITE or _quotes(passage, opening, closing):
        return None
    source, tail, rest = doc[opening + 1 : verb.i], doc[verb.i + 1 : closing], doc[closing + 1 : end + 1]
    told = (
        not tail
        or tail[0].tag_ in ("IN", "RP", "TO")
        or tail[0].lower_ in calendar()
        or lemma_of(verb) in words("hearers")
    )
    if not source or source[-1].tag_ not in _NOUNS or source[0].tag_ in _JOINING or not told:
        return None
    verbs = [t.i for t in rest if t.tag_ in FINITE]
    if any(t.tag_ in FINITE for t in (*source, *tail)) or not verbs:
        return None
    if len(rest) and verbs[0] >= end - 1 and lemma_of(doc[verbs[0]]) in words("clause"):
        return None  # "..., Macron assured him, the palace said"
    if any(t.tag_ in ("WDT", "WP", "WP$") for t in rest if t.i < verbs[0]):  # "one of whom had asked"
        return None
    if rest[0].tag_ in (*_JOINING, "VBN", "VBG") or doc[begin].tag_ in ("VBN", "VBG"):
        return None
    last = end - 1 if doc[end].is_punct else end
    return (passage.span(begin, opening - 1), passage.span(closing + 1, last)), _head(source)


def _before_name(doc: Doc, last: int) -> int:
    """The last word of "a spokesman for the minister" where ", Ana Example," stands between it and the verb."""
    name = last - 1
    while doc[last].text == "," and doc[name].tag_ == "NNP":
        name -= 1
    return name - 1 if name < last - 1 and doc[name].text == "," else last


def after(passage: Passage, verb: Token, end: int) -> list[Characters]:
    """ "..., he said, some minutes before ...": what goes on behind the comma after the verb."""
    doc = passage.doc
    if verb.i + 2 >= end or doc[verb.i + 1].text != ",":
        return []
    follows = doc[verb.i + 2]
    if follows.tag_ in ("VBG", "VBN", "CC") or follows.lower_ in _NOT_CONTENT:
        return []
    last = end - 1 if doc[end].is_punct else end
    return [passage.span(verb.i + 2, last)]


def between_commas(verb: Token) -> int | None:
    """ "Sanctions, said Rama, are enough": the comma behind a verb and a name, unless the name is a day."""
    doc, last = verb.doc, verb.i + 1
    while last < len(doc) and doc[last].tag_ in ("NNP", "POS"):
        last += 1
    named = {t.lower_ for t in doc[verb.i + 1 : last]}
    follows = last + 1 < len(doc) and doc[last].text == "," and doc[last + 1].tag_ not in ("NNP", "WP", "DT")
    return last if named and follows and not named & calendar() else None


def is_inserted(passage: Passage, verb: Token) -> bool:
    """ "Kyiv, she said, had not asked": the reporting clause stands between commas."""
    own = own_subject(verb)
    if own is None:
        return False
    first, last = min(own.left_edge.i, verb.i), max(own.right_edge.i, verb.i)
    doc = passage.doc
    return first > 0 and doc[first - 1].text == "," and last + 1 < len(doc) and doc[last + 1].text in (",", ".")


def before(passage: Passage, verb: Token) -> tuple[Characters, ...]:
    """ "Nothing was decided, the minister said", "No soldiers, said the minister": the words before source and cue."""
    own = own_subject(verb)
    if own is None or not (_finite(verb) or has(verb, "aux")):
        return ()
    doc = passage.doc
    begin, _ = part_of(passage, verb)
    first = min(own.left_edge.i, verb.i)
    if first - 1 <= begin or doc[first - 1].text not in (",", "–", "—", "-", '"'):
        return ()
    verbless = first - 1 - begin > 1 and any(token.lower_ in words("answers") for token in doc[begin : first - 1])
    if not verbless and not any(token.tag_ in FINITE for token in doc[begin : first - 1]):
        return ()  # "On Monday, the minister said", "No, he said, ..."
    if doc[begin].dep_ == "mark" and doc[begin].head.i < first:
        return ()
    return passage.spans(range(begin, first - 1))


def after_colon(passage: Passage, verb: Token) -> tuple[Characters, ...]:
    """ "The minister said: ...": the rest of the sentence after a colon."""
    doc = passage.doc
    _, end = passage.sentence(verb)
    for i in range(verb.i + 1, end):
        if doc[i].text == ":":
            return passage.spans(range(i + 1, end + 1))
        if doc[i].tag_ in FINITE and doc[i].dep_ != "relcl":
            return ()
    return ()


def reason(passage: Passage, verb: Token) -> tuple[Characters, ...]:
    """ "called the story nonsense: no bill had been tabled": what follows a colon after the verdict."""
    _, end = passage.sentence(verb)
    colon = next((t.i for t in passage.doc[verb.i : end + 1] if t.text == ":" and not passage.quoted(t)), None)
    if colon is None or not any(t.tag_ in FINITE for t in passage.doc[colon : end + 1]):
        return ()
    return passage.spans(range(colon + 1, end + 1))


def said_so(passage: Passage, verb: Token) -> tuple[Characters, ...]:
    """ "The minister said so on Monday": the sentence before."""
    begin, _ = passage.sentence(verb)
    if not any(c.lower_ == "so" and c.i == verb.i + 1 for c in verb.children):
        return ()
    own = own_subject(verb)
    if verb.dep_ == "conj" and own is not None and own_subject(verb.head) is not None:  # "X will go, and Y said so"
        joint = max((t.i for t in passage.doc[begin : own.left_edge.i] if t.tag_ == "CC"), default=begin)
        return passage.spans(range(begin, joint)) if joint > begin else ()
    if begin < 2:
        return ()
    first, last = passage.sentence(passage.doc[begin - 1])
    return passage.spans(range(first, last + 1))


def up_to(content: tuple[Characters, ...], position: int) -> tuple[Characters, ...]:
    """Content without what a parser makes a part of it: "They will go to Odesa, an adviser said"."""
    return tuple((start, min(end, position) if start < position else end) for start, end in content)


def _finite(verb: Token) -> bool:
    """Whether a verb is finite, also where a tagger takes it for a participle: "..., a spokesman added"."""
    return verb.tag_ in FINITE or (verb.tag_ == "VBN" and has(verb, "nsubj") and not has(verb, "aux", "auxpass"))


def part_of(passage: Passage, verb: Token) -> tuple[int, int]:
    """First and last token of what a verb may report in its sentence: not before a semicolon up to which somebody else
    speaks, as in "..., he said; Poles would take part, a spokesman added".
    """
    doc = passage.doc
    begin, end = passage.sentence(verb)
    for semicolon in (t.i for t in doc[begin : verb.i] if t.text == ";" and not passage.quoted(t)):
        acts = [t for t in doc[begin:semicolon] if _finite(t) and not passage.quoted(t)]
        if acts and lemma_of(acts[-1]) in words("clause"):
            begin = semicolon + 1
    return begin, end


def _clause_end(passage: Passage, verb: Token, end: int) -> int:
    return next((t.i for t in passage.doc[verb.i + 1 : end + 1] if t.text in (",", ";", ":", "–", "—")), end + 1)


def _quotes(passage: Passage, first: int, last: int) -> bool:
    return any(passage.quoted(t) for t in passage.doc[first : last + 1])


def _head(phrase: Span) -> Token:
    """The noun before the first preposition."""
    nouns: list[Token] = []
    for token in phrase:
        if token.tag_ == "IN" and nouns:
            break
        if token.tag_ in _NOUNS:
            nouns.append(token)
    return nouns[-1] if nouns else phrase[-1]
