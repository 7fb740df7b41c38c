"""Stage 1, parsing: whom the lines above an interview's questions present. In: passages and items. Out: a `Voice`.

Who is asked or answers there, who opens the headline, and of whom a talk is only about.
"""

from spacy.tokens import Token

from dashboard.parsing.clauses import own_subject
from dashboard.parsing.gazetteer import officials_with_surname
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.model import TENSED, lemma_of
from dashboard.parsing.named import Voice, is_human, is_known, surnames_of, with_titles
from dashboard.parsing.passage import Passage
from dashboard.parsing.reporting import words as reporting

NEAR = 3
"""Paragraphs above the first question in which somebody may be asked or answer."""


def met(passages: list[Passage], items: list[list[Item]], near: int = NEAR) -> Voice | None:
    """Who is asked or answers in the lines right above the questions: "Our paper asked Ana Example on Friday.", "Ana
    Example took questions.", "Peru's minister gave one interview".

    Only by the main verb of a sentence, and not before that ("had asked"); not whom an official asks; nobody where
    there are several.
    """
    found: dict[str, Voice] = {}
    for number in range(len(passages) - 1, max(-1, len(passages) - 1 - near), -1):
        passage = passages[number]
        for verb in passage.doc:
            had = any(c.dep_ == "aux" and lemma_of(c) == "have" for c in verb.children)
            if verb.tag_ not in TENSED or had or passage.quoted(verb) or _main(verb).dep_ != "ROOT":
                continue
            person = _who_answers(verb, passage, items[number])
            voice = _named_at(passage, items[number], number, person) if person is not None else None
            if voice is not None:
                surname = passage.text[voice.span[0] - passage.base : voice.span[1] - passage.base].split()[-1]
                found.setdefault(fold(surname), voice)
    return next(iter(found.values())) if len(found) == 1 else None


def _main(verb: Token) -> Token:
    """The first of several coordinated verbs."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb


def _who_answers(verb: Token, passage: Passage, line: list[Item]) -> Token | None:
    """Whom a verb makes the one who answers: the object of "asked", "we talked to"; the subject of "took questions"."""
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    asker = own_subject(verb)
    if lemma_of(verb) in reporting("asks"):
        sought = any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.children)  # asked somebody for an interview
        return None if sought or (asker is not None and _is_human(passage, line, asker)) else thing
    if thing is not None and lemma_of(verb) in load("layout")["holds"] and _is_talk(thing):
        return asker
    if asker is not None and lemma_of(verb) in load("layout")["meets"]:
        others = (c for prep in verb.children if prep.dep_ == "prep" for c in prep.children if c.dep_ == "pobj")
        other = next(others, None)
        us = other is not None and other.lower_ == "us"
        return asker if us else other if asker.lower_ == "we" else None
    return None


def _is_human(passage: Passage, line: list[Item], noun: Token) -> bool:
    """Whether a noun ends the name of a person, or tells an office."""
    place = next((n for n, item in enumerate(line) if item.start <= passage.position(noun) < item.end), None)
    return place is not None and (line[place].kind == "role" or (line[place].kind == "name" and is_human(line, place)))


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


def opens(headline: Passage, line: list[Item]) -> Voice | None:
    """'Example after the call: "not today"': the surname of an official that opens a headline which quotes somebody and
    has no verb outside the quotation.
    """
    known = bool(line) and line[0].kind == "name" and officials_with_surname(line[0].text)
    verbs = any(token.tag_ in (*TENSED, "MD") and not headline.quoted(token) for token in headline.doc)
    quoted = bool(headline.quotes) and not verbs
    return Voice(0, (line[0].start, line[0].end)) if known and quoted and not is_told_of(line, 0) else None


def is_thing(passage: Passage, voice: Voice) -> bool:
    """Whether a name is that of what stands right behind or before it: "Nordic Response exercise", or turned round."""
    first, last = passage.tokens(*voice.span)
    before = passage.doc[first - 1] if first else None
    kind = before is not None and before.tag_ == "NN" and before.dep_ in ("compound", "nmod")
    titles = load("titles")
    person = before is not None and (
        lemma_of(before) in titles["person_nouns"] or lemma_of(before) in titles["other_kinds"]
    )
    return passage.doc[last].dep_ in ("compound", "amod") or (kind and not person)


def is_told_of(line: list[Item], place: int) -> bool:
    """Whether a talk is about somebody, or somebody's is what is spoken of; but not "Ana Example's last interview"."""
    begin = with_titles(line, place)
    owner = place + 1 < len(line) and line[place + 1].text in ("'s", "'")
    owner = owner and not any(after.text.lower() in load("layout")["talks"] for after in line[place + 2 : place + 5])
    before = [item.text.lower() for item in line[max(0, begin - 2) : begin]]
    own_words = begin == 2 and before[1] in load("layout")["spoken_by"] and before[0] in load("layout")["told_by"]
    return owner or (not own_words and bool(before) and before[-1] in load("layout")["about_names"])
