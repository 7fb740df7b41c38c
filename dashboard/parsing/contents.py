"""Stage 1, parsing: what a verb reports. In: a passage and the verb. Out: the spans of its content and its rule.

A clause with "that", an infinitive, a noun phrase; what the order of words tells beside the grammar is in `surface`.
"""

from spacy.tokens import Token

from dashboard.parsing import surface
from dashboard.parsing.clauses import children, has, own_subject, subject
from dashboard.parsing.lexicon import grammar
from dashboard.parsing.model import FINITE, lemma_of
from dashboard.parsing.passage import Passage, Span, merge_spans
from dashboard.parsing.reporting import constructions, is_let_known, words

_RELATIVE = ("WP", "WDT", "WP$")


def content_of(passage: Passage, verb: Token, taken: dict[str, str]) -> tuple[tuple[Span, ...], str]:
    """Content spans, and the rule that found them; `taken`: what the verb takes."""
    if "clause" in taken and verb.i and verb.doc[verb.i - 1].text == "," and (end := surface.between_commas(verb)):
        begin, last = passage.sentence(verb)
        return passage.spans([*range(begin, verb.i - 1), *range(end + 1, last + 1)]), "parenthetical"
    clauses = _clauses(verb)
    front = clauses[-1] if clauses and clauses[-1].i < verb.i else None
    for clause in clauses:
        behind = clause.i > verb.i
        if "clause" in taken and behind and front is not None and _is_explained(verb, clause):
            both = [*_without(passage, front, verb), *_without(passage, clause, verb)]
            return merge_spans(both), "parenthetical"
        if "clause" in taken and not behind:
            both = [*_fronted(passage, clause, verb), *_without(passage, clause, verb)]
            return merge_spans(both), "parenthetical"
        if behind and ("clause" in taken or "attitude" in taken) and _is_clause(clause):
            more = surface.reason(passage, verb) if _is_what(clause) else _elided(passage, clause, verb)
            return merge_spans([*_without(passage, clause, verb), *more]), "clause"
        if "object_infinitive" in taken or ("as" in taken and behind) or "infinitive" in taken:
            return _without(passage, clause, verb), "infinitive"
    for clause in children(verb, "xcomp", "pcomp"):
        if clause.i < verb.i:
            continue
        to = clause.dep_ == "xcomp" and any(c.lower_ == "to" for c in children(clause, "aux"))
        if to and ("infinitive" in taken or "object_infinitive" in taken):
            return _without(passage, clause, verb), "infinitive"
        if clause.tag_ == "VBG" and "gerund" in taken:
            return _without(passage, clause, verb), "gerund"
    if "as" in taken and (found := _as(passage, verb)):
        return merge_spans([*found, *surface.reason(passage, verb)]), "as"
    if "clause" not in taken:
        return (), ""
    if found := _around_as(passage, verb):
        return found, "parenthetical"
    if verb.dep_ == "parataxis" or (
        verb.dep_ in ("ccomp", "advcl", "dep", "relcl") and surface.is_inserted(passage, verb)
    ):
        return _without(passage, verb.head, verb), "parenthetical"
    before = () if verb.dep_ == "relcl" and _is_relative(own_subject(verb)) else surface.before(passage, verb)
    return before or surface.after_colon(passage, verb), "parenthetical"


def _is_relative(noun: Token | None) -> bool:
    """ "The envoy, who remarked to an agency that ...": what stands in front is not what was remarked."""
    return noun is not None and noun.tag_ == "WP"


def _clauses(verb: Token) -> list[Token]:
    """The content clauses of a verb: what stands behind it before what stands in front, never across a semicolon."""
    named = list(children(verb, "ccomp"))
    if is_let_known(verb):
        named += [c for c in children(verb.head, "ccomp") if c.i > verb.i]
    for child in [c for c in named if c.tag_ == "JJ"]:  # "made it clear that ..."
        named += [c for c in children(child, "ccomp", "advcl") if c.i > child.i and has(c, "mark")]
    named = [c for c in named if c.tag_ != "JJ" or len(named) == 1]
    found = sorted(
        (c for c in named if not _is_circumstance(c, verb)), key=lambda clause: (clause.i < verb.i, clause.i)
    )
    found = [c for c in found if not _is_parted(c, verb) and not _is_about(c, verb)]
    return found or [c for c in (_hung_elsewhere(verb),) if c is not None]


def _is_parted(clause: Token, verb: Token) -> bool:
    """ "Sweden is in; Oslo said on Monday that ...", "Oslo is off the fence: the cabinet agreed to send 200": what
    stands across a semicolon, or before a colon where something stands behind the verb, was not said.
    """
    between = verb.doc[min(clause.i, verb.i) : max(clause.i, verb.i)]
    told = clause.i < verb.i and any(c.i > verb.i for c in children(verb, "xcomp", "ccomp"))
    return any(t.text == ";" or (t.text == ":" and told) for t in between)


def _is_about(clause: Token, verb: Token) -> bool:
    """ "..., the chairman believed, who had been there": a clause about who speaks."""
    edge = clause.left_edge
    return clause.i > verb.i and edge.i > verb.i and edge.tag_ in _RELATIVE and edge.nbor(-1).text == ","


def _is_circumstance(clause: Token, verb: Token) -> bool:
    """ "No soldier will go, she said on Monday as talks began": what went on meanwhile was not said, nor alone what
    holds in any case ("whatever others do"), nor who reports it all ("..., X told the paper, the agency reports").
    """
    if clause.i < verb.i:
        return False
    edge = clause.left_edge
    parted = edge.i > 0 and edge.nbor(-1).text == ","
    anyhow = parted and edge.lower_ in grammar("anyhow")
    tag = parted and lemma_of(clause) in words("reports") and not has(clause, "dobj", "ccomp", "mark")
    return anyhow or tag or any(c.lower_ in grammar("meanwhile") for c in children(clause, "mark"))


def _is_explained(verb: Token, clause: Token) -> bool:
    """ "No soldier will go, he said on Tuesday: it would be wrong": what stands behind the colon is not all."""
    return any(t.text == ":" for t in verb.doc[verb.i : clause.i])


def _is_what(clause: Token) -> bool:
    """ "Confirmed what he had said in May": what it was stands behind a colon."""
    return clause.left_edge.lower_ == "what"


def _hung_elsewhere(verb: Token) -> Token | None:
    """ "Told the paper in an interview that he", "said once more that he": a parser hangs it on what stands before."""
    for token in verb.subtree:
        before = token.head
        if token.i <= verb.i or token.dep_ not in ("relcl", "acl", "advcl", "ccomp") or before.i >= token.i:
            continue
        that = next((c for c in children(token, "mark", "advmod", "dobj") if c.lower_ == "that" and c.i > verb.i), None)
        if that is None or not (that.dep_ == "mark" or _ends_aside(verb, that)):
            continue
        noun = before.tag_[0] == "N" and before.dep_ in ("pobj", "dobj", "conj") and token.dep_ != "ccomp"
        aside = before.dep_ in ("advmod", "pcomp") and verb in (before.head, before.head.head)
        meanwhile = before.dep_ == "advcl" and before.head == verb and not _reports(before)
        if noun or aside or meanwhile:
            return token
    return None


def _reports(verb: Token) -> bool:
    """Whether a clause with "that" may be its own: "said after he learned that", not "before he took off that"."""
    return not {"clause", "attitude"}.isdisjoint(constructions(verb))


def _ends_aside(verb: Token, that: Token) -> bool:
    """Whether a fixed phrase stands right before: "for the first time that he", not "at a time that many feared"."""
    return f"{verb.doc[verb.i + 1 : that.i].text.lower()} ".endswith(tuple(f"{aside} " for aside in grammar("asides")))


def _is_clause(clause: Token) -> bool:
    return clause.tag_[0] in "VM" or has(clause, "nsubj", "nsubjpass", "mark", "cop", "expl", "aux")


def _without(passage: Passage, clause: Token, verb: Token) -> tuple[Span, ...]:
    """The words of a clause, less those of the clause that reports it, and what stands across a semicolon."""
    first, last = surface.part_of(passage, verb)
    inside = {token.i for token in clause.subtree if first <= token.i <= last}
    own = subject(verb)
    if clause.is_ancestor(verb):
        drop = {token.i for token in verb.subtree}
    else:
        drop = {verb.i} | ({token.i for token in own.subtree} if own is not None and own.head == verb else set())
        drop |= _of_another(clause)
    return passage.spans(sorted(inside - drop))


def _fronted(passage: Passage, clause: Token, verb: Token) -> tuple[Span, ...]:
    """ "Though no soldier will go, medics could, he said": a parser hangs the first clause on the verb that reports."""
    first = next((c for c in children(verb, "advcl") if c.i < clause.i and has(c, "mark") and own_subject(c)), None)
    if first is None or passage.quoted(first):
        return ()
    return passage.spans(t.i for t in first.subtree)


def _elided(passage: Passage, clause: Token, verb: Token) -> tuple[Span, ...]:
    """ "said that France would go and Germany would not", "said France would go, Germany would not", "said that the
    day it ended soldiers would go".

    A parser hangs the second verb on the one that reports, or that one on it.
    """
    for rest in (*children(verb, "ccomp"), *([verb.head] if verb.dep_ == "ccomp" else [])):
        named = own_subject(rest)
        first = rest.left_edge.i if rest.left_edge.i > clause.right_edge.i else (named or rest).left_edge.i
        gap = rest.tag_ == "MD" and not has(rest, "mark") and rest.i > verb.i
        if first == clause.right_edge.i + 1 or (gap and clause.right_edge.i < first <= clause.right_edge.i + 2):
            return passage.spans(range(first, rest.right_edge.i + 1))
    return ()


def _of_another(clause: Token) -> set[int]:
    """ "X said that ..., while Y said that ...": the words of the second, which a parser hangs on the first's."""
    return {
        token.i
        for verb in clause.subtree
        if verb.i > clause.i and verb.dep_ == "advcl" and {"clause", "attitude"} & constructions(verb).keys()
        if any(mark.lower_ in ("while", "whereas") for mark in children(verb, "mark"))
        if (own := own_subject(verb)) is not None and own.tag_ != "PRP"
        for token in verb.subtree
    }


def _as(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "described the plan as risky": the thing described and what it is called."""
    thing = next(children(verb, "dobj", "nsubjpass"), None)
    role = next((c for c in children(verb, "prep") if c.lower_ == "as"), None) or next(children(verb, "oprd"), None)
    if thing is None or role is None:
        return ()
    return passage.spans(sorted({i for part in (thing, role) for i in range(part.left_edge.i, part.right_edge.i + 1)}))


def _around_as(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "As the minister stressed in May, ...", "..., as she put it": the sentence around a clause with "as"."""
    mark = next((c for c in children(verb, "mark", "advmod") if c.lower_ == "as"), None)
    if mark is None or verb.dep_ not in ("advcl", "ccomp", "dep") or mark.i > verb.i:
        return ()
    if has(verb, "ccomp", "xcomp", "acomp") or own_subject(verb) is None:
        return ()
    begin, end = passage.sentence(verb)
    inside = {token.i for token in verb.subtree}
    if mark.i > begin and passage.doc[mark.i - 1].text not in (",", "(", "–", "—"):
        return ()
    return passage.spans(i for i in range(begin, end + 1) if i not in inside)


def object_of(passage: Passage, verb: Token, taken: dict[str, str]) -> tuple[Span, ...]:
    """ "ruled out job cuts", "called for quick aid", "accused them of theft": what is said, as a noun."""
    if not {"object", "prep_object"} & taken.keys() or (verb.tag_ not in FINITE and verb.tag_ not in ("VBN", "VBG")):
        return ()
    if "prep_object" in taken:
        wanted = taken["prep_object"].split()[-1]
        prep = next((c for c in children(verb, "prep") if c.lower_ == wanted and c.i > verb.i), None)
        thing = next(children(prep, "pobj", "pcomp"), None) if prep is not None else None
    else:
        thing = next((c for c in children(verb, "dobj") if c.i > verb.i), None)
    if thing is None or thing.tag_ in ("PRP", "WDT", "WP") or passage.quoted(thing):
        return ()
    return passage.spans(t.i for t in thing.subtree)
