"""Programmes: who runs them, where, and who writes about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Note, Section, Table

PLACES = ("Region", "Township", "Village")


def programmes(facts: CorpusFacts) -> Section:
    """Return each programme with its runners, their places, its signers and its articles."""
    runners: dict[str, set[str]] = defaultdict(set)
    signers: dict[str, set[str]] = defaultdict(set)
    for kind, found in (("runs", runners), ("founded", runners), ("reports_on", signers)):
        for each in facts.assertions_of.get(kind, ()):
            if each.object is not None and facts.entities[each.object].type == "Programme":
                found[each.object].add(each.subject)
    order = sorted(
        facts.of_type("Programme"),
        key=lambda entity: (-facts.article_count(entity.id), -len(runners[entity.id]), entity.id),
    )
    rows = tuple(
        (
            facts.ref(entity.id),
            facts.article_count(entity.id),
            facts.refs(runners[entity.id]),
            facts.refs(_places(facts, runners[entity.id])),
            facts.refs(signers[entity.id]),
        )
        for entity in order
    )
    if not rows:
        return Section("programmes", notes=(Note("no_programmes"),))
    columns = ("programme", "articles", "runners", "places", "reported_by")
    return Section("programmes", (Table("programmes", columns, rows, 25),))


def _places(facts: CorpusFacts, runners: Iterable[str]) -> set[str]:
    """Return the nearest place of each runner: itself, or what it belongs to or lies in."""
    found = set()
    for runner in runners:
        current: str | None = runner
        passed: set[str] = set()
        while current in facts.entities and current not in passed:
            passed.add(current)
            if facts.entities[current].type in PLACES:
                found.add(current)
                break
            current = facts.entities[current].parent
    return found
