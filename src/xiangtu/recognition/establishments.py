"""Companies, schools, hospitals, co-operatives: names that their last word shows, and their short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.organisations import has_own_name, schools
from xiangtu.recognition.organs import endings_of, holds_several
from xiangtu.recognition.phrases import is_generic_left, is_specific, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import is_word, listed

NAME = "establishment"
CLASS_WORD = 0.8
CLASS_WORD_UNSURE = 0.6
TAGGED = 0.66
TAGGED_LOOSE = 0.58
LONG_NAME = 4
COMPANY = 0.72
IN_LIST = 0.9
FOUNDED_SO = 0.9
FOUNDED = re.compile(
    r"(?:办起|创办|成立|领办|组建|注册|开办|加入)了?(?:一家)?"
    r"([\u4e00-\u9fff]{4,12}?(?:专业合作社|家庭农场|购销部|经销部|有限公司))"
)
"""A firm and the verb that founds it: ``办起禾香芝麻专业合作社``; not ``办起的合作社``."""
LED = re.compile(r"(?:党支部|党组织|支部|党委|村党支部)(?:领办|引领)")
"""A way of working, not one body: ``党支部领办合作社``; not ``东旺村党支部``."""
LONGEST = 24
COMPANY_TAGS = frozenset({"LOC", "PER", "ORG", "nz", "n", "an", "a", "vn"})
COMPANY_TAIL = re.compile(
    r"等(?:\d{1,3}家|多家|知名|龙头|大型|农资){0,2}(?:企业(?!家)|公司|厂商|厂家|车企|药企)"
)
"""What makes a list one of companies: ``等企业``, ``等多家公司``; not ``等企业家``."""
COMPANY_HEAD = re.compile(r"(?:[\u4e00-\u9fffA-Za-z]{2,10}、){1,8}[\u4e00-\u9fffA-Za-z]{2,10}$")
"""The names of such a list: ``山西兰花、河北冀衡``; not ``食品`` alone."""
LONGEST_LIST = 90
KINDS = ("business", "school", "health", "finance", "media", "court", "mass", "research", "team", "religious")


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose names that end in a class word, short names of companies, and what LAC reads as one."""
    yield from _by_class_word(context)
    yield from _founded(context)
    yield from _short_companies(context)
    yield from _before_company(context)
    yield from _of_lists(context)
    yield from _tagged(context)


def _by_class_word(context: ArticleContext) -> Iterator[Proposal]:
    """Companies, schools, hospitals, co-operatives: names that their last word shows."""
    text = context.text
    for found_start, end in class_words().find(text):
        class_word = text[found_start:end]
        if not _closes(context, end) or pattern("not_after_class_word").match(text, end):
            continue
        trade = class_word.endswith(("公司", "合作社"))
        phrase = phrase_before(context, end, limit=LONGEST, verbs=trade, ending=len(class_word) + 3)
        if phrase is None or end - phrase.start <= len(class_word):
            continue
        start = _after_verb(context, phrase.start, end, len(class_word))
        start = _after_wider_place(context, start, end)
        if class_word.endswith(("公司", "集团")):
            start = max([start, *(s for s, _ in context.region_spans.within(start, end - 1))])
        start = _after_village(context, start, end, class_word)
        first = context.starts.get(start, phrase.first)
        name = text[start:end]
        if (
            start >= found_start
            or "+" in name
            or LED.match(name)
            or name in cue("generic_organs")
            or is_generic_left(context, start)
            or _figurative(context, start, end, class_word)
        ):
            continue
        if any(name.startswith(word) for word in cue("generic_heads")) or holds_several(name):
            continue
        owned = start in context.place_starts or start in context.village_ends
        sure = owned or is_specific(context, first, phrase.last)
        if not sure and (class_word not in cue("strong_class_words") or found_start - start < 4):
            continue
        score = CLASS_WORD if sure else CLASS_WORD_UNSURE
        yield Proposal(start, end, "Organisation", score, NAME, f"name before {class_word}")


def _founded(context: ArticleContext) -> Iterator[Proposal]:
    """办起禾香芝麻专业合作社: what is founded is named from the verb on, whatever words LAC sees in it."""
    for match in FOUNDED.finditer(context.text):
        start, end = match.span(1)
        plain = not any(char in cue_characters("no_place_character") for char in match.group(1)[:4])
        heads = [stop for _, stop in context.place_spans.within(start, end)]
        start = max(heads, default=start)
        if plain and context.is_boundary(end) and has_own_name(context.text[start:end]):
            yield Proposal(start, end, "Organisation", FOUNDED_SO, NAME, "founded under this name")


def _after_verb(context: ArticleContext, start: int, end: int, length: int) -> int:
    """Leave out the verb before a firm that LAC reads as one: 转给 + 禾丰农牧公司."""
    last = context.ends.get(end)
    if last is None or context.words[last].tag != "ORG" or len(context.words[last].text) <= length + 1:
        return start
    for index in range(last - 1, -1, -1):
        word = context.words[index]
        if word.start < start:
            break
        if word.tag in {"v", "vd", "p"}:
            return word.end
    return start


def _figurative(context: ArticleContext, start: int, end: int, class_word: str) -> bool:
    """Whether a bank or a court in quotes of its own is a way of working: “道德银行”, “板凳法庭”."""
    quoted = context.text[start - 1 : start] == "“" and context.text[end : end + 1] == "”"
    return quoted and class_word in cue("figurative_bodies")


def _closes(context: ArticleContext, end: int) -> bool:
    """Whether a class word may end here: at a word's end, or before a grade (小学六年级)."""
    return context.is_boundary(end) or context.text[end : end + 1] in cue_characters("numerals")


def _after_wider_place(context: ArticleContext, start: int, end: int) -> int:
    """Leave out all places at the head but the last: 城关区城东街道青年路幼儿园 → 青年路幼儿园."""
    heads = context.wider_places.within(start, end - 1)
    cut = start
    school = context.text.endswith(schools(), start, end)
    for place_start, place_end in heads:
        if place_start != cut:
            continue
        if school and place_end in context.rural_ends and not any(s == place_end for s, _ in heads):
            return cut
        if context.kind_at(place_start, place_end) != "county" or any(s == place_end for s, _ in heads):
            cut = place_end
    return cut if end - cut >= 4 else start


def _after_village(context: ArticleContext, start: int, end: int, class_word: str) -> int:
    """Leave out the village before a business that has a name of its own: 中塘村惠民粮油购销部."""
    ends = [e for e in context.village_ends if start < e < end - len(class_word) - 1]
    cut = max(ends, default=start)
    return cut if cut > start and has_own_name(context.text[cut:end]) else start


def _short_companies(context: ArticleContext) -> Iterator[Proposal]:
    """Short names of companies in lists: 天元机械 of 宏达化工、天元机械等企业."""
    text = context.text
    for start, end in Matcher.of(listed("company_industries")).find(text):
        if end not in context.ends or not pattern("company_follow").match(text, end):
            continue
        phrase = phrase_before(context, end, limit=8, verbs=False)
        if phrase is None or not 2 <= start - phrase.start <= 4 or is_word(text[phrase.start : end]):
            continue
        modifier = context.words[context.word_at(phrase.start)]
        if modifier.tag not in {"ORG", "nz", "PER", "LOC"} and is_word(modifier.text):
            continue
        beside = text[phrase.start - 1 : phrase.start] == "、" or text[end : end + 1] in "、等0123456789"
        if beside and not is_generic_left(context, phrase.start):
            yield Proposal(phrase.start, end, "Organisation", COMPANY, NAME, "short name of a company")


def _before_company(context: ArticleContext) -> Iterator[Proposal]:
    """绿满园企业: a word that LAC takes for a name, before the word for a company."""
    for word in context.words:
        named = word.tag in {"PER", "ORG", "nz"} and 2 <= len(word.text) <= 5 and not is_word(word.text)
        if not named or word.text in listed("not_persons"):
            continue
        if pattern("company_nouns").match(context.text, word.end):
            yield Proposal(
                word.start, word.end, "Organisation", COMPANY, NAME, "before the word for a company"
            )


def _of_lists(context: ArticleContext) -> Iterator[Proposal]:
    """山西兰花科创、河北冀衡等企业: every one of such a list is a company, its province part of its name."""
    for tail in COMPANY_TAIL.finditer(context.text):
        match = COMPANY_HEAD.search(context.text, max(0, tail.start() - LONGEST_LIST), tail.start())
        if match is None:
            continue
        names, start = match.group().split("、"), match.start()
        first = names[0]
        cut = max((i for i in range(len(first)) if _opens_list(context, start + i)), default=0)
        spans = [(start + cut, start + len(first))]
        for name in names[1:]:
            spans.append((spans[-1][1] + 1, spans[-1][1] + 1 + len(name)))
        known = [_is_company(context, *span) for span in spans[1:] or spans]
        if all(known) and known:
            for begin, end in spans:
                if _is_company(context, begin, end):
                    yield Proposal(begin, end, "Organisation", IN_LIST, NAME, "in a list of companies")


def _opens_list(context: ArticleContext, position: int) -> bool:
    """Whether the first name of a list may open here: after a preposition or a verb."""
    index = context.ends.get(position)
    return index is not None and context.words[index].tag in {"p", "c", "v", "u", "m", "q", "w"}


def _is_company(context: ArticleContext, start: int, end: int) -> bool:
    """Whether a name of a list can be a company's: no word of every day, no place, no kind of firm."""
    name = context.text[start:end]
    if not 3 <= len(name) <= 8 or is_word(name) or (start, end) in context.place_spans:
        return False
    words = context.words[context.word_at(start) : context.word_at(end - 1) + 1]
    named = any(w.tag in {"LOC", "PER", "ORG", "nz"} or not is_word(w.text) for w in words)
    behind_province = words[0].tag == "LOC"
    fits = all(w.tag in COMPANY_TAGS or (behind_province and len(w.text) == 2) for w in words)
    return named and fits and words[-1].end == end


def _tagged(context: ArticleContext) -> Iterator[Proposal]:
    endings = listed("organisation_suffixes")
    for whole in context.words:
        if whole.tag != "ORG":
            continue
        word = _without_verb(whole)
        if pattern("generic_areas").match(word.text) or holds_several(word.text):
            continue
        named = len(word.text) >= LONG_NAME and word.text not in cue("generic_organs")
        if named and next(endings_of(word.text, endings), None) is not None:
            yield Proposal(word.start, word.end, "Organisation", TAGGED, "tagger", "read as an organisation")
        elif named and word.text[-1] in cue_characters("body_characters"):
            score = TAGGED_LOOSE
            yield Proposal(word.start, word.end, "Organisation", score, "tagger", "read as an organisation")


def _without_verb(word: Word) -> Word:
    """Leave out a verb that LAC took into an organisation: 联合县残联 → 县残联."""
    for length in (3, 2):
        if word.text[:length] in listed("verbs_before_names") and len(word.text) > length + 2:
            return Word(word.start + length, word.end, word.text[length:], word.tag)
    return word


@cache
def class_words() -> Matcher:
    """Return the matcher of class words that end names of firms, schools, hospitals and the like."""
    found = listed("organisation_suffixes", *KINDS)
    return Matcher((found | cue("strong_class_words")) - cue("weak_class_words"))
