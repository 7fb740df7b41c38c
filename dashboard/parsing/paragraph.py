"""Stage 1, parsing: a paragraph of an article and the words that tell its kind. In: `layout.json`. Out: `Paragraph`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.parsing.lexicon import load

PROSE = ("body", "heading")
"""Kinds of paragraphs that nothing marks as more than a line of the article."""
_ASIDE = re.compile(r" ?[(\[].*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text from `start` to `end`; `label` spans the name before "NAME:", `lead` counts a dateline.

    `stressed`: printed in bold or italics, as far as the text tells.
    """

    start: int
    end: int
    kind: str = "body"
    label: tuple[int, int] | None = None
    number: int = 0
    lead: int = 0
    stressed: bool = False


@lru_cache(maxsize=1)
def words() -> dict[str, re.Pattern[str]]:
    """The lists of layout.json, each as one pattern."""
    lists = load("layout")
    return {
        name: re.compile("(?i)(?:" + "|".join(lists[name]) + ")")
        for name in (
            "furniture",
            "labels",
            "no_labels",
            "quoted",
            "source",
            "question",
            "answer",
            "addressed",
            "own_voice",
            "sayers",
            "interviews",
            "briefings",
            "between",
        )
    }


def bare(label: str) -> str:
    """A label without what stands in brackets behind it: "KORNELIUS (government spokesman)"."""
    return _ASIDE.sub("", label)
