"""Whether two stretches of text belong together where one breaks off."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

COMMON_WORD = 50
"""Occurrences in jieba's dictionary from which a word counts as common."""

_FIRST_CLAUSE = re.compile(r"[^，。、；：！？,.;:!?”）)]*")


def starts_inside_clause(text: str) -> bool:
    """Whether a text begins with the rest of a word or clause (斤。…) rather than as a sentence does.

    >>> starts_inside_clause("斤。负责人表示"), starts_inside_clause("近日，该镇召开会议")
    (True, False)
    """
    clause = _FIRST_CLAUSE.match(text)
    return clause is not None and len(clause.group()) <= 1


def bridges(tail: str, head: str) -> bool:
    """Whether the end of one text and the beginning of another make a common word together.

    >>> bridges("预计亩产可达四百公", "斤。负责人表示"), bridges("群众满意", "近日，该镇召开会议")
    (True, False)
    """
    common = common_words()
    return any(
        tail[-left:] + head[:right] in common
        for left in (1, 2, 3)
        for right in (1, 2, 3)
        if len(tail) >= left and len(head) >= right
    )


@cache
def common_words() -> frozenset[str]:
    """Return the common words of jieba's dictionary, read without its cache file."""
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba, whose dictionary tells words, is not installed", name="jieba")
    text = Path(found.origin).with_name("dict.txt").read_text(encoding="utf-8")
    entries = (line.split(" ") for line in text.splitlines())
    return frozenset(entry[0] for entry in entries if len(entry[0]) > 1 and int(entry[1]) >= COMMON_WORD)
