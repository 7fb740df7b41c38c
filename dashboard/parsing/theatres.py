"""Stage parsing, part candidates: which war a place in an article is about.

In: the text of an article and a place in it; out: whether soldiers are spoken of there for another country than
Ukraine. An article on a force for Gaza, or on the last Frenchmen in Mali, may well mention Ukraine, and whoever speaks
in it says "our soldiers" without saying where.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import takewhile

from dashboard.parsing.lexicon import load

FEW, TIMES = 3, 2
"""An article is about another country where it names such ones at least so often, and more than so many times as often
as Ukraine."""


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, load('topic')[name]))})\b", re.IGNORECASE)


class Theatres:
    """Where an article (normalised text) names Ukraine, and where countries to which others send soldiers too."""

    def __init__(self, text: str) -> None:
        self.elsewhere = [match.start() for match in _words("elsewhere").finditer(text)]
        self.text = text

    @cached_property
    def ukraine(self) -> list[int]:
        """Where Ukraine is named, in order."""
        return [match.start() for match in _words("ukraine").finditer(self.text)]

    def foreign(self, end: int) -> bool:
        """Whether what stands before a place is about another country: the article is, and named it last."""
        if len(self.elsewhere) < FEW or len(self.elsewhere) <= TIMES * len(self.ukraine):
            return False
        last = [max(takewhile(end.__gt__, named), default=-1) for named in (self.ukraine, self.elsewhere)]
        return last[0] <= last[1]
