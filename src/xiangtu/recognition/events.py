"""Events: congresses that all know, festivals, contests, and meetings with names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.phrases import is_generic_left, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import listed

NAME = "event"
KNOWN = 0.88
NUMBERED = 0.82
NUMBERED_AT_PLACE = 0.95
LONG = 0.6
LONGEST = 32
SHORTEST = 9
SHORTEST_CONTEST = 7
SHORTEST_MODIFIER = 4
KINDS = ("meeting", "festival", "contest", "ceremony", "exhibition", "performance")
WHOLE_AREAS = frozenset({"全县", "全市", "全区", "全省", "全镇", "全旗", "全州"})
REPEATEDLY = ("多次", "先后", "定期", "分别")
REMARK = re.compile(r"（[^（）\n]{1,3}）$")
"""A short remark inside a name: ``（工）`` of 党（工）委; not ``（资料图片）``."""
EDITION = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}届|首届)(?:[\u4e00-\u9fff·]|“[^”\n]{1,12}”){2,20}?"
    r"(?:节|博览会|交易会|运动会|大赛|联赛|锦标赛|论坛|大会|展览会|推介会|邀请赛|马拉松|艺术周|文化周|旅游季)"
)
"""An edition of a festival or contest: ``第十二届国际枫叶节``; not ``第二届任期``."""
ORDINAL = re.compile(
    r"第[一二三四五六七八九十百\d]+届|首届|\d{4}年(?:度)?|[一二三四五六七八九十]+届[一二三四五六七八九十]+次"
)
"""What makes an event one of its kind: ``第三届``, ``首届``, ``2024年度``; not ``第三次``."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose events."""
    text = context.text
    for start, end in Matcher.of(listed("known_events") | listed("national_documents", "meeting")).find(text):
        yield Proposal(start, end, "Event", KNOWN, NAME, "known event")
    for match in EDITION.finditer(text) if "届" in text else ():
        heads = context.place_spans.ending_at(match.start())
        if context.is_boundary(match.end()):
            start = min(heads, default=match.start())
            score = NUMBERED_AT_PLACE if heads else NUMBERED
            yield Proposal(start, match.end(), "Event", score, NAME, "an edition")
    for ending_start, end in endings().find(text):
        if end in context.ends and text[end : end + 1] not in "议员":
            yield from _by_ending(context, ending_start, end)


def _by_ending(context: ArticleContext, ending_start: int, end: int) -> Iterator[Proposal]:
    text = context.text
    phrase = phrase_before(context, end, limit=LONGEST, ordinals=True, loose=True)
    if phrase is None or any(word.tag == "PER" for word in context.words[phrase.first : phrase.last]):
        return
    start = _before_brackets(context, phrase.start)
    name = text[start:end]
    if ending_start - start < SHORTEST_MODIFIER or name in cue("generic_events"):
        return
    ordinal = ORDINAL.search(name)
    if ordinal is not None:
        head = start if start in context.place_starts else start + ordinal.start()
        yield Proposal(head, end, "Event", NUMBERED, NAME, "numbered")
    elif text[start - 2 : start] in WHOLE_AREAS and len(name) >= 7:
        yield Proposal(start - 2, end, "Event", LONG, NAME, "a long name of the whole area")
    elif text[max(0, start - 4) : start].startswith(REPEATEDLY):
        return
    elif not is_generic_left(context, start) and len(name) >= _shortest(
        context, start, text[ending_start:end]
    ):
        yield Proposal(start, end, "Event", LONG, NAME, "a long name")


def _shortest(context: ArticleContext, start: int, ending: str) -> int:
    """How long a name must be at least: a contest that opens a clause may be shorter."""
    opens = context.text[start - 1 : start] in {"", "，", "。", "；", "\n", "、"}
    return SHORTEST_CONTEST if opens and ending in listed("event_suffixes", "contest") else SHORTEST


def _before_brackets(context: ArticleContext, start: int) -> int:
    """Take in what stands before a short remark in brackets: 党（工）委书记述职评议会."""
    remark = REMARK.search(context.text, max(0, start - 6), start)
    if remark is None:
        return start
    phrase = phrase_before(context, remark.start(), limit=LONGEST, ordinals=True, loose=True)
    return phrase.start if phrase is not None else start


@cache
def endings() -> Matcher:
    """Return the matcher of words that events end in."""
    return Matcher(word for word in listed("event_suffixes", *KINDS) if len(word) > 1)
