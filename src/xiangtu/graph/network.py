"""The knowledge graph as a networkx graph: one node an entity, one edge a kind of relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from xiangtu.graph.cooccurrence import ArticleKey, Cooccurrence, counts
from xiangtu.graph.counting import by_ends
from xiangtu.model import Assertion, KnowledgeGraph, TextEvidence

ROLE = "role"
COOCCURRENCE = "cooccurrence"


@dataclass(slots=True)
class Appearances:
    """In how many articles an entity is named, signing included, and how many of its mentions count."""

    articles: int = 0
    mentions: int = 0


def appearances(knowledge: KnowledgeGraph) -> Mapping[str, Appearances]:
    """Return the appearances of every entity by id; the pages are read once, one after the other."""
    found = {entity.id: Appearances() for entity in knowledge.entities}
    for result in knowledge.results:
        by_id = {article.id: article for article in result.articles}
        named = {(mention.entity, mention.article) for mention in result.mentions}
        for entity, _ in named:
            if entity is not None:
                found[entity].articles += 1
        for mention in result.mentions:
            if mention.entity is not None:
                found[mention.entity].mentions += counts(by_id[mention.article], mention)
    return found


def build_graph(
    knowledge: KnowledgeGraph, cooccurrences: Collection[Cooccurrence] = ()
) -> nx.MultiDiGraph[str]:
    """Return the graph of all entities, in sorted order.

    Parameters
    ----------
    knowledge:
        The linked corpus.
    cooccurrences:
        Pairs to add as edges, usually ``strongest(cooccurrences(knowledge))``.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are entity ids with the attributes ``name``, ``type``, ``parent`` (id or ``""``), ``roles``
        (tuple), ``status``, ``confidence``, ``mentions`` (how many count) and ``articles`` (sorted tuple of
        `ArticleKey`: those that name it, signing included).

        Role edges have their predicate as key, ``group="role"``, ``assertions`` (all of this predicate
        between the two, several posts for instance), ``weight`` (number of articles that say so, at least
        1) and ``confidence``. Figures are no edges; they are `KnowledgeGraph.assertions` of ``measure``.

        Co-occurrence edges have their scope as key, go from the smaller id to the larger, and carry
        ``group="cooccurrence"``, ``pair`` (the `Cooccurrence`), ``weight`` (its count) and ``npmi``.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    articles, mentions = _appearances(knowledge)
    for entity in knowledge.entities:
        graph.add_node(
            entity.id,
            name=entity.name,
            type=entity.type,
            parent=entity.parent or "",
            roles=entity.roles,
            status=entity.status,
            confidence=entity.confidence,
            mentions=mentions[entity.id],
            articles=tuple(sorted(articles[entity.id])),
        )
    _add_role_edges(graph, knowledge.assertions)
    for pair in by_ends(cooccurrences):
        graph.add_edge(
            pair.a, pair.b, key=pair.scope, group=COOCCURRENCE, pair=pair, weight=pair.count, npmi=pair.npmi
        )
    return graph


def _appearances(knowledge: KnowledgeGraph) -> tuple[dict[str, set[ArticleKey]], dict[str, int]]:
    articles: dict[str, set[ArticleKey]] = defaultdict(set)
    mentions: dict[str, int] = defaultdict(int)
    for result in knowledge.results:
        by_id = {article.id: article for article in result.articles}
        for mention in result.mentions:
            if mention.entity is not None:
                articles[mention.entity].add(ArticleKey(result.page.id, mention.article))
                mentions[mention.entity] += counts(by_id[mention.article], mention)
    return articles, mentions


def _add_role_edges(graph: nx.MultiDiGraph[str], assertions: Iterable[Assertion]) -> None:
    grouped: dict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        if assertion.object is not None and assertion.object != assertion.subject:
            grouped[assertion.subject, assertion.object, assertion.type].append(assertion)
    for (subject, target, predicate), group in sorted(grouped.items()):
        says = {
            (evidence.page, evidence.article)
            for assertion in group
            for evidence in assertion.evidence
            if isinstance(evidence, TextEvidence)
        }
        graph.add_edge(
            subject,
            target,
            key=predicate,
            group=ROLE,
            assertions=tuple(group),
            weight=max(len(says), 1),
            confidence=max(assertion.confidence for assertion in group),
        )
