"""Articles from plain text, for tests of recognition and resolution."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest

from xiangtu.model import Article, Page, Reading, Sentence, Span
from xiangtu.recognition import find_mentions

TYPES = {
    "P": "Person",
    "R": "Region",
    "T": "Township",
    "V": "Village",
    "O": "Organisation",
    "G": "Programme",
    "L": "Place",
    "D": "Product",
    "W": "Document",
    "E": "Event",
}
MARK = re.compile(r"〔([^〔〕:]+):([A-Z])(\??)〕")


def article_of(text: str, title: str = "") -> Article:
    """Return an article whose title and paragraphs are the lines of `text`."""
    whole = f"{title}\n{text}" if title else text
    sentences = []
    for match in re.finditer(r"[^\n。！？]*[。！？]?[”’]?\n?", whole):
        if match.group().strip():
            part = "title" if title and match.start() < len(title) else "body"
            sentences.append(Sentence(match.start(), match.end(), part))
    offsets = tuple(-1 if char == "\n" else index for index, char in enumerate(whole))
    reading = Reading(whole, whole, offsets, tuple(sentences))
    return Article("1", title or None, None, None, (Span(0, len(whole)),), (), reading)


def page_of(text: str, place: str | None = None) -> Page:
    """Return a page that holds `text`."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Page("page.txt", digest, text, place=place)


Names = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def names() -> Names:
    """Return a function that gives the (text, type) pairs of the names found in a text."""

    def found(text: str, title: str = "", place: str | None = None) -> list[tuple[str, str]]:
        article = article_of(text, title)
        page = page_of(article.reading.text, place)
        return [(m.text, m.type) for m in find_mentions(page, [article])]

    return found


def parse_marked(line: str) -> tuple[str, list[tuple[str, str]], set[tuple[str, str]]]:
    """Return a marked line's text, the names that must be found and those that may be.

    Behind `` > `` stand the names where the marks in the text do not say it all.
    """
    text, arrow, wanted = line.partition(" > ")
    source = wanted if arrow else text
    must = [(m.group(1), TYPES[m.group(2)]) for m in MARK.finditer(source) if not m.group(3)]
    may = {(m.group(1), TYPES[m.group(2)]) for m in MARK.finditer(line) if m.group(3)}
    return MARK.sub(r"\1", text).strip(), must, may
