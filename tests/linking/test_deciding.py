"""A decision changes exactly what it says, in any order; what no longer applies is told, not fatal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.linking import Decision, Decisions, InvalidDecisions, link, link_pages
from xiangtu.model import entity_id

COUNTY = entity_id("Region", "990101", "青禾县")
TOWN = entity_id("Township", "990101", "柳溪镇")
VILLAGE = entity_id("Village", "990101", "石桥村")
SCHOOL = entity_id("Programme", "990101", "夜校行动")
BUREAU = entity_id("Organisation", "990101", "青禾县人社局")
REPORTER = entity_id("Person", "990101", "李禾")
CORRESPONDENT = entity_id("Person", "990101", "王穗")
RICE = entity_id("Product", "990101", "青禾米")


def decided(pages, *decisions):
    return link_pages(pages, Decisions(decisions)).knowledge


def entity(graph, identifier):
    return next(each for each in graph.entities if each.id == identifier)


def facts(graph):
    return [(each.type, each.subject, each.object, each.post) for each in graph.assertions]


def test_no_decision_changes_nothing(two_pages):
    assert decided(two_pages) == link(two_pages)


def test_same_joins_names_edges_and_mentions_and_keeps_the_other_id(two_pages):
    graph = decided(two_pages, Decision("d1", "same", a=SCHOOL, b=RICE, reason="试"))
    joined = entity(graph, SCHOOL)
    assert joined.former_ids == (RICE,)
    assert joined.type == "Programme"
    assert {joined.name, *joined.aliases} == {"夜校行动", "青禾米"}
    assert "人工决定d1：试（可信度1.00）" in joined.note
    assert ("produces", VILLAGE, SCHOOL, "") in facts(graph)
    assert {
        mention.type for page in graph.results for mention in page.mentions if mention.entity == SCHOOL
    } == {"Programme"}
    assert RICE not in {each.id for each in graph.entities}


def test_the_first_named_stays_unless_the_gazetteer_knows_the_other(two_pages):
    assert entity(decided(two_pages, Decision("d", "same", a=RICE, b=SCHOOL)), RICE).former_ids == (SCHOOL,)
    assert entity(decided(two_pages, Decision("d", "same", a=RICE, b=TOWN)), TOWN).former_ids == (RICE,)


def test_what_an_edge_joined_to_itself_says_is_left_out(two_pages):
    graph = decided(two_pages, Decision("d", "same", a=REPORTER, b=CORRESPONDENT))
    assert all(each.subject != each.object for each in graph.assertions)
    assert entity(graph, REPORTER).roles == ("correspondent", "reporter")


def test_not_same_parts_what_names_would_join(naming):
    full, short = (
        naming("Organisation", "371122", name) for name in ("莒县人力资源和社会保障局", "莒县人社局")
    )
    ids = [page.entities[0].id for page in (full, short)]
    assert len(link((full, short)).entities) == 1
    graph = decided((full, short), Decision("d", "not_same", a=ids[0], b=ids[1]))
    assert [each.id for each in graph.entities] == sorted(ids)


def test_not_same_holds_through_others(naming):
    long, short, third = (
        naming("Programme", "371122", "夜校提升行动", "夜校提升"),
        naming("Programme", "371122", "夜校提升"),
        naming("Programme", "371122", "农民夜校"),
    )
    first, second, other = (page.entities[0].id for page in (long, short, third))
    graph = decided(
        (long, short, third),
        Decision("d1", "same", a=first, b=other),
        Decision("d2", "not_same", a=other, b=second),
    )
    assert {each.id for each in graph.entities} == {first, second}


def test_a_name_is_given_and_the_others_stay_aliases_and_the_id_stays(two_pages):
    graph = decided(two_pages, Decision("d", "name", entity=SCHOOL, name="农民夜校"))
    assert entity(graph, SCHOOL).name == "农民夜校"
    assert entity(graph, SCHOOL).aliases == ("夜校行动",)
    assert facts(graph) == facts(link(two_pages))


def test_a_type_is_given_and_the_id_stays(two_pages):
    graph = decided(two_pages, Decision("d", "type", entity=SCHOOL, type="Organisation"))
    before = link(two_pages)
    assert entity(graph, SCHOOL) == replace(entity(before, SCHOOL), type="Organisation")
    others = [each for each in graph.entities if each.id != SCHOOL]
    assert others == [each for each in before.entities if each.id != SCHOOL]
    assert facts(graph) == facts(before)


def test_a_dropped_entity_goes_with_mentions_and_edges_and_nothing_else(two_pages):
    graph, before = decided(two_pages, Decision("d", "drop", entity=SCHOOL)), link(two_pages)
    assert graph.entities == tuple(each for each in before.entities if each.id != SCHOOL)
    assert facts(graph) == [each for each in facts(before) if SCHOOL not in each]
    named = [mention.entity for page in graph.results for mention in page.mentions]
    assert named == [m.entity for page in before.results for m in page.mentions if m.entity != SCHOOL]


def test_what_lay_under_a_dropped_place_lies_under_the_next(two_pages):
    graph = decided(two_pages, Decision("d", "drop", entity=TOWN))
    assert entity(graph, VILLAGE).parent == COUNTY


def test_a_rejected_edge_goes_and_nothing_else(two_pages):
    rejected = Decision("d", "reject", subject=VILLAGE, predicate="located_in", object=TOWN)
    graph, before = decided(two_pages, rejected), link(two_pages)
    assert graph.entities == before.entities
    assert set(facts(before)) - set(facts(graph)) == {("located_in", VILLAGE, TOWN, "")}


def test_a_symmetric_edge_is_rejected_from_either_end(two_pages):
    one = Decision("d", "reject", subject=REPORTER, predicate="writes_with", object=CORRESPONDENT)
    other = Decision("d", "reject", subject=CORRESPONDENT, predicate="writes_with", object=REPORTER)
    assert decided(two_pages, one) == decided(two_pages, other)
    assert "writes_with" not in {each.type for each in decided(two_pages, one).assertions}


def test_only_the_post_that_is_named_is_rejected(write_page, story):
    says = tuple(("holds_post", "周明", "柳溪镇", {"post": post}) for post in ("书记", "镇长"))
    page = write_page("p", [story("题", "[柳溪镇|Township][周明|Person]。", says=says)])
    (person,) = (each.id for each in link([page]).entities if each.type == "Person")
    some = Decision("d", "reject", subject=person, predicate="holds_post", object=TOWN, post="书记")
    assert [each.post for each in decided([page], some).assertions] == ["镇长"]
    assert decided([page], replace(some, post="")).assertions == ()


def test_names_may_stand_for_ids_where_only_one_has_them(two_pages):
    by_name = Decision("d", "drop", entity="夜校行动")
    assert decided(two_pages, by_name) == decided(two_pages, replace(by_name, entity=SCHOOL))


def test_the_id_that_a_page_gives_a_person_stands_for_who_it_turned_out_to_be(appearance):
    page = appearance("周海涛", "371122", "镇长@夏庄镇")
    linked = link_pages([page], Decisions((Decision("d", "drop", entity="person:371122-周海涛"),)))
    assert linked.unused == ()
    assert [each.type for each in linked.knowledge.entities] == ["Township"]


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (Decision("d", "drop", entity="person:1-无", line=7), "nothing is 'person:1-无'"),
        (Decision("d", "same", a=SCHOOL, b="无此名", line=7), "nothing is '无此名'"),
        (Decision("d", "reject", subject=TOWN, predicate="runs", object=VILLAGE, line=7), "no such edge"),
    ],
)
def test_what_no_longer_applies_is_told_with_id_and_line_and_the_rest_still_holds(two_pages, decision, why):
    linked = link_pages(two_pages, Decisions((decision, Decision("e", "drop", entity=RICE))))
    (unused,) = linked.unused
    assert str(unused).startswith("decision 'd' (line 7) no longer applies: ")
    assert why in str(unused)
    assert linked.knowledge == decided(two_pages, Decision("e", "drop", entity=RICE))


def test_a_name_that_two_have_is_told_not_guessed(naming):
    pages = (naming("Product", "371122", "土蜂蜜"), naming("Product", "430182", "土蜂蜜"))
    (unused,) = link_pages(pages, Decisions((Decision("d", "drop", entity="土蜂蜜"),))).unused
    assert "2 things are named '土蜂蜜'" in str(unused)


def test_names_that_turn_out_to_be_one_thing_contradict_each_other_by_id(two_pages):
    items = (
        Decision("d1", "same", a="夜校行动", b=RICE, line=1),
        Decision("d2", "not_same", a=SCHOOL, b="青禾米", line=6),
    )
    with pytest.raises(InvalidDecisions, match=r"'d2' \(line 6\).*'d1' \(line 1\)"):
        link_pages(two_pages, Decisions(items))


def test_of_two_names_for_what_only_pages_join_the_first_holds_and_the_other_is_told(naming):
    pages = [naming("Organisation", "371122", name) for name in ("莒县人力资源和社会保障局", "莒县人社局")]
    ids = [page.entities[0].id for page in pages]
    items = (
        Decision("d1", "name", entity=ids[0], name="甲"),
        Decision("d2", "name", entity=ids[1], name="乙"),
    )
    linked = link_pages(pages, Decisions(items))
    assert [each.name for each in linked.knowledge.entities] == ["甲"]
    assert [each.decision.id for each in linked.unused] == ["d2"]


ALL = (COUNTY, TOWN, VILLAGE, SCHOOL, BUREAU, REPORTER, CORRESPONDENT, RICE, "person:1-无")
ids = st.sampled_from(ALL)
kinds = st.one_of(
    st.builds(lambda a, b: {"kind": "same", "a": a, "b": b}, ids, ids),
    st.builds(lambda a, b: {"kind": "not_same", "a": a, "b": b}, ids, ids),
    st.builds(lambda a, b: {"kind": "name", "entity": a, "name": b}, ids, st.sampled_from("甲乙")),
    st.builds(
        lambda a, b: {"kind": "type", "entity": a, "type": b}, ids, st.sampled_from(["Person", "Event"])
    ),
    st.builds(lambda a: {"kind": "drop", "entity": a}, ids),
    st.builds(
        lambda a, b, p: {"kind": "reject", "subject": a, "predicate": p, "object": b},
        ids,
        ids,
        st.sampled_from(["located_in", "runs", "writes_with"]),
    ),
).filter(lambda drawn: drawn.get("a") != drawn.get("b") or "a" not in drawn)


def consistent(drawn):
    items = tuple(Decision(f"d{number}", **values) for number, values in enumerate(drawn))
    try:
        return Decisions(items)
    except InvalidDecisions:
        return None


@given(st.lists(kinds, max_size=6), st.randoms())
def test_any_consistent_decisions_give_the_same_in_any_order_of_decisions_and_pages(two_pages, drawn, chance):
    decisions = consistent(drawn)
    if decisions is None:
        return
    turned = Decisions(tuple(chance.sample(decisions.items, len(decisions.items))))
    one, other = link_pages(two_pages, decisions), link_pages(two_pages[::-1], turned)
    assert (one.knowledge, one.merges, set(one.unused)) == (other.knowledge, other.merges, set(other.unused))


@given(st.lists(kinds, max_size=6))
def test_whatever_is_decided_every_end_is_an_entity_and_no_fact_is_made_up(two_pages, drawn):
    decisions = consistent(drawn)
    if decisions is None:
        return
    graph = link_pages(two_pages, decisions).knowledge
    known = {each.id for each in graph.entities}
    assert {end for each in graph.assertions for end in (each.subject, each.object) if end} <= known
    assert {mention.entity for page in graph.results for mention in page.mentions} <= known
    parents = {each.parent for each in graph.entities if each.parent}
    assert parents <= known | {each.parent for each in link(two_pages).entities}
    before = {evidence for each in link(two_pages).assertions for evidence in each.evidence}
    assert {evidence for each in graph.assertions for evidence in each.evidence} <= before
    for one in decisions.of_kind("not_same"):
        assert not any({one.a, one.b} <= {each.id, *each.former_ids} for each in graph.entities)
