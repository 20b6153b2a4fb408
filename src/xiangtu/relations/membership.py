"""What belongs to what: party, government and mass bodies to their place, offices to their mother body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from xiangtu.model.records import Assertion, Entity, Mention

from .story import PLACES, Story
from .subjects import Subjects


class MembershipPattern(NamedTuple):
    """A way in which a text says what belongs to what: name, confidence, example and counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


BODY_OF_PLACE = MembershipPattern(
    "party, government or mass body of a place",
    0.9,
    "[柳林镇党委|Organisation]开会，[柳林镇|Township]落实。",
    "[柳林镇卫生院|Organisation]开会，[柳林镇|Township]落实。",
)
MOTHER_BODY = MembershipPattern(
    "name begins with its mother body",
    0.9,
    "[清河县教育局学生资助中心|Organisation]汇报，[清河县教育局|Organisation]认可。",
    "[清河县教育局|Organisation]与[清河县卫健委|Organisation]合作。",
)
SET_UP_BELOW = MembershipPattern(
    "branch set up by its mother body",
    0.85,
    "[下河村党总支|Organisation]成立[第三党支部=下河村第三党支部|Organisation]。",
    "[下河村党总支|Organisation]慰问[光明小学|Organisation]。",
)
PATTERNS = (BODY_OF_PLACE, MOTHER_BODY, SET_UP_BELOW)

POLITICAL = re.compile(
    r"(?:党委|党工委|工委|党组|党总支|党支部|支部|委员会|区委|县委|市委|旗委|州委|省委|纪委|监委|政府|办事处|管委会|村委会?|居委会|"
    r"村?“?两委”?|人大|人大常委会|政协|妇联|工会|总工会|团委|团区委|团县委|团市委|残联|工商联|科协|文联|侨联|红十字会|关工委|武装部|"
    r"法院|检察院|组织部|指挥部|领导小组|专班|应急办|综治办|党政办|信访办|文明办|督查办|宣传部|统战部|政法委|共青团.{1,8}委)$"
)
"""Ends of names of party, government, law and mass bodies."""

BRANCH = re.compile(r"(?:党支部|支部|党小组|党总支|分会|小组|工作队|服务队|突击队|分队|专班|办公室|中心)$")
"""Ends of names of bodies that another body sets up below itself."""

SET_UP = re.compile(r"(?:成立|设立|组建|下设|建立|下辖|新设|增设)了?[^,，。；;]{0,8}$")
"""Between a body and the one that it sets up."""


def find_memberships(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield what belongs to what in a story."""
    del subjects
    named = list(dict.fromkeys(mention.entity or "" for mention in story.mentions))
    set_up = dict(_set_up(story))
    for entity_id in named:
        entity = story.entities[entity_id]
        if entity.type != "Organisation":
            continue
        if entity_id in set_up:
            mother, stretch = set_up[entity_id]
            yield story.assertion(
                "part_of", entity_id, mother, [stretch], SET_UP_BELOW.confidence, SET_UP_BELOW.name
            )
            continue
        owner, pattern = _owner(story, entity, named)
        if owner is not None:
            yield from _belongs(story, entity, owner, pattern)


def _owner(story: Story, entity: Entity, named: list[str]) -> tuple[Entity | None, MembershipPattern]:
    """Return the nearest named body or place that a body belongs to, and how it is known."""
    mothers = [
        mother
        for mother_id in named
        if (mother := story.entities[mother_id]).type == "Organisation" and _is_below(entity, mother)
    ]
    if mothers:
        return max(mothers, key=lambda mother: (len(mother.name), mother.id)), MOTHER_BODY
    if not POLITICAL.search(entity.name):
        return None, BODY_OF_PLACE
    parent = story.entities.get(entity.parent or "")
    while parent is not None and not (parent.id in named and parent.type in PLACES):
        parent = story.entities.get(parent.parent or "") if parent.type not in PLACES else None
    if parent is None:
        places = [
            place
            for place_id in named
            if (place := story.entities[place_id]).type in PLACES and entity.name.startswith(place.name)
        ]
        parent = max(places, key=lambda place: (len(place.name), place.id), default=None)
    return parent, BODY_OF_PLACE


def _is_below(entity: Entity, mother: Entity) -> bool:
    if entity.id == mother.id:
        return False
    return entity.parent == mother.id or (
        entity.name.startswith(mother.name) and len(entity.name) > len(mother.name) + 1
    )


def _belongs(story: Story, entity: Entity, owner: Entity, pattern: MembershipPattern) -> Iterator[Assertion]:
    own, above = _first(story, entity.id), _first(story, owner.id)
    if own is not None and above is not None:
        stretches = [(above.start, above.end), (own.start, own.end)]
        yield story.assertion("part_of", entity.id, owner.id, stretches, pattern.confidence, pattern.name)


def _set_up(story: Story) -> Iterator[tuple[str, tuple[str, tuple[int, int]]]]:
    """Yield bodies that another sets up in one clause, with that body and the stretch that says so."""
    for index in story.counted_sentences:
        bodies = [m for m in story.mentions_in(index) if m.type == "Organisation"]
        for mother, branch in pairwise(bodies):
            gap = story.text[mother.end : branch.start]
            name = story.entity(branch).name
            below = gap.endswith("下设") or (SET_UP.match(gap) and BRANCH.search(name))
            if mother.entity != branch.entity and below and "。" not in gap:
                yield branch.entity or "", (mother.entity or "", (mother.start, branch.end))


def _first(story: Story, entity_id: str) -> Mention | None:
    """Return the first mention of an entity that counts."""
    counted = set(story.counted_sentences)
    return next((m for m in story.mentions if m.entity == entity_id and m.sentence in counted), None)
