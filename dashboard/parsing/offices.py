"""Stage 1, parsing: an office alone and who holds it. In: a `Mention`, what it says. Out: a `Speaker` or none.

"The prime minister" is whoever of the article has that office, else who held it on the day in the state that is meant.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.parsing import speakers
from dashboard.parsing.antecedents import officials_before, spoken_of
from dashboard.parsing.cast import Person
from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import roles_of_office
from dashboard.parsing.guests import in_talk
from dashboard.parsing.labels import Item, bodies
from dashboard.parsing.lexicon import load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.model import TENSED
from dashboard.parsing.places import adjective_of
from dashboard.parsing.posts import families
from dashboard.parsing.speakers import Speaker


def of_states(roles: Iterable[str]) -> bool:
    """Whether an office among some is one that a state has, and no body of states."""
    return not set(roles).isdisjoint(load("titles")["of_states"])


def as_role(post: str) -> str:
    """The role by which a text names a post; "" for one of which "the minister" or the like says nothing."""
    return str(load("titles")["as_role"].get(post, ""))


def in_office(mention: Mention, found: Description, context: str) -> Speaker | None:
    """The speaker that an office means: of the state that it names, else of the one beside it, else of `context`."""
    if not set(found.text.lower().split()[:1]).isdisjoint(load("titles")["strangers"]):
        return _unnamed(found) if found.entity else None  # "a deputy minister" is nobody who was named
    here = "" if found.entity else _local(mention, found)
    if not here:
        return _holder(mention, found, context)
    speaker = _holder(mention, replace(found, entity=here), context)
    return speakers.less_certain(speaker, 0.8, "entity_from_context") if speaker is not None else None


def former_holders(mention: Mention, found: Description) -> set[str]:
    """Who of those named before has had an office that is told as a former one, by the list of officials.

    Not who is back in it.
    """
    wanted = {post for role in found.roles for post in families(role)}
    names = set[str]()
    for person in mention.cast.persons:
        terms = [
            row for row in person.rows if roles_of_office(row.office) & wanted and found.entity in ("", row.entity)
        ]
        ended = any(row.until is not None and row.until <= mention.day for row in terms)
        before = any(place < mention.position for place in person.mentions)
        if before and ended and not any(row.holds_on(mention.day) for row in terms):
            names.add(terms[0].name)
    return names


def person_in_office(mention: Mention, found: Description) -> Person | None:
    """Who of the article holds an office: of several the last source or subject, as with pronouns.

    A label "PRIME MINISTER:" is nobody of whom a question or a turn speaks.
    """
    fitting = speakers.persons_with_role(mention.cast, found, mention.position, mention.day)
    if mention.in_label:
        fitting = [person for person in fitting if _presented(mention, person)]
        return fitting[0] if len(fitting) == 1 else None
    if len(fitting) > 1:
        begin = mention.passage.base
        for first in (begin, _heading_over(mention)):
            here = [p for p in fitting if any(first <= place < mention.position for place in p.mentions)]
            if len(here) == 1:
                return here[0]
        names = {person.name: person for person in fitting}
        for number in mention.numbers():
            for speaker in spoken_of(mention, number):
                if speaker.name in names:
                    return names[speaker.name]
    return fitting[0] if fitting else None


def _heading_over(mention: Mention) -> int:
    """Where the heading begins under which a mention stands: "11.10 Cameron in Kyiv", "The foreign secretary ..."."""
    passages = mention.setting.passages[: mention.number]
    heading = next((p for p in reversed(passages) if p.paragraph.kind == "heading"), None)
    return heading.base if heading is not None else mention.passage.base


def holders_in_states(mention: Mention, items: list[Item], plurals: set[str]) -> Iterator[Speaker]:
    """The holders of one office in several states: "the prime ministers of Estonia, Latvia and Lithuania".

    `items` are those of the noun phrase, `plurals` its nouns in the plural.
    """
    codes = list(dict.fromkeys(item.value for item in items if item.kind == "place"))
    roles = [i.value for i in items if i.kind == "role"]
    plural = any(i.kind == "role" and not plurals.isdisjoint(i.text.lower().split()) for i in items)
    alone = len(roles) == 1 and not any(item.kind in ("name", "qualifier", "body") for item in items)
    if plural and alone and len(codes) > 1 and bodies().isdisjoint(codes):
        holders = (in_office(mention, Description(roles=roles, entity=code), "") for code in codes)
        yield from (speaker for speaker in holders if speaker is not None)


def _presented(mention: Mention, person: Person) -> bool:
    """Whether a person is named before the talk begins, or in a label before a mention."""
    talk = [passage for passage in mention.setting.passages if in_talk(passage)]
    begin = min(passage.base for passage in talk)
    labels = [passage.paragraph.label for passage in talk if passage.paragraph.label is not None]
    before = [place for place in person.mentions if place < mention.position]
    return any(place < begin or any(a <= place < b for a, b in labels) for place in before)


def _signing(mention: Mention) -> Person | None:
    """Who signs below a talk and has the very office of a label: "[Ana Example, Lima, 3 May]", "PRIME MINISTER:".

    The last line begins with the name, names nobody else, and is no sentence.
    """
    last, label = mention.setting.passages[-1], mention.passage.paragraph.label
    if label is None or in_talk(last) or any(token.tag_ in TENSED for token in last.doc):
        return None
    told = [item for item in mention.items(*label) if item.text.lower() != "the"]
    line = [item for item in mention.setting.items[-1] if item.text not in "(["]
    named = [p for p in mention.cast.persons if any(place >= last.base for place in p.mentions)]
    if len(told) != 1 or len(named) != 1 or not line or line[0].start not in named[0].mentions:
        return None
    rows = (row for row in named[0].rows if row.holds_on(mention.day))
    return named[0] if any(row.office.lower() == told[0].text.lower() for row in rows) else None


def _local(mention: Mention, found: Description) -> str:
    """The state beside an office without one: "In Warsaw, the prime minister", "the chancellor" after "German".

    Only where the office exists there and the list of officials fills it: else it is a visitor's.
    """
    code = mention.scene
    states = speakers.states_with(found.roles)
    if states and code not in states:
        if person_in_office(mention, found) is not None:
            return ""
        last = mention.setting.homes.last_of(states, mention.number, mention.position)
        return last or (states[0] if len(states) == 1 else "")
    if not states and not of_states(found.roles):
        return ""
    known = code and speakers.titled(found.roles, code) and speakers.holder(found.roles, code, mention.day)
    return code if known else ""


def _holder(mention: Mention, found: Description, context: str) -> Speaker | None:
    person = person_in_office(mention, found)
    if person is not None:
        as_told = found if "elect" in found.qualifiers else Description()
        return speakers.less_certain(speakers.of_person(person, as_told, mention.day, context), 0.85, "definite")
    if mention.in_label and not (found.entity or context) and (person := _signing(mention)) is not None:
        return speakers.less_certain(speakers.of_person(person, Description(), mention.day, context), 0.85, "definite")
    entity, certainty = (found.entity, 0.75) if found.entity else (context, 0.6)
    if not speakers.titled(found.roles, entity) and (not found.entity or speakers.states_with(found.roles)):
        return None
    another = not found.qualifiers.isdisjoint(("deputy", "elect"))  # not the one who holds the office
    roles = _round(mention) if found.roles == ["minister"] else found.roles
    row = speakers.holder(roles, entity, mention.day) if entity and not another else None
    if row is not None:
        return speakers.of_row(row, certainty, "office", "gazetteer")
    if found.entity in bodies() and of_states(found.roles):
        return None
    return _unnamed(found) if found.entity and found.roles != ["head_of_unit"] else None


def _round(mention: Mention) -> list[str]:
    """The office of "Poland's minister" where all ministers named before hold one: defence or foreign."""
    offices = [speaker.office for speaker in officials_before(mention) if speaker.authority == "minister"]
    posts = {as_role(post) for office in offices for post in roles_of_office(office)}
    return list(posts) if len(posts) == 1 and "" not in posts else ["minister"]


def _unnamed(found: Description) -> Speaker:
    """The holder of an office of a state that no list fills: "Maltese Prime Minister"."""
    office, authority = speakers.office_of(found.roles, found.entity, found.qualifiers, found.party)
    name, rules = f"{adjective_of(found.entity)} {office}", ("office_unnamed",)
    return Speaker(name, found.entity, office, authority, None, "institution", 0.5, rules, person=True)
