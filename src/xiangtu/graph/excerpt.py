"""Of a corpus too large to draw or to tell whole: what is named most, on the pages that name most of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest, nsmallest

from xiangtu.graph.cooccurrence import Cooccurrence
from xiangtu.graph.counting import StrongestPairs
from xiangtu.graph.network import appearances
from xiangtu.model import Assertion, Entity, Evidence, KnowledgeGraph, PageResult, TextEvidence


@dataclass(frozen=True, slots=True)
class Size:
    """How many pages, entities and pairs of entities."""

    pages: int
    entities: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a corpus, in memory: a graph of its own with its pairs, whose numbers are the corpus' own."""

    knowledge: KnowledgeGraph
    pairs: tuple[Cooccurrence, ...]


def excerpt(knowledge: KnowledgeGraph, pairs: StrongestPairs, size: Size) -> Excerpt:
    """Return the backbone of a corpus.

    Entities are those that most articles name, with all that they lie in or belong to; pages those that name
    most of these; pairs those of two of them with the greatest log-likelihood. What was not chosen is in
    none of the records: no mention, no evidence, no assertion without what it rests on. What is alike comes
    in the order of ids.

    Parameters
    ----------
    knowledge, pairs:
        The corpus, read a few times from disk.
    size:
        The most to take; parents come on top.
    """
    entities = _entities(knowledge, size.entities)
    chosen = {entity.id for entity in entities}
    pages = _pages(knowledge.results, chosen, size.pages)
    results = (result for result in knowledge.results if result.page.id in pages)
    limited = KnowledgeGraph(
        tuple(_named_only(result, chosen) for result in results),
        tuple(replace(entity, evidence=_on_pages(entity.evidence, pages)) for entity in entities),
        tuple(_resting_on(knowledge.assertions, chosen, pages)),
        knowledge.header,
    )
    return Excerpt(limited, tuple(_pairs(pairs, chosen, pages, size.pairs)))


def _entities(knowledge: KnowledgeGraph, most: int) -> tuple[Entity, ...]:
    found = appearances(knowledge)
    first = nsmallest(most, found, key=lambda each: (-found[each].articles, each))
    parents = {entity.id: entity.parent for entity in knowledge.entities if entity.parent is not None}
    chosen: set[str] = set()
    for identifier in first:
        above: str | None = identifier
        while above is not None and above not in chosen:
            chosen.add(above)
            above = parents.get(above)
    return tuple(entity for entity in knowledge.entities if entity.id in chosen)


def _pages(results: Iterable[PageResult], chosen: Collection[str], most: int) -> frozenset[str]:
    named = (
        (-len({mention.entity for mention in result.mentions if mention.entity in chosen}), result.page.id)
        for result in results
    )
    return frozenset(page_id for _, page_id in nsmallest(most, named))


def _named_only(result: PageResult, chosen: Collection[str]) -> PageResult:
    return replace(
        result,
        mentions=tuple(mention for mention in result.mentions if mention.entity in chosen),
        entities=(),
        assertions=(),
    )


def _resting_on(
    assertions: Iterable[Assertion], chosen: Collection[str], pages: Collection[str]
) -> Iterable[Assertion]:
    for assertion in assertions:
        if assertion.subject not in chosen or (assertion.object or assertion.subject) not in chosen:
            continue
        evidence = _on_pages(assertion.evidence, pages)
        if evidence:
            yield replace(assertion, evidence=evidence)


def _on_pages(evidence: Iterable[Evidence], pages: Collection[str]) -> tuple[Evidence, ...]:
    return tuple(each for each in evidence if not isinstance(each, TextEvidence) or each.page in pages)


def _pairs(
    pairs: StrongestPairs, chosen: Collection[str], pages: Collection[str], most: int
) -> Iterable[Cooccurrence]:
    between = (row for row in pairs.rows() if pairs.ends(row)[0] in chosen and pairs.ends(row)[1] in chosen)
    for row in sorted(nlargest(most, between, key=lambda each: (each.g2, each))):
        pair = pairs.pair(row)
        evidence = tuple(each for each in pair.evidence if each.page in pages)
        if evidence:
            yield replace(pair, evidence=evidence)


def as_facts(whole: KnowledgeGraph, part: Excerpt) -> Mapping[str, str]:
    """Return for the header of a file what it is an excerpt of, in figures of both."""
    graph = part.knowledge
    counted = (
        ("pages", graph.results, whole.results),
        ("entities", graph.entities, whole.entities),
        ("assertions", graph.assertions, whole.assertions),
    )
    shares = ", ".join(f"{len(some):,} of {len(every):,} {name}" for name, some, every in counted)
    return {"excerpt": f"{shares}: what is named most; nodes.csv, edges.csv and xiangtu.ttl have all"}
