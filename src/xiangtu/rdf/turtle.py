"""``xiangtu.ttl``: one graph, grouped by kind, sorted, with a prefix for each kind of node."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, serialize

from xiangtu.model import KnowledgeGraph
from xiangtu.rdf.content import Content, Section
from xiangtu.rdf.description import Description
from xiangtu.rdf.namespaces import DEFAULT_BASE, prefixes

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence

SUBJECT_END = b" .\n"
"""What ends the description of a subject, and nothing else: no literal holds a bare line end."""

ESCAPED_PERCENT = re.compile(rb"(?<!\\)\\(?=%[0-9A-F]{2})")
r"""A backslash that the serialiser puts before ``%2B`` in a local name, where Turtle needs none. In a
literal ``\%`` is always written ``\\%``: ``党建\%2B网格`` has one, ``"50\\%25"`` has none."""


TRIPLES_AT_ONCE = 10_000
COPIED_AT_ONCE = 2**20


def write_turtle(
    knowledge: KnowledgeGraph,
    cooccurrences: Collection[Cooccurrence],
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
    content = Content(knowledge, cooccurrences, base, quotes)
    with path.open("wb") as file, tempfile.TemporaryFile(dir=path.parent) as body:
        triples = sum(_write_section(section, base, body) for section in content.sections())
        for prefix, namespace in prefixes(base).items():
            file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        triples += _write_section(content.header(triples), base, file)
        body.seek(0)
        shutil.copyfileobj(body, file, COPIED_AT_ONCE)
    return triples


def _write_section(section: Section, base: str, file: IO[bytes]) -> int:
    """Write a section as Turtle, without prefixes, and return the number of its triples."""
    count = 0
    for triples in _batches(section.descriptions):
        file.write(f"\n# ---- {section.heading} ----\n\n".encode() if not count else b"\n")
        file.write(_turtle(triples, base))
        count += len(triples)
    return count


def _batches(descriptions: Iterable[Description]) -> Iterator[list[Triple]]:
    """Yield the triples of whole descriptions, about so many at once."""
    batch: list[Triple] = []
    for description in descriptions:
        batch += description.triples()
        if len(batch) >= TRIPLES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _turtle(triples: Sequence[Triple], base: str) -> bytes:
    """Return triples as Turtle; the prefixes, which the serialiser writes in random order, are cut off."""
    used = prefixes(base)
    raw = serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b""
    body = raw.split(b"\n", len(used))[len(used)]
    parted = with_empty_lines(body)
    return ESCAPED_PERCENT.sub(b"", parted) if b"\\%" in parted else parted


def with_empty_lines(turtle: bytes) -> bytes:
    """Return Turtle with an empty line between subjects.

    >>> with_empty_lines(b"a b c .\\nd e f .\\n")
    b'a b c .\\n\\nd e f .\\n'
    """
    return turtle.replace(SUBJECT_END, SUBJECT_END + b"\n").removesuffix(b"\n")
