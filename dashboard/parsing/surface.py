"""Stage 1, parsing: attributions read off the order of words. In: a passage and a verb. Out: source and content.

Where a sentence stands before "..., a court in the port city ruled", the dependency parse often hangs the wrong words
on the verb; commas and word classes still tell.
"""

from spacy.tokens import Span, Token

from dashboard.parsing.model import FINITE
from dashboard.parsing.passage import Passage
from dashboard.parsing.passage import Span as Characters

_NOUNS = ("NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD")
_LONGEST = 14  # tokens of a source between comma and verb
_NOT_CONTENT = frozenset(
    ("who", "which", "as", "after", "when", "while", "in", "on", "at", "during", "citing", "whose")
)


def trailing(passage: Passage, verb: Token) -> tuple[tuple[Characters, ...], Token] | None:
    """ "Nothing was decided, the court in the city ruled": the words up to the comma, and the head of the source."""
    doc = passage.doc
    begin, end = passage.sentence(verb)
    last = verb.i - 1
    while last > begin and doc[last].tag_ in ("RB", "MD"):
        last -= 1
    comma = last
    while comma > begin and last - comma < _LONGEST and doc[comma].text != "," and doc[comma].tag_ not in FINITE:
        comma -= 1
    if verb.tag_ not in FINITE or doc[comma].text != "," or comma == last or comma - begin < 2:
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
