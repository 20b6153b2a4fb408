"""Names that layout read in bylines."""

from __future__ import annotations

from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.proposal import Proposal

NAME = "byline"
SURE = 0.99


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose every person who signs the article."""
    signed = [byline for byline in context.article.bylines if byline.is_person]
    if not signed:
        return
    positions = {offset: index for index, offset in enumerate(context.article.reading.offsets) if offset >= 0}
    for byline in signed:
        start, last = positions.get(byline.start), positions.get(byline.end - 1)
        if start is not None and last is not None and start <= last:
            yield Proposal(start, last + 1, "Person", SURE, NAME, f"signs as {byline.role}")
