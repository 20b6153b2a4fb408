"""People: a post or a role and then a name, a name and then what people do, and who stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.arbiter import THRESHOLD
from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, cue_ends
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.names import (
    after_person,
    best_name,
    border_after,
    given_characters,
    is_name,
    may_follow,
    speech,
    surnames,
    usual_given,
)
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import is_word, listed, surname_class

NAME = "person"
AFTER_POST = 0.9
AFTER_QUOTE = 0.86
DOTTED = 0.92
IN_LIST = 0.8
WITH_AGE = 0.85
TAGGED = 0.66
TAGGED_ACTING = 0.8
TAGGED_WORD = 0.4
TAGGED_RARE = 0.46
TAGGED_SHORT = 0.48
UNUSUAL = 0.18
UNSURE = 0.46
BORDERED = 0.54
COMMON = 0.06
COMMON_ACTING = 0.25
UNKNOWN_WORD = 0.6
RECURRENT = 0.68
FOREIGN = 0.8
SOUNDED = 0.76
COMPANION_TRUST = 0.7
LONGEST_PART = 6
SHORTEST_PART = 2
SHORTEST_SOUNDED = 3
OWNING = frozenset({"的", "家"})
NEVER_NAMES = frozenset({"TIME", "v", "m"})

AGE = re.compile(
    r"，(?:男|女|现年|今年\d|\d{1,3}岁|[一二三四五六七八九十]{1,3}岁|汉族|生于|\d{4}年\d{1,2}月(?:出)?生)"
    r"|（(?:[左右前后中]|[男女]|[一二三四五六七八九十\d]{1,3}岁|化名)[^）]{0,3}）"
)
"""``张建国，男，45岁``, ``张建国（左二）``; not ``张建国，来自河北``, ``沟渠（左岸干渠）``."""
INTERPUNCT = re.compile(r"(?<!“)[\u4e00-\u9fff]{2,6}(?:·[\u4e00-\u9fff]{2,6}){1,2}")
"""``阿依古丽·买买提``; not ``红满江南·先锋领航`` (no person word beside it)."""
CLAUSE_START = re.compile(r"[，。！？；：“”、\n的]")
"""Before what may be a clause's subject: ``，``; not a character inside a word."""
QUOTE_END = re.compile(r"[。！？…，]”")
"""The end of quoted speech, after which the speaker is named."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose people from posts, speech, ages, lists, and LAC's reading."""
    text = context.text
    for start, end in posts().find(text):
        yield from _after_post(context, start, end)
    for match in QUOTE_END.finditer(text):
        fit = best_name(context, match.end())
        if fit is not None and speech().match(text, fit.end):
            yield Proposal(match.end(), fit.end, "Person", AFTER_QUOTE, NAME, "speaks after a quote")
    for match in AGE.finditer(text):
        yield from _before(context, match.start())
    yield from _of_two_parts(context)
    yield from _tagged(context)
    yield from _recurrent(context)


def _after_post(context: ArticleContext, start: int, end: int) -> Iterator[Proposal]:
    text = context.text
    post = text[start:end]
    if _inside_words(context, start, end):
        return
    fit = best_name(context, end)
    if fit is None or surname_class(text[end]) in {"word", "rare"}:
        if INTERPUNCT.match(text, end):
            return
        stop = _transliterated(context, end) or (_read_as_person(context, end) if fit is None else 0)
        if stop:
            yield Proposal(end, stop, "Person", SOUNDED, NAME, f"after {post}")
            return
    if fit is None:
        return
    yield Proposal(end, fit.end, "Person", round(AFTER_POST * fit.trust, 2), NAME, f"after {post}")
    if fit.trust >= 0.8:
        yield from _companions(context, fit.end)


def _inside_words(context: ArticleContext, start: int, end: int) -> bool:
    """Whether both borders would cut words: 业主 in 各行业主管部门, 能人 in 技能人才."""
    if context.is_boundary(start) or context.is_boundary(end):
        return False
    index = context.word_at(end)
    if index < 0:
        return False
    word = context.words[index]
    return word.tag not in {"PER", "LOC"} and is_word(word.text)


def _transliterated(context: ArticleContext, start: int) -> int:
    """Where a Mongolian, Tibetan or Uyghur name that is written by its sounds ends: 斯琴高娃. 0 for none."""
    text = context.text
    index = context.starts.get(start)
    if index is not None and context.words[index].tag == "PER" and len(context.words[index].text) > 3:
        return context.words[index].end
    if index is not None and _short_sounded(context, context.words[index]):
        return context.words[index].end
    end = start
    while text[end : end + 1] and text[end] in cue_characters("transliteration") and end - start < 8:
        end += 1
    for stop in range(end, start + 1, -1):
        if stop - start >= 3 and border_after(context, stop) >= 2 and not is_word(text[start:stop]):
            return stop
    return 0


def _short_sounded(context: ArticleContext, word: Word) -> bool:
    """Whether a word of two that no dictionary has is a name by its sounds: 护林员宝音已报名."""
    named = len(word.text) == 2 and word.tag in {"PER", "n", "nz", "LOC"} and not is_word(word.text)
    sounds = all(char in cue_characters("transliteration") for char in word.text)
    return named and sounds and border_after(context, word.end) >= 2


def _read_as_person(context: ArticleContext, start: int) -> int:
    """Where a word of three or four ends that LAC takes for a person, 雷向阳 behind 主任. 0 for none."""
    index = context.starts.get(start)
    word = context.words[index] if index is not None else None
    if word is None or word.tag != "PER" or not 3 <= len(word.text) <= 4 or is_word(word.text):
        return 0
    known = bool(surnames().longest(word.text, 0)) and word.text not in listed("not_persons")
    return word.end if known and border_after(context, word.end) >= 1 else 0


def _of_two_parts(context: ArticleContext) -> Iterator[Proposal]:
    """Uyghur and Kazakh names, two runs of sounds with a dot: 帕提曼·吐尔逊家 → 帕提曼·吐尔逊."""
    text, sounds = context.text, dotted_sounds()
    for match in re.finditer("·", text):
        dot = match.start()
        start, end = dot, dot + 1
        while start > 0 and text[start - 1] in sounds and dot - start < LONGEST_PART:
            start -= 1
        while end < len(text) and text[end] in sounds and end - dot <= LONGEST_PART:
            end += 1
        left, right = _read_around(context, dot)
        if dot - start < SHORTEST_PART and left >= 0:
            start = left
        if right:
            end = min(end, right) if end - dot > SHORTEST_PART else right
        quoted = text[start - 1 : start] == "“" or text[end : end + 1] == "”"
        if min(dot - start, end - dot - 1) >= SHORTEST_PART and not quoted:
            yield Proposal(start, end, "Person", DOTTED, NAME, "two parts with a dot between")


def _read_around(context: ArticleContext, dot: int) -> tuple[int, int]:
    """Where LAC's person around a dot starts, and where it ends behind the dot. (-1, 0) for none."""
    index = context.word_at(dot)
    if index < 0:
        return -1, 0
    word = context.words[index]
    if word.start == dot and index > 0:
        before = context.words[index - 1]
        return (before.start if before.end == dot and before.tag == "PER" else -1), 0
    return (word.start, word.end) if word.tag == "PER" else (-1, 0)


def _before(context: ArticleContext, end: int) -> Iterator[Proposal]:
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and context.is_boundary(start) and is_name(context.text[start:end]):
            yield Proposal(start, end, "Person", WITH_AGE, NAME, "age follows")
            return


def _companions(context: ArticleContext, position: int) -> Iterator[Proposal]:
    """Names that follow a name after a pause mark: 局长李敏、王海涛参加."""
    text = context.text
    while text[position : position + 1] == "、":
        fit = best_name(context, position + 1)
        sure = fit is not None and fit.border >= 2 and fit.trust >= COMPANION_TRUST
        end = fit.end if fit is not None and sure else _plain_name(context, position + 1)
        if not end:
            return
        yield Proposal(position + 1, end, "Person", IN_LIST, NAME, "beside a person")
        position = end


def _plain_name(context: ArticleContext, start: int) -> int:
    """Where a name of three ends that only its form and its border show: 于长海等12人. 0 for none."""
    end = start + 3
    name = context.text[start:end]
    fits = is_name(name) and not is_word(name) and not is_word(name[:2])
    return end if fits and border_after(context, end) >= 2 else 0


def _tagged(context: ArticleContext) -> Iterator[Proposal]:
    """LAC's people: what it took in too much cut off, what it left out put back."""
    for index, word in enumerate(context.words):
        if word.tag == "PER":
            yield from _person_word(context, index)
        elif (
            len(word.text) == 3
            and word.tag not in NEVER_NAMES
            and is_name(word.text)
            and not (is_word(word.text) or _quoted(context, word))
        ):
            known = surname_class(surnames().longest(word.text, 0)) in {"common", "frequent"}
            given = word.text[1:]
            kind = word.text[-1] in cue_characters("person_endings")
            again = not kind and context.text.count(word.text) > 1
            usual = again or all(char in given_characters() for char in given)
            if known and usual and border_after(context, word.end) >= 2:
                yield Proposal(
                    word.start, word.end, "Person", UNKNOWN_WORD, NAME, "an unknown word like a name"
                )


def _quoted(context: ArticleContext, word: Word) -> bool:
    """Whether quote marks stand around the word and nothing else: people are not named so."""
    return context.text.startswith("”", word.end) and context.text.endswith("“", 0, word.start)


def _person_word(context: ArticleContext, index: int) -> Iterator[Proposal]:
    word = context.words[index]
    if "·" in word.text:
        if not any(char in dotted_sounds() for char in word.text):
            yield Proposal(word.start, word.end, "Person", FOREIGN, "tagger", "a name with an interpunct")
        return
    sounded = _sounded_end(context, index)
    if sounded:
        yield Proposal(word.start, sounded, "Person", FOREIGN, "tagger", "a name written by its sounds")
        return
    start, end = _name_inside(context, index)
    name = context.text[start:end]
    if _quoted(context, word) or not is_name(name) or name.endswith(partial_names()):
        return
    if context.text[start - 1 : start] == "以" and context.text[end : end + 1] == "为":
        return
    if name[:2] in context.scope.own_short_forms and len(name) == 3:
        return
    acts = start > word.start or bool(after_person().longest(context.text, end)) or _presented(context, index)
    score = _tagged_score(name, acts)
    if not usual_given(name[-1]):
        score -= UNUSUAL if score < TAGGED_ACTING else 0.0
        score = min(score, TAGGED_RARE) if is_word(name[:2]) else score
    elif UNSURE <= score < THRESHOLD and _bordered(context, name, end):
        score = BORDERED
    if score:
        yield Proposal(start, end, "Person", score, "tagger", "read as a person")


def _bordered(context: ArticleContext, name: str, end: int) -> bool:
    """Whether an unsure name is no word, and what stands behind it is what follows people."""
    plain = surname_class(surnames().longest(name, 0)) == "word" or is_word(name)
    return not plain and border_after(context, end) >= 2


def _sounded_end(context: ArticleContext, index: int) -> int:
    """Where a Mongolian or Tibetan name ends that LAC reads as a person: 毕力格 + 图. 0 for none."""
    word, end = context.words[index], context.words[index].end
    sounds = cue_characters("transliteration")
    if len(word.text) < SHORTEST_SOUNDED or any(char not in sounds for char in word.text):
        return 0
    one = context.words[index + 1] if index + 1 < len(context.words) else None
    if one is not None and one.start == end and len(one.text) == 1 and one.text in sounds:
        end = one.end if border_after(context, one.end) >= 2 else end
    return end if end - word.start > SHORTEST_SOUNDED and border_after(context, end) >= 2 else 0


def _presented(context: ArticleContext, index: int) -> bool:
    """Whether a noun for a kind of person stands right before: 退役士兵薛飞."""
    if index == 0 or context.words[index - 1].end != context.words[index].start:
        return False
    before = context.words[index - 1]
    if context.text[before.start : before.end] == "的" and before.start in context.place_ends:
        return True
    if before.end in context.place_ends or before.text in cue("before_person"):
        return True
    return before.tag == "n" and len(before.text) > 1 and before.text[-1] in cue_characters("person_endings")


def _name_inside(context: ArticleContext, index: int) -> tuple[int, int]:
    """The name in a word that LAC reads as a person: post and verb cut off, a last character added."""
    word = context.words[index]
    start, end = word.start, word.end
    for post in posts().at(word.text, 0):
        if is_name(word.text[len(post) :]):
            start += len(post)
            break
    cut = speech().search(context.text, start + 2, end)
    if cut is not None and cut.end() == end:
        end = cut.start()
    alone = index + 1 < len(context.words) and len(context.words[index + 1].text) == 1
    if end - start == 2 and alone and end == word.end and not may_follow(context.text, end):
        owned = context.text[end + 1 : end + 2] in OWNING and usual_given(context.text[end])
        longer = is_name(context.text[start : end + 1]) and (owned or border_after(context, end + 1) >= 2)
        end += longer and not speech().match(context.text, end)
    return start, end


def _tagged_score(name: str, acts: bool) -> float:
    kind = surname_class(surnames().longest(name, 0))
    if len(name) == 2 and not acts and name[-1] in cue_characters("food_characters"):
        return 0.0
    if len(name) == 2 and not acts and not is_word(name):
        return TAGGED_SHORT
    if len(name) == 2 and is_word(name):
        common = kind in {"common", "frequent"}
        return TAGGED_WORD + (COMMON_ACTING if acts and common else COMMON if common else 0.0)
    if not acts and kind in {"word", "rare"}:
        return TAGGED_RARE
    return TAGGED_ACTING if acts else TAGGED


def _recurrent(context: ArticleContext) -> Iterator[Proposal]:
    """A string with the form of a name that opens clauses again and again: 曾繁星点开…，曾繁星是…."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in CLAUSE_START.finditer(context.text):
        start = match.end()
        surname = surnames().longest(context.text, start)
        if not surname or surname_class(surname) == "word":
            continue
        end = start + len(surname) + 2
        name = context.text[start:end]
        if not is_name(name) or is_word(name) or is_word(name[:2]) or not usual_given(name[-1]):
            continue
        if border_after(context, end) >= 2:
            found.setdefault(name, []).append((start, end))
    for spans in found.values():
        if len(spans) > 1:
            for start, end in spans:
                yield Proposal(start, end, "Person", RECURRENT, NAME, "opens several clauses")


@cache
def posts() -> Matcher:
    """Return the matcher of posts and roles after which a name may stand."""
    return Matcher(listed("posts") | listed("walks_of_life") | listed("trades_and_kin"))


@cache
def partial_names() -> tuple[str, ...]:
    """Return the forms of address that stand for a given name."""
    return cue_ends("partial_names")


@cache
def dotted_sounds() -> frozenset[str]:
    """Return the characters that write the sounds of names with a dot."""
    return cue_characters("transliteration") | cue_characters("dotted_transliteration")
