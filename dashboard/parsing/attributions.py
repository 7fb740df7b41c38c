"""Stage 1, parsing: attributions. In: passages. Out: who is given as the source of what, as offsets.

An attribution has a source (the full noun phrase), a cue (the words that ascribe) and content (one or more
spans, with their quotation marks). Which source is meant is not decided here: see `speakers`.
"""

from dashboard.parsing import direct, indirect, phrases, turns
from dashboard.parsing.labels import Item
from dashboard.parsing.passage import Attribution, Passage, Span


def find_attributions(passages: list[Passage], items: list[list[Item]]) -> list[Attribution]:
    """The attributions of an article's passages, in the order of their content; `items` are those of each passage."""
    found = turns.in_turns(passages, items)
    spoken = {turn.passage: turn for turn in found}
    for number, passage in enumerate(passages):
        clauses = indirect.in_passage(passage, number)
        clauses += phrases.in_passage(passage, number, clauses)
        found += clauses if number in spoken else direct.with_quotes(passage, number, clauses)
    found = direct.across_passages(passages, found)
    return sorted(_distinct(found), key=lambda a: (a.content[0], a.cue))


def _distinct(found: list[Attribution]) -> list[Attribution]:
    kept: dict[tuple[Span, tuple[Span, ...]], Attribution] = {}
    for attribution in found:
        if attribution.content:
            kept.setdefault((attribution.cue, attribution.content), attribution)
    return list(kept.values())
