"""The part of a large corpus that is drawn and told: a graph of its own."""

import pytest

from xiangtu.graph import PairCounts, Size, as_facts, excerpt
from xiangtu.linking import link
from xiangtu.model import TextEvidence, entity_id

VILLAGE = entity_id("Village", "990101", "石桥村")
TOWN = entity_id("Township", "990101", "柳溪镇")
COUNTY = entity_id("Region", "990101", "青禾县")


@pytest.fixture(scope="module")
def knowledge(two_pages):
    return link(two_pages)


def part_of(knowledge, **size):
    with PairCounts(knowledge) as counts:
        return excerpt(knowledge, counts.strongest(), Size(**size))


def test_it_has_what_most_articles_name_and_where_that_lies(knowledge):
    part = part_of(knowledge, pages=2, entities=1, pairs=9)
    assert {entity.id for entity in part.knowledge.entities} == {VILLAGE, TOWN, COUNTY}


def test_it_is_a_graph_of_its_own(knowledge):
    for pages in (0, 1, 2):
        for entities in range(len(knowledge.entities) + 1):
            part = part_of(knowledge, pages=pages, entities=entities, pairs=3)
            graph = part.knowledge
            known = {entity.id for entity in graph.entities}
            page_ids = {result.page.id for result in graph.results}
            assert len(page_ids) == pages
            assert {mention.entity for result in graph.results for mention in result.mentions} <= known
            assert {entity.parent for entity in graph.entities if entity.parent} <= known
            for each in graph.assertions:
                assert {each.subject, each.object or each.subject} <= known
                assert each.evidence
            for pair in part.pairs:
                assert {pair.a, pair.b} <= known
            cited = [each for record in (*graph.assertions, *part.pairs) for each in record.evidence]
            assert {each.page for each in cited if isinstance(each, TextEvidence)} <= page_ids


def test_large_enough_it_is_the_corpus(knowledge):
    part = part_of(knowledge, pages=9, entities=99, pairs=999)
    assert part.knowledge.entities == knowledge.entities
    assert part.knowledge.assertions == knowledge.assertions
    with PairCounts(knowledge) as counts:
        assert part.pairs == tuple(counts.strongest())


def test_it_says_of_what_it_is_a_part(knowledge):
    part = part_of(knowledge, pages=1, entities=1, pairs=1)
    assert "1 of 2 pages, 3 of " in as_facts(knowledge, part)["excerpt"]
