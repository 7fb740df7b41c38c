"""Benchmark: how sure the parser may be. `python -m benchmarks.calibration --help`.

In: the gold texts of `dev`, `own` and `spare`, and the candidates with their features; out: the weights of a logistic
score, and the scores from which a candidate counts as high, medium or low, with the precision measured for each band.

Each article is scored by weights fitted without it, so that the bands are measured on texts that the fit has not seen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
import typer

from benchmarks.gold import WORKERS, Item, articles, contrast
from benchmarks.match import agreement, tally
from benchmarks.reach import reading_of
from benchmarks.tables import Table, share, show
from dashboard.parsing.candidates import candidate_of, kept_drafts
from dashboard.parsing.confidence import features
from dashboard.parsing.lexicon import FOLDER

SETS = ("dev", "own", "spare")
FOLDS = 10
RIDGE = 30.0
"""How much large weights cost, each by how far its feature varies; chosen by trial, by the bands on unseen texts."""
HIGH = 0.97
"""The precision that `high` must hold on texts unseen by the fit."""
SENTENCE = 0.4
"""How much a contrast sentence counts in the fit beside a candidate of an article; bands are measured on articles."""
MEDIUM = 0.7
"""The score from which a candidate is `medium`: more likely right than two in three."""
LOW = 0.3
"""The score from which a candidate is proposed at all. F1 is highest where that is half of F1 itself (Lipton, Elkan and
Naryanaswamy, Optimal Thresholding of Classifiers to Maximize F1 Measure, ECML PKDD 2014): on the hardest set, 0.7; it
is flat around there, so rather more is proposed than less."""
LEAST = 1e-6
"""How far a feature that is always the same is taken to vary, so that it has a weight all the same: none."""
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Case:
    """One candidate: the text it is from, its features, and whether it is right (None: counts neither way)."""

    text: str
    features: dict[str, float]
    right: bool
    sentence: bool = False


def cases_of(item: Item) -> list[Case]:
    """The candidates of a text that count, each with its features."""
    reading = reading_of(item)
    drafts = kept_drafts(reading)
    rows = [candidate_of(reading, draft).model_dump() | {"case": i} for i, draft in enumerate(drafts)]
    result = tally(item, rows, agreement())
    verdicts = {found["case"]: True for _, found in result.right} | {found["case"]: False for found in result.wrong}
    return [Case(item.id, features(drafts[i]), right) for i, right in sorted(verdicts.items())]


def fit(rows: Matrix, right: Vector, counts: Vector) -> Vector:
    """Weights of a logistic score, by Newton's method with a ridge; `counts` says how much a case counts.

    The first column is the constant, which costs nothing.
    """
    penalty = np.diag([0.0, *(RIDGE * np.maximum(rows[:, 1:].var(axis=0), LEAST))])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (counts * (right - chance)) - penalty @ weights
        curvature = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + penalty
        weights += np.linalg.solve(curvature, gradient)
    return weights


def table_of(cases: Sequence[Case], names: Sequence[str]) -> tuple[Matrix, Vector]:
    """The features as rows that begin with 1, and the verdicts as 0 or 1."""
    rows = np.array([[1.0, *(case.features[name] for name in names)] for case in cases])
    return rows, np.array([float(case.right) for case in cases])


def counts_of(cases: Sequence[Case]) -> Vector:
    """How much each case counts in the fit: a sentence on its own less than one of an article."""
    return np.array([SENTENCE if case.sentence else 1.0 for case in cases])


def unseen(cases: Sequence[Case], names: Sequence[str]) -> Vector:
    """The score of each case by weights fitted on other texts."""
    texts = {text: number % FOLDS for number, text in enumerate(sorted({case.text for case in cases}))}
    fold = np.array([texts[case.text] for case in cases])
    rows, right = table_of(cases, names)
    counts = counts_of(cases)
    scores = np.zeros(len(cases))
    for number in range(FOLDS):
        here = fold == number
        if here.any():
            scores[here] = 1 / (1 + np.exp(-rows[here] @ fit(rows[~here], right[~here], counts[~here])))
    return scores


def threshold(scores: Vector, right: Vector, promised: float) -> float:
    """The lowest score from which on the promised precision is kept; above 1 where none keeps it."""
    order = np.argsort(-scores)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(precision >= promised)
    return float(np.floor(scores[order][kept[-1]] * 1e4) / 1e4) if len(kept) else 1.01


def bands(scores: Vector, right: Vector, high: float, medium: float) -> list[list[str]]:
    """A row for each band: candidates, precision, share of all that are right; last, those that are not proposed."""
    level = np.select([scores >= high, scores >= medium, scores >= LOW], [0, 1, 2], 3)
    rows = []
    for number, name in enumerate(("high", "medium", "low", "not proposed")):
        inside = level == number
        good = int(right[inside].sum())
        rows.append([name, str(int(inside.sum())), share(good, int(inside.sum())), share(good, int(right.sum()))])
    return rows


def main(
    write: Annotated[bool, typer.Option("--write", help="Write data/lexicon/confidence.json.")] = False,
    markdown: Annotated[bool, typer.Option(help="Tables in Markdown.")] = False,
) -> None:
    """Fit the score of candidates and print the precision of each band on texts that the fit has not seen."""
    items, sentences = ([item for name in SETS for item in of(name)] for of in (articles, contrast))
    with ProcessPoolExecutor(WORKERS) as pool:
        cases = [case for found in pool.map(cases_of, items, chunksize=20) for case in found]
        small = [case for found in pool.map(cases_of, sentences, chunksize=80) for case in found]
    cases += [replace(case, sentence=True) for case in small]
    names = list(cases[0].features)
    rows, right = table_of(cases, names)
    scores = unseen(cases, names)
    whole = np.array([not case.sentence for case in cases])
    high, medium = threshold(scores[whole], right[whole], HIGH), MEDIUM
    weights = fit(rows, right, counts_of(cases))
    head = ("confidence", "candidates", "precision", "share of all right")
    title = f"Bands on texts unseen by the fit, {' and '.join(SETS)}: {whole.sum()} candidates of {len(items)} articles"
    show([Table(title, head, bands(scores[whole], right[whole], high, medium))], markdown=markdown)
    content = {
        "about": "Weights of a logistic score; from which score on a candidate is high, medium, or proposed at all.",
        "source": "python -m benchmarks.calibration --write",
        "promised": {"high": HIGH},
        "weights": dict(zip(["constant", *names], [round(float(weight), 3) for weight in weights], strict=True)),
        "bands": {"high": high, "medium": medium, "low": LOW},
    }
    if write:
        path = FOLDER / "confidence.json"
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
