"""From the pages' own entities to the corpus': one thing, one entity; one fact, one assertion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from xiangtu.linking.unite import fact, unite_assertions, unite_entities
from xiangtu.model import Assertion, Entity, KnowledgeGraph, PageResult
from xiangtu.vocabulary import load


def link(results: Sequence[PageResult]) -> KnowledgeGraph:
    """Join what pages give on their own evidence.

    * The same id is the same thing: names, codes, roles and evidence are united. Ids are made so that this
      is enough: a place by its county and path, a department by its full form and the place that owns it
      (so that 区人社局 and 区人力资源和社会保障局 meet), a person by name and newsroom, body or county.
    * Nothing else is joined: two people of one name and different scope stay two.
    * The same fact on several pages is one assertion with all its evidence. The ends of a symmetric
      relation stand in sorted order. What would relate a thing to itself is left out.

    The result is the same whatever the order of `results`, and linking it again changes nothing.

    Raises
    ------
    ValueError
        If two results are of the same page.
    """
    pages = [_canonical(result) for result in sorted(results, key=lambda result: result.page.id)]
    for before, after in pairwise(pages):
        if before.page.id == after.page.id:
            raise ValueError(f"two results of one page: {after.page.id}")
    entities: dict[str, list[Entity]] = defaultdict(list)
    facts: dict[tuple[object, ...], list[Assertion]] = defaultdict(list)
    for result in pages:
        for entity in result.entities:
            entities[entity.id].append(entity)
        for assertion in result.assertions:
            facts[fact(assertion)].append(assertion)
    return KnowledgeGraph(
        results=tuple(pages),
        entities=tuple(unite_entities(entities[key]) for key in sorted(entities)),
        assertions=tuple(unite_assertions(facts[key]) for key in sorted(facts)),
    )


def _canonical(result: PageResult) -> PageResult:
    """Return the page's result with its assertions in the form in which the same facts are equal."""
    turned = (_turn(assertion) for assertion in result.assertions)
    return replace(result, assertions=tuple(each for each in turned if each.subject != each.object))


def _turn(assertion: Assertion) -> Assertion:
    """Return the assertion, the ends of a symmetric relation sorted."""
    subject, target = assertion.subject, assertion.object
    if target is None or subject <= target or not load().predicates[assertion.type].symmetric:
        return assertion
    return replace(assertion, subject=target, object=subject)
