"""Pages from plain text, read up to their entities."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

import pytest

from xiangtu.model import Article, Byline, Entity, Page, Reading, Sentence, Span
from xiangtu.recognition import find_mentions
from xiangtu.resolution import Resolution, resolve


def article_of(text: str, identifier: str = "1", bylines: Sequence[Byline] = ()) -> Article:
    """Return an article whose paragraphs are the lines of `text`."""
    sentences = [
        Sentence(match.start(), match.end())
        for match in re.finditer(r"[^\n。！？]*[。！？]?[”’]?\n?", text)
        if match.group().strip()
    ]
    offsets = tuple(-1 if char == "\n" else index for index, char in enumerate(text))
    reading = Reading(text, text, offsets, tuple(sentences))
    return Article(identifier, None, None, None, (Span(0, len(text)),), tuple(bylines), reading)


Read = Callable[..., Resolution]


@pytest.fixture
def read() -> Read:
    """Return a function that reads texts, one an article, as one page."""

    def resolution(*texts: str, place: str | None = None, newspaper: str | None = None) -> Resolution:
        articles = [article_of(text, str(number)) for number, text in enumerate(texts, 1)]
        whole = "\n".join(texts)
        digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
        page = Page("page.txt", digest, whole, place=place, newspaper=newspaper)
        return resolve(page, articles, find_mentions(page, articles))

    return resolution


def names_of(resolution: Resolution, kind: str) -> list[str]:
    """Return the canonical names of the mentioned entities of a type, in the order of their mentions."""
    entities = {entity.id: entity for entity in resolution.entities}
    found = [entities[m.entity] for m in resolution.mentions if m.entity is not None]
    return [entity.name for entity in found if entity.type == kind]


def entity_of(resolution: Resolution, name: str) -> Entity:
    """Return the entity of this canonical name."""
    return next(entity for entity in resolution.entities if entity.name == name)
