"""Quoted strings: which are names, of what type, and how far the name goes.

Read by what stands around them: 开展“…”活动, “…”品牌 and “…贷”等金融产品 make names; 打通“…”, 解决“…”难题, and words
of every day do not. Quotes in one list share their fate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.programmes import known
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word, listed

NAME = "quote"
BASE = 0.34
QUOTED = re.compile(r"“([^“”\n]{2,24})”|‘([^‘’“”\n]{2,20})’|「([^「」\n]{2,20})」")
"""A quoted string of up to 24 characters: ``“两学一做”``; not a quoted sentence with a full stop."""
SENTENCE_MARKS = re.compile(r"[。！？；…]|，.*，")
NUMERIC = re.compile(
    r"[\d+＋]+|[一二三四五六七八九十两]+[\u4e00-\u9fff]{1,2}[一二三四五六七八九十两][\u4e00-\u9fff]{1,2}"
)
"""Numbers as names: ``10+5``, ``三会一课``; not ``三农``."""
NUMBER = re.compile(r"[一二三四五六七八九十双两百千万]|\d+")
"""A numeral inside a name."""
HAS_NUMBER = re.compile(r"[\d一二三四五六七八九十双百千万]")
PRODUCT = re.compile(r"[\u4e00-\u9fff]{2,8}")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted string: offsets of its content, and of the marks around it."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    text: str


def quotes_of(context: ArticleContext) -> list[Quote]:
    """Return the quoted strings of an article that could be names."""
    found = []
    for match in QUOTED.finditer(context.text):
        group = next(number for number in (1, 2, 3) if match.group(number) is not None)
        content = match.group(group)
        if SENTENCE_MARKS.search(content) or content[-1] in "，、：":
            continue
        found.append(Quote(match.start(group), match.end(group), match.start(), match.end(), content))
    return found


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose the quoted strings that are names."""
    quotes = quotes_of(context)
    scores = {quote.start: _judge(context, quote) for quote in quotes}
    counts: dict[str, int] = {}
    for quote in quotes:
        counts[quote.text] = counts.get(quote.text, 0) + 1
    for group in _lists(context.text, quotes):
        best = max(scores[quote.start][0] for quote in group)
        for quote in group:
            score, reason = scores[quote.start]
            if best > score:
                scores[quote.start] = (best - 0.02, f"listed with a name; {reason}")
    for quote in quotes:
        score, reason = scores[quote.start]
        if counts[quote.text] > 1:
            score, reason = score + 0.12, f"{reason}; repeated"
        if score < 0.3:
            continue
        yield from _named(context, quote, min(0.95, score), reason)


def _judge(context: ArticleContext, quote: Quote) -> tuple[float, str]:
    """Return how much a quoted string is a name, and why."""
    text, score, reasons = context.text, BASE, []
    before = text[max(0, quote.outer_start - 8) : quote.outer_start]
    follow = _class_word(text, quote.outer_end)
    if follow:
        score += 0.36 if follow in cue("strong_quote_class") else 0.24
        reasons.append(f"before {follow}")
    verb = _ends_with(before, "quote_verbs")
    if verb and before[-3:] not in {"党组织"}:
        score += 0.2
        reasons.append(f"after {verb}")
    if quote.text.endswith(quoted_endings()):
        score += 0.22
        reasons.append("ends in a class word")
    if pattern("name_follow").match(text, quote.outer_end):
        score += 0.2
        reasons.append("spoken of as a thing")
    if len(quote.text) >= 3 and quote.text.endswith(crops()) and not is_word(quote.text):
        score += 0.24
        reasons.append("ends in a crop")
    if _in_body(context, quote):
        score += 0.24
        reasons.append("a place's body")
    if pattern("means_follow").match(text, quote.outer_end):
        score += 0.24
        reasons.append("named as a means")
    if len(NUMBER.findall(quote.text)) >= 2 and len(quote.text) >= 4:
        score += 0.2
        reasons.append("two numbers")
    elif NUMERIC.fullmatch(quote.text) or (HAS_NUMBER.search(quote.text) and 3 <= len(quote.text) <= 6):
        score += 0.16
        reasons.append("numbers as a name")
    if known().longest(text, quote.start) == quote.text:
        score += 0.5
        reasons.append("known programme")
    if _ends_with(before, "figure_verbs") or pattern("figure_follow").match(text, quote.outer_end):
        score -= 0.35
        reasons.append("a figure of speech by its verb")
    if is_word(quote.text) and not follow:
        score -= 0.25
        reasons.append("a word of every day")
    if quote.text in cue("figures_of_speech"):
        score -= 0.5
        reasons.append("a figure of speech")
    if quote.text.endswith("式") or "的" in quote.text:
        score -= 0.3
        reasons.append("a manner or a phrase")
    if _is_speech(context, quote, before):
        score -= 0.4
        reasons.append("speech")
    if len(quote.text) > 14:
        score -= 0.1
    return round(score, 2), "; ".join(reasons) or "quoted"


def _in_body(context: ArticleContext, quote: Quote) -> bool:
    """Whether the quote is a place with a body of it: “X镇退役军人服务工作组”."""
    return quote.start in context.place_starts and quote.text.endswith(tuple(sorted(cue("team_endings"))))


def _class_word(text: str, position: int) -> str:
    """Return the class word that the quote stands before: 活动 of “…”主题实践活动."""
    for length in range(0, 9):
        piece = text[position : position + length]
        if piece and not all("\u4e00" <= char <= "\u9fff" for char in piece):
            break
        if any(char in "的了是在和与，" for char in piece):
            break
        word = Matcher.of(cue("quote_class")).longest(text, position + length)
        if word:
            return word
    return ""


def _ends_with(before: str, name: str) -> str:
    """Return the cue word that ends what stands before, an aspect or a count between left out."""
    trimmed = re.sub(
        r"(?:[了着过好出起]|[一二三四五六七八九十\d]+[个项场次条批台家座间支类款]|系列|以)+$", "", before
    )
    for piece in (before, trimmed):
        for length in range(min(4, len(piece)), 0, -1):
            if piece[-length:] in cue(name):
                return piece[-length:]
    return ""


def _is_speech(context: ArticleContext, quote: Quote, before: str) -> bool:
    if before[-1:] in {"：", "，"} and any(word in before for word in cue("speech")):
        return True
    del context
    return quote.text[-1] in "吧吗呢啊呀了"


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


def _named(context: ArticleContext, quote: Quote, score: float, reason: str) -> Iterator[Proposal]:
    text = context.text
    tail, kind = _tail(context, quote)
    if tail:
        yield Proposal(quote.outer_start, quote.outer_end + tail, kind, min(0.95, score + 0.1), NAME, reason)
        if kind != "Programme":
            return
        score -= 0.08
    yield Proposal(quote.start, quote.end, _type(context, quote), score, NAME, reason)


def _tail(context: ArticleContext, quote: Quote) -> tuple[int, str]:
    """How far a half-quoted name goes on behind its marks, and its type: “石榴红”志愿服务队."""
    text = context.text
    for ending, kind in _tails():
        for length in range(0, 9):
            if text.startswith(ending, quote.outer_end + length):
                middle = text[quote.outer_end : quote.outer_end + length]
                aligned = context.is_boundary(quote.outer_end + length + len(ending))
                if aligned and _nominal_middle(context, quote.outer_end, middle):
                    return length + len(ending), kind
    if (
        HAS_NUMBER.search(quote.text)
        and len(quote.text) <= 5
        and not re.fullmatch(r"[\u4e00-\u9fff]{4,}", quote.text)
    ):
        for length in range(0, 5):
            word = Matcher.of(cue("number_tails")).longest(text, quote.outer_end + length)
            if word and _nominal_middle(
                context, quote.outer_end, text[quote.outer_end : quote.outer_end + length]
            ):
                return length + len(word), "Programme"
    for length in range(0, 6):
        word = Matcher.of(listed("policy_programmes")).longest(text, quote.outer_end + length)
        if length == 0 and word:
            return len(word), "Programme"
    return 0, ""


def _nominal_middle(context: ArticleContext, start: int, middle: str) -> bool:
    index = context.word_at(start)
    while 0 <= index < len(context.words) and context.words[index].start < start + len(middle):
        word = context.words[index]
        if word.tag not in {"n", "vn", "nz", "an", "a"} or word.text in cue("launch_verbs"):
            return False
        index += 1
    return True


@cache
def _tails() -> list[tuple[str, str]]:
    teams = [(word, "Organisation") for word in cue("team_endings")]
    events = [(word, "Event") for word in listed("event_suffixes") if len(word) >= 3]
    places = [(word, "Place") for word in cue("venue_endings")]
    return sorted(teams + places + events, key=lambda pair: (-len(pair[0]), pair))


def _type(context: ArticleContext, quote: Quote) -> str:
    """Return the type of a wholly quoted name, by its last word and the class word behind it."""
    text, content = context.text, quote.text
    follow = text[quote.outer_end : quote.outer_end + 10]
    for name, kind in (
        ("product_follow", "Product"),
        ("event_follow", "Event"),
    ):
        if pattern(name).match(follow):
            return kind
    for name, kind in (
        ("team_endings", "Organisation"),
        ("venue_endings", "Place"),
        ("event_endings", "Event"),
        ("company_endings", "Organisation"),
    ):
        if content.endswith(tuple(sorted(cue(name)))):
            return kind
    branded = follow.startswith("品牌") and quote.start not in context.place_starts
    if PRODUCT.fullmatch(content) and content.endswith(crops()) and not branded:
        return "Product"
    return "Programme"


@cache
def quoted_endings() -> tuple[str, ...]:
    """Return the endings that make a quoted string look like a name."""
    return tuple(sorted(cue("quoted_endings") | {w for w in _name_suffixes() if len(w) > 1}))


@cache
def _name_suffixes() -> frozenset[str]:
    return listed(
        "programme_suffixes", "campaign", "project", "plan", "method", "finance", "brand", "activity"
    )


@cache
def crops() -> tuple[str, ...]:
    """Return the words that end names of farm produce."""
    found = listed("product_words", "crop", "fruit", "animal", "food", "drink", "craft")
    return tuple(sorted(found | cue_characters("crop_characters")))
