"""Stage 1, parsing: whom a line of an article names. In: its items (`labels`). Out: whether and where it does."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.parsing.gazetteer import gender_of, officials_with_surname
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, grammar, load
from dashboard.parsing.passage import Span

TITLES = ("role", "place", "qualifier", "honorific", "body")
"""Kinds of items that may stand before a name."""
TITLED = ("role", "honorific")
"""Those of them that make a person of it."""
_MARKS = grammar("before_capital")


@dataclass(frozen=True)
class Voice:
    """Where the name of the person who has the floor stands: passage number and span."""

    passage: int
    span: Span


def names_somebody(line: list[Item], known: set[str]) -> bool:
    """Whether a label names an office or a person: in full, or by a surname of the article."""
    return any(
        item.kind in TITLED or (item.kind == "name" and (" " in item.text or is_known(item, known))) for item in line
    )


def letters_of(line: list[Item]) -> str:
    """The letters of a label, folded: "ah" of "A. H."."""
    return fold("".join(item.text for item in line).replace(".", "").replace(" ", ""))


def is_stopped(line: list[Item]) -> bool:
    """Whether a label is nothing but letters with stops: "C. V."."""
    return 0 < len(letters_of(line)) == sum(item.text.count(".") for item in line)


def names_body(line: list[Item]) -> bool:
    """Whether words name a body or an office of a state or person, and nothing else: "Polish government", "Kremlin",
    "Merz's spokesperson"; not "Downing Street source", nor "the minister", who may be anybody's.
    """
    told = [item for item in line if any(map(str.isalpha, item.text))]
    joining, kinds = load("layout")["joins_titles"], {item.kind for item in told}
    alone = all(item.kind in (*TITLES, "named", "name") or item.text.lower() in joining for item in told)
    speaks = not any(item.value in load("titles")["no_labels"] for item in told)
    return alone and speaks and bool(kinds & {"role", "body", "named"}) and bool(kinds & {"place", "named", "name"})


def surnames_of(items: list[list[Item]]) -> set[str]:
    """Last words of the full names of an article, folded."""
    return {fold(item.text).split()[-1] for line in items for item in line if item.kind == "name" and " " in item.text}


def with_titles(line: list[Item], place: int) -> int:
    """Where the titles before a name or an office begin: "Poland's General Kukuła"."""
    begin = place
    while begin:
        if line[begin - 1].kind in TITLES:
            begin -= 1
        elif begin > 1 and line[begin - 1].text == "'s" and line[begin - 2].kind == "place":
            begin -= 2
        else:
            break
    return begin


def held_by(line: list[Item]) -> Iterator[int]:
    """Where who held a talk is named: "Noon briefing by Ana Example"; not "remarks by" her, nor "by Ana and" others."""
    held, by = load("layout")["held"], load("layout")["spoken_by"]
    for place, item in enumerate(line):
        begin = with_titles(line, place)
        alone = [after.text for after in line[place + 1 : place + 2]] != ["and"]
        if item.kind == "name" and alone and begin > 1:
            talk, word = (before.text.lower() for before in line[begin - 2 : begin])
            if talk in held and word in by:
                yield item.start


def is_known(item: Item, known: set[str]) -> bool:
    """Whether a name is a surname of the article or of an official."""
    return fold(item.text) in known or bool(officials_with_surname(item.text))


def is_person(items: list[Item], place: int, known: set[str]) -> bool:
    """A full name, a name with an office, or a surname of the article or of an official."""
    item = items[place]
    return item.kind == "name" and (" " in item.text or with_titles(items, place) != place or is_known(item, known))


def is_human(line: list[Item], place: int) -> bool:
    """Whether a name is surely that of a person: with an office, a given name, or an official's surname."""
    name = line[place].text
    titled = any(item.kind in TITLED for item in line[with_titles(line, place) : place])
    return titled or bool(gender_of(name) or officials_with_surname(name.split()[-1]))


def may_be_somebody(items: list[Item], place: int, known: set[str]) -> bool:
    """An office or a name; no unknown word that has its capital from the sentence it begins: "Laughter"."""
    opens = place == 0 or items[place - 1].text in _MARKS
    named = items[place].kind == "name" and (not opens or is_person(items, place, known))
    return named or items[place].kind == "role"
