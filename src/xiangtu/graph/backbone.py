"""The part of a large graph that is drawn first: what its strongest edges join."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from xiangtu.graph.cooccurrence import Cooccurrence
from xiangtu.graph.statistics import ranked

Pair = tuple[str, str]


def backbone(
    graph: nx.MultiDiGraph[str], pairs: Iterable[Cooccurrence], size: int, order: Iterable[str] | None = None
) -> frozenset[str]:
    """Return at most `size` nodes: the ends of the strongest edges, then, where edges run out, by rank.

    An edge is as strong as the association of its two ends: log-likelihood (Dunning, *Accurate methods for
    the statistics of surprise and coincidence*, 1993) of being named together, in a sentence or an article,
    the greater of the two. Of edges alike, the one more articles state, then that of the higher ranked ends
    comes first. A relation that only the gazetteer states has no such association and comes last.

    Parameters
    ----------
    graph:
        As `build_graph` returns it: its edges are what may be drawn.
    pairs:
        Co-occurrences, for the association of ends that a role joins as well.
    size:
        Number of nodes, 0 or more. A graph with no more is returned whole.
    order:
        All nodes by rank, where they are known; by default ``ranked(graph)``.
    """
    if len(graph) <= size:
        return frozenset(graph)
    by_rank = tuple(ranked(graph) if order is None else order)
    rank = {node: index for index, node in enumerate(by_rank)}
    chosen: set[str] = set()
    for a, b in (*_strongest_first(graph, pairs, rank), *((node, node) for node in by_rank)):
        if len(chosen) + (a not in chosen) + (b not in chosen and a != b) <= size:
            chosen |= {a, b}
        if len(chosen) == size:
            break
    return frozenset(chosen)


def _strongest_first(
    graph: nx.MultiDiGraph[str], pairs: Iterable[Cooccurrence], rank: dict[str, int]
) -> list[Pair]:
    weight: dict[Pair, int] = {}
    for source, target, attributes in graph.edges(data=True):
        pair = _sorted(source, target)
        weight[pair] = max(weight.get(pair, 0), attributes["weight"])
    association: dict[Pair, float] = {}
    for each in pairs:
        pair = _sorted(each.a, each.b)
        if pair in weight:
            association[pair] = max(association.get(pair, 0.0), each.g2)

    def strength(pair: Pair) -> tuple[float, int, int, int]:
        first, second = sorted(rank[end] for end in pair)
        return -association.get(pair, 0.0), -weight[pair], first, second

    return sorted(weight, key=strength)


def _sorted(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)
