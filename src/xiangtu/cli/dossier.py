"""One entity as a short dossier: what it is, where it stands, and its edges with their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from xiangtu import vocabulary
from xiangtu.cli.terminal import safe
from xiangtu.model import Assertion, Entity, KnowledgeGraph, TextEvidence

SENTENCES_AN_EDGE = 2
COOCCURRING = 12
EXCERPT_LENGTH = 110
FIGURES_SHOWN = 20

Dossier = dict[str, Any]


def find(knowledge: KnowledgeGraph, name: str) -> list[Entity]:
    """Return the entities of that id, name or alias; where there are none, those whose name holds it."""
    counts = _mention_counts(knowledge)

    def rank(entity: Entity) -> tuple[bool, int, str]:
        return (entity.name != name, -counts[entity.id], entity.id)

    exact = [entity for entity in knowledge.entities if name in (entity.id, entity.name, *entity.aliases)]
    return sorted(exact or [entity for entity in knowledge.entities if name in entity.name], key=rank)


def dossier(knowledge: KnowledgeGraph, entity: Entity) -> Dossier:
    """Return what the corpus says of `entity`: see the keys."""
    by_id = {other.id: other for other in knowledge.entities}
    titles = {
        (result.page.id, article.id): article.title
        for result in knowledge.results
        for article in result.articles
    }
    edges: list[tuple[int, str, Dossier]] = []
    figures: list[Dossier] = []
    for assertion in knowledge.assertions:
        if entity.id not in (assertion.subject, assertion.object):
            continue
        if assertion.measure is not None:
            figures.append(_figure(assertion, titles))
        else:
            edges.append(_edge(assertion, entity, by_id, titles))
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "roles": list(entity.roles),
        "codes": dict(entity.codes),
        "status": entity.status,
        "note": entity.note,
        "hierarchy": _hierarchy(entity, by_id),
        "mentions": _mention_counts(knowledge)[entity.id],
        "edges": _grouped(edges),
        "figures": figures,
        "named_with": _named_with(knowledge, entity, by_id),
    }


def dossier_lines(data: Dossier) -> Iterator[str]:
    """Yield a dossier for a terminal."""
    terms = vocabulary.load()
    roles = "、".join(terms.roles[role].zh for role in data["roles"])
    kind = terms.types[data["type"]].zh
    yield f"{safe(data['name'])}  [{kind}{'，' + roles if roles else ''}]  {data['id']}"
    if data["aliases"]:
        yield f"  又作: {safe('、'.join(data['aliases']))}"
    if data["hierarchy"]:
        yield f"  位置: {safe(' → '.join(data['hierarchy']))}"
    if data["codes"]:
        yield "  代码: " + ", ".join(f"{scheme}:{code}" for scheme, code in data["codes"].items())
    if data["note"]:
        yield f"  说明: {safe(data['note'])}"
    yield f"  提及 {data['mentions']} 次"
    for label, rows in data["edges"].items():
        yield f"{label} ({len(rows)})"
        for sentences, together in groupby(rows, key=lambda row: row["sentences"]):
            group = list(together)
            yield "  " + safe("；".join(_named(row) for row in group))
            yield from _sentences(sentences, [row["name"] for row in group])
    if data["figures"]:
        yield f"{terms.predicates['measure'].zh} ({len(data['figures'])})"
        for row in data["figures"][:FIGURES_SHOWN]:
            yield f"  {safe(row['indicator'])}: {safe(row['text'])}"
        if len(data["figures"]) > FIGURES_SHOWN:
            yield f"  （另有 {len(data['figures']) - FIGURES_SHOWN} 项，见 --json）"
    if data["named_with"]:
        named = "、".join(f"{row['name']}×{row['articles']}" for row in data["named_with"])
        yield f"{terms.cooccurrence['article'].zh}: {safe(named)}"


def _named(row: Dossier) -> str:
    detail = f" {row['detail']}" if row["detail"] else ""
    return f"{row['name']}{detail}{'（计划）' if row['status'] == 'planned' else ''}"


def _sentences(rows: list[Dossier], names: list[str]) -> Iterator[str]:
    for row in rows[:SENTENCES_AN_EDGE]:
        yield f"      {safe(excerpt(row['sentence'], names))}"
        yield f"      —— {safe('《' + row['title'] + '》' if row['title'] else '')}{safe(row['page'])}"
    if len(rows) > SENTENCES_AN_EDGE:
        yield f"      （另有 {len(rows) - SENTENCES_AN_EDGE} 处）"


def excerpt(sentence: str, names: list[str]) -> str:
    """Return a sentence, or of a long one the part around the first of `names` that it holds.

    >>> excerpt("甲" * 90 + "坪上镇" + "乙" * 90, ["坪上镇"]).count("坪上镇")
    1
    """
    if len(sentence) <= EXCERPT_LENGTH:
        return sentence
    found = [sentence.find(name) for name in names if name in sentence]
    start = max(0, min(found, default=0) - EXCERPT_LENGTH // 3)
    end = min(len(sentence), start + EXCERPT_LENGTH)
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"


def _grouped(edges: list[tuple[int, str, Dossier]]) -> dict[str, list[Dossier]]:
    """Edges by label, labels in the vocabulary's order, edges that rest on the same sentence together."""
    groups: dict[str, list[Dossier]] = {}

    def place(edge: tuple[int, str, Dossier]) -> tuple[int, str, str]:
        rank, _, row = edge
        return rank, str(row["sentences"]), row["name"]

    for _, label, row in sorted(edges, key=place):
        groups.setdefault(label, []).append(row)
    return groups


def _edge(
    assertion: Assertion, entity: Entity, by_id: dict[str, Entity], titles: dict[tuple[str, str], str | None]
) -> tuple[int, str, Dossier]:
    predicates = vocabulary.load().predicates
    term = predicates[assertion.type]
    outgoing = assertion.subject == entity.id
    other = assertion.object if outgoing else assertion.subject
    named = by_id.get(other or "")
    row = {
        "predicate": assertion.type,
        "direction": "out" if outgoing else "in",
        "id": other,
        "name": named.name if named else (other or ""),
        "detail": assertion.post,
        "status": assertion.status,
        "confidence": round(assertion.confidence, 2),
        "sentences": _evidence(assertion, titles),
    }
    rank = list(predicates).index(assertion.type) * 2 + (not outgoing)
    return rank, term.zh if outgoing else term.inverse_zh, row


def _figure(assertion: Assertion, titles: dict[tuple[str, str], str | None]) -> Dossier:
    measure = assertion.measure
    assert measure is not None
    return {
        "indicator": measure.indicator,
        "value": measure.value,
        "unit": measure.unit,
        "text": measure.text,
        "status": assertion.status,
        "sentences": _evidence(assertion, titles),
    }


def _evidence(assertion: Assertion, titles: dict[tuple[str, str], str | None]) -> list[Dossier]:
    rows = [
        {
            "sentence": evidence.sentence,
            "title": titles.get((evidence.page, evidence.article)),
            "article": evidence.article,
            "page": evidence.page,
        }
        for evidence in assertion.evidence
        if isinstance(evidence, TextEvidence)
    ]
    return [row for index, row in enumerate(rows) if row not in rows[:index]]


def _hierarchy(entity: Entity, by_id: dict[str, Entity]) -> list[str]:
    chain: list[str] = []
    seen = {entity.id}
    parent = entity.parent
    while parent and parent not in seen and parent in by_id:
        seen.add(parent)
        chain.append(by_id[parent].name)
        parent = by_id[parent].parent
    return chain


def _mention_counts(knowledge: KnowledgeGraph) -> Counter[str]:
    return Counter(
        mention.entity for result in knowledge.results for mention in result.mentions if mention.entity
    )


def _named_with(knowledge: KnowledgeGraph, entity: Entity, by_id: dict[str, Entity]) -> list[Dossier]:
    together: Counter[str] = Counter()
    for result in knowledge.results:
        for article in result.articles:
            named = {mention.entity for mention in result.mentions_of(article.id) if mention.entity}
            if entity.id in named:
                together.update(named - {entity.id})
    ranked = sorted(together.items(), key=lambda item: (-item[1], item[0]))[:COOCCURRING]
    return [{"id": key, "name": by_id[key].name, "articles": count} for key, count in ranked if key in by_id]
