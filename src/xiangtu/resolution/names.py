"""Canonical forms: what an entity is called when marks, spaces and class words are left out."""

from __future__ import annotations

import re

WRAPPED = re.compile(r"[“‘「『《〈](.*)[”’」』》〉]")
"""A name wholly in marks: ``《森林法》``, ``“两学一做”``; not ``“橄榄绿”志愿服务队``."""
SPACE = re.compile(r"\s+")

# Words that a programme's name may carry or not: 清风护航 and 清风护航行动, 乡村振兴 and 乡村振兴战略.
PROGRAMME_CLASS = (
    "专项行动", "建设项目", "示范工程", "战略", "行动", "工程", "活动", "工作",
    "建设", "项目", "政策", "品牌", "模式", "制度", "机制",
)  # fmt: skip


def canonical(surface: str) -> str:
    """Return a surface without white space and without marks that wrap all of it.

    >>> canonical("《中华人民共和国\\n森林法》"), canonical("“橄榄绿”志愿服务队")
    ('中华人民共和国森林法', '“橄榄绿”志愿服务队')
    """
    name = SPACE.sub("", surface)
    wrapped = WRAPPED.fullmatch(name)
    if wrapped is not None and not re.search(r"[“”‘’《》]", wrapped.group(1)):
        return wrapped.group(1)
    return name


def programme_stem(name: str) -> str:
    """Return a programme's name without the class word at its end.

    >>> programme_stem("乡村振兴战略"), programme_stem("三会一课")
    ('乡村振兴', '三会一课')
    """
    for word in PROGRAMME_CLASS:
        if name.endswith(word) and len(name) - len(word) >= 3:
            return name.removesuffix(word)
    return name
