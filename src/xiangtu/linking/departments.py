"""Full and short names of one department: 青禾县人社局 and 青禾县人力资源和社会保障局."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from xiangtu.lexicon import rows

PLACE_WORDS = ("街道", "社区", "自治县", "省", "市", "县", "区", "旗", "镇", "乡", "村")
"""Class words that a body's name may leave out: 青禾法院 for 青禾县人民法院."""
SHORTEST_STEM = 2
COMMITTEE = frozenset({"委", "委员会", "党委", "中国共产党委员会"})
"""What a place's committee is called after the place; 委员会 only where it is said whose."""
WHOSE = {"中共": "", "中国共产党": "", "共青团": "团", "国家税务总局": "", "国网": ""}
"""What may stand before the place (中共青禾县委), and what it leaves after the place."""
COUNTY_WORDS = ("省", "市", "县", "区", "旗", "州", "盟")
"""Places whose party committee is 委 (青禾县委); a township's is 党委."""


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
    full = _full_of().get(short, short)
    return full if department == short or _abbreviates(department, full) else department


def _abbreviates(one: str, other: str) -> bool:
    """Whether one form is the other with characters left out; 与 and 和 are the same.

    >>> _abbreviates("发展改革委员会", "发展和改革委员会"), _abbreviates("医疗保险中心", "医疗保障服务中心")
    (True, False)
    """
    short, long = sorted((one.replace("与", "和"), other.replace("与", "和")), key=len)
    remaining = iter(long)
    return all(char in remaining for char in short)


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
    whose = next((prefix for prefix in WHOSE if name.startswith(prefix)), "")
    rest = name.removeprefix(whose)
    for place in above:
        rest = rest.removeprefix(place) if rest.removeprefix(place).startswith(owner) else rest
    if rest.startswith(owner):
        return _organ(rest.removeprefix(owner), owner, whose)
    for word in PLACE_WORDS:
        stem = owner.removesuffix(word)
        if stem != owner and len(stem) >= SHORTEST_STEM and rest.startswith(stem):
            found = rest.removeprefix(stem)
            return found if is_department(found) else ""
    return ""


def _organ(found: str, owner: str, whose: str) -> str:
    """Return a committee in one form: 中共青禾县委员会 is 委, 柳溪镇委 is 党委, 共青团青禾县委 is 团委."""
    if found not in COMMITTEE or (found == "委员会" and not whose):
        return found
    if WHOSE.get(whose):
        return WHOSE[whose] + "委"
    is_county = owner.endswith(COUNTY_WORDS) and not owner.endswith("社区")
    return "委" if is_county else "党委"
