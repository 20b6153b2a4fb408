"""Entities, their codes and the posts of the graph as RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from xiangtu.model import Assertion, Entity, GazetteerEvidence, KnowledgeGraph
from xiangtu.rdf.description import Description, decimal, text
from xiangtu.rdf.namespaces import Names, term
from xiangtu.vocabulary import load

LANGUAGE = "zh"
PLACES = frozenset({"Region", "Township", "Village", "Place"})
"""Types whose parent is the place that they lie in."""

PlainFacts = Mapping[str, Iterable[tuple[str, NamedNode]]]
"""Subject id → (predicate, object) of each assertion that relates it to something."""


def plain_facts(assertions: Iterable[Assertion], names: Names) -> dict[str, list[tuple[str, NamedNode]]]:
    """Return what is said of each entity, by its id, without the circumstances."""
    facts: dict[str, list[tuple[str, NamedNode]]] = defaultdict(list)
    for assertion in assertions:
        if assertion.object is not None:
            facts[assertion.subject].append((load().predicates[assertion.type].iri, target(assertion, names)))
    return facts


def target(assertion: Assertion, names: Names) -> NamedNode:
    """Return what the plain triple points to: the post where there is one, else the object."""
    body = assertion.object or ""
    return names.post(body, assertion.post) if assertion.type == "holds_post" else names.entity(body)


def describe_entity(entity: Entity, names: Names, facts: PlainFacts) -> Description:
    """Return what is known of an entity."""
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
    for predicate, found in sorted(facts.get(entity.id, ()), key=str):
        described.add(predicate, found)
    return described


def records(entity: Entity) -> list[GazetteerEvidence]:
    """Return the gazetteer records that an entity rests on."""
    return [each for each in entity.evidence if isinstance(each, GazetteerEvidence)]


def describe_records(knowledge: KnowledgeGraph, names: Names) -> Iterator[Description]:
    """Yield each gazetteer scheme, then each record, sorted."""
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    evidence = [each for entity in knowledge.entities for each in entity.evidence]
    evidence += [each for assertion in knowledge.assertions for each in assertion.evidence]
    for each in evidence:
        if isinstance(each, GazetteerEvidence):
            labels[each.scheme, each.code].add(each.label)
    for entity in knowledge.entities:
        for identifier in entity.codes:
            labels[identifier].add("")
    for scheme in sorted({scheme for scheme, _ in labels}):
        yield Description(names.node("scheme", scheme), "skos:ConceptScheme").add("rdfs:label", text(scheme))
    for (scheme, code), found in sorted(labels.items()):
        described = Description(names.record(scheme, code), "skos:Concept")
        described.add("rdfs:label", *(text(label, LANGUAGE) for label in found))
        described.add("skos:notation", text(code)).add("skos:inScheme", names.node("scheme", scheme))
        yield described


def describe_posts(knowledge: KnowledgeGraph, names: Names) -> Iterator[Description]:
    """Yield each post that somebody holds, sorted."""
    labels = {entity.id: entity.name for entity in knowledge.entities}
    posts = {
        (each.object, each.post) for each in knowledge.assertions if each.type == "holds_post" and each.object
    }
    for body, title in sorted(posts):
        described = Description(names.post(body, title), "org:Post")
        described.add("rdfs:label", text(labels.get(body, "") + title, LANGUAGE))
        described.add("schema:roleName", text(title, LANGUAGE)).add("org:postIn", names.entity(body))
        yield described
