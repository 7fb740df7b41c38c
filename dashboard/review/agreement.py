"""Stage 2, review: how far two people code alike. In: codings of the same candidates; out: Krippendorff's alpha.

Alpha is 1 for perfect agreement and 0 for what chance would give. Nominal for every field, ordinal for `position`
within one question, since its codes are ranked there (Krippendorff, "Computing Krippendorff's Alpha-Reliability",
2011; computed by the `krippendorff` package).
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import krippendorff
import numpy as np

from dashboard.dataset.codebook import Codebook
from dashboard.dataset.problems import DataError, Problem
from dashboard.review import ledger
from dashboard.review.inbox import Inbox
from dashboard.review.model import person

CODED_FIELDS = ("question", "phase", "position", "mission", "format", "conditions", "confidence")


@dataclass(frozen=True)
class Coding:
    """How one person coded one candidate."""

    candidate_id: str
    coder: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Agreement:
    """Alpha of one field: over `units` that two or more coded. None where all codes are one and the same."""

    field: str
    level: str
    units: int
    coders: int
    same: float
    alpha: float | None


def add_coding(
    inbox: Inbox,
    codebook: Codebook,
    candidate_id: str,
    *,
    coder: str,
    now: dt.datetime,
    codes: Mapping[str, str],
    blind: bool,
) -> None:
    """Keep a second coder's codes. Raises `DataError` for a field or a code that is none, `NotFoundError`.

    A position is one on the question that was coded with it.
    """
    candidate = inbox.candidate(candidate_id)
    problems = [
        Problem(f"coding of {candidate.id}", "", name, value, ", ".join(_allowed(name, codes, codebook)))
        for name, value in codes.items()
        if name not in CODED_FIELDS or not _codes_of(value, name) <= set(_allowed(name, codes, codebook))
    ]
    if problems or not codes:
        raise DataError(problems or [Problem(f"coding of {candidate.id}", "", "codes", "", ", ".join(CODED_FIELDS))])
    with ledger.transaction(inbox.path) as db:
        db.execute(
            "INSERT INTO coding (candidate_id, coder, coded_at, blind, codes) VALUES (?, ?, ?, ?, ?)",
            (candidate.id, person(coder), now.isoformat(timespec="seconds"), int(blind), json.dumps(dict(codes))),
        )


def _codes_of(value: str, field: str) -> set[str]:
    return set(filter(None, value.split(";"))) if field == "conditions" else {value}


def _allowed(field: str, codes: Mapping[str, str], codebook: Codebook) -> tuple[str, ...]:
    if field not in CODED_FIELDS:
        return CODED_FIELDS
    if field == "position" and codes.get("question") in codebook.values("question"):
        return tuple(code.code for code in codebook.positions(codes["question"]))
    return codebook.values(field)


def codings(inbox: Inbox) -> list[Coding]:
    """The newest coding of each candidate by each person: second codings, and the codes that decisions stand for.

    A decision that was taken back stands for none.
    """
    decided: dict[str, Coding] = {}
    for decision in inbox.decisions():
        decided.pop(decision.candidate_id, None)  # a candidate is decided anew only after an undo
        if decision.action in ("accept", "edit"):
            codes = {name: str(decision.human[name]) for name in CODED_FIELDS}
            decided[decision.candidate_id] = Coding(decision.candidate_id, decision.reviewer, codes)
    found = {(coding.candidate_id, coding.coder): coding for coding in decided.values()}
    with ledger.reading(inbox.path) as db:
        for row in db.execute("SELECT candidate_id, coder, codes FROM coding ORDER BY seq"):
            coding = Coding(row["candidate_id"], row["coder"], json.loads(row["codes"]))
            found[coding.candidate_id, coding.coder] = coding
    return list(found.values())


def agreement(made: list[Coding], codebook: Codebook) -> list[Agreement]:
    """Alpha of every coded field, and of `position` once more as ordinal for each question.

    A field that no two people coded for the same candidate is left out.
    """
    results = [_alpha(made, field, "nominal", codebook.order(field)) for field in CODED_FIELDS]
    for question in codebook.values("question"):
        asked = [one for one in made if one.codes.get("question") == question]
        ranks = {code.code: code.rank for code in codebook.positions(question)}
        results.append(_alpha(asked, "position", f"ordinal, {question}", ranks))
    return [result for result in results if result is not None]


def _alpha(made: list[Coding], field: str, level: str, order: Mapping[str, int]) -> Agreement | None:
    by_unit: dict[str, dict[str, float]] = defaultdict(dict)
    numbers = dict(order)
    for one in made:
        value = one.codes.get(field)
        if value is not None and (level == "nominal" or value in order):
            by_unit[one.candidate_id][one.coder] = numbers.setdefault(value, len(numbers))
    shared = {unit: codes for unit, codes in by_unit.items() if len(codes) > 1}
    if not shared:
        return None
    coders = sorted({coder for codes in shared.values() for coder in codes})
    table = np.array([[codes.get(coder, np.nan) for codes in shared.values()] for coder in coders])
    same = sum(len(set(codes.values())) == 1 for codes in shared.values()) / len(shared)
    varied = len(np.unique(table[~np.isnan(table)])) > 1
    scale: Literal["nominal", "ordinal"] = "nominal" if level == "nominal" else "ordinal"
    alpha = float(krippendorff.alpha(reliability_data=table, level_of_measurement=scale)) if varied else None
    return Agreement(field, level, len(shared), len(coders), same, alpha)
