"""Stage 1, parsing: the day on which something was said. In: a text and the day of publication. Out: `Day`s.

A sentence without a day of its own takes the one named last before it in its paragraph, else the last day of the same
speaker, else the day of the article's first paragraphs, else that of publication.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from dashboard.parsing.dates import Day, Found, expressions
from dashboard.parsing.passage import Passage, Span

EXACT = frozenset(("date", "weekday", "today", "day_before", "day_after", "same_day", "earlier", "ago"))
"""Kinds of expression that mean one day; months and weeks are estimates and are not handed on."""
LEAD = 4  # passages from the start in which the day of the article's event is looked for
RECENT = timedelta(days=7)  # how far back that day may lie: a week in review still has its own days


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


@dataclass
class Timeline:
    """The days that an article names in its own words, in text order."""

    published: date
    passages: list[Passage]
    found: list[Found]
    spoken: dict[str, list[tuple[int, date]]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, passages: list[Passage], published: date) -> "Timeline":
        """Read the expressions of a text; what officials say within quotation marks is about other days."""
        quotes = [(q.start, q.end) for passage in passages for q in passage.quotes]
        found = [e for e in expressions(text, published) if not any(a <= e.start < b for a, b in quotes)]
        return cls(published, passages, found)

    def day(self, telling: Telling) -> Day:
        """The day of what is said in a sentence."""
        sentence, near, speaker, without = telling.sentence, telling.cue, telling.speaker, telling.content
        own = [e for e in self._between(*sentence) if not any(a <= e.start < b for a, b in without)]
        if own:
            nearest = min(own, key=lambda e: abs(e.start - near))
            if speaker and nearest.rule in EXACT:
                self.spoken.setdefault(speaker, []).append((sentence[0], nearest.day))
            return Day(nearest.day, "said", nearest.rule)
        start = self.passages[telling.passage].paragraph.start
        before = [e for e in self._between(start, sentence[0]) if e.rule in EXACT]
        if before:
            return Day(before[-1].day, "said", "day_of_paragraph")
        if telling.present:
            return Day(self.published, "published", "publication")
        earlier = [day for position, day in self.spoken.get(speaker, ()) if position < sentence[0]]
        if earlier:
            return Day(earlier[-1], "said", "day_of_speaker")
        event = self._event()
        return Day(event, "said", "day_of_event") if event else Day(self.published, "published", "publication")

    def _between(self, start: int, end: int) -> list[Found]:
        return [e for e in self.found if start <= e.start < end]

    def _event(self) -> date | None:
        """The first day that the article's opening names, where it is a recent one."""
        if not self.passages:
            return None
        opening = self.passages[: min(LEAD, len(self.passages))]
        for e in self._between(opening[0].paragraph.start, opening[-1].paragraph.end):
            inside = next((p for p in opening if p.paragraph.start <= e.start < p.paragraph.end), None)
            if inside is None or e.start < inside.base or inside.paragraph.kind in ("headline", "heading"):
                continue
            if e.rule in EXACT and e.day >= self.published - RECENT:
                return e.day
        return None
