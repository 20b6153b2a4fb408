"""Titled documents: what stands in 《》, and documents so well known that they stand without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import listed

NAME = "document"
IN_TITLE_MARKS = 0.98
WELL_KNOWN = 0.9

TITLE_MARKS = re.compile(r"《[^《》\n]{1,60}》")
"""``《中华人民共和国森林法》``; not ``《`` without its other half."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose titles in title marks, marks included, and well-known documents without them."""
    for match in TITLE_MARKS.finditer(context.text):
        yield Proposal(match.start(), match.end(), "Document", IN_TITLE_MARKS, NAME, "title marks")
    for start, end in known_documents().find(context.text):
        yield Proposal(start, end, "Document", WELL_KNOWN, NAME, "well-known document")


def known_documents() -> Matcher:
    """Return the matcher of documents that stand without title marks."""
    return Matcher.of(listed("national_documents", "document"))
