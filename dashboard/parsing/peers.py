"""Stage 1, parsing: somebody told by whom they stand beside ('his peer').

In: a `Mention`, its noun. Out: a `Speaker` or none.

"Her Latvian counterpart", "his guest", "the Pole": each means one official, or nobody where several may be meant.
"""

from spacy.tokens import Token

from dashboard.parsing.antecedents import GENDERS, antecedent, officials_before
from dashboard.parsing.clauses import children, is_any
from dashboard.parsing.descriptions import Description
from dashboard.parsing.gazetteer import roles_of_office
from dashboard.parsing.lexicon import load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.model import lemma_of
from dashboard.parsing.offices import as_role, in_office
from dashboard.parsing.speakers import Speaker, less_certain


def is_near(token: Token) -> bool:
    """ "A rival", "the successor": a person told by another who is named."""
    titles = load("titles")
    return token.lower_ in titles["close_to"] or token.lower_ in titles["person_nouns"]


def is_counterpart(token: Token) -> bool:
    """ "His colleague", "his opposite number"; not "a colleague", who may be anybody."""
    if is_any(token):
        return False
    opposite = token.lower_ == "number" and any(child.lower_ == "opposite" for child in token.children)
    return opposite or token.lower_ in load("titles")["peers"]


def counterpart(mention: Mention, found: Description) -> Speaker | None:
    """ "Her Latvian counterpart": who holds there the office of the one spoken of before.

    A president who governs and one who does not are no peers: either of two may be meant.
    """
    other = antecedent(mention, GENDERS.get(found.pronoun, ""))
    entity = found.entity or mention.scene
    if other is None or not other.person or entity in ("", other.entity):
        return None
    governing = load("titles")["presidential"]
    posts = sorted(filter(as_role, roles_of_office(other.office)))
    unlike = (entity in governing) != (other.entity in governing)
    if not posts or other.authority not in ("head", "minister") or (other.authority == "head" and unlike):
        return None
    role = posts[0] if posts[0] == "head_of_government" else as_role(posts[0])  # of any title: also a chancellor
    return in_office(mention, Description(roles=[role], entity=entity), "")


def guest(mention: Mention, token: Token) -> Speaker | None:
    """ "His guest": of two who met the one who was not the host, else somebody unknown.

    None where fewer than two officials were named before, in this passage or the last.
    """
    met = officials_before(mention, mention.setting.passages[max(0, mention.number - 1)].base)
    if len(met) < 2:
        return None
    host = None if is_any(token) else _host(mention)
    others = [speaker for speaker in met if host is not None and speaker.name != host.name]
    if len(met) == 2 and len(others) == 1:
        return less_certain(others[0], 0.65, "definite")
    return Speaker("guest", "", "", "other", None, "other", 0.5, ("no_office",), person=True)


def _host(mention: Mention) -> Speaker | None:
    """Who last "received" somebody; nobody where it is told from the other side."""
    verbs = load("titles")["hosting"]
    for number in mention.numbers(reach=mention.number):
        passage = mention.setting.passages[number]
        before = [t for t in passage.doc if passage.position(t) < mention.position and lemma_of(t) in verbs]
        if before:
            subject = next(iter(children(before[-1], "nsubj")), None)
            return mention.setting.meant.speaker_of(number, subject.i) if subject is not None else None
    return None


def nationality(mention: Mention, token: Token) -> str:
    """The state that "the Pole" or "the Estonian" is of; '' for every other noun."""
    children = list(token.children)
    alone = not any(child.dep_ in ("compound", "appos") for child in children)
    if token.tag_ not in ("NN", "NNP", "JJ") or not alone or not any(child.lower_ == "the" for child in children):
        return ""
    item = next(iter(mention.items(mention.position, mention.position + 1)), None)
    if item is not None and item.kind == "place" and item.how == "adjectives":
        return item.value
    return str(load("titles")["demonyms"].get(token.text, ""))


def countryman(mention: Mention, code: str) -> Speaker | None:
    """The one official of a state who was named before; nobody where two were."""
    found = {speaker.name: speaker for speaker in officials_before(mention) if speaker.entity == code}
    return less_certain(next(iter(found.values())), 0.85, "definite") if len(found) == 1 else None
