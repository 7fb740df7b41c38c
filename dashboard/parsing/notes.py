"""Stage 1, parsing: who is behind a note or a statement. In: a `Mention`, its noun, what it says. Out: that somebody.

"A statement from the ministry", "the ministry's reply" name them; "the note" alone is of whoever gave it before.
"""

from dataclasses import replace

from spacy.tokens import Token

from dashboard.parsing.clauses import children, is_any
from dashboard.parsing.descriptions import Description
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.mentions import Mention
from dashboard.parsing.model import lemma_of
from dashboard.parsing.speakers import Speaker

_NOT_ITS_OWN = grammar("issued_by") | {"of"}


def is_note(noun: Token) -> bool:
    """Whether a noun is something that a body or person gives out."""
    return noun.lower_ in load("titles")["issued"]


def issuer(found: Description) -> Description:
    """Who is behind "a statement from the ministry", "the ministry's reply", "a ministry statement"."""
    owner = found.owner
    if owner is not None and (owner.name or owner.roles or owner.body or owner.named):
        return owner
    return replace(found, other="") if found.body or found.named else found


def giver(mention: Mention, noun: Token, found: Description) -> Speaker | None:
    """ "Athens answered with a note. ..., the note says": who gave the one note that was told of before.

    Not who read, got or turned down a note, nor where another is told to have written it.
    """
    alone = found.owner is None and replace(found, other="").empty
    if not alone or not any(child.lower_ in grammar("determined") for child in noun.children):
        return None
    told = [
        (number, token)
        for number in mention.numbers(reach=1)
        for token in mention.setting.passages[number].doc
        if token.lower_ == noun.lower_ and mention.setting.passages[number].position(token) < mention.position
    ]
    if len(told) != 1:
        return None
    number, note = told[0]
    by = note.dep_ == "pobj" and note.head.lower_ in grammar("given_with")
    verb = note.head.head if by else note.head
    own = next(children(verb, "nsubj"), None)
    gave = (by or note.dep_ == "dobj") and lemma_of(verb) in load("titles")["giving"] and is_any(note)
    if own is None or not gave or any(child.lower_ in _NOT_ITS_OWN for child in note.children):
        return None
    return mention.setting.meant.speaker_of(number, own.i)
