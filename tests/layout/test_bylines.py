"""Bylines of every style, each with whom it names."""

from __future__ import annotations

import pytest

from xiangtu.layout.bylines import is_body, looks_like_name, parse_fields, parse_signature, split_names

BYLINES = {
    "■ 记者 王小明": [("王小明", "reporter")],
    "□本报记者 王小明": [("王小明", "reporter")],
    "■记者 徐勤 通讯员 郭兰": [("徐勤", "reporter"), ("郭兰", "correspondent")],
    "通讯员 李英 记者 彭军": [("李英", "correspondent"), ("彭军", "reporter")],
    "全媒体记者 阿依古丽·买买提 通讯员 欧阳海燕": [
        ("阿依古丽·买买提", "reporter"),
        ("欧阳海燕", "correspondent"),
    ],
    "记者 上官云 特约通讯员 司马青山": [("上官云", "reporter"), ("司马青山", "correspondent")],
    "（记者 张伟 实习生 李娜）": [("张伟", "reporter"), ("李娜", "intern")],
    "记者 王 伟 通讯员 李 娜": [("王伟", "reporter"), ("李娜", "correspondent")],
    "记者董璐王仁贵": [("董璐", "reporter"), ("王仁贵", "reporter")],
    "（记者桫竹）": [("桫竹", "reporter")],
    "通讯员 乌兰图雅 斯琴": [("乌兰图雅", "correspondent"), ("斯琴", "correspondent")],
    "山城日报记者 张伟": [("张伟", "reporter")],
    "某县委宣传部通讯员 王伟": [("王伟", "correspondent")],
    "江河网·早知道新闻记者 孙丽 见习记者 刘明 通讯员 张秀": [
        ("孙丽", "reporter"),
        ("刘明", "reporter"),
        ("张秀", "correspondent"),
    ],
    "记者张伟报道": [("张伟", "reporter")],
    "（周怡 摄）": [("周怡", "photographer")],
    "（本报记者 周英 摄）": [("周英", "photographer")],
    "本报记者杨远高通讯员杨绪伟摄": [("杨远高", "photographer"), ("杨绪伟", "photographer")],
    "特约通讯员张伟 摄影报道": [("张伟", "photographer")],
    "■ 摄影 记者 梅月 通讯员 高玉": [("梅月", "photographer"), ("高玉", "photographer")],
    "记者张伟 文 李娜 摄": [("张伟", "reporter"), ("李娜", "photographer")],
    "文/张三 图/李四": [("张三", "author"), ("李四", "photographer")],
    "张三/文 李四/图": [("张三", "author"), ("李四", "photographer")],
    "文丨张三 图丨李四": [("张三", "author"), ("李四", "photographer")],
    "（图/罗芳）": [("罗芳", "photographer")],
    "图/文：张伟": [("张伟", "author"), ("张伟", "photographer")],
    "张伟 文/图": [("张伟", "author"), ("张伟", "photographer")],
    "文/图 本报记者 张伟": [("张伟", "reporter")],
    "记者 张伟 通讯员 李娜 文/图": [("张伟", "reporter"), ("李娜", "correspondent")],
    "撰稿人：张伟": [("张伟", "author")],
    "作者：王伟 编辑：李娜": [("王伟", "author")],
    "采写：本报记者 张伟 摄影：本报记者 李娜": [("张伟", "reporter"), ("李娜", "photographer")],
    "□张伟": [("张伟", "author")],
    "张伟 李娜": [("张伟", "author"), ("李娜", "author")],
    "（任静 县税务局）": [("任静", "author")],
    "责任编辑：张三 校对：李四": [],
    "（编辑：闻俊 编审：杜道）": [],
}


@pytest.mark.parametrize("line", BYLINES)
def test_a_byline_names_whom_it_names(line: str) -> None:
    signature = parse_signature(line, 0, len(line))
    assert signature is not None
    assert [(byline.name, byline.role) for byline in signature.bylines] == BYLINES[line]
    assert ["".join(line[b.start : b.end].split()) for b in signature.bylines] == [
        b.name for b in signature.bylines
    ]


@pytest.mark.parametrize(
    "line",
    [
        "近日，",
        "聚焦产业 强化服务",
        "（资料图）",
        "简讯",
        "（作者单位：江口县法院）",
        "记者：好的",
        "房东也红了脸",
        "张伟李娜",
        "记者 12人",
        "",
    ],
)
def test_what_is_no_byline_names_nobody(line: str) -> None:
    signature = parse_signature(line, 0, len(line))
    assert signature is None or not signature.bylines


def test_an_organisation_that_signs_is_no_person() -> None:
    signature = parse_signature("供稿：崇仁乡人民政府", 0, 10)
    assert signature is not None
    assert [(b.name, b.role, b.is_person) for b in signature.bylines] == [("崇仁乡人民政府", "author", False)]


def test_editors_are_told_from_authors() -> None:
    signature = parse_signature("责编：孟凡", 0, 5)
    assert signature is not None
    assert signature.names_editors
    assert not signature.bylines


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("2022-04-11 09:32 来源：青溪县融媒体中心 作者：彭小川 阅读：1532", ["彭小川"]),
        ("发布时间：2022-03-04  来源：县教育局  作者： 王伟 李娜   浏览次数：12", ["王伟", "李娜"]),
        ("来源：桐花新闻网   发布时间：2025-03-06", []),
    ],
)
def test_fields_of_a_web_page_name_the_author(line: str, names: list[str]) -> None:
    fields = parse_fields(line, 0, len(line))
    assert fields is not None
    assert [byline.name for byline in fields.bylines] == names


def test_a_sentence_with_a_colon_is_no_row_of_fields() -> None:
    assert parse_fields("原因：张伟说了", 0, 7) is None


def test_names_without_a_separator_are_told_apart() -> None:
    assert split_names("王小明李四") == ["王小明", "李四"]
    assert split_names("张伟李娜") == ["张伟", "李娜"]
    assert split_names("欧阳海燕") == ["欧阳海燕"]
    assert not looks_like_name("综合执法")
    assert is_body("石桥镇")
    assert not is_body("王小明")
