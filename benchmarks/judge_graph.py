"""Build the judge's ONNX graph out of a quantised export: the same weights and sums, in far fewer steps.

In: what `torch.onnx.export` and `quantize_dynamic` made of the network of `benchmarks.train`. Out: a graph for one case
at a time, in ONNX Runtime's own operators. The export shapes each head by itself and builds masks for cases of unlike
length; with one case there is nothing to mask, and what is said of it depends on no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEADS = 12
"""Attention heads of a MiniLM that is 384 wide."""
EPSILON = 1e-12
"""What a layer normalisation adds to the variance, as in BERT."""
RUNTIME = "com.microsoft"
"""Operators that are ONNX Runtime's own: onnxruntime's docs/ContribOperators.md."""
BODY = "body.embeddings"
SEEN = ("query", "key", "value")
"""The three matrices of an attention, in the order in which ONNX Runtime wants them side by side."""

Array = NDArray[Any]


class Export:
    """What the new graph takes from the exported one: arrays by name, matrices by the layer they are of, marks."""

    def __init__(self, path: Path) -> None:
        import onnx
        from onnx import numpy_helper

        graph = onnx.load(str(path)).graph
        self.arrays: dict[str, Array] = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self._made = {out: node for node in graph.node for out in node.output}
        self._constants = {
            node.output[0]: numpy_helper.to_array(node.attribute[0].t)
            for node in graph.node
            if node.op_type == "Constant"
        }
        self.matrices: dict[str, tuple[Array, Array, Array]] = {}
        for node in graph.node:
            if node.op_type == "MatMulInteger":
                name = node.input[1].removesuffix("_quantized")
                whole, scale, zero = (self.arrays[name + end] for end in ("_quantized", "_scale", "_zero_point"))
                self.matrices[self._layer_of(node.output[0])] = whole, scale, zero
        self.layers = sum(name.endswith("/query") for name in self.matrices)
        self.marks = [
            (self._number(node.input[0]), self.arrays[node.input[1]].reshape(-1))
            for node in graph.node
            if node.op_type == "Where" and node.input[1] in self.arrays
        ]

    @staticmethod
    def _layer_of(output: str) -> str:
        """`layer.0/attention/self/query`, or `head`."""
        found = output.removeprefix("/body/encoder/").partition("/MatMul")
        return found[0] if found[1] else "head"

    def _number(self, condition: str) -> int:
        """The word piece that a condition of the export asks for."""
        equal = self._made[self._made[condition].input[0]]
        return int(self._constants[equal.input[1]])


class Graph:
    """A graph as it is written: nodes in order, and the constants that they use."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Array] = {}

    def constant(self, value: Array | Sequence[int] | int) -> str:
        """Keep a constant; gives its name."""
        name = f"c{len(self.constants)}"
        self.constants[name] = np.asarray(value)
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


def rebuilt(source: Path, target: Path) -> None:
    """Write the graph of one case: `ids` and `parts` (1, pieces) -> `scores` (1, labels)."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    export, graph = Export(source), Graph()
    state = _norm(export, graph, _embedded(export, graph), f"{BODY}.LayerNorm")
    for layer in range(export.layers):
        state = _layer(export, graph, state, layer)
    first = graph.one("Gather", state, graph.constant(0), axis=1)
    both = graph.one("Concat", first, graph.one("ReduceMean", state, axes=[1], keepdims=0), axis=1)
    scores = _dense(export, graph, both, "head", "head.bias")
    graph.nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    whole = helper.make_graph(
        graph.nodes,
        "judge",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "parts")],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, len(export.arrays["head.bias"])])],
        [numpy_helper.from_array(value, name) for name, value in graph.constants.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(RUNTIME, 1)]
    onnx.save(helper.make_model(whole, opset_imports=opsets, ir_version=9), str(target))


def _embedded(export: Export, graph: Graph) -> str:
    """Word pieces, or our marks in their place, with parts and places."""

    def taken(name: str, at: str, kind: str = "Gather", *more: str) -> str:
        table, scale, zero = (
            graph.constant(export.arrays[f"{BODY}.{name}.weight_{end}"]) for end in ("quantized", "scale", "zero_point")
        )
        return graph.one("DequantizeLinear", graph.one(kind, table, at, *more), scale, zero)

    words = export.arrays[f"{BODY}.word_embeddings.weight_quantized"]
    row_of = np.zeros(len(words), dtype=np.int64)
    for row, (number, _) in enumerate(export.marks, start=1):
        row_of[number] = row
    vectors = np.stack([np.zeros(words.shape[1], np.float32), *(vector for _, vector in export.marks)])
    mark = graph.one("Gather", graph.constant(row_of), "ids")
    plain = graph.one("Unsqueeze", graph.one("Equal", mark, graph.constant(0)), graph.constant([-1]))
    marked = graph.one("Gather", graph.constant(vectors), mark)
    word = graph.one("Where", plain, taken("word_embeddings", "ids"), marked)
    pieces = graph.one("Shape", "ids", start=1, end=2)
    place = taken("position_embeddings", graph.constant([0]), "Slice", pieces, graph.constant([0]))
    return graph.one("Add", graph.one("Add", word, taken("token_type_embeddings", "parts")), place)


def _layer(export: Export, graph: Graph, state: str, layer: int) -> str:
    """A layer of the encoder: attention, then two dense ones, each with what came in added and normalised."""
    where, name = f"layer.{layer}", f"body.encoder.layer.{layer}"
    matrix, scale, zero = (
        graph.constant(np.concatenate(three, axis=-1))
        for three in zip(*(export.matrices[f"{where}/attention/self/{one}"] for one in SEEN), strict=True)
    )
    bias = graph.constant(np.concatenate([export.arrays[f"{name}.attention.self.{one}.bias"] for one in SEEN]))
    whole, by, nought = graph.put("DynamicQuantizeLinear", state, outputs=3)
    seen = graph.one("QAttention", whole, matrix, bias, by, scale, "", nought, zero, domain=RUNTIME, num_heads=HEADS)
    seen = _dense(export, graph, seen, f"{where}/attention/output/dense", f"{name}.attention.output.dense.bias")
    state = _norm(export, graph, graph.one("Add", seen, state), f"{name}.attention.output.LayerNorm")
    wide = _dense(export, graph, state, f"{where}/intermediate/dense", f"{name}.intermediate.dense.bias")
    wide = graph.one("Gelu", wide, domain=RUNTIME)
    out = _dense(export, graph, wide, f"{where}/output/dense", f"{name}.output.dense.bias")
    return _norm(export, graph, graph.one("Add", out, state), f"{name}.output.LayerNorm")


def _dense(export: Export, graph: Graph, state: str, where: str, bias: str) -> str:
    """A quantised matrix, and its bias."""
    matrix, scale, zero = map(graph.constant, export.matrices[where])
    shift = graph.constant(export.arrays[bias])
    return graph.one("DynamicQuantizeMatMul", state, matrix, scale, zero, shift, domain=RUNTIME)


def _norm(export: Export, graph: Graph, state: str, name: str) -> str:
    weight, bias = (graph.constant(export.arrays[f"{name}.{end}"]) for end in ("weight", "bias"))
    return graph.one("LayerNormalization", state, weight, bias, axis=-1, epsilon=EPSILON)
