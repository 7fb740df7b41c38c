"""Stage 1, parsing: the speaker named after a colon. In: a passage. Out: attributions whose cue is that colon.

'"Not today": Theo Francken on jets for Ukraine', 'Ready as soon as it is quiet: thus Elina Valtonen on Tuesday.', the
way of captions, tickers and headlines.
"""

from spacy.tokens import Span as SpanOfTokens
from spacy.tokens import Token

from dashboard.parsing.model import FINITE
from dashboard.parsing.passage import Attribution, Passage
from dashboard.parsing.reporting import words

_APART = frozenset((",", "(", "–", "—", "-", ".", "?", "!", ";"))
_BEFORE_NAME = frozenset(("DT", "JJ", "NN", "PRP$", "POS", ","))
LONGEST = 12
"""Tokens that the name behind a colon takes at most."""


def after_colon(passage: Passage, number: int) -> list[Attribution]:
    """What stands before a colon, said by the one who is named behind it without a verb."""
    found = []
    for colon in passage.doc:
        if colon.text != ":" or colon.i == 0 or passage.quoted(colon):
            continue
        quote = next((q for q in passage.quotes if q.end == passage.position(colon)), None)
        first = passage.sentence(passage.doc[colon.i - 1])[0]
        named = _named(passage, colon, spoken=quote is not None)
        if named is None or (quote is None and first == colon.i - 1):
            continue
        content = (quote.start, quote.end) if quote is not None else passage.span(first, colon.i - 1)
        found.append(
            Attribution(
                passage=number,
                source=passage.span(*named),
                cue=passage.span(colon.i, colon.i),
                content=(content,),
                direct=quote is not None,
                negated=False,
                rule="postponed",
                verb="",
            )
        )
    return found


def _named(passage: Passage, colon: Token, *, spoken: bool) -> tuple[int, int] | None:
    """The name behind a colon, without a verb: after a quotation, after "thus", or before what it speaks about."""
    doc, first = passage.doc, colon.i + 1
    thus = first < len(doc) and doc[first].lower_ in words("thus")
    first += thus
    last = _end_of_name(doc[first : colon.i + LONGEST])
    if last is None or any(passage.quoted(t) for t in doc[first : last + 1]):
        return None
    rest = doc[last + 1 : passage.sentence(doc[last])[1] + 1]
    if len(rest) and rest[0].text not in _APART and rest[0].tag_ != "IN":
        return None
    about = any(t.lower_ in words("topics") for t in rest)
    if thus or spoken:
        return first, last
    tells = any(t.tag_ in FINITE for t in doc[passage.sentence(colon)[0] : colon.i])
    return (first, last) if about and tells and not any(_governs(t) for t in rest) else None


def _end_of_name(phrase: SpanOfTokens) -> int | None:
    """Where the first name of a phrase ends, past titles and possessors: "Turkey's navy chief, Ann Example"."""
    for token in phrase:
        if not _is_name(token):
            if token.tag_ not in _BEFORE_NAME and token.lower_ != "of":
                return None
            continue
        follows = token.nbor() if token.i + 1 < len(token.doc) else None
        if follows is None or not (_is_name(follows) or follows.tag_ == "POS"):
            return int(token.i)
    return None


def _is_name(token: Token) -> bool:
    return token.tag_ == "NNP" or (token.tag_ in ("NN", "NNS", "NNPS", "FW") and token.text[:1].isupper())


def _governs(token: Token) -> bool:
    """Whether a finite verb belongs to the sentence itself: then the name does something of its own."""
    verb = token.head if token.tag_ == "MD" else token
    return token.tag_ in FINITE and verb.dep_ not in ("relcl", "advcl", "acl")
