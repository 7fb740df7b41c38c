"""Stage 1, parsing: the gate. In: a text or page. Out: whether it may hold a statement on troops for Ukraine.

It is there to be fast and never wrong about a no: plain searches for stems, long before any model is loaded.
"""

from __future__ import annotations

from functools import lru_cache

from dashboard.parsing.lexicon import characters, load

EXCERPT = 2_000
"""Bytes up to which a text may be cut out of an article that names Ukraine elsewhere, or be too short to name it."""

SENTENCE = 300
"""Bytes up to which a text is a sentence or two, which may speak of forces in whatever words: one is soon read."""


@lru_cache
def _stems(name: str) -> tuple[bytes, ...]:
    return tuple(stem.encode() for stem in load("topic")[name])


@lru_cache(maxsize=1)
def _invisible() -> str:
    """Characters that may stand within a word and are not seen."""
    return "".join(char for char, new in characters().items() if not new)


def folded(text: str) -> bytes:
    """A text as small letters of ASCII among UTF-8: bytes are searched faster than strings are folded."""
    if not text.isascii() and any(map(text.__contains__, _invisible())):
        text = text.translate(str.maketrans("", "", _invisible()))
    return text.encode("utf-8", "surrogatepass").lower()


def names_place(data: bytes) -> bool:
    """Whether a folded text or page names Ukraine at all, or an excerpt a place or an actor of the war."""
    if any(map(data.__contains__, _stems("places"))):
        return True
    return len(data) <= EXCERPT and any(map(data.__contains__, (*_stems("towns"), *_stems("of_excerpts"))))


def on_topic(data: bytes) -> bool:
    """Whether a folded text names Ukraine and a force, or something that is done with forces; a sentence, Ukraine."""
    return names_place(data) and (len(data) <= SENTENCE or any(map(data.__contains__, _stems("forces"))))
