"""What to distrust: unresolved places, doubtful links, look-alike names, gaps, repairs."""

from __future__ import annotations

from collections.abc import Iterator

from xiangtu.linking import uncertain_pairs
from xiangtu.model import PageResult
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Cell, Label, Note, Section, Share, Table, Word

DOUBTFUL = 0.6


def quality(facts: CorpusFacts) -> Section:
    """Return the tables that tell where the graph may be wrong."""
    doubtful = tuple(
        (
            facts.ref(each.subject),
            Label("predicates", each.type),
            facts.ref(each.object),
            round(each.confidence, 2),
            facts.quote(each.evidence, (each.subject, each.object or "")),
        )
        for each in sorted(
            facts.knowledge.assertions, key=lambda each: (each.confidence, each.type, each.subject)
        )
        if each.confidence < DOUBTFUL and each.object is not None
    )
    repairs = tuple(
        (facts.ref(each.id), each.aliases, each.note) for each in facts.knowledge.entities if each.note
    )
    unresolved = [
        (facts.ref(each.id), Label("types", each.type), Word(f"status_{each.status}") if each.status else "",
         each.candidates, facts.article_count(each.id))
        for each in facts.of_type("Region", "Township", "Village")
        if each.status != "resolved"
    ]  # fmt: skip
    columns = ("page", "articles", "outside", "repeated", "without_byline", "untitled", "undated_articles")
    tables = (
        Table("page_quality", columns, tuple(map(_page_row, facts.knowledge.results)), 50),
        Table(
            "unresolved_places", ("place", "type", "status", "candidates", "articles"), tuple(unresolved), 50
        ),
        Table("doubtful_relations", ("from", "kind", "to", "confidence", "sentence"), doubtful, 30),
        Table("look_alikes", ("entity", "similar", "type", "alike"), tuple(_look_alikes(facts)), 40),
        Table("repairs", ("entity", "aliases", "repair"), repairs, 50),
    )
    notes = () if facts.knowledge.results else (Note("nothing_here"),)
    return Section("quality", tables, notes)


def _page_row(result: PageResult) -> tuple[Cell, ...]:
    articles = result.articles
    sentences = [each for article in articles for each in article.reading.sentences]
    length = sum(each.end - each.start for each in sentences)
    repeated = sum(each.end - each.start for each in sentences if each.repeats)
    titled = [article for article in articles if article.title]
    return (
        result.page.id,
        len(articles),
        Share(_share_outside(result)),
        Share(round(repeated / length, 4) if length else 0.0),
        sum(not article.bylines for article in titled),
        len(articles) - len(titled),
        sum(not (article.issue_date or result.page.issue_date) for article in articles),
    )


def _share_outside(result: PageResult) -> float:
    """Return which part of the page's characters (white space apart) stands in no article."""
    text = result.page.text
    inside = bytearray(len(text))
    for article in result.articles:
        for start, end in article.segments:
            inside[start:end] = b"\1" * (end - start)
    counted = [index for index, char in enumerate(text) if not char.isspace()]
    outside = sum(not inside[index] for index in counted)
    return round(outside / len(counted), 4) if counted else 0.0


def _look_alikes(facts: CorpusFacts) -> Iterator[tuple[Cell, ...]]:
    """Yield pairs that may be one thing, what matters most first, with what is alike."""
    for pair in uncertain_pairs(facts.knowledge):
        kind = Label("types", facts.entities[pair.a].type)
        yield facts.ref(pair.a), facts.ref(pair.b), kind, Word(f"alike_{pair.reason.replace(' ', '_')}")
