"""Stage 1, parsing: whose own word a page is. In: passages and their items. Out: where its author is named, or None.

An official's article ("By Ana Example, Peru's minister", "Ana Example is prime minister of Peru.") or speech ("Speech
by the foreign minister of Peru"). Whoever the page speaks of by name did not write it. Where several write, together or
one after another under their names, it is nobody's alone.
"""

import re
from functools import cache
from itertools import takewhile

from dashboard.parsing.gazetteer import officials_named
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, grammar, load
from dashboard.parsing.model import TENSED, lemma_of
from dashboard.parsing.named import Voice, with_titles
from dashboard.parsing.passage import Passage

HEAD, TAIL = 4, 2
"""Passages from the start and from the end in which an author is named."""
LONGEST = 26
"""Tokens, at most, of a line that names an author."""
_LINKS = grammar("byline_links")
_TITLED = ("role", "place", "qualifier", "honorific", "body", "named")
_BESIDE = grammar("byline_beside")
"""What stands before the name of another who writes, too."""


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What a list of `layout.json` finds, in any case: `speech_heads`, `bylines`, `statement_heads`."""
    return re.compile("|".join(load("layout")[name]), re.IGNORECASE)


def author_of(passages: list[Passage], items: list[list[Item]]) -> Voice | None:
    """Where the official is named whose own word the page is; also by an office alone where a head says so."""
    last = len(passages)
    for number in (*range(min(HEAD, last)), *range(max(HEAD, last - TAIL), last)):
        found = _named_in(passages[number], items[number], number)
        if found is not None and not _spoken_of(passages, items, found) and not _has_others(passages, items, found):
            return found
        if found is None and number and _names_writer(passages[number], items[number]):
            return None
    return None


def _named_in(passage: Passage, line: list[Item], number: int) -> Voice | None:
    if len(passage.doc) > LONGEST or passage.quotes:
        return None
    text = passage.text.strip()
    if (head := pattern("speech_heads").match(text)) is not None and ":" not in text:
        line = [item for item in line if item.start >= passage.base + head.end()]
        line = list(takewhile(lambda item: item.text.lower() not in load("layout")["held_at"], line))
        titled = any(item.kind == "role" or (item.kind == "name" and _is_official(item, line)) for item in line)
        states = {item.value for item in line if item.kind == "place"}
        if (head["part"] and number > 1) or (len(states) > 1 and all(item.kind != "name" for item in line)):
            return None  # an extract within a report ends nobody knows where; "the ministers of Peru and Chile"
        return Voice(number, (line[0].start, line[-1].end)) if titled and not _has_other(line) else None
    if _has_other(line):
        return None
    place = next((i for i, item in enumerate(line) if item.kind == "name" and " " in item.text), None)
    if number == 0 or place is None or not _is_official(line[place], line):
        return None
    if _is_byline(passage, line, place) or _is_bare(passage, line, place) or _tells_office(line, place):
        return Voice(number, (line[with_titles(line, place)].start, line[-1].end))
    return None


def _has_other(line: list[Item]) -> bool:
    return any(item.kind == "other" for item in line)


def _is_official(name: Item, line: list[Item]) -> bool:
    """Whether a name is that of a listed official, or stands beside an office; a bare "chief" is none."""
    return bool(officials_named(name.text)[0]) or any(i.kind == "role" and i.value != "leader" for i in line)


def _is_byline(passage: Passage, line: list[Item], place: int) -> bool:
    """Whether a line says who wrote, and no more: "By" and one name, with titles; not "From left:", nor a sentence."""
    others = (i for i, item in enumerate(line) if item.kind == "name" and " " in item.text and i != place)
    several = any(line[with_titles(line, i) - 1].text.lower() in _BESIDE for i in others)
    tells = any(token.tag_ in (*TENSED, "MD") and lemma_of(token) != "be" for token in passage.doc)
    return not several and not tells and _names_writer(passage, line)


def _names_writer(passage: Passage, line: list[Item]) -> bool:
    """Whether nothing but titles stands between "By" and a full name."""
    text = passage.text
    by = pattern("bylines").match(text, len(text) - len(text.lstrip()))
    after = [item for item in line if by is not None and item.start >= passage.base + by.end()]
    name = next((i for i, item in enumerate(after) if item.kind == "name" and " " in item.text), None)
    return name is not None and all(_is_of_title(item) for item in after[:name])


def _is_of_title(item: Item) -> bool:
    return item.kind in _TITLED or item.text.lower() in _LINKS


def _is_bare(passage: Passage, line: list[Item], place: int) -> bool:
    """A heading that is nothing but a name, with or without an office."""
    rest = (item for i, item in enumerate(line) if i != place)
    return passage.paragraph.kind == "heading" and all(_is_of_title(item) for item in rest)


def _tells_office(line: list[Item], place: int) -> bool:
    """ "Ana Example is prime minister of Peru.": a line that says no more than this."""
    told = line[place + 1 :]
    opens = all(item.kind == "honorific" for item in line[:place])  # "Sir Ana Example is ..."
    opens = opens and not any(item.kind == "name" for item in told)
    return opens and bool(told) and told[0].text == "is" and any(item.kind == "role" for item in told[:6])


def _first_name(line: list[Item]) -> int:
    return next((place for place, item in enumerate(line) if item.kind == "name"), 0)


def _has_others(passages: list[Passage], items: list[list[Item]], voice: Voice) -> bool:
    """Whether headings are names of others, too: "Ana Example", her words, "Jan Invented", his."""
    return any(
        number != voice.passage and item.kind == "name" and " " in item.text and _is_bare(passage, line, place)
        for number, (passage, line) in enumerate(zip(passages, items, strict=True))
        for place, item in enumerate(line)
    )


def _spoken_of(passages: list[Passage], items: list[list[Item]], voice: Voice) -> bool:
    """Whether the page's own words speak of its author by name."""
    first, last = voice.span
    names = {fold(i.text).split()[-1] for i in items[voice.passage] if i.kind == "name" and first <= i.start < last}
    return any(
        item.kind == "name" and fold(item.text).split()[-1] in names and passage.quote_at(item.start) is None
        for number, (passage, line) in enumerate(zip(passages, items, strict=True))
        if number != voice.passage and passage.paragraph.kind == "body" and not _tells_office(line, _first_name(line))
        for item in line
    )
