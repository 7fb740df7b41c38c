"""Stage 1, parsing: quotations beside a sentence about who speaks. In: a passage, a quotation. Out: its attribution.

'Ana Example shrugged. "Not today."', 'The question went to Ana Example next. "No."', '"Ready." The words were those of
Ana Example.': the sentence has no verb of saying, and the quotation stands alone behind or before it.
"""

from spacy.tokens import Span as SpanOfTokens
from spacy.tokens import Token

from dashboard.parsing.clauses import children, is_any, own_subject
from dashboard.parsing.dates import calendar
from dashboard.parsing.labels import label
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.model import TENSED, lemma_of
from dashboard.parsing.passage import Attribution, Passage, source_span
from dashboard.parsing.places import entity_of
from dashboard.parsing.quotes import Quote
from dashboard.parsing.reporting import is_asked, words

_PLACES = grammar("places")
_OWNERS = grammar("owners")
_THOSE = words("those")
_OTHERS = ("dobj", "iobj", "dative", "pobj", "agent")


def beside_quote(passage: Passage, number: int, quote: Quote, found: list[Attribution]) -> Attribution | None:
    """Who a quotation belongs to that stands alone right behind a sentence of its speaker, or before one."""
    first, last = passage.tokens(quote.start, quote.end)
    name = _told_before(passage, number, first, found) or _owned_behind(passage, number, last, found)
    if name is None:
        return None
    return Attribution(
        passage=number,
        source=source_span(passage, name),
        cue=(quote.start, quote.start),
        content=((quote.start, quote.end),),
        direct=True,
        negated=False,
        rule="beside",
        verb="",
        source_token=name.i,
    )


def _told_before(passage: Passage, number: int, first: int, found: list[Attribution]) -> Token | None:
    """Who acts in the sentence before: the name that is its subject, or to whom a question went."""
    sentence = _sentence_before(passage, first)
    if sentence is not None and sentence[-1].text == "?":  # "Merz shook his head. Finnish troops? "Ask me later.""
        sentence = _sentence_before(passage, sentence[0].i)
    return _actor(passage, number, sentence, found) if sentence is not None else None


def is_somebody_else(token: Token) -> bool:
    """ "A lady from Wels is worried": whoever acts between a name and a quotation, save who asks."""
    if token.dep_ not in ("nsubj", "nsubjpass") or token.lower_ in load("titles")["askers"]:
        return False
    return is_any(token)


def _actor(passage: Passage, number: int, sentence: SpanOfTokens, found: list[Attribution]) -> Token | None:
    """The name that is the subject of a sentence in which nobody else appears, or to whom a question went in it."""
    if sentence[-1].text not in (".", "!") or not _is_free(passage, number, sentence, found):
        return None
    root = next((t for t in sentence if t.tag_ in TENSED and _main(t).dep_ == "ROOT"), None)
    subject = own_subject(_main(root)) if root is not None else _unmoved(sentence)
    if subject is None:
        return None
    if subject.nbor().text == ":":  # "Details: Ana Example was in Oslo"
        subject = next(children(subject, "appos"), subject)
    if root is not None and subject.tag_ in ("NN", "NNS") and lemma_of(subject) in words("turns"):
        to = next((c for c in children(root, "prep", "dative") if c.lower_ == "to"), None)
        name = next(children(to, "pobj"), None) if to is not None else None
        return name if name is not None and _is_person(name) else None
    if _is_office(subject) and sum(_is_named(t) for t in passage.doc[: sentence.start]) > 1:
        return None  # "Ana Example met Jan Invented. The minister smiled."
    inside = {t.i for t in subject.subtree}
    inside |= {t.i for noun in sentence if noun.dep_ == "pobj" and _is_aside(noun.head) for t in noun.subtree}
    others = [t for t in sentence if t.i not in inside and t.dep_ in _OTHERS and _is_person(t)]
    return subject if _is_person(subject) and not others else None


def _unmoved(sentence: SpanOfTokens) -> Token | None:
    """ "Ana Example, on the steps, made do with two words": a name whose verb a parser takes for a participle."""
    root = sentence.root
    return root if root.tag_ == "NNP" and any(t.tag_ == "VBN" for t in children(root, "acl")) else None


def _is_aside(preposition: Token) -> bool:
    """Whether a preposition leads to where it was, or to who asked, and to nobody who might answer."""
    asked = preposition.dep_ == "agent" and lemma_of(preposition.head) in words("asks")
    return asked or preposition.lower_ in _PLACES


def _owned_behind(passage: Passage, number: int, last: int, found: list[Attribution]) -> Token | None:
    """ "The words were those of Ana Example", "Ana Example was talking about ...", in the sentence behind."""
    if last + 1 >= len(passage.doc) or passage.quotes[0].start != passage.paragraph.start:
        return None
    sentence = passage.doc[last + 1 : passage.sentence(passage.doc[last + 1])[1] + 1]
    if not _is_free(passage, number, sentence, found):
        return None
    root = next((t for t in sentence if t.tag_ in TENSED and _main(t).dep_ == "ROOT"), None)
    subject = own_subject(_main(root)) if root is not None else None
    if root is None or subject is None:
        return None
    if lemma_of(_main(root)) in words("talking") and _is_person(subject):
        return subject
    if lemma_of(root) != "be" or lemma_of(subject) not in words("owned"):
        return None
    named = [t for t in sentence if (t.dep_ == "attr" or _is_owner(t)) and _is_person(t)]
    return named[0] if len(named) == 1 else None


def _is_owner(noun: Token) -> bool:
    """ "The words of X", "those of X": on what was said itself hangs whose it was, and not "a post by X"."""
    link, said = noun.head, noun.head.head
    own = said.dep_ == "nsubj" and lemma_of(said) in words("owned")
    return noun.dep_ == "pobj" and link.lower_ in _OWNERS and (own or (said.dep_ == "attr" and said.lower_ in _THOSE))


def _main(token: Token) -> Token:
    return token.head if token.dep_ in ("aux", "auxpass") else token


def _sentence_before(passage: Passage, first: int) -> SpanOfTokens | None:
    if first < 2:
        return None
    begin, end = passage.sentence(passage.doc[first - 1])
    return passage.doc[begin : end + 1] if end == first - 1 and end > begin else None


def _is_free(passage: Passage, number: int, sentence: SpanOfTokens, found: list[Attribution]) -> bool:
    """Whether nobody is quoted or reported in a sentence."""
    start, end = passage.span(sentence[0].i, sentence[-1].i)
    if any(passage.quoted(t) for t in sentence):
        return False
    here = [a for a in found if a.passage == number and a.source is not None and not _asks(passage, a)]
    return not any(start <= a.cue[0] < end or any(x < end and y > start for x, y in a.content) for a in here)


def _asks(passage: Passage, attribution: Attribution) -> bool:
    """ "X was asked whether": what is asked is nobody's report."""
    return attribution.cue_token is not None and is_asked(passage.doc[attribution.cue_token])


def _is_person(noun: Token) -> bool:
    """Whether a noun is a name that is no state's, or "he", "she" or "the minister" as a subject."""
    if noun.dep_ in ("nsubj", "nsubjpass") and (noun.lower_ in ("he", "she") or _is_office(noun)):
        return True
    names = [noun, *children(noun, "appos")]
    return any(t.tag_ == "NNP" and t.lower_ not in calendar() and entity_of(_own_words(t)) is None for t in names)


def _is_named(noun: Token) -> bool:
    """Whether a noun names somebody who acts or with whom something is done."""
    return noun.tag_ == "NNP" and noun.dep_ in ("nsubj", "nsubjpass", *_OTHERS) and _is_person(noun)


def _is_office(noun: Token) -> bool:
    """ "The prime minister", but not "a minister"."""
    return any(c.lower_ == "the" for c in noun.children) and any(
        item.kind == "role" for item in label(_own_words(noun))
    )


def _own_words(noun: Token) -> str:
    """A name with what is written together with it, without the rest of its phrase."""
    return " ".join(t.text for t in (*children(noun, "compound"), noun))
