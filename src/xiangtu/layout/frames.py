"""How a paragraph opens, where a text sets its paragraphs alike: 一是…, 9:10 …, 念好“引”字经…"""

from __future__ import annotations

import re
from typing import NamedTuple


class _Frame(NamedTuple):
    name: str
    pattern: re.Pattern[str]


_FRAMES = tuple(
    _Frame(name, re.compile(pattern))
    for name, pattern in (
        # "9:10 到村", "14时，…". Not: "3小时".
        ("time", r"\d{1,2}(?:[:：]\d\d|时)"),
        # "2021年，…", "2016年起". Not: "2021年3月5日".
        ("year", r"(?:19|20)\d\d年(?!\d*\d月\d)"),
        # "10日，…". Not: "10月3日".
        ("day", r"\d{1,2}日"),
        # "一、建设。". Not: "一些".
        ("number", r"[一二三四五六七八九十]{1,3}、"),
        # "二是…", "另一笔是…", "一头连着". Not: "一家人".
        ("count", r"[一二三四五六七八九十]{1,2}是|另?一[笔件条头边组]"),
        # "第一站，…", "第二组". Not: "第三方".
        ("ordinal", r"第[一二三四五六七八九十][站个条步本场招问笔组]?"),
        # "问：…", "答：…".
        ("question", r"[问答][:：]"),
        # "石桥村：水通了".
        ("place", r"[^，。]{2,7}[村镇乡区县][:：]"),
    )
)
# "念好“引”字经": what stands before and behind a short quotation. Not: "“引”字", a quotation at the head.
_QUOTED = re.compile(r"([^“”\"，。]{1,3})[“\"][^“”\"]{1,4}[”\"]([^“”\"，。]{1,3})")


def frame_of(text: str) -> str | None:
    """Return the frame in which a paragraph (without white space) is set, None where it is in none.

    >>> frame_of("念好“引”字经，把人请回来。"), frame_of("14时，赶回镇上。"), frame_of("近日，新路修通。")
    ('念好“”字经', 'time', None)
    """
    for frame in _FRAMES:
        if frame.pattern.match(text):
            return frame.name
    quoted = _QUOTED.match(text)
    return f"{quoted[1]}“”{quoted[2]}" if quoted else None
