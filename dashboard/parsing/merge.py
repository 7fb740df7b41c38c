"""Stage parsing, part candidates: what repeats or contradicts itself within an article.

In: `Draft`s, one a frame and position; out: those that an expert coder would have written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dashboard.parsing.confidence import score_of
from dashboard.parsing.drafts import Draft
from dashboard.parsing.labels import codebook
from dashboard.parsing.speakers import entity_name

FIRM = 0.65
"""The score from which a draft stands beside a surer one of the same speaker that says otherwise; chosen by trial on
`dev`, `own` and `spare`."""


def _asked(draft: Draft) -> tuple[str, str, str]:
    """Who answers which question for whom: only drafts alike in this repeat or contradict each other."""
    return draft.said.speaker.name, draft.stand.entity, draft.stand.question


def _agree(one: str, other: str) -> bool:
    return one == other or "unspecified" in (one, other)


def _beside(draft: Draft, kept: Draft) -> bool:
    """Whether two drafts name forces side by side in one sentence: 'neither soldiers nor instructors'."""
    return draft.evidence == kept.evidence and bool(draft.said.frame.event.themes and kept.said.frame.event.themes)


def _repeats(draft: Draft, kept: Draft) -> bool:
    """Whether a draft says again what a kept one of the same speaker says, in the same case as far as is known."""
    return (
        draft.stand.position == kept.stand.position
        and (draft.mission == kept.mission if _beside(draft, kept) else _agree(draft.mission, kept.mission))
        and _agree(draft.phase, kept.phase)
        and (draft.day == kept.day or "published" in (draft.basis, kept.basis))
    )


def _completed(kept: Draft, repeat: Draft) -> Draft:
    """A kept draft with the format that only a repeat of it names."""
    return replace(kept, format=repeat.format) if kept.format == "unspecified" else kept


def _contradicts(draft: Draft, kept: Draft) -> bool:
    """Whether a draft says otherwise than a kept one of the same speaker, of the very same case."""
    return draft.stand.position != kept.stand.position and (
        (draft.mission, draft.phase, draft.day) == (kept.mission, kept.phase, kept.day)
    )


def _led_by(draft: Draft, other: Draft) -> bool:
    """Whether a government, or a body of states, says what somebody of it says in person: "the government of X", X."""
    house, person = draft.said.speaker, other.said.speaker
    named = house.office in ("Government", entity_name(house.entity)) and not person.institution
    return named and house.entity == person.entity and _asked(draft)[1:] == _asked(other)[1:] and _repeats(draft, other)


def _retells(draft: Draft, other: Draft) -> bool:
    """Whether a draft that names neither forces nor Ukraine says loosely, a step off on the scale, what another says of
    Ukraine: "ruling out direct military intervention" beside "no plans for troops on Ukrainian soil".
    """
    vague, clear = draft.said.frame.event, other.said.frame.event
    loose = not (vague.themes or vague.goal) and clear.goal == "ukraine" and draft.mission == "unspecified"
    if not loose or _asked(draft) != _asked(other) or not _agree(draft.phase, other.phase):
        return False
    off = _ranks()[draft.stand.position] - _ranks()[other.stand.position]
    return draft.day == other.day and abs(off) == 1


@cache
def _ranks() -> dict[str, int]:
    """Where each position stands on the scale of its question."""
    return {code.code: code.rank for code in codebook().codes["position"]}


def _weighed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The draft with what the speaker's other drafts on the question say to it; guesses say nothing."""
    others = {
        (d.said.tree.text, d.said.frame.event.head, d.stand.position)  # a paragraph that is repeated counts once
        for d in drafts
        if _asked(d) == _asked(draft) and not d.said.speaker.guessed
    } - {(draft.said.tree.text, draft.said.frame.event.head, draft.stand.position)}
    support = sum(position == draft.stand.position for _, _, position in others)
    return replace(draft, support=support, dissent=len(others) - support)


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts that stay, in text order.

    Of those by which one speaker repeats a position the surest stays, among the equally sure (to a tenth) a quotation;
    of those that contradict it, what is firm itself. A government of which one is not sure gives way to its member, and
    what is told loosely to what is firm and clear.
    """
    kept: dict[int, Draft] = {}
    weighed = [_weighed(draft, drafts) for draft in drafts]
    scores = [score_of(draft) for draft in weighed]
    for number in sorted(range(len(weighed)), key=lambda k: (-round(scores[k], 1), weighed[k].quote is None, k)):
        draft = weighed[number]
        rivals = [k for k, other in kept.items() if _asked(other) == _asked(draft)]
        repeated = [k for k in rivals if _repeats(draft, kept[k])]
        if repeated:
            kept[repeated[0]] = _completed(kept[repeated[0]], draft)
        elif scores[number] >= FIRM or not any(_contradicts(draft, kept[k]) for k in rivals):
            kept[number] = draft
    doubled = {k for k in kept if scores[k] < FIRM and any(_led_by(kept[k], other) for other in kept.values())}
    firm = [draft for number, draft in kept.items() if scores[number] >= FIRM]
    doubled |= {k for k in kept if any(_retells(kept[k], other) for other in firm)}
    return [kept[number] for number in sorted(kept.keys() - doubled, key=lambda k: (kept[k].evidence[0], k))]
