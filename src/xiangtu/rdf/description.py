"""A node and what is said of it, as triples in an order that people can read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from xiangtu.rdf.namespaces import term

Object = NamedNode | Literal
DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""Datatype of an ISO 8601 date by its length: ``2023``, ``2023-03``, ``2023-03-22``."""


class Description:
    """One subject with its properties in the order in which they are added, their objects sorted.

    Adding nothing, or an empty text, adds no triple; the same object is there once.
    """

    def __init__(self, subject: NamedNode, *types: str) -> None:
        """Describe `subject`, an instance of `types` (prefixed names)."""
        self.subject = subject
        self._objects: dict[str, dict[Object, None]] = {}
        self.add("rdf:type", *(term(name) for name in types))

    def add(self, predicate: str, *objects: Object | None) -> Description:
        """Add `objects` under `predicate` (a prefixed name)."""
        known = self._objects.get(predicate)
        for each in objects:
            if each is None:
                continue
            if known is None:
                known = self._objects[predicate] = {}
            known[each] = None
        return self

    def triples(self) -> Iterator[Triple]:
        """Yield the triples."""
        subject = self.subject
        for name, objects in self._objects.items():
            predicate = term(name)
            for each in sorted(objects, key=str) if len(objects) > 1 else objects:
                yield Triple(subject, predicate, each)


def text(value: str | None, language: str | None = None) -> Literal | None:
    """Return a literal, or None for an empty text. A lone surrogate becomes ``?``."""
    if not value:
        return None
    sound = value.encode("utf-8", "replace").decode("utf-8")
    return Literal(sound, language=language) if language else Literal(sound)


def decimal(value: float, digits: int | None = None) -> Literal:
    """Return a canonical ``xsd:decimal``: no exponent, no zeros at the end.

    >>> decimal(0.950).value, decimal(387000000.0).value
    ('0.95', '387000000')
    """
    number = Decimal(repr(float(value)))
    if digits is not None:
        number = round(number, digits)
    lexical = format(number, "f")
    if "." in lexical:
        lexical = lexical.rstrip("0").rstrip(".")
    return Literal("0" if lexical == "-0" else lexical, datatype=term("xsd:decimal"))


def integer(value: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(value), datatype=term("xsd:integer"))


def date(value: str | None) -> Literal | None:
    """Return a date of the precision that is known (see `DATE_TYPES`), or None."""
    if not value:
        return None
    return Literal(value, datatype=term(DATE_TYPES.get(len(value), "xsd:string")))
