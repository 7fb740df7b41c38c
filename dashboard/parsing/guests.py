"""Stage 1, parsing: who answers in an interview. In: passages and their items. Out: where that person is named."""

from collections.abc import Collection, Iterator
from itertools import takewhile

from dashboard.parsing.addressees import Addressee, addressees, may_be, once_held
from dashboard.parsing.gazetteer import known_alone, officials_with_surname
from dashboard.parsing.labels import Item
from dashboard.parsing.lexicon import fold, load
from dashboard.parsing.lines import is_quotation
from dashboard.parsing.model import TENSED, lemma_of
from dashboard.parsing.named import (
    TITLED,
    TITLES,
    Voice,
    is_human,
    is_known,
    is_stopped,
    names_somebody,
    surnames_of,
    with_titles,
)
from dashboard.parsing.paragraph import words
from dashboard.parsing.passage import Passage
from dashboard.parsing.posts import family
from dashboard.parsing.presented import is_thing, is_told_of, met, opens
from dashboard.parsing.reporting import words as reporting

_STOPS = frozenset(".?!:;,")
LONGEST = 6
"""Words and phrases behind a name in which its office stands: "Peru's minister of fishing"."""


def in_talk(passage: Passage) -> bool:
    """Whether a paragraph is a question or somebody's turn: who is named in it is spoken of."""
    return passage.paragraph.kind in ("question", "answer") or passage.paragraph.label is not None


def is_exchange(passages: list[Passage], number: int) -> bool:
    """Whether an answer follows a quoted question: what a report tells above these says who answers."""
    return number > 0 and passages[number - 1].paragraph.kind == "question" and is_quotation(passages[number - 1].text)


def guests_of(passages: list[Passage], items: list[list[Item]]) -> dict[int, Voice]:
    """Who gives each answer that bears no name, by its passage: whom the heading above it names, else the one guest.

    Headings that name somebody with an office: "ANA EXAMPLE, Peru's foreign minister". Several with a name alone are
    about these.
    """
    answers = [n for n, p in enumerate(passages) if p.paragraph.kind == "answer" and not is_exchange(passages, n)]
    heads = [n for n in range(1, len(passages) - 1) if _is_name(passages, items, n)]
    titled = [n for n in heads if any(item.kind == "role" for item in items[n])]
    if len(titled) > 1 and titled[0] < answers[0] and next(_named(items[: titled[0]]), None) is None:
        return {n: _head(items, max(h for h in titled if h < n)) for n in answers}
    if (each := _each_by_name(passages, items, answers)) is not None:
        return each
    if len(heads) > 1:
        items = [[] if n in heads else line for n, line in enumerate(items)]
    guest = _guest(passages, items, answers) if answers else None
    return dict.fromkeys(answers, guest) if guest is not None else {}


def _each_by_name(passages: list[Passage], items: list[list[Item]], answers: list[int]) -> dict[int, Voice] | None:
    """Whom each question surely speaks to, where most of them begin with a name, and not all with the same."""
    asked = [n for n, p in enumerate(passages) if p.paragraph.kind == "question"]
    put = {n: to for n in asked for to in list(addressees(items[n]))[:1] if to.surname and not _is_of_them(items[n])}
    if len({to.surname for to in put.values()}) < 2 or len(put) * 2 <= len(asked):
        return None
    above = {n: max((q for q in asked if q < n), default=-1) for n in answers}
    return {n: Voice(q, put[q].span) for n, q in above.items() if q in put and put[q].sure}


def _is_of_them(line: list[Item]) -> bool:
    return any(item.text.lower() in load("layout")["of_them"] for item in line)


def _is_name(passages: list[Passage], items: list[list[Item]], number: int) -> bool:
    """Whether a line above a question is a name, with or without an office, and no more."""
    line = [item for item in items[number] if any(map(str.isalpha, item.text))]
    joining = load("layout")["joins_titles"]
    alone = all(item.kind in (*TITLES, "name") or item.text in joining or item.value == "acronym" for item in line)
    names = sum(item.kind == "name" for item in line)
    return alone and names == 1 and passages[number + 1].paragraph.kind == "question"


def _head(items: list[list[Item]], number: int) -> Voice:
    name = next(item for item in items[number] if item.kind == "name")
    return Voice(number, (name.start, name.end))


def _guest(passages: list[Passage], items: list[list[Item]], answers: list[int]) -> Voice | None:
    """Who answers where answers bear no name: who is labelled once, who is asked above, whom the questions speak to,
    who speaks in the headline, who is named first, who "says" so within an answer, a ministry that holds a briefing.
    """
    known = surnames_of(items)
    for number in answers:
        named = passages[number].paragraph.label
        line = [item for item in items[number] if named is not None and item.start < named[1]]
        if named is not None and names_somebody(line, known) and not is_stopped(line):
            return Voice(number, named)
    asked = [n for n, p in enumerate(passages) if p.paragraph.kind == "question"]
    first = asked[0] if asked else answers[0]
    before = items[:first]
    asked_above = met(passages[:first], before)
    if asked_above is not None and not any(_talked_with(line, asked_above) for line in before):
        return asked_above
    addressed = {to: number for number in reversed(asked) for to in addressees(items[number])}
    spoken_to = {to: number for to, number in addressed.items() if to.sure}
    named_first = [*_in_headline(passages, items, known), *_named(before)]
    fitting = _spoken_to(before, spoken_to)
    if len(fitting) == 1 and _is_presented(before, fitting[0], named_first, spoken_to):
        return fitting[0]
    nearest = [voice for voice in fitting if _is_right_above(passages, before, voice)]
    if len(nearest) == 1:
        return nearest[0]
    found = [voice for voice in named_first if not _is_another(items[voice.passage], voice, spoken_to)]
    found = [voice for voice in found if not is_thing(passages[voice.passage], voice)]
    found = [*(voice for voice in found if _is_human(items[voice.passage], voice)), *found]
    if found:
        return found[0]
    first_to = {to: number for to, number in addressed.items() if number == asked[0]}
    return (
        _in_office(passages, before, spoken_to or first_to)
        or _by_address({to: number for to, number in first_to.items() if to.sure}, items[answers[0]])
        or _narrated(passages, items, answers)
        or (_in_head(before[0]) if before else None)
        or (opens(passages[0], before[0]) if before else None)
        or _of_briefing(passages, items, len(before))
    )


def _talked_with(line: list[Item], asked: Voice) -> bool:
    """Whether a line says with whom one talks, and that is somebody else: "an interview with analyst Ana Example"."""
    for n, item in enumerate(line):
        begin = with_titles(line, n)
        before = {word.text.lower() for word in line[max(0, begin - 2) : begin]}
        if item.kind == "name" and item.end != asked.span[1] and not before.isdisjoint(load("layout")["floor_to"]):
            return True
    return False


def _is_presented(items: list[list[Item]], voice: Voice, named: list[Voice], spoken_to: Collection[Addressee]) -> bool:
    """Whether whom the questions fit is no mere other holder of that office beside the guest.

    Spoken to by name, or the first to be named, or "with" whom one talks.
    """
    line = items[voice.passage]
    place = next(n for n, item in enumerate(line) if item.start >= voice.span[0])
    met = place > 0 and line[place - 1].text.lower() in load("layout")["floor_to"]
    return met or not named or named[0].span[1] == voice.span[1] or any(to.surname for to in spoken_to)


def _is_right_above(passages: list[Passage], items: list[list[Item]], voice: Voice) -> bool:
    """Whether the paragraph right above the questions names nobody else and tells of this person."""
    if voice.passage != len(items) - 1 or sum(item.kind == "name" for item in items[-1]) != 1:
        return False
    return passages[voice.passage].token_at(voice.span[1] - 1).dep_ in ("nsubj", "nsubjpass")


def _spoken_to(items: list[list[Item]], spoken_to: Collection[Addressee]) -> list[Voice]:
    """The persons whom all forms of address fit: "Orbán's year", "Prime Minister, how was it?"; each once, in full
    where the lines do so.
    """
    if not spoken_to:
        return []
    found: dict[str, tuple[bool, Voice]] = {}
    for number, line in enumerate(items):
        for place, item in enumerate(line):
            if item.kind == "name" and all(_fits(line, place, to) for to in spoken_to):
                surname, full = fold(item.text).split()[-1], " " in item.text
                if surname not in found or (full and not found[surname][0]):
                    found[surname] = full, Voice(number, (line[with_titles(line, place)].start, item.end))
    return [voice for _, voice in found.values()]


def _fits(line: list[Item], place: int, to: Addressee) -> bool:
    """Whether a name may be that of whoever is spoken to: by the surname, else by an office that is theirs."""
    surname = fold(line[place].text).split()[-1]
    if to.surname:
        return to.surname == surname
    return once_held(surname, to.role) or any(may_be(role, to.role) for role in _posts(line, place))


def _posts(line: list[Item], place: int) -> Iterator[str]:
    """The offices that stand beside a name: "Admiral Example", "Ana Example, Peru's minister of fishing"."""
    yield from (item.value for item in line[with_titles(line, place) : place] if item.kind == "role")
    end = place + 1
    if end < len(line) and line[end].text == ",":
        behind = takewhile(lambda item: item.kind != "name" and item.text not in _STOPS, line[end + 1 :])
        yield from (item.value for item in list(behind)[:LONGEST] if item.kind == "role")


def _in_office(passages: list[Passage], items: list[list[Item]], spoken_to: Collection[Addressee]) -> Voice | None:
    """The one office of a state or body that is named, and that all forms of address fit: "Estonia's minister of
    defence on small promises", "Minister, how small?"; not one who does something, "Peru's minister is under fire".
    """
    if not spoken_to:
        return None
    found: dict[tuple[str, str], Voice] = {}
    for number, line in enumerate(items):
        for place, item in enumerate(line):
            begin = with_titles(line, place)
            owners = [before.value for before in line[begin:place] if before.kind == "place"]
            acts = place + 1 < len(line) and passages[number].token_at(line[place + 1].start).tag_ in TENSED
            holds = item.kind == "role" and owners and all(_holds(item.value, owners[-1], to) for to in spoken_to)
            if holds and not acts:
                found.setdefault((owners[0], family(item.value)), Voice(number, (line[begin].start, item.end)))
    return next(iter(found.values())) if len(found) == 1 else None


def _holds(role: str, owner: str, to: Addressee) -> bool:
    """Whether whoever is spoken to may hold an office: by that word, or by the surname of an official of that state."""
    if to.surname and once_held(to.surname, role, owner):
        return True
    return bool(to.role) and not officials_with_surname(to.surname) and may_be(role, to.role)


def _by_address(spoken_to: dict[Addressee, int], answer: list[Item]) -> Voice | None:
    """An official whom the first question speaks to by surname, where nothing before it tells who answers.

    Not where the answer speaks of somebody: "Mr Example, you promised us a vote." / "I know what he would say."
    """
    named = {to.surname: to for to in spoken_to if to.surname}
    of_others = any(item.text.lower() in load("layout")["of_them"] for item in answer)
    if len(named) != 1 or of_others or not known_alone(next(iter(named))):
        return None
    to = next(iter(named.values()))
    return Voice(spoken_to[to], to.span)


def _narrated(passages: list[Passage], items: list[list[Item]], answers: list[int]) -> Voice | None:
    """ "With our help, Ana Example says, pouring water.": the one full name that the journalist puts into answers.

    Only where a question speaks to a "you"; what somebody "said" was said elsewhere.
    """
    if not any(p.paragraph.kind == "question" and words()["addressed"].search(p.text) for p in passages):
        return None
    found: dict[str, Voice] = {}
    for number in answers:
        passage, line = passages[number], items[number]
        for before, name, verb in zip(line, line[1:], line[2:], strict=False):
            token = passage.token_at(verb.start)
            says = before.text == "," and name.kind == "name" and " " in name.text and token.tag_ == "VBZ"
            if says and lemma_of(token) in reporting("clause") and not passage.quoted(token):
                found.setdefault(name.text, Voice(number, (name.start, name.end)))
    return next(iter(found.values())) if len(found) == 1 else None


def _in_head(line: list[Item]) -> Voice | None:
    """ "Doorstep by the Prime Minister of Denmark": the office whose answers these are by the headline.

    A spokesperson answers for a body, see below.
    """
    told = [item for item in line if item.text.lower() != "the"]
    place = next((n for n, item in enumerate(told) if item.kind == "role" and item.value != "spokesperson"), 0)
    begin = with_titles(told, place)
    head = [item.text.lower() for item in told[:begin]]
    whose = len(head) == 2 and head[0] in load("layout")["told_by"] and head[1] in load("layout")["spoken_by"]
    end = _of_state(told, place)
    return Voice(0, (told[begin].start, told[end].end)) if whose and end is not None else None


def _of_state(line: list[Item], place: int) -> int | None:
    """Where an office ends: at the state behind it, "Prime Minister of Denmark", else where it stands.

    None where it is another's or there are more: "of Denmark's minister", "of Denmark and", "of the Paris Region".
    """
    behind = line[place + 1 : place + 4]
    if len(behind) < 2 or behind[0].text.lower() != "of" or behind[1].kind != "place":
        return place
    goes_on = any(item.text.lower() in ("'s", "and") or item.text[:1].isupper() for item in behind[2:])
    return None if goes_on else place + 2


def _of_briefing(passages: list[Passage], items: list[list[Item]], first: int) -> Voice | None:
    """The one ministry in the lines above a briefing in which answers are marked: its spokesperson is not named.

    It opens its line, or stands behind its spokesperson: what others tell of a ministry may be a briefing, too.
    """
    above = " ".join(passage.text for passage in passages[:first])
    bodies = [(n, i) for n, line in enumerate(items[:first]) for i, item in enumerate(line) if item.kind == "body"]
    marked = any(p.paragraph.kind == "answer" and p.paragraph.label is not None for p in passages)
    if not marked or len(bodies) != 1 or words()["briefings"].search(above) is None:
        return None
    number, place = bodies[0]
    line = items[number]
    begin = with_titles(line, place)
    opens = all(item.text.lower() == "the" for item in line[:begin])
    if not (opens or any(item.value == "spokesperson" for item in line[:begin])):
        return None
    return Voice(number, (line[begin].start, line[place].end))


def _is_another(line: list[Item], voice: Voice, spoken_to: Collection[Addressee]) -> bool:
    """Whether the questions speak to an official of another name: not "Welcome, Ana." to Ana Example."""
    names = [item for item in line if item.kind == "name" and voice.span[0] <= item.start < voice.span[1]]
    parts = {part for item in names for part in fold(item.text).replace("-", " ").split()}
    others = {to.surname for to in spoken_to if to.surname and (to.role or officials_with_surname(to.surname))}
    return bool(others) and all(parts.isdisjoint(fold(other).replace("-", " ").split()) for other in others)


def _is_human(line: list[Item], voice: Voice) -> bool:
    """Whether a name is surely that of a person."""
    told = [n for n, item in enumerate(line) if voice.span[0] <= item.start < voice.span[1]]
    titled = any(line[n].kind == "role" for n in told)
    return titled or any(line[n].kind == "name" and is_human(line, n) for n in told)


def _in_headline(passages: list[Passage], items: list[list[Item]], known: set[str]) -> Iterator[Voice]:
    """'Poland's General Kukuła: "I advise"': a name at the start of the headline, before a colon."""
    if passages[0].paragraph.kind != "headline":
        return
    line = items[0]
    colon = next((i for i, item in enumerate(line) if item.text == ":"), 0)
    if colon and line[colon - 1].kind == "name":
        begin = with_titles(line, colon - 1)
        titled = any(item.kind in TITLED for item in line[begin:colon])
        if begin == 0 and (titled or " " in line[colon - 1].text or is_known(line[colon - 1], known)):
            yield Voice(0, (line[begin].start, line[colon - 1].end))


def _named(items: list[list[Item]]) -> Iterator[Voice]:
    """Full names, but not those of persons whom the interview is about: "on Emmanuel Macron", "Macron's"."""
    for number, line in enumerate(items):
        for i, item in enumerate(line):
            if item.kind != "name" or " " not in item.text:
                continue
            if not is_told_of(line, i):
                yield Voice(number, (line[with_titles(line, i)].start, item.end))
