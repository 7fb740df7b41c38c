"""Stage parsing, part candidates: which war a place in an article is about.

In: the text of an article and a stretch of it; out: whether soldiers are spoken of there for another country than
Ukraine. An article on a force for Gaza, or on the last Frenchmen in Mali, may well mention Ukraine, and whoever speaks
in it says "our soldiers" without saying where. The words are in data/lexicon/topic.json.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, cached_property

from dashboard.parsing.lexicon import load
from dashboard.parsing.passage import Span

FEW, TIMES = 3, 2
"""An article is about another country where it names such ones at least so often, and more than so many times as often
as Ukraine."""


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words))))


@cache
def _ukraine() -> re.Pattern[str]:
    topic = load("topic")
    return re.compile(rf"\b(?:{_one_of([*topic['places'], *topic['towns']])})", re.IGNORECASE)


@cache
def _elsewhere() -> re.Pattern[str]:
    """Names as they are written, or in capitals: the west bank of a river is no country."""
    listed, states = load("topic")["elsewhere"], load("places")["others"]
    kinds = ("names", "adjectives", "people", "capitals")
    words = [*listed["words"], *(word for code in listed["states"] for kind in kinds for word in states[code][kind])]
    return re.compile(rf"\b(?:{_one_of([*words, *map(str.upper, words)])})\b")


def _last(places: list[int], end: int) -> int:
    """The last of some places before another one; -1 where there is none."""
    before = bisect_left(places, end)
    return places[before - 1] if before else -1


class Theatres:
    """Where an article (normalised text) names Ukraine, and where countries to which others send soldiers too."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _elsewhere(self) -> list[int]:
        return [match.start() for match in _elsewhere().finditer(self.text)]

    @cached_property
    def _ukraine(self) -> list[int]:
        return [match.start() for match in _ukraine().finditer(self.text)]

    def foreign(self, stretch: Span) -> bool:
        """Whether a stretch is about another country: the article is, named it last, and Ukraine not in the stretch."""
        start, end = stretch
        if len(self._elsewhere) < FEW or len(self._elsewhere) <= TIMES * len(self._ukraine):
            return False
        last = _last(self._ukraine, end)
        return last < start and last <= _last(self._elsewhere, end)
