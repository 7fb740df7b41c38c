"""Stage 1, parsing: a name and who bears it. In: a `Mention`, what it says. Out: a `Speaker`; none where two may."""

from dashboard.dataset.people import Official
from dashboard.parsing.cast import Person
from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import bearers, roles_of_office
from dashboard.parsing.mentions import Mention
from dashboard.parsing.posts import families, family
from dashboard.parsing.speakers import Speaker, of_person

_NEAR = 400  # characters before a surname in which one of its bearers was named


def bearer(mention: Mention, found: Description, context: str = "") -> Speaker | None:
    """The speaker that a name means; `context` is the entity of whoever has an office without one."""
    persons = mention.cast.named(found.name)
    if len(persons) > 1:
        persons = _of_several(mention, persons, found)
    if len(persons) > 1:
        return None
    if not persons and (rows := _labelled(mention, found, context)):
        persons = [Person(rows[0].name, rows)]
    if not persons and not found.roles:
        person = not any(character.isdigit() for character in found.name)  # "F-16s"
        return Speaker(found.name, found.entity, "", "other", None, "other", 0.5, ("unknown_name",), person)
    meant = persons[0] if persons else Person(found.name, entity=found.entity, roles=list(found.roles))
    return of_person(meant, found, mention.day, context)


def _labelled(mention: Mention, found: Description, context: str) -> tuple[Official, ...]:
    """ "MS BRUCE:" in a transcript of her state: the only official who bears the surname, if in office on the day."""
    if not (context and mention.in_label):
        return ()
    rows = bearers(found.name)
    return rows if any(row.entity == context and row.holds_on(mention.day) for row in rows) else ()


def _of_several(mention: Mention, persons: list[Person], found: Description) -> list[Person]:
    """Two bearers of one surname: the one with the office named, else the one named before or near; else nobody."""
    position, day = mention.position, mention.day
    if found.roles:
        wanted = {post for role in found.roles for post in families(role)}
        fitting = [
            p
            for p in persons
            if {family(r) for r in p.roles} & wanted
            or any(roles_of_office(row.office) & wanted for row in p.rows if row.holds_on(day))
        ]
        if len(fitting) == 1:
            return fitting
    known = [p for p in persons if any(place < position for place in p.mentions)]
    if len(known) == 1:
        return known  # the other one is introduced further on
    near = [p for p in persons if any(0 < position - place < _NEAR for place in p.mentions)]
    if len(near) == 1:
        return near
    serving = [p for p in persons if any(row.holds_on(day) for row in p.rows)]
    others = [p for p in persons if p not in serving]
    if len(serving) == 1 and all(len(p.mentions) <= len(serving[0].mentions) and not p.roles for p in others):
        return serving
    return persons
