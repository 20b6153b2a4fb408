"""Across pages: one thing, one entity; one fact, one assertion with all its evidence."""

from xiangtu.linking.link import link

__all__ = ["link"]
