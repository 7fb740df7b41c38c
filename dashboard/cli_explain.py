"""Face: `parse --explain`. In: rows of the explanation; out: the article for people, words marked, with reasons.

On a terminal the marks are styles, elsewhere brackets with a name: [speaker: Mr X]. Under each paragraph stand the
statements whose evidence begins in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dashboard.dataset.codebook import Codebook
from dashboard.output.rows import Row

STYLES = {"speaker": "bold cyan", "cue": "magenta", "content": "underline", "stance": "bold yellow"}
"""Marks in the order in which they are laid on; the last lies uppermost."""
LEFT_OUT = {"doubtful": "too doubtful to be proposed", "elsewhere": "taken to be about another country"}
"""Why something was not proposed, in words."""
WIDTH = 100
"""Columns where there is no terminal that tells its own."""

Span = tuple[int, int]
Mark = tuple[str, int, int]


def rendered(rows: Iterable[Row], *, book: Codebook, styled: bool, width: int | None = None) -> Iterator[bytes]:
    """One article after another, as text for a terminal (`styled`) or for anything else."""
    for row in rows:
        sink = io.StringIO()
        console = Console(
            file=sink, force_terminal=styled, no_color=not styled, width=width or WIDTH, highlight=False, markup=False
        )
        _article(console, row, book, styled)
        yield sink.getvalue().encode("utf-8", "replace")


def _article(console: Console, row: Row, book: Codebook, styled: bool) -> None:
    text = row["article"]["text"]
    findings = [finding for finding in row["findings"] if not finding["left_out"]]
    head = f"{_printable(row['article']['id'])}  ({row['article']['published']})"
    console.print(Text(head, style="bold reverse"))
    if styled:
        legend = [Text(name, style=style) for name, style in STYLES.items()]
        console.print(Text("marks: ").append_text(Text("  ").join(legend)))
    console.print()
    for start, end in _paragraphs(text):
        marks = sorted({mark for finding in findings for mark in _marks(finding, start, end)})
        line = text[start:end]
        console.print(_styled(line, marks) if styled else Text(_bracketed(line, marks)))
        for number, finding in enumerate(findings, start=1):
            if start <= finding["row"]["evidence_start"] < end:
                for indent, line in _reasons(number, finding, book):
                    console.print(Padding(line, (0, 0, 0, indent), expand=False))
        console.print()
    if not findings:
        console.print(Text("No statement was found in this article."))
    for why, words in LEFT_OUT.items():
        left = [finding["row"] for finding in row["findings"] if finding["left_out"] == why]
        if left:
            console.print(Text(f"Left out, {words}:", style="bold"))
        for near in left:
            console.print(Padding(Text(_left_out(near, book)), (0, 0, 0, 4), expand=False))


def _paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that are not blank."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.rstrip()
        if stripped:
            yield start, start + len(stripped)
        start += len(line)


def _marks(finding: Any, start: int, end: int) -> Iterator[Mark]:
    """The marks of a finding within a paragraph, counted from its beginning."""
    for name in STYLES:
        for first, last in finding["marks"].get(name, ()):
            if first < end and last > start:
                yield name, max(first, start) - start, min(last, end) - start


def _styled(line: str, marks: list[Mark]) -> Text:
    shown = Text(_printable(line))
    for name, style in STYLES.items():
        for mark, start, end in marks:
            if mark == name:
                shown.stylize(style, start, end)
    return shown


def _bracketed(line: str, marks: list[Mark]) -> str:
    """The line with brackets around its marks: wider ones outside, and at one place what ends before what begins."""
    pieces: list[tuple[int, int, int, str]] = []
    for name, start, end in marks:
        pieces += [(start, 1, -end, f"[{name}: "), (end, 0, -start, "]")]
    shown, place = [], 0
    for at, _, _, bracket in sorted(pieces):
        shown += [_printable(line[place:at]), bracket]
        place = at
    return "".join([*shown, _printable(line[place:])])


def _printable(line: str) -> str:
    """Signs that steer a terminal, or have no UTF-8 form, become a blank: a text from outside must not command one."""
    return "".join(
        " " if ord(char) < 32 or 127 <= ord(char) < 160 or 0xD800 <= ord(char) < 0xE000 else char for char in line
    )


def _holder(row: Row, book: Codebook) -> str:
    position = book.code("position", row["position"]).label
    return f"{_printable(row['speaker'])} · {row['entity']} · {row['question']}: {position}"


def _left_out(row: Row, book: Codebook) -> str:
    """Whose position might have been found where, and how sure that is."""
    return f"{_holder(row, book)} ({row['score']:.2f}), from: {_printable(row['evidence'])}"


def _reasons(number: int, finding: Any, book: Codebook) -> Iterator[tuple[int, Text]]:
    """What was proposed, and why, in words: lines, each with its indent."""
    row = finding["row"]
    facts = [book.code(name, row[name]).label for name in ("phase", "mission", "format") if row[name] != "unspecified"]
    head = Text(f"{number}. {_holder(row, book)}", style="bold")
    yield 4, head.append(f" ({', '.join(facts)})" if facts else "", style="not bold")
    yield 7, Text(_printable(row["summary"]))
    office = _printable(row["office"])
    yield 7, Text(f"office: {office} ({row['speaker_entity']}); day: {row['date']} ({row['date_basis']})")
    if row["conditions"]:
        yield 7, Text(f"conditions: {row['conditions'].replace(';', ', ')}")
    yield 7, Text(f"confidence: {row['confidence']} ({row['score']:.2f})")
    for rule, meaning in finding["reasons"]:
        yield 7, Text(f"{rule}: ", style="dim").append(meaning, style="not dim")
