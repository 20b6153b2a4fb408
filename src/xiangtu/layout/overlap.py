"""What texts of a page share: pairs of characters, weighted by how few of the texts have them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from xiangtu.layout.joints import is_common
from xiangtu.layout.lines import HAN

ORDINARY = 0.3
"""What a pair that is a word of everyday language weighs beside others, which are names or parts of them."""
FUNCTION_CHARACTERS = frozenset("的了在是和一不这那有也都就还上到个人把来")
"""A pair with one of these is no part of a name either, mostly: 镇的, 了一."""
MOST_HOLDERS = 8
"""Pairs that more texts have tell nothing."""
MOST_NEAREST = 5
"""How many texts are told as the nearest ones."""

_PAIR = re.compile(rf"(?=([{HAN}]{{2}}))")


def pairs_of(text: str) -> list[str]:
    """Return the pairs of Chinese characters of a text, in order, overlapping.

    >>> pairs_of("新路修通3公里")
    ['新路', '路修', '修通', '公里']
    """
    return _PAIR.findall(text)


def telling_pairs(text: str) -> list[str]:
    """Return the pairs of characters that are no everyday words: parts of names, mostly."""
    return [pair for pair in pairs_of(text) if not is_common(pair)]


class Overlap:
    """Pairs of characters that texts share, weighted by rarity among the texts of the page."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.counts = [Counter(pairs_of(text)) for text in texts]
        self.holders: dict[str, list[int]] = defaultdict(list)
        for number, counts in enumerate(self.counts):
            for pair in counts:
                self.holders[pair].append(number)
        self._weights: dict[str, float] = {}

    def weight(self, pair: str) -> float:
        """How telling a pair is: little where many texts have it or where it is an everyday word."""
        if pair not in self._weights:
            self._weights[pair] = self._weigh(pair)
        return self._weights[pair]

    def _weigh(self, pair: str) -> float:
        rarity = math.log((len(self.counts) + 1) / max(1, len(self.holders.get(pair, ()))))
        is_ordinary = is_common(pair) or not FUNCTION_CHARACTERS.isdisjoint(pair)
        return rarity * (ORDINARY if is_ordinary else 1.0)

    def held(self, text: str, number: int, own: bool = False) -> float:
        """Weight of the pairs of `text` that text number `number` has too.

        With `own`, `text` is part of that text: pairs that it alone brings are left out.
        """
        counts, pairs = self.counts[number], Counter(pairs_of(text))
        return sum(self.weight(pair) for pair in sorted(pairs) if counts[pair] > (pairs[pair] if own else 0))

    def held_without(self, text: str, number: int, part: str) -> float:
        """Weight of the pairs of `text` that text number `number` has too, its part `part` left out."""
        counts, left_out = self.counts[number], Counter(pairs_of(part))
        return sum(self.weight(p) for p in sorted(set(pairs_of(text))) if counts[p] > left_out[p])

    def total(self, text: str) -> float:
        """Weight of all pairs of `text`."""
        return sum(self.weight(pair) for pair in sorted(set(pairs_of(text)))) or 1.0

    def nearest(self, text: str, but: int) -> list[tuple[float, int]]:
        """The texts other than `but` that have most of the pairs of `text`, with the weight."""
        found: dict[int, float] = defaultdict(float)
        for pair in sorted(set(pairs_of(text))):
            holders = self.holders.get(pair, [])
            if len(holders) <= MOST_HOLDERS:
                weight = self.weight(pair)
                for number in holders:
                    found[number] += weight
        found.pop(but, None)
        ranked = sorted(found, key=lambda number: (-found[number], number))
        return [(found[number], number) for number in ranked[:MOST_NEAREST]]
