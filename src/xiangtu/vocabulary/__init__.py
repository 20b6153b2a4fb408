"""Types, roles and predicates with their labels, colours and IRIs, declared once in ``vocabulary.toml``.

Ontology, legend, JSON Schema and report labels derive from this module; no other file names a label.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """A type, a role, a predicate, a kind of co-occurrence, or a class or property of the RDF alone.

    `key` is what records carry; `zh` and `en` are its labels. Fields that do not apply are empty.
    """

    key: str
    zh: str
    en: str
    iri: str = ""
    definition_zh: str = ""
    definition_en: str = ""
    inverse_zh: str = ""
    inverse_en: str = ""
    broader: str = ""
    prefix: str = ""
    plural: str = ""
    colour: str = ""
    shape: str = ""
    object: str = ""
    domain: str = ""
    byline: bool = False
    symmetric: bool = False
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole vocabulary, in the order of the file."""

    types: dict[str, Term]
    roles: dict[str, Term]
    predicates: dict[str, Term]
    cooccurrence: dict[str, Term]
    classes: dict[str, Term]
    properties: dict[str, Term]


@cache
def load() -> Vocabulary:
    """Return the vocabulary, read once.

    >>> load().types["Township"].zh
    '乡镇街道'
    """
    text = files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(text)
    terms = {
        group: {key: Term(key=key, **fields) for key, fields in table.items()}
        for group, table in tables.items()
    }
    return Vocabulary(**terms)
