"""The same as a data set with one named graph an article: N-Quads and JSON-LD.

The named graph of an article holds what that article says; what comes from no single article stands in the
default graph. A fact that two articles state is in both graphs, so count with DISTINCT, or use the Turtle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, serialize

from xiangtu.model import KnowledgeGraph
from xiangtu.rdf.content import Content
from xiangtu.rdf.namespaces import DEFAULT_BASE

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence


def write_nquads(
    knowledge: KnowledgeGraph,
    cooccurrences: Iterable[Cooccurrence],
    path: Path,
    *,
    base: str = DEFAULT_BASE,
    quotes: bool = True,
) -> None:
    """Write the graph as N-Quads; parameters as for `write_turtle`."""
    content = Content(knowledge, tuple(cooccurrences), base, quotes)
    with path.open("wb") as file:
        serialize(_quads(content), file, RdfFormat.N_QUADS)


def write_json_ld(
    knowledge: KnowledgeGraph,
    cooccurrences: Iterable[Cooccurrence],
    path: Path,
    *,
    base: str = DEFAULT_BASE,
    quotes: bool = True,
) -> None:
    """Write the graph as JSON-LD; parameters as for `write_turtle`."""
    content = Content(knowledge, tuple(cooccurrences), base, quotes)
    with path.open("wb") as file:
        serialize(_quads(content), file, RdfFormat.JSON_LD)
        file.write(b"\n")


def _quads(content: Content) -> Iterator[Quad]:
    """Yield the default graph, then the articles' graphs, each quad once."""
    common = [each for section in content.common() for each in section.descriptions]
    shared = [triple for description in common for triple in description.triples()]
    graphs = [
        (graph, list(dict.fromkeys(triple for each in descriptions for triple in each.triples())))
        for graph, descriptions in content.of_articles()
    ]
    total = len(shared) + sum(len(triples) for _, triples in graphs)
    header = content.header(total).descriptions
    for triple in (*(triple for each in header for triple in each.triples()), *shared):
        yield Quad(triple.subject, triple.predicate, triple.object)
    for graph, triples in graphs:
        for triple in triples:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
