"""Whole pages in the styles of many papers (`FILES`), each with what a careful reader says of it."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.layout import read_articles
from xiangtu.model.records import Article, Page

FILES = ("sheets.toml", "apart.toml")


@dataclass(frozen=True)
class Told:
    """What a careful reader says of one article."""

    title: str | None = None
    kicker: str | None = None
    bylines: tuple[tuple[str, str], ...] = ()
    section: str | None = None


@dataclass(frozen=True)
class Sheet:
    name: str
    pieces: tuple[tuple[str | None, str], ...]
    told: dict[str, Told] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)


def read(text: str) -> tuple[Article, ...]:
    return read_articles(Page("p", "0" * 64, text))


def squeeze(text: str) -> str:
    return re.sub(r"[\s#*]", "", text)


def told_by(article: Article) -> Told:
    bylines = tuple((byline.name, byline.role) for byline in article.bylines)
    return Told(article.title, article.kicker, bylines, article.section)


def expected(sheet: Sheet) -> dict[str, Told]:
    """Text of each article, in the order of the page, and what is said of it."""
    texts: dict[str, str] = dict.fromkeys(sheet.told, "")
    for key, text in sheet.pieces:
        if key is not None:
            texts[key] += squeeze(text)
    return {texts[key]: told for key, told in sheet.told.items()}


def found(sheet: Sheet) -> dict[str, Told]:
    text = sheet.text
    return {
        squeeze("".join(text[start:end] for start, end in sorted(article.segments))): told_by(article)
        for article in read(text)
    }


def load_sheets() -> Iterator[Sheet]:
    texts = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in FILES)
    for table in (table for text in texts for table in tomllib.loads(text)["sheet"]):
        pieces = tuple((piece.get("of"), piece["text"]) for piece in table["piece"])
        told = {
            key: Told(
                said.get("title"),
                said.get("kicker"),
                tuple((name, role) for name, role in said.get("bylines", ())),
                said.get("section"),
            )
            for key, said in table["told"].items()
        }
        yield Sheet(table["name"], pieces, told)


SHEETS = tuple(load_sheets())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_is_read_as_a_careful_reader_reads_it(sheet: Sheet) -> None:
    assert found(sheet) == expected(sheet)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), ("\n\n", "\n\u3000\n\n")])
def test_line_ends_and_wide_spaces_change_only_offsets(sheet: Sheet, old: str, new: str) -> None:
    assert sorted(map(told_by, read(sheet.text.replace(old, new))), key=str) == sorted(
        sheet.told.values(), key=str
    )


def test_a_masthead_tells_date_and_paper_of_every_article() -> None:
    text = "武陵周报\n2022年11月3日 星期四 第2版\n\n山乡新貌\n本报讯（记者 王小明）近日，新路修通。\n"
    assert [(a.newspaper, a.issue_date) for a in read(text)] == [("武陵周报", "2022-11-03")]


def test_fields_under_a_headline_tell_date_and_paper_of_their_article() -> None:
    text = "山乡新貌\n2022-04-11 09:32 来源：武陵日报 作者：王小明\n近日，新路修通，群众出行更方便了。\n"
    assert [(a.newspaper, a.issue_date) for a in read(text)] == [("武陵日报", "2022-04-11")]


def test_a_date_in_the_text_is_no_issue_date() -> None:
    text = "山乡新貌\n本报讯 2022年4月11日，新路修通。2022年底，全县道路将达300公里。\n"
    assert [(a.newspaper, a.issue_date) for a in read(text)] == [(None, None)]


STORIES = tuple(
    f"{mark}{place}{event}\n\n{byline}\n\n本报讯 {place}{event}，干部群众齐上阵，全镇完成{number}户。\n\n"
    f"“我们要一件接着一件办。”{place}负责人说，{event}还要再加把劲。\n\n"
    for mark in ("",)
    for place, event, byline, number in (
        ("松岭镇", "推进旱厕改造", "■ 记者 王小明", 310),
        ("白河乡", "开展秋粮收购", "■ 通讯员 李晓红 周强", 42),
        ("红星街道", "办起老年食堂", "■记者 赵大海 通讯员 欧阳敏", 77),
        ("双塔社区", "举办邻里节", "□本报记者 孙丽", 1200),
        ("石门村", "修通产业路", "□记者 马骏\n通讯员 田甜", 56),
    )
)


def _identity(article: Article) -> tuple[object, ...]:
    return article.id, told_by(article), article.reading.text, article.reading.sentences


@settings(deadline=None, max_examples=25)
@given(st.permutations(STORIES))
def test_exchanging_articles_of_a_page_gives_the_same_articles(stories: list[str]) -> None:
    assert sorted(map(_identity, read("".join(stories))), key=str) == sorted(
        map(_identity, read("".join(STORIES))), key=str
    )


def test_a_page_of_sixty_articles_has_sixty_articles() -> None:
    shuffled = random.Random(60)
    names = [a + b for a in "东西南北上下前后" for b in "山河沟湾坪坝岭滩"][:60]
    shuffled.shuffle(names)
    text = "".join(
        f"{name}镇抓好春耕备耕\n\n■ 记者 王小明\n\n本报讯 {name}镇抓好春耕备耕，{name}农资到户。\n\n"
        for name in names
    )
    assert [article.title for article in read(text)] == [f"{name}镇抓好春耕备耕" for name in names]


LINES = tuple(line for sheet in SHEETS for line in sheet.text.split("\n") if line.strip())


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(("\n", "\n\n"))), max_size=30))
def test_lines_of_many_pages_in_any_order_belong_to_one_article_at_most(lines: list[tuple[str, str]]) -> None:
    text = "".join(line + end for line, end in lines)
    spans = sorted((span.start, span.end) for article in read(text) for span in article.segments)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
