"""From the pages' own entities to the corpus': one thing, one entity; one fact, one assertion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from xiangtu.linking.departments import short_name
from xiangtu.linking.unite import NOTE_SEPARATOR, fact, unite_assertions, unite_entities
from xiangtu.model import Assertion, Entity, KnowledgeGraph, PageResult, entity_id, id_parts
from xiangtu.vocabulary import load


def link(results: Sequence[PageResult]) -> KnowledgeGraph:
    """Join what pages give on their own evidence.

    * The same id is the same thing: names, codes, roles and evidence are united.
    * A department named in full on one page and in short on another is one organisation where the owning
      place is the same (`departments.toml`). Its id is always made of the short form, so that it does not
      depend on which pages are there; the other id stays in `Entity.former_ids`, the reason in `note`.
    * Nothing else is joined: two people of one name and different scope stay two.
    * The same fact on several pages is one assertion with all its evidence. The ends of a symmetric
      relation stand in sorted order. What would relate a thing to itself is left out.

    The result is the same whatever the order of `results`.

    Raises
    ------
    ValueError
        If two results are of the same page.
    """
    pages = sorted(results, key=lambda result: result.page.id)
    _refuse_duplicates(pages)
    renamed = _renamings(entity for result in pages for entity in result.entities)
    moved = [_repoint(result, renamed) for result in pages]
    entities: dict[str, list[Entity]] = defaultdict(list)
    facts: dict[tuple[object, ...], list[Assertion]] = defaultdict(list)
    for result in moved:
        for entity in result.entities:
            entities[entity.id].append(entity)
        for assertion in result.assertions:
            facts[fact(assertion)].append(assertion)
    return KnowledgeGraph(
        results=tuple(moved),
        entities=tuple(unite_entities(entities[key]) for key in sorted(entities)),
        assertions=tuple(unite_assertions(facts[key]) for key in sorted(facts)),
    )


def _refuse_duplicates(pages: Sequence[PageResult]) -> None:
    for before, after in pairwise(pages):
        if before.page.id == after.page.id:
            raise ValueError(f"two results of one page: {after.page.id}")


def _renamings(entities: Iterable[Entity]) -> dict[str, str]:
    """Return old id → id made of the short form, for organisations named in full."""
    renamed = {}
    for entity in entities:
        if entity.type != "Organisation":
            continue
        *scope, name = id_parts(entity.id)
        short = short_name(name)
        if short != name:
            renamed[entity.id] = entity_id(entity.type, *scope, short)
    return renamed


def _repoint(result: PageResult, renamed: Mapping[str, str]) -> PageResult:
    """Return the page's result with new ids everywhere, its facts in canonical form."""
    return replace(
        result,
        mentions=tuple(
            replace(each, entity=renamed.get(each.entity, each.entity)) if each.entity else each
            for each in result.mentions
        ),
        entities=tuple(_rename(each, renamed) for each in result.entities),
        assertions=tuple(
            moved
            for moved in (_turn(each, renamed) for each in result.assertions)
            if moved.subject != moved.object
        ),
    )


def _rename(entity: Entity, renamed: Mapping[str, str]) -> Entity:
    parent = renamed.get(entity.parent, entity.parent) if entity.parent else None
    candidates = tuple(renamed.get(each, each) for each in entity.candidates)
    entity = replace(entity, parent=parent, candidates=candidates)
    if entity.id not in renamed:
        return entity
    reason = f"{entity.name}即{id_parts(renamed[entity.id])[-1]}：同一地方的部门全称与简称"
    return replace(
        entity,
        id=renamed[entity.id],
        former_ids=tuple(sorted({*entity.former_ids, entity.id})),
        note=NOTE_SEPARATOR.join(filter(None, (entity.note, reason))),
    )


def _turn(assertion: Assertion, renamed: Mapping[str, str]) -> Assertion:
    """Return the assertion with new ids, the ends of a symmetric relation sorted."""
    subject = renamed.get(assertion.subject, assertion.subject)
    target = renamed.get(assertion.object, assertion.object) if assertion.object else None
    if target is not None and target < subject and load().predicates[assertion.type].symmetric:
        subject, target = target, subject
    return replace(assertion, subject=subject, object=target)
