"""Names of departments in short and in full: 医保局 and 医疗保障局 are one organ of a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xiangtu.lexicon import rows

REVENUE = "国家税务总局"
"""What stands before the name of a place in that of its tax office."""


def organ_of(name: str, place: str) -> str:
    """Return a body's name without that of its place.

    >>> organ_of("国家税务总局清河县税务局", "清河县")
    '税务局'
    """
    return name.removeprefix(REVENUE).removeprefix(place)


def in_full(organ: str) -> str:
    """Return the full name of a department named in short, any other organ as it is.

    >>> in_full("医保局"), in_full("供销合作社")
    ('医疗保障局', '供销合作社')
    """
    return _full_names().get(organ, organ)


@cache
def _full_names() -> Mapping[str, str]:
    return {short: full for full, short, *_ in sorted(rows("departments", 4), reverse=True) if short}
