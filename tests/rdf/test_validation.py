"""Shapes: a sound export conforms, and each kind of damage is named."""

import re

import pytest
import rdflib

from xiangtu.rdf import ontology_folder, validate

TOWN = "<https://xiangtu.example/township/990101-柳溪镇>"
VILLAGE = "<https://xiangtu.example/village/990101-石桥村>"

DAMAGE = [
    # SPARQL update that does the damage, and what the violation must say
    ("DELETE WHERE { ?s rdfs:label '柳溪镇'@zh }", "label"),
    ("DELETE { ?s xt:confidence ?c } INSERT { ?s xt:confidence 1.5 } "
     "WHERE { ?s a xt:Village ; xt:confidence ?c }", "confidence between 0 and 1"),
    (f"INSERT DATA {{ {TOWN} skos:altLabel '柳溪镇'@zh }}", "alias"),
    (f"INSERT DATA {{ {VILLAGE} xt:parent <urn:x:nowhere> }}", "parent"),
    (f"INSERT DATA {{ {TOWN} xt:status 'guessed' }}", "status"),
    (f"INSERT DATA {{ {TOWN} xt:candidate 'x' }}", "not ambiguous"),
    (f"DELETE WHERE {{ ?article schema:mentions {VILLAGE} }}", "neither named in an article"),
    ("DELETE WHERE { ?post schema:roleName ?title }", "title"),
    ("DELETE WHERE { ?record skos:inScheme ?scheme }", "scheme"),
    ("DELETE WHERE { ?page schema:sha256 ?hash }", "SHA-256"),
    ("DELETE WHERE { ?attribution prov:agent ?agent }", "belongs to no entity"),
    ("DELETE WHERE { ?attribution prov:hadRole ?role }", "role of a byline"),
    ("DELETE WHERE { ?attribution xt:order ?order }", "place in the byline"),
    ("DELETE { ?s prov:wasDerivedFrom ?q } WHERE { ?s a rdf:Statement ; prov:wasDerivedFrom ?q }",
     "no evidence"),
    ("DELETE WHERE { ?s xt:modality ?m }", "neither stated nor planned"),
    ("DELETE WHERE { ?s rdf:object ?o }", "one object"),
    ("DELETE WHERE { ?s schema:value ?v }", "one value"),
    ("DELETE WHERE { ?s xt:normalisedUnit ?u }", "normalised value has no unit"),
    ("DELETE { ?s xt:npmi ?n } INSERT { ?s xt:npmi 2.0 } WHERE { ?s xt:npmi ?n }", "NPMI"),
    ("DELETE { ?s xt:count ?n } INSERT { ?s xt:count 0 } WHERE { ?s xt:count ?n }", "no count"),
    ("DELETE WHERE { ?quote oa:hasSelector ?stretch }", "no place in the page"),
    ("DELETE { ?s oa:end ?e } INSERT { ?s oa:end 0 } WHERE { ?s oa:end ?e }", "does not start before"),
    ("DELETE WHERE { ?quote oa:hasSource ?page }", "of no page"),
    ("DELETE WHERE { ?dataset dcterms:license ?licence }", "no licence"),
    ("DELETE WHERE { ?person org:holds ?post }", "held by nobody"),
]  # fmt: skip


def damaged(export, update, path):
    graph = rdflib.Graph().parse(export.path)
    before = len(graph)
    content = set(graph)
    graph.update(update)
    assert set(graph) != content or len(graph) != before
    graph.serialize(path, format="turtle")
    return path


def test_a_sound_export_conforms(export):
    assert validate(export.path) == []


def test_the_export_of_the_five_pages_conforms(five_pages):
    assert validate(five_pages) == []


@pytest.mark.parametrize(("update", "message"), DAMAGE)
def test_damage_is_named(update, message, export, tmp_path):
    found = validate(damaged(export, update, tmp_path / "x.ttl"))
    assert any(message in violation.message for violation in found), found


def test_a_violation_tells_the_entity_and_the_article(export, tmp_path):
    update = "DELETE { ?s xt:confidence ?c } WHERE { ?s rdf:predicate xt:produces ; xt:confidence ?c }"
    (violation,) = validate(damaged(export, update, tmp_path / "x.ttl"))
    assert (violation.name, violation.article, violation.path) == ("石桥村", "夜校结业", "xt:confidence")


def test_every_class_of_the_export_has_a_shape(export):
    graph = rdflib.Graph().parse(export.path)
    shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl")
    targeted = set(shapes.objects(None, rdflib.SH.targetClass))
    by_property = {rdflib.SKOS.Concept, rdflib.VOID.Dataset}
    assert set(graph.objects(None, rdflib.RDF.type)) <= targeted | by_property
    assert rdflib.SKOS.notation in set(shapes.objects(None, rdflib.SH.targetSubjectsOf))


def test_a_file_that_is_no_turtle_is_told(tmp_path):
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:b> <a:c> .", encoding="utf-8")
    with pytest.raises(SyntaxError, match=re.escape("is no Turtle: line 1")):
        validate(broken)
