"""Stage 1, parsing: press releases. In: passages with their items. Out: attributions of what the issuer says as "we".

A page that speaks of itself as "we" outside quotation marks, and names a ministry or government at its head, is that
body's own word.
"""

from dashboard.parsing.labels import Item
from dashboard.parsing.passage import Attribution, Passage, Span

HEAD = 3  # passages from the start in which the issuer is named
ENOUGH = 2  # sentences with "we" that make a page a release
_OWN = frozenset(("we", "our"))
_LINKS = frozenset(("of", "the", "republic", "for", "and"))


def in_release(passages: list[Passage], items: list[list[Item]], found: list[Attribution]) -> list[Attribution]:
    """One attribution for each sentence in which the issuer speaks as "we"; none where the page is no release."""
    if any(p.paragraph.kind in ("question", "answer") or p.paragraph.label for p in passages):
        return []
    issuer = _issuer(items)
    if issuer is None:
        return []
    number, span = issuer
    spoken = [(n, s) for n, p in enumerate(passages) if p.paragraph.kind == "body" for s in _own_sentences(p, n, found)]
    if len(spoken) < ENOUGH:
        return []
    return [
        Attribution(
            passage=n,
            source=span,
            cue=(sentence[0], sentence[0]),
            content=(sentence,),
            direct=False,
            negated=False,
            rule="release",
            verb="",
            source_elsewhere=number,
        )
        for n, sentence in spoken
    ]


def _issuer(items: list[list[Item]]) -> tuple[int, Span] | None:
    """The first ministry, government or palace named at the head of the page, with its country."""
    for number, line in enumerate(items[:HEAD]):
        for i, item in enumerate(line):
            if item.kind not in ("body", "named"):
                continue
            first = last = i
            while first and line[first - 1].kind in ("place", "qualifier"):
                first -= 1
            while last + 1 < len(line) and (line[last + 1].kind == "place" or line[last + 1].text.lower() in _LINKS):
                last += 1
            return number, (line[first].start, line[last].end)
    return None


def _own_sentences(passage: Passage, number: int, found: list[Attribution]) -> list[Span]:
    """Sentences with "we" or "our" outside quotation marks that nobody else is given as the source of."""
    sentences: list[Span] = []
    position = 0
    while position < len(passage.doc):
        first, last = passage.sentence(passage.doc[position])
        position = max(last, position) + 1
        words = passage.doc[first : last + 1]
        start, end = passage.span(first, last)
        told = any(a.passage == number and start <= a.cue[0] < end and not _is_own(a, passage) for a in found)
        if not told and any(t.lower_ in _OWN and not passage.quoted(t) for t in words):
            sentences.append((start, end))
    return sentences


def _is_own(attribution: Attribution, passage: Passage) -> bool:
    token = attribution.source_token
    return token is not None and passage.doc[token].lower_ in _OWN
