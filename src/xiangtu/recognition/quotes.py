"""Quoted strings: which are names, of what type, and how far the name goes.

Read by what stands around them (`quote_signs`): 开展“…”活动, “…”品牌 and “…贷”等金融产品 make names; 打通“…”,
解决“…”难题, and words of every day do not. Quotes in one list share their fate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_ends, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.phrases import phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.quote_signs import NUMBER, VARIETY, Quote, crop_after, crops, judge
from xiangtu.recognition.words import is_word, listed

NAME = "quote"
LEAST = 0.3
LEAST_OF_BODIES = -0.2
HALF_QUOTED_AT_LEAST = {"Event": 0.42, "Organisation": 0.34, "Place": 0.34}
"""A half-quoted name with its class word is one, whatever its quoted half would be by itself."""
MOST = 0.95
REPEATED = 0.12
IN_LIST = 0.02
WHOLE = 0.1
NAMED_BODY = 0.17
PART = 0.08
LONGEST_MIDDLE = 9
EVENT_KINDS = ("meeting", "festival", "contest", "ceremony", "exhibition", "performance")
NOMINAL = frozenset({"n", "vn", "nz", "an", "a", "ORG"})
SHORT_NUMBER = 5
SHORTEST_TOPIC = 3

QUOTED = re.compile(r"“([^“”\n]{2,24})”|「([^「」\n]{2,20})」")
"""A quoted string of up to 24 characters: ``“两学一做”``; not ``“`` without its other half."""
INNER = re.compile(r"‘([^‘’“”\n]{2,20})’")
"""A quote within a quote: ``‘三会一课’``."""
SENTENCE = re.compile(r"[。！？；…]|，.*，|[，、：]$")
"""What makes a quote a sentence: ``好！``, ``来了，看了，走了``; not ``三清两改，四有五好``."""
FOUR_CHARACTERS = re.compile(r"[\u4e00-\u9fff]{4,}")
"""A name without digits or marks: ``三会一课``."""
EDITION = re.compile(r"(?:第[一二三四五六七八九十百\d]{1,4}届|首届)$")
"""The edition of an event: ``第二届``, ``首届``; not ``第二次``."""
MORE_QUOTES = re.compile(r"(?:[、和]?“[^”\n]{1,24}”)*")
"""The rest of a list of quotes: ``、“乙”`` behind ``“甲”``; not ``，“乙”``."""
TEAM = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:队|团)(?![长员伍体])")
"""A team: ``农机队``, ``暑期实践队``; not ``队``, ``文化团体``."""
PRODUCT = re.compile(r"[\u4e00-\u9fff]{2,8}")
"""A product's name: ``奉节脐橙``; not ``党建+葡萄``."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose the quoted strings that are names."""
    quotes = quotes_of(context)
    verdicts = {quote.start: judge(context, quote) for quote in quotes}
    for group in _lists(context.text, quotes):
        best = max(verdicts[quote.start][0] for quote in group)
        for quote in group:
            score, reason = verdicts[quote.start]
            if best > score:
                verdicts[quote.start] = (best - IN_LIST, f"listed with a name; {reason}")
    counts = Counter(quote.text for quote in quotes)
    brands = frozenset(quote.text for quote in quotes if _sold(context, quote))
    for quote in quotes:
        score, reason = verdicts[quote.start]
        if counts[quote.text] > 1 or (not is_word(quote.text) and context.text.count(quote.text) > 1):
            score, reason = score + REPEATED, f"{reason}; repeated"
        if score >= LEAST_OF_BODIES:
            yield from _named(context, quote, min(MOST, score), reason, brands)


def quotes_of(context: ArticleContext) -> list[Quote]:
    """Return the quoted strings of an article that could be names."""
    found = []
    matches = list(QUOTED.finditer(context.text))
    if "‘" in context.text:
        matches = sorted(
            (*matches, *INNER.finditer(context.text)), key=lambda match: (match.start(), match.end())
        )
    for match in matches:
        group = match.lastindex or 0
        content = match.group(group)
        if not SENTENCE.search(content):
            found.append(Quote(match.start(group), match.end(group), match.start(), match.end(), content))
    return found


def _lists(text: str, quotes: list[Quote]) -> Iterator[list[Quote]]:
    """Quotes that follow each other with nothing, 、, 和 or 及 between."""
    group: list[Quote] = []
    for quote in quotes:
        if group and text[group[-1].outer_end : quote.outer_start] in {"", "、", "和", "及", "与"}:
            group.append(quote)
            continue
        if len(group) > 1:
            yield group
        group = [quote]
    if len(group) > 1:
        yield group


def _named(
    context: ArticleContext, quote: Quote, score: float, reason: str, brands: frozenset[str]
) -> Iterator[Proposal]:
    end, kind = _tail(context, quote)
    if score < LEAST and not (end and kind != "Programme" and score >= LEAST_OF_BODIES):
        return
    if end:
        score = max(score, HALF_QUOTED_AT_LEAST.get(kind, score))
        start = _event_start(context, quote) if kind == "Event" else quote.outer_start
        whole = WHOLE if kind in {"Event", "Programme"} else NAMED_BODY
        if score + whole >= LEAST:
            yield Proposal(start, end, kind, min(MOST, score + whole), NAME, f"{reason}; half quoted")
        if kind != "Programme":
            return
        score -= PART
    kind = "Product" if quote.text in brands else _type(context, quote)
    yield Proposal(quote.start, quote.end, kind, score, NAME, reason)


# ---- names that are quoted by half ----


def _tail(context: ArticleContext, quote: Quote) -> tuple[int, str]:
    """Where a half-quoted name ends behind its marks, and its type: “橄榄绿”志愿服务队. (0, "") for none."""
    end, ending = _word_behind(context, quote, _tail_matcher())
    if end:
        return end, _tails()[ending]
    team = TEAM.match(context.text, quote.outer_end)
    if team is not None and context.is_boundary(team.end()) and _nominal(context, team.start(), team.end()):
        return team.end(), "Organisation"
    short = len(quote.text) <= SHORT_NUMBER and not FOUR_CHARACTERS.fullmatch(quote.text)
    if short and NUMBER.search(quote.text):
        end, _ = _word_behind(context, quote, Matcher.of(cue("number_tails")))
        if end:
            return end, "Programme"
    end, ending = _word_behind(context, quote, Matcher.of(cue("content_tails")))
    middle = context.text[quote.outer_end : end - len(ending)]
    if end and 2 <= len(middle) <= 4 and middle not in cue("generic_modifiers"):
        return end, "Programme"
    return 0, ""


def _event_start(context: ArticleContext, quote: Quote) -> int:
    """Take in the edition or the nouns before a half-quoted event: 第二届“六月红”芋头节."""
    text, start = context.text, quote.outer_start
    edition = EDITION.search(text, max(0, start - 6), start)
    if edition is not None:
        return edition.start()
    index = context.ends.get(start)
    if index is None or context.words[index].tag not in {"n", "nz", "vn"}:
        return start
    phrase = phrase_before(context, start, limit=8, verbs=False)
    places = [end for _, end in context.place_spans.within(phrase.start, start)] if phrase is not None else []
    head = max([phrase.start, *places]) if phrase is not None else start
    return head if start - head >= SHORTEST_TOPIC else start


def _word_behind(context: ArticleContext, quote: Quote, matcher: Matcher) -> tuple[int, str]:
    """Return the end of the last class word behind the quote that only nouns part from it, and the word."""
    best = (0, "")
    for start in range(quote.outer_end, quote.outer_end + LONGEST_MIDDLE):
        for word in matcher.at(context.text, start):
            end = start + len(word)
            if end > best[0] and context.is_boundary(end) and _nominal(context, quote.outer_end, start):
                best = (end, word)
    return best


def _nominal(context: ArticleContext, start: int, end: int) -> bool:
    """Whether only nouns and their like stand between, nothing that governs a name, and no line's end."""
    if "\n" in context.text[start : end + 1]:
        return False
    index = context.word_at(start)
    while 0 <= index < len(context.words) and context.words[index].start < end:
        word = context.words[index]
        nominal = word.tag in NOMINAL or (word.tag == "v" and len(word.text) == 2)
        if not nominal or word.text in cue("launch_verbs" if word.tag == "v" else "launch_verbs_only"):
            return False
        index += 1
    return True


@cache
def _tails() -> Mapping[str, str]:
    """Class words that take a quoted name in, with the type they make."""
    tails = {word: "Event" for word in listed("event_suffixes", *EVENT_KINDS) if len(word) >= 3}
    tails |= dict.fromkeys(cue("venue_endings"), "Place")
    tails |= dict.fromkeys(cue("half_quoted_firms"), "Organisation")
    return tails | dict.fromkeys(cue("team_endings"), "Organisation")


@cache
def _tail_matcher() -> Matcher:
    return Matcher(_tails())


# ---- types of names that are quoted whole ----


def _type(context: ArticleContext, quote: Quote) -> str:
    """Return the type of a wholly quoted name, by the word behind it and its last word."""
    if "+" in quote.text or pattern("scheme_follow").match(context.text, quote.outer_end):
        return "Programme"
    after_list = MORE_QUOTES.match(context.text, quote.outer_end)
    behind = after_list.end() if after_list is not None else quote.outer_end
    for name, kind in (("product_follow", "Product"), ("event_follow", "Event")):
        if pattern(name).match(context.text, behind):
            return kind
    for name, kind in (
        ("team_endings", "Organisation"),
        ("venue_endings", "Place"),
        ("event_endings", "Event"),
        ("company_endings", "Organisation"),
    ):
        if quote.text.endswith(cue_ends(name)):
            return kind
    if VARIETY.fullmatch(quote.text) or _sold(context, quote):
        return "Product"
    branded = context.text.startswith("品牌", quote.outer_end) and quote.start not in context.place_starts
    crop = PRODUCT.fullmatch(quote.text) and quote.text.endswith(crops())
    return "Product" if crop and not branded else "Programme"


def _sold(context: ArticleContext, quote: Quote) -> bool:
    """Whether a quote is a brand by the words around it: 商标“…”, “…”酸菜."""
    if crop_after(context.text, quote.outer_end):
        return True
    return context.text.endswith(cue_ends("before_brand"), 0, quote.outer_start)
