"""The linked corpus, indexed for the questions of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import networkx as nx

from xiangtu.graph import (
    ArticleKey,
    Cooccurrence,
    NodeStatistics,
    Statistics,
    is_signer,
    statistics,
)
from xiangtu.model import Article, Assertion, Entity, Evidence, KnowledgeGraph, Page, TextEvidence
from xiangtu.report.document import Quote, Ref


class CorpusFacts:
    """A corpus with its graph. `quotes` False leaves the sentences out of every quote."""

    def __init__(
        self,
        knowledge: KnowledgeGraph,
        graph: nx.MultiDiGraph[str],
        pairs: Sequence[Cooccurrence],
        *,
        quotes: bool = True,
    ) -> None:
        self.knowledge = knowledge
        self.graph = graph
        self.pairs = pairs
        self.quotes = quotes
        self.entities = {entity.id: entity for entity in knowledge.entities}
        self.articles: dict[ArticleKey, tuple[Page, Article]] = {
            ArticleKey(result.page.id, article.id): (result.page, article)
            for result in knowledge.results
            for article in result.articles
        }

    @cached_property
    def statistics(self) -> Statistics:
        """Degrees, centralities, communities of the entity graph."""
        return statistics(self.graph)

    @cached_property
    def numbers(self) -> dict[str, NodeStatistics]:
        """The statistics of each entity."""
        return {each.id: each for each in self.statistics.nodes}

    @cached_property
    def assertions_of(self) -> dict[str, list[Assertion]]:
        """Assertions by predicate, in the corpus's order."""
        found: dict[str, list[Assertion]] = defaultdict(list)
        for assertion in self.knowledge.assertions:
            found[assertion.type].append(assertion)
        return dict(found)

    @cached_property
    def signed(self) -> dict[str, set[ArticleKey]]:
        """Articles that each person signs: those whose byline names them."""
        found: dict[str, set[ArticleKey]] = defaultdict(set)
        for result in self.knowledge.results:
            articles = {article.id: article for article in result.articles}
            for mention in result.mentions:
                sentences = articles[mention.article].reading.sentences
                in_byline = (
                    0 <= mention.sentence < len(sentences) and sentences[mention.sentence].part == "byline"
                )
                entity = self.entities.get(mention.entity or "")
                if entity is not None and in_byline and is_signer(entity.roles):
                    found[entity.id].add(ArticleKey(result.page.id, mention.article))
        return dict(found)

    def of_type(self, *types: str) -> Iterator[Entity]:
        """Yield the entities of these types, in the corpus's order."""
        return (entity for entity in self.knowledge.entities if entity.type in types)

    def ref(self, identifier: str, depth: int = 0) -> Ref:
        """Return the entity as a cell."""
        entity = self.entities[identifier]
        return Ref(identifier, entity.name, entity.type, depth)

    def refs(self, identifiers: Iterable[str]) -> tuple[Ref, ...]:
        """Return entities as one cell: each once, the most written about first."""
        order = sorted(set(identifiers), key=lambda each: (-self.article_count(each), each))
        return tuple(self.ref(each) for each in order)

    def article_count(self, identifier: str) -> int:
        """In how many articles an entity is named, signing included."""
        return len(self.graph.nodes[identifier]["articles"])

    def mention_count(self, identifier: str) -> int:
        """How many of its mentions count (neither in a byline nor in a repeat)."""
        return int(self.graph.nodes[identifier]["mentions"])

    def date_of(self, key: ArticleKey) -> str:
        """Return the article's date as far as known, else that of its page, else an empty text."""
        page, article = self.articles[key]
        return article.issue_date or page.issue_date or ""

    def sources(self, evidence: Iterable[Evidence]) -> set[ArticleKey]:
        """Return the articles that the evidence stands in."""
        return {ArticleKey(each.page, each.article) for each in evidence if isinstance(each, TextEvidence)}

    def quote(self, evidence: Iterable[Evidence], ends: Sequence[str] = ()) -> Quote | str:
        """Return the sentence of the evidence that names most of `ends` (ids), the first of equals.

        For evidence without a sentence, return scheme, code and label of the first gazetteer record.
        """
        texts = []
        records = []
        for each in evidence:
            if isinstance(each, TextEvidence):
                texts.append(each)
            else:
                records.append(f"{each.scheme} {each.code} {each.label}")
        if texts:
            names = [self._names(identifier) for identifier in ends]
            return self.quoted(max(texts, key=lambda text: _named(text.sentence, names)))
        return "; ".join(records[:1])

    def _names(self, identifier: str) -> tuple[str, ...]:
        entity = self.entities.get(identifier)
        return (entity.name, *entity.aliases) if entity else ()

    def quoted(self, evidence: TextEvidence) -> Quote:
        """Return the sentence of one evidence with its headline."""
        known = self.articles.get(ArticleKey(evidence.page, evidence.article))
        headline = (known[1].title if known else None) or ""
        text = evidence.sentence.strip() if self.quotes else ""
        return Quote(text, headline, evidence.page, evidence.article)


def _named(sentence: str, names: Sequence[Sequence[str]]) -> int:
    """Count the things of which a sentence has one of the names."""
    return sum(any(name in sentence for name in each) for each in names)
