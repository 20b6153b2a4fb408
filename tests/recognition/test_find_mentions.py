"""What holds of all mentions, whatever the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.recognition import explain, find_mentions
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.spans import Spans
from xiangtu.vocabulary import load

from .conftest import article_of, page_of

FRAGMENTS = st.sampled_from(
    [
        *[
            "固始县",
            "陈淋子镇",
            "党委书记",
            "周海波",
            "说",
            "“",
            "”",
            "，",
            "。",
            "《",
            "》",
            "开展",
            "行动",
            "的",
            "村",
            "和",
        ],
        *[
            "县教育局",
            "“三会一课”",
            "有限公司",
            "\n",
            "3月5日",
            "100",
            "第三届",
            "文化节",
            "两村",
            "、",
            "东旺",
        ],
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(FRAGMENTS, min_size=1, max_size=25).map("".join))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    article = article_of(text)
    found = find_mentions(page_of(text), [article])
    assert all(m.text == text[m.start : m.end] and m.text.strip() for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.type in load().types and 0 < m.confidence <= 1 and m.reason for m in found)


def test_an_empty_page_has_no_mentions() -> None:
    assert find_mentions(page_of(""), []) == ()
    assert find_mentions(page_of(""), [article_of("")]) == ()


def test_the_same_page_gives_the_same_mentions_in_any_order_of_articles() -> None:
    first, second = article_of("固始县召开会议。"), article_of("周海波说，陈淋子镇变化大。")
    page = page_of("固始县召开会议。周海波说，陈淋子镇变化大。")
    one = find_mentions(page, [first])
    assert one == find_mentions(page, [first])
    assert {m.text for m in find_mentions(page, [second])} <= {"周海波", "陈淋子镇"}


def test_an_explanation_says_who_proposed_what_and_what_lost() -> None:
    text = "固始县陈淋子镇退役军人服务站揭牌。"
    found = explain(page_of(text), [article_of(text)])
    station = next(span for span in found if span.type == "Organisation")
    assert station.text == "陈淋子镇退役军人服务站"
    assert any(reason.startswith("organisation Organisation") for reason in station.reasons)
    assert any(loser[0] == "陈淋子镇" for loser in station.losers)


def test_explanations_and_mentions_are_of_the_same_spans() -> None:
    text = "固始县实施“清风护航”行动，县教育局局长何洁说好。"
    page, article = page_of(text), article_of(text)
    mentions = [(m.start, m.end, m.type) for m in find_mentions(page, [article])]
    assert [(e.start, e.end, e.type) for e in explain(page, [article])] == mentions


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), max_size=6), st.text("甲乙丙丁戊", max_size=30))
def test_a_matcher_finds_every_string_everywhere(strings: list[str], text: str) -> None:
    found = set(Matcher(strings).find(text, overlapping=True))
    wanted = {(i, i + len(s)) for s in strings for i in range(len(text)) if text.startswith(s, i)}
    assert found == wanted


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda p: (p[0], p[0] + p[1]))))
def test_spans_within_a_stretch_are_those_that_lie_in_it(pairs: list[tuple[int, int]]) -> None:
    assert Spans(pairs).within(5, 20) == sorted({(s, e) for s, e in pairs if s >= 5 and e <= 20})
