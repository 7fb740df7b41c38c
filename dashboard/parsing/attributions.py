"""Stage 1, parsing: who is given as the source of what. In: passages. Out: `Attribution`s, as offsets.

An attribution has a source (the full noun phrase), a cue (the words that ascribe) and content (one or more
spans, with their quotation marks). Which source is meant is not decided here: see `speakers`.
"""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.parsing import (
    across,
    continued,
    direct,
    entries,
    gapped,
    implicit,
    indirect,
    phrases,
    postponed,
    releases,
    turns,
)
from dashboard.parsing.labels import Item
from dashboard.parsing.passage import Attribution, Passage, Span, in_content, in_source

_TOLD = ("headline", "heading", "body")


def find_attributions(passages: list[Passage], items: list[list[Item]]) -> list[Attribution]:
    """The attributions of an article's passages, in the order of their content; `items` are those of each passage."""
    spoken = {turn.passage: turn for turn in turns.in_turns(passages, items)}
    found: list[Attribution] = []
    for number, passage in enumerate(passages):
        clauses = indirect.in_passage(passage, number)
        clauses += phrases.in_passage(passage, number, clauses)
        clauses = gapped.without_verb(passage, clauses)
        if passage.paragraph.kind in _TOLD and passage.paragraph.label is None:
            clauses += implicit.verbless(passage, number, clauses)
        if passage.paragraph.label is None:
            clauses += postponed.after_colon(passage, number)
        if turns.is_of_body(passage, items[number]) and (clauses or passage.quotes or ":" in passage.text):
            spoken.pop(number, None)  # "Kremlin: Peskov said ...", "Kremlin: Peskov: ..." is about the Kremlin
        found += [spoken[number], *clauses] if number in spoken else direct.with_quotes(passage, number, clauses)
    found = across.across_passages(passages, items, found)
    found += entries.in_entries(passages, items, found)
    found += releases.in_release(passages, items, found)
    for number, passage in enumerate(passages):
        found += continued.in_same_voice(passage, number, found)
    return sorted(_distinct(_uncrossed(passages, found)), key=lambda a: (a.content[0], a.cue))


def _uncrossed(passages: Sequence[Passage], found: Sequence[Attribution]) -> list[Attribution]:
    """ "Oslo is firm: no soldier will go, an official said": of two that each report the cue of the other the first
    ends where the second begins to say whose words they are.
    """
    kept = []
    for one in found:
        other = _crossing(one, found)
        if other is not None:
            passage, close = passages[one.passage], _opens(other)
            before = [passage.tokens(start, min(end, close)) for start, end in one.content if start < close]
            one = replace(one, content=passage.spans(k for first, last in before for k in range(first, last + 1)))
        kept.append(one)
    return kept


def _crossing(one: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution behind one, as in "..., an official said", that reports its cue, and whose cue it reports."""
    return next(
        (
            other
            for other in found
            if other.passage == one.passage == other.source_passage
            and other.rule == "parenthetical"
            and one.cue[0] < other.cue[0]
            and in_content(one, other)
            and in_content(other, one)
        ),
        None,
    )


def _opens(attribution: Attribution) -> int:
    """Where source and cue of an attribution begin."""
    return min(start for start, _ in (attribution.cue, attribution.source or attribution.cue))


def _distinct(found: list[Attribution]) -> list[Attribution]:
    kept: dict[tuple[Span, tuple[Span, ...]], Attribution] = {}
    for attribution in found:
        if attribution.content:
            kept.setdefault((attribution.cue, attribution.content), attribution)
    return list(kept.values())


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions as a reader marks them: none within another's words or source, none that is only a guess."""
    kept: list[Attribution] = []
    marked = [a for a in found if a.rule != "same_voice"]
    for attribution in sorted(marked, key=lambda a: (a.rule != "according_to", -_size(a))):
        if not any(_within(attribution, other) for other in kept):
            kept.append(attribution)
    return sorted(kept, key=lambda a: (a.content[0], a.cue))


def _within(inner: Attribution, outer: Attribution) -> bool:
    """Whether the cue or the whole content of one stands in the content of another, or the cue in its source."""
    if any(start <= inner.cue[0] < end for start, end in outer.content):
        return True
    if in_source(inner, outer):
        return True
    return all(any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content)


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)
