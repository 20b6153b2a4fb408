"""What belongs to what: party, government and mass bodies to their place, offices to their mother body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from xiangtu.model.records import Assertion, Entity, Mention

from .departments import in_full, organ_of
from .story import PLACES, ZONE, Story
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
    0.8,
    "[清河县教育局学生资助中心|Organisation]汇报，[清河县教育局|Organisation]认可。",
    "[清河县教育局|Organisation]与[清河县卫健委|Organisation]合作。",
)
SET_UP_BELOW = MembershipPattern(
    "branch set up by its mother body",
    0.65,
    "[下河村党总支|Organisation]成立[第三党支部=下河村第三党支部|Organisation]。",
    "[下河村党总支|Organisation]慰问[光明小学|Organisation]。",
)
PATTERNS = (BODY_OF_PLACE, MOTHER_BODY, SET_UP_BELOW)

POLITICAL = re.compile(
    r"(?:党委|党工委|工委|党组|党总支|党支部|支部|委员会|区委|县委|市委|旗委|州委|省委|纪委|监委|政府|办事处|管委会|村委会?|居委会|"
    r"村?“?两委”?|人大|人大常委会|政协|妇联|工会|总工会|团委|团区委|团县委|团市委|残联|工商联|科协|文联|侨联|红十字会|关工委|"
    r"武装部|法院|检察院|组织部|宣传部|统战部|政法委|指挥部|领导小组|专班|应急办|综治办|党政办|信访办|文明办|督查办|河长办|田长办|林长办|人武部|联合会|总会|供销合作社联合社|供销社|协会|理事会|监事会|主席团|党小组|团总?支部|党校|(?:政府|委员会|指挥部|小组)办公室|[区县市]委.{2,6}部|[区县市]委农办|[区县市]委.{2,8}(?:办|室|委)|共青团.{1,8}委)$"
)
"""Ends of names of party, government, law and mass bodies: ``柳林镇党委``; not ``柳林镇卫生院``."""

OFFICE_BELOW = re.compile(r"(?:中心|站|所|办|办公室|理事会|小组|专班|队)$")
"""Ends of names of offices that a township or village keeps: ``柳林镇综治中心``; not ``柳林镇中心小学``."""

BRANCH = re.compile(r"(?:党支部|支部|党小组|党总支|分会|小组|工作队|服务队|突击队|分队|专班|办公室|中心)$")
"""Ends of names of bodies that another body sets up below itself."""

TEAM = re.compile(
    r"(?:服务队|突击队|小分队|工作队|宣讲团|讲师团|农机队|文艺队|巡逻队|巡河队|巡查队|巡检队|救援队|快修队|宣传队|应急队|团队|专班)$"
)
"""Ends of names of teams, which belong to the body named right before them."""

OF_TEAM = re.compile(r"(?:的|组建的|成立的|推出的|派出的|下属的?)?[“‘]?")
"""Between a body and its team: ``县司法局的“法润田园”服务队``; not ``县司法局走访``."""

LEADING = re.compile(r"(?:领导小组|委员会|指挥部|工作组|专班|联席会议)$")
"""Ends of names of bodies that are set up for a purpose, and keep an office of their own."""

BELOW = re.compile(r"下设[^,，。；;]{0,4}$")
"""Right before the office of such a body: ``任组长，下设``; not ``走访``."""

SET_UP = re.compile(r"(?:成立|设立|组建|下设|建立|下辖|新设|增设)了?[^,，。；;]{0,8}$")
"""Between a body and the one that it sets up: ``成立``; not ``慰问``."""

Mother = tuple[str, MembershipPattern, tuple[tuple[int, int], ...]]


def mothers(story: Story) -> Mapping[str, Mother]:
    """Return the bodies that belong to another body of the story: its id, how that is known, and where."""
    found: dict[str, Mother] = {}
    for branch, mother, stretch in _set_up(story):
        found.setdefault(branch, (mother, SET_UP_BELOW, (stretch,)))
    for body in story.bodies_by_name.values():
        mother_body = mother_by_name(story, body)
        own = story.first(body.id)
        above = story.first(mother_body.id) if mother_body else None
        if mother_body is not None and own is not None and above is not None:
            stretches = ((above.start, above.end), (own.start, own.end))
            found.setdefault(body.id, (mother_body.id, MOTHER_BODY, stretches))
    return found


def mother_by_name(story: Story, body: Entity) -> Entity | None:
    """Return the named body that resolution gave as parent, or the longest that the name begins with."""
    parent = story.entities.get(body.parent or "")
    if parent is not None and parent.type == "Organisation" and story.names(parent.id):
        return parent
    for known, names in (
        (story.bodies_by_name, (body.name,)),
        (story.bodies_by_surface, story.surfaces(body.id)),
    ):
        for name in names:
            for length in range(len(name) - 1, 1, -1):
                mother = known.get(name[:length])
                if mother is not None and mother.id != body.id:
                    return mother
    return _mother_in_full(story, body)


def _mother_in_full(story: Story, body: Entity) -> Entity | None:
    """Return the named body that a name begins with, in short or in full: 医保局 of ``清河县医保局党组``."""
    place = story.entities.get(body.parent or "")
    if place is None:
        return None
    organ = organ_of(body.name, place.name)
    for length in range(len(organ) - 1, 1, -1):
        mother = story.bodies_by_organ.get((place.id, in_full(organ[:length])))
        if mother is not None and mother.id != body.id:
            return mother
    return None


def _set_up(story: Story) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Yield branch, mother and stretch where a sentence says that one body sets the other up."""
    for index in story.counted_sentences:
        bodies = [m for m in story.mentions_in(index) if m.type == "Organisation"]
        for place, (nearest, branch) in enumerate(pairwise(bodies)):
            gap = story.text[nearest.end : branch.start]
            mother = nearest
            if BELOW.search(gap):
                mother = next((b for b in bodies[: place + 1] if LEADING.search(b.text)), nearest)
            elif not _is_below(story, gap, branch):
                continue
            if mother.entity != branch.entity:
                yield branch.entity or "", mother.entity or "", (mother.start, branch.end)


def _is_below(story: Story, gap: str, branch: Mention) -> bool:
    """Whether the words before a branch say that the body before them set it up, or that it is its team."""
    if SET_UP.match(gap) and BRANCH.search(story.entity(branch).name):
        return True
    return bool(TEAM.search(branch.text) and OF_TEAM.fullmatch(gap))


def find_memberships(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield what belongs to what in a story."""
    del subjects
    below = mothers(story)
    for entity in story.named:
        if entity.id in below:
            mother, pattern, stretches = below[entity.id]
            yield story.assertion("part_of", entity.id, mother, stretches, pattern.confidence, pattern.name)
        elif entity.type == "Organisation" and is_of_place(story, entity):
            yield from _of_place(story, entity)


def is_of_place(story: Story, entity: Entity) -> bool:
    """Whether a body is one of party, government or masses, or an office of a township or village."""
    if POLITICAL.search(entity.name):
        return True
    place = _place_above(story, entity) if OFFICE_BELOW.search(entity.name) else None
    return place is not None and place.type in ("Township", "Village") and entity.name.startswith(place.name)


def _of_place(story: Story, entity: Entity) -> Iterator[Assertion]:
    """Yield the place that a party, government or mass body is of."""
    place = _place_above(story, entity)
    own = story.first(entity.id)
    above = story.first(place.id) if place else None
    if place is not None and own is not None and above is not None:
        stretches = [(above.start, above.end), (own.start, own.end)]
        pattern = BODY_OF_PLACE
        yield story.assertion("part_of", entity.id, place.id, stretches, pattern.confidence, pattern.name)


def _place_above(story: Story, entity: Entity) -> Entity | None:
    """Return the nearest named place above a body, by what its name begins with or by resolution."""
    name = entity.name.removeprefix("共青团").removeprefix("中共")
    for length in range(len(name) - 1, 1, -1):
        if name[:length] in story.places_by_name:
            return story.places_by_name[name[:length]]
    for place_id in story.above(entity.id):
        place = story.entities[place_id]
        if place.type in PLACES and story.names(place_id):
            return place
        if place.type == "Region" and not ZONE.search(place.name):
            return None
    return None
