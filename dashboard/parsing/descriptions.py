"""Stage 1, parsing: what a noun phrase says. In: its items. Out: `Description`: name, office, entity, owner.

"Finland's Alexander Stubb", "the Slovak defence minister", "Donald Tusk, Poland's premier", "Lavrov's ministry".
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.posts import is_thing, settle_post

_STOPS = grammar("phrase_ends")
_PRONOUNS = grammar("possessive_pronouns")
_BEYOND = grammar("beyond")
_POSSESSIVE = grammar("possessives")
_GOING_ON = grammar("going_on")
_POSTED = grammar("posted")
_ARTICLES = grammar("articles")
_ISSUERS = grammar("issued_by")
_GIVEN_TO = grammar("given_to")
_COMPLEMENT = grammar("complement")
_WHERE = grammar("where")


@dataclass
class Description:
    """What one noun phrase tells. `owner` describes whoever stands before "'s" or after "of" an office or body.

    `house` is the body before another: the ministry of "a ministry official"; `words` are those of the phrase itself,
    without names of states.
    """

    name: str = ""
    name_start: int = -1
    roles: list[str] = field(default_factory=list)
    entity: str = ""
    how: str = ""
    body: str = ""
    house: str = ""
    named: str = ""
    party: str = ""
    qualifiers: set[str] = field(default_factory=set)
    other: str = ""
    owner: "Description | None" = None
    pronoun: str = ""
    text: str = ""
    words: frozenset[str] = frozenset()
    unit: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was recognised."""
        return not (self.name or self.roles or self.entity or self.body or self.named or self.other or self.party)


def describe(items: list[Item]) -> Description:
    """The description that a noun phrase gives, its apposition included."""
    if items and items[-1].text in _POSSESSIVE:  # "Ana Example's", of whose remark a sentence tells
        items = items[:-1]
    main, rest = _cut(items)
    found = _part(main)
    found.text = " ".join(item.text for item in items)
    found.words = frozenset(word for item in main if item.kind != "place" for word in item.text.lower().split())
    if rest and _is_apposition(rest):
        more = _part(_cut(rest)[0])
        if _is_office_of(found, main) and more.name:
            found.owner = replace(found.owner or Description(), name=more.name, name_start=more.name_start)
        else:
            _add(found, more)
    return found


def _cut(items: list[Item]) -> tuple[list[Item], list[Item]]:
    for number, item in enumerate(items):
        if item.kind == "word" and item.text.lower() in _STOPS:
            if item.text == "(":
                closing = next((i for i in range(number, len(items)) if items[i].text == ")"), None)
                if closing is not None and number:
                    rest = items[closing + 1 :]
                    if not rest:
                        return items[:number], items[number + 1 : closing]
                    return _cut(items[:number] + rest)
            return items[:number], items[number + 1 :]
    return items, []


def _is_apposition(items: list[Item]) -> bool:
    """Not what goes on ("and", "in Oslo"), nor a participle: "the minister, asked by Yle, said"; nor what somebody is
    besides: "the head of state, himself a retired general".
    """
    since = len(items) > 1 and items[0].text.lower() in load("titles")["since_when"]  # "now headed by X"
    first = items[1 if since else 0].text.lower()
    goes_on = first in _GOING_ON or first in _BEYOND or first.endswith(("ed", "ing"))
    return not (items[1 if since else 0].kind == "word" and (goes_on or first in load("titles")["besides"]))


def _is_office_of(found: Description, main: list[Item]) -> bool:
    """ "The office of the prime minister, Ana Example": a house has no name, so it is that of whose house it is."""
    holder = found.owner is not None and bool(found.owner.roles)
    house = bool(found.body) and not (found.name or found.roles or found.other)
    return house and (holder or found.body.endswith("'s Office")) and main[-1].kind in ("role", "body")


def _add(found: Description, more: Description) -> None:
    """Take over from an apposition what the phrase itself does not say."""
    if not found.name and more.name:
        found.name, found.name_start = more.name, more.name_start
    if more.name and found.name and more.name != found.name:
        return
    found.roles += [role for role in more.roles if role not in found.roles]
    found.qualifiers |= more.qualifiers
    found.entity = found.entity or more.entity
    found.party = found.party or more.party
    found.owner = found.owner or more.owner
    found.other = found.other or more.other
    found.pronoun = found.pronoun or more.pronoun


def _part(items: list[Item]) -> Description:
    """What a phrase says without its apposition: whose it is, what its head tells, what that is of."""
    found = Description()
    items = _behind_owner(found, _within(items))
    head, of = _head(found, items)
    _read(found, head)
    if _has_ended(items):
        found.qualifiers.add("former")
    _inherit(found)
    settle_post(found, items, head, of)
    return found


def _behind_owner(found: Description, items: list[Item]) -> list[Item]:
    """What stands behind the last "'s"; what stands before it is described as the owner."""
    last = max((i for i, item in enumerate(items) if item.text in _POSSESSIVE), default=-1)
    if last < 0 or _reaches_over(items[:last], items[last + 1 :]):
        return items
    found.owner = _part(items[:last])
    return items[last + 1 :]


def _head(found: Description, items: list[Item]) -> tuple[list[Item], list[Item]]:
    """The head of a phrase, and what stands behind the "of" or "for" that makes it something's."""
    for number, item in enumerate(items):
        head, word = items[:number], item.text.lower()
        if word in _GIVEN_TO and any(_is_given(i) for i in head):
            found.owner = found.owner or _giver(items[number:])
            return head, []
        told = any(i.kind in ("role", "body", "other", "name", "word") for i in head)
        if item.kind == "word" and word in _COMPLEMENT and told:
            of = items[number + 1 :]
            return head, of if _is_of(found, head, word, of) else []
    return items, []


def _is_of(found: Description, head: list[Item], word: str, of: list[Item]) -> bool:
    """Whether what stands behind "of", "for", "from" says whose the head is; where it does, that is noted."""
    complement = _part(of)
    known = bool(complement.entity or complement.body or complement.named)
    if word == "from" and not any(i.kind in ("role", "name") for i in head):  # "the letter from X"
        issued = any(i.text.lower() in load("titles")["issued"] for i in head)
        known |= bool(complement.name or (issued and complement.roles))
    if word in _WHERE and not known:
        return False
    if word in _POSTED and any(i.value in load("titles")["abroad"] for i in head):
        return False  # an ambassador in Oslo is not Norway's
    if not any(i.kind == "name" for i in head) and _names_holder(of, complement):
        found.name, found.name_start = complement.name, complement.name_start
        complement.name = ""
    found.unit = word in ("of", "for") and any(is_thing(i) for i in of)
    if found.owner is not None and found.owner.body and complement.how == "capitals":
        found.entity = complement.entity  # "the foreign ministry's spokeswoman in Moscow"
    found.owner = found.owner or complement
    return True


def _read(found: Description, head: list[Item]) -> None:
    """Note what the items of a head tell, one after another."""
    seat = _constituency(head)
    head = [item for number, item in enumerate(head) if number not in seat]
    for number, item in enumerate(head):
        after = next((i.kind for i in head[number + 1 :] if i.kind != "qualifier"), "")
        if item.kind == "name" and after in ("body", "role") and _modifies(head[number + 1 :]):
            found.owner = found.owner or _part([item])  # "Biden administration", "Treasury Secretary Scott Bessent"
        elif item.kind == "name" and after == "role" and number and _is_adjective(head, number):
            continue
        elif item.kind == after == "role" and item.text.lower() == "deputy":  # no deputy of a parliament
            found.qualifiers.add("deputy")
        else:
            _take(found, item)
    superior = found.owner
    if superior is not None and superior.roles and [i.text.lower() for i in head if i.kind == "role"] == ["deputy"]:
        found.roles, found.entity, found.owner = superior.roles, found.entity or superior.entity, superior.owner
        found.qualifiers.add("deputy")  # "a deputy of the foreign minister"


def _within(items: list[Item]) -> list[Item]:
    """What stands before "about" and the like: "Ana Example on Monday's plane" is nobody of that plane's."""
    for number, item in enumerate(items):
        given = any(_is_given(i) for i in items[:number])
        named = given or any(i.kind in ("role", "name", "body", "other") for i in items[:number])
        if item.kind == "word" and item.text.lower() in _BEYOND and named:
            behind = _issuer_at(items, number) if given else len(items)  # "a letter about X from Y"
            return items[:number] + items[behind:]
    return items


def _is_given(item: Item) -> bool:
    """Whether an item is what somebody wrote or said to others: a letter, an answer."""
    return item.text.lower() in load("titles")["utterances"] or item.text.lower() in load("titles")["issued"]


def _giver(items: list[Item]) -> Description | None:
    """Whose a letter or an answer is: "by X to Y", "to Y from X"; nobody's in "to a question from Y"."""
    if items[0].text.lower() == "by":
        return _part(list(takewhile(lambda item: item.text.lower() != "to", items[1:])))
    behind = _issuer_at(items, 0)
    told = any(item.kind == "word" and item.text.lower() not in _ARTICLES for item in items[1:behind])
    return None if told or behind == len(items) else _part(items[behind + 1 :])


def _issuer_at(items: list[Item], begin: int) -> int:
    """Where "from" or "by" stands behind a place; past the end where it does not."""
    return next((n for n in range(begin, len(items)) if items[n].text.lower() in _ISSUERS), len(items))


def _has_ended(items: list[Item]) -> bool:
    """ "Prime minister until 2019"."""
    return any(item.text.lower() == "until" and year.text.isdigit() for item, year in pairwise(items))


def _names_holder(of: list[Item], complement: Description) -> bool:
    """ "The foreign minister of Peru Ana Example", "the spokesperson of the foreign ministry Ana Example": a name right
    behind a state, a body or an acronym is whoever has the office.
    """
    last = len(of) > 1 and of[-1].start == complement.name_start
    return last and (of[-2].kind in ("place", "body", "named") or of[-2].value == "acronym")


def _reaches_over(before: list[Item], after: list[Item]) -> bool:
    """Whether what an office is of reaches over a possessive: "a spokesman for Peru's president", but not "the
    president of Peru's spokesman". Behind a name it says where somebody is from: "X of the ministry's press office".
    """
    serving = load("titles")["serving"]
    served = any(item.value in serving or item.value == "office" or item.kind == "name" for item in after)
    for item, of in pairwise(before):
        if of.text.lower() in _COMPLEMENT and (item.kind == "name" or item.value in serving):
            return True
        close = item.text.lower() in load("titles")["close_to"]
        if of.text.lower() in _COMPLEMENT and (close or item.kind in ("role", "other")):
            return not served
    return False


def _is_adjective(head: list[Item], number: int) -> bool:
    """ "The Flemish minister": a name of one word between article and office that is nobody's."""
    return " " not in head[number].text and head[number - 1].text.lower() in _ARTICLES


def _constituency(head: list[Item]) -> range:
    """Where a constituency stands, if one does: "the Meath East TD"; not where a name follows."""
    office = next((number for number, item in enumerate(head) if item.value == "member_of_parliament"), 0)
    first = office
    while first and head[first - 1].kind in ("name", "place"):
        first -= 1
    named = any(item.kind == "name" for item in head[first:office])
    follows = any(item.kind == "name" for item in head[office + 1 :])
    known = first and head[first - 1].text.lower() in _ARTICLES
    return range(first, office if named and known and not follows else first)


def _modifies(after: list[Item]) -> bool:
    """Whether a name before an office or a body says whose it is: a body follows, or the name of its holder."""
    kinds = [item.kind for item in after]
    return kinds[0] == "body" or "name" in kinds or any(i.value == "spokesperson" for i in after)


def _take(found: Description, item: Item) -> None:
    if item.kind == "name" and not found.name:
        found.name, found.name_start = item.text, item.start
    elif item.kind == "role":
        found.roles.append(item.value)
    elif item.kind == "body" and not found.name:
        found.body, found.house = item.value, found.body
    elif item.kind == "named":
        found.named = item.value
    elif item.kind == "place":
        if not found.entity or item.how == "adjectives":
            found.entity, found.how = item.value, item.how
    elif item.kind == "party":
        found.party, found.entity = item.text, found.entity or item.value
    elif item.kind == "qualifier":
        found.qualifiers.add(item.value)
    elif item.kind == "other":
        found.other = item.value
    elif item.kind == "word" and item.text.lower() in _PRONOUNS:
        found.pronoun = item.text.lower()


def _settle_named(found: Description) -> None:
    """A body with a name of its own is of one state: "the Chancellery" is Germany's, "that of Austria" is not."""
    body = load("titles")["named_bodies"][found.named]
    of = found.owner
    place = found.entity or (of.entity if of is not None and not (of.name or of.roles or of.body or of.named) else "")
    if "elsewhere" in body and place not in ("", body["entity"]):
        found.body, found.named = body["elsewhere"], ""
    elif not found.entity:
        found.entity = str(body["entity"])


def _inherit(found: Description) -> None:
    """ "Poland's prime minister", "the prime minister of Estonia": the owner that is a mere place is the entity."""
    owner = found.owner
    if found.named:
        _settle_named(found)
    if owner is None:
        return
    if owner.entity and not owner.name and not owner.roles and not owner.body and not owner.named:
        found.entity = found.entity or owner.entity
        found.how = found.how or owner.how
        found.owner = None
    elif owner.pronoun and owner.empty:
        found.pronoun = found.pronoun or owner.pronoun
        found.owner = None
    elif not found.entity and owner.entity:
        found.entity, found.how = owner.entity, owner.how
