"""``xiangtu.ttl``: one graph, grouped by kind, sorted, with a prefix for each kind of node."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

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
    parts: list[bytes] = []
    count = 0
    for section in content.sections():
        triples = _triples(section)
        count += len(triples)
        if triples:
            parts.append(_turtle(section.heading, triples, content))
    header = content.header(count)
    of_header = _triples(header)
    with path.open("wb") as file:
        for prefix, namespace in prefixes(base).items():
            file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        file.write(_turtle(header.heading, of_header, content))
        file.writelines(parts)
    return count + len(of_header)


def _triples(section: Section) -> list[Triple]:
    return [triple for description in section.descriptions for triple in description.triples()]


def _turtle(heading: str, triples: list[Triple], content: Content) -> bytes:
    """Return a section as Turtle, without the prefixes, which the serialiser writes in random order."""
    used = prefixes(content.base)
    raw = serialize(triples, format=RdfFormat.TURTLE, prefixes=used)
    assert raw is not None
    body = raw.split(b"\n", len(used))[len(used)]
    body = ESCAPED_PERCENT.sub(b"", NEXT_SUBJECT.sub(b"\n\n", body))
    return f"\n# ---- {heading} ----\n\n".encode() + body
