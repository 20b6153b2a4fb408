"""The words and marks of `marks.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources


@cache
def load_marks() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the tables of `marks.toml`: table name → key → words.

    >>> "记者" in load_marks()["roles"]["reporter"]
    True
    """
    text = resources.files(__package__).joinpath("marks.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(text)
    return tables


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """Return one word list, longest word first, so that alternation takes the longest.

    >>> words("captions", "openings")[0]
    '图片说明'
    """
    return tuple(sorted(load_marks()[table][key], key=lambda word: (-len(word), word)))
