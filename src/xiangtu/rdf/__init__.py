"""The graph as RDF: Turtle, N-Quads, JSON-LD; ontology, shapes and named queries."""

from xiangtu.rdf.namespaces import DEFAULT_BASE, ONTOLOGY
from xiangtu.rdf.quads import write_json_ld, write_nquads
from xiangtu.rdf.turtle import write_turtle

__all__ = ["DEFAULT_BASE", "ONTOLOGY", "write_json_ld", "write_nquads", "write_turtle"]
