"""Figures of a text: each printed number that measures something, with unit, hedge and normalised pair.

Not figures: dates and clock times, ordinal numbers, ranks, ages, ratios, percentages in ranges, numbers
inside names and short quotes, lengths of time that only say since when, and thresholds (``50万元以上村`` of
``50万元以上村31个``, whose figure is 31个).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from xiangtu.lexicon import rows, words
from xiangtu.model.records import Reading, Sentence, Span

from .numerals import SCALES, Numeral, chinese_value, find_numerals

ORDINAL_BEFORE = re.compile(r"(?:\d[时点:：∶×xX]|第|初|[A-Za-z.+/#№_·・•—–~～-])[ \u3000]?$")
"""Before a number that orders or names: ``第3``, ``G104``, ``党建+4``, ``8:30``; not ``共3``."""

NOT_AFTER_CHINESE = frozenset("数几好每这那另哪老周第初期小大同统唯独专逐")
"""Before a Chinese number that does not count: ``这两名``, ``数十``, ``每一个``."""

ONLY = re.compile(r"(?:仅有?|只有|仅存|共有?|唯一的?|为|达到?|建成|评为)(?:[“《][^”》]{1,8}[”》])?$")
"""Before ``一个`` that is a figure: ``仅有一个``; elsewhere 一 is only an article."""

HEDGES_BEFORE = (
    "接近",
    "将近",
    "超过",
    "突破",
    "大约",
    "至少",
    "不少于",
    "不低于",
    "约",
    "近",
    "超",
    "逾",
    "上",
    "达",
)
"""Words before a number that make it approximate; ``达`` does not, but may stand between."""

HEDGES_AFTER = ("左右", "上下", "以上", "以下", "以内", "之多", "有余", "余", "多")
"""Words after the unit that make it approximate, or a threshold where a noun follows."""

THRESHOLD = re.compile(
    r"(?:及以上|及以下|以上|以下|以内|之内|内)(?!(?:[,，。；;、!！)）”\s]|$|新高|好|的好))"
)
"""After a unit: ``以上`` with a noun behind it sets a bound (``60岁以上老人``) and is no figure."""

BOUND_BEFORE = re.compile(
    r"(?:一过|一到|年满|不满|未满|已满|低于|高于|大于|小于|不足|不超过|每隔|每满|每增加|每逢)$"
)
"""Before a number that is a condition: ``年满60周岁``, ``不超过3人``."""

TIME_CUE_BEFORE = re.compile(
    r"(?:缩短|压缩|减少|提前|延长|节省|节约|历时|耗时|为期|用时|工期|时长|时间|仅需|只需|需要|长达|达到?|超过?|逾|累计"
    r"|平均|每[天周月年]|一?年|提速|办理|限时|压减|[至到由从为])(?:了|为|至|到|在|约|近|共)?[ \u3000]?$"
)
"""Before a length of time that is a figure: ``缩短至3个工作日``, ``每周 5 天``, not ``近5年``."""

TIME_NOT_AFTER = re.compile(
    r"^(?:来|前|后|内|以来|以后|之后|之前|间|里|期间|全天|值班|值守|轮流|不间断|不打烊|连续|累计|时间里?|如一日)"
)
"""After a length of time that only says when or how: ``3年来``, ``24小时值班``."""

RANGE = re.compile(r"[ \u3000]?(?:至|到|—+|-+|~+|～+|–+)[ \u3000]?")
"""Between the numbers of a range: ``3至5``; not ``3、5``."""

LONGEST_DASH = 5
"""Longest mark of a range, in characters, spaces included."""

NOT_IN_RANGES = frozenset({"ratio", "duration", "age"})
"""Kinds of units whose ranges are no figures: ``增长12%—15%``."""

PERCENT_RANGE_BEFORE = re.compile(r"[%‰][ \u3000]?(?:至|到|—|-|~|～|–)+[ \u3000]?$")
PERCENT_RANGE_AFTER = re.compile(r"[ \u3000]?(?:至|到|—+|-+|~+|～+|–+)[ \u3000]?\d")
"""Before and behind a percentage that is one end of a range: ``10%至20%``."""

RANK_AFTER = re.compile(
    r"^[ \u3000]?(?:级|号|楼|室|单元|弄|路|线|型|式|版|度$|世纪|年代|年级|强|佳|时|点|月|日|期工程|：|:|∶|比)"
)
"""After a number that names, ranks or tells the hour: ``5A级``, ``3号楼``, ``8时``, ``百强``."""

SHORT_QUOTE = 14
"""Longest quote, in characters, that is taken for a name or slogan: its numbers are part of it."""

QUOTE = re.compile(r"[“‘《「『]([^”’》」』“‘《「『\n]{1,40})[”’》」』]")
"""A quote within one line: ``“15分钟阅读圈”``."""

PER = re.compile(
    r"[ \u3000]?(?:/|每)[ \u3000]?"
    r"(?:亩|斤|公斤|吨|平方米|平方|人|户|天|月|年|小时|次|立方米|千瓦时|度|个|株|棵|头|只|m²|㎡)"
)
"""What a rate is per: ``15元/斤``."""

SPELLED_PERCENT = re.compile(
    r"百分之(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
)
"""A percentage in words: ``百分之十五``."""

COLLOQUIAL_PRICE = re.compile(
    r"(?P<yuan>[一二两三四五六七八九十]{1,3})块(?P<jiao>[一二三四五六七八九])(?![十百千万个名位只头件])毛?"
)
"""A price as spoken: ``两块四``; not ``三块五百亩的地``."""

CHINESE_KINDS = frozenset(
    ["people", "households", "money", "area", "mass", "length", "multiple", "volume", "things"]
)
"""Kinds of units before which a Chinese numeral may be a figure; ``三成``, ``三天`` are turns of speech."""

CHANGE_BEFORE = re.compile(
    r"(?:占|增长|增加|提高|提升|上升|上涨|下降|减少|降低|节约|节省|缩短|增产|减产|增收)(?:了|近|约|超|超过|至少)?$"
)
"""Before ``三成`` that is a figure: ``成本下降三成``; not ``抽三成``."""

AFTER_ONE_NUMERAL = frozenset(
    [
        "名",
        "位",
        "户",
        "条",
        "台",
        "辆",
        "所",
        "处",
        "支",
        "亩",
        "家",
        "间",
        "只",
        "起",
        "棵",
        "株",
        "头",
        "眼",
        "公里",
        "吨",
        "公顷",
        "人次",
        "元",
        "万元",
        "口",
        "艘",
    ]
)
"""Units before which a single Chinese numeral is a figure: ``两名技术员``; not ``两个字``, ``两人``."""


LETTER = re.compile(r"[A-Za-z0-9²³]")
"""Behind a unit in Latin letters that is the start of something longer: m of ``mm``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the lexicon: printed word, kind, unit of the normalised value, factor to it if any."""

    name: str
    kind: str
    normalised: str
    factor: Decimal | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit in a reading: offsets from the hedge before to the hedge after.

    `value` and `unit` are as printed (scale words belong to the unit); the digits start at `number_start`.
    """

    start: int
    end: int
    number_start: int
    sentence: int
    value: Decimal
    unit: str
    kind: str
    hedge: str
    normalised_value: float | None
    normalised_unit: str
    chinese: bool


@cache
def units() -> dict[str, Unit]:
    """Return the units of the lexicon by printed word."""
    found = {}
    for name, kind, normalised, factor in rows("units", 4):
        found[name] = Unit(name, kind, normalised, _fraction(factor) if factor else None)
    return found


@cache
def _continuations() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit, continuation in rows("unit_continuations", 2):
        found[unit] = (*found.get(unit, ()), continuation)
    return found


def _fraction(text: str) -> Decimal:
    above, _, below = text.partition("/")
    return Decimal(above) / Decimal(below) if below else Decimal(above)


def unit_at(text: str, position: int) -> Unit | None:
    """Return the longest unit that stands at `position`, None where the characters start another word.

    >>> unit_at("15人次", 2).name, unit_at("15项目", 2), unit_at("12项目标", 2).name
    ('人次', None, '项')
    """
    table = units()
    for length in range(5, 0, -1):
        unit = table.get(text[position : position + length])
        if unit is not None and len(unit.name) == length:
            return None if _continues(text, position + length, unit.name) else unit
    return None


def _continues(text: str, position: int, unit: str) -> bool:
    if unit.isascii() and unit.isalpha() and LETTER.match(text, position):
        return True
    for continuation in _continuations().get(unit, ()):
        word, _, exception = continuation.partition("!")
        if text.startswith(word, position) and not (
            exception and text.startswith(word + exception, position)
        ):
            return True
    return False


def find_figures(reading: Reading, names: Iterable[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """Return the figures of an article in reading order.

    Parameters
    ----------
    reading:
        The article's text. Text printed twice and bylines are left out.
    names:
        Reading offsets of names and dates: a number inside one is part of it.
    """
    blocked = _Blocked([*names, *_short_quotes(reading.text), *_idioms(reading.text)])
    found: list[Figure] = []
    for index, sentence in enumerate(reading.sentences):
        if not sentence.repeats and sentence.part != "byline":
            found.extend(_figures_of(reading.text, index, sentence, blocked))
    return tuple(found)


class _Blocked:
    """Stretches whose numbers are not figures, searched by position."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def holds(self, start: int, end: int) -> bool:
        """Whether some stretch overlaps `start` to `end`."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def _short_quotes(text: str) -> list[tuple[int, int]]:
    return [
        match.span()
        for match in QUOTE.finditer(text)
        if len(match[1]) <= SHORT_QUOTE and not re.search(r"[,，。！？!?；;]", match[1])
    ]


def _idioms(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _idiom_pattern().finditer(text)]


@cache
def _idiom_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("number_idioms"), key=lambda word: (-len(word), word))))


def _figures_of(text: str, index: int, sentence: Sentence, blocked: _Blocked) -> list[Figure]:
    part = text[sentence.start : sentence.end]
    found: list[Figure] = []
    covered = sentence.start
    for match in COLLOQUIAL_PRICE.finditer(part):
        blocked_price = blocked.holds(sentence.start + match.start(), sentence.start + match.end())
        if not blocked_price:
            found.append(_price(match, sentence.start, index))
    found.extend(
        _percent(match, sentence.start, index)
        for match in SPELLED_PERCENT.finditer(part)
        if not blocked.holds(sentence.start + match.start(), sentence.start + match.end())
    )
    prices = _Blocked([(figure.start, figure.end) for figure in found])
    numerals = [
        Numeral(sentence.start + n.start, sentence.start + n.end, n.value, n.scale, n.hedge, n.chinese)
        for n in find_numerals(part)
    ]
    for place, numeral in enumerate(numerals):
        following = numerals[place + 1] if place + 1 < len(numerals) else None
        if numeral.start < covered or blocked.holds(numeral.start, numeral.end) or prices.holds(*numeral[:2]):
            continue
        figure = _figure(text, numeral, index, sentence, following)
        if figure is not None and not (figure.chinese and sentence.part != "body"):
            found.append(figure)
            covered = figure.end
    return sorted(found, key=lambda figure: figure.start)


def _price(match: re.Match[str], offset: int, index: int) -> Figure:
    """``两块四`` is 2.4 块."""
    yuan = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")}
    whole = chinese_value(match["yuan"]) or Decimal(0)
    value = whole + Decimal(yuan[match["jiao"]]) / 10
    start, end = offset + match.start(), offset + match.end()
    return Figure(start, end, start, index, value, "块", "money", "", float(value), "CNY", True)


def _percent(match: re.Match[str], offset: int, index: int) -> Figure:
    """``百分之十五`` is 15 %."""
    printed = match["number"]
    value = Decimal(printed) if printed[0].isdigit() else chinese_value(printed) or Decimal(0)
    start, end = offset + match.start(), offset + match.end()
    return Figure(start, end, start, index, value, "%", "ratio", "", float(value), "percent", True)


def _figure(
    text: str, numeral: Numeral, index: int, sentence: Sentence, following: Numeral | None
) -> Figure | None:
    """Return the figure that a number makes with the unit behind it, None where it makes none."""
    before = text[max(sentence.start, numeral.start - 12) : numeral.start]
    if _is_name_or_rank(before, text[numeral.end : min(sentence.end, numeral.end + 6)], numeral):
        return None
    unit, end = _unit_behind(text, numeral, following)
    if unit is None or not _counts(text, numeral, unit, before, end, sentence):
        return None
    return _made(text, numeral, unit, before, end, index, sentence)


def _unit_behind(text: str, numeral: Numeral, following: Numeral | None) -> tuple[Unit | None, int]:
    """Return the unit of a number and where the figure ends; the first of a range has the second's unit."""
    position = _behind_space(text, numeral.end)
    unit = unit_at(text, position)
    if unit is not None or following is None or following.start - numeral.end > LONGEST_DASH:
        return unit, position + len(unit.name) if unit else numeral.end
    if not RANGE.fullmatch(text[numeral.end : following.start]):
        return None, numeral.end
    unit = unit_at(text, _behind_space(text, following.end))
    return (None if unit is None or unit.kind in NOT_IN_RANGES else unit), numeral.end


def _behind_space(text: str, position: int) -> int:
    return position + (text[position : position + 1] in (" ", "\u3000"))


def _is_name_or_rank(before: str, after: str, numeral: Numeral) -> bool:
    if ORDINAL_BEFORE.search(before) and not _opens_a_range(before):
        return True
    if numeral.chinese and before[-1:] in NOT_AFTER_CHINESE:
        return True
    return bool(RANK_AFTER.match(after)) and not numeral.scale


def _opens_a_range(before: str) -> bool:
    """Whether the dash before a number joins it to a number: ``20—`` of ``20—30元``, not ``G—``."""
    return bool(re.search(r"\d[^\s\d]{0,3}[ \u3000]?[—~～–-]+[ \u3000]?$", before))


def _counts(text: str, numeral: Numeral, unit: Unit, before: str, end: int, sentence: Sentence) -> bool:
    """Whether number and unit measure something here: no age, no bound, no part of a range of percentages."""
    after = text[end : min(end + 12, sentence.end)]
    if unit.kind == "age" or BOUND_BEFORE.search(before) or THRESHOLD.match(after):
        return False
    if unit.kind == "ratio" and (PERCENT_RANGE_BEFORE.search(before) or PERCENT_RANGE_AFTER.match(after)):
        return False
    if unit.kind == "duration":
        measured = TIME_CUE_BEFORE.search(before) and not TIME_NOT_AFTER.match(after)
        return bool(measured) and not numeral.chinese and not before.endswith("满")
    if unit.kind == "noun" and (numeral.chinese or numeral.scale):
        return False
    return _chinese_counts(text, numeral, unit, before) if numeral.chinese else True


def _chinese_counts(text: str, numeral: Numeral, unit: Unit, before: str) -> bool:
    """Whether a Chinese numeral counts: ``两名``, ``三十亩``; not ``一名``, ``千亩`` or ``百户``."""
    printed = text[numeral.start : numeral.end]
    if unit.kind == "ratio":
        return bool(CHANGE_BEFORE.search(before))
    if unit.kind not in CHINESE_KINDS:
        return False
    if printed == "一" and not numeral.scale:
        return bool(ONLY.search(before))
    if printed[0] in "百千万亿":
        return bool(numeral.hedge) or before.endswith(("近", "超", "上", "约", "逾", "过", "达"))
    return len(printed) > 1 or bool(numeral.scale) or unit.name in AFTER_ONE_NUMERAL


def _made(
    text: str, numeral: Numeral, unit: Unit, before: str, end: int, index: int, sentence: Sentence
) -> Figure:
    hedge, start = numeral.hedge, numeral.start
    for word in HEDGES_BEFORE:
        if word != "达" and before.endswith(word):
            hedge, start = hedge or word, numeral.start - len(word)
            break
    name = unit.name
    per = PER.match(text[end : min(end + 8, sentence.end)])
    normalised_unit, factor = unit.normalised, unit.factor
    if per and unit.kind != "ratio":
        name = f"{name}{text[end : end + per.end()].strip()}"
        end += per.end()
        normalised_unit, factor = "", None
    for word in HEDGES_AFTER:
        if text.startswith(word, end, sentence.end):
            hedge, end = hedge or word, end + len(word)
            break
    scaled = numeral.value * SCALES[numeral.scale]
    return Figure(
        start,
        end,
        numeral.start,
        index,
        numeral.value,
        f"{numeral.scale}{name}",
        unit.kind,
        hedge,
        float(scaled * factor) if factor is not None else None,
        normalised_unit if factor is not None else "",
        numeral.chinese,
    )


def spans_of(figures: Sequence[Figure]) -> list[Span]:
    """Return the stretches of figures, as reading offsets."""
    return [Span(figure.start, figure.end) for figure in figures]
