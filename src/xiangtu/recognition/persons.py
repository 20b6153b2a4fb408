"""People: a post or a role and then a name, a name and then what people do, and who stands beside them.

The surname opens a name; how long it is, one decides by what follows: 主任何红介绍 is 主任 + 何红 + 介绍, since
何红介 leaves no word behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word, listed

NAME = "person"
AFTER_POST = 0.9
AFTER_POST_UNSURE = 0.62
AFTER_QUOTE = 0.86
BEFORE_POST = 0.72
IN_LIST = 0.8
WITH_AGE = 0.85

GIVEN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{1,2}")
CLOSES = frozenset("，。、；：！？）（(\n”」』…—·《“")
AGE = re.compile(r"，(?:男|女|现年|今年\d|\d{1,3}岁|汉族|生于|\d{4}年\d{1,2}月(?:出)?生)")
"""``张建国，男，45岁``; not ``张建国，来自河北``."""
INTERPUNCT = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
"""``阿依古丽·买买提``; not ``红满吾悦·领航发展`` (no person word beside it)."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose people from posts, speech, ages, forms of address and lists."""
    text = context.text
    for start, end in posts().find(text):
        yield from _after_post(context, start, end)
    for match in after_quote().finditer(text):
        yield from _speaker(context, match.end())
    for match in AGE.finditer(text):
        yield from _before(context, match.start(), WITH_AGE, "age follows")


def _after_post(context: ArticleContext, start: int, end: int) -> Iterator[Proposal]:
    text = context.text
    post = text[start:end]
    found = best_name(context, end)
    if found is None:
        foreign = INTERPUNCT.match(text, end)
        if foreign is not None:
            yield Proposal(end, foreign.end(), "Person", AFTER_POST, NAME, f"after {post}")
        return
    stop, quality = found
    word = context.word_at(start)
    inside = word >= 0 and context.words[word].end > end and context.words[word].tag not in {"PER", "ORG"}
    score = AFTER_POST if quality >= 2 else AFTER_POST_UNSURE
    if inside and quality < 3:
        score -= 0.2
    yield Proposal(end, stop, "Person", round(score, 2), NAME, f"after {post}")
    yield from _companions(context, stop)


def _speaker(context: ArticleContext, start: int) -> Iterator[Proposal]:
    found = best_name(context, start)
    if found is not None and speech().match(context.text, found[0]):
        yield Proposal(start, found[0], "Person", AFTER_QUOTE, NAME, "speaks after a quote")


def _before(context: ArticleContext, end: int, score: float, reason: str) -> Iterator[Proposal]:
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and context.is_boundary(start) and is_name(context.text[start:end]):
            yield Proposal(start, end, "Person", score, NAME, reason)
            return


def _companions(context: ArticleContext, position: int) -> Iterator[Proposal]:
    """Names that follow a name after a pause mark: 局长李敏、王海涛参加."""
    text = context.text
    while text[position : position + 1] == "、":
        found = best_name(context, position + 1)
        if found is None or found[1] < 2:
            return
        yield Proposal(position + 1, found[0], "Person", IN_LIST, NAME, "beside a person")
        position = found[0]


def best_name(context: ArticleContext, start: int) -> tuple[int, int] | None:
    """Return the end of the likeliest name that starts here, and how good its right border is (0 to 3)."""
    text = context.text
    surname = next(iter(surnames().at(text, start)), None)
    if surname is None:
        return None
    options = []
    for given in (2, 1):
        end = start + len(surname) + given
        name = text[start:end]
        if len(name) == len(surname) + given and is_name(name):
            options.append((_border(context, end), given, end))
    if not options:
        return None
    options.sort(key=lambda option: (-option[0], -option[1]))
    quality, _, end = options[0]
    return (end, quality) if quality > 0 else None


def _border(context: ArticleContext, end: int) -> int:
    """How well a name may end here: 3 punctuation or speech, 2 a word that people do, 1 some word's start."""
    text = context.text
    if end >= len(text) or text[end] in CLOSES or speech().match(text, end):
        return 3
    if next(iter(after_person().at(text, end)), None) is not None:
        return 2
    if end in context.starts or is_word(text[end : end + 2]) or is_word(text[end : end + 3]):
        return 1
    return 0


def is_name(name: str) -> bool:
    """Whether a string has the form of a Chinese person's name: a surname and one or two characters.

    >>> is_name("欧阳慧"), is_name("任何"), is_name("高兴地")
    (True, False, False)
    """
    surname = next(iter(surnames().at(name, 0)), None)
    if surname is None:
        return False
    given = name[len(surname) :]
    if not GIVEN.fullmatch(given) or any(char in cue_characters("no_given_name") for char in given):
        return False
    return name not in not_names()


@cache
def posts() -> Matcher:
    """Return the matcher of posts and roles after which a name may stand."""
    return Matcher(listed("posts") | listed("person_nouns"))


@cache
def surnames() -> Matcher:
    """Return the matcher of surnames, compound ones first."""
    return Matcher(listed("surnames"))


@cache
def not_names() -> frozenset[str]:
    """Return words that begin with a surname and are no names."""
    return listed("not_people")


@cache
def after_person() -> Matcher:
    """Return the matcher of words that follow a person's name."""
    return Matcher(cue("after_person"))


@cache
def speech() -> re.Pattern[str]:
    """Return the expression of words that introduce or close speech."""
    return re.compile("|".join(sorted(map(re.escape, cue("speech")), key=lambda s: (-len(s), s))))


@cache
def after_quote() -> re.Pattern[str]:
    """Return the expression of a quote's end after which the speaker is named."""
    return re.compile(r"[。！？…，]”")
