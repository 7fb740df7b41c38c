"""Stage 1, parsing: the day on which something was said. In: a text and the day of publication. Out: `Day`s.

A sentence without a day of its own takes the one named last before it in its paragraph, else that of the document, else
the last day of the same speaker, else the day of the article's first paragraphs, else that of publication. What only
says who the speaker is, or what else happened, gives no day (`occasions.py`); "has said" takes none from around it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from spacy.tokens import Token

from dashboard.parsing.dates import Day, Found, expressions
from dashboard.parsing.occasions import (
    before_event,
    dates_event,
    dates_plan,
    describes_speaker,
    of_an_event,
    of_another_event,
    perfect,
    tells_of_gathering,
    to_come,
)
from dashboard.parsing.passage import Attribution, Passage, Span

EXACT = frozenset(("date", "weekday", "today", "day_before", "day_after", "same_day", "earlier", "ago"))
"""Kinds of expression that mean one day; months and weeks are estimates and are not handed on."""
LEAD = 4  # passages from the start in which the day of the article's event is looked for
NEXT = len(" on ")  # how far behind the verb of saying its day may stand
RECENT = timedelta(days=7)  # how far back that day may lie: a week in review still has its own days

Names = Callable[[Attribution], set[str]]
"""Who speaks in an attribution."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells what somebody said: `cue` is where its verb stands, `content` what was said.

    `present`: "the minister says", or a turn of a transcript: the day of the article itself.
    """

    passage: int
    sentence: Span
    cue: int
    speaker: str = ""
    content: tuple[Span, ...] = ()
    present: bool = False
    verb: Token | None = None


def narrated(text: str, passages: Iterable[Passage], published: date) -> list[Found]:
    """Give the expressions of a text; what officials say within quotation marks is about other days."""
    quotes = [(q.start, q.end) for passage in passages for q in passage.quotes]
    return [e for e in expressions(text, published) if not any(a <= e.start < b for a, b in quotes)]


@dataclass
class Timeline:
    """The days that an article names in its own words, in text order; `document` is that of a statement or briefing.

    `sections`: the state under whose heading each passage stands.
    """

    published: date
    passages: list[Passage]
    found: list[Found]
    document: date | None
    attributions: tuple[Attribution, ...]
    names: Names
    sections: list[str]
    spoken: dict[str, list[tuple[int, date]]] = field(default_factory=dict)

    def day(self, telling: Telling) -> Day:
        """The day of what is said in a sentence."""
        own = self._own(telling)
        if own is not None:
            if telling.speaker and own.rule in EXACT:
                self.spoken.setdefault(telling.speaker, []).append((telling.sentence[0], own.day))
            return Day(own.day, "said", own.rule)
        publication = Day(self.published, "published", "publication")
        if telling.verb is not None and perfect(telling.verb):
            return publication
        around = self._around(telling)
        return Day(around[0], "said", around[1]) if around is not None else publication

    def _own(self, telling: Telling) -> Found | None:
        """The expression of the sentence that stands nearest to its verb."""
        found = [
            e
            for e in self._between(*telling.sentence)
            if not self._within(telling, e)
            and not self._apart_from_words(telling.passage, e)
            and not describes_speaker(self._token(telling.passage, e), telling.verb, recent=self._recent(e))
            and not (telling.verb and of_another_event(self._token(telling.passage, e), telling.verb))
        ]
        return min(found, key=lambda e: abs(e.start - telling.cue), default=None)

    def _within(self, telling: Telling, found: Found) -> bool:
        """Whether a day is within what is told; "said on Monday France could" is parsed as if it were."""
        if not _inside(found, telling.content):
            return False
        end = telling.cue + (len(telling.verb) if telling.verb is not None else 0)
        verb = telling.verb if found.rule in EXACT else None
        planned = verb is not None and dates_plan(self._token(telling.passage, found), verb)
        return not (planned or 0 < found.start - end <= NEXT)

    def _around(self, telling: Telling) -> tuple[date, str] | None:
        """The day that a sentence takes from its paragraph, document, speaker or article, and the rule."""
        start = telling.sentence[0]
        before = self._between(self.passages[telling.passage].paragraph.start, start)
        before = [e for e in before if e.rule in EXACT and not _inside(e, telling.content)]
        before = [e for e in before if self._spoken_on(telling.passage, e)]
        if before:
            return before[-1].day, "day_of_paragraph"
        if self.document is not None:
            return self.document, "day_of_document"
        if telling.present:
            return None
        earlier = [day for position, day in self.spoken.get(telling.speaker, ()) if position < start]
        if earlier:
            return earlier[-1], "day_of_speaker"
        event = self._event(telling)
        return (event, "day_of_event") if event else None

    def _between(self, start: int, end: int) -> list[Found]:
        return [e for e in self.found if start <= e.start < end]

    def _token(self, passage: int, found: Found) -> Token:
        return self.passages[passage].token_at(found.start)

    def _apart_from_words(self, passage: int, found: Found) -> bool:
        """Whether a day is still to come, or that of an event after or before which somebody spoke."""
        token = self._token(passage, found)
        return of_an_event(token) or (found.rule == "weekday" and to_come(token))

    def _recent(self, found: Found) -> bool:
        return found.rule in EXACT and found.day >= self.published - RECENT

    def _spoken_on(self, passage: int, found: Found) -> bool:
        """Whether somebody spoke on that day: it stands beside what its sentence tells, not within it.

        The day of a dateline is that of the report.
        """
        if found.start < self.passages[passage].base:
            return True
        token = self._token(passage, found)
        told = self._told(passage, found)
        cues = [self.passages[passage].doc[one.cue_token] for one in told if one.cue_token is not None]
        if self._apart_from_words(passage, found) or describes_speaker(token, None, recent=True):
            return False
        if any(of_another_event(token, cue) for cue in cues):
            return False
        return any(not _inside(found, one.content) for one in told) if told else dates_event(token)

    def _told(self, passage: int, found: Found) -> list[Attribution]:
        """The attributions of the sentence in which an expression stands, but for whole paragraphs of a speaker."""
        place = self.passages[passage]
        start, end = place.span(*place.sentence(self._token(passage, found)))
        return [told for told in self.attributions if told.rule != "turn" and start <= told.cue[0] < end]

    @cached_property
    def _entries(self) -> list[int]:
        """The entry of a list in which each passage stands ("GERMANY: ..."), by number; 0 before the first."""
        entry, found, state = 0, [], ""
        for passage, section in zip(self.passages, self.sections, strict=True):
            entry += passage.paragraph.label is not None or section != state
            state = section
            found.append(entry)
        return found

    def _event(self, telling: Telling) -> date | None:
        """The first day that the article's opening names, where it is a recent one on which somebody spoke, or met."""
        for number, passage in enumerate(self.passages[:LEAD]):
            if passage.paragraph.kind in ("headline", "heading"):
                continue
            if self._entries[number] not in (0, self._entries[telling.passage]):
                continue
            for e in self._between(passage.base, passage.paragraph.end):
                if self._recent(e) and self._spoken_on(number, e) and not self._apart(number, e, telling):
                    return e.day
        return None

    def _apart(self, number: int, found: Found, telling: Telling) -> bool:
        """Whether a day is another speaker's. One who spoke where all met hands it on to those told of further on; else
        it only reaches the next paragraph, and none before, as does no day that lies before what is told.
        """
        names = {name for told in self._told(number, found) for name in self.names(told)}
        others = bool(names) and telling.speaker not in names
        if found.start >= telling.sentence[1]:
            return others or before_event(self._token(number, found))
        return others and telling.passage - number > 1 and not tells_of_gathering(self._token(number, found))


def _inside(found: Found, spans: tuple[Span, ...]) -> bool:
    return any(start <= found.start < end for start, end in spans)
