"""Organisations: a place and its organ, organs of a place left unsaid, and names that end in a class word.

``杜集区`` style names join with the organ behind them to one name (X区人社局, X村党支部); wider places in front
stay names of their own. 区教育局, 镇党委, 县中医医院 leave the place unsaid: resolution finds it.
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
from xiangtu.recognition.words import listed

NAME = "organisation"
PLACE_AND_ORGAN = 0.93
PLACE_AND_CLASS_WORD = 0.84
ELLIPTICAL = 0.86
ELLIPTICAL_CLASS_WORD = 0.74
CLASS_WORD = 0.8
CLASS_WORD_UNSURE = 0.6
TAGGED = 0.66
WELL_KNOWN = 0.88

ELLIPSIS = re.compile(r"省|市|县|区|州|盟|旗|镇|乡|街道|村|社区|团场")
"""The class word of a place that stands for the place named before: ``区`` of 区教育局."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose organisations."""
    yield from _of_places(context)
    yield from _elliptical(context)
    yield from _by_class_word(context)
    yield from _tagged(context)
    for start, end in Matcher.of(listed("organisations")).find(context.text):
        yield Proposal(start, end, "Organisation", WELL_KNOWN, NAME, "well-known body")


def organ_end(context: ArticleContext, start: int) -> tuple[int, bool] | None:
    """Return where the organ that starts here ends, and whether it is a listed organ (or has only a class word).

    Organs chain: 教育局 + 学生资助中心, 党委 + 组织部, 人社局 + 党组.
    """
    text = context.text
    organ = _organ_at(text, start)
    if organ:
        end = start + len(organ)
        if pattern("not_after_organ").match(text, end) and organ in cue("organ_or_role"):
            return None
        return _chained(context, end), True
    end = _class_word_end(context, start)
    return None if end is None else (_chained(context, end), False)


def _organ_at(text: str, start: int) -> str:
    for organ in organs().at(text, start):
        follow = text[start + len(organ) : start + len(organ) + 1]
        if len(organ) == 1 and follow in cue_characters("not_after_committee"):
            continue
        return organ
    return ""


def _chained(context: ArticleContext, end: int) -> int:
    """Follow sub-organs: 区委 + 督查办, 教育局 + 学生资助中心, 党总支 + 第八党支部."""
    text = context.text
    for _ in range(3):
        follow = next((o for o in sub_organs().at(text, end)), "")
        if not follow:
            longer = _class_word_end(context, end, words=4, only=frozenset(cue("sub_class_words")))
            if longer is None:
                return end
            end = longer
            continue
        if pattern("not_after_organ").match(text, end + len(follow)) and follow in cue("organ_or_role"):
            return end
        end += len(follow)
    return end


def _class_word_end(
    context: ArticleContext, start: int, *, words: int = 7, only: frozenset[str] | None = None
) -> int | None:
    """Return the end of the noun phrase from here to an organ's class word, or None."""
    index = context.starts.get(start)
    if index is None:
        index = context.word_at(start)
        if index < 0:
            return None
    best = None
    endings = only if only is not None else listed("organ_endings")
    for position in range(index, min(index + words, len(context.words))):
        word = context.words[position]
        if position > index and context.words[position - 1].end != word.start:
            break
        piece = word.text if word.start >= start else word.text[start - word.start :]
        if not piece or not all("\u3400" <= c <= "\u9fff" or c.isalnum() for c in piece):
            break
        ends = next((e for e in _endings_of(piece) if e in endings), None)
        if ends is not None and word.end - start > len(ends):
            best = word.end
        if word.tag in {"u", "p", "c", "r", "w", "d", "xc"} or word.text in cue("launch_verbs"):
            break
        if word.text in cue("phrase_stops"):
            break
    return best


def _endings_of(piece: str) -> Iterator[str]:
    for length in range(min(8, len(piece)), 0, -1):
        yield piece[-length:]


def _of_places(context: ArticleContext) -> Iterator[Proposal]:
    for start, end in context.place_spans:
        found = organ_end(context, end)
        if found is None:
            continue
        stop, sure = found
        name = context.text[start:stop]
        if context.text[end:stop] in cue("generic_organs") or name.endswith("街道办事处"):
            continue
        score = PLACE_AND_ORGAN if sure else PLACE_AND_CLASS_WORD
        yield Proposal(start, stop, "Organisation", score, NAME, "a place and its organ")
        yield from _coordinated(context, start, end, stop)


def _coordinated(context: ArticleContext, start: int, end: int, stop: int) -> Iterator[Proposal]:
    """石桥镇党委、政府: the second organ is of the same place; 区委、区政府 is read by the ellipsis rule."""
    text = context.text
    if text[stop : stop + 1] == "、":
        organ = _organ_at(text, stop + 1)
        if organ and organ in cue("organs_beside_organs"):
            yield Proposal(
                stop + 1, stop + 1 + len(organ), "Organisation", 0.66, NAME, f"beside {text[start:stop]}"
            )
    del end


def _elliptical(context: ArticleContext) -> Iterator[Proposal]:
    text = context.text
    inside = context.place_characters
    for match in ELLIPSIS.finditer(text):
        start, end = match.span()
        if start in inside or not _opens(context, start):
            continue
        found = organ_end(context, end)
        if found is None:
            continue
        stop, sure = found
        if not sure and (stop - end < 3 or is_generic_left(context, start)):
            continue
        if text[end:stop] in cue("generic_organs"):
            continue
        level = match.group()
        weak = level in {"村", "社区", "街道"} and not sure
        score = ELLIPTICAL if sure else ELLIPTICAL_CLASS_WORD
        yield Proposal(
            start,
            stop,
            "Organisation",
            score - (0.3 if weak else 0.0),
            NAME,
            f"organ of the {level} named before",
        )


def _opens(context: ArticleContext, start: int) -> bool:
    """Whether a name that leaves its place unsaid may begin here."""
    if start == 0:
        return True
    before = context.text[start - 1]
    if before in cue_characters("no_ellipsis_before"):
        return False
    if not "\u4e00" <= before <= "\u9fff":
        return True
    return context.is_boundary(start)


def _by_class_word(context: ArticleContext) -> Iterator[Proposal]:
    """Companies, schools, hospitals, co-operatives: names that their last word shows."""
    text = context.text
    for match in class_words().finditer(text):
        end = match.end()
        if end not in context.ends or pattern("not_after_class_word").match(text, end):
            continue
        phrase = phrase_before(context, end, limit=24, verbs=False)
        if phrase is None or end - phrase.start <= len(match.group()):
            continue
        start = _after_wider_place(context, phrase.start, end)
        first = context.starts.get(start, phrase.first)
        if text[start:end] in cue("generic_organs") or is_generic_left(context, start):
            continue
        if any(text[start:end].startswith(word) for word in cue("generic_heads")):
            continue
        sure = is_specific(context, first, phrase.last) or start in context.place_starts
        if not sure and match.group() not in cue("strong_class_words"):
            continue
        score = CLASS_WORD if sure else CLASS_WORD_UNSURE
        yield Proposal(start, end, "Organisation", score, NAME, f"name before {match.group()}")


def _after_wider_place(context: ArticleContext, start: int, end: int) -> int:
    """Leave out all places at the head but the last: 矿山区南湖街道新湖路幼儿园 → 新湖路幼儿园."""
    heads = [(s, e) for s, e in context.wider_places if start <= s and e < end]
    cut = start
    for place_start, place_end in heads:
        if place_start == cut and context.kind_at(place_start, place_end) != "county":
            cut = place_end
        elif place_start == cut and any(s == place_end for s, _ in context.wider_places):
            cut = place_end
    return cut if end - cut >= 4 else start


def _tagged(context: ArticleContext) -> Iterator[Proposal]:
    for word in context.words:
        if word.tag == "ORG" and len(word.text) >= 4 and word.text not in cue("generic_organs"):
            if word.text.endswith(tuple(sorted(listed("organ_endings")))):
                yield Proposal(
                    word.start, word.end, "Organisation", TAGGED, "tagger", "read as an organisation"
                )


@cache
def organs() -> Matcher:
    """Return the matcher of departments and organs, full and short."""
    return Matcher(listed("departments") | listed("organs"))


@cache
def sub_organs() -> Matcher:
    """Return the matcher of organs that stand behind another organ."""
    return Matcher(cue("sub_organs"))


@cache
def class_words() -> re.Pattern[str]:
    """Return the expression of class words that end names of firms, schools, hospitals and the like."""
    ordered = sorted(listed("class_words"), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)))
