"""SPARQL from the command line: what is answered, what is refused, what is stopped."""

import json
import re

import pytest
import rdflib

from xiangtu.rdf import QueryError, QueryTimeout, run_query
from xiangtu.rdf.query_process import answer, shorten
from xiangtu.rdf.read_only import require_read_only

ELSEWHERE = "SERVICE <http://example.org/> { ?s ?p ?o }"

REFUSED = [
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "updates"),
    ("DELETE WHERE { ?s ?p ?o }", "updates"),
    ("LOAD <file:///etc/hostname>", "updates"),
    ("CLEAR ALL", "updates"),
    ("DROP ALL", "updates"),
    (f"SELECT * {{ {ELSEWHERE} }}", "SERVICE"),
    ("SELECT * { SERVICE SILENT ?anywhere { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ("sElEcT * { sErViCe <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    (f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ {ELSEWHERE} }} }} }} }}", "SERVICE"),
    (f"SELECT * {{ FILTER EXISTS {{ {ELSEWHERE} }} }}", "SERVICE"),
    (f"SELECT * {{ ?s ?p ?o MINUS {{ {ELSEWHERE} }} }}", "SERVICE"),
    (f"SELECT (EXISTS {{ {ELSEWHERE} }} AS ?e) {{ ?s ?p ?o }}", "SERVICE"),
    (f"SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {ELSEWHERE} }})", "SERVICE"),
    (f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {ELSEWHERE} }})", "SERVICE"),
    (f"SELECT * {{ BIND(EXISTS {{ {ELSEWHERE} }} AS ?b) }}", "SERVICE"),
    (f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {ELSEWHERE} }}", "SERVICE"),
    (f"ASK {{ {ELSEWHERE} }}", "SERVICE"),
    (f"DESCRIBE ?s {{ {ELSEWHERE} }}", "SERVICE"),
    ("SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM NAMED <file:///etc/hostname> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
    ("CONSTRUCT { ?s ?p ?o } FROM <http://example.org/> WHERE { ?s ?p ?o }", "FROM"),
    ("DESCRIBE <a:b> FROM <http://example.org/>", "FROM"),
    ("ASK FROM <http://example.org/> { ?s ?p ?o }", "FROM"),
    ("SELECT * {", "no SPARQL"),
    ("", "no SPARQL"),
    ("SELECT * { ?s nowhere:p ?o }", "no SPARQL"),
    ("SELECT * { " + "{" * 4000 + "}" * 4000 + " }", "too deeply"),
]

ALLOWED = [
    'SELECT * { ?s ?p "SERVICE FROM INSERT DROP" }',
    "SELECT * { ?s <http://example.org/SERVICE> ?FROM } # INSERT",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
]


@pytest.mark.parametrize(("query", "reason"), REFUSED)
def test_what_writes_or_reads_elsewhere_is_refused(query, reason, export):
    with pytest.raises(QueryError, match=reason):
        answer(export.path, query)


@pytest.mark.parametrize("query", ALLOWED)
def test_words_in_names_and_texts_are_not_taken_for_keywords(query):
    require_read_only(query, {})


def test_prefixes_of_the_file_need_no_declaration(export):
    found = run_query(export.path, "SELECT ?town ?name { ?town a xt:Township ; rdfs:label ?name }")
    assert found.kind == "table"
    assert found.columns == ("town", "name")
    assert found.rows == (("township:990101-柳溪镇", "柳溪镇"),)
    binding = json.loads(found.json)["results"]["bindings"][0]
    assert binding["name"] == {"type": "literal", "value": "柳溪镇", "xml:lang": "zh"}


def test_an_unbound_variable_is_an_empty_cell(export):
    text = "SELECT ?name ?code { ?p a xt:Village ; rdfs:label ?name OPTIONAL { ?p schema:identifier ?code } }"
    assert answer(export.path, text)["rows"] == [["石桥村", ""]]


def test_ask_gives_true_or_false(export):
    assert answer(export.path, "ASK { ?s a xt:Village }")["rows"] == [["true"]]
    assert answer(export.path, "ASK { ?s a xt:Nothing }")["rows"] == [["false"]]


def test_construct_gives_turtle_and_json_ld(export):
    found = answer(export.path, "CONSTRUCT WHERE { ?s a xt:Village }")
    assert found["kind"] == "graph"
    assert found["rows"] == [["village:990101-石桥村", "rdf:type", "xt:Village"]]
    assert len(rdflib.Graph().parse(data=found["turtle"], format="turtle")) == 1
    assert len(rdflib.Graph().parse(data=found["json"], format="json-ld")) == 1


def test_a_runaway_query_is_stopped(export):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryTimeout, match="2 seconds"):
        run_query(export.path, endless, timeout=2)


def test_a_missing_file_and_a_file_that_is_no_turtle_are_told(tmp_path):
    with pytest.raises(QueryError, match=re.escape("missing.ttl cannot be read")):
        run_query(tmp_path / "missing.ttl", "ASK { ?s ?p ?o }")
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <a:> .\na:b a:c .\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"broken\.ttl is no Turtle"):
        run_query(broken, "ASK { ?s ?p ?o }")


def test_the_longest_namespace_shortens_an_iri():
    known = {"base": "http://a/", "town": "http://a/town/"}
    assert shorten("http://a/town/x", known) == "town:x"
    assert shorten("http://b/x", known) == "http://b/x"
