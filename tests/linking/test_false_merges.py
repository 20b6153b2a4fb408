"""What differs stays two, however alike the names are. Counties are real, people and bodies made up."""

import pytest

from xiangtu.linking import link


def count(kind, *pages):
    return sum(entity.type == kind for entity in link(pages).entities)


PEOPLE = [
    # the same county: a reporter and somebody with a post
    ("王芳", "371122 reporter", "371122 镇长@夏庄镇"),
    ("李强", "421123 reporter", "421123 书记@罗田县委<罗田县"),
    ("张敏", "510129 photographer", "510129 主任@安仁镇"),
    ("刘洋", "640323 intern", "640323 局长@盐池县教育局<盐池县"),
    ("陈静", "350524 correspondent", "350524 书记@湖头镇党委<湖头镇"),
    ("杨帆", "620422 author", "620422 校长@会宁县第三中学<会宁县"),
    # the same county, two bodies that one person does not head together
    ("王军", "330726 镇长@黄宅镇", "330726 镇长@白马镇"),
    ("李娜", "430182 局长@宁乡市财政局<宁乡市", "430182 院长@宁乡市人民医院<宁乡市"),
    ("赵磊", "532924 书记@力角村", "532924 书记@挖色村"),
    ("周杰", "211224 镇长@宝力镇", "211224 局长@昌图县水利局<昌图县"),
    ("吴霞", "451081 校长@靖西市第一小学<靖西市", "451081 校长@靖西市第二小学<靖西市"),
    ("孙丽", "220122 主任@合隆镇", "220122 主任@农安县妇联<农安县"),
    # one page: the reporter of one story, the official of another
    ("马超", "610825 reporter|镇长@安边镇", None),
    ("朱琳", "321023 photographer|书记@射阳湖镇党委<射阳湖镇", None),
    # one story: who reports it does not hold the post in it
    ("胡斌", "445224 reporter、镇长@神泉镇", None),
    # one page, two stories, two towns
    ("郭涛", "500156 镇长@江口镇|镇长@火炉镇", None),
    # two counties
    ("何平", "130506 plain", "360731 plain"),
    ("高翔", "140522 县长@阳城县", "410325 县长@嵩县"),
    ("林峰", "469002 reporter", "540124 reporter"),
    # surname and form of address
    ("王女士", "110118 plain", "110118 plain|plain"),
    ("李大爷", "120114 plain", "120114 plain|reporter"),
    ("张某", "230111 plain", "230111 plain|photographer"),
    ("小陈", "652722 plain", "652722 plain|intern"),
    ("赵师傅", "150521 plain|plain", None),
    ("刘奶奶", "630223 plain|plain", None),
]


@pytest.mark.parametrize(("name", "first", "second"), PEOPLE)
def test_two_people_of_one_name_stay_two(appearance, name, first, second):
    pages = [appearance(name, *given.split(" ", 1)) for given in (first, second) if given]
    assert count("Person", *pages) >= 2
    assert count("Person", *pages[::-1]) == count("Person", *pages)


def test_reporters_of_one_name_at_two_newspapers_stay_two(write_page, story):
    def page(newspaper):
        from dataclasses import replace

        from xiangtu.model import entity_id

        drawn = write_page(newspaper, [story("题", "下雨。", (("王伟", "reporter"),))], newspaper=newspaper)
        there = entity_id("Person", newspaper, "王伟")
        return replace(
            drawn,
            entities=tuple(replace(each, id=there) for each in drawn.entities),
            mentions=tuple(replace(each, entity=there) for each in drawn.mentions),
        )

    assert count("Person", page("青禾报"), page("白水报")) == 2


BODIES = [
    ("331024", "仙居县教育局", "仙居县体育局"),
    ("331024", "仙居县教育局", "仙居县教体局"),
    ("410325", "嵩县卫健委", "嵩县卫健局"),
    ("360731", "于都县农业农村局", "于都县农业局"),
    ("520327", "凤冈县法院", "凤冈县检察院"),
    ("640323", "盐池县第一小学", "盐池县第二小学"),
    ("500156", "武隆区发改委", "武隆区发改局"),
    ("321023", "宝应县委", "宝应县纪委"),
    ("321023", "宝应县人大", "宝应县人民医院"),
    ("610825", "定边县妇联", "定边县残联"),
    ("610825", "定边县文联", "定边县文旅局"),
    ("230111", "呼兰区教育局", "呼兰区教育局学生资助中心"),
    ("230111", "呼兰区公安局", "呼兰区公安局刑警大队"),
    ("469002", "琼海市中医院", "琼海市人民医院"),
    ("350524", "安溪县茶业有限公司", "安溪县茶叶协会"),
    ("532924", "宾川县供电局", "宾川县供销社"),
    ("451081", "靖西市东风合作社", "靖西市东升合作社"),
    ("220122", "农安县农商行", "农安县农业银行"),
    ("421123", "罗田县工会", "罗田县工商联"),
    ("540124", "曲水县城管局", "曲水县城市建设局"),
    ("210726", "黑山县医疗保险中心", "黑山县医疗保障服务中心"),
    ("360722", "信丰县委", "共青团信丰县委"),
    ("360722", "信丰县委", "信丰县委宣传部"),
    ("320923", "阜宁县税务局", "阜宁县财政局"),
    ("360722", "信丰县委员会", "信丰县委"),
]


@pytest.mark.parametrize(("code", "one", "other"), BODIES)
def test_two_bodies_with_similar_names_stay_two(naming, code, one, other):
    assert count("Organisation", naming("Organisation", code, one), naming("Organisation", code, other)) == 2


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Organisation", "人社局"),
        ("Organisation", "镇党委"),
        ("Organisation", "东方红小学"),
        ("Organisation", "志愿服务队"),
        ("Programme", "乡村振兴"),
        ("Programme", "积分超市"),
        ("Product", "土蜂蜜"),
        ("Event", "丰收节"),
        ("Place", "人民广场"),
        ("Document", "村规民约"),
    ],
)
def test_things_of_one_name_in_two_counties_stay_two(naming, kind, name):
    assert count(kind, naming(kind, "140522", name), naming(kind, "430182", name)) == 2


def test_a_short_form_that_two_things_have_joins_neither(naming):
    pages = (
        naming("Programme", "331024", "清洁家园行动", "清洁家园"),
        naming("Programme", "331024", "清洁家园工程", "清洁家园"),
        naming("Programme", "331024", "清洁家园"),
    )
    assert count("Programme", *pages) == 3


def test_the_end_of_a_bodys_name_is_no_short_form_of_it(naming):
    full = naming("Organisation", "620422", "甘沟驿镇退役军人服务站", "退役军人服务站")
    assert count("Organisation", full, naming("Organisation", "620422", "退役军人服务站")) == 2


@pytest.mark.parametrize(
    ("kind", "full", "end"),
    [
        ("Document", "曲水县村级事务管理办法", "管理办法"),
        ("Event", "曲水县雅江文化旅游节", "文化旅游节"),
        ("Programme", "“老有所乐”暖民心行动", "暖民心行动"),
    ],
)
def test_the_class_word_at_a_names_end_is_no_short_form_of_it(naming, kind, full, end):
    assert count(kind, naming(kind, "540124", full, end), naming(kind, "540124", end)) == 2


def test_a_short_form_of_two_characters_joins_nothing(naming):
    full = naming("Programme", "620422", "行动力提升工程", "行动")
    assert count("Programme", full, naming("Programme", "620422", "行动")) == 2


def test_villages_of_one_name_in_two_towns_stay_two():
    from xiangtu.model import Entity, Page, PageResult, entity_id

    def page(town):
        found = Entity(entity_id("Village", "211224", town, "王家村"), "Village", "王家村", status="local")
        return PageResult(Page(town, "0" * 64, ""), (), (), (found,), ())

    assert count("Village", page("宝力镇"), page("八面城镇")) == 2


def test_who_of_several_with_posts_is_meant_without_one_stays_open(appearance):
    pages = [
        appearance("王军", "330726", how) for how in ("镇长@黄宅镇", "镇长@白马镇", "plain")
    ]  # fmt: skip
    assert count("Person", *pages) == 3
