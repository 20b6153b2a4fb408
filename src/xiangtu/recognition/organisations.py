"""Organisations: a place and its organ, organs of a place left unsaid, and names that end in a class word.

A place joins with the organ behind it to one name (X区人社局, X村党支部); wider places in front stay names of
their own. 区教育局, 镇党委, 县中医医院 leave the place unsaid: resolution finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.phrases import is_generic_left, is_specific, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import department_forms, is_word, listed

NAME = "organisation"
PLACE_AND_ORGAN = 0.93
PLACE_AND_CLASS_WORD = 0.84
ELLIPTICAL = 0.86
ELLIPTICAL_CLASS_WORD = 0.74
ELLIPTICAL_VILLAGE = 0.64
CLASS_WORD = 0.8
CLASS_WORD_UNSURE = 0.6
BESIDE = 0.66
NUMBERED = 0.72
TAGGED = 0.66
COMPANY = 0.72
WELL_KNOWN = 0.88

ELLIPSIS = re.compile(r"省|市|县|区|州|盟|旗|镇|乡|街道|村|社区|团场")
"""The class word of a place that stands for the place named before: ``区`` of 区教育局."""
NUMBERED_BRANCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:党总支|党支部|党小组|网格党支部|网格支部)")
"""A numbered branch with nothing before it: ``第三党支部``; not ``三个党支部``."""
BARE = re.compile(r"(党委|党工委|党总支)(?:副?书记|委员)")
"""A party body with a post and nothing before it: ``党委书记``."""
BARE_BODY = 0.62
SECOND_BODY = re.compile(r"[和与及、](?:省|市|县|区|镇|乡|街道|村|社区)")
"""Where the next body begins: ``和县`` of 教育局和县医院."""
FUNCTION_TAGS = frozenset({"p", "c", "r", "w", "d", "xc", "q"})
COMMITTEE_SEAT = frozenset("省市县区州盟旗")
FIRMS = ("business", "school", "health", "finance", "media", "court", "mass", "research", "team", "religious")


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose organisations."""
    yield from _of_places(context)
    yield from _elliptical(context)
    yield from _by_class_word(context)
    yield from _companies(context)
    yield from _tagged(context)
    yield from _youth_league(context)
    yield from _bare(context)
    for match in NUMBERED_BRANCH.finditer(context.text):
        yield Proposal(match.start(), match.end(), "Organisation", NUMBERED, NAME, "numbered branch")
    for start, end in Matcher.of(cue("known_organisations")).find(context.text):
        yield Proposal(start, end, "Organisation", WELL_KNOWN, NAME, "well-known body")


# ---- a place and its organ ---------------------------------------------------------------------------------


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
        if text[start:stop].endswith("街道办事处") or (not sure and _own_name(context, end, stop)):
            continue
        score = PLACE_AND_ORGAN if sure else PLACE_AND_CLASS_WORD
        if sure and text.endswith("中共", 0, start):
            start -= len("中共")
        whole = _with_city(context, start, end)
        yield Proposal(whole, stop, "Organisation", score, NAME, "a place and its organ")
        beside = _organ_at(context, stop + 1) if text[stop : stop + 1] == "、" else ""
        if beside in cue("organs_beside_organs"):
            last = stop + 1 + len(beside)
            yield Proposal(stop + 1, last, "Organisation", BESIDE, NAME, f"beside {text[start:stop]}")


def _with_city(context: ArticleContext, start: int, end: int) -> int:
    """吉安市泰和生态环境局: a city before a county's short form belongs to the name."""
    short = context.text[start:end] in context.scope.own_short_forms
    heads = [s for s, e in context.wider_places if e == start]
    return heads[0] if short and heads else start


def _own_name(context: ArticleContext, start: int, end: int) -> bool:
    """Whether what follows a place is a name of its own: 南湖街道 + 新湖路幼儿园."""
    first = context.word_at(start)
    last = context.word_at(end - 1)
    words = context.words[first:last]
    if words and words[0].start < start:
        return words[0].tag == "LOC"
    return any(word.tag in {"LOC", "PER", "ORG"} for word in words)


def _elliptical(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    for match in ELLIPSIS.finditer(text):
        start, end = match.span()
        if start in context.place_characters or not _opens(context, start):
            continue
        found = organ_end(context, end)
        whole = _organ_at(context, start)
        if whole and (found is None or start + len(whole) >= found[0]):
            found = (_chained(context, start + len(whole)), True)
        if found is None or not _ends_here(context, *found):
            continue
        stop, sure = found
        if not sure and (stop - end < 3 or is_generic_left(context, start)):
            continue
        if text[end:stop] in cue("generic_organs") and not sure:
            continue
        level = match.group()
        score = ELLIPTICAL if sure else ELLIPTICAL_CLASS_WORD
        if level in {"村", "社区"}:
            governing = text[start:stop].endswith(tuple(sorted(cue("village_organs"))))
            named = stop - end >= 6 and text[end:stop] not in cue("generic_organs")
            score = ELLIPTICAL_VILLAGE if (sure and governing) or named else 0.0
        yield Proposal(start, stop, "Organisation", score, NAME, f"organ of the {level} named before")


def _ends_here(context: ArticleContext, stop: int, sure: bool) -> bool:
    """Whether a word ends here, or a listed organ is followed by the next body: 县教育局和县人民医院."""
    if context.is_boundary(stop):
        return True
    follows = context.text[stop : stop + 1] in cue_characters("joiners")
    return sure and (follows or context.text[stop : stop + 2] in listed("verbs_before_names"))


def _opens(context: ArticleContext, start: int) -> bool:
    """Whether a name that leaves its place unsaid may begin here."""
    if start == 0:
        return True
    before = context.text[start - 1]
    if context.text.startswith(("乡镇", "村镇", "镇村", "区县", "县区", "市县", "县市"), start):
        return False
    if before in cue_characters("no_ellipsis_before"):
        return False
    if not "\u4e00" <= before <= "\u9fff" or context.is_boundary(start):
        return True
    if before in cue_characters("joiners"):
        return True
    return any(context.text[start - length : start] in listed("verbs_before_names") for length in (2, 3))


def organ_end(context: ArticleContext, start: int) -> tuple[int, bool] | None:
    """Return where the organ that starts here ends, and whether it is a listed organ (or has only a class word).

    Organs chain: 教育局 + 学生资助中心, 党委 + 组织部, 人社局 + 党组.
    """
    if pattern("roles_not_organs").match(context.text, start):
        return None
    organ = _organ_at(context, start)
    listed_end = _chained(context, start + len(organ)) if organ else start
    open_end = _class_word_end(context, start, verbs=not organ)
    if open_end is not None and open_end > listed_end:
        return _chained(context, open_end), bool(organ)
    return (listed_end, True) if organ else None


def _organ_at(context: ArticleContext, start: int) -> str:
    """Return the listed organ that starts here, the empty string where none does."""
    text = context.text
    for organ in organs().at(text, start):
        end = start + len(organ)
        if text[end - 2 : end + 1] == "党组织":
            continue
        if context.is_boundary(end) or len(organ) > 2 or not is_word(text[end - 1 : end + 1]):
            return organ
    if text[start : start + 1] == "委" and start > 0 and text[start - 1] in COMMITTEE_SEAT:
        return "" if text[start + 1 : start + 2] in cue_characters("not_after_committee") else "委"
    return ""


def _chained(context: ArticleContext, end: int) -> int:
    """Follow sub-organs: 区委 + 督查办, 教育局 + 学生资助中心, 党总支 + 第八党支部."""
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
        longer = _class_word_end(context, end, words=4, only=cue("sub_class_words")) or _section(context, end)
        if longer is None:
            return end
        end = longer
    return end


def _section(context: ArticleContext, start: int) -> int | None:
    """A bureau's section that LAC read with the bureau: 市场监督管理局 + 计量科."""
    index = context.word_at(start)
    if index < 0 or context.words[index].start == start or context.words[index].tag != "ORG":
        return None
    end = context.words[index].end
    section = context.text[start:end]
    return end if 3 <= len(section) <= 7 and section[-1] in cue_characters("section_endings") else None


def _court_of_place(context: ArticleContext, start: int) -> int:
    """X县人民法院 + 茅草街 + 人民法庭: a branch that carries a township's short name. 0 where there is none."""
    text = context.text
    forms = (*context.scope.short_forms().at(text, start), *context.scope.townships().at(text, start))
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
    endings = only if only is not None else listed("organisation_suffixes") | cue("organ_endings_more")
    best = None
    for position in range(index, min(index + words, len(context.words))):
        word = context.words[position]
        if position > index and context.words[position - 1].end != word.start:
            break
        piece = word.text[max(0, start - word.start) :]
        if not piece or _ends_phrase(word) or (word.tag == "v" and not verbs):
            break
        whole = context.text[start : word.end]
        if len(piece) > 2 and _several(piece):
            break
        if next(_endings_of(whole, endings), None) is not None:
            best = word.end
    return best


def _several(name: str) -> bool:
    """Whether a string holds a verb or a second body: 司法所联合县人民法院, 教育局和县医院."""
    return pattern("verbs_inside").search(name) is not None or SECOND_BODY.search(name) is not None


def _ends_phrase(word: Word) -> bool:
    """Whether an organ's name cannot hold this word: function words, counts, verbs that govern."""
    if word.tag == "u":
        return word.text not in {"所", "之"}
    if word.tag in {"m", "TIME"}:
        return word.text[0] != "第" and word.text not in cue("time_in_names")
    if word.text in cue("phrase_stops"):
        return True
    return word.tag in FUNCTION_TAGS or (word.tag in {"v", "vd"} and word.text in cue("launch_verbs"))


def _endings_of(piece: str, endings: frozenset[str]) -> Iterator[str]:
    for length in range(min(8, len(piece)), 0, -1):
        ending = piece[-length:]
        if ending in endings and (
            length > 1 or (len(piece) > 2 and ending in cue_characters("single_organ_endings"))
        ):
            yield ending


def _bare(context: ArticleContext) -> Iterator[Proposal]:
    """党委书记王强: a party body whose post a named person holds, its place named before."""
    for match in BARE.finditer(context.text):
        index = context.word_at(match.end())
        after = [word for word in context.words[index : index + 3] if 0 <= word.start - match.end() <= 3]
        opens = not "\u4e00" <= context.text[match.start() - 1 : match.start()] <= "\u9fff"
        if any(word.tag == "PER" for word in after) and (opens or match.start() in context.starts):
            yield Proposal(
                match.start(), match.end(1), "Organisation", BARE_BODY, NAME, "a named person's body"
            )


def _youth_league(context: ArticleContext) -> Iterator[Proposal]:
    """共青团X县委: the league's committee carries the place inside."""
    text = context.text
    for start, end in context.place_spans:
        if text.endswith("共青团", 0, start) and text.startswith("委", end):
            last = end + (3 if text.startswith("委员会", end) else 1)
            yield Proposal(start - 3, last, "Organisation", PLACE_AND_ORGAN, NAME, "the league's committee")


# ---- names that end in a class word ------------------------------------------------------------------------


def _by_class_word(context: ArticleContext) -> Iterator[Proposal]:
    """Companies, schools, hospitals, co-operatives: names that their last word shows."""
    text = context.text
    for found_start, end in class_words().find(text):
        class_word = text[found_start:end]
        if not _closes(context, end) or pattern("not_after_class_word").match(text, end):
            continue
        phrase = phrase_before(context, end, limit=24, verbs=False)
        if phrase is None or end - phrase.start <= len(class_word):
            continue
        start = _after_wider_place(context, phrase.start, end)
        if class_word.endswith(("公司", "集团")):
            start = max([start, *(s for s, e in context.region_spans if start < s and e < end)])
        first = context.starts.get(start, phrase.first)
        name = text[start:end]
        if name in cue("generic_organs") or is_generic_left(context, start):
            continue
        if any(name.startswith(word) for word in cue("generic_heads")) or _several(name):
            continue
        sure = is_specific(context, first, phrase.last) or start in context.place_starts
        if not sure and class_word not in cue("strong_class_words"):
            continue
        score = CLASS_WORD if sure else CLASS_WORD_UNSURE
        yield Proposal(start, end, "Organisation", score, NAME, f"name before {class_word}")


def _closes(context: ArticleContext, end: int) -> bool:
    """Whether a class word may end here: at a word's end, or before a grade (小学六年级)."""
    return context.is_boundary(end) or context.text[end : end + 1] in cue_characters("numerals")


def _after_wider_place(context: ArticleContext, start: int, end: int) -> int:
    """Leave out all places at the head but the last: 矿山区南湖街道新湖路幼儿园 → 新湖路幼儿园."""
    heads = [(s, e) for s, e in context.wider_places if start <= s and e < end]
    cut = start
    for place_start, place_end in heads:
        if place_start != cut:
            continue
        if context.kind_at(place_start, place_end) != "county" or any(s == place_end for s, _ in heads):
            cut = place_end
    return cut if end - cut >= 4 else start


def _companies(context: ArticleContext) -> Iterator[Proposal]:
    """Short names of companies in lists: 合众机械 of 三星环保、合众机械等企业; 某某企业 where LAC reads a name."""
    text = context.text
    for start, end in Matcher.of(cue("company_industries")).find(text):
        index = context.ends.get(end)
        if index is None or not pattern("company_follow").match(text, end):
            continue
        phrase = phrase_before(context, end, limit=8, verbs=False)
        if phrase is None or not 2 <= start - phrase.start <= 4 or is_word(text[phrase.start : end]):
            continue
        modifier = context.words[context.word_at(phrase.start)]
        if modifier.tag not in {"ORG", "nz", "PER", "LOC"} and is_word(modifier.text):
            continue
        listed_beside = (
            text[phrase.start - 1 : phrase.start] == "、" or text[end : end + 1] in "、等0123456789"
        )
        if listed_beside and is_generic_left(context, phrase.start) is False:
            yield Proposal(phrase.start, end, "Organisation", COMPANY, NAME, "short name of a company")
    for word in context.words:
        named = word.tag in {"PER", "ORG", "nz"} and 2 <= len(word.text) <= 5 and not is_word(word.text)
        if (
            named
            and word.text not in listed("not_persons")
            and pattern("company_nouns").match(text, word.end)
        ):
            yield Proposal(
                word.start, word.end, "Organisation", COMPANY, NAME, "before the word for a company"
            )


def _tagged(context: ArticleContext) -> Iterator[Proposal]:
    endings = listed("organisation_suffixes")
    for whole in context.words:
        word = _without_verb(whole)
        if pattern("generic_areas").match(word.text) or _several(word.text):
            continue
        if word.tag == "ORG" and len(word.text) >= 4 and word.text not in cue("generic_organs"):
            if next(_endings_of(word.text, endings), None) is not None:
                yield Proposal(
                    word.start, word.end, "Organisation", TAGGED, "tagger", "read as an organisation"
                )


def _without_verb(word: Word) -> Word:
    """Leave out a verb that LAC took into an organisation: 联合县残联 → 县残联."""
    for length in (3, 2):
        if word.text[:length] in listed("verbs_before_names") and len(word.text) > length + 2:
            return Word(word.start + length, word.end, word.text[length:], word.tag)
    return word


@cache
def organs() -> Matcher:
    """Return the matcher of departments and organs, full and short."""
    return Matcher(department_forms())


@cache
def sub_organs() -> Matcher:
    """Return the matcher of organs that stand behind another organ."""
    return Matcher(cue("sub_organs"))


@cache
def class_words() -> Matcher:
    """Return the matcher of class words that end names of firms, schools, hospitals and the like."""
    found = listed("organisation_suffixes", *FIRMS)
    return Matcher((found | cue("strong_class_words")) - cue("weak_class_words"))
