"""The words and marks of `marks.toml` and of the lexicon's lists of bylines and names, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from xiangtu import lexicon

EDITOR = "editor"
_RARITY = {"common": 0, "frequent": 1, "rare": 2, "word": 2}


@cache
def _tables() -> Mapping[str, Mapping[str, object]]:
    text = resources.files("xiangtu.layout").joinpath("marks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """Return one list of `marks.toml`, longest word first, so that alternation takes the longest.

    >>> words("captions", "openings")[0]
    '图片说明'
    """
    listed = _tables()[table][key]
    if not isinstance(listed, list):
        raise TypeError(f"{table}.{key} is no list")
    return tuple(sorted(map(str, listed), key=lambda word: (-len(word), word)))


@cache
def byline_words() -> Mapping[str, str]:
    """Return the words of bylines with their roles (``"editor"`` for editors).

    >>> byline_words()["通讯员"], byline_words()["责编"]
    ('correspondent', 'editor')
    """
    found = {word: role for word, role in lexicon.rows("bylines", 2) if len(word) > 1}
    found.update({"文": "author", "图": "photographer", "摄": "photographer"})
    return found


@cache
def surname_rarity() -> Mapping[str, int]:
    """Return the family names with how rare they are: 0 for the hundred commonest, to 2.

    >>> surname_rarity()["王"]
    0
    """
    return {name: _RARITY.get(rarity, 2) for name, rarity in lexicon.rows("surnames", 2)}


@cache
def region_names() -> frozenset[str]:
    """Return the names and short forms of counties and above: 兰考报道 is no person."""
    return frozenset(lexicon.open_gazetteer().region_names)


@cache
def minority_name_parts() -> frozenset[str]:
    """Return what names of some minorities begin or end with: 萨仁, 高娃, 扎西."""
    return lexicon.words("minority_name_parts")
