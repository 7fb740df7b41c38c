"""Stage 1, parsing: what a day in a text dates. In: the first word of an expression of time. Out: whether it tells when
somebody spoke (`occasions.json`), or only what happened, or who somebody is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import islice

from spacy.tokens import Token

from dashboard.parsing.dates import Found, expressions
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import FINITE, lemma_of

ASIDES = frozenset(("relcl", "acl", "appos"))
"""What hangs on a noun to say more of it."""
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
HEAD = 6  # lines in which a document says what it is, and of which day
NEAR = timedelta(days=14)  # how long after its day a document may be published
_BREAK = re.compile(r"(?:^|[-–—,:|(]|\bon)\s*(?:[a-z]+day,? )?$", re.IGNORECASE)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("occasions")[name])


def describes_speaker(token: Token, cue: Token | None, *, recent: bool) -> bool:
    """Whether a day belongs to words on who the speaker is: "Jonson, who took office in 2022, said".

    "Jonson, speaking on Monday" and "who said on Monday" are of the speech, as is what runs beside it ("visiting") and
    a meeting of the last days ("who met Scholz on Monday").
    """
    for step in _up(token):
        if (step.dep_ in ASIDES and _of_subject(step.head)) or _participle(step):
            around = cue is not None and (step == cue or step.is_ancestor(cue))
            return not (around or _of_speech(step) or (recent and lemma_of(step) in _words("meeting")))
    return False


def dates_event(token: Token) -> bool:
    """Whether a day may be that of words: what happened in the fighting dates none, unless its clause names a meeting.

    Too many verbs tell of words ("shut the door", "went further") to ask for one of speech.
    """
    clause = _clause(token)
    if clause is None or lemma_of(clause) not in _words("fighting") or _beside_speech(token):
        return True
    return any(lemma_of(word) in _words("meeting") for word in _within(clause))


def of_another_event(token: Token, cue: Token) -> bool:
    """Whether a day beside a verb of saying is that of what others did: "after drones hit Kharkiv on Tuesday, he said".

    What happened while somebody spoke, and what opens the way to the verb ("went further on Monday, saying"), is not.
    """
    clause = _clause(token)
    if clause is None or clause == cue or _beside_speech(token) or _tells_of_words(clause):
        return False
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod", "prep")}
    apart = clause.dep_ == "advcl" and cue in clause.ancestors and bool(marks & _words("apart"))
    fought = lemma_of(clause) in _words("fighting") and not marks & _words("beside")
    return (apart or fought) and _of_others(clause, cue)


def of_an_event(token: Token) -> bool:
    """Whether a day is that of an event behind a preposition: "after shelling on Sunday", "amid Sunday's strikes".

    A meeting dates what was said after it, but not what was said before it ("ahead of the summit on Friday").
    """
    for step in islice(_up(token), 1, None):
        if step.tag_ in FINITE or _beside_speech(token):
            return False
        if step.dep_ in ("pobj", "pcomp"):
            before = step.head.head if step.head.lower_ == "of" else step.head  # "in the wake of"
            if before.lower_ in _words("ahead") or lemma_of(step) in _words("fighting"):
                return True
            if before.lower_ in _words("apart") and lemma_of(step) not in _words("speech") | _words("meeting"):
                return True
    return False


def to_come(token: Token) -> bool:
    """Whether a day is still to come: "will meet on Friday", "are to meet on Friday", "talks planned for Friday"."""
    clause = _clause(token)
    if clause is None or _beside_speech(token):
        return False
    near = [step for step in _up(token) if step not in clause.ancestors]
    planned = any(step.lower_ in _words("planned") for step in near)
    if planned or any(child.lower_ in _words("will") for child in clause.children):
        return True
    bound = any(child.tag_ == "TO" for child in clause.children)
    above = next((step for step in clause.ancestors if _is_verb(step)), None)
    return bound and above is not None and _is_now(above)


def _is_now(verb: Token) -> bool:
    """Whether a verb is a form of "be" in the present, or has one: "are to", "is expected to"."""
    return any(word.lower_ in ("is", "are") for word in (verb, *verb.children))


def dates_plan(token: Token, cue: Token) -> bool:
    """Whether a day stands beside what a verb without a subject of its own plans: "ruled out sending any on Tuesday".

    As it lies in the past, it is that of the verb that stands over it.
    """
    clause = token.head.head if token.dep_ == "pobj" else token.head
    while clause != cue and clause.dep_ == "xcomp" and not any(child.dep_ in SUBJECTS for child in clause.children):
        clause = clause.head
    return clause == cue


def _of_others(clause: Token, cue: Token) -> bool:
    """Whether a clause and the verb of saying have subjects, and not the same."""
    own = next((child for child in clause.children if child.dep_ in SUBJECTS), None)
    if own is None or own.tag_ in ("PRP", "WP", "WDT"):
        return False
    speaker = next((child for child in cue.children if child.dep_ in SUBJECTS), None)
    return speaker is not None and speaker.lower_ != own.lower_


def _tells_of_words(clause: Token) -> bool:
    """Whether a clause is about words or a meeting: its verb, or a noun of it."""
    meetings = _words("meeting")
    return lemma_of(clause) in _words("speech") | meetings or any(lemma_of(k) in meetings for k in _within(clause))


def tells_of_gathering(token: Token) -> bool:
    """Whether the sentence of a day tells that several met: "said on Monday, when the leaders had gathered"."""
    return any(lemma_of(word) in _words("gathering") for word in token.sent)


def before_event(token: Token) -> bool:
    """Whether a day lies before what is told: "he had said on Monday"."""
    clause = _clause(token)
    return clause is not None and any(child.dep_ == "aux" and child.lower_ == "had" for child in clause.children)


def _clause(token: Token) -> Token | None:
    return next((step for step in _up(token) if _is_verb(step)), None)


def _beside_speech(token: Token) -> bool:
    """ "said on Monday he saw ...": a parser may give the day to the wrong verb."""
    around = token.doc[max(0, token.i - 2) : token.i + 2]
    return any(_is_verb(word) and lemma_of(word) in _words("speech") for word in around)


def perfect(verb: Token) -> bool:
    """Whether a verb leaves its day open: "has said"."""
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP") for c in verb.children)


def _is_verb(token: Token) -> bool:
    return token.tag_[0] == "V" or token.tag_ == "MD"


def _up(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _within(clause: Token) -> list[Token]:
    """The nouns of a clause, without those of other clauses in it."""
    found, left = [], list(clause.children)
    while left:
        word = left.pop()
        if _is_verb(word):
            continue
        found.append(word)
        left += word.children
    return found


def _of_subject(noun: Token) -> bool:
    """Whether a noun, or the one it stands beside, is the subject of a verb."""
    while noun.dep_ in ("appos", "conj", "compound") and noun.head != noun:
        noun = noun.head
    return noun.dep_ in SUBJECTS


def _participle(step: Token) -> bool:
    """ "Elected in 2022, she said": it has the subject of the verb."""
    return (
        step.dep_ == "advcl"
        and step.tag_ == "VBN"
        and not any(c.dep_ in SUBJECTS or c.dep_ == "mark" for c in step.children)
    )


def _of_speech(step: Token) -> bool:
    having = any(child.dep_ == "aux" and lemma_of(child) == "have" for child in step.children)
    return (
        (step.tag_ == "VBG" and not having)
        or lemma_of(step) in _words("speech")
        or lemma_of(step.head) in _words("meeting")
    )


def day_of_document(title: str, text: str, published: date) -> date | None:
    """The day of a statement or briefing that names one in its heading or in a line of its own; None for an article."""
    lines = [title, *islice((line.strip() for line in text.splitlines() if line.strip()), HEAD)]
    if not any(_pattern("documents").search(line.lower()) for line in lines[:2]):
        return None
    found = (e.day for line in lines for e in expressions(line, published) if _heads(line, e))
    return next((day for day in found if day >= published - NEAR), None)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("occasions")[name]))


def _heads(line: str, found: Found) -> bool:
    """Whether a line is a day, or a heading that ends in one; not "published on" a day."""
    before, after = line[: found.start], line[found.end :]
    heading = not line.endswith(".") and _BREAK.search(before) is not None and len(after.split()) <= HEAD
    own = not before or _pattern("documents").search(before.lower()) is not None or len(before.split()) <= 2
    return found.rule == "date" and heading and own and not _pattern("kept").search(before.lower())
