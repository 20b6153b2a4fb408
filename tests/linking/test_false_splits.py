"""What is one stays one, however it is printed, and in any order. Counties are real, people made up."""

from itertools import permutations

import pytest

from xiangtu.linking import link, link_pages


def one(kind, *pages):
    """Return the one entity of a kind, the same for every order of the pages."""
    graph = link(pages)
    assert all(link(order) == graph for order in list(permutations(pages))[:6])
    found = [entity for entity in graph.entities if entity.type == kind]
    assert len(found) == 1, [entity.id for entity in found]
    return found[0]


PEOPLE = [
    ("王芳", "371122", "reporter", "reporter"),
    ("李强", "421123", "reporter", "photographer"),
    ("张敏", "510129", "correspondent", "correspondent|correspondent"),
    ("刘洋", "640323", "plain", "plain"),
    ("陈静", "350524", "镇长@湖头镇", "镇长@湖头镇"),
    ("杨帆", "620422", "镇长@甘沟驿镇", "书记@甘沟驿镇党委<甘沟驿镇"),
    ("王军", "330726", "县长@浦江县", "书记@浦江县委<浦江县"),
    ("赵磊", "532924", "书记@力角村党支部<力角村", "主任@力角村委会<力角村"),
    ("周杰", "211224", "镇长@宝力镇", "plain"),
    ("吴霞", "451081", "plain|plain", "校长@靖西市第一小学<靖西市"),
    ("孙丽", "220122", "局长@农安县人社局<农安县", "局长@农安县人力资源和社会保障局<农安县"),
    ("马超", "610825", "correspondent、镇长@安边镇", "镇长@安边镇"),
    ("朱琳", "321023", "主任@宝应县人大常委会<宝应县", "书记@宝应县委<宝应县"),
    ("郭涛", "500156", "主席@武隆区政协<武隆区", "副区长@武隆区"),
    ("何平", "130506", "局长@南和区财政局<南和区、镇长@贾宋镇", "镇长@贾宋镇"),
    ("高翔", "140522", "支部书记@上芹村", "主任@上芹村村委会<上芹村"),
]


@pytest.mark.parametrize(("name", "code", "first", "second"), PEOPLE)
def test_one_person_is_one_node(appearance, name, code, first, second):
    person = one("Person", appearance(name, code, first), appearance(name, code, f"{second}|{second}"))
    assert person.name == name


def test_posts_of_one_article_join_what_others_give_singly(appearance):
    both = appearance("胡斌", "445224", "镇长@神泉镇、局长@惠来县水利局<惠来县")
    town, bureau = (
        appearance("胡斌", "445224", how) for how in ("书记@神泉镇党委<神泉镇", "局长@惠来县水利局<惠来县")
    )
    person = one("Person", town, bureau, both)
    assert "同一篇报道给出其各项职务（可信度0.95）" in person.note
    assert len(link((town, bureau)).entities) > len(link((town, bureau, both)).entities) - 2


BODIES = [
    ("371122", "莒县人力资源和社会保障局", "莒县人社局"),
    ("421123", "罗田县发展和改革委员会", "罗田县发改委"),
    ("421123", "罗田县发展改革委员会", "罗田县发改委"),
    ("510129", "大邑县市场监督管理局", "大邑县市场监管局"),
    ("640323", "盐池县住房和城乡建设局", "盐池县住建局"),
    ("350524", "安溪县人民检察院", "安溪县检察院"),
    ("620422", "会宁县人民法院", "会宁法院"),
    ("330726", "中共浦江县委", "浦江县委"),
    ("532924", "宾川县文化和旅游局", "宾川县文旅局"),
    ("211224", "昌图县医疗保障局", "昌图县医保局"),
    ("451081", "靖西市残疾人联合会", "靖西市残联"),
    ("220122", "农安县妇女联合会", "农安县妇联"),
    ("610825", "定边县科学技术协会", "定边县科协"),
    ("321023", "扬州市宝应县交通运输局", "宝应县交通局"),
    ("500156", "重庆市武隆区退役军人事务局", "武隆区退役军人局"),
    ("140522", "阳城县工商业联合会", "阳城县工商联"),
    ("410325", "嵩县纪律检查委员会", "嵩县纪委"),
    ("360731", "于都人社局", "于都县人力资源和社会保障局"),
    ("110118", "密云区应急管理局", "密云区应急局"),
    ("120114", "武清区教育体育局", "武清区教体局"),
    ("320923", "国家税务总局阜宁县税务局", "阜宁县税务局"),
    ("360722", "共青团信丰县委", "信丰县团委"),
    ("421123", "国网罗田县供电公司", "罗田县供电公司"),
    ("341222", "太和县自然资源与规划局", "太和县自然资源和规划局"),
]


@pytest.mark.parametrize("parent", ["county", ""])
@pytest.mark.parametrize(("code", "full", "short"), BODIES)
def test_one_body_in_full_and_in_short_is_one_node(naming, code, full, short, parent):
    body = one(
        "Organisation",
        naming("Organisation", code, full, parent=parent),
        naming("Organisation", code, short, parent=parent),
    )
    assert {full, short} <= {body.name, *body.aliases}
    assert "同一地方同一机构的不同写法（可信度0.98）" in body.note
    assert body.former_ids


@pytest.mark.parametrize(
    ("owner", "forms", "name"),
    [
        ("township:371122-夏庄镇", ("夏庄镇党委", "夏庄镇委", "中共夏庄镇委员会"), "夏庄镇中国共产党委员会"),
        (
            "village:371122-城阳街道-北关社区",
            ("北关社区党委", "北关社区中国共产党委员会"),
            "北关社区中国共产党委员会",
        ),
        ("region:371122-莒县", ("莒县委", "中共莒县委", "中共莒县委员会", "中国共产党莒县委员会"), "莒县委"),
    ],
)
def test_a_party_committee_is_one_node_however_it_is_written(naming, owner, forms, name):
    pages = [naming("Organisation", "371122", form, parent=owner) for form in forms]
    assert one("Organisation", *pages).id == f"organisation:371122-{name}"


@pytest.mark.parametrize(("code", "full", "short"), BODIES[:8])
def test_the_id_of_a_body_does_not_depend_on_other_pages(naming, code, full, short):
    pages = [naming("Organisation", code, name) for name in (full, short)]
    alone = {link([page]).entities[0].id for page in pages}
    assert alone == {one("Organisation", *pages).id}


@pytest.mark.parametrize(
    ("kind", "code", "full", "short"),
    [
        ("Programme", "331024", "乡风文明提升行动", "乡风文明提升"),
        ("Programme", "430182", "乡村著名行动", "乡村著名"),
        ("Organisation", "350524", "福建安溪铁观音集团股份有限公司", "安溪铁观音集团"),
        ("Event", "630223", "互助县第五届油菜花文化旅游节", "油菜花节"),
        ("Product", "652722", "精河枸杞原浆", "精河枸杞"),
        ("Document", "540124", "曲水县村级事务管理办法（试行）", "曲水县村级事务管理办法"),
    ],
)
def test_what_another_article_calls_by_both_names_is_one_node(naming, kind, code, full, short):
    found = one(kind, naming(kind, code, full, short), naming(kind, code, short))
    assert {full, short} == {found.name, *found.aliases}
    assert "本县另有报道两名并用（可信度0.80）" in found.note


@pytest.mark.parametrize(
    ("kind", "code", "name"),
    [
        ("Township", "469002", "博鳌镇"),
        ("Region", "150521", "科尔沁左翼中旗"),
        ("Village", "230111", "孟井村"),
        ("Place", "310151", "东滩湿地公园"),
        ("Programme", "520327", "积分超市"),
        ("Product", "130506", "南和金米"),
    ],
)
def test_one_name_of_one_county_is_one_node(naming, kind, code, name):
    assert one(
        kind, naming(kind, code, name), naming(kind, code, name, "又名"), naming(kind, code, name, "别名")
    )


def test_every_join_has_a_reason_and_a_confidence(naming, appearance):
    pages = (
        naming("Organisation", "371122", "莒县人社局"),
        naming("Programme", "371122", "夜校行动", "夜校"),
        appearance("周海涛", "371122", "镇长@夏庄镇"),
        appearance("周海涛", "371122", "plain"),
    )
    linked = link_pages(pages)
    assert {merge.rule for merge in linked.merges} == {"department", "only holder"}
    assert all(merge.reason and 0 < merge.confidence <= 1 for merge in linked.merges)
    joined = {each for entity in linked.knowledge.entities for each in entity.former_ids}
    assert joined == {merge.b for merge in linked.merges}
