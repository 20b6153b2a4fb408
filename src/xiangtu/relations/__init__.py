"""Relations: what an article states about its entities, each statement with the words that say it.

`find_assertions` is the room's door; `find_dates` reads dates and periods. One file a kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xiangtu.model.records import Article, Assertion, Entity, Mention, Page

from .bylines import find_byline_edges
from .dates import DateExpression, find_dates
from .dealings import find_dealings
from .documents import find_issues
from .gatherings import find_gatherings
from .location import find_locations
from .measures import find_measures
from .membership import find_memberships
from .merging import merged
from .officials import with_officials
from .posts import find_posts
from .products import find_products
from .programmes import find_runs
from .story import Story, tell
from .subjects import Subjects

__all__ = ["DateExpression", "find_assertions", "find_dates", "with_officials"]

KINDS: tuple[Callable[[Story, Subjects], Iterator[Assertion]], ...] = (
    find_posts,
    find_locations,
    find_memberships,
    find_runs,
    find_products,
    find_issues,
    find_dealings,
    find_gatherings,
    find_byline_edges,
    find_measures,
)
"""What finds assertions in one story, in the order in which they are asked."""


def find_assertions(
    page: Page, articles: Sequence[Article], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Assertion, ...]:
    """Return what the articles of a page state, merged and sorted.

    Parameters
    ----------
    page, articles:
        The page and its articles.
    mentions, entities:
        What resolution gave: mentions that point to entities by id.

    Returns
    -------
    tuple[Assertion, ...]
        Each fact once, with an evidence for each place that states it.
    """
    found: list[Assertion] = []
    for story in tell(page, articles, mentions, entities):
        subjects = Subjects(story)
        for find in KINDS:
            found.extend(find(story, subjects))
    return merged(found)
