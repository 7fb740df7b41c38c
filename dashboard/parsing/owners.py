"""Stage 1, parsing: whose official somebody is. In: a `Mention`, what it says. Out: an entity code, or '' for a guess.

"Rubio's deputy, X", "its government", "the ambassador"; else the state that the paragraph is about.
"""

from dataclasses import replace

from dashboard.parsing.antecedents import GENDERS, antecedent
from dashboard.parsing.appositions import begins_at, describe_name
from dashboard.parsing.cast import is_superior
from dashboard.parsing.clauses import SUBJECTS
from dashboard.parsing.descriptions import Description
from dashboard.parsing.labels import bodies
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.names import bearer
from dashboard.parsing.offices import of_states
from dashboard.parsing.speakers import Speaker

_OF_PARLIAMENTS = frozenset(("deputy_prime_minister", "party_leader", "member_of_parliament", "parliament_speaker"))


def home_of(mention: Mention, found: Description) -> str:
    """Whose official a person is whose office stands in the text without a state; '' where that is a guess.

    "Rubio's deputy, X", "its spokesman, X" say it. An ambassador is not of the state where he speaks, and where
    soldiers would go is not where a person comes from.
    """
    introduced = _introduced(mention, found)
    return (_home(*introduced) if introduced is not None else "") or _home(mention, found)


def _home(mention: Mention, found: Description) -> str:
    """The same, by what a mention itself says and what stands around it."""
    if found.owner is not None and found.owner.name:
        superior = bearer(mention, found.owner)
        return superior.entity if superior is not None else ""
    if found.pronoun:
        return owned(mention, found).entity
    posts = {*found.roles, *(role for person in mention.cast.named(found.name) for role in person.roles)}
    if posts & set(load("titles")["abroad"]):
        return ""
    context = mention.context
    if context in load("questions")["parties"] and context != mention.setting.homes.home:
        context = mention.nation
    if context in bodies() and of_states(posts):
        return ""
    if context in bodies() and posts & _OF_PARLIAMENTS:
        context = mention.nation
    last = antecedent(mention) if not context else None
    return last.entity if last is not None and "paragraph_before" not in last.rules else context


def _introduced(mention: Mention, found: Description) -> tuple[Mention, Description] | None:
    """Where the article first says which office somebody has whom a mention but names, and what it says there."""
    persons = mention.cast.named(found.name)
    if found.roles or found.pronoun or len(persons) != 1 or persons[0].rows or not persons[0].roles:
        return None
    for place in persons[0].mentions:
        for number, items in enumerate(mention.setting.items):
            at = next((i for i, item in enumerate(items) if item.start == place), None)
            told = describe_name(items, at) if at is not None else None
            if at is not None and told is not None and told.roles:
                first = begins_at(items, at)
                whose = items[first - 1].text.lower() if first else ""
                if whose in grammar("possessive_pronouns"):
                    told = replace(told, pronoun=whose)
                return replace(mention, number=number, position=items[first].start), told
    return None


def owned(mention: Mention, found: Description) -> Description:
    """ "His defence minister", "its government": the entity is that of the pronoun's antecedent."""
    if found.pronoun in ("his", "her"):
        owner = antecedent(mention, GENDERS[found.pronoun])
        if owner is not None and not found.roles and found.body in ("office", "ministry"):
            return replace(found, owner=Description(name=owner.name), entity=owner.entity, pronoun="")
        entity = owner.entity if owner is not None else ""
    else:
        owner = _quoted_before(mention) or antecedent(mention, "n")
        distant = owner is None or "paragraph_before" in owner.rules
        entity = mention.setting.homes.state_before(mention.number, mention.position) if distant else ""
        entity = entity or (owner.entity if owner is not None else mention.context)
    return replace(found, entity=found.entity or entity, pronoun="")


def _quoted_before(mention: Mention) -> Speaker | None:
    """ "NATO has no such plans," its spokesman said: the body or state of which the quotation right before speaks.

    Of a party to the war others speak as often as its own.
    """
    passage = mention.passage
    here = passage.token_at(mention.position).i
    ended = next((quote for quote in passage.quotes if passage.tokens(quote.start, quote.end)[1] == here - 1), None)
    if ended is None:
        return None
    first, last = passage.tokens(ended.start, ended.end)
    subject = next((token for token in passage.doc[first:last] if token.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ not in ("NNP", "NNPS"):
        return None
    body = mention.setting.meant.speaker_of(mention.number, subject.i)
    speaks = body is not None and body.institution and body.entity not in load("questions")["parties"]
    return body if speaks else None


def names_superior(mention: Mention, found: Description) -> bool:
    """ "An adviser to the Latvian minister, X": whether the name is the minister's, and nobody's who speaks."""
    rows = [row for person in mention.cast.named(found.name) for row in person.rows if row.holds_on(mention.day)]
    return is_superior(rows, found)
