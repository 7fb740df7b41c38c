"""Stage parsing, part judge: what becomes of the rules' drafts, and what the judge finds where no rule did.

In: a `Text`, the drafts of the rules and a maker of drafts; out: the drafts that stay. The rules say who may have said
what, of which forces and when; the judge, which position that is, if any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from dashboard.parsing.agents import Agent, place_at
from dashboard.parsing.cases import Case, cases_in
from dashboard.parsing.deployment import Event
from dashboard.parsing.drafts import Draft
from dashboard.parsing.events import elsewhere_of, events_of
from dashboard.parsing.forces import civil, names_war_alone, words
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


def _question(label: str) -> str:
    return label.partition(":")[0]


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
    there = any(event.head in case.tokens for event in elsewhere_of(case.tree))
    return there and not _here(case) and names_war_alone(case.tree, case.tokens)


def _civil(case: Case) -> bool:
    """Whether all that a case names is a mission without soldiers."""
    named = [token for token in case.tokens if case.tree.lemma[token] in words("civil_nouns")]
    return not _here(case) and bool(named) and all(civil(case.tree, token) for token in named)


def _here(case: Case) -> bool:
    """Whether a case names a deployment to Ukraine."""
    return any(event.head in case.tokens for event in events_of(case.tree))


def _place(case: Case) -> tuple[object, ...]:
    """What the cases of one speaker's sentence have in common."""
    return case.passage, case.tokens, case.speaker.name


def _of_others(cases: Sequence[Case], drafts: Sequence[Draft]) -> set[tuple[object, ...]]:
    """The sentences in which the rules find what is reported of others, and nothing of the speaker's own."""
    own, others = (
        {_place(case) for case in cases if any(drafts[n].stand.reported == reported for n in case.drafts)}
        for reported in (False, True)
    )
    return others - own


def _unnamed(text: Text, case: Case) -> bool:
    """Whether nothing in a sentence means the speaker's side: "Tusk said France would go and Germany would not"."""
    if case.how != "said" or case.entity != case.speaker.entity or case.attribution is None:
        return False
    tree, passage, source = case.tree, text.reading.passages[case.passage], case.attribution.source
    own = {*load("agents")["own_pronouns"], *load("agents")["own_determiners"]}
    first, last = passage.tokens(*source) if source and case.attribution.source_passage == case.passage else (0, -1)
    return not any(
        tree.lower[k] in own or place_at(tree, k) == case.entity
        for k in range(len(tree.word))
        if tree.sent[k] == tree.sent[case.tokens[0]] and not first <= k <= last
    )


def _adds(judge: Judge, case: Case, verdict: Verdict) -> bool:
    """Whether the judge is sure enough of a position that no rule found."""
    return verdict.shares[verdict.best] > judge.thresholds[f"add_{case.how}"]


def _answered(case: Case, stating: Sequence[Case]) -> bool:
    """Whether a sentence is a question that its speaker goes on to answer: "Would we go? Ask me another day"."""
    last, sent = case.tokens[-1], case.tree.sent
    asks = any(case.tree.word[k] == "?" for k in range(max(0, last - 1), min(last + 2, len(sent))))
    return asks and any(
        (other.passage, other.speaker.name) == (case.passage, case.speaker.name)
        and sent[other.tokens[0]] == sent[last] + 1
        for other in stating
    )


def _also(judge: Judge, case: Case, verdict: Verdict, answered: Set[tuple[object, ...]]) -> str:
    """The position on the other question, where a sentence answers both: "not us, but we understand those who go".

    `answered`: the questions that have an answer, each behind the sentence, its speaker and whose position it is.
    """
    asked = (*_place(case), case.entity)
    likely = {
        _question(label): label for label in sorted(verdict.shares, key=verdict.shares.__getitem__) if label != NONE
    }
    left = [label for question, label in likely.items() if (*asked, question) not in answered]
    return left[0] if len(left) == 1 and verdict.shares[left[0]] > judge.thresholds["also"] else ""


def _found(case: Case, verdict: Verdict, label: str, make: Make) -> Draft:
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
    return verdict.on(make(said, _stand(case, label)), verdict.shares[label], swapped=True)


def _plain(draft: Draft) -> bool:
    """Whether the words themselves name the forces, and no other place for them: there the rules are on firm ground."""
    event = draft.said.frame.event
    return bool(event.themes) and not event.elsewhere and not draft.said.frame.anaphoric and not draft.headline


def _told_apart(drafts: Sequence[Draft]) -> list[set[str]]:
    """For each draft the labels that the rules give to forces of another kind, owner or time, in its sentence.

    "No combat troops but trainers", "none now, but peacekeepers after a ceasefire", "British soldiers but not Hungarian
    ones": the judge reads the sentence as a whole, and tends to give its louder half to both.
    """
    beside: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if (_elided(draft) or not draft.said.frame.anaphoric) and not draft.headline:
            beside.setdefault(_half(draft), []).append(draft)
    return [
        {_label(other) for other in beside.get(_half(draft), ()) if _apart(draft, other)}
        if _plain(draft) or _elided(draft)
        else set()
        for draft in drafts
    ]


def _elided(draft: Draft) -> bool:
    """Whether a subject of its own takes up the verb before it: "ours will go, American ones would not"."""
    return draft.said.frame.event.kind == "gap"


def _label(draft: Draft) -> str:
    return f"{draft.stand.question}:{draft.stand.position}"


def _apart(draft: Draft, other: Draft) -> bool:
    """Whether two drafts are of forces for different tasks, for different times, or of others who would send them."""
    if (draft.mission, draft.phase) != (other.mission, other.phase):
        return True
    senders = _senders(draft), _senders(other)
    return "accept" in (draft.stand.question, other.stand.question) and all(senders) and senders[0] != senders[1]


def _senders(draft: Draft) -> set[Agent]:
    """Who would send the forces of a draft, where the words tell."""
    return {agent for agent in draft.said.frame.agents if agent.kind in ("own", "state", "body", "group")}


def _half(draft: Draft) -> tuple[object, ...]:
    """What the halves of a sentence have in common."""
    said, stand = draft.said, draft.stand
    return said.passage, draft.evidence, said.speaker.name, stand.entity


def _reviewed(
    draft: Draft, case: Case, verdict: Verdict, judge: Judge, make: Make, told_apart: Set[str] = frozenset()
) -> Draft | None:
    """A draft of the rules after the judge has seen it: as it was, with another position, or None.

    A position that the rules give to another half of the sentence is never put in its place.
    """
    label = _label(draft)
    if verdict.none > judge.thresholds["drop_plain" if _plain(draft) else "drop"]:
        return None
    own, best = verdict.shares[label], verdict.shares[verdict.best]
    if own >= judge.thresholds["keep"] * best:
        return verdict.on(draft, own)
    if verdict.best in told_apart:
        return verdict.on(draft, own + best)  # that the sentence states both is all that the judge tells
    frame = replace(draft.said.frame, rules=(*draft.said.frame.rules, CHANGED))
    made = make(replace(draft.said, frame=frame), _stand(case, verdict.best))
    return verdict.on(made, best, swapped=True)


def _added(
    text: Text,
    judge: Judge,
    ruled: Sequence[tuple[Case, Verdict]],
    drafts: Sequence[Draft],
    stay: Mapping[int, Draft],
    make: Make,
) -> list[Draft]:
    """What the judge finds where no rule did, and where a sentence answers the other question as well.

    `stay`: those of the rules' drafts that its verdicts leave, by their numbers.
    """
    of_others = _of_others([case for case, _ in ruled], drafts)
    stating = [case for case, verdict in ruled if case.drafts or _adds(judge, case, verdict)]

    def may_be(case: Case, label: str) -> bool:
        told_of_others = label.startswith("send:") and _place(case) in of_others and _unnamed(text, case)
        return not told_of_others and not _answered(case, stating)

    found = [
        (case, _found(case, verdict, verdict.best, make))
        for case, verdict in ruled
        if not case.drafts and _adds(judge, case, verdict) and may_be(case, verdict.best)
    ]
    answers = [*found, *((case, stay[n]) for case, _ in ruled for n in case.drafts if n in stay)]
    answered = {(*_place(case), case.entity, draft.stand.question) for case, draft in answers}
    for case, verdict in ruled:
        label = _also(judge, case, verdict, answered)
        if label and may_be(case, label):
            answered.add((*_place(case), case.entity, _question(label)))
            found.append((case, _found(case, verdict, label, make)))
    return [draft for _, draft in found]


def judged(text: Text, drafts: Sequence[Draft], judge: Judge, make: Make) -> list[Draft]:
    """Give the drafts after the judge's verdict on each case; those that belong to no case stay as they are."""
    asked = [(case, wording(text, case, drafts)) for case in cases_in(text, drafts)]
    asked = [
        (case, read)
        for case, read in asked
        if case.drafts or (judge.sieve.passes(read) and not _elsewhere(case) and not _civil(case))
    ]
    shares = judge.shares([read for _, read in asked])
    told_apart = _told_apart(drafts)
    ruled = [(case, _verdict(judge, case, row)) for (case, _), row in zip(asked, shares.tolist(), strict=True)]
    kept: dict[int, Draft | None] = dict(enumerate(drafts))
    for case, verdict in ruled:
        for number in case.drafts:
            kept[number] = _reviewed(drafts[number], case, verdict, judge, make, told_apart[number])
    stay = {number: draft for number, draft in kept.items() if draft is not None}
    return sorted(
        [*stay.values(), *_added(text, judge, ruled, drafts, stay, make)],
        key=lambda draft: (draft.said.passage, draft.said.frame.first),
    )
