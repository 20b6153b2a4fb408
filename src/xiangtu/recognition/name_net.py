"""A small net that reads names off what LAC's net makes of a sentence.

LAC's two recurrent layers give 256 numbers a character, its view of the character in its sentence. Three
layers read names of the ten types off them: one of its own for each character, two that look one and two
characters to each side, and a chain over the labels (a linear-chain CRF), of which the probability of each
name is had exactly. Trained by ``tools/train_tagger.py`` on the project's own sentences.

    inputs = np.concatenate([tagger().states(text), marks_of(text, "body")], axis=1)
    for found in Net.load().names([inputs])[0]:
        print(text[found.start : found.end], found.type, found.probability)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

TYPES = (
    "Person",
    "Township",
    "Village",
    "Region",
    "Organisation",
    "Programme",
    "Place",
    "Product",
    "Document",
    "Event",
)
LABELS = ("O", *(f"{shape}-{kind}" for kind in TYPES for shape in "BIES"))
"""Outside, and for each type the first, an inner and the last character of a name, and a single one."""
LEAST = 0.2
"""Names less probable than this are not given."""
LONGEST_NAME = 30

Matrix = npt.NDArray[np.float32]
Chances = npt.NDArray[np.float64]


def _may_follow(before: str, after: str) -> bool:
    if before[0] in "OES":
        return after[0] in "OBS"
    return after[0] in "IE" and before[2:] == after[2:]


ALLOWED = np.array([[_may_follow(before, after) for after in LABELS] for before in LABELS])
OPENS = np.array([label[0] in "OBS" for label in LABELS])
CLOSES = np.array([label[0] in "OES" for label in LABELS])
SCALED_EVERY = 8
"""Steps after which sums are brought back to one: a step shrinks them by less than 10 to the 30."""
GAP = 2
"""Empty columns between two texts: as far as the layers look."""


class FoundName(NamedTuple):
    """A name in a text, end-exclusive, with its probability."""

    start: int
    end: int
    type: str
    probability: float


class Net:
    """The layers, run by onnxruntime on one thread, and the chain over what they give.

    Examples
    --------
    >>> Net.load().names([])
    []
    """

    def __init__(self, model: bytes) -> None:
        """Take an ONNX model: ``inputs`` and ``present`` in, ``scores`` and ``moves`` out.

        Characters are columns, in and out; ``present`` is 0 for the columns between two texts.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            model, sess_options=options, providers=["CPUExecutionProvider"]
        )
        width = self._session.get_inputs()[0].shape[1]
        nothing = {"inputs": np.zeros((1, width, 1), np.float32), "present": np.zeros((1, 1, 1), np.float32)}
        moves: Matrix = self._session.run(["moves"], nothing)[0]
        self._moves: Chances = np.where(ALLOWED, np.exp(moves.astype(np.float64)), 0.0)

    @staticmethod
    @cache
    def load() -> Net:
        """Return the trained net, read once a process."""
        return Net((files("xiangtu.recognition") / "name_net.onnx").read_bytes())

    def names(self, texts: Sequence[Matrix], types: Collection[str] = TYPES) -> list[list[FoundName]]:
        """Return the names of each text, given as its inputs: a row a character, states and then marks.

        Only names of `types` are given.
        """
        if not texts:
            return []
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        lengths = np.array([len(texts[index]) for index in order])
        chances = np.zeros((int(lengths[0]), len(order), len(LABELS)))
        for row, scores in enumerate(self._scores([texts[index] for index in order])):
            chances[: len(scores), row] = np.exp(scores - scores.max(axis=1, keepdims=True))
        forward, backward = self._sums(chances, lengths)
        found: list[list[FoundName]] = [[] for _ in texts]
        for row, name in self._spans(chances, forward, backward, types):
            found[order[row]].append(name)
        return [sorted(names) for names in found]

    def _scores(self, texts: Sequence[Matrix]) -> list[Matrix]:
        """Return the labels' scores, a row a character; all texts go through the layers in one piece."""
        starts = np.cumsum([0, *(len(text) + GAP for text in texts)]).tolist()
        inputs = np.zeros((1, texts[0].shape[1], starts[-1]), np.float32)
        present = np.zeros((1, 1, starts[-1]), np.float32)
        for start, text in zip(starts, texts, strict=False):
            inputs[0, :, start : start + len(text)] = text.T
            present[0, 0, start : start + len(text)] = 1
        scores = self._session.run(["scores"], {"inputs": inputs, "present": present})[0][0].T
        return [scores[start : start + len(text)] for start, text in zip(starts, texts, strict=False)]

    def _sums(self, chances: Chances, lengths: npt.NDArray[np.int_]) -> tuple[Chances, Chances]:
        """Return the forward and backward sums over all paths, each row up to a factor of its own.

        The texts stand side by side, longest first, so that those that still go on are the first ones.
        """
        forward, backward = np.zeros_like(chances), np.zeros_like(chances)
        forward[0] = chances[0] * OPENS
        going = [int((lengths > step).sum()) for step in range(len(chances))]
        for step in range(1, len(chances)):
            row = forward[step - 1, : going[step]] @ self._moves
            row *= chances[step, : going[step]]
            forward[step, : going[step]] = row if step % SCALED_EVERY else _scaled(row)
        backward[lengths - 1, np.arange(len(lengths))] = CLOSES
        onward = np.ascontiguousarray(self._moves.T)
        for step in range(len(chances) - 2, -1, -1):
            count = going[step + 1]
            row = (backward[step + 1, :count] * chances[step + 1, :count]) @ onward
            backward[step, :count] = row if step % SCALED_EVERY else _scaled(row)
        return forward, backward

    def _spans(
        self, chances: Chances, forward: Chances, backward: Chances, types: Collection[str]
    ) -> Iterator[tuple[int, FoundName]]:
        """Yield the names that are probable enough, with the column of their text."""
        total = np.maximum((forward * backward).sum(axis=2), 1e-300)
        ahead = chances * backward
        for number, kind in enumerate(TYPES):
            if kind not in types:
                continue
            begin, inner, last, single = range(1 + 4 * number, 5 + 4 * number)
            alone = forward[:, :, single] * backward[:, :, single] / total
            for start, row in np.argwhere(alone >= LEAST).tolist():
                yield row, FoundName(start, start + 1, kind, float(alone[start, row]))
            opened = forward[:, :, begin] * backward[:, :, begin] / total
            for start, row in np.argwhere(opened >= LEAST).tolist():
                ways = ahead[start + 1 : start + LONGEST_NAME, row, inner : last + 1].tolist()
                for length, share in self._lengths(float(opened[start, row]), ways, begin):
                    yield row, FoundName(start, start + length, kind, share)

    def _lengths(
        self, share: float, ways: Sequence[Sequence[float]], begin: int
    ) -> Iterator[tuple[int, float]]:
        """Yield how long a name may be that begins with probability `share`, each with its own.

        `ways` says, for each character behind the first, how much lies ahead if it is an inner one or the
        last: by the chain, what a name goes on with depends on the label before and on nothing else.
        """
        inner, last = begin + 1, begin + 2
        before = begin
        for length, (going, ending) in enumerate(ways, start=2):
            on = float(self._moves[before, inner]) * going
            out = float(self._moves[before, last]) * ending
            whole = on + out
            if whole <= 0 or share < LEAST:
                return
            if share * out / whole >= LEAST:
                yield length, share * out / whole
            share *= on / whole
            before = inner


def marks_of(text: str, part: str) -> Matrix:
    """Return what LAC is not told of a character, a row each: quotes, titles, what is Chinese."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    opens, closes = codes == ord("“"), codes == ord("”")
    marks = np.zeros((len(codes), 6), dtype=np.float32)
    marks[:, 0] = np.cumsum(opens.astype(np.int32) - closes) > 0
    marks[:, 1] = part != "body"
    marks[:, 2] = opens
    marks[:, 3] = closes
    marks[:, 4] = (codes == ord("《")) | (codes == ord("》"))
    marks[:, 5] = (codes >= 0x4E00) & (codes <= 0x9FFF)
    return marks


def _scaled(rows: Chances) -> Chances:
    result: Chances = rows / np.maximum(rows.sum(axis=-1, keepdims=True), 1e-300)
    return result
