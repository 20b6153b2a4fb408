"""Dates and periods of an article, to the precision that the text supports, never with a guessed year.

Values are those of XML Schema: ``2023-03-22`` (date), ``2023-03`` (gYearMonth), ``2023`` (gYear), ``--03-22``
(gMonthDay), ``--03`` (gMonth), ``---22`` (gDay); a period is two of them around ``/`` as in ISO 8601. A date
that only the issue date could complete, where that is not known, keeps an empty value.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from xiangtu.model.records import Reading

from .numerals import chinese_value


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A stretch of a reading that says when.

    `start` and `end` are reading offsets, `text` the printed words, `value` as the module says. `basis` is
    ``"stated"`` where the words alone give the value, ``"context"`` where a year or month stands before it in
    the same sentence, ``"issue date"`` where the issue date was needed, ``""`` where there is no value.
    """

    start: int
    end: int
    text: str
    value: str
    basis: str


class DatePattern(NamedTuple):
    """A named pattern with an example and a counter-example; `read` turns a match into a value and basis."""

    name: str
    pattern: re.Pattern[str]
    example: str
    counter_example: str
    read: Callable[[re.Match[str], _Known], tuple[str, str]]


@dataclass(slots=True)
class _Known:
    """What a bare date may lean on: the issue date, and the year and month named before in the sentence."""

    issue: str | None
    year: str = ""
    month: str = ""

    @property
    def issue_year(self) -> int | None:
        return int(self.issue[:4]) if self.issue else None

    @property
    def issue_day(self) -> date | None:
        return date.fromisoformat(self.issue) if self.issue and len(self.issue) == 10 else None


N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
"""A month or a day in digits or Chinese numerals: ``3``, ``二十一``."""

MONTH = rf"(?:{N}|元)"
"""A month: ``3``, ``十一``, and ``元`` for the first."""

YEAR = r"(?:19|20)\d{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2}"
"""A year in full: ``2022``, ``二〇二二``; not ``22``."""

TO = r"(?:至|到|—|-|~|～|–|―)+"
"""What stands between the ends of a range."""


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "元":
        return 1
    value = chinese_value(text)
    return int(value) if value is not None else 0


def _year(text: str) -> str:
    return text if text.isdigit() else "".join(str("〇一二三四五六七八九".index(_plain(c))) for c in text)


def _plain(char: str) -> str:
    return "〇" if char in "零○" else char


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]


def _year_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    known.year = _year(match["year"])
    return known.year, "stated"


def _years_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    known.year = _year(match["until"])
    return f"{_year(match['year'])}/{known.year}", "stated"


def _month_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    """A month with the year before it, printed or known."""
    month = _number(match["month"])
    if not 1 <= month <= 12:
        return "", ""
    year, basis = _stated_year(match, known)
    known.month = f"{month:02d}"
    return (f"{year}-{month:02d}", basis) if year else (f"--{month:02d}", "stated")


def _months_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    """A range of months within one year."""
    first, last = _number(match["month"]), _number(match["until"])
    if not 1 <= first < last <= 12:
        return "", ""
    year, basis = _stated_year(match, known)
    lead = f"{year}-" if year else "--"
    return f"{lead}{first:02d}/{lead}{last:02d}", basis if year else "stated"


def _day_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    """A month and day, completed only where the year is known."""
    month, day = _number(match["month"]), _number(match["day"])
    if not _is_day(month, day):
        return "", ""
    year, basis = _stated_year(match, known)
    if not year and not match.groupdict().get("until_day"):
        year, basis = _year_by_issue(month, day, known)
        known.year = year
    known.month = f"{month:02d}"
    lead = f"{year}-" if year else "--"
    value = f"{lead}{month:02d}-{day:02d}"
    until = match.groupdict().get("until_day")
    if until:
        last_month = _number(match["until_month"]) if match["until_month"] else month
        if not _is_day(last_month, _number(until)):
            return "", ""
        last_lead = f"{int(year) + 1}-" if year and last_month < month else lead
        value += f"/{last_lead}{last_month:02d}-{_number(until):02d}"
    return value, basis if year else "stated"


def _stated_year(match: re.Match[str], known: _Known) -> tuple[str, str]:
    """Return the year printed in the match, named before in the sentence, or given by a word like 今年."""
    groups = match.groupdict()
    if groups.get("year"):
        known.year = _year(groups["year"])
        return known.year, "stated"
    if groups.get("relative"):
        if known.issue_year is None:
            return "", ""
        known.year = str(known.issue_year + RELATIVE_YEARS[groups["relative"]])
        return known.year, "issue date"
    return (known.year, "context") if known.year else ("", "")


def _year_by_issue(month: int, day: int, known: _Known) -> tuple[str, str]:
    """A bare month and day within the month before the issue date is of that time, as datelines are."""
    issue = known.issue_day
    if issue is None:
        return "", ""
    for year in (issue.year, issue.year - 1):
        if day <= calendar.monthrange(year, month)[1] and 0 <= (issue - date(year, month, day)).days <= 31:
            return str(year), "issue date"
    return "", ""


def _bare_day_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    day = _number(match["day"])
    if not 1 <= day <= 31:
        return "", ""
    if known.month and _is_day(int(known.month), day):
        lead = f"{known.year}-" if known.year else "--"
        return f"{lead}{known.month}-{day:02d}", "context"
    return f"---{day:02d}", "stated"


RELATIVE_YEARS = {
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "去年": -1,
    "上年度": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
}
"""Words that name a year by its distance from the issue date."""

QUARTERS = {"一": 1, "1": 1, "首": 1, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
HALVES = {"上": (1, 6), "下": (7, 12)}


def _relative_year_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    year, basis = _stated_year(match, known)
    return year, basis


def _part_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    """A quarter or a half of a year, as the months it runs from and to."""
    year, basis = _stated_year(match, known)
    if not year:
        return "", ""
    first, last = HALVES[match["half"]] if match["half"] else _quarter_months(match["quarter"])
    return f"{year}-{first:02d}/{year}-{last:02d}", basis


def _quarter_months(quarter: str) -> tuple[int, int]:
    number = QUARTERS[quarter]
    return number * 3 - 2, number * 3


def _near_value(match: re.Match[str], known: _Known) -> tuple[str, str]:
    """Yesterday, today, this and last month, now: only from the issue date."""
    word = match["near"]
    if not known.issue:
        return "", ""
    if word in DAYS_AWAY:
        day = known.issue_day
        return ((day + timedelta(days=DAYS_AWAY[word])).isoformat(), "issue date") if day else ("", "")
    if word in MONTHS_AWAY:
        if len(known.issue) < 7:
            return "", ""
        months = known.issue_year or 0
        index = months * 12 + int(known.issue[5:7]) - 1 + MONTHS_AWAY[word]
        return f"{index // 12:04d}-{index % 12 + 1:02d}", "issue date"
    return known.issue, "issue date"


DAYS_AWAY = {"昨日": -1, "昨天": -1, "今日": 0, "今天": 0, "明天": 1, "前天": -2, "当日": 0}
MONTHS_AWAY = {"本月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
NOW = ("截至目前", "截止目前", "到目前为止", "目前", "眼下", "当前")
"""Words for the time of writing."""

_RELATIVE = "|".join(RELATIVE_YEARS)
_YEAR_MONTH = rf"(?:(?P<year>{YEAR})[ ]?年[ ]?|(?P<relative>{_RELATIVE}))?(?P<month>(?<!\d){MONTH})[ ]?月"

PATTERNS: tuple[DatePattern, ...] = (
    DatePattern(
        "range of days",
        re.compile(
            rf"{_YEAR_MONTH}[ ]?(?P<day>{N})[ ]?日?[ ]?{TO}[ ]?"
            rf"(?:(?P<until_month>{MONTH})[ ]?月[ ]?)?(?P<until_day>{N})[ ]?日"
        ),
        "10月19日至20日",
        "10月19日",
        _day_value,
    ),
    DatePattern(
        "day of a month",
        re.compile(rf"{_YEAR_MONTH}[ ]?(?P<day>{N})[ ]?[日号]"),
        "3 月 21 日",
        "13个月",
        _day_value,
    ),
    DatePattern(
        "numeric date",
        re.compile(
            r"(?<![\d.])(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d.])"
        ),
        "2022-07-15",
        "192.168.2.1",
        _day_value,
    ),
    DatePattern(
        "range of months",
        re.compile(
            rf"(?:(?P<year>{YEAR})[ ]?年[ ]?|(?P<relative>{_RELATIVE}))?(?<!\d)(?P<month>{MONTH})[ ]?月?[ ]?"
            rf"{TO}[ ]?(?P<until>{MONTH})[ ]?月(?:份|初|底|末|[上中下]旬)?"
        ),
        "2022年1月至3月",
        "3至5个月",
        _months_value,
    ),
    DatePattern(
        "month",
        re.compile(rf"{_YEAR_MONTH}(?:份|初|底|末|[上中下]旬)?(?!度)"),
        "2018年8月",
        "8个月",
        _month_value,
    ),
    DatePattern(
        "quarter or half of a year",
        re.compile(
            rf"(?:(?P<year>{YEAR})[ ]?年(?:度)?[ ]?|(?P<relative>{_RELATIVE}))?第?"
            r"(?:(?P<quarter>[首一二三四1-4])季度|(?P<half>[上下])半年)"
        ),
        "今年二季度",
        "下半场",
        _part_value,
    ),
    DatePattern(
        "range of years",
        re.compile(rf"(?<!\d)(?P<year>{YEAR})[ ]?年?[ ]?{TO}[ ]?(?P<until>{YEAR})[ ]?年"),
        "2019—2022年",
        "2019年",
        _years_value,
    ),
    DatePattern(
        "year",
        re.compile(rf"(?<![\d.])(?P<year>{YEAR})[ ]?年(?:度|初|底|末|以来)?(?!代)"),
        "2022 年度",
        "2000多年",
        _year_value,
    ),
    DatePattern(
        "relative year",
        re.compile(rf"(?P<relative>{_RELATIVE})(?:以来|初|底|末)?"),
        "今年以来",
        "近年来",
        _relative_year_value,
    ),
    DatePattern(
        "near day or month",
        re.compile(rf"(?P<near>{'|'.join((*DAYS_AWAY, *MONTHS_AWAY, *NOW))})"),
        "截至目前",
        "近日",
        _near_value,
    ),
    DatePattern(
        "bare day",
        re.compile(r"(?<![\d.月年至到—])(?P<day>\d{1,2})[ ]?日(?![内均产游趋])"),
        "15日上午",
        "3日内",
        _bare_day_value,
    ),
)


def find_dates(reading: Reading, issue_date: str | None = None) -> tuple[DateExpression, ...]:
    """Return the dates of an article in reading order, none inside another.

    Parameters
    ----------
    reading:
        The article's text.
    issue_date:
        ISO 8601, as precise as known, or None: then relative dates keep an empty value.
    """
    found: list[DateExpression] = []
    for sentence in reading.sentences:
        known = _Known(issue_date)
        for start, end, value, basis in _dates_of(reading.text, sentence.start, sentence.end, known):
            found.append(DateExpression(start, end, reading.text[start:end], value, basis))
    return tuple(found)


def _dates_of(text: str, start: int, end: int, known: _Known) -> list[tuple[int, int, str, str]]:
    """Read one sentence from left to right: at each place the longest date, so that years carry onward."""
    candidates = [
        (match.start(), -match.end(), pattern, match)
        for pattern in PATTERNS
        for match in pattern.pattern.finditer(text, start, end)
    ]
    candidates.sort(key=lambda candidate: candidate[:2])
    found: list[tuple[int, int, str, str]] = []
    covered = start
    for begin, negative_end, pattern, match in candidates:
        if begin < covered:
            continue
        value, basis = pattern.read(match, known)
        if value or match.groupdict().get("relative") or pattern.read in (_near_value, _part_value):
            covered = -negative_end
            found.append((begin, covered, value, basis))
    return found


def date_pattern_table() -> Sequence[DatePattern]:
    """Return the patterns, for documentation and tests."""
    return PATTERNS
