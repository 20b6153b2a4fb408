"""Stories written by hand: ``[name|Type]`` or ``[printed=canonical|Type]`` in a text names an entity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from xiangtu.model.records import (
    Article,
    Byline,
    Entity,
    Mention,
    Page,
    Reading,
    Sentence,
    Span,
)
from xiangtu.relations.story import Story, tell

MARKED = re.compile(r"\[(?P<printed>[^\]|=]+)(?:=(?P<name>[^\]|]+))?\|(?P<type>\w+)\]")
SENTENCE = re.compile(r"[^。！？\n]*[。！？]?[”’]?\n?")


def reading_of(text: str, parts: Mapping[str, str] | None = None) -> Reading:
    """Return a reading in which every character stands where it is printed."""
    sentences = [
        Sentence(match.start(), match.end()) for match in SENTENCE.finditer(text) if match.group().strip()
    ]
    return Reading(text, text, tuple(range(len(text))), tuple(sentences))


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return the text without marks, and start, end, canonical name and type of each name."""
    text, names, position = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[position : match.start()]
        start = len(text)
        text += match["printed"]
        names.append((start, len(text), match["name"] or match["printed"], match["type"]))
        position = match.end()
    return text + marked[position:], names


def story_of(
    body: str,
    *,
    title: str = "",
    parents: Mapping[str, str] | None = None,
    bylines: tuple[Byline, ...] = (),
    article_id: str = "a1",
) -> Story:
    """Return a story: `title` on the first line, `body` below; ids are the canonical names."""
    text, names = unmark(f"{title}\n{body}" if title else body)
    reading = reading_of(text)
    if title:
        title_end = len(unmark(title)[0]) + 1
        reading = Reading(
            text,
            text,
            reading.offsets,
            tuple(
                Sentence(s.start, s.end, "title" if s.end <= title_end else "body") for s in reading.sentences
            ),
        )
    parents = parents or {}
    entities = {name: Entity(name, kind, name, parent=parents.get(name)) for _, _, name, kind in names}
    for child, parent in parents.items():
        entities.setdefault(parent, Entity(parent, "Region", parent, parent=parents.get(parent)))
        assert child
    mentions = [
        Mention(
            article_id, start, end, text[start:end], kind, 1.0, reading.sentence_at(start), "hand", "", name
        )
        for start, end, name, kind in names
    ]
    plain_title = unmark(title)[0] if title else None
    article = Article(article_id, plain_title, None, None, (Span(0, len(text)),), bylines, reading)
    page = Page("page", "0" * 64, text)
    return tell(page, [article], mentions, list(entities.values()))[0]


@pytest.fixture
def make_reading() -> Callable[[str], Reading]:
    return reading_of


@pytest.fixture
def make_story() -> Callable[..., Story]:
    return story_of
