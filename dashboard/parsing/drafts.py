"""Stage parsing, part candidates: what a candidate is before repeats and contradictions are settled.

In: what somebody said, and a position that it states; out: a `Draft`, which `verdicts.py`, `merge.py` and
`confidence.py` work on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.parsing.questions import Stand
from dashboard.parsing.utterances import Said

Span = tuple[int, int]


@dataclass(frozen=True)
class Draft:
    """A position with its place in the text (normalised offsets), before merging.

    `support` counts the speaker's other drafts that say the same of the same question, `dissent` those that differ.
    `judged` is the judge's probability for the position, `stated` that for any position, None where it was not asked;
    `swapped`: the position is the judge's and no rule's.
    """

    said: Said
    stand: Stand
    evidence: Span
    quote: Span | None
    mission: str
    phase: str
    format: str
    conditions: tuple[str, ...]
    day: date
    basis: str
    headline: bool
    support: int = 0
    dissent: int = 0
    judged: float | None = None
    stated: float | None = None
    swapped: bool = False
