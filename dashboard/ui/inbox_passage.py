"""Faces: an article with marks in it. In: a text and named spans; out: Markdown in which nothing of the text is markup.

Every mark carries its label, so that colour is never the only sign of what it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby

import streamlit as st

from dashboard.dataset.codebook import Mark
from dashboard.review.evidence import segments
from dashboard.review.words import SpanLook, load_words
from dashboard.ui import cached
from dashboard.ui.plain import plain

Spans = Mapping[str, tuple[int, int]]
PARAGRAPHS = 2
"""How many paragraphs are shown before and after the evidence."""
CHARACTERS = 1_500
"""And how many characters of them at most."""


def looks() -> tuple[SpanLook, ...]:
    """The kinds of marks, the uppermost first."""
    return load_words().spans


def _mark(look: SpanLook, theme: str) -> Mark:
    return look.dark if theme == "dark" else look.light


def _chip(text: str, look: SpanLook, theme: str, label: str = "") -> str:
    mark = _mark(look, theme)
    tail = f"\u00a0:small[**{plain(label)}**]" if label else ""
    return f':color[{text}{tail}]{{foreground="{mark.text}" background="{mark.colour}"}}'


def paragraphs(text: str, spans: Spans, theme: str) -> Iterator[tuple[str, str]]:
    """Each paragraph of a text, and it as Markdown with the spans marked; a mark that goes on into the next is cut."""
    known = {look.name: look for look in looks()}
    marked = {name: span for name, span in spans.items() if name in known}
    lines, shown = [""], [""]
    place = 0
    for piece, names in segments(text, marked):
        look = next((look for look in looks() if look.name in names), None)
        ends = [known[name].label for name in names if marked[name][1] == place + len(piece)]
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append("")
                shown.append("")
            last = number == piece.count("\n")
            label = " · ".join(reversed(ends)) if last else ""
            lines[-1] += part
            shown[-1] += _marked(part, look, theme, label) if look else plain(part)
        place += len(piece)
    for line, markdown in zip(lines, shown, strict=True):
        if markdown.strip():
            yield line, markdown.strip()


def _marked(part: str, look: SpanLook, theme: str, label: str) -> str:
    """A part of a line as a mark; not blanks, nor a comma or a quotation mark between two marks."""
    if not part.strip() or (not label and not any(sign.isalnum() for sign in part)):
        return plain(part)
    lead = " " if part[0].isspace() else ""
    tail = " " if part[-1].isspace() else ""
    return f"{lead}{_chip(plain(part.strip()), look, theme, label)}{tail}"


def blocks(text: str, spans: Spans, theme: str) -> Iterator[tuple[str, bool]]:
    """The paragraphs as blocks of Markdown, those that are read from right to left apart and said to be so.

    Streamlit has no direction of writing: these stand in isolates, in which the text is ordered as its first letter
    asks (Unicode Bidirectional Algorithm, FSI and PDI), and are to be aligned to the right.
    """
    for to_left, group in groupby(paragraphs(text, spans, theme), key=lambda one: _to_left(one[0])):
        parts = [f"\u2068{markdown}\u2069" if to_left else markdown for _, markdown in group]
        yield "\n\n".join(parts), to_left


def _to_left(line: str) -> bool:
    """Whether the first letter of a line belongs to a script that is written from right to left."""
    letters = (unicodedata.bidirectional(sign) for sign in line)
    return next((kind for kind in letters if kind in ("L", "R", "AL")), "L") != "L"


def window(text: str, span: tuple[int, int] | None) -> tuple[int, int]:
    """The part of a text that surrounds a span: whole paragraphs where they are short enough."""
    start, end = span or (0, 0)
    return _before(text, min(start, len(text))), _after(text, min(max(end, start), len(text)))


def _before(text: str, start: int) -> int:
    place = start
    for _ in range(PARAGRAPHS + 1):
        cut = text.rstrip("\n").rfind("\n", 0, max(0, place - 1)) if place else -1
        if cut < 0:
            return max(0, start - CHARACTERS)
        if start - cut > CHARACTERS:
            break
        place = cut
    return place + 1 if place < start else max(0, start - CHARACTERS)


def _after(text: str, end: int) -> int:
    place = end
    for _ in range(PARAGRAPHS + 1):
        cut = text.find("\n", place + 1)
        if cut < 0:
            return min(len(text), end + CHARACTERS)
        if cut - end > CHARACTERS:
            break
        place = cut
    return place if place > end else min(len(text), end + CHARACTERS)


def draw(text: str, spans: Spans, *, whole: bool) -> None:
    """Draw the passage around the evidence, or the whole article, and what the marks mean."""
    start, end = (0, len(text)) if whole else window(text, spans.get("evidence"))
    inside = {
        name: (max(first, start) - start, min(last, end) - start)
        for name, (first, last) in spans.items()
        if first < end and last > start
    }
    if start:
        st.caption("…")
    for block, to_left in blocks(text[start:end], inside, cached.theme()):
        st.markdown(block, text_alignment="right" if to_left else "left")
    if end < len(text):
        st.caption("…")
