"""The room's door: what all assertions of a page have in common."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xiangtu.layout import read_articles
from xiangtu.model.records import Byline, Page, TextEvidence
from xiangtu.recognition import find_mentions
from xiangtu.relations import find_assertions
from xiangtu.relations.merging import merged
from xiangtu.resolution import resolve
from xiangtu.vocabulary import load

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PAGES = sorted(SEEDS.glob("*.txt"))


def assertions_of(*stories):
    articles = [story.article for story in stories]
    mentions = [mention for story in stories for mention in story.mentions]
    entities = {key: entity for story in stories for key, entity in story.entities.items()}
    return find_assertions(stories[0].page, articles, mentions, list(entities.values()))


def test_the_same_fact_in_two_articles_is_one_assertion_with_two_evidences(make_story):
    one = make_story("[清河县|Region][柳林镇|Township]启动春灌。", article_id="a1")
    two = make_story("近日，[清河县|Region][柳林镇|Township]修渠。", article_id="a2")
    (located,) = [a for a in assertions_of(one, two) if a.type == "located_in"]
    assert [evidence.article for evidence in located.evidence] == ["a1", "a2"]


def test_a_fact_planned_in_one_place_and_stated_in_another_is_stated(make_story):
    story = make_story(
        "下一步，[柳林镇|Township]将推行“[三色管理|Programme]”。\n今年，[柳林镇|Township]推行“[三色管理|Programme]”。"
    )
    (runs,) = [a for a in assertions_of(story) if a.type == "runs"]
    assert runs.status == "stated"


def test_a_plan_is_marked_as_planned(make_story):
    story = make_story("下一步，[柳林镇|Township]将推行“[三色管理|Programme]”。")
    (runs,) = [a for a in assertions_of(story) if a.type == "runs"]
    assert runs.status == "planned"


def test_what_is_denied_is_not_asserted(make_story):
    story = make_story("[柳林镇|Township]尚未推行“[三色管理|Programme]”。")
    assert [a for a in assertions_of(story) if a.type == "runs"] == []


def test_assertions_do_not_depend_on_the_order_of_what_they_are_made_from(make_story):
    story = make_story(
        "[清河县|Region][柳林镇党委|Organisation]书记[周文|Person]说，[柳林镇|Township]投资300万元推行“[三色管理|Programme]”。",
        parents={"柳林镇党委": "柳林镇", "柳林镇": "清河县"},
    )
    entities = list(story.entities.values())
    forward = find_assertions(story.page, [story.article], story.mentions, entities)
    backward = find_assertions(story.page, [story.article], story.mentions[::-1], entities[::-1])
    assert forward == backward
    assert merged(reversed(forward)) == forward


def test_text_that_was_printed_twice_counts_nothing(make_story):
    story = make_story("[清河县|Region][柳林镇|Township]投资300万元。")
    reading = story.reading
    repeated = replace(reading, sentences=tuple(replace(s, repeats=True) for s in reading.sentences))
    article = replace(story.article, reading=repeated)
    assert find_assertions(story.page, [article], story.mentions, list(story.entities.values())) == ()


def test_those_who_sign_together_write_together_and_on_what_the_article_is_about(make_story):
    body = "[柳林镇|Township]启动春灌。\n记者 [周文|Person] 通讯员 [李想|Person]"
    plain = "柳林镇启动春灌。\n记者 周文 通讯员 李想"
    bylines = tuple(
        Byline(name, role, plain.index(name), plain.index(name) + 2)
        for name, role in (("周文", "reporter"), ("李想", "correspondent"))
    )
    found = assertions_of(make_story(body, bylines=bylines))
    assert [(a.subject, a.object) for a in found if a.type == "writes_with"] == [("周文", "李想")] or [
        (a.subject, a.object) for a in found if a.type == "writes_with"
    ] == [("李想", "周文")]
    about = {(a.subject, a.object, a.role) for a in found if a.type == "reports_on"}
    assert about == {("周文", "柳林镇", "reporter"), ("李想", "柳林镇", "correspondent")}


def test_an_organisation_that_signs_is_no_writer(make_story):
    plain = "柳林镇启动春灌。\n县委宣传部"
    byline = Byline("县委宣传部", "author", plain.index("县委"), len(plain), is_person=False)
    found = assertions_of(
        make_story("[柳林镇|Township]启动春灌。\n[县委宣传部|Organisation]", bylines=(byline,))
    )
    assert [a for a in found if a.type in ("writes_with", "reports_on")] == []


@pytest.fixture(scope="module", params=PAGES, ids=[path.stem[:3] for path in PAGES])
def seed(request):
    text = request.param.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    page = Page(request.param.stem, "0" * 64, text)
    articles = read_articles(page)
    resolution = resolve(page, articles, find_mentions(page, articles))
    return (
        page,
        articles,
        resolution,
        find_assertions(page, articles, resolution.mentions, resolution.entities),
    )


def test_every_assertion_of_a_seed_page_is_of_the_vocabulary_and_has_evidence(seed):
    page, articles, resolution, assertions = seed
    known = {entity.id for entity in resolution.entities}
    predicates = load().predicates
    assert assertions
    for assertion in assertions:
        assert assertion.type in predicates
        assert assertion.subject in known
        assert assertion.object in known or (assertion.object is None and assertion.measure is not None)
        assert 0 < assertion.confidence <= 1
        assert assertion.rule
        assert assertion.evidence
        for evidence in assertion.evidence:
            assert isinstance(evidence, TextEvidence)
            assert evidence.article in {article.id for article in articles}
            assert evidence.sentence
            assert all(0 <= start < end <= len(page.text) for start, end in evidence.spans)


def test_every_evidence_of_a_seed_page_holds_both_ends_or_the_words_that_imply_them(seed):
    page, articles, resolution, assertions = seed
    readings = {article.id: article.reading for article in articles}
    names: dict[tuple[str, str], set[int]] = {}
    for mention in resolution.mentions:
        for start, end in readings[mention.article].spans(mention.start, mention.end):
            names.setdefault((mention.article, mention.entity or ""), set()).update(range(start, end))
    entities = {entity.id: entity for entity in resolution.entities}
    for assertion in assertions:
        for evidence in assertion.evidence:
            covered = {offset for start, end in evidence.spans for offset in range(start, end)}
            printed = "".join("".join(page.text[start:end].split()) for start, end in evidence.spans)
            for end_id in [assertion.subject] + ([assertion.object] if assertion.object else []):
                entity = entities[end_id]
                named = covered & names.get((evidence.article, end_id), set())
                inside = any(name in printed for name in (entity.name, *entity.aliases))
                assert named or inside or "anaphor" in assertion.rule, (assertion, printed)


def test_figures_of_a_seed_page_stand_in_their_evidence(seed):
    page, _, _, assertions = seed
    for assertion in assertions:
        if assertion.measure is not None:
            for evidence in assertion.evidence:
                printed = "".join("".join(page.text[start:end].split()) for start, end in evidence.spans)
                digits = "".join(assertion.measure.text.split())
                assert digits in printed or digits.replace(",", "，") in printed


def test_an_article_that_names_no_actor_asserts_nothing_of_its_programmes(make_story):
    story = make_story("通过“[三色管理|Programme]”，投资300万元，服务提升。")
    assert assertions_of(story) == () or all(a.type == "measure" for a in assertions_of(story))


def test_a_village_that_uses_a_loan_does_not_run_it(make_story):
    story = make_story("[下河村|Village]借助“[枣花贷|Programme]”修好大棚。")
    assert [a for a in assertions_of(story) if a.type == "runs"] == []


def test_what_an_office_only_inspects_it_does_not_run(make_story):
    story = make_story("[清河县财政局|Organisation]先后查看了[柳林镇|Township]“[三色管理|Programme]”项目。")
    assert {(a.subject, a.object) for a in assertions_of(story) if a.type == "runs"} <= {
        ("柳林镇", "三色管理")
    }


def test_hosts_of_a_programme_run_it_together(make_story):
    story = make_story(
        "由[清河县总工会|Organisation]、[清河县妇联|Organisation]联合主办的“[送岗行动|Programme]”在[柳林镇|Township]举行。"
    )
    runs = {(a.subject, a.object) for a in assertions_of(story) if a.type == "runs"}
    assert runs == {("清河县总工会", "送岗行动"), ("清河县妇联", "送岗行动")}


def test_partners_run_a_programme_with_the_subject(make_story):
    story = make_story(
        "[清河县财政局|Organisation]与[清河农商银行|Organisation]、[邮储银行清河支行|Organisation]联合推出“[枣花贷|Programme]”。"
    )
    runs = {a.subject for a in assertions_of(story) if a.type == "runs"}
    assert runs == {"清河县财政局", "清河农商银行", "邮储银行清河支行"}
