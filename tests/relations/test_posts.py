"""Posts in apposition, in lists, in short and after the name."""

from __future__ import annotations

import pytest

from xiangtu.model import TextEvidence
from xiangtu.relations.offices import read_posts
from xiangtu.relations.posts import PATTERNS, find_posts
from xiangtu.relations.subjects import Subjects

CASES = [
    (
        "[清河县|Region][柳林镇党委|Organisation]副书记、镇长[周文|Person]说。",
        {("周文", "副书记", "柳林镇党委"), ("周文", "镇长", "柳林镇")},
        {"柳林镇党委": "柳林镇", "柳林镇": "清河县"},
    ),
    (
        "[柳林镇|Township]党委书记[周文|Person]讲话。",
        {("周文", "党委书记", "柳林镇")},
        {},
    ),
    (
        "[下河村党支部|Organisation]书记、[村委会=下河村村委会|Organisation]主任[赵大河|Person]介绍。",
        {("赵大河", "书记", "下河村党支部"), ("赵大河", "主任", "下河村村委会")},
        {"下河村党支部": "下河村", "下河村村委会": "下河村"},
    ),
    (
        "[下河村党支部|Organisation]书记、村委会主任[赵大河|Person]介绍。",
        {("赵大河", "书记", "下河村党支部"), ("赵大河", "村委会主任", "下河村")},
        {"下河村党支部": "下河村"},
    ),
    (
        "[幸福路社区党总支|Organisation]书记、主任[何秀兰|Person]介绍。",
        {("何秀兰", "书记", "幸福路社区党总支"), ("何秀兰", "主任", "幸福路社区")},
        {"幸福路社区党总支": "幸福路社区"},
    ),
    (
        "[周文|Person]是[下河村党支部|Organisation]组织副书记兼二级网格长，不仅要协助开展工作，还要协调。",
        {("周文", "组织副书记", "下河村党支部"), ("周文", "二级网格长", "下河村")},
        {"下河村党支部": "下河村"},
    ),
    ("[民和县|Region]副县长[马晓燕|Person]出席。", {("马晓燕", "副县长", "民和县")}, {}),
    (
        "[民和县农业农村局|Organisation]党组书记、局长[马晓燕|Person]带队。",
        {("马晓燕", "党组书记", "民和县农业农村局"), ("马晓燕", "局长", "民和县农业农村局")},
        {},
    ),
    (
        "[柳林镇党委|Organisation]书记[周文|Person]、镇长[李想|Person]到场。",
        {("周文", "书记", "柳林镇党委"), ("李想", "镇长", "柳林镇")},
        {"柳林镇党委": "柳林镇"},
    ),
    ("近日，[柳林镇|Township]召开会议，镇长[李想|Person]主持。", {("李想", "镇长", "柳林镇")}, {}),
    ("[绿源家庭农场|Organisation]负责人[吴刚|Person]说。", {("吴刚", "负责人", "绿源家庭农场")}, {}),
    ("[下河村|Village]驻村第一书记[吴刚|Person]说。", {("吴刚", "第一书记", "下河村")}, {}),
    ("[周文|Person]（[柳林镇|Township]人大主席）发言。", {("周文", "人大主席", "柳林镇")}, {}),
    ("[育才小学|Organisation]校长[郑敏|Person]铿锵有力。", {("郑敏", "校长", "育才小学")}, {}),
    ("作为[下河村党支部|Organisation]书记，[赵大河|Person]带头。", {("赵大河", "书记", "下河村党支部")}, {}),
    ("[下河村|Village]村民[赵大河|Person]说。", set(), {}),
    ("[下河村|Village]退休教师[赵大河|Person]说。", set(), {}),
    ("[周文|Person]来到[柳林镇|Township]。副镇长在场。", set(), {}),
    ("[柳林镇|Township]志愿者[周文|Person]走访。", set(), {}),
    ("[柳林镇|Township]的变化让[周文|Person]高兴。", set(), {}),
]


@pytest.mark.parametrize(("marked", "expected", "parents"), CASES, ids=[case[0] for case in CASES])
def test_a_post_is_held_at_the_body_that_it_belongs_to(make_story, marked, expected, parents):
    story = make_story(marked, parents=parents)
    found = {(a.subject, a.post, a.object) for a in find_posts(story, Subjects(story))}
    assert found == expected


def test_a_town_secretary_in_short_belongs_to_the_committee_of_the_town_in_focus(make_story):
    story = make_story(
        "[柳林镇|Township]开会部署。[柳林镇党委|Organisation]要求落实。会上，镇党委书记[周文|Person]讲话。",
        parents={"柳林镇党委": "柳林镇"},
    )
    found = {(a.subject, a.post, a.object) for a in find_posts(story, Subjects(story))}
    assert found == {("周文", "书记", "柳林镇党委")}


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.name for pattern in PATTERNS])
def test_each_pattern_fits_its_example_and_not_its_counter_example(make_story, pattern):
    story = make_story(pattern.example)
    assert {a.rule for a in find_posts(story, Subjects(story))} == {pattern.name}
    other = make_story(pattern.counter_example)
    assert pattern.name not in {a.rule for a in find_posts(other, Subjects(other))}


def test_a_list_of_posts_is_read_whole_or_not_at_all():
    assert [post.printed for post in read_posts("党委副书记、镇长") or []] == ["党委副书记", "镇长"]
    assert read_posts("笑着走来的镇长") is None


def posts_of(make_story, marked, **more):
    story = make_story(marked, **more)
    return {(found.subject, found.post, found.object) for found in find_posts(story, Subjects(story))}


def test_the_head_of_an_office_that_the_sentence_before_ends_in_needs_no_name_of_it(make_story):
    marked = "[下河村|Village]把事情报到[柳林镇综治中心|Organisation]。副主任[周文|Person]来了。"
    assert posts_of(make_story, marked) == {("周文", "副主任", "柳林镇综治中心")}


def test_that_bureau_stands_for_its_name_before_a_post(make_story):
    marked = "[清河县教育局|Organisation]检查食堂。近日，该局计财股股长[周文|Person]说，账目已公开。"
    assert posts_of(make_story, marked) == {("周文", "计财股股长", "清河县教育局")}


def test_an_office_that_a_village_has_coined_is_a_post(make_story):
    assert posts_of(make_story, "[下河村|Village]“铜锣员”[周文|Person]敲开家门。") == {
        ("周文", "“铜锣员”", "下河村")
    }


def test_two_offices_taken_clauses_apart_are_both_held(make_story):
    marked = (
        "[周文|Person]当过裁缝，2021年当选[下河村妇联|Organisation]主席，"
        "后来又兼任“[清河大姐服务队|Organisation]”队长。"
    )
    found = {held[1:] for held in posts_of(make_story, marked)}
    assert found == {("主席", "下河村妇联"), ("队长", "清河大姐服务队")}


MORE = [
    (
        "[下河村联合工会|Organisation]有会员九十人，主席由[柳林镇党委|Organisation]副书记[周文|Person]兼任。",
        {("周文", "主席", "下河村联合工会"), ("周文", "副书记", "柳林镇党委")},
    ),
    (
        "[周文|Person]兼任[柳林水库|Place]管水员、[下河村水管小组|Organisation]组长，夜里提灯。",
        {("周文", "管水员", "柳林水库"), ("周文", "组长", "下河村水管小组")},
    ),
    (
        "[周文|Person]，从前谁也不认得，现在是[清河县货运工会|Organisation]副主席，像他这样的有百人。",
        {("周文", "副主席", "清河县货运工会")},
    ),
    (
        "他大名[周文|Person]，五十三岁，[镇农服中心=柳林镇农服中心|Organisation]主任，爱算账。",
        {("周文", "主任", "柳林镇农服中心")},
    ),
    (
        "[县医院=清河县医院|Organisation]派驻的医师[周文|Person]搭脉。",
        {("周文", "医师", "清河县医院")},
    ),
    (
        "[绿源种植合作社联合社|Organisation]成立了。联合社理事长、[下河村党支部|Organisation]书记[周文|Person]很高兴。",
        {("周文", "理事长", "绿源种植合作社联合社"), ("周文", "书记", "下河村党支部")},
    ),
    ("在[柳林镇|Township][下河村|Village]，护林员[周文|Person]正在巡山。", {("周文", "护林员", "下河村")}),
    ("图为网格员[周文|Person]（左）在[下河村|Village]检查路灯。", {("周文", "网格员", "下河村")}),
    ("[下河村|Village]、[上河村|Village]离得远。村医[周文|Person]跑了十年。", set()),
    (
        "信送到[县总工会=清河县总工会|Organisation]，[清河县|Region]权益保障部部长[周文|Person]来了。",
        {("周文", "权益保障部部长", "清河县")},
    ),
    ("[清河县|Region]开会。权益保障部部长[周文|Person]来了。", set()),
    ("[绿源公司|Organisation]开工。管委会主任[周文|Person]到场。", set()),
    (
        "[清河县治污指挥部办公室|Organisation]通报情况。指挥部办公室主任[周文|Person]说话。",
        {("周文", "主任", "清河县治污指挥部办公室")},
    ),
    ("[周文|Person]，[柳林镇党委|Organisation]书记[李想|Person]到会。", {("李想", "书记", "柳林镇党委")}),
    ("[柳林镇|Township]开会。老支书[周文|Person]念信。", set()),
    ("[周文|Person]当[下河村党支部|Organisation]书记十二年，爱种树。", {("周文", "书记", "下河村党支部")}),
    ("[周文|Person]多了个身份：[下河村妇联|Organisation]主席。", {("周文", "主席", "下河村妇联")}),
    ("[柳林派出所|Organisation]接到电话。[周文|Person]所长说，人找到了。", {("周文", "所长", "柳林派出所")}),
    ("[柳林派出所|Organisation]接到电话。[周文|Person]长得高。", set()),
    ("[清河县总工会|Organisation]评“好师傅”，副乡长[周文|Person]推荐了他。", set()),
]


@pytest.mark.parametrize(("marked", "expected"), MORE, ids=[case[0] for case in MORE])
def test_an_office_goes_to_whom_the_sentence_gives_it(make_story, marked, expected):
    assert posts_of(make_story, marked) == expected


def test_a_deputy_of_the_county_congress_does_not_sit_in_the_village_he_is_from(make_story):
    marked = "[清河县|Region][柳林镇|Township][下河村|Village]的县人大代表[周文|Person]发言。"
    parents = {"下河村": "柳林镇", "柳林镇": "清河县"}
    assert posts_of(make_story, marked, parents=parents) == {("周文", "人大代表", "清河县")}


def test_the_evidence_for_whom_a_pronoun_stands_for_names_him_and_the_words(make_story):
    story = make_story("[周文|Person]爱唱戏。她是[绿源合作社|Organisation]理事长。")
    (held,) = find_posts(story, Subjects(story))
    (evidence,) = held.evidence
    assert isinstance(evidence, TextEvidence)
    spans = [story.text[start:end] for start, end in evidence.spans]
    assert spans[0] == "周文"
    assert spans[-1].endswith("绿源合作社理事长")
