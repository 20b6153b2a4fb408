"""The gazetteer against what is known of China's places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiangtu.lexicon import Gazetteer, Place, describe_place, iter_counties, open_gazetteer

LEVELS = ("province", "prefecture", "county", "township", "village")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def find(gazetteer: Gazetteer, county: str, name: str) -> tuple[Place, ...]:
    """All places of this name in all counties of that name."""
    units = [gazetteer.county(region.region_code) for region in gazetteer.regions(county)]
    return tuple(place for unit in units if unit for place in unit.find(name))


# County, name, code of each scheme, township of a village: facts of the two published lists.
KNOWN = [
    ("杜集区", "高岳街道", "340602001", "340602001", ""),
    ("杜集区", "矿山集街道", "340602002", "340602002", ""),
    ("杜集区", "朔里镇", "340602100", "340602102", ""),
    ("杜集区", "石台镇", "340602101", "340602103", ""),
    ("杜集区", "段园镇", "340602102", "340602104", ""),
    ("文峰区", "南关街道", "410502005", "410502005", ""),
    ("文峰区", "东关街道", "410502004", "410502004", ""),
    ("文峰区", "光华路街道", "410502013", "410502010", ""),
    ("文峰区", "头二三道街街道", None, "410502002", ""),
    ("文峰区", "商颂大街街道", None, "410502015", ""),
    ("文峰区", "宝莲寺镇", "410502101", "410502100", ""),
    ("杜集区", "朔南社区", "340602100004", None, "朔里镇"),
    ("杜集区", "朔北社区", "340602100003", None, "朔里镇"),
    ("杜集区", "段庄村", "340602100205", None, "朔里镇"),
    ("杜集区", "罗里村", "340602100207", None, "朔里镇"),
    ("杜集区", "学田村", "340602101200", None, "石台镇"),
    ("杜集区", "石台村", "340602101203", None, "石台镇"),
    ("杜集区", "白顶山村", "340602101205", None, "石台镇"),
    ("杜集区", "毛庄村", "340602102203", None, "段园镇"),
    ("杜集区", "双龙社区", "340602002011", None, "矿山集街道"),
    ("杜集区", "朱庄社区", "340602002012", None, "矿山集街道"),
    ("杜集区", "南山村", "340602002201", None, "矿山集街道"),
    ("文峰区", "石油路社区", "410502005006", None, "南关街道"),
    ("文峰区", "郭家庄村", "410502005201", None, "南关街道"),
]


@pytest.mark.parametrize(("county", "name", "nbs", "mca", "township"), KNOWN)
def test_a_place_is_found_under_its_county_with_the_codes_of_both_lists(
    gazetteer: Gazetteer, county: str, name: str, nbs: str | None, mca: str | None, township: str
) -> None:
    (place,) = find(gazetteer, county, name)
    assert (place.code("nbs2023"), place.code("mca2025")) == (nbs, mca)
    if township:
        assert place.parent is not None
        assert place.parent.name == township


def test_a_natural_village_that_no_list_has_is_not_found(gazetteer: Gazetteer) -> None:
    assert find(gazetteer, "杜集区", "葛洼村") == ()
    answer = describe_place("葛洼村", "杜集区")
    assert answer.candidates == ()
    assert "is not in" in answer.note


def test_one_code_names_two_places_so_the_lists_are_joined_by_name(gazetteer: Gazetteer) -> None:
    by_list = {
        scheme: gazetteer.place("371703107", scheme).name  # type: ignore[union-attr]
        for scheme in ("nbs2023", "mca2025")
    }
    assert by_list == {"nbs2023": "仿山镇", "mca2025": "半堤镇"}


def test_every_province_has_counties_and_every_county_a_chain_up_to_its_province(
    gazetteer: Gazetteer,
) -> None:
    provinces = [place for place in gazetteer.all_regions if place.level == "province"]
    assert len(provinces) == 34
    beyond = {"台湾省", "香港特别行政区", "澳门特别行政区"}
    with_counties = {place.chain()[-1].name for place in iter_counties(gazetteer)}
    assert with_counties == {place.name for place in provinces} - beyond
    for place in gazetteer.all_regions:
        chain = place.chain()
        assert chain[-1].level == "province"
        levels = [LEVELS.index(part.level) for part in chain]
        assert levels == sorted(levels, reverse=True)


def test_the_whole_list_is_there(gazetteer: Gazetteer) -> None:
    townships = villages = 0
    for region in iter_counties(gazetteer):
        county = gazetteer.county(region.region_code)
        assert county is not None
        townships += len(county.townships)
        villages += len(county._villages)
    assert townships > 42_000
    assert villages > 615_000


@pytest.mark.parametrize(
    ("name", "full_name"),
    [
        ("安徽", "安徽省"),
        ("内蒙古", "内蒙古自治区"),
        ("广西", "广西壮族自治区"),
        ("新疆", "新疆维吾尔自治区"),
        ("香港", "香港特别行政区"),
        ("恩施州", "湖北省恩施土家族苗族自治州"),
        ("伊犁州", "新疆维吾尔自治区伊犁哈萨克自治州"),
        ("博州", "新疆维吾尔自治区博尔塔拉蒙古自治州"),
        ("黔东南州", "贵州省黔东南苗族侗族自治州"),
        ("阿里地区", "西藏自治区阿里地区"),
        ("锡盟", "内蒙古自治区锡林郭勒盟"),
        ("奈曼旗", "内蒙古自治区通辽市奈曼旗"),
        ("科左中旗", "内蒙古自治区通辽市科尔沁左翼中旗"),
        ("鄂伦春旗", "内蒙古自治区呼伦贝尔市鄂伦春自治旗"),
        ("北川县", "四川省绵阳市北川羌族自治县"),
        ("浦东新区", "上海市浦东新区"),
        ("彭水县", "重庆市彭水苗族土家族自治县"),
        ("曲阜", "山东省济宁市曲阜市"),
        ("仙桃市", "湖北省仙桃市"),
        ("石河子", "新疆维吾尔自治区石河子市"),
        ("神农架林区", "湖北省神农架林区"),
        ("加格达奇区", "黑龙江省大兴安岭地区加格达奇区"),
        ("兰州新区", "甘肃省兰州市兰州新区"),
        ("石家庄高新区", "河北省石家庄市石家庄高新技术产业开发区"),
        ("大柴旦", "青海省海西蒙古族藏族自治州大柴旦行政委员会"),
    ],
)
def test_a_region_is_found_by_its_full_name_and_by_the_press_short_form(
    gazetteer: Gazetteer, name: str, full_name: str
) -> None:
    assert full_name in [place.full_name for place in gazetteer.regions(name)]


def test_a_one_character_stem_is_no_short_form(gazetteer: Gazetteer) -> None:
    assert gazetteer.regions("单县")
    assert gazetteer.regions("单") == ()
    assert all(len(name) > 1 for name in gazetteer.region_names)


@pytest.mark.parametrize(
    ("county", "name", "level"),
    [
        ("东莞市", "长安镇", "township"),
        ("中山市", "小榄镇", "township"),
        ("儋州市", "那大镇", "township"),
        ("嘉峪关市", "峪泉镇", "township"),
        ("嘉峪关市", "黄草营村", "village"),
        ("东城区", "多福巷社区", "village"),
        ("仙桃市", "郑场镇", "township"),
        ("奈曼旗", "固日班花苏木", "township"),
        ("科尔沁左翼后旗", "茂道吐苏木", "township"),
        ("石河子市", "向阳街道", "township"),
        ("苏州工业园区", "娄葑街道", "township"),
        ("兰州新区", "中川镇", "township"),
        ("彭水苗族土家族自治县", "郁山镇", "township"),
        ("武进区", "湟里镇", "township"),
        ("蕉城区", "虎𬇙镇", "township"),
        ("宜兴市", "湖㳇镇", "township"),
    ],
)
def test_unusual_counties_and_rare_characters_are_found(
    gazetteer: Gazetteer, county: str, name: str, level: str
) -> None:
    found = find(gazetteer, county, name)
    assert [place.level for place in found] == [level]


def test_a_city_without_counties_holds_its_townships_itself(gazetteer: Gazetteer) -> None:
    (dongguan,) = gazetteer.regions("东莞市")
    assert dongguan.level == "prefecture"
    assert {"长安镇", "虎门镇"} <= {place.name for place in gazetteer.children(dongguan)}


def test_a_gacha_and_a_regiment_keep_their_names(gazetteer: Gazetteer) -> None:
    banner = gazetteer.regions("科尔沁左翼中旗")[0]
    county = gazetteer.county(banner.region_code)
    assert county is not None
    assert any(place.name.endswith("嘎查") for place in county.villages)
    corps = gazetteer.townships("一四七团")
    assert corps
    assert "147团" in corps[0].aliases
    assert corps[0].kind == "statistical"


def test_a_committee_is_called_by_its_village(gazetteer: Gazetteer) -> None:
    endings = ("村委会", "居委会", "村民委员会", "居民委员会")
    for code in ("340602", "371703", "110101", "150525", "659001", "520526"):
        county = gazetteer.county(code)
        assert county is not None
        assert not [place.name for place in county.villages if place.name.endswith(endings)]


@pytest.mark.parametrize(
    "name",
    ["和平村", "团结村", "太平村", "胜利村", "张庄村", "王庄村", "红星村", "红旗村", "前进村", "新民村"],
)
def test_the_most_ambiguous_names_have_candidates_in_hundreds_of_places(
    gazetteer: Gazetteer, name: str
) -> None:
    found = gazetteer.villages(name)
    assert len(found) > 300
    assert all(place.name == name for place in found)
    assert [place.code("nbs2023") for place in found] == sorted(str(place.code("nbs2023")) for place in found)


def test_an_exact_name_comes_alone_and_a_stem_gives_all_that_have_it(gazetteer: Gazetteer) -> None:
    county = gazetteer.county("340602")
    assert county is not None
    assert [place.name for place in county.find("刘庄村")] == ["刘庄村"]
    assert {place.name for place in county.find("刘庄")} == {"刘庄村", "刘庄社区"}
    assert [place.level for place in county.find("石台")] == ["township", "village"]


def test_a_township_that_became_a_town_is_one_place_under_both_names(gazetteer: Gazetteer) -> None:
    county = gazetteer.county("410523")
    assert county is not None
    (town,) = county.find("瓦岗镇")
    assert county.find("瓦岗乡") == (town,)
    assert {scheme for scheme, _ in town.codes} == {"nbs2023", "mca2025"}
    assert county.children(town)


def test_parents_and_children_agree(gazetteer: Gazetteer) -> None:
    for code in ("340602", "410502", "441900", "620200", "659001", "150525"):
        county = gazetteer.county(code)
        assert county is not None
        below = [village for township in county.townships for village in county.children(township)]
        assert sorted(below, key=str) == sorted(county.villages, key=str)
        for township in county.townships:
            assert all(village.parent == township for village in county.children(township))
            assert township.parent == county.place


def test_a_former_name_leads_to_the_place_of_today_with_its_year(gazetteer: Gazetteer) -> None:
    known = {
        "定陶县": (2016, "山东省菏泽市定陶区"),
        "襄樊市": (2010, "湖北省襄阳市"),
        "郫县": (2016, "四川省成都市郫都区"),
        "思茅地区": (2003, "云南省普洱市"),
        "即墨市": (2017, "山东省青岛市即墨区"),
        "中甸县": (2001, "云南省迪庆藏族自治州香格里拉市"),
        "禄丰县": (2021, "云南省楚雄彝族自治州禄丰市"),
    }
    for name, (year, full_name) in known.items():
        ((until, place),) = {(former.until, former.place.full_name) for former in gazetteer.formerly(name)}
        assert (until, place) == (year, full_name)


def test_no_former_name_is_borne_by_a_neighbour_today(gazetteer: Gazetteer) -> None:
    for name, found in gazetteer.former_names.items():
        for former in found:
            neighbours = gazetteer.children(former.place.parent) if former.place.parent else ()
            assert name not in {place.name for place in neighbours if place.level == former.place.level}


def test_a_description_gives_codes_chain_children_and_says_what_matched() -> None:
    (town,) = describe_place("石台镇", "杜集区").candidates
    assert town.chain == ("石台镇", "杜集区", "淮北市", "安徽省")
    assert "学田村" in town.children
    assert town.matched == "name"
    assert [found.matched for found in describe_place("学田", "杜集").candidates] == ["short form"]
    assert "no list has a county" in describe_place("石台镇", "无此县").note


def test_a_description_tells_what_a_former_name_is_today() -> None:
    note = describe_place("定陶县").note
    assert "until 2016 定陶县 was what is 山东省菏泽市定陶区 today" in note


def test_all_names_of_a_county_are_what_find_finds(gazetteer: Gazetteer) -> None:
    county = gazetteer.county("520526")
    assert county is not None
    assert list(county.names) == sorted(set(county.names))
    assert all(county.find(name) for name in county.names)


CODES = sorted(place.region_code for place in open_gazetteer().all_regions if place.level == "county")


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(CODES))
def test_every_place_of_a_county_is_found_by_its_name_and_by_each_of_its_codes(code: str) -> None:
    gazetteer = open_gazetteer()
    county = gazetteer.county(code)
    if county is None:  # seven counties are in a list without townships
        assert gazetteer.region(code) is not None
        return
    for place in (*county.townships, *county.villages[:30]):
        assert place in county.find(place.name)
        assert place.path[0] == code
        for scheme, own in place.codes:
            found = gazetteer.place(own, scheme)
            assert found is not None
            assert found.code(scheme) == own
        for alias in place.aliases:
            exact = any(found.name == alias for found in county.find(alias))
            assert exact or place in county.find(alias)


@given(st.text(max_size=8))
def test_any_text_may_be_looked_up(text: str) -> None:
    gazetteer = open_gazetteer()
    county = gazetteer.county("340602")
    assert county is not None
    assert all(text in (place.name, *place.aliases) for place in county.find(text))
    assert all(text in (place.name, *place.aliases) for place in gazetteer.regions(text))
