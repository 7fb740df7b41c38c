"""Stage 1, parsing: attributions without a reporting verb. In: a passage. Out: "according to X", "X's claim that ...".

Also "in X's view", adjectives of stance ("X is confident that ...") and "X's message was that ...".
"""

from spacy.tokens import Token

from dashboard.parsing.clauses import children, is_negated, noun_phrase, own_subject, subject, trimmed
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import lemma_of
from dashboard.parsing.passage import Attribution, Passage, Span, source_span
from dashboard.parsing.reporting import words

_OWNERS = grammar("owners")


def in_passage(passage: Passage, number: int, known: list[Attribution]) -> list[Attribution]:
    """Attributions by phrase, save where a verb already took the same words."""
    found: list[Attribution] = []
    for token in passage.doc:
        if passage.quoted(token):
            continue
        new = (
            _according(passage, number, token)
            or _in_view(passage, number, token)
            or _for_whom(passage, number, token)
            or _noun(passage, number, token)
            or _adjective(passage, number, token)
        )
        if new:
            found.append(new)
    taken = {a.content for a in known}
    return [a for a in found if a.content not in taken]


def _make(
    passage: Passage,
    number: int,
    source: Token | None,
    cue: tuple[int, int],
    content: tuple[Span, ...],
    rule: str,
    verb: Token,
) -> Attribution:
    return Attribution(
        passage=number,
        source=source_span(passage, source),
        cue=passage.span(*cue),
        content=content,
        direct=False,
        negated=is_negated(verb) if verb.tag_[0] == "V" else False,
        rule=rule,
        verb=lemma_of(verb),
        source_token=source.i if source is not None else None,
        cue_token=verb.i,
    )


def _according(passage: Passage, number: int, token: Token) -> Attribution | None:
    if token.lower_ != "according" or token.i + 2 > len(passage.doc) - 1 or passage.doc[token.i + 1].lower_ != "to":
        return None
    to = passage.doc[token.i + 1]
    source = next(children(to, "pobj"), None)
    if source is None:
        return None
    content = rest_of_sentence(passage, token.i, source.right_edge.i, token)
    return _make(passage, number, source, (token.i, to.i), content, "according_to", token) if content else None


def _in_view(passage: Passage, number: int, token: Token) -> Attribution | None:
    """ "in the minister's view", "in the words of the minister"."""
    if (
        token.dep_ != "pobj"
        or lemma_of(token) not in words("view_nouns") | {"word", "eye"}
        or token.head.lower_ != "in"
    ):
        return None
    source = owner(token)
    if source is None:
        return None
    content = rest_of_sentence(passage, token.head.i, token.right_edge.i, token)
    return _make(passage, number, source, (token.head.i, token.i), content, "in_view", token) if content else None


def _for_whom(passage: Passage, number: int, token: Token) -> Attribution | None:
    """ "For the defence minister, Troels Lund Poulsen, it made no sense": a person's view at the head of a sentence."""
    if token.lower_ != "for" or passage.sentence(token)[0] != token.i:
        return None
    source = next(children(token, "pobj"), None)
    if source is None or not _is_person(source):
        return None
    last = noun_phrase(source)[1]
    follows = next((t for t in passage.doc[last + 1 :] if not t.is_punct), None)
    if follows is None or follows.lower_ != "it":
        return None
    content = rest_of_sentence(passage, token.i, last, token)
    return _make(passage, number, source, (token.i, token.i), content, "in_view", token) if content else None


def _is_person(noun: Token) -> bool:
    return noun.tag_ == "NNP" or any(c.tag_ == "NNP" for c in children(noun, "appos"))


def owner(noun: Token) -> Token | None:
    """Whose it is: "the minister's view", "the view of the minister", "a statement by the minister"."""
    own = next(children(noun, "poss"), None)
    if own is not None:
        return _thanked(noun, own) or own
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in _OWNERS:
            return next(children(prep, "pobj"), None)
    return None


def _thanked(noun: Token, own: Token) -> Token | None:
    """ "Rutte thanked Starmer for his pledge": it is the pledge of whom one thanks, blames or praises for it."""
    prep = noun.head
    if own.tag_ != "PRP$" or prep.lower_ not in grammar("thanked_for") or prep.head.tag_[0] != "V":
        return None
    return next((c for c in children(prep.head, "dobj") if c.i < prep.i and _is_person(c)), None)


def rest_of_sentence(passage: Passage, first: int, last: int, token: Token) -> tuple[Span, ...]:
    """The sentence around a phrase that runs from token `first` to `last`; of one word before it only a noun."""
    begin, end = passage.sentence(token)
    spans = []
    for a, b in ((begin, first - 1), (last + 1, end)):
        if a <= b:
            a, b = trimmed(passage.doc, a, b)
            part = passage.doc[a : b + 1]
            if any(t.is_alpha for t in part) and (len(part) > 1 or part[0].tag_[:2] in ("NN", "PR")):
                spans.append(passage.span(a, b))
    return tuple(spans)


def _noun(passage: Passage, number: int, token: Token) -> Attribution | None:
    """ "his refusal to send soldiers", "a statement that ...", "the message was that ..."."""
    if token.tag_ not in ("NN", "NNS") or lemma_of(token) not in words("nouns"):
        return None
    clause = next((c for c in children(token, "acl", "ccomp", "relcl") if _opens(c)), None)
    verb = token
    if clause is None and token.dep_ == "nsubj" and lemma_of(token.head) == "be":
        clause = next((c for c in children(token.head, "ccomp") if c.i > token.head.i and _opens(c)), None)
        verb = token.head
    if clause is None:
        return None
    source = owner(token)
    if source is None and verb == token:
        governor = token.head
        if token.dep_ == "dobj" and governor.tag_[0] == "V":
            source = subject(governor)
    first, last = trimmed(passage.doc, clause.left_edge.i, clause.right_edge.i)
    if source is None:
        return None
    return _make(passage, number, source, (token.i, token.i), (passage.span(first, last),), "noun", verb)


def _opens(clause: Token) -> bool:
    """Whether a clause begins with "that" or "to": not a relative clause."""
    if any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children):
        return True
    return clause.dep_ == "acl" and any(child.lower_ == "to" for child in children(clause, "aux"))


def _adjective(passage: Passage, number: int, token: Token) -> Attribution | None:
    """ "The minister is confident that ..."."""
    if (
        token.dep_ not in ("acomp", "ROOT", "conj")
        or token.tag_[0] not in "JV"
        or token.lower_ not in words("adjectives")
    ):
        return None
    verb = token.head if token.dep_ == "acomp" else token
    clause = next((c for c in children(token, "ccomp") if c.i > token.i and _opens(c)), None)
    source = own_subject(verb) or subject(verb)
    if clause is None or source is None or source.lower_ in ("it", "there"):
        return None
    first, last = trimmed(passage.doc, clause.left_edge.i, clause.right_edge.i)
    return _make(passage, number, source, (token.i, token.i), (passage.span(first, last),), "adjective", verb)
