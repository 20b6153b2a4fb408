"""Word lists and everyday words, as recognisers ask for them."""

from __future__ import annotations

import logging
from functools import cache

import jieba

from xiangtu.lexicon import list_names, rows, words
from xiangtu.recognition.cues import cue


@cache
def listed(name: str) -> frozenset[str]:
    """Return a word list of the lexicon."""
    if name == "departments":
        return frozenset(form for row in rows("departments", 4) for form in row[:2] if form)
    if name in list_names():
        return words(name)
    return cue(name)


@cache
def _dictionary() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.dt


def is_word(text: str) -> bool:
    """Whether jieba's dictionary has this word.

    >>> is_word("任何"), is_word("何红介")
    (True, False)
    """
    return bool(_dictionary().FREQ.get(text))
