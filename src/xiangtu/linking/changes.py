"""What joins and decisions change on every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from xiangtu.linking.clusters import Merge
from xiangtu.linking.decisions import Decision, Decisions
from xiangtu.linking.joined import Joins
from xiangtu.linking.located import Unused
from xiangtu.linking.unite import NOTE_SEPARATOR, once
from xiangtu.model import Assertion, Entity, Mention, PageResult
from xiangtu.vocabulary import load


class Changes:
    """What joins and decisions change on every page."""

    def __init__(
        self,
        joins: Joins,
        decisions: Decisions,
        types: Mapping[str, str],
        parents: Callable[[str], str | None],
    ) -> None:
        """Take what is joined and what was decided, with ids instead of names.

        `types` has the type of each id that others were joined into; `parents` gives the id of what an
        entity lies in, on the pages' evidence.
        """
        self._winners = joins.winners
        self._unused: list[Unused] = []
        self._notes = self._reasons((*joins.merges, *joins.hidden))
        self._types = self._given(decisions, "type")
        self._types_that_stay = {old: types[new] for old, new in joins.winners.items() if new in types}
        self._names = self._given(decisions, "name")
        self._dropped = {self.now(each.entity) for each in decisions.of_kind("drop")}
        self._parents = parents
        self._rejected: defaultdict[tuple[str, str, str], list[Decision]] = defaultdict(list)
        for each in decisions.of_kind("reject"):
            self._rejected[self._edge(each)].append(each)
        self._used: set[str] = set()

    def unused(self) -> list[Unused]:
        """Return the decisions that found nothing to change, once all pages were changed."""
        rejections = (each for found in self._rejected.values() for each in found)
        missing = [Unused(each, "there is no such edge") for each in rejections if each.id not in self._used]
        return [*self._unused, *missing]

    def now(self, identifier: str) -> str:
        """Return the id that stands for an id."""
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

    def _type(self, identifier: str, own: str) -> str:
        given = self._types.get(self.now(identifier))
        return given if given is not None else self._types_that_stay.get(identifier, own)

    def _given(self, decisions: Decisions, kind: str) -> dict[str, str]:
        """Return id → name or type that a decision gives; of two that joined only later, the first by id."""
        given: dict[str, Decision] = {}
        for decision in decisions.of_kind(kind):
            first = given.setdefault(self.now(decision.entity), decision)
            if getattr(first, kind) != getattr(decision, kind):
                self._unused.append(Unused(decision, f"it is one thing with what {first} is about"))
        return {key: str(getattr(decision, kind)) for key, decision in given.items()}

    def _edge(self, decision: Decision) -> tuple[str, str, str]:
        return sorted_ends(decision.predicate, self.now(decision.subject), self.now(decision.object))

    def page(self, page: PageResult) -> PageResult:
        """Return a page, its people told apart, with every join and decision applied."""
        moved = (self.mention(each) for each in page.mentions)
        entities = (self._entity(entity) for entity in page.entities)
        return replace(
            page,
            mentions=tuple(mention for mention in moved if mention is not None),
            entities=once(entity for entity in entities if entity.id not in self._dropped),
            assertions=tuple(self._assertions(page.assertions)),
        )

    def mention(self, mention: Mention) -> Mention | None:
        """Return a mention of what it names now; None where that was dropped."""
        entity = self.now(mention.entity) if mention.entity is not None else None
        if entity in self._dropped:
            return None
        kind = self._type(mention.entity or "", mention.type)
        if entity == mention.entity and kind == mention.type:
            return mention
        return replace(mention, entity=entity, type=kind)

    def _entity(self, entity: Entity) -> Entity:
        now = self.now(entity.id)
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
            candidates=tuple(sorted({self.now(each) for each in entity.candidates})),
            former_ids=tuple(sorted(former - {now})),
            note=NOTE_SEPARATOR.join(sorted(set(notes))),
        )

    def _parent(self, child: str, parent: str | None) -> str | None:
        """Return the parent's present id; what lay under a dropped thing lies under what that lay under."""
        seen = {child}
        while parent is not None:
            parent = self.now(parent)
            if parent in seen:
                return None
            if parent not in self._dropped:
                return parent
            seen.add(parent)
            parent = self._parents(parent)
        return None

    def _assertions(self, assertions: Iterable[Assertion]) -> Iterator[Assertion]:
        for assertion in assertions:
            subject = self.now(assertion.subject)
            target = self.now(assertion.object) if assertion.object is not None else None
            if subject == target or {subject, target} & self._dropped:
                continue
            if target is not None:
                _, subject, target = sorted_ends(assertion.type, subject, target)
            if self._is_rejected(assertion, subject, target):
                continue
            moved = subject != assertion.subject or target != assertion.object
            yield replace(assertion, subject=subject, object=target) if moved else assertion

    def _is_rejected(self, assertion: Assertion, subject: str, target: str | None) -> bool:
        found = [
            each
            for each in self._rejected.get((assertion.type, subject, target or ""), ())
            if each.post in ("", assertion.post)
        ]
        self._used.update(each.id for each in found)
        return bool(found)


def sorted_ends(predicate: str, subject: str, target: str) -> tuple[str, str, str]:
    """Return an edge, the ends of a symmetric relation sorted."""
    if target < subject and load().predicates[predicate].symmetric:
        subject, target = target, subject
    return predicate, subject, target
