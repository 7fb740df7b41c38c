"""Stage 1, parsing: turns of interviews, briefings and debates. In: passages. Out: attributions of whole paragraphs.

"MR MILLER: Nothing has changed." gives the paragraph to its label, and what follows in a transcript until the next
label. The answers of an interview without labels go to the person whom its introduction names.
"""

import re

from dashboard.parsing.guests import Voice, guest_of, names_somebody, surnames_of, with_titles
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold
from dashboard.parsing.paragraph import words
from dashboard.parsing.passage import Attribution, Passage, Span

_ASKED = re.compile(r"\[Q\b[^\]]*\]\s*|\bQ[:.] .*?(?:\bA[:.] |$)", re.DOTALL)


def in_turns(passages: list[Passage], items: list[list[Item]]) -> list[Attribution]:
    """One attribution for each paragraph that is somebody's turn to speak; `items` are those of each passage."""
    voices = _voices(passages, items)
    return [_turn(passages[number], number, voice) for number, voice in sorted(voices.items())]


def _voices(passages: list[Passage], items: list[list[Item]]) -> dict[int, Voice]:
    found: dict[int, Voice] = {}
    transcript = sum(p.paragraph.kind == "answer" and p.paragraph.label is not None for p in passages) > 1
    known = surnames_of(items)
    asked = guest_of(passages, items)
    floor: Voice | None = None
    for number, passage in enumerate(passages):
        kind, named = passage.paragraph.kind, passage.paragraph.label
        if kind in ("question", "headline") or (kind == "heading" and named is None):
            floor = None
        elif named is not None:
            floor = _labelled(passages, items, number, known, asked)
            if floor is not None:
                found[number] = floor
            if not transcript:
                floor = None
        elif kind == "answer" and asked is not None:
            found[number] = asked
        elif floor is not None and _is_speech(passage, last=number + 1 == len(passages)):
            found[number] = floor
    return found


def _labelled(
    passages: list[Passage], items: list[list[Item]], number: int, known: set[str], asked: Voice | None
) -> Voice | None:
    """Whom a label means: the guest by "A:", an office named before by "Minister:", else the person it names."""
    named = passages[number].paragraph.label
    assert named is not None
    line = [item for item in items[number] if item.start < named[1]]
    if len(line) == 1 and words()["answer"].fullmatch(line[0].text):
        return asked
    if len(line) == 1 and line[0].kind == "role":
        return _office_before(line[0], items[:number]) or Voice(number, named)
    if names_somebody(line, known):
        return Voice(number, named)
    return _introduced(line, passages[:number], items)


def _office_before(role: Item, items: list[list[Item]]) -> Voice | None:
    """ "Minister:" where only one office of that word is named before: the Foreign Minister of the headline."""
    word = role.text.lower()
    fuller = [
        (number, i)
        for number, line in enumerate(items)
        for i, item in enumerate(line)
        if item.kind == "role" and item.text.lower() != word and item.text.lower().endswith(f" {word}")
    ]
    if len({items[number][i].text.lower() for number, i in fuller}) != 1:
        return None
    number, i = fuller[0]
    line, end = items[number], i + 1
    if end < len(line) and line[end].kind == "name" and line[end].start == line[i].end + 1:
        end += 1
    return Voice(number, (line[with_titles(line, i)].start, line[end - 1].end))


def _introduced(line: list[Item], passages: list[Passage], items: list[list[Item]]) -> Voice | None:
    """A bare surname after a label that gave it an office: "KORNELIUS (government spokesman):", "KORNELIUS:"."""
    if len(line) != 1 or line[0].kind != "name":
        return None
    for number, passage in enumerate(passages):
        named = passage.paragraph.label
        label = [item for item in items[number] if named is not None and item.start < named[1]]
        same = any(item.kind == "name" and fold(item.text) == fold(line[0].text) for item in label)
        if named is not None and same and any(item.kind == "role" for item in label):
            return Voice(number, named)
    return None


def _is_speech(passage: Passage, *, last: bool) -> bool:
    """Stage directions, what the journalist tells between two turns and closing marks are nobody's words."""
    text = passage.text.strip()
    if text[:1] in ("(", "[", "#", "*", "_") or text[-1:] in ("?", ":") or len(passage.doc) <= 3:
        return False
    if words()["between"].match(text):
        return False
    return not last or words()["own_voice"].search(text) is not None


def _turn(passage: Passage, number: int, voice: Voice) -> Attribution:
    text = passage.text.rstrip()
    content = [(passage.base + start, passage.base + end) for start, end in _own(text)]
    cue = voice.span if voice.passage == number else (passage.base, passage.base)
    return Attribution(
        passage=number,
        source=voice.span,
        cue=cue,
        content=tuple(content),
        direct=True,
        negated=False,
        rule="turn",
        verb="",
        source_elsewhere=voice.passage if voice.passage != number else None,
    )


def _own(text: str) -> list[Span]:
    """What of a turn is not a question put in between: "... Q: And soldiers? A: None.", "[Q: And tomorrow?]"."""
    spans, position = [], 0
    for found in _ASKED.finditer(text):
        spans.append((position, len(text[: found.start()].rstrip())))
        position = found.end()
    spans.append((position, len(text)))
    return [(start, end) for start, end in spans if start < end] or [(0, len(text))]
