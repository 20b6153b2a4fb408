"""Full and short names of one department: 青禾县人社局 and 青禾县人力资源和社会保障局."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from xiangtu.lexicon import rows

PLACE_WORDS = ("街道", "社区", "自治县", "省", "市", "县", "区", "旗", "镇", "乡", "村")
"""Class words that a body's name may leave out: 青禾法院 for 青禾县人民法院."""
SHORTEST_STEM = 2
PARTY = "中共"
"""What stands before the name of a place in a party body's full name: 中共青禾县委."""
PARTY_BODIES = frozenset({"委", "委员会", "党委", "中国共产党委员会"})
"""What a place's party committee is called after the place; 委员会 only after 中共."""


@cache
def _short_of() -> Mapping[str, str]:
    return {full: short for full, short, *_ in rows("departments", 4) if short}


@cache
def _full_of() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for full, short, *_ in rows("departments", 4):
        if short:
            table.setdefault(_shortest(short), full)
    return table


@cache
def _departments() -> frozenset[str]:
    return frozenset(form for full, short, *_ in rows("departments", 4) for form in (full, short) if form)


def _shortest(department: str) -> str:
    """Return the shortest listed form: 国家发展和改革委员会 → 国家发展改革委 → 国家发改委."""
    seen = {department}
    while (short := _short_of().get(department)) is not None and short not in seen:
        seen.add(short)
        department = short
    return department


def is_department(name: str) -> bool:
    """Whether a name without its place is that of a listed department, in any form."""
    return name in _departments()


def standard_department(department: str) -> str:
    """Return the one form that stands for all printed forms of a department.

    >>> standard_department("人社局"), standard_department("发展改革委员会")
    ('人力资源和社会保障局', '发展和改革委员会')
    >>> standard_department("第一小学")
    '第一小学'
    """
    short = _shortest(department)
    return _full_of().get(short, short)


def department_of(name: str, owner: str, above: Sequence[str] = ()) -> str:
    """Return what a body is called after the place that owns it, or "" where the name does not start so.

    Parameters
    ----------
    name, owner:
        Names of the body and of the place.
    above:
        Names of the places that `owner` lies in: they may stand before it.

    Examples
    --------
    >>> department_of("临江市青禾县教育局", "青禾县", ["临江市"]), department_of("青禾法院", "青禾县")
    ('教育局', '法院')
    >>> department_of("青禾小学", "青禾县")
    ''
    """
    party = name.startswith(PARTY)
    rest = name.removeprefix(PARTY)
    for place in above:
        rest = rest.removeprefix(place) if rest.removeprefix(place).startswith(owner) else rest
    if rest.startswith(owner):
        found = rest.removeprefix(owner)
        return "委" if party and found in PARTY_BODIES else found
    for word in PLACE_WORDS:
        stem = owner.removesuffix(word)
        if stem != owner and len(stem) >= SHORTEST_STEM and rest.startswith(stem):
            found = rest.removeprefix(stem)
            return found if is_department(found) else ""
    return ""
