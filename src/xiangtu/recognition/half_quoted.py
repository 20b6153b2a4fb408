"""Teams and shops whose names stand in quotes and whose class words do not: “晨露”巡堤队, “老灶台”豆腐坊."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue_characters
from xiangtu.recognition.proposal import Proposal

NAME = "half quote"
TEAM = 0.8
SHOP = 0.76
HALF = re.compile(
    r"“[^“”\n，。！？；：、]{1,8}”(?P<kind>[\u4e00-\u9fff]{1,5}?(?P<team>队(?![长员伍形])|剧团|艺术团)"
    r"|[\u4e00-\u9fff]{0,4}?(?:[绣油糖酒腐茶陶磨作]坊|工坊|面馆|饭馆|茶馆|餐馆|理发店|小卖部|民宿))"
)
"""A quote and a class word: ``“晨露”巡堤队``; not ``“晨露”队长``."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose teams and shops that are named by a quote."""
    for match in HALF.finditer(context.text) if "”" in context.text else ():
        kind = match.group("kind")
        if not any(char in cue_characters("no_place_character") for char in kind):
            score = TEAM if match.group("team") else SHOP
            yield Proposal(
                match.start(), match.end(), "Organisation", score, NAME, "a quote and a class word"
            )
