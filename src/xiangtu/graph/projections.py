"""Simpler graphs made of the knowledge graph, for statistics and for questions about bylines and beats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import networkx as nx

from xiangtu.graph.network import ROLE
from xiangtu.vocabulary import load


def entity_graph(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the undirected graph with one edge for all that relates two entities.

    ``weight`` is the sum of the weights, ``kinds`` the sorted keys of the edges. Nodes and edges are added
    in sorted order, so that algorithms that depend on order give one result.
    """
    weights: dict[tuple[str, str], int] = defaultdict(int)
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        pair = (source, target) if source < target else (target, source)
        weights[pair] += attributes["weight"]
        kinds[pair].add(key)
    simple: nx.Graph[str] = nx.Graph()
    for node in sorted(graph):
        simple.add_node(node, **graph.nodes[node])
    for a, b in sorted(weights):
        simple.add_edge(a, b, weight=weights[a, b], kinds=tuple(sorted(kinds[a, b])))
    return simple


def role_graph(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the graph of what is stated: role edges only, and the entities that they join."""
    return _edges_where(graph, lambda _source, _target, _key, group: group == ROLE)


def byline_graph(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return who signs with whom and who reports on which township or programme."""
    beats = {"Township", "Programme"}

    def belongs(_source: str, target: str, key: str, _group: str) -> bool:
        return key == "writes_with" or (key == "reports_on" and graph.nodes[target]["type"] in beats)

    return _edges_where(graph, belongs)


def is_signer(roles: tuple[str, ...]) -> bool:
    """Whether one of the roles is that of a byline."""
    known = load().roles
    return any(known[role].byline for role in roles if role in known)


def _edges_where(
    graph: nx.MultiDiGraph[str], belongs: Callable[[str, str, str, str], bool]
) -> nx.MultiDiGraph[str]:
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges = sorted(
        (source, target, key)
        for source, target, key, edge in graph.edges(keys=True, data=True)
        if belongs(source, target, key, edge["group"])
    )
    for node in sorted({end for source, target, _ in edges for end in (source, target)}):
        part.add_node(node, **graph.nodes[node])
    for source, target, key in edges:
        part.add_edge(source, target, key=key, **graph.edges[source, target, key])
    return part
