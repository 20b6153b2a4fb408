"""The strongest edges, stated and by co-occurrence, each with a sentence."""

from __future__ import annotations

from xiangtu.graph import strongest
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Label, Note, Section, Table
from xiangtu.vocabulary import load

ROWS_KEPT = 200


def strongest_edges(facts: CorpusFacts) -> Section:
    """Return stated relations by number of articles, and co-occurrences by log-likelihood."""
    predicates = load().predicates
    stated = [
        (len(facts.sources(each.evidence)), each)
        for each in facts.knowledge.assertions
        if each.object is not None and not predicates[each.type].derived
    ]
    stated.sort(
        key=lambda pair: (-pair[0], -pair[1].confidence, pair[1].type, pair[1].subject, pair[1].object or "")
    )
    relations = tuple(
        (
            facts.ref(each.subject),
            (Label("predicates", each.type), each.post) if each.post else Label("predicates", each.type),
            facts.ref(each.object or ""),
            count,
            round(each.confidence, 2),
            facts.quote(each.evidence, (each.subject, each.object or "")),
        )
        for count, each in stated[:ROWS_KEPT]
        if count
    )
    pairs = [pair for pair in strongest(facts.pairs) if pair.scope == "sentence"]
    pairs.sort(key=lambda pair: (-pair.g2, pair.a, pair.b))
    together = tuple(
        (facts.ref(pair.a), facts.ref(pair.b), pair.count, round(pair.npmi, 2), round(pair.g2, 1),
         facts.quote(pair.evidence, (pair.a, pair.b)))
        for pair in pairs[:ROWS_KEPT]
    )  # fmt: skip
    tables = (
        Table(
            "strongest_relations", ("from", "kind", "to", "articles", "confidence", "sentence"), relations, 15
        ),
        Table("strongest_pairs", ("entity", "partner", "sentences", "npmi", "g2", "sentence"), together, 15),
    )
    return Section("strongest_edges", tables, () if relations or together else (Note("nothing_here"),))
