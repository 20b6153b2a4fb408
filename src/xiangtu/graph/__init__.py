"""The corpus as a network: networkx graph, co-occurrence and association, statistics, positions."""

from xiangtu.graph.association import Contingency, log_likelihood, normalised_mutual_information
from xiangtu.graph.backbone import backbone
from xiangtu.graph.cooccurrence import (
    DEFAULT_THRESHOLDS,
    SENTENCE,
    ArticleKey,
    Cooccurrence,
    Threshold,
    strongest,
)
from xiangtu.graph.counting import PairCounts, StrongestPairs, by_ends, cooccurrences
from xiangtu.graph.excerpt import Excerpt, Size, as_facts, excerpt
from xiangtu.graph.network import COOCCURRENCE, ROLE, Appearances, appearances, build_graph
from xiangtu.graph.placement import Box, label_box
from xiangtu.graph.positions import WINDOW, positions
from xiangtu.graph.projections import byline_graph, entity_graph, is_signer, role_graph
from xiangtu.graph.statistics import NodeStatistics, Statistics, communities, pagerank, ranked, statistics

__all__ = [
    "COOCCURRENCE",
    "DEFAULT_THRESHOLDS",
    "ROLE",
    "SENTENCE",
    "WINDOW",
    "Appearances",
    "ArticleKey",
    "Box",
    "Contingency",
    "Cooccurrence",
    "Excerpt",
    "NodeStatistics",
    "PairCounts",
    "Size",
    "Statistics",
    "StrongestPairs",
    "Threshold",
    "appearances",
    "as_facts",
    "backbone",
    "build_graph",
    "by_ends",
    "byline_graph",
    "communities",
    "cooccurrences",
    "entity_graph",
    "excerpt",
    "is_signer",
    "label_box",
    "log_likelihood",
    "normalised_mutual_information",
    "pagerank",
    "positions",
    "ranked",
    "role_graph",
    "statistics",
    "strongest",
]
