"""The same as a data set with one named graph an article: N-Quads and JSON-LD.

The named graph of an article holds what that article says; what comes from no single article stands in the
default graph. A fact that two articles state is in both graphs, so count with DISTINCT, or use the Turtle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from xiangtu.model import KnowledgeGraph
from xiangtu.rdf.content import Content
from xiangtu.rdf.namespaces import DEFAULT_BASE

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence


def write_nquads(
    knowledge: KnowledgeGraph,
    cooccurrences: Collection[Cooccurrence],
    path: Path,
    *,
    base: str = DEFAULT_BASE,
    quotes: bool = True,
) -> None:
    """Write the graph as N-Quads; parameters as for `write_turtle`."""
    content = Content(knowledge, cooccurrences, base, quotes)
    with path.open("wb") as file:
        serialize(_quads(content), file, RdfFormat.N_QUADS)


def write_json_ld(
    knowledge: KnowledgeGraph,
    cooccurrences: Collection[Cooccurrence],
    path: Path,
    *,
    base: str = DEFAULT_BASE,
    quotes: bool = True,
) -> None:
    """Write the graph as JSON-LD; parameters as for `write_turtle`."""
    content = Content(knowledge, cooccurrences, base, quotes)
    with path.open("wb") as file:
        serialize(_quads(content), file, RdfFormat.JSON_LD)
        file.write(b"\n")


def _quads(content: Content) -> Iterator[Quad]:
    """Yield the default graph, then the articles' graphs, each quad once."""
    total = sum(1 for _ in _shared(content)) + sum(1 for _ in _of_articles(content))
    header = content.header(total).descriptions
    yield from (_quad(triple) for each in header for triple in each.triples())
    yield from _shared(content)
    yield from _of_articles(content)


def _shared(content: Content) -> Iterator[Quad]:
    for section in content.common():
        for description in section.descriptions:
            yield from map(_quad, description.triples())


def _of_articles(content: Content) -> Iterator[Quad]:
    for graph, descriptions in content.of_articles():
        for triple in dict.fromkeys(triple for each in descriptions for triple in each.triples()):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)
