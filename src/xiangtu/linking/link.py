"""From the pages' own entities to the corpus': one thing, one entity; one fact, one assertion.

This is linking in memory, for as many pages as fit; `xiangtu.linking.stored` does the same for a store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xiangtu.linking.changes import Changes
from xiangtu.linking.clusters import Merge
from xiangtu.linking.decisions import NO_DECISIONS, Decisions
from xiangtu.linking.joined import find_joins
from xiangtu.linking.joins import departments, standard_ids
from xiangtu.linking.located import Unused, located
from xiangtu.linking.people import Person, tell_apart
from xiangtu.linking.unite import fact, once, unite_assertions, unite_entities
from xiangtu.model import Assertion, Entity, KnowledgeGraph, PageResult


@dataclass(frozen=True, slots=True)
class Linked:
    """The corpus after linking: the graph, what was joined and why, and decisions that found nothing."""

    knowledge: KnowledgeGraph
    merges: tuple[Merge, ...]
    unused: tuple[Unused, ...]


def link(results: Sequence[PageResult], decisions: Decisions = NO_DECISIONS) -> KnowledgeGraph:
    """Return the graph of `link_pages`."""
    return link_pages(results, decisions).knowledge


def link_pages(results: Sequence[PageResult], decisions: Decisions = NO_DECISIONS) -> Linked:
    """Join what pages give on their own evidence, as people decided.

    * The same id is the same thing: names, codes, roles and evidence are united.
    * People of one name are told apart by what each article says of them (`xiangtu.linking.people`).
    * Ids that differ are joined only for a reason of `xiangtu.linking.joins`; it stands in `Entity.note`, the
      other ids in `Entity.former_ids`. Which id stays does not depend on how often or in which order it came.
    * Decisions come first: what they say is the same is joined, what they say is not the same never is, not
      even through others. Names, types, dropped entities and rejected edges follow.
    * The same fact on several pages is one assertion with all its evidence. The ends of a symmetric
      relation stand in sorted order. What would relate a thing to itself is left out.

    The result is the same whatever the order of `results` and of `decisions`, and linking it again changes
    nothing.

    Raises
    ------
    ValueError
        If two results are of the same page.
    InvalidDecisions
        If decisions contradict each other once their names are looked up.
    """
    pages, people = _told_apart(results)
    entities = [entity for page in pages for entity in page.entities]
    found, unused = located(decisions, _Directory(entities, people))
    joins = find_joins(entities, people, found)
    parents = {
        joins.winners.get(entity.id, entity.id): entity.parent
        for entity in entities
        if entity.parent is not None
    }
    changes = Changes(joins, found, {entity.id: entity.type for entity in entities}, parents.get)
    knowledge = _graph([changes.page(page) for page in pages])
    return Linked(knowledge, joins.merges, in_order([*unused, *changes.unused()]))


def told_apart(result: PageResult) -> tuple[PageResult, tuple[Person, ...]]:
    """Return a page with one record for each id and its people told apart, and these."""
    return tell_apart(replace(result, entities=once(result.entities)))


def in_order(unused: Iterable[Unused]) -> tuple[Unused, ...]:
    """Return decisions that change nothing, each once, in the order of the file."""
    return tuple(sorted(set(unused), key=lambda each: (each.decision.line, each.decision.id)))


def _told_apart(results: Sequence[PageResult]) -> tuple[list[PageResult], list[Person]]:
    ordered = sorted(results, key=lambda result: result.page.id)
    for before, after in pairwise(ordered):
        if before.page.id == after.page.id:
            raise ValueError(f"two results of one page: {after.page.id}")
    told = [told_apart(result) for result in ordered]
    return [page for page, _ in told], [person for _, people in told for person in people]


class _Directory:
    """What these entities and people are named."""

    def __init__(self, entities: Iterable[Entity], people: Iterable[Person]) -> None:
        ordered = list(entities)
        standard: Mapping[str, str] = standard_ids(departments(ordered))
        self._known = {entity.id for entity in ordered} | set(standard.values())
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        for entity in ordered:
            self._named[entity.name].add(standard.get(entity.id, entity.id))
        for person in people:
            self._named[person.page_id].add(person.id)

    def has(self, identifier: str) -> bool:
        """Whether it is an id of the corpus."""
        return identifier in self._known

    def named(self, name: str) -> Collection[str]:
        """Return the ids that a name stands for."""
        return self._named.get(name, set())


def _graph(pages: Sequence[PageResult]) -> KnowledgeGraph:
    entities: defaultdict[str, list[Entity]] = defaultdict(list)
    facts: defaultdict[tuple[object, ...], list[Assertion]] = defaultdict(list)
    for page in pages:
        for entity in page.entities:
            entities[entity.id].append(entity)
        for assertion in page.assertions:
            facts[fact(assertion)].append(assertion)
    return KnowledgeGraph(
        results=tuple(pages),
        entities=tuple(unite_entities(entities[key]) for key in sorted(entities)),
        assertions=tuple(unite_assertions(facts[key]) for key in sorted(facts)),
    )
