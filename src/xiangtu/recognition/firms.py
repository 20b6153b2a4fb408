"""Firms without a legal form in their names: 四川禾春制药, 中国人寿财险, 某县水稻原种场.

A region, a name of its own and a branch of trade make a firm's short name; insurers end in 财险 and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.scope import short_region_names
from xiangtu.recognition.words import is_word, listed

NAME = "firm"
OF_REGION = 0.8
INSURED = 0.84
NUMBERED_SCHOOL = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<number>[一二三四五六七八九十]{1,2})[中小](?![学型时组队班期心])"
)
"""A school's number: ``一中`` of 绵竹一中; not of 其一中间."""
LEVELS = frozenset("省市县区旗镇乡")
STEM = range(2, 5)
INSURER = re.compile(
    r"(?:中国|中华)?(?!.{0,2}[的和与])[\u4e00-\u9fff]{2,3}(?:财险|产险|农险|寿险)(?!业|种|公司|费|金)"
)
"""An insurer's short name: ``太保产险``; not ``寿险种``."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose firms that no legal form shows."""
    yield from _of_regions(context)
    yield from _numbered_schools(context)
    for match in INSURER.finditer(context.text):
        start = match.start()
        while start < match.end() - 4 and not context.is_boundary(start):
            start += 1
        if context.is_boundary(start) and context.is_boundary(match.end()):
            yield Proposal(start, match.end(), "Organisation", INSURED, NAME, "an insurer")


def _numbered_schools(context: ArticleContext) -> Iterator[Proposal]:
    """绵竹一中, 县二小: a place, a number, and what kind of school."""
    for match in NUMBERED_SCHOOL.finditer(context.text):
        start, end = match.span("number")
        end += 1
        level = context.text[start - 1 : start] in LEVELS and _borders(context, start - 1, start - 2)
        head = start - 1 if level else _place_before(context, start)
        if head is not None and _borders(context, end, end):
            yield Proposal(head, end, "Organisation", OF_REGION, NAME, "a school by its number")


def _borders(context: ArticleContext, position: int, beside: int) -> bool:
    """Whether a word ends here or a joiner stands beside, which LAC may take into a name."""
    return context.is_boundary(position) or context.text[beside : beside + 1] in cue_characters("joiners")


def _place_before(context: ArticleContext, end: int) -> int | None:
    heads = context.place_spans.ending_at(end)
    return min(heads) if heads else _region_before(context, end)


def _of_regions(context: ArticleContext) -> Iterator[Proposal]:
    """四川禾春制药: a region, a name of two to four characters, a branch of trade."""
    text = context.text
    for trade, end in Matcher.of(listed("company_industries")).find(text):
        if not context.is_boundary(end) or text.startswith(after_firms_no(), end):
            continue
        for length in STEM:
            start = trade - length
            if start < 2:
                break
            region = _region_before(context, start)
            if region is not None and _is_name(text[start:trade]):
                yield Proposal(region, end, "Organisation", OF_REGION, NAME, "region, name and trade")
                break


def _region_before(context: ArticleContext, end: int) -> int | None:
    """Return where a region's short name that ends here starts, where it opens a word."""
    for length in (3, 2):
        start = end - length
        if start >= 0 and short_region_names().longest(context.text, start) == context.text[start:end]:
            return start if context.is_boundary(start) else None
    return None


def _is_name(stem: str) -> bool:
    """Whether a firm's own name can read so: no word, no region, no count."""
    if is_word(stem) or is_word(stem[:2]) or is_word(stem[-2:]) or short_region_names().longest(stem, 0):
        return False
    barred = (
        cue_characters("no_place_character")
        | cue_characters("numerals")
        | cue_characters("place_class_characters")
    )
    return all("\u4e00" <= char <= "\u9fff" and char not in barred for char in stem)


@cache
def after_firms_no() -> tuple[str, ...]:
    """Return what follows a branch of trade as such: 产业 of 四川某某食品产业."""
    return tuple(sorted(cue("after_trade_no")))
