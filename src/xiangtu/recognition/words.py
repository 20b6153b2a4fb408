"""Word lists and everyday words, as recognisers ask for them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from xiangtu.lexicon import rows, words


@cache
def listed(name: str, *kinds: str) -> frozenset[str]:
    """Return a word list of the lexicon; with `kinds`, the entries whose second field is one of them."""
    if not kinds:
        return words(name)
    return frozenset(row[0] for row in _rows(name) if row[1] in kinds)


@cache
def department_forms() -> frozenset[str]:
    """Return departments and organs, full and short, without the place in front."""
    return frozenset(form for row in rows("departments", 4) for form in row[:2] if form)


@cache
def surname_class(surname: str) -> str:
    """Return how common a surname is: ``common``, ``frequent``, ``rare``, ``word`` (mostly a plain word)."""
    return _surname_classes().get(surname, "")


@cache
def _surname_classes() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("surnames", 2)}


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    return rows(name, 4)


@cache
def _dictionary() -> frozenset[str]:
    """Return the words of jieba's dictionary, without jieba's own start-up."""
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line.partition(" ")[0] for line in lines)


def is_word(text: str) -> bool:
    """Whether jieba's dictionary has this word.

    >>> is_word("任何"), is_word("何红介")
    (True, False)
    """
    return text in _dictionary()
