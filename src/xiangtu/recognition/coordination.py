"""Shared heads: 年丰、德和垸两村, 千垛、沙沟等镇 name several places with one class word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue_characters
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import listed

NAME = "coordination"
LISTED = 0.9
UNLISTED = 0.72
IN_LIST = 0.74

STEM = r"(?:(?!村|镇|乡|社区|街道|和|等)[\u4e00-\u9fff]){2,5}"
SHARED = re.compile(
    rf"((?:{STEM}[、和]){{1,9}}{STEM}?)(?:等)?(?:[两三四五六七八九十]|\d{{1,2}})?个?(街道|乡镇|社区|村|镇|乡)"
)
"""Stems and the class word they share: ``年丰、德和垸两村``; not ``柳沟村和``."""
PART = re.compile(rf"({STEM})(?:村|社区)")
"""A village's name: ``前坊村``; not ``村``."""
LIST = re.compile(rf"{STEM}(?:村|社区)(?:[、和]{STEM}(?:村|社区))+")
"""A list of villages: ``上湖雷村、前坊村``; not ``前坊村的``."""
TYPES = {
    "村": "Village",
    "社区": "Village",
    "镇": "Township",
    "乡": "Township",
    "街道": "Township",
    "乡镇": "Township",
}
PLURAL = re.compile(r"(?:等|等?(?:[两三四五六七八九十]|\d{1,2})个?)$")
"""What shows that several are meant: ``两``, ``等三个``; not the last stem itself."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose the stems of places that share a class word."""
    text = context.text
    yield from _lists(context)
    for match in SHARED.finditer(text):
        ending = match.group(2)
        if not PLURAL.search(text[match.end(1) : match.start(2)]):
            continue
        position = match.start(1)
        for stem in re.split("[、和]", match.group(1)):
            end = position + len(stem)
            start = _trimmed(context, position, end)
            position = end + 1
            score = _score(context, text[start:end], ending)
            if score:
                yield Proposal(start, end, TYPES[ending], score, NAME, f"shares {ending}")


def _lists(context: ArticleContext) -> Iterator[Proposal]:
    """上湖雷村、下湖雷村、前坊村: where one of a list is a village, all are."""
    text = context.text
    for match in LIST.finditer(text):
        parts = list(PART.finditer(text, match.start(), match.end()))
        ends = {end for _, end in context.village_spans}
        if not any(part.end() in ends for part in parts):
            continue
        for part in parts[1:]:
            stem = part.group(1)
            plain = not any(char in cue_characters("no_place_character") for char in stem)
            if plain and stem not in listed("not_places"):
                yield Proposal(part.start(), part.end(), "Village", IN_LIST, NAME, "in a list of villages")


def _trimmed(context: ArticleContext, start: int, end: int) -> int:
    """Leave out what stands before the first stem: 走进年丰 → 年丰."""
    for position in range(start, end - 1):
        if context.scope.find(context.text[position:end]):
            return position
    inside = [e for _, e in context.wider_places.within(start, end) if e < end]
    if inside:
        return max(inside)
    starts = [position for position in range(start, end - 1) if position in context.starts]
    return starts[-1] if starts and end - starts[-1] >= 2 else start


def _score(context: ArticleContext, stem: str, ending: str) -> float:
    if len(stem) < 2 or stem in listed("not_places"):
        return 0.0
    if any(char in cue_characters("no_place_character") for char in stem):
        return 0.0
    classes = ("镇", "乡", "街道") if TYPES[ending] == "Township" else ("村", "社区")
    if any(context.scope.find(stem + word) for word in classes):
        return LISTED
    return UNLISTED
