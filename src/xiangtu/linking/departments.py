"""Full and short names of one department: 人力资源和社会保障局 and 人社局."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def short_forms() -> dict[str, str]:
    """Return full form → short form, from ``departments.toml``."""
    text = files(__package__).joinpath("departments.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)["short_forms"]
    return table


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(full) for full in short_forms()}, reverse=True))


def short_name(name: str) -> str:
    """Return `name` with the department at its end in its short form, and without a leading 中共.

    The longest full form decides. A name without one comes back as it is.

    >>> short_name("青阳县人力资源和社会保障局")
    '青阳县人社局'
    >>> short_name("中共青阳县纪律检查委员会")
    '青阳县纪委'
    >>> short_name("青阳县农业农村局")
    '青阳县农业农村局'
    """
    bare = name.removeprefix("中共")
    for length in _lengths():
        short = short_forms().get(bare[-length:]) if len(bare) >= length else None
        if short is not None:
            return bare[:-length] + short
    return bare
