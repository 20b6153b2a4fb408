"""Nodes and edges of the graph as flat rows of plain values, with the sentence behind each edge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import NamedTuple

from xiangtu.graph import COOCCURRENCE, ROLE, Appearances, Cooccurrence, appearances, by_ends
from xiangtu.model import Assertion, Entity, Evidence, GazetteerEvidence, KnowledgeGraph, TextEvidence
from xiangtu.store import Spool, decode_record, encode_record
from xiangtu.vocabulary import load

LIST_SEPARATOR = "；"

Value = str | int | float


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One entity. Lists are joined by ``；``; `articles` and `mentions` are numbers."""

    id: str
    name: str
    type: str
    type_zh: str
    aliases: str
    roles: str
    parent: str
    parent_name: str
    codes: str
    status: str
    confidence: float
    mentions: int
    articles: int
    note: str


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One assertion between two entities, or one co-occurrence.

    `group` is ``role`` or ``cooccurrence``, `kind` the predicate or the scope. `weight` is the number of
    articles (of sentences, where the scope is that) that say so, at least 1. `npmi` and `g2` are those of a
    co-occurrence, `confidence`, `post` and `status` those of an assertion; where they do not apply they are
    0 or empty. `sentence`, `article`, `title` and `page` are of the first evidence, `evidence` is how many
    there are; `record` names a gazetteer record where that is the evidence.
    """

    source: str
    source_name: str
    target: str
    target_name: str
    group: str
    kind: str
    kind_zh: str
    post: str
    status: str
    weight: int
    confidence: float
    npmi: float
    g2: float
    sentence: str
    page: str
    article: str
    title: str
    record: str
    evidence: int


def columns(row: type[NodeRow] | type[EdgeRow]) -> list[str]:
    """Return the names of a row's columns, in order."""
    return [field.name for field in fields(row)]


def values(row: NodeRow | EdgeRow) -> dict[str, Value]:
    """Return a row as column → value."""
    return {name: getattr(row, name) for name in columns(type(row))}


def node_rows(knowledge: KnowledgeGraph) -> Iterator[NodeRow]:
    """Yield one row an entity, sorted by id."""
    names = _names(knowledge)
    found = appearances(knowledge)
    for entity in knowledge.entities:
        yield _node_row(entity, names, found[entity.id])


def _names(knowledge: KnowledgeGraph) -> Mapping[str, str]:
    return {entity.id: entity.name for entity in knowledge.entities}


def _node_row(entity: Entity, names: Mapping[str, str], found: Appearances) -> NodeRow:
    vocabulary = load()
    return NodeRow(
        id=entity.id,
        name=entity.name,
        type=entity.type,
        type_zh=vocabulary.types[entity.type].zh,
        aliases=LIST_SEPARATOR.join(entity.aliases),
        roles=LIST_SEPARATOR.join(vocabulary.roles[role].zh for role in entity.roles),
        parent=entity.parent or "",
        parent_name=names.get(entity.parent or "", ""),
        codes=LIST_SEPARATOR.join(f"{scheme}={code}" for scheme, code in entity.codes),
        status=entity.status,
        confidence=round(entity.confidence, 2),
        mentions=found.mentions,
        articles=found.articles,
        note=entity.note,
    )


def edge_rows(
    knowledge: KnowledgeGraph, pairs: Collection[Cooccurrence], *, quotes: bool = True
) -> Iterator[EdgeRow]:
    """Yield a row for each assertion between two entities and each of `pairs`.

    What is stated comes first, then co-occurrence, each sorted by source, target and kind. Without `quotes`,
    sentences stay empty.
    """
    names = _names(knowledge)
    titles = {
        (result.page.id, article.id): article.title
        for result in knowledge.results
        for article in result.articles
        if article.title
    }
    says: Iterator[Assertion | Cooccurrence] = chain(_between_two(knowledge), by_ends(pairs))
    for each in says:
        yield _edge_row(each, names, titles, quotes=quotes)


def _between_two(knowledge: KnowledgeGraph) -> Iterator[Assertion]:
    """Yield the assertions between two entities, sorted by subject, object and predicate."""
    with Spool(keys=3, others=1) as spool:
        spool.add(
            (each.subject, each.object, each.type, encode_record(each))
            for each in knowledge.assertions
            if each.object is not None and each.object != each.subject
        )
        for *_, record in spool:
            yield decode_record(Assertion, record)


def _edge_row(
    says: Assertion | Cooccurrence,
    names: Mapping[str, str],
    titles: Mapping[tuple[str, str], str],
    *,
    quotes: bool,
) -> EdgeRow:
    is_stated = isinstance(says, Assertion)
    source, target = (says.subject, says.object or "") if isinstance(says, Assertion) else (says.a, says.b)
    kind = says.type if isinstance(says, Assertion) else says.scope
    quote, record = _first(says.evidence)
    return EdgeRow(
        source=source,
        source_name=names[source],
        target=target,
        target_name=names[target],
        group=ROLE if is_stated else COOCCURRENCE,
        kind=kind,
        kind_zh=(load().predicates if is_stated else load().cooccurrence)[kind].zh,
        **_weights(says)._asdict(),
        sentence=quote.sentence if quote and quotes else "",
        page=quote.page if quote else "",
        article=quote.article if quote else "",
        title=titles.get((quote.page, quote.article), "") if quote else "",
        record=f"{record.scheme}={record.code} {record.label}" if record else "",
        evidence=len(says.evidence),
    )


class _Weights(NamedTuple):
    post: str = ""
    status: str = ""
    weight: int = 1
    confidence: float = 0.0
    npmi: float = 0.0
    g2: float = 0.0


def _weights(says: Assertion | Cooccurrence) -> _Weights:
    if isinstance(says, Cooccurrence):
        return _Weights(weight=says.count, npmi=says.npmi, g2=says.g2)
    articles = {(each.page, each.article) for each in says.evidence if isinstance(each, TextEvidence)}
    return _Weights(
        post=says.post,
        status=says.status,
        weight=max(len(articles), 1),
        confidence=round(says.confidence, 2),
    )


def _first(evidence: Sequence[Evidence]) -> tuple[TextEvidence | None, GazetteerEvidence | None]:
    quote = next((each for each in evidence if isinstance(each, TextEvidence)), None)
    record = next((each for each in evidence if isinstance(each, GazetteerEvidence)), None)
    return quote, record
