"""Stories to articles: titles, bylines, segments, reading and ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from xiangtu.layout.kinds import Kind, Part, classify, is_dashed, is_numbered
from xiangtu.layout.lines import is_spaced, split_lines
from xiangtu.layout.reading import Paragraph, build_reading, segment_spans
from xiangtu.layout.stories import Assembler, Story
from xiangtu.model.records import Article, Byline, Page, Span

_SPACES = re.compile(r"\s+")
_SINGLE_SPACE = re.compile(r"(?<=\S)\s(?=\S)")


def read_articles(page: Page) -> tuple[Article, ...]:
    """Return the articles of a page, in the order in which they begin on it.

    Every character of the page belongs to at most one article; section labels, mastheads, page numbers and
    tables belong to none. A captioned picture is an article without a title.

    >>> page = Page("p", "0", "山乡新貌\\n记者 王小明\\n本报讯 近日，新路修通。\\n")
    >>> [(a.title, [b.name for b in a.bylines]) for a in read_articles(page)]
    [('山乡新貌', ['王小明'])]
    """
    parts = classify(page.text, split_lines(page.text))
    assembler = Assembler(parts)
    articles: list[Article] = []
    taken: dict[str, int] = {}
    for story in assembler.read():
        article = _article(page.text, parts, story, assembler.headline_level)
        count = taken[article.id] = taken.get(article.id, 0) + 1
        if count > 1:
            article = replace(article, id=f"{article.id}-{count}")
        articles.append(article)
    return tuple(articles)


def _article(text: str, parts: Sequence[Part], story: Story, level: int) -> Article:
    kicker, title = _titles(parts, story.headlines, level)
    order = [*story.headlines, *story.text]
    spans = segment_spans([(index, parts[index].line) for index in order])
    squeezed = _SPACES.sub("", "".join(text[start:end] for start, end in spans))
    return Article(
        id="a" + sha256(squeezed.encode("utf-8", "replace")).hexdigest()[:8],
        title=_headline(parts, title),
        kicker=_headline(parts, kicker),
        section=story.section,
        segments=tuple(Span(start, end) for start, end in spans),
        bylines=_bylines(parts, order),
        reading=build_reading(text, _paragraphs(parts, story, kicker), frozenset(start for start, _ in spans)),
        confidence=story.confidence,
    )


def _titles(parts: Sequence[Part], lines: list[int], level: int) -> tuple[list[int], list[int]]:
    """Split headlines into kickers (or subtitles) and title."""
    if len(lines) < 2:
        return [], lines
    dashed = [i for i in lines if is_dashed(parts[i].line)]
    rest = [i for i in lines if i not in dashed]
    if not rest:
        return [], lines
    levels = [parts[i].line.level for i in rest]
    if len(set(levels)) == 1:
        return dashed, rest
    own = level if level in levels else min(value for value in levels if value)
    title = [i for i in rest if parts[i].line.level == own]
    return [i for i in lines if i not in title], title


def _headline(parts: Sequence[Part], lines: list[int]) -> str | None:
    texts = []
    for index in lines:
        text = parts[index].line.text.replace("*", "").strip()
        if is_spaced(text):
            text = _SINGLE_SPACE.sub("", text)
        texts.append(_SPACES.sub(" ", text))
    return " ".join(texts) or None


def _bylines(parts: Sequence[Part], order: list[int]) -> tuple[Byline, ...]:
    found: list[Byline] = []
    seen: set[tuple[str, str]] = set()
    for index in order:
        signature = parts[index].signature
        for byline in signature.bylines if signature is not None else ():
            if (byline.name, byline.role) not in seen:
                seen.add((byline.name, byline.role))
                found.append(byline)
    return tuple(found)


_NO_BODY = frozenset((Kind.BYLINE, Kind.FIELDS, Kind.EDITORS))


def _paragraphs(parts: Sequence[Part], story: Story, kicker: list[int]) -> list[Paragraph]:
    paragraphs = [Paragraph("kicker" if i in kicker else "title", (parts[i].line,)) for i in story.headlines]
    for position, index in enumerate(story.text):
        part = parts[index]
        repeats = position in story.repeats
        if part.kind in _NO_BODY:
            paragraphs.append(Paragraph("byline", (part.line,), repeats))
        elif _continues(parts, story, position):
            last = paragraphs[-1]
            paragraphs[-1] = last._replace(lines=(*last.lines, part.line))
        else:
            paragraphs.append(Paragraph("body", (part.line,), repeats))
    return paragraphs


def _continues(parts: Sequence[Part], story: Story, position: int) -> bool:
    """Whether a line goes on with the paragraph that the line before it broke off."""
    if position == 0:
        return False
    above, part = parts[story.text[position - 1]], parts[story.text[position]]
    if above.kind not in (Kind.BODY, Kind.LEAD) or part.kind is not Kind.BODY or above.is_complete:
        return False
    return not part.line.indented and not is_numbered(part.line)
