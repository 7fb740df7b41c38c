"""Stage 1, parsing: whether a text is English. In: a text. Out: yes or no, by its function words.

A stop-word test and no classifier: the question is not which language a text is in but whether the rules, which are
about English, may be let loose on it, and for that a text's commonest words are the plainest evidence there is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.parsing.lexicon import load

FEW, MANY = 25, 40
"""Words below which only a text's letters tell, and from which on its words tell surely."""
SHARE, LEAST = 0.08, 0.05
"""Function words among all words of a text of many words, and of one of fewer. English news articles have .21 and
more, longer sentences .09 and more; articles in other languages of Europe .00 to .04."""
SMALL = 0.2
"""The same of all small words, those that other languages share among them, in a text of fewer words: "Romania will
under no circumstances take part in a mission in Ukraine" has none of the others."""
PLAIN = 250
"""Characters for each " the ": a text with more of them than that is English without counting further."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SAMPLE = 20_000


@lru_cache(maxsize=2)
def _words(part: str) -> frozenset[str]:
    words: list[str] = load("language")[part]
    return frozenset(words)


def is_english(text: str) -> bool:
    """Whether a text is English, as far as can be told: a short text in Latin letters gets the benefit of the doubt."""
    sample = text[:_SAMPLE]
    if sample.count(" the ") * PLAIN > len(sample):
        return True
    words: list[str] = _WORD.findall(sample.lower())
    if len(words) < FEW:
        letters = [char for word in words for char in word]
        return sum(char < "\u0250" for char in letters) * 2 >= len(letters)
    found = sum(word in _words("function") for word in words)
    if len(words) >= MANY:
        return found >= len(words) * SHARE
    small = found + sum(word in _words("shared") for word in words)
    return found >= len(words) * LEAST or small >= len(words) * SMALL
