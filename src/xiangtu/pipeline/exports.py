"""The ways out: one file each, always under the same names, swapped in only when all of them are written."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from xiangtu import __version__
from xiangtu.graph import build_graph, cooccurrences, strongest
from xiangtu.lexicon import EDITION
from xiangtu.model import KnowledgeGraph, Page
from xiangtu.rdf import DEFAULT_BASE, entity_iri, write_json_ld, write_nquads, write_turtle
from xiangtu.report import Report, build_report, write_report
from xiangtu.tables import write_edges_csv, write_gexf, write_graphml, write_nodes_csv
from xiangtu.view import write_network

UNFINISHED = ".exports-"
"""How the folder starts that holds exports while they are written, beside the one that gets them."""

LISTED_INPUTS = 200
"""Up to so many pages are listed with their hashes in the headers, beside their number and joint hash."""

BASE_IRI = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+[/#]", re.IGNORECASE)
"""An absolute IRI that names go behind. Example: ``https://example.org/kg/``. Not: ``example.org``."""


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
    knowledge = _headed(knowledge)
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.parent.glob(f"{UNFINISHED}*"):  # by a build that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder.parent) as temporary:
        new = Path(temporary)
        for write in _writers(knowledge, new, quotes=quotes):
            write()
        names = sorted(path.name for path in new.iterdir())
        for name in names:
            (new / name).replace(folder / name)
    return names


def make_report(
    knowledge: KnowledgeGraph, *, quotes: bool = True, only: Collection[str] | None = None
) -> Report:
    """Return the statistics report, or the sections of it that `only` names."""
    knowledge = _headed(knowledge)
    pairs = cooccurrences(knowledge)
    return build_report(knowledge, build_graph(knowledge, strongest(pairs)), pairs, quotes=quotes, only=only)


def write_rdf(
    knowledge: KnowledgeGraph, path: Path, form: str, *, base: str | None = None, quotes: bool = True
) -> None:
    """Write the graph as ``turtle``, ``nquads`` (a named graph an article) or ``jsonld``.

    Raises
    ------
    ValueError
        Where `base` is no absolute IRI, or `form` is unknown.
    """
    writers = {"turtle": write_turtle, "nquads": write_nquads, "jsonld": write_json_ld}
    if form not in writers:
        raise ValueError(f"{form!r} is no format: use {', '.join(writers)}")
    if base is not None and not BASE_IRI.fullmatch(base):
        raise ValueError(f"{base!r} is no base: give an absolute IRI that ends with / or #")
    knowledge = _headed(knowledge)
    writers[form](
        knowledge, strongest(cooccurrences(knowledge)), path, base=base or DEFAULT_BASE, quotes=quotes
    )


def _headed(knowledge: KnowledgeGraph) -> KnowledgeGraph:
    return replace(knowledge, header=header(result.page for result in knowledge.results) + knowledge.header)


def _writers(knowledge: KnowledgeGraph, folder: Path, *, quotes: bool) -> tuple[Callable[[], object], ...]:
    pairs = cooccurrences(knowledge)
    drawn = strongest(pairs)
    graph = build_graph(knowledge, drawn)
    return (
        lambda: write_turtle(knowledge, drawn, folder / "xiangtu.ttl", quotes=quotes),
        lambda: write_nodes_csv(knowledge, folder / "nodes.csv"),
        lambda: write_edges_csv(knowledge, drawn, folder / "edges.csv", quotes=quotes),
        lambda: write_graphml(knowledge, drawn, folder / "xiangtu.graphml", quotes=quotes),
        lambda: write_gexf(knowledge, drawn, folder / "xiangtu.gexf", quotes=quotes),
        lambda: write_network(
            knowledge, graph, pairs, folder / "network.html", quotes=quotes, iri=entity_iri
        ),
        lambda: write_report(knowledge, graph, pairs, folder, quotes=quotes),
    )
