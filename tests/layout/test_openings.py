"""How a text opens: who signs before its first sentence, and what stands above its headline."""

import pytest

from xiangtu.layout import read_articles
from xiangtu.model import Page

BODY = (
    "为提升群众防毒能力，3月6日，南河县公安局开展宣传活动。活动现场，民警发放手册、设置咨询台。\n"
    "此次活动接受咨询120人次。\n"
)
ONE = (("王芳", "reporter"),)
TWO = (("王芳", "reporter"), ("李敏", "correspondent"))

OPENINGS = [
    ("【通讯员 王芳 李敏】", (("王芳", "correspondent"), ("李敏", "correspondent"))),
    ("（记者 王芳 通讯员 李敏）", TWO),
    ("【记者王芳 通讯员李敏报道】", TWO),
    ("南河导报·新南河客户端6月26日讯(记者 王芳 通讯员 李敏)", TWO),
    ("【南河融媒】讯 （记者 王芳）", ONE),
    ("大南河网—南河日报讯（记者 王芳 通讯员 李敏）", TWO),
    ("南河融媒讯：（全媒体记者 王芳）", ONE),
    ("2023/9/28 记者 王芳 通讯员 李敏\n", TWO),
    ("▲记者/王芳 通讯员/李敏\n", TWO),
    ("（通讯员 欧阳静 文/图）", (("欧阳静", "correspondent"),)),
]


def read(text: str):
    return read_articles(Page("p.txt", "0", text))


@pytest.mark.parametrize(("opening", "signed"), OPENINGS)
def test_who_signs_before_the_first_sentence_is_read(opening, signed):
    (article,) = read(f"南河县开展禁毒宣传活动\n\n{opening}{BODY}")
    assert article.title == "南河县开展禁毒宣传活动"
    assert tuple((byline.name, byline.role) for byline in article.bylines) == signed
    body = [s for s in article.reading.sentences if s.part == "body"]
    assert article.reading.text[body[0].start :].startswith("为提升群众防毒能力")


@pytest.mark.parametrize("opening", ["（第三期）", "【链接】", "据通讯社消息，（图略）", "（记者节特刊）"])
def test_a_bracket_that_names_nobody_is_no_byline(opening):
    (article,) = read(f"南河县开展禁毒宣传活动\n\n{opening}{BODY}")
    assert article.bylines == ()


def test_a_column_before_a_bar_is_the_kicker():
    (article,) = read(f"山乡见闻 | 水库边上的小学\n\n本报讯（记者 王芳）{BODY}")
    assert (article.kicker, article.title) == ("山乡见闻", "水库边上的小学")


def test_a_line_that_says_whom_the_headline_is_about_belongs_to_it():
    (article,) = read(f"南河县石桥街道清水社区：\n小板凳上议大事 好日子越过越甜\n\n{BODY}")
    assert article.title is not None
    assert "小板凳上议大事 好日子越过越甜" in article.title


def test_the_furniture_of_a_papers_web_page_is_no_text_of_a_story():
    text = (
        "南河日报 数字报纸\n00015版:专版\n上一期 下一期\n第4893期:第02版 本期出版日期:2024-03-05\n"
        f"语音播报: 语音播报\n南河县开展禁毒宣传活动\n\n本报讯（记者 王芳）{BODY}返回版面\n"
    )
    (article,) = read(text)
    assert article.title == "南河县开展禁毒宣传活动"
    assert "数字报" not in article.reading.text
    assert "返回版面" not in article.reading.text


def test_each_of_three_captions_keeps_its_own_photographer():
    text = (
        "3月5日，石桥镇清水村村民采茶。 本报通讯员 王芳 摄\n"
        "3月6日，南河县上坪乡花农修枝。特约摄影 陈 斌 摄\n"
        "3月7日，南河县岭背镇大棚里瓜果飘香。记者 李敏 摄\n"
    )
    articles = read(text)
    assert [[byline.name for byline in article.bylines] for article in articles] == [
        ["王芳"],
        ["陈斌"],
        ["李敏"],
    ]


def test_a_heading_right_below_the_byline_is_a_section_of_the_story():
    text = (
        "卡在村里刷 账在门口算\n\n——南河县医保服务下沉记\n\n□ 记者 王芳 通讯员 李敏\n\n"
        "取药不下山\n\n石桥镇清水村卫生室的窗口只有一尺来宽，前来取药的老人排到了屋檐外。过去取一回药，"
        "要走十里山路，如今村医把处方传到县里，药第二天就到村口。\n\n"
        "大病有兜底\n\n上坪村杜大全去年做心脏手术，住院费用11.6万元，医保报了大半。剩下的钱，"
        "村里帮他申请了救助，他说心里的石头落了地。\n"
    )
    (article,) = read(text)
    assert article.title == "卡在村里刷 账在门口算"
    assert [byline.name for byline in article.bylines] == ["王芳", "李敏"]


@pytest.mark.parametrize(
    ("ending", "signed"),
    [
        ("（来源：南河融媒 作者：王芳）", [("王芳", "author")]),
        ("（作者：王芳 单位：南河县民政局）", [("王芳", "author")]),
        ("（作者单位：南河县委组织部）", []),
        ("（据南河发布）", []),
        ("\n图/文：萨仁高娃", [("萨仁高娃", "author"), ("萨仁高娃", "photographer")]),
    ],
)
def test_who_signs_behind_the_last_sentence_is_read(ending, signed):
    (article,) = read(f"南河县开展禁毒宣传活动\n\n{BODY.rstrip()}{ending}\n")
    assert [(byline.name, byline.role) for byline in article.bylines] == signed


def test_names_of_minorities_without_an_interpunct_are_one_name_each():
    (article,) = read(f"南河旗开展禁毒宣传活动\n\n本报讯（记者 萨仁高娃 通讯员 乌云其木格 扎西多吉）{BODY}")
    assert [byline.name for byline in article.bylines] == ["萨仁高娃", "乌云其木格", "扎西多吉"]
