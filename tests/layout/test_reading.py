"""The text of an article as a reader reads it."""

from __future__ import annotations

from xiangtu.layout import read_articles
from xiangtu.layout.reading import normalise
from xiangtu.layout.sentences import repeated_sentences, split_sentences
from xiangtu.model.records import Article, Page

HEAD = "## 山乡新貌\n\n■ 记者 王小明\n\n"


def only(text: str) -> Article:
    articles = [a for a in read_articles(Page("p", "0", text)) if a.title]
    assert len(articles) == 1
    return articles[0]


def body(text: str) -> list[str]:
    reading = only(HEAD + text).reading
    return [reading.text[s.start : s.end] for s in reading.sentences if s.part == "body"]


def test_a_word_that_a_column_end_breaks_is_joined() -> None:
    assert body("全村种上了苹\n\n果树，收入翻番。") == ["全村种上了苹果树，收入翻番。"]


def test_spaces_around_numbers_are_left_out() -> None:
    assert body("授信 3078 万元，惠及 21 户。") == ["授信3078万元，惠及21户。"]


def test_words_of_latin_letters_keep_their_space() -> None:
    assert body("学员用 Open Office\n2 办公。") == ["学员用Open Office 2办公。"]


def test_marks_and_bullets_are_left_out() -> None:
    reading = only("## **山乡**新貌\n\n■ 记者 王小明\n\n**本报讯** 新路修通。").reading
    assert reading.text == "山乡新貌\n记者 王小明\n本报讯\n新路修通。"
    assert [s.part for s in reading.sentences] == ["title", "byline", "byline", "body"]


def test_a_spaced_headline_reads_as_words() -> None:
    assert only("# 城 乡 面 貌  日 日 新\n\n本报讯（记者 王小明）新路修通。").reading.text.startswith(
        "城乡面貌 日日新\n"
    )


def test_characters_are_normalised_one_to_one() -> None:
    assert normalise("３月,共1,200户(含５０％)8:30；a,b") == "3月，共1,200户（含50%）8:30；a,b"
    reading = only(HEAD + "共３户,都满意。").reading
    assert reading.text.endswith("共3户，都满意。")
    assert reading.printed.endswith("共３户,都满意。")
    assert len(reading.text) == len(reading.printed) == len(reading.offsets)


def test_offsets_point_into_the_page_and_separators_to_nothing() -> None:
    text = HEAD + "全村种上了苹\n\n果树。"
    reading = only(text).reading
    start = reading.text.index("苹果树")
    assert reading.spans(start, start + 3) == ((text.index("苹"), text.index("树") + 1),)
    assert {reading.offsets[i] for i, char in enumerate(reading.text) if char == "\n"} == {-1}


def test_a_name_that_a_caption_splits_is_two_stretches() -> None:
    text = HEAD + "会议学习了《条例》，村党支部书记欧阳\n\n村民在采茶（资料图）\n\n海主持会议。"
    reading = only(text).reading
    start = reading.text.index("欧阳海")
    assert [text[a:b] for a, b in reading.spans(start, start + 3)] == ["欧阳", "海"]
    assert "资料图" not in reading.text


def test_a_space_between_words_that_a_caption_parts_is_no_part_of_the_page() -> None:
    text = HEAD + "会议之后，村民们学用Open\n\n村民在采茶（资料图）\n\nOffice办公，办起网店。"
    reading = only(text).reading
    start = reading.text.index("Open Office")
    assert [text[a:b] for a, b in reading.spans(start, start + 11)] == ["Open", "Office"]


def test_a_stop_inside_quotes_ends_no_sentence_but_the_quote_does() -> None:
    told = "老人说：“好。真好！”大家笑了。“修通了！”村民王大爷高兴地说。散会（详见附件。）后各自回家。"
    assert [told[a:b] for a, b in split_sentences(told, 0, len(told))] == [
        "老人说：“好。真好！”",
        "大家笑了。",
        "“修通了！”村民王大爷高兴地说。",
        "散会（详见附件。）后各自回家。",
    ]


def test_a_street_office_after_a_quote_is_no_speaker() -> None:
    told = "“路修好了！”东风街道社区干部来了。"
    assert len(split_sentences(told, 0, len(told))) == 2


def test_a_quote_that_is_never_closed_does_not_swallow_the_text() -> None:
    told = "他说：“好。路通了。灯亮了。"
    assert len(split_sentences(told, 0, len(told))) == 3


def test_a_heading_inside_a_story_is_a_sentence_of_its_own() -> None:
    assert body("新路修通。\n\n### 产业旺了\n\n全村种茶。") == ["新路修通。", "产业旺了", "全村种茶。"]


def test_a_sentence_printed_again_is_marked() -> None:
    text = (
        HEAD + "全镇干部进村入户开展大走访活动。\n\n群众满意。\n\n全镇干部进村入户开展大走访活动。\n\n群众满"
    )
    sentences = [s for s in only(text).reading.sentences if s.part == "body"]
    assert [s.repeats for s in sentences] == [False, False, True, True]


def test_a_short_refrain_is_not_taken_for_a_repeat() -> None:
    assert repeated_sentences(["路通了。", "灯亮了。", "路通了。"]) == [False, False, False]


def test_the_byline_behind_a_paragraph_is_no_part_of_its_sentence() -> None:
    reading = only("## 山乡新貌\n\n新路修通，群众出行更方便了。（通讯员 王小明）").reading
    assert [(s.part, reading.text[s.start : s.end]) for s in reading.sentences][-2:] == [
        ("body", "新路修通，群众出行更方便了。"),
        ("byline", "（通讯员 王小明）"),
    ]
