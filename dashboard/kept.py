"""Face: answers that are kept for the next who ask the same. In: finished bodies; out: the same, until room runs out.

Fifty who ask for everything at once ask for the same: it is made once. Large answers are not kept, so that memory stays
flat however large the record is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

ROOM, LARGEST = 32_000_000, 4_000_000
"""Bytes of all bodies together, and of one."""


class Made(NamedTuple):
    """A finished answer."""

    headers: Mapping[str, str]
    body: bytes


@dataclass
class Kept:
    """Answers by what was asked; those used last stay longest. Threads may share it."""

    room: int = ROOM
    largest: int = LARGEST
    _made: OrderedDict[Hashable, Made] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable) -> Made | None:
        """The answer kept under a key, or None."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def put(self, key: Hashable, made: Made) -> None:
        """Keep an answer, and drop those that were not used for longest where there is no room."""
        with self._lock:
            self._made[key] = made
            self._made.move_to_end(key)
            while sum(len(one.body) for one in self._made.values()) > self.room:
                self._made.popitem(last=False)

    def keeping(self, key: Hashable, headers: Mapping[str, str], pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same pieces; once all of them are through, their whole is kept if it is not too large."""
        held: list[bytes] = []
        size = 0
        for piece in pieces:
            size += len(piece)
            if size <= self.largest:
                held.append(piece)
            else:
                held.clear()
            yield piece
        if size <= self.largest:
            self.put(key, Made(headers, b"".join(held)))
