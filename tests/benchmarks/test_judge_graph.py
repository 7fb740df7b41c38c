"""The judge's graph: written, run and read back. The weights are drawn by chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from benchmarks.judge_graph import BUCKETS, HEADS, NEARNESS, PLACES, WORDS, Array, Trained, read_graph, write_graph

WIDE, LONGEST, KNOWN, ROWS, LABELS = 2 * HEADS, 20, 30, 24, 5
MARKS = [KNOWN, KNOWN + 1]
IDS = np.array([[0, 3, 17, KNOWN, 4, KNOWN + 1, 29, 2]])


def weights() -> dict[str, Array]:
    """An MPNet of two layers, twenty-four wide."""
    chance = np.random.default_rng(3)

    def some(*shape: int) -> Array:
        return chance.normal(size=shape).astype(np.float32)

    found = {WORDS: some(KNOWN, WIDE), PLACES: some(ROWS, WIDE), NEARNESS: some(BUCKETS, HEADS)}
    found |= {"marks": some(len(MARKS), WIDE), "head.weight": some(LABELS, 2 * WIDE), "head.bias": some(LABELS)}
    norms, dense = ["body.embeddings.LayerNorm"], {}
    for layer in ("body.encoder.layer.0", "body.encoder.layer.1"):
        norms += [f"{layer}.attention.LayerNorm", f"{layer}.output.LayerNorm"]
        dense |= {f"{layer}.attention.attn.{one}": (WIDE, WIDE) for one in "qkvo"}
        dense |= {f"{layer}.intermediate.dense": (4 * WIDE, WIDE), f"{layer}.output.dense": (WIDE, 4 * WIDE)}
    for name in norms:
        found |= {f"{name}.weight": some(WIDE), f"{name}.bias": some(WIDE)}
    for name, (out, into) in dense.items():
        found |= {f"{name}.weight": some(out, into), f"{name}.bias": some(out)}
    return found


def written(given: dict[str, Array], path: Path) -> Path:
    matrices = [name for name in given if name.startswith("body.encoder.layer.") and given[name].ndim == 2]
    largest = {name.removesuffix(".weight"): np.full(given[name].shape[1], 3, np.float32) for name in matrices}
    write_graph(Trained(given, largest), MARKS, LONGEST, path)
    return path


def scores(path: Path) -> Array:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found: Array = session.run(None, {"ids": IDS})[0]
    return found


def test_the_weights_are_read_back_as_they_were_written_but_for_the_whole_numbers(tmp_path: Path) -> None:
    given = weights()
    found = read_graph(written(given, tmp_path / "one.onnx"), ROWS)
    assert found.keys() == given.keys()
    for name, value in given.items():
        assert found[name].shape == value.shape
        if name == PLACES:  # no case reaches the other rows
            assert np.array_equal(found[name][2 : 2 + LONGEST], value[2 : 2 + LONGEST])
        elif name == NEARNESS:  # nor the farthest distances
            seen = found[name].any(1)
            assert seen.sum() > BUCKETS / 2
            assert np.array_equal(found[name][seen], value[seen])
        elif name == WORDS or (value.ndim == 2 and "layer" in name):
            assert np.abs(found[name] - value).max() < np.abs(value).max() / 40
        else:
            assert np.array_equal(found[name], value)


def test_what_was_read_back_and_written_again_answers_the_same(tmp_path: Path) -> None:
    first = written(weights(), tmp_path / "one.onnx")
    again = written(read_graph(first, ROWS), tmp_path / "two.onnx")
    assert np.abs(scores(first) - scores(again)).max() < 0.3
    other = weights()
    other["body.encoder.layer.1.output.dense.weight"] *= -1
    assert np.abs(scores(written(other, tmp_path / "three.onnx")) - scores(first)).max() > 1


def test_a_graph_without_names_is_no_graph_of_ours(tmp_path: Path) -> None:
    import onnx

    model = onnx.load(str(written(weights(), tmp_path / "one.onnx")))
    for part in model.graph.initializer:
        part.name = part.name.removeprefix("body.")
    onnx.save(model, str(tmp_path / "two.onnx"))
    with pytest.raises(KeyError, match="body"):
        read_graph(tmp_path / "two.onnx", ROWS)
