"""Stage 1, parsing: who speaks where a parser hangs them on another noun. In: a `Mention`, its noun, the items of its
phrase. Out: the mention and description of whoever is meant instead, or none.
"""

from dataclasses import replace

from spacy.tokens import Token

from dashboard.parsing import owners, peers
from dashboard.parsing.appositions import begins_at, describe_name
from dashboard.parsing.clauses import is_apposed_name
from dashboard.parsing.descriptions import Description, describe
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.mentions import Mention

Meant = tuple[Mention, Description]
_WITHIN = grammar("within_house")


def hung_behind(mention: Mention, token: Token, items: list[Item]) -> Meant | None:
    """ "... when the aircraft arrive, the chief of defence, X, said": a parser hangs whoever speaks on the noun before.

    Only a name that ends the phrase, with an office of its own, behind a comma and a noun that is nobody.
    """
    apposed = is_apposed_name(token)
    head = token.head if apposed else token
    line = mention.setting.items[mention.number]
    named = _item_at(line, mention.position) if apposed else next(iter(items[-1:]), None)
    place = mention.passage.position(head)
    noun = _item_at(line, place)
    if named is None or named.kind != "name" or noun is None or noun.kind != "word" or _is_human(head):
        return None
    number = line.index(named)
    first = begins_at(line, number)
    if line[first].start <= place or line[first - 1].text not in (",", '"'):
        return None
    return replace(mention, position=line[number].start), describe_name(line, number)


def served(mention: Mention, items: list[Item]) -> Meant | None:
    """ "A spokesperson for Australia's defence minister, X, said": a parser takes the minister for whoever speaks."""
    if len(items) != 1 or items[0].kind != "name":
        return None
    line = mention.setting.items[mention.number]
    number = line.index(items[0])
    if number < 1 or line[number - 1].text != ",":
        return None
    first = number - 1
    while first and (line[first - 1].kind in ("place", "role", "qualifier", "body") or line[first - 1].text in _WITHIN):
        first -= 1
        found = describe(line[first : number + 1])
        if found.roles == ["spokesperson"] and owners.names_superior(mention, found):
            return replace(mention, position=line[first].start), found
    return None


def _item_at(line: list[Item], position: int) -> Item | None:
    return next((item for item in line if item.start <= position < item.end), None)


def _is_human(noun: Token) -> bool:
    """ "A rival", "the wife", "his colleague", "others": a person, or several."""
    human = peers.is_near(noun) or noun.lower_ in load("titles")["gendered"] or peers.is_counterpart(noun)
    return human or noun.tag_[:2] == "PR" or noun.tag_ == "NNP"
