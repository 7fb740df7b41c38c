"""Stage 1, parsing: quotations and the cues beside them. In: a passage, the attributions of its clauses. Out: more.

A quotation inside the content of a clause extends it. Otherwise the cue is looked for behind it ("...," said X), then
before it (X said: "..."). What is left is `across`' affair.
"""

from dataclasses import replace

from spacy.tokens import Token

from dashboard.parsing import implicit
from dashboard.parsing.clauses import children, is_negated, own_subject
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import FINITE, TENSED, lemma_of
from dashboard.parsing.passage import Attribution, Passage, Span, source_span, with_content
from dashboard.parsing.quotes import Quote
from dashboard.parsing.reporting import constructions, cue_range, is_asked, words
from dashboard.parsing.sources import beside, source_of

_SPEAKS = ("clause", "attitude", "quote_only")
_IS = grammar("is")


def with_quotes(passage: Passage, number: int, clauses: list[Attribution]) -> list[Attribution]:
    """The attributions of a passage, with each of its quotations given to one where the passage itself says so."""
    found = list(clauses)
    for quote in passage.quotes:
        found = _told_at_once(passage, number, quote, found)
        inside = holder(found, quote)
        if inside is not None:
            asked = _asked(passage, found[inside], quote)
            found[inside] = (
                _extended(found[inside], quote) if asked is None else _from_quote(passage, number, quote, asked)
            )
            continue
        cue = _cue_behind(passage, quote) or _cue_before(passage, quote)
        if cue is None:
            own = implicit.of_quote(passage, number, quote)
            if own is not None:
                found.append(own)
            continue
        same = next((i for i, a in enumerate(found) if a.cue_token == cue.i), None)
        outer = _reported_cue(passage, found, cue, quote)
        if outer is not None:
            found[outer] = _extended(found[outer], quote)
        elif is_asked(cue):
            found.append(_from_quote(passage, number, quote, cue))
        elif same is not None:
            found[same] = with_content(found[same], (quote.start, quote.end), direct=True)
        else:
            found.append(_from_quote(passage, number, quote, cue))
    return found


def _reported_cue(passage: Passage, found: list[Attribution], cue: Token, quote: Quote) -> int | None:
    """Which attribution reports the cue itself, where that gives nobody else the floor: 'X said Oslo did not comment:
    "Ask me."'.
    """
    source = source_of(cue)
    if source is not None and not is_negated(cue):
        return None
    place = passage.position(cue)
    return next(
        (
            i
            for i, a in enumerate(found)
            if a.source is not None and any(start <= place < end <= quote.start for start, end in a.content)
        ),
        None,
    )


def _told_at_once(passage: Passage, number: int, quote: Quote, found: list[Attribution]) -> list[Attribution]:
    """ "...," X said - a reporter had hardly finished: the comma gives the quotation to X, not to a verb further on."""
    cue = _right_behind(passage, quote)
    if cue is None:
        return found
    kept = []
    for attribution in found:
        later = attribution.cue_token is not None and attribution.cue_token > cue.i
        if attribution.cue_token == cue.i and _astray(passage, cue, attribution):
            kept.append(replace(attribution, content=((quote.start, quote.end),), direct=True, rule="quote"))
        elif not (later and holder([attribution], quote) is not None):
            kept.append(attribution)
    if not any(attribution.cue_token == cue.i for attribution in kept):
        kept.append(_from_quote(passage, number, quote, cue))
    return kept


def _right_behind(passage: Passage, quote: Quote) -> Token | None:
    """The cue of a quotation that ends with a comma, where nothing but its speaker stands between."""
    first, last = passage.tokens(quote.end, passage.base + passage.doc[-1].idx + len(passage.doc[-1]))
    if not _ends_with_comma(passage, quote) or passage.position(passage.doc[first]) < quote.end:
        return None
    begin = first + (passage.doc[first].text == ",")
    for i in range(begin, min(last, begin + 9) + 1):
        token = passage.doc[i]
        if token.is_punct and token.text not in ("-", "'", "’"):
            return None
        if token.tag_ in FINITE and token.dep_ not in ("aux", "auxpass"):
            named = i > begin or _speaker(token) is not None
            return token if named and _is_cue(passage, token) and "clause" in constructions(token) else None
    return None


def _ends_with_comma(passage: Passage, quote: Quote) -> bool:
    text, end = passage.text, quote.end - passage.base
    return text[end - 2 : end - 1] == "," or text[end : end + 1] == ","


def _astray(passage: Passage, cue: Token, attribution: Attribution) -> bool:
    """Whether the content that grammar found stands behind a comma or dash after the cue."""
    start = min(start for start, _ in attribution.content)
    if start <= passage.position(cue):
        return False
    before = passage.text[: start - passage.base].rstrip()
    return before[-1:] in (",", "-", "–", "—")


def holder(found: list[Attribution], quote: Quote) -> int | None:
    """Which attribution's content a quotation begins in."""
    for i, attribution in enumerate(found):
        if any(start <= quote.start < end or quote.start <= start < quote.end for start, end in attribution.content):
            return i
    return None


def _asked(passage: Passage, attribution: Attribution, quote: Quote) -> Token | None:
    """The verb of a question to somebody, whose answer a quotation behind a colon is: "He was asked by X: "No.""."""
    cue = passage.doc[attribution.cue_token] if attribution.cue_token is not None else None
    before = passage.text[: max(0, quote.start - passage.base)].rstrip()
    return cue if cue is not None and is_asked(cue) and before.endswith(":") else None


def _extended(attribution: Attribution, quote: Quote) -> Attribution:
    size = sum(end - start for start, end in attribution.content)
    return with_content(
        attribution, (quote.start, quote.end), direct=attribution.direct or quote.end - quote.start > size * 0.6
    )


def _from_quote(passage: Passage, number: int, quote: Quote, cue: Token) -> Attribution:
    source = own_subject(cue) if is_asked(cue) else source_of(cue)
    if source is None or source.lower_ == "the" or passage.quoted(source):
        source = beside(cue)
    if is_asked(cue) and passage.text[: quote.end - 1 - passage.base].endswith("?"):
        source = None  # "X was asked: "Will you go?"": the question itself
    content: tuple[Span, ...] = ((quote.start, quote.end),)
    return Attribution(
        passage=number,
        source=source_span(passage, source),
        cue=passage.span(*cue_range(cue)),
        content=content,
        direct=True,
        negated=is_negated(cue),
        rule="quote",
        verb=next(iter(constructions(cue).values()), cue.lower_),
        source_token=source.i if source is not None else None,
        cue_token=cue.i,
    )


def _is_cue(passage: Passage, token: Token) -> bool:
    if token.tag_[0] != "V" or token.dep_ in ("aux", "auxpass", "amod") or passage.quoted(token):
        return False
    return any(name in constructions(token) for name in _SPEAKS)


def _cue_behind(passage: Passage, quote: Quote) -> Token | None:
    """ "...," X said / said X: the first verb after the quotation, if it is a cue without content of its own."""
    first, last = passage.tokens(quote.end, passage.base + passage.doc[-1].idx + len(passage.doc[-1]))
    for i in range(first, min(last, first + 25) + 1):
        token = passage.doc[i]
        if passage.quoted(token) or (token.text in (".", "?", "!", ";", ":") and i > first):
            return None
        if token.text == "." and token.i + 1 < len(passage.doc) and passage.doc[i + 1].text[:1].isupper():
            return None  # '... was "a game". Would it end? he was asked'
        if (
            token.tag_ not in (*FINITE, "VBN", "VBG")
            or token.dep_ in ("relcl", "aux", "auxpass", "acl", "amod")
            or _in_relative(token, first)
        ):
            continue
        named = source_span(passage, source_of(token))
        if named is not None and named[0] <= quote.start < named[1]:
            return None  # 'the film "The Long Night" opens': a name in quotation marks
        return token if _is_cue(passage, token) and _free(passage, token, quote) else None
    return None


def _in_relative(token: Token, first: int) -> bool:
    """Whether a verb belongs to a relative clause on the speaker: "X, who runs the ministry, said"."""
    while token.head != token and token.i >= first:
        if token.dep_ in ("relcl", "acl", "appos"):
            return True
        token = token.head
    return False


def _is_aside(verb: Token, first: int) -> bool:
    """Whether a verb before a colon tells of the speaker, or of who asked: "X, who knew, when a reporter asked: "."""
    return _in_relative(verb, first) or (verb.dep_ == "advcl" and lemma_of(verb) in words("asks"))


def _free(passage: Passage, cue: Token, quote: Quote) -> bool:
    """Whether a cue behind a quotation speaks of it: a comma ended it, or the cue has nothing else to say."""
    inside = passage.text[quote.end - 2 - passage.base : quote.end - 1 - passage.base]
    if _ends_with_comma(passage, quote) or quote.end - quote.start < 3:
        return _speaker(cue) is not None
    own = [c for c in children(cue, "ccomp", "dobj") if c.i > cue.i and not passage.quoted(c)]
    later = next((q for q in passage.quotes if q.start >= quote.end), None)
    ends_here = inside not in (".", "…") or passage.text[quote.end - passage.base :].lstrip()[:1].islower()
    if later is not None and inside == "." and not ends_here:
        return False
    return not own and source_of(cue) is not None and (ends_here or inside in "?!")


def _speaker(cue: Token) -> Token | None:
    """Whose words a cue behind a quotation reports; in "replied the prime minister" a parser may see an object."""
    return source_of(cue) or beside(cue, behind=True)


def _is_act(token: Token) -> bool:
    """'protesters chanted "..."': any verb right before a quotation, save those that only call something a name."""
    return token.tag_ in TENSED and token.dep_ not in ("aux", "auxpass") and lemma_of(token) not in _IS


def _cue_before(passage: Passage, quote: Quote) -> Token | None:
    """X said: "..."; X called it "..."; X said on Monday that "...": the nearest cue to the left in its sentence."""
    first, _ = passage.tokens(quote.start, quote.end)
    doc = passage.doc
    colon = first > 0 and doc[first - 1].text == ":"
    begin = passage.sentence(doc[first - 1])[0] if colon else first
    for i in range(first - 1, max(-1, first - 40), -1):
        token = doc[i]
        if token.text in (".", "?", "!", ";") and not passage.quoted(token):
            return None
        if passage.quoted(token) or token.tag_[0] != "V" or (colon and _is_aside(token, begin)):
            continue
        if _is_cue(passage, token) or (i == first - 1 and _is_act(token)):
            return token if source_of(token) is not None or doc[first - 1].text == ":" else None
        if (
            token.tag_ in FINITE
            and token.dep_ not in ("relcl", "aux", "auxpass", "advcl")
            and doc[first - 1].text != ":"
        ):
            return None
    return None
