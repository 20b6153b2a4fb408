"""Landforms, waters and lines of traffic by their own names: 董志塬, 沙河圩, 渭河, 宝成铁路, 银昆高速.

Their class words are single characters or everyday words; what stands before must be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word, listed

NAME = "landform"
LINE = 0.78
BY_BOTH = 0.86
LANDFORM = 0.74
RIVER = 0.6
LINES = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:高速公路|城际铁路|铁路|高铁|高速)(?!发展|增长|运转|推进|行驶|路口|出口收费)"
)
"""The class word of a line of traffic: ``铁路`` of 宝成铁路; not ``高速`` of 高速发展."""
LONGEST_LINE = 4
DASH = "—－-–至"
SHORTEST_FORM = 3
LONGEST_FORM = 8
BY_ENDS = re.compile(
    r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕甘青宁新蒙港澳台蓉昆汉杭甬邕哈沈大兰银渤呼包]{2,3}(?:高速公路|城际铁路|铁路|高铁|高速)(?!发展|增长)"
)
"""A line named by the regions at its ends, in one character each: ``沪陕高速``; not ``京城铁路``."""
FORMS = re.compile(
    r"[塬垸圩峁堰]|沙地|(?<![水沟灌干支斗毛明暗])渠|[山岭峰](?=[顶腰脚]|上[种栽有的那，]|深处)"
)
"""The class word of a landform or a work of water: ``塬``; not ``原``."""
BANK = re.compile(r"[河江湖溪](?=[边畔岸滨堤])")
"""Water before its bank: ``湖`` of 东江湖边; not ``河道``."""
NAMING_TAGS = frozenset({"LOC", "PER", "ORG", "nz", "nw"})
ABOUT = "上里边畔岸内旁两沿的水，。、；“”"


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose landforms, waters, railways and motorways that have names."""
    yield from _lines(context)
    yield from _forms(context)
    yield from _banks(context)
    yield from _rivers(context)


def _lines(context: ArticleContext) -> Iterator[Proposal]:
    """宝成铁路, 京港澳高速公路: two to four characters, no word, before the class word."""
    text = context.text
    for match in BY_ENDS.finditer(text) if "高" in text or "铁" in text else ():
        if context.is_boundary(match.end()):
            yield Proposal(match.start(), match.end(), "Place", BY_BOTH, NAME, "a line by its ends")
    for match in LINES.finditer(text):
        index = context.word_at(match.start() - 1)
        if index < 0 or not context.is_boundary(match.end()):
            continue
        word = context.words[index]
        two = match.start() - 2
        split = len(word.text) == 1 and word.end == match.start() and context.is_boundary(two)
        start = two if split else word.start
        stem = text[start : match.start()]
        named = (word.tag in NAMING_TAGS and not split) or not is_word(stem)
        plain = not any(char in cue_characters("no_place_character") for char in stem)
        if named and plain and 2 <= len(stem) <= LONGEST_LINE and stem not in cue("generic_line_stems"):
            start = _from_the_first_end(context, start)
            yield Proposal(start, match.end(), "Place", LINE, NAME, f"{match.group()} by its name")


def _from_the_first_end(context: ArticleContext, start: int) -> int:
    """Take in the place that a line comes from: 西昌—香格里拉高速."""
    index = context.ends.get(start - 1)
    dashed = start > 1 and context.text[start - 1] in DASH and index is not None
    return (
        context.words[index].start
        if dashed and index is not None and context.words[index].tag == "LOC"
        else start
    )


def _forms(context: ArticleContext) -> Iterator[Proposal]:
    """董志塬, 沙河圩: a name that LAC reads as one, with or before the class word."""
    for match in FORMS.finditer(context.text):
        index = context.word_at(match.end() - 1)
        if index < 0 or context.words[index].end != match.end():
            continue
        word = context.words[index]
        if word.start == match.start() and index > 0:
            word = context.words[index - 1]
        named = word.tag in NAMING_TAGS and word.end >= match.start() and word.start < match.start()
        stem = context.text[word.start : match.start()]
        long_enough = SHORTEST_FORM <= match.end() - word.start <= LONGEST_FORM
        if not named or not long_enough or stem in cue("generic_line_stems"):
            continue
        if word.start in context.place_characters and (word.start, word.end) in context.place_spans:
            continue
        if not any(char in cue_characters("no_place_character") for char in stem):
            yield Proposal(word.start, match.end(), "Place", LANDFORM, NAME, f"{match.group()} by its name")


def _banks(context: ArticleContext) -> Iterator[Proposal]:
    """东江湖边, 清漳河畔: LAC cuts the water's class word off where its bank is meant."""
    for match in BANK.finditer(context.text):
        index = context.ends.get(match.start())
        word = context.words[index] if index is not None else None
        if word is None or word.tag not in {"LOC", "PER", "nz"} or not 2 <= len(word.text) <= LONGEST_LINE:
            continue
        if match.start() not in context.place_ends and not word.text.endswith(("村", "镇", "乡")):
            yield Proposal(word.start, match.end(), "Place", LANDFORM, NAME, "a water by its bank")


def _rivers(context: ArticleContext) -> Iterator[Proposal]:
    """渭河, 沅江: two characters that LAC reads as a place, the first no word of every day's landscape."""
    for word in context.words:
        if word.tag != "LOC" or len(word.text) != 2 or word.text[1] not in cue_characters("water_characters"):
            continue
        common = word.text[0] in cue_characters("common_before_water") or is_common(word.text)
        if (
            not common
            and word.text not in listed("not_places")
            and (word.start, word.end) not in context.place_spans
        ):
            yield Proposal(word.start, word.end, "Place", RIVER, NAME, "a river or lake of two characters")


def is_common(name: str) -> bool:
    """Whether a name of water is a plain word: 江河, 池水."""
    return all(char in cue_characters("landscape_characters") for char in name)
