"""Stage 1, parsing: whom the lines above an interview's questions present. In: passages and items. Out: a `Voice`.

Who is asked or answers there, who opens the headline, and of whom a talk is only about.
"""

from spacy.tokens import Token

from dashboard.parsing.clauses import own_subject
from dashboard.parsing.gazetteer import officials_with_surname
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import load
from dashboard.parsing.model import lemma_of
from dashboard.parsing.named import Voice, is_known, surnames_of, with_titles
from dashboard.parsing.passage import Passage
from dashboard.parsing.reporting import words as reporting

NEAR = 3
"""Paragraphs above the first question in which somebody may be asked or answer."""


def met(passages: list[Passage], items: list[list[Item]], near: int = NEAR) -> Voice | None:
    """Who is asked or answers in the lines right above the questions: "Our paper asked Ana Example on Friday.", "Ana
    Example took questions.", "Peru's minister gave one interview".
    """
    for number in range(len(passages) - 1, max(-1, len(passages) - 1 - near), -1):
        passage = passages[number]
        for verb in passage.doc:
            if verb.tag_[0] != "V" or passage.quoted(verb):
                continue
            thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
            person = None
            if lemma_of(verb) in reporting("asks"):
                person = thing or next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
            elif thing is not None and lemma_of(verb) in load("layout")["holds"] and _is_talk(thing):
                person = own_subject(verb)
            voice = _named_at(passage, items[number], number, person) if person is not None else None
            if voice is not None:
                return voice
    return None


def _is_talk(noun: Token) -> bool:
    return noun.lower_ in load("layout")["talks"]


def _named_at(passage: Passage, line: list[Item], number: int, noun: Token) -> Voice | None:
    """The name that a noun ends, with its titles, or an office with its state."""
    place = next((n for n, item in enumerate(line) if item.start <= passage.position(noun) < item.end), None)
    if place is None:
        return None
    begin, item = with_titles(line, place), line[place]
    owned = item.kind == "role" and any(before.kind == "place" for before in line[begin:place])
    known = item.kind == "name" and (" " in item.text or is_known(item, surnames_of([line])))
    return Voice(number, (line[begin].start, item.end)) if owned or known else None


def opens(line: list[Item]) -> Voice | None:
    """ "Example after the call: "not today"", "Example's answer": the surname of an official that opens a headline."""
    known = bool(line) and line[0].kind == "name" and officials_with_surname(line[0].text)
    return Voice(0, (line[0].start, line[0].end)) if known and not is_told_of(line, 0) else None


def is_told_of(line: list[Item], place: int) -> bool:
    """Whether a talk is about somebody, or somebody's is what is spoken of; but not "Ana Example's last interview"."""
    begin = with_titles(line, place)
    owner = place + 1 < len(line) and line[place + 1].text in ("'s", "'")
    owner = owner and not any(after.text.lower() in load("layout")["talks"] for after in line[place + 2 : place + 5])
    before = [item.text.lower() for item in line[max(0, begin - 2) : begin]]
    own_words = begin == 2 and before[1] in load("layout")["spoken_by"] and before[0] in load("layout")["told_by"]
    return owner or (not own_words and bool(before) and before[-1] in load("layout")["about_names"])
