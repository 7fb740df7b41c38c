"""Benchmark of the parser: which attributions found agree with the annotated ones.

In: the annotated and the found attributions of a text; out: how many agree. Content agrees when it overlaps by
half or more (intersection over union, in characters), a source when it overlaps at all, or both have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.gold import Attribution, Row, Span
from benchmarks.match import Rates

ENOUGH = 0.5


def attribution(row: Row) -> Attribution:
    """A line of the `attributions` command as a record; an empty source is none."""
    start, end = row.get("source_start"), row.get("source_end")
    source = None if start in (None, "") or end is None else (int(start), int(end))
    return Attribution(source, tuple((int(a), int(b)) for a, b in row["content"]))


def _characters(spans: Sequence[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def overlap(one: Attribution, other: Attribution) -> float:
    """Intersection over union of two contents, in characters."""
    first, second = _characters(one.content), _characters(other.content)
    return len(first & second) / max(1, len(first | second))


def same_source(one: Attribution, other: Attribution) -> bool:
    """Whether the two sources share a character, or both are none."""
    if one.source is None or other.source is None:
        return one.source is other.source
    return max(one.source[0], other.source[0]) < min(one.source[1], other.source[1])


@dataclass(frozen=True)
class Outcome:
    """Counts of one text: content and source, content alone, and direct quotes (all, found, with the right source)."""

    both: Rates
    content: Rates
    direct: int
    direct_found: int
    direct_right: int


def _pairs(gold: Sequence[Attribution], found: Sequence[Attribution], *, sources: bool) -> int:
    """How many pairs agree, each attribution used once, the closest contents first."""
    close = [
        (overlap(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if not sources or same_source(g, f)
    ]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for share, i, j in sorted(close, reverse=True):
        if share >= ENOUGH and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def compare(gold: Sequence[Attribution], found: Sequence[Attribution]) -> Outcome:
    """Score one text. A direct quote is found when some content overlaps it by half or more."""
    counts = [_pairs(gold, found, sources=sources) for sources in (True, False)]
    both, content = (Rates(n, len(found) - n, len(gold) - n) for n in counts)
    direct = [g for g in gold if g.direct]
    near = [[f for f in found if overlap(g, f) >= ENOUGH] for g in direct]
    right = sum(any(same_source(g, f) for f in some) for g, some in zip(direct, near, strict=True))
    return Outcome(both, content, len(direct), sum(map(bool, near)), right)
