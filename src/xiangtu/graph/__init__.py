"""The corpus as a network: networkx graph, co-occurrence and association, statistics, positions."""

from xiangtu.graph.association import Contingency, log_likelihood, normalised_mutual_information
from xiangtu.graph.cooccurrence import (
    DEFAULT_THRESHOLDS,
    ArticleKey,
    Cooccurrence,
    Threshold,
    cooccurrences,
    strongest,
)
from xiangtu.graph.network import COOCCURRENCE, ROLE, build_graph
from xiangtu.graph.positions import WINDOW, Box, label_box, positions

__all__ = [
    "COOCCURRENCE",
    "DEFAULT_THRESHOLDS",
    "ROLE",
    "WINDOW",
    "ArticleKey",
    "Box",
    "Contingency",
    "Cooccurrence",
    "Threshold",
    "build_graph",
    "cooccurrences",
    "label_box",
    "log_likelihood",
    "normalised_mutual_information",
    "positions",
    "strongest",
]
