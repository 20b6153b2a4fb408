"""Where the noun phrase that carries a class word begins, and whether it names one thing.

``开展 冬季用电安全宣传行动``: from 行动 leftwards over nouns and nominal verbs to the verb that
governs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import is_word, listed

NOMINAL = frozenset({"n", "nz", "nw", "vn", "an", "LOC", "ORG", "PER", "a", "s", "f", "t", "nr", "ns", "nt"})
VERBAL = frozenset({"v", "vd", "ad", "d"})
MOST_VERBS = 2
YEAR = re.compile(r"20\d\d")
"""A year inside a name: ``2023`` of 专项整治2023行动; not ``2023年``."""
NAMING = frozenset({"LOC", "ORG", "PER", "nz", "nw"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words' indices (end-exclusive), reading offsets, and what stopped it on the left."""

    first: int
    last: int
    start: int
    end: int
    stop: str


def phrase_before(
    context: ArticleContext,
    end: int,
    *,
    limit: int = 18,
    ordinals: bool = False,
    verbs: bool = True,
    loose: bool = False,
    ending: int = 0,
) -> Phrase | None:
    """Return the noun phrase that ends at reading offset `end`.

    `ending` is the length of the class word that the phrase ends in: a verb right before it makes a compound
    with it (提升 + 行动). `limit` is its greatest length in characters. `ordinals` lets numerals in (第三届),
    `verbs` lets verbs of two characters stand inside it; a verb at its head is left out, unless 的 stands
    before it. With `loose` only verbs that launch or hold something end the phrase, as in the long names of
    meetings.
    """
    last = context.word_at(end - 1)
    if last < 0:
        return None
    index, stop = last, ""
    while index > 0:
        word, before = context.words[index], context.words[index - 1]
        if before.end != word.start:
            stop = "break"
            break
        adjoins = index == last or before.end >= end - ending
        compound = (adjoins and len(before.text) == 2) or loose
        year = adjoins and YEAR.fullmatch(before.text)
        stop = "" if year else _stops(before, ordinals=ordinals, verbs=verbs, compound=compound and verbs)
        if not stop and end - before.start > limit:
            stop = "long"
        if stop:
            break
        index -= 1
    first = _after_particle(context, index) if stop == "verb" and verbs else index
    if first == index and stop != "u":
        first = _without_head_verbs(context, index, last)
    return Phrase(first, last + 1, context.words[first].start, end, stop or "start")


def _stops(word: Word, *, ordinals: bool, verbs: bool, compound: bool) -> str:
    """Return why the phrase cannot hold this word, or the empty string."""
    text, tag = word.text, word.tag
    if text in cue("time_in_names") or (tag == "m" and text[-1] in cue_characters("rank_endings")):
        return ""
    if text in cue("phrase_stops") or (tag != "vn" and text in cue("launch_verbs_only")):
        return "verb"
    if tag in {"m", "TIME", "q"}:
        return "" if ordinals else "number"
    if tag in VERBAL:
        inside = verbs and tag in {"v", "vd"} and (len(text) >= 2 or text in cue_characters("compound_verbs"))
        return "" if inside and (compound or text not in launch_verbs()) else "verb"
    if tag in NOMINAL:
        plain = all("\u3400" <= char <= "\u9fff" or char.isascii() for char in text)
        return "" if plain else "mark"
    return "mark" if tag == "w" else tag or "word"


def _after_particle(context: ArticleContext, index: int) -> int:
    """本次开展的排查整治…大回访活动: verbs right after 的 belong to the name. Returns its first word."""
    first = index
    while (
        first > 0 and context.words[first - 1].tag in {"v", "vn"} and len(context.words[first - 1].text) == 2
    ):
        first -= 1
    return (
        first
        if first > 0 and context.words[first - 1].text == "的" and index - first <= MOST_VERBS
        else index
    )


def _without_head_verbs(context: ArticleContext, first: int, last: int) -> int:
    while first < last:
        word = context.words[first]
        governs = word.text in launch_verbs() and word.tag != "vn"
        if governs or word.tag in {"vd", "ad", "d"} or (word.tag == "v" and len(word.text) == 1):
            first += 1
        else:
            break
    return first


@cache
def launch_verbs() -> frozenset[str]:
    """Return the verbs that govern the name behind them."""
    return cue("launch_verbs") | listed("verbs_of_action") | listed("verbs_before_names")


def is_specific(context: ArticleContext, first: int, last: int) -> bool:
    """Whether words `first` to `last` (end-exclusive) hold a name, an ordinal, letters or an unknown word."""
    for index in range(first, last):
        word = context.words[index]
        unknown = len(word.text) > 1 and not is_word(word.text)
        if unknown or word.tag in NAMING or any(char.isascii() and char.isalpha() for char in word.text):
            return True
        if word.text[0] in "第首" and len(word.text) > 1:
            return True
    return False


def is_generic_left(context: ArticleContext, start: int) -> bool:
    """Whether what stands before makes the phrase one of many: 9家 …, 各 …, 一所 …."""
    index = context.ends.get(start)
    if index is None:
        return False
    word = context.words[index]
    return (
        word.tag in {"m", "q"}
        or word.text in cue("generic_determiners")
        or word.text[-1] in cue_characters("generic_determiner_ends")
    )
