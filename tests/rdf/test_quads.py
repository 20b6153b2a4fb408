"""N-Quads and JSON-LD: a named graph an article, together the same as the Turtle."""

import pytest
import rdflib

from xiangtu.rdf import write_json_ld, write_nquads

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

FORMATS = {"nquads": write_nquads, "json-ld": write_json_ld}


def read(write, kind, export, path):
    write(export.knowledge, export.pairs, path)
    dataset = rdflib.Dataset()
    dataset.parse(path, format=kind)
    return dataset


@pytest.fixture(params=FORMATS)
def dataset(request, export, tmp_path):
    return read(FORMATS[request.param], request.param, export, tmp_path / "out")


def test_all_graphs_together_are_the_turtle(dataset, export):
    size = rdflib.URIRef("http://rdfs.org/ns/void#triples")
    turtle = {triple for triple in rdflib.Graph().parse(export.path) if triple[1] != size}
    assert {(s, p, o) for s, p, o, _ in dataset.quads() if p != size} == turtle


def test_each_article_has_a_graph_of_its_own(dataset, export):
    articles = {
        str(article) for article in rdflib.Graph().parse(export.path).subjects(
            rdflib.RDF.type, rdflib.URIRef("https://schema.org/NewsArticle")
        )
    }  # fmt: skip
    names = {str(graph.identifier) for graph in dataset.graphs() if len(graph)}
    assert articles == {name for name in names if "/article/" in name}
    assert len(articles) == 3


def test_a_graph_holds_what_its_article_says_and_nothing_else(dataset):
    village = rdflib.URIRef("https://xiangtu.example/village/990101-石桥村")
    produces = rdflib.URIRef("https://xiangtu.example/ontology#produces")
    says = [str(graph) for _, _, _, graph in dataset.quads((village, produces, None, None))]
    assert [name.rsplit("/", 1)[-1] for name in says] == ["%E4%BA%8C%E7%89%88%2Etxt-a1"] or len(says) == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_the_bytes_are_the_same_each_time(kind, export, tmp_path):
    for name in ("one", "two"):
        FORMATS[kind](export.knowledge, export.pairs, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
