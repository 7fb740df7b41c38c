"""Stage 1, parsing: press releases and their issuers.

In: passages with their items. Out: attributions of what the issuer says as "we".

A page that speaks of itself as "we" outside quotation marks under the name of a ministry or government is that body's
own word; a page headed "Statement by ..." is, whether or not it says "we". So is an official's article or speech.
"""

from dashboard.parsing.authors import TAIL, author_of, pattern
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.passage import Attribution, Passage, Span

HEAD = 3  # passages from the start in which the issuer is named
ENOUGH = 2  # sentences with "we" that make a page a release
_OWN = grammar("own")
_PERSONS_OWN = _OWN | grammar("persons_own")
_REPORTED = ("clause", "parenthetical")
_LINKS = grammar("release_links")


def in_release(passages: list[Passage], items: list[list[Item]], found: list[Attribution]) -> list[Attribution]:
    """One attribution for each sentence in which the issuer speaks; none where the page is no release."""
    if any(p.paragraph.kind in ("question", "answer") or p.paragraph.label for p in passages):
        return []
    author = author_of(passages, items)
    issuer = (author.passage, author.span) if author is not None else _issuer(passages, items)
    if issuer is None:
        return []
    number, span = issuer
    statement = author is not None or pattern("statement_heads").match(passages[number].text) is not None
    begin = 1 if author is not None and number >= len(passages) - TAIL else number + 1
    body = [(n, p) for n, p in enumerate(passages) if p.paragraph.kind == "body" and n >= begin and n != number]
    reported = _REPORTED if author is not None else ()
    others = [a for a in found if a.rule in reported or not (statement and _of_a_state(a, items[a.passage]))]
    voice = _PERSONS_OWN if author is not None else _OWN
    own = [(n, s) for n, p in body for s in _own_sentences(p, n, others, voice)]
    if not own if author is not None else len(own) < ENOUGH and not statement:
        return []
    statement = statement or _is_commentary(passages[number], span)
    spoken = [(n, s) for n, p in body for s in _own_sentences(p, n, others, None)] if statement else own
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


def _is_commentary(head: Passage, issuer: Span) -> bool:
    """Whether a head names its issuer's comments or statement: "Foreign Ministry comments on words from Paris"."""
    return pattern("statement_tails").match(head.text, issuer[1] - head.base) is not None


def _issuer(passages: list[Passage], items: list[list[Item]]) -> tuple[int, Span] | None:
    """The first ministry, government or palace named in the headings of the page's head, with its country."""
    for number, line in enumerate(items[:HEAD]):
        if passages[number].paragraph.kind not in ("headline", "heading"):
            continue
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


def _of_a_state(attribution: Attribution, items: list[Item]) -> bool:
    """ "Poland does not intend to": in a statement of its ministry that is the ministry's own word."""
    return any((item.start, item.end) == attribution.source for item in items if item.kind == "place")


def _own_sentences(passage: Passage, number: int, found: list[Attribution], voice: frozenset[str] | None) -> list[Span]:
    """Sentences that nobody else is given as the source of: with a word of `voice` outside quotation marks, or without
    one any outside them.
    """
    sentences: list[Span] = []
    position = 0
    while position < len(passage.doc):
        first, last = passage.sentence(passage.doc[position])
        position = max(last, position) + 1
        words = passage.doc[first : last + 1]
        start, end = passage.span(first, last)
        told = any(a.passage == number and start <= a.cue[0] < end and not _is_own(a, passage) for a in found)
        if not told and any((voice is None or t.lower_ in voice) and not passage.quoted(t) for t in words):
            sentences.append((start, end))
    return sentences


def _is_own(attribution: Attribution, passage: Passage) -> bool:
    token = attribution.source_token
    if token is None or attribution.source_passage != attribution.passage:
        return False
    return passage.doc[token].lower_ in _PERSONS_OWN
