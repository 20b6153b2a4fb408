"""The shape of the network: degrees, centralities, communities."""

from __future__ import annotations

from statistics import fmean

from xiangtu.graph import NodeStatistics
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Cell, Label, Note, Section, Table
from xiangtu.vocabulary import load

LEADING_MEMBERS = 6
SMALLEST_COMMUNITY = 3


def degrees(facts: CorpusFacts) -> Section:
    """Return how many entities have how many neighbours."""
    found = facts.statistics
    if not found.nodes:
        return Section("degrees", notes=(Note("nothing_here"),))
    note = Note(
        "degree_summary",
        {
            "mean": round(fmean(each.degree for each in found.nodes), 2),
            "density": round(found.density, 4),
            "components": found.components,
            "alone": sum(count for degree, count in found.degrees if degree == 0),
        },
    )
    return Section(
        "degrees", (Table("degrees", ("degree", "entities"), found.degrees, 40, "columns"),), (note,)
    )


def _importance(each: NodeStatistics) -> tuple[float, int, str]:
    return -each.pagerank, -each.degree, each.id


def centrality(facts: CorpusFacts) -> Section:
    """Return, for each type, the entities that stand in the middle."""
    tables = []
    for key in load().types:
        members = [facts.numbers[entity.id] for entity in facts.of_type(key)]
        rows: list[tuple[Cell, ...]] = [
            (
                facts.ref(each.id),
                each.degree,
                each.weighted_degree,
                each.betweenness,
                each.pagerank,
                each.core,
            )
            for each in sorted(members, key=_importance)
        ]
        if rows:
            columns = ("entity", "degree", "weighted_degree", "betweenness", "pagerank", "core")
            tables.append(Table("centrality", columns, tuple(rows), 8, about=Label("types", key)))
    if not tables:
        return Section("centrality", notes=(Note("nothing_here"),))
    found = facts.statistics
    is_estimate = found.pivots < len(found.nodes)
    columns_mean = Note("centrality_columns")
    estimated = Note("betweenness_estimated", {"pivots": found.pivots, "all": len(found.nodes)})
    return Section("centrality", tuple(tables), (columns_mean, estimated) if is_estimate else (columns_mean,))


def communities(facts: CorpusFacts) -> Section:
    """Return the groups that hold together, with their leading members."""
    found = facts.statistics
    large = [group for group in found.communities if len(group) >= SMALLEST_COMMUNITY]
    if not large:
        return Section("communities", notes=(Note("nothing_here"),))
    rows = []
    for number, group in enumerate(large, start=1):
        leading = sorted((facts.numbers[member] for member in group), key=_importance)[:LEADING_MEMBERS]
        rows.append((number, len(group), tuple(facts.ref(each.id) for each in leading)))
    note = Note(
        "community_summary",
        {
            "count": len(large),
            "modularity": round(found.modularity, 3),
            "small": len(found.communities) - len(large),
        },
    )
    return Section(
        "communities", (Table("communities", ("number_of", "size", "leading"), tuple(rows)),), (note,)
    )
