"""Ids that stand for one thing, put together; what is known not to be one is never put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """Two ids that are one thing: why (`rule` names the kind of reason), how sure that is (0 to 1)."""

    a: str
    b: str
    rule: str
    reason: str
    confidence: float


class Clusters:
    """Sets of ids that are one thing, and pairs of sets that are not.

    Examples
    --------
    >>> clusters = Clusters([("b", "c")])
    >>> clusters.join("a", "b"), clusters.join("a", "c"), clusters.find("b") == clusters.find("a")
    (True, False, True)
    """

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def find(self, identifier: str) -> str:
        """Return an id that stands for the set that `identifier` is in."""
        return self._root.get(identifier, identifier)

    def join(self, one: str, other: str) -> bool:
        """Put two sets together, unless they are known not to be one thing; whether they are one now."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return True
        if second in self._apart[first]:
            return False
        if (len(self.members(first)), second) < (len(self.members(second)), first):
            first, second = second, first
        moved = self.members(second)
        self._members[first] = [*self.members(first), *moved]
        self._members.pop(second, None)
        self._root.update(dict.fromkeys(moved, first))
        for enemy in sorted(self._apart.pop(second, ())):
            self._apart[enemy].discard(second)
            self._apart[enemy].add(first)
            self._apart[first].add(enemy)
        return True

    def members(self, identifier: str) -> list[str]:
        """Return the ids of the set that `identifier` is in."""
        return self._members.get(self.find(identifier), [identifier])

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the sets of more than one id, sorted."""
        return iter(sorted(sorted(members) for members in self._members.values()))
