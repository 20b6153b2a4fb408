"""Which ids of the corpus are one thing though they differ: each pair with its reason and how sure it is.

Nothing here looks at how often a thing is named or in which order pages came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from xiangtu.lexicon import Place, open_gazetteer
from xiangtu.linking.clusters import Clusters, Merge
from xiangtu.linking.departments import department_of, standard_department
from xiangtu.linking.people import Person
from xiangtu.model import Entity, entity_id, id_parts

FULL_AND_SHORT = 0.98
SAME_ARTICLE = 0.95
NAMED_SO_ELSEWHERE = 0.8
ONLY_ONE_WITH_A_POST = 0.7
"""How sure each kind of reason is: judged on the seed pages and on made-up pages, not measured."""

SHORTEST_ALIAS = 3
"""A short form of fewer characters (行动, 公司) tells nothing apart."""

NAMED_BY_SHORT_FORM = frozenset({"Programme", "Product", "Event", "Document", "Organisation"})


def departments(entities: Iterable[Entity]) -> Iterator[Merge]:
    """Yield each body whose department is not in its standard form, with the id of that form.

    The place that owns it decides: 青禾县人社局 and 青禾县人力资源和社会保障局 are one, another county's is
    not. The standard id may be one that no page gives.
    """
    for entity in entities:
        if entity.type != "Organisation":
            continue
        *scope, name = id_parts(entity.id)
        for owner, above in _owners(entity, scope):
            organ = department_of(name, owner, above)
            standard = owner + standard_department(organ)
            if organ and standard != name:
                reason = f"{name}即{standard}：同一地方同一机构的不同写法"
                yield Merge(
                    entity_id("Organisation", *scope, standard),
                    entity.id,
                    "department",
                    reason,
                    FULL_AND_SHORT,
                )
                break


def _owners(entity: Entity, scope: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each place that may own a body, with the names of those above it."""
    if entity.parent is not None and entity.parent.partition(":")[0] in {"region", "township", "village"}:
        code, *names = id_parts(entity.parent)
        yield names[-1], (*_chain(code), *names[:-1])
    region = _region(scope[0]) if scope else None
    if region is not None:
        yield region.name, _chain(region.region_code)


@cache
def _region(code: str) -> Place | None:
    return open_gazetteer().region(code)


def _chain(code: str) -> tuple[str, ...]:
    """Return the names of the places above and of a region, from the province down."""
    region = _region(code)
    return tuple(place.name for place in reversed(region.chain())) if region is not None else ()


def posts(people: Iterable[Person]) -> Iterator[Merge]:
    """Yield the ids of a person at the bodies where one article gives posts: one person holds them all."""
    for person in people:
        for post in person.posts:
            if post != person.id:
                one, other = sorted((person.id, post))
                yield Merge(one, other, "posts", "同一篇报道给出其各项职务", SAME_ARTICLE)


def short_forms(entities: Iterable[Entity]) -> Iterator[Merge]:
    """Yield a name that elsewhere in the county is the short form of one other thing, and that thing.

    乡村振兴战略, also called 乡村振兴 in one article, and a 乡村振兴 of the same county; not 服务站 or
    管理办法, which end many names.
    """
    ids: set[str] = set()
    called: defaultdict[str, set[str]] = defaultdict(set)
    for entity in entities:
        ids.add(entity.id)
        for other in named_in_short(entity):
            called[other].add(entity.id)
    for other in sorted(called.keys() & ids):
        if len(called[other]) == 1:
            (full,) = called[other]
            reason = f"{id_parts(other)[-1]}即{id_parts(full)[-1]}：本县另有报道两名并用"
            yield Merge(full, other, "short form", reason, NAMED_SO_ELSEWHERE)


def named_in_short(entity: Entity) -> Iterator[str]:
    """Yield the ids that things of the county would have whose name is a short form of this one's."""
    if entity.type not in NAMED_BY_SHORT_FORM:
        return
    *scope, _ = id_parts(entity.id)
    for alias in entity.aliases:
        generic = entity.name.endswith(alias)
        other = entity_id(entity.type, *scope, alias)
        if len(alias) >= SHORTEST_ALIAS and not generic and other != entity.id:
            yield other


def people_without_posts(people: Sequence[Person], clusters: Clusters) -> Iterator[Merge]:
    """Yield a county's person without a post and the only one of that name who holds one.

    Where somebody of the newsroom has the name, or several hold posts, nobody can say who is meant.
    """
    holders: defaultdict[str, dict[str, str]] = defaultdict(dict)
    plain = {person.page_id for person in people if person.id == person.page_id and not person.signs}
    authors = {person.page_id for person in people if person.signs}
    for person in sorted(people, key=lambda each: each.id):
        if person.posts and person.id != person.page_id:
            holders[person.page_id].setdefault(clusters.find(person.id), person.id)
    for page_id in sorted((holders.keys() & plain) - authors):
        if len(holders[page_id]) == 1:
            (holder,) = holders[page_id].values()
            yield Merge(holder, page_id, "only holder", "本县同名者仅此一人有职务", ONLY_ONE_WITH_A_POST)


def standard_ids(merges: Iterable[Merge]) -> Mapping[str, str]:
    """Return id → the id of its standard form, whatever pages there are; of several forms, the first."""
    found: dict[str, str] = {}
    for merge in merges:
        if merge.rule == "department":
            found[merge.b] = min(merge.a, found.get(merge.b, merge.a))
    return found
