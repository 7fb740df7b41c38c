"""Stage 1, parsing: the gate. In: a text or page. Out: whether it may hold a statement on troops for Ukraine.

It is there to be fast and never wrong about a no: plain searches for stems, long before any model is loaded.
"""

from __future__ import annotations

from functools import lru_cache

from dashboard.parsing.lexicon import characters, load


@lru_cache(maxsize=1)
def _stems() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    topic = load("topic")
    places, forces = (tuple(stem.encode() for stem in topic[name]) for name in ("places", "forces"))
    return places, forces


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
    """Whether a folded text or page names Ukraine at all."""
    return any(map(data.__contains__, _stems()[0]))


def on_topic(data: bytes) -> bool:
    """Whether a folded text names Ukraine and a force, or something that is done with forces."""
    return names_place(data) and any(map(data.__contains__, _stems()[1]))
