"""The judge as a network that learns: PyTorch and transformers, which nothing but `benchmarks.train` needs.

In: examples with how well the judge that is there knows each, and weights to begin with; out: the weights after some
examples more.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.examples import Example
from dashboard.parsing.judge import LONGEST, NONE
from dashboard.parsing.wording import MARKS

POSITIONS = {
    "send": ("rules_out", "no_plans", "undecided", "open", "willing", "committed", "deployed"),
    "accept": ("opposes", "wary", "accepts", "welcomes"),
}
LABELS = (NONE, *(f"{question}:{position}" for question, codes in POSITIONS.items() for position in codes))
LAYERS, ROWS = 8, 514
"""Layers that are kept of the twelve of the published model, the first; rows of its table of places."""
BATCH, WARM = 64, 0.04
"""Examples in a step; share of the steps in which they grow."""
LEAST, STEEP = 0.04, 2.0
"""The chance that an example is drawn in a round that the judge that is there finds certain, and how it grows with
what that judge gives to other labels."""
HIDDEN = 0.1
"""Share of examples in which the verdict of the rules is left out, so that the words themselves are learned."""
RULES = " rules "
"""What stands in a case between what is asked and the verdict of the rules."""
ALIKE = {"<T>": "country", "<S>": "minister", "<H>": "home", "<C>": "nation", "<P>": "person", "<F>": "these"}
"""Words whose vectors the marks begin with; the others begin as quotation marks."""


@dataclass(frozen=True)
class Pace:
    """Step width of the layers, how many times that of the marks and the scores is, and how many layers stay as is."""

    rate: float
    new: float
    frozen: int = 0


@dataclass
class Batch:
    """Word pieces, which of them are there, and the examples they are of."""

    ids: Any
    mask: Any
    chosen: list[int]


def tokenizer_of(folder: Path) -> Any:
    """The tokenizer of a folder with our marks, which a published one has not."""
    from tokenizers import AddedToken, Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_second", direction="left")
    tokenizer.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in MARKS])
    return tokenizer


def _network(body: Any, tokenizer: Any) -> Any:
    """An MPNet with vectors for our marks and a layer that gives a score for each label."""
    import torch

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = body
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


def published_network(folder: Path, tokenizer: Any) -> Any:
    """The network out of an MPNet as it is published; marks and scores are new."""
    from transformers import MPNetModel

    plain = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0}
    return _network(MPNetModel.from_pretrained(folder, add_pooling_layer=False, **plain), tokenizer)


def network_of(weights: Mapping[str, Any], tokenizer: Any) -> Any:
    """The network with the weights of a judge (`judge_graph.read_graph`). Raises RuntimeError where one is missing."""
    import torch
    from transformers import MPNetConfig, MPNetModel

    config = MPNetConfig(
        vocab_size=len(weights["body.embeddings.word_embeddings.weight"]),
        max_position_embeddings=ROWS,
        num_hidden_layers=LAYERS,
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,
    )
    net = _network(MPNetModel(config, add_pooling_layer=False), tokenizer)
    net.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})
    return net


def drawn(examples: Sequence[Example], known: Sequence[float], chance: random.Random) -> list[Example]:
    """Those of a round: the less the judge that is there knows an example the likelier; each counts for those left out.

    `known`: what that judge gives to the labels that are right or tolerated.
    """
    shares = [min(1.0, max(LEAST, STEEP * (1 - share))) for share in known]
    pairs = zip(examples, shares, strict=True)
    return [replace(e, weight=e.weight / share) for e, share in pairs if chance.random() < share]


def batches(tokenizer: Any, examples: Sequence[Example], chance: random.Random) -> Iterator[Batch]:
    """All examples once, in chance order, those of like length together."""
    import torch

    pairs = [(e.asked.split(RULES)[0] if chance.random() < HIDDEN else e.asked, e.words) for e in examples]
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


def teach(
    net: Any, tokenizer: Any, examples: Sequence[Example], known: Sequence[float], pace: Pace, seen: int, seed: int
) -> None:
    """Let a network see so many examples, an example again counted again."""
    import torch

    chance = random.Random(seed)
    if pace.frozen:
        for part in (net.body.embeddings, net.body.encoder.relative_attention_bias):
            part.requires_grad_(False)
        net.body.encoder.layer[: pace.frozen].requires_grad_(False)
        net.marks.requires_grad_(False)
    body = [p for p in net.body.parameters() if p.requires_grad]
    ours = [p for p in (net.marks, *net.head.parameters()) if p.requires_grad]
    groups = [{"params": body, "lr": pace.rate}, {"params": ours, "lr": pace.new * pace.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = seen // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM * steps + 1)) * max(0.0, (steps - step) / steps)
    )
    step, total = 0, 0.0
    net.train()
    while step < steps:
        chosen = drawn(examples, known, chance)
        for batch in islice(batches(tokenizer, chosen, chance), steps - step):
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(batch.ids, batch.mask)
            loss = losses(scores, [chosen[k] for k in batch.chosen]).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *ours], 1.0)
            optimizer.step()
            schedule.step()
            step, total = step + 1, total + loss.item()
            if step % 20 == 0:
                print(f"step {step} of {steps}: loss {total / 20:.3f}", flush=True)
                total = 0.0
    net.eval()


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
