"""Stage 1, parsing: who answers in an interview. In: passages and their items. Out: where that person is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.parsing.gazetteer import gender_of, officials_with_surname
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, grammar, load
from dashboard.parsing.passage import Passage, Span

_MARKS = grammar("before_capital")
_TITLED = ("role", "honorific")
_TITLES = ("role", "place", "qualifier", "honorific", "body")


@dataclass(frozen=True)
class Voice:
    """Where the name of the person who has the floor stands: passage number and span."""

    passage: int
    span: Span


def in_talk(passage: Passage) -> bool:
    """Whether a paragraph is a question or somebody's turn: who is named in it is spoken of."""
    return passage.paragraph.kind in ("question", "answer") or passage.paragraph.label is not None


def names_somebody(line: list[Item], known: set[str]) -> bool:
    """Whether a label names an office or a person: in full, or by a surname of the article."""
    return any(
        item.kind in _TITLED or (item.kind == "name" and (" " in item.text or is_known(item, known))) for item in line
    )


def surnames_of(items: list[list[Item]]) -> set[str]:
    """Last words of the full names of an article, folded."""
    return {fold(item.text).split()[-1] for line in items for item in line if item.kind == "name" and " " in item.text}


def with_titles(line: list[Item], place: int) -> int:
    """Where the titles before a name or an office begin: "Poland's General Kukuła"."""
    begin = place
    while begin:
        if line[begin - 1].kind in _TITLES:
            begin -= 1
        elif begin > 1 and line[begin - 1].text == "'s" and line[begin - 2].kind == "place":
            begin -= 2
        else:
            break
    return begin


def guest_of(passages: list[Passage], items: list[list[Item]]) -> Voice | None:
    """Who answers where answers bear no name: who is labelled once, who speaks in the headline, who is named first."""
    answers = [n for n, p in enumerate(passages) if p.paragraph.kind == "answer"]
    if not answers:
        return None
    known = surnames_of(items)
    for number in answers:
        named = passages[number].paragraph.label
        if named is not None and names_somebody([item for item in items[number] if item.start < named[1]], known):
            return Voice(number, named)
    first = next((n for n, p in enumerate(passages) if p.paragraph.kind == "question"), answers[0])
    found = [*_in_headline(passages, items, known), *_named(items[:first])]
    return next((voice for voice in found if _is_human(items[voice.passage], voice)), found[0] if found else None)


def _is_human(line: list[Item], voice: Voice) -> bool:
    """Whether a name is surely that of a person: with an office, a given name, or an official's surname."""
    told = [item for item in line if voice.span[0] <= item.start < voice.span[1]]
    names = [item.text for item in told if item.kind == "name"]
    titled = any(item.kind == "role" for item in told)
    return titled or any(gender_of(name) or officials_with_surname(name.split()[-1]) for name in names)


def is_known(item: Item, known: set[str]) -> bool:
    """Whether a name is a surname of the article or of an official."""
    return fold(item.text) in known or bool(officials_with_surname(item.text))


def is_person(items: list[Item], place: int, known: set[str]) -> bool:
    """A full name, a name with an office, or a surname of the article or of an official."""
    item = items[place]
    return item.kind == "name" and (" " in item.text or with_titles(items, place) != place or is_known(item, known))


def may_be_somebody(items: list[Item], place: int, known: set[str]) -> bool:
    """An office or a name; no unknown word that has its capital from the sentence it begins: "Laughter"."""
    opens = place == 0 or items[place - 1].text in _MARKS
    named = items[place].kind == "name" and (not opens or is_person(items, place, known))
    return named or items[place].kind == "role"


def _in_headline(passages: list[Passage], items: list[list[Item]], known: set[str]) -> Iterator[Voice]:
    """'Poland's General Kukuła: "I advise"': a name at the start of the headline, before a colon."""
    if passages[0].paragraph.kind != "headline":
        return
    line = items[0]
    colon = next((i for i, item in enumerate(line) if item.text == ":"), 0)
    if colon and line[colon - 1].kind == "name":
        begin = with_titles(line, colon - 1)
        titled = any(item.kind in _TITLED for item in line[begin:colon])
        if begin == 0 and (titled or " " in line[colon - 1].text or is_known(line[colon - 1], known)):
            yield Voice(0, (line[begin].start, line[colon - 1].end))


def _named(items: list[list[Item]]) -> Iterator[Voice]:
    """Full names, but not those of persons whom the interview is about: "on Emmanuel Macron", "Macron's"."""
    for number, line in enumerate(items):
        for i, item in enumerate(line):
            if item.kind != "name" or " " not in item.text:
                continue
            if not _is_told_of(line, i):
                yield Voice(number, (line[with_titles(line, i)].start, item.end))


def _is_told_of(line: list[Item], place: int) -> bool:
    """Whether a talk is about somebody, or somebody's is what is spoken of; but not "Ana Example's last interview"."""
    begin = with_titles(line, place)
    owner = place + 1 < len(line) and line[place + 1].text in ("'s", "'")
    owner = owner and not any(after.text.lower() in load("layout")["talks"] for after in line[place + 2 : place + 5])
    return owner or (begin > 0 and line[begin - 1].text.lower() in load("layout")["about_names"])
