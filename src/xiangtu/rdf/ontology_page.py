"""``docs/ontology.html``: the vocabulary for people, generated as the ontology is."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from xiangtu.rdf.namespaces import ONTOLOGY, prefixes
from xiangtu.vocabulary import load

TEMPLATE = "ontology.html.j2"


def ontology_page() -> str:
    """Return a page with every type, role, relation, class and property: labels, IRIs, definitions."""
    vocabulary = load()
    sections = [
        {"zh": "实体类型", "en": "Types of entities", "terms": list(vocabulary.types.values())},
        {"zh": "角色", "en": "Roles", "terms": list(vocabulary.roles.values())},
        {"zh": "关系", "en": "Relations", "terms": list(vocabulary.predicates.values())},
        {
            "zh": "其他类",
            "en": "Other classes",
            "terms": [*vocabulary.classes.values(), *vocabulary.cooccurrence.values()],
        },
        {"zh": "属性", "en": "Properties", "terms": list(vocabulary.properties.values())},
    ]
    environment = Environment(
        loader=PackageLoader(__package__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page: str = environment.get_template(TEMPLATE).render(
        sections=sections, namespace=ONTOLOGY, prefixes=prefixes()
    )
    return page
