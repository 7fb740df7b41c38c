"""Stage 1, parsing: what stands around a name and says who it is. In: items of a paragraph. Out: `Description`."""

from dashboard.parsing.descriptions import Description, describe
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import grammar, load

_TITLE_KINDS = frozenset(("role", "place", "body", "qualifier", "named", "honorific", "other", "party"))
_BEFORE_OFFICE = grammar("before_office")
_COMPLEMENTS = grammar("of_office")
_HANGING = grammar("hanging")
_CLOSING = grammar("closing")
_COMPLEMENT = 9
"""Items that an office takes with what it is of, at most: "ambassador in Ankara", "adviser on foreign policy"."""
_JOINTS = grammar("joints")


def begins_at(items: list[Item], number: int) -> int:
    """Where the words right before a name begin that say who it is: the name itself where none do."""
    first = _title_before(items, number)
    while first < number and items[first].text.lower() in ("and", "of", "for", "'s", ".", ","):
        first += 1
    return first


def describe_name(items: list[Item], number: int) -> Description:
    """What stands around a name: "the Slovak premier X", "X, the Slovak premier,"."""
    first = begins_at(items, number)
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
