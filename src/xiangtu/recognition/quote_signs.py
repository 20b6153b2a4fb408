"""What speaks for a quoted string being a name, and what against it: a table of signs with their points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from xiangtu.recognition.context import TITLE_PARTS, ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, cue_ends, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.programmes import known
from xiangtu.recognition.words import is_word, listed

BASE = 0.34
LONG = 14
LONGEST_FOLLOW = 9

NUMERIC = re.compile(
    r"[\d+]+|[一二三四五六七八九十两]+[\u4e00-\u9fff]{1,2}[一二三四五六七八九十两][\u4e00-\u9fff]{1,2}"
)
"""Numbers as names: ``10+5``, ``三会一课``; not ``三农``."""
NUMBER = re.compile(r"[一二三四五六七八九十双两百千万]|\d+")
"""A numeral inside a name: ``三`` and ``一`` of ``三会一课``."""
FORMULA = re.compile(r"[^+]{1,6}(?:\+[^+]{1,8}){2,4}")
"""A scheme as the sum of its parts: ``党支部+合作社+农户``; not ``互联网+``."""
PLUS = re.compile(r"[\u4e00-\u9fff]{2,5}\+[\u4e00-\u9fff]{0,6}")
"""A field and what joins it: ``党建+治理``, ``党建+``; not ``10+5``."""
GOLDEN = re.compile(
    r"(?:金|致富|幸福|增收|振兴|甜蜜|摇钱|黄金|聚宝|共富|红火)"
    r"(?:豆豆?|果果?子?|蛋蛋?|疙瘩|叶子?|花|草|苗|树|路|门|经|梦|种子|果实|密码|产业|事业|车|船|桥|田|池|盆|罐)"
)
"""What brings riches, as a figure: ``金豆豆``, ``致富果``; not ``金针菇``."""
VARIETY = re.compile(r"[\u4e00-\u9fff]{2,5}[\d一二三四五六七八九十]{1,4}号")
"""A variety of a crop: ``鹤白2号``; not ``一号文件``."""
DATE = re.compile(r"\d{1,2}[.·]\d{1,2}")
"""A date as a name's part: ``6.26`` of “6.26”国际禁毒日; not ``1+6``."""
DOTTED = re.compile(r"[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,6}")
"""A brand of two parts: ``老兵事·马上办``; not ``古丽·买买提`` (never in quotes)."""
EDITION = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[期批季轮]|推行以来|实施以来|开展以来|[两三四五\d]年(?:述评|回访)"
)
"""What follows a thing that goes on: ``第三期``, ``推行以来``; not ``第三名``."""
COUNTED = re.compile(r"[一两三四五几][张句枚块笔本把面幅个位名种股道]$")
"""A count before a quote: ``一张``, ``三句``; not ``一项``."""
CLAUSE_ENDS = frozenset({"", "，", "。", "；", "：", "\n"})
MORE_QUOTED = re.compile(r"(?:[、和]?“[^”\n]{1,24}”)*")
"""The rest of a list of quotes."""
BETWEEN = re.compile(r"(?:[了着过好出起]|[一二三四五六七八九十\d]+[个项场次条批台家座间支类款]|系列|以)+$")
"""What may stand between a verb and the quote: ``推出了三项``; not ``推出以来``."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted string: offsets of its content, and of the marks around it."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    text: str


class Sign(NamedTuple):
    """A sign: its points (negative: against a name) and the test that gives its reason or nothing."""

    points: float
    test: Callable[[ArticleContext, Quote], str]


def judge(context: ArticleContext, quote: Quote) -> tuple[float, str]:
    """Return how much a quoted string is a name, and why."""
    score, reasons = BASE, []
    for sign in SIGNS:
        reason = sign.test(context, quote)
        if reason:
            score += sign.points
            reasons.append(reason)
    return round(score, 2), "; ".join(reasons) or "quoted"


# ---- for ----


def _strong_class(context: ArticleContext, quote: Quote) -> str:
    word = class_word_after(context.text, quote.outer_end)
    return f"before {word}" if word in cue("strong_quote_class") else ""


def _weak_class(context: ArticleContext, quote: Quote) -> str:
    word = class_word_after(context.text, quote.outer_end)
    return f"before {word}" if word and word not in cue("strong_quote_class") else ""


def _verb(context: ArticleContext, quote: Quote) -> str:
    verb = _ends_with(_before(context, quote), "quote_verbs")
    return f"after {verb}" if verb and not _before(context, quote).endswith("党组织") else ""


def _weak_verb(context: ArticleContext, quote: Quote) -> str:
    before = _before(context, quote)
    verb = "" if _ends_with(before, "quote_verbs") else _ends_with(before, "quote_weak_verbs")
    return f"after {verb}" if verb else ""


def _called(context: ArticleContext, quote: Quote) -> str:
    return "called so" if _before(context, quote).endswith(cue_ends("naming_words")) else ""


def _owned(context: ArticleContext, quote: Quote) -> str:
    """县妇联的“…”, 镇里的“…”, 派出的“…”: a body's own, or what it carries out."""
    if not _before(context, quote).endswith("的"):
        return ""
    end = quote.outer_start - 1
    index = context.ends.get(end)
    if index is None:
        return ""
    word = context.words[index]
    owner = word.tag == "ORG" or end in context.place_ends or word.text in cue("owners")
    verb = _ends_with(context.text[max(0, end - 4) : end], "quote_verbs")
    return "a body's own" if owner or verb else ""


def _crop_behind(context: ArticleContext, quote: Quote) -> str:
    return f"before {crop}" if (crop := crop_after(context.text, quote.outer_end)) else ""


def _subject(context: ArticleContext, quote: Quote) -> str:
    """What a clause opens with and says something of: “…”发到最后少两份."""
    opens = _before(context, quote)[-1:] in CLAUSE_ENDS
    index = context.starts.get(quote.outer_end)
    acts = index is not None and context.words[index].tag in {"v", "p"}
    return "what a clause speaks of" if opens and acts and not is_word(quote.text) else ""


def _edition(context: ArticleContext, quote: Quote) -> str:
    return "an edition of it" if EDITION.match(context.text, quote.outer_end) else ""


def _class_ending(_: ArticleContext, quote: Quote) -> str:
    return "ends in a class word" if quote.text.endswith(quoted_endings()) else ""


def _thing(context: ArticleContext, quote: Quote) -> str:
    return "spoken of as a thing" if pattern("name_follow").match(context.text, quote.outer_end) else ""


def _crop(_: ArticleContext, quote: Quote) -> str:
    crop = len(quote.text) >= 3 and quote.text.endswith(crops()) and not is_word(quote.text)
    return "ends in a crop" if crop else ""


def _brand(context: ArticleContext, quote: Quote) -> str:
    text = context.text
    branded = pattern("product_follow").match(text, quote.outer_end) or VARIETY.fullmatch(quote.text)
    before = _before(context, quote)
    return "a brand or a variety" if branded or before.endswith(cue_ends("before_brand")) else ""


def _place_body(context: ArticleContext, quote: Quote) -> str:
    body = quote.start in context.place_starts and quote.text.endswith(cue_ends("team_endings"))
    return "a place's body" if body else ""


def _means(context: ArticleContext, quote: Quote) -> str:
    return "named as a means" if pattern("means_follow").match(context.text, quote.outer_end) else ""


def _two_numbers(_: ArticleContext, quote: Quote) -> str:
    return "two numbers" if len(NUMBER.findall(quote.text)) >= 2 and len(quote.text) >= 4 else ""


def _numbers(_: ArticleContext, quote: Quote) -> str:
    found = NUMBER.findall(quote.text)
    if len(found) >= 2 and len(quote.text) >= 4:
        return ""
    short = bool(found) and 3 <= len(quote.text) <= 6
    return "numbers as a name" if short or NUMERIC.fullmatch(quote.text) else ""


def _formula(_: ArticleContext, quote: Quote) -> str:
    return "a formula of parts" if FORMULA.fullmatch(quote.text) else ""


def _plus(_: ArticleContext, quote: Quote) -> str:
    plus = PLUS.fullmatch(quote.text) is not None and quote.text not in cue("figures_of_speech")
    field = quote.text.partition("+")[0] in cue("plus_fields")
    return "a field plus something" if plus and field else ""


def _known(context: ArticleContext, quote: Quote) -> str:
    return "known programme" if known().longest(context.text, quote.start) == quote.text else ""


def _coined(context: ArticleContext, quote: Quote) -> str:
    """A noun that no dictionary has: 田头茶桌; not 应建尽建, which is made of verbs."""
    if len(quote.text) < 3 or is_word(quote.text):
        return ""
    last = context.ends.get(quote.end)
    nominal = last is not None and context.words[last].tag in {"n", "nz", "nw", "PER", "ORG", "LOC"}
    return "a coined noun" if nominal else ""


# ---- against ----


def _figure_by_verb(context: ArticleContext, quote: Quote) -> str:
    named = quote.text.endswith(quoted_endings()) and quote.text not in cue("figures_of_speech")
    named = named or bool(crop_after(context.text, quote.outer_end))
    verb = "" if named else _ends_with(_before(context, quote), "figure_verbs")
    follow = pattern("figure_follow").match(context.text, quote.outer_end)
    return "a figure of speech by its verb" if verb or follow else ""


def _counted(context: ArticleContext, quote: Quote) -> str:
    counted = COUNTED.search(_before(context, quote)) is not None
    return "one of several" if counted and not class_word_after(context.text, quote.outer_end) else ""


def _after_particle(context: ArticleContext, quote: Quote) -> str:
    loose = _before(context, quote).endswith("的") and not (
        class_word_after(context.text, quote.outer_end) or _owned(context, quote)
    )
    return "only described" if loose else ""


def _everyday(context: ArticleContext, quote: Quote) -> str:
    plain = is_word(quote.text) and not class_word_after(context.text, quote.outer_end)
    return "a word of every day" if plain or (len(quote.text) == 2 and is_word(quote.text)) else ""


def _figure(_: ArticleContext, quote: Quote) -> str:
    figure = quote.text in cue("figures_of_speech") or GOLDEN.fullmatch(quote.text)
    return "a figure of speech" if figure else ""


def _phrase(_: ArticleContext, quote: Quote) -> str:
    return "a phrase" if "的" in quote.text else ""


def _way(context: ArticleContext, quote: Quote) -> str:
    way = quote.text.endswith("式") and not quote.text.endswith(("模式", "仪式", "把式"))
    return "a way of doing things" if way and not _strong_class(context, quote) else ""


def _speech(context: ArticleContext, quote: Quote) -> str:
    before = _before(context, quote)
    named = class_word_after(context.text, quote.outer_end)
    introduced = not named and before.endswith(("：", "，")) and any(word in before for word in cue("speech"))
    return "speech" if introduced or quote.text[-1] in cue_characters("sentence_particles") else ""


def _vetoed(context: ArticleContext, quote: Quote) -> str:
    """警惕“…”, “…”等新型毒品, “…”字样, 以“…”为主题: what is warned of, written or a theme; bare dates."""
    before = _before(context, quote).endswith(cue_ends("veto_before"))
    behind = MORE_QUOTED.match(context.text, quote.outer_end)
    position = behind.end() if behind is not None else quote.outer_end
    if before or pattern("veto_follow").match(context.text, position):
        return "warned of, written, or a theme"
    return "a bare date" if DATE.fullmatch(quote.text) else ""


def _in_headline(context: ArticleContext, quote: Quote) -> str:
    """Named in the headline and in the text."""
    if is_word(quote.text) or len(quote.text) < 3:
        return ""
    count = context.text.count(quote.text)
    head = context.text.find(quote.text)
    titled = context.part_at(head) in TITLE_PARTS
    return "in headline and text" if count > 1 and titled else ""


def _dotted(_: ArticleContext, quote: Quote) -> str:
    return "two parts with a dot" if DOTTED.fullmatch(quote.text) else ""


def _paired(_: ArticleContext, quote: Quote) -> str:
    first, _mark, second = quote.text.partition("、")
    distinct = not any(first[i : i + 2] in second for i in range(len(first) - 1))
    return "two like parts" if len(first) == len(second) >= 4 and distinct else ""


def _long(_: ArticleContext, quote: Quote) -> str:
    return "long" if len(quote.text) > LONG else ""


SIGNS = (
    Sign(0.36, _strong_class),
    Sign(0.24, _weak_class),
    Sign(0.2, _verb),
    Sign(0.16, _called),
    Sign(0.2, _owned),
    Sign(0.3, _crop_behind),
    Sign(0.1, _subject),
    Sign(0.2, _edition),
    Sign(0.22, _class_ending),
    Sign(0.2, _thing),
    Sign(0.24, _crop),
    Sign(0.3, _brand),
    Sign(0.24, _place_body),
    Sign(0.24, _means),
    Sign(0.2, _two_numbers),
    Sign(0.12, _numbers),
    Sign(0.2, _formula),
    Sign(0.2, _plus),
    Sign(0.5, _known),
    Sign(0.1, _coined),
    Sign(0.1, _weak_verb),
    Sign(-0.1, _after_particle),
    Sign(-0.14, _counted),
    Sign(-0.35, _figure_by_verb),
    Sign(-0.25, _everyday),
    Sign(-0.5, _figure),
    Sign(-0.3, _phrase),
    Sign(-0.6, _way),
    Sign(-0.4, _speech),
    Sign(-0.1, _long),
    Sign(-0.9, _vetoed),
    Sign(0.14, _in_headline),
    Sign(0.18, _dotted),
    Sign(-0.1, _paired),
)


@lru_cache(maxsize=1024)
def class_word_after(text: str, position: int) -> str:
    """Return the class word that a quote stands before: 活动 of “…”主题实践活动."""
    for length in range(LONGEST_FOLLOW):
        if length and not _plain(text[position + length - 1]):
            break
        word = Matcher.of(cue("quote_class")).longest(text, position + length)
        if word:
            return word
        if position + length >= len(text):
            break
    return ""


def crop_after(text: str, position: int) -> str:
    """Return the produce that a quoted brand stands before: 酸菜 of “…”酸菜."""
    return Matcher.of(produce()).longest(text, position)


def _plain(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and char not in cue_characters("no_class_between")


def _before(context: ArticleContext, quote: Quote) -> str:
    return context.text[max(0, quote.outer_start - 8) : quote.outer_start]


def _ends_with(before: str, name: str) -> str:
    """Return the cue word that ends what stands before, an aspect or a count between left out."""
    for piece in (before, BETWEEN.sub("", before)):
        for length in range(min(4, len(piece)), 0, -1):
            if piece[-length:] in cue(name):
                return piece[-length:]
    return ""


@cache
def quoted_endings() -> tuple[str, ...]:
    """Return the endings that make a quoted string look like a name."""
    kinds = ("campaign", "project", "plan", "method", "finance", "brand", "activity")
    found = {word for word in listed("programme_suffixes", *kinds) if len(word) > 1}
    return tuple(sorted(cue("quoted_endings") | found))


@cache
def produce() -> frozenset[str]:
    """Return the words of two and more characters for what farms and kitchens make."""
    found = listed("product_words", "crop", "fruit", "animal", "food", "drink", "craft")
    return frozenset(word for word in found if len(word) > 1)


@cache
def crops() -> tuple[str, ...]:
    """Return the words that end names of farm produce."""
    found = listed("product_words", "crop", "fruit", "animal", "food", "drink", "craft")
    return tuple(sorted(found | cue_characters("crop_characters")))
