"""The ontology and its page: generated from the vocabulary, complete, readable."""

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from xiangtu.rdf import ONTOLOGY, ontology_folder, ontology_turtle
from xiangtu.rdf.namespaces import prefixes, term
from xiangtu.rdf.ontology_page import ontology_page
from xiangtu.vocabulary import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def ontology():
    return rdflib.Graph().parse(data=ontology_turtle(), format="turtle")


def test_the_file_is_what_the_vocabulary_gives():
    written = (ontology_folder() / "xiangtu.ttl").read_text(encoding="utf-8")
    assert written == ontology_turtle(), "run: python tools/make_ontology.py"


def test_the_page_is_what_the_vocabulary_gives():
    written = (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8")
    assert written == ontology_page(), "run: python tools/make_ontology.py"


def test_every_term_of_ours_that_an_export_uses_is_defined(ontology, five_pages):
    used = {
        str(node)
        for triple in rdflib.Graph().parse(five_pages)
        for node in triple
        if str(node).startswith(ONTOLOGY) and str(node) != ONTOLOGY
    }
    assert used
    assert used <= {str(subject) for subject in ontology.subjects(RDF.type)}


def test_every_term_of_ours_that_shapes_and_queries_use_is_defined(ontology):
    defined = {str(subject) for subject in ontology.subjects(RDF.type)}
    texts = [path.read_text(encoding="utf-8") for path in sorted(ontology_folder().rglob("*.[rt][qt]*"))]
    names = {name for text in texts for name in re.findall(r"\bxt:(\w+)", text)}
    assert names
    assert {ONTOLOGY + name for name in names} <= defined


def test_every_term_has_labels_in_both_languages(ontology):
    for subject in set(ontology.subjects(RDF.type)):
        assert {label.language for label in ontology.objects(subject, RDFS.label)} == {"zh", "en"}


def test_nothing_of_other_vocabularies_is_redefined(ontology):
    assert all(str(subject).startswith(ONTOLOGY) for subject in ontology.subjects())
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [rdflib.URIRef(ONTOLOGY)]


def test_every_iri_of_the_vocabulary_has_a_known_prefix():
    vocabulary = load()
    for group in (vocabulary.types, vocabulary.roles, vocabulary.predicates, vocabulary.properties):
        for each in group.values():
            assert isinstance(term(each.iri), pyoxigraph.NamedNode)


def test_no_two_kinds_share_a_prefix():
    assert len(set(prefixes().values())) == len(prefixes())
    assert {each.prefix for each in load().types.values()} <= set(prefixes())
