"""All that an export says, section by section and, for data sets of named graphs, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

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
        """Yield everything but the header, each node described once, sorted; to be gone through in order."""
        yield from self._sources()
        yield Section("报道 Articles", self._articles())
        yield from self._entities(_all)
        with _Texts(self.names) as texts:
            yield from self._assertions(_all, texts)
            yield Section("共现 Co-occurrence", (self._cooccurrence(pair, texts) for pair in self.pairs))
            yield from self._evidence(texts, self.knowledge.results)

    def common(self) -> Iterator[Section]:
        """Yield what belongs to no single article: sources, entities, what rests on gazetteers alone."""
        yield from self._sources()
        yield from self._entities(_rests_on_no_text)
        yield from self._assertions(_rests_on_no_text)
        yield Section("共现 Co-occurrence", (self._cooccurrence(pair) for pair in self.pairs))

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
        with _Texts(self.names) as texts:
            texts.add(chain(quotes, (one for each in assertions for one in each.evidence)))
            for section in self._evidence(texts, (result,)):
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

    def _assertions(
        self, belongs: Callable[[Assertion], bool], texts: _Texts | None = None
    ) -> Iterator[Section]:
        for key, kind in load().predicates.items():
            ones = filter(belongs, of_type(self.knowledge.assertions, key))
            described = (self._assertion(each, texts) for each in ones)
            yield Section(f"{kind.zh} {kind.en}", described)

    def _assertion(self, assertion: Assertion, texts: _Texts | None) -> Description:
        """Describe an assertion; note what it quotes."""
        if texts is not None:
            texts.add(assertion.evidence)
        return describe_assertion(assertion, assertion.evidence, self.names)

    def _plain(self, assertions: Iterable[Assertion]) -> Iterator[Description]:
        for assertion in assertions:
            if assertion.object is not None:
                plain = Description(self.names.entity(assertion.subject))
                predicate = load().predicates[assertion.type].iri
                yield plain.add(predicate, target(assertion, self.names))

    def _cooccurrence(self, pair: Cooccurrence, texts: _Texts | None = None) -> Description:
        """Describe a pair; note what it quotes."""
        if texts is not None:
            texts.add(pair.evidence)
        return describe_cooccurrence(pair, self._name_of, self.names)

    def _evidence(self, texts: _Texts, results: Iterable[PageResult]) -> Iterator[Section]:
        """Yield the quotes and stretches that were noted, each once; `results` are of their pages."""
        quotes = texts.quotes()
        described = (describe_quote(node, each, self.names, quotes=self.quotes) for node, each in quotes)
        yield Section("引文 Quotes", described)
        yield Section("原文位置 Stretches of text", self._spans(texts, results))

    def _spans(self, texts: _Texts, results: Iterable[PageResult]) -> Iterator[Description]:
        ordered = iter(results)
        for page_id, spans in texts.spans():
            page = next(each.page for each in ordered if each.page.id == page_id)
            for span in spans:
                yield describe_span(page, span, self.names, quotes=self.quotes)


class _Texts:
    """Notes what is quoted while it is described, and gives each once, sorted."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._noted: list[TextEvidence] = []
        self._quotes = Spool(keys=1, others=1)
        self._spans = Spool(keys=3)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._quotes.close()
        self._spans.close()

    def add(self, evidence: Iterable[Evidence]) -> None:
        """Note the texts of some evidence."""
        self._noted += (each for each in evidence if isinstance(each, TextEvidence))
        if len(self._noted) >= TEXTS_AT_ONCE:
            self._put_down()

    def _put_down(self) -> None:
        """Give what was noted to the disk."""
        noted = {self._names.quote(each).value: each for each in self._noted}
        self._quotes.add((name, encode_record(each)) for name, each in noted.items())
        spans = {(each.page, *span) for each in noted.values() for span in each.spans}
        self._spans.add(sorted(spans))
        self._noted = []

    def quotes(self) -> Iterator[tuple[NamedNode, TextEvidence]]:
        """Yield each text with its IRI, sorted by that."""
        self._put_down()
        for name, record in self._quotes.once():
            yield NamedNode(name), decode_record(TextEvidence, record)

    def spans(self) -> Iterator[tuple[str, Iterator[Span]]]:
        """Yield each page with the stretches that are quoted, sorted."""
        self._put_down()
        for page_id, rows in groupby(self._spans.once(), key=itemgetter(0)):
            yield page_id, (Span(start, end) for _, start, end in rows)


def _all(_: Assertion) -> bool:
    return True


def _rests_on_no_text(assertion: Assertion) -> bool:
    return not any(isinstance(each, TextEvidence) for each in assertion.evidence)


def _plain_of(entity: Entity, facts: Spool) -> Iterator[PlainFact]:
    return ((predicate, NamedNode(value)) for _, predicate, value in facts.of(entity.id))


def _texts(evidence: Iterable[Evidence]) -> Iterator[TextEvidence]:
    return (each for each in evidence if isinstance(each, TextEvidence))
