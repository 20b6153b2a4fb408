"""The networkx graph, its projections and statistics."""

import sys

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.link_analysis import pagerank_alg

from xiangtu.graph import (
    build_graph,
    byline_graph,
    communities,
    cooccurrences,
    entity_graph,
    pagerank,
    ranked,
    role_graph,
    statistics,
)
from xiangtu.linking import link
from xiangtu.model import KnowledgeGraph, entity_id

VILLAGE = entity_id("Village", "990101", "石桥村")
TOWN = entity_id("Township", "990101", "柳溪镇")
REPORTER = entity_id("Person", "990101", "李禾")


@pytest.fixture(scope="module")
def graph(two_pages):
    knowledge = link(two_pages)
    return build_graph(knowledge, cooccurrences(knowledge))


def test_every_entity_is_a_node_and_every_relation_an_edge(two_pages, graph):
    knowledge = link(two_pages)
    assert set(graph) == {entity.id for entity in knowledge.entities}
    says = {(each.subject, each.object, each.type) for each in knowledge.assertions if each.object}
    assert says == set(role_graph(graph).edges(keys=True))


def test_role_and_co_occurrence_between_two_nodes_are_parallel_edges(graph):
    keys = set(graph[VILLAGE][TOWN]) | set(graph[TOWN][VILLAGE])
    assert keys == {"located_in", "sentence", "article"}


def test_the_weight_of_a_role_is_the_number_of_articles_that_say_so(graph):
    assert graph.edges[VILLAGE, TOWN, "located_in"]["weight"] == 2


def test_two_posts_at_one_body_are_one_edge_with_two_assertions(write_page, story):
    page = write_page(
        "a",
        [
            story(
                "题",
                "[甲镇|Township]党委副书记、镇长[周明|Person]。",
                says=tuple(("holds_post", "周明", "甲镇", {"post": post}) for post in ("镇长", "党委副书记")),
            )
        ],
    )
    (edge,) = build_graph(link((page,))).edges(data=True)
    assert sorted(each.post for each in edge[2]["assertions"]) == ["党委副书记", "镇长"]


def test_nodes_know_their_articles_and_how_often_they_are_named(graph):
    assert graph.nodes[REPORTER]["mentions"] == 0
    assert len(graph.nodes[REPORTER]["articles"]) == 2
    assert graph.nodes[VILLAGE]["mentions"] == 5


def test_the_byline_graph_has_signers_and_their_beats_only(graph):
    beat = byline_graph(graph)
    assert set(beat.edges(keys=True)) == {
        (REPORTER, TOWN, "reports_on"),
        (REPORTER, entity_id("Person", "990101", "王穗"), "writes_with"),
    }


def test_statistics_are_networkxs_own(graph):
    found = statistics(graph)
    simple = entity_graph(graph)
    betweenness = nx.betweenness_centrality(simple)
    for node in found.nodes:
        assert node.degree == simple.degree[node.id]
        assert node.betweenness == pytest.approx(betweenness[node.id], abs=1e-6)
    assert sum(node.pagerank for node in found.nodes) == pytest.approx(1, abs=1e-4)
    assert sum(len(group) for group in found.communities) == len(graph)
    assert sum(number for _, number in found.degrees) == len(graph)


def test_betweenness_of_a_large_graph_is_estimated_and_says_so(graph, monkeypatch):
    exact = statistics(graph)
    assert exact.pivots == len(graph)
    edges = entity_graph(graph).number_of_edges()
    module = sys.modules["xiangtu.graph.statistics"]
    monkeypatch.setattr(module, "EXACT_STEPS", 1)
    monkeypatch.setattr(module, "PIVOT_STEPS", (len(graph) - 1) * edges)
    estimate = statistics(graph)
    assert estimate.pivots == len(graph) - 1
    for one, other in zip(exact.nodes, estimate.nodes, strict=True):
        assert one.betweenness == pytest.approx(other.betweenness, abs=0.1)


def test_statistics_of_an_empty_graph_and_of_one_node():
    empty = statistics(build_graph(KnowledgeGraph((), (), ())))
    assert (empty.nodes, empty.modularity, empty.components) == ((), 0.0, 0)
    lone: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    lone.add_node("a", type="Village", name="甲", parent="", articles=())
    assert statistics(lone).nodes[0].pagerank == 1.0


edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5)), max_size=30)


def weighted_graph(drawn):
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from("abcdefghij")
    for a, b, weight in drawn:
        if a != b:
            simple.add_edge("abcdefghij"[a], "abcdefghij"[b], weight=weight)
    return simple


@given(edges)
def test_pagerank_satisfies_its_equation(drawn):
    simple = weighted_graph(drawn)
    rank = pagerank(simple)
    strength = dict(simple.degree(weight="weight"))
    stranded = sum(rank[node] for node in simple if not strength[node])
    for node in simple:
        into = sum(rank[other] * data["weight"] / strength[other] for other, data in simple[node].items())
        assert rank[node] == pytest.approx((0.15 + 0.85 * stranded) / 10 + 0.85 * into, abs=1e-6)


def drawn_graph(drawn):
    directed: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    directed.add_nodes_from("abcdefghij", type="Village", name="甲", parent="", articles=())
    for a, b, weight in drawn:
        if a != b:
            directed.add_edge("abcdefghij"[a], "abcdefghij"[b], weight=weight)
    return directed


@given(edges)
def test_the_faster_library_gives_networkxs_numbers(drawn):
    directed = drawn_graph(drawn)
    simple = entity_graph(directed)
    betweenness = nx.betweenness_centrality(simple)
    # networkx's public function asks for scipy; this is the one that it ships beside it
    rank = pagerank_alg._pagerank_python(simple, tol=1e-12, max_iter=500)  # type: ignore[attr-defined]
    core = nx.core_number(simple)
    for node in statistics(directed).nodes:
        assert node.betweenness == pytest.approx(betweenness[node.id], abs=1e-6)
        assert node.pagerank == pytest.approx(rank[node.id], abs=1e-6)
        assert node.core == core[node.id]


@given(edges)
def test_statistics_do_not_depend_on_the_order_of_edges(drawn):
    assert statistics(drawn_graph(drawn)) == statistics(drawn_graph(drawn[::-1]))


@given(edges)
def test_communities_do_not_depend_on_the_order_of_edges(drawn):
    once = [(a, b, weight) for (a, b), weight in {(min(a, b), max(a, b)): w for a, b, w in drawn}.items()]
    assert communities(weighted_graph(once)) == communities(weighted_graph(once[::-1]))


def test_ranking_is_by_importance_then_id(graph):
    order = ranked(graph)
    assert set(order) == set(graph)
    rank = pagerank(entity_graph(graph))
    assert [round(rank[node], 6) for node in order] == sorted(
        (round(r, 6) for r in rank.values()), reverse=True
    )
