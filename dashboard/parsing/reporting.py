"""Stage 1, parsing: verbs that report. In: a verb. Out: the constructions it takes as one, and the words of its cue.

The lists are those of `data/lexicon/reporting_verbs.json`.
"""

from functools import cache

from spacy.tokens import Token

from dashboard.parsing.clauses import children, has, lemmas, own_subject
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import lemma_of

CONSTRUCTIONS = (
    "clause",
    "attitude",
    "infinitive",
    "object_infinitive",
    "gerund",
    "as",
    "object",
    "prep_object",
    "quote_only",
)
_BESIDE = ("aux", "auxpass", "neg", "prt")


@cache
def words(name: str) -> frozenset[str]:
    """One list of the reporting verbs."""
    return frozenset(load("reporting_verbs")[name])


def constructions(verb: Token) -> dict[str, str]:
    """The constructions a verb takes, each with the form (`say`, `rule out`) that takes it: the longest."""
    forms = [*lemmas(verb), *(("let known",) if is_let_known(verb) else ())]
    return {
        name: max(taking, key=len)
        for name in CONSTRUCTIONS
        if (taking := [form for form in forms if form in words(name)])
    }


def is_let_known(verb: Token) -> bool:
    """ "Let it be known", "made it known": the cue is the second verb, and "it" nobody."""
    return lemma_of(verb) == "know" and lemma_of(verb.head) in ("let", "make")


def is_no_report(verb: Token) -> bool:
    """ "Asked whether ...", "let us recall that ...": somebody asks, and the writer speaks to the reader."""
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and lemma_of(verb) in words("asks"):
        return True
    own = own_subject(verb)
    return own is not None and own.lower_ == "us" and lemma_of(verb.head) == "let"


def is_asked(verb: Token) -> bool:
    """ "The minister was asked": what is quoted behind it answers."""
    return lemma_of(verb) in words("asks") and has(verb, "nsubjpass")


def cue_range(verb: Token) -> tuple[int, int]:
    """First and last token of the cue: the verb with its auxiliaries, negation and particle."""
    parts = [verb.i, *(c.i for c in children(verb, *_BESIDE) if abs(c.i - verb.i) <= 4)]
    first = min(parts)
    unbroken = all(token.dep_ in (*_BESIDE, "advmod") for token in verb.doc[first : verb.i])
    return first if unbroken else verb.i, max(parts)
