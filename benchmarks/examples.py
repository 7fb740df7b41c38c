"""Benchmark of the parser: what its judge is trained on. In: texts with expected statements. Out: `Example`s.

One example is a case (`dashboard.parsing.cases`) as the judge reads it, with the positions that are right for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from benchmarks.gold import Item, Row
from benchmarks.match import same_speaker
from benchmarks.reach import place_of, reading_of, same_holder, shared
from dashboard.parsing.candidates import drafts_of
from dashboard.parsing.cases import Case, cases_in
from dashboard.parsing.drafts import Draft
from dashboard.parsing.forces import mission_of
from dashboard.parsing.judge import NONE
from dashboard.parsing.utterances import Text
from dashboard.parsing.wording import wording

MAIN = 0.7
"""How much of the weight the best code of a statement has where the codebook leaves others open."""
OPTIONAL, ELSEWHERE, HEADLINE = 0.5, 0.6, 0.2
"""Weights of examples that are less sure: an optional statement; no statement, by one who has some elsewhere in the
article, so that the sentence may repeat one of them; the same in a headline."""
BODY, BODY_OPTIONAL = 2.0, 0.8
"""Weights of what a state or body says in an article without a person: its statements are few in the texts, and more of
them are optional, which taught the judge to take them for background."""
REPEATS, BODY_REPEATS = 0.6, 0.95
"""How far a sentence that may repeat a statement made elsewhere is free to be taken for one; the same of a body, whose
statement may stand under the name of a person: `merge.py` settles that."""


@dataclass(frozen=True)
class Example:
    """A case: what is asked, the words, the share of each right label, labels that are no fault, how far they are free,
    and its weight.
    """

    asked: str
    words: str
    right: dict[str, float]
    tolerated: frozenset[str]
    freedom: float
    weight: float


def _label(row: Row, position: str) -> str:
    return f"{row['question']}:{position}"


def _shares(rows: Sequence[Row]) -> dict[str, float]:
    found: Counter[str] = Counter()
    for row in rows:
        others = row.get("also", ())
        found[_label(row, row["position"])] += MAIN if others else 1.0
        for other in others:
            found[_label(row, other)] += (1 - MAIN) / len(others)
    total = sum(found.values())
    return {label: value / total for label, value in found.items()} or {NONE: 1.0}


def _stated(item: Item, cases: Sequence[Case], places: Sequence[tuple[int, int]]) -> list[list[Row]]:
    """For each case the statements of its sentence: of several sentences those that hold most of the evidence."""
    found: list[list[Row]] = [[] for _ in cases]
    for row in item.expected:
        common = {n: shared(row, item.text, places[n]) for n, case in enumerate(cases) if same_holder(row, case)}
        most = max(common.values(), default=0)
        sentences = {
            (cases[n].passage, cases[n].tokens)
            for n, value in common.items()
            if value and ("evidence" not in row or value >= most / 2)
        }
        for n, value in common.items():
            if value and (cases[n].passage, cases[n].tokens) in sentences:
                found[n].append(row)
    return found


def _asked_for(case: Case, beside: Sequence[Case], rows: Sequence[Row], drafts: Sequence[Draft]) -> list[Row]:
    """Of several statements of one sentence those that are about the deployment that a case asks for."""
    if len(beside) < 2 or len(rows) < 2:
        return list(rows)
    mission = mission_of(case.tree, case.theme) if case.theme is not None else ""
    by_mission = [row for row in rows if mission in (row["mission"], *row.get("mission_also", ()))]
    if mission not in ("", "unspecified") and by_mission:
        return by_mission
    labels = {f"{drafts[n].stand.question}:{drafts[n].stand.position}" for n in case.drafts}
    by_rule = [row for row in rows if labels & {_label(row, p) for p in (row["position"], *row.get("also", ()))}]
    if by_rule:
        return by_rule
    at = next(n for n, other in enumerate(beside) if other is case)
    return [rows[min(at * len(rows) // len(beside), len(rows) - 1)]]


def _is_article(item: Item) -> bool:
    return bool(item.expected) and "evidence" in item.expected[0]


def _elsewhere(item: Item, case: Case) -> frozenset[str]:
    speaker = {"speaker": case.speaker.name, "speaker_entity": case.speaker.entity}
    body = case.speaker.institution and _is_article(item)
    rows = [row for row in item.expected if row["entity"] == case.entity and (body or same_speaker(row, speaker))]
    return frozenset(_label(row, p) for row in rows for p in (row["position"], *row.get("also", ())))


def examples_of(item: Item) -> list[Example]:
    """Give the examples of one text."""
    text = Text(reading_of(item))
    drafts = drafts_of(text)
    cases = cases_in(text, drafts)
    stated = _stated(item, cases, [place_of(text.reading, case) for case in cases])
    found = []
    for case, rows in zip(cases, stated, strict=True):
        own = (case.passage, case.tokens, case.speaker.name, case.entity)
        beside = [other for other in cases if (other.passage, other.tokens, other.speaker.name, other.entity) == own]
        chosen = _asked_for(case, beside, rows, drafts)
        tolerated = _elsewhere(item, case) if not chosen else frozenset[str]()
        headline = text.reading.passages[case.passage].paragraph.kind == "headline"
        body = case.speaker.institution and _is_article(item)
        asked, words = wording(text, case, drafts)
        freedom = BODY_REPEATS if body else REPEATS
        weight = _weight(chosen, tolerated, body=body, headline=headline) if _is_article(item) else 1.0
        found.append(Example(asked, words, _shares(chosen), tolerated, freedom, weight))
    return found


def _weight(chosen: Sequence[Row], tolerated: Set[str], *, body: bool, headline: bool) -> float:
    """The weight of a case of an article, by its statements and by those that it may repeat."""
    if chosen and not any(row.get("required", True) for row in chosen):
        return BODY_OPTIONAL if body else OPTIONAL
    if chosen:
        return BODY if body else 1.0
    if tolerated:
        return HEADLINE if headline and not body else ELSEWHERE
    return 1.0
