"""Stories to articles: titles, bylines, segments, reading and ids."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from xiangtu.layout.kinds import Kind, Part, classify, is_dashed
from xiangtu.layout.lines import is_spaced, split_lines
from xiangtu.layout.reading import Paragraph, build_reading, segment_spans
from xiangtu.layout.stories import Assembler, Story
from xiangtu.model.records import Article, Byline, Page, Span

_SPACES = re.compile(r"\s+")


def read_articles(page: Page) -> tuple[Article, ...]:
    """Return the articles of a page, in the order in which they begin on it.

    Every character of the page belongs to at most one article; section labels, mastheads, page numbers and
    tables belong to none. A captioned picture is an article without a title.

    >>> page = Page("p", "0", "山乡新貌\\n记者 王小明\\n本报讯 近日，新路修通。\\n")
    >>> [(a.title, [b.name for b in a.bylines]) for a in read_articles(page)]
    [('山乡新貌', ['王小明'])]
    """
    parts = classify(page.text, split_lines(page.text))
    stories = Assembler(parts).read()
    articles: list[Article] = []
    taken: dict[str, int] = {}
    for story in stories:
        article = _article(page.text, parts, story)
        count = taken[article.id] = taken.get(article.id, 0) + 1
        if count > 1:
            article = replace(article, id=f"{article.id}-{count}")
        articles.append(article)
    return tuple(articles)


def _article(text: str, parts: list[Part], story: Story) -> Article:
    kicker, title = _titles(parts, story)
    order = [*kicker, *title, *story.bylines, *story.body]
    if story.bylines and story.body and min(story.bylines) > min(story.body):
        order = [*kicker, *title, *sorted([*story.bylines, *story.body])]
    spans = segment_spans([(i, parts[i].line) for i in sorted(order)])
    paragraphs = _paragraphs(parts, story, order, set(kicker))
    starts = frozenset(start for start, _ in spans)
    squeezed = _SPACES.sub("", "".join(text[start:end] for start, end in spans))
    return Article(
        id="a" + sha256(squeezed.encode("utf-8", "replace")).hexdigest()[:8],
        title=_headline(parts, title),
        kicker=_headline(parts, kicker),
        section=story.section,
        segments=tuple(Span(start, end) for start, end in spans),
        bylines=_bylines(parts, order),
        reading=build_reading(text, paragraphs, starts),
        confidence=story.confidence,
    )


def _titles(parts: list[Part], story: Story) -> tuple[list[int], list[int]]:
    """Split headlines into kicker (or subtitle) and title."""
    lines = story.headlines
    if len(lines) < 2:
        return [], lines
    dashed = [i for i in lines if is_dashed(parts[i].line)]
    if dashed and len(dashed) < len(lines):
        return dashed, [i for i in lines if i not in dashed]
    levels = [parts[i].line.level for i in lines]
    if len(lines) == 2 and levels[0] and levels[0] < levels[1] and levels[1] < 3:
        return [lines[0]], [lines[1]]
    if len(lines) == 2 and levels[1] and not levels[0]:
        return [lines[0]], [lines[1]]
    if len(lines) == 2 and levels[0] and levels[1] > levels[0]:
        return [lines[1]], [lines[0]]
    return [], lines


def _headline(parts: list[Part], lines: list[int]) -> str | None:
    texts = []
    for index in lines:
        text = parts[index].line.text.replace("*", "").strip()
        if is_spaced(text):
            text = re.sub(r"(?<=\S)\s(?=\S)", "", text)
        texts.append(_SPACES.sub(" ", text))
    return " ".join(texts) or None


def _bylines(parts: list[Part], order: list[int]) -> tuple[Byline, ...]:
    found: list[Byline] = []
    seen: set[tuple[str, str]] = set()
    for index in order:
        signature = parts[index].signature
        if signature is None or parts[index].kind is Kind.HEADLINE:
            continue
        for byline in signature.bylines:
            if (byline.name, byline.role) not in seen:
                seen.add((byline.name, byline.role))
                found.append(byline)
    return tuple(found)


def _paragraphs(parts: list[Part], story: Story, order: list[int], kicker: set[int]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    headlines = set(story.headlines)
    for index in order:
        part = parts[index]
        if index in headlines:
            paragraphs.append(Paragraph("kicker" if index in kicker else "title", (part.line,)))
        elif part.kind is Kind.BYLINE:
            paragraphs.append(Paragraph("byline", (part.line,)))
        elif part.kind is Kind.HEADLINE:
            paragraphs.append(Paragraph("body", (part.line,)))
        elif paragraphs and _continues(paragraphs[-1], part):
            last = paragraphs[-1]
            paragraphs[-1] = last._replace(lines=(*last.lines, part.line))
        else:
            paragraphs.append(Paragraph("body", (part.line,)))
    return paragraphs


def _continues(last: Paragraph, part: Part) -> bool:
    if last.part != "body" or part.kind is Kind.LEAD or last.lines[-1].is_complete:
        return False
    return not last.lines[-1].level
