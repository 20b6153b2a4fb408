"""Assertions with their confidence and evidence, figures and co-occurrences as RDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from xiangtu.model import Assertion, Evidence, Measure, Page, Span, TextEvidence
from xiangtu.rdf.description import Description, decimal, integer, text
from xiangtu.rdf.entities import LANGUAGE, target
from xiangtu.rdf.namespaces import Names, term
from xiangtu.vocabulary import load

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence


def describe_assertion(assertion: Assertion, evidence: Sequence[Evidence], names: Names) -> Description:
    """Return an assertion that rests on `evidence` (all of its own, or that of one article)."""
    node = names.assertion(assertion)
    if assertion.measure is not None:
        described = Description(node, "schema:Observation")
        described.add("schema:observationAbout", names.entity(assertion.subject))
        _add_measure(described, assertion.measure)
    elif assertion.type == "holds_post":
        described = Description(node, "rdf:Statement", "org:Membership")
        _add_statement(described, assertion, names)
        described.add("org:member", names.entity(assertion.subject))
        described.add("org:organization", names.entity(assertion.object or ""))
    else:
        described = Description(node, "rdf:Statement")
        _add_statement(described, assertion, names)
    described.add("xt:modality", text(assertion.status)).add("xt:valid", text(assertion.valid))
    described.add("xt:confidence", decimal(assertion.confidence, 2)).add("xt:rule", text(assertion.rule))
    texts = [each for each in evidence if isinstance(each, TextEvidence)]
    described.add("xt:statedIn", *(names.article(each.page, each.article) for each in texts))
    return described.add("prov:wasDerivedFrom", *(names.evidence(each) for each in evidence))


def _add_statement(described: Description, assertion: Assertion, names: Names) -> None:
    described.add("rdf:subject", names.entity(assertion.subject))
    described.add("rdf:predicate", term(load().predicates[assertion.type].iri))
    described.add("rdf:object", target(assertion, names))
    if assertion.role:
        described.add("prov:hadRole", term(load().roles[assertion.role].iri))


def _add_measure(described: Description, measure: Measure) -> None:
    described.add("schema:variableMeasured", text(measure.indicator, LANGUAGE))
    described.add("schema:value", decimal(measure.value))
    described.add("schema:unitText", text(measure.unit, LANGUAGE))
    described.add("xt:hedge", text(measure.hedge, LANGUAGE)).add("xt:period", text(measure.period, LANGUAGE))
    if measure.normalised_value is not None:
        described.add("xt:normalisedValue", decimal(measure.normalised_value))
        described.add("xt:normalisedUnit", text(measure.normalised_unit))
    described.add("xt:printed", text(measure.text, LANGUAGE))


def describe_quote(node: NamedNode, evidence: TextEvidence, names: Names, *, quotes: bool) -> Description:
    """Return a text evidence, whose IRI is `node`; without `quotes`, its place but not its sentence."""
    described = Description(node, "oa:SpecificResource")
    described.add("schema:isPartOf", names.article(evidence.page, evidence.article))
    described.add("oa:hasSource", names.node("page", evidence.page))
    described.add("oa:hasSelector", *(names.span(evidence.page, span) for span in evidence.spans))
    return described.add("xt:sentence", text(evidence.sentence, LANGUAGE) if quotes else None)


def describe_span(page: Page, span: Span, names: Names, *, quotes: bool) -> Description:
    """Return a stretch of a page: where it is and, with `quotes`, what stands there.

    Positions are 0-based code points of the page's text, end-exclusive, as Web Annotation has them.
    """
    node = names.span(page.id, span)
    if not quotes:
        described = Description(node, "oa:TextPositionSelector")
    else:
        described = Description(node, "oa:TextPositionSelector", "oa:TextQuoteSelector")
        described.add("oa:exact", text(page.text[span.start : span.end]))
    return described.add("oa:start", integer(span.start)).add("oa:end", integer(span.end))


def describe_cooccurrence(pair: Cooccurrence, name_of: Mapping[str, str], names: Names) -> Description:
    """Return a pair of entities that are named together, with its weights and quotes."""
    described = Description(names.cooccurrence(pair), load().cooccurrence[pair.scope].iri)
    label = " — ".join(name_of[end] for end in (pair.a, pair.b))
    described.add("rdfs:label", text(label, LANGUAGE))
    described.add("xt:member", names.entity(pair.a), names.entity(pair.b))
    described.add("xt:count", integer(pair.count))
    described.add("xt:npmi", decimal(pair.npmi, 4)).add("xt:g2", decimal(pair.g2, 2))
    described.add("xt:statedIn", *(names.article(each.page, each.article) for each in pair.evidence))
    return described.add("prov:wasDerivedFrom", *(names.quote(each) for each in pair.evidence))
