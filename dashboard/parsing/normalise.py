"""Stage 1, parsing: a clean copy of a text in which every character knows its place in the original.

In: any string, lone surrogates and NULs included. Out: `Normalised`, whose text has straight quotation
marks, plain spaces and `\\n` line ends, and maps back to offsets of the string as given.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from dashboard.parsing.lexicon import characters

SINGLE_QUOTATION = 2_000
"""Characters within which a single quotation mark is looked for that closes one."""
_SINGLE_OPEN = "\u2018"
_SINGLE_CLOSE = "\u2019"
_STRESS = re.compile(r"(?<![\w*])([*_]{1,3})(?=[^\s*_])([^*_\r\n]{0,2000}[^\s*_])\1(?![\w*])")
_STRAIGHT_SINGLE = re.compile(r"(?<![\w.,'])'(?=[\w\"\[(…])|(?<=[\w.,!?…\])])'(?!\w)")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` and its breakpoints: from `starts[i]` on, a position lies `shifts[i]` further in the original.

    `stressed` are the spans of the text that stand between asterisks or underscores in the original, as in Markdown.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]
    stressed: tuple[tuple[int, int], ...] = ()

    def original(self, position: int) -> int:
        """The offset in the original of the character at `position` of the normalised text."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original slice of a normalised slice: it ends where the last character of the slice ends."""
        return (self.original(start), self.original(end - 1) + 1) if end > start else (self.original(start),) * 2


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], dict[str, str]]:
    table = characters()
    return re.compile(
        "|".join(re.escape(key) for key in sorted(table, key=len, reverse=True)) + "|[\ud800-\udfff]"
    ), table


def normalise(original: str) -> Normalised:
    """The normalised text. Nothing is ever inserted: a replacement is as long as its original, or shorter.

    The marks around a stressed word or line are left out.
    """
    pattern, table = _rules()
    stressed = list(_STRESS.finditer(original))
    marks = {at for found in stressed for at in (found.start(1), found.end(2))}
    changes = [(found.start(), found.end(), table.get(found.group(), "\ufffd")) for found in pattern.finditer(original)]
    changes += [(at, at + len(found.group(1)), "") for found in stressed for at in (found.start(1), found.end(2))]
    pieces: list[str] = []
    starts, shifts, last, size = [0], [0], 0, 0
    places: list[int] = []
    for start, end, new in sorted(changes):
        pieces += (original[last:start], new)
        size += start - last + len(new)
        last = end
        if start in marks:
            places.append(size)
        if len(new) != end - start:
            starts.append(size)
            shifts.append(last - size)
    pieces.append(original[last:])
    spans = tuple(zip(places[::2], places[1::2], strict=True))
    return Normalised(_single_quotes("".join(pieces)), tuple(starts), tuple(shifts), spans)


def _single_quotes(text: str) -> str:
    """Turn single quotation marks that quote into `"`, and all others into apostrophes, length unchanged."""
    if _SINGLE_OPEN not in text and _SINGLE_CLOSE not in text and "'" not in text:
        return text
    return "\n".join(
        _line(line) if "'" in line or "\u2018" in line or "\u2019" in line else line for line in text.split("\n")
    )


def _line(line: str) -> str:
    marks = list(line)
    inside = '"' in line
    for start in [i for i, mark in enumerate(marks) if mark == _SINGLE_OPEN]:
        end = _closing(line, start, _SINGLE_CLOSE)
        if end is not None and line.count('"', 0, start) % 2 == 0:
            marks[start] = marks[end] = '"'
        elif end is None and start == len(line) - len(line.lstrip()):
            marks[start] = '"'  # a quotation that runs on into the next paragraph
    if not inside and _SINGLE_OPEN not in line and "'" in line:
        for found in _STRAIGHT_SINGLE.finditer(line):
            if (found.start() and line[found.start() - 1].isalnum()) or marks[found.start()] != "'":
                continue
            end = _closing(line, found.start(), "'")
            if end is not None:
                marks[found.start()] = marks[end] = '"'
    return "".join("'" if mark in (_SINGLE_OPEN, _SINGLE_CLOSE) else mark for mark in marks)


def _closing(line: str, start: int, mark: str) -> int | None:
    """Where a single quotation closes: after punctuation if it can, so that "allies' troops" does not end it."""
    first: int | None = None
    if mark not in line[start + 2 : start + SINGLE_QUOTATION]:
        return None
    for position in range(start + 2, min(len(line), start + SINGLE_QUOTATION)):
        if line[position] == _SINGLE_OPEN and first is not None:
            break
        if line[position] != mark or line[position + 1 : position + 2].isalnum():
            continue
        if line[position - 1] in ".,!?…;)" or position + 1 == len(line):
            return position
        if first is None and not line[position - 1].isspace():
            first = position
            if line[position - 1] != "s":
                return position
    return first
