"""Which places the corpus reaches, from county to village, and which townships it never names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xiangtu.lexicon import open_gazetteer
from xiangtu.model import Entity
from xiangtu.report.corpus_facts import CorpusFacts
from xiangtu.report.document import Cell, Label, Note, Section, Table, Word

PLACES = ("Region", "Township", "Village")
LATEST_LIST = "mca2025"
"""Townships that only an older list has were renamed or dissolved: that nobody names them says nothing."""


def places(facts: CorpusFacts) -> Section:
    """Return the tree of places with their mentions, and the townships of its counties without one."""
    children: dict[str | None, list[str]] = defaultdict(list)
    known = {entity.id for entity in facts.of_type(*PLACES)}
    for entity in facts.of_type(*PLACES):
        children[entity.parent if entity.parent in known else None].append(entity.id)
    tree = tuple(_branch(facts, children, None, 0, set()))
    if not tree:
        return Section("places", notes=(Note("no_places"),))
    missing = tuple(_missing_townships(facts))
    tables = (
        Table("place_tree", ("place", "type", "articles", "mentions", "status"), tree, 60),
        Table("missing_townships", ("region", "named", "in_list", "never_named"), missing, 50),
    )
    return Section("places", tables)


def _branch(
    facts: CorpusFacts,
    children: dict[str | None, list[str]],
    parent: str | None,
    depth: int,
    passed: set[str],
) -> Iterator[tuple[Cell, ...]]:
    for identifier in sorted(
        children[parent], key=lambda each: (-_reach(facts, children, each, set()), each)
    ):
        if identifier in passed:
            continue
        passed.add(identifier)
        entity = facts.entities[identifier]
        yield (
            facts.ref(identifier, depth),
            Label("types", entity.type),
            facts.article_count(identifier),
            facts.mention_count(identifier),
            Word(f"status_{entity.status}") if entity.status else "",
        )
        yield from _branch(facts, children, identifier, depth + 1, passed)


def _reach(facts: CorpusFacts, children: dict[str | None, list[str]], place: str, passed: set[str]) -> int:
    """Count the mentions of a place and of all below it."""
    if place in passed:
        return 0
    passed.add(place)
    return facts.mention_count(place) + sum(_reach(facts, children, each, passed) for each in children[place])


def _missing_townships(facts: CorpusFacts) -> Iterator[tuple[Cell, ...]]:
    """Yield each county of which a township is named, with the townships that the corpus never names."""
    gazetteer = open_gazetteer()
    named: dict[str, set[str]] = defaultdict(set)
    for township in facts.of_type("Township"):
        if township.status == "resolved" and township.parent and facts.article_count(township.id):
            named[township.parent].add(township.name)
    for identifier in sorted(named):
        county = next(
            filter(None, map(gazetteer.county, _region_codes(facts.entities.get(identifier)))), None
        )
        if county is None:
            continue
        names = [
            place.name
            for place in county.townships
            if LATEST_LIST in dict(place.codes) or place.name in named[identifier]
        ]
        missing = tuple(name for name in names if name not in named[identifier])
        yield facts.ref(identifier), len(names) - len(missing), len(names), missing


def _region_codes(entity: Entity | None) -> list[str]:
    """Return the county codes of a region: six digits."""
    codes = entity.codes if entity is not None and entity.type == "Region" else ()
    return sorted({code[:6] for _, code in codes if len(code) in (6, 12) and code[6:] in ("", "000000")})
