"""Stories to articles: titles, bylines, segments, reading and ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from xiangtu.layout.kinds import Kind, Part, classify, is_dashed, is_numbered
from xiangtu.layout.lines import Line, cut_line, is_spaced, split_lines
from xiangtu.layout.matching import match
from xiangtu.layout.reading import Paragraph, build_reading, segment_spans
from xiangtu.layout.stated import Stated, stated_by_page, stated_by_story
from xiangtu.layout.stories import Assembler, Story
from xiangtu.model.records import Article, Byline, Page, Span

# A bar between a column's name and the headline: "山乡见闻 | 水库边上的小学", "图说丨山里的集市".
_BAR = re.compile(r"\s*([|｜丨])\s*")
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
    stories = match(parts, assembler.read())
    of_page = stated_by_page(parts, stories)
    articles: list[Article] = []
    taken: dict[str, int] = {}
    for story in stories:
        article = _article(page.text, parts, story, assembler.headline_level, of_page)
        count = taken[article.id] = taken.get(article.id, 0) + 1
        if count > 1:
            article = replace(article, id=f"{article.id}-{count}")
        articles.append(article)
    return tuple(articles)


def _article(text: str, parts: Sequence[Part], story: Story, level: int, of_page: Stated) -> Article:
    kicker, title = _titles(parts, story.headlines, level)
    column, headline = _column_and_headline(_headline(parts, title))
    order = [*story.headlines, *story.text]
    own = stated_by_story(parts, story)
    spans = segment_spans([(index, parts[index].line) for index in order])
    squeezed = _SPACES.sub("", "".join(text[start:end] for start, end in spans))
    return Article(
        id="a" + sha256(squeezed.encode("utf-8", "replace")).hexdigest()[:8],
        title=headline,
        kicker=" ".join(filter(None, (column, _headline(parts, kicker)))) or None,
        section=story.section,
        segments=tuple(Span(start, end) for start, end in spans),
        bylines=_bylines(parts, order, spans),
        reading=build_reading(
            text, _paragraphs(text, parts, story, kicker), frozenset(start for start, _ in spans)
        ),
        confidence=story.confidence,
        newspaper=own.newspaper or of_page.newspaper,
        issue_date=own.issue_date or of_page.issue_date,
    )


def _titles(parts: Sequence[Part], lines: list[int], level: int) -> tuple[list[int], list[int]]:
    """Split headlines into kickers (or subtitles) and title."""
    if len(lines) < 2:
        return [], lines
    dashed = [i for i in lines if is_dashed(parts[i].line)]
    rest = [i for i in lines if i not in dashed]
    if not rest:
        return [], lines
    levels = [_level(parts, lines, i) for i in rest]
    if len(set(levels)) == 1:
        return dashed, rest
    own = level if level in levels else min(value for value in levels if value)
    title = [i for i, value in zip(rest, levels, strict=True) if value == own]
    return [i for i in lines if i not in title], title


def _level(parts: Sequence[Part], lines: list[int], index: int) -> int:
    """The level of a headline's line; one right below a marked line is the second half of it."""
    line = parts[index].line
    position = lines.index(index)
    if line.level or line.gap or not position:
        return line.level
    return _level(parts, lines, lines[position - 1])


def _headline(parts: Sequence[Part], lines: list[int]) -> str | None:
    texts = []
    for index in lines:
        text = parts[index].line.text.replace("*", "").strip()
        if is_spaced(text):
            text = _SINGLE_SPACE.sub("", text)
        texts.append(_SPACES.sub(" ", text))
    return " ".join(texts) or None


def _column_and_headline(title: str | None) -> tuple[str | None, str | None]:
    """Split off the column's name that a bar sets before a headline.

    >>> _column_and_headline("山乡见闻 | 水库边上的小学")
    ('山乡见闻', '水库边上的小学')
    """
    column, bar, headline = (
        _BAR.split(title, maxsplit=1) if title and _BAR.search(title) else (None, "", title)
    )
    return (column, headline) if bar and headline else (None, title)


def _bylines(parts: Sequence[Part], order: list[int], spans: Sequence[tuple[int, int]]) -> tuple[Byline, ...]:
    """The names, each once; one whose rest stands on a line of another story is none."""
    found: list[Byline] = []
    seen: set[tuple[str, str]] = set()
    for index in order:
        signature = parts[index].signature
        for byline in signature.bylines if signature is not None else ():
            if not any(start <= byline.start and byline.end <= end for start, end in spans):
                continue
            if (byline.name, byline.role) not in seen:
                seen.add((byline.name, byline.role))
                found.append(byline)
    return tuple(found)


def _paragraphs(text: str, parts: Sequence[Part], story: Story, kicker: list[int]) -> list[Paragraph]:
    paragraphs = [Paragraph("kicker" if i in kicker else "title", [parts[i].line]) for i in story.headlines]
    for position, index in enumerate(story.text):
        pieces = _pieces(text, parts[index])
        if not pieces:
            continue
        follows = bool(paragraphs) and paragraphs[-1].part == pieces[0][0] == "body"
        if follows and _continues(parts, story, position):
            paragraphs[-1].lines.append(pieces.pop(0)[1])
        paragraphs.extend(Paragraph(name, [line], index in story.repeats) for name, line in pieces)
    return paragraphs


def _pieces(text: str, part: Part) -> list[tuple[str, Line]]:
    """Cut a line of text into what it says and the bylines before and behind: (part of the reading, line)."""
    line, signature = part.line, part.signature
    signs = signature is not None and bool(signature.bylines)
    if part.kind in (Kind.BYLINE, Kind.EDITORS) or (
        part.kind is Kind.FIELDS and (signs or signature is None)
    ):
        return [("byline", line)]
    pieces: list[tuple[str, Line]] = []
    start, end = line.start, line.end
    if part.lead_end >= 0:
        start = min(part.lead_end, end)
        pieces.append(("byline", cut_line(text, line, line.start, start)))
    if part.signed_at_end and signature is not None and signs:
        end = max(start, _opening_bracket(text, signature.start))
    pieces.append(("body", cut_line(text, line, start, end)))
    if end < line.end:
        pieces.append(("byline", cut_line(text, line, end, line.end)))
    return [(name, piece) for name, piece in pieces if piece.start < piece.end]


def _opening_bracket(text: str, start: int) -> int:
    return start - 1 if text[start - 1] in "（(【[〔" else start


def _continues(parts: Sequence[Part], story: Story, position: int) -> bool:
    """Whether a line goes on with the paragraph that the line before it broke off."""
    if position == 0:
        return False
    above, part = parts[story.text[position - 1]], parts[story.text[position]]
    if above.kind not in (Kind.BODY, Kind.LEAD) or part.kind is not Kind.BODY or above.is_complete:
        return False
    return not part.line.indented and not is_numbered(part.line)
