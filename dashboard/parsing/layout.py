"""Stage 1, parsing: the form of an article. In: a normalised text. Out: its paragraphs, each with its kind.

Kinds: `headline`, `heading` (of a section or a live-blog entry), `body`, `question` and `answer` (of an
interview), `furniture` (captions, "Read also", credits: parsed by nobody).
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.parsing.lexicon import load

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"(?:[•●▪◦‣*·→►–—-]|\d{1,2}[.)]|[\U0001F1E6-\U0001F1FF]{2})\s+")
_LABEL = re.compile(r"((?:[A-Z][\w.'-]*|[a-z]{2,3})(?: (?:[A-Z(][\w.,')-]*|[a-z]{2,3})){0,6}) ?[:.](?= ?[^\s\d]| ?$)")
_ASKER = re.compile(r"([A-Z][\w-]*(?: [\w-]+){0,3}):(?= )")
_CAPITALS = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ.'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'-]+)*)(,[^.:]{3,80})?[.:] ")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'/ -]{2,}|[A-ZÀ-Þ][\w.'-]+(?:[ /-][A-ZÀ-Þ][\w.'-]+){0,3})"
    r"(?:, [^:\"]{2,40}?)?(?: ?\([^)]{2,30}\))?"
    r" ?(?:[–—―]|-{1,2}(?= )) ?(?=[A-Z\"'])"
)
_END = re.compile(r"[.!?…:;\"')\]]$")
_TIME = re.compile(r"\d{1,2}[.:h]\d{2}\b")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text from `start` to `end`; `label` spans the name before "NAME:", `lead` counts a dateline."""

    start: int
    end: int
    kind: str = "body"
    label: tuple[int, int] | None = None
    number: int = 0
    lead: int = 0


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    lists = load("layout")
    return {
        name: re.compile("(?i)(?:" + "|".join(lists[name]) + ")")
        for name in ("furniture", "labels", "question", "answer")
    }


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of a normalised text, in order, without blank ones."""
    lines = [_trim(text, *found.span()) for found in _LINE.finditer(text)]
    lines = [line for line in lines if line[0] < line[1]]
    found = [_classify(text, start, end, number) for number, (start, end) in enumerate(_joined(text, lines))]
    return _interview(text, found)


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
    """Put lines together again that were wrapped in the middle of a sentence."""
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined:
            gap = text[joined[-1][1] : start]
            before, after = text[joined[-1][1] - 1], text[start]
            if gap.count("\n") == 1 and after.islower() and (before.isalnum() or before in ",-–"):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _classify(text: str, start: int, end: int, number: int) -> Paragraph:
    line = text[start:end]
    words = _words()
    finished = bool(_END.search(line))
    if words["furniture"].match(line):
        return Paragraph(start, end, "furniture", None, number)
    if number == 0 and not line.endswith((".", ":")):
        return Paragraph(start, end, "headline", None, number)
    label = _label(line)
    if label:
        return Paragraph(start, end, "body", (start, start + label), number)
    if not finished and (len(line) < 90 or _TIME.match(line)) and not _runs(text, end):
        return Paragraph(start, end, "heading", None, number)
    return Paragraph(start, end, "body", None, number, _dateline(line))


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
    asker = _ASKER.match(line)
    if asker and _words()["question"].fullmatch(asker.group(1)):
        return asker.end(1)
    found = _CAPITALS.match(line) or _LABEL.match(line)
    if not found or (line[found.end(1) : found.end(1) + 2].startswith(".") and found.re is not _CAPITALS):
        return 0
    if _words()["labels"].fullmatch(found.group(1)):
        return 0
    return found.end(1)


def _interview(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Mark questions and answers where the form of an interview is plain: labels, or questions in alternation."""
    words = _words()
    named = [text[p.label[0] : p.label[1]] for p in paragraphs if p.label]
    repeated = {name for name in named if named.count(name) > 1}
    result, questions = [], 0
    for paragraph in paragraphs:
        kind = paragraph.kind
        if paragraph.label:
            name = text[slice(*paragraph.label)]
            if words["question"].fullmatch(name):
                kind = "question"
            elif words["answer"].fullmatch(name) or name in repeated:
                kind = "answer"
        elif kind in ("body", "heading") and _asks(text[paragraph.start : paragraph.end]):
            questions += 1
        result.append(replace(paragraph, kind=kind))
    body = [p for p in result if p.kind in ("body", "heading", "answer")]
    labelled = any(p.kind == "answer" for p in result)
    if questions >= 3 and questions * 4 >= len(body):
        return _alternate(text, result, labelled)
    return result


def _asks(line: str) -> bool:
    return line.endswith("?") and '"' not in line


def _alternate(text: str, paragraphs: list[Paragraph], labelled: bool) -> list[Paragraph]:
    """Questions end with a question mark, or stand alone between two answers and speak to a "you"."""
    result: list[Paragraph] = []
    started = False
    for paragraph in paragraphs:
        line = text[paragraph.start : paragraph.end]
        kind = paragraph.kind
        if kind in ("body", "heading", "question"):
            after_answer = bool(result) and result[-1].kind == "answer"
            short = (
                re.search(r"\b[Yy]ou(?:r|'ve)?\b", line)
                and len(line) < 300
                and not re.search(r"\b(?:I|we|my|our)\b", line)
            )
            if _asks(line) or (started and after_answer and short and not line.startswith('"')):
                kind, started = "question", True
            elif started and (not labelled or line.startswith('"')) and kind == "body" and _replies(result):
                kind = "answer"
        result.append(replace(paragraph, kind=kind))
    return result


def _replies(before: list[Paragraph]) -> bool:
    return bool(before) and before[-1].kind in ("question", "answer")
