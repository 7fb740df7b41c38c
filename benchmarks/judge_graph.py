"""Build the judge's ONNX graph out of the weights that `benchmarks.train` has trained, and read them back.

In: the weights of an MPNet with a layer of scores, by name. Out: a graph for one case at a time, in ONNX Runtime's own
operators, whose constants bear the names of the weights: with one case there is nothing to fill up and nothing to mask,
and what is said of it depends on no other. Matrices have seven bits and a scale for each column: with eight, sums of
two products overflow sixteen bits on processors without VNNI, and answers differ. What comes into a matrix has eight
bits and one scale for all, which the few columns that are far larger than the others would take up: part of their size
is moved into the matrix (SmoothQuant, arXiv:2211.10438).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEADS = 12
"""Attention heads of an MPNet that is 768 wide."""
EPSILON = 1e-5
"""What a layer normalisation adds to the variance, as in MPNet."""
BUCKETS, FARTHEST = 32, 128
"""Distances of two word pieces that MPNet tells apart, and where they end: transformers' `compute_position_bias`."""
FIRST_PLACE = 2
"""Row of MPNet's table of places that is the first word piece's."""
WIDEST, WIDEST_WORD = 63, 127
"""The largest whole number of a matrix, and of the vectors of the word pieces, which are never multiplied as such."""
MOVED = 0.7
"""How much of the size of what comes into a matrix is moved into it; of 0.5 to 0.8 what changed the answers least."""
RUNTIME = "com.microsoft"
"""Operators that are ONNX Runtime's own: onnxruntime's docs/ContribOperators.md."""
WORDS, PLACES = "body.embeddings.word_embeddings.weight", "body.embeddings.position_embeddings.weight"
NEARNESS = "body.encoder.relative_attention_bias.weight"
BESIDE = " + "
"""Between the names of matrices that stand side by side in one constant."""

Array = NDArray[Any]


@dataclass(frozen=True)
class Trained:
    """What was trained: weights by name, and by matrix the largest that came into each of its columns."""

    weights: Mapping[str, Array]
    largest: Mapping[str, Array]

    def __getitem__(self, name: str) -> Array:
        return self.weights[name]


class Graph:
    """A graph as it is written: nodes in order, and the constants that they use."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Array] = {}

    def constant(self, value: Array | Sequence[int] | int, name: str = "") -> str:
        """Keep a constant, of a weight under its name; gives the name."""
        name = name or f"c{len(self.constants)}"
        self.constants[name] = np.array(value, order="C")
        return name

    def put(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> list[str]:
        """Add a node; gives the names of its outputs."""
        from onnx import helper

        names = [f"n{len(self.nodes)}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def one(self, kind: str, *inputs: str, **words: Any) -> str:
        """Add a node of one output; gives its name."""
        return self.put(kind, *inputs, **words)[0]


def write_graph(trained: Trained, marks: Sequence[int], longest: int, target: Path) -> None:
    """Write the graph of one case: `ids` (1, pieces) -> `scores` (1, labels).

    `trained` is a network of `benchmarks.train`; `marks` are the numbers of our own word pieces, whose vectors are
    the rows of the weights `marks`; `longest` is how many pieces a case has at most.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    graph = Graph()
    state = _norm(trained, graph, _embedded(trained, graph, marks, longest), "body.embeddings.LayerNorm")
    nearness = _nearness(trained, graph, longest)
    layers = {name.split(".")[3] for name in trained.weights if name.startswith("body.encoder.layer.")}
    for layer in range(len(layers)):
        state = _layer(trained, graph, state, nearness, f"body.encoder.layer.{layer}")
    first = graph.one("Gather", state, graph.constant(0), axis=1)
    both = graph.one("Concat", first, graph.one("ReduceMean", state, axes=[1], keepdims=0), axis=1)
    scores = graph.one("MatMul", both, graph.constant(trained["head.weight"].T, "head.weight"))
    shift = graph.constant(trained["head.bias"], "head.bias")
    graph.nodes.append(helper.make_node("Add", [scores, shift], ["scores"]))
    whole = helper.make_graph(
        graph.nodes,
        "judge",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, len(trained["head.bias"])])],
        [numpy_helper.from_array(value, name) for name, value in graph.constants.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(RUNTIME, 1)]
    onnx.save(helper.make_model(whole, opset_imports=opsets, ir_version=9), str(target))


def read_graph(source: Path, places: int) -> dict[str, Array]:
    """The weights of a graph that `write_graph` wrote, as near as its whole numbers are; `places`: rows of that table.

    Raises KeyError where the constants bear no names of weights.
    """
    import onnx
    from onnx import numpy_helper

    given = {part.name: numpy_helper.to_array(part) for part in onnx.load(str(source)).graph.initializer}
    rows, table, whole = given[PLACES], np.zeros((places, given[PLACES].shape[1]), np.float32), given[NEARNESS][0]
    table[FIRST_PLACE : FIRST_PLACE + len(rows)] = rows
    nearness = np.zeros((BUCKETS, len(whole)), np.float32)
    nearness[bucket_of(whole.shape[1])] = whole.transpose(1, 2, 0)
    found = {PLACES: table, NEARNESS: nearness, "marks": given["marks"][1:], "head.weight": given["head.weight"].T}
    found[WORDS] = given[f"{WORDS} numbers"] * given[f"{WORDS} scale"]
    for name in (name.removesuffix(" even") for name in given if name.endswith(" even")):
        numbers, scale, shift, even = (given[f"{name} {part}"] for part in ("numbers", "scale", "shift", "even"))
        parts = name.split(BESIDE)
        matrices, biases = np.split((numbers * scale).T * even, len(parts)), np.split(shift, len(parts))
        for part, matrix, bias in zip(parts, matrices, biases, strict=True):
            found |= {f"{part}.weight": matrix, f"{part}.bias": bias}
    plain = {name: value for name, value in given.items() if name.startswith("body.") or name == "head.bias"}
    return {**{name: value for name, value in plain.items() if " " not in name and name not in found}, **found}


def whole_numbers(matrix: Array, axis: int, widest: int) -> tuple[Array, Array]:
    """A matrix in whole numbers up to `widest`, and the scale of each of its columns (`axis` 0) or rows (1)."""
    scale = np.abs(matrix).max(axis, keepdims=True) / widest
    scale[scale == 0] = 1
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


def _embedded(trained: Trained, graph: Graph, marks: Sequence[int], longest: int) -> str:
    """The vectors of the word pieces, or of our marks, each with that of its place."""
    words = trained[WORDS]
    row_of = np.zeros(max(len(words), *(number + 1 for number in marks)), dtype=np.int64)
    row_of[list(marks)] = range(1, len(marks) + 1)
    ours = np.concatenate([np.zeros((1, words.shape[1]), np.float32), trained["marks"]])
    mark = graph.one("Gather", graph.constant(row_of), "ids")
    known = graph.one("Min", "ids", graph.constant(len(words) - 1))
    numbers, scale = whole_numbers(words, 1, WIDEST_WORD)
    rows = graph.one("Cast", graph.one("Gather", graph.constant(numbers, f"{WORDS} numbers"), known), to=1)
    plain = graph.one("Mul", rows, graph.one("Gather", graph.constant(scale, f"{WORDS} scale"), known))
    is_plain = graph.one("Unsqueeze", graph.one("Equal", mark, graph.constant(0)), graph.constant([-1]))
    word = graph.one("Where", is_plain, plain, graph.one("Gather", graph.constant(ours, "marks"), mark))
    places = trained[PLACES][FIRST_PLACE : FIRST_PLACE + longest]
    pieces = graph.one("Shape", "ids", start=1, end=2)
    place = graph.one("Slice", graph.constant(places, PLACES), graph.constant([0]), pieces, graph.constant([0]))
    return graph.one("Add", word, place)


def _nearness(trained: Trained, graph: Graph, longest: int) -> str:
    """What each head adds for how far two pieces stand apart: (1, heads, pieces, pieces), the same in all layers."""
    table = trained[NEARNESS][bucket_of(longest)]
    whole = graph.constant(table.transpose(2, 0, 1)[None], NEARNESS)
    pieces = graph.one("Shape", "ids", start=1, end=2)
    both = graph.one("Concat", pieces, pieces, axis=0)
    return graph.one("Slice", whole, graph.constant([0, 0]), both, graph.constant([2, 3]))


def bucket_of(longest: int) -> Array:
    """The bucket of the distance between each two of so many word pieces: near ones apart, far ones by logarithm."""
    ahead = np.arange(longest)[None, :] - np.arange(longest)[:, None]
    half, near = BUCKETS // 2, BUCKETS // 4
    distance = np.abs(ahead)
    far = near + np.log(np.maximum(distance, 1) / near) / math.log(FARTHEST / near) * (half - near)
    return np.where(distance < near, distance, np.minimum(far.astype(int), half - 1)) + half * (ahead > 0)


def _layer(trained: Trained, graph: Graph, state: str, nearness: str, name: str) -> str:
    """A layer of the encoder: attention, then two dense ones, each with what came in added and normalised."""
    three = [f"{name}.attention.attn.{one}" for one in "qkv"]
    seen = graph.put("Split", _dense(trained, graph, state, *three), axis=-1, outputs=3)
    seen = graph.put("MultiHeadAttention", *seen, "", "", nearness, domain=RUNTIME, num_heads=HEADS)
    heard = _dense(trained, graph, seen[0], f"{name}.attention.attn.o")
    state = _norm(trained, graph, graph.one("Add", heard, state), f"{name}.attention.LayerNorm")
    wide = graph.one("Gelu", _dense(trained, graph, state, f"{name}.intermediate.dense"), domain=RUNTIME)
    out = _dense(trained, graph, wide, f"{name}.output.dense")
    return _norm(trained, graph, graph.one("Add", out, state), f"{name}.output.LayerNorm")


def _dense(trained: Trained, graph: Graph, state: str, *names: str) -> str:
    """A matrix in whole numbers, and its bias; several that take in the same, side by side."""
    matrix = np.concatenate([trained[f"{name}.weight"] for name in names])
    shift = np.concatenate([trained[f"{name}.bias"] for name in names])
    moved = moved_into(matrix, trained.largest[names[0]])
    numbers, scale = whole_numbers((matrix * moved).T, 0, WIDEST)
    name = BESIDE.join(names)
    even = graph.one("Mul", state, graph.constant((1 / moved).astype(np.float32), f"{name} even"))
    parts = {"numbers": numbers, "scale": scale[0], "zero": np.zeros(scale.shape[1], np.int8), "shift": shift}
    constants = [graph.constant(value, f"{name} {part}") for part, value in parts.items()]
    return graph.one("DynamicQuantizeMatMul", even, *constants, domain=RUNTIME)


def moved_into(matrix: Array, largest: Array) -> Array:
    """By what each column of what comes into a matrix (out, in) is divided, and the matrix multiplied; 1 on average."""
    size = np.maximum(largest, 1e-3) ** MOVED / np.maximum(np.abs(matrix).max(0), 1e-5) ** (1 - MOVED)
    even: Array = (size / np.exp(np.log(size).mean())).astype(np.float32)
    return even


def _norm(trained: Trained, graph: Graph, state: str, name: str) -> str:
    parts = (graph.constant(trained[f"{name}.{end}"], f"{name}.{end}") for end in ("weight", "bias"))
    return graph.one("LayerNormalization", state, *parts, axis=-1, epsilon=EPSILON)
