"""Stage 1, parsing: lines "Quote:" of a report. In: passages and attributions. Out: whose words stand in such a line.

They are those of whom the line "Source: the minister on the radio" above it names, else of whoever spoke in the report.
"""

from dashboard.parsing.labels import Item
from dashboard.parsing.paragraph import words
from dashboard.parsing.passage import Attribution, Passage, of_line, outermost
from dashboard.parsing.quotes import Quote

LABELLED = 3
"""Paragraphs before a line "Quote:" in which its speaker is named."""


def is_labelled(passage: Passage, quote: Quote) -> bool:
    """Whether nothing but "Quote:" stands before a quotation."""
    return words()["quoted"].fullmatch(passage.text[: quote.start - passage.base].rstrip(" :")) is not None


def of_label(
    passages: list[Passage], items: list[list[Item]], number: int, quote: Quote, found: list[Attribution]
) -> Attribution | None:
    """Whose words a line "Quote:" gives."""
    return _of_source_line(passages, items, number, quote, found) or _spoke_last(number, found)


def _of_source_line(
    passages: list[Passage], items: list[list[Item]], number: int, quote: Quote, found: list[Attribution]
) -> Attribution | None:
    """Whom a line "Source: the minister on the radio" before a line "Quote:" names, where that one was spoken of in
    the headline, or spoke before.
    """
    lines = range(number - 1, max(0, number - LABELLED) - 1, -1)
    line = next((n for n in lines if words()["source"].match(passages[n].text)), None)
    if line is None:
        return None
    doc = passages[line].doc
    speakers = (
        passages[a.source_passage].doc[a.source_token] for a in found if a.source_token is not None and a.passage < line
    )
    told = {token.text for token in (*passages[0].doc, *speakers)}
    named = {word for item in items[line] if item.kind == "name" for word in item.text.split()}
    if not named & told:
        return None  # a newspaper, or an office alone
    return of_line(number, quote, line, passages[line].span(2, len(doc) - 1))


def _spoke_last(number: int, found: list[Attribution]) -> Attribution | None:
    """Whose words the report before a line "Quote:" gives, of which a line "Source: the minister on X" tells more."""
    before = [a for a in found if number - LABELLED <= a.passage < number and a.source is not None]
    outer = outermost(before)
    return outer[-1] if outer else None
