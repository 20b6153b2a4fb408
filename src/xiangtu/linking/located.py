"""Decisions speak of things by name or by id: which ids of the corpus they mean."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from xiangtu.linking.decisions import Decision, Decisions


@dataclass(frozen=True, slots=True)
class Unused:
    """A decision that changes nothing here, and why."""

    decision: Decision
    why: str

    def __str__(self) -> str:
        return f"{self.decision} no longer applies: {self.why}"


class Directory(Protocol):
    """What a corpus names."""

    def has(self, identifier: str) -> bool:
        """Whether a page gives the id, or it is the standard form of one that a page gives."""

    def named(self, name: str) -> Collection[str]:
        """Return the ids of what has a name, or of the people that a page gives as one, in standard form."""


def located(decisions: Decisions, directory: Directory) -> tuple[Decisions, list[Unused]]:
    """Return the decisions with ids instead of names, and those about something that is not here.

    The id that a page alone gives a person stands for who it turned out to be, where that is only one.

    Raises
    ------
    InvalidDecisions
        If decisions contradict each other once their names are looked up.
    """
    identifiers: dict[str, str] = {}
    unused: list[Unused] = []
    for decision in decisions:
        for given in decision.entities():
            ids = {given} if directory.has(given) else set(directory.named(given))
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
