"""Namespaces, and the names of everything the RDF speaks of: every node has an IRI, there is no blank one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from xiangtu.linking import fact
from xiangtu.model import Assertion, GazetteerEvidence, Span, TextEvidence, entity_id
from xiangtu.model.identifiers import SEPARATOR
from xiangtu.vocabulary import load

DEFAULT_BASE = "https://xiangtu.example/"
"""Of the data. ``.example`` never resolves (RFC 2606): give your own base where you publish."""

ONTOLOGY = "https://xiangtu.example/ontology#"
"""Of the project's own terms, whatever the base of the data, so that one query fits every export."""

VOCABULARIES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "xt": ONTOLOGY,
}

NODE_KINDS = (
    "article",
    "assertion",
    "attribution",
    "cooccurrence",
    "dataset",
    "figure",
    "newspaper",
    "page",
    "post",
    "quote",
    "record",
    "scheme",
    "span",
)

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence
"""Kinds of nodes that are not entities; each has a prefix of its own, as each type of entity has."""

DIGEST_LENGTH = 20
"""Hexadecimal digits that tell nodes apart which have no name: 80 bits."""
SPANS_IN_NAME = 3
"""A quote with more stretches than this is named by the digest alone."""
SENTENCE_DIGITS = 12
"""Hexadecimal digits of the digest of stretches and sentence in the name of a quote: unique in an article."""


@cache
def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name of a vocabulary.

    >>> term("skos:prefLabel")
    <NamedNode value=http://www.w3.org/2004/02/skos/core#prefLabel>
    """
    prefix, _, local = name.partition(":")
    return NamedNode(VOCABULARIES[prefix] + local)


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return prefix → namespace of an export with this base, sorted by prefix."""
    types = (kind.prefix for kind in load().types.values())
    local = {name: f"{base}{name}/" for name in (*types, *NODE_KINDS)}
    return dict(sorted((VOCABULARIES | local).items()))


def entity_iri(identifier: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of an entity by its id, as the Turtle has it.

    >>> entity_iri("township:340602-石台镇")
    'https://xiangtu.example/township/340602-石台镇'
    """
    kind, _, local = identifier.partition(":")
    return f"{base}{kind}/{local}"


class Names:
    """Makes the IRIs of an export's nodes.

    Parameters
    ----------
    base:
        An absolute IRI that ends in ``/`` or ``#``.

    Raises
    ------
    ValueError
        If `base` is no such IRI.
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Check the base."""
        if not base.endswith(("/", "#")) or ":" not in base:
            raise ValueError(f"base IRI must be absolute and end in '/' or '#': {base}")
        spaces = sorted(prefixes(str(NamedNode(base).value)).values())
        if any(longer.startswith(shorter) for shorter, longer in pairwise(spaces)):
            raise ValueError(f"base IRI must not lie inside the namespace of a vocabulary: {base}")
        self.base = base

    def node(self, kind: str, *parts: str) -> NamedNode:
        """Return the IRI of a node of `kind` (a prefix) made of `parts`, encoded as those of ids are."""
        return NamedNode(f"{self.base}{kind}/{SEPARATOR.join(map(_encoded, parts))}")

    def entity(self, identifier: str) -> NamedNode:
        """Return the IRI of an entity: ``township:340602-石台镇`` is the same in Turtle."""
        return NamedNode(entity_iri(identifier, self.base))

    def article(self, page: str, article: str) -> NamedNode:
        """Return the IRI of an article."""
        return self.node("article", page, article)

    def post(self, body: str, title: str) -> NamedNode:
        """Return the IRI of a post at the body (an entity id)."""
        kind, _, local = body.partition(":")
        return NamedNode(f"{self.base}post/{SEPARATOR.join((kind, local, _encoded(title)))}")

    def record(self, scheme: str, code: str) -> NamedNode:
        """Return the IRI of a gazetteer's record."""
        return self.node("record", scheme, code)

    def assertion(self, assertion: Assertion) -> NamedNode:
        """Return the IRI of an assertion: it depends on what is said, not on where."""
        digest = _digest(str(part) for part in fact(assertion))
        if assertion.measure is not None:
            return self.node("figure", digest)
        return self.node("assertion", assertion.type, digest)

    def cooccurrence(self, pair: Cooccurrence) -> NamedNode:
        """Return the IRI of a co-occurrence: scope and the two entities."""
        return self.node("cooccurrence", pair.scope, _digest((pair.a, pair.b)))

    def quote(self, evidence: TextEvidence) -> NamedNode:
        """Return the IRI of a text evidence: page, article, stretches, and a digest of the sentence."""
        return _quote(self.base, evidence)

    def span(self, page: str, span: Span) -> NamedNode:
        """Return the IRI of a stretch of a page."""
        return NamedNode(f"{self.base}span/{_encoded(page)}-{span.start}-{span.end}")

    def evidence(self, evidence: TextEvidence | GazetteerEvidence) -> NamedNode:
        """Return the IRI of what an assertion rests on."""
        if isinstance(evidence, TextEvidence):
            return self.quote(evidence)
        return self.record(evidence.scheme, evidence.code)


@lru_cache(maxsize=2**14)
def _quote(base: str, evidence: TextEvidence) -> NamedNode:
    spans = [f"{span.start}_{span.end}" for span in evidence.spans]
    digest = _digest([*spans, evidence.sentence])[:SENTENCE_DIGITS]
    shown = spans if len(spans) <= SPANS_IN_NAME else []
    name = SEPARATOR.join((_encoded(evidence.page), _encoded(evidence.article), *shown, digest))
    return NamedNode(f"{base}quote/{name}")


@lru_cache(maxsize=2**16)
def _encoded(part: str) -> str:
    """Return a part of a name as ids have it."""
    return entity_id("", part)[1:]


def _digest(parts: Iterable[str]) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return sha256(joined).hexdigest()[:DIGEST_LENGTH]
