"""Training of the parser's judge. `python -m benchmarks.train --help`; needs `pip install -e '.[train]'`.

In: the training texts of `tests/gold/train`, but for those spared for measuring, the words of the record, and an MPNet
as it is published (sentence-transformers/all-mpnet-base-v2, Apache 2.0). Out: `data/judge`: its first layers trained
further, as ONNX with whole numbers of seven bits, its tokenizer, and a card that says what it was made from.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.examples import Example, examples_of
from benchmarks.gold import record_texts, spared, training_articles, training_contrast
from benchmarks.judge_graph import Trained, write_graph
from dashboard.parsing.judge import FOLDER, LONGEST, NONE, judge
from dashboard.parsing.sieve import Sieve, traits
from dashboard.parsing.wording import BACK, BEFORE, MARKS

POSITIONS = {
    "send": ("rules_out", "no_plans", "undecided", "open", "willing", "committed", "deployed"),
    "accept": ("opposes", "wary", "accepts", "welcomes"),
}
LABELS = (NONE, *(f"{question}:{position}" for question, codes in POSITIONS.items() for position in codes))
LAYERS = 8
"""Layers that are kept of the twelve of the published model, the first."""
BATCH, RATE, NEW, WARM = 64, 6e-5, 10, 0.04
"""Examples in a step; step width of the body; how many times that of the marks and of the new layer is; share of the
examples in which they grow."""
SAMPLE = 300
"""Examples by which the whole numbers of the written model are chosen."""
EASY, KEPT = 0.97, 0.25
"""What the judge that is there already finds at least so likely is easy; the share of easy examples that is seen."""
HIDDEN = 0.1
"""Share of examples in which the verdict of the rules is left out, so that the words themselves are learned."""
RARE, SIEVED = 6, 0.06
"""Times a word or pair is seen at least to count in the sieve; share of the cases with a statement that it may hold
back."""
UNANSWERED = " rules nothing"
"""How a case that the rules have no statement for ends: the model sees it only where the sieve lets it pass."""
SLIGHT = 0.01
"""Weights of the sieve below this are left out of its file."""
ALIKE = {"<T>": "country", "<S>": "minister", "<H>": "home", "<C>": "nation", "<P>": "person", "<F>": "these"}
"""Words whose vectors the marks begin with; the others begin as quotation marks."""
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


@dataclass
class Batch:
    """Word pieces, which of them are there, and the examples they are of."""

    ids: Any
    mask: Any
    chosen: list[int]


def training_examples() -> list[Example]:
    """The examples of the record, and of all training texts that are not spared."""
    items = [*training_articles(), *training_contrast(), *record_texts()]
    return [example for item in items if not spared(item) for example in examples_of(item)]


def tokenizer_of(folder: Path) -> Any:
    """The published tokenizer with our marks."""
    from tokenizers import AddedToken, Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second", direction="left")
    tokenizer.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in MARKS])
    return tokenizer


def network(folder: Path, tokenizer: Any) -> Any:
    """The published model with vectors for our marks and a layer that gives a score for each label."""
    import torch
    from transformers import MPNetModel

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = MPNetModel.from_pretrained(
                folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
            )
            self.body.encoder.layer = self.body.encoder.layer[:LAYERS]
            words = self.body.embeddings.word_embeddings.weight
            self.numbers = [tokenizer.token_to_id(mark) for mark in MARKS]
            like = [tokenizer.token_to_id(ALIKE.get(mark, '"')) for mark in MARKS]
            near = 0.01 * torch.randn(len(MARKS), words.shape[1])
            self.marks = torch.nn.Parameter(words[like].detach() + near)
            for table in (words, self.body.embeddings.position_embeddings.weight):
                table.requires_grad_(False)
            self.drop, self.head = torch.nn.Dropout(0.1), torch.nn.Linear(2 * words.shape[1], len(LABELS))

        def forward(self, ids: Any, mask: Any) -> Any:
            words = self.body.embeddings.word_embeddings
            vectors = words(torch.where(ids < words.num_embeddings, ids, torch.ones_like(ids)))
            for row, number in enumerate(self.numbers):
                vectors = torch.where((ids == number).unsqueeze(-1), self.marks[row], vectors)
            places = torch.cumsum(mask, 1) * mask + 1
            state = self.body(inputs_embeds=vectors, attention_mask=mask, position_ids=places).last_hidden_state
            there = mask.unsqueeze(-1).float()
            mean = (state * there).sum(1) / there.sum(1)
            return self.head(self.drop(torch.cat([state[:, 0], mean], 1)))

    return Network()


def batches(tokenizer: Any, examples: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """All examples once, in chance order, those of like length together."""
    import torch

    pairs = [(e.asked.split(" rules ")[0] if chance.random() < HIDDEN else e.asked, e.words) for e in examples]
    encoded = tokenizer.encode_batch(pairs)
    order = list(range(len(examples)))
    chance.shuffle(order)
    pools = [order[at : at + 16 * BATCH] for at in range(0, len(order), 16 * BATCH)]
    ranked = [sorted(pool, key=lambda k: len(encoded[k].ids)) for pool in pools]
    groups = [pool[at : at + BATCH] for pool in ranked for at in range(0, len(pool), BATCH)]
    chance.shuffle(groups)
    for group in groups:
        width = max(len(encoded[k].ids) for k in group)
        ids, mask = torch.ones(len(group), width, dtype=torch.long), torch.zeros(len(group), width, dtype=torch.long)
        for row, number in enumerate(group):
            found = encoded[number]
            ids[row, : len(found.ids)] = torch.tensor(found.ids)
            mask[row, : len(found.ids)] = 1
        yield Batch(ids, mask, group)


def losses(scores: Any, examples: Sequence[Example]) -> Any:
    """What each example costs: cross entropy; where nothing is stated, tolerated labels cost less."""
    import torch

    shares = torch.log_softmax(scores.float(), -1)
    right = torch.tensor([[e.right.get(label, 0.0) for label in LABELS] for e in examples])
    free = torch.tensor(
        [[float(label in e.tolerated or e.right.get(label, 0) > 0) for label in LABELS] for e in examples]
    )
    plain = -(right * shares).sum(1)
    lenient = -torch.logsumexp(torch.where(free > 0, shares, torch.full_like(shares, -30.0)), 1)
    may = torch.tensor([e.freedom * bool(e.tolerated) for e in examples])
    weights = torch.tensor([e.weight for e in examples])
    return weights * (may * lenient + (1 - may) * plain)


def easy_ones(examples: Sequence[Example]) -> list[bool]:
    """Which examples the judge that is shipped knows already."""
    shares = judge().shares([(e.asked, e.words) for e in examples])
    places = {label: number for number, label in enumerate(judge().labels)}
    return [
        float(row[[places[label] for label in {*e.right, *e.tolerated}]].sum()) >= EASY
        for e, row in zip(examples, shares, strict=True)
    ]


def drawn(examples: Sequence[Example], easy: Sequence[bool], chance: random.Random) -> list[Example]:
    """All examples that are not easy, and some of the easy ones, which count for those left out."""
    few = [replace(e, weight=e.weight / KEPT) if is_easy else e for e, is_easy in zip(examples, easy, strict=True)]
    return [e for e, is_easy in zip(few, easy, strict=True) if not is_easy or chance.random() < KEPT]


def trained(folder: Path, examples: Sequence[Example], seen: int, seed: int) -> tuple[Any, Any]:
    """The tokenizer and the model after it has seen so many examples."""
    import torch

    chance = random.Random(seed)
    torch.manual_seed(seed)
    tokenizer = tokenizer_of(folder)
    net = network(folder, tokenizer)
    body = [p for p in net.body.parameters() if p.requires_grad]
    ours = [net.marks, *net.head.parameters()]
    groups = [{"params": body, "lr": RATE}, {"params": ours, "lr": NEW * RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = seen // BATCH
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM * steps + 1)) * max(0.0, (steps - step) / steps)
    )
    easy, step, total = easy_ones(examples), 0, 0.0
    net.train()
    while step < steps:
        chosen = drawn(examples, easy, chance)
        for batch in islice(batches(tokenizer, chosen, chance), steps - step):
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(batch.ids, batch.mask)
            loss = losses(scores, [chosen[k] for k in batch.chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *ours], 1.0)
            optimizer.step()
            pace.step()
            step, total = step + 1, total + loss.item()
            if step % 100 == 0:
                print(f"step {step} of {steps}: loss {total / 100:.3f}", flush=True)
                total = 0.0
    return tokenizer, net.eval()


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


def largest_inputs(net: Any, tokenizer: Any, examples: Sequence[Example]) -> dict[str, Any]:
    """By matrix of the body the largest, sign aside, that comes into each of its columns over some examples."""
    import numpy as np
    import torch

    found: dict[str, Any] = {}

    def note(name: str, given: Any) -> None:
        sizes = given.detach().abs().flatten(0, -2).max(0).values.numpy()
        found[name] = np.maximum(found[name], sizes) if name in found else sizes

    hooks = [
        part.register_forward_hook(lambda _part, given, _out, name=name: note(name, given[0]))
        for name, part in net.named_modules()
        if isinstance(part, torch.nn.Linear) and name != "head"
    ]
    with torch.no_grad():
        for case in tokenizer.encode_batch([(e.asked, e.words) for e in examples]):
            net(torch.tensor([case.ids]), torch.ones(1, len(case.ids), dtype=torch.long))
    for hook in hooks:
        hook.remove()
    return found


def write(
    tokenizer: Any, net: Any, seen: Sequence[Example], sieve: dict[str, Any], card: dict[str, Any], folder: Path
) -> None:
    """Write the model with whole numbers of seven bits, its tokenizer, the sieve before it and the card.

    `seen` are some examples, by which the whole numbers are chosen.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().float().numpy() for name, value in net.state_dict().items()}
    trained = Trained(weights, largest_inputs(net, tokenizer, seen))
    write_graph(trained, [tokenizer.token_to_id(mark) for mark in MARKS], LONGEST, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    for name, data in (("sieve", sieve), ("card", card)):
        (folder / f"{name}.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


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


def main(
    published: Annotated[
        Path, typer.Argument(help="Folder of all-mpnet-base-v2 as published: weights, config.json, tokenizer.json.")
    ],
    seen: Annotated[
        int, typer.Option(min=BATCH, help="How many examples are seen, an example again counted again.")
    ] = 150_000,
    seed: Annotated[int, typer.Option(help="Of the order of the examples and of the new layer.")] = 5,
    folder: Annotated[Path, typer.Option(help="Where the judge is written.")] = FOLDER,
) -> None:
    """Train the judge and write it."""
    if not (published / "tokenizer.json").is_file():
        raise typer.BadParameter(f"{published} holds no tokenizer.json: not a published model", param_hint="published")
    examples = training_examples()
    sieve = sieve_of(examples)
    chosen = shown(examples, Sieve(sieve["weights"], sieve["threshold"]))
    tokenizer, net = trained(published, chosen, seen, seed)
    write(tokenizer, net, chosen[:: len(chosen) // SAMPLE + 1], sieve, card_of(len(chosen), seen, seed), folder)
    print(f"{folder}: trained on {len(chosen):,} of {len(examples):,} examples")


if __name__ == "__main__":
    typer.run(main)
