"""Whether two stretches of text belong together where one breaks off."""

from __future__ import annotations

import re

from xiangtu.lexicon.everyday import occurrences, segment

COMMON_WORD = 50
"""Occurrences in jieba's dictionary from which a word counts as common."""

WINDOW = 6
"""Characters on either side of a break that are read together."""
BRIDGE = 5
"""Occurrences from which a word that stands across a break is believed."""

# The rest of a word before a stop: "斤。", "里，". Not: "答：", "一、", "2.6元", "6:40". Or what no sentence
# begins with: "的说", "们都". Not: "的确", "了解", "着力".
_REST_OF_WORD = re.compile(
    r"[^，。、；：！？,.;:!?”）)\d][，。；！？,;!?”）)]|[，。；！？,;!?]"
    r"|的(?!确|士)|们|了(?![解却结])|着(?![力眼手重实急火装陆])"
)
# What a sentence seldom begins with and what goes on with one does: "就骑车去…", "12个村全部…", "其中…".
# Not: "3月5日，…", "12345热线".
_REST_OF_SENTENCE = re.compile(
    r"[也则又而却且]|都(?!市)|就(?!业|医|近|地|诊|读|餐|职)|并(?!非|联)|才(?!艺|能)|便(?!民|利|捷|道)|还(?!款|田|林)|均(?!衡)"
    r"|比(?!赛|武|拼)|较(?!真|量)|其中|全部|同比|\d[\d.,]*[万亿]?(?:多|余)?[个户名人亩家元斤吨公期处条座口台]"
)
# The end of a text whose sentence has a rest: "达到300万元，".
_HANGS = re.compile(r"[，,、；;：:]$")
# An opening quotation mark or bracket with nothing behind it.
_OPENED = re.compile(r"[“《（(【‘]$")
# A number cut in two: "1" + "84处", "2023" + "年". Not: "第3" + "近日".
_NUMBER_BEFORE = re.compile(r"\d$")
_NUMBER_AFTER = re.compile(r"\d|[万亿年月日%％]")


def starts_inside_clause(text: str) -> bool:
    """Whether a text begins with the rest of a word or clause (斤。…) rather than as a sentence does.

    >>> starts_inside_clause("斤。负责人表示"), starts_inside_clause("近日，该镇召开会议")
    (True, False)
    """
    return _REST_OF_WORD.match(text) is not None


def hangs(tail: str) -> bool:
    """Whether a text stops inside a sentence, at a comma.

    >>> hangs("收入达到三百万元，"), hangs("收入达到三百万元。")
    (True, False)
    """
    return _HANGS.search(tail) is not None


def begins_as_rest(head: str) -> bool:
    """Whether a text begins as the rest of a sentence does, mostly.

    >>> begins_as_rest("就骑车去开闸。"), begins_as_rest("近日，该镇召开会议。")
    (True, False)
    """
    return _REST_OF_SENTENCE.match(head) is not None


def bridges(tail: str, head: str) -> bool:
    """Whether the end of one text and the beginning of another make a word or number together.

    They are cut into words as if there were no break; a word must stand across it.

    >>> bridges("预计亩产可达四百公", "斤。负责人表示"), bridges("群众满意", "近日，该镇召开会议")
    (True, False)
    >>> bridges("房东也红了脸", "红叶季还没到")
    False
    """
    tail, head = tail[-WINDOW:], head[:WINDOW]
    if _OPENED.search(tail) or (_NUMBER_BEFORE.search(tail) and _NUMBER_AFTER.match(head)):
        return True
    position = 0
    for word in segment(tail + head):
        if position < len(tail) < position + len(word):
            return occurrences(word) >= BRIDGE
        position += len(word)
    return False


def is_common(word: str) -> bool:
    """Whether a word of two characters or more is a common one."""
    return len(word) > 1 and occurrences(word) >= COMMON_WORD
