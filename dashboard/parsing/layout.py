"""Stage 1, parsing: the form of an article: headline, headings, body and furniture.

In: a normalised text. Out: its paragraphs, each with its kind.

Kinds: `headline`, `heading` (of a section or a live-blog entry), `body`, `question` and `answer` (of an
interview), `furniture` (captions, "Read also", credits: parsed by nobody).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from sys import maxsize

from dashboard.parsing.interviews import interview
from dashboard.parsing.paragraph import Paragraph, bare, words

_UPPER = "".join(filter(str.isupper, map(chr, range(0x250))))


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which `A-Z` stands for every capital of Latin script: "ČERNOCHOVÁ", "ŁUKOWSKI"."""
    return re.compile(pattern.replace("A-Z", _UPPER))


_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(r":\n+")
_BULLET = re.compile(r"(?:[•●▪◦‣*·→►–—-]|\d{1,2}[.)]|[\U0001F1E6-\U0001F1FF]{2})\s+")
_ASIDE = r"(?: ?(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))?"
_LABEL = _compiled(
    r"((?:[A-Z][\w.'-]*|[a-z]{2,3})(?: (?:[A-Z(][\w.,')-]*|[a-z]{2,3})){0,11}" + _ASIDE + r") ?[:.](?= ?[^\s\d]| ?$)"
)
_ASKER = _compiled(r"([A-Z][\w-]*(?: [\w-]+){0,3}):(?= )")
_NEXT_VOICE = _compiled(r"[.?!…—\"] ((?:[A-Z][\w.'-]*)(?: [A-Z][\w.'-]*){0,4}" + _ASIDE + r"): ")
_SHOUT = r"[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+)*"
_CAPITALS = _compiled(f"({_SHOUT})(,[^.:]{{3,80}})?[.:] ")
_CAPITALS_ASIDE = _compiled(f"({_SHOUT}{_ASIDE}): ")
_STAMP = re.compile(
    r"[\[(]?\d{1,2}[.:h']\d{2}(?::\d{2})?[\])]?(?: ?[ap]\.?m\.?| Uhr)?(?: ?[|–—:-](?= ))?\s+(?=[^\W\d_]|[\"'(\[])"
)
_BARE_Q = _compiled(r"Q\s+(?=[A-Z\"'])")
_DOTTED = _compiled(r"([A-Z])\. (?=[A-Z\"'(\[])")
_DATELINE = _compiled(
    r"(?:[A-Z][A-Z.'/ -]{2,}|[A-Z][\w.'-]+(?:[ /-][A-Z][\w.'-]+){0,3})"
    r"(?:, [^:\"]{2,40}?)?(?: ?\([^)]{2,30}\))?"
    r" ?(?:[–—―]|-{1,2}(?= )) ?(?=[A-Z\"'])"
)
_END = re.compile(r"[.!?…:;\"')\]]$")
_TIME = re.compile(r"\d{1,2}[.:h]\d{2}\b")


def paragraphs_of(text: str, stressed: Sequence[tuple[int, int]] = ()) -> list[Paragraph]:
    """The paragraphs of a normalised text, in order, without blank ones; `stressed`: its spans in bold or italics."""
    lines = [_trim(text, *found.span()) for found in _LINE.finditer(text)]
    lines = [part for line in lines if line[0] < line[1] for part in _put(text, *line, stressed)]
    turns = [turn for line in _joined(text, lines) for turn in _turns(text, *line)]
    dotted = _dotted(text, [start for start, _ in turns])
    found = [_classify(text, start, end, number, start in dotted) for number, (start, end) in enumerate(turns)]
    return interview(text, [replace(p, stressed=p.end <= _stressed_to(stressed, p.start)) for p in found])


def _stressed_to(stressed: Sequence[tuple[int, int]], start: int) -> int:
    """Where the stressed span that began last ends: before `start` if that is in none."""
    at = bisect_right(stressed, (start, maxsize)) - 1
    return stressed[at][1] if at >= 0 else 0


def _put(text: str, start: int, end: int, stressed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A line that begins with a stressed question, parted behind it: "*Will you go?* We might."."""
    last = _stressed_to(stressed, start)
    return [(start, last), _trim(text, last, end)] if start < last < end and text[last - 1] == "?" else [(start, end)]


def _dotted(text: str, starts: list[int]) -> frozenset[int]:
    """Where lines begin with "Q." or "A.": labels, if both occur and no other letter begins a line so, as in a list."""
    marks = {start: found.group(1) for start in starts if (found := _DOTTED.match(text, start))}
    return frozenset(marks if set(marks.values()) == {"A", "Q"} else ())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put lines together again that were wrapped in the middle of a sentence, and a label with the words below it."""
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined:
            if text[start] == '"' and _is_label_alone(text, *joined[-1]):
                joined[-1] = (joined[-1][0], end)
                continue
            gap = text[joined[-1][1] : start]
            before, after = text[joined[-1][1] - 1], text[start]
            if gap.count("\n") == 1 and after.islower() and (before.isalnum() or before in ",-–"):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _is_label_alone(text: str, start: int, end: int) -> bool:
    """Whether a line is a label and no more: "Prime Minister Siliņa:", above what she says in quotation marks.

    Above other words it may as well be a heading, below which the writer tells of somebody; so may one with a
    preposition, "Reaction to Siliņa:".
    """
    line = text[start:end]
    if words()["furniture"].match(line) or words()["no_labels"].search(line):
        return False
    stamp = _STAMP.match(line)
    begin = start + (stamp.end() if stamp else 0)
    return text[end - 1] == ":" and _label(f"{text[begin:end]} .") == end - 1 - begin


def _turns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A line that begins with "Q:" parted where the next voice has its label: "Q: Will you? Fico: No."."""
    if not _is_asked(text, start, end):
        return [(start, end)]
    cuts = [found.start(1) for found in _NEXT_VOICE.finditer(text, start, end)]
    places = [start, *cuts, end]
    return [_trim(text, *span) for span in pairwise(places)]


def _is_asked(text: str, start: int, end: int) -> bool:
    """Whether a line begins with the label of a question: "Q:"."""
    asker = _ASKER.match(text, start, end)
    return asker is not None and words()["question"].fullmatch(asker.group(1)) is not None


def _classify(text: str, start: int, end: int, number: int, dotted: bool) -> Paragraph:
    """The kind of a line; `dotted` if it begins with "Q." or "A."."""
    if dotted:
        return Paragraph(start, end, "body", (start, start + 1), number)
    line = text[start:end]
    lists = words()
    finished = bool(_END.search(line))
    if lists["furniture"].match(line):
        return Paragraph(start, end, "furniture", None, number)
    if number == 0 and not line.endswith((".", ":")) and not _is_asked(text, start, end):
        return Paragraph(start, end, "headline", None, number)
    stamp = _STAMP.match(line)
    lead = stamp.end() if stamp else 0
    if _BARE_Q.match(line):
        return Paragraph(start, end, "question", None, number)
    label = _label(line[lead:])
    if label:
        return Paragraph(start, end, "body", (start + lead, start + lead + label), number)
    if not finished and (len(line) < 90 or _TIME.match(line)) and not _runs(text, end):
        return Paragraph(start, end, "heading", None, number)
    return Paragraph(start, end, "body", None, number, lead or _dateline(line))


def _dateline(line: str) -> int:
    """The length of "BERLIN, Aug 19 (Agency) - " at the start of a line: a place in capitals, or one with a day."""
    found = _DATELINE.match(line)
    if not found or found.end() > 70:
        return 0
    place = line[: found.end()]
    return (
        found.end()
        if place.split(",")[0].split(" (")[0].split(" -")[0].split(" —")[0].split(" –")[0].isupper()
        or any(char.isdigit() for char in place)
        else 0
    )


def _runs(text: str, end: int) -> bool:
    return text[end : end + 2] not in ("\n\n", "") and text[end + 1 : end + 2].islower()


def _label(line: str) -> int:
    """The length of a name before a colon, 0 if the line has none."""
    line = _BREAK.sub(": ", line, count=1)
    asker = _ASKER.match(line)
    if asker and words()["question"].fullmatch(asker.group(1)):
        return asker.end(1)
    found = _CAPITALS_ASIDE.match(line) or _CAPITALS.match(line) or _LABEL.match(line)
    if not found or (line[found.end(1) : found.end(1) + 2].startswith(".") and found.re is not _CAPITALS):
        return 0
    if words()["labels"].fullmatch(bare(found.group(1))) or found.group(1).count("(") != found.group(1).count(")"):
        return 0
    return found.end(1)
