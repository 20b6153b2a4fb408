"""What pages give on their own, joined: one thing, one entity; one fact, one assertion."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.linking import fact, link
from xiangtu.linking.unite import unite_entities
from xiangtu.model import Assertion, Entity, Measure, Page, PageResult, Span, TextEvidence, entity_id

BUREAU = "990101-青禾县"
BODY = entity_id("Organisation", "990101", "青禾县人力资源和社会保障局")


def organisation(name, parent=f"region:{BUREAU}", **fields):
    return Entity(entity_id("Organisation", "990101", name), "Organisation", name, parent=parent, **fields)


def page_with(page, *entities):
    return PageResult(Page(page, "0" * 64, ""), (), (), tuple(entities), ())


def test_the_same_id_on_two_pages_is_one_entity(two_pages):
    names = [entity.name for entity in link(two_pages).entities]
    assert names.count("柳溪镇") == 1
    assert len(set(names)) == len(names)


def test_a_fact_on_two_pages_is_one_assertion_with_both_evidences(two_pages):
    (located,) = [each for each in link(two_pages).assertions if each.type == "located_in"]
    assert [each.page for each in located.evidence if isinstance(each, TextEvidence)] == [
        "一版.txt",
        "二版.txt",
    ]
    assert located.confidence == 0.9


def test_the_order_of_pages_does_not_matter(two_pages):
    assert link(two_pages) == link(two_pages[::-1])


def test_linking_what_was_linked_changes_nothing(two_pages):
    once = link(two_pages)
    assert link(once.results) == once


def test_mentions_and_ends_of_assertions_are_entities_of_the_graph(two_pages):
    graph = link(two_pages)
    known = {entity.id for entity in graph.entities}
    assert {mention.entity for result in graph.results for mention in result.mentions} <= known
    assert {end for each in graph.assertions for end in (each.subject, each.object) if end} <= known


def test_a_symmetric_relation_is_one_fact_whichever_end_comes_first(two_pages):
    (together,) = [each for each in link(two_pages).assertions if each.type == "writes_with"]
    assert together.subject < (together.object or "")


def test_a_page_that_comes_twice_is_refused(two_pages):
    with pytest.raises(ValueError, match=r"一版\.txt"):
        link((two_pages[0], two_pages[0]))


def test_no_pages_give_an_empty_graph():
    assert link(()).entities == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县教育局", "青禾县教体局"),
        ("青禾县卫健委", "青禾县卫健局"),
        ("青禾县农业农村局", "青禾县农业局"),
        ("青禾县法院", "青禾县检察院"),
        ("青禾县第一小学", "青禾县第二小学"),
        ("青禾县发改委", "青禾县发改局"),
    ],
)
def test_departments_that_may_differ_stay_two(one, other):
    graph = link((page_with("a", organisation(one)), page_with("b", organisation(other))))
    assert len(graph.entities) == 2


def test_bureaus_of_two_counties_stay_two():
    here = organisation("人社局")
    there = replace(here, id=entity_id("Organisation", "880202", "人社局"), parent="region:880202-白水县")
    assert len(link((page_with("a", here), page_with("b", there))).entities) == 2


def test_two_people_of_one_name_in_two_scopes_stay_two():
    people = [Entity(entity_id("Person", scope, "王伟"), "Person", "王伟") for scope in ("990101", "880202")]
    assert len(link((page_with("a", people[0]), page_with("b", people[1]))).entities) == 2


def test_a_relation_of_a_thing_with_itself_is_left_out(write_page, story):
    says: tuple[tuple[str, str, str, dict[str, str]], ...] = (("part_of", "甲镇", "甲镇", {}),)
    page = write_page("a", [story("就业", "[甲镇|Township]办事。", says=says)])
    assert link((page,)).assertions == ()


def test_one_body_under_two_printed_names_is_one_entity_with_both():
    full = Entity(BODY, "Organisation", "青禾县人力资源和社会保障局")
    short = Entity(BODY, "Organisation", "青禾县人社局", aliases=("县人社局",))
    (body,) = link((page_with("a", short), page_with("b", full), page_with("c", short))).entities
    assert body.name == "青禾县人社局"
    assert body.aliases == ("县人社局", "青禾县人力资源和社会保障局")


def test_figures_that_differ_in_value_unit_or_period_stay_apart(write_page, story):
    def measure(value, unit="人", period="", text="x"):
        return ("measure", "夜校", None, {"measure": Measure("培训", value, unit, text, "", period)})

    says = (
        measure(5.0, text="5人"),
        measure(5.0, text="５人"),
        measure(6.0),
        measure(5.0, "户"),
        measure(5.0, period="去年"),
    )
    page = write_page("a", [story("题", "[夜校|Programme]。", says=says)])
    found = [each.measure for each in link((page,)).assertions if each.measure]
    assert len(found) == 4
    assert "5人" in {each.text for each in found}


def test_a_plan_and_a_fact_stay_apart(write_page, story):
    says = tuple(("runs", "甲镇", "夜校", {"status": status}) for status in ("planned", "stated"))
    page = write_page("a", [story("题", "[甲镇|Township]办[夜校|Programme]。", says=says)])
    assert [each.status for each in link((page,)).assertions] == ["planned", "stated"]


def test_the_better_known_status_wins_in_any_order():
    records = [
        Entity(
            "township:1-甲镇", "Township", "甲镇", status="ambiguous", candidates=("x", "y"), confidence=0.5
        ),
        Entity(
            "township:1-甲镇", "Township", "甲镇", status="resolved", codes=(("nbs", "1"),), confidence=0.9
        ),
        Entity("township:1-甲镇", "Township", "甲镇", aliases=("甲",), status="local", note="改字"),
    ]
    results = {unite_entities(order) for order in permutations(records)}
    (united,) = results
    assert united.status == "resolved"
    assert united.candidates == ()
    assert united.aliases == ("甲",)
    assert united.confidence == 1.0


IDS = ["township:1-甲镇", "village:1-甲镇-乙村", "person:1-王伟", "organisation:1-丙局"]
TYPES = {"township": "Township", "village": "Village", "person": "Person", "organisation": "Organisation"}
short_text = st.sampled_from(["", "甲", "乙", "丙丁"])
hundredths = st.integers(0, 100).map(lambda number: number / 100)
evidence = st.builds(
    TextEvidence,
    st.sampled_from(["p1", "p2"]),
    st.just("a1"),
    st.lists(st.builds(Span, st.integers(0, 9), st.integers(10, 19)), max_size=2).map(tuple),
    short_text,
)
entities = st.sampled_from(IDS).flatmap(
    lambda identifier: st.builds(
        Entity,
        id=st.just(identifier),
        type=st.just(TYPES[identifier.partition(":")[0]]),
        name=st.sampled_from(["甲镇", "甲", "乙村", "丙局", "丙"]),
        aliases=st.lists(short_text.filter(bool), max_size=2).map(tuple),
        parent=st.sampled_from([None, *IDS]),
        status=st.sampled_from(["resolved", "local", "ambiguous", ""]),
        confidence=hundredths,
        note=short_text,
        evidence=st.lists(evidence, max_size=1).map(tuple),
    )
)
assertions = st.builds(
    Assertion,
    type=st.sampled_from(["located_in", "partner_with", "holds_post", "writes_with"]),
    subject=st.sampled_from(IDS),
    object=st.sampled_from(IDS),
    evidence=st.lists(evidence, min_size=1, max_size=2).map(tuple),
    confidence=hundredths,
    rule=short_text,
    post=short_text,
    status=st.sampled_from(["stated", "planned"]),
)
pages = st.lists(
    st.tuples(st.lists(entities, max_size=4), st.lists(assertions, max_size=4)), min_size=1, max_size=4
).map(
    lambda drawn: [
        PageResult(Page(f"p{number}", "0" * 64, ""), (), (), tuple(found), tuple(said))
        for number, (found, said) in enumerate(drawn)
    ]
)


@given(pages, st.randoms())
def test_any_order_of_pages_and_of_their_records_gives_the_same_graph(drawn, chance):
    def shuffled(values):
        return tuple(chance.sample(values, len(values)))

    turned = [
        replace(page, entities=shuffled(page.entities), assertions=shuffled(page.assertions))
        for page in shuffled(drawn)
    ]
    one, other = link(drawn), link(turned)
    assert (one.entities, one.assertions) == (other.entities, other.assertions)


@given(pages)
def test_nothing_is_lost_and_nothing_is_there_twice(drawn):
    graph = link(drawn)
    given = {each.id for page in drawn for each in page.entities}
    kept = {entity.id for entity in graph.entities}
    assert {each for each in kept if not each.startswith("person:")} == given - {"person:1-王伟"}
    assert ("person:1-王伟" in given) == any(each.startswith("person:") for each in kept)
    keys = [fact(assertion) for assertion in graph.assertions]
    assert len(set(keys)) == len(keys)
    for page in drawn:
        for said in page.assertions:
            assert said.subject == said.object or all(
                any(evidence in each.evidence for each in graph.assertions) for evidence in said.evidence
            )
