"""The ways out: one file each, always under the same names, swapped in only when all of them are written."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from xiangtu import __version__
from xiangtu.graph import (
    Excerpt,
    PairCounts,
    Size,
    StrongestPairs,
    as_facts,
    build_graph,
    excerpt,
    strongest,
)
from xiangtu.lexicon import EDITION
from xiangtu.model import KnowledgeGraph, Page
from xiangtu.rdf import DEFAULT_BASE, entity_iri, write_json_ld, write_nquads, write_turtle
from xiangtu.report import Report, build_report, write_report
from xiangtu.tables import write_edges_csv, write_gexf, write_graphml, write_nodes_csv
from xiangtu.view import write_network

UNFINISHED = ".exports-"
"""How the folder starts that holds exports while they are written, beside the one that gets them."""

EXPORTS = ("turtle", "nodes", "edges", "graphml", "gexf", "network", "report")
"""The ways out of a build, in the order in which they are written."""

LARGEST_WHOLE = Size(pages=300, entities=20_000, pairs=0)
"""Up to so many pages and entities, everything is drawn and told whole; of a larger corpus GraphML, GEXF,
network page and report have an excerpt, while Turtle and CSV have all."""

EXCERPT = Size(pages=300, entities=5_000, pairs=50_000)
"""What a browser draws smoothly and a reader may read; the same whatever the size of the corpus."""

LISTED_INPUTS = 200
"""Up to so many pages are listed with their hashes in the headers, beside their number and joint hash."""

BASE_IRI = re.compile(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+[/#]", re.IGNORECASE)
"""An absolute IRI that names go behind. Example: ``https://example.org/kg/``. Not: ``example.org``."""


def header(pages: Iterable[Page]) -> tuple[tuple[str, str], ...]:
    """Return what made an export: version, edition of the lexicon, hashes of the input."""
    hashes = sorted((page.id, page.sha256) for page in pages)
    digest = hashlib.sha256("".join(f"{sha}  {page_id}\n" for page_id, sha in hashes).encode("utf-8"))
    facts = [
        ("xiangtu", __version__),
        ("lexicon", EDITION),
        ("pages", str(len(hashes))),
        ("sha256 of all pages", digest.hexdigest()),
    ]
    if len(hashes) <= LISTED_INPUTS:
        facts += [(f"sha256 of {page_id}", sha) for page_id, sha in hashes]
    return tuple(facts)


def write_exports(
    knowledge: KnowledgeGraph,
    folder: Path,
    *,
    quotes: bool = True,
    only: Collection[str] = EXPORTS,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[str]:
    """Write the exports into `folder` and return the names of the files, sorted.

    The files replace the earlier ones only when all are written: a failure leaves the folder as it was.

    Parameters
    ----------
    quotes:
        False leaves the newspapers' sentences out.
    only:
        Names of `EXPORTS`; by default all.
    progress:
        Called before each with how many are written, of how many.
    """
    knowledge = _headed(knowledge)
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.parent.glob(f"{UNFINISHED}*"):  # by a build that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=folder.parent) as temporary,
        PairCounts(knowledge) as counts,
    ):
        new = Path(temporary)
        writers = _writers(knowledge, counts, new, quotes=quotes)
        wanted = [name for name in EXPORTS if name in only]
        for number, name in enumerate(wanted):
            progress(number, len(wanted))
            writers[name]()
        names = sorted(path.name for path in new.iterdir())
        for name in names:
            (new / name).replace(folder / name)
    return names


def make_report(
    knowledge: KnowledgeGraph, *, quotes: bool = True, only: Collection[str] | None = None
) -> Report:
    """Return the report, or the sections of it that `only` names; that of a large corpus tells an excerpt."""
    knowledge = _headed(knowledge)
    with PairCounts(knowledge) as counts:
        part = _part(knowledge, counts, counts.strongest)
        graph = build_graph(part.knowledge, strongest(part.pairs))
        return build_report(part.knowledge, graph, part.pairs, quotes=quotes, only=only)


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
    with PairCounts(knowledge) as counts:
        writers[form](knowledge, counts.strongest(), path, base=base or DEFAULT_BASE, quotes=quotes)


def _headed(knowledge: KnowledgeGraph) -> KnowledgeGraph:
    return replace(knowledge, header=header(result.page for result in knowledge.results) + knowledge.header)


def _part(knowledge: KnowledgeGraph, counts: PairCounts, drawn: Callable[[], StrongestPairs]) -> Excerpt:
    """Return what memory and a browser can hold: the whole corpus, or of a large one an excerpt."""
    if len(knowledge.results) <= LARGEST_WHOLE.pages and len(knowledge.entities) <= LARGEST_WHOLE.entities:
        return Excerpt(knowledge, tuple(counts))
    part = excerpt(knowledge, drawn(), EXCERPT)
    said = tuple(as_facts(knowledge, part).items())
    return replace(part, knowledge=replace(part.knowledge, header=knowledge.header + said))


def _writers(
    knowledge: KnowledgeGraph, counts: PairCounts, folder: Path, *, quotes: bool
) -> Mapping[str, Callable[[], object]]:
    """Return what writes each of `EXPORTS`."""
    whole = cache(counts.strongest)
    part = cache(lambda: _part(knowledge, counts, whole))
    drawn = cache(lambda: strongest(part().pairs))
    graph = cache(lambda: build_graph(part().knowledge, drawn()))
    return {
        "turtle": lambda: write_turtle(knowledge, whole(), folder / "xiangtu.ttl", quotes=quotes),
        "nodes": lambda: write_nodes_csv(knowledge, folder / "nodes.csv"),
        "edges": lambda: write_edges_csv(knowledge, whole(), folder / "edges.csv", quotes=quotes),
        "graphml": lambda: write_graphml(
            part().knowledge, drawn(), folder / "xiangtu.graphml", quotes=quotes
        ),
        "gexf": lambda: write_gexf(part().knowledge, drawn(), folder / "xiangtu.gexf", quotes=quotes),
        "network": lambda: write_network(
            part().knowledge, graph(), part().pairs, folder / "network.html", quotes=quotes, iri=entity_iri
        ),
        "report": lambda: write_report(part().knowledge, graph(), part().pairs, folder, quotes=quotes),
    }
