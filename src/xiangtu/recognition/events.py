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
LONG = 0.6
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
    for start, end in Matcher.of(cue("known_events") | listed("national_documents", "meeting")).find(text):
        yield Proposal(start, end, "Event", KNOWN, NAME, "known event")
    for match in EDITION.finditer(text):
        start = match.start()
        heads = context.place_spans.ending_at(start)
        if context.is_boundary(match.end()):
            yield Proposal(min(heads, default=start), match.end(), "Event", NUMBERED, NAME, "an edition")
    for match in endings().finditer(text):
        end = match.end()
        if end not in context.ends or text[end : end + 1] in "议员":
            continue
        phrase = phrase_before(context, end, limit=32, ordinals=True, loose=True)
        if phrase is None:
            continue
        if any(word.tag == "PER" for word in context.words[phrase.first : phrase.last]):
            continue
        start = phrase.start
        name = text[start:end]
        if len(name) - len(match.group()) < 4 or name in cue("generic_events"):
            continue
        numbered = ORDINAL.search(name) is not None
        if numbered:
            start += ORDINAL.search(name).start() if not _place_head(context, start) else 0  # type: ignore[union-attr]
            yield Proposal(start, end, "Event", NUMBERED, NAME, "numbered")
        elif (head := _whole_area(text, start)) != start and len(name) >= 7:
            yield Proposal(head, end, "Event", LONG, NAME, "a long name of the whole area")
        elif text[phrase.start - 4 : phrase.start].startswith(("多次", "先后", "定期", "分别")):
            continue
        elif not is_generic_left(context, start) and len(name) >= 9:
            yield Proposal(start, end, "Event", LONG, NAME, "a long name")


def _whole_area(text: str, start: int) -> int:
    """全县医保经办服务下沉现场推进会 begins with 全县."""
    return (
        start - 2
        if text[start - 2 : start] in {"全县", "全市", "全区", "全省", "全镇", "全旗", "全州"}
        else start
    )


def _place_head(context: ArticleContext, start: int) -> bool:
    return start in context.place_starts


@cache
def endings() -> re.Pattern[str]:
    """Return the expression of words that events end in."""
    ordered = sorted((w for w in listed("event_suffixes") if len(w) > 1), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)))
