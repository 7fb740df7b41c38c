"""Training of the parser's judge. `python -m benchmarks.train --help`; needs `pip install -e '.[train]'`.

In: the training texts of `tests/gold/train`, but for those spared for measuring, the words of the record, and either
the judge that is shipped or an MPNet as it is published (sentence-transformers/all-mpnet-base-v2, Apache 2.0). Out:
`data/judge`: the network trained further, as ONNX with whole numbers of seven bits, its tokenizer, the sieve before it,
and a card that says what it was made from.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.examples import Example, examples_of
from benchmarks.gold import WORKERS, Item, record_texts, spared, training_articles, training_contrast
from benchmarks.judge_graph import Trained, read_graph, write_graph
from benchmarks.network import (
    BATCH,
    LABELS,
    LAYERS,
    ROWS,
    RULES,
    Pace,
    largest_inputs,
    network_of,
    published_network,
    teach,
    tokenizer_of,
)
from dashboard.parsing.judge import FOLDER, LONGEST, NONE, judge
from dashboard.parsing.sieve import Sieve, sieve_from, traits
from dashboard.parsing.wording import BACK, BEFORE, MARKS

ANEW, FURTHER = Pace(rate=6e-5, new=10), Pace(rate=4e-5, new=2, frozen=4)
"""How fast a published model learns, and the judge that is shipped."""
START = get_context("spawn")
"""How a process is started: PyTorch's threads do not live through a fork."""
SAMPLE = 300
"""Examples by which the whole numbers of the written model are chosen."""
RARE, SIEVED = 6, 0.06
"""Times a word or pair is seen at least to count in the sieve; share of the cases with a statement that it may hold
back."""
UNANSWERED = f"{RULES}nothing"
"""How a case that the rules have no statement for ends: the model sees it only where the sieve lets it pass."""
SLIGHT = 0.01
"""Weights of the sieve below this are left out of its file."""
THRESHOLDS = {
    "drop": 0.6,
    "drop_plain": 0.95,
    "keep": 0.6,
    "add_said": 0.36,
    "add_told": 0.45,
    "add_named": 0.6,
    "add_after": 0.36,
    "also": 0.3,
}
"""What `verdicts.py` asks of the probabilities; chosen by trial on `dev`, `own` and `spare`."""


def training_items() -> list[Item]:
    """The texts of the record, and all training texts that are not spared."""
    items = [*training_articles(), *training_contrast(), *record_texts()]
    return [item for item in items if not spared(item)]


def training_examples(items: Sequence[Item]) -> list[Example]:
    """The examples of some texts, in their order."""
    with ProcessPoolExecutor(WORKERS, START) as pool:
        return [example for found in pool.map(examples_of, items, chunksize=40) for example in found]


def _known(example: Example) -> float:
    row = judge().shares([(example.asked, example.words)])[0]
    return float(sum(row[judge().labels.index(label)] for label in {*example.right, *example.tolerated}))


def known(examples: Sequence[Example]) -> list[float]:
    """What the judge that is shipped gives to the labels of each example that are right or tolerated."""
    with ProcessPoolExecutor(WORKERS, START) as pool:
        return list(pool.map(_known, examples, chunksize=200))


def sieve_of(examples: Sequence[Example]) -> dict[str, Any]:
    """The weights of the sieve, and the sum that all but a few of the examples with a statement reach."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    seen = Counter(trait for e in examples for trait in traits((e.asked, e.words)))
    rows = [{t: 1.0 for t in traits((e.asked, e.words)) if seen[t] >= RARE} for e in examples]
    stated = np.array([NONE not in e.right for e in examples])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=0.1, max_iter=300)
    unseen = cross_val_predict(model, matrix, stated, cv=3, method="decision_function")
    model.fit(matrix, stated)
    constant = float(model.intercept_[0])
    threshold = float(np.quantile(unseen[stated], SIEVED)) - constant
    names = vectorizer.get_feature_names_out()
    weights = {str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= SLIGHT}
    return {"threshold": round(threshold, 3), "weights": dict(sorted(weights.items()))}


def shown(examples: Sequence[Example], sieve: Sieve) -> list[Example]:
    """The examples that the model learns from: without those of no statement that the sieve holds back anyway."""
    return [
        e
        for e in examples
        if NONE not in e.right or not e.asked.endswith(UNANSWERED) or sieve.passes((e.asked, e.words))
    ]


def between(before: Mapping[str, Any], after: Mapping[str, Any], share: float) -> dict[str, Any]:
    """The weights so far along the way from those before to those after: the mean of both does better than either.

    Averages of a model and of what it is trained into hold up better on texts unlike those of the training
    (arXiv:2109.01903).
    """
    return {name: value + share * (after[name] - value) for name, value in before.items()}


def weights_of(net: Any) -> dict[str, Any]:
    """The weights of a network by name, as arrays."""
    return {name: value.detach().float().numpy().copy() for name, value in net.state_dict().items()}


def write(net: Any, tokenizer: Any, seen: Sequence[Example], card: Mapping[str, Any], folder: Path) -> None:
    """Write the model with whole numbers of seven bits, its tokenizer and the card.

    `seen` are some examples, by which the whole numbers are chosen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    trained = Trained(weights_of(net), largest_inputs(net, tokenizer, seen))
    write_graph(trained, [tokenizer.token_to_id(mark) for mark in MARKS], LONGEST, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_json(card, folder / "card.json")


def _write_json(data: Mapping[str, Any], path: Path) -> None:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def card_of(examples: int, seen: int, seed: int) -> dict[str, Any]:
    """What the card says: nothing but what this training did."""
    return {
        "labels": LABELS,
        "thresholds": THRESHOLDS,
        "made_by": "python -m benchmarks.train",
        "from": "sentence-transformers/all-mpnet-base-v2",
        "licence": "Apache-2.0",
        "layers": LAYERS,
        "examples": examples,
        "seen": seen,
        "seed": seed,
        "words_before": [BEFORE, BACK],
    }


def anew(published: Path, seen: int, seed: int, folder: Path) -> None:
    """Train a published model, and the sieve before it."""
    import torch

    examples = training_examples(training_items())
    sieve = sieve_of(examples)
    chosen = shown(examples, Sieve(sieve["weights"], sieve["threshold"]))
    torch.manual_seed(seed)
    tokenizer = tokenizer_of(published)
    net = published_network(published, tokenizer)
    teach(net, tokenizer, chosen, known(chosen), ANEW, seen, seed)
    write(net, tokenizer, chosen[:: len(chosen) // SAMPLE + 1], card_of(len(chosen), seen, seed), folder)
    _write_json(sieve, folder / "sieve.json")
    print(f"{folder}: trained on {len(chosen):,} of {len(examples):,} examples")


def further(seen: int, seed: int, share: float, folder: Path) -> None:
    """Train the judge that is shipped, behind the sieve that it has; of the way that it goes so much is kept."""
    import torch

    examples = training_examples(training_items())
    chosen = shown(examples, sieve_from(FOLDER / "sieve.json"))
    torch.manual_seed(seed)
    tokenizer = tokenizer_of(FOLDER)
    before = read_graph(FOLDER / "model.onnx", ROWS)
    net = network_of(before, tokenizer)
    teach(net, tokenizer, chosen, known(chosen), FURTHER, seen, seed)
    net = network_of(between(before, weights_of(net), share), tokenizer)
    seen_before = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))["seen"]
    card = card_of(len(chosen), seen_before + seen, seed)
    write(net.eval(), tokenizer, chosen[:: len(chosen) // SAMPLE + 1], card, folder)
    if folder != FOLDER:
        shutil.copy(FOLDER / "sieve.json", folder)
    print(f"{folder}: trained further on {len(chosen):,} of {len(examples):,} examples")


def main(
    published: Annotated[
        Path | None,
        typer.Argument(
            help="Folder of all-mpnet-base-v2 as published: weights, config.json, tokenizer.json. Without it the "
            "judge that is shipped is trained further."
        ),
    ] = None,
    seen: Annotated[
        int, typer.Option(min=BATCH, help="How many examples are seen, an example again counted again.")
    ] = 30_000,
    seed: Annotated[int, typer.Option(help="Of the order of the examples and of a new layer.")] = 5,
    share: Annotated[
        float, typer.Option(min=0, max=1, help="How much of the way that the shipped judge goes is kept.")
    ] = 0.6,
    folder: Annotated[Path, typer.Option(help="Where the judge is written.")] = FOLDER,
) -> None:
    """Train the judge and write it."""
    if published is None:
        further(seen, seed, share, folder)
        return
    if not (published / "tokenizer.json").is_file():
        raise typer.BadParameter(f"{published} holds no tokenizer.json: not a published model", param_hint="published")
    anew(published, seen, seed, folder)


if __name__ == "__main__":
    typer.run(main)
