"""Stage 1, parsing: turns of interviews, briefings and debates. In: passages. Out: attributions of whole paragraphs.

"MR MILLER: Nothing has changed." gives the paragraph to its label, and what follows in a transcript until the next
label. The answers of an interview without labels go to the person whom its introduction names.
"""

import re
from itertools import pairwise

from dashboard.parsing.guests import guests_of, in_talk
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold
from dashboard.parsing.named import (
    Voice,
    is_stopped,
    letters_of,
    names_body,
    names_somebody,
    surnames_of,
    with_titles,
)
from dashboard.parsing.paragraph import words
from dashboard.parsing.passage import Attribution, Passage, Span
from dashboard.parsing.posts import families, family

INITIALS = 4
"""Letters of a label that stands for a name, at most."""
_ASKED = re.compile(r"\[Q\b[^\]]*\]\s*|\bQ[:.] .*?(?:\bA[:.] |$)", re.DOTALL)


def in_turns(passages: list[Passage], items: list[list[Item]]) -> list[Attribution]:
    """One attribution for each paragraph that is somebody's turn to speak; `items` are those of each passage."""
    voices = _voices(passages, items)
    return [_turn(passages[number], number, voice) for number, voice in sorted(voices.items())]


def is_of_body(passage: Passage, items: list[Item]) -> bool:
    """Whether a paragraph has a label that names a body and no person: it may also be what is spoken of."""
    named = passage.paragraph.label
    line = [item for item in items if named is not None and item.start < named[1]]
    return names_body(line) and not any(item.kind in ("role", "honorific", "name") for item in line)


def _voices(passages: list[Passage], items: list[list[Item]]) -> dict[int, Voice]:
    found: dict[int, Voice] = {}
    transcript = sum(p.paragraph.kind == "answer" and p.paragraph.label is not None for p in passages) > 1
    known = surnames_of(items)
    guests = guests_of(passages, items)
    floor: Voice | None = None
    for number, passage in enumerate(passages):
        kind, named = passage.paragraph.kind, passage.paragraph.label
        if kind in ("question", "headline") or (kind == "heading" and named is None):
            floor = None
        elif named is not None:
            floor = _labelled(passages, items, number, known, guests.get(number))
            if floor is not None:
                found[number] = floor
            if not transcript:
                floor = None
        elif kind == "answer" and number in guests:
            found[number] = guests[number]
        elif floor is not None and _is_speech(passages, number) and not _speaks_next(passages, items, number, floor):
            found[number] = floor
    return found


def _speaks_next(passages: list[Passage], items: list[list[Item]], number: int, floor: Voice) -> bool:
    """Whether the next paragraph bears the label of whoever has the floor: then somebody else spoke in between."""
    after = number + 1
    named = passages[after].paragraph.label if after < len(passages) else None
    if named is None:
        return False
    last = [item for item in items[after] if item.start < named[1]]
    mine = [item for item in items[floor.passage] if floor.span[0] <= item.start < floor.span[1]]
    return bool({fold(item.text).split()[-1] for item in last} & {fold(item.text).split()[-1] for item in mine})


def _labelled(
    passages: list[Passage], items: list[list[Item]], number: int, known: set[str], asked: Voice | None
) -> Voice | None:
    """Whom a label means: the guest by "A:", an office named before by "Minister:", else the person it names.

    An earlier label with that office goes first: "PRIME MINISTER FICO:", then "PRIME MINISTER:".
    """
    named = passages[number].paragraph.label
    assert named is not None
    line = [item for item in items[number] if item.start < named[1]]
    if len(line) == 1 and words()["answer"].fullmatch(line[0].text.rstrip(".")):
        return asked
    offices = [item for item in line if item.text.lower() != "the"]
    if len(offices) == 1 and offices[0].kind == "role":
        earlier = _labels_of(offices[0], passages[:number], items)
        if earlier:
            return earlier[0] if len(earlier) == 1 else None
        before = [[] if in_talk(p) else line for p, line in zip(passages[:number], items, strict=False)]
        return _office_before(offices[0], before) or _sole_office(offices[0], passages, items, number)
    if _is_reporter(line):
        return None
    guest = asked if asked is not None and _is_initials(line, passages, items, number, asked) else None
    if guest is not None and is_stopped(line):
        return guest
    if names_somebody(line, known) or names_body(line):
        return Voice(number, named)
    found = _introduced(line, passages[:number], items)
    return guest if found is None else found


def _is_initials(line: list[Item], passages: list[Passage], items: list[list[Item]], number: int, guest: Voice) -> bool:
    """Whether the label of an answer is no name but the guest's letters, and others ask: "HS: Will you?", "AH: No.".

    Nobody need ask by letters where there are stops in them ("A. H.: No.") and they are those of nobody else.
    """
    letters = letters_of(line)
    start, end = (place - passages[guest.passage].base for place in guest.span)
    names = fold(passages[guest.passage].text[start:end]).replace("-", " ").split()
    asks = any(p.paragraph.kind == "question" and p.paragraph.label is not None for p in passages)
    asks |= is_stopped(line) and not any(
        "".join(word[0] for word in name).endswith(letters) and name[-1] != names[-1]
        for item in (item for of_one in items for item in of_one if item.kind == "name" and not is_stopped([item]))
        if len(name := fold(item.text).replace("-", " ").split()) > 1
    )
    alone = len(names) < len(letters) and letters[-1:] == names[-1][:1]  # by the surname
    fits = "".join(name[0] for name in names).endswith(letters) or alone
    return asks and fits and 0 < len(letters) <= INITIALS and passages[number].paragraph.kind == "answer"


def _labels_of(role: Item, passages: list[Passage], items: list[list[Item]]) -> list[Voice]:
    """The labels that give a name to an office, the first of each person."""
    found: dict[str, Voice] = {}
    wanted = families(role.value)
    for number, passage in enumerate(passages):
        named = passage.paragraph.label
        line = [item for item in items[number] if named is not None and item.start < named[1]]
        names = [fold(item.text).split()[-1] for item in line if item.kind == "name"]
        if named is not None and names and any(i.kind == "role" and family(i.value) in wanted for i in line):
            found.setdefault(names[0], Voice(number, named))
    return list(found.values())


def _sole_office(role: Item, passages: list[Passage], items: list[list[Item]], number: int) -> Voice | None:
    """ "THE PRESIDENT:", but nobody where only a question names a president: that is somebody who is spoken of."""
    named = passages[number].paragraph.label
    presented = [item for p, line in zip(passages[:number], items, strict=False) if not in_talk(p) for item in line]
    if named is not None and any(item.kind == "role" and item.value == role.value for item in presented):
        return Voice(number, named)
    for passage, line in zip(passages, items, strict=True):
        if passage.paragraph.kind in ("question", "answer"):
            for item, after in pairwise(line):
                if item.kind == "role" and item.value == role.value and after.kind == "name":
                    return None
    return Voice(number, named) if named is not None else None


def _is_reporter(line: list[Item]) -> bool:
    """ "Oana (Reuters)": names in the brackets, no office, state, party or time; but not "Peru (Ana Example)", "The
    Hague (Ana Example)", nor "The Minister for Fishing (Ana Example)".
    """
    opening = next((i for i, item in enumerate(line) if item.text in "(["), len(line))
    if opening == 1 and words()["answer"].fullmatch(line[0].text):
        return False  # "A (Szijjártó)"
    before = [item for item in line[:opening] if item.text.lower() != "the"]
    if any(item.kind == "role" for item in before) or (before and before[0].kind == "place"):
        return False
    inside = [item for item in line[opening + 1 :] if item.text not in ")]"]
    return bool(inside) and all(item.kind in ("name", "word") and item.text[0].isupper() for item in inside)


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


def _is_speech(passages: list[Passage], number: int) -> bool:
    """Stage directions, what the journalist tells between two turns and closing marks are nobody's words."""
    passage, last = passages[number], number + 1 == len(passages)
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
