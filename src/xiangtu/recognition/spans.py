"""Spans of one text, sorted, with look-up by place: what stands within a stretch, what ends here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property


class Spans:
    """Pairs of reading offsets, end-exclusive, sorted.

    >>> spans = Spans([(0, 3), (3, 6), (9, 12)])
    >>> spans.within(2, 9), spans.ending_at(6), spans.starting_at(9)
    ([(3, 6)], [3], [12])
    """

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Take the pairs, each once."""
        self._pairs = sorted(set(pairs))
        self._starts = [start for start, _ in self._pairs]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs in order."""
        return iter(self._pairs)

    def __contains__(self, pair: object) -> bool:
        """Whether this very span is one of them."""
        return pair in self._set

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the spans that lie wholly in a stretch."""
        found = []
        for index in range(bisect_left(self._starts, start), len(self._pairs)):
            pair = self._pairs[index]
            if pair[0] >= end:
                break
            if pair[1] <= end:
                found.append(pair)
        return found

    def ending_at(self, position: int) -> list[int]:
        """Return where the spans that end here start."""
        return self._by_end.get(position, [])

    def starting_at(self, position: int) -> list[int]:
        """Return where the spans that start here end."""
        return self._by_start.get(position, [])

    @cached_property
    def _set(self) -> frozenset[tuple[int, int]]:
        return frozenset(self._pairs)

    @cached_property
    def _by_end(self) -> dict[int, list[int]]:
        table: dict[int, list[int]] = {}
        for start, end in self._pairs:
            table.setdefault(end, []).append(start)
        return table

    @cached_property
    def _by_start(self) -> dict[int, list[int]]:
        table: dict[int, list[int]] = {}
        for start, end in self._pairs:
            table.setdefault(start, []).append(end)
        return table
