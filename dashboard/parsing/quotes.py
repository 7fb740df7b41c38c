"""Stage 1, parsing: where quotations begin and end.

In: the paragraphs of a normalised text. Out: spans from mark to mark.

A quotation left open runs to the end of its paragraph, and on into the next one when that begins with a mark.
"""

from dataclasses import dataclass

_BEFORE_OPENING = set(" \t\n([{-–—/:")
_AFTER_CLOSING = set(" \t\n)]}.,;:!?-–—'/")


@dataclass(frozen=True, slots=True)
class Quote:
    """`start` and `end` include the marks; `runs_on` where the next paragraph continues the quotation."""

    start: int
    end: int
    runs_on: bool = False
    continues: bool = False


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> list[list[Quote]]:
    """For each paragraph (start, end) of the text, its quotations in order."""
    found: list[list[Quote]] = []
    open_before = False
    for number, (start, end) in enumerate(paragraphs):
        spans, dangling = _pairs(text, start, end)
        follows = number + 1 < len(paragraphs) and text[paragraphs[number + 1][0]] == '"'
        quotes = [Quote(*span) for span in spans]
        if dangling is not None and (follows or _is_speech(text, dangling, end)):
            quotes.append(Quote(dangling, end, runs_on=follows))
        if quotes and open_before and quotes[0].start == start:
            first = quotes[0]
            quotes[0] = Quote(first.start, first.end, first.runs_on, continues=True)
        open_before = bool(quotes) and quotes[-1].runs_on
        found.append(quotes)
    return found


def _is_speech(text: str, start: int, end: int) -> bool:
    """Whether a quotation that never closes is one at all: it opens the paragraph or follows a comma or colon."""
    before = text[:start].rstrip()[-1:]
    return end - start > 20 and (before in (",", ":", "\n", "") or text[start - 1 : start] == "\n")


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """Closed quotations of one paragraph, and where one stays open."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    position = text.find('"', start, end)
    while position != -1:
        before = text[position - 1] if position > start else " "
        after = text[position + 1] if position + 1 < end else " "
        if opened is None:
            if after not in " \t\n" and (before in _BEFORE_OPENING or before == '"' or not before.isalnum()):
                opened = position
        elif (after in _AFTER_CLOSING or after == '"' or before not in " \t\n") and not (
            before in _BEFORE_OPENING and after.isalnum() and before != " "
        ):
            spans.append((opened, position + 1))
            opened = None
        position = text.find('"', position + 1, end)
    return spans, opened
