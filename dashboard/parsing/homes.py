"""Stage 1, parsing: which state a stretch of an article is about. In: passages and their items. Out: entity codes.

It tells whose "the minister", "its government" and "the prime minister's spokesman" are.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from dashboard.parsing.gazetteer import known_alone
from dashboard.parsing.labels import Item, bodies
from dashboard.parsing.lexicon import grammar, load
from dashboard.parsing.passage import Passage

_OPENING = grammar("opening")
_LABEL_ENDS = frozenset(".:–—")
OPENING = 2
"""Words before the end of a name that opens a paragraph: "The Netherlands"."""
LEAD = 2
"""Paragraphs below a headline that are about the state that it names."""


def sections_of(passages: Sequence[Passage], items: Sequence[Sequence[Item]]) -> list[str]:
    """The state under whose heading each passage stands in a list of states, by number; '' outside of one.

    A list has two such headings at least, each with nothing but the name of a state: "Poland", "THE NETHERLANDS".
    """
    heads = [_heading_of(passage, line) for passage, line in zip(passages, items, strict=True)]
    if len({code for code in heads if code}) < 2:
        return ["" for _ in passages]
    found: list[str] = []
    for passage, code in zip(passages, heads, strict=True):
        found.append(code if passage.paragraph.kind == "heading" or not found else found[-1])
    return found


def labelled_states(passages: Sequence[Passage], items: Sequence[Sequence[Item]]) -> list[tuple[str, ...]]:
    """The states that the label before each passage names and nothing else: "POLAND: Not planning to.", by number.

    A list has two such labels at least; in an interview one may stand for who asks.
    """
    found = [_label_of(passage, line) for passage, line in zip(passages, items, strict=True)]
    return found if len({codes for codes in found if codes}) > 1 else [() for _ in passages]


def _label_of(passage: Passage, line: Sequence[Item]) -> tuple[str, ...]:
    label = passage.paragraph.label
    if label is None or passage.paragraph.kind != "body":
        return ()
    named = [item for item in line if label[0] <= item.start < label[1] and any(map(str.isalpha, item.text))]
    joining = load("layout")["joins_titles"]
    places = [item for item in named if item.text.lower() not in joining]
    alone = all(item.kind == "place" and item.how == "names" and item.value in _states() for item in places)
    return tuple(item.value for item in places) if alone else ()


def _heading_of(passage: Passage, line: Sequence[Item]) -> str:
    """The state of a heading that names it alone, or ''."""
    names = [item for item in line if item.text.lower() != "the"]
    alone = passage.paragraph.kind == "heading" and len(names) == 1 and names[0].kind == "place"
    return names[0].value if alone and names[0].how == "names" and names[0].value in _states() else ""


class Homes:
    """The states that one article names, by where it names them; `home` is that of its dateline, or ''."""

    def __init__(self, passages: list[Passage], items: list[list[Item]], home: str) -> None:
        self.passages, self.items, self.home = passages, items, home
        self.labels = labelled_states(passages, items)
        self.sections = sections_of(passages, items)

    def context(self, passage: int, position: int, outside: Collection[str] = ()) -> str:
        """The entity a paragraph is about at a position: the last state or capital named before it, or its heading.

        None of those `outside`.
        """
        for back in range(2):
            number = passage - back
            if number < 0:
                break
            kind = self.passages[number].paragraph.kind
            if back and kind != "heading":
                break
            named = [i for i in self._own_words(number, position) if i.start < position and _names_state(i)]
            goals = [i for i in named if i.value == "UKR" and i.how == "names" and self._is_goal(number, i.start)]
            codes = [code for i in named if i not in goals and (code := _home_of(i)) and code not in outside]
            codes = [code for code in codes if code in _states()] or codes
            if codes:
                return codes[-1] if not back else codes[0]
        near = self.sections[passage] or self.home or self.nation(passage, position)
        return near or (self._titled(passage, position) if passage <= LEAD else "")

    def _titled(self, passage: int, position: int) -> str:
        """The one state that the headline names: "Ireland not found wanting" above "The government has said".

        Nothing where the text has named another since.
        """
        named = self.items[0] if self.passages[0].paragraph.kind == "headline" else []
        found = {code for item in named if (code := _state_of(item))}
        below = (i for items in self.items[1 : passage + 1] for i in items if i.start < position and _names_state(i))
        others = {code for item in below if (code := _home_of(item)) in _states()} - found
        return found.pop() if len(found) == 1 and not others else ""

    def _own_words(self, number: int, position: int) -> list[Item]:
        """The items of a passage outside its quotations, for a position outside: what is quoted is elsewhere."""
        passage = self.passages[number]
        if passage.quote_at(position) is not None:
            return self.items[number]
        return [item for item in self.items[number] if passage.quote_at(item.start) is None]

    def nation(self, passage: int, position: int) -> str:
        """The one state that the sentence names ("Swiss blue helmets"), else the paragraph, else the article.

        Who fights the war is left out: officials of every state speak of them.
        """
        here = self.passages[passage]
        first, last = here.sentence(here.token_at(position))
        start, end = here.span(first, last)
        own = self.items[passage]
        everywhere = [item for items in self.items for item in items]
        if here.paragraph.label is not None and position < here.paragraph.label[1]:
            found = {code for item in self.items[0] if (code := _state_of(item))}
            return found.pop() if len(found) == 1 else ""  # what a speaker tells of is not where the speaker is from
        for items in ([item for item in own if start <= item.start < end], own, everywhere):
            found = {code for item in items if (code := _state_of(item))}
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""

    def state_before(self, passage: int, position: int) -> str:
        """ "The Czech position is clear. Its minister ...": the state named last, in any form, in the paragraph."""
        here = self.passages[passage]
        named = [
            item
            for item in self.items[passage]
            if item.kind in ("place", "named") and item.start < position and here.quote_at(item.start) is None
        ]
        codes = [
            code for i in named if not self._is_goal(passage, i.start) if (code := _home_of(i)) and code in _states()
        ]
        return codes[-1] if codes else ""

    def subject_of(self, passage: int, position: int) -> str:
        """ "France wants it, the country's president said": the one state that is a subject before it, or ''."""
        here = self.passages[passage]
        start, _ = here.span(*here.sentence(here.token_at(position)))
        named = [i for i in self.items[passage] if start <= i.start < position and _names_state(i)]
        acting = [i for i in named if here.token_at(i.end - 1).dep_ in ("nsubj", "nsubjpass")]
        found = {code for item in acting if (code := _home_of(item)) in _states()}
        return found.pop() if len(found) == 1 else ""

    def scene(self, passage: int, position: int) -> str:
        """ "In Warsaw, the minister", "The Polish cabinet agreed: the minister": the state that opens the sentence.

        Else the one whose section of a list it is. Where the war is, and where bodies of states meet, anybody may
        speak. '' also where a sentence before has told of the place: whoever was named there came to it.
        """
        here = self.passages[passage]
        start, _ = here.span(*here.sentence(here.token_at(position)))
        line = [item for item in self.items[passage] if start <= item.start < position]
        opening = next((i for i, item in enumerate(line) if item.text.lower() not in _OPENING), len(line))
        if opening + 1 >= len(line) or line[opening].kind != "place":
            return self.sections[passage] or self._opened(passage, position)
        code, rest = _state_of(line[opening]), line[opening + 1 : opening + 4]
        located = any(item.text.lower() == "in" for item in line[:opening]) and rest[0].text == ","
        governs = any(item.kind == "body" and after.text != "'s" for item, after in pairwise(rest))
        if code not in _states() or not (governs or (located and not self._told(line[opening]))):
            return ""
        return code

    def _opened(self, passage: int, position: int) -> str:
        """ "CROATIA. No surprise. The prime minister": the state that opens a paragraph by itself.

        '' where a person is named above the first of such, or the paragraph names another state or a person before.
        """
        opened = {number: code for number in range(len(self.passages)) if (code := self._alone(number))}
        if passage not in opened:
            return ""
        above = [item for items in self.items[: min(opened)] for item in items]
        before = [item for item in self._own_words(passage, position) if item.start < position]
        others = {_home_of(item) for item in before if _names_state(item)} - {opened[passage]}
        named = any(item.kind == "name" and (" " in item.text or known_alone(item.text)) for item in (*above, *before))
        return "" if others or named else opened[passage]

    def _alone(self, passage: int) -> str:
        """The state with whose name and a stop a paragraph begins, or ''."""
        here, line = self.passages[passage], [item for item in self.items[passage] if item.text.lower() != "the"]
        if here.paragraph.label is not None:
            codes = _label_of(here, self.items[passage])
            return codes[0] if len(codes) == 1 else ""
        if not line or not _names_state(line[0]) or here.paragraph.kind != "body":
            return ""
        first, last = here.token_at(line[0].start), here.token_at(line[0].end - 1)
        ends = last.i + 1 < len(here.doc) and here.doc[last.i + 1].text in _LABEL_ENDS
        code = _home_of(line[0])
        return code if first.i < OPENING and ends and code in _states() else ""

    def _told(self, place: Item) -> bool:
        """Whether a city was named before: "He flew to Warsaw. In Warsaw, the minister"."""
        if place.how != "capitals":
            return False
        before = (item for items in self.items for item in items if item.start < place.start)
        return place.value == self.home or any(item.how == "capitals" and item.value == place.value for item in before)

    def last_of(self, codes: Collection[str], passage: int, position: int) -> str:
        """Which of some states was named last before a position, in any form; '' where none was."""
        before = [item for items in self.items[: passage + 1] for item in items if item.start < position]
        return next((code for item in reversed(before) if (code := _state_of(item)) in codes), "")

    def without_adjective(self, passage: int, position: int, context: str) -> str:
        """Whose "the prime minister's spokesman" is where the state named last has none: '' where that is open.

        It is the one state whose own needs no adjective, if it was named before and no other stands beside the words.
        """
        if context not in _led_by_others() or context == self.home:
            return ""
        here = self.passages[passage]
        start, end = here.span(*here.sentence(here.token_at(position)))
        beside = {_home_of(i) for i in self.items[passage] if start <= i.start < end and i.kind in ("place", "named")}
        before = (item for items in self.items[: passage + 1] for item in items if item.start < position)
        code = str(load("titles")["without_adjective"])
        return code if not beside - {"", code} and any(_state_of(item) == code for item in before) else ""

    def _is_goal(self, number: int, start: int) -> bool:
        """Whether a place is where something goes: "to Ukraine", "in western Ukraine", "on Ukraine's coast".

        What is spoken of then is not its government.
        """
        here = self.passages[number]
        before = here.token_at(start).i - 1
        while before > 0 and here.doc[before].tag_ in ("JJ", "DT"):
            before -= 1
        towards = before >= 0 and here.doc[before].lower_ in grammar("towards")
        return towards and here.paragraph.kind != "heading" and not self._owns_body(number, start)

    def _owns_body(self, number: int, start: int) -> bool:
        """ "For Ukraine's foreign ministry": a state before the name of one of its bodies or offices."""
        behind = [item for item in self.items[number] if item.start > start][:4]
        return bool(behind) and behind[0].text == "'s" and any(item.kind in ("body", "role") for item in behind)


def _names_state(item: Item) -> bool:
    """A state, capital or seat, or a body with a name of its own: not an adjective, which says whose soldiers."""
    return item.kind == "named" or (item.kind == "place" and item.how in ("names", "capitals", "seats"))


def _home_of(item: Item) -> str:
    """The entity that a place is, or the state that a body with a name of its own belongs to."""
    if item.kind == "place":
        return item.value
    code = str(load("titles")["named_bodies"][item.value]["entity"])
    return "" if code in bodies() else code


def _state_of(item: Item) -> str:
    """The state that a word names, as a place or through a body of its own; '' for the parties to the war."""
    code = _home_of(item) if item.kind in ("place", "named") else ""
    return "" if code in load("questions")["parties"] or code in bodies() else code


def _states() -> frozenset[str]:
    """The states and bodies of the record, and not those that are only talked of."""
    return frozenset(load("places")["entities"])


def _led_by_others() -> frozenset[str]:
    """States whose prime minister, if they have one, is not who leads them."""
    titles = load("titles")
    return frozenset((*titles["presidential"], *titles["only_in"]["chancellor"]))
