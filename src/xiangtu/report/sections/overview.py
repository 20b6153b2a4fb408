"""How much there is, how it was made, and of which kinds."""

from __future__ import annotations

from statistics import fmean

from xiangtu.graph import DEFAULT_THRESHOLDS, strongest
from xiangtu.model import GazetteerEvidence
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Label, Note, Section, Share, Table, Word
from xiangtu.vocabulary import load


def key_figures(facts: CorpusFacts) -> Section:
    """Return pages, articles, entities, relations and the like in one table."""
    results = facts.knowledge.results
    articles = [article for _, article in facts.articles.values()]
    stated = [each for each in facts.knowledge.assertions if each.object is not None]
    dates = sorted(filter(None, map(facts.date_of, facts.articles)))
    counts = {
        "pages": len(results),
        "articles": len(articles),
        "sentences": sum(not each.repeats for article in articles for each in article.reading.sentences),
        "characters": sum(len("".join(result.page.text.split())) for result in results),
        "mentions": sum(len(result.mentions) for result in results),
        "entities": len(facts.knowledge.entities),
        "relations": len(stated),
        "figures": len(facts.assertions_of.get("measure", ())),
        "signers": len(facts.signed),
        "sentence_pairs": sum(pair.scope == "sentence" for pair in facts.pairs),
        "sentence_pairs_strong": sum(pair.scope == "sentence" for pair in strongest(facts.pairs)),
    }
    notes = [] if facts.knowledge.entities else [Note("empty")]
    if dates:
        notes.append(Note("dates", {"first": dates[0], "last": dates[-1]}))
    rows = tuple((Word(f"count_{key}"), value) for key, value in counts.items())
    return Section("key_figures", (Table("key_figures", ("measure", "number"), rows),), tuple(notes))


def method(facts: CorpusFacts) -> Section:
    """Return versions, thresholds and the pages with their hashes."""
    pages = tuple(
        (
            result.page.id,
            result.page.newspaper or Word("unknown"),
            result.page.place or Word("unknown"),
            result.page.issue_date or Word("unknown"),
            len(result.articles),
            result.page.sha256,
        )
        for result in facts.knowledge.results
    )
    of_pages = {f"sha256 of {result.page.id}" for result in facts.knowledge.results}
    versions = tuple(row for row in facts.knowledge.header if row[0] not in of_pages)  # those stand below
    thresholds = tuple(
        (Label("cooccurrence", scope), each.count, each.npmi, each.g2)
        for scope, each in DEFAULT_THRESHOLDS.items()
    )
    return Section(
        "method",
        (
            Table("header", ("name", "value"), versions, shown=100),
            Table("thresholds", ("scope", "least_count", "least_npmi", "least_g2"), thresholds),
            Table("pages", ("page", "newspaper", "place", "date", "articles", "sha256"), pages, shown=50),
        ),
        (
            Note("method_entities"),
            Note("method_relations"),
            Note("method_cooccurrence"),
            Note("method_centrality"),
        ),
    )


def kinds(facts: CorpusFacts) -> Section:
    """Return entities by type, roles of people, and relations by kind."""
    vocabulary = load()
    types = []
    for key in vocabulary.types:
        entities = list(facts.of_type(key))
        if entities:
            mentions = sum(facts.mention_count(each.id) for each in entities)
            listed = sum(each.status == "resolved" for each in entities)
            has_list = any(each.status for each in entities)
            types.append((Label("types", key), len(entities), mentions, listed if has_list else None))
    roles = [
        (Label("roles", role), count)
        for role in vocabulary.roles
        if (count := sum(role in each.roles for each in facts.of_type("Person")))
    ]
    relations = []
    for key in vocabulary.predicates:
        assertions = facts.assertions_of.get(key, [])
        if assertions:
            from_lists = sum(
                all(isinstance(source, GazetteerEvidence) for source in each.evidence) for each in assertions
            )
            planned = sum(each.status == "planned" for each in assertions)
            sources = sum(len(each.evidence) for each in assertions)
            certainty = Share(round(fmean(each.confidence for each in assertions), 2))
            relations.append(
                (Label("predicates", key), len(assertions), sources, from_lists, planned, certainty)
            )
    return Section(
        "kinds",
        (
            Table(
                "entities_by_type",
                ("type", "entities", "mentions", "in_gazetteer"),
                tuple(types),
                chart="bars",
            ),
            Table("people_by_role", ("role", "people"), tuple(roles), chart="bars"),
            Table(
                "relations_by_kind",
                ("kind", "relations", "sources", "gazetteer_only", "planned", "mean_confidence"),
                tuple(relations),
                chart="bars",
            ),
        ),
    )
