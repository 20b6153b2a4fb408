"""Word lists and everyday words, as recognisers ask for them."""

from __future__ import annotations

from functools import cache

from xiangtu.lexicon import rows, words
from xiangtu.lexicon.everyday import is_word

__all__ = ["department_forms", "is_word", "listed", "surname_class"]


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
