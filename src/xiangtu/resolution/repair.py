"""Names that OCR misread: repaired only with evidence, and said so.

A township has a 未庄村 and no 末庄村: one look-alike character apart, within one township, with the same
ending, and only one such neighbour. Two real neighbours (李庄村 and 李场村) are both in the list and are
never joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from xiangtu.lexicon import Place, list_names, rows
from xiangtu.model import id_parts
from xiangtu.recognition import Scope
from xiangtu.resolution.draft import Draft

CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Repair:
    """A place that a misread name means, and why."""

    place: Place
    note: str
    confidence: float = CONFIDENCE


def repaired(scope: Scope, township: Draft | None, name: str) -> Repair | None:
    """Return the village of `township` that `name` is a misreading of, or None.

    One character differs, it looks like the printed one, and no other village of the township is as near.
    """
    if township is None or township.status != "resolved":
        return None
    county = scope.gazetteer.county(id_parts(township.id)[0])
    if county is None:
        return None
    own = [place for place in county.townships if place.name == township.name]
    if len(own) != 1:
        return None
    near = [
        (place, pair)
        for place in county.children(own[0])
        if (pair := _one_apart(name, place.name)) is not None and looks_alike(*pair)
    ]
    if len(near) != 1:
        return None
    place, (printed, meant) = near[0]
    note = f"{name} 疑为 {place.name} 误识：“{printed}”形近“{meant}”，{township.name}无{name}"
    return Repair(place, note)


def _one_apart(printed: str, listed: str) -> tuple[str, str] | None:
    if len(printed) != len(listed) or len(printed) < 3:
        return None
    pairs = [(a, b) for a, b in zip(printed, listed, strict=True) if a != b]
    return pairs[0] if len(pairs) == 1 else None


def looks_alike(one: str, other: str) -> bool:
    """Whether two characters are easily taken for each other in a scan."""
    return frozenset((one, other)) in _pairs()


@cache
def _pairs() -> frozenset[frozenset[str]]:
    if "lookalikes" not in list_names():
        return frozenset()
    return frozenset(
        frozenset((a, b)) for group in rows("lookalikes", 2) for a in group[0] for b in group[1] if a != b
    )
