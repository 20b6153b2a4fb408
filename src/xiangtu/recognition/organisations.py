"""Organisations: a place and its organ, and organs of a place left unsaid.

A place joins with the organ behind it to one name (X区人社局, X村党支部); wider places in front stay names of
their own. 区教育局, 镇党委, 县中医医院 leave the place unsaid: resolution finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, cue_ends, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.organs import NUMBERED_BRANCH, chained_end, organ_at, organ_end
from xiangtu.recognition.phrases import is_generic_left, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word, listed

NAME = "organisation"
PLACE_AND_ORGAN = 0.93
PLACE_AND_CLASS_WORD = 0.84
ELLIPTICAL = 0.86
ELLIPTICAL_CLASS_WORD = 0.74
ELLIPTICAL_VILLAGE = 0.64
BRANCH = 0.86
BESIDE = 0.66
NUMBERED = 0.72
BARE_BODY = 0.62
OF_PLACE = "a place and its organ"
PLAIN_SCHOOLS = (
    "中心",
    "第",
    "实验",
    "幼儿园",
    "小学",
    "中学",
    "初级",
    "初中",
    "高级",
    "高中",
    "九年",
    "民族",
    "社区",
)
LONG_ORGAN = 5
SECTION = 0.66
LONGEST_SECTION = 10
SHORTEST_SECTION = 3
SHORTEST_OWN = 5
CO_OPERATIVE = "专业合作社"
WELL_KNOWN = 0.88

ELLIPSIS = re.compile(r"省|市|县|区|州|盟|旗|镇|乡|街道|村|社区|团场")
"""The class word of a place that stands for the place named before: ``区`` of 区教育局; not of ``地区``."""
LEAGUE = re.compile(r"(?<![党集社])团(?:省|市|县|区|州|旗)委")
"""The youth league's committee: ``团县委``; not ``集团市委``."""
BARE_HEAD = re.compile(r"副?(?:书记|委员|主任|部长|所长)|教导员|民警")
"""Who heads a body that leaves its place unsaid: ``副书记``; not ``会议``."""
BARE_PLACE = re.compile(r"(?:园区|社区|开发区|景区|林场|农场|机关|公司|学校)$")
"""What may stand before it: ``园区`` of 园区党工委; not ``镇``."""
SECTION_HEADS = {
    f"{section}{deputy}{section}长": len(section) for section in "科股部" for deputy in ("", "副")
}
"""A section's last character and its head, with the length of the first: ``股股长``; not ``科长``."""
DIVISION = re.compile(r"第?[一二三四五六七八九十]{1,3}(?:师|团)(?![长部员结队体聚资生])")
"""A division or regiment of the production corps: ``八十三团``; not ``十三团结``."""
COLLECTIVE = "村集体"
TWO_LEVELS = ("乡镇", "村镇", "镇村", "区县", "县区", "市县", "县市")


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose organisations."""
    yield from _of_places(context)
    yield from _branches(context)
    yield from _elliptical(context)
    yield from _youth_league(context)
    yield from _bare(context)
    if any(word in context.text for word in ("兵团", "团场")):
        for match in DIVISION.finditer(context.text):
            if context.is_boundary(match.start()) and context.is_boundary(match.end()):
                yield Proposal(*match.span(), "Organisation", ELLIPTICAL, NAME, "division of the corps")
    for match in LEAGUE.finditer(context.text):
        if _ends_here(context, match.end(), True):
            yield Proposal(match.start(), match.end(), "Organisation", ELLIPTICAL, NAME, "the youth league")
    yield from _sections(context)
    for match in NUMBERED_BRANCH.finditer(context.text):
        yield Proposal(match.start(), match.end(), "Organisation", NUMBERED, NAME, "numbered branch")
    for start, end in Matcher.of(listed("known_organisations") | listed("universities")).find(context.text):
        yield Proposal(start, end, "Organisation", WELL_KNOWN, NAME, "well-known body")


def _of_places(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for start, end in context.place_spans:
        found = organ_end(context, end)
        if found is None:
            continue
        stop, sure = found
        organ = text[end:stop]
        if not sure and (len(organ) < 3 or organ in cue("generic_organs")):
            continue
        school = end in context.rural_ends and organ.endswith(schools())
        if school and end in context.village_starts:
            continue
        own = _own_name(context, end, stop) or _named_itself(context, start, end, organ)
        if text[start:stop].endswith("街道办事处") or not (sure or school or not own):
            continue
        score = PLACE_AND_ORGAN if sure else PLACE_AND_CLASS_WORD
        head = _with_city(context, start, end)
        head -= len(_mother(text, head)) if sure or text[end:stop] not in cue("generic_organs") else 0
        yield Proposal(head, stop, "Organisation", score, NAME, OF_PLACE)
        yield from _beside(context, stop, text[start:end])


def _named_itself(context: ArticleContext, start: int, end: int, organ: str) -> bool:
    """Whether what stands behind a village, a town or a street has a name of its own."""
    if context.text.endswith("街道", start, end) and organ.endswith(schools()):
        return not organ.startswith(PLAIN_SCHOOLS)
    local = context.is_village(start, end) or end in context.rural_ends
    return local and has_own_name(organ)


def without_tails(context: ArticleContext, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Leave out what is the rest of a place's organ, without the place: 民宿协会 of 石桥镇民宿协会."""
    wholes = {(p.end, p.start) for p in proposals if p.recogniser == NAME and p.reason == OF_PLACE}
    starts = dict(sorted(wholes, reverse=True))
    return [
        p
        for p in proposals
        if p.type not in {"Organisation", "Place"}
        or p.start not in context.place_ends
        or p.start in context.place_starts
        or starts.get(p.end, p.start) >= p.start
    ]


def _beside(
    context: ArticleContext, stop: int, place: str, listed_as: str = "organs_beside_organs"
) -> Iterator[Proposal]:
    """镇司法所、派出所: a body beside another of the same place."""
    beside = organ_at(context, stop + 1) if context.text[stop : stop + 1] == "、" else ""
    if beside in cue(listed_as):
        last = stop + 1 + len(beside)
        yield Proposal(stop + 1, last, "Organisation", BESIDE, NAME, f"beside a body of {place}")


def _branches(context: ArticleContext) -> Iterator[Proposal]:
    """六坝法庭, 分水派出所: a branch that carries a township's short form."""
    for start, end in context.short_place_spans:
        branch = pattern("branch_words").match(context.text, end)
        stop = branch.end() if branch is not None else end
        organ = organ_at(context, end) if branch is None else ""
        if len(organ) >= LONG_ORGAN and organ[-1] in cue_characters("single_organ_endings"):
            stop = end + len(organ)
        if stop > end:
            yield Proposal(start, stop, "Organisation", BRANCH, NAME, "branch at a township")


def _with_city(context: ArticleContext, start: int, end: int) -> int:
    """吉安市泰和生态环境局: a city before a county's short form belongs to the name."""
    short = context.text[start:end] in context.scope.own_short_forms
    heads = context.wider_places.ending_at(start)
    return heads[0] if short and heads else start


def _mother(text: str, start: int) -> str:
    """What stands before a place and belongs to its body: 中共 + X县委, 国网 + X县供电公司."""
    return next((word for word in cue_ends("mother_bodies") if text.endswith(word, 0, start)), "")


def _own_name(context: ArticleContext, start: int, end: int) -> bool:
    """Whether what follows a place is a name of its own: 城东街道 + 青年路幼儿园."""
    first = context.word_at(start)
    last = context.word_at(end - 1)
    words = context.words[first:last]
    if words and words[0].start < start:
        return words[0].tag == "LOC"
    return any(word.tag in {"LOC", "PER"} for word in words)


def _elliptical(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for match in ELLIPSIS.finditer(text):
        start, end = match.span()
        if start in context.place_characters or start in context.place_ends or not _opens(context, start):
            continue
        if text.startswith(COLLECTIVE, start):
            continue
        found = organ_end(context, end)
        whole = organ_at(context, start)
        if whole and (found is None or start + len(whole) >= found[0]):
            found = (chained_end(context, start + len(whole)), True)
        if found is None or not _ends_here(context, *found):
            continue
        stop, sure = found
        if not sure and (stop - end < 3 or is_generic_left(context, start) or is_word(text[start : end + 1])):
            continue
        if text[end:stop] in cue("generic_organs") and not sure:
            continue
        level = match.group()
        score = ELLIPTICAL if sure else ELLIPTICAL_CLASS_WORD
        if level in {"村", "社区"}:
            governing = text[start:stop].endswith(cue_ends("village_organs"))
            body = text[stop - 1] in cue_characters("village_body_endings")
            named = body and stop - end >= 6 and text[end:stop] not in cue("generic_organs")
            score = ELLIPTICAL_VILLAGE if (sure and governing) or named else 0.0
        yield Proposal(start, stop, "Organisation", score, NAME, f"organ of the {level} named before")
        committee = text[start:stop].endswith(("党委", "党工委"))
        yield from _beside(context, stop, level, "organs_beside_organs" if committee else "stations_beside")


def _ends_here(context: ArticleContext, stop: int, sure: bool) -> bool:
    """Whether a word ends here, or a listed organ is followed by the next body: 县教育局和县人民医院."""
    if context.is_boundary(stop):
        return True
    follows = context.text[stop : stop + 1] in cue_characters("joiners")
    verb = context.text[stop : stop + 2]
    cut = is_word(verb) and not is_word(context.text[stop - 1 : stop + 1])
    return sure and (follows or cut or verb in listed("verbs_before_names") or verb in cue("joint_verbs"))


def _opens(context: ArticleContext, start: int) -> bool:
    """Whether a name that leaves its place unsaid may begin here."""
    if context.text.startswith(TWO_LEVELS, start) and not context.text.startswith("市场", start + 1):
        return False
    if start == 0:
        return True
    before = context.text[start - 1]
    if before in cue_characters("no_ellipsis_before"):
        return False
    if not "\u4e00" <= before <= "\u9fff" or context.is_boundary(start):
        return True
    if before in cue_characters("joiners") | cue_characters("opens_after"):
        return True
    return any(context.text[start - length : start] in listed("verbs_before_names") for length in (2, 3))


def _bare(context: ArticleContext) -> Iterator[Proposal]:
    """党委书记王强: a party body whose post a named person holds, its place named before."""
    text = context.text
    for found, end in Matcher.of(cue("bare_party_bodies")).find(text):
        head = BARE_HEAD.match(text, end)
        if head is None:
            continue
        place = BARE_PLACE.search(text, max(0, found - 3), found)
        start = place.start() if place is not None and text[found] in "党管" else found
        index = context.word_at(head.end())
        after = [word for word in context.words[index : index + 3] if 0 <= word.start - head.end() <= 3]
        opens = not "\u4e00" <= text[start - 1 : start] <= "\u9fff"
        if any(word.tag == "PER" for word in after) and (opens or start in context.starts):
            yield Proposal(start, end, "Organisation", BARE_BODY, NAME, "a named person's body")


def _sections(context: ArticleContext) -> Iterator[Proposal]:
    """农村水利股股长: a section that leaves its bureau unsaid, before its head."""
    for found, stop in Matcher.of(frozenset(SECTION_HEADS)).find(context.text):
        end = found + SECTION_HEADS[context.text[found:stop]]
        phrase = phrase_before(context, end, limit=LONGEST_SECTION, verbs=False)
        if phrase is None or phrase.end - phrase.start < SHORTEST_SECTION:
            continue
        first = context.words[phrase.first]
        start = first.end if first.text[0] in cue_characters("determining") else phrase.start
        heads = [stop for _, stop in context.place_spans.within(start, end)]
        if end - start >= SHORTEST_SECTION and not heads and not is_generic_left(context, start):
            yield Proposal(start, end, "Organisation", SECTION, NAME, "a section before its head")


def _youth_league(context: ArticleContext) -> Iterator[Proposal]:
    """共青团X县委: the league's committee carries the place inside."""
    text = context.text
    for start, end in context.place_spans:
        if text.endswith("共青团", 0, start) and text.startswith("委", end):
            last = end + (3 if text.startswith("委员会", end) else 1)
            yield Proposal(start - 3, last, "Organisation", PLACE_AND_ORGAN, NAME, "the league's committee")


@cache
def schools() -> tuple[str, ...]:
    """Return the class words of schools."""
    return tuple(sorted(listed("organisation_suffixes", "school")))


def has_own_name(organ: str) -> bool:
    """Whether a business behind a village has a name of its own: 惠民粮油购销部, 绿穗水稻专业合作社.

    >>> has_own_name("绿穗水稻专业合作社"), has_own_name("种植专业合作社")
    (True, False)
    """
    if organ.endswith("合作社"):
        return len(organ) > len(CO_OPERATIVE) + 1 and organ.endswith(CO_OPERATIVE) and not is_word(organ[:2])
    return len(organ) > SHORTEST_OWN and organ.endswith(own_named())


@cache
def own_named() -> tuple[str, ...]:
    """Return the class words of businesses that have names of their own wherever they stand."""
    return cue_ends("own_named_businesses")
