"""All that an export says, section by section and, for data sets of named graphs, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from xiangtu.model import Assertion, Entity, Evidence, KnowledgeGraph, Page, Span, TextEvidence
from xiangtu.rdf.articles import describe_article, describe_newspapers, describe_page
from xiangtu.rdf.assertions import (
    describe_assertion,
    describe_cooccurrence,
    describe_quote,
    describe_span,
)
from xiangtu.rdf.dataset import describe_dataset
from xiangtu.rdf.description import Description
from xiangtu.rdf.entities import describe_entity, describe_posts, describe_records, plain_facts, target
from xiangtu.rdf.namespaces import DEFAULT_BASE, Names
from xiangtu.vocabulary import load

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence


class Section(NamedTuple):
    """A part of an export with its heading."""

    heading: str
    descriptions: Iterable[Description]


@dataclass(frozen=True)
class Content:
    """What an export is made of.

    `pairs` are the co-occurrences that reach the threshold, `base` is the IRI that the data's IRIs start
    with. Without `quotes`, no sentence and no stretch of text is written, only places.
    """

    knowledge: KnowledgeGraph
    pairs: tuple[Cooccurrence, ...] = ()
    base: str = DEFAULT_BASE
    quotes: bool = True

    @cached_property
    def names(self) -> Names:
        """The maker of IRIs."""
        return Names(self.base)

    @cached_property
    def _entity_by_id(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.knowledge.entities}

    @cached_property
    def _page_by_id(self) -> dict[str, Page]:
        return {result.page.id: result.page for result in self.knowledge.results}

    def header(self, triples: int) -> Section:
        """Return the header of an export of so many triples beside it."""
        descriptions = describe_dataset(self.knowledge, self.pairs, triples, self.names)
        return Section("数据集 Data set", descriptions)

    def sections(self) -> Iterator[Section]:
        """Yield everything but the header, each node described once, in sorted order."""
        facts = plain_facts(self.knowledge.assertions, self.names)
        yield from self._sources()
        yield Section("报道 Articles", self._articles())
        yield from self._entities(facts)
        yield from self._assertions(self.knowledge.assertions)
        yield Section("共现 Co-occurrence", (self._cooccurrence(pair) for pair in self.pairs))
        evidence = [
            *(each for assertion in self.knowledge.assertions for each in assertion.evidence),
            *(each for pair in self.pairs for each in pair.evidence),
        ]
        yield from self._evidence(evidence)

    def common(self) -> Iterator[Section]:
        """Yield what belongs to no single article: sources, entities, what rests on gazetteers alone."""
        yield from self._sources()
        alone = [assertion for assertion in self.knowledge.assertions if not _texts(assertion.evidence)]
        yield from self._entities(plain_facts(alone, self.names))
        yield from self._assertions(alone)
        yield Section("共现 Co-occurrence", (self._cooccurrence(pair) for pair in self.pairs))

    def of_articles(self) -> Iterator[tuple[NamedNode, list[Description]]]:
        """Yield each article's IRI and what it says: its own description, its assertions and quotes."""
        said = _by_article(self.knowledge.assertions)
        quoted: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for pair in self.pairs:
            for evidence in pair.evidence:
                quoted[evidence.page, evidence.article].append(evidence)
        for result in self.knowledge.results:
            for article in result.articles:
                here = said[result.page.id, article.id]
                descriptions = list(describe_article(result, article, self.names))
                descriptions += self._plain(each for each, _ in here)
                descriptions += [describe_assertion(each, found, self.names) for each, found in here]
                evidences = [one for _, found in here for one in found]
                for section in self._evidence(evidences + quoted[result.page.id, article.id]):
                    descriptions += section.descriptions
                yield self.names.article(result.page.id, article.id), descriptions

    def _sources(self) -> Iterator[Section]:
        yield Section("报纸 Newspapers", describe_newspapers(self.knowledge, self.names))
        yield Section("版面 Pages", (describe_page(each, self.names) for each in self.knowledge.results))

    def _articles(self) -> Iterator[Description]:
        for result in self.knowledge.results:
            for article in result.articles:
                yield from describe_article(result, article, self.names)

    def _entities(self, facts: dict[str, list[tuple[str, NamedNode]]]) -> Iterator[Section]:
        for key, kind in load().types.items():
            ones = [entity for entity in self.knowledge.entities if entity.type == key]
            described = [describe_entity(entity, self.names, facts) for entity in ones]
            yield Section(f"{kind.zh} {kind.en}", described)
        yield Section("职务 Posts", describe_posts(self.knowledge, self.names))
        yield Section("地名录与代码 Gazetteers and codes", describe_records(self.knowledge, self.names))

    def _assertions(self, assertions: Iterable[Assertion]) -> Iterator[Section]:
        by_type = defaultdict(list)
        for assertion in assertions:
            by_type[assertion.type].append(assertion)
        for key, kind in load().predicates.items():
            described = (describe_assertion(each, each.evidence, self.names) for each in by_type[key])
            yield Section(f"{kind.zh} {kind.en}", described)

    def _plain(self, assertions: Iterable[Assertion]) -> list[Description]:
        described = []
        for assertion in assertions:
            if assertion.object is not None:
                plain = Description(self.names.entity(assertion.subject))
                predicate = load().predicates[assertion.type].iri
                described.append(plain.add(predicate, target(assertion, self.names)))
        return described

    def _cooccurrence(self, pair: Cooccurrence) -> Description:
        return describe_cooccurrence(pair, self._entity_by_id, self.names)

    def _evidence(self, evidence: Iterable[Evidence]) -> Iterator[Section]:
        """Yield quotes and stretches, each once."""
        texts = {self.names.quote(each).value: each for each in _texts(evidence)}
        described = (describe_quote(texts[key], self.names, quotes=self.quotes) for key in sorted(texts))
        yield Section("引文 Quotes", described)
        spans: set[tuple[str, Span]] = {(each.page, span) for each in texts.values() for span in each.spans}
        yield Section(
            "原文位置 Stretches of text",
            (
                describe_span(self._page_by_id[page], span, self.names, quotes=self.quotes)
                for page, span in sorted(spans)
            ),
        )


def _by_article(
    assertions: Iterable[Assertion],
) -> dict[tuple[str, str], list[tuple[Assertion, list[Evidence]]]]:
    """Return page and article → assertions with the evidence that they have there, gazetteers included."""
    said: dict[tuple[str, str], list[tuple[Assertion, list[Evidence]]]] = defaultdict(list)
    for assertion in assertions:
        found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for evidence in _texts(assertion.evidence):
            found[evidence.page, evidence.article].append(evidence)
        records = [each for each in assertion.evidence if not isinstance(each, TextEvidence)]
        for key, texts in found.items():
            said[key].append((assertion, [*texts, *records]))
    return said


def _texts(evidence: Iterable[Evidence]) -> list[TextEvidence]:
    return [each for each in evidence if isinstance(each, TextEvidence)]
