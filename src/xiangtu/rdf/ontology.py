"""``ontology/xiangtu.ttl``, generated from the vocabulary, and where the ontology's files are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, serialize

from xiangtu.rdf.description import Description, text
from xiangtu.rdf.namespaces import ONTOLOGY, VOCABULARIES, term
from xiangtu.rdf.turtle import with_empty_lines
from xiangtu.vocabulary import Term, load

ONTOLOGY_FILE = "xiangtu.ttl"
SHAPES_FILE = "shapes.ttl"
QUERY_FOLDER = "queries"

MINTED = "xt:"
DATATYPES = "xsd:"
INVERSE = "_inverse"


def ontology_folder() -> Path:
    """Return the folder with ontology, shapes and queries: the package's own, else the checkout's.

    Raises
    ------
    FileNotFoundError
        If neither is there.
    """
    packaged = Path(str(files("xiangtu"))) / "ontology"
    checkout = Path(__file__).parents[3] / "ontology"
    for folder in (packaged, checkout):
        if (folder / SHAPES_FILE).is_file():
            return folder
    raise FileNotFoundError(f"no ontology in {packaged} nor in {checkout}: install the package again")


def ontology_turtle() -> str:
    """Return the ontology as Turtle: every term of the vocabulary that no other vocabulary has.

    Terms of other vocabularies that stand for ours (``schema:Person``) get our labels in the data's legend,
    not here: an ontology should not redefine what others own.
    """
    descriptions = list(_descriptions())
    triples = [triple for description in descriptions for triple in description.triples()]
    raw = serialize(triples, format=RdfFormat.TURTLE, prefixes=VOCABULARIES)
    assert raw is not None
    body = raw.split(b"\n", len(VOCABULARIES))[len(VOCABULARIES)]
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in VOCABULARIES.items())
    note = (
        "# Generated from src/xiangtu/vocabulary/vocabulary.toml by tools/make_ontology.py; do not edit.\n\n"
    )
    return note + head + "\n" + with_empty_lines(body).decode()


def _descriptions() -> Iterator[Description]:
    vocabulary = load()
    yield (
        Description(NamedNode(ONTOLOGY), "owl:Ontology")
        .add("rdfs:label", text("乡图词汇", "zh"), text("Xiangtu vocabulary", "en"))
        .add(
            "rdfs:comment",
            text("地方报纸知识图谱的小词汇：只含 schema.org、ORG、PROV-O、SKOS 等没有的词。", "zh"),
            text(
                "A small vocabulary for knowledge graphs of local newspapers: only what schema.org, "
                "ORG, PROV-O, SKOS and Web Annotation do not have.",
                "en",
            ),
        )
    )
    classes = (*vocabulary.classes.values(), *vocabulary.types.values(), *vocabulary.cooccurrence.values())
    yield from (_class(each) for each in _minted(classes))
    yield from (_role(each) for each in _minted(vocabulary.roles.values()))
    yield from (_relation(each) for each in _minted(vocabulary.predicates.values()))
    yield from (_property(each) for each in _minted(vocabulary.properties.values()))


def _minted(terms: Iterable[Term]) -> list[Term]:
    return sorted((each for each in terms if each.iri.startswith(MINTED)), key=lambda each: each.iri)


def _labelled(described: Description, each: Term) -> Description:
    described.add("rdfs:label", text(each.zh, "zh"), text(each.en, "en"))
    described.add("skos:definition", text(each.definition_zh, "zh"), text(each.definition_en, "en"))
    return described.add("rdfs:isDefinedBy", NamedNode(ONTOLOGY))


def _class(each: Term) -> Description:
    described = _labelled(Description(term(each.iri), "owl:Class"), each)
    return described.add("rdfs:subClassOf", term(each.broader) if each.broader else None)


def _role(each: Term) -> Description:
    return _labelled(Description(term(each.iri), load().classes["role"].iri), each)


def _relation(each: Term) -> Description:
    types = ["owl:ObjectProperty", *(["owl:SymmetricProperty"] if each.symmetric else [])]
    return _labelled(Description(term(each.iri), *types), each)


def _property(each: Term) -> Description:
    kind = "owl:DatatypeProperty" if each.object.startswith(DATATYPES) else "owl:ObjectProperty"
    described = _labelled(Description(term(each.iri), kind), each)
    described.add("rdfs:domain", term(each.domain) if each.domain else None)
    return described.add("rdfs:range", term(each.object))
