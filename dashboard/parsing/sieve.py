"""Stage parsing, part judge: what the language model need not read: cases whose words say nothing of any position.

In: the wording of a case; out: whether it is worth the model's time. A logistic regression over the words and pairs of
words, with its weights in `data/judge/sieve.json`; its threshold lets pass all but a few in a hundred of those that
state a position.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Wording = tuple[str, str]


def traits(wording: Wording) -> Iterator[str]:
    """Give the words of a wording by where they stand: asked, before the sentence, in it, in what was said.

    Of the sentence and of what was said come pairs too: words side by side, and in the sentence with one between.
    """
    asked, words = wording
    before, _, sentence = words.partition("| ")
    told = sentence.split()
    said = told[told.index("<Q>") :] if "<Q>" in told else told
    for place, found in (("a", asked.split()), ("b", before.split()), ("s", told), ("q", said)):
        yield from (f"{place}:{word}" for word in dict.fromkeys(found))
    for place, found, step in (("s", told, 1), ("q", said, 1), ("s", told, 2)):
        pairs = dict.fromkeys(zip(found, found[step:], strict=False))
        yield from (f"{place}{step}:{first} {second}" for first, second in pairs)


@dataclass(frozen=True)
class Sieve:
    """The weights of traits; a wording whose sum reaches the threshold passes."""

    weights: dict[str, float]
    threshold: float

    def passes(self, wording: Wording) -> bool:
        """Whether a case may state a position."""
        return sum(self.weights.get(trait, 0.0) for trait in traits(wording)) >= self.threshold


def sieve_from(path: Path) -> Sieve:
    """Read a sieve. Raises ValueError or KeyError where the file is not as the training command writes it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Sieve({str(k): float(v) for k, v in data["weights"].items()}, float(data["threshold"]))
