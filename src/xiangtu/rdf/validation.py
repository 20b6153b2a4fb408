"""Holds an export to the shapes and says in plain words what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from xiangtu.rdf.namespaces import VOCABULARIES
from xiangtu.rdf.ontology import SHAPES_FILE, ontology_folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What a node of an export should not be.

    `name` is the label of the node or of what it is about, `article` the headline of the article that it
    comes from (``""`` where there is none), `node` its IRI, `path` the property concerned, `value` the value.
    """

    name: str
    article: str
    message: str
    path: str
    value: str
    node: str


def validate(path: Path) -> list[Violation]:
    """Return what in a Turtle file violates the shapes, sorted; an empty list if all is well.

    Raises
    ------
    OSError, SyntaxError
        If the file cannot be read or is no Turtle.
    """
    import pyshacl
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    data = Graph()
    try:
        data.parse(path, format="turtle")
    except BadSyntax as error:
        raise SyntaxError(f"{path} is no Turtle: line {error.lines + 1}") from error
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    return sorted(set(_violations(report, data)))


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(ontology_folder() / SHAPES_FILE, format="turtle")


def _violations(report: Graph, data: Graph) -> Iterator[Violation]:
    from rdflib import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        if focus is None:
            continue
        subject = _first(data, focus, "rdf:subject", "schema:observationAbout", "prov:agent") or focus
        yield Violation(
            name=_label(data, subject),
            article=_article(data, focus),
            message=str(report.value(result, SH.resultMessage) or ""),
            path=_short(report.value(result, SH.resultPath)),
            value=str(report.value(result, SH.value) or ""),
            node=str(focus),
        )


def _first(data: Graph, node: Node, *properties: str) -> Node | None:
    from rdflib import URIRef

    for name in properties:
        prefix, _, local = name.partition(":")
        found = sorted(data.objects(node, URIRef(VOCABULARIES[prefix] + local)), key=str)
        if found:
            return found[0]
    return None


def _label(data: Graph, node: Node) -> str:
    return str(_first(data, node, "rdfs:label", "xt:signature") or node)


def _article(data: Graph, node: Node) -> str:
    """Return the headline of the article that states or holds the node, its IRI if it has none."""
    from rdflib import URIRef

    article = _first(data, node, "xt:statedIn", "schema:isPartOf")
    if article is None:
        holders = ("prov:qualifiedAttribution", "schema:mentions")
        for prefix, _, local in (holder.partition(":") for holder in holders):
            found = sorted(data.subjects(URIRef(VOCABULARIES[prefix] + local), node), key=str)
            article = article or (found[0] if found else None)
    return _label(data, article) if article is not None else ""


def _short(path: Node | None) -> str:
    """Return a property as a prefixed name, ``""`` where there is none or a path of several."""
    from rdflib import URIRef

    text = str(path) if isinstance(path, URIRef) else ""
    for prefix, namespace in VOCABULARIES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text
