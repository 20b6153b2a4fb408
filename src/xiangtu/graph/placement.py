"""Boxes on a plane, none overlapping another: each gets the free place nearest to the one it wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CELL = 4
"""Pixels of one cell of the grid that places are taken on."""
FULLEST = 0.6
"""Share of the plane that boxes may take; beyond it the plane grows before the first try."""
GROWTH = 1.15
CHARACTER_WIDTH = {True: 0.6, False: 1.0}
"""Width of a character in ems, by whether it is ASCII; Chinese characters are square."""
LABEL_GAP = 4
"""Pixels between a dot and the label below it, and between one box and the next."""
LINE_HEIGHT = 1.3


class Box(NamedTuple):
    """What is drawn around a node's centre, in pixels: how far it reaches each way (all positive)."""

    left: int
    top: int
    right: int
    bottom: int


def label_box(label: str, radius: int, font_size: int = 12) -> Box:
    """Return the box of a dot with `label` centred below it, with the gap to the next box.

    Parameters
    ----------
    label:
        One line of text; ``""`` gives the box of the dot alone.
    radius:
        Of the dot, in pixels.
    font_size:
        In pixels.

    Examples
    --------
    >>> label_box("石台镇", radius=8)
    Box(left=20, top=10, right=20, bottom=30)
    """
    half_gap = LABEL_GAP // 2
    reach = radius + half_gap
    if not label:
        return Box(reach, reach, reach, reach)
    width = sum(CHARACTER_WIDTH[character.isascii()] for character in label) * font_size
    half = max(round(width / 2) + half_gap, reach)
    return Box(half, reach, half, radius + LABEL_GAP + round(font_size * LINE_HEIGHT) + half_gap)


def place(
    wishes: Mapping[str, tuple[int, int]],
    boxes: Mapping[str, Box],
    order: Sequence[str],
    window: tuple[int, int],
) -> dict[str, tuple[int, int]]:
    """Return a place for every box, none overlapping another.

    Parameters
    ----------
    wishes:
        Where each node would stand, in pixels of `window`.
    boxes:
        What is drawn at each node.
    order:
        All nodes: the first gets its wish, the later what is left. Among equally near free places the one
        above, then the one to the left, is taken.
    window:
        Width and height in pixels. If the boxes do not fit, the map grows in both directions and all wishes
        with it.
    """
    taken = sum((box.left + box.right) * (box.top + box.bottom) for box in boxes.values())
    scale = max(1.0, (taken / (FULLEST * window[0] * window[1])) ** 0.5)
    while True:
        places = _place_all(wishes, boxes, order, window, scale)
        if places is not None:
            return places
        scale *= GROWTH


def _place_all(
    wishes: Mapping[str, tuple[int, int]],
    boxes: Mapping[str, Box],
    order: Sequence[str],
    window: tuple[int, int],
    scale: float,
) -> dict[str, tuple[int, int]] | None:
    columns, rows = int(window[0] * scale) // CELL, int(window[1] * scale) // CELL
    occupied = np.zeros((rows, columns), dtype=np.int32)
    places: dict[str, tuple[int, int]] = {}
    for node in order:
        box = boxes[node]
        width, height = -(-(box.left + box.right) // CELL), -(-(box.top + box.bottom) // CELL)
        wish = wishes[node]
        corner = (round(wish[0] * scale) - box.left) // CELL, (round(wish[1] * scale) - box.top) // CELL
        cell = _nearest_free(occupied, width, height, corner)
        if cell is None:
            return None
        column, row = cell
        occupied[row : row + height, column : column + width] = 1
        places[node] = (column * CELL + box.left, row * CELL + box.top)
    return places


def _nearest_free(
    occupied: NDArray[np.int32], width: int, height: int, wish: tuple[int, int]
) -> tuple[int, int] | None:
    """Return column and row of the free `width` × `height` cells nearest to `wish`, or None."""
    rows, columns = occupied.shape
    if width > columns or height > rows:
        return None
    column = min(max(wish[0], 0), columns - width)
    row = min(max(wish[1], 0), rows - height)
    if not occupied[row : row + height, column : column + width].any():
        return column, row
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    sums[1:, 1:] = occupied.cumsum(axis=0).cumsum(axis=1)
    inside = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    distance = (np.arange(inside.shape[0])[:, None] - row) ** 2 + (
        np.arange(inside.shape[1])[None, :] - column
    ) ** 2
    distance[inside > 0] = np.iinfo(distance.dtype).max
    best = int(distance.argmin())
    if inside.flat[best]:
        return None
    return best % inside.shape[1], best // inside.shape[1]
