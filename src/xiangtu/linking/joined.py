"""Which ids are one thing: the reasons of `xiangtu.linking.joins`, weighed with what people decided.

`possible_joins` gives all pairs that any reason could join, whatever other pages say. What they connect is
a block: `find_joins` of a block depends on nothing outside it, so that only the blocks that a page touches
are linked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xiangtu.linking.clusters import Clusters, Merge
from xiangtu.linking.decisions import Decisions
from xiangtu.linking.joins import (
    departments,
    named_in_short,
    people_without_posts,
    posts,
    short_forms,
    standard_ids,
)
from xiangtu.linking.people import Person
from xiangtu.linking.unite import STATUS_ORDER
from xiangtu.model import Entity, id_parts

DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Joins:
    """Ids that are one thing.

    `winners` gives, for each id that does not stay, the one that does; `merges` are the joins, sorted, and
    `hidden` those of ids that no page gives.
    """

    winners: Mapping[str, str]
    merges: tuple[Merge, ...]
    hidden: tuple[Merge, ...]


def possible_joins(entities: Iterable[Entity], people: Iterable[Person]) -> Iterator[tuple[str, str, str]]:
    """Yield each pair of ids that may be joined once other pages are known, with the kind of reason.

    Of a department, the standard form stands first.
    """
    ordered = list(entities)
    yield from ((merge.a, merge.b, DEPARTMENT) for merge in departments(ordered))
    for entity in ordered:
        yield from ((other, entity.id, "short form") for other in named_in_short(entity))
    for person in people:
        yield from ((person.id, post, "posts") for post in person.posts if post != person.id)
        if person.page_id != person.id:
            yield person.page_id, person.id, "person"


def find_joins(entities: Sequence[Entity], people: Sequence[Person], decisions: Decisions) -> Joins:
    """Return which of these ids are one thing.

    Parameters
    ----------
    entities, people:
        Of whole blocks: all that pages say of each id.
    decisions:
        With ids instead of names; those about other ids change nothing here.
    """
    proposed = [*departments(entities), *posts(people), *short_forms(entities)]
    clusters = _clusters(decisions)
    merges = [merge for merge in _surest_first(proposed) if clusters.join(merge.a, merge.b)]
    later = _surest_first(people_without_posts(people, clusters))
    merges += [merge for merge in later if clusters.join(merge.a, merge.b)] + _decided(decisions)
    winners = _winners(clusters, entities, merges, decisions)
    known = {entity.id for entity in entities}
    stays = set(winners.values())
    shown = {merge for merge in merges if merge.b in known and (merge.a in known or merge.a in stays)}
    return Joins(winners, tuple(sorted(shown)), tuple(sorted({*merges} - shown)))


def _surest_first(merges: Iterable[Merge]) -> list[Merge]:
    return sorted(set(merges), key=lambda merge: (-merge.confidence, merge))


def _clusters(decisions: Decisions) -> Clusters:
    clusters = Clusters((decision.a, decision.b) for decision in decisions.of_kind("not_same"))
    for decision in decisions.of_kind("same"):
        clusters.join(decision.a, decision.b)
    return clusters


def _decided(decisions: Decisions) -> list[Merge]:
    return [
        Merge(
            each.a,
            each.b,
            "decision",
            f"人工决定{each.id}" + (f"：{each.reason}" if each.reason else ""),
            1.0,
        )
        for each in decisions.of_kind("same")
    ]


def _winners(
    clusters: Clusters, entities: Sequence[Entity], merges: Sequence[Merge], decisions: Decisions
) -> dict[str, str]:
    """Return id → the id that stays, for the ids that do not.

    A place of the gazetteer stays before others, then what a decision names first, the standard form of a
    department, a person's body before the bare county, then the first in code point order.
    """
    status = {
        entity.id: STATUS_ORDER.index(entity.status)
        for entity in sorted(entities, key=lambda each: -STATUS_ORDER.index(each.status))
    }
    second = {decision.b for decision in decisions.of_kind("same")}
    standard = set(standard_ids(merges).values())

    def rank(identifier: str) -> tuple[int, bool, bool, int, str]:
        depth = -len(id_parts(identifier)) if identifier.startswith("person:") else 0
        not_resolved = min(status.get(identifier, 1), 1)
        return not_resolved, identifier in second, identifier not in standard, depth, identifier

    winners: dict[str, str] = {}
    for members in clusters:
        eligible = [each for each in members if each in status or each in standard]
        if eligible:
            winner = min(eligible, key=rank)
            winners.update((each, winner) for each in members if each != winner)
    return winners
