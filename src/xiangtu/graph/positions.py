"""Where each entity stands on the map: whole numbers, a pure function of the graph.

Places stand first: counties apart, their townships around them, villages around their township, each in the
direction that its id gives. Everything else starts amid the places that it is related to. Then forces act as
in Fruchterman and Reingold (1991): relations and shared articles pull, everything pushes everything else
away. A page that is added moves the rest little, because every start depends on ids.

Reproducible on any machine: only additions, multiplications, divisions and square roots of IEEE doubles,
which are exact to the last bit, and sums of whole numbers, which do not depend on order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from xiangtu.graph.network import COOCCURRENCE
from xiangtu.graph.placement import Box, label_box, place
from xiangtu.graph.statistics import ranked
from xiangtu.vocabulary import load

WINDOW = (1440, 900)
"""Width and height in pixels that the map is spread for."""
DOT = label_box("", radius=5)

ROOT_RADIUS = 0.6
"""How far a place without a parent may start from the middle; the window's height is 1."""
PLACE_RADIUS = {"Region": 0.25, "Township": 0.4, "Village": 0.12}
"""How far a place starts from its parent."""
STRAY_RADIUS = 0.08
"""How far anything else starts from the middle of what it is related to."""

HIERARCHY_PULL = 1.0
ROLE_PULL = 1.0
DERIVED_PULL = 0.15
"""Of ``reports_on`` and ``writes_with``: one signature gives many of them."""
COOCCURRENCE_PULL = 0.5
"""Of a pair that is never apart; less for others, by their NPMI."""
ARTICLE_PULL = 0.6
"""Of all articles of an entity together."""

ITERATIONS = 120
PAIR_STEPS = 4 * 10**8
"""Iterations × nodes² at most; larger graphs get fewer iterations, but at least `FEWEST_ITERATIONS`."""
FEWEST_ITERATIONS = 20
LARGEST_FORCED = 3000
"""Points that forces act on: nodes, the higher ranked first, then the articles that name most of them. The
lower ranked nodes of a larger graph stay where they start."""
ROWS_AT_ONCE = 512
"""Rows of the matrix of distances that are in memory at one time."""
GRAVITY = 2.0
HOTTEST = 0.06
COOLEST = 0.002
"""How far a node may move in one iteration, at the start and at the end; the window's height is 1."""
SMALLEST_SQUARE = 1e-6
"""Added to squared distances, so that two nodes in one place do not divide by zero."""
FIXED_POINT = float(2**32)
EVENNESS = 0.65
"""0 keeps the distances that the forces give, 1 spreads the coordinates evenly over the window."""

Points = NDArray[np.float64]
Forces = NDArray[np.int64]
Point = tuple[float, float]


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
        small for all, the map grows beyond it in both directions. A node without a box is a small dot.
    window:
        Width and height in pixels.
    """
    order = ranked(graph)
    if not order:
        return {}
    given = boxes or {}
    shapes = {node: given.get(node, DOT) for node in order}
    points = _spread(graph, order, window[0] / window[1])
    wishes = _fit(points, window)
    labelled_first = sorted(order, key=lambda node: node not in given)
    return place(wishes, shapes, labelled_first, window)


def starting_points(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """Return where each node starts, in units of the window's height around (0, 0)."""
    points: dict[str, Point] = {}
    for node in sorted(graph):
        if graph.nodes[node]["type"] in PLACE_RADIUS:
            _start_place(graph, node, points, ())
    places = dict(points)
    in_article: dict[object, list[str]] = defaultdict(list)
    for node in sorted(places):
        for key in graph.nodes[node]["articles"]:
            in_article[key].append(node)
    for node in sorted(graph):
        if node in places:
            continue
        near = {other for other in (*graph.succ[node], *graph.pred[node]) if other in places}
        near = near or {other for key in graph.nodes[node]["articles"] for other in in_article[key]}
        middle = _middle(places[other] for other in sorted(near))
        points[node] = _beside(middle, node, STRAY_RADIUS if near else ROOT_RADIUS)
    return points


def _start_place(
    graph: nx.MultiDiGraph[str], node: str, points: dict[str, Point], below: tuple[str, ...]
) -> Point:
    """Start a place and, before it, those it lies in; `below` are those whose turn it is meanwhile."""
    if node in points:
        return points[node]
    kind, parent = graph.nodes[node]["type"], graph.nodes[node]["parent"]
    has_parent = parent in graph and graph.nodes[parent]["type"] in PLACE_RADIUS and parent not in below
    if has_parent:
        centre = _start_place(graph, parent, points, (*below, node))
        points[node] = _beside(centre, node, PLACE_RADIUS[kind])
    else:
        points[node] = _beside((0.0, 0.0), node, ROOT_RADIUS)
    return points[node]


def _beside(point: Point, identifier: str, radius: float) -> Point:
    """Return the point `radius` away in the direction that the hash of `identifier` gives."""
    digest = sha256(identifier.encode("utf-8")).digest()
    x, y = (int.from_bytes(digest[at : at + 4], "big") / 2**31 - 1 for at in (0, 4))
    length = sqrt(x * x + y * y) or 1.0
    return point[0] + radius * x / length, point[1] + radius * y / length


def _middle(points: Iterable[Point]) -> Point:
    listed = list(points)
    if not listed:
        return 0.0, 0.0
    return sum(x for x, _ in listed) / len(listed), sum(y for _, y in listed) / len(listed)


def _spread(graph: nx.MultiDiGraph[str], order: Sequence[str], aspect: float) -> dict[str, Point]:
    """Return where the forces put each node, in units of the window's height around (0, 0).

    Each article is a node as well while the forces act: it keeps together what it names.
    """
    start = starting_points(graph)
    forced = sorted(order[:LARGEST_FORCED])
    named = defaultdict(list)
    for node in forced:
        for key in graph.nodes[node]["articles"]:
            named[key].append(node)
    fullest = sorted(named, key=lambda key: (-len(named[key]), key))[: LARGEST_FORCED - len(forced)]
    articles = {key: len(forced) + index for index, key in enumerate(sorted(fullest))}
    points = np.array(
        [start[node] for node in forced] + [_middle(start[node] for node in named[key]) for key in articles],
        dtype=np.float64,
    )
    number = {node: index for index, node in enumerate(forced)}
    pulls = {(number[a], number[b]): pull for (a, b), pull in _pulls(graph, number).items()}
    for node in forced:
        for key in graph.nodes[node]["articles"]:
            if key in articles:
                pulls[number[node], articles[key]] = ARTICLE_PULL / len(graph.nodes[node]["articles"])
    _apply_forces(points, pulls, aspect)
    return start | {node: (float(points[at, 0]), float(points[at, 1])) for node, at in number.items()}


def _pulls(graph: nx.MultiDiGraph[str], forced: Mapping[str, int]) -> dict[tuple[str, str], float]:
    """Return how strongly each related pair attracts, in sorted order."""
    predicates = load().predicates
    pulls: dict[tuple[str, str], float] = defaultdict(float)
    for source, target, key, edge in sorted(graph.edges(keys=True, data=True), key=lambda each: each[:3]):
        if edge["group"] == COOCCURRENCE:
            pull = COOCCURRENCE_PULL * max(edge["npmi"], 0.0)
        else:
            pull = DERIVED_PULL if predicates[key].derived else ROLE_PULL
        pulls[min(source, target), max(source, target)] += pull
    for node in sorted(graph):
        parent = graph.nodes[node]["parent"]
        if parent in graph and parent != node:
            pulls[min(node, parent), max(node, parent)] += HIERARCHY_PULL
    return {pair: pulls[pair] for pair in sorted(pulls) if pair[0] in forced and pair[1] in forced}


def _apply_forces(points: Points, pulls: Mapping[tuple[int, int], float], aspect: float) -> None:
    """Move `points` (n × 2) under repulsion, the pulls and a gravity that fills a window of `aspect`."""
    count = len(points)
    iterations = max(min(ITERATIONS, PAIR_STEPS // count**2), FEWEST_ITERATIONS)
    distance = sqrt(aspect / count)
    ends = np.array(list(pulls), dtype=np.int64).reshape(-1, 2)
    strength = np.array(list(pulls.values()), dtype=np.float64)
    for step in range(iterations):
        force = _repulsion(points, distance**2)
        _add_attraction(force, points, ends, strength / distance)
        pushed = force / FIXED_POINT
        pushed[:, 0] -= GRAVITY * distance * points[:, 0] / aspect
        pushed[:, 1] -= GRAVITY * distance * points[:, 1] * aspect
        length = np.sqrt(pushed[:, 0] ** 2 + pushed[:, 1] ** 2 + SMALLEST_SQUARE**2)
        hottest = HOTTEST + (COOLEST - HOTTEST) * step / max(iterations - 1, 1)
        points += pushed * (np.minimum(length, hottest) / length)[:, None]


def _repulsion(points: Points, square: float) -> Forces:
    """Return the sum of what pushes each point away from all others: `square` / distance."""
    force = np.zeros(points.shape, dtype=np.int64)
    x, y = points[:, 0], points[:, 1]
    for first in range(0, len(points), ROWS_AT_ONCE):
        rows = slice(first, first + ROWS_AT_ONCE)
        across, down = x[rows, None] - x[None, :], y[rows, None] - y[None, :]
        push = square * FIXED_POINT / (across * across + down * down + SMALLEST_SQUARE)
        force[rows, 0] = np.rint(across * push).astype(np.int64).sum(axis=1)
        force[rows, 1] = np.rint(down * push).astype(np.int64).sum(axis=1)
    return force


def _add_attraction(
    force: Forces, points: Points, ends: NDArray[np.int64], strength: NDArray[np.float64]
) -> None:
    """Add what draws the two points of each edge together: `strength` × distance²."""
    between = points[ends[:, 1]] - points[ends[:, 0]]
    length = np.sqrt(between[:, 0] ** 2 + between[:, 1] ** 2)
    drawn = np.rint(between * (length * strength * FIXED_POINT)[:, None]).astype(np.int64)
    np.add.at(force, ends[:, 0], drawn)
    np.subtract.at(force, ends[:, 1], drawn)


def _fit(points: Mapping[str, Point], window: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Return the points spread over the window in whole pixels, crowded parts stretched by `EVENNESS`."""
    nodes = sorted(points)
    fitted = [_stretch([points[node][axis] for node in nodes], window[axis]) for axis in (0, 1)]
    return {node: (fitted[0][index], fitted[1][index]) for index, node in enumerate(nodes)}


def _stretch(values: Sequence[float], length: int) -> list[int]:
    lowest, extent = min(values), (max(values) - min(values)) or 1.0
    by_value = sorted(range(len(values)), key=lambda index: (round(values[index], 6), index))
    last = max(len(values) - 1, 1)
    share = {index: rank / last for rank, index in enumerate(by_value)}
    return [
        round(length * (EVENNESS * share[index] + (1 - EVENNESS) * (value - lowest) / extent))
        for index, value in enumerate(values)
    ]
