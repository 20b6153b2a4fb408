"""The header of an export: what it is, how it was made, how much it holds (VoID, DCAT, Dublin Core)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from xiangtu.model import KnowledgeGraph, count_by_type
from xiangtu.rdf.description import Description, integer, text
from xiangtu.rdf.namespaces import ONTOLOGY, Names, term
from xiangtu.vocabulary import load

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TITLES = (("乡图知识图谱", "zh"), ("Xiangtu knowledge graph", "en"))
RIGHTS = (
    ("图谱数据以 CC BY 4.0 发布（地名代码的来源见 NOTICE）；所引原文的版权归原报及作者。", "zh"),
    (
        "The graph is released under CC BY 4.0 (sources of the place codes: NOTICE); "
        "the quoted sentences belong to the newspapers and authors.",
        "en",
    ),
)

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence


def describe_dataset(
    knowledge: KnowledgeGraph, pairs: Collection[Cooccurrence], triples: int, names: Names
) -> Iterator[Description]:
    """Yield the data set, then its partition by class and by predicate.

    Parameters
    ----------
    triples:
        Number of all triples of the export beside those of this header.
    """
    partitions = list(_partitions(knowledge, pairs, names))
    described = Description(names.node("dataset", "xiangtu"), "void:Dataset", "dcat:Dataset")
    described.add("dcterms:title", *(text(*title) for title in TITLES))
    described.add("dcterms:license", NamedNode(LICENCE))
    described.add("dcterms:rights", *(text(*right) for right in RIGHTS))
    described.add("xt:buildFact", *(text(f"{name}={value}") for name, value in knowledge.header))
    pages = (names.node("page", result.page.id) for result in knowledge.results)
    described.add("prov:wasDerivedFrom", *pages)
    described.add("void:uriSpace", text(names.base)).add("void:vocabulary", NamedNode(ONTOLOGY))
    described.add("void:documents", integer(len(knowledge.results)))
    described.add("void:entities", integer(len(knowledge.entities)))
    described.add("void:classPartition", *(each.subject for kind, each in partitions if kind == "class"))
    described.add("void:propertyPartition", *(each.subject for kind, each in partitions if kind != "class"))
    of_header = sum(1 for each in (described, *(each for _, each in partitions)) for _ in each.triples())
    described.add("void:triples", integer(triples + of_header + 1))
    yield described
    yield from (each for _, each in partitions)


def _partitions(
    knowledge: KnowledgeGraph, pairs: Collection[Cooccurrence], names: Names
) -> Iterator[tuple[str, Description]]:
    vocabulary = load()
    types = count_by_type(knowledge.entities)
    classes = [(kind, vocabulary.types[kind].iri, number) for kind, number in types.items()]
    scopes = _by_scope(pairs)
    classes += [(scope, vocabulary.cooccurrence[scope].iri, number) for scope, number in scopes.items()]
    articles = sum(len(result.articles) for result in knowledge.results)
    classes.append(("Article", "schema:NewsArticle", articles))
    for key, iri, number in sorted(classes):
        described = Description(names.node("dataset", "class", key), "void:Dataset")
        described.add("void:class", term(iri)).add("void:entities", integer(number))
        yield "class", described
    for key, number in count_by_type(knowledge.assertions).items():
        described = Description(names.node("dataset", "predicate", key), "void:Dataset")
        described.add("void:property", term(vocabulary.predicates[key].iri))
        described.add("rdfs:label", text(vocabulary.predicates[key].zh, "zh"))
        yield "predicate", described.add("void:entities", integer(number))


def _by_scope(pairs: Collection[Cooccurrence]) -> Mapping[str, int]:
    from xiangtu.graph import StrongestPairs

    if isinstance(pairs, StrongestPairs):
        return pairs.by_scope()
    return Counter(pair.scope for pair in pairs)
