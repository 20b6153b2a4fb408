"""The nouns that every room speaks of: plain frozen records, and the ids of entities.

Nothing here finds, stores or draws anything, and nothing here needs a library.
"""

from xiangtu.model.identifiers import entity_id, id_parts
from xiangtu.model.records import (
    Article,
    Assertion,
    Byline,
    Entity,
    Evidence,
    GazetteerEvidence,
    KnowledgeGraph,
    Measure,
    Mention,
    Page,
    PageResult,
    Reading,
    Sentence,
    Span,
    TextEvidence,
    count_by_type,
    of_type,
)

__all__ = [
    "Article",
    "Assertion",
    "Byline",
    "Entity",
    "Evidence",
    "GazetteerEvidence",
    "KnowledgeGraph",
    "Measure",
    "Mention",
    "Page",
    "PageResult",
    "Reading",
    "Sentence",
    "Span",
    "TextEvidence",
    "count_by_type",
    "entity_id",
    "id_parts",
    "of_type",
]
