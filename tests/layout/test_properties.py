"""What holds of every page, whatever stands on it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.layout import read_articles
from xiangtu.model.records import Article, Page

SEEDS = Path(__file__).parents[2] / "seeds"

PIECES_OF_PAGES = """\
## 山乡新貌
# 引题在上 主题在下
### 一、强化领导
——某镇纪实
■ 记者 王小明 通讯员 李红
□本报记者 赵 军
本报讯 （记者 欧阳海） 近日，新路修通，
本报讯(通讯员 周强)3月5日,大雪封山。
群众齐声叫好。
村党支部书记
全村种植苹果3200 亩，亩产5000 公
斤。村民“笑开了花”。
（周怡 摄）
图为采摘现场。记者 王小明 摄
部门动态
责任编辑：孟凡
2023年3月22日 星期三 第2版
来源：某县融媒体中心 作者：王小明
城 乡 面 貌 一 新

\u3000\u3000
**
**粗体**
| 1 | 2 |
100 200 300
（作者单位：某校）
本报讯（记者 王小明
李红）近日，
“
）
\u200b
𠮷字旁。
abc def."""
PAGES = st.one_of(
    st.lists(st.sampled_from(PIECES_OF_PAGES.split("\n")), max_size=30).map("\n".join),
    st.text(alphabet="山水王李记者摄讯本报。，“”（）：#* \n\u3000—123", max_size=300),
    st.text(max_size=200).map(lambda text: text.replace("\r", "")),
)


def read(text: str) -> tuple[Article, ...]:
    return read_articles(Page("p", "0" * 64, text))


def check(text: str) -> None:
    articles = read(text)
    taken = [i for article in articles for start, end in article.segments for i in range(start, end)]
    assert len(taken) == len(set(taken)), "a character belongs to two articles"
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        check_article(text, article)


def check_article(text: str, article: Article) -> None:
    reading = article.reading
    inside = {i for start, end in article.segments for i in range(start, end)}
    assert all(0 <= start < end <= len(text) for start, end in article.segments)
    assert len(reading.text) == len(reading.printed) == len(reading.offsets)
    for printed, offset in zip(reading.printed, reading.offsets, strict=True):
        if offset < 0:
            assert printed == "\n"
        else:
            assert printed == (" " if text[offset].isspace() else text[offset])
    offsets = [offset for offset in reading.offsets if offset >= 0 and not text[offset].isspace()]
    assert len(offsets) == len(set(offsets))
    assert set(offsets) <= inside
    for byline in article.bylines:
        assert "".join(text[byline.start : byline.end].split()) == byline.name
        assert byline.start in inside
    ends = [(sentence.start, sentence.end) for sentence in reading.sentences]
    assert ends == sorted(ends)
    assert all(first[1] <= second[0] for first, second in pairwise(ends))
    covered = {i for start, end in ends for i in range(start, end)}
    assert all(reading.text[i].isspace() for i in range(len(reading.text)) if i not in covered)


@settings(deadline=None)
@given(PAGES)
def test_characters_belong_to_one_article_and_offsets_slice_back(text: str) -> None:
    check(text)


@settings(deadline=None)
@given(PAGES)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_real_pages_keep_the_invariants(path: Path) -> None:
    check(path.read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\u3000",
        "600001 12.30 +0.5%\n600002 8.11 -1.2%\n600003 5.02 0.0%",
        "旺铺出租\n电话：13900000000\n地址：人民路18号",
        "asdkj 23 !! ##\n~~~~\n====",
        "##\n**\n()\n",
    ],
)
def test_text_without_an_article_gives_at_most_one_untitled_article(text: str) -> None:
    articles = read(text)
    assert len(articles) <= 1
    assert all(not article.bylines for article in articles)
