"""Pairs to look at: alike, in one county, not decided; the most important first."""

from dataclasses import replace

import pytest

from xiangtu.linking import Decision, Decisions, apart, joined_pairs, link, link_pages, uncertain_pairs


def pairs(*pages, decisions=()):
    given = Decisions(tuple(decisions))
    return [(each.reason, each.a, each.b) for each in uncertain_pairs(link(pages, given), given)]


@pytest.mark.parametrize(
    ("kind", "one", "other", "reason"),
    [
        ("Organisation", "莒县浮来青茶业公司", "浮来青茶业", "short form"),
        ("Programme", "乡村夜校", "莒县乡村夜校行动", "short form"),
        ("Organisation", "莒县东风合作社", "莒县东凤合作社", "look-alike"),
        ("Programme", "田园莒州计划", "花园莒州计划", "one character"),
        ("Person", "王士杰", "王土杰", "look-alike"),
    ],
)
def test_names_that_are_alike_in_one_county_are_a_question(naming, kind, one, other, reason):
    found = pairs(naming(kind, "371122", one), naming(kind, "371122", other))
    assert [each[0] for each in found] == [reason]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Organisation", "莒县第一小学", "莒县第二小学"),
        ("Organisation", "莒县教育局", "莒县教育局资助中心"),
        ("Organisation", "莒县妇联", "莒县残联"),
        ("Village", "东庄村", "西庄村"),
        ("Product", "红薯", "红枣"),
        ("Person", "王芳", "王方"),
        ("Person", "王士杰", "王世杰"),
        ("Event", "夏季运动会", "丰收文化节"),
    ],
)
def test_names_that_differ_on_purpose_are_none(naming, kind, one, other):
    assert pairs(naming(kind, "371122", one), naming(kind, "371122", other)) == []


def test_counties_apart_are_no_question(naming):
    assert pairs(naming("Programme", "371122", "乡村夜校"), naming("Programme", "430182", "乡村夜校")) == []


def test_two_places_that_the_gazetteer_knows_are_none(naming):
    known = [naming("Village", "371122", name, status="resolved") for name in ("大石头村", "大石礅村")]
    assert pairs(*known) == []


def test_people_of_one_name_and_different_scope_are_a_question(appearance):
    pages = [appearance("王芳", "371122", how) for how in ("reporter", "镇长@夏庄镇")]
    assert pairs(*pages) == [("same name", "person:371122-夏庄镇-王芳", "person:371122-王芳")]


@pytest.mark.parametrize("kind", ["same", "not_same"])
def test_what_is_decided_is_asked_no_more(naming, kind):
    pages = [naming("Programme", "371122", name) for name in ("乡村夜校", "乡村夜校行动")]
    ((_, a, b),) = pairs(*pages)
    assert pairs(*pages, decisions=[Decision("d", kind, a=a, b=b)]) == []


def test_what_is_named_more_often_comes_first(write_page, story):
    page = write_page(
        "p",
        [
            story("题", "[田园莒州计划|Programme]和[花园莒州计划|Programme]。"),
            story("题", "[美丽庭院行动|Programme]、[美好庭院行动|Programme]。" * 3),
        ],
    )
    found = uncertain_pairs(link([page]))
    assert [each.a.rpartition("-")[2][:2] for each in found] == ["美丽", "田园"]
    assert found[0].score > found[1].score


def test_the_order_of_pages_does_not_matter(naming):
    names = ("乡村夜校", "乡村夜校行动", "乡村夜校计划", "农民乡村夜校", "乡村夜校")
    pages = [naming("Programme", "371122", name, f"又{number}") for number, name in enumerate(names)]
    assert pairs(*pages) == pairs(*pages[::-1])


def test_thousands_of_names_that_are_alike_stay_a_short_list(naming):
    page = naming("Organisation", "371122", "甲合作社")
    many = tuple(
        replace(page.entities[0], id=f"{page.entities[0].id}{n}", name=f"{chr(0x4E00 + n)}合作社")
        for n in range(3000)
    )
    linked = link_pages([replace(page, entities=many)])
    assert len(uncertain_pairs(linked.knowledge)) <= 40 * 39 / 2


def test_a_join_that_is_not_sure_is_a_question_with_both_sides(appearance):
    pages = [appearance("周海涛", "371122", how) for how in ("镇长@夏庄镇", "plain")]
    linked = link_pages(pages)
    ((a, b),) = [(pair.a, pair.b) for pair in joined_pairs(linked)]
    assert (a, b) == ("person:371122-夏庄镇-周海涛", "person:371122-周海涛")
    both = link(pages, apart(Decisions(), joined_pairs(linked)))
    assert {a, b} <= {entity.id for entity in both.entities}
    for kind, people in (("same", 1), ("not_same", 2)):
        decisions = Decisions((Decision("d", kind, a=a, b=b),))
        decided = link_pages(pages, decisions)
        assert joined_pairs(decided, decisions) == ()
        assert sum(entity.type == "Person" for entity in decided.knowledge.entities) == people


def test_a_sure_join_is_none(naming):
    pages = [naming("Organisation", "371122", name) for name in ("莒县人力资源和社会保障局", "莒县人社局")]
    assert joined_pairs(link_pages(pages)) == ()
