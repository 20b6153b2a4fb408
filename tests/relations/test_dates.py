"""Dates to the precision that the text supports; never a guessed year."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.relations import find_dates

ISO = re.compile(
    r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d(?:-\d\d)?|---\d\d)(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d(?:-\d\d)?))?"
)

DATES = [
    # text, printed, value without an issue date, value with the issue date 2023-04-05
    ("3 月 22 日，镇里开会。", "3 月 22 日", "--03-22", "2023-03-22"),
    ("2023年3月22日，镇里开会。", "2023年3月22日", "2023-03-22", "2023-03-22"),
    ("2018年8月签约。", "2018年8月", "2018-08", "2018-08"),
    ("2022 年度述职。", "2022 年度", "2022", "2022"),
    ("2022年以来，", "2022年以来", "2022", "2022"),
    ("10月19日至20日，", "10月19日至20日", "--10-19/--10-20", "--10-19/--10-20"),
    ("2022年12月30日至1月2日，", "2022年12月30日至1月2日", "2022-12-30/2023-01-02", "2022-12-30/2023-01-02"),
    ("今年二季度，", "今年二季度", "", "2023-04/2023-06"),
    ("今年以来，", "今年以来", "", "2023"),
    ("去年底，", "去年底", "", "2022"),
    ("去年8月，", "去年8月", "--08", "2022-08"),
    ("截至目前，", "截至目前", "", "2023-04-05"),
    ("昨日，", "昨日", "", "2023-04-04"),
    ("上个月，", "上个月", "", "2023-03"),
    ("二〇二二年三月五日", "二〇二二年三月五日", "2022-03-05", "2022-03-05"),
    ("2019—2022年", "2019—2022年", "2019/2022", "2019/2022"),
    ("2022年1月至3月", "2022年1月至3月", "2022-01/2022-03", "2022-01/2022-03"),
    ("7月中旬全面铺开", "7月中旬", "--07", "--07"),
    ("12月31日前完成", "12月31日", "--12-31", "--12-31"),
    ("15日上午，", "15日", "---15", "---15"),
    ("2022-07-15", "2022-07-15", "2022-07-15", "2022-07-15"),
    ("元月8日，", "元月8日", "--01-08", "--01-08"),
    ("2022年上半年", "2022年上半年", "2022-01/2022-06", "2022-01/2022-06"),
]


@pytest.mark.parametrize(("text", "printed", "alone", "issued"), DATES, ids=[case[0] for case in DATES])
def test_a_date_has_the_value_that_the_text_supports(make_reading, text, printed, alone, issued):
    (date,) = find_dates(make_reading(text))
    assert (date.text, date.value) == (printed, alone)
    (date,) = find_dates(make_reading(text), "2023-04-05")
    assert (date.text, date.value) == (printed, issued)


@pytest.mark.parametrize(
    "text", ["13个月", "2000多年前", "20世纪80年代", "31年", "2月30日的说法", "3日内办结", "近日", "近年来"]
)
def test_what_is_no_date_is_left_alone(make_reading, text):
    dates = find_dates(make_reading(text))
    assert [d for d in dates if re.fullmatch(r"\d{4}-\d\d-\d\d|--\d\d-\d\d|\d{4}", d.value)] == []


def test_a_bare_day_takes_the_month_named_before_it_in_the_sentence(make_reading):
    dates = find_dates(make_reading("3月21日开会，22日下乡。23日返回。"))
    assert [date.value for date in dates] == ["--03-21", "--03-22", "---23"]
    assert dates[1].basis == "context"


def test_a_year_named_before_holds_in_its_sentence_only(make_reading):
    dates = find_dates(make_reading("2021年7月首次举办，8月收官。9月再办。"))
    assert [date.value for date in dates] == ["2021-07", "2021-08", "--09"]


def test_a_date_long_before_the_issue_date_gets_no_year(make_reading):
    (date,) = find_dates(make_reading("10月19日，走访。"), "2023-04-05")
    assert (date.value, date.basis) == ("--10-19", "stated")


def test_an_issue_date_to_the_month_gives_no_day(make_reading):
    (date,) = find_dates(make_reading("昨日，开会。"), "2023-04")
    assert date.value == ""


@given(st.text(alphabet="0123456789年月日至今去上半季度二三四五〇目前底，。—-. ", max_size=40))
def test_values_are_iso_and_dates_never_overlap(text):
    from xiangtu.model.records import Reading, Sentence

    reading = Reading(text, text, tuple(range(len(text))), (Sentence(0, len(text)),) if text else ())
    for issue_date in (None, "2023-02-28"):
        dates = find_dates(reading, issue_date)
        assert all(not date.value or ISO.fullmatch(date.value) for date in dates)
        assert all(one.end <= other.start for one, other in pairwise(dates))
