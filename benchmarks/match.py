"""Benchmark of the parser: which candidates agree with which expected statements.

In: an item and the candidates found in it; out: a `Tally` of right, wrong and missed. The rules are those of
`tests/gold/README.md`: speaker, entity, question and position agree, duplicates collapse, and what agrees only
with an optional statement, or with one already found, counts neither way.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.gold import ROOT, Item, Row
from dashboard.dataset.people import load_people

SAME = ("speaker", "entity", "question", "position", "phase", "mission", "date")
"""Candidates alike in these fields are one."""
RESAMPLES = 500
PLAIN_LETTERS = str.maketrans("øØłŁđĐı", "oOlLdDi")
BODY = re.compile(
    r"ministry|government|spokes|office|kremlin|council|commission|street|source|official|parliament|army|staff|party"
)
Agrees = Callable[[Row, Row], bool]


def fold(name: str) -> str:
    """A name in plain lower-case letters: no accents, hyphens as blanks."""
    letters = unicodedata.normalize("NFKD", name.translate(PLAIN_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower().replace("-", " ")
    return re.sub(r"[^a-z ]", "", plain).strip()


def _aliases() -> dict[str, str]:
    """Each way to write a listed person's last name in the whole name, folded, with the listed name, folded."""
    found = {}
    for official in load_people(ROOT / "data").officials:
        first = official.name.split()[0]
        for alias in (official.name, *official.aliases):
            found[fold(alias if " " in alias else f"{first} {alias}")] = fold(official.name)
    return found


ALIASES = _aliases()
PEOPLE = frozenset(ALIASES.values())


def _is_person(name: str) -> bool:
    return name in PEOPLE or (len(name.split()) in (2, 3) and not BODY.search(name))


def same_speaker(gold: Row, candidate: Row, *, aliases: bool = True) -> bool:
    """Whether the same person is meant, or the same state's body. `aliases`: as `data/officials.csv` lists them."""
    wanted, given = fold(gold["speaker"]), fold(candidate.get("speaker", ""))
    if aliases:
        wanted, given = ALIASES.get(wanted, wanted), ALIASES.get(given, given)
    if wanted == given:
        return True
    if _is_person(wanted):
        return bool(wanted and given) and wanted.split()[-1] == given.split()[-1]
    return gold.get("speaker_entity", gold["entity"]) == candidate.get("speaker_entity") and given not in PEOPLE


def agreement(*, strict: bool = False, aliases: bool = True) -> Agrees:
    """The rule of agreement. `strict`: the position itself, no `also`."""

    def agrees(gold: Row, candidate: Row) -> bool:
        positions = [gold["position"], *([] if strict else gold.get("also", ()))]
        return (
            gold["entity"] == candidate.get("entity")
            and gold["question"] == candidate.get("question")
            and candidate.get("position") in positions
            and same_speaker(gold, candidate, aliases=aliases)
        )

    return agrees


@dataclass
class Tally:
    """What came of one item: pairs of expected statement and candidate, candidates in error, statements missed."""

    right: list[tuple[Row, Row]] = field(default_factory=list)
    wrong: list[Row] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether everything was found and nothing beyond it."""
        return not self.missed and not self.wrong


def _score(candidate: Row) -> float:
    return float(candidate.get("score") or 0)


def distinct(candidates: Sequence[Row]) -> list[Row]:
    """One candidate of each kind, the highest score first."""
    found: dict[tuple[str, ...], Row] = {}
    for candidate in sorted(candidates, key=_score, reverse=True):
        speaker = fold(candidate.get("speaker", ""))
        found.setdefault((speaker, *(str(candidate.get(name)) for name in SAME[1:])), candidate)
    return list(found.values())


def tally(item: Item, candidates: Sequence[Row], agrees: Agrees) -> Tally:
    """Compare the candidates with what is expected; a statement of the same phase is taken first."""
    required = [row for row in item.expected if row.get("required", True)]
    result = Tally(missed=list(required))
    for candidate in distinct(candidates):
        hits = [row for row in result.missed if agrees(row, candidate)]
        if hits:
            hit = next((row for row in hits if row["phase"] == candidate.get("phase")), hits[0])
            result.missed.remove(hit)
            result.right.append((hit, candidate))
        elif not any(agrees(row, candidate) for row in item.expected):
            result.wrong.append(candidate)
    return result


@dataclass(frozen=True)
class Rates:
    """Precision, recall and F1 with the counts they rest on; all 0 where nothing was found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Right among right and wrong."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right among what was to be found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def rates(tallies: Sequence[Tally]) -> Rates:
    """The sums over some items."""
    counts = [(len(t.right), len(t.wrong), len(t.missed)) for t in tallies]
    return Rates(*(sum(column) for column in zip(*counts, strict=True))) if counts else Rates(0, 0, 0)


def interval(tallies: Sequence[Tally]) -> tuple[float, float]:
    """The 95% interval of F1 under resampling of whole items (seeded: the same for the same tallies)."""
    chance = random.Random(1)
    values = sorted(rates([chance.choice(tallies) for _ in tallies]).f1 for _ in range(RESAMPLES))
    return values[int(RESAMPLES * 0.025)], values[int(RESAMPLES * 0.975)]
