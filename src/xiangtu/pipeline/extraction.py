"""One page to all that it says on its own evidence, and that as extraction JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xiangtu import vocabulary
from xiangtu.layout import read_articles
from xiangtu.model import (
    Article,
    Assertion,
    Byline,
    Entity,
    Measure,
    Mention,
    Page,
    PageResult,
    Span,
    TextEvidence,
)
from xiangtu.recognition import find_mentions
from xiangtu.relations import find_assertions, with_officials
from xiangtu.resolution import resolve

JsonObject = dict[str, Any]


def extract(page: Page) -> PageResult:
    """Read one page: articles, mentions, entities, assertions. A pure function of the page.

    Examples
    --------
    >>> from xiangtu.model import Page
    >>> extract(Page(id="empty.txt", sha256="", text="")).articles
    ()
    """
    articles = read_articles(page)
    resolution = resolve(page, articles, find_mentions(page, articles))
    assertions = find_assertions(page, articles, resolution.mentions, resolution.entities)
    entities = with_officials(resolution.entities, assertions)
    return PageResult(page, articles, resolution.mentions, entities, assertions)


def extraction_json(result: PageResult) -> JsonObject:
    """Return a page's result as the extraction format's object (schema: `extraction_schema`).

    Offsets are 0-based code points of the page's decoded text, end-exclusive. A mention that other text
    splits is one object a stretch.
    """
    return {
        "page": result.page.id,
        "sha256": result.page.sha256,
        "articles": [_article(result, article) for article in result.articles],
        "entities": [_entity(entity) for entity in result.entities],
    }


def _article(result: PageResult, article: Article) -> JsonObject:
    return {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "section": article.section,
        "newspaper": article.newspaper or result.page.newspaper,
        "issue_date": article.issue_date or result.page.issue_date,
        "confidence": round(article.confidence, 2),
        "segments": [list(span) for span in article.segments],
        "bylines": [_byline(byline) for byline in article.bylines],
        "mentions": [
            row
            for mention in result.mentions_of(article.id)
            for row in _mention(result.page, article, mention)
        ],
        "assertions": list(_assertions(result.assertions, article.id)),
    }


def _byline(byline: Byline) -> JsonObject:
    return {
        "name": byline.name,
        "role": byline.role,
        "start": byline.start,
        "end": byline.end,
        "is_person": byline.is_person,
    }


def _mention(page: Page, article: Article, mention: Mention) -> Iterable[JsonObject]:
    for start, end in article.reading.spans(mention.start, mention.end):
        yield {
            "start": start,
            "end": end,
            "text": page.text[start:end],
            "type": mention.type,
            "entity": mention.entity,
            "confidence": round(mention.confidence, 2),
        }


def _assertions(assertions: Iterable[Assertion], article_id: str) -> Iterable[JsonObject]:
    for assertion in assertions:
        evidences = [
            evidence
            for evidence in assertion.evidence
            if isinstance(evidence, TextEvidence) and evidence.article == article_id and evidence.spans
        ]
        if not evidences:
            continue
        row: JsonObject = {"type": assertion.type, "subject": assertion.subject}
        if assertion.object is not None:
            row["object"] = assertion.object
        if assertion.post:
            row["post"] = assertion.post
        if assertion.role:
            row["role"] = assertion.role
        if assertion.measure is not None:
            row |= _measure(assertion.measure)
        if assertion.valid:
            row["valid"] = assertion.valid
        row |= {"status": assertion.status, "evidence": _hull(evidences[0].spans)}
        if len(evidences[0].spans) > 1:
            row["evidence_spans"] = [list(span) for span in evidences[0].spans]
        if len(evidences) > 1:
            row["further_evidence"] = [_hull(evidence.spans) for evidence in evidences[1:]]
        yield row | {"confidence": round(assertion.confidence, 2), "rule": assertion.rule}


def _hull(spans: tuple[Span, ...]) -> list[int]:
    return [min(span.start for span in spans), max(span.end for span in spans)]


def _measure(measure: Measure) -> JsonObject:
    row: JsonObject = {
        "indicator": measure.indicator,
        "value": measure.value,
        "unit": measure.unit,
        "text": measure.text,
    }
    if measure.hedge:
        row["hedge"] = measure.hedge
    if measure.period:
        row["period"] = measure.period
    if measure.normalised_value is not None:
        row["normalised"] = {"value": measure.normalised_value, "unit": measure.normalised_unit}
    return row


def _entity(entity: Entity) -> JsonObject:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "parent": entity.parent,
        "codes": dict(entity.codes),
        "status": entity.status,
        "candidates": list(entity.candidates),
        "roles": list(entity.roles),
        "confidence": round(entity.confidence, 2),
        "note": entity.note,
    }


def extraction_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of what `extraction_json` returns."""
    terms = vocabulary.load()
    text: JsonObject = {"type": "string"}
    optional_text: JsonObject = {"type": ["string", "null"]}
    offset: JsonObject = {"type": "integer", "minimum": 0}
    span: JsonObject = {"type": "array", "prefixItems": [offset, offset], "items": False, "minItems": 2}
    share: JsonObject = {"type": "number", "minimum": 0, "maximum": 1}
    entity_type: JsonObject = {"enum": list(terms.types)}

    def closed(required: JsonObject, optional: JsonObject | None = None) -> JsonObject:
        return {
            "type": "object",
            "properties": required | (optional or {}),
            "required": list(required),
            "additionalProperties": False,
        }

    def listed(item: JsonObject) -> JsonObject:
        return {"type": "array", "items": item}

    byline = closed(
        {
            "name": text,
            "role": {"enum": [key for key, role in terms.roles.items() if role.byline]},
            "start": offset,
            "end": offset,
            "is_person": {"type": "boolean"},
        }
    )
    mention = closed(
        {
            "start": offset,
            "end": offset,
            "text": text,
            "type": entity_type,
            "entity": text,
            "confidence": share,
        }
    )
    assertion = closed(
        {
            "type": {"enum": list(terms.predicates)},
            "subject": text,
            "status": {"enum": ["stated", "planned"]},
            "evidence": span,
            "confidence": share,
            "rule": text,
        },
        {
            "object": text,
            "post": text,
            "role": text,
            "indicator": text,
            "value": {"type": "number"},
            "unit": text,
            "text": text,
            "hedge": text,
            "period": text,
            "valid": text,
            "normalised": closed({"value": {"type": "number"}, "unit": text}),
            "evidence_spans": listed(span),
            "further_evidence": listed(span),
        },
    )
    article = closed(
        {
            "id": text,
            "title": optional_text,
            "kicker": optional_text,
            "section": optional_text,
            "newspaper": optional_text,
            "issue_date": optional_text,
            "confidence": share,
            "segments": listed(span),
            "bylines": listed(byline),
            "mentions": listed(mention),
            "assertions": listed(assertion),
        }
    )
    entity = closed(
        {
            "id": text,
            "type": entity_type,
            "name": text,
            "aliases": listed(text),
            "parent": optional_text,
            "codes": {"type": "object", "additionalProperties": text},
            "status": {"enum": ["", "resolved", "local", "ambiguous"]},
            "candidates": listed(text),
            "roles": listed({"enum": list(terms.roles)}),
            "confidence": share,
            "note": text,
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Xiangtu extraction: one page",
        **closed({"page": text, "sha256": text, "articles": listed(article), "entities": listed(entity)}),
    }
