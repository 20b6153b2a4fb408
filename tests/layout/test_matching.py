"""What a page's order does not tell: whose a paragraph is, where a story ends, what goes on below a break."""

from itertools import pairwise

import pytest

from xiangtu.layout import read_articles
from xiangtu.layout.frames import frame_of
from xiangtu.layout.joints import bridges, starts_inside_clause
from xiangtu.layout.overlap import Overlap, pairs_of
from xiangtu.layout.whereabouts import agreement, find_whereabouts, lie_apart
from xiangtu.model import Page


def read(text: str):
    return read_articles(Page("p.txt", "0", text))


# ---- joints ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "head"),
    [
        ("今年全镇新修道路四百公", "里，群众出行更方便"),
        ("累计投入资金", "资金1200万元"),
        ("排查隐患1", "84处，现已整改"),
        ("当年实现产值2023", "年的两倍"),
        ("大家都叫它“", "连心桥”，说它好走"),
        ("老人常对新来", "的说，慢一点"),
    ],
)
def test_a_word_or_number_across_a_break_is_found(tail, head):
    across = bridges(tail, head) or starts_inside_clause(head)
    assert across is (tail != "累计投入资金")


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("房东也红了脸", "红叶季还没到，民宿先热闹起来"),
        ("一根芒草穿起三个村", "2.16万单，成交1380万元"),
        ("跟着站长跑一天", "6:40 我赶到服务站"),
        ("老人怎么报销", "答：不用回去，先备案"),
    ],
)
def test_a_body_below_a_headline_does_not_go_on_with_it(headline, body):
    assert not bridges(headline, body)
    assert not starts_inside_clause(body)


# ---- frames ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("二是搭好一张桌。", "count"),
        ("另一笔是保的账。", "count"),
        ("一家人围着火盆。", None),
        ("三、养护。", "number"),
        ("第二站，上坝村。", "ordinal"),
        ("问：垃圾拉去哪？", "question"),
        ("2021年，先通水。", "year"),
        ("2021年3月5日，开工。", None),
        ("念好“引”字经，把人请回来。", "念好“”字经"),
    ],
)
def test_how_a_paragraph_opens_is_told(text, frame):
    assert frame_of(text) == frame


# ---- places ----------------------------------------------------------------------------------------------


def test_townships_tell_counties_though_none_is_named():
    there = find_whereabouts("东坝头镇、三义寨乡、谷营镇的干部")
    here = find_whereabouts("兰考县召开会议")
    assert here.counties & there.about
    assert agreement(there, here) > 0


def test_texts_about_two_counties_lie_apart():
    lankao = find_whereabouts("兰考县东坝头镇张庄村的蜜瓜")
    anji = find_whereabouts("安吉县天荒坪镇余村的茶")
    assert lie_apart(lankao, anji)
    assert agreement(find_whereabouts("天荒坪镇的民宿"), lankao) < 0 < agreement(lankao, lankao)


def test_a_text_without_places_lies_nowhere():
    nothing = find_whereabouts("全镇上下齐动手，把路修通了。")
    assert nothing.about == frozenset()
    assert not lie_apart(nothing, find_whereabouts("兰考县"))


# ---- strays ----------------------------------------------------------------------------------------------

MELONS = (
    "兰考县办起蜜瓜节\n\n■ 记者 米朗\n\n"
    "6月8日，兰考县东坝头镇的蜜瓜节开园，游人从地头排到了桥上，瓜农忙着过秤装箱。\n\n"
    "合作社的大棚里，技术员讲怎么控水、怎么留瓜，讲一句，瓜农记一句。\n\n"
)
BAMBOO = (
    "安吉竹海迎客\n\n■ 记者 柳直\n\n"
    "6月9日，安吉县天荒坪镇的竹海迎来头一拨游客，民宿的房间早早订满。\n\n"
    "村里添了四辆摆渡车，沿着山道一圈一圈地转，游客说凉快得不想下山。\n\n"
)
STRAY = "东坝头镇的三位瓜农还把瓜车开到了省城，三天卖出两万斤，回来又添了一座大棚。\n\n"


def test_a_paragraph_below_another_storys_end_goes_where_its_township_is():
    melons, bamboo = read(MELONS + BAMBOO + STRAY)
    assert "把瓜车开到了省城" in melons.reading.text
    assert "把瓜车开到了省城" not in bamboo.reading.text
    assert melons.confidence < 1


def test_a_last_paragraph_stays_where_nothing_tells_that_it_is_another_storys():
    own = "摆渡车的司机是村里的后生，他说一天转下来，车比人累，人比车高兴。\n\n"
    _, bamboo = read(MELONS + BAMBOO + own)
    assert bamboo.reading.text.endswith("人比车高兴。")


# ---- pictures --------------------------------------------------------------------------------------------


def test_a_caption_that_begins_with_a_date_is_whole_above_its_second_half():
    picture = (
        "7月2日，下河湾的孩子走过新修的石桥，桥长八十米，护栏刷成了白色，再也不\n\n用绕河上学。 石林 摄\n\n"
    )
    tail = "老船工把桨挂在墙上，说留个念想。\n"
    _, caption = sorted(read(BAMBOO + picture), key=lambda a: a.segments)
    assert caption.title is None
    assert caption.reading.text.startswith("7月2日，下河湾的孩子")
    assert all("老船工" not in a.reading.text or "7月2日" not in a.reading.text for a in read(BAMBOO + tail))


def test_a_caption_inside_a_sentence_leaves_the_sentence_whole():
    text = (
        "古渡新桥\n\n■ 记者 石林\n\n新桥通车那天，下河湾的乡亲把鞭炮挂满了桥\n\n"
        "孩子们走过新桥。 石林 摄\n\n头，老船工把桨挂在了墙上。\n"
    )
    story, picture = read(text)
    assert "挂满了桥头，老船工" in story.reading.text
    assert picture.title is None


# ---- overlap ---------------------------------------------------------------------------------------------


def test_what_all_texts_have_tells_less_than_what_two_have():
    texts = ["石桥镇办夜校", "石桥镇修水渠", "石桥镇种竹荪", "竹荪"]
    overlap = Overlap(texts)
    assert overlap.weight("竹荪") > overlap.weight("石桥")
    assert overlap.nearest("竹荪", but=3)[0][1] == 2


def test_pairs_do_not_cross_what_is_no_character():
    assert pairs_of("新路，修通3公里") == ["新路", "修通", "公里"]


# ---- two stories under two headlines ---------------------------------------------------------------------

TWO = (
    "兰考蜜瓜上了高铁\n\n安吉竹编进了课堂\n\n本报讯（记者 米朗）"
    "兰考县东坝头镇的蜜瓜头一回坐上高铁，从地头到省城只要三个小时。瓜农凌晨三点下地，挑熟度、称斤两、套网兜，"
    "一箱一箱码上冷链车。合作社说，高铁比货车贵两毛，可是瓜不颠不裂，卖价每斤高出一块。"
    "镇上的分拣线二十四小时不停，瓜农轮班，困了就在瓜堆旁打个盹。\n\n"
    "东坝头镇今年种瓜六千亩，订单来自十一个省，蜜瓜论个卖，最大的一个卖到三十八元。\n\n"
    "安吉县天荒坪镇的小学开出竹编课，老篾匠坐在讲台上，破竹、分篾、起底，孩子们看得眼睛都不眨。"
    "一学期下来，人人会编一只小篮，手巧的还编出了灯罩。老篾匠七十四岁，带过九个徒弟，没想到最后一班徒弟坐满了教室。"
    "他说，竹子听话，手要比竹子更听话。\n\n"
    "学校把孩子们的竹编摆进走廊，家长来开会，先在走廊里站半天，有人认出了自家孩子编的那一只。\n\n撰稿人：柳直\n"
)


def test_two_stories_under_two_headlines_are_cut_where_their_words_change():
    first, second = read(TWO)
    assert (first.title, second.title) == ("兰考蜜瓜上了高铁", "安吉竹编进了课堂")
    assert "卖到三十八元" in first.reading.text
    assert second.reading.text.split("\n")[1].startswith("安吉县天荒坪镇的小学")
    assert [b.name for b in second.bylines] == ["柳直"]


def test_a_kicker_and_a_headline_over_one_story_stay_together():
    text = TWO.replace("安吉竹编进了课堂", "瓜农凌晨三点下地").split("安吉县天荒坪镇")[0]
    (story,) = read(text)
    assert story.title is not None
    assert "兰考蜜瓜上了高铁" in story.title


# ---- headings of sections --------------------------------------------------------------------------------


def test_a_heading_that_ends_like_a_report_is_no_half_of_a_lead():
    (story,) = read(
        "水利工程上半年进度通报\n\n本报讯（记者 米朗）上半年开工二十处，完工九处，其余待汛后放线。\n"
    )
    assert story.title == "水利工程上半年进度通报"
    assert [b.name for b in story.bylines] == ["米朗"]


def test_questions_of_an_interview_are_no_headlines():
    (story,) = read(
        "开店之前先问清\n\n■ 记者 米朗\n\n问：执照怎么办？\n\n答：到窗口一次办好，当天就能拿到手。\n\n"
        "问：消防谁来看？\n\n答：镇里派人上门，不收一分钱。\n"
    )
    assert story.title == "开店之前先问清"
    assert "消防谁来看" in story.reading.text


# ---- stacks ----------------------------------------------------------------------------------------------


def test_a_stack_of_headlines_without_a_body_of_its_own_gives_each_line_once():
    stack = "东坝头镇瓜香\n天荒坪镇竹翠\n\n（石林）\n\n部门动态\n\n"
    melons = "■ 记者 米朗\n\n东坝头镇的蜜瓜节开园，瓜农忙着过秤装箱。\n\n（米朗）\n\n"
    bamboo = "■ 记者 柳直\n\n天荒坪镇的竹海迎来头一拨游客。\n\n"
    text = stack + melons + bamboo
    spans = sorted((span.start, span.end) for article in read(text) for span in article.segments)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
