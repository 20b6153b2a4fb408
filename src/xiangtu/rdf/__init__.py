"""The graph as RDF: Turtle, N-Quads, JSON-LD; ontology, shapes and named queries."""

from xiangtu.rdf.catalogue import NamedQuery, Parameter, QueryError, named_queries, query_text
from xiangtu.rdf.namespaces import DEFAULT_BASE, ONTOLOGY, entity_iri
from xiangtu.rdf.ontology import ontology_folder, ontology_turtle
from xiangtu.rdf.quads import write_json_ld, write_nquads
from xiangtu.rdf.query import QueryResult, QueryTimeout, run_query
from xiangtu.rdf.turtle import write_turtle
from xiangtu.rdf.validation import Violation, validate

__all__ = [
    "DEFAULT_BASE",
    "ONTOLOGY",
    "NamedQuery",
    "Parameter",
    "QueryError",
    "QueryResult",
    "QueryTimeout",
    "Violation",
    "entity_iri",
    "named_queries",
    "ontology_folder",
    "ontology_turtle",
    "query_text",
    "run_query",
    "validate",
    "write_json_ld",
    "write_nquads",
    "write_turtle",
]
