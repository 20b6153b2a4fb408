"""Everyday words: jieba's dictionary with its counts and parts of speech, and segmentation by it.

jieba itself starts by building a prefix table, or by loading one that it left in the machine's shared
temporary folder. The dictionary alone, read once, is half the work, leaves nothing behind and trusts no file
of others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# jieba imports pkg_resources where it is installed, a tenth of a second, only to open its own files. None in
# its place makes the import fail, as where it is not installed, and jieba opens them itself.
_known = sys.modules.get("pkg_resources")
sys.modules["pkg_resources"] = _known  # type: ignore[assignment]
import jieba  # noqa: E402

if _known is None:
    del sys.modules["pkg_resources"]

LONGEST_WORD = 16
"""Characters of the dictionary's longest words."""


def is_word(text: str) -> bool:
    """Whether the dictionary has this word.

    >>> is_word("任何"), is_word("何红介")
    (True, False)
    """
    return text in _entries()


def occurrences(word: str) -> int:
    """Return how often the dictionary's corpus has a word, 0 for one that it lacks."""
    return _entries().get(word, (0, ""))[0]


def part_of_speech(word: str) -> str:
    """Return a word's most frequent part of speech (tags of the People's Daily corpus), ``""`` if unknown.

    >>> part_of_speech("开展"), part_of_speech("合作社")
    ('v', 'n')
    """
    return _entries().get(word, (0, ""))[1]


def segment(text: str) -> Iterator[str]:
    """Yield the words of a text: the likeliest cut by the dictionary's counts (jieba without its HMM).

    >>> list(segment("组织农民工参加培训"))
    ['组织', '农民工', '参加', '培训']
    """
    return _tokenizer().cut(text, HMM=False)  # type: ignore[no-any-return]


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's tokenizer over the words alone, without the table of their prefixes."""

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802  jieba's name
        """Return, for each character, where the words end that begin with it."""
        frequency = self.FREQ
        return {
            start: [
                end
                for end in range(start, min(len(sentence), start + LONGEST_WORD))
                if sentence[start : end + 1] in frequency
            ]
            or [start]
            for start in range(len(sentence))
        }


@cache
def _tokenizer() -> _Tokenizer:
    tokenizer = _Tokenizer()
    tokenizer.FREQ = {word: count for word, (count, _) in _entries().items()}
    tokenizer.total = sum(tokenizer.FREQ.values())
    tokenizer.initialized = True
    return tokenizer


@cache
def _entries() -> dict[str, tuple[int, str]]:
    """Return word → (count, part of speech), each pair held once."""
    shared: dict[tuple[str, str], tuple[int, str]] = {}
    entries: dict[str, tuple[int, str]] = {}
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        pair = shared.get((count, tag))
        if pair is None:
            pair = shared[count, tag] = (int(count), tag)
        entries[word] = pair
    return entries
