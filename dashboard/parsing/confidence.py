"""Stage parsing, part candidates: how sure a candidate is.

In: a `Draft`; out: a score from 0 to 1 by the weights of data/lexicon/confidence.json, and its band.
"""

from __future__ import annotations

from math import exp

from dashboard.parsing.lexicon import load
from dashboard.parsing.merge import Draft


def features(draft: Draft) -> dict[str, float]:
    """Give what the score rests on: each feature is 0 or 1, or the speaker's certainty."""
    frame, stand = draft.said.frame, draft.stand
    attribution = draft.said.attribution
    return {
        "certainty": draft.said.speaker.certainty,
        "quoted": float(draft.quote is not None),
        "attributed": float(attribution is not None),
        "named": float(not frame.anaphoric),
        "forces": float(bool(frame.event.themes)),
        "ukraine": float(frame.event.goal == "ukraine"),
        "own": float(any(agent.kind == "own" or agent.code == stand.entity for agent in frame.agents)),
        "reported": float(stand.reported),
        "accept": float(stand.question == "accept"),
        "second_hand": float(stand.second_hand),
        "headline": float(draft.headline),
        "institution": float(draft.said.speaker.institution),
        "deployed": float(stand.position == "deployed"),
        "undecided": float(stand.position == "undecided"),
        "short": float(len(frame.rules) <= 1),
    }


def score_of(draft: Draft) -> float:
    """Give the estimated probability that a draft is right."""
    weights: dict[str, float] = load("confidence")["weights"]
    total = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in features(draft).items())
    return 1 / (1 + exp(-total))


def band(score: float) -> str:
    """Give high, medium or low."""
    bands: dict[str, float] = load("confidence")["bands"]
    return "high" if score >= bands["high"] else "medium" if score >= bands["medium"] else "low"
