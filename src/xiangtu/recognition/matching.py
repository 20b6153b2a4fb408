"""Finding many fixed strings at once: a table from first two characters to the strings that start so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

LONG = 20_000
"""Characters: an article of more is no article of a newspaper."""


class Matcher:
    """A set of strings to be found in texts.

    One dictionary look-up a character, whatever the number of strings.

    Examples
    --------
    >>> list(Matcher(["镇长", "副镇长"]).find("任副镇长"))
    [(1, 4)]
    """

    def __init__(self, strings: Iterable[str]) -> None:
        """Take the strings; empty ones are dropped."""
        table: dict[str, list[str]] = defaultdict(list)
        single: set[str] = set()
        for string in set(strings):
            if len(string) > 1:
                table[string[:2]].append(string)
            elif string:
                single.add(string)
        self._table = {key: sorted(found, key=lambda s: (-len(s), s)) for key, found in table.items()}
        self._single = frozenset(single)

    def __contains__(self, string: object) -> bool:
        """Whether this very string is one of them."""
        return isinstance(string, str) and string in self._table.get(string[:2], ())

    @staticmethod
    @lru_cache(maxsize=128)
    def of(strings: frozenset[str]) -> Matcher:
        """Return the matcher of a word list, built once a process."""
        return Matcher(strings)

    def find(self, text: str, *, overlapping: bool = False) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the longest string at each place, from left to right, without overlap.

        With `overlapping` every string at every place is given.
        """
        free = 0
        for position in self._starts(text):
            if position < free:
                continue
            for string in self.at(text, position):
                yield position, position + len(string)
                if not overlapping:
                    free = position + len(string)
                    break

    def _starts(self, text: str) -> list[int]:
        """Return where a string may start."""
        places = _places(text)
        starts = [start for pair in self._table.keys() & places.keys() for start in places[pair]]
        if self._single:
            starts.extend(i for i, char in enumerate(text) if char in self._single)
        return sorted(set(starts))

    def at(self, text: str, position: int) -> Iterator[str]:
        """Yield the strings that start here, longest first."""
        for string in self._table.get(text[position : position + 2], ()):
            if text.startswith(string, position):
                yield string
        if text[position : position + 1] in self._single:
            yield text[position]

    def longest(self, text: str, position: int) -> str:
        """Return the longest string that starts here, or the empty string."""
        return next(self.at(text, position), "")


def _places(text: str) -> dict[str, list[int]]:
    """Return where each pair of characters stands: all matchers of one article ask for the same ones.

    Kept for the articles of a page, which are read twice; of very long ones only the last few.
    """
    return _kept(text) if len(text) <= LONG else _kept_shortly(text)


@lru_cache(maxsize=32)
def _kept(text: str) -> dict[str, list[int]]:
    return _pairs(text)


@lru_cache(maxsize=4)
def _kept_shortly(text: str) -> dict[str, list[int]]:
    return _pairs(text)


def _pairs(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for start, pair in enumerate(map("".join, pairwise(text))):
        places.setdefault(pair, []).append(start)
    return places
