"""Write, parse and query the RDF at growing sizes, against rdflib alone in the same run.

    python bench/rdf.py                  # 10^4 and 10^5 triples
    python bench/rdf.py --sizes 1000000  # not in continuous integration: minutes, gigabytes

Writing is timed from the linked graph to the finished file (`write_turtle`); for rdflib, from the same
triples as text to the finished file. Queries are those of the catalogue, each with the parameters that are
given below; a query that rdflib does not finish in time counts with the time limit. Times are CPU seconds of
this process: compare the ratios, not the numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib

from xiangtu.graph import cooccurrences, strongest
from xiangtu.linking import link
from xiangtu.model import (
    Article,
    Assertion,
    Byline,
    Entity,
    KnowledgeGraph,
    Measure,
    Mention,
    Page,
    PageResult,
    Reading,
    Sentence,
    Span,
    TextEvidence,
    entity_id,
)
from xiangtu.rdf import named_queries, write_turtle

SEED = 7
SIZES = (10_000, 100_000)
TRIPLES_AN_ARTICLE = 190
"""Measured on the synthetic pages below; decides how many pages give a size."""
ARTICLES_A_PAGE = 6
TOWNSHIPS = 40
SENTENCES = (("town", "village"), ("village", "programme"), ("body", "programme", "town"), ("town", "region"))
"""What is named in each sentence of an article."""
RDFLIB_SECONDS = 10
"""Longest that rdflib may take over one query."""
PARAMETERS = {
    "articles-about-a-place": {"place": "乡1镇"},
    "about-an-entity": {"entity": "乡1镇"},
    "relations-of-an-entity": {"entity": "乡1镇"},
    "sentences-between-two-entities": {"first": "乡1镇", "second": "村1村"},
}
"""Queries that are asked of one thing; the others are asked of the whole graph."""


def synthetic_graph(triples: int) -> KnowledgeGraph:
    """Return a linked corpus that gives about so many triples."""
    chance = random.Random(SEED)
    pages = max(1, round(triples / (TRIPLES_AN_ARTICLE * ARTICLES_A_PAGE)))
    return link([_page(number, chance) for number in range(pages)])


def _page(number: int, chance: random.Random) -> PageResult:
    names: dict[str, Entity] = {}
    text, articles, mentions, assertions = "", [], [], []
    for index in range(ARTICLES_A_PAGE):
        article, said, found = _article(f"page{number}", f"a{index}", len(text), names, chance)
        text += article.reading.text + "\n"
        articles.append(article)
        mentions += found
        assertions += said
    page = Page(f"page{number}", f"{number:064x}", text)
    entities = tuple(sorted(names.values(), key=lambda entity: entity.id))
    return PageResult(page, tuple(articles), tuple(mentions), entities, tuple(assertions))


def _article(
    page: str, key: str, base: int, names: dict[str, Entity], chance: random.Random
) -> tuple[Article, list[Assertion], list[Mention]]:
    town = chance.randrange(TOWNSHIPS)
    known = {
        "reporter": _name(names, "Person", f"记者{chance.randrange(60)}", roles=("reporter",)),
        "town": _name(names, "Township", f"乡{town}镇", parent=entity_id("Region", "1", "县")),
        "region": _name(names, "Region", "县"),
        "village": _name(
            names, "Village", f"村{chance.randrange(20)}村", parent=entity_id("Township", "1", f"乡{town}镇")
        ),
        "programme": _name(names, "Programme", f"行动{chance.randrange(300)}"),
        "body": _name(names, "Organisation", f"局{chance.randrange(80)}局"),
    }
    text, sentences, mentions = f"{known['reporter'].name}\n", [Sentence(0, 4, "byline")], []
    mentions.append(_mention(key, 0, known["reporter"], 0))
    for ends in SENTENCES:
        start = len(text)
        for end in ends:
            mentions.append(_mention(key, len(text), known[end], len(sentences)))
            text += known[end].name + "与"
        text += "一同办事。"
        sentences.append(Sentence(start, len(text)))
    reading = Reading(text, text, tuple(range(base, base + len(text))), tuple(sentences))
    byline = Byline(known["reporter"].name, "reporter", base, base + len(known["reporter"].name))
    article = Article(key, f"题{page}{key}", None, None, (Span(base, base + len(text)),), (byline,), reading)
    says = [
        ("located_in", "village", "town", ""),
        ("runs", "village", "programme", ""),
        ("runs", "body", "programme", ""),
        ("holds_post", "reporter", "body", "局长"),
        ("reports_on", "reporter", "town", ""),
    ]
    first = {mention.entity: mention for mention in reversed(mentions)}

    def evidence(*ends: str) -> tuple[TextEvidence, ...]:
        here = [first[known[end].id] for end in ends]
        spans = tuple(Span(base + each.start, base + each.end) for each in here)
        sentence = sentences[here[-1].sentence]
        return (TextEvidence(page, key, spans, text[sentence.start : sentence.end]),)

    assertions = [
        Assertion(kind, known[a].id, known[b].id, evidence(a, b), 0.9, "bench", post=post)
        for kind, a, b, post in says
    ]
    value = float(chance.randrange(1, 9000))
    measure = Measure(
        f"产值{chance.randrange(40)}", value, "万元", f"{value}万元", "", "", value * 1e4, "CNY"
    )
    assertions.append(
        Assertion("measure", known["town"].id, None, evidence("town"), 0.7, "bench", measure=measure)
    )
    return article, assertions, mentions


def _name(
    names: dict[str, Entity], kind: str, name: str, parent: str | None = None, roles: tuple[str, ...] = ()
) -> Entity:
    identifier = entity_id(kind, "1", name)
    return names.setdefault(identifier, Entity(identifier, kind, name, parent=parent, roles=roles))


def _mention(article: str, start: int, entity: Entity, sentence: int) -> Mention:
    end = start + len(entity.name)
    return Mention(article, start, end, entity.name, entity.type, 0.9, sentence, "bench", "", entity.id)


class OutOfTime(Exception):
    """A query took longer than allowed."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise OutOfTime

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def seconds_of(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def compare(size: int, folder: Path) -> dict[str, Any]:
    """Return the times at one size."""
    knowledge = synthetic_graph(size)
    pairs = strongest(cooccurrences(knowledge))
    ours = folder / "ours.ttl"
    times: dict[str, Any] = {"write": {"ours": seconds_of(lambda: write_turtle(knowledge, pairs, ours))}}
    parsed = rdflib.Graph()
    store = pyoxigraph.Store()
    times["parse"] = {
        "ours": seconds_of(lambda: store.bulk_load(path=str(ours), format=pyoxigraph.RdfFormat.TURTLE)),
        "rdflib": seconds_of(lambda: parsed.parse(ours, format="turtle")),
    }
    times["write"]["rdflib"] = seconds_of(lambda: write_by_rdflib(parsed, folder / "theirs.ttl"))
    queries = {name: query.bind(PARAMETERS.get(name, {})) for name, query in named_queries().items()}
    times["queries"] = {name: compare_query(text, store, parsed) for name, text in queries.items()}
    return {"triples": len(parsed), **times}


def write_by_rdflib(graph: rdflib.Graph, path: Path) -> None:
    """Build a graph anew from terms as text and write it, as a program on rdflib alone would."""
    fresh = rdflib.Graph()
    for prefix, namespace in graph.namespaces():
        fresh.bind(prefix, namespace)
    for subject, predicate, target in graph:
        copy = (
            rdflib.Literal(str(target), lang=target.language, datatype=target.datatype)
            if isinstance(target, rdflib.Literal)
            else rdflib.URIRef(str(target))
        )
        fresh.add((rdflib.URIRef(str(subject)), rdflib.URIRef(str(predicate)), copy))
    fresh.serialize(path, format="turtle")


def compare_query(text: str, store: pyoxigraph.Store, graph: rdflib.Graph) -> dict[str, Any]:
    ours = seconds_of(lambda: sum(1 for _ in store.query(text)))  # type: ignore[misc, union-attr]
    try:
        with time_limit(RDFLIB_SECONDS):
            theirs = seconds_of(lambda: sum(1 for _ in graph.query(text)))
        finished = True
    except OutOfTime:
        theirs, finished = float(RDFLIB_SECONDS), False
    return {"ours": ours, "rdflib": theirs, "rdflib_finished": finished}


def ratio(times: dict[str, float]) -> float:
    return times["rdflib"] / max(times["ours"], 1e-6)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of triples, about")
    parser.add_argument("--json", action="store_true", help="print all times as JSON")
    options = parser.parse_args()
    results = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            results.append(compare(size, Path(folder)))
        if not options.json:
            report(results[-1])
    if options.json:
        print(json.dumps(results, indent=2))


def report(result: dict[str, Any]) -> None:
    print(f"\n{result['triples']} triples          ours s   rdflib s   ratio")
    for what in ("write", "parse"):
        times = result[what]
        print(f"{what:34}{times['ours']:9.3f}{times['rdflib']:11.3f}{ratio(times):8.0f}")
    for name, times in result["queries"].items():
        mark = " " if times["rdflib_finished"] else ">"
        print(f"{name:34}{times['ours']:9.4f}{mark}{times['rdflib']:10.3f}{ratio(times):8.0f}")
    median = statistics.median(ratio(times) for times in result["queries"].values())
    print(f"queries, median ratio {median:.0f}; writing {ratio(result['write']):.0f}")


if __name__ == "__main__":
    main()
