"""Pairs that may be one thing: what a person should decide, what matters most first.

Pairs are found by look-up, not by comparing all with all: the time grows with the length of the names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import sqrt

from xiangtu.lexicon import rows
from xiangtu.linking.decisions import NO_DECISIONS, Decision, Decisions, Judgement
from xiangtu.linking.departments import is_department, standard_department
from xiangtu.linking.link import Linked
from xiangtu.model import Entity, KnowledgeGraph, id_parts

REASONS: Mapping[str, tuple[float, str]] = {
    "same name": (1.0, "同名，所属不同"),
    "look-alike": (0.9, "一字之差，字形相近"),
    "short form": (0.7, "一名含于另一名"),
    "one character": (0.5, "一字之差"),
    "joined": (0.6, "已合为一，待核"),
}
"""Kinds of similarity: how much each tells, judged by eye on the seed pages, and what to say of it."""

SURE = 0.9
"""Joins that are surer than this are not asked about."""

SHORTEST = {"look-alike": 2, "one character": 4, "short form": 3}
"""Names of fewer characters are alike by chance."""

BUCKET_LIMIT = 40
"""Of names that are alike in one way only so many are compared, those named most."""

TELLING = frozenset("一二三四五六七八九十百零〇两0123456789东西南北中上下前后左右内外大小老新甲乙丙丁")
"""Characters that tell two things apart on purpose: 第一小学 and 第二小学, 东庄村 and 西庄村."""

SUB_BODY = re.compile(r"(?:省|市|县|区|旗|镇|乡|街道|村|社区|局|委|厅|院|公司|集团|学校|大学|中心)$")
"""What ends the name of a body that has bodies below it: 教育局 in 教育局资助中心; not 百合 in 百合合作社."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one: ids, kind of similarity (a key of `REASONS`), how much it matters."""

    a: str
    b: str
    reason: str
    score: float


def uncertain_pairs(knowledge: KnowledgeGraph, decisions: Decisions = NO_DECISIONS) -> tuple[Pair, ...]:
    """Return pairs of one type and one county (people of one newsroom or prefecture) with similar names.

    A pair counts the more, the more its similarity tells and the more often both are named. Pairs that
    decisions speak of, and pairs of places that the gazetteer knows, are left out.
    """
    counts = Counter(mention.entity for result in knowledge.results for mention in result.mentions)
    entities = sorted(knowledge.entities, key=lambda each: (-counts[each.id], each.id))
    by_id = {entity.id: entity for entity in entities}
    found: dict[tuple[str, str], str] = {}
    for reason, one, other in _similar(entities):
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        known = found.setdefault(pair, reason)
        if REASONS[reason] > REASONS[known]:
            found[pair] = reason
    pairs = [
        Pair(a, b, reason, round(REASONS[reason][0] * sqrt((1 + counts[a]) * (1 + counts[b])), 2))
        for (a, b), reason in found.items()
        if _is_open(by_id[a], by_id[b], decisions)
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.a, pair.b)))


def joined_pairs(linked: Linked, decisions: Decisions = NO_DECISIONS) -> tuple[Pair, ...]:
    """Return the joins that are not sure, as pairs of ids of which at most one is in the graph.

    A join with a confidence below `SURE` is one, unless decisions speak of it. Linked with the
    decisions that `apart` gives, the graph has both.
    """
    counts = Counter(mention.entity for result in linked.knowledge.results for mention in result.mentions)
    now = {old: entity.id for entity in linked.knowledge.entities for old in entity.former_ids}
    weight, _ = REASONS["joined"]
    pairs = [
        Pair(merge.a, merge.b, "joined", round(weight * (1 + counts[now.get(merge.a, merge.a)]), 2))
        for merge in linked.merges
        if merge.confidence < SURE and decisions.judgement(merge.a, merge.b) is Judgement.UNSURE
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.a, pair.b)))


def apart(decisions: Decisions, pairs: Iterable[Pair]) -> Decisions:
    """Return the decisions with these pairs not joined: to look at both sides."""
    parted = tuple(
        Decision(f"apart {number}", "not_same", a=pair.a, b=pair.b) for number, pair in enumerate(pairs)
    )
    return Decisions((*decisions.items, *parted), decisions.source)


def _is_open(one: Entity, other: Entity, decisions: Decisions) -> bool:
    if one.status == other.status == "resolved":
        return False
    return not decisions.items or all(
        decisions.judgement(a, b) is Judgement.UNSURE
        for a in (one.id, *one.former_ids)
        for b in (other.id, *other.former_ids)
    )


def _similar(entities: Iterable[Entity]) -> Iterator[tuple[str, Entity, Entity]]:
    groups: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
    named: defaultdict[tuple[str, str, str], list[Entity]] = defaultdict(list)
    for entity in entities:
        scope = id_parts(entity.id)[0]
        groups[entity.type, scope].append(entity)
        wide = _prefecture(scope) if entity.type == "Person" else scope
        named[entity.type, wide, entity.name].append(entity)
    for same in named.values():
        yield from (("same name", one, other) for one, other in combinations(same[:BUCKET_LIMIT], 2))
    for (kind, _), group in groups.items():
        yield from _one_apart(kind, group)
        if kind != "Person":
            yield from _contained(kind, group)


def _prefecture(scope: str) -> str:
    """Return the part of a county's code that its prefecture has too; a newsroom stands for itself."""
    return scope[:4] if scope.isdecimal() else scope


def _one_apart(kind: str, group: Iterable[Entity]) -> Iterator[tuple[str, Entity, Entity]]:
    """Yield pairs that differ in one character, by leaving out each in turn (SymSpell, Garbe 2012)."""
    buckets: defaultdict[tuple[int, str], list[Entity]] = defaultdict(list)
    for entity in group:
        for index in range(len(entity.name)):
            buckets[index, entity.name[:index] + entity.name[index + 1 :]].append(entity)
    for (index, _), alike in buckets.items():
        for one, other in combinations(alike[:BUCKET_LIMIT], 2):
            if len(one.name) != len(other.name) or one.name == other.name:
                continue
            pair = frozenset((one.name[index], other.name[index]))
            reason = "look-alike" if pair in _lookalikes() else "one character"
            short = len(one.name) < SHORTEST[reason] + (kind == "Person")
            if short or (kind == "Person" and reason != "look-alike") or pair <= TELLING:
                continue
            if kind == "Organisation" and _different_departments(one.name, other.name):
                continue
            yield reason, one, other


def _contained(kind: str, group: list[Entity]) -> Iterator[tuple[str, Entity, Entity]]:
    """Yield pairs where one's name or alias stands within the other's name, but for bodies of a body."""
    owners: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in group:
        for form in (entity.name, *_own_forms(entity)):
            if len(form) >= SHORTEST["short form"]:
                owners[form].append(entity)
    for entity in group:
        name = entity.name
        for start in range(len(name)):
            for end in range(start + SHORTEST["short form"], len(name) + 1):
                for other in owners.get(name[start:end], ())[:BUCKET_LIMIT]:
                    below = start == 0 and end < len(name) and SUB_BODY.search(name[:end])
                    if kind in {"Organisation", "Place"} and (below or _elsewhere(entity, other)):
                        continue
                    if other.id != entity.id:
                        yield "short form", entity, other


def _own_forms(entity: Entity) -> Iterator[str]:
    """Yield the aliases that are not just the end of the name: 服务站 ends many names of bodies."""
    return (alias for alias in entity.aliases if not entity.name.endswith(alias))


def _elsewhere(one: Entity, other: Entity) -> bool:
    """Whether two bodies belong to different places."""
    return None not in (one.parent, other.parent) and one.parent != other.parent


def _different_departments(one: str, other: str) -> bool:
    """Whether two bodies are departments that the lexicon lists apart: 妇联 and 残联."""
    return bool(_department(one) and _department(other) and _department(one) != _department(other))


def _department(name: str) -> str:
    tails = (name[start:] for start in range(len(name)))
    return next((standard_department(tail) for tail in tails if is_department(tail)), "")


@cache
def _lookalikes() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((one, other))
        for first, others in rows("lookalikes", 2)
        for one in first
        for other in others
    )
