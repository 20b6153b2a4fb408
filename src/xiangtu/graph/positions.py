"""Where each entity stands on the map: whole numbers, a pure function of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx

WINDOW = (1440, 900)
"""Width and height in pixels that the map is spread for."""


class Box(NamedTuple):
    """What is drawn around a node's centre, in pixels: how far it reaches each way (all positive)."""

    left: int
    top: int
    right: int
    bottom: int


def label_box(label: str, radius: int, font_size: int = 12) -> Box:
    """Return the box of a dot of `radius` pixels with `label` centred below it (``""``: the dot alone)."""
    raise NotImplementedError


def positions(
    graph: nx.MultiDiGraph[str],
    boxes: Mapping[str, Box] | None = None,
    window: tuple[int, int] = WINDOW,
) -> dict[str, tuple[int, int]]:
    """Return x and y of each node, in pixels from the window's upper left corner.

    Parameters
    ----------
    graph:
        As `build_graph` gives it, with the co-occurrence edges that shall pull.
    boxes:
        What is drawn at each node. None of them overlaps another in the result; where the window is too
        small for all, the map grows beyond it in both directions. A node without a box counts as a small dot.
    window:
        Width and height in pixels.
    """
    raise NotImplementedError
