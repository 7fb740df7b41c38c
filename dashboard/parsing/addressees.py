"""Stage 1, parsing: whom the questions of an interview speak to.

In: the items of a question. Out: the names and offices by which it addresses somebody: "Minister, will you go?", "Mr
Fico, your neighbours will", "Good morning, General.". Of whom they only speak is told apart by what follows: "Mr Fico,
the prime minister, says that he won't".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from dashboard.parsing.gazetteer import officials_with_surname, posts_of
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.passage import Span
from dashboard.parsing.posts import families, family

_TITLED = ("role", "honorific")
_ENDS = frozenset(".?!:;…")
CLAUSE = 4
"""Words from "your" on, at least, that are a clause and no apposition."""


@dataclass(frozen=True)
class Addressee:
    """By what somebody is spoken to: a surname (folded, or nothing), the word for an office, or both; and where.

    Not `sure` is who may as well only be spoken of: "Mr Fico, twenty countries will go".
    """

    surname: str
    role: str
    span: Span
    sure: bool = True


def addressees(line: list[Item]) -> Iterator[Addressee]:
    """Everybody whom a question speaks to, but not those whom it quotes somebody speaking to."""
    quoted = False
    for place, item in enumerate(line):
        quoted ^= item.text == '"'
        if quoted or item.kind not in (*_TITLED, "name") or (place and line[place - 1].kind in _TITLED):
            continue
        end = _end(line, place)
        titles, name = _parts(line[place:end])
        before = line[place - 1].text if place else ""
        after = line[end].text if end < len(line) else ""
        opens = (not before or before in _ENDS) and after == ","
        closes = before == "," and (not after or after in ".?!")
        put_to = before.lower() == "to" and bool(name) and _is_put(line, place - 1, end)
        sure = (
            put_to
            or (opens and (not name or _goes_on(line, end + 1, bool(titles))))
            or (closes and (not name or _greets(line, place)))
        )
        role = next((title.value for title in titles if title.kind == "role"), "")
        if (name or role) and (sure or (opens and not before and titles)):
            yield Addressee(fold(name).split()[-1] if name else "", role, (item.start, line[end - 1].end), sure)


def _is_put(line: list[Item], to: int, end: int) -> bool:
    """ "To Ana Example: Will you?", "Second question, to Mr Example, who was late: Will you?", not one of them."""
    before = [item.text.lower() for item in line[:to]]
    behind = list(takewhile(lambda item: item.text not in _ENDS, line[end:]))
    colon = end + len(behind)
    put = all(word in load("layout")["put_first"] for word in before) and (not behind or behind[0].text == ",")
    of_them = any(item.text.lower() in load("layout")["of_them"] for item in line[colon:])
    return put and not of_them and colon < len(line) and line[colon].text == ":"


def _end(line: list[Item], place: int) -> int:
    """Where titles and the name behind them end."""
    end = place
    while end < len(line) and line[end].kind in _TITLED:
        end += 1
    return end + 1 if end < len(line) and line[end].kind == "name" else end


def _parts(items: list[Item]) -> tuple[list[Item], str]:
    return [item for item in items if item.kind in _TITLED], "".join(item.text for item in items if item.kind == "name")


def _goes_on(line: list[Item], place: int, titled: bool) -> bool:
    """Whether what follows a name and a comma speaks to whoever is named, and not of them.

    Not "Mr Fico, will he go?", "Mr Merz, do you trust him?", "Mr Macron, you say, is wrong", "Mr Tusk, your neighbour."
    """
    words = [item.text.lower() for item in takewhile(lambda item: item.text not in _ENDS, line[place:])]
    told_of = "," in words or any(word in load("layout")["of_them"] for word in words)
    short = words[:1] == ["your"] and len(words) < CLAUSE
    to_them = words[:1] and (words[0] in load("layout")["to_you"] or (titled and words[0] in load("layout")["asks"]))
    return bool(to_them) and not told_of and not short


def _greets(line: list[Item], place: int) -> bool:
    """Whether nothing but a greeting stands before the comma: "Good morning, Mr Fico"."""
    begin = next((k + 1 for k in range(place - 2, -1, -1) if line[k].text in _ENDS), 0)
    return " ".join(item.text.lower() for item in line[begin : place - 1]) in load("layout")["greetings"]


def may_be(role: str, addressed: str) -> bool:
    """Whether an office may be meant by the word by which its holder is spoken to: "Minister" for any."""
    return family(role) in families(addressed)


def once_held(surname: str, role: str, entity: str = "") -> bool:
    """Whether an official of that surname has held such an office, at any time: it stays a form of address."""
    posts, rows = families(role), officials_with_surname(surname)
    return any(posts & posts_of(row, deputy=True) for row in rows if not entity or row.entity == entity)
