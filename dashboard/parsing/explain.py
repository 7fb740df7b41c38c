"""Stage 1, parsing: why a candidate is one. In: a reading. Out: each candidate with marks in the text, and reasons.

A mark is a stretch of the article's own text: who speaks, by which words, what is said, and which of these words take
the stance. A reason is a rule's id with its meaning in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.parsing.candidates import Candidate, candidate_of, drafts_by_theatre
from dashboard.parsing.confidence import proposed
from dashboard.parsing.drafts import Draft
from dashboard.parsing.passage import Passage, source_span
from dashboard.parsing.reading import Reading
from dashboard.parsing.reasons import reasons_of
from dashboard.parsing.utterances import Said

Span = tuple[int, int]
LeftOut = Literal["", "doubtful", "elsewhere"]
Marks = Mapping[str, tuple[Span, ...]]
NAMES = ("speaker", "cue", "content", "stance")
"""The kinds of marks."""
_SPEAKS = ("nsubj", "nsubjpass", "poss", "pobj")


@dataclass(frozen=True, slots=True)
class Finding:
    """A candidate, its marks (offsets into the article's text; none where it has no such words) and its reasons.

    `left_out` says why it is not proposed: `doubtful`, or `elsewhere` where it is about another war; else it is empty.
    """

    candidate: Candidate
    marks: Marks
    reasons: tuple[tuple[str, str], ...]
    left_out: LeftOut


def explained(reading: Reading) -> list[Finding]:
    """Every candidate of an article with its marks and reasons, and what came near to being one."""
    ukraine, elsewhere = drafts_by_theatre(reading)
    found = [_finding(reading, draft, "" if proposed(draft) else "doubtful") for draft in ukraine]
    return found + [_finding(reading, draft, "elsewhere") for draft in elsewhere]


def _finding(reading: Reading, draft: Draft, left_out: LeftOut) -> Finding:
    candidate = candidate_of(reading, draft)
    return Finding(candidate, marks_of(reading, draft), reasons_of(candidate.rules), left_out)


def marks_of(reading: Reading, draft: Draft) -> Marks:
    """Where speaker, cue, content and stance of a draft stand in the article's text."""
    said = draft.said
    passage, attribution = reading.passages[said.passage], said.attribution
    stance = _within(passage.span(said.frame.first, said.frame.last), attribution.content if attribution else ())
    if attribution is None:
        holder = _holder(reading, said, passage)
        found = {"speaker": [holder] if holder else [], "cue": [], "content": [], "stance": [stance]}
    else:
        source = attribution.source or _holder(reading, said, passage)
        cue = attribution.cue
        found = {
            "speaker": [source] if source else [],
            "cue": [cue] if cue[0] < cue[1] else [],
            "content": list(attribution.content),
            "stance": [stance],
        }
    return {name: tuple(reading.original(span) for span in spans) for name, spans in found.items()}


def _within(span: Span, content: Iterable[Span]) -> Span:
    """What of a stretch stands in what is said: the stance of 'confirmed that Poland has no plans' is in the clause."""
    for start, end in content:
        if max(start, span[0]) < min(end, span[1]):
            return max(start, span[0]), min(end, span[1])
    return span


def _holder(reading: Reading, said: Said, passage: Passage) -> Span | None:
    """The words for the speaker of a stance that is not quoted: the first of the sentence that mean him or her."""
    first, last = passage.sentence(passage.doc[said.frame.first])
    for token in passage.doc[first : last + 1]:
        if token.dep_ in _SPEAKS:
            speaker = reading.speaker_of(said.passage, token.i)
            if speaker is not None and speaker.name == said.speaker.name:
                return source_span(passage, token)
    return None


def columns_of(marks: Marks) -> dict[str, int | None]:
    """The first mark of each kind as NAME_start and NAME_end, for rows; None where there is none."""
    found: dict[str, int | None] = {}
    for name in NAMES:
        start, end = marks[name][0] if marks.get(name) else (None, None)
        found |= {f"{name}_start": start, f"{name}_end": end}
    return found
