"""The ways out: one file each, always under the same names, swapped in only when all of them are written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from xiangtu import __version__
from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.lexicon import EDITION
from xiangtu.model import KnowledgeGraph, Page
from xiangtu.rdf import write_turtle
from xiangtu.tables import write_edges_csv, write_gexf, write_graphml, write_nodes_csv
from xiangtu.view import write_network

LISTED_INPUTS = 200
"""Up to so many pages are listed with their hashes in the headers, beside their number and joint hash."""


def header(pages: Iterable[Page]) -> tuple[tuple[str, str], ...]:
    """Return what made an export: version, edition of the lexicon, hashes of the input."""
    ordered = sorted(pages, key=lambda page: page.id)
    digest = hashlib.sha256("".join(f"{page.sha256}  {page.id}\n" for page in ordered).encode("utf-8"))
    facts = [
        ("xiangtu", __version__),
        ("lexicon", EDITION),
        ("pages", str(len(ordered))),
        ("sha256 of all pages", digest.hexdigest()),
    ]
    if len(ordered) <= LISTED_INPUTS:
        facts += [(f"sha256 of {page.id}", page.sha256) for page in ordered]
    return tuple(facts)


def write_exports(knowledge: KnowledgeGraph, folder: Path, *, quotes: bool = True) -> list[str]:
    """Write every export into `folder` and return their names, sorted.

    The files replace the earlier ones only when all are written: a failure leaves the folder as it was.

    Parameters
    ----------
    quotes:
        False leaves the newspapers' sentences out.
    """
    knowledge = replace(knowledge, header=header(result.page for result in knowledge.results))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".exports-", dir=folder.parent) as temporary:
        new = Path(temporary)
        for name, write in _writers(knowledge, quotes=quotes).items():
            write(new / name)
        names = sorted(path.name for path in new.iterdir())
        for name in names:
            (new / name).replace(folder / name)
    return names


def _writers(knowledge: KnowledgeGraph, *, quotes: bool) -> Mapping[str, Callable[[Path], object]]:
    pairs = cooccurrences(knowledge)
    drawn = strongest(pairs)
    graph = build_graph(knowledge, drawn)
    return {
        "xiangtu.ttl": lambda path: write_turtle(knowledge, drawn, path, quotes=quotes),
        "nodes.csv": lambda path: write_nodes_csv(knowledge, graph, path),
        "edges.csv": lambda path: write_edges_csv(knowledge, graph, path, quotes=quotes),
        "xiangtu.graphml": lambda path: write_graphml(knowledge, graph, path, quotes=quotes),
        "xiangtu.gexf": lambda path: write_gexf(knowledge, graph, path, quotes=quotes),
        "network.html": lambda path: write_network(knowledge, graph, pairs, path, quotes=quotes),
    }
