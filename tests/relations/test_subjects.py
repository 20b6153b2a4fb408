"""Who a sentence is about."""

from __future__ import annotations

import pytest

from xiangtu.relations.subjects import Subjects

CASES = [
    # text, words asked at, subject, how
    ("近日，[清河县|Region][柳林镇|Township]启动春灌。", "启动", ("柳林镇",), "clause"),
    ("[柳林镇|Township]、[河口镇|Township]联合巡河。", "巡河", ("柳林镇", "河口镇"), "clause"),
    ("[柳林镇|Township]召开会议。会后，发放种子。", "种子", ("柳林镇",), "carried"),
    ("[柳林镇|Township]召开会议。截至目前，该镇发放种子。", "种子", ("柳林镇",), "anaphor"),
    ("[清河县|Region]部署。[柳林镇|Township]行动。目前，全县完成播种。", "播种", ("清河县",), "anaphor"),
    ("为推动春灌，[柳林镇|Township]召开会议。", "春灌", ("柳林镇",), "clause"),
    ("“我们将推进春灌，”[柳林镇|Township]镇长[周文|Person]说。", "春灌", ("柳林镇",), "clause"),
    ("[柳林镇|Township]修渠。\n[下河村|Village]村民高兴。\n今年又修路。", "修路", ("柳林镇",), "focus"),
    (
        "在[柳林镇|Township]，[柳林镇党委|Organisation]书记[周文|Person]说，要抓春灌。",
        "春灌",
        ("柳林镇",),
        "clause",
    ),
    ("来到[柳林镇|Township]，麦田青青。", "麦田", ("柳林镇",), "focus"),
    ("[下河村|Village]村民[赵大河|Person]说好。合作社分红。", "分红", ("下河村",), "focus"),
    (
        "[清河县妇联|Organisation]还联合[清河县残联|Organisation]送去虾苗。",
        "虾苗",
        ("清河县妇联", "清河县残联"),
        "clause",
    ),
    (
        "[清河县|Region]县委常委、[柳林镇|Township]党委书记[周文|Person]表示，抓好春灌。",
        "春灌",
        ("柳林镇",),
        "clause",
    ),
]


@pytest.mark.parametrize(("marked", "words", "entities", "how"), CASES, ids=[case[0] for case in CASES])
def test_the_subject_of_words_is_whom_a_reader_takes(make_story, marked, words, entities, how):
    story = make_story(marked, parents={"柳林镇党委": "柳林镇", "柳林镇": "清河县"})
    subject = Subjects(story).at(story.text.rindex(words))
    assert (subject.entities, subject.how) == (entities, how)


def test_the_headline_gives_the_subject_where_the_text_names_none(make_story):
    story = make_story("连日来，志愿者走上街头。", title="[柳林镇|Township]：文明新风吹进门")
    subject = Subjects(story).at(story.text.index("走上"))
    assert (subject.entities, subject.how) == (("柳林镇",), "focus")


def test_a_county_that_frames_a_bureau_does_not_take_its_sentences(make_story):
    story = make_story(
        "截至目前，[清河县|Region]培训8批。推行“订单班”。",
        title="[清河县人社局|Organisation]念好三字经",
        parents={"清河县人社局": "清河县"},
    )
    subject = Subjects(story).at(story.text.index("推行"))
    assert subject.entities == ("清河县人社局",)


def test_an_article_that_names_nobody_has_no_subject(make_story):
    story = make_story("连日来，细雨绵绵。")
    assert Subjects(story).at(2).entities == ()


def test_clauses_cover_everything_between_marks(make_story):
    story = make_story("近日，镇里开会；村里修路。")
    assert [story.text[a:b] for a, b in story.clauses(0)] == ["近日", "镇里开会", "村里修路"]


@pytest.mark.parametrize(
    "marked",
    [
        "[柳林镇|Township]开会。县、乡、村三级联动，投入300万元。",
        "[柳林乡|Township]开会。“[乡村振兴贷|Programme]”放款300万元。",
    ],
)
def test_a_character_in_a_list_or_in_a_name_is_no_anaphor(make_story, marked):
    story = make_story(marked)
    assert Subjects(story).at(story.text.index("300")).how != "anaphor"


def test_that_bank_stands_for_the_last_bank(make_story):
    story = make_story("[清河农商银行|Organisation]与[柳林镇|Township]签约。该行投放300万元。")
    subject = Subjects(story).at(story.text.index("300"))
    assert (subject.how, subject.entities) == ("anaphor", ("清河农商银行",))


def test_that_trade_is_no_bank(make_story):
    story = make_story("[清河农商银行|Organisation]开门。该行业投放300万元。")
    assert Subjects(story).at(story.text.index("300")).how != "anaphor"


def test_that_bureau_is_the_one_that_acted_not_the_one_named_last(make_story):
    story = make_story(
        "[清河县医保局|Organisation]总结工作。科室与[清河县公安局|Organisation]、[清河县财政局|Organisation]会商。\n"
        "新的一年，该局投入300万元。"
    )
    assert Subjects(story).at(story.text.index("300")).entities == ("清河县医保局",)


def test_that_bureau_is_the_only_one_that_the_sentence_before_names(make_story):
    story = make_story(
        "[清河县医保局|Organisation]总结工作。单子转到[清河县水利局|Organisation]。该局投入300万元。"
    )
    assert Subjects(story).at(story.text.index("300")).entities == ("清河县水利局",)


def test_a_school_stands_for_the_primary_school_named_before(make_story):
    story = make_story("[柳林镇中心小学|Organisation]校门正对三岔路口。学校投入300万元。")
    assert Subjects(story).at(story.text.index("300")).entities == ("柳林镇中心小学",)


def test_who_carries_something_out_is_not_whom_the_next_sentence_is_about(make_story):
    story = make_story("[柳林镇|Township]开会。此事由[清河县水利局|Organisation]办理。四季度投入300万元。")
    assert Subjects(story).at(story.text.index("300")).entities != ("清河县水利局",)
