"""What lies where, up to the county that the article names; the chain above it is the gazetteer's.

Four ways of knowing, the surest first: names side by side (``清河县柳林镇下河村``), the parent that resolution
found, a name that begins with its place (``柳林镇卫生院``), and the place that the sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from xiangtu.lexicon import open_gazetteer, words
from xiangtu.model.records import Assertion, Entity, Mention

from .story import PLACES, Story
from .subjects import Subject, Subjects


class LocationPattern(NamedTuple):
    """A way in which a text says where something is: name, confidence, example and counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


SIDE_BY_SIDE = LocationPattern(
    "names side by side",
    0.95,
    "[清河县|Region][柳林镇|Township]召开会议。",
    "[柳林镇|Township]、[下河村|Village]召开会议。",
)
OF_PLACE = LocationPattern(
    "place before the name with 的, 境内 or 位于",
    0.85,
    "位于[柳林镇|Township]的[凤凰山|Place]，游人如织。",
    "[柳林镇|Township]的农户登上[凤凰山|Place]。",
)
PARENT = LocationPattern(
    "parent by name path or gazetteer",
    0.9,
    "[下河村|Village]丰收了，[柳林镇|Township]很高兴。",
    "[下河村|Village]丰收了。",
)
NAME_PREFIX = LocationPattern(
    "name begins with its place",
    0.9,
    "[柳林镇卫生院|Organisation]开诊，[柳林镇|Township]很高兴。",
    "[光明卫生院|Organisation]开诊，[柳林镇|Township]很高兴。",
)
JOINED = LocationPattern(
    "joined to a neighbour",
    0.75,
    "[清河县|Region][柳林镇|Township][下河村|Village]与[上河村|Village]结对。",
    "[清河县|Region][柳林镇|Township][下河村|Village]的客人来自[上河村|Village]。",
)
IN_FORCE = LocationPattern(
    "place that the sentence is about",
    0.6,
    "[柳林镇|Township]建成了[便民大厅|Place]。",
    "[柳林镇|Township]与[华光电子|Organisation]签约。",
)
PATTERNS = (SIDE_BY_SIDE, OF_PLACE, PARENT, NAME_PREFIX, JOINED, IN_FORCE)

RANK = {"Region": 0, "Township": 1, "Village": 2, "Organisation": 3, "Place": 3, "Event": 4}
"""What may lie in what: a type only in one of a smaller number."""

ZONE = re.compile(r"(?:开发区|高新区|产业园区?|工业园区?|园区|新区|功能区|示范区|保税区|景区|合作区)$")
"""Regions that lie in a county: development zones; other Regions are the gazetteer's."""

SIBLING_GAP = re.compile(r"、|和|与|及|以及")
"""Between neighbours of one kind."""

GROUNDS = re.compile(r"(?:园区|产业园|工业园|科技园|创业园|开发区|基地|市场|广场|大厦|中心|商城|小区)$")
"""Places that firms lie in."""

STEM_END = re.compile(r"(?:街道|镇|乡|村|社区|苏木|嘎查)$")
"""What a place's name ends in, and its stem does not."""

PLACE_BEFORE = re.compile(r"(?:的|[，,]|境内的?|辖区内?的?|内的?|城区的?|当地的?)")
"""Between a place and what lies in it: ``柳林镇境内的凤凰山``."""

PARTNER_BEFORE = re.compile(
    r"(?:与|和|同|联合|邀请到?了?|委托|对接|联系|来自|聘请|携手|前往|赴|会同|协调|依靠|比邻|毗邻|靠近|发往|销往|运往|走进|参观|组织到|考察|学习|由)(?:了)?$"
)
"""Right before a body that comes from elsewhere: ``邀请省农科院``."""

FROM_ABOVE = re.compile(
    r"^(?:中共|中国|国家|全国|中央|国务院|国网|省|市|自治区|州)|"
    r"(?:银行|农商行|农行|邮储|人寿|保险|移动|电信|联通|铁塔|大学|学院|研究院|日报社?|电视台|出版社|代表团|部队|集团)$"
)
"""Names of bodies that need not lie where the article is set."""


def find_locations(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield where the places, bodies and events of a story lie."""
    settled: set[str] = set()
    found: dict[str, tuple[str, tuple[int, int]]] = {}
    for subject, place, pattern, stretches in _adjacent(story):
        settled.add(subject)
        found.setdefault(subject, (place, stretches[0]))
        yield story.assertion("located_in", subject, place, stretches, pattern.confidence, pattern.name)
    for entity in _named(story):
        if entity.id in settled or has_mother(story, entity):
            continue
        yield from (
            list(_by_parent(story, entity))
            or list(_by_sibling(story, entity, found))
            or list(_by_force(story, subjects, entity))
        )


Found = tuple[str, str, LocationPattern, list[tuple[int, int]]]


def _adjacent(story: Story) -> Iterator[Found]:
    """Yield names that stand side by side, the larger before the smaller."""
    for index in story.counted_sentences:
        mentions = [m for m in story.mentions_in(index) if m.type in RANK]
        for outer, inner in pairwise(mentions):
            if inner.start < outer.end or not _may_hold(outer, inner):
                continue
            gap = story.text[outer.end : inner.start]
            if gap in ("，", ",") and outer.type != "Place":
                continue
            pattern = SIDE_BY_SIDE if not gap.strip() else OF_PLACE if PLACE_BEFORE.fullmatch(gap) else None
            if pattern is None or not may_lie_in(story, story.entity(inner), story.entity(outer)):
                continue
            if has_mother(story, story.entity(inner)):
                continue
            if pattern is OF_PLACE and inner.type == "Organisation" and FROM_ABOVE.search(inner.text):
                continue
            yield inner.entity or "", outer.entity or "", pattern, [(outer.start, inner.end)]


def _may_hold(outer: Mention, inner: Mention) -> bool:
    """Whether the types of two names allow the second to lie in the first."""
    if outer.type == inner.type:
        return outer.type == "Region" or (outer.type == "Village" and not outer.text.endswith("自然村"))
    if outer.type == "Place":
        return inner.type == "Organisation" and bool(GROUNDS.search(outer.text))
    return outer.type in PLACES and RANK[outer.type] < RANK[inner.type]


def may_lie_in(story: Story, inner: Entity, outer: Entity) -> bool:
    """Whether `inner` may be said to lie in `outer`: nothing below a county in a city whose county is known."""
    if inner.id == outer.id:
        return False
    if outer.type == "Place":
        return True
    if inner.type == "Region" and not ZONE.search(inner.name):
        return False
    nearer = [place for place in _named_prefixes(story, inner.name) if RANK[place.type] > RANK[outer.type]]
    if inner.type not in PLACES and nearer:
        return False
    parent = story.entities.get(inner.parent or "")
    known = parent is not None and parent.type in PLACES
    return not (known and parent is not None and parent.id != outer.id and outer.id in story.above(parent.id))


def _named(story: Story) -> list[Entity]:
    """Return what the story names that can lie somewhere, in the order of first mention."""
    return [
        story.entities[entity_id]
        for entity_id in dict.fromkeys(mention.entity or "" for mention in story.mentions)
        if story.entities[entity_id].type in RANK
    ]


def _first(story: Story, entity_id: str) -> Mention | None:
    """Return the first mention of an entity that counts, in the body if it has one there."""
    counted = set(story.counted_sentences)
    own = [m for m in story.mentions if m.entity == entity_id and m.sentence in counted]
    in_body = [m for m in own if story.sentence(m.sentence).part == "body"]
    return (in_body or own or [None])[0]


def _by_parent(story: Story, entity: Entity) -> Iterator[Assertion]:
    """Yield the nearest place above an entity that the article names."""
    place, pattern = nearest_named_place(story, entity)
    if place is None:
        return
    mention, above = _first(story, entity.id), _first(story, place.id)
    if mention is None or above is None:
        return
    yield story.assertion(
        "located_in",
        entity.id,
        place.id,
        [(above.start, above.end), (mention.start, mention.end)],
        pattern.confidence,
        pattern.name,
    )


def _by_sibling(
    story: Story, entity: Entity, found: dict[str, tuple[str, tuple[int, int]]]
) -> Iterator[Assertion]:
    """Yield that a village lies where the one lies that it is joined to: ``柳林镇下河村、上河村``."""
    if entity.type not in ("Village", "Township"):
        return
    for one, other in pairwise(story.mentions):
        joined = one.sentence == other.sentence and SIBLING_GAP.fullmatch(story.text[one.end : other.start])
        if other.entity == entity.id and joined and one.type == other.type and one.entity in found:
            place, stretch = found[one.entity]
            yield story.assertion(
                "located_in",
                entity.id,
                place,
                [stretch, (one.start, other.end)],
                JOINED.confidence,
                JOINED.name,
            )
            return


def nearest_named_place(story: Story, entity: Entity) -> tuple[Entity | None, LocationPattern]:
    """Return the smallest place above an entity that the story names, and how it is known."""
    if entity.type == "Region" and not ZONE.search(entity.name):
        return None, PARENT
    parent = _named_parent(story, entity)
    if entity.type in PLACES:
        return parent, PARENT
    inside = _named_prefixes(story, entity.name) or _named_stems(story, entity)
    place = max(inside, key=lambda place: (RANK[place.type], len(place.name), place.id), default=None)
    if parent is not None and (place is None or RANK[place.type] <= RANK[parent.type]):
        return parent, PARENT
    return place, NAME_PREFIX


def _named_parent(story: Story, entity: Entity) -> Entity | None:
    """Return the first place above an entity, by resolution, that the story names; none beyond the county."""
    named = {mention.entity for mention in story.mentions}
    for place_id in story.above(entity.id):
        place = story.entities[place_id]
        if place.type in PLACES and place.id in named:
            return place
        if place.type == "Region" and not ZONE.search(place.name):
            return None
    return None


def _named_prefixes(story: Story, name: str) -> list[Entity]:
    """Return the places that the story names and a name begins with."""
    named = sorted({mention.entity or "" for mention in story.mentions})
    return [
        place
        for place_id in named
        if (place := story.entities[place_id]).type in PLACES
        and name != place.name
        and name.startswith(place.name)
    ]


def _named_stems(story: Story, entity: Entity) -> list[Entity]:
    """Return the places that the story names and whose stem a body's name holds: ``县法院柳林人民法庭``."""
    found = []
    for place_id in sorted({mention.entity or "" for mention in story.mentions}):
        place = story.entities[place_id]
        stem = STEM_END.sub("", place.name) if place.type != "Region" else place.name
        if place.type in PLACES and len(stem) > 1 and stem in entity.name:
            found.append(place)
    lowest = max((RANK[place.type] for place in found), default=0)
    return [place for place in found if RANK[place.type] == lowest]


def has_mother(story: Story, entity: Entity) -> bool:
    """Whether a body belongs to a body that the story names: then it lies where that one does."""
    if entity.type != "Organisation":
        return False
    return any(
        other.id != entity.id
        and other.type == "Organisation"
        and (entity.parent == other.id or entity.name.startswith(other.name))
        for other in (story.entities[mention.entity or ""] for mention in story.mentions)
    )


def _by_force(story: Story, subjects: Subjects, entity: Entity) -> Iterator[Assertion]:
    """Yield that something without a place of its own lies in the place that its sentence is about."""
    if entity.type not in ("Organisation", "Place", "Village") or not _is_local(story, entity):
        return
    mention = _first(story, entity.id)
    if mention is None or story.sentence(mention.sentence).part != "body":
        return
    before = story.text[max(0, mention.start - 6) : mention.start]
    if entity.type == "Organisation" and PARTNER_BEFORE.search(before):
        return
    candidates = (_place_of(story, subjects.at(mention.start)), _focus(story, subjects))
    place = next((p for p in candidates if p is not None and RANK[p.type] < RANK[entity.type]), None)
    if place is None or place.id == entity.id:
        return
    above = _nearest(story, place.id, mention.start)
    if above is not None:
        yield story.assertion(
            "located_in",
            entity.id,
            place.id,
            [(above.start, above.end), (mention.start, mention.end)],
            IN_FORCE.confidence,
            IN_FORCE.name,
        )


def _is_local(story: Story, entity: Entity) -> bool:
    """Whether nothing in a name says that it lies elsewhere or everywhere."""
    if entity.status == "resolved" and entity.type == "Village":
        return False
    if entity.type == "Organisation":
        return not FROM_ABOVE.search(entity.name) and not _foreign_prefix(story, entity.name)
    return entity.name not in words("great_features")


def _foreign_prefix(story: Story, name: str) -> bool:
    """Whether a name begins with a region that the story does not name: ``安徽亚政`` lies where it likes."""
    regions = open_gazetteer().region_names
    own = {story.entities[m.entity or ""].name for m in story.mentions if m.type == "Region"}
    prefix = next((name[:length] for length in range(8, 1, -1) if name[:length] in regions), "")
    return bool(prefix) and not any(region.startswith(prefix) for region in own)


def _place_of(story: Story, subject: Subject) -> Entity | None:
    """Return the place that a subject is, or acts in; None where it is several."""
    if len(subject.entities) != 1:
        return None
    entity: Entity | None = story.entities[subject.entities[0]]
    while entity is not None and entity.type not in PLACES:
        entity = story.entities.get(entity.parent or "")
    named = {mention.entity for mention in story.mentions}
    return entity if entity is not None and entity.id in named else None


def _focus(story: Story, subjects: Subjects) -> Entity | None:
    focus = subjects.focus_place
    return story.entity(focus) if focus is not None else None


def _nearest(story: Story, entity_id: str, position: int) -> Mention | None:
    """Return the mention of an entity nearest before a position, else its first."""
    own = [m for m in story.mentions if m.entity == entity_id]
    earlier = [m for m in own if m.start <= position]
    return earlier[-1] if earlier else own[0] if own else None
