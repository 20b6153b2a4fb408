"""Mentions to entities: full names, codes, chains, local places, misread names; in many provinces."""

from __future__ import annotations

from xiangtu.model import GazetteerEvidence

from .conftest import Read, entity_of, names_of

# ---- organisations ----


def test_a_bureau_named_by_its_level_is_the_countys(read: Read) -> None:
    found = read("固始县召开会议。县教育局、县妇联负责人参加。")
    assert names_of(found, "Organisation") == ["固始县教育局", "固始县妇联"]


def test_in_a_county_the_citys_bureau_is_of_the_city_above(read: Read) -> None:
    found = read("桃江县今年修路。市财政局领导到场督导。")
    bureau = entity_of(found, "益阳市财政局")
    assert bureau.parent == "region:430900-益阳市"


def test_in_a_county_level_city_the_citys_bureau_is_its_own(read: Read) -> None:
    assert names_of(read("廉江市今年修路。市财政局领导到场督导。"), "Organisation") == ["廉江市财政局"]


def test_a_town_committee_is_of_the_town_named_last(read: Read) -> None:
    found = read("桐庐县分水镇先行先试，镇党委定期研究。横村镇紧随其后，镇党委高度重视。")
    assert names_of(found, "Organisation") == ["分水镇党委", "横村镇党委"]


def test_the_government_beside_a_town_committee_is_the_towns_not_the_last_villages(read: Read) -> None:
    found = read("桐庐县分水镇儒桥村修路。分水镇党委、政府多方筹资。")
    assert names_of(found, "Organisation") == ["分水镇党委", "分水镇政府"]


def test_a_town_that_only_the_name_of_its_station_holds_is_named_there(read: Read) -> None:
    found = read("桐庐县分水镇开会。横村镇卫生院揭牌，镇党委派人参加。")
    assert names_of(found, "Organisation") == ["横村镇卫生院", "横村镇党委"]


def test_a_short_name_is_the_body_named_in_full(read: Read) -> None:
    found = read("柘荣县双城镇退役军人服务站揭牌。服务站工作人员热情接待。")
    assert names_of(found, "Organisation") == ["双城镇退役军人服务站"] * 2
    assert entity_of(found, "双城镇退役军人服务站").aliases == ("服务站",)


def test_a_department_in_full_and_in_short_has_one_id(read: Read) -> None:
    full = read("青神县人力资源和社会保障局举办招聘会。")
    short = read("青神县人社局举办招聘会。")
    ids = {entity.id for found in (full, short) for entity in found.entities if entity.type == "Organisation"}
    assert ids == {"organisation:511425-青神县人力资源和社会保障局"}


def test_an_organisation_lies_in_the_place_that_its_name_begins_with(read: Read) -> None:
    found = read("大余县黄龙镇党委副书记刘芳表示，将持续发力。")
    assert entity_of(found, "黄龙镇党委").parent == entity_of(found, "黄龙镇").id


def test_the_youth_league_of_the_county_is_named_in_full(read: Read) -> None:
    found = read("桃江县召开会议。团县委慰问留守儿童。")
    assert names_of(found, "Organisation") == ["共青团桃江县委"]


def test_a_given_name_and_a_nickname_are_of_the_person_named_in_full(read: Read) -> None:
    found = read("射阳县种植户陆秀芹说好。第二天，老陆把花送来了。秀芹说不累。")
    assert names_of(found, "Person") == ["陆秀芹"] * 3


# ---- places ----


def test_a_village_has_its_codes_its_record_and_the_chain_above_it(read: Read) -> None:
    found = read("兴化市千垛镇东旺村油菜花开。")
    village = entity_of(found, "东旺村")
    chain = [village]
    by_id = {entity.id: entity for entity in found.entities}
    while chain[-1].parent is not None:
        chain.append(by_id[chain[-1].parent])
    assert [place.name for place in chain] == ["东旺村", "千垛镇", "兴化市", "泰州市", "江苏省"]
    assert village.status == "resolved"
    assert village.codes
    (evidence,) = village.evidence
    assert isinstance(evidence, GazetteerEvidence)
    assert evidence.label == "东旺村, 千垛镇"


def test_a_village_that_no_list_has_is_local_under_the_town_of_the_text(read: Read) -> None:
    found = read("大余县池江镇柳塘尾村村民正在采摘。")
    village = entity_of(found, "柳塘尾村")
    assert (village.status, village.codes) == ("local", ())
    assert village.id == "village:360723-池江镇-柳塘尾村"
    assert village.parent == "township:360723-池江镇"


def test_a_name_is_never_resolved_outside_the_counties_of_the_page(read: Read) -> None:
    """东旺村 is a village of 兴化市; in an article about 固始县 it is a local name."""
    found = read("固始县陈淋子镇东旺村村民正在采茶。")
    assert entity_of(found, "东旺村").status == "local"
    assert all(entity.id.split(":")[1][:2] == "41" for entity in found.entities)


def test_a_county_name_of_two_provinces_is_told_by_its_city(read: Read) -> None:
    assert entity_of(read("长春市朝阳区召开会议。"), "朝阳区").id == "region:220104-朝阳区"


def test_a_county_name_of_two_provinces_is_told_by_its_townships(read: Read) -> None:
    assert entity_of(read("朝阳区望京街道召开会议。"), "朝阳区").id == "region:110105-朝阳区"


def test_a_county_name_of_many_provinces_with_nothing_to_tell_it_stays_ambiguous(read: Read) -> None:
    region = entity_of(read("鼓楼区召开会议。"), "鼓楼区")
    assert (region.status, region.codes) == ("ambiguous", ())
    assert len(region.candidates) > 1
    assert region.id.startswith("region:p")


def test_the_short_form_of_a_county_is_the_county(read: Read) -> None:
    found = read("青神县产业兴旺。现代化青神建设迈出新步伐。")
    assert entity_of(found, "青神县").aliases == ("青神",)


def test_the_office_of_a_street_is_the_street(read: Read) -> None:
    found = read("固始县番城街道办事处干部走访群众。")
    assert names_of(found, "Township") == ["番城街道"]


def test_townships_alone_give_their_county_away(read: Read) -> None:
    found = read("安铺镇、良垌镇先后召开动员会。")
    assert entity_of(found, "安铺镇").id == "township:440881-安铺镇"
    assert entity_of(found, "廉江市").parent == "region:440800-湛江市"


def test_stems_in_a_list_are_the_villages_that_they_share_a_word_with(read: Read) -> None:
    found = read("桃江县马迹塘镇的京华、易家坊两村连夜转移群众。")
    assert names_of(found, "Village") == ["京华村", "易家坊村"]


# ---- misread names ----


def test_a_misread_village_is_repaired_and_says_so(read: Read) -> None:
    found = read("杜集区朔里镇湖南社区居民高兴地说，环境好了。")
    village = entity_of(found, "朔南社区")
    assert village.aliases == ("湖南社区",)
    assert "湖南社区" in village.note
    assert village.confidence < 1


def test_two_real_neighbours_stay_two(read: Read) -> None:
    found = read("杜集区段园镇毛庄村、毛场村同时开工。")
    assert names_of(found, "Village") == ["毛庄村", "毛场村"]
    assert entity_of(found, "毛庄村").note == entity_of(found, "毛场村").note == ""


# ---- people, programmes, documents ----


def test_titles_and_wrapping_quotes_are_no_part_of_a_name(read: Read) -> None:
    found = read("固始县学习《中国共产党纪律处分条例》，落实“三会一课”制度。")
    assert names_of(found, "Document") == ["中国共产党纪律处分条例"]
    assert names_of(found, "Programme") == ["三会一课"]


def test_people_of_two_counties_are_two(read: Read) -> None:
    one = read("固始县陈淋子镇党委书记周海波说好。")
    other = read("青神县瑞峰镇党委书记周海波说好。")
    assert entity_of(one, "周海波").id != entity_of(other, "周海波").id


def test_a_programme_with_and_without_its_class_word_is_one(read: Read) -> None:
    found = read("青神县实施乡村振兴战略，推动乡村振兴取得成效。")
    assert names_of(found, "Programme") == ["乡村振兴战略"] * 2


# ---- all ----


def test_every_mention_has_an_entity_and_every_parent_is_there(read: Read) -> None:
    found = read("兴化市千垛镇东旺村党支部书记王小平介绍，“清风护航”行动见效。", "固始县教育局举办文艺汇演。")
    ids = {entity.id for entity in found.entities}
    assert all(mention.entity in ids for mention in found.mentions)
    assert all(entity.parent in ids for entity in found.entities if entity.parent is not None)
    assert [entity.id for entity in found.entities] == sorted(ids)


def test_ids_do_not_depend_on_what_else_the_page_names(read: Read) -> None:
    alone = read("兴化市千垛镇东旺村油菜花开。")
    together = read("兴化市千垛镇东旺村油菜花开。", "固始县陈淋子镇采茶忙。")
    wanted = {entity.id for entity in alone.entities}
    assert wanted <= {entity.id for entity in together.entities}


def test_a_page_without_names_has_no_entities(read: Read) -> None:
    assert read("今天天气很好。").entities == ()
