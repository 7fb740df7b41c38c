"""Stage parsing, part candidates: how sure a candidate is.

In: a `Draft`; out: a score from 0 to 1 by the weights of data/lexicon/confidence.json, and its band.
"""

from __future__ import annotations

from math import exp

from dashboard.parsing.lexicon import load
from dashboard.parsing.merge import Draft

BRIEF, LONG = 6, 24
"""Words of a frame: a brief one says little, a long one may join what does not belong together."""
REFERRED = frozenset(("pronoun", "definite", "only_named", "house_before", "paragraph_before", "office_unnamed"))
"""Ways of finding a speaker that the words themselves do not settle."""


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
        "rules_out": float(stand.position == "rules_out"),
        "no_plans": float(stand.position == "no_plans"),
        "open": float(stand.position == "open"),
        "welcomes": float(stand.position == "welcomes"),
        "opposes": float(stand.position == "opposes"),
        "state": float(any(agent.kind == "state" for agent in frame.agents)),
        "complete": float(bool(frame.event.themes) and frame.event.goal == "ukraine" and bool(frame.agents)),
        "brief": float(frame.last - frame.first < BRIEF),
        "long": float(frame.last - frame.first >= LONG),
        "body": float("body" in draft.said.speaker.rules),
        "by_clause": float(attribution is not None and attribution.rule in ("clause", "infinitive", "gerund")),
        "committed": float(stand.position == "committed"),
        "willing": float(stand.position == "willing"),
        "wary": float(stand.position in ("wary", "accepts")),
        "referred": float(any(rule in REFERRED for rule in draft.said.speaker.rules)),
        "same_voice": float(attribution is not None and attribution.rule in ("same_voice", "implicit", "object")),
        "turn": float(attribution is not None and attribution.rule == "turn"),
        "because": float(frame.because),
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
