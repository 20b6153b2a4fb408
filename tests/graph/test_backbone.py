"""What a large graph opens with."""

from itertools import pairwise
from random import Random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from xiangtu.graph import Cooccurrence, backbone


def chain(*names: str) -> "nx.MultiDiGraph[str]":
    """Return a graph that joins each name to the next."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(names))
    for a, b in pairwise(names):
        graph.add_edge(a, b, key="partner_with", weight=1)
    return graph


def pair(a: str, b: str, g2: float) -> Cooccurrence:
    """Return two that are named together in one sentence."""
    return Cooccurrence(a, b, "sentence", 1, 0.5, g2, ())


def test_the_ends_of_the_most_strongly_associated_edges_are_kept() -> None:
    graph = chain("甲", "乙", "丙", "丁", "戊")
    kept = backbone(graph, [pair("甲", "乙", 3.0), pair("丁", "戊", 20.0)], 2)
    assert kept == {"丁", "戊"}


def test_a_strong_pair_that_is_no_edge_counts_nothing() -> None:
    graph = chain("甲", "乙", "丙", "丁")
    assert backbone(graph, [pair("甲", "丁", 99.0), pair("丙", "丁", 5.0)], 2) == {"丙", "丁"}


def test_where_edges_run_out_the_highest_ranked_follow() -> None:
    graph = chain("甲", "乙")
    graph.add_nodes_from(["丙", "丁"])
    assert {"甲", "乙"} < backbone(graph, [], 3)


def test_a_small_graph_is_its_own_backbone() -> None:
    assert backbone(chain("甲", "乙"), [], 2) == {"甲", "乙"}


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3)), max_size=40),
    st.integers(0, 14),
    st.randoms(),
)
def test_the_size_is_met_and_order_does_not_matter(
    edges: list[tuple[int, int, int]], size: int, chance: Random
) -> None:
    def built(rows: list[tuple[int, int, int]]) -> frozenset[str]:
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(sorted(f"n{index}" for index in range(13)))
        pairs = []
        for a, b, strength in rows:
            first, second = sorted((f"n{a}", f"n{b}"))
            if first != second:
                graph.add_edge(first, second, weight=1)
                pairs.append(pair(first, second, float(strength)))
        return backbone(graph, pairs, size)

    shuffled = list(edges)
    chance.shuffle(shuffled)
    assert built(edges) == built(shuffled)
    assert len(built(edges)) == min(size, 13)
