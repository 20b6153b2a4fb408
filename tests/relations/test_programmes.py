"""Who runs what: the actor that launches a programme, and names that are none."""

from __future__ import annotations

import pytest

from xiangtu.relations.programmes import find_runs
from xiangtu.relations.subjects import Subjects


def runs(make_story, marked, **more):
    story = make_story(marked, **more)
    return {(found.subject, found.object) for found in find_runs(story, Subjects(story))}


@pytest.mark.parametrize(
    "marked",
    [
        "[柳林镇|Township]开展以“[关爱老人|Programme]”为主题的活动。",
        "[柳林镇|Township]开展“[6·26|Programme]”国际禁毒日宣传活动。",
        "[柳林镇|Township]做到“[一户不落|Programme]”。",
        "[柳林镇|Township]组建“[红色楼长|Programme]”队伍。",
        "近日，“[百佳示范村|Programme]”名单公布，[柳林镇|Township]入选。",
        "[柳林镇|Township]入股“[联村大棚|Programme]”项目。",
        "[柳林镇|Township]从“[民声直通车|Programme]”里翻出三条意见。",
        "[乡村振兴|Programme]没有捷径，[柳林镇|Township]深有体会。",
        "[柳林镇|Township]开会。会议提出，要以“[五心服务|Programme]”为抓手。",
        "[柳林镇政府|Organisation]办公室主任[周文|Person]介绍，“[五定一巡|Programme]”已写入汇编。",
    ],
)
def test_a_name_that_nobody_launches_is_run_by_nobody(make_story, marked):
    assert runs(make_story, marked) == set()


def test_a_place_in_which_something_is_launched_is_not_who_launches_it(make_story):
    marked = "[清河农商银行|Organisation]摸底。该行在[柳林镇|Township]、[河口镇|Township]"
    marked += "两个乡镇推出“[枣农贷|Programme]”。"
    assert runs(make_story, marked) == {("清河农商银行", "枣农贷")}


def test_a_word_inside_a_programme_is_no_subject(make_story):
    marked = "[柳林乡|Township]开会。[清河农商银行|Organisation]推出“[乡村振兴·枣农贷|Programme]”，利率低。"
    assert runs(make_story, marked) == {("清河农商银行", "乡村振兴·枣农贷")}


def test_a_facility_that_is_set_up_as_a_scheme_is_run_by_those_who_set_it_up(make_story):
    marked = "[下河村|Village]、[上河村|Village]新设“[乐康驿站|Place]”2处。"
    assert runs(make_story, marked) == {("下河村", "乐康驿站"), ("上河村", "乐康驿站")}


def test_a_facility_that_is_only_named_is_run_by_nobody(make_story):
    assert runs(make_story, "[下河村|Village]老人走进“[乐康驿站|Place]”。") == set()


def test_a_way_of_working_may_be_named_like_a_body(make_story):
    assert runs(make_story, "[下河村|Village]推行“[支部领办合作社|Organisation]”模式。") == {
        ("下河村", "支部领办合作社")
    }


def test_places_that_try_a_programme_out_run_it(make_story):
    marked = "[柳林镇|Township]想办法。“[五定一巡|Programme]”在[下河村|Village]、[上河村|Village]先行先试。"
    assert runs(make_story, marked) == {("下河村", "五定一巡"), ("上河村", "五定一巡")}


def test_two_places_that_build_together_both_run(make_story):
    marked = "她说的是[清河县|Region]与[东河县|Region]两地打造的“[社区工厂|Programme]”模式。"
    assert runs(make_story, marked) == {("清河县", "社区工厂"), ("东河县", "社区工厂")}


def test_an_enterprise_acts_once_its_sentence_has_set_it_up(make_story):
    marked = "[下河村|Village]成立[绿源有限公司|Organisation]，投资建设“[一园三区|Programme]”。"
    assert runs(make_story, marked) == {("绿源有限公司", "一园三区")}


def test_those_who_profit_from_a_loan_do_not_run_it(make_story):
    marked = "[清河农商银行|Organisation]上门。[绿源合作社|Organisation]用“[枣农贷|Programme]”买下一辆货车。"
    assert runs(make_story, marked) == {("清河农商银行", "枣农贷")}


CASES = [
    (
        "“[美家贷|Programme]”放出186万元，由[清河农商银行|Organisation]发放。",
        {("清河农商银行", "美家贷")},
    ),
    (
        "[治水工程|Programme]开工，[绿源水务公司|Organisation]承建，三村先行。",
        {("绿源水务公司", "治水工程")},
    ),
    (
        "“[一包三问|Programme]”工作法，在[柳林镇|Township]、[河口镇|Township]推开。",
        {("柳林镇", "一包三问"), ("河口镇", "一包三问")},
    ),
    (
        "试行“[守炉人|Programme]”办法，在[柳林镇|Township][下河村|Village]和[河口镇|Township][上河村|Village]先做。",
        {("下河村", "守炉人"), ("上河村", "守炉人")},
    ),
    (
        "[清河县|Region]开会。“[留雁行动|Programme]”推行以来，[柳林镇|Township]留下百人。",
        {("柳林镇", "留雁行动")},
    ),
    ("[清河县|Region]开会。“[助学金|Programme]”惠及22人；[柳林小学|Organisation]送教上门43人。", set()),
    (
        "[清河县|Region]开会。[柳林镇|Township]的路通了。这是该县推行“[林长制改革|Programme]”的成果。",
        {("清河县", "林长制改革")},
    ),
    ("[下河村党支部|Organisation]劝过。[周文|Person]把“[老兵热线|Programme]”点开。", set()),
    ("[绿源公司|Organisation]开工。他把“[有事好商量|Programme]”平台上的意见念了一遍。", set()),
    ("[下河村|Village]挂了“[无讼村居|Programme]”的牌子。", set()),
    ("[绿源合作社|Organisation]投了“[稻丰保|Programme]”，放心种田。", set()),
    (
        "今年，[周文|Person]被[县卫健局=清河县卫健局|Organisation]列入“[本土医生|Programme]”培养计划。",
        {("清河县卫健局", "本土医生")},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_programme_is_run_by_whom_its_sentence_says(make_story, marked, expected):
    assert runs(make_story, marked) == expected


MORE = [
    (
        "[周文|Person]进了“[代表点题|Programme]”。这是[县人大=清河县人大|Organisation]前年办起来的，人人都说好。",
        {("清河县人大", "代表点题")},
    ),
    (
        "[老班长调解室|Organisation]走了17个乡镇；“[村村有个家|Programme]”建设同步铺开。",
        set(),
    ),
    (
        "按照[乡党委=柳林乡党委|Organisation]推行的“[板凳议事|Programme]”制度，[下河村|Village]修了路。",
        {("柳林乡党委", "板凳议事")},
    ),
    (
        "[清河信用社|Organisation]发放“[椒农贷|Programme]”百万元；[绿源公司|Organisation]承保八千亩。",
        {("清河信用社", "椒农贷")},
    ),
    (
        "[县农担公司=清河县农担公司|Organisation]把“[光禾贷|Programme]”送到田头。",
        {("清河县农担公司", "光禾贷")},
    ),
]


@pytest.mark.parametrize(("marked", "expected"), MORE, ids=[case[0] for case in MORE])
def test_hosts_behind_a_programme_and_marks_between_decide(make_story, marked, expected):
    assert runs(make_story, marked) == expected
