"""Stage 1, parsing: quotations that no cue beside them claims. In: passages and attributions. Out: these and more.

The speaker is looked for in the same paragraph ("...," X said. "..."), in the line before, before a line "Quote:"
(`quote_lines`), and in who spoke last, also where questions that name nobody stand between ('And soldiers? "None."').
"""

from spacy.tokens import Token

from dashboard.parsing.addressees import addressees
from dashboard.parsing.clauses import own_subject
from dashboard.parsing.direct import holder
from dashboard.parsing.guests import is_exchange
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, grammar, load
from dashboard.parsing.model import lemma_of
from dashboard.parsing.named import Voice, is_human, with_titles
from dashboard.parsing.neighbours import beside_quote
from dashboard.parsing.paragraph import words as layout
from dashboard.parsing.passage import Attribution, Passage, Span, of_line, outermost, source_span, with_content
from dashboard.parsing.phrases import owner
from dashboard.parsing.presented import met
from dashboard.parsing.quote_lines import is_labelled, of_label
from dashboard.parsing.quotes import Quote
from dashboard.parsing.reporting import words as reporting

GOES_ON = 3
"""Paragraphs behind somebody's words in which a quotation that nobody is given may still be theirs."""
SHORT = 4
"""Words: a shorter quotation may be a scare quote or a name."""
_NAMING = ("name", "role", "body", "named", "place", "party", "honorific")
_FORCES = grammar("force_heads")
_SAYERS = reporting("sayers")


def across_passages(passages: list[Passage], items: list[list[Item]], found: list[Attribution]) -> list[Attribution]:
    """Give quotations that no cue claims to a speaker of the same or a neighbouring paragraph."""
    result = sorted(found, key=lambda a: (a.passage, a.cue))
    for number, passage in enumerate(passages):
        for quote in passage.quotes:
            if holder(result, quote) is not None:
                continue
            whole = quote.start == passage.paragraph.start and quote.end >= passage.paragraph.end
            if whole and (passage.paragraph.kind == "question" or passage.paragraph.stressed):
                continue  # what a reporter asks, or what stands apart in bold
            if is_exchange(passages, number):
                answered = _in_exchange(passages, items, number, quote)
                result += [answered] if answered is not None else []
                continue
            match = beside_quote(passage, number, quote, result) if is_sentence(passage, quote) else None
            match = match or _same_paragraph(passage, number, quote, result)
            match = match or _run_on(passages, items, number, quote, result)
            match = match or _answered(passages, items, number, quote, result)
            if match is None:
                continue
            if match.cue[0] == match.cue[1]:
                result.append(match)
            else:
                result[result.index(match)] = with_content(match, (quote.start, quote.end))
    return result


def is_sentence(passage: Passage, quote: Quote) -> bool:
    """Whether a quotation stands alone: at the start of a paragraph or after a full stop, and is no mere phrase."""
    text = passage.text
    before = text[: max(0, quote.start - passage.base)].rstrip()[-1:]
    inner = text[quote.start + 1 - passage.base : quote.end - 1 - passage.base]
    return before in ("", ".", "?", "!", '"', ":", "…") and (len(inner.split()) >= SHORT or inner[-1:] in ".?!")


def _same_paragraph(passage: Passage, number: int, quote: Quote, found: list[Attribution]) -> Attribution | None:
    """ "...," X said. "...": the last attribution before the quotation in its paragraph."""
    if not is_sentence(passage, quote):
        return None
    before = [a for a in found if a.passage == number and a.cue[0] < quote.start and a.source is not None]
    before = outermost([a for a in before if not _is_in_question(passage, a)])
    return before[-1] if before else None


def _run_on(
    passages: list[Passage], items: list[list[Item]], number: int, quote: Quote, found: list[Attribution]
) -> Attribution | None:
    """A paragraph that is a quotation: it runs on from the one before, or follows or precedes its speaker's line."""
    passage = passages[number]
    if not is_sentence(passage, quote):
        return None
    previous = outermost([a for a in found if a.passage == number - 1 and a.source is not None])
    if is_labelled(passage, quote):
        return of_label(passages, items, number, quote, found)
    alone = quote.start == passage.paragraph.start and quote.end >= passage.paragraph.end - 1
    if quote.continues:
        above = [before.start for before in passages[number - 1].quotes] if number else []
        held = [a for a in found if a.source is not None and any(a0 <= q < a1 for a0, a1 in a.content for q in above)]
        return next(reversed(outermost(held)), None) or next((a for a in reversed(previous) if a.direct), None)
    if alone and number and passages[number - 1].text.rstrip().endswith(":") and not previous:
        return _introduced(passages, number, quote)
    if alone and number > 1 and not previous and passages[number - 1].text.rstrip().endswith("?"):
        previous = [a for a in found if a.passage == number - 2 and a.source is not None and a.direct]
    if alone and previous:
        return previous[-1]
    return None


def _in_exchange(passages: list[Passage], items: list[list[Item]], number: int, quote: Quote) -> Attribution | None:
    """Whom a question speaks to by name, else who is asked above the exchange, or the one person that this tells of:
    'Ana Example was at the fair. / "Will you go?" / "No."'.
    """
    spoken_to = next((to for to in addressees([i for i in items[number - 1] if i.text != '"']) if to.surname), None)
    if spoken_to is not None:
        return of_line(number, quote, number - 1, spoken_to.span)
    first = number - 1
    while first > 1 and is_exchange(passages, first - 1):
        first -= 2
    asked = met(passages[:first], items[:first], near=1) or _sole(passages, items, first - 1)
    return of_line(number, quote, asked.passage, asked.span) if asked is not None else None


def _sole(passages: list[Passage], items: list[list[Item]], number: int) -> Voice | None:
    """The one person of whom a paragraph tells as its subject, where it speaks of no others but of who asks."""
    passage, line = passages[number], items[number]
    named = [n for n, item in enumerate(line) if item.kind == "name"]
    humans = {fold(line[n].text).split()[-1]: n for n in reversed(named) if is_human(line, n)}
    place = next(iter(humans.values()), None)
    if place is None or len(humans) > 1:
        return None
    span = line[with_titles(line, place)].start, line[place].end
    others = [item for item in line if item.kind in ("role", "other") and not span[0] <= item.start < span[1]]
    told = any(_is_of_others(t) for t in passage.doc if not span[0] <= passage.position(t) < span[1])
    token = passage.token_at(span[1] - 1)
    acts = token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj")
    return Voice(number, span) if acts and not told and not others else None


def _is_of_others(token: Token) -> bool:
    """A word for persons who may answer or ask, but for those whose trade it is to ask."""
    if token.tag_ not in ("NN", "NNS") or layout()["question"].fullmatch(lemma_of(token)):
        return False
    return (token.tag_ == "NN" and lemma_of(token) in _FORCES) or _is_of_people(token)


def _answered(
    passages: list[Passage], items: list[list[Item]], number: int, quote: Quote, found: list[Attribution]
) -> Attribution | None:
    """Whoever spoke last, where only questions that name nobody stand between, and nothing behind."""
    passage = passages[number]
    if passage.paragraph.label is not None or passage.paragraph.kind != "body" or not is_sentence(passage, quote):
        return None
    before = [a for a in found if number - GOES_ON <= a.passage and _end(a) <= quote.start]
    before = [a for a in before if not _is_in_question(passages[a.passage], a)]
    last = max(outermost(before), key=_end, default=None)
    if last is None or last.source is None or not (last.direct or last.passage == number - 1):
        return None
    between = range(last.passage, number + 1)
    if not all(_only_asks(passages[n], items[n], _end(last), quote.start) for n in between):
        return None
    if _goes_on(passage, quote) or _names_itself(passages[last.source_passage], last.source, passage, quote):
        return None
    return of_line(number, quote, last.source_passage, last.source, last.source_token)


def _is_in_question(passage: Passage, attribution: Attribution) -> bool:
    """ "Does he speak for Example, who said so?": what a question mentions by the way gives nobody the floor."""
    cue = passage.doc[attribution.cue_token] if attribution.cue_token is not None else None
    if cue is None or cue.dep_ == "ROOT" or passage.quoted(cue):
        return False
    return passage.doc[passage.sentence(cue)[1]].text == "?"


def _end(attribution: Attribution) -> int:
    """Where the words, the cue and, if beside it, the source of an attribution end."""
    source = [attribution.source] if attribution.source is not None and attribution.source_elsewhere is None else []
    return max(end for _, end in (*attribution.content, attribution.cue, *source))


def _goes_on(passage: Passage, quote: Quote) -> bool:
    """Whether words follow a quotation in its paragraph, which may tell whose it is."""
    behind = next((t for t in passage.doc if passage.position(t) >= quote.end), None)
    return behind is not None and not passage.quoted(behind)


def _only_asks(passage: Passage, items: list[Item], start: int, end: int) -> bool:
    """Whether a paragraph of a report holds nothing in a stretch, behind the sentence that it begins in, but quotations
    and questions to which nobody named in them can be thought to answer.
    """
    if passage.paragraph.kind != "body":
        return False
    here = [t for t in passage.doc if start <= passage.position(t) < end and not passage.quoted(t)]
    if here and start > passage.base:
        first = passage.sentence(passage.token_at(start))[1]
        here = [t for t in here if t.i > first]
    named = [item for item in items if start <= item.start < end and item.kind in _NAMING]
    asked = all(passage.doc[passage.sentence(token)[1]].text == "?" for token in here)
    spots = {passage.token_at(item.start).i for item in named}
    return asked and not any((t.i in spots or _is_of_people(t)) and _may_answer(passage, t) for t in here)


def _may_answer(passage: Passage, token: Token) -> bool:
    """Whether the next words may be those of whom a question names, which does not only ask whether they do something:
    "Is it true that Example goes?".
    """
    first, last = passage.sentence(token)
    clauses = (above for above in (token, *token.ancestors) if above.dep_ == "ccomp")
    return not any(first <= clause.head.i <= last for clause in clauses)


def _is_of_people(token: Token) -> bool:
    """A name, a word for persons, or any plural but that of soldiers: "And the voters?", "And Example?"."""
    if token.tag_ not in ("NN", "NNS"):
        return token.tag_ in ("NNP", "NNPS")
    lemma = lemma_of(token)
    if token.tag_ == "NNS":
        return lemma not in _FORCES
    return lemma in load("titles")["person_nouns"] or lemma in load("titles")["other_kinds"] or lemma in _SAYERS


def _names_itself(told: Passage, source: Span, passage: Passage, quote: Quote) -> bool:
    """Whether a quotation names the speaker it would be given to: "Example will not go" is not Example's."""
    names = {t.text for t in told.doc if source[0] <= told.position(t) < source[1] and t.tag_ == "NNP"}
    return any(t.text in names for t in passage.doc if quote.start < passage.position(t) < quote.end)


def _introduced(passages: list[Passage], number: int, quote: Quote) -> Attribution | None:
    """A line that ends in a colon names the speaker of the quotation below it."""
    before = passages[number - 1]
    verbs = [t for t in reversed(before.doc) if t.tag_[0] == "V" and not before.quoted(t)]
    verb = next((t for t in verbs if t.dep_ == "ROOT" or own_subject(t) is not None), None)
    if verb is None:
        return None
    brings = lemma_of(verb) in load("layout")["brings"]
    words = next((c for c in verb.children if brings and c.dep_ == "dobj" and lemma_of(c) in reporting("owned")), None)
    whose = owner(words) if words is not None else None  # "The agency brings his words in full:"
    subject = whose or own_subject(verb) or next((t for t in reversed(before.doc[: verb.i]) if t.tag_ == "NNP"), None)
    if subject is None:
        return None
    return of_line(number, quote, number - 1, source_span(before, subject), subject.i)
