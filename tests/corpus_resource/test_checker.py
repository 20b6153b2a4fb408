"""Each check of the checker fails on what it is for."""

import re

import pytest
from tools import check_corpus
from tools.corpus_gold import stories_of, story_mentions
from tools.corpus_places import Gazetteer
from tools.corpus_sources import Source, SourceError, parse

SOURCE = """county: 湖南省 益阳市 南县
paper: 湖边日报
kind: county daily
theme: roads
title: 新路通到年丰村

== text
本报讯（记者 王五一）三仙湖镇年丰村的老路修好了。{filler}

村党支部书记柳一山说，县交通运输局投了36.5万元，铺了近2公里“连心路”，还发了《养路公约》。

== bylines
reporter: 王五一

== names
Township 三仙湖镇
Village 年丰村
Organisation 年丰村党支部 | 村党支部
Organisation 南县交通运输局 | 县交通运输局
Programme 连心路 | alt=Place
Document 养路公约
Person 柳一山

== relations
located_in: 年丰村 -> 三仙湖镇
part_of: 年丰村党支部 -> 年丰村
holds_post: 柳一山 -> 年丰村党支部 = 书记
runs: 南县交通运输局 -> 连心路
issued: 南县交通运输局 -> 养路公约

== measures
南县交通运输局 | 投入 | 36.5 万元 | 36.5万元
连心路 | 长度 | 2 公里 | 近2公里
""".replace("{filler}", "路面从前坑坑洼洼，一到雨天便没法走车，卖藕的人只好肩挑。" * 9)


def source(**changes: str) -> Source:
    content = SOURCE
    for before, after in changes.items():
        content = content.replace(before, after)
    return parse(content, "b1a-99")


def problems(old: str = "", new: str = "") -> str:
    assert not old or old in SOURCE
    return "\n".join(check_corpus.source_problems(source(**({old: new} if old else {})), Gazetteer()))


def test_a_sound_source_has_no_problems() -> None:
    assert problems() == ""


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("located_in: 年丰村 -> 三仙湖镇", "located_in: 年丰村 -> 北海镇", "'北海镇' is no entity"),
        ("的老路修好了", "的老路修好了，武圣宫镇也来看", "is a place of the county and not annotated"),
        ("Village 年丰村\n", "Village 年丰村 | local\n", "'local' is for villages that no list has"),
        ("三仙湖镇", "茅草街镇", "lies in 三仙湖镇, not in 茅草街镇"),
        ("三仙湖镇", "北海云镇", "in no list"),
        ("Programme 连心路", "Place 连心路", "alt"),
        ("runs: 南县交通运输局 -> 连心路", "runs: 柳一山 -> 连心路", "is a Person"),
        ("holds_post: 柳一山", "holds_post: 年丰村", "wanted: Person"),
        ("issued: 南县交通运输局 -> 养路公约", "issued: 南县交通运输局 -> 连心路", "wanted: Document"),
        ("| 36.5 万元 |", "| 35.6 万元 |", "the value 35.6 is not in its words"),
        ("| 36.5 万元 |", "| 36.5 亿元 |", "the unit '亿元' is not in its words"),
        ("南县交通运输局 | 投入", "交通局 | 投入", "is no entity of the article"),
        ("county: 湖南省 益阳市 南县", "county: 湖北省 益阳市 南县", "in no list under this chain"),
        ("路面从前坑坑洼洼，一到雨天便没法走车，卖藕的人只好肩挑。" * 9, "", "characters"),
        ("Person 柳一山\n", "Person 柳一山\nPerson 柳一山\n", "listed twice"),
    ],
)
def test_a_fault_is_named(old: str, new: str, complaint: str) -> None:
    if complaint == "alt":
        new, complaint = "Document 连心路", "wanted: Event, Place, Programme"
    assert complaint in problems(old, new)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Person 柳一山\n", "Person 柳二山\n", "does not occur and has no other surface"),
        ("| 县交通运输局", "| 县教育局", "does not occur in the article"),
        ("Person 柳一山\n", "Human 柳一山\n", "is no type"),
        ("reporter: 王五一", "reporter: 王五二", "is not in the text"),
        ("reporter: 王五一", "editor: 王五一", "a byline is"),
        ("| 近2公里", "| 近3公里", "does not occur"),
        (" = 书记", "", "goes with holds_post"),
        ("== measures", "== figures", "no section is called"),
        ("theme: roads", "topic: roads", "a header line is one of"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(old: str, new: str, complaint: str) -> None:
    with pytest.raises(SourceError, match=r"b1a-99:\d+: .*" + re.escape(complaint)):
        source(**{old: new})


def test_an_entity_that_only_stands_inside_longer_names_is_refused() -> None:
    new = "Organisation 年丰村党支部 | 村党支部\nRegion 南县 | 县交通"
    assert "南县 stands only inside longer names" in problems("Organisation 年丰村党支部 | 村党支部", new)


def test_two_articles_with_one_sentence_are_found() -> None:
    first, second = source(), parse(SOURCE, "b1a-98")
    assert any("share the sentence" in line for line in check_corpus.copied_sentences([first, second]))


def test_a_sentence_of_a_real_page_is_found() -> None:
    copied = "石台镇现有退役军人和其他优抚对象"
    changed = source(老路修好了=f"老路修好了，{copied}")
    assert any("shares" in line for line in check_corpus.copied_from_seeds([changed]))
    assert list(check_corpus.copied_from_seeds([source()])) == []


def test_a_county_in_two_splits_is_found() -> None:
    there = parse(SOURCE, "b5a-01")
    assert list(check_corpus.split_problems([source()])) == []
    assert "湖南省 益阳市 南县 stands in dev and train" in list(
        check_corpus.split_problems([source(), there])
    )


def test_a_county_outside_the_plan_is_found() -> None:
    assert any("is not in the plan" in p for p in check_corpus.batch_problems([parse(SOURCE, "b5a-01")]))


def test_hints_name_figures_and_quotes_that_were_left_out() -> None:
    changed = source(投了="先后投了5次、共", 铺了="靠“一把尺子”铺了")
    text = "\n".join(check_corpus.hints(changed))
    assert "5次" in text
    assert "“一把尺子”" in text
    assert "“连心路”" not in text


def test_a_surface_is_the_longest_name() -> None:
    (story,) = stories_of(source())
    spans = {story.text[a:b]: entity.name for (a, b), entity in story_mentions(story).items()}
    assert spans["村党支部"] == "年丰村党支部"
    assert spans["《养路公约》"] == "养路公约"
    assert "年丰" not in spans
