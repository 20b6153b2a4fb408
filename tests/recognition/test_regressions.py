"""What taggers get wrong on such pages, each kept from coming back; the names are others."""

from __future__ import annotations

import pytest

from xiangtu.model import Article, Byline, Page, Reading, Sentence, Span
from xiangtu.recognition import find_mentions

from .conftest import Names, article_of, page_of


def texts(found: list[tuple[str, str]], kind: str) -> list[str]:
    return [text for text, found_kind in found if found_kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "群众高兴地说，方便多了，马上就办，温暖人心。",
        "村民严格遵守规定，全程陪同，安心生产，常年坚守。",
        "居民和谐相处，任何困难都不怕，万元增收不是梦。",
        "干部向居民宣传政策，老人家庭困难，退役军人信得过。",
    ],
)
def test_adjectives_and_verbs_are_no_people(text: str, names: Names) -> None:
    assert texts(names(text), "Person") == []


@pytest.mark.parametrize(
    "text",
    [
        "要加强村级管理，打造宜居乡村，组织村民义务劳动。",
        "全村面貌一新，各村联动，建设美丽乡村和新农村，强村富民。",
        "驻村干部进村入户，包村领导到村督导，下辖8个村。",
        "党建引领社区治理，进社区、到社区报到，打造智慧社区。",
        "同乡村振兴有效衔接，推动城乡融合，返乡创业。",
    ],
)
def test_running_text_gives_no_villages_or_townships(text: str, names: Names) -> None:
    found = names("固始县召开会议。" + text)
    assert texts(found, "Village") == texts(found, "Township") == []


def test_a_name_that_a_column_break_cuts_is_one_mention() -> None:
    printed = "近日，兴化市千垛\n\n镇东旺\n\n村油菜花开。"
    kept = [(offset, char) for offset, char in enumerate(printed) if char != "\n"]
    text = "".join(char for _, char in kept)
    reading = Reading(text, text, tuple(offset for offset, _ in kept), (Sentence(0, len(text)),))
    article = Article("1", None, None, None, (Span(0, len(printed)),), (), reading)
    found = find_mentions(page_of(printed), [article])
    spans = {m.text: reading.spans(m.start, m.end) for m in found}
    assert printed[slice(*spans["千垛镇"][0])] == "千垛\n\n镇"
    assert printed[slice(*spans["东旺村"][0])] == "东旺\n\n村"
    assert all(len(stretches) == 1 for stretches in spans.values())


def test_a_name_that_a_caption_splits_is_one_mention_of_two_stretches() -> None:
    first, caption, second = "会上学习了《中国共产党纪律", "（资料图）", "处分条例》。"
    page = first + caption + second
    text = first + second
    offsets = (*range(len(first)), *range(len(first) + len(caption), len(page)))
    reading = Reading(text, text, offsets, (Sentence(0, len(text)),), frozenset({len(first)}))
    article = Article("1", None, None, None, (Span(0, len(first)),), (), reading)
    (found,) = find_mentions(page_of(page), [article])
    assert (found.text, found.type) == ("《中国共产党纪律处分条例》", "Document")
    assert len(reading.spans(found.start, found.end)) == 2


def test_a_community_with_a_provinces_name_is_no_province(names: Names) -> None:
    found = names("甘州区长安镇河南社区的居民说好。走进湖北社区，环境整洁。")
    assert texts(found, "Region") == ["甘州区"]
    assert texts(found, "Village") == ["河南社区", "湖北社区"]


def test_names_in_bylines_do_not_run_into_each_other() -> None:
    text = "记者赵一鸣 通讯员 钱多\n本报讯 近日，天气晴好。"
    bylines = (Byline("赵一鸣", "reporter", 2, 5), Byline("钱多", "correspondent", 10, 12))
    sentences = (Sentence(0, 13, "byline"), Sentence(13, len(text)))
    offsets = tuple(-1 if char == "\n" else index for index, char in enumerate(text))
    reading = Reading(text, text, offsets, sentences)
    article = Article("1", None, None, None, (Span(0, len(text)),), bylines, reading)
    found = find_mentions(Page("p", "0" * 64, text), [article])
    assert [(m.text, m.type) for m in found] == [("赵一鸣", "Person"), ("钱多", "Person")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("书记、主任何洁介绍，居民都满意。", "何洁"),
        ("校长沈毅铿锵有力地宣读倡议。", "沈毅"),
        ("外卖小哥马长河就将药品送到了门口。", "马长河"),
        ("种植户罗云开没有叫苦。", "罗云开"),
        ("社工欧阳静带着志愿者来了。", "欧阳静"),
        ("支书陈二才从会场走出来。", "陈二才"),
    ],
)
def test_a_name_ends_where_the_next_word_begins(text: str, name: str, names: Names) -> None:
    assert texts(names(text), "Person") == [name]


def test_the_longest_proper_name_stands_and_not_what_it_holds(names: Names) -> None:
    found = names("固始县陈淋子镇退役军人服务站揭牌，固始县乡村振兴投资开发有限公司捐款。")
    assert found == [
        ("固始县", "Region"),
        ("陈淋子镇退役军人服务站", "Organisation"),
        ("固始县乡村振兴投资开发有限公司", "Organisation"),
    ]


def test_lists_without_marks_split_at_their_own_names(names: Names) -> None:
    found = names("青神县瑞峰镇中心幼儿园、青竹街道便民服务中心与汉阳镇派出所参加。")
    assert texts(found, "Organisation") == ["瑞峰镇中心幼儿园", "青竹街道便民服务中心", "汉阳镇派出所"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("深入开展“清风护航”专项行动。", "清风护航"),
        ("创新推出“油茶贷”等金融产品。", "油茶贷"),
        ("严格落实“三会一课”制度。", "三会一课"),
        ("实行“小事找人”等举措。", "小事找人"),
    ],
)
def test_a_quote_after_a_launching_verb_or_before_a_class_word_is_a_name(
    text: str, name: str, names: Names
) -> None:
    assert (name, "Programme") in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "打通服务群众“最后一公里”，提升“颜值”。",
        "破解“用工难”问题，当好“娘家人”。",
        "撑起抗疫“半边天”，吃下“定心丸”。",
        "实现“应检尽检”，做到“一个不落”。",
        "“这条路修得好！”他说。",
    ],
)
def test_a_figure_of_speech_or_quoted_speech_is_no_name(text: str, names: Names) -> None:
    assert names(text) == []


def test_a_district_whose_name_is_a_word_needs_its_city(names: Names) -> None:
    assert names("城区道路畅通，郊区的农民进城。") == []
    assert ("城区", "Region") in names("晋城市城区召开会议。")


def test_a_county_whose_name_begins_with_and_is_not_read_into_a_list_of_bodies(names: Names) -> None:
    found = names("固始县的县教育局和县人民医院联合义诊。")
    assert found == [("固始县", "Region"), ("县教育局", "Organisation"), ("县人民医院", "Organisation")]
    assert ("和县", "Region") in names("马鞍山市和县召开会议。")


def test_villages_are_looked_up_in_the_counties_that_the_page_names(names: Names) -> None:
    """官庄村 stands in 253 places; 兴化市 has a 东旺村, 固始县 has none."""
    found = names("固始县黎集镇召开会议。")
    assert texts(found, "Village") == []


def test_the_place_of_the_newspaper_brings_its_villages_into_scope(names: Names) -> None:
    assert ("东旺村", "Village") in names("本报讯 近日，东旺村油菜花开。", place="江苏省泰州市兴化市")


def test_a_name_found_once_is_found_again() -> None:
    article = article_of("种植户谌小平说好。第二天，谌小平又来了。")
    found = find_mentions(page_of(article.reading.text), [article])
    assert [m.text for m in found] == ["谌小平", "谌小平"]


def test_a_quoted_name_does_not_go_on_in_the_next_paragraph(names: Names) -> None:
    found = names("兴化市千垛镇打造温暖的“乡贤驿站”\n服务站的两名工作人员走访困难户。")
    assert not [text for text, _ in found if "\n" in text]


def test_an_article_that_is_only_a_byline_is_read() -> None:
    text = "记者 王小明 通讯员 张艳"
    reading = Reading(text, text, tuple(range(len(text))), (Sentence(0, len(text), "byline"),))
    bylines = (Byline("王小明", "reporter", 3, 6), Byline("张艳", "correspondent", 11, 13))
    article = Article("1", None, None, None, (Span(0, len(text)),), bylines, reading)
    found = find_mentions(Page("p", "0", text), [article])
    assert [mention.text for mention in found if mention.type == "Person"] == ["王小明", "张艳"]
