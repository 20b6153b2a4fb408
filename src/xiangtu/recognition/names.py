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
SURE = 2
"""The border that what people do or say makes."""
JOINABLE = frozenset({"PER", "n", "nz", "LOC", "ORG", "r", "m", "vn", "a", "an"})
"""Classes of words that 和 can join to what stands before it."""
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
        if end <= len(text) and is_name(text[start:end], joined=_joined(context, start, end)):
            border = border_after(context, end)
            trust = _trust(context, start, end, surname, border)
            if border > 0 and trust > 0:
                three = given == 2 and len(surname) == 1 and border >= 2
                longer = LONGER if three and not _one_too_many(context, start, end) else 0.0
                options.append((border + 2 * trust + longer, given, Fit(end, border, trust)))
    if not options:
        return None
    if len(options) > 1 and text[start + len(surname)] in cue_characters("never_alone"):
        options.pop()
    return max(options, key=lambda option: (option[0], option[1]))[2]


def _one_too_many(context: ArticleContext, start: int, end: int) -> bool:
    """Whether the third character belongs to what follows: by itself, or since the name stands without it."""
    text = context.text
    if may_follow(text, end - 1):
        return True
    name = text[start:end]
    if text.count(name) > 1:
        return False
    place = text.find(name[:2])
    while place >= 0:
        if place != start and not text.startswith(name, place) and border_after(context, place + 2) >= SURE:
            return True
        place = text.find(name[:2], place + 1)
    return False


def _joined(context: ArticleContext, start: int, end: int) -> bool:
    """Whether 和 or 有 in a name is part of it: LAC reads it so, or what follows can join nothing to it."""
    word, after = context.word_at(start), context.starts.get(end)
    if word < 0:
        return False
    follows = context.words[after].tag if after is not None else "w"
    whole = context.words[word].tag == "PER" and context.words[word].end >= end
    return follows not in JOINABLE and (whole or follows in ACTS)


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
    if word.tag == "PER" and word.end == end:
        return 0.95
    given = _given_name_read(context, start + len(surname), end)
    if given:
        return 0.9 if given == end else 0.7 * (border >= SURE)
    return _unread_trust(word, start, end, name, surname, border)


def _unread_trust(word: Word, start: int, end: int, name: str, surname: str, border: int) -> float:
    """Trust in a name that LAC has not read as one."""
    kind = surname_class(surname)
    if len(name) == 2 and is_word(name):
        return _word_as_name(word, name, kind, border)
    if _other_words(word, start, end, name, surname, border):
        return 0.0
    if kind in {"word", "rare"}:
        return _rare_trust(surname, name[len(surname) :], border, inside=word.start < start)
    if word.start < start:
        return 0.95 if border >= SURE else 0.0
    return 1.0 if border >= SURE else 0.6


def _given_name_read(context: ArticleContext, start: int, end: int) -> int:
    """Where a given name ends that LAC reads as a person behind a surname it did not know. 0 for none."""
    index = context.starts.get(start)
    word = context.words[index] if index is not None else None
    if word is None or word.tag != "PER":
        return 0
    one_more = word.end == end + 1 and may_follow(context.text, end)
    return word.end if word.end == end or one_more else 0


def _word_as_name(word: Word, name: str, kind: str, border: int) -> float:
    """Trust in a word of every day as a name of two: 局长高峰翻开图纸, not 主任高兴地说."""
    fits = word.text == name and word.tag in {"n", "nz", "LOC"} and kind in {"common", "frequent"}
    return 0.7 if fits and border >= SURE and name[1] in given_characters() else 0.0


def _other_words(word: Word, start: int, end: int, name: str, surname: str, border: int) -> bool:
    """Whether LAC reads a word of every day where the name would stand."""
    if word.start < start:
        return False
    if word.end >= end:
        return word.tag not in {"nz", "LOC", "ORG"} and is_word(word.text)
    if len(word.text) > len(surname) and is_word(word.text):
        return True
    if word.tag in {"c", "p", "u", "r"} and word.text == surname:
        return True
    given = name[len(surname) :]
    adverb = word.tag == "d" and border >= 2
    names = border >= SURE and usual_given(given) and surname not in cue_characters("acting_surnames")
    return (
        word.tag in {"v", "p", "c", "d", "u", "r", "m"}
        and not (adverb or names)
        and len(given) == 2
        and is_word(given)
    )


def _rare_trust(surname: str, given: str, border: int, *, inside: bool) -> float:
    """Trust in a name whose surname is mostly an ordinary word: 和, 向, 任."""
    if inside:
        return 0.7 if border == 3 else 0.0
    usual = usual_given(given)
    if surname in cue_characters("acting_surnames"):
        plain = usual and not is_word(given)
        return 0.75 if plain and (border == 3 or (border >= SURE and len(given) == 2)) else 0.0
    if len(given) == 2 and is_word(given):
        return 0.65 if usual and border >= SURE else 0.0
    return 0.75 if border == 3 or (usual and len(given) == 2 and border >= SURE) else 0.0


def usual_given(given: str) -> bool:
    """Whether all characters are those of usual given names.

    >>> usual_given("建国"), usual_given("掏沟")
    (True, False)
    """
    return all(char in given_characters() for char in given)


def is_name(name: str, *, joined: bool = False) -> bool:
    """Whether a string has the form of a Chinese person's name: a surname and one or two characters.

    With `joined`, 和 and 有 may be part of the given name.

    >>> is_name("欧阳慧"), is_name("任何"), is_name("高兴地")
    (True, False, False)
    """
    surname = surnames().longest(name, 0)
    if not surname:
        return False
    given = name[len(surname) :]
    barred = cue_characters("no_given_name")
    if joined and len(given) > 1:
        barred -= cue_characters("joiners_in_names")
    if not GIVEN.fullmatch(given) or any(char in barred for char in given):
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
    return Matcher(cue("after_person") | listed("verbs_of_saying"))


@cache
def given_characters() -> frozenset[str]:
    """Return the characters of usual given names."""
    return listed("given_name_characters")


@cache
def speech() -> re.Pattern[str]:
    """Return the expression of words that introduce or close speech."""
    return re.compile("|".join(sorted(map(re.escape, cue("speech")), key=lambda s: (-len(s), s))))
