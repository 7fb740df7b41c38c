"""Stage parsing, part candidates: the candidates for the record that an article gives.

In: an article as it was read; out: `Candidate`s with the codebook's fields, verbatim evidence and quote with their
offsets into the article's text, a score, a confidence and the ids of the rules that made them.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from functools import partial

from pydantic import BaseModel, ConfigDict

from dashboard.parsing.confidence import band, proposed, score_of
from dashboard.parsing.context import Stated, conditions_of, format_of, mission_for, phase_of
from dashboard.parsing.dates import Day
from dashboard.parsing.drafts import Draft
from dashboard.parsing.judge import judge
from dashboard.parsing.lexicon import load
from dashboard.parsing.merge import merged
from dashboard.parsing.passage import Passage
from dashboard.parsing.questions import Stand, stands
from dashboard.parsing.reading import Reading
from dashboard.parsing.speakers import entity_name
from dashboard.parsing.theatres import Theatres
from dashboard.parsing.utterances import Said, Text, said_in
from dashboard.parsing.verdicts import Make, judged

QUOTE_WORDS = 45
"""The codebook's limit for a quote."""
EVIDENCE_CHARS = 600
"""A longer sentence is cut to the words of the frame."""
Forces = Mapping[int, Set[int]]
"""The tokens of each passage that name forces."""


class Candidate(BaseModel):
    """One proposed statement. All codebook fields are strings; offsets count characters of the article's text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    date: str
    date_basis: str
    entity: str
    speaker: str
    speaker_entity: str
    office: str
    authority: str
    question: str
    phase: str
    position: str
    mission: str
    format: str
    conditions: str
    quote: str
    quote_language: str
    summary: str
    source_publisher: str
    source_title: str
    source_url: str
    source_date: str
    confidence: str
    note: str
    evidence: str
    evidence_start: int
    evidence_end: int
    quote_start: int | None
    quote_end: int | None
    score: float
    rules: tuple[str, ...]


def _sentence(reading: Reading, said: Said) -> tuple[int, int]:
    """The sentence of a frame in the normalised text, or the words of the frame where it is too long."""
    passage = reading.passages[said.passage]
    from_token, to_token = _reach(passage, said)
    token = passage.doc[min(max(said.frame.event.head, from_token), to_token)]
    first, last = passage.sentence(token)
    start, end = passage.span(min(first, from_token), max(last, to_token))
    if end - start > EVIDENCE_CHARS:
        start, end = passage.span(from_token, to_token)
    return start, end


def _reach(passage: Passage, said: Said) -> tuple[int, int]:
    """The words of a frame in its passage: an event named in the paragraph before has no place in this one."""
    last = min(said.frame.last, len(passage.doc) - 1)
    return min(max(said.frame.first, 0), last), last


def _own_words(reading: Reading, said: Said, sentence: str, start: int, forces: Forces) -> str:
    """A sentence with blanks for the forces of other frames, where one names its own: 'not soldiers but medics'."""
    own = {theme.token for theme in said.frame.event.themes}
    passage, tree = reading.passages[said.passage], said.tree
    for token in forces.get(said.passage, set()) - own if own else ():
        span = passage.span(min([token, *tree.kids(token, "amod", "compound", "nmod")]), token)
        first, last = max(0, span[0] - start), max(0, span[1] - start)
        sentence = sentence[:first] + " " * len(sentence[first:last]) + sentence[last:]
    return sentence


def _quote(reading: Reading, said: Said) -> tuple[int, int] | None:
    """The official's words around the frame, without the marks, at most 45 of them."""
    passage = reading.passages[said.passage]
    position = passage.position(passage.doc[said.frame.event.head])
    quote = passage.quote_at(position)
    if quote is None or said.attribution is None:
        return None
    start, end = quote.start + 1, quote.end
    if end > start and reading.text[end - 1] in "\"'”’»":
        end -= 1
    if len(reading.text[start:end].split()) > QUOTE_WORDS:
        first, last = _sentence(reading, said)
        start, end = max(start, first), min(end, last)
    words = reading.text[start:end].split()
    if not words or len(words) > QUOTE_WORDS:
        return None
    while start < end and reading.text[start].isspace():
        start += 1
    while end > start and reading.text[end - 1] in " ,\n":
        end -= 1
    return start, end


def _summary(stand: Stand, speaker: str, mission: str, phase: str) -> str:
    words = load("summaries")
    forces = words["forces"][mission]
    own = words["of"].format(forces=forces, entity=entity_name(stand.entity)) if stand.reported else forces
    text = words[stand.question][stand.position]
    return str(
        text.format(who=speaker, forces=own, others=words["others"].format(forces=forces), phase=words["phases"][phase])
    )


def _draft(reading: Reading, said: Said, stand: Stand, alone: bool, article: str, forces: Forces) -> Draft:
    start, end = _sentence(reading, said)
    sentence = reading.text[start:end]
    passage = reading.passages[said.passage]
    first, last = passage.span(*_reach(passage, said))
    within, own = slice(first - start, last - start), _own_words(reading, said, sentence, start, forces)
    negative = stand.position in ("rules_out", "no_plans", "undecided")
    themes, on_foot = said.frame.event.themes, load("deployment")["on_foot"]
    day = _day(reading, said, start, end)
    stated = Stated(sentence[within], sentence, alone, negative)
    phase = phase_of(stated, day.day, article, stand.position == "deployed")
    return Draft(
        said=said,
        stand=stand,
        evidence=(start, end),
        quote=_quote(reading, said),
        mission=mission_for(
            Stated(own[within], own, alone, negative),
            [theme.mission for theme in themes],
            _before(reading, said, start),
            on_foot=any(said.tree.lemma[theme.token] in on_foot for theme in themes),
        ),
        phase=phase,
        format=format_of(sentence, article, phase),
        conditions=tuple(conditions_of(sentence, stand.position)),
        day=day.day,
        basis=day.basis,
        headline=passage.paragraph.kind in ("headline", "heading"),
    )


def _before(reading: Reading, said: Said, start: int) -> list[str]:
    """What a stance without forces of its own goes back to: its paragraph so far, then the one above."""
    if not said.frame.anaphoric:
        return []
    own = reading.text[reading.passages[said.passage].paragraph.start : start]
    above = reading.passages[said.passage - 1].paragraph if said.passage else None
    return [own, reading.text[above.start : above.end] if above else ""]


def _day(reading: Reading, said: Said, start: int, end: int) -> Day:
    if said.attribution is not None:
        return reading.day(said.attribution)
    verb = reading.passages[said.passage].doc[min(said.frame.top, len(reading.passages[said.passage].doc) - 1)]
    return reading.day_in(said.passage, start, end, said.speaker.name, verb)


def candidate_of(reading: Reading, draft: Draft) -> Candidate:
    """Give a draft as a candidate, with its score and offsets into the article as given."""
    article, speaker, stand = reading.article, draft.said.speaker, draft.stand
    start, end = reading.original(draft.evidence)
    quote = reading.original(draft.quote) if draft.quote else None
    score = score_of(draft)
    published: date = reading.published
    return Candidate(
        article_id=article.id,
        date=draft.day.isoformat(),
        date_basis=draft.basis,
        entity=stand.entity,
        speaker=speaker.name,
        speaker_entity=speaker.entity,
        office=speaker.office,
        authority=speaker.authority,
        question=stand.question,
        phase=draft.phase,
        position=stand.position,
        mission=draft.mission,
        format=draft.format,
        conditions=";".join(draft.conditions),
        quote=article.text[quote[0] : quote[1]] if quote else "",
        quote_language="en" if quote else "",
        summary=_summary(stand, speaker.name, draft.mission, draft.phase),
        source_publisher=article.publisher,
        source_title=article.title,
        source_url=article.url,
        source_date=published.isoformat(),
        confidence=band(score),
        note="",
        evidence=article.text[start:end],
        evidence_start=start,
        evidence_end=end,
        quote_start=quote[0] if quote else None,
        quote_end=quote[1] if quote else None,
        score=score,
        rules=tuple(dict.fromkeys([*speaker.rules, *draft.said.frame.rules])),
    )


def drafts_of(text: Text) -> list[Draft]:
    """Give every position that the rules find in an article, before those that repeat each other are merged."""
    reading = text.reading
    all_said = said_in(text)
    sentences = [_sentence(reading, said) for said in all_said]
    article = reading.text.lower()
    forces: dict[int, set[int]] = {}
    for said in all_said:
        forces.setdefault(said.passage, set()).update(theme.token for theme in said.frame.event.themes)
    return [
        _draft(reading, said, stand, sentences.count(sentence) == 1, article, forces)
        for said, sentence in zip(all_said, sentences, strict=True)
        for stand in stands(said.frame, said.speaker.entity)
    ]


def maker(reading: Reading) -> Make:
    """Give what makes a draft of a position that the judge finds; its sentence is taken to be about nothing else."""
    return partial(_draft, reading, alone=True, article=reading.text.lower(), forces={})


def drafts_by_theatre(reading: Reading) -> tuple[list[Draft], list[Draft]]:
    """Give the drafts that stay after the judge's verdicts and merging, in text order: on Ukraine, and on other wars.

    What is said of one never stands for what is said of the other.
    """
    text = Text(reading)
    theatres = Theatres(reading.text)
    ukraine: list[Draft] = []
    elsewhere: list[Draft] = []
    for draft in judged(text, drafts_of(text), judge(), maker(reading)):
        (elsewhere if theatres.foreign(draft.evidence) else ukraine).append(draft)
    return merged(ukraine), merged(elsewhere)


def kept_drafts(reading: Reading) -> list[Draft]:
    """Give the drafts on Ukraine that stay, in text order, however doubtful."""
    return drafts_by_theatre(reading)[0]


def candidates_in(reading: Reading) -> list[Candidate]:
    """Give the candidates of an article that has been read, in text order; without those that are too doubtful."""
    return [candidate_of(reading, draft) for draft in kept_drafts(reading) if proposed(draft)]
