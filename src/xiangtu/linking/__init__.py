"""Across pages: one thing, one entity; one fact, one assertion with all its evidence."""

from xiangtu.linking.link import link
from xiangtu.linking.unite import fact

__all__ = ["fact", "link"]
