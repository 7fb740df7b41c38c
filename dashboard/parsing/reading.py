"""Stage 1, parsing: an article as read, which all later parts ask.

In: an `Article`. Out: `Reading`: passages, attributions, speakers and days.

All positions are characters of the normalised text `Reading.text`; `Reading.original` leads back to the article.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from spacy.tokens import Token

from dashboard.parsing.article import Article
from dashboard.parsing.attributions import find_attributions, outermost
from dashboard.parsing.capitals import in_prose
from dashboard.parsing.cast import Cast
from dashboard.parsing.dates import Day
from dashboard.parsing.labels import Item, label
from dashboard.parsing.layout import paragraphs_of
from dashboard.parsing.model import parse_texts
from dashboard.parsing.normalise import Normalised, normalise
from dashboard.parsing.occasions import day_of_document
from dashboard.parsing.paragraph import Paragraph
from dashboard.parsing.passage import Attribution, Passage, Span
from dashboard.parsing.pieces import pieces_of
from dashboard.parsing.quotes import find_quotes
from dashboard.parsing.references import Resolver
from dashboard.parsing.speakers import Speaker
from dashboard.parsing.timeline import Telling, Timeline, narrated

PRESENT = ("VBZ", "VBP")


@dataclass(frozen=True)
class Reading:
    """One article with all that was found in it."""

    article: Article
    normalised: Normalised
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    items: tuple[list[Item], ...]
    attributions: tuple[Attribution, ...]
    left: tuple[Span, ...] = ()
    """Stretches too long for sentences, that nobody parsed."""

    @property
    def text(self) -> str:
        """The normalised text to which all positions refer."""
        return self.normalised.text

    @property
    def published(self) -> date:
        """The day of publication. Raises ValueError where the article has none."""
        if self.article.published is None:
            raise ValueError(f"{self.article.id}: no day of publication; give one with --published")
        return self.article.published

    @cached_property
    def cast(self) -> Cast:
        """The persons of the article."""
        return Cast(self.items)

    @cached_property
    def resolver(self) -> Resolver:
        """What resolves mentions of this article."""
        return Resolver(
            list(self.passages), list(self.items), self.cast, self.published, list(self.attributions), self.home
        )

    @cached_property
    def home(self) -> str:
        """The entity that the article is written from: of its dateline, or empty."""
        for passage, items in zip(self.passages[:4], self.items[:4], strict=False):
            if (
                items
                and items[0].kind == "place"
                and items[0].how == "capitals"
                and passage.paragraph.kind != "headline"
            ):
                return items[0].value
            if passage.paragraph.label is not None:
                break  # what follows is somebody's words
        return ""

    def original(self, span: Span) -> Span:
        """A span of the normalised text as offsets of the article's text."""
        return self.normalised.span(*span)

    def speaker_of(self, passage: int, token: int) -> Speaker | None:
        """The speaker that a noun or pronoun means: passage number and token index in its document."""
        return self.resolver.speaker_of(passage, token)

    def speaker(self, attribution: Attribution) -> Speaker | None:
        """The speaker of an attribution; None where nobody can be named with confidence."""
        if attribution.source_token is not None:
            return self.speaker_of(attribution.source_passage, attribution.source_token)
        if attribution.source is not None:
            return self.resolver.speaker_in(attribution.source_passage, *attribution.source)
        return None

    def speakers(self, attribution: Attribution) -> list[Speaker]:
        """All speakers of an attribution: "Romania and Greece said that ..." has two."""
        if attribution.source_token is None:
            found = self.speaker(attribution)
            return [found] if found is not None else []
        return self.resolver.speakers_of(attribution.source_passage, attribution.source_token)

    def day(self, attribution: Attribution) -> Day:
        """The day on which an attribution's content was said."""
        passage = self.passages[attribution.passage]
        position = attribution.cue[0]
        first, last = passage.sentence(passage.token_at(position))
        speaker = self.speaker(attribution)
        cue = passage.doc[attribution.cue_token] if attribution.cue_token is not None else None
        present = attribution.rule == "turn" or (cue is not None and cue.tag_ in PRESENT)
        name = speaker.name if speaker else ""
        sentence = passage.span(first, last)
        return self.timeline.day(
            Telling(attribution.passage, sentence, position, name, attribution.content, present, cue)
        )

    def day_in(self, passage: int, start: int, end: int, speaker: str = "", verb: Token | None = None) -> Day:
        """The day of a sentence that runs from `start` to `end` in a passage, and whose verb takes the position."""
        present = verb is not None and verb.tag_ in PRESENT
        return self.timeline.day(Telling(passage, (start, end), end, speaker, present=present, verb=verb))

    @cached_property
    def timeline(self) -> Timeline:
        """The days that the article names."""
        passages, published = list(self.passages), self.published
        document = day_of_document(self.article.title, self.text, published)
        found = narrated(self.text, passages, published)
        return Timeline(
            published, passages, found, document, self.attributions, self._names, self.resolver.homes.sections
        )

    def _names(self, attribution: Attribution) -> set[str]:
        return {speaker.name for speaker in self.speakers(attribution)}


def read(article: Article) -> Reading:
    """Read one article: every paragraph that is prose is parsed."""
    normalised = normalise(article.text)
    normalised = replace(normalised, text=in_prose(normalised.text))
    text = normalised.text
    paragraphs, left = pieces_of(text, paragraphs_of(text, normalised.stressed))
    quotes = find_quotes(text, [(p.start, p.end) for p in paragraphs])
    prose = [(p, tuple(q), _base(text, p)) for p, q in zip(paragraphs, quotes, strict=True) if p.kind != "furniture"]
    docs = parse_texts(text[base : p.end] for p, _, base in prose)
    passages = [Passage(p, base, doc, q) for (p, q, base), doc in zip(prose, docs, strict=True) if len(doc)]
    items = [_items(text, p.paragraph) for p in passages]
    found = find_attributions(passages, items)
    return Reading(article, normalised, tuple(paragraphs), tuple(passages), tuple(items), tuple(found), tuple(left))


def _items(text: str, paragraph: Paragraph) -> list[Item]:
    named = paragraph.label[1] if paragraph.label else 0
    return label(text[paragraph.start : paragraph.end], paragraph.start, named)


def _base(text: str, paragraph: Paragraph) -> int:
    if paragraph.label is None:
        return paragraph.start + paragraph.lead
    start = paragraph.label[1] + 1
    while start < paragraph.end and text[start].isspace():
        start += 1
    return start


def attributions_in(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows of the `attributions` command: offsets into the article's text as given, None where there is no source."""
    for found in outermost(reading.attributions):
        source = reading.original(found.source) if found.source else (None, None)
        cue = reading.original(found.cue)
        yield {
            "article_id": reading.article.id,
            "source_start": source[0],
            "source_end": source[1],
            "cue_start": cue[0],
            "cue_end": cue[1],
            "content": [list(reading.original(span)) for span in found.content],
        }
