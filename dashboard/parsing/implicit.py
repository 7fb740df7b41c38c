"""Stage 1, parsing: quotations and reports without a reporting verb. In: passages, attributions. Out: more of these.

'Her party chairman took the same view: "..."', '"..." - Mark Rutte, Prague', 'The minister is "ready to go"'.
"""

from spacy.tokens import Span as SpanOfTokens
from spacy.tokens import Token

from dashboard.parsing.clauses import children, own_subject
from dashboard.parsing.dates import calendar
from dashboard.parsing.labels import label
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.model import FINITE, lemma_of
from dashboard.parsing.named import names_body, names_somebody
from dashboard.parsing.paragraph import words as layout
from dashboard.parsing.passage import Attribution, Passage, Span, source_span
from dashboard.parsing.phrases import owner
from dashboard.parsing.places import entity_of
from dashboard.parsing.quotes import Quote
from dashboard.parsing.reporting import words

_DASHES = frozenset(("–", "—", "-", "--", "―"))
_NAMED = ("NNP", "NNPS", "NN", "PRP")
_NAMING = frozenset(("nsubj", "ROOT", "appos", "dep", "nmod", "npadvmod", "conj"))
_REPORTED = grammar("told_back")
_SUBORDINATE = frozenset(("relcl", "acl", "advcl", "aux", "auxpass"))
LONGEST = 14  # tokens before a colon that stands for a verb
TAIL = 20  # tokens that tell whose a quotation was, behind it
WORDS = 3  # a shorter quotation without a cue may be a scare quote


def of_quote(passage: Passage, number: int, quote: Quote) -> Attribution | None:
    """Who a quotation without a cue belongs to by the form of its sentence."""
    behind = _named_behind(passage, quote)
    if behind is not None:
        cue = passage.span(behind.start - 1, behind.start - 1)
        return _of(number, quote, passage.span(behind.start, behind.end - 1), cue, None)
    found = _before_colon(passage, quote) or _of_subject(passage, quote)
    return _of(number, quote, source_span(passage, found[0]), found[1], found[0].i) if found is not None else None


def _of(number: int, quote: Quote, source: Span | None, cue: Span, token: int | None) -> Attribution:
    return Attribution(
        passage=number,
        source=source,
        cue=cue,
        content=((quote.start, quote.end),),
        direct=True,
        negated=False,
        rule="implicit",
        verb="",
        source_token=token,
    )


def _named_behind(passage: Passage, quote: Quote) -> SpanOfTokens | None:
    """ "..." - Mark Rutte; "..." (Mark Rutte, in Prague); "... ." Mark Rutte, in Prague: a name without a verb."""
    rest = [token for token in passage.doc if passage.position(token) >= quote.end]
    if len(rest) < 2:
        return None
    opens, apart = rest[0].text == "(", rest[0].text in _DASHES
    tail = passage.doc[rest[0].i : passage.sentence(rest[1])[1] + 1]
    tail = tail[: next((i for i, t in enumerate(tail) if passage.quoted(t)), len(tail))]
    if opens:
        tail = tail[: next((i for i, t in enumerate(tail) if t.text == ")"), 0)]
    if not 1 < len(tail) <= TAIL or any(t.tag_ in FINITE for t in tail):
        return None
    if not any(t.tag_ == "NNP" for t in tail) or not (opens or apart or _is_caption(passage, quote, tail)):
        return None
    name = tail[1:] if opens or apart else tail
    return name[: _end_of_name(name)]


def _end_of_name(name: SpanOfTokens) -> int:
    """Where the name ends, past an apposition that tells an office: not "Ana Example, in Oslo", nor "Oslo, Friday"."""
    commas = [i for i, t in enumerate(name) if t.text in (",", ".")]
    for i, comma in enumerate(commas):
        part = name[comma + 1 : commas[i + 1] if i + 1 < len(commas) else len(name)]
        if not any(t.tag_ == "NN" for t in part) or any(t.tag_ == "IN" for t in part[:1]):
            return comma
    return len(name)


def _is_caption(passage: Passage, quote: Quote, tail: SpanOfTokens) -> bool:
    """Whether a quotation that is a sentence is followed by a full name that ends, or is told more of after a comma."""
    inside = passage.text[quote.end - 2 - passage.base : quote.end - 1 - passage.base]
    name = 0
    while name < len(tail) and tail[name].tag_ == "NNP":
        name += 1
    return inside in (".", "?", "!") and name > 1 and (name == len(tail) or tail[name].text in (",", "(", "."))


def _before_colon(passage: Passage, quote: Quote) -> tuple[Token, Span] | None:
    """'Her chairman took the same view: "..."', 'His spokeswoman, later on Tuesday: "..."'."""
    first, _ = passage.tokens(quote.start, quote.end)
    doc = passage.doc
    if first < 2 or doc[first - 1].text != ":":
        return None
    begin, _ = passage.sentence(doc[first - 1])
    parted = (t.i + 1 for t in doc[begin : first - 1] if t.text in (";", ":"))
    begin = max([begin, *parted])
    before = doc[begin : first - 1]
    if layout()["labels"].fullmatch(before.text):
        return None
    colon = passage.span(first - 1, first - 1)
    finite = (t for t in before if t.tag_ in FINITE and t.lower_ != "'s")  # "the minister's spokesman", taken for "is"
    verbs = [t for t in finite if t.dep_ not in ("relcl", "advcl", "aux", "auxpass")]
    for verb in reversed(verbs):
        subject = own_subject(verb)
        if subject is not None and subject.i >= begin and _is_somebody(subject):
            return _whose(subject), colon
    if verbs:
        return None
    nouns = (t for t in before if t.tag_ in _NAMED and t.dep_ != "compound" and t.nbor().lower_ != "'s")
    name = next((t for t in nouns if not _is_aside(t)), None)
    return (_whose(name), colon) if name is not None and _is_somebody(name) else None


def _whose(noun: Token) -> Token:
    """ "Her answer:", "its spokesman's reply had two words:": what somebody said is said by its owner."""
    said = lemma_of(noun) in words("owned") | words("nouns") or noun.lower_ in load("layout")["talks"]
    return (owner(noun) or noun) if said else noun


def _is_aside(noun: Token) -> bool:
    """ "At the lake", "from Rome", "last Thursday", "27 Feb": where or when something was said."""
    dated = (noun.dep_ == "npadvmod" and noun.tag_ != "NNP") or noun.lower_ in calendar()
    placed = noun.dep_ == "pobj" and (noun.head.lower_ in words("asides") or entity_of(noun.text) is not None)
    return dated or placed


def _of_subject(passage: Passage, quote: Quote) -> tuple[Token, Span] | None:
    """'Kristen Michal is "ready to contribute"': words in quotation marks that the sentence tells of a person."""
    first, last = passage.tokens(quote.start, quote.end)
    if sum(t.is_alpha for t in passage.doc[first : last + 1]) < WORDS:
        return None
    begin, _ = passage.sentence(passage.doc[first])
    for token in reversed(list(passage.doc[begin:first])):
        verb = token.head if token.tag_ == "MD" else token
        if token.tag_ not in FINITE or passage.quoted(token) or verb.dep_ in _SUBORDINATE:
            continue
        subject = own_subject(verb)
        if subject is None or subject.i > first or not _is_person(subject):
            return None
        return subject, passage.span(token.i, token.i)
    return None


def _is_somebody(token: Token) -> bool:
    return token.lower_ not in ("it", "this", "that", "there", "which", "what", "one") and token.tag_ not in (
        "CD",
        "DT",
    )


def _is_person(token: Token) -> bool:
    return (
        token.tag_ == "NNP" or token.lower_ in ("he", "she") or any(c.tag_ == "NNP" for c in children(token, "appos"))
    )


def verbless(passage: Passage, number: int, others: list[Attribution]) -> list[Attribution]:
    """ "The minister, on the same programme: if Britain leads, Estonia goes along": a name, a colon, a sentence.

    A body before a colon ("German defence ministry:"), and whoever stands so in a heading, is also what the words are
    about: not where one of the `others` has a part in them, nor where somebody is quoted.
    """
    found = []
    for colon in passage.doc:
        if colon.text != ":" or passage.quoted(colon):
            continue
        first, last = passage.sentence(colon)
        before, after = passage.doc[first : colon.i], passage.doc[colon.i + 1 : last + 1]
        told = any(t.tag_ in FINITE and not _describes(t) for t in before)
        if not 0 < len(before) <= LONGEST or (told and not _tells(before, after)):
            continue
        name = _actor(before) if told else _named(before)
        answers = len(after) > 1 and after[0].lower_ in words("answers")
        if name is None or not len(after) or passage.quoted(after[0]):
            continue
        if not answers and not any(t.tag_ == "MD" or t.tag_.startswith("VB") for t in after):
            continue
        certain = passage.paragraph.kind == "body" and name.tag_ == "NNP"
        if not certain and not _only_speaks(passage, before, after, others):
            continue
        end = last if not passage.doc[last].is_punct else last - 1
        rule = "same_voice" if told else "verbless"
        spans = passage.span(colon.i, colon.i), passage.span(colon.i + 1, end)
        found.append(_made(passage, number, name, *spans, rule))
    return found


def _named(before: SpanOfTokens) -> Token | None:
    """The name before a colon, rather than the place or day beside it: "TURKEY - Hakan Fidan:", "2 March, Merz:"; else
    a body or an office: "German defence ministry:".
    """
    names = [t for t in before if t.tag_ == "NNP" and t.dep_ in _NAMING and t.lower_ not in calendar()]
    name = next((t for t in names if entity_of(t.text) is None), next(iter(names), None))
    return name or (before.root if names_body(label(before.text)) else None)


def _only_speaks(passage: Passage, before: SpanOfTokens, after: SpanOfTokens, others: list[Attribution]) -> bool:
    """Whether a colon stands between a speaker or a body, and words in which nobody else says something."""
    told = label(before.text)
    start, end = passage.span(before.start, after.end - 1)
    said = any(start <= a.cue[0] < end for a in others) or any(start <= q.start < end for q in passage.quotes)
    alone = all(t.text != ":" for t in (*before, *after))  # not "Bundestag: Merz: ..."
    return alone and not said and (names_somebody(told, set()) or names_body(told))


def _describes(verb: Token) -> bool:
    """Whether a verb stands in a relative clause: "Ana Petrie, who heads the board: ..."."""
    governor = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    return governor.dep_ == "relcl" or any(c.lower_ == "who" for c in children(governor, "nsubj", "nsubjpass"))


def _tells(before: SpanOfTokens, after: SpanOfTokens) -> bool:
    """ "Albares brushed the question aside: there was no peace to keep": a person acts, and a past tense explains."""
    past = any(t.tag_ in ("VBD", "MD") and t.lower_ in _REPORTED for t in after)
    return _actor(before) is not None and (past or (len(after) > 1 and after[0].lower_ in words("answers")))


def _actor(before: SpanOfTokens) -> Token | None:
    """The name that is the subject of the words before a colon."""
    root = next((t for t in before if t.tag_ in ("VBD", "VBZ") and t.dep_ in ("ROOT", "ccomp")), None)
    subject = own_subject(root) if root is not None else None
    return subject if subject is not None and subject.tag_ == "NNP" else None


def _made(passage: Passage, number: int, source: Token, cue: Span, content: Span, rule: str) -> Attribution:
    return Attribution(
        passage=number,
        source=source_span(passage, source),
        cue=cue,
        content=(content,),
        direct=False,
        negated=False,
        rule=rule,
        verb="",
        source_token=source.i,
    )
