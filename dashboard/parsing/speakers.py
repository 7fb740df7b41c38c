"""Stage 1, parsing: the speaker that a description makes.

In: descriptions, the cast of the article, a day. Out: `Speaker`.

A person of the record gets the office held on that day; another person the office that the text gives; an
institution its codebook name. Analysts, journalists, former officials and polls are `other`: out of scope.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dashboard.dataset.people import Institution, Official
from dashboard.parsing.cast import Cast, Person
from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import gender_of, posts_of, roles_of_office
from dashboard.parsing.labels import OUTSIDE, bodies, officials, people
from dashboard.parsing.lexicon import fold, grammar, load
from dashboard.parsing.places import adjective_of
from dashboard.parsing.posts import families, family

GUESSES = frozenset(("spoke_before", "presumed"))
"""Rules that find a speaker of whom nothing tells in the words themselves."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words these are. `kind` is official, institution or other; `certainty` is 0 to 1, `rules` say how."""

    name: str
    entity: str
    office: str
    authority: str
    official_id: str | None
    kind: str
    certainty: float
    rules: tuple[str, ...]
    person: bool = False

    @property
    def guessed(self) -> bool:
        """Whether nothing says that these are the speaker's words, or that somebody of that name is an official."""
        return not GUESSES.isdisjoint(self.rules)

    @property
    def institution(self) -> bool:
        """Whether a body speaks, or somebody unnamed for it."""
        return self.kind == "institution"


PRESUMED = 0.35
"""How sure it is that a person speaks for the state whose name stands beside theirs, where no office is told."""


def row_on(rows: tuple[Official, ...], day: date, roles: list[str], entity: str) -> Official | None:
    """The office a person held on a day: of several the one that the text names, then the newest."""
    held = [row for row in rows if row.holds_on(day)]
    wanted = {post for role in roles for post in families(role)}

    def rank(row: Official) -> tuple[bool, bool, date]:
        return bool(roles_of_office(row.office) & wanted), row.entity == entity, row.since or date.min

    return max(held, key=rank, default=None)


def of_person(person: Person, found: Description, day: date, context: str) -> Speaker:
    """The speaker that a person of the article is on a day; `context` is the entity the paragraph is about."""
    roles = found.roles or person.roles
    entity = found.entity or person.entity
    rule = "misspelt_name" if person.misspelt else "name"
    row = row_on(person.rows, day, [*found.roles, *person.roles], entity)
    if "former" in found.qualifiers | person.qualifiers and row is None:
        return _other(person.name, entity, "former_official")
    if row is not None:
        certainty = 0.75 if person.misspelt else 0.95
        return of_row(row, certainty, rule, "gazetteer")
    if "former" in person.qualifiers or (person.other and not roles):
        return _other(person.name, entity, "no_official")
    if not roles and not person.body:
        if person.rows and not all(_is_to_come(row, day) for row in person.rows):
            return _other(person.rows[0].name, person.rows[0].entity, "not_in_office")
        entity = entity or (person.rows[0].entity if person.rows else "")  # whoever is to have an office has a party
        if entity and gender_of(person.name) and not (person.other or found.other):
            return Speaker(person.name, entity, "", "other", None, "official", PRESUMED, (rule, "presumed"), True)
        return _other(person.name, entity, "no_office")
    entity = entity or (person.rows[0].entity if person.rows else "") or _body_entity(person.body)
    if (states := states_with(roles)) and context not in states:  # "Rep. X", in an article on Poland
        context = states[0] if len(states) == 1 else ""
    office, authority = office_of(
        roles or ["spokesperson"], entity, found.qualifiers | person.qualifiers, person.party, person.body
    )
    certainty, rules = (
        (0.85, (rule, "office_in_text")) if entity else (0.6, (rule, "office_in_text", "entity_from_context"))
    )
    return Speaker(person.name, entity or context, office, authority, None, "official", certainty, rules, True)


def _body_entity(body: str) -> str:
    named = load("titles")["named_bodies"].get(body)
    return str(named["entity"]) if named else ""


def _other(name: str, entity: str, rule: str) -> Speaker:
    return Speaker(name, entity, "", "other", None, "other", 0.8, (rule,), True)


def office_of(roles: list[str], entity: str, qualifiers: set[str], party: str = "", body: str = "") -> tuple[str, str]:
    """Office and authority in the codebook's form, from the words of the text."""
    titles = load("titles")
    role = roles[-1] if roles[-1] != "leader" or len(roles) == 1 else roles[0]
    if role == "leader":
        if party:
            return f"Leader of {party}", "legislature"
        role = "president" if entity in titles["presidential"] else "prime_minister"
        role = "secretary_general" if entity in bodies() else role
    if role in titles["roles"]:
        office, authority = titles["roles"][role]["office"], titles["roles"][role]["authority"]
    else:
        office, authority = "Minister of " + titles["portfolios"][role.removesuffix("_minister")]["office"], "minister"
    if role == "spokesperson" and body:
        office = f"Spokesperson of the {_body_office(body)}"
    if "deputy" in qualifiers:
        office = f"Deputy {office}"
    if "elect" in qualifiers:
        return f"{office}-elect", "other"
    return office, authority


def _body_office(body: str) -> str:
    titles = load("titles")
    if body in titles["bodies"]:
        return str(titles["bodies"][body]["office"])
    if body.endswith("_ministry"):
        return "Ministry of " + str(titles["portfolios"][body.removesuffix("_ministry")]["office"])
    return body


@lru_cache(maxsize=1)
def _institutions() -> dict[str, Institution]:
    found = {}
    for institution in people().institutions:
        for name in (institution.name, *institution.aliases):
            found[fold(name)] = institution
    return found


def institution_named(name: str, entity: str, office: str, authority: str, certainty: float, rule: str) -> Speaker:
    """A body as speaker, under the name of the record where the record has it."""
    known = _institutions().get(fold(name)) or next(
        (row for row in people().institutions if row.entity == entity and row.office == office), None
    )
    if known is not None:
        return Speaker(
            known.name,
            known.entity,
            known.office,
            known.authority,
            known.id,
            "institution",
            certainty,
            (rule, "gazetteer"),
        )
    return Speaker(name, entity, office, authority, None, "institution", certainty, (rule,))


def of_body(found: Description, context: str) -> Speaker | None:
    """A ministry, government or palace as speaker, or somebody unnamed who speaks for it."""
    titles = load("titles")
    owner = found.owner
    named = found.named or (owner.named if owner else "")
    body = found.body or (owner.body if owner else "")
    if named:
        entry = titles["named_bodies"][named]
        authority = entry.get("authority", "spokesperson")
        return institution_named(entry["name"], entry["entity"], entry["name"], authority, 0.9, "named_body")
    entity = found.entity or context
    if not entity:
        return None
    certainty = 0.85 if found.entity else 0.55
    if body in ("", "office") and owner is not None and owner.roles:
        return _office_holder_body(owner, entity, certainty)
    if not body:
        body = "government"
    if not titles["bodies"].get(body, {}).get("office", body):
        return None  # a party holds no office, and speaks for no state
    return _body(body, entity, certainty)


def _body(body: str, entity: str, certainty: float) -> Speaker:
    titles = load("titles")
    adjective = adjective_of(entity)
    if entity in titles["own_government"] and body == "government":
        return institution_named(
            titles["own_government"][entity], entity, "Government", "spokesperson", certainty, "government"
        )
    if entity in bodies() and body == "government":  # the body itself: its office is its name, as the White House's is
        name = entity_name(entity)
        return institution_named(name, entity, name, "spokesperson", certainty, "body")
    if body in titles["bodies"]:
        entry = titles["bodies"][body]
        name = (
            f"{adjective} {body}"
            if body[0].isupper() or body in ("government", "parliament")
            else f"{adjective} {entry['office'].lower()}"
        )
        if entity in bodies():
            name = entity_name(entity)
        return institution_named(name, entity, entry["office"], entry["authority"], certainty, "body")
    office = _body_office(body)
    return institution_named(f"{adjective} {office}", entity, office, "spokesperson", certainty, "ministry")


def _office_holder_body(owner: Description, entity: str, certainty: float) -> Speaker:
    """ "The prime minister's spokesman": the office of whoever it is."""
    head = _led_by(entity) if owner.roles[-1] == "leader" else families(owner.roles[-1])
    known = load("titles")["own_premier"].get(entity)
    if "head_of_government" in head and known:
        return institution_named(known, entity, known, "spokesperson", certainty, "unnamed_spokesperson")
    if "head_of_state" in head:
        return _body("President's Office", entity, certainty)
    if "head_of_government" in head and titled(["prime_minister"], entity):
        return _body("Prime Minister's Office", entity, certainty)
    role = owner.roles[-1]
    if role.endswith("_minister") and role.removesuffix("_minister") in load("titles")["portfolios"]:
        return _body(role.removesuffix("_minister") + "_ministry", entity, certainty)
    return _body("government", entity, certainty)


def of_state(entity: str, certainty: float) -> Speaker:
    """ "Warsaw", "Germany": the government, unnamed."""
    return _body("government", entity, certainty)


def entity_name(code: str) -> str:
    """The name of an entity of the record, else of places.json, else the code."""
    known = people().entity_name(code)
    if known != code:
        return known
    other = load("places")["others"].get(code)
    return str(other["names"][0]) if other else code


def states_with(roles: list[str]) -> tuple[str, ...]:
    """The only states that have an office by that word, if there are few: a chancellor, a taoiseach."""
    only_in = load("titles")["only_in"]
    return next((tuple(only_in[role]) for role in roles if role in only_in), ())


def titled(roles: list[str], entity: str) -> bool:
    """Whether an office bears that word in a state: where a chancellor governs, no prime minister does."""
    states = states_with(roles)
    if states:
        return entity in states
    return "prime_minister" not in roles or entity not in states_with(["chancellor"])


def holder(roles: list[str], entity: str, day: date) -> Official | None:
    """Who held an office of an entity on a day, by the record: only where just one fits.

    A rank alone is no office, and of what many are at once, as advisers or members of parliament, nobody is the one.
    """
    if set(roles) <= {*load("titles")["ranks"], *load("titles")["shared"]}:
        return None
    wanted = {post for role in roles for post in families(role)}
    if roles == ["leader"]:
        wanted = _led_by(entity)
    rows = [row for row in officials() if row.entity == entity and row.since is not None and row.holds_on(day)]
    fitting = [
        row for row in rows if posts_of(row) & wanted and not row.office.startswith(("Deputy", "Vice", "Spokesperson"))
    ]
    return fitting[0] if len({row.name for row in fitting}) == 1 else None


def _led_by(entity: str) -> set[str]:
    """The posts of whoever is the leader of a state or body."""
    presidential = entity in load("titles")["presidential"]
    return {"head_of_state"} if presidential else {"head_of_government", "secretary_general"}


_JOINING = grammar("joining")


@lru_cache(maxsize=1)
def _titles() -> dict[frozenset[str], list[Official]]:
    found: dict[frozenset[str], list[Official]] = {}
    for row in officials():
        found.setdefault(frozenset(row.office.lower().split()) - _JOINING, []).append(row)
    return found


def holder_by_title(words: frozenset[str], entity: str, day: date) -> Official | None:
    """Who held an office that is told in its own words: "the deputy chairman of Russia's Security Council".

    "An adviser to the president" may be any, and of members of parliament the list has but some.
    """
    if not words.isdisjoint(("a", "an")):
        return None
    found = (row for row in _titles().get(words - _JOINING, ()) if row.entity == entity and row.holds_on(day))
    rows = [row for row in found if row.since is not None or row.authority != "legislature"]
    return rows[0] if len({row.name for row in rows}) == 1 else None


def of_row(row: Official, certainty: float, *rules: str) -> Speaker:
    """A row of the record, or an office holder beside it, as speaker."""
    known = row.id if row.id != OUTSIDE else None
    return Speaker(row.name, row.entity, row.office, row.authority, known, "official", certainty, rules, True)


def less_certain(speaker: Speaker, factor: float, rule: str) -> Speaker:
    """The same speaker, found in a less direct way."""
    return replace(speaker, certainty=round(speaker.certainty * factor, 3), rules=(*speaker.rules, rule))


def _is_to_come(row: Official, day: date) -> bool:
    return row.since is not None and row.since > day


def persons_with_role(cast: Cast, found: Description, before: int, day: date) -> list[Person]:
    """The persons of the article that "the prime minister" may mean: those named before it, the last one first.

    Where none was, the only one who is named behind it, if the description names the state. "The president-elect" is
    nobody who is in office.
    """
    elect = "elect" in found.qualifiers
    wanted = {post for role in found.roles for post in families(role)}
    fitting: list[tuple[int, Person]] = []
    for person in cast.persons:
        posts = {family(role) for role in person.roles}
        rows = [row for row in person.rows if (_is_to_come(row, day) if elect else row.holds_on(day))]
        if elect and not rows and "elect" not in person.qualifiers:
            continue
        for row in rows:
            posts |= posts_of(row, deputy="deputy" in found.qualifiers)
        entity = {row.entity for row in rows} or ({person.entity} if person.entity else set())
        explicit = found.entity and not states_with(found.roles)
        called = explicit or not set(found.roles).isdisjoint(person.roles)
        if not called and not any(titled(found.roles, code) for code in entity or {""}):
            continue
        if not posts & wanted or (found.entity and entity and found.entity not in entity):
            continue
        last = max((mention for mention in person.mentions if mention < before), default=-1)
        fitting.append((last, person))
    named = [pair for pair in fitting if pair[0] >= 0]
    if named:
        return [person for _, person in sorted(named, key=lambda pair: -pair[0])]
    return [fitting[0][1]] if len(fitting) == 1 and found.entity else []
