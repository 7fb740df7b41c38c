"""Stage 1, parsing: quotations in a digest's entries or below a name. In: passages, items, attributions. Out: more.

A live blog, a list of broadcasts or of arrivals gives each person an entry, and quotes without a verb of saying: "Radio
ZET, 8.15. Guest: Adam Szłapka, the government's spokesman. Are there soldiers? 'No. Zero.'" Such a quotation is that of
the one person whom its entry names before it, where nobody else is named who may speak. So is one below a heading that
is nothing but its speaker's name, with a time or a place: "20.30 Leavitt".
"""

import re

from dashboard.parsing.across import is_sentence
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.model import FINITE
from dashboard.parsing.named import is_person, may_be_somebody, surnames_of, with_titles
from dashboard.parsing.neighbours import is_somebody_else
from dashboard.parsing.passage import Attribution, Passage, Span, of_line
from dashboard.parsing.quotes import Quote

ENTRIES = 3
"""Paragraphs of this form, at least, that make a digest, and half of all."""
OPENER = 12
"""Tokens of the words before an entry, at most: a place, a programme, a time."""
APPOSITION = 8
"""Words after a name that may tell the person's office."""
_TIME = re.compile(r"\d{1,2}[.:h]\d{2}\b")
_PROSE = ("body", "answer")


def in_entries(passages: list[Passage], items: list[list[Item]], found: list[Attribution]) -> list[Attribution]:
    """The quotations of a digest, or below a heading, that no cue claims and that can only be one person's."""
    entries = {number for number in range(len(passages)) if _is_entry(passages, number)}
    if len(entries) < max(ENTRIES, sum(p.paragraph.kind in _PROSE for p in passages) / 2):
        entries = set()
    known = surnames_of(items)
    claimed = [span for attribution in found for span in attribution.content]
    more = []
    for number, passage in enumerate(passages):
        heading = _heading_of(passages, items, number, known)
        for quote in passage.quotes:
            held = any(start < quote.end and quote.start < end for start, end in claimed)
            text = passage.text[: quote.end - passage.base].rstrip('"')
            if held or text.endswith("?") or not is_sentence(passage, quote):
                continue
            source = _only_one(passage, items[number], quote, known) if number in entries else None
            if source is not None:
                more.append(of_line(number, quote, None, source, rule="entry"))
            elif heading is not None and not _names_anybody(passage, items[number], quote, known):
                more.append(of_line(number, quote, *heading, rule="entry"))
    return more


def _heading_of(
    passages: list[Passage], items: list[list[Item]], number: int, known: set[str]
) -> tuple[int, Span] | None:
    """The heading right above a paragraph that is one person's name with its titles, and no more but a time, a place
    or an account ("@").
    """
    if not number or passages[number].paragraph.kind not in _PROSE or passages[number - 1].paragraph.kind != "heading":
        return None
    line = [item for item in items[number - 1] if item.start >= passages[number - 1].base]
    place = next((i for i in range(len(line)) if is_person(line, i, known)), None)
    if place is None:
        return None
    first = with_titles(line, place)
    if not all(first <= i <= place or _is_stamp(line, i) for i in range(len(line))):
        return None
    return number - 1, (line[first].start, line[place].end)


def _is_stamp(line: list[Item], place: int) -> bool:
    """Whether a part of a heading tells a time, a place or an account, or is a mark."""
    item = line[place]
    account = place > 0 and line[place - 1].text == "@"
    return account or item.kind == "place" or not any(char.isalpha() for char in item.text)


def _names_anybody(passage: Passage, items: list[Item], quote: Quote, known: set[str]) -> bool:
    """Whether somebody is named or acts in a paragraph before a quotation."""
    named = any(item.start < quote.start and may_be_somebody(items, i, known) for i, item in enumerate(items))
    acting = (token for token in passage.doc if passage.position(token) < quote.start)
    return named or any(is_somebody_else(token) for token in acting)


def _is_entry(passages: list[Passage], number: int) -> bool:
    """Whether a paragraph begins with a time, a place or a programme, or stands under a heading with a time."""
    passage = passages[number]
    if passage.paragraph.kind not in _PROSE:
        return False
    if passage.paragraph.label is not None or passage.paragraph.lead:
        return True
    if number and passages[number - 1].paragraph.kind == "heading" and _TIME.match(passages[number - 1].text):
        return True
    _, last = passage.sentence(passage.doc[0])
    opener = passage.doc[: last + 1]
    short = len(opener) <= OPENER and last + 1 < len(passage.doc) and opener[-1].text != "?"
    return short and not any(t.tag_ in FINITE for t in opener)


def _only_one(passage: Passage, items: list[Item], quote: Quote, known: set[str]) -> Span | None:
    """Where the only person of an entry is named, if before the quotation and with nobody else who may speak."""
    outside = [i for i, item in enumerate(items) if passage.quote_at(item.start) is None and item.start >= passage.base]
    names = [i for i in outside if is_person(items, i, known) and not _in_brackets(items, i)]
    if len({fold(items[i].text).split()[-1] for i in names}) != 1 or items[names[0]].end > quote.start:
        return None
    first, name = with_titles(items, names[0]), names[0]
    others = [i for i in outside if items[i].end <= quote.start and not first <= i <= name + APPOSITION]
    if any(items[i].kind == "role" or items[i].text.lower() in load("titles")["person_nouns"] for i in others):
        return None
    if any(
        is_somebody_else(token) for token in passage.doc if items[name].end <= passage.position(token) < quote.start
    ):
        return None
    return items[first].start, items[name].end


def _in_brackets(items: list[Item], place: int) -> bool:
    """ "RMF FM, 8.02 (Tomasz Terlikowski)": who presents."""
    before = [item.text for item in items[:place] if item.text in "()"]
    return bool(before) and before[-1] == "("
