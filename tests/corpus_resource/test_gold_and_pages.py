"""Gold follows what printing does to the text."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.corpus_gold import Glyph, GoldError, furniture, gold_of, printed, stories_of, with_second_readings
from tools.corpus_places import Gazetteer
from tools.corpus_sources import Source, parse
from tools.make_corpus_pages import (
    CHANCES,
    DAMAGE,
    Layout,
    clean_article,
    damaged_page,
    layout_of,
    repeated_paragraph,
    set_captions,
    set_headlines_apart,
    spaced_numbers,
    stray_paragraph,
)

from xiangtu.evaluation import gold_mentions, gold_segments


def days(week: int, village: str) -> str:
    numerals = "一二三四五六七八九十"
    return "".join(
        f"第{numerals[week]}周第{numerals[i]}天往{village[0]}边挑走了{numerals[9 - i]}担泥，"
        for i in range(7)
    )


def article(number: int, town: str, village: str, person: str) -> Source:
    body = "\n\n".join(
        f"{person}在{village}说，第{i}处塘坝已清淤{number}{i}0立方米，"
        f"{town}的“清塘行动”没有停，{days(i, village)}人人出力。"
        for i in range(1, 5)
    )
    return parse(
        f"""county: 湖南省 益阳市 南县
paper: 湖边日报
kind: county daily
theme: ponds
page: 1
kicker: 清塘记之{number}
title: {village}的塘 水又清了

== text
■ 记者 王五{number}

{body}

== caption 赵一{number}
{village}村民在清塘。记者 赵一{number} 摄

== bylines
reporter: 王五{number}

== names
Township {town}
Village {village}
Person {person}
Programme 清塘行动

== relations
located_in: {village} -> {town}
runs: {town} -> 清塘行动

== measures
{village} | 清淤 | {number}20 立方米 | {number}20立方米
""",
        f"b1a-0{number}",
    )


SOURCES = [
    article(1, "三仙湖镇", "年丰村", "柳一山"),
    article(2, "麻河口镇", "德和垸村", "欧阳春"),
    article(3, "茅草街镇", "新尚村", "何田"),
]
GAZETTEER = Gazetteer()


def always(damage: str) -> dict[str, float]:
    return {kind: float(kind == damage) for kind in CHANCES}


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_every_damaged_page_has_gold_that_the_measure_reads_back(seed: int) -> None:
    text, gold = damaged_page(f"page-{seed}", SOURCES, GAZETTEER)
    for article_, source in zip([a for a in gold["articles"] if a["title"]], SOURCES, strict=True):
        spans = gold_segments(article_, text)
        found = gold_mentions(article_, text, spans)
        names = {entity["name"] for entity in found.values()}
        assert {entity.name for entity in source.entities if entity.type != "Person"} <= names
        assert all(measure["text"] in text for measure in article_["measures"])


def test_the_same_sources_give_the_same_bytes() -> None:
    first = damaged_page("b1a-p1", SOURCES, GAZETTEER)
    again = damaged_page("b1a-p1", SOURCES, GAZETTEER)
    assert json.dumps(first, ensure_ascii=False) == json.dumps(again, ensure_ascii=False)


def layout(seed: int = 1) -> Layout:
    return layout_of(SOURCES, random.Random(seed))


def test_a_page_without_damage_holds_every_character_once() -> None:
    before = layout()
    page = printed("p", before.stories, before.chunks)
    for story in before.stories:
        for block in story.blocks:
            assert page.text.count(story.text[block.start : block.end]) >= 1
    assert "清塘记之1\n\n年丰村的塘 水又清了\n\n■ 记者 王五1" in page.text


def test_a_caption_stands_inside_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.make_corpus_pages.CHANCES", always("caption inside a sentence"))
    page = layout()
    set_captions(page)
    parts = [(c.story, c.part) for c in page.chunks]
    at = parts.index((1, "caption"))
    assert parts[at - 1] == parts[at + 1] == (0, "paragraph")
    gold = gold_of(printed("p", page.stories, page.chunks), GAZETTEER)
    assert len(gold["articles"][0]["segments"]) == 2
    assert gold["articles"][1]["title"] is None
    assert gold["articles"][1]["bylines"] == [
        {"name": "赵一1", "role": "photographer", "alt_roles": ["reporter"]}
    ]


def test_a_stray_paragraph_belongs_to_its_own_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.make_corpus_pages.CHANCES", always("stray paragraph"))
    page = layout(3)
    stray_paragraph(page)
    (stray,) = [c for c in page.chunks if c.part == "stray"]
    text = printed("p", page.stories, page.chunks).text
    gold = gold_of(printed("p", page.stories, page.chunks), GAZETTEER)
    segments = gold_segments(gold["articles"][stray.story], text)
    words = "".join(glyph.character for glyph in stray.glyphs)
    assert any(text[start:end] == words for start, end in segments)


def test_a_repeated_paragraph_stays_inside_its_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.make_corpus_pages.CHANCES", always("repeated paragraph"))
    page = layout()
    repeated_paragraph(page)
    after = printed("p", page.stories, page.chunks)
    gold = gold_of(after, GAZETTEER)
    assert all(len(article_["segments"]) == 1 for article_ in gold["articles"])
    assert len(after.text) > len(printed("p", layout().stories, layout().chunks).text)


def test_headlines_of_neighbours_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.make_corpus_pages.CHANCES", always("headlines apart"))
    page = layout()
    set_headlines_apart(page)
    parts = [c.part for c in page.chunks]
    assert any(parts[i : i + 4] == ["kicker", "title"] * 2 for i in range(len(parts)))
    gold = gold_of(printed("p", page.stories, page.chunks), GAZETTEER)
    assert sorted(len(a["segments"]) for a in gold["articles"] if a["title"]) == [1, 2, 2]


def test_a_name_broken_by_a_column_is_a_surface_and_its_joined_form_is_kept() -> None:
    page = layout()
    chunk = next(c for c in page.chunks if c.part == "paragraph" and "三仙湖镇" in text_of(c.glyphs))
    at = text_of(chunk.glyphs).index("三仙湖镇") + 2
    chunk.glyphs[at:at] = [Glyph("\n", -1), Glyph("\n", -1)]
    gold = gold_of(printed("p", page.stories, page.chunks), GAZETTEER)
    (town,) = [e for e in gold["articles"][0]["entities"] if e["name"] == "三仙湖镇"]
    assert town["surfaces"] == ["三仙\n\n湖镇", "三仙湖镇"]
    assert town["codes"]["mca2025"].startswith("430921")
    assert town["within"] == ["湖南省", "益阳市", "南县"]


def test_a_misread_name_keeps_its_canonical_name() -> None:
    page = layout()
    chunk = next(c for c in page.chunks if c.part == "paragraph" and "年丰村" in text_of(c.glyphs))
    chunk.glyphs[text_of(chunk.glyphs).index("年丰村")].character = "午"
    gold = gold_of(printed("p", page.stories, page.chunks), GAZETTEER)
    (village,) = [e for e in gold["articles"][0]["entities"] if e["name"] == "年丰村"]
    assert "午丰村" in village["surfaces"]
    assert village["alt_names"] == ["午丰村"]


def test_a_measure_that_is_torn_apart_is_refused() -> None:
    page = layout()
    chunk = next(c for c in page.chunks if c.part == "paragraph" and "120立方米" in text_of(c.glyphs))
    at = text_of(chunk.glyphs).index("120立方米") + 3
    rest = type(chunk)(chunk.story, chunk.part, chunk.glyphs[at:])
    chunk.glyphs = chunk.glyphs[:at]
    place = page.chunks.index(chunk) + 1
    page.chunks[place:place] = [furniture("版面"), rest]
    page.chunks.insert(place, next(c for c in page.chunks if c.story == 2))
    with pytest.raises(GoldError):
        gold_of(printed("p", page.stories, page.chunks), GAZETTEER)


def test_numbers_are_spaced_and_measures_follow() -> None:
    text, gold = clean_article(parse_with(SOURCES[0], "spaced"), GAZETTEER)
    assert gold["articles"][0]["measures"][0]["text"] == "120 立方米"
    assert "清淤 120 立方米" in text


def test_ascii_marks_reach_the_gold_title() -> None:
    source = parse(
        "county: 湖南省 益阳市 南县\npaper: 湖边日报\nprint: ascii\ntitle: 年丰村：塘清了\n\n"
        "== text\n年丰村，塘清了。\n\n"
        "== names\nVillage 年丰村\n",
        "b1a-07",
    )
    text, gold = clean_article(source, GAZETTEER)
    assert text == "年丰村:塘清了\n\n年丰村,塘清了。\n"
    assert gold["articles"][0]["title"] == "年丰村:塘清了"


def parse_with(source: Source, style: str) -> Source:
    import dataclasses

    return dataclasses.replace(source, print=style)


def text_of(glyphs: list[Glyph]) -> str:
    return "".join(glyph.character for glyph in glyphs)


def test_spaces_stand_between_chinese_and_numbers_only() -> None:
    page = layout()
    chunk = page.chunks[0]
    chunk.glyphs = [Glyph(c, -1) for c in "收3.87亿元，A2级60%达标"]
    spaced_numbers(chunk)
    assert text_of(chunk.glyphs) == "收 3.87 亿元，A2 级 60% 达标"


def test_second_readings_are_optional_and_follow_the_guide() -> None:
    source = parse(
        """county: 湖南省 益阳市 南县
title: 换届

== text
南县三仙湖镇党委书记柳一山、镇党委下设的青年支部书记何田到会，县林业局派员。三仙湖镇很热闹。

== names
Region 南县
Township 三仙湖镇
Organisation 三仙湖镇党委 | 镇党委
Organisation 三仙湖镇党委青年支部 | 青年支部
Organisation 南县林业局 | 县林业局
Person 柳一山

== relations
located_in: 三仙湖镇, 南县林业局 -> 南县
part_of: 三仙湖镇党委 -> 三仙湖镇
part_of: 三仙湖镇党委青年支部 -> 三仙湖镇党委
holds_post: 柳一山 -> 三仙湖镇党委 = 书记
""",
        "b1a-08",
    )
    added = {(r.type, r.subject, r.object, r.post) for r in with_second_readings(source) if r.optional}
    assert ("holds_post", "柳一山", "三仙湖镇", "党委书记") in added
    assert ("part_of", "南县林业局", "南县", "") in added
    assert ("located_in", "三仙湖镇党委", "三仙湖镇", "") in added
    assert ("part_of", "三仙湖镇党委青年支部", "三仙湖镇", "") in added
    assert not any(key[1] == "三仙湖镇" for key in added)
    assert stories_of(source)[0].relations[0].type == "located_in"


def test_damage_changes_every_kind_of_thing_on_some_page() -> None:
    texts = {damaged_page(f"page-{seed}", SOURCES, GAZETTEER)[0] for seed in range(12)}
    joined = "\n=====\n".join(sorted(texts))
    assert len(texts) == 12
    assert "## " in joined
    assert "," in joined and "，" in joined
    assert len(DAMAGE) == 10
