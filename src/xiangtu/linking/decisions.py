"""What people decided, and what follows from it.

A judgement of two things is POSITIVE (the same), NEGATIVE (not the same) or UNSURE (nobody said). Judgements
add along a chain of things, as in nomenklatura (https://github.com/opensanctions/nomenklatura): same + same
is the same, same + not the same is not the same, and two that both differ from a third say nothing of each
other. The state is a pure function of the decisions: their order does not matter.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from hashlib import sha256


class Judgement(Enum):
    """What is decided of two things."""

    POSITIVE = "same"
    NEGATIVE = "not_same"
    UNSURE = "unsure"

    def __add__(self, other: Judgement) -> Judgement:
        """Return what A–B and B–C say of A–C.

        >>> Judgement.POSITIVE + Judgement.NEGATIVE
        <Judgement.NEGATIVE: 'not_same'>
        """
        kinds = {self, other}
        if kinds == {Judgement.POSITIVE}:
            return Judgement.POSITIVE
        return Judgement.NEGATIVE if kinds == {Judgement.POSITIVE, Judgement.NEGATIVE} else Judgement.UNSURE


FIELDS: Mapping[str, tuple[str, ...]] = {
    "same": ("a", "b"),
    "not_same": ("a", "b"),
    "name": ("entity", "name"),
    "type": ("entity", "type"),
    "drop": ("entity",),
    "reject": ("subject", "predicate", "object"),
}
"""The kinds of decision, and the fields that each must have."""

OPTIONAL_FIELDS: Mapping[str, tuple[str, ...]] = {"reject": ("post",)}


class InvalidDecisions(ValueError):
    """Decisions that cannot be read or contradict each other; one line with file, line and decision id."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that somebody decided.

    Entities are given by id, or by a name that only one has. `a` and `b` are the two things of ``same`` and
    ``not_same``; `entity` is what ``name``, ``type`` and ``drop`` are about; `subject`, `predicate`, `object`
    and `post` (empty: whatever the post) are the edge of ``reject``. `line` is where the file has it, from 1.
    """

    id: str
    kind: str
    a: str = ""
    b: str = ""
    entity: str = ""
    name: str = ""
    type: str = ""
    subject: str = ""
    predicate: str = ""
    object: str = ""
    post: str = ""
    date: str = ""
    reason: str = ""
    line: int = field(default=0, compare=False)

    def content(self) -> dict[str, str]:
        """Return the fields that say what is decided, in their order, without those left empty.

        >>> Decision("d1", "drop", entity="person:1-甲").content()
        {'kind': 'drop', 'entity': 'person:1-甲'}
        """
        names = (*FIELDS[self.kind], *OPTIONAL_FIELDS.get(self.kind, ()))
        values = {name: str(getattr(self, name)) for name in names}
        return {"kind": self.kind} | {name: value for name, value in values.items() if value}

    def entities(self) -> tuple[str, ...]:
        """Return the ids or names of the entities it is about."""
        return tuple(filter(None, (self.a, self.b, self.entity, self.subject, self.object)))

    def __str__(self) -> str:
        return f"decision {self.id!r}" + (f" (line {self.line})" if self.line else "")


def decision_id(kind: str, values: Mapping[str, str]) -> str:
    """Return the id of a decision: its kind and a hash of what it says, so that two branches never clash.

    >>> decision_id("drop", {"entity": "person:1-甲"})
    'drop-47d10a7f'
    """
    text = "\n".join(f"{key}={values[key]}" for key in sorted(values) if values[key])
    return f"{kind}-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


@dataclass(frozen=True)
class Decisions:
    """Decisions that do not contradict each other.

    Parameters
    ----------
    items:
        The decisions, in the order of the file; the order means nothing.
    source:
        The file, for messages.

    Raises
    ------
    InvalidDecisions
        Where two have one id, where ``same`` and ``not_same`` contradict each other, directly or through
        others, or where one thing gets two names or two types.
    """

    items: tuple[Decision, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        _refuse_repeated_ids(self)
        _refuse_contradictions(self)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.items)

    def of_kind(self, *kinds: str) -> tuple[Decision, ...]:
        """Return the decisions of these kinds, sorted by id."""
        return tuple(sorted((each for each in self.items if each.kind in kinds), key=lambda each: each.id))

    def judgement(self, one: str, other: str) -> Judgement:
        """Return what is decided of two ids, through others as well."""
        first, second = self.groups.get(one, one), self.groups.get(other, other)
        if first == second:
            return Judgement.POSITIVE
        return Judgement.NEGATIVE if frozenset((first, second)) in self._apart else Judgement.UNSURE

    def renamed(self, identifiers: Mapping[str, str]) -> Decisions:
        """Return the decisions with every entity replaced by what `identifiers` gives for it.

        Raises
        ------
        InvalidDecisions
            Where they contradict each other then.
        """
        keys = ("a", "b", "entity", "subject", "object")

        def moved(decision: Decision) -> Decision:
            values = {key: str(getattr(decision, key)) for key in keys}
            changed = {key: identifiers.get(value, value) for key, value in values.items() if value}
            return replace(decision, **changed)  # type: ignore[arg-type]

        return Decisions(tuple(moved(each) for each in self.items), self.source)

    def without(self, ids: Iterable[str]) -> Decisions:
        """Return the decisions but for those with these ids."""
        left_out = set(ids)
        return Decisions(tuple(each for each in self.items if each.id not in left_out), self.source)

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """Return id → the smallest id that ``same`` joins it with, for every id of a ``same``."""
        links = self.same
        smallest: dict[str, str] = {}
        for identifier in sorted(links):
            if identifier not in smallest:
                smallest.update(dict.fromkeys(_reached(links, identifier), identifier))
        return smallest

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        groups = self.groups
        return frozenset(
            frozenset((groups.get(each.a, each.a), groups.get(each.b, each.b)))
            for each in self.of_kind("not_same")
        )

    @cached_property
    def same(self) -> Mapping[str, Sequence[Decision]]:
        """The ``same`` decisions of each id that has any."""
        links: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in self.of_kind("same"):
            links[decision.a].append(decision)
            links[decision.b].append(decision)
        return dict(links)


def _refuse_repeated_ids(decisions: Decisions) -> None:
    seen: dict[str, Decision] = {}
    for decision in decisions:
        first = seen.setdefault(decision.id, decision)
        if first is not decision:
            _refuse(decisions, decision, f"has the id of the one in line {first.line}: give it another id")


def _refuse_contradictions(decisions: Decisions) -> None:
    links, groups = decisions.same, decisions.groups
    for decision in decisions.of_kind("not_same"):
        if decision.a == decision.b:
            _refuse(decisions, decision, f"says that {decision.a} is not the same as itself: remove it")
        if decision.a in groups and groups[decision.a] == groups.get(decision.b):
            through = " and ".join(str(each) for each in _path(links, decision.a, decision.b))
            _refuse(decisions, decision, f"says 'not the same', but {through} say 'same': remove one of them")
    given: dict[tuple[str, str], Decision] = {}
    for decision in decisions.of_kind("name", "type"):
        key = (decision.kind, groups.get(decision.entity, decision.entity))
        first = given.setdefault(key, decision)
        if getattr(first, decision.kind) != getattr(decision, decision.kind):
            _refuse(decisions, decision, f"gives another {decision.kind} than {first}: remove one of them")


def _refuse(decisions: Decisions, decision: Decision, what: str) -> None:
    where = f"{decisions.source}:{decision.line}: " if decisions.source else ""
    raise InvalidDecisions(f"{where}{decision} {what}")


def _reached(links: Mapping[str, Sequence[Decision]], start: str) -> Mapping[str, Decision | None]:
    """Return all ids that ``same`` joins with `start`, each with the decision that led to it."""
    found: dict[str, Decision | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for decision in links.get(here, ()):
            there = decision.b if decision.a == here else decision.a
            if there not in found:
                found[there] = decision
                waiting.append(there)
    return found


def _path(links: Mapping[str, Sequence[Decision]], start: str, end: str) -> Sequence[Decision]:
    """Return the decisions along the shortest chain of ``same`` from `start` to `end`."""
    came_by = _reached(links, start)
    path: list[Decision] = []
    here = end
    while (decision := came_by[here]) is not None:
        path.append(decision)
        here = decision.a if decision.b == here else decision.b
    return path[::-1]


NO_DECISIONS = Decisions()
