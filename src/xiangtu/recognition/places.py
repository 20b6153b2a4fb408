"""Regions, townships and villages: from the gazetteer in scope, and by the grammar of their names.

A name that a list has is taken where a name can stand; a name that no list has must show itself by its
neighbours: a township before it, villagers after it, or LAC's word for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, pattern
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.scope import regions_in, short_region_names
from xiangtu.recognition.words import listed

NAME = "gazetteer"
GRAMMAR = "place grammar"

REGION_FULL = 0.97
REGION_SHORT_OWN = 0.8
REGION_SHORT_TAGGED = 0.72
TOWNSHIP_LISTED = 0.98
VILLAGE_LISTED = 0.96
VILLAGE_LISTED_SHORT = 0.84
AFTER_TOWNSHIP = 0.93
TAGGED = 0.8
BORDERED = 0.72
ZONE_OF_REGION = 0.93
ZONE_WITH_PLACE = 0.8
ZONE_ALONE = 0.7
LONGEST_ZONE_NAME = 12
ELSEWHERE = 0.8
LONGEST_TOWNSHIP = 7

VILLAGE_END = re.compile(r"村|社区|嘎查|屯|寨")
WITHIN_VILLAGE = re.compile("村(?:民|委|里|干|部|口|内|级|集|支|务|两|“|庄|党)")
"""What may follow a village's name and begins with 村: ``村民``; not ``村的``."""
TOWNSHIP_END = re.compile(r"街道|镇|乡|苏木")
REGION_TAIL = re.compile(
    r"等(?:周边|相邻|地|\d{1,2}个|[两三四五六七八九十]个)?"
    r"(?:县区|县市区|县市|区县|市县|市区|省份|省市|省区|县(?!级)|市(?!场|民|级)|地(?![方点区])|省(?!级))"
    r"|[两三四五六七八九](?:县|省|市|地)(?![区方点])"
)
"""The class word of a list of counties: ``等周边县区``, ``两省``; not ``等地方``."""
REGION_HEAD = re.compile(r"(?:[\u4e00-\u9fff]{2,5}、){0,9}[\u4e00-\u9fff]{2,8}$")
"""The short names before it: ``会昌、寻乌和安远``; not ``会昌，寻乌``."""
LONGEST_LIST = 50
ZONE = re.compile(r"(?:开发区|示范区|工业园区|高新区|经开区|管理区|功能区|新区)(?!域|级|管委会)")
"""The class word of a development zone: ``开发区``; not ``开发区域``."""
ZONE_FIELDS = re.compile(
    r"(?:经济|高新|高新技术|经济技术|工业|旅游|生态|产业|化工|循环经济|新型|综合|保税|示范|城乡一体化|现代农业)"
    r"{0,4}(?:产业)?$"
)
"""What stands before it: ``经济技术``; not ``城市``."""
LONGEST_FIELDS = 16


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose regions, townships and villages."""
    yield from _regions(context)
    yield from _short_regions(context)
    yield from _listed_regions(context)
    yield from _townships(context)
    yield from _villages(context)
    yield from _zones(context)


def _regions(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for start, end in regions_in(text):
        if text[start:end] not in context.scope.regions and _inside_word(context, start):
            continue
        yield Proposal(start, end, "Region", REGION_FULL, NAME, "full name of a county or above")


def _inside_word(context: ArticleContext, start: int) -> bool:
    index = context.word_at(start)
    if index < 0:
        return False
    word = context.words[index]
    return word.start < start and word.tag not in {"LOC", "ORG"}


def _short_regions(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    own = context.scope.own_short_forms
    for start, end in short_region_names().find(text):
        name = text[start:end]
        if text[end : end + 1] in cue_characters("after_short_region_no") or context.in_quotes(start, end):
            continue
        exact = start in context.starts and end in context.ends
        tag = context.words[context.starts[start]].tag if start in context.starts else ""
        ambiguous = name in listed("ambiguous_region_stems")
        if name in own and exact:
            yield Proposal(start, end, "Region", REGION_SHORT_OWN, NAME, "short form of a region in scope")
        elif exact and not ambiguous and tag == "LOC" and context.words[context.starts[start]].end == end:
            yield Proposal(start, end, "Region", REGION_SHORT_TAGGED, NAME, "short form, read as a place")


def _listed_regions(context: ArticleContext) -> Iterator[Proposal]:
    """会昌、寻乌、安远等县: short names in a list that the class word behind it makes counties."""
    forms = short_region_names()
    for tail in REGION_TAIL.finditer(context.text):
        match = REGION_HEAD.search(context.text, max(0, tail.start() - LONGEST_LIST), tail.start())
        position = match.start() if match is not None else 0
        names = re.split("[、和与]", match.group()) if match is not None else []
        for number, name in enumerate(names if len(names) > 1 else []):
            end = position + len(name)
            starts = range(position, end - 1) if number == 0 else (position,)
            start = next((s for s in starts if forms.longest(context.text, s) == context.text[s:end]), -1)
            if start >= 0:
                yield Proposal(start, end, "Region", REGION_SHORT_OWN, NAME, "in a list of counties")
            position = end + 1


def _townships(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for start, end in context.scope.townships().find(text):
        office = end + 3 if text.startswith("办事处", end) and text[end - 2 : end] == "街道" else end
        yield Proposal(start, office, "Township", TOWNSHIP_LISTED, NAME, "township of a county in scope")
    for match in TOWNSHIP_END.finditer(text):
        yield from _unlisted(context, match, "Township", "generic_township")
        yield from _township_elsewhere(context, match)


def _township_elsewhere(context: ArticleContext, match: re.Match[str]) -> Iterator[Proposal]:
    """A name that some township of the country has: what it is, not which one."""
    text, end = context.text, match.end()
    for length in range(LONGEST_TOWNSHIP, 2, -1):
        start = end - length
        closed = context.is_boundary(end) or text[end : end + 2] in cue("joint_verbs")
        if start < 0 or not closed or text[start:end] in cue("generic_township"):
            continue
        if context.scope.gazetteer.township_counties(text[start:end]):
            if context.is_boundary(start) and _left_open(context, start):
                yield Proposal(start, end, "Township", ELSEWHERE, NAME, "a name that townships have")
            return


def _villages(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for start, end in context.scope.villages().find(text):
        name = text[start:end]
        if name in cue("generic_village") or _cut(context, start):
            continue
        score = VILLAGE_LISTED if end - start > 2 else VILLAGE_LISTED_SHORT
        doubled = name.endswith("村") and text.startswith("村", end) and not WITHIN_VILLAGE.match(text, end)
        yield Proposal(start, end + doubled, "Village", score, NAME, "village of a county in scope")
    for match in VILLAGE_END.finditer(text):
        yield from _unlisted(context, match, "Village", "generic_village")


def _cut(context: ArticleContext, start: int) -> bool:
    """Whether a name would begin in the middle of a word that is no place."""
    word = context.word_at(start)
    if word < 0 or context.words[word].start == start:
        return False
    return context.words[word].tag not in {"LOC", "ORG", "PER", "nz"}


def _unlisted(context: ArticleContext, match: re.Match[str], kind: str, generic: str) -> Iterator[Proposal]:
    """A name ending here that no list in scope has."""
    text, end = context.text, match.end()
    if kind == "Township" and context.wider_places.ending_at(end):
        return
    if match.group() != "社区" and pattern(f"not_after_{kind.lower()}").match(text, end):
        return
    index = context.word_at(match.start())
    if index < 0:
        return
    anchored = _after_place(context, match.start())
    if anchored is not None and _fits(text[anchored:end], match.group(), generic, anchored=True):
        yield Proposal(anchored, end, kind, AFTER_TOWNSHIP, GRAMMAR, "stands after a place")
    counted = text[match.start() - 1 : match.start()] in cue_characters("plural_counts")
    if counted and "、" in text[max(0, match.start() - 6) : match.start()]:
        return
    word = context.words[index]
    if word.tag in {"LOC", "ORG", "PER", "nz"} and word.start < match.start() and word.end <= end:
        start = _own_part(context, word.start, end)
        if _fits(text[start:end], match.group(), generic):
            yield Proposal(start, end, kind, TAGGED, GRAMMAR, "read as a place")
    if word.start == match.start() and index > 0:
        before = context.words[index - 1]
        if before.end == word.start and before.tag in {"LOC", "PER", "nz", "n", "s", "ORG"}:
            start = _own_part(context, before.start, end)
            bordered = _left_open(context, start)
            tagged = before.tag in {"LOC", "PER", "ORG"}
            if bordered and _fits(text[start:end], match.group(), generic):
                sure = tagged or pattern(f"after_{kind.lower()}").match(text, end)
                if sure:
                    yield Proposal(start, end, kind, BORDERED, GRAMMAR, "a name and its class word")


def _own_part(context: ArticleContext, start: int, end: int) -> int:
    """Leave out the wider places at the head of a word: 石桥镇柳沟村 → 柳沟村."""
    heads = [stop for _, stop in context.wider_places.within(start, end) if stop < end]
    return max(heads, default=start)


def _after_place(context: ArticleContext, stop: int) -> int | None:
    """Return where a wider place ends within six characters before `stop`, nearest first."""
    for length in range(1, 6):
        if stop - length in context.wider_place_ends:
            between = context.text[stop - length : stop]
            if all("\u4e00" <= char <= "\u9fff" for char in between) and _nominal(
                context, stop - length, stop
            ):
                return stop - length
    return None


def _nominal(context: ArticleContext, start: int, end: int) -> bool:
    """Whether no function word or verb of two characters stands between."""
    index = context.word_at(start)
    while 0 <= index < len(context.words) and context.words[index].start < end:
        word = context.words[index]
        index += 1
        if word.start < start:
            continue
        if word.tag in {"p", "c", "u", "d", "r", "m", "q"} or (word.tag == "v" and len(word.text) > 1):
            return False
    return True


def _left_open(context: ArticleContext, start: int) -> bool:
    if start == 0 or start in context.wider_place_ends:
        return True
    before = context.text[start - 1]
    return not "\u4e00" <= before <= "\u9fff" or before in cue_characters("before_place")


def _fits(name: str, ending: str, generic: str, *, anchored: bool = False) -> bool:
    stem = name[: -len(ending)]
    if (
        not (1 if anchored else 2) <= len(stem) <= 6
        or name in cue(generic)
        or stem.endswith(("村", "社区", "镇", "街道", "乡"))
        or name.endswith(kinds_of_villages())
    ):
        return False
    if any(not "\u4e00" <= char <= "\u9fff" for char in stem):
        return False
    if stem in listed("not_places") or any(char in cue_characters("no_place_character") for char in stem):
        return False
    return not any(stem.startswith(word) or stem.endswith(word) for word in cue("generic_place_stem"))


@cache
def kinds_of_villages() -> tuple[str, ...]:
    """Return what kinds of villages end in, whatever stands before: 水库移民村."""
    return tuple(sorted(cue("village_kinds")))


def _zones(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for match in ZONE.finditer(text):
        end = match.end()
        fields = ZONE_FIELDS.search(text, max(0, match.start() - LONGEST_FIELDS), match.start())
        first = fields.start() if fields is not None else match.start()
        heads = context.region_spans.ending_at(first)
        if heads:
            yield Proposal(heads[0], end, "Region", ZONE_OF_REGION, GRAMMAR, "development zone of a region")
            continue
        reach = max(0, first - LONGEST_ZONE_NAME)
        places = (
            *context.short_place_spans.within(reach, first),
            *context.wider_places.within(reach, first),
        )
        named = [start for start, stop in places if _plain(text[stop:first])]
        if named:
            yield Proposal(min(named), end, "Region", ZONE_WITH_PLACE, GRAMMAR, "zone with a place's name")
        elif text[first:end] in cue("zone_alone"):
            yield Proposal(first, end, "Region", ZONE_ALONE, GRAMMAR, "development zone")


def _plain(text: str) -> bool:
    return all(
        "\u4e00" <= char <= "\u9fff" and char not in cue_characters("no_place_character") for char in text
    )
