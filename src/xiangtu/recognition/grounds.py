"""Bodies of a piece of ground: the party committee of a stretch of villages, the owners of an estate.

河西片区联合党委, 锦绣花园小区党支部, 第一网格党支部: the ground carries a name, the body its class word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.phrases import is_generic_left
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word

NAME = "ground"
OF_GROUND = 0.88
SHORTEST_STEM = 2
MOST_WORDS = 4
BODY = re.compile(
    r"(?P<ground>片区|小区|街区|商圈|园区|家园|花园|公寓|新城|新村|市场|商场|大厦|楼宇|景区|库区|网格|工业园|产业园|科技园|物流园|产业链)"
    r"(?:红色物业|物业|联合|联建|功能型|临时|流动|综合|大|网格)*"
    r"(?:党委(?!会)|党总支|党支部|党小组|业主委员会|业委会|联合工会)(?!领办|书?记处)"
)
"""A ground's class word and its body: ``片区联合党委``; not ``片区村党支部``."""
NAMING_TAGS = frozenset({"LOC", "PER", "ORG", "nz", "nw", "n", "f", "a", "s", "an"})


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose the bodies of named pieces of ground."""
    for match in BODY.finditer(context.text):
        start = _name_start(context, match.start())
        if start is not None and _closes(context, match.end()):
            reason = f"body of a named {match.group('ground')}"
            yield Proposal(start, match.end(), "Organisation", OF_GROUND, NAME, reason)


def _closes(context: ArticleContext, end: int) -> bool:
    return context.is_boundary(end) or not is_word(context.text[end - 1 : end + 1])


def _name_start(context: ArticleContext, ground: int) -> int | None:
    """Return where the ground's own name begins, behind the places before it; None where it has none."""
    index = context.word_at(ground - 1)
    if index < 0 or context.words[index].end < ground:
        return None
    places = [stop for _, stop in context.place_spans.within(max(0, ground - 16), ground) if stop < ground]
    limit = max(places, default=0)
    start, count = ground, 0
    while index >= 0 and count < MOST_WORDS:
        word = context.words[index]
        joined = word.end >= start and word.tag in NAMING_TAGS and word.end > limit
        if not joined or word.text in cue("phrase_stops"):
            break
        start, count, index = max(word.start, limit), count + 1, index - 1
    stem = context.text[start:ground]
    plain = not any(char in cue_characters("no_place_character") for char in stem)
    generic = stem in cue("generic_grounds") or stem.startswith(tuple(sorted(cue("generic_heads"))))
    if len(stem) < SHORTEST_STEM or not plain or generic or is_generic_left(context, start):
        return None
    return start
