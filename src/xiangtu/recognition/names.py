"""Names of people: their form, and how far one goes that begins at a given place.

The surname opens a name; how long it is, one decides by what follows: 主任何莉介绍 is 主任 + 何莉 + 介绍,
since 何莉介 leaves no word behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import is_word, listed, surname_class

LONGER = 0.9
"""What a name of three counts more than one of two, both well bordered: four names in five have three."""

GIVEN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{1,2}")
"""A given name: ``小平``; not ``A``."""
ACTS = frozenset({"v", "vd", "p", "d", "ad"})
"""Classes of words that say what somebody does."""
CLOSES = frozenset("，。、；：！？）（\n”」』…—·《“0123456789")


@dataclass(frozen=True, slots=True)
class Fit:
    """A possible name: where it ends, how sure its right border is (0 to 3) and the whole (0 to 1)."""

    end: int
    border: int
    trust: float


def best_name(context: ArticleContext, start: int) -> Fit | None:
    """Return the likeliest name that starts here, or None where no name is likely."""
    text = context.text
    surname = surnames().longest(text, start)
    if not surname:
        return None
    options = []
    for given in (2, 1):
        end = start + len(surname) + given
        if end <= len(text) and is_name(text[start:end]):
            border = border_after(context, end)
            trust = _trust(context, start, end, surname, border)
            if border > 0 and trust > 0:
                three = given == 2 and len(surname) == 1 and border >= 2
                longer = LONGER if three and not may_follow(text, end - 1) else 0.0
                options.append((border + 2 * trust + longer, given, Fit(end, border, trust)))
    if not options:
        return None
    return max(options, key=lambda option: (option[0], option[1]))[2]


def may_follow(text: str, position: int) -> bool:
    """Whether the third character of a name rather follows a name of two: 徐光正忙着, 谭志蹲在地头.

    Before a number it does not: 沈文曾24日 is 沈文曾 + 24日.
    """
    if text[position + 1 : position + 2].isdigit():
        return False
    return text[position : position + 1] in cue_characters("after_short_name")


def border_after(context: ArticleContext, end: int) -> int:
    """How well a name may end here: 3 a mark or speech, 2 a word of what people do, 1 some word's start."""
    text = context.text
    if end >= len(text) or text[end] in CLOSES or speech().match(text, end):
        return 3
    index = context.starts.get(end)
    if after_person().longest(text, end) or (index is not None and context.words[index].tag in ACTS):
        return 2
    if end in context.starts or is_word(text[end : end + 2]) or is_word(text[end : end + 3]):
        return 1
    return 0


def _trust(context: ArticleContext, start: int, end: int, surname: str, border: int) -> float:
    """How far the words around bear a name out; 0 where LAC reads other words there."""
    index = context.word_at(start)
    if index < 0:
        return 1.0 if border == 3 else 0.7
    word = context.words[index]
    name = context.text[start:end]
    if word.tag == "PER" and word.start == start:
        short = len(surname) == 1 and word.end - word.start == 2
        one_more = short and word.end == end - 1 and border >= 2 and not may_follow(context.text, word.end)
        return 1.0 if word.end == end or one_more else 0.6
    if _other_words(word, start, end, name, surname, border):
        return 0.0
    if surname_class(surname) in {"word", "rare"}:
        return _rare_trust(name[len(surname) :], border, inside=word.start < start)
    if word.start < start:
        return 0.95 if border >= 2 else 0.0
    return 1.0 if border >= 2 else 0.6


def _other_words(word: Word, start: int, end: int, name: str, surname: str, border: int) -> bool:
    """Whether LAC reads a word of every day where the name would stand."""
    if word.start < start or (len(name) == 2 and is_word(name)):
        return len(name) == 2 and is_word(name)
    if word.end >= end:
        return word.tag not in {"nz", "LOC", "ORG"} and is_word(word.text)
    if len(word.text) > len(surname) and is_word(word.text):
        return True
    if word.tag in {"c", "p", "u", "r"} and word.text == surname:
        return True
    given = name[len(surname) :]
    adverb = word.tag == "d" and border >= 2
    return (
        word.tag in {"v", "p", "c", "d", "u", "r", "m"} and not adverb and len(given) == 2 and is_word(given)
    )


def _rare_trust(given: str, border: int, *, inside: bool) -> float:
    """Trust in a name whose surname is mostly an ordinary word: 和, 向, 任."""
    if inside:
        return 0.7 if border == 3 else 0.0
    usual = len(given) == 2 and border >= 2 and all(char in given_characters() for char in given)
    plain = len(given) == 1 or not is_word(given)
    return 0.75 if plain and (border == 3 or usual) else 0.0


def is_name(name: str) -> bool:
    """Whether a string has the form of a Chinese person's name: a surname and one or two characters.

    >>> is_name("欧阳慧"), is_name("任何"), is_name("高兴地")
    (True, False, False)
    """
    surname = surnames().longest(name, 0)
    if not surname:
        return False
    given = name[len(surname) :]
    if not GIVEN.fullmatch(given) or any(char in cue_characters("no_given_name") for char in given):
        return False
    return name not in not_names()


@cache
def surnames() -> Matcher:
    """Return the matcher of surnames, compound ones first."""
    return Matcher(listed("surnames"))


@cache
def not_names() -> frozenset[str]:
    """Return words that begin with a surname and are no names."""
    return listed("not_persons")


@cache
def after_person() -> Matcher:
    """Return the matcher of words that follow a person's name."""
    return Matcher(cue("after_person"))


@cache
def given_characters() -> frozenset[str]:
    """Return the characters of usual given names."""
    return listed("given_name_characters")


@cache
def speech() -> re.Pattern[str]:
    """Return the expression of words that introduce or close speech."""
    return re.compile("|".join(sorted(map(re.escape, cue("speech")), key=lambda s: (-len(s), s))))
