"""From a page's text to its articles."""

from xiangtu.layout.articles import read_articles

__all__ = ["read_articles"]
