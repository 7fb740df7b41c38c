"""Stage 1, parsing: persons, offices, bodies and places in running text. In: text. Out: `Item`s in order.

Every word is looked at once; longest phrases win; what is capitalised and none of these is taken for a name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dashboard.dataset.codebook import Codebook, load_codebook
from dashboard.dataset.people import Official, People, load_people
from dashboard.parsing.lexicon import fold, load

_TOKEN = re.compile(
    r"'s\b|'(?=\s|$)|(?:[A-Z]\.)+(?:[A-Z]\b)?|[^\W\d_][\w-]*(?:'(?!s\b)[^\W\d_][\w-]*)*\.?(?<=\b(?:Mr|Ms|Dr|Lt|St|No|Jr|Sr)\.)|[^\W\d_][\w-]*(?:'(?!s\b)[^\W\d_][\w-]*)*|\d+|[^\w\s]"
)
_COMING = re.compile(r"(\w+)(-)(elect|designate)", re.IGNORECASE)
_LONGEST = 8
SHORTEST = 4
"""Letters of a surname in capitals, at least: "FICO", not "FM"."""
OUTSIDE = "outside-the-record"


class Item(NamedTuple):
    """A word or phrase; offsets are absolute.

    `kind` is role, body, named, place, party, qualifier, honorific, other, name, word.
    """

    kind: str
    value: str
    start: int
    end: int
    text: str
    how: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Phrases by first word, longest first, and the words that are never part of a name."""

    phrases: dict[str, list[tuple[tuple[str, ...], str, str, str]]]
    not_names: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]


@lru_cache(maxsize=1)
def people() -> People:
    """The officials, institutions and entities of the record."""
    return load_people()


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """The codes of the record."""
    return load_codebook()


@lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """The codes of the bodies of states in the record: NATO, the EU, the UN, the OSCE."""
    return frozenset(entity.code for entity in people().entities if entity.kind == "organisation")


@lru_cache(maxsize=1)
def officials() -> tuple[Official, ...]:
    """The officials of the record, then the office holders of holders.json: their rows have the ID `OUTSIDE`."""
    fields = ("entity", "name", "office", "authority", "from", "to", "aliases")
    outside = [dict(zip(fields, row, strict=True), id=OUTSIDE) for row in load("holders")["holders"]]
    return (*people().officials, *(Official.model_validate(row) for row in outside))


def tokens_of(text: str) -> list[tuple[str, int, int]]:
    """Words, possessive endings and marks with their offsets; "president-elect" in its parts."""
    tokens = []
    for found in _TOKEN.finditer(text):
        coming, start = _COMING.fullmatch(found.group()), found.start()
        parts = [coming.span(i) for i in (1, 2, 3)] if coming else [(0, found.end() - start)]
        tokens += [(found.group()[a:b], start + a, start + b) for a, b in parts]
    return tokens


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """All phrases of titles.json and places.json, and the full names of officials."""
    titles = load("titles")
    found: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = defaultdict(list)
    for phrase, kind, value, how in (*_offices(titles), *_other_words(titles), *_places(), *_full_names()):
        words = tuple(token for token, _, _ in tokens_of(phrase if how else phrase.lower()))
        found[words[0].lower()].append((words, kind, value, how))
    for phrases in found.values():
        phrases.sort(key=lambda entry: (-len(entry[0]), entry[1] != "name", entry[1] != "named"))
    lower = frozenset(word.lower() for word in titles["not_names"])
    return Vocabulary(dict(found), lower, frozenset(titles["name_particles"]), frozenset(titles["honorifics"]))


_Phrase = tuple[str, str, str, str]
"""A phrase, its kind and value, and how it must be written: in any way where that is empty."""


def _offices(titles: dict[str, Any]) -> Iterator[_Phrase]:
    """The offices and bodies that titles.json names, with every form of a portfolio."""
    for key, role in titles["roles"].items():
        for phrase in role["phrases"]:
            yield phrase, "role", key, ""
            yield _plural(phrase), "role", key, ""
    for key, portfolio in titles["portfolios"].items():
        for phrase in portfolio["phrases"]:
            for kind, post, value in (
                ("role", "minister", f"{key}_minister"),
                ("body", "ministry", f"{key}_ministry"),
                ("role", "state_secretary", "state_secretary"),
            ):
                for form in titles["portfolio_forms"][post]:
                    yield form.format(phrase), kind, value, ""
    for key, body in titles["bodies"].items():
        for phrase in body["phrases"]:
            yield phrase, "body", key, ""
    for key in titles["named_bodies"]:
        yield key, "named", key, "exact"


def _other_words(titles: dict[str, Any]) -> Iterator[_Phrase]:
    """Words beside an office, words for who has none, and parties."""
    for kind, words in titles["qualifiers"].items():
        for word in words:
            yield word, "qualifier", kind, ""
    for word in titles["other_kinds"]:
        yield word, "other", word, ""
    for name, code in titles["parties"].items():
        yield name, "party", code, "exact"


def _places() -> Iterator[_Phrase]:
    for part in ("others", "entities"):
        for code, entry in load("places")[part].items():
            for how in ("names", "adjectives", "people", "capitals", "seats"):
                for name in entry[how]:
                    yield name, "place", code, how


def _full_names() -> Iterator[_Phrase]:
    for official in officials():
        for name in (official.name, *official.aliases):
            if " " in name:
                yield name, "name", name, "exact"


def _plural(phrase: str) -> str:
    head, _, rest = phrase.partition(" of ")
    return f"{head}s of {rest}" if rest else f"{phrase}s"


def label(text: str, base: int = 0, named: int = 0) -> list[Item]:
    """The items of a text; `base` is added to the offsets. Before `named` stands the name of a speaker: "FICO:"."""
    tokens = tokens_of(text)
    lower = [token.lower() for token, _, _ in tokens]
    words = vocabulary()
    items: list[Item] = []
    position = 0
    while position < len(tokens):
        match = _match(tokens, lower, position, words)
        if match:
            size, kind, value, how = match
        else:
            size, kind, value, how = 1, *_word(tokens, position, words)
        start, end = tokens[position][1], tokens[position + size - 1][2]
        labelled = base + end <= named and _is_name(text[:start], text[start:end])
        if value == "acronym" and (labelled or _follows_given(text[:start])):
            kind, value = "part", text[start:end]
        items.append(Item(kind, value, base + start, base + end, text[start:end], how))
        position += size
    parted = next((place for place, item in enumerate(items) if item.start >= named), 0) if named else 0
    return [*_names(items[:parted], words), *_names(items[parted:], words)]


def _is_name(before: str, word: str) -> bool:
    """Whether a short word in capitals before a colon is somebody's name: "FICO", "JAN LIPAVSKÝ", "NICUȘOR DAN".

    Not "FM", but whatever stands behind a given name in capitals.
    """
    return len(word) >= SHORTEST or _is_given(word) or _follows_given(before)


def _follows_given(before: str) -> bool:
    """ "DONALD TRUMP": a word in capitals right behind a given name in capitals."""
    return any(name.isupper() and _is_given(name) for name in before.rsplit(maxsplit=1)[-1:])


def _is_given(word: str) -> bool:
    given = fold(word).replace(" ", "-")
    return given in load("given_names")["female"] or given in load("given_names")["male"]


def _match(
    tokens: list[tuple[str, int, int]], lower: list[str], position: int, words: Vocabulary
) -> tuple[int, str, str, str] | None:
    for phrase, kind, value, how in words.phrases.get(lower[position], ()):
        size = len(phrase)
        if position + size > len(tokens):
            continue
        if how:
            if all(tokens[position + i][0] == phrase[i] for i in range(size)) or (
                kind == "place" and _shouted(tokens, position, phrase)
            ):
                return size, kind, value, how
        elif all(lower[position + i] == phrase[i] for i in range(size)):
            return size, kind, value, how
    return None


def _shouted(tokens: list[tuple[str, int, int]], position: int, words: tuple[str, ...]) -> bool:
    """A place in capitals, as in datelines: "BERLIN". Short codes such as "US" must match as they are."""
    found = (token for token, _, _ in tokens[position : position + len(words)])
    return sum(map(len, words)) > 3 and all(token == word.upper() for token, word in zip(found, words, strict=True))


def _word(tokens: list[tuple[str, int, int]], position: int, words: Vocabulary) -> tuple[str, str, str]:
    text = tokens[position][0]
    if text.lower() in words.honorifics:
        return "honorific", text.lower(), ""
    if text[0].isupper() and text.lower() not in words.not_names and not (len(text) == 1 and text in "AI"):
        if (
            text.isupper()
            and len(text) > 1
            and "." not in text
            and len(text) < 6
            and text not in load("titles")["initials"]
        ):
            return "word", "acronym", ""
        if "-" in text and text.rpartition("-")[2] in load("titles")["tails"]:
            return "word", text.lower(), ""  # "European-led"
        return "part", text, ""
    return "word", text.lower(), ""


def _names(items: list[Item], words: Vocabulary) -> list[Item]:
    """Join capitalised words, initials and particles into names; drop a place that is a surname: "Luís Montenegro"."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if item.kind == "place" and last is not None and _is_surname(last, item):
            joined[-1] = Item("name", f"{last.value} {item.text}", last.start, item.end, f"{last.text} {item.text}")
            continue
        if item.kind in ("part", "name"):
            if last is not None and last.kind == "name" and item.start == last.end + 1 and not _is_whole(item):
                joined[-1] = Item(
                    "name", f"{last.value} {item.text}", last.start, item.end, f"{last.text} {item.text}", last.how
                )
                continue
            held = _particle(joined, item, words)
            if held:
                joined = held
                continue
            if last is not None and last.kind == "name" and item.start == last.end + 1 and " " not in last.text:
                joined[-1] = last._replace(kind="word", value=last.text.lower())
            joined.append(item._replace(kind="name", value=item.text))
        else:
            joined.append(item)
    return joined


def _is_whole(item: Item) -> bool:
    """The full name of an official: a capital word before it is no part of it: "Beanpole Friedrich Merz"."""
    return item.kind == "name" and item.how == "exact"


def _is_surname(last: Item, place: Item) -> bool:
    """ "Péter Magyar", "Luís Montenegro": a place right after a lone given name is that person's surname."""
    if (
        last.kind != "name"
        or " " in last.text
        or place.start != last.end + 1
        or " " in place.text
        or place.text not in load("given_names")["surnames_like_places"]
    ):
        return False
    return _is_given(last.text)


def _particle(joined: list[Item], item: Item, words: Vocabulary) -> list[Item] | None:
    """ "Ursula von der Leyen", "de Wever": particles between the parts of a name belong to it."""
    index = len(joined)
    while (
        index
        and joined[index - 1].kind == "word"
        and joined[index - 1].text in words.particles
        and joined[index - 1].end + 1 == (joined[index].start if index < len(joined) else item.start)
    ):
        index -= 1
    if (
        index == len(joined)
        or not index
        or joined[index - 1].kind != "name"
        or joined[index - 1].end + 1 != joined[index].start
    ):
        return None
    first = joined[index - 1]
    middle = " ".join(part.text for part in joined[index:])
    text = f"{first.text} {middle} {item.text}"
    return [*joined[: index - 1], Item("name", text, first.start, item.end, text, first.how)]
