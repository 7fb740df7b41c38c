"""Stage 1, parsing: bodies, and who speaks for them unnamed. In: a `Mention`, what it says. Out: a `Speaker` or none.

"Lavrov's ministry", "a government official", "the prime minister's spokesman", "a spokesperson": the house that is
named, else that of whoever was spoken of before.
"""

from dataclasses import replace
from itertools import chain, pairwise

from dashboard.parsing.antecedents import antecedent, fits, officials_before
from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import roles_of_office
from dashboard.parsing.guests import in_talk
from dashboard.parsing.labels import Item, bodies, officials
from dashboard.parsing.lexicon import load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.named import held_by
from dashboard.parsing.names import bearer
from dashboard.parsing.offices import as_role, person_in_office
from dashboard.parsing.places import adjective_of
from dashboard.parsing.speakers import Speaker, less_certain, of_body, of_person, of_row

_OF_LAST = ("ministry", "office")


def is_house(found: Description) -> bool:
    """Whether a description is of a body, or of somebody unnamed who speaks for one."""
    return bool(found.named or found.body) or "spokesperson" in found.roles or is_source(found) or is_aide(found)


def is_source(found: Description) -> bool:
    """ "A source at the palace", "ministry sources": somebody unnamed who speaks for a body."""
    owner = found.owner
    house = found.body or found.named or (owner is not None and (owner.body or owner.named)) or _presidential(found)
    return found.other in ("source", "sources") and bool(house)


def _presidential(found: Description) -> bool:
    """ "A presidential source", "presidential aides"; not a source close to a presidential candidate."""
    words = found.text.lower().split()
    named = (found.other, *load("titles")["aides"])
    return any(first == "presidential" and second in named for first, second in pairwise(words))


def is_aide(found: Description) -> bool:
    """ "An adviser at the palace", "the president's aides": somebody unnamed who speaks for whom he serves."""
    titles = load("titles")
    serves = not found.words.isdisjoint(titles["aides"]) and found.words.isdisjoint(titles["not_aides"])
    unnamed = not found.words.isdisjoint(("a", "an", *titles["aides_many"]))
    return found.roles == ["adviser"] and not found.name and serves and unnamed


def of_house(mention: Mention, found: Description, context: str) -> Speaker | None:
    """The speaker that a house means; of the state that it names, else of `context`."""
    if is_aide(found):
        found = _as_spokesperson(found)
        if found.owner is not None and found.owner.roles and not found.entity:
            beside = _house_beside(mention, context)
            if beside is not None:
                return beside
            found = replace(found, entity=mention.scene)
    if is_source(found) and _presidential(found) and not found.body:
        found = replace(found, body="President's Office")
    spokesperson = "spokesperson" in found.roles
    if found.owner is not None and found.owner.name and (found.body or spokesperson):
        named = _spokesperson_before(mention, found) if spokesperson else None
        return named or _office_of(mention, found.owner, found, context)
    house = _house_in(found)
    if context in bodies() and house:  # the UN has no government, NATO no ministry
        of_state = _is_of_a_state(house)
        before = mention.setting.homes.context(mention.number, mention.position, bodies())
        here = before if of_state and found.body != "officials" else ""
        context = here or mention.nation or ("" if of_state else context)
    speaker = _house(mention, found, context)
    if speaker is None or not speaker.institution:
        return speaker
    if spokesperson and (named := _named_spokesperson(mention, found, speaker)) is not None:
        return named
    person = spokesperson or is_source(found) or found.body == "officials"
    return replace(speaker, person=True) if person else speaker


def _house_beside(mention: Mention, context: str) -> Speaker | None:
    """ "The Élysée was silent. ..., an adviser to the president said": the house named in the same paragraph."""
    house = _house_before(mention, context, reach=0)
    return replace(house, person=True) if house is not None and mention.scene in ("", house.entity) else None


def _as_spokesperson(aide: Description) -> Description:
    """Somebody unnamed who speaks for whom an aide serves: for the president, if "presidential"."""
    president = Description(roles=["president"], entity=aide.entity) if _presidential(aide) else None
    return replace(aide, roles=["spokesperson"], words=aide.words | {"a"}, owner=aide.owner or president)


def _house(mention: Mention, found: Description, context: str) -> Speaker | None:
    """The body, whether it speaks itself or somebody for it."""
    if "spokesperson" in found.roles:
        if found.body == "officials":
            found = replace(found, body="")  # "the prime minister's official spokesman"
        alone = not (found.owner or found.body or found.named or found.entity)
        if alone and (speaker := _spokesperson(mention, found, context)) is not None:
            return speaker
    holder = found.owner if found.owner is not None and found.owner.roles else None
    if holder is None and found.body == "officials":
        return _official(mention, found, context)
    if holder is None and found.body in _OF_LAST:
        return None if found.unit else _house_of_last(mention, found, context)
    if found.owner is not None and found.owner.body in _OF_LAST and not found.entity:  # "a spokesman for the ministry"
        of = found.owner.owner  # "a spokesman for Lavrov's ministry"
        named = _office_of(mention, of, found.owner, context) if of is not None and of.name else None
        if named is not None or found.owner.unit or of is not None:  # "for the Department of Peace Operations"
            return named
        return _house_of_last(mention, found.owner, context) or of_body(found, context)
    if holder is not None and not found.entity:
        return _house_of_holder(mention, found, holder, context)
    return of_body(found, context)


def _spokesperson(mention: Mention, found: Description, context: str) -> Speaker | None:
    """ "A spokesperson told us": the one who spoke last; "the" one named before; one of the house named before.

    "SPOKESMAN:" is the one who held the briefing by its head; nobody whom it, or a question, speaks of.
    """
    if mention.in_label:
        return _briefing(mention, context)
    last = antecedent(mention)
    if last is not None and last.authority == "spokesperson" and mention.scene in ("", last.entity):
        named = _house_before(mention, context, reach=0) if last.institution else None
        return named or less_certain(last, 0.8, "definite")
    named = _spokesperson_before(mention, found) if "the" in found.words else None
    return named or _house_before(mention, context)


def _briefing(mention: Mention, context: str) -> Speaker | None:
    """The spokesperson who held the talk in which a label is, by the lines above it."""
    passages, items = mention.setting.passages[: mention.number], mention.setting.items
    held = {place for n, p in enumerate(passages) if not in_talk(p) for place in held_by(items[n])}
    persons = [person for person in mention.cast.persons if not held.isdisjoint(person.mentions)]
    found = [of_person(person, Description(), mention.day, context) for person in persons]
    alone = len(found) == 1 and found[0].authority == "spokesperson"
    return less_certain(found[0], 0.85, "definite") if alone else None


def _official(mention: Mention, found: Description, context: str) -> Speaker | None:
    """ "The official": who was spoken of last; "a Portuguese official": somebody unnamed of a state."""
    last = antecedent(mention)
    same = "the" in found.words and found.words <= {*load("titles")["same_official"], *found.named.lower().split()}
    if same and last is not None and last.kind != "other" and {found.entity, mention.scene} <= {"", last.entity}:
        return less_certain(last, 0.65, "definite")
    entity = found.entity or context
    if not entity:
        return None
    name = f"{adjective_of(entity)} official"
    return Speaker(name, entity, "Official", "other", None, "institution", 0.4, ("officials",))


def _house_of_last(mention: Mention, found: Description, context: str) -> Speaker | None:
    """ "The ministry", "the office": the body that was spoken of last, or that of the person who was.

    In a ministry's own release it is that ministry, unless another is spoken of there.
    """
    last = antecedent(mention)
    other = last is not None and last.institution and _is_ministry(last)
    if found.body == "ministry" and not found.entity and not other and (issuer := _issuer(mention)) is not None:
        return issuer
    if last is not None and found.body == "ministry" and (not last.office or last.authority == "head"):
        return _ministry_before(mention)  # "A newspaper reported it"; a prime minister has no ministry
    if last is None or (found.entity and last.entity != found.entity):
        return None
    if last.institution:
        return less_certain(last, 0.6, "definite")
    return _office_of(mention, Description(name=last.name), Description(body=found.body), context)


def _is_ministry(speaker: Speaker) -> bool:
    return not frozenset(load("titles")["of_ministries"]).isdisjoint(speaker.office.split())


def _issuer(mention: Mention) -> Speaker | None:
    """The ministry whose own release the text is."""
    for attribution in chain.from_iterable(mention.setting.attributions):
        if attribution.rule == "release" and attribution.source is not None and attribution.source_token is None:
            start, end = attribution.source
            if attribution.source_passage == mention.number and start <= mention.position <= end:
                return None  # "the ministry" in the head is what is asked for
            issuer = mention.setting.meant.speaker_in(attribution.source_passage, *attribution.source)
            return issuer if issuer is not None and issuer.institution and _is_ministry(issuer) else None
    return None


def _ministry_before(mention: Mention) -> Speaker | None:
    """The only ministry that is named by its full name close before a mention."""
    named: dict[str, Speaker] = {}
    for number in mention.numbers():
        line = [item for item in mention.setting.items[number] if item.start < mention.position]
        for item in line:
            if item.kind == "body" and item.value not in ("government", "ministry") and _is_of_a_state(item.value):
                body = _body_at(mention, number, item)
                if body is not None:
                    named[body.name] = body
    return less_certain(next(iter(named.values())), 0.6, "definite") if len(named) == 1 else None


def _body_at(mention: Mention, number: int, item: Item) -> Speaker | None:
    """The body that an item means with all that belongs to it: "the Ministry of Defence of Latvia"."""
    passage = mention.setting.passages[number]
    first, last = passage.tokens(item.start, item.end)
    head = next((token for token in passage.doc[first : last + 1] if not first <= token.head.i <= last), None)
    body = mention.setting.meant.speaker_of(number, head.i) if head is not None else None
    return body if body is not None and body.institution else None


def _house_of_holder(mention: Mention, found: Description, holder: Description, context: str) -> Speaker | None:
    """ "The prime minister's spokesman": of the state of whoever of the article holds that office."""
    person = person_in_office(mention, holder)
    if person is not None:
        entity = of_person(person, Description(), mention.day, context).entity
        return of_body(replace(found, entity=entity), context)
    code = mention.setting.homes.without_adjective(mention.number, mention.position, context)
    if holder.roles != ["prime_minister"] or not code:
        return of_body(found, context)
    body = of_body(found, code)
    return less_certain(body, 0.8, "entity_from_context") if body is not None else None


def _office_of(mention: Mention, owner: Description, found: Description, context: str) -> Speaker | None:
    """ "Lavrov's ministry", "the office of Robert Golob", "Putin's spokesman": the house of a named official."""
    speaker = bearer(replace(mention, position=0), owner, context)  # of two bearers, none for being named before
    if speaker is None or speaker.kind != "official" or not speaker.office:
        return None
    if found.body == "government":  # whoever leads it: "Tusk's government" is the Polish one
        return of_body(Description(body=found.body, entity=speaker.entity), context)
    posts = sorted(roles_of_office(speaker.office))[:1]
    holder = Description(roles=[as_role(post) or post for post in posts], entity=speaker.entity)
    body = "" if found.body in ("office", "ministry") else found.body
    house = of_body(Description(body=body, owner=holder, entity=speaker.entity), context)
    if house is None:
        return None
    return less_certain(replace(house, person="spokesperson" in found.roles), 0.95, "office_of")


def _spokesperson_before(mention: Mention, found: Description) -> Speaker | None:
    """ "Putin's spokesman", "the spokeswoman": the only one who is named before and may be meant."""
    owner = bearer(mention, found.owner) if found.owner is not None else None
    if "a" in found.words or (found.owner is not None and owner is None):
        return None
    fitting = [
        speaker
        for speaker in officials_before(mention)
        if speaker.authority == "spokesperson" and fits(speaker, _gender_of(found))
        if (mention.scene in ("", speaker.entity) if owner is None else _may_speak_for(speaker, owner))
    ]
    return less_certain(fitting[0], 0.85, "definite") if len(fitting) == 1 else None


def _named_spokesperson(mention: Mention, found: Description, house: Speaker) -> Speaker | None:
    """ "The Kremlin spokesman": the only one of that house of a state who is named before, else by the list.

    "A Kremlin spokesman", "the deputy spokesman", the one "for trade" may be anybody, and a body of states has organs
    with their own.
    """
    anybody = found.unit or found.qualifiers or not found.words.isdisjoint(load("titles")["strangers"])
    if anybody or house.entity in bodies() or not ("the" in found.words or found.how == "names"):
        return None
    fitting = [
        speaker
        for speaker in officials_before(mention)
        if speaker.authority == "spokesperson" and speaker.entity == house.entity and fits(speaker, _gender_of(found))
        if mention.scene in ("", speaker.entity) and _is_of_house(speaker, house)
    ]
    if fitting:
        return less_certain(fitting[0], 0.85, "definite") if len(fitting) == 1 else None
    return _listed_spokesperson(mention, found, house)


def _listed_spokesperson(mention: Mention, found: Description, house: Speaker) -> Speaker | None:
    """ "Russia's foreign ministry spokeswoman": the only one that the list of officials has for the day."""
    owner = found.owner or Description()
    if not (found.body or found.named or owner.body or owner.named) or _in_another_year(mention):
        return None  # "the spokesman", "the chancellor's spokesman"
    rows = [row for row in officials() if row.entity == house.entity and row.holds_on(mention.day)]
    first = [row for row in rows if row.authority == "spokesperson" and "Deputy" not in row.office]
    held = [of_row(row, 0.75, "office", "gazetteer") for row in first]
    fitting = {speaker.name: speaker for speaker in held if _is_of_house(speaker, house)}
    alone = len(fitting) == 1 and all(row.since is not None for row in first if row.name in fitting)
    speaker = next(iter(fitting.values())) if alone else None
    return speaker if speaker is not None and fits(speaker, _gender_of(found)) else None


def _in_another_year(mention: Mention) -> bool:
    """Whether a sentence names a year that is not the article's: another may have spoken then."""
    passage = mention.passage
    first, last = passage.sentence(passage.token_at(mention.position))
    years = (t.text for t in passage.doc[first : last + 1] if t.is_digit and len(t.text) == len("2025"))
    return any(year != str(mention.day.year) for year in years)


def _is_of_house(speaker: Speaker, house: Speaker) -> bool:
    """Whether a spokesperson's office tells of a house by its name: "Spokesperson of the President" of his office."""
    office = {word.removesuffix("'s") for word in speaker.office.split()}
    names = ({word.removesuffix("'s") for word in name.split()} for name in (house.office, house.name))
    return any(name - {"Office"} <= office for name in names)


def _gender_of(found: Description) -> str:
    return "f" if "spokeswoman" in found.words else "m" if "spokesman" in found.words else ""


def _may_speak_for(speaker: Speaker, owner: Speaker) -> bool:
    """Whether a spokesperson is of an official's house: a ministry's speaks for a minister, any other for a head."""
    return speaker.entity == owner.entity and _is_ministry(speaker) == (owner.authority == "minister")


def _house_before(mention: Mention, context: str, reach: int = 1) -> Speaker | None:
    """ "We asked the ministry. ... a spokesperson told us": the body or office holder named last before."""
    for number in mention.numbers(reach):
        passage = mention.setting.passages[number]
        line = [item for item in mention.setting.items[number] if item.start < mention.position]
        for item in reversed(line):
            if _has_spokespersons(item):
                body = _body_at(mention, number, item)
                return less_certain(body, 0.8, "house_before") if body is not None else None
            if item.kind == "name" and passage.quote_at(item.start) is None:
                office = _office_of(mention, Description(name=item.text), Description(), context)
                if office is not None and "spokesperson" not in office.office.lower():
                    return less_certain(office, 0.8, "house_before")
                if office is None and _is_politician(mention, item):
                    return None  # who may have a spokesman, too
    return None


def _is_politician(mention: Mention, name: Item) -> bool:
    """Whether a name is that of somebody who is on the list of officials, for an office of another day."""
    person = bearer(mention, Description(name=name.text))
    return person is not None and not {"not_in_office", "presumed"}.isdisjoint(person.rules)


def _has_spokespersons(item: Item) -> bool:
    """A body that has spokespersons; not "the Storting", where things are said."""
    titles = load("titles")
    if item.kind == "named":
        return "authority" not in titles["named_bodies"][item.value]
    return item.kind == "body" and item.value not in titles["without_spokespersons"]


def _house_in(found: Description) -> str:
    """The body that speaks, or for which an official does: "a ministry official", "an official of the ministry"."""
    if found.body in ("officials", "office"):
        return found.house or (found.owner.body if found.owner is not None else "")
    return found.body


def _is_of_a_state(house: str) -> bool:
    """A ministry or a government, which no body of states has."""
    return house in ("government", "ministry") or house.startswith("Ministry of") or house.endswith("_ministry")
