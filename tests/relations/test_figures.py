"""Numerals and units from many registers: value and unit as printed, hedge dropped."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.relations.dates import find_dates
from xiangtu.relations.figures import find_figures, unit_at
from xiangtu.relations.numerals import chinese_value, find_numerals

FIGURES: list[tuple[str, list[tuple[float, str]]]] = [
    # money
    ("授信金额3.2亿元", [(3.2, "亿元")]),
    ("补贴资金 86.5 万元", [(86.5, "万元")]),
    ("发放贷款近300万元", [(300, "万元")]),
    ("筹集资金500余万元", [(500, "万元")]),
    ("总投资1.2亿多元", [(1.2, "亿元")]),
    ("人均收入18600元", [(18600, "元")]),
    ("售价12,800元", [(12800, "元")]),
    ("出口额达800万美元", [(800, "万美元")]),
    ("每斤三块五", [(3.5, "块")]),
    ("一斤卖两块四", [(2.4, "块")]),
    ("西瓜每斤15元", [(15, "元")]),
    ("收购价6元/斤", [(6, "元/斤")]),
    ("租金800元/亩", [(800, "元/亩")]),
    ("投资两千万元", [(2000, "万元")]),
    ("捐款三十多万元", [(30, "万元")]),
    ("增收百余万元", [(100, "万元")]),
    ("产值突破10亿元大关", [(10, "亿元")]),
    ("工资5000元左右", [(5000, "元")]),
    ("年收入10万元以上，日子越过越好", [(10, "万元")]),
    ("产业资金1亿2千万元", [(1.2, "亿元")]),
    # people and households
    ("受益群众1万余人次", [(1, "万人次")]),
    ("培训2.6万多人次", [(2.6, "万人次")]),
    ("服务30多万人次", [(30, "万人次")]),
    ("党员5200名", [(5200, "名")]),
    ("带动8700多户", [(8700, "户")]),
    ("两名护林员", [(2, "名")]),
    ("十余名志愿者", [(10, "名")]),
    ("三十二名学生", [(32, "名")]),
    ("上千人参加", [(1000, "人")]),
    ("近百名党员", [(100, "名")]),
    ("百余名群众", [(100, "名")]),
    ("来了 5 000 多人", [(5000, "人")]),
    ("一户3口人", [(3, "口人")]),
    ("现年72岁", []),
    ("老党员共17位", [(17, "位")]),
    ("二十来户人家", [(20, "户")]),
    ("15人次参加", [(15, "人次")]),
    ("脱贫户82户133人", [(82, "户"), (133, "人")]),
    ("授信主体10991户6.04亿元", [(10991, "户"), (6.04, "亿元")]),
    ("接种疫苗3.5万剂次", [(3.5, "万剂次")]),
    # land, length, mass, volume
    ("流转土地1万亩", [(1, "万亩")]),
    ("流转土地近万亩", [(1, "万亩")]),
    ("三万五千亩水田", [(35000, "亩")]),
    ("二百二十亩", [(220, "亩")]),
    ("三点五万亩", [(3.5, "万亩")]),
    ("厂房6000多平方米", [(6000, "平方米")]),
    ("占地12.5公顷", [(12.5, "公顷")]),
    ("水面3平方公里", [(3, "平方公里")]),
    ("建筑面积800㎡", [(800, "㎡")]),
    ("道路17公里", [(17, "公里")]),
    ("修渠三千米", [(3000, "米")]),
    ("铺设管网 8.6 千米", [(8.6, "千米")]),
    ("清淤5000余吨", [(5000, "吨")]),
    ("亩产15000斤左右", [(15000, "斤")]),
    ("产粮30万公斤", [(30, "万公斤")]),
    ("蓄水800立方米", [(800, "立方米")]),
    ("回填土方2万方", [(2, "万方")]),
    ("装机30千瓦", [(30, "千瓦")]),
    ("年发电12万千瓦时", [(12, "万千瓦时")]),
    ("气温降至零下8℃", [(8, "℃")]),
    # ratios and multiples
    ("覆盖率100%", [(100, "%")]),
    ("满意率达 99.8 %", [(99.8, "%")]),
    ("提高3.5个百分点", [(3.5, "个百分点")]),
    ("增长2倍", [(2, "倍")]),
    ("成本下降三成", [(3, "成")]),
    ("利润增长3成以上。", [(3, "成")]),
    ("坡度不足5‰", []),
    # things
    ("张贴海报800余张", [(800, "张")]),
    ("安装路灯300余盏", [(300, "盏")]),
    ("办结事项620项", [(620, "项")]),
    ("12项目标任务", [(12, "项")]),
    ("建成驿站6家", [(6, "家")]),
    ("9 个村（社区）", [(9, "个")]),
    ("3镇5村", [(3, "镇"), (5, "村")]),
    ("联合5部门", [(5, "部门")]),
    ("三家企业", [(3, "家")]),
    ("出动车辆40台次", [(40, "台次")]),
    ("存栏生猪1.1万头", [(1.1, "万头")]),
    ("鸭苗50万羽", [(50, "万羽")]),
    ("开展技能培训8批", [(8, "批")]),
    ("机井60眼", [(60, "眼")]),
    ("仅有一个商标", [(1, "个")]),
    ("大棚50座、冷库3座", [(50, "座"), (3, "座")]),
    ("每年授课12课时", [(12, "课时")]),
    ("5大类25项清单", [(5, "大类"), (25, "项")]),
    ("60个示范村、303个创优村", [(60, "个"), (303, "个")]),
    ("收到简历248个", [(248, "个")]),
    ("22家国有企业", [(22, "家")]),
    ("3名优秀党员", [(3, "名")]),
    ("10个体育公园", [(10, "个")]),
    # thresholds apart from values
    ("收入50万元以上村31个", [(31, "个")]),
    ("100万元以上的村10个", [(10, "个")]),
    ("60岁以上老人200人", [(200, "人")]),
    ("年满60周岁的老人", []),
    ("10人以下小组4个", [(4, "个")]),
    # ranges
    ("每斤20—30元", [(20, "元"), (30, "元")]),
    ("亩产2000至3000斤", [(2000, "斤"), (3000, "斤")]),
    ("增长12%—15%", []),
    ("增幅10%至20%", []),
    # lengths of time
    ("缩短至3个工作日", [(3, "个工作日")]),
    ("每周 5 天有课", [(5, "天")]),
    ("近5年累计投入", []),
    ("24小时值班", []),
    ("3年来", []),
    ("1刻钟", []),
    # no figures
    ("2018年8月", []),
    ("3 月 21 日下午", []),
    ("上午8时30分", []),
    ("上午8:30开始", []),
    ("第3名", []),
    ("第一书记", []),
    ("二级网格长", []),
    ("六年级学生", []),
    ("5A级景区", []),
    ("“15分钟阅读圈”建成", []),
    ("推行“1324”服务", []),
    ("党建4+工程", []),
    ("拨打12345热线", []),
    ("电话0999-1234567", []),
    ("G104国道", []),
    ("解放路12号", []),
    ("COVID-19", []),
    ("一名孤儿", []),
    ("一项任务", []),
    ("千家万户", []),
    ("这两名同志", []),
    ("数百人", []),
    ("十几个", []),
    ("三农工作", []),
    ("两会精神", []),
    ("四面八方", []),
    ("5G网络", []),
    ("8项目建设", []),
    ("20村民", []),
    ("30人大代表", []),
    ("比分3:2", []),
    ("比例1∶50", []),
    ("万亩良田", []),
]
"""Phrase, and the figures that a careful reader takes from it."""


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[text for text, _ in FIGURES])
def test_the_figures_of_a_phrase_are_what_a_reader_takes(make_reading, text, expected):
    reading = make_reading(text)
    dates = [(date.start, date.end) for date in find_dates(reading)]
    figures = find_figures(reading, dates)
    assert [(float(f.value), f.unit) for f in figures] == expected


def test_the_table_is_as_long_as_promised():
    assert len(FIGURES) >= 120


def test_a_number_inside_a_name_is_left_alone(make_reading):
    reading = make_reading("双桥镇打造10里花廊项目，种树300棵。")
    start = reading.text.index("10里花廊项目")
    figures = find_figures(reading, [(start, start + 7)])
    assert [(float(f.value), f.unit) for f in figures] == [(300, "棵")]


def test_hedges_are_kept_apart_from_the_value(make_reading):
    hedges = [
        figure.hedge for figure in find_figures(make_reading("近400万元，500余亩，约3吨，6万元左右，80人"))
    ]
    assert hedges == ["近", "余", "约", "左右", ""]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3.87亿元", 387_000_000, "CNY"),
        ("30亩", 20_000, "m2"),
        ("1万亩", 20_000_000 / 3, "m2"),
        ("17公里", 17_000, "m"),
        ("500斤", 250, "kg"),
        ("1.2万人次", 12_000, "person"),
        ("99.8%", 99.8, "percent"),
        ("2.5公顷", 25_000, "m2"),
    ],
)
def test_values_are_normalised_by_the_factor_of_the_unit(make_reading, text, value, unit):
    (figure,) = find_figures(make_reading(text))
    assert figure.normalised_unit == unit
    assert figure.normalised_value is not None
    assert math.isclose(figure.normalised_value, value)


def test_text_that_was_printed_twice_counts_nothing(make_reading):
    reading = make_reading("种树300棵。")
    repeated = type(reading)(
        reading.text,
        reading.printed,
        reading.offsets,
        tuple(type(s)(s.start, s.end, s.part, True) for s in reading.sentences),
    )
    assert find_figures(repeated) == ()


def test_a_unit_that_starts_another_word_is_none():
    found = [unit_at(text, 2) for text in ("15人次", "15项目", "12项目标")]
    assert [unit.name if unit else None for unit in found] == ["人次", None, "项"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十一", 21),
        ("百", 100),
        ("一百零五", 105),
        ("两千", 2000),
        ("三点五", 3.5),
        ("一万二千", 12000),
    ],
)
def test_chinese_numerals_have_their_value(text, value):
    assert chinese_value(text) == Decimal(str(value))


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿点0123456789.,余多来 元亩人个%", max_size=40))
def test_numerals_stand_in_order_and_never_overlap(text):
    numerals = find_numerals(text)
    assert all(0 <= n.start < n.end <= len(text) for n in numerals)
    assert all(one.end <= other.start for one, other in pairwise(numerals))


@given(st.integers(min_value=0, max_value=99_999_999))
def test_an_arabic_number_keeps_its_value(number):
    (numeral,) = find_numerals(f"共{number}亩")
    assert numeral.value == number


@pytest.mark.parametrize("text", ["1" * 30, "1," * 5000, "千百" * 5000, "约为" * 5000, "第" * 5000])
def test_runs_of_digits_and_scale_words_give_no_figures_and_take_no_time(make_reading, text):
    assert find_figures(make_reading(f"{text}个")) == ()
