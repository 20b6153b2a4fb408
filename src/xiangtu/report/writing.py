"""From a corpus to the report's three files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import networkx as nx

from xiangtu.graph import Cooccurrence
from xiangtu.model import KnowledgeGraph
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Report
from xiangtu.report.html import report_html
from xiangtu.report.plain import report_csv, report_json, report_markdown
from xiangtu.report.sections import SECTIONS

FILES = ("report.html", "report.json", "report.md")


def build_report(
    knowledge: KnowledgeGraph,
    graph: nx.MultiDiGraph[str],
    pairs: Sequence[Cooccurrence],
    *,
    quotes: bool = True,
    only: Collection[str] | None = None,
) -> Report:
    """Return the report of a corpus.

    Parameters
    ----------
    knowledge:
        The linked corpus.
    graph:
        ``build_graph(knowledge, strongest(pairs))``.
    pairs:
        All co-occurrences.
    quotes:
        False leaves the sentences out; headlines stay.
    only:
        Keys of `SECTIONS` to make; by default all.

    Raises
    ------
    KeyError
        If `only` names a section that does not exist.
    """
    for key in sorted(only or ()):
        if key not in SECTIONS:
            raise KeyError(key)
    facts = CorpusFacts(knowledge, graph, pairs, quotes=quotes)
    chosen = [make for key, make in SECTIONS.items() if only is None or key in only]
    places = dict.fromkeys(result.page.place for result in knowledge.results if result.page.place)
    is_all = all(result.page.place for result in knowledge.results)
    return Report(tuple(places), knowledge.header, tuple(make(facts) for make in chosen), is_all)


def write_report(
    knowledge: KnowledgeGraph,
    graph: nx.MultiDiGraph[str],
    pairs: Sequence[Cooccurrence],
    folder: Path,
    *,
    quotes: bool = True,
) -> tuple[Path, ...]:
    """Write ``report.html``, ``report.json`` and ``report.md`` into a folder and return their paths."""
    report = build_report(knowledge, graph, pairs, quotes=quotes)
    paths = tuple(folder / name for name in FILES)
    for path, text in zip(
        paths, (report_html(report), report_json(report), report_markdown(report)), strict=True
    ):
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    return paths


def write_report_csv(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write every table that has rows as CSV into a folder, made where it is missing; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in sorted(report_csv(report).items()):
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    return tuple(paths)
