"""Natural features, roads, squares, venues and facilities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, cue_ends, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.phrases import Phrase, is_generic_left, is_specific, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.tagger import Word
from xiangtu.recognition.words import is_word, listed

NAME = "venue"
WITH_NAME = 0.74
AT_PLACE = 0.8
GOVERNED = 0.56
TAGGED = 0.72
TAGGED_SHORT = 0.46
BY_NATURE = 0.68
HALF_QUOTED = 0.8

HOME_OF = 0.56
HOME = re.compile(r"[\u4e00-\u9fff]{2,4}之家")
"""A home of a group of people: ``骑手之家``."""
HALF_QUOTE = re.compile(
    r"[\u4e00-\u9fff]{1,2}“[^“”]{1,3}”(?:驿站|之家|书屋|食堂|小屋|广场|公园|客厅|超市|茶馆)"
)
"""A name with one or two characters in quotes: ``送“福”小站``."""
NUMBERED_YARD = re.compile(r"[\u4e00-\u9fff]{1,3}(?P<street>[街巷路弄])\d{1,4}号(?:院|楼|大院)?")
"""A yard or house by street and number: ``三巷12号院``; not ``1号院``."""
STREET = re.compile(
    r"(?:镇|乡|街道|县城|村|社区|位于|坐落在|走进|来到|有条|在)([\u4e00-\u9fff]{2,3}[街巷])(?![道坊区办])"
)
"""A street behind its town: ``李庄镇药王街``; not ``街道``."""
SHORTEST_ENDING = 2
SHORTEST_OWNED = 2
ADMINISTRATIVE = ("街道", "镇", "乡", "村", "社区")
LONGEST = 20
LONGEST_FEATURE = 8
GREAT = 0.85


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose places that are no administrative area."""
    text = context.text
    for match in HALF_QUOTE.finditer(text):
        start = match.start() if context.is_boundary(match.start()) else match.start() + 1
        index = context.starts.get(start)
        if index is None or context.words[index].tag != "v" or len(context.words[index].text) == 1:
            yield Proposal(start, match.end(), "Place", HALF_QUOTED, NAME, "a facility, half quoted")
    for match in HOME.finditer(text):
        if context.is_boundary(match.start()) and context.is_boundary(match.end()):
            yield Proposal(match.start(), match.end(), "Place", HOME_OF, NAME, "home of a group")
    yield from _streets(context)
    yield from _facilities(context)
    for start, end in Matcher.of(listed("great_features")).find(text):
        side = pattern("after_nature").match(text, end) is not None
        if context.is_boundary(start) and (context.is_boundary(end) or side):
            yield Proposal(start, end, "Place", GREAT, NAME, "known in the whole country")
    yield from _natural(context)


def _streets(context: ArticleContext) -> Iterator[Proposal]:
    """Yards by street and number, streets behind their town."""
    text = context.text
    for match in NUMBERED_YARD.finditer(text):
        inner = max(text.rfind(char, match.start(), match.start("street")) for char in "街巷路") + 1
        starts = range(max(match.start(), inner), match.start("street"))
        start = next((s for s in starts if s == inner or _opens_name(context, s)), -1)
        if start >= 0:
            yield Proposal(start, match.end(), "Place", AT_PLACE, NAME, "a yard by street and number")
    for match in STREET.finditer(text):
        if is_street(context, match.start(1), match.end(1)):
            yield Proposal(match.start(1), match.end(1), "Place", WITH_NAME, NAME, "a street by its name")


def _facilities(context: ArticleContext) -> Iterator[Proposal]:
    """What a class word ends: squares, parks, bases, halls."""
    text = context.text
    longest: dict[int, int] = {}
    for ending_start, end in endings().find(text, overlapping=True):
        longest.setdefault(end, ending_start)
    for end, ending_start in longest.items():
        if end not in context.ends:
            continue
        phrase = phrase_before(context, end, limit=LONGEST, verbs=False)
        if phrase is not None:
            yield from _facility(context, phrase, ending_start)


def _natural(context: ArticleContext) -> Iterator[Proposal]:
    """Hills, rivers and roads that LAC reads as places; 坑塘 and 40余座 are none."""
    for whole in context.words:
        if whole.tag != "LOC":
            continue
        word = _without_side(context, whole)
        named = 2 <= len(word.text) <= LONGEST_FEATURE and word.text.endswith(natural())
        if (
            not named
            or _slogan(context, word.text)
            or word.text.endswith(ADMINISTRATIVE)
            or word.text in cue("generic_venues")
        ):
            continue
        common = all(char in cue_characters("landscape_characters") for char in word.text)
        counted = context.starts.get(word.end)
        quoted = (
            context.text[word.start - 1 : word.start] == "“" and context.text[word.end : word.end + 1] == "”"
        )
        if (
            common
            or quoted
            or is_bare(word.text)
            or (counted is not None and context.words[counted].tag == "m")
        ):
            continue
        if (word.start, word.end) not in context.village_spans and not plain_road(word.text):
            score = TAGGED if len(word.text) > 2 else TAGGED_SHORT
            if score < TAGGED and _at_nature(context, word.start, word.end):
                score = BY_NATURE
            yield Proposal(word.start, word.end, "Place", score, "tagger", "read as a place")


def _slogan(context: ArticleContext, name: str) -> bool:
    """Whether a county stands in a slogan: 平安固始."""
    head = next((head for head in cue_ends("slogan_heads") if name.startswith(head)), "")
    return bool(head) and name[len(head) :] in context.scope.own_short_forms


def _without_side(context: ArticleContext, word: Word) -> Word:
    """Leave out which part of a river is meant, and the town before it: 清水河源头 → 清水河."""
    side = pattern("after_nature").search(word.text, 2)
    start = max((end for _, end in context.wider_places.within(word.start, word.end - 1)), default=word.start)
    end = word.end
    if side is not None and word.text.endswith(natural(), 0, side.start()):
        end = word.start + side.start()
    if (start, end) == (word.start, word.end) or end <= start:
        return word
    return Word(start, end, context.text[start:end], word.tag)


def _at_nature(context: ArticleContext, start: int, end: int) -> bool:
    """Whether what stands around a short name is what is said of rivers and hills: 沿沂河, 关山脚下."""
    before, after = context.text[max(0, start - 2) : start], pattern("after_nature")
    return before.endswith(cue_ends("before_nature")) or bool(after.match(context.text, end))


def is_bare(name: str) -> bool:
    """Whether a class word is all there is, or a plain adjective before one: 苹果园, 小菜园.

    >>> is_bare("小菜园"), is_bare("石门水库")
    (True, False)
    """
    suffixes = listed("facility_suffixes")
    return name in suffixes or (name[0] in cue_characters("plain_before_venues") and name[1:] in suffixes)


def plain_road(name: str) -> bool:
    """Whether a road is told by what it is made of or leads to, and has no name.

    >>> plain_road("机耕路"), plain_road("青年路")
    (True, False)
    """
    return name.endswith(cue_ends("plain_roads")) or name[0] in cue_characters("numerals_of_places")


def _facility(context: ArticleContext, phrase: Phrase, ending_start: int) -> Iterator[Proposal]:
    text, end = context.text, phrase.end
    start, owned = _own_part(context, _whole_name(context, phrase.start), end)
    ending = text[ending_start:end]
    name = text[start:end]
    if start >= ending_start or name in cue("generic_venues") or is_generic_left(context, start):
        return
    named = _named_before(context, ending_start)
    if ending in weak_of_places() and not (named or (owned and ending_start - start >= SHORTEST_OWNED)):
        return
    if owned:
        yield Proposal(start, end, "Place", AT_PLACE, NAME, f"{ending} of a place")
        return
    if (
        is_bare(name)
        or name.startswith(of_nobody())
        or any(text.startswith(word, start) for word in cue("generic_heads"))
    ):
        return
    if is_specific(context, context.starts.get(start, phrase.first), phrase.last):
        yield Proposal(start, end, "Place", WITH_NAME, NAME, f"name before {ending}")
        return
    before = context.ends.get(start)
    if before is None or ending_start - start < 2:
        return
    verb = next((v for v in cue_ends("building_verbs") if text.endswith(v, 0, start)), "")
    if verb:
        yield Proposal(start, end, "Place", GOVERNED, NAME, f"{ending} after {verb}")


def _whole_name(context: ArticleContext, start: int) -> int:
    """Take in one character between a town and the name: 石桥镇走马塘水库."""
    opens = context.text[start - 1 : start] in cue_characters("opens_after") | cue_characters(
        "no_place_character"
    )
    return start - 1 if start - 1 in context.place_ends and not opens else start


def _named_before(context: ArticleContext, position: int) -> bool:
    """Whether LAC reads a place of three and more characters before a class word, or of two with it."""
    index = context.word_at(position - 1)
    if index < 0 or context.words[index].tag != "LOC":
        return False
    word = context.words[index]
    return position - word.start > (2 if word.end == position else 1)


def _opens_name(context: ArticleContext, position: int) -> bool:
    """Whether a word starts here that is no verb or preposition."""
    index = context.starts.get(position)
    return index is not None and context.words[index].tag not in {"v", "p", "u", "d"}


def is_street(context: ArticleContext, start: int, end: int) -> bool:
    """Whether a string before 街 or 巷 is a street's own name: no word of every day."""
    stem = context.text[start : end - 1]
    return (
        context.is_boundary(start)
        and context.is_boundary(end)
        and not is_word(context.text[start:end])
        and context.text[start:end] not in cue("generic_venues")
        and not any(char in cue_characters("no_place_character") for char in stem)
        and stem[0] not in cue_characters("numerals")
        and stem not in cue("generic_heads")
    )


def _own_part(context: ArticleContext, start: int, end: int) -> tuple[int, bool]:
    """Leave the administrative places at the head out where the rest is a name of its own.

    城东街道青年路菜市场 → 青年路菜市场; but 柳沟村文化广场 stays whole, its rest being no name. Returns
    where the name starts, and whether it starts with the place that owns it.
    """
    heads = context.place_spans.within(start, end - 1)
    if not heads:
        return start, False
    last_start, last_end = heads[-1]
    first, last = context.word_at(last_end), context.word_at(end - 1) + 1
    words = context.words[first:last]
    straddled = bool(words) and words[0].start < last_end and words[0].end - last_end > 1
    if end - last_end >= 3 and (straddled or any(w.tag in {"LOC", "PER", "ORG"} for w in words)):
        return last_end, False
    return last_start, True


@cache
def endings() -> Matcher:
    """Return the matcher of class words of facilities and natural features."""
    return Matcher(
        word
        for word in listed("facility_suffixes")
        if len(word) >= SHORTEST_ENDING and word not in cue("weak_venue_endings") - cue("owned_venue_endings")
    )


@cache
def of_nobody() -> tuple[str, ...]:
    """Return the words before a facility that say whose it is and do not name it: 村集体光伏电站."""
    return cue_ends("owners_of_venues")


@cache
def weak_of_places() -> frozenset[str]:
    """Return class words that make a name only behind the place that owns the thing."""
    return cue("owned_venue_endings") & cue("weak_venue_endings")


@cache
def natural() -> tuple[str, ...]:
    """Return the endings of natural features, roads and water."""
    return tuple(sorted(listed("facility_suffixes", "land", "water", "road")))
