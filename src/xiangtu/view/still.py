"""The map as a still picture, for browsers that run no script: what the page shows first, as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from xiangtu.vocabulary import load

Values = Mapping[str, Any]

MARGIN = 60
MOST_NODES = 600
LABELS = 140
SAMPLE, SAMPLE_SIZE = 16, 6
UP = -pi / 2
CORNERS = {
    "diamond": (4, UP),
    "triangle": (3, UP),
    "triangleDown": (3, -UP),
    "hexagon": (6, 0.0),
    "star": (10, UP),
}
"""Corners of each shape and the direction of the first; every other corner of a star lies further in."""
STAR_INSIDE = 0.45


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of one kind as one path."""

    colour: str
    dashes: str
    path: str


@dataclass(frozen=True, slots=True)
class Marks:
    """All nodes of one type as one path; hollow ones are people who sign articles.

    `sample` is one mark in a box of 16 by 16, `zh` and `en` say what it stands for.
    """

    colour: str
    is_hollow: bool
    path: str
    sample: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name, centred below its node."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Still:
    """The picture: its box and what is drawn in it, in order."""

    view_box: str
    width: int
    height: int
    lines: tuple[Lines, ...]
    marks: tuple[Marks, ...]
    names: tuple[Name, ...]


def still_picture(nodes: Sequence[Values], edges: Sequence[Values], label: Mapping[int, str]) -> Still:
    """Return the picture of the highest-ranked nodes and the stated relations between them.

    Parameters
    ----------
    nodes, edges:
        As `build_payload` gives them.
    label:
        The name to print of each node.
    """
    shown = {node["id"]: node for node in nodes if node["rank"] < MOST_NODES}
    xs = [node["x"] for node in shown.values()] or [0]
    ys = [node["y"] for node in shown.values()] or [0]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) + MARGIN - left, max(ys) + MARGIN - top
    return Still(
        f"{left} {top} {width} {height}",
        width,
        height,
        tuple(_lines(shown, edges)),
        tuple(_marks(shown)),
        tuple(
            Name(label[node["id"]], node["x"], node["y"] + node["size"] + 13)
            for node in shown.values()
            if node["rank"] < LABELS
        ),
    )


def _lines(shown: Mapping[int, Values], edges: Sequence[Values]) -> Iterator[Lines]:
    paths: dict[str, list[str]] = defaultdict(list)
    predicates = load().predicates
    for edge in edges:
        if edge["kind"] in predicates and edge["from"] in shown and edge["to"] in shown:
            start, end = shown[edge["from"]], shown[edge["to"]]
            paths[edge["kind"]].append(f"M{start['x']} {start['y']}L{end['x']} {end['y']}")
    for kind, term in predicates.items():
        if paths[kind]:
            yield Lines(term.colour, "7 4" if term.derived else "none", "".join(paths[kind]))


def _marks(shown: Mapping[int, Values]) -> Iterator[Marks]:
    paths: dict[tuple[str, bool], list[str]] = defaultdict(list)
    vocabulary = load()
    for node in shown.values():
        signs = any(vocabulary.roles[role].byline for role in node["roles"] if role in vocabulary.roles)
        shape = vocabulary.types[node["type"]].shape
        paths[node["type"], signs].append(_outline(shape, node["x"], node["y"], node["size"]))
    for kind, signs in ((kind, signs) for kind in vocabulary.types for signs in (False, True)):
        outlines = paths[kind, signs]
        if not outlines:
            continue
        term = vocabulary.types[kind]
        sample = _outline(term.shape, SAMPLE // 2, SAMPLE // 2, SAMPLE_SIZE - signs)
        yield Marks(term.colour, signs, "".join(outlines), sample, term.zh, term.en)


def _outline(shape: str, x: int, y: int, size: int) -> str:
    if shape == "square":
        return f"M{x - size} {y - size}h{2 * size}v{2 * size}h{-2 * size}z"
    if shape not in CORNERS:
        return f"M{x - size} {y}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0z"
    corners, first = CORNERS[shape]
    points = []
    for index in range(corners):
        reach = size * (STAR_INSIDE if shape == "star" and index % 2 else 1.0)
        angle = first + 2 * pi * index / corners
        points.append(f"{x + reach * cos(angle):.1f} {y + reach * sin(angle):.1f}")
    return f"M{'L'.join(points)}z"
