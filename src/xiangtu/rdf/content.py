"""All that an export says, section by section and, for data sets of named graphs, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from xiangtu.model import (
    Article,
    Assertion,
    Entity,
    Evidence,
    KnowledgeGraph,
    PageResult,
    Span,
    TextEvidence,
    of_type,
)
from xiangtu.rdf.articles import describe_article, describe_newspapers, describe_page
from xiangtu.rdf.assertions import (
    describe_assertion,
    describe_cooccurrence,
    describe_quote,
    describe_span,
)
from xiangtu.rdf.dataset import describe_dataset
from xiangtu.rdf.description import Description
from xiangtu.rdf.entities import PlainFact, describe_entity, describe_posts, describe_records, target
from xiangtu.rdf.namespaces import DEFAULT_BASE, Names
from xiangtu.store import Spool, decode_record, encode_record
from xiangtu.vocabulary import load

if TYPE_CHECKING:
    from xiangtu.graph import Cooccurrence

ASSERTION, QUOTE = "assertion", "quote"
"""What an article says, and what pairs of names quote of it."""
TEXTS_AT_ONCE = 10_000


class Section(NamedTuple):
    """A part of an export with its heading."""

    heading: str
    descriptions: Iterable[Description]


@dataclass(frozen=True)
class Content:
    """What an export is made of.

    `pairs` are the co-occurrences that reach the threshold, `base` is the IRI that the data's IRIs start
    with. Without `quotes`, no sentence and no stretch of text is written, only places. Sections are made as
    they are asked for, and what they must sort waits on disk: an export may be larger than memory.
    """

    knowledge: KnowledgeGraph
    pairs: Collection[Cooccurrence] = ()
    base: str = DEFAULT_BASE
    quotes: bool = True

    @cached_property
    def names(self) -> Names:
        """The maker of IRIs."""
        return Names(self.base)

    @cached_property
    def _name_of(self) -> Mapping[str, str]:
        return {entity.id: entity.name for entity in self.knowledge.entities}

    def header(self, triples: int) -> Section:
        """Return the header of an export of so many triples beside it."""
        descriptions = describe_dataset(self.knowledge, self.pairs, triples, self.names)
        return Section("数据集 Data set", descriptions)

    def sections(self) -> Iterator[Section]:
        """Yield everything but the header, each node described once, in sorted order."""
        yield from self._sources()
        yield Section("报道 Articles", self._articles())
        yield from self._entities(_all)
        yield from self._assertions(_all)
        yield Section("共现 Co-occurrence", map(self._cooccurrence, self.pairs))
        evidence = (each for group in (self.knowledge.assertions, self.pairs) for each in group)
        yield from self._evidence(_texts(one for each in evidence for one in each.evidence))

    def common(self) -> Iterator[Section]:
        """Yield what belongs to no single article: sources, entities, what rests on gazetteers alone."""
        yield from self._sources()
        yield from self._entities(_rests_on_no_text)
        yield from self._assertions(_rests_on_no_text)
        yield Section("共现 Co-occurrence", map(self._cooccurrence, self.pairs))

    def of_articles(self) -> Iterator[tuple[NamedNode, list[Description]]]:
        """Yield each article's IRI and what it says: its own description, its assertions and quotes."""
        with Spool(keys=2, others=2) as said:
            said.add(self._said())
            by_page = groupby(said, key=itemgetter(0))
            waiting = next(by_page, None)
            for result in self.knowledge.results:
                here: dict[str, list[tuple[str, str]]] = defaultdict(list)
                if waiting is not None and waiting[0] == result.page.id:
                    for _, article, kind, record in waiting[1]:
                        here[article].append((kind, record))
                    waiting = next(by_page, None)
                for each in result.articles:
                    yield (
                        self.names.article(result.page.id, each.id),
                        self._of_article(result, each, here[each.id]),
                    )

    def _said(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield page, article, kind and record of assertions, with the evidence there, and of quotes."""
        for assertion in self.knowledge.assertions:
            found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
            for evidence in _texts(assertion.evidence):
                found[evidence.page, evidence.article].append(evidence)
            records = [each for each in assertion.evidence if not isinstance(each, TextEvidence)]
            for key, texts in found.items():
                yield *key, ASSERTION, encode_record(replace(assertion, evidence=(*texts, *records)))
        for pair in self.pairs:
            for quote in pair.evidence:
                yield quote.page, quote.article, QUOTE, encode_record(quote)

    def _of_article(
        self, result: PageResult, article: Article, said: Sequence[tuple[str, str]]
    ) -> list[Description]:
        assertions = [decode_record(Assertion, record) for kind, record in said if kind == ASSERTION]
        quotes = [decode_record(TextEvidence, record) for kind, record in said if kind == QUOTE]
        described = list(describe_article(result, article, self.names))
        described += self._plain(assertions)
        described += [describe_assertion(each, each.evidence, self.names) for each in assertions]
        evidence = _texts(one for each in assertions for one in each.evidence)
        for section in self._evidence(chain(evidence, quotes), (result,)):
            described += section.descriptions
        return described

    def _sources(self) -> Iterator[Section]:
        yield Section("报纸 Newspapers", describe_newspapers(self.knowledge, self.names))
        yield Section("版面 Pages", (describe_page(each, self.names) for each in self.knowledge.results))

    def _articles(self) -> Iterator[Description]:
        for result in self.knowledge.results:
            for article in result.articles:
                yield from describe_article(result, article, self.names)

    def _entities(self, belongs: Callable[[Assertion], bool]) -> Iterator[Section]:
        with Spool(keys=1, others=2) as facts:
            facts.add(self._facts(belongs))
            for key, kind in load().types.items():
                ones = of_type(self.knowledge.entities, key)
                described = (describe_entity(each, self.names, _plain_of(each, facts)) for each in ones)
                yield Section(f"{kind.zh} {kind.en}", described)
        yield Section("职务 Posts", describe_posts(self.knowledge, self._name_of, self.names))
        yield Section("地名录与代码 Gazetteers and codes", describe_records(self.knowledge, self.names))

    def _facts(self, belongs: Callable[[Assertion], bool]) -> Iterator[tuple[str, str, str]]:
        """Yield subject, predicate and object of what is said of entities."""
        for each in self.knowledge.assertions:
            if each.object is not None and belongs(each):
                yield each.subject, load().predicates[each.type].iri, target(each, self.names).value

    def _assertions(self, belongs: Callable[[Assertion], bool]) -> Iterator[Section]:
        for key, kind in load().predicates.items():
            ones = filter(belongs, of_type(self.knowledge.assertions, key))
            described = (describe_assertion(each, each.evidence, self.names) for each in ones)
            yield Section(f"{kind.zh} {kind.en}", described)

    def _plain(self, assertions: Iterable[Assertion]) -> Iterator[Description]:
        for assertion in assertions:
            if assertion.object is not None:
                plain = Description(self.names.entity(assertion.subject))
                predicate = load().predicates[assertion.type].iri
                yield plain.add(predicate, target(assertion, self.names))

    def _cooccurrence(self, pair: Cooccurrence) -> Description:
        return describe_cooccurrence(pair, self._name_of, self.names)

    def _evidence(
        self, evidence: Iterable[TextEvidence], results: Iterable[PageResult] | None = None
    ) -> Iterator[Section]:
        """Yield quotes and stretches, each once; `results` are those of their pages, by default all."""
        with Spool(keys=1, others=1) as quotes, Spool(keys=3) as spans:
            for some in _batches(evidence):
                quotes.add((self.names.quote(each).value, encode_record(each)) for each in some)
                spans.add((each.page, *span) for each in some for span in each.spans)
            yield Section("引文 Quotes", self._quotes(quotes))
            pages = self.knowledge.results if results is None else results
            yield Section("原文位置 Stretches of text", self._spans(spans, pages))

    def _quotes(self, quotes: Spool) -> Iterator[Description]:
        for _, record in quotes.once():
            yield describe_quote(decode_record(TextEvidence, record), self.names, quotes=self.quotes)

    def _spans(self, spans: Spool, results: Iterable[PageResult]) -> Iterator[Description]:
        ordered = iter(results)
        for page_id, rows in groupby(spans.once(), key=itemgetter(0)):
            page = next(each.page for each in ordered if each.page.id == page_id)
            for _, start, end in rows:
                yield describe_span(page, Span(start, end), self.names, quotes=self.quotes)


def _all(_: Assertion) -> bool:
    return True


def _rests_on_no_text(assertion: Assertion) -> bool:
    return not any(isinstance(each, TextEvidence) for each in assertion.evidence)


def _plain_of(entity: Entity, facts: Spool) -> Iterator[PlainFact]:
    return ((predicate, NamedNode(value)) for _, predicate, value in facts.of(entity.id))


def _texts(evidence: Iterable[Evidence]) -> Iterator[TextEvidence]:
    return (each for each in evidence if isinstance(each, TextEvidence))


def _batches(evidence: Iterable[TextEvidence]) -> Iterator[list[TextEvidence]]:
    waiting = iter(evidence)
    while some := list(islice(waiting, TEXTS_AT_ONCE)):
        yield some
