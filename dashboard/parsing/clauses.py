"""Stage 1, parsing: questions put to a dependency parse. In: spaCy tokens. Out: subjects, phrases, negation."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.model import lemma_of

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_PARTS = frozenset((";", ":"))
SENTENCE_ENDS = frozenset((".", "?", "!", "...", "?!", "\n"))
_RELATIVES = grammar("relatives")


def children(token: Token, *relations: str) -> Iterator[Token]:
    """The direct dependents of a token that stand in one of the relations."""
    return (child for child in token.children if child.dep_ in relations)


def has(token: Token, *relations: str) -> bool:
    """Whether a direct dependent of a token stands in one of the relations."""
    return next(children(token, *relations), None) is not None


def is_any(noun: Token) -> bool:
    """ "A colleague", "another minister": whether a noun means nobody who was named."""
    return any(child.lower_ in load("titles")["strangers"] for child in noun.children)


def own_subject(verb: Token) -> Token | None:
    """The subject that hangs on the verb itself; of two that a parser sees before it, the nearer one."""
    found = [t for t in children(verb, "nsubj", "nsubjpass") if not _is_aside(t)]
    before = [token for token in found if token.i < verb.i]
    if before and found[-1].i > verb.i and verb.nbor(-1).text == ",":
        return found[-1]  # "Danes will go, said Poulsen": a parser may give the verb both
    return before[-1] if before else (found[0] if found else None)


def _is_aside(token: Token) -> bool:
    """ "Fico, for his part, said": the part is no subject."""
    return token.lower_ == "part" and any(c.dep_ == "poss" for c in token.children)


def agent(verb: Token) -> Token | None:
    """Who does it in the passive: "was rejected by the minister"."""
    for by in children(verb, "agent", "prep"):
        if by.dep_ == "agent" or by.lower_ == "by":
            return next(children(by, "pobj"), None)
    return None


def subject(verb: Token) -> Token | None:
    """The understood subject of a verb: its own, or that of the verb it is joined or subordinate to."""
    for _ in range(8):
        found = own_subject(verb)
        if found is not None:
            return _antecedent(found, verb)
        head = verb.head
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBD", "VBN") and head.tag_[0] in "NP"):
            return head
        if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "prep", "pcomp", "acl") and head != verb:
            verb = head
            continue
        return None
    return None


def _antecedent(found: Token, verb: Token) -> Token:
    if found.lower_ in _RELATIVES and verb.dep_ == "relcl":
        return verb.head
    return found


def edges(token: Token) -> tuple[int, int]:
    """First and last token index of a subtree."""
    return token.left_edge.i, token.right_edge.i


def trimmed(doc: Doc, first: int, last: int, keep: str = '"') -> tuple[int, int]:
    """The token range without punctuation at its ends; quotation marks and what ends a sentence in them stay."""
    while first < last and (doc[first].is_space or (doc[first].is_punct and doc[first].text not in keep)):
        first += 1
    while last > first and (doc[last].is_space or (doc[last].is_punct and doc[last].text not in keep + ")%")):
        last -= 1
    return first, last


def characters(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Character range, within the document, of a token range."""
    return doc[first].idx, doc[last].idx + len(doc[last])


def noun_phrase(token: Token) -> tuple[int, int]:
    """First and last token index of the full noun phrase: with title, apposition and relative clause."""
    first, last = edges(token)
    head = token
    if token.dep_ == "appos" and token.head.dep_ != "pobj" and not _is_parted(token):
        head = token.head
        first, last = edges(head)
    first = max([first, *(t.i + 1 for t in token.doc[first : token.i] if t.text in _PARTS)])
    limit = _clause_limit(head, last)
    # "NATO: We will not ...": what opens a sentence is a label
    if first == 0 or token.doc[first - 1].text in SENTENCE_ENDS:
        limit = min([limit, *(t.i - 1 for t in token.doc[token.i + 1 : last] if t.text in _PARTS)])
    if token.doc[limit].tag_ == "POS" and limit > first:
        limit -= 1  # "Macron's refusal" is that of Macron
    return trimmed(token.doc, first, limit, keep="")


def _is_parted(token: Token) -> bool:
    """Whether a semicolon or a colon stands between a noun and the one that a parser hangs it on."""
    first, last = sorted((token.i, token.head.i))
    return any(t.text in _PARTS for t in token.doc[first:last])


def _clause_limit(head: Token, last: int) -> int:
    """A parser that loses its way hangs half the sentence on a noun: stop before a finite verb of another clause, and
    before the noun's own verb: "Scholz thinks it wrong - first peace" is no peace called Scholz.
    """
    if head.i < head.head.i <= last:
        own = {token.i for token in head.subtree}
        last = next(i for i in range(head.i, last + 1) if i not in own) - 1
    for child in head.children:
        if child.i > head.i and child.dep_ in ("conj", "ccomp", "advcl", "dep", "parataxis") and child.tag_[0] == "V":
            return child.left_edge.i - 1
    return last


def is_negated(verb: Token) -> bool:
    """Whether the verb carries a negation of its own: "did not say", "never said", "no minister said"."""
    if has(verb, "neg"):
        return True
    if any(child.lower_ in ("never", "nor", "neither") and child.i < verb.i for child in verb.children):
        return True
    found = own_subject(verb)
    return found is not None and (
        found.lower_ in ("nobody", "none", "neither", "nothing")
        or any(child.lower_ in ("no", "neither") for child in found.children)
    )


def lemmas(token: Token) -> Iterator[str]:
    """The verb alone, and with each particle or preposition that may belong to it: `rule`, `rule out`."""
    base = lemma_of(token)
    yield base
    for child in token.children:
        close = child.i > token.i and child.i - token.i <= 3
        if close and child.tag_ == "JJ" and child.dep_ in ("ccomp", "oprd", "xcomp"):
            yield f"{base} {child.lower_}"  # "made it clear"
        elif close and (
            child.dep_ in ("prt", "prep", "advmod", "acomp") or (child.dep_ == "dobj" and child.lower_ == "it")
        ):
            yield f"{base} {child.lower_}"


def is_apposed_name(token: Token) -> bool:
    """Whether a noun is a name in apposition: "the minister Ana Example"."""
    return token.dep_ == "appos" and token.tag_ == "NNP"
