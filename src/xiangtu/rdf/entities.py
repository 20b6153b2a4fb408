"""Entities, their codes and the posts of the graph as RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from pyoxigraph import NamedNode

from xiangtu.model import Assertion, Entity, GazetteerEvidence, KnowledgeGraph, of_type
from xiangtu.rdf.description import Description, decimal, text
from xiangtu.rdf.namespaces import Names, term
from xiangtu.vocabulary import load

LANGUAGE = "zh"
PLACES = frozenset({"Region", "Township", "Village", "Place"})
"""Types whose parent is the place that they lie in."""

PlainFact = tuple[str, NamedNode]
"""Predicate and object of an assertion that relates two entities, without the circumstances."""


def target(assertion: Assertion, names: Names) -> NamedNode:
    """Return what the plain triple points to: the post where there is one, else the object."""
    body = assertion.object or ""
    return names.post(body, assertion.post) if assertion.type == "holds_post" else names.entity(body)


def describe_entity(entity: Entity, names: Names, facts: Iterable[PlainFact]) -> Description:
    """Return what is known of an entity; `facts` are those that it is the subject of."""
    vocabulary = load()
    kind = vocabulary.types[entity.type]
    label = text(entity.name, LANGUAGE)
    described = Description(names.entity(entity.id), kind.iri)
    described.add("rdfs:label", label).add("skos:prefLabel", label)
    described.add("skos:altLabel", *(text(alias, LANGUAGE) for alias in entity.aliases))
    if entity.parent is not None:
        described.add("xt:parent", names.entity(entity.parent))
        if entity.type in PLACES:
            described.add("schema:containedInPlace", names.entity(entity.parent))
    roles = (vocabulary.roles[role].iri for role in entity.roles)
    described.add("xt:hasRole", *(term(role) for role in roles))
    described.add("schema:identifier", *(names.record(*code) for code in entity.codes))
    described.add("prov:wasDerivedFrom", *(names.evidence(each) for each in records(entity)))
    described.add("xt:status", text(entity.status))
    described.add("xt:candidate", *(text(candidate) for candidate in entity.candidates))
    described.add("xt:confidence", decimal(entity.confidence, 2))
    described.add("rdfs:comment", text(entity.note, LANGUAGE))
    described.add("owl:sameAs", *(names.entity(former) for former in entity.former_ids))
    for predicate, found in sorted(facts, key=str):
        described.add(predicate, found)
    return described


def records(entity: Entity) -> list[GazetteerEvidence]:
    """Return the gazetteer records that an entity rests on."""
    return [each for each in entity.evidence if isinstance(each, GazetteerEvidence)]


def describe_records(knowledge: KnowledgeGraph, names: Names) -> Iterator[Description]:
    """Yield each gazetteer scheme, then each record, sorted."""
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    records: Iterable[Entity | Assertion] = chain(knowledge.entities, knowledge.assertions)
    for each in records:
        for evidence in each.evidence:
            if isinstance(evidence, GazetteerEvidence):
                labels[evidence.scheme, evidence.code].add(evidence.label)
        if isinstance(each, Entity):
            for identifier in each.codes:
                labels[identifier].add("")
    for scheme in sorted({scheme for scheme, _ in labels}):
        yield Description(names.node("scheme", scheme), "skos:ConceptScheme").add("rdfs:label", text(scheme))
    for (scheme, code), found in sorted(labels.items()):
        described = Description(names.record(scheme, code), "skos:Concept")
        described.add("rdfs:label", *(text(label, LANGUAGE) for label in found))
        described.add("skos:notation", text(code)).add("skos:inScheme", names.node("scheme", scheme))
        yield described


def describe_posts(
    knowledge: KnowledgeGraph, name_of: Mapping[str, str], names: Names
) -> Iterator[Description]:
    """Yield each post that somebody holds, sorted."""
    posts = {(each.object, each.post) for each in of_type(knowledge.assertions, "holds_post") if each.object}
    for body, title in sorted(posts):
        described = Description(names.post(body, title), "org:Post")
        described.add("rdfs:label", text(name_of.get(body, "") + title, LANGUAGE))
        described.add("schema:roleName", text(title, LANGUAGE)).add("org:postIn", names.entity(body))
        yield described
