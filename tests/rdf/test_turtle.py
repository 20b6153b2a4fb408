"""The Turtle: what it says, that others can read it, and that its bytes do not change."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import BNode, URIRef
from rdflib.compare import isomorphic

from xiangtu.graph import cooccurrences
from xiangtu.linking import link
from xiangtu.model import Entity, KnowledgeGraph, Page, PageResult, entity_id
from xiangtu.rdf import write_turtle
from xiangtu.rdf.namespaces import prefixes

HOSTILE = [
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "a[b](c){d}<e>|f\\g",
    "100%2B%zz/村 ../..",
    "乡村\t振兴\n行动\r\x00\x1f\x7f",
    "🌾👨‍👩‍👧乡\u202e图",
    "'''\"\"\"#;.,",
    " ",
    "%",
    "é́",
    "\U00030000\U0010ffff",
]


def bytes_of(results, tmp_path, **options):
    knowledge = link(results)
    path = tmp_path / "out.ttl"
    write_turtle(knowledge, cooccurrences(knowledge), path, **options)
    return path.read_bytes()


def ask(export, pattern):
    graph = rdflib.Graph().parse(export.path)
    return bool(graph.query(f"ASK {{ {pattern} }}").askAnswer)


def test_rdflib_and_oxigraph_read_the_same_graph(export, recwarn):
    by_rdflib = rdflib.Graph().parse(export.path)
    triples = set(pyoxigraph.parse(path=str(export.path), format=pyoxigraph.RdfFormat.TURTLE))
    again = pyoxigraph.serialize([triple.triple for triple in triples], format=pyoxigraph.RdfFormat.N_TRIPLES)
    by_oxigraph = rdflib.Graph().parse(data=again, format="nt")
    assert isomorphic(by_rdflib, by_oxigraph)
    assert len(by_rdflib) == len(triples) == export.triples
    assert not recwarn.list


def test_a_store_keeps_every_literal_as_it_is(export):
    store = pyoxigraph.Store()
    store.bulk_load(path=str(export.path), format=pyoxigraph.RdfFormat.TURTLE)
    parsed = {quad.triple for quad in pyoxigraph.parse(path=str(export.path))}
    assert {quad.triple for quad in store} == parsed


def test_there_is_no_blank_node_and_every_iri_is_sound(export):
    for triple in rdflib.Graph().parse(export.path):
        assert not any(isinstance(node, BNode) for node in triple)
        for node in triple:
            if isinstance(node, URIRef):
                assert not re.search(r'[\x00-\x20<>"{}|\\^`]', node)


def test_the_header_tells_the_number_of_triples_and_how_the_file_was_made(export):
    assert ask(export, f"dataset:xiangtu void:triples {export.triples}")
    assert ask(export, 'dataset:xiangtu xt:buildFact "xiangtu=0.1.0"')
    assert ask(export, "dataset:xiangtu a dcat:Dataset ; dcterms:license ?licence ; void:entities 9")


@pytest.mark.parametrize(
    "pattern",
    [
        "township:990101-柳溪镇 rdfs:label '柳溪镇'@zh ; xt:status 'resolved'",
        "township:990101-柳溪镇 schema:identifier record:nbs2023-990101101",
        "village:990101-石桥村 schema:containedInPlace township:990101-柳溪镇",
        "?person rdfs:label '周明'@zh ; org:holds ?post . ?post a org:Post ; schema:roleName '局长'@zh ; "
        "org:postIn organisation:990101-青禾县农业农村局",
        'record:nbs2023-990101101 skos:notation "990101101" ; skos:inScheme scheme:nbs2023',
        'organisation:990101-青禾县农业农村局 skos:altLabel "农业农村局"@zh',
        "?article schema:headline '夜校结业'@zh ; schema:author person:990101-李禾",
        "?article prov:qualifiedAttribution ?one . ?one prov:agent person:990101-王穗 ; xt:order 2 ; "
        "prov:hadRole xt:Correspondent",
        "?figure a schema:Observation ; schema:value 2.5 ; schema:unitText '万亩'@zh ; xt:hedge '近'@zh ; "
        "xt:normalisedValue ?square_metres ; xt:normalisedUnit 'm2' FILTER(?square_metres = 16666675)",
        "?pair a xt:SentenceCooccurrence ; xt:count 1 ; "
        "xt:member village:990101-石桥村 , product:990101-青禾米",
        "?page schema:datePublished '2023-03'^^xsd:gYearMonth ; schema:isPartOf newspaper:青禾报",
        "?statement rdf:predicate xt:runs ; prov:wasDerivedFrom ?quote . ?quote oa:hasSelector ?stretch . "
        "?stretch oa:exact '柳溪镇' ; oa:start ?start ; oa:end ?end",
    ],
)  # fmt: skip
def test_the_graph_says_what_the_pages_say(export, pattern):
    assert ask(export, pattern)


def test_a_stretch_is_where_it_says(export):
    graph = rdflib.Graph().parse(export.path)
    pages = {result.page.id: result.page.text for result in export.knowledge.results}
    found = graph.query(
        "SELECT ?page ?start ?end ?exact { ?quote oa:hasSource/schema:identifier ?page ; "
        "oa:hasSelector ?stretch . ?stretch oa:start ?start ; oa:end ?end ; oa:exact ?exact }"
    )
    assert found.bindings
    for row in found.bindings:
        page, start, end, exact = (str(row[rdflib.Variable(name)]) for name in found.vars or ())
        assert pages[page][int(start) : int(end)] == exact


def test_a_symmetric_relation_and_a_fact_of_two_pages_are_written_once(export):
    graph = rdflib.Graph().parse(export.path)
    assert len(list(graph.query("SELECT * { ?a xt:writesWith ?b }"))) == 1
    located = graph.query("SELECT ?s { ?s rdf:predicate schema:containedInPlace }")
    assert len(list(located)) == 1


def test_people_can_read_it(export):
    text = export.path.read_text(encoding="utf-8")
    head, *_ = text.split("\n\n")
    declared = re.findall(r"^@prefix (\S*):", head, re.MULTILINE)
    assert declared == sorted(declared) == list(prefixes())
    assert "# ---- 乡镇街道 Township ----" in text
    assert "\ntownship:990101-柳溪镇 a xt:Township ;\n\trdfs:label" in text
    subjects = re.findall(r"^(village:\S+) a ", text, re.MULTILINE)
    assert subjects == sorted(subjects)


def test_the_order_of_pages_does_not_change_a_byte(two_pages, tmp_path):
    assert len({bytes_of(order, tmp_path) for order in permutations(two_pages)}) == 1


def test_another_hash_seed_and_locale_do_not_change_a_byte():
    script = (
        "import sys, tempfile, pathlib\n"
        "from xiangtu.model import *\n"
        "from xiangtu.rdf import write_turtle\n"
        "entities = [Entity(entity_id('Village', '1', f'第{i}村'), 'Village', f'第{i}村',\n"
        "    aliases=('甲', '乙', '丙'), codes=(('a', str(i)), ('b', str(i)))) for i in range(30)]\n"
        "graph = KnowledgeGraph((), tuple(entities), ())\n"
        "path = pathlib.Path(tempfile.mkdtemp()) / 'x.ttl'\n"
        "write_turtle(graph, (), path)\n"
        "sys.stdout.buffer.write(path.read_bytes())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(outputs) == 1


def test_without_quotes_no_text_of_the_newspaper_is_there(two_pages, tmp_path):
    text = bytes_of(two_pages, tmp_path, quotes=False).decode()
    assert "oa:exact" not in text
    assert "xt:sentence" not in text
    assert "来到石桥村" not in text
    assert "oa:start" in text


def test_another_base_changes_the_data_not_the_terms(two_pages, tmp_path):
    text = bytes_of(two_pages, tmp_path, base="https://data.example.org/kg/").decode()
    assert "@prefix village: <https://data.example.org/kg/village/> ." in text
    assert "@prefix xt: <https://xiangtu.example/ontology#> ." in text
    assert text.split("\n\n")[1:][0] == "# ---- 数据集 Data set ----"


@pytest.mark.parametrize(
    "base", ["kg", "https://a b/", "https://data.example.org", "", "https://schema.org/"]
)
def test_a_base_that_is_none_is_refused(base, export, tmp_path):
    with pytest.raises(ValueError, match=r"IRI|base"):
        write_turtle(export.knowledge, (), tmp_path / "x.ttl", base=base)


def with_names(names):
    """Return a graph of entities with these names, each mentioned by its page's place alone."""
    entities = {
        entity_id("Programme", "990101", name): Entity(
            entity_id("Programme", "990101", name), "Programme", name, aliases=(name + "x",), note=name
        )
        for name in names
    }
    pages = [PageResult(Page(name, "0" * 64, name), (), (), (), ()) for name in sorted(set(names))]
    ordered = tuple(entities[key] for key in sorted(entities))
    return KnowledgeGraph(tuple(pages), ordered, (), (("name", names[0]),))


def round_trip(names, path):
    write_turtle(with_names(names), (), path)
    by_rdflib = rdflib.Graph().parse(path)
    labels = {str(label) for label in by_rdflib.objects(None, rdflib.SKOS.prefLabel)}
    store = pyoxigraph.Store()
    store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    preferred = pyoxigraph.NamedNode(str(rdflib.SKOS.prefLabel))
    found = {quad.object for quad in store.quads_for_pattern(None, preferred, None)}
    assert found == {pyoxigraph.Literal(label, language="zh") for label in labels}
    assert len(store) == len(by_rdflib)
    return labels


def test_hostile_names_survive_a_round_trip(tmp_path, recwarn):
    assert round_trip(HOSTILE, tmp_path / "x.ttl") == set(HOSTILE)
    assert not recwarn.list


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), min_size=1, max_size=4
    )
)
def test_any_name_survives_a_round_trip(tmp_path: Path, names):
    assert round_trip(names, tmp_path / "x.ttl") == set(names)


def test_an_id_that_linking_joined_is_the_same_thing(export, tmp_path):
    joined = replace(export.knowledge.entities[0], former_ids=("organisation:1-旧",))
    path = tmp_path / "x.ttl"
    write_turtle(replace(export.knowledge, entities=(joined,), assertions=()), (), path)
    assert "owl:sameAs organisation:1-旧" in path.read_text(encoding="utf-8")


def test_an_empty_graph_is_a_header(tmp_path):
    path = tmp_path / "x.ttl"
    count = write_turtle(KnowledgeGraph((), (), ()), (), path)
    assert len(rdflib.Graph().parse(path)) == count


def test_a_parent_that_is_not_in_the_graph_is_written_and_so_can_be_found(export, tmp_path):
    lost = replace(export.knowledge.entities[0], parent="region:1-无")
    path = tmp_path / "x.ttl"
    write_turtle(replace(export.knowledge, entities=(lost,), assertions=()), (), path)
    assert "xt:parent region:1-无" in path.read_text(encoding="utf-8")
