"""Reading an organ: where the name of a bureau, a party body or a station ends.

Organs chain (教育局 + 考试中心, 党委 + 组织部, 法院 + X镇人民法庭), and two bodies stand side by side
without a mark (县教育局和县人民医院).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import department_forms, is_word, listed

NUMBERED_BRANCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:党总支|党支部|党小组|网格党支部|网格支部)")
"""A numbered branch with nothing before it: ``第三党支部``; not ``三个党支部``."""
SECOND_BODY = re.compile(r"[和与及、](?:省|市|县|区|镇|乡|街道|村|社区)")
"""Where the next body begins: ``和县`` of 教育局和县医院; not ``和平``."""
COMPOUND_BUREAU = re.compile(r"([\u4e00-\u9fff]{2,6})和(?!县|区|市)[\u4e00-\u9fff]{2,6}?(?:局|委员会|厅)")
"""A bureau of two fields: ``文体广电和旅游局``; not ``教育局和县医院``."""
HEADED = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:(?P<letter>[科股室队])(?=副?(?P=letter)长)|办(?=副?主任|负责人)|中心(?=副?主任))"
)
"""A section before its head: ``基础教育股`` of 基础教育股股长; not ``科技局``."""
FUNCTION_TAGS = frozenset({"p", "c", "r", "w", "d", "ad", "vd", "xc", "q"})
COMMITTEE_SEAT = frozenset("省市县区州盟旗镇")
LONGEST_NAME = 4


def organ_end(context: ArticleContext, start: int) -> tuple[int, bool] | None:
    """Return where the organ that starts here ends, and whether it is listed (or has only a class word).

    Organs chain: 教育局 + 考试中心, 党委 + 组织部, 人社局 + 党组.
    """
    if pattern("roles_not_organs").match(context.text, start):
        return None
    organ = organ_at(context, start)
    listed_end = chained_end(context, start + len(organ)) if organ else start
    open_end = _class_word_end(context, start, verbs=not organ)
    if open_end is not None and open_end > listed_end:
        return chained_end(context, open_end), bool(organ)
    return (listed_end, True) if organ else None


def organ_at(context: ArticleContext, start: int) -> str:
    """Return the listed organ that starts here, the empty string where none does."""
    text = context.text
    for organ in organs().at(text, start):
        end = start + len(organ)
        if text[end - 2 : end + 1] == "党组织":
            continue
        if context.is_boundary(end) or len(organ) > 2 or not is_word(text[end - 1 : end + 1]):
            return organ
        if text[end : end + 2] in cue("joint_verbs"):
            return organ
    compound = COMPOUND_BUREAU.match(text, start)
    if compound is not None and compound.group(1)[-1] not in cue_characters("single_organ_endings"):
        return compound.group()
    if text[start : start + 1] == "委" and start > 0 and text[start - 1] in COMMITTEE_SEAT:
        return "" if text[start + 1 : start + 2] in cue_characters("not_after_committee") else "委"
    return ""


def chained_end(context: ArticleContext, end: int) -> int:
    """Follow sub-organs: 区委 + 督查办, 教育局 + 考试中心, 党总支 + 第三党支部."""
    text = context.text
    for _ in range(3):
        court = _court_of_place(context, end)
        if court:
            end = court
            continue
        branch = NUMBERED_BRANCH.match(text, end)
        follow = branch.group() if branch is not None else sub_organs().longest(text, end)
        if follow:
            if not context.is_boundary(end + len(follow)):
                return end
            end += len(follow)
            continue
        longer = (
            _class_word_end(context, end, words=4, only=cue("sub_class_words"))
            or _headed_section(context, end)
            or _section(context, end)
            or _plain_section(context, end)
        )
        if longer is None:
            return end
        end = longer
    return end


def _headed_section(context: ArticleContext, start: int) -> int | None:
    """A section before its head: 教育局 + 基础教育股 (股长), 水务局 + 供水科 (科长)."""
    match = HEADED.match(context.text, start)
    if match is None or any(char in cue_characters("no_place_character") for char in match.group()):
        return None
    return match.end()


def _section(context: ArticleContext, start: int) -> int | None:
    """A bureau's section that LAC read with the bureau: 市场监督管理局 + 计量科."""
    index = context.word_at(start)
    if index < 0 or context.words[index].start == start or context.words[index].tag not in {"ORG", "LOC"}:
        return None
    end = context.words[index].end
    section = context.text[start:end]
    return end if 3 <= len(section) <= 7 and section[-1] in cue_characters("section_endings") else None


def _plain_section(context: ArticleContext, start: int) -> int | None:
    """A bureau's section or branch in words of its own: 教育局 + 基础教育股, 妇幼保健院 + 康复科."""
    index = context.starts.get(start)
    if index is None:
        return None
    for word in context.words[index : index + 3]:
        if word.tag not in {"n", "vn", "nz", "an", "ORG"}:
            return None
        if word.text[-1] in cue_characters("section_letters") and 3 <= word.end - start <= 8:
            return word.end
    return None


def _court_of_place(context: ArticleContext, start: int) -> int:
    """X县人民法院 + 茅草街 + 人民法庭: a branch with a township's short name. 0 where there is none."""
    text = context.text
    forms = (
        *context.scope.short_forms().at(text, start),
        *context.scope.townships().at(text, start),
        *(text[start:end] for end in context.region_spans.starting_at(start)),
    )
    for form in forms:
        branch = pattern("branch_words").match(text, start + len(form))
        if branch is not None:
            return branch.end()
    return 0


def _class_word_end(
    context: ArticleContext,
    start: int,
    *,
    words: int = 7,
    only: frozenset[str] | None = None,
    verbs: bool = True,
) -> int | None:
    """Return the end of the noun phrase from here to an organ's class word, or None."""
    index = context.word_at(start)
    if index < 0:
        return None
    endings = only if only is not None else listed("organisation_suffixes")
    best = None
    for position in range(index, min(index + words, len(context.words))):
        word = context.words[position]
        if position > index and context.words[position - 1].end != word.start:
            break
        piece = word.text[max(0, start - word.start) :]
        if not piece or _ends_phrase(word) or (word.tag == "v" and not verbs):
            break
        whole = context.text[start : word.end]
        if (len(piece) > 2 and holds_several(piece)) or _second_place(context, start, word.end):
            break
        if SECOND_BODY.search(whole) is not None:
            break
        if next(endings_of(whole, endings), None) is not None:
            best = word.end
    return best


def _second_place(context: ArticleContext, start: int, end: int) -> bool:
    """Whether 与 and a place stand inside: 县图书馆与祥和镇文化站."""
    text = context.text
    joined = (p for p in range(start + 1, end) if text[p - 1] in cue_characters("joiners"))
    return any(p in context.place_starts or p in context.wider_place_starts for p in joined)


def holds_several(name: str) -> bool:
    """Whether a string holds a verb or a second body: 司法所联合县人民法院, 教育局和县医院."""
    bare = pattern("joint_bodies").sub("", name)
    return pattern("verbs_inside").search(bare) is not None or SECOND_BODY.search(name) is not None


def _ends_phrase(word: Word) -> bool:
    """Whether an organ's name cannot hold this word: function words, counts, verbs that govern."""
    if word.tag == "u":
        return word.text not in {"所", "之"}
    if word.tag in {"m", "TIME"}:
        return word.text[0] != "第" and word.text not in cue("time_in_names")
    if word.text in cue("phrase_stops") or word.text in listed("linking_words"):
        return True
    if word.tag == "PER" and len(word.text) > LONGEST_NAME:
        return True
    governs = word.text in cue("launch_verbs") or word.text in listed("verbs_before_names")
    return word.tag in FUNCTION_TAGS or (word.tag == "v" and governs)


def endings_of(piece: str, endings: frozenset[str]) -> Iterator[str]:
    """Yield the class words of `endings` that a string ends in, longest first."""
    for length in range(min(8, len(piece)), 0, -1):
        ending = piece[-length:]
        if ending in endings and (
            length > 1 or (len(piece) > 2 and ending in cue_characters("single_organ_endings"))
        ):
            yield ending


@cache
def organs() -> Matcher:
    """Return the matcher of departments and organs, full and short."""
    return Matcher(department_forms())


@cache
def sub_organs() -> Matcher:
    """Return the matcher of organs that stand behind another organ."""
    return Matcher(cue("sub_organs"))
