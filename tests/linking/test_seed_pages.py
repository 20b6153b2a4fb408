"""The five pages, read and linked: what two pages print is one node, and no county has another's."""

from itertools import pairwise
from pathlib import Path

import pytest

from xiangtu.corpus import find_pages, read_page
from xiangtu.linking import link, link_pages
from xiangtu.model import id_parts
from xiangtu.pipeline.extraction import extract

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def results():
    files, _ = find_pages([SEEDS])
    pages = [read_page(file)[0] for file in files]
    return tuple(extract(page) for page in pages if page is not None)


@pytest.fixture(scope="module")
def graph(results):
    return link(results)


def pages_of(graph, identifier):
    return {
        result.page.id
        for result in graph.results
        for mention in result.mentions
        if mention.entity == identifier
    }


@pytest.mark.parametrize("name", ["朱冬", "黄旭", "徐志勤", "朱萌萌", "张启民", "陈哨兵", "梅月"])
def test_who_signs_on_two_pages_is_one_node(graph, name):
    (person,) = [entity for entity in graph.entities if entity.name == name]
    assert person.type == "Person"
    assert person.roles
    assert len(pages_of(graph, person.id)) >= 2


@pytest.mark.parametrize("name", ["杜集区", "石台镇", "朔里镇", "高岳街道", "杜集区人社局", "冯冬梅"])
def test_a_place_a_bureau_and_a_reporter_are_one_node(graph, name):
    found = [entity for entity in graph.entities if name in (entity.name, *entity.aliases)]
    assert len(found) == 1


def test_every_name_that_is_printed_twice_in_one_county_is_one_node_of_its_type(graph):
    named = sorted((entity.type, id_parts(entity.id)[0], entity.name) for entity in graph.entities)
    twice = {one for one, other in pairwise(named) if one == other}
    assert twice == set()


def test_nothing_of_one_county_is_joined_to_anothers(graph):
    for entity in graph.entities:
        assert {id_parts(each)[0] for each in (entity.id, *entity.former_ids)} == {id_parts(entity.id)[0]}


def test_any_order_one_at_a_time_or_together_is_the_same(results, graph):
    assert link(results[::-1]) == graph
    assert link((*results[2:], *results[:2])) == graph
    assert link(graph.results) == graph


def test_every_join_says_why_and_how_sure(results):
    for merge in link_pages(results).merges:
        assert merge.reason
        assert 0.5 < merge.confidence <= 1
