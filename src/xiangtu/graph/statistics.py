"""Degrees, centralities, cores and communities of the entity graph.

All of it runs on nodes and edges in sorted order and on one thread, as threads would add up in another order
each time: the same numbers on every machine, rounded to `DECIMALS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import rustworkx

from xiangtu.graph.projections import entity_graph

DECIMALS = 6
DAMPING = 0.85
POWER_ITERATIONS = 200
SMALLEST_CHANGE = 1e-10
"""PageRank has converged when all ranks together change by less."""
COMMUNITY_SEED = 20231
"""Any fixed number will do: the seed only makes Louvain's order of visits the same each time."""
EXACT_STEPS = 3 * 10**8
"""Nodes × edges up to which betweenness is exact: a quarter of a minute."""
PIVOT_STEPS = 10**7
"""Pivots × edges where it is not: as long."""


@dataclass(frozen=True, slots=True)
class NodeStatistics:
    """One entity's numbers in the entity graph.

    `degree` is the number of neighbours, `weighted_degree` the sum of the edges' weights, `betweenness` the
    share of shortest paths (unweighted) through it, `pagerank` sums to 1 over all, `core` the largest k of a
    k-core that holds it, `community` the number of its community.
    """

    id: str
    degree: int
    weighted_degree: int
    betweenness: float
    pagerank: float
    core: int
    community: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The numbers of the whole entity graph.

    `nodes` are sorted by id; `communities` by size, then first member, members sorted. `modularity` is that
    of the communities, weighted; 0 where there is no edge. `degrees` are (degree, number of nodes), sorted.
    `pivots` is the number of nodes that betweenness was reckoned from: where it is less than all nodes,
    betweenness is an estimate.
    """

    nodes: tuple[NodeStatistics, ...]
    communities: tuple[tuple[str, ...], ...]
    modularity: float
    density: float
    components: int
    degrees: tuple[tuple[int, int], ...]
    pivots: int


def statistics(graph: nx.MultiDiGraph[str]) -> Statistics:
    """Return the statistics of the graph's entity graph (see `entity_graph`).

    Betweenness takes nodes × edges steps. Above `EXACT_STEPS` it is estimated from pivots spread evenly over
    the nodes in sorted order (Brandes and Pich, *Centrality estimation in large networks*, 2007).
    """
    simple = entity_graph(graph)
    order = sorted(simple)
    edges = simple.number_of_edges()
    is_exact = len(order) * edges <= EXACT_STEPS
    pivots = len(order) if is_exact else max(1, min(len(order), PIVOT_STEPS // edges))
    betweenness = _betweenness(simple, order, pivots)
    rank = pagerank(simple)
    core = nx.core_number(simple)
    groups = communities(simple)
    community = {member: number for number, group in enumerate(groups) for member in group}
    degree = dict(simple.degree())
    weighted = dict(simple.degree(weight="weight"))
    return Statistics(
        nodes=tuple(
            NodeStatistics(
                node,
                degree[node],
                int(weighted[node]),
                round(betweenness[node], DECIMALS),
                round(rank[node], DECIMALS),
                core[node],
                community[node],
            )
            for node in order
        ),
        communities=groups,
        modularity=round(nx.community.modularity(simple, [set(group) for group in groups]), DECIMALS)
        if edges
        else 0.0,
        density=round(nx.density(simple), DECIMALS) if order else 0.0,
        components=nx.number_connected_components(simple),
        degrees=tuple(sorted(Counter(degree.values()).items())),
        pivots=pivots,
    )


def _betweenness(simple: nx.Graph[str], order: Sequence[str], pivots: int) -> dict[str, float]:
    """Return normalised betweenness, from `pivots` nodes of `order` at equal distances."""
    if pivots >= len(order):
        exact = rustworkx.graph_betweenness_centrality(
            _numbered(simple, order), parallel_threshold=len(order) + 1
        )
        return {node: exact[index] for index, node in enumerate(order)}
    sources = [order[index * len(order) // pivots] for index in range(pivots)]
    partial = nx.betweenness_centrality_subset(simple, sources, order)
    others = (len(order) - 1) * (len(order) - 2)
    return {node: 2 * partial[node] * len(order) / pivots / others for node in order}


def pagerank(simple: nx.Graph[str]) -> dict[str, float]:
    """Return the weighted PageRank of an undirected graph; a node without neighbours gives to all alike."""
    order = sorted(simple)
    if not order:
        return {}
    rank = rustworkx.pagerank(
        _numbered(simple, order).to_directed(),
        alpha=DAMPING,
        weight_fn=float,
        tol=SMALLEST_CHANGE / len(order),
        max_iter=POWER_ITERATIONS,
    )
    return {node: rank[index] for index, node in enumerate(order)}


def _numbered(simple: nx.Graph[str], order: Sequence[str]) -> rustworkx.PyGraph[str, int]:
    """Return the graph for rustworkx, weights on its edges: nodes as in `order`, edges sorted.

    networkx needs scipy for PageRank, and twenty times as long for betweenness.
    """
    number = {node: index for index, node in enumerate(order)}
    ends = ((*sorted((number[a], number[b])), data["weight"]) for a, b, data in simple.edges(data=True))
    numbered: rustworkx.PyGraph[str, int] = rustworkx.PyGraph(multigraph=False)
    numbered.add_nodes_from(order)
    numbered.add_edges_from(sorted(ends))
    return numbered


def ranked(graph: nx.MultiDiGraph[str]) -> tuple[str, ...]:
    """Return all nodes, the most important first: by PageRank of the entity graph, then id."""
    rank = pagerank(entity_graph(graph))
    return tuple(sorted(rank, key=lambda node: (-round(rank[node], DECIMALS + 3), node)))


def communities(simple: nx.Graph[str]) -> tuple[tuple[str, ...], ...]:
    """Return Louvain's communities (weighted, seeded), the largest first.

    Nodes are numbered in sorted order before the algorithm sees them: it keeps them in sets, and sets of
    strings are read in another order in each run.
    """
    order = sorted(simple)
    if not order:
        return ()
    number = {node: index for index, node in enumerate(order)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(order)))
    for a, b, weight in sorted(
        (number[a], number[b], data["weight"]) for a, b, data in simple.edges(data=True)
    ):
        numbered.add_edge(a, b, weight=weight)
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=COMMUNITY_SEED)
    named = [tuple(sorted(order[index] for index in group)) for group in groups]
    return tuple(sorted(named, key=lambda group: (-len(group), group)))
