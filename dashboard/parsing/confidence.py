"""Stage parsing, part candidates: how sure a candidate is.

In: a `Draft`; out: a score from 0 to 1 by the weights of data/lexicon/confidence.json, and its band.
"""

from __future__ import annotations

from math import exp, log

from dashboard.parsing.drafts import Draft
from dashboard.parsing.lexicon import load

SURE = 0.9
"""The judge's probability from which it is taken for sure: between there and 1 lies most of what is right."""
LEAST = 0.1
"""Below it the judge's probabilities are not told apart."""
BRIEF, WIDE = 6, 240
"""Words of a frame that says little; characters of a sentence that may join what does not belong together."""
REFERRED = frozenset(("pronoun", "definite", "only_named", "house_before", "paragraph_before", "office_unnamed"))
"""Ways of finding a speaker that the words themselves do not settle."""
BODIES = {
    "body": frozenset(("body", "government")),
    "house": frozenset(("named_body",)),
    "office": frozenset(("office", "office_of")),
    "unnamed": frozenset(("office_unnamed",)),
}
"""Ways of finding a speaker where the words name no person: a state or its government, a house, an office, somebody in
one."""
PRESUMED_SCORE = 0.5
"""At best: what rests on a name without an office is never more than low, and may still be proposed."""


def _odds(share: float | None) -> float:
    """The judge's probability as log odds, at most 1; 0 where it was not asked."""
    if share is None:
        return 0.0
    kept = min(max(share, LEAST), 0.99)
    return log(kept / (1 - kept)) / log(99)


def features(draft: Draft) -> dict[str, float]:
    """Give what the score rests on: each feature is 0 or 1, a certainty, or log odds."""
    frame, stand = draft.said.frame, draft.stand
    attribution = draft.said.attribution
    agents, themes = frame.agents, frame.event.themes
    found = draft.said.speaker.rules
    return {
        "certainty": draft.said.speaker.certainty,
        "judged": _odds(draft.judged),
        "stated": _odds(draft.stated),
        "sure": float((draft.judged or 0) >= SURE),
        "agreed": float(draft.judged is not None and not draft.swapped),
        "unjudged": float(draft.judged is None),
        "supported": float(draft.support > 0),
        "contested": float(draft.dissent > 0),
        "quoted": float(draft.quote is not None),
        "named": float(not frame.anaphoric),
        "complete": float(bool(themes) and frame.event.goal == "ukraine" and bool(agents)),
        "forces": float(bool(themes)),
        "state": float(any(agent.kind == "state" for agent in agents)),
        "own": float(any(agent.kind == "own" or agent.code == stand.entity for agent in agents)),
        "accept": float(stand.question == "accept"),
        "rules_out": float(stand.position in ("rules_out", "opposes")),
        "undecided": float(stand.position in ("undecided", "wary")),
        "committed": float(stand.position in ("committed", "deployed")),
        "willing": float(stand.position == "willing"),
        "task": float(draft.mission != "unspecified"),
        "form": float(draft.format != "unspecified"),
        "terms": float(bool(draft.conditions)),
        "reported": float(stand.reported),
        "second_hand": float(stand.second_hand),
        "headline": float(draft.headline),
        "referred": float(not REFERRED.isdisjoint(found)),
        "guessed": float(draft.said.speaker.guessed),
        **{name: float(not rules.isdisjoint(found)) for name, rules in BODIES.items()},
        "body_told": float(attribution is None and not BODIES["body"].isdisjoint(found)),
        "unlisted": float("office_in_text" in found),
        "by_clause": float(attribution is not None and attribution.rule in ("clause", "infinitive", "gerund")),
        "brief": float(frame.last - frame.first < BRIEF),
        "wide": float(draft.evidence[1] - draft.evidence[0] >= WIDE),
    }


def score_of(draft: Draft) -> float:
    """Give the estimated probability that a draft is right, to three places."""
    weights: dict[str, float] = load("confidence")["weights"]
    total = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in features(draft).items())
    score = 1 / (1 + exp(-total))
    return round(min(score, PRESUMED_SCORE) if "presumed" in draft.said.speaker.rules else score, 3)


def _bands() -> dict[str, float]:
    bands: dict[str, float] = load("confidence")["bands"]
    return bands


def proposed(draft: Draft) -> bool:
    """Whether a draft is sure enough to be shown to people at all."""
    return score_of(draft) >= _bands()["low"]


def band(score: float) -> str:
    """Give high, medium or low."""
    bands = _bands()
    return "high" if score >= bands["high"] else "medium" if score >= bands["medium"] else "low"
