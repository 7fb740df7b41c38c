"""Stage 1, parsing: a paragraph with its parse, and an attribution found in it. In: paragraph, quotations, document.

Positions are characters of the normalised text; tokens are those of the passage's own document.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Token

from dashboard.parsing.clauses import SENTENCE_ENDS, noun_phrase, trimmed
from dashboard.parsing.paragraph import Paragraph
from dashboard.parsing.quotes import Quote

Span = tuple[int, int]
_GAP = 2  # characters between two spans that are one: ", "


@dataclass(frozen=True)
class Passage:
    """`doc` begins at `base` in the normalised text (after the label of an interview's line)."""

    paragraph: Paragraph
    base: int
    doc: Doc
    quotes: tuple[Quote, ...]

    def span(self, first: int, last: int) -> Span:
        """Characters of the normalised text covered by tokens `first` to `last`, both included."""
        return self.base + self.doc[first].idx, self.base + self.doc[last].idx + len(self.doc[last])

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The spans that some tokens, in order, cover, without punctuation at their ends."""
        runs: list[tuple[int, int]] = []
        for i in tokens:
            if runs and i == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], i)
            else:
                runs.append((i, i))
        spans = []
        for run in runs:
            first, last = trimmed(self.doc, *run)
            if any(token.is_alpha or token.like_num for token in self.doc[first : last + 1]):
                spans.append(self.span(first, last))
        return merge_spans(spans)

    def position(self, token: Token) -> int:
        """Where a token begins in the normalised text."""
        return self.base + token.idx

    def quote_at(self, position: int) -> Quote | None:
        """The quotation around a position, marks included."""
        return next((quote for quote in self.quotes if quote.start <= position < quote.end), None)

    def quoted(self, token: Token) -> bool:
        """Whether a token stands within quotation marks."""
        return self.quote_at(self.base + token.idx) is not None

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """First and last index of the tokens that overlap a slice of the text; first > last if none does."""
        starts, ends = self._places
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        return (first, last) if first <= last else (0, -1)

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        """Where each token begins and ends in the normalised text."""
        starts = [self.base + token.idx for token in self.doc]
        return starts, [start + len(token) for start, token in zip(starts, self.doc, strict=True)]

    def token_at(self, position: int) -> Token:
        """The last token that begins at a position of the normalised text or before it; the first if none does."""
        return self.doc[max(0, bisect_right(self._places[0], position) - 1)]

    @cached_property
    def text(self) -> str:
        """The text of the document; spaCy puts it together anew each time it is asked."""
        return str(self.doc.text)

    @property
    def end(self) -> int:
        """Where the last token ends."""
        return self._places[1][-1]

    def sentence(self, token: Token) -> tuple[int, int]:
        """First and last token of the sentence outside quotations: a full stop within one does not end it."""
        ends = self._sentence_ends
        at = bisect_left(ends, token.i)
        return (ends[at - 1] + 1 if at else 0), ends[at]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        """The last token of each sentence, in order."""
        last = len(self.doc) - 1
        return [token.i for token in self.doc if token.i == last or self._ends(token)]

    def _ends(self, token: Token) -> bool:
        quote = self.quote_at(self.base + token.idx)
        if quote is None:
            return token.text in SENTENCE_ENDS
        if self.base + token.idx != quote.end - 1 or token.i == 0 or token.i + 1 >= len(self.doc):
            return False
        return self.doc[token.i - 1].text in (".", "?", "!", "…") and self._starts(self.doc[token.i + 1])

    def _starts(self, token: Token) -> bool:
        """After a quotation that ends in a full stop, a capital begins a sentence unless "Macron said" follows."""
        return token.text[:1].isupper() or token.text[:1] == '"'


@dataclass(frozen=True, slots=True)
class Attribution:
    """Offsets into the normalised text; `*_token` are indices in the document of passage `passage`."""

    passage: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    direct: bool
    negated: bool
    rule: str
    verb: str
    source_token: int | None = None
    cue_token: int | None = None
    source_elsewhere: int | None = None

    @property
    def source_passage(self) -> int:
        """The passage in which the source stands: mostly that of the cue."""
        return self.passage if self.source_elsewhere is None else self.source_elsewhere


def merge_spans(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap joined into one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + _GAP:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def with_content(attribution: Attribution, *spans: Span, direct: bool | None = None) -> Attribution:
    """The attribution with more content."""
    content = merge_spans([*attribution.content, *spans])
    return replace(attribution, content=content, direct=attribution.direct if direct is None else direct)


def source_span(passage: Passage, head: Token | None) -> Span | None:
    """The full noun phrase of a source."""
    return passage.span(*noun_phrase(head)) if head is not None else None


def in_source(inner: Attribution, outer: Attribution) -> bool:
    """Whether a cue only describes the source of another: "a donor, who declined to be named, said"."""
    return outer.source is not None and inner is not outer and outer.source[0] <= inner.cue[0] < outer.source[1]


def in_content(inner: Attribution, outer: Attribution) -> bool:
    """Whether a cue is among the words that another reports: "He said that the Hague wanted to see ..."."""
    return inner is not outer and any(start <= inner.cue[0] < end for start, end in outer.content)


def outermost(found: list[Attribution]) -> list[Attribution]:
    """Those that are no part of what another reports, nor of its source."""
    return [a for a in found if not any(in_source(a, other) or in_content(a, other) for other in found)]


def of_line(
    number: int, quote: Quote, line: int | None, source: Span | None, token: int | None = None, rule: str = "introduced"
) -> Attribution:
    """A quotation of the source that another line names, before it; or its own, where `line` is None."""
    return Attribution(
        passage=number,
        source=source,
        cue=(quote.start, quote.start),
        content=((quote.start, quote.end),),
        direct=True,
        negated=False,
        rule=rule,
        verb="",
        source_token=token,
        source_elsewhere=line,
    )
