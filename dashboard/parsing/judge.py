"""Stage parsing, part judge: a small trained language model that says which position a case states, if any.

In: the wordings of cases; out: for each the probability of 'none' and of each question and position. The model is an
MPNet (768 wide, eight layers) trained further by `python -m benchmarks.train`, kept as an ONNX file with weights of
seven bits in `data/judge`; `card.json` there names its labels, thresholds, origin and licence. What comes of its
probabilities is decided in `verdicts.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dashboard.parsing.article import BrokenParserError
from dashboard.parsing.sieve import Sieve, sieve_from

FOLDER = Path(__file__).resolve().parents[2] / "data" / "judge"
NONE = "none"
LONGEST = 160
"""Word pieces of a case that the model reads."""

SLOWER = ["SkipLayerNormFusion"]
"""What ONNX Runtime would do to the graph for speed, and what takes longer on a processor."""

Shares = NDArray[np.float32]


@dataclass(frozen=True)
class Judge:
    """The model with its labels and the thresholds of its card."""

    labels: tuple[str, ...]
    thresholds: dict[str, float]
    sieve: Sieve
    tokenizer: Tokenizer
    session: Any

    def shares(self, wordings: Sequence[tuple[str, str]]) -> Shares:
        """Give the probabilities of each wording: one row each, one column a label.

        One at a time: more would be filled up to the longest and save nothing, and no case depends on its neighbours.
        """
        scores = np.zeros((len(wordings), len(self.labels)), dtype=np.float32)
        for row, found in enumerate(self.tokenizer.encode_batch(list(wordings))):
            scores[row] = self.session.run(None, {"ids": np.array([found.ids])})[0][0]
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Shares = weights / weights.sum(axis=1, keepdims=True)
        return shares


def judge_from(folder: Path) -> Judge:
    """Read a judge. Raises BrokenParserError naming the file that is missing or not as the training writes it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = folder / "card.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        labels, thresholds = tuple(card["labels"]), dict(card["thresholds"])
        path = folder / "tokenizer.json"
        tokenizer = Tokenizer.from_file(str(path))
        path = folder / "sieve.json"
        sieve = sieve_from(path)
        path = folder / "model.onnx"
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
    except Exception as error:  # each library has exceptions of its own for a file that it cannot read
        remedy = "restore it, or make it anew with `python -m benchmarks.train`"
        raise BrokenParserError(
            f"{path}: not a file of the judge ({type(error).__name__}: {error}); {remedy}"
        ) from error
    tokenizer.enable_truncation(LONGEST, strategy="only_second", direction="left")  # what stands furthest off first
    tokenizer.no_padding()
    return Judge(labels, thresholds, sieve, tokenizer, session)


@cache
def judge() -> Judge:
    """Give the shipped judge, read once."""
    return judge_from(FOLDER)
