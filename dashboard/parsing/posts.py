"""Stage 1, parsing: which post a word for an office means.

In: an office's word, or what a phrase tells of it. Out: the posts that it may name; of a bare "chief" or "head" the one
that it is: of a committee, of a government, of a part of a state.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.parsing.labels import Item, bodies
from dashboard.parsing.lexicon import grammar, load

if TYPE_CHECKING:
    from dashboard.parsing.descriptions import Description

_PRONOUNS = grammar("possessive_pronouns")
_NO_PART = _PRONOUNS | grammar("no_part")


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    return dict(load("titles")["families"])


def family(role: str) -> str:
    """Offices that name one post in different countries: prime minister, chancellor, taoiseach."""
    return _families().get(role, role)


def families(role: str) -> frozenset[str]:
    """All posts that a word may mean: "leader" is any head."""
    return frozenset(load("titles")["generic"].get(role, [family(role)]))


def settle_post(found: Description, items: list[Item], head: list[Item], of: list[Item]) -> None:
    """What post a bare "chief", "head", "chair" is: of a committee, of a government, of a part of a state."""
    deputy = found.roles == ["leader"] and "deputy" in found.qualifiers  # "the deputy head of"
    if (found.roles in ([], ["leader"]) or deputy) and _chairs_committee(items):
        found.roles, found.other = ["member_of_parliament"], ""
    elif deputy and _headed(found, of):
        found.roles = ["head_of_unit"]
    elif found.roles == ["leader"] and (post := _headed(found, of)):
        found.roles, found.body, found.owner = [post], "", None
    elif found.roles == ["leader"] and (found.unit or _of_a_part(found, head)):
        found.roles = ["head_of_unit"]


def _chairs_committee(items: list[Item]) -> bool:
    """ "The chair of the parliamentary committee on security", "its defence committee's chairman"."""
    committees = load("titles")["committees"]
    words = {word for item in items for word in item.text.lower().split()}
    return all(not words.isdisjoint(committees[part]) for part in ("chairs", "names", "fields"))


def _headed(found: Description, of: list[Item]) -> str:
    """The office of whoever heads a government, a ministry, a diplomacy: "the head of Peru's government"."""
    houses = load("titles")["headed"]
    if of:
        body = found.owner.body if found.owner is not None else ""
        return str(houses.get(body or of[-1].value, ""))
    return str(houses.get(found.body, ""))


def _of_a_part(found: Description, head: list[Item]) -> bool:
    """ "The Pentagon's policy chief", "the spy chief": who heads a part of a state is not its head."""
    place = next(number for number, item in enumerate(head) if item.value == "leader")
    named = found.owner is not None and bool(found.owner.body or found.owner.named)
    before = head[place - 1].text if place else ""
    part = before.isalpha() and head[place - 1].kind == "word" and before.lower() not in _NO_PART
    return (named or part) and found.entity not in bodies()


def is_thing(item: Item) -> bool:
    """A word that may name what somebody heads: "peace operations", "MON", not "the" or "his"."""
    long = len(item.text) > 3 or item.value == "acronym"
    return item.kind == "word" and item.text.isalpha() and long and item.text.lower() not in _PRONOUNS
