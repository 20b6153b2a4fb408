"""The cues of `cues.toml`: words around a name that speak for it or against it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _cues() -> dict[str, str]:
    text = (files("xiangtu.recognition") / "cues.toml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text).items()}


@cache
def cue(name: str) -> frozenset[str]:
    """Return the words of a cue list.

    >>> "表示" in cue("speech")
    True
    """
    return frozenset(_cues()[name].split())


@cache
def cue_ends(name: str) -> tuple[str, ...]:
    """Return the words of a cue list, sorted, as `str.startswith` and `str.endswith` take them."""
    return tuple(sorted(cue(name)))


@cache
def cue_characters(name: str) -> frozenset[str]:
    """Return the characters of a cue that lists characters."""
    return frozenset(_cues()[name].replace(" ", ""))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the expression that matches any word of a cue list, the longest first."""
    ordered = sorted(cue(name), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)")
