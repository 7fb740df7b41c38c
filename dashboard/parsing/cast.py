"""Stage 1, parsing: the persons of an article. In: the items of its paragraphs, a day. Out: `Cast`.

A person is known by full name; a surname alone points to the person of the article who bears it, or to nobody
where two bear it. Officials of the record are recognised, also when misspelt a little.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from dashboard.dataset.people import Official
from dashboard.parsing.descriptions import Description, describe
from dashboard.parsing.labels import Item, officials
from dashboard.parsing.lexicon import fold, load

SIMILAR = 88.0  # rapidfuzz ratio of folded full names from which a spelling counts as that name
_TITLE_KINDS = frozenset(("role", "place", "body", "qualifier", "named", "honorific", "other", "party"))
_BEFORE_OFFICE = frozenset(("the", "a", "an", "its", "their", "his", "her", "'s", "'", "of", "and", "for"))
_COMPLEMENTS = frozenset(("of", "for", "in", "to", "at", "on", "with", "from"))
_HANGING = frozenset(("to", "with", "from", "by", "of", "for", "after", "before", "at", "about", "against", "like"))
_CLOSING = frozenset((",", ".", ";", ":", ")", '"', "–", "—", "-", "!", "?", "and", "who", "whose"))
_COMPLEMENT = 9
"""Items that an office takes with what it is of, at most: "ambassador in Ankara", "adviser on foreign policy"."""
_JOINTS = frozenset(("of", "the", "for", "and", "'s", "'", "-", "."))


@dataclass
class Person:
    """A person of the article: what it says of them, and the rows of the record that are theirs."""

    name: str
    rows: tuple[Official, ...] = ()
    misspelt: bool = False
    roles: list[str] = field(default_factory=list)
    entity: str = ""
    party: str = ""
    body: str = ""
    qualifiers: set[str] = field(default_factory=set)
    other: str = ""
    mentions: list[int] = field(default_factory=list)

    @property
    def surnames(self) -> set[str]:
        """Folded words by which the person may be named alone."""
        words = fold(self.name).split()
        found = {words[-1], " ".join(words[-2:])} if len(words) > 1 else set(words)
        for row in self.rows:
            found |= {fold(alias) for alias in (row.name.split()[-1], *row.aliases)}
        return found

    @property
    def gender(self) -> str:
        """`f`, `m` or empty where the given name does not tell."""
        return gender_of(self.name)


@lru_cache(maxsize=2000)
def gender_of(name: str) -> str:
    """What a given name tells: `f`, `m` or nothing."""
    lists = load("given_names")
    for word in name.split()[:-1] or []:
        given = fold(word).replace(" ", "-")
        female, male = given in lists["female"], given in lists["male"]
        if female != male:
            return "f" if female else "m"
    return ""


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Official, ...]]:
    found: dict[str, list[Official]] = defaultdict(list)
    for official in officials():
        for name in {fold(official.name), *(fold(alias) for alias in official.aliases)}:
            found[name].append(official)
    return {name: tuple(rows) for name, rows in found.items()}


@lru_cache(maxsize=5000)
def officials_named(name: str) -> tuple[tuple[Official, ...], bool]:
    """Rows of the record under a name of two or more words, and whether it had to be taken for a misspelling."""
    folded = fold(name)
    known = _by_name()
    words = folded.split()
    if folded in known and len(words) > 1:
        return known[folded], False
    if len(words) < 2:
        return (), False
    if turned(folded) in known:
        return known[turned(folded)], False
    best, rows = 0.0, tuple[Official, ...]()
    for full, candidates in known.items():
        parts = full.split()
        if len(parts) < 2 or parts[-1][0] != words[-1][0]:
            continue
        score = fuzz.ratio(folded, full)
        if parts[-1] == words[-1] and _same_given(parts[0], words[0]):
            score = max(score, SIMILAR)
        if score > best and _same_given(parts[0], words[0]) and fuzz.ratio(parts[-1], words[-1]) >= 75:
            best, rows = score, candidates
    return (rows, best < 99) if best >= SIMILAR else ((), False)


def turned(name: str) -> str:
    """A name with its surname first, as in lists and in Hungarian, the other way round: "Orbán Viktor"."""
    first, _, rest = name.partition(" ")
    return f"{rest} {first}" if rest else name


def _same_given(left: str, right: str) -> bool:
    left, right = left.strip("."), right.strip(".")
    return left[0] == right[0] and (min(len(left), len(right)) <= 2 or fuzz.ratio(left, right) >= 60)


def officials_with_surname(surname: str) -> tuple[Official, ...]:
    """Rows whose surname or other alias this is."""
    return _by_name().get(fold(surname), ())


class Cast:
    """The persons of one article, in the order of their first full mention."""

    def __init__(self, paragraphs: Iterable[list[Item]]) -> None:
        self.persons: list[Person] = []
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        lines = list(paragraphs)
        for whole in (True, False):
            for items in lines:
                for number, item in enumerate(items):
                    if item.kind == "name" and (" " in item.text) is whole:
                        self._meet(items, number)
        for person in self.persons:
            person.mentions.sort()

    def named(self, name: str) -> list[Person]:
        """The persons that a name may mean: one under a full name, all bearers under a surname."""
        folded = fold(name)
        exact = [person for person in self.persons if fold(person.name) in (folded, turned(folded))]
        if exact:
            return exact
        words = folded.split()
        bearers = self._by_surname.get(folded) or (self._by_surname.get(words[-1], []) if words else [])
        if len(words) > 1:
            bearers = [
                person
                for person in bearers
                if _same_given(fold(person.name).split()[0], words[0]) or folded in person.surnames
            ]
        return list(bearers)

    def _meet(self, items: list[Item], number: int) -> None:
        item = items[number]
        found = describe_name(items, number)
        persons = self.named(item.text)
        if len(persons) > 1:
            persons = (
                [person for person in persons if _agrees(person, found)] if len(item.text.split()) == 1 else persons[:1]
            )
        if not persons and (" " in item.text or _known_alone(item.text)):
            persons = [self._introduce(item.text)]
        if len(persons) == 1:
            _learn(persons[0], found, item.start)

    def _introduce(self, name: str) -> Person:
        known = name if " " in name else officials_with_surname(name)[0].name
        rows, misspelt = officials_named(known)
        person = Person(rows[0].name if rows else name, rows, misspelt)
        same = next((other for other in self.persons if rows and other.name == person.name), None)
        if same is not None:
            self._by_surname[fold(name).split()[-1]].append(same)
            return same
        self.persons.append(person)
        for surname in person.surnames | {fold(name).split()[-1]}:
            if person not in self._by_surname[surname]:
                self._by_surname[surname].append(person)
        return person


def _known_alone(name: str) -> bool:
    rows = officials_with_surname(name)
    return bool(rows) and len({row.name for row in rows}) == 1


def _agrees(person: Person, found: Description) -> bool:
    return bool(found.roles) and any(role in person.roles for role in found.roles)


def _learn(person: Person, found: Description, position: int) -> None:
    person.mentions.append(position)
    person.roles += [role for role in found.roles if role not in person.roles]
    person.entity = person.entity or found.entity
    person.party = person.party or found.party
    person.body = person.body or found.body or (found.owner.body if found.owner else "")
    person.qualifiers |= found.qualifiers
    person.other = person.other or found.other


def describe_name(items: list[Item], number: int) -> Description:
    """What stands around a name: "the Slovak premier X", "X, the Slovak premier,"."""
    first = _title_before(items, number)
    while first < number and items[first].text.lower() in ("and", "of", "for", "'s", ".", ","):
        first += 1
    last = number + 1
    if last < len(items) and items[last].text in (",", "(", "–", "—"):
        closing = ")" if items[last].text == "(" else None
        stop = last + 1
        while (
            stop < len(items)
            and stop - last < 16
            and not (
                items[stop].text == closing if closing else items[stop].text in (",", ".", ";", ":", '"', ")", "–", "—")
            )
        ):
            stop += 1
        rest = items[last + 1 : stop]
        if rest and _opens_apposition(rest):
            last = stop
    elif last < len(items) and items[last].text.lower() in ("of", "from"):
        last = min(len(items), last + 5)
    if first == number and last == number + 1:
        first = _apposed_to(items, number)
    window = [item for item in items[first:last] if item.text != "." or item is items[number]]
    return describe([item for i, item in enumerate(window) if not (item.text == "," and i < number - first)])


def _title_before(items: list[Item], number: int) -> int:
    """Where the words begin that stand right before a name and say who it is: "the Slovak premier X"."""
    first = number
    while (
        first
        and not _ends_sentence(items, first - 1)
        and (
            items[first - 1].kind in _TITLE_KINDS
            or items[first - 1].text.lower() in _JOINTS
            or _comma_after_title(items, first)
            or _posted(items, first)
        )
    ):
        first -= 1
    return first


def _ends_sentence(items: list[Item], place: int) -> bool:
    """ "Lamps were lit in Berlin. Jan Invented ...": the point behind a place is none of an abbreviation."""
    return items[place].text == "." and place > 0 and items[place - 1].kind in ("place", "named")


def _posted(items: list[Item], first: int) -> bool:
    """ "The Russian ambassador to Belgium X": the place between office and name, where somebody is posted."""
    return (
        first >= 2
        and items[first - 1].text.lower() in ("to", "in", "at")
        and items[first].kind in ("place", "named")
        and items[first - 2].kind == "role"
        and items[first - 2].value in load("titles")["abroad"]
    )


def _apposed_to(items: list[Item], number: int) -> int:
    """Where a phrase with an office begins that stands before a comma and a name: "Ukraine's ambassador in Ankara, X".

    Not where that phrase hangs on a preposition and the name goes on without a comma: "To Peru's president, X said".
    """
    comma = number - 1
    if comma < 1 or items[comma].text != ",":
        return number
    office = next(
        (i for i in range(comma - 1, max(-1, comma - _COMPLEMENT), -1) if _is_office(items[i]) or _ends(items[i])), -1
    )
    if office < 0 or not _is_office(items[office]):
        return number
    if office + 1 < comma and items[office + 1].text.lower() not in _COMPLEMENTS:
        return number
    first = office
    while first and (items[first - 1].kind in _TITLE_KINDS or items[first - 1].text.lower() in _BEFORE_OFFICE):
        first -= 1
    if office - first == 0 and first >= 2 and items[first - 2].text == "'s":
        first = _owner_before(items, first - 2)
    closed = number + 1 >= len(items) or items[number + 1].text in _CLOSING
    hangs = first > 0 and items[first - 1].text.lower() in _HANGING
    return number if hangs and not closed else first


def _is_office(item: Item) -> bool:
    return item.kind == "role" or (item.kind == "body" and item.value == "officials")


def _ends(item: Item) -> bool:
    return item.kind == "word" and item.text in (",", ".", ";", ":", '"', "?", "!", "(", ")", "–", "—")


def _owner_before(items: list[Item], possessive: int) -> int:
    """Where the owner of "the parliament's defence committee chairman" begins; a word may stand before the office."""
    first = possessive
    while first and (items[first - 1].kind in (*_TITLE_KINDS, "name") or items[first - 1].text.lower() == "the"):
        first -= 1
    return first


def _comma_after_title(items: list[Item], first: int) -> bool:
    """ "the French president, Emmanuel Macron": the comma before a name belongs to the phrase after an office."""
    return (
        items[first - 1].text == ","
        and first >= 2
        and items[first - 2].kind == "role"
        and items[first].kind == "name"
        and first >= 3
        and (
            items[first - 3].kind in ("place", "role", "qualifier")
            or items[first - 3].text.lower() in ("the", "'s", "its", "their", "his", "her", "a")
        )
    )


def _opens_apposition(items: list[Item]) -> bool:
    first = items[0]
    if not any(item.kind in ("role", "other", "body", "party") for item in items):
        return False
    if first.kind in ("role", "place", "qualifier", "body", "named", "party"):
        return True
    return first.text.lower() in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "who",
        "head",
        "leader",
        "one",
        "another",
        "himself",
        "herself",
        "now",
        "then",
        "also",
    ) or (first.kind == "name" and len(items) > 1 and items[1].text in ("'s", "'"))
