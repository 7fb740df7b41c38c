"""Stage 1, parsing: paragraphs cut to a size that can be parsed.

In: a text's paragraphs. Out: pieces, and what was left.

Only a text without line breaks or full stops is touched: its paragraphs are parted at the ends of sentences, and a
sentence longer than the cap is no sentence and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.parsing.article import SENTENCE_CAP
from dashboard.parsing.paragraph import Paragraph

PIECE = 8_000
"""Characters of a paragraph that are parsed at once."""
_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"')\]]*(?=\s|$)|$)", re.DOTALL)

Span = tuple[int, int]


def pieces_of(text: str, paragraphs: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Span]]:
    """The paragraphs, the very long ones in pieces, and the sentences that were left out of them."""
    kept: list[Paragraph] = []
    left: list[Span] = []
    for paragraph in paragraphs:
        if paragraph.end - paragraph.start <= SENTENCE_CAP or paragraph.kind == "furniture":
            kept.append(paragraph)
            continue
        sentences = list(_sentences(text, paragraph))
        long = [span for span in sentences if span[1] - span[0] > SENTENCE_CAP]
        left += long
        if long or paragraph.end - paragraph.start > PIECE:
            kept += _parts(paragraph, sentences)
        else:
            kept.append(paragraph)
    return kept, left


def _sentences(text: str, paragraph: Paragraph) -> Iterator[Span]:
    for found in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
        yield found.span()


def _parts(paragraph: Paragraph, sentences: list[Span]) -> Iterator[Paragraph]:
    """Runs of sentences that fit into a piece; the first keeps the paragraph's label."""
    start = end = None
    for first, last in [*sentences, (paragraph.end, paragraph.end)]:
        whole = last - first <= SENTENCE_CAP and first < last
        if start is not None and end is not None and not (whole and last - start <= PIECE):
            label = paragraph.label if start == paragraph.start else None
            yield replace(paragraph, start=start, end=end, label=label)
            start = None
        if whole:
            start = first if start is None else start
            end = last
