"""The score of candidates and its bands, and the command that measures them. All texts are invented."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from reading_help import body, reading_of

from benchmarks.calibration import Case, bands, cases_of, counts_of, fit, table_of, threshold, unseen
from benchmarks.gold import Item
from dashboard.dataset.codebook import load_codebook
from dashboard.parsing.article import Article
from dashboard.parsing.candidates import kept_drafts
from dashboard.parsing.confidence import PRESUMED_SCORE, band, features, score_of
from dashboard.parsing.lexicon import load
from dashboard.parsing.results import explanation, proposals, statements

DAY = date(2024, 3, 1)
PLAIN = 'Polish Prime Minister Donald Tusk said: "Poland will not send troops to Ukraine."'
REFERRED = (
    "Donald Tusk met Olaf Scholz in Berlin. He was said to be open to it. He did not exclude a deployment of soldiers."
)


def test_weights_and_features_have_the_same_names() -> None:
    (draft,) = kept_drafts(reading_of(body(PLAIN), DAY))
    assert set(load("confidence")["weights"]) == {"constant", *features(draft)}


def test_bands_are_those_of_the_file() -> None:
    limits = load("confidence")["bands"]
    assert 0 < limits["low"] < limits["medium"] < limits["high"]
    assert [band(limits[name]) for name in ("high", "medium", "low")] == ["high", "medium", "low"]
    assert band(limits["medium"] - 0.001) == "low"


@pytest.mark.parametrize(("short", "stays"), [(0.0, True), (0.001, False)])
def test_the_too_doubtful_are_left_out_everywhere(short: float, stays: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    score = load("confidence")["bands"]["low"] - short
    for module in ("confidence", "candidates"):
        monkeypatch.setattr(f"dashboard.parsing.{module}.score_of", lambda _: score)
    article = Article(id="invented", text=body(PLAIN), published=DAY)
    fields = load_codebook().columns
    assert len(statements(article, fields)[0]) == len(proposals(article, fields)) == stays
    ((row,), _) = explanation(article, fields)
    assert [finding["left_out"] for finding in row["findings"]] == ["" if stays else "doubtful"]


def test_a_presumed_speaker_may_be_proposed_and_is_never_medium() -> None:
    limits = load("confidence")["bands"]
    assert limits["low"] <= PRESUMED_SCORE < limits["medium"]


def test_what_rests_on_a_presumed_speaker_is_low() -> None:
    (draft,) = kept_drafts(reading_of(body(PLAIN), DAY))
    speaker = replace(draft.said.speaker, rules=("name", "presumed"))
    presumed = replace(draft, said=replace(draft.said, speaker=speaker))
    assert band(score_of(draft)) != "low" == band(score_of(presumed))
    assert features(presumed)["guessed"] == 1


def test_plain_words_are_surer_than_referred_ones() -> None:
    (plain,) = kept_drafts(reading_of(body(PLAIN), DAY))
    referred = kept_drafts(reading_of(body(REFERRED), DAY))
    assert all(score_of(plain) > score_of(draft) for draft in referred)


def test_a_fit_finds_what_decides() -> None:
    cases = [Case(str(n), {"good": float(n % 2), "noise": float(n % 3 == 0)}, n % 2 == 1) for n in range(600)]
    rows, right = table_of(cases, ["good", "noise"])
    constant, good, noise = fit(rows, right, counts_of(cases))
    assert good > 2
    assert abs(noise) < 0.5
    assert constant < 0
    scores = unseen(cases, ["good", "noise"])
    assert scores[right == 1].min() > scores[right == 0].max()


@pytest.mark.parametrize(("promised", "expected"), [(1.0, 0.8), (0.75, 0.6), (0.5, 0.4)])
def test_the_threshold_keeps_what_is_promised(promised: float, expected: float) -> None:
    scores, right = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4]), np.array([1.0, 1.0, 0.0, 1.0, 0.0, 0.0])
    assert math.isclose(threshold(scores, right, promised), expected)


def test_where_nothing_keeps_it_no_candidate_is_high() -> None:
    assert threshold(np.array([0.9, 0.8]), np.array([0.0, 1.0]), 0.97) > 1


def test_the_rows_of_the_bands() -> None:
    scores, right = np.array([0.95, 0.9, 0.7, 0.45, 0.2]), np.array([1.0, 1.0, 1.0, 1.0, 0.0])
    assert bands(scores, right, high=0.9, medium=0.5) == [
        ["high", "2", "1.000", "0.500"],
        ["medium", "1", "1.000", "0.250"],
        ["low", "1", "1.000", "0.250"],
        ["not proposed", "1", "0.000", "0.000"],
    ]


def test_cases_of_a_text_are_its_candidates_that_count() -> None:
    wanted = {"speaker": "Donald Tusk", "entity": "POL", "speaker_entity": "POL", "question": "send"}
    expected = wanted | {"position": "rules_out", "phase": "wartime", "mission": "unspecified"}
    (case,) = cases_of(Item("i", body(PLAIN), "2024-03-01", "wire", (expected,)))
    assert case.right
    (case,) = cases_of(Item("i", body(PLAIN), "2024-03-01", "wire", ()))
    assert not case.right
