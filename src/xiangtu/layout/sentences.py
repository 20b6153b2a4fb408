"""Sentences of a reading text, quotes and brackets respected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from xiangtu.layout.marks import words

_STOPS = "。！？!?…"
_OPENERS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "‘": "’"}
_CLOSERS = frozenset(_OPENERS.values())
LONG_SENTENCE = 15
"""Characters from which a sentence that recurs is taken for printed twice."""
LONGEST_QUOTE = 600
"""A quote that is not closed after so many characters is taken for one whose mark OCR lost."""


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph, `text[start:end]`, as offsets.

    A stop inside quotes or brackets ends no sentence; a quote that ends in a stop ends one, unless the words
    after it say who speaks.

    >>> split_sentences("他说：“好。真好！”大家笑了。散会。", 0, 17)
    [(0, 10), (10, 15), (15, 17)]
    """
    closes = _balanced(text, start, end)
    sentences: list[tuple[int, int]] = []
    begin = position = start
    while position < end:
        if position in closes:
            close = closes[position]
            position = close + 1
            if (
                text[close - 1] in _STOPS
                and text[close] in "”」』"
                and not _names_speaker(text, position, end)
            ):
                position = _skip_closers(text, position, end)
                sentences.append((begin, position))
                begin = position
            continue
        if text[position] in _STOPS:
            position = _skip_closers(text, position + 1, end)
            if text[position : position + 1] == "”":
                position += 1
            sentences.append((begin, position))
            begin = position
            continue
        position += 1
    if begin < end:
        sentences.append((begin, end))
    return [trimmed for trimmed in (_trim(text, *s) for s in sentences) if trimmed[0] < trimmed[1]]


def _balanced(text: str, start: int, end: int) -> dict[int, int]:
    """Outermost pairs of marks: opening offset → closing offset."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for position in range(start, end):
        char = text[position]
        if char in _OPENERS:
            stack = [*stack[-DEEPEST:], position]
        elif char in _CLOSERS:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if _OPENERS[text[stack[d]]] == char), None)
            if depth is None:
                continue
            opening = stack[depth]
            del stack[depth:]
            if position - opening <= LONGEST_QUOTE:
                pairs[opening] = position
    return pairs


def _skip_closers(text: str, position: int, end: int) -> int:
    while position < end and text[position] in _STOPS:
        position += 1
    return position


DEEPEST = 12
"""Marks inside marks beyond this depth are OCR noise."""

_CLAUSE = re.compile(r"[^。！？!?…“\n]{1,40}")


@cache
def _speech() -> re.Pattern[str]:
    """Words that say who speaks: 某某说 at the end of a clause, 某某介绍 anywhere. Not: 街道, 说明."""
    anywhere = "|".join(word for word in words("speech", "words") if len(word) > 1)
    at_end = "|".join(word for word in words("speech", "words") if len(word) == 1)
    return re.compile(f"(?:{anywhere})|(?:{at_end})(?=[，,：:]|$)")


def _names_speaker(text: str, position: int, end: int) -> bool:
    clause = _CLAUSE.match(text, position, end)
    if clause is None:
        return False
    said = clause.group()
    return text[position] in "，,。" or _speech().search(said) is not None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def repeated_sentences(sentences: Sequence[str]) -> list[bool]:
    """Tell which sentences of an article OCR printed again.

    A long sentence that stands above already is printed again; a short one, or the beginning of one, only
    beside such a sentence.

    >>> told = ["下好先手棋。", "全镇干部进村入户开展大走访活动。"]
    >>> repeated_sentences([*told, *told])
    [False, False, True, True]
    """
    seen: dict[str, int] = {}
    first = [seen.setdefault(sentence, position) for position, sentence in enumerate(sentences)]
    again = [
        place < position and len(sentences[position]) >= LONG_SENTENCE for position, place in enumerate(first)
    ]
    for _ in range(2):
        for position, sentence in enumerate(sentences):
            beside = any(again[n] for n in (position - 1, position + 1) if 0 <= n < len(again))
            if not beside or again[position]:
                continue
            if first[position] < position:
                again[position] = True
            elif position == len(sentences) - 1 and len(sentence) >= 3:
                again[position] = any(other.startswith(sentence) for other in sentences[:position])
    return again
