"""Stage 1, parsing: quotations that no cue beside them claims. In: passages and attributions. Out: these and more.

The speaker is looked for in the same paragraph ("...," X said. "..."), in the line before, and among those who spoke
last.
"""

from dashboard.parsing.clauses import own_subject
from dashboard.parsing.direct import holder
from dashboard.parsing.neighbours import beside_quote
from dashboard.parsing.paragraph import words
from dashboard.parsing.passage import Attribution, Passage, Span, in_content, in_source, source_span, with_content
from dashboard.parsing.places import entity_of
from dashboard.parsing.quotes import Quote

LABELLED = 3
"""Paragraphs before a line "Quote:" in which its speaker is named."""
SHORT = 4
"""Words: a shorter quotation may be a scare quote or a name."""


def across_passages(passages: list[Passage], found: list[Attribution]) -> list[Attribution]:
    """Give quotations that no cue claims to a speaker of the same or a neighbouring paragraph."""
    result = sorted(found, key=lambda a: (a.passage, a.cue))
    for number, passage in enumerate(passages):
        for quote in passage.quotes:
            if holder(result, quote) is not None:
                continue
            match = beside_quote(passage, number, quote, result) if is_sentence(passage, quote) else None
            match = match or _same_paragraph(passage, number, quote, result)
            match = match or _run_on(passages, number, quote, result)
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
    before = [a for a in before if not any(in_source(a, other) or in_content(a, other) for other in before)]
    return before[-1] if before else None


def _run_on(passages: list[Passage], number: int, quote: Quote, found: list[Attribution]) -> Attribution | None:
    """A paragraph that is a quotation: it runs on from the one before, or follows or precedes its speaker's line."""
    passage = passages[number]
    if not is_sentence(passage, quote):
        return None
    previous = [a for a in found if a.passage == number - 1 and a.source is not None]
    if words()["quoted"].fullmatch(passage.text[: quote.start - passage.base].rstrip(" :")):
        return _of_source_line(passages, number, quote, found) or _spoke_last(number, found)
    alone = quote.start == passage.paragraph.start and quote.end >= passage.paragraph.end - 1
    if quote.continues:
        return next((a for a in reversed(previous) if a.direct), None)
    if alone and number and passages[number - 1].text.rstrip().endswith(":") and not previous:
        return _introduced(passages, number, quote)
    if alone and number > 1 and not previous and passages[number - 1].text.rstrip().endswith("?"):
        previous = [a for a in found if a.passage == number - 2 and a.source is not None and a.direct]
    if alone and previous:
        return previous[-1]
    return None


def _spoke_last(number: int, found: list[Attribution]) -> Attribution | None:
    """Whose words the report before a line "Quote:" gives, of which a line "Source: the minister on X" tells more."""
    before = [a for a in found if number - LABELLED <= a.passage < number and a.source is not None]
    outer = [a for a in before if not any(in_content(a, other) for other in before)]
    return outer[-1] if outer else None


def _of_source_line(passages: list[Passage], number: int, quote: Quote, found: list[Attribution]) -> Attribution | None:
    """Whom a line "Source: the minister on the radio" before a line "Quote:" names, where that one was spoken of in
    the headline, or spoke before.
    """
    lines = range(number - 1, max(0, number - LABELLED) - 1, -1)
    line = next((n for n in lines if words()["source"].match(passages[n].text)), None)
    if line is None:
        return None
    doc = passages[line].doc
    speakers = (
        passages[a.passage].doc[a.source_token] for a in found if a.source_token is not None and a.passage < line
    )
    told = {token.text for token in (*passages[0].doc, *speakers)}
    if not any(t.tag_ == "NNP" and t.text in told and entity_of(t.text) is None for t in doc[2:]):
        return None  # a newspaper
    return _of_line(number, quote, line, passages[line].span(2, len(doc) - 1))


def _introduced(passages: list[Passage], number: int, quote: Quote) -> Attribution | None:
    """A line that ends in a colon names the speaker of the quotation below it."""
    before = passages[number - 1]
    verbs = [t for t in reversed(before.doc) if t.tag_[0] == "V" and not before.quoted(t)]
    verb = next((t for t in verbs if t.dep_ == "ROOT" or own_subject(t) is not None), None)
    if verb is None:
        return None
    subject = own_subject(verb) or next((t for t in reversed(before.doc[: verb.i]) if t.tag_ == "NNP"), None)
    if subject is None:
        return None
    return _of_line(number, quote, number - 1, source_span(before, subject), subject.i)


def _of_line(number: int, quote: Quote, line: int, source: Span | None, token: int | None = None) -> Attribution:
    """A quotation of the source that a line before it names."""
    return Attribution(
        passage=number,
        source=source,
        cue=(quote.start, quote.start),
        content=((quote.start, quote.end),),
        direct=True,
        negated=False,
        rule="introduced",
        verb="",
        source_token=token,
        source_elsewhere=line,
    )
