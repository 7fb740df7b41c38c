"""How the judge is trained, as far as it needs no PyTorch. All words are invented."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np

from benchmarks.examples import Example
from benchmarks.network import LEAST, drawn
from benchmarks.train import between, shown, training_items
from dashboard.parsing.judge import NONE
from dashboard.parsing.sieve import Sieve


def example(words: str, label: str = NONE, asked: str = "own said rules nothing") -> Example:
    return Example(asked, words, {label: 1.0}, frozenset(), 0.6, 1.0)


def test_what_the_judge_knows_is_drawn_seldom_and_then_counts_for_those_left_out() -> None:
    examples, known = [example("doubted"), example("certain")], [0.3, 1.0]
    chance, seen, weight = random.Random(1), Counter[str](), Counter[str]()
    rounds = 4_000
    for _ in range(rounds):
        for one in drawn(examples, known, chance):
            seen[one.words] += 1
            weight[one.words] += one.weight
    assert seen["doubted"] == weight["doubted"] == rounds
    assert 0.8 * LEAST < seen["certain"] / rounds < 1.2 * LEAST
    assert 0.8 < weight["certain"] / rounds < 1.2


def test_between_two_sets_of_weights() -> None:
    before, after = {"one": np.array([0.0, 4.0])}, {"one": np.array([10.0, 4.0])}
    assert between(before, after, 0.6)["one"].tolist() == [6.0, 4.0]
    assert between(before, after, 0.0)["one"].tolist() == [0.0, 4.0]


def test_the_model_learns_from_no_silent_case_that_the_sieve_holds_back() -> None:
    sieve = Sieve({"s:troops": 1.0}, 1.0)
    silent, of_rules = example("| the harvest"), example("| the harvest", asked="own said rules open")
    stated, passing = example("| the harvest", "send:open"), example("| no troops")
    assert shown([silent, of_rules, stated, passing], sieve) == [of_rules, stated, passing]


def test_the_spared_texts_and_those_of_the_other_sets_are_not_trained_on() -> None:
    from benchmarks.gold import articles, contrast

    trained = {item.text for item in training_items()}
    measured = {item.text for name in ("held", "spare", "fresh") for item in (*articles(name), *contrast(name))}
    assert trained
    assert not trained & measured
