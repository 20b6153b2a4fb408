"""Geometry of the report's charts, which the template draws as inline SVG in the page's own colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN_HEIGHT = 130
CHART_WIDTH = 680
WIDEST_COLUMN = 34
WIDEST_LABEL = 76
CHARACTER_WIDTH = 6.5
"""Pixels of a digit of a label; where columns are narrower than their labels, some go without."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: left and top edge, width and height in pixels, whether its label fits below it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: float
    has_label: bool


def upright_columns(labels: Sequence[str], values: Sequence[float]) -> tuple[Column, ...]:
    """Return columns side by side, the greatest as high as the chart.

    >>> [(column.x, column.height) for column in upright_columns(["a", "b"], [4, 2])]
    [(0.0, 130.0), (34.0, 65.0)]
    """
    greatest = max(values, default=0) or 1
    label_width = CHARACTER_WIDTH * max(map(len, labels), default=0) + 6
    widest = max(WIDEST_COLUMN, min(WIDEST_LABEL, label_width))
    step = float(min(widest, CHART_WIDTH / max(1, len(values))))
    every = max(1, -int(-label_width // step))
    return tuple(
        Column(
            round(index * step, 1),
            round(COLUMN_HEIGHT * (1 - value / greatest), 1),
            round(step * 0.8, 1),
            round(COLUMN_HEIGHT * value / greatest, 1),
            label,
            value,
            index % every == 0,
        )
        for index, (label, value) in enumerate(zip(labels, values, strict=True))
    )


def shade(value: float, greatest: float) -> int:
    """Return a step from 0 (none) to 5 (the greatest) for a shaded cell.

    >>> [shade(value, 10) for value in (0, 1, 5, 10)]
    [0, 1, 3, 5]
    """
    if value <= 0 or greatest <= 0:
        return 0
    return max(1, min(5, -int(-5 * value // greatest)))
