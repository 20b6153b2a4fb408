"""From the pages' own entities to the corpus': one thing, one entity; one fact, one assertion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xiangtu.linking.clusters import Clusters, Merge
from xiangtu.linking.decisions import NO_DECISIONS, Decision, Decisions
from xiangtu.linking.joins import departments, people_without_posts, posts, short_forms, standard_ids
from xiangtu.linking.people import Person, tell_apart
from xiangtu.linking.unite import NOTE_SEPARATOR, STATUS_ORDER, fact, unite_assertions, unite_entities
from xiangtu.model import Assertion, Entity, KnowledgeGraph, PageResult, id_parts
from xiangtu.vocabulary import load


@dataclass(frozen=True, slots=True)
class Unused:
    """A decision that changes nothing here, and why."""

    decision: Decision
    why: str

    def __str__(self) -> str:
        return f"{self.decision} no longer applies: {self.why}"


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
    proposed = [*departments(entities), *posts(people), *short_forms(entities)]
    found, unused = _located(decisions, entities, people, standard_ids(proposed))
    clusters = _clusters(found)
    merges = [merge for merge in _surest_first(proposed) if clusters.join(merge.a, merge.b)]
    later = _surest_first(people_without_posts(people, clusters))
    merges += [merge for merge in later if clusters.join(merge.a, merge.b)] + _decided(found)
    winners = _winners(clusters, entities, merges, found)
    knowledge, more_unused = _graph(pages, winners, merges, found)
    ordered = sorted({*unused, *more_unused}, key=lambda each: (each.decision.line, each.decision.id))
    known = {entity.id for entity in entities}
    joined = {
        merge for merge in merges if merge.b in known and (merge.a in known or merge.a in winners.values())
    }
    return Linked(knowledge, tuple(sorted(joined)), tuple(ordered))


def _told_apart(results: Sequence[PageResult]) -> tuple[list[PageResult], list[Person]]:
    ordered = sorted(results, key=lambda result: result.page.id)
    for before, after in pairwise(ordered):
        if before.page.id == after.page.id:
            raise ValueError(f"two results of one page: {after.page.id}")
    told = [tell_apart(replace(result, entities=_once(result.entities))) for result in ordered]
    return [page for page, _ in told], [person for _, people in told for person in people]


def _once(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one record for each id, sorted by id."""
    records: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        records[entity.id].append(entity)
    return tuple(
        found[0] if len(found) == 1 else unite_entities(found) for _, found in sorted(records.items())
    )


def _surest_first(merges: Iterable[Merge]) -> list[Merge]:
    return sorted(set(merges), key=lambda merge: (-merge.confidence, merge))


def _located(
    decisions: Decisions,
    entities: Sequence[Entity],
    people: Sequence[Person],
    standard: Mapping[str, str],
) -> tuple[Decisions, list[Unused]]:
    """Return the decisions with ids instead of names, and those about something that is not here.

    The id that a page alone gives a person stands for who it turned out to be, where that is only one.
    """
    known = {entity.id for entity in entities} | set(standard.values())
    named: defaultdict[str, set[str]] = defaultdict(set)
    for entity in entities:
        named[entity.name].add(standard.get(entity.id, entity.id))
    for person in people:
        named[person.page_id].add(person.id)
    identifiers: dict[str, str] = {}
    unused: list[Unused] = []
    for decision in decisions:
        for given in decision.entities():
            ids = {given} if given in known else named.get(given, set())
            if len(ids) == 1:
                (identifiers[given],) = ids
            else:
                why = (
                    f"{len(ids)} things are named {given!r}: give the id" if ids else f"nothing is {given!r}"
                )
                unused.append(Unused(decision, why))
                break
    left_out = {each.decision.id for each in unused}
    return decisions.without(left_out).renamed(identifiers), unused


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


def _graph(
    pages: Sequence[PageResult], winners: Mapping[str, str], merges: Sequence[Merge], decisions: Decisions
) -> tuple[KnowledgeGraph, list[Unused]]:
    changes = _Changes(pages, winners, merges, decisions)
    moved = [changes.page(page) for page in pages]
    entities: defaultdict[str, list[Entity]] = defaultdict(list)
    facts: defaultdict[tuple[object, ...], list[Assertion]] = defaultdict(list)
    for page in moved:
        for entity in page.entities:
            entities[entity.id].append(entity)
        for assertion in page.assertions:
            facts[fact(assertion)].append(assertion)
    knowledge = KnowledgeGraph(
        results=tuple(moved),
        entities=tuple(unite_entities(entities[key]) for key in sorted(entities)),
        assertions=tuple(unite_assertions(facts[key]) for key in sorted(facts)),
    )
    return knowledge, changes.unused()


class _Changes:
    """What joins and decisions change on every page."""

    def __init__(
        self,
        pages: Sequence[PageResult],
        winners: Mapping[str, str],
        merges: Sequence[Merge],
        decisions: Decisions,
    ) -> None:
        self._winners = winners
        self._unused: list[Unused] = []
        self._notes = self._reasons(merges)
        entities = [entity for page in pages for entity in page.entities]
        self._types = self._given(decisions, "type")
        self._types_that_stay = self._own_types(entities)
        self._names = self._given(decisions, "name")
        self._dropped = {self._now(each.entity) for each in decisions.of_kind("drop")}
        self._parents = {
            self._now(entity.id): entity.parent for entity in entities if entity.parent is not None
        }
        self._rejected: defaultdict[tuple[str, str, str], list[Decision]] = defaultdict(list)
        for each in decisions.of_kind("reject"):
            self._rejected[self._edge(each)].append(each)
        self._used: set[str] = set()

    def unused(self) -> list[Unused]:
        """Return the decisions that found nothing to change, once all pages were changed."""
        rejections = (each for found in self._rejected.values() for each in found)
        missing = [Unused(each, "there is no such edge") for each in rejections if each.id not in self._used]
        return [*self._unused, *missing]

    def _now(self, identifier: str) -> str:
        return self._winners.get(identifier, identifier)

    def _reasons(self, merges: Iterable[Merge]) -> Mapping[str, list[str]]:
        """Return losing id → why it was joined."""
        reasons: defaultdict[str, list[str]] = defaultdict(list)
        for merge in merges:
            text = f"{merge.reason}（可信度{merge.confidence:.2f}）".replace(NOTE_SEPARATOR, "，")
            for end in (merge.a, merge.b):
                if end in self._winners:
                    reasons[end].append(text)
        return reasons

    def _own_types(self, entities: Iterable[Entity]) -> dict[str, str]:
        """Return id → type, where ids of different types were joined: that of the id that stays."""
        types = {entity.id: entity.type for entity in entities}
        return {old: types[new] for old, new in self._winners.items() if new in types}

    def _type(self, identifier: str, own: str) -> str:
        given = self._types.get(self._now(identifier))
        return given if given is not None else self._types_that_stay.get(identifier, own)

    def _given(self, decisions: Decisions, kind: str) -> dict[str, str]:
        """Return id → name or type that a decision gives; of two that joined only later, the first by id."""
        given: dict[str, Decision] = {}
        for decision in decisions.of_kind(kind):
            first = given.setdefault(self._now(decision.entity), decision)
            if getattr(first, kind) != getattr(decision, kind):
                self._unused.append(Unused(decision, f"it is one thing with what {first} is about"))
        return {key: str(getattr(decision, kind)) for key, decision in given.items()}

    def _edge(self, decision: Decision) -> tuple[str, str, str]:
        return _sorted_ends(decision.predicate, self._now(decision.subject), self._now(decision.object))

    def page(self, page: PageResult) -> PageResult:
        """Return a page with every join and decision applied."""
        mentions = []
        for mention in page.mentions:
            entity = self._now(mention.entity) if mention.entity is not None else None
            if entity not in self._dropped:
                kind = self._type(mention.entity or "", mention.type)
                mentions.append(replace(mention, entity=entity, type=kind))
        entities = (self._entity(entity) for entity in page.entities)
        return replace(
            page,
            mentions=tuple(mentions),
            entities=_once(entity for entity in entities if entity.id not in self._dropped),
            assertions=tuple(self._assertions(page.assertions)),
        )

    def _entity(self, entity: Entity) -> Entity:
        now = self._now(entity.id)
        former = {*entity.former_ids} | ({entity.id} if now != entity.id else set())
        notes = [*filter(None, entity.note.split(NOTE_SEPARATOR)), *self._notes.get(entity.id, ())]
        name = self._names.get(now, entity.name)
        forms = {entity.name, *entity.aliases} if name != entity.name else set(entity.aliases)
        return replace(
            entity,
            id=now,
            type=self._type(entity.id, entity.type),
            name=name,
            aliases=tuple(sorted(forms - {name})),
            parent=self._parent(now, entity.parent),
            candidates=tuple(sorted({self._now(each) for each in entity.candidates})),
            former_ids=tuple(sorted(former - {now})),
            note=NOTE_SEPARATOR.join(sorted(set(notes))),
        )

    def _parent(self, child: str, parent: str | None) -> str | None:
        """Return the parent's present id; what lay under a dropped thing lies under what that lay under."""
        seen = {child}
        while parent is not None:
            parent = self._now(parent)
            if parent in seen:
                return None
            if parent not in self._dropped:
                return parent
            seen.add(parent)
            parent = self._parents.get(parent)
        return None

    def _assertions(self, assertions: Iterable[Assertion]) -> Iterator[Assertion]:
        for assertion in assertions:
            subject = self._now(assertion.subject)
            target = self._now(assertion.object) if assertion.object is not None else None
            if subject == target or {subject, target} & self._dropped:
                continue
            if target is not None:
                _, subject, target = _sorted_ends(assertion.type, subject, target)
            if not self._is_rejected(assertion, subject, target):
                yield replace(assertion, subject=subject, object=target)

    def _is_rejected(self, assertion: Assertion, subject: str, target: str | None) -> bool:
        found = [
            each
            for each in self._rejected.get((assertion.type, subject, target or ""), ())
            if each.post in ("", assertion.post)
        ]
        self._used.update(each.id for each in found)
        return bool(found)


def _sorted_ends(predicate: str, subject: str, target: str) -> tuple[str, str, str]:
    """Return an edge, the ends of a symmetric relation sorted."""
    if target < subject and load().predicates[predicate].symmetric:
        subject, target = target, subject
    return predicate, subject, target
