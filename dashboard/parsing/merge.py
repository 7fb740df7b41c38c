"""Stage parsing, part candidates: what repeats or contradicts itself within an article.

In: `Draft`s, one a frame and position; out: those that an expert coder would have written down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.parsing.questions import Stand
from dashboard.parsing.utterances import Said

Span = tuple[int, int]
REFUSALS = frozenset({"rules_out", "no_plans"})


@dataclass(frozen=True)
class Draft:
    """A position with its place in the text (normalised offsets), before merging.

    `support` counts the speaker's other drafts that say the same of the same question, `dissent` those that differ.
    `judged` is the judge's probability for the position, None where it was not asked; `swapped`: the position is the
    judge's and no rule's.
    """

    said: Said
    stand: Stand
    evidence: Span
    quote: Span | None
    mission: str
    phase: str
    format: str
    conditions: tuple[str, ...]
    day: date
    basis: str
    headline: bool
    support: int = 0
    dissent: int = 0
    judged: float | None = None
    swapped: bool = False


def _told(draft: Draft) -> bool:
    """Whether a clause or a quotation is ascribed, and not the teller's own word for it: "ruling out a deployment"."""
    return draft.said.attribution is not None and draft.said.attribution.rule != "object"


def strength(draft: Draft) -> tuple[int, ...]:
    """What makes one wording of a position better evidence than another."""
    frame = draft.said.frame
    return (
        not draft.said.speaker.guessed,
        not draft.headline,
        not frame.because,
        draft.stand.position != "undecided",
        not frame.anaphoric,
        _told(draft),
        draft.quote is not None,
        bool(frame.event.themes),
        frame.event.goal == "ukraine",
    )


def _agree(one: str, other: str) -> bool:
    return one == other or "unspecified" in (one, other)


def _split(one: Said, other: Said) -> bool:
    """Whether two frames are the halves of one clause: 'medics, but no infantry'."""
    return (one.passage, one.frame.event.head) == (other.passage, other.frame.event.head)


def _recalls(said: Said) -> bool:
    """Whether a participle recalls a stance on the way to something else: 'While ruling it out, X said ...'."""
    top = said.frame.top
    return (
        (said.attribution is None or said.attribution.rule == "object")
        and said.tree.dep[top] == "advcl"
        and said.tree.tag[top] == "VBG"
    )


def _repeats(draft: Draft, kept: Draft) -> bool:
    """Whether a draft says again what a kept one says, or says otherwise what a stronger one says of the same case."""
    one, other = draft.stand, kept.stand
    if (one.entity, one.question) != (other.entity, other.question):
        return False
    same_case = _agree(draft.mission, kept.mission) and (
        draft.phase == kept.phase or "unspecified" in (draft.phase, kept.phase)
    )
    if one.position == other.position:
        return same_case and (draft.day == kept.day or draft.basis == "published" or kept.basis == "published")
    if _split(draft.said, kept.said):
        return False
    if draft.headline != kept.headline or draft.said.frame.because:
        return True
    if _recalls(draft.said) and one.position in REFUSALS and other.position in REFUSALS:
        return same_case
    if not _told(draft):  # "while ruling out an intervention": the teller sums up what was quoted
        return same_case and draft.day == kept.day
    return (draft.mission, draft.phase, draft.day) == (kept.mission, kept.phase, kept.day)


def _weighed(draft: Draft, drafts: list[Draft]) -> Draft:
    """The draft with what the speaker's other drafts on the question say to it; guesses say nothing."""
    key = (draft.said.speaker.name, draft.stand.entity, draft.stand.question)
    others = {
        (d.said.tree.text, d.said.frame.event.head, d.stand.position)  # a paragraph that is repeated counts once
        for d in drafts
        if (d.said.speaker.name, d.stand.entity, d.stand.question) == key and not d.said.speaker.guessed
    } - {(draft.said.tree.text, draft.said.frame.event.head, draft.stand.position)}
    support = sum(position == draft.stand.position for _, _, position in others)
    return replace(draft, support=support, dissent=len(others) - support)


def merged(drafts: list[Draft]) -> list[Draft]:
    """Give the drafts that stay, in text order. Of one speaker's drafts on one case the strongest stays."""
    kept: list[Draft] = []
    drafts = [_weighed(draft, drafts) for draft in drafts]
    order = {id(draft): number for number, draft in enumerate(drafts)}
    for draft in sorted(drafts, key=lambda d: (*tuple(-int(x) for x in strength(d)), order[id(d)])):
        rivals = [k for k in kept if k.said.speaker.name == draft.said.speaker.name]
        if not any(_repeats(draft, rival) for rival in rivals):
            kept.append(draft)
    return sorted(kept, key=lambda draft: (draft.evidence[0], order[id(draft)]))
