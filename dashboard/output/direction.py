"""Stage output: words that run from right to left, shown among text that runs from left to right.

In: any text; out: the same in a first strong isolate of the Unicode Bidirectional Algorithm (UAX #9): its letters
decide how it runs, and the text around it neither turns it nor is turned by it. So quotation marks and brackets that
belong to the words stand at the words' ends.
"""

from __future__ import annotations

import re

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates: what stands in a text from outside may reach to the end of a paragraph."""
START, END = "\u2068", "\u2069"
"""The first strong isolate, and the end of an isolate."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters from right to left: Hebrew, Arabic and their like (the blocks of UAX #44 whose letters are R or AL)."""

ISOLATED = re.compile(f"({START}[^\u202a-\u202e\u2066-\u2069]*{END})|{TURNING.pattern}")


def isolated(text: str) -> str:
    """Words with all the marks that belong to them, by their own direction; as they are where none runs to the left."""
    if not RIGHT_TO_LEFT.search(text):
        return text
    return f"{START}{TURNING.sub('', text)}{END}"


def without_turning(text: str) -> str:
    """A text without what orders it against its letters, but for whole isolates: these turn nothing around them."""
    return ISOLATED.sub(lambda found: found[1] or "", text)
