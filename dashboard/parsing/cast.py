"""Stage 1, parsing: the persons of an article. In: the items of its paragraphs, a day. Out: `Cast`.

A person is known by full name; a surname alone points to the person of the article who bears it, or to nobody
where two bear it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboard.dataset.people import Official
from dashboard.parsing.appositions import describe_name
from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import (
    bearers,
    gender_of,
    known_alone,
    officials_knighted,
    officials_named,
    officials_with_surname,
    posts_of,
    roles_of_office,
    same_given,
    turned,
)
from dashboard.parsing.labels import Item, bodies
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.posts import families


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
        places = {item.value for items in lines for item in items if item.kind == "place"}
        for person in self.persons:
            person.mentions.sort()
            person.rows = tuple(row for row in person.rows if not _is_beside(row, person.rows, places))

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
                if same_given(fold(person.name).split()[0], words[0]) or folded in person.surnames
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
        if not persons and number and items[number - 1].value in load("titles")["before_given_names"]:
            persons = self._with_given_name(item.text)
        if not persons and (" " in item.text or known_alone(item.text)):
            persons = [self._introduce(item.text)]
        elif not persons and (rows := bearers(item.text)) and _is_introduced(rows, found):
            persons = [self._introduce(rows[0].name)]
        if len(persons) == 1:
            superior = found.owner if is_superior(persons[0].rows, found) else None
            _learn(persons[0], superior or found, item.start)

    def _with_given_name(self, name: str) -> list[Person]:
        """ "Sir Keir", "Dame Ana": the one person of the article, else of the record, with that given name."""
        given = fold(name)
        found = [person for person in self.persons if fold(person.name).split()[0] == given]
        if not found:
            rows = officials_knighted(given)
            found = [self._introduce(rows[0].name)] if len({row.name for row in rows}) == 1 else []
        if len(found) == 1 and found[0] not in self._by_surname[given]:
            self._by_surname[given].append(found[0])
        return found

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


def _is_beside(row: Official, rows: Iterable[Official], places: set[str]) -> bool:
    """Whether an office is held beside a minister's, in a body of states that the article does not name."""
    if row.entity not in bodies() or row.entity in places:
        return False
    return any(other.entity not in bodies() and row.overlaps(other) for other in rows)


def _is_introduced(rows: Iterable[Official], found: Description) -> bool:
    """ "Peru's Example", "Minister Example": a surname with the state or office of the only official who bears it."""
    posts = _posts(found)
    fitting = (row for row in rows if found.entity in ("", row.entity))
    return any((found.entity and not found.other) or roles_of_office(row.office) & posts for row in fitting)


def is_superior(rows: Iterable[Official], found: Description) -> bool:
    """ "An adviser to the president, X", "the wife of the president, X": whether rows are those of whom it is of."""
    serves = found.roles or found.other or not found.words.isdisjoint(load("titles")["close_to"])
    if found.owner is None or not found.owner.roles or not serves:
        return False
    posts = {post for row in rows for post in posts_of(row)}
    return bool(posts & _posts(found.owner)) and not posts & _posts(found)


def _posts(found: Description) -> set[str]:
    return {post for role in found.roles for post in families(role)}


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
