"""``xiangtu.ttl``: one graph, grouped by kind, sorted, with a prefix for each kind of node."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, Triple, serialize

from xiangtu.model import KnowledgeGraph
from xiangtu.rdf.content import Content, Section
from xiangtu.rdf.namespaces import DEFAULT_BASE, prefixes

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence

NEXT_SUBJECT = re.compile(rb"\n(?=[^\t\n])")
"""A line end after which a new subject starts: properties are indented by a tab, and no literal holds a
bare line end."""

ESCAPED_PERCENT = re.compile(rb"(?<!\\)\\(?=%[0-9A-F]{2})")
r"""A backslash that the serialiser puts before ``%2B`` in a local name, where Turtle needs none. In a
literal ``\%`` is always written ``\\%``: ``党建\%2B网格`` has one, ``"50\\%25"`` has none."""


def write_turtle(
    knowledge: KnowledgeGraph,
    cooccurrences: Iterable[Cooccurrence],
    path: Path,
    *,
    base: str = DEFAULT_BASE,
    quotes: bool = True,
) -> int:
    """Write the graph as Turtle and return the number of its triples.

    Parameters
    ----------
    knowledge:
        The linked corpus; the facts of its `header` go into the header of the data set.
    cooccurrences:
        Those to write, usually ``strongest(cooccurrences(knowledge))``.
    base:
        What the IRIs of the data start with.
    quotes:
        False leaves out every sentence and stretch of text; places in the pages stay.

    Raises
    ------
    ValueError
        If `base` is not an absolute IRI that ends in ``/`` or ``#``.
    """
    content = Content(knowledge, tuple(cooccurrences), base, quotes)
    parts = [_turtle(section, base) for section in content.sections()]
    header = _turtle(content.header(sum(part.triples for part in parts)), base)
    with path.open("wb") as file:
        for prefix, namespace in prefixes(base).items():
            file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        file.writelines(part.turtle for part in (header, *parts))
    return sum(part.triples for part in (header, *parts))


class _Part(NamedTuple):
    """A section as Turtle, without prefixes, and the number of its triples."""

    turtle: bytes
    triples: int


def _turtle(section: Section, base: str) -> _Part:
    """Return a section as Turtle; the prefixes, which the serialiser writes in random order, are cut off."""
    used = prefixes(base)
    count = 0

    def triples() -> Iterator[Triple]:
        nonlocal count
        for description in section.descriptions:
            for triple in description.triples():
                count += 1
                yield triple

    raw = serialize(triples(), format=RdfFormat.TURTLE, prefixes=used) or b""
    if not count:
        return _Part(b"", 0)
    body = raw.split(b"\n", len(used))[len(used)]
    body = ESCAPED_PERCENT.sub(b"", NEXT_SUBJECT.sub(b"\n\n", body))
    return _Part(f"\n# ---- {section.heading} ----\n\n".encode() + body, count)
