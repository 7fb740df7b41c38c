"""Stage 1, parsing: the gate that keeps other topics out.

In: a text or page. Out: whether it may hold a statement on troops for Ukraine.

It is there to be fast and never wrong about a no: plain searches for stems, long before any model is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stringzilla import find

from dashboard.parsing.lexicon import characters, load

EXCERPT = 2_000
"""Bytes up to which a text may be cut out of an article that names Ukraine elsewhere, or be too short to name it."""

SENTENCE = 300
"""Bytes up to which a text is a sentence or two, which may speak of forces in whatever words: one is soon read."""


@lru_cache
def _stems(name: str) -> tuple[bytes, ...]:
    return tuple(stem.encode() for stem in load("topic")[name])


@lru_cache(maxsize=1)
def _invisible() -> tuple[bytes, ...]:
    """Characters that may stand within a word and are not seen."""
    return tuple(char.encode() for char, new in characters().items() if not new)


def _any_in(data: bytes, wanted: Iterable[bytes]) -> bool:
    return any(find(data, one) >= 0 for one in wanted)


def folded(text: str) -> bytes:
    """A text as small letters of ASCII among UTF-8: bytes are searched faster than strings are folded."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii() and _any_in(data, _invisible()):
        for char in _invisible():
            data = data.replace(char, b"")
    return data.lower()


def names_place(data: bytes) -> bool:
    """Whether a folded text or page names Ukraine at all, or an excerpt a place or an actor of the war."""
    if _any_in(data, _stems("places")):
        return True
    return len(data) <= EXCERPT and (_any_in(data, _stems("towns")) or _any_in(data, _stems("of_excerpts")))


def on_topic(data: bytes) -> bool:
    """Whether a folded text names Ukraine and a force, or something that is done with forces; a sentence, Ukraine."""
    return names_place(data) and (len(data) <= SENTENCE or _any_in(data, _stems("forces")))
