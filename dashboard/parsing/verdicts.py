"""Stage parsing, part judge: what becomes of the rules' drafts, and what the judge finds where no rule did.

In: a `Text`, the drafts of the rules and a maker of drafts; out: the drafts that stay. The rules say who may have said
what, of which forces and when; the judge, which position that is, if any.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from dashboard.parsing.cases import Case, cases_in
from dashboard.parsing.deployment import Event
from dashboard.parsing.drafts import Draft
from dashboard.parsing.events import elsewhere_of, events_of
from dashboard.parsing.forces import names_war_alone
from dashboard.parsing.frames import Frame
from dashboard.parsing.judge import NONE, Judge
from dashboard.parsing.lexicon import load
from dashboard.parsing.questions import Stand
from dashboard.parsing.utterances import Said, Text
from dashboard.parsing.wording import wording

CHANGED, FOUND = "J01", "J02"
"""Rules by which a candidate tells that its position is the judge's (`data/lexicon/judge.json`)."""

Make = Callable[[Said, Stand], Draft]
"""Makes the draft of a position that somebody said."""


@dataclass(frozen=True)
class Verdict:
    """What the judge says of a case: the probability of each label that it may have."""

    shares: dict[str, float]

    @property
    def best(self) -> str:
        """The likeliest question and position."""
        return max((label for label in self.shares if label != NONE), key=self.shares.__getitem__)

    @property
    def none(self) -> float:
        """The probability that the case states no position."""
        return self.shares[NONE]

    def on(self, draft: Draft, share: float, *, swapped: bool = False) -> Draft:
        """A draft with what the judge says of it: how likely its own position is, and that there is any."""
        return replace(draft, judged=share, stated=1 - self.none, swapped=swapped)


def _verdict(judge: Judge, case: Case, row: Sequence[float]) -> Verdict:
    """The probabilities of a case: the parties to the war are not asked whether they would send, as in the rules."""
    shares = dict(zip(judge.labels, row, strict=True))
    if case.entity in load("questions")["parties"]:
        sent = {label for label in shares if label.startswith("send:")}
        shares[NONE] += sum(shares[label] for label in sent)
        shares |= dict.fromkeys(sent, 0.0)
    return Verdict(shares)


def _stand(case: Case, label: str) -> Stand:
    question, _, position = label.partition(":")
    return Stand(case.entity, question, position, reported=case.entity != case.speaker.entity)


def _event(case: Case) -> Event | None:
    """The deployment that a case is about: the one asked for, else the first of its sentence."""
    found = [event for event in events_of(case.tree) if event.head in case.tokens]
    for event in found:
        themes = tuple(theme for theme in event.themes if theme.token == case.theme)
        if themes:
            return replace(event, themes=themes)
    return found[0] if found else None


def _elsewhere(case: Case) -> bool:
    """Whether all forces of a case go to other places than Ukraine, of which it names nothing but its war."""
    here = any(event.head in case.tokens for event in events_of(case.tree))
    there = any(event.head in case.tokens for event in elsewhere_of(case.tree))
    return there and not here and names_war_alone(case.tree, case.tokens)


def _found(case: Case, verdict: Verdict, make: Make) -> Draft:
    """A draft of the judge's own: its frame is the whole of what was said in the sentence."""
    event, tokens = _event(case), case.tokens
    bare = Event("judged", tokens[0], (), None, "", False, frozenset(tokens[:1]))
    frame = Frame(
        event or bare,
        "judged",
        (FOUND,),
        ("JUDGED",),
        (),
        None,
        tokens[0],
        tokens[-1],
        anaphoric=event is None,
    )
    said = Said(frame, case.speaker, case.passage, case.attribution, case.tree)
    return verdict.on(make(said, _stand(case, verdict.best)), verdict.shares[verdict.best], swapped=True)


def _plain(draft: Draft) -> bool:
    """Whether the words themselves name the forces, and no other place for them: there the rules are on firm ground."""
    event = draft.said.frame.event
    return bool(event.themes) and not event.elsewhere and not draft.said.frame.anaphoric and not draft.headline


def _told_apart(drafts: Sequence[Draft]) -> list[set[str]]:
    """For each draft the positions that the rules give to forces of another kind, or another time, in its sentence.

    "No combat troops but trainers", "none now, but peacekeepers after a ceasefire": the judge reads the sentence as a
    whole, and tends to give its louder half to both.
    """
    beside: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if not draft.said.frame.anaphoric and not draft.headline:
            beside.setdefault(_half(draft), []).append(draft)
    return [
        {other.stand.position for other in beside.get(_half(draft), ()) if _plain(draft) and _apart(draft, other)}
        for draft in drafts
    ]


def _apart(draft: Draft, other: Draft) -> bool:
    """Whether two drafts are of forces for different tasks, or for different times."""
    return (draft.mission, draft.phase) != (other.mission, other.phase)


def _half(draft: Draft) -> tuple[object, ...]:
    """What the halves of a sentence have in common."""
    said, stand = draft.said, draft.stand
    return said.passage, draft.evidence, said.speaker.name, stand.entity, stand.question


def _reviewed(
    draft: Draft, case: Case, verdict: Verdict, judge: Judge, make: Make, told_apart: Set[str] = frozenset()
) -> Draft | None:
    """A draft of the rules after the judge has seen it: as it was, with another position, or None.

    A position that the rules give to another half of the sentence is never put in its place.
    """
    label = f"{draft.stand.question}:{draft.stand.position}"
    if verdict.none > judge.thresholds["drop_plain" if _plain(draft) else "drop"]:
        return None
    own, best = verdict.shares[label], verdict.shares[verdict.best]
    if own >= judge.thresholds["keep"] * best:
        return verdict.on(draft, own)
    question, _, position = verdict.best.partition(":")
    if question == draft.stand.question and position in told_apart:
        return verdict.on(draft, own + best)  # that the sentence states both is all that the judge tells
    frame = replace(draft.said.frame, rules=(*draft.said.frame.rules, CHANGED))
    made = make(replace(draft.said, frame=frame), _stand(case, verdict.best))
    return verdict.on(made, best, swapped=True)


def judged(text: Text, drafts: Sequence[Draft], judge: Judge, make: Make) -> list[Draft]:
    """Give the drafts after the judge's verdict on each case; those that belong to no case stay as they are."""
    asked = [(case, wording(text, case, drafts)) for case in cases_in(text, drafts)]
    asked = [
        (case, words) for case, words in asked if case.drafts or (judge.sieve.passes(words) and not _elsewhere(case))
    ]
    shares = judge.shares([words for _, words in asked])
    kept: dict[int, Draft | None] = dict(enumerate(drafts))
    told_apart = _told_apart(drafts)
    found = []
    for (case, _), row in zip(asked, shares.tolist(), strict=True):
        verdict = _verdict(judge, case, row)
        for number in case.drafts:
            kept[number] = _reviewed(drafts[number], case, verdict, judge, make, told_apart[number])
        if not case.drafts and verdict.shares[verdict.best] > judge.thresholds[f"add_{case.how}"]:
            found.append(_found(case, verdict, make))
    return sorted(
        [draft for draft in [*kept.values(), *found] if draft is not None],
        key=lambda draft: (draft.said.passage, draft.said.frame.first),
    )
