"""Stage 1, parsing: attributions by clause structure. In: a passage. Out: verb cues with source and content.

"X said that ...", "..., X said", "X vowed to ...", "X described it as ...", "was quoted as saying ...".
"""

from functools import cache

from spacy.tokens import Token

from dashboard.parsing import surface
from dashboard.parsing.clauses import agent, children, is_negated, lemmas, own_subject, subject, trimmed
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import FINITE, lemma, lemma_of
from dashboard.parsing.passage import Attribution, Passage, Span, merge_spans, source_span


@cache
def words(name: str) -> frozenset[str]:
    """One list of the reporting verbs."""
    return frozenset(load("reporting_verbs")[name])


def in_passage(passage: Passage, number: int) -> list[Attribution]:
    """Attributions whose cue is a verb of this passage that stands outside quotations."""
    found = []
    for verb in passage.doc:
        if verb.tag_[0] != "V" or verb.dep_ in ("aux", "auxpass", "amod", "compound") or passage.quoted(verb):
            continue
        attribution = _of_verb(passage, number, verb)
        if attribution:
            found.append(attribution)
    return found


def frames(verb: Token) -> dict[str, str]:
    """The constructions a verb takes, each with the form (`say`, `rule out`) that takes it."""
    forms = sorted((*lemmas(verb), *_let_known(verb)), key=len, reverse=True)
    return {
        name: form
        for name in (
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
        for form in reversed(forms)
        if form in words(name)
    }


def _let_known(verb: Token) -> tuple[str, ...]:
    """ "Let it be known": the cue is the second verb."""
    return ("let known",) if lemma_of(verb) == "know" and lemma_of(verb.head) == "let" else ()


def _of_verb(passage: Passage, number: int, verb: Token) -> Attribution | None:
    taken = frames(verb)
    if not taken or _is_no_report(verb):
        return None
    content, head, rule = _content(passage, verb, taken)
    source = source_of(verb)
    finite = verb.tag_ in FINITE or any(c.tag_ in FINITE for c in children(verb, "aux"))
    lost = source is None and finite and not any(True for _ in children(verb, "auxpass"))
    if lost or (source is not None and (passage.quoted(source) or (source.tag_ == "DT" and source.lower_ == "the"))):
        source = beside(verb)
    elif _is_inverted(verb, source):
        source = beside(verb, behind=True) or source
    if not content and ("clause" in taken or ("attitude" in taken and _ends(passage, verb))):
        found = surface.trailing(passage, verb)
        if found:
            content, source, rule = (*found, "parenthetical")
    elif content and rule == "parenthetical":
        content = merge_spans([*content, *surface.after(passage, verb, passage.sentence(verb)[1])])
    if not content:
        content, rule = _said_so(passage, verb), "said_so"
    if not content:
        content, rule = _object(passage, verb, taken), "object"
    if not content or (source is None and rule in ("parenthetical", "object", "said_so")):
        return None
    if source is not None and _is_empty(source):
        source = None
        if rule != "clause" or verb.tag_ == "VBG":
            return None
    return Attribution(
        passage=number,
        source=_source_before(passage, source, verb),
        cue=passage.span(*cue_range(verb)),
        content=content,
        direct=False,
        negated=is_negated(verb),
        rule=rule,
        verb=next(iter(taken.values())),
        source_token=source.i if source is not None else None,
        cue_token=verb.i,
        content_token=head.i if head is not None else None,
    )


def _is_no_report(verb: Token) -> bool:
    """ "Asked whether ...", "let us recall that ...": somebody asks, and the writer speaks to the reader."""
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and lemma_of(verb) in ("ask", "press", "question", "quiz"):
        return True
    own = own_subject(verb)
    return own is not None and own.lower_ == "us" and lemma_of(verb.head) == "let"


def _is_inverted(verb: Token, source: Token | None) -> bool:
    """ "For Berlin, said Merz, the matter was closed": the name behind a verb that follows a comma says it."""
    doc = verb.doc
    misled = source is None or source.dep_ == "pobj" or source.head != verb or _between_commas(verb) is not None
    follows = verb.i + 1 < len(doc) and doc[verb.i + 1].tag_ in ("NNP", "PRP")
    return misled and follows and lemma_of(verb) == "say" and verb.i > 0 and doc[verb.i - 1].text in (",", '"')


def _between_commas(verb: Token) -> int | None:
    """ "Sanctions, said Rama, are enough": the comma behind a verb and a name, unless the name is a day."""
    doc, last = verb.doc, verb.i + 1
    while last < len(doc) and doc[last].tag_ in ("NNP", "POS"):
        last += 1
    named = {t.lower_ for t in doc[verb.i + 1 : last]}
    follows = last + 1 < len(doc) and doc[last].text == "," and doc[last + 1].tag_ not in ("NNP", "WP", "DT")
    return last if named and follows and not named & calendar() else None


@cache
def calendar() -> frozenset[str]:
    """The names of days and months, which are no speakers."""
    days = load("days")
    return frozenset(name.lower() for name in (*days["weekdays"], *days["months"]))


def _ends(passage: Passage, verb: Token) -> bool:
    """Whether a verb closes its sentence: "It was up to Kyiv, Rutte believes."."""
    return verb.i >= passage.sentence(verb)[1] - 1


def beside(verb: Token, *, behind: bool = False) -> Token | None:
    """The noun right before or right after a verb: the source where the parse puts a quoted word in its place."""
    doc = verb.doc
    first = verb.i
    while not behind and first > 1 and doc[first - 1].dep_ in ("aux", "auxpass"):
        first -= 1
    if not behind and first and doc[first - 1].tag_[:2] in ("NN", "PR"):
        near = doc[first - 1]
        if near.dep_ not in ("pobj", "npadvmod") or (_is_name(near) and _behind_day(near)):
            return near
        return _first_name(verb)
    if not behind and first > 1 and doc[first - 1].text == ",":
        named = _before_aside(verb.sent.start, doc[first - 1])
        if named is not None:
            return named
        if doc[first - 2].tag_ == "NNP" and doc[first - 2].dep_ != "pobj":  # where somebody went says nothing
            return doc[first - 2]  # "the minister, Ann Example, told reporters"
    i = verb.i + 1
    while i < len(doc) and doc[i].tag_ in ("DT", "JJ", "NN", "NNP", "PRP", "POS") and i - verb.i < 8:
        if doc[i].tag_ != "POS" and (i + 1 == len(doc) or doc[i + 1].tag_ not in ("JJ", "NN", "NNP", "POS")):
            return doc[i]
        i += 1
    return None


def _is_name(token: Token) -> bool:
    return token.tag_ == "NNP" and token.lower_ not in calendar()


def _behind_day(name: Token) -> bool:
    """ "On Monday Nikos Dendias had hinted": a parser takes day and name for one."""
    first = name.i
    while first and name.doc[first - 1].tag_ == "NNP":
        first -= 1
    return name.doc[first].lower_ in calendar()


def _before_aside(start: int, comma: Token) -> Token | None:
    """ "Its ministry, asked about soldiers in Odesa, said ...": the noun before what stands between two commas."""
    doc = comma.doc
    opening = next((i for i in range(comma.i - 1, start, -1) if doc[i].text == ","), None)
    if opening is None or doc[opening + 1].tag_ not in ("IN", "VBD", "VBN", "VBG", "WP"):  # "asked" is tagged as either
        return None
    noun = doc[opening - 1]
    return noun if noun.tag_[:2] == "NN" and noun.lower_ not in calendar() and noun.dep_ != "pobj" else None


def _said_so(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "The minister said so on Monday": the sentence before."""
    begin, _ = passage.sentence(verb)
    if begin < 2 or not any(c.lower_ == "so" and c.i == verb.i + 1 for c in verb.children):
        return ()
    first, last = passage.sentence(passage.doc[begin - 1])
    return _spans(passage, list(range(first, last + 1)))


def _first_name(verb: Token) -> Token | None:
    """The name that begins the sentence: "X, who leads the party and hopes to win in May, announced ..."."""
    start = verb.sent.start
    last = start
    while last < verb.i and verb.doc[last].tag_ == "NNP":
        last += 1
    return verb.doc[last - 1] if last > start and verb.doc[last].text == "," else None


def _object(passage: Passage, verb: Token, taken: dict[str, str]) -> tuple[Span, ...]:
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
    return _spans(passage, [t.i for t in thing.subtree])


def _source_before(passage: Passage, source: Token | None, verb: Token) -> Span | None:
    """The noun phrase of a source, up to the verb where that describes it: "a poll showing that ..."."""
    span = source_span(passage, source)
    start = passage.position(verb)
    if span is not None and source is not None and source.i < verb.i and span[1] > start:
        return passage.span(passage.tokens(*span)[0], verb.i - 1)
    return span


def source_of(verb: Token) -> Token | None:
    """Whose words they are: the subject, or in the passive the agent, save in "was quoted as saying"."""
    if (named := _left_to(verb)) is not None:
        return named
    if _let_known(verb):
        return subject(verb.head)  # "let it be known that ..."
    passive = any(True for _ in children(verb, "auxpass")) or next(children(verb, "nsubjpass"), None) is not None
    if passive and lemma_of(verb) not in ("quote", "cite", "convince", "persuade"):
        return agent(verb)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return agent(verb)
    if verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and lemma_of(verb) in words("documents"):
        return _document_before(verb)
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.dep_ in ("dobj", "pobj", "npadvmod"):
        return _teller(verb)
    return subject(verb)


def _left_to(verb: Token) -> Token | None:
    """ "It was left to Mitsotakis to say openly that ...": the name behind "to"."""
    own = subject(verb.head)
    if verb.tag_ != "VB" or lemma_of(verb.head) not in ("leave", "fall") or own is None or own.lower_ != "it":
        return None
    to = next((c for c in children(verb.head, "prep", "dative") if c.lower_ == "to" and c.i < verb.i), None)
    return next(children(to, "pobj"), None) if to is not None else None


def _teller(verb: Token) -> Token | None:
    """ "X left the hall saying that ...": the subject of the sentence, unless the noun before is what says it."""
    noun = verb.head
    if lemma(noun.text, noun.tag_) in words("sayers") or noun.tag_ == "NNP":
        return noun
    while noun.head != noun and noun.tag_[0] != "V":
        noun = noun.head
    return subject(noun) if noun.tag_[0] == "V" else verb.head


def _document_before(verb: Token) -> Token | None:
    """ "a new poll Wednesday showing that ...": the noun before the participle, not the subject of the sentence."""
    for i in range(verb.i - 1, max(-1, verb.i - 6), -1):
        token = verb.doc[i]
        if token.tag_ in ("NN", "NNS") and lemma(token.text, token.tag_) not in load("days")["weekdays"]:
            return token
        if token.tag_[0] == "V":
            return None
    return None


def _is_empty(source: Token) -> bool:
    """ "It", "there", "which": nobody is named."""
    return (
        source.dep_ == "expl"
        or (source.lower_ in ("there", "which", "that", "this", "what", "it") and source.lower_ != "it")
        or (source.lower_ == "it" and source.dep_ in ("nsubjpass", "expl"))
    )


def cue_range(verb: Token) -> tuple[int, int]:
    """The cue: the verb with its auxiliaries, negation and particle."""
    parts = [verb.i, *(c.i for c in children(verb, "aux", "auxpass", "neg", "prt") if abs(c.i - verb.i) <= 4)]
    first = min(i for i in parts)
    return (
        first
        if all(
            verb.doc[i].dep_ in ("aux", "auxpass", "neg", "advmod", "prt") or i == verb.i for i in range(first, verb.i)
        )
        else verb.i
    ), max(i for i in parts)


def _content(passage: Passage, verb: Token, taken: dict[str, str]) -> tuple[tuple[Span, ...], Token | None, str]:
    """Content spans, the head of the content clause, and the rule that found it."""
    nothing: tuple[tuple[Span, ...], Token | None, str] = ((), None, "")
    plain = "clause" in taken or "attitude" in taken
    if "clause" in taken and verb.nbor(-1 if verb.i else 0).text == "," and (end := _between_commas(verb)):
        begin, last = passage.sentence(verb)
        return _spans(passage, [*range(begin, verb.i - 1), *range(end + 1, last + 1)]), None, "parenthetical"
    for clause in _clauses(verb):
        if plain and (clause.i > verb.i or "clause" in taken) and (_is_clause(clause) or clause.i < verb.i):
            rule = "clause" if clause.i > verb.i else "parenthetical"
            return _without(passage, clause, verb), clause, rule
        if "object_infinitive" in taken or ("as" in taken and clause.i > verb.i) or "infinitive" in taken:
            return _without(passage, clause, verb), clause, "infinitive"
    for clause in children(verb, "xcomp", "advcl", "pcomp"):
        to = any(child.lower_ == "to" for child in children(clause, "aux"))
        if (
            clause.i > verb.i
            and to
            and clause.dep_ == "xcomp"
            and ("infinitive" in taken or "object_infinitive" in taken)
        ):
            return _without(passage, clause, verb), clause, "infinitive"
        if clause.i > verb.i and clause.tag_ == "VBG" and clause.dep_ in ("xcomp", "pcomp") and "gerund" in taken:
            return _without(passage, clause, verb), clause, "gerund"
    if "as" in taken:
        found = _as(passage, verb)
        if found:
            return merge_spans([*found, *_reason(passage, verb)]), None, "as"
    if "clause" in taken:
        found = _as_clause(passage, verb)
        if found:
            return found, verb.head, "parenthetical"
        if verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl", "dep", "relcl") and _inserted(passage, verb)):
            head = verb.head
            return _without(passage, head, verb), head, "parenthetical"
        spans = _before(passage, verb) or _after_colon(passage, verb)
        if spans:
            return spans, None, "parenthetical"
    return nothing


def _clauses(verb: Token) -> list[Token]:
    """The content clauses of a verb: what stands behind it before what stands in front, never across a semicolon."""
    named = list(children(verb, "ccomp"))
    if _let_known(verb):
        named += [c for c in children(verb.head, "ccomp") if c.i > verb.i]
    for child in [c for c in named if c.tag_ == "JJ"]:  # "made it clear that ..."
        named += [c for c in children(child, "ccomp", "advcl") if c.i > child.i and _opened(c)]
    named = [c for c in named if c.tag_ != "JJ" or len(named) == 1]
    found = sorted(named, key=lambda clause: (clause.i < verb.i, clause.i))
    found = [c for c in found if not any(t.text == ";" for t in verb.doc[min(c.i, verb.i) : max(c.i, verb.i)])]
    return found or [c for c in (_hung_elsewhere(verb),) if c is not None]


def _opened(clause: Token) -> bool:
    return any(True for _ in children(clause, "mark"))


def _hung_elsewhere(verb: Token) -> Token | None:
    """ "told the paper in an interview that he ...": a parser hangs the clause on the noun before it."""
    for token in verb.subtree:
        if token.i > verb.i and token.dep_ in ("relcl", "acl", "advcl") and token.head.i < token.i:
            mark = next((c for c in children(token, "mark") if c.lower_ == "that"), None)
            if (
                mark is not None
                and mark.i > verb.i
                and token.head.tag_[0] == "N"
                and token.head.dep_ in ("pobj", "dobj")
            ):
                return token
    return None


def _is_clause(clause: Token) -> bool:
    return clause.tag_[0] in "VM" or any(
        True for _ in children(clause, "nsubj", "nsubjpass", "mark", "cop", "expl", "aux")
    )


def _without(passage: Passage, clause: Token, verb: Token) -> tuple[Span, ...]:
    """The words of a clause, less those of the clause that reports it."""
    inside = {token.i for token in clause.subtree}
    own = subject(verb)
    if clause.is_ancestor(verb):
        drop = {token.i for token in verb.subtree}
    else:
        drop = {verb.i} | ({token.i for token in own.subtree} if own is not None and own.head == verb else set())
        drop |= _of_another(clause)
    return _spans(passage, sorted(inside - drop))


def _of_another(clause: Token) -> set[int]:
    """ "X said that ..., while Y said that ...": the words of the second, which a parser hangs on the first's."""
    return {
        token.i
        for verb in clause.subtree
        if verb.i > clause.i and verb.dep_ == "advcl" and {"clause", "attitude"} & frames(verb).keys()
        if any(mark.lower_ in ("while", "whereas") for mark in children(verb, "mark"))
        if (own := own_subject(verb)) is not None and own.tag_ != "PRP"
        for token in verb.subtree
    }


def _spans(passage: Passage, indices: list[int]) -> tuple[Span, ...]:
    groups: list[list[int]] = []
    for i in indices:
        if groups and i == groups[-1][-1] + 1:
            groups[-1].append(i)
        else:
            groups.append([i])
    spans = []
    for group in groups:
        first, last = trimmed(passage.doc, group[0], group[-1])
        if any(passage.doc[i].is_alpha or passage.doc[i].like_num for i in range(first, last + 1)):
            spans.append(passage.span(first, last))
    return merge_spans(spans)


def _as(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "described the plan as risky": the thing described and what it is called."""
    thing = next(children(verb, "dobj", "nsubjpass"), None)
    role = next((child for child in children(verb, "prep") if child.lower_ == "as"), None) or next(
        children(verb, "oprd"), None
    )
    if thing is None or role is None:
        return ()
    return _spans(
        passage,
        sorted({*range(thing.left_edge.i, thing.right_edge.i + 1), *range(role.left_edge.i, role.right_edge.i + 1)}),
    )


def _as_clause(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "As the minister stressed in May, ...", "..., as she put it": the sentence around a clause with "as"."""
    mark = next((c for c in children(verb, "mark", "advmod") if c.lower_ == "as"), None)
    if mark is None or verb.dep_ not in ("advcl", "ccomp", "dep") or mark.i > verb.i:
        return ()
    if next(children(verb, "ccomp", "xcomp", "acomp"), None) is not None or own_subject(verb) is None:
        return ()
    begin, end = passage.sentence(verb)
    inside = {token.i for token in verb.subtree}
    if mark.i > begin and passage.doc[mark.i - 1].text not in (",", "(", "–", "—"):
        return ()
    return _spans(passage, [i for i in range(begin, end + 1) if i not in inside])


def _reason(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "called the story nonsense: no bill had been tabled": what follows a colon after the verdict."""
    _, end = passage.sentence(verb)
    colon = next((t.i for t in passage.doc[verb.i : end + 1] if t.text == ":" and not passage.quoted(t)), None)
    if colon is None or not any(t.tag_ in FINITE for t in passage.doc[colon : end + 1]):
        return ()
    return _spans(passage, list(range(colon + 1, end + 1)))


def _inserted(passage: Passage, verb: Token) -> bool:
    """ "Kyiv, she said, had not asked": the reporting clause stands between commas."""
    own = own_subject(verb)
    if own is None:
        return False
    first, last = min(own.left_edge.i, verb.i), max(own.right_edge.i, verb.i)
    doc = passage.doc
    return first > 0 and doc[first - 1].text == "," and last + 1 < len(doc) and doc[last + 1].text in (",", ".")


def _before(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "Nothing was decided, the minister said": the sentence up to the comma before source and cue."""
    own = own_subject(verb)
    if own is None or (verb.tag_ not in FINITE and not any(True for _ in children(verb, "aux"))):
        return ()
    doc = passage.doc
    begin, _ = passage.sentence(verb)
    first = min(own.left_edge.i, verb.i)
    if first - 1 <= begin or doc[first - 1].text not in (",", "–", "—", "-", '"'):
        return ()
    if not any(token.tag_ in FINITE for token in doc[begin : first - 1]):
        return ()
    if any(token.dep_ == "mark" and token.head.i < first for token in doc[begin : begin + 1]):
        return ()
    return _spans(passage, list(range(begin, first - 1)))


def _after_colon(passage: Passage, verb: Token) -> tuple[Span, ...]:
    """ "The minister said: ...": the rest of the sentence after a colon."""
    doc = passage.doc
    _, end = passage.sentence(verb)
    for i in range(verb.i + 1, end):
        if doc[i].text == ":":
            return _spans(passage, list(range(i + 1, end + 1)))
        if doc[i].tag_ in FINITE and doc[i].dep_ not in ("relcl",):
            return ()
    return ()
