"""Whether two stretches of text belong together where one breaks off."""

from __future__ import annotations

import re

from xiangtu.lexicon.everyday import occurrences

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
    return any(
        is_common(tail[-left:] + head[:right])
        for left in (1, 2, 3)
        for right in (1, 2, 3)
        if len(tail) >= left and len(head) >= right
    )


def is_common(word: str) -> bool:
    """Whether a word of two characters or more is a common one."""
    return len(word) > 1 and occurrences(word) >= COMMON_WORD
