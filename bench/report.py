"""The whole statistics report of a large corpus, against networkx alone in the same run.

    python bench/report.py                 # 10^5 edges: minutes
    python bench/report.py --edges 10000

The corpus is made (seeded): articles whose sentences name entities, few of them often and most of them
rarely. "Whole report" is from the linked corpus and its graph to the three files; memory is the most that the
process held until then, the corpus in it. networkx alone would take too long for exact betweenness: its time
is reckoned from a few nodes, and both are run on a part of the graph. Machines differ: trust the ratios.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import networkx as nx
from networkx.algorithms.link_analysis import pagerank_alg

from xiangtu.graph import build_graph, cooccurrences, entity_graph, statistics, strongest
from xiangtu.linking import link
from xiangtu.model import (
    Article,
    Assertion,
    Entity,
    KnowledgeGraph,
    Mention,
    Page,
    PageResult,
    Reading,
    Sentence,
    Span,
    TextEvidence,
    entity_id,
)
from xiangtu.report import write_report

SEED = 11
ARTICLES_A_PAGE = 8
SENTENCES_AN_ARTICLE = 6
NAMES_A_SENTENCE = 4
ENTITIES_AN_EDGE = 0.1
EDGES_AN_ARTICLE = 28
"""Measured on the pages below; decides how many pages give a number of edges."""
SAMPLE = 20
"""Nodes from which the time of networkx for all nodes is reckoned."""
KINDS = ("Village", "Person", "Organisation", "Programme", "Township", "Product", "Event")
PART = 1500
"""Entities of the part on which both libraries run."""
CHARACTERS = (
    "安宁平和青山绿水东西南北长河大桥新村富民同心星火石田林泉云岭松柏梅兰竹菊金玉满堂春夏秋冬风雨雷电"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answer."""

    what: str
    seconds: float
    note: str


def made_corpus(edges: int) -> KnowledgeGraph:
    """Return a linked corpus of which about so many edges are drawn."""
    chance = random.Random(SEED)
    names: dict[str, None] = {}
    while len(names) < edges * ENTITIES_AN_EDGE:
        names["".join(chance.choices(CHARACTERS, k=chance.randint(3, 6)))] = None
    entities = [
        Entity(entity_id(KINDS[index % len(KINDS)], "1", name), KINDS[index % len(KINDS)], name)
        for index, name in enumerate(names)
    ]
    pages = max(1, round(edges / EDGES_AN_ARTICLE / ARTICLES_A_PAGE))
    return link([_page(number, entities, chance) for number in range(pages)])


def _page(number: int, entities: list[Entity], chance: random.Random) -> PageResult:
    page, text = f"page{number:05}.txt", ""
    articles: list[Article] = []
    mentions: list[Mention] = []
    assertions: list[Assertion] = []
    named: dict[str, Entity] = {}
    for index in range(ARTICLES_A_PAGE):
        key, written, sentences = f"a{index}", "", []
        for place in range(SENTENCES_AN_ARTICLE):
            start = len(written)
            # squared: the first entities come up far more often than the last
            found = [entities[int(len(entities) * chance.random() ** 2)] for _ in range(NAMES_A_SENTENCE)]
            for each in found:
                named[each.id] = each
                end = len(written) + len(each.name)
                mentions.append(
                    Mention(key, len(written), end, each.name, each.type, 0.9, place, "made", "", each.id)
                )
                written += each.name + "与"
            written += "同办。"
            sentences.append(Sentence(start, len(written)))
            evidence = TextEvidence(
                page, key, (Span(len(text) + start, len(text) + len(written)),), written[start:]
            )
            if found[0].id != found[1].id:
                assertions.append(
                    Assertion("partner_with", found[0].id, found[1].id, (evidence,), 0.9, "made")
                )
        offsets = range(len(text), len(text) + len(written))
        reading = Reading(written, written, tuple(offsets), tuple(sentences))
        articles.append(
            Article(key, f"题{index}", None, None, (Span(offsets.start, offsets.stop),), (), reading)
        )
        text += written + "\n"
    return PageResult(
        Page(page, f"{number:064x}", text, issue_date=f"20{number % 20 + 5:02}-01"),
        tuple(articles),
        tuple(mentions),
        tuple(sorted(named.values(), key=lambda each: each.id)),
        tuple(assertions),
    )


def cut_out(graph: nx.MultiDiGraph[str], size: int) -> nx.MultiDiGraph[str]:
    """Return the graph of the `size` entities with the most neighbours."""
    order = sorted(graph, key=lambda node: (-graph.degree(node), node))
    part: nx.MultiDiGraph[str] = graph.subgraph(order[:size]).copy()
    return part


def networkx_alone(graph: nx.Graph[str]) -> dict[str, float]:
    """Return betweenness as networkx has it; run the rest of the statistics, as its own functions have them.

    PageRank is networkx's implementation without scipy, which this project does not carry.
    """
    pagerank_alg._pagerank_python(graph)  # type: ignore[attr-defined]
    nx.core_number(graph)
    nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    exact: dict[str, float] = nx.betweenness_centrality(graph)
    return exact


def measured(edges: int) -> list[Row]:
    """Return the rows: the report of the whole corpus, then both libraries on what networkx can still do."""
    rows = []
    clock = time.perf_counter
    start = clock()
    knowledge = made_corpus(edges)
    rows.append(Row("corpus made and linked", clock() - start, f"{len(knowledge.results):,} pages"))
    start = clock()
    pairs = cooccurrences(knowledge)
    graph = build_graph(knowledge, strongest(pairs))
    simple = entity_graph(graph)
    size = f"{len(simple):,} entities, {simple.number_of_edges():,} edges"
    rows.append(Row("co-occurrence and graph", clock() - start, size))
    start = clock()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_report(knowledge, graph, pairs, Path(folder))
        written = sum(path.stat().st_size for path in paths) / 1e6
    seconds = clock() - start
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(Row("whole report", seconds, f"{written:.1f} MB written, {held:,.0f} MB held at most"))
    start = clock()
    ours = statistics(graph)
    rows.append(Row("  of it, statistics", clock() - start, f"betweenness from {ours.pivots:,} nodes"))
    start = clock()
    nx.betweenness_centrality_subset(simple, sorted(simple)[:SAMPLE], list(simple))
    reckoned = (clock() - start) / SAMPLE * len(simple)
    rows.append(
        Row("networkx alone, betweenness", reckoned, f"not run: {SAMPLE} nodes' time × all nodes / {SAMPLE}")
    )
    part = cut_out(graph, PART)
    start = clock()
    found = statistics(part)
    simple = entity_graph(part)
    size = f"{len(simple):,} entities, {simple.number_of_edges():,} edges, betweenness exact"
    rows.append(Row("a part: statistics", clock() - start, size))
    start = clock()
    alone = networkx_alone(simple)
    furthest = max(abs(each.betweenness - alone[each.id]) for each in found.nodes)
    rows.append(
        Row("a part: networkx alone", clock() - start, f"betweenness differs by {furthest:.0e} at most")
    )
    return rows


def main() -> int:
    """Run the comparison and print one line each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = measured(options.edges)
    if options.json:
        sys.stdout.write(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
    else:
        for row in rows:
            sys.stdout.write(f"{row.what:<30}{row.seconds:>9.1f} s  {row.note}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
