"""Stage 1, parsing: turns of interviews, briefings and debates. In: passages. Out: attributions of whole paragraphs.

"MR MILLER: Nothing has changed." gives the paragraph to its label, and what follows in a transcript until the next
label. The answers of an interview without labels go to the person whom its introduction names.
"""

from dataclasses import dataclass

from dashboard.parsing.cast import officials_with_surname
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold
from dashboard.parsing.passage import Attribution, Passage, Span

_TITLED = ("role", "honorific")
_TITLES = ("role", "place", "qualifier", "honorific", "body")


@dataclass(frozen=True)
class Voice:
    """Where the name of the person who has the floor stands: passage number and span."""

    passage: int
    span: Span


def in_turns(passages: list[Passage], items: list[list[Item]]) -> list[Attribution]:
    """One attribution for each paragraph that is somebody's turn to speak; `items` are those of each passage."""
    voices = _voices(passages, items)
    return [_turn(passages[number], number, voice) for number, voice in sorted(voices.items())]


def _voices(passages: list[Passage], items: list[list[Item]]) -> dict[int, Voice]:
    found: dict[int, Voice] = {}
    transcript = sum(p.paragraph.kind == "answer" and p.paragraph.label is not None for p in passages) > 1
    known = _surnames(items)
    asked = _guest(passages, items)
    floor: Voice | None = None
    for number, passage in enumerate(passages):
        kind, named = passage.paragraph.kind, passage.paragraph.label
        if kind in ("question", "headline") or (kind == "heading" and named is None):
            floor = None
        elif named is not None:
            floor = Voice(number, named) if _names_somebody(items[number], named, known) else None
            if floor is not None:
                found[number] = floor
            if not transcript:
                floor = None
        elif kind == "answer" and asked is not None:
            found[number] = asked
        elif floor is not None and _is_speech(passage):
            found[number] = floor
    return found


def _names_somebody(items: list[Item], named: Span, known: set[str]) -> bool:
    """Whether the words before the colon name an office or a person: in full, or by a surname of the article."""
    return any(
        item.kind in _TITLED
        or (item.kind == "name" and (" " in item.text or fold(item.text) in known or officials_with_surname(item.text)))
        for item in items
        if item.start < named[1]
    )


def _surnames(items: list[list[Item]]) -> set[str]:
    """Last words of the full names of an article, folded."""
    return {fold(item.text).split()[-1] for line in items for item in line if item.kind == "name" and " " in item.text}


def _is_speech(passage: Passage) -> bool:
    """Stage directions and closing marks are nobody's words."""
    text = passage.text.rstrip()
    return text[:1] not in "([#*_" and text[-1:] != "?" and len(passage.doc) > 3


def _guest(passages: list[Passage], items: list[list[Item]]) -> Voice | None:
    """Who answers where answers bear no label: who is labelled once, else the first full name before them."""
    answers = [n for n, p in enumerate(passages) if p.paragraph.kind == "answer"]
    if not answers:
        return None
    known = _surnames(items)
    for number in answers:
        named = passages[number].paragraph.label
        if named is not None and _names_somebody(items[number], named, known):
            return Voice(number, named)
    first = next((n for n, p in enumerate(passages) if p.paragraph.kind == "question"), answers[0])
    for number in range(first):
        line = items[number]
        for i, item in enumerate(line):
            if item.kind == "name" and " " in item.text:
                begin = i
                while begin and line[begin - 1].kind in _TITLES:
                    begin -= 1
                return Voice(number, (line[begin].start, item.end))
    return None


def _turn(passage: Passage, number: int, voice: Voice) -> Attribution:
    text = passage.text.rstrip()
    content = (passage.base, passage.base + len(text))
    cue = voice.span if voice.passage == number else (passage.base, passage.base)
    return Attribution(
        passage=number,
        source=voice.span,
        cue=cue,
        content=(content,),
        direct=True,
        negated=False,
        rule="turn",
        verb="",
        source_elsewhere=voice.passage if voice.passage != number else None,
    )
