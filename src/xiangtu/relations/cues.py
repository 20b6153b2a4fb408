"""Cues of this room's patterns: the word lists of ``cues.toml`` as alternatives for patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _lists() -> Mapping[str, str]:
    resource = files("xiangtu.relations") / "cues.toml"
    return dict(tomllib.loads(resource.read_text(encoding="utf-8")))


@cache
def cue_words(name: str) -> tuple[str, ...]:
    """Return the words of a list, the longest first; KeyError where there is none of that name."""
    return tuple(sorted(set(_lists()[name].split()), key=lambda word: (-len(word), word)))


def any_of(*names: str) -> str:
    """Return an atomic group that matches one word of the lists, the longest that fits.

    >>> re.match(any_of("plans"), "下一步，将").group()
    '下一步'
    """
    words = sorted({word for name in names for word in cue_words(name)}, key=lambda word: (-len(word), word))
    return f"(?>{'|'.join(re.escape(word) for word in words)})"
