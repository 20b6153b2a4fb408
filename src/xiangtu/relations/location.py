"""What lies where, up to the county that the article names; the chain above it is the gazetteer's.

Ways of knowing, the surest first: names side by side (``清河县柳林镇下河村``), the parent that resolution
found, a name that holds its place's (``柳林镇卫生院``), a neighbour, the place the sentence is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from xiangtu.lexicon import open_gazetteer, words
from xiangtu.model.records import Assertion, Entity, Mention

from .membership import mothers
from .programmes import FESTIVE
from .story import PLACES, ZONE, Story
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
NAME_HOLDS_PLACE = LocationPattern(
    "name holds that of its place",
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
    0.5,
    "[柳林镇|Township]建成了[便民大厅|Place]。",
    "[柳林镇|Township]与[华光电子|Organisation]签约。",
)
SITUATED = LocationPattern(
    "place behind the name with 位于 or 坐落在",
    0.9,
    "[红枣产业园|Place]坐落在[清河县|Region][柳林镇|Township]，客商云集。",
    "[红枣产业园|Place]服务[清河县|Region][柳林镇|Township]，客商云集。",
)
PATTERNS = (SIDE_BY_SIDE, SITUATED, OF_PLACE, PARENT, NAME_HOLDS_PLACE, JOINED, IN_FORCE)

RANK = {"Region": 0, "Township": 1, "Village": 2, "Organisation": 3, "Place": 3, "Event": 4}
"""What may lie in what: a type only in one of a smaller number."""

STEM_END = re.compile(r"(?:街道|镇|乡|村|社区|苏木|嘎查)$")
"""What a place's name ends in, and its stem does not."""

OTHER_LEVEL = re.compile(r"[县市区旗州](?!域)")
"""Behind the stem of a town that is its county's as well: ``清河`` of ``清河县妇联``; not ``清河法庭``."""

GROUNDS = re.compile(r"(?:园区|产业园|工业园|科技园|创业园|开发区|基地|市场|广场|大厦|中心|商城|小区)$")
"""Ends of names of places that firms lie in: ``竹产业园``; not ``凤凰山``."""

PLACE_BEFORE = re.compile(r"的|境内的?|辖区内?的?|内的?|城区的?|当地的?")
"""Between a place and what lies in it: ``柳林镇境内的凤凰山``; not ``柳林镇对面的``."""


NEAR = 24
"""How far before something, in characters, the place named in its sentence may stand that it lies in."""

LISTED_BEFORE = re.compile(r"^(?:、|和|与|及|等)")
"""Behind a place that is one of several, or compared."""

SIBLING_GAP = re.compile(r"、|和|与|及|以及")
"""Between neighbours of one kind."""

PARTNER_BEFORE = re.compile(
    r"(?:与|和|同|联合|邀请到?|委托|对接|联系|来自|聘请|携手|前往|赴|会同|协调|依靠|比邻|毗邻|靠近|发往|销往|运往|走进|参观|"
    r"组织到|考察|学习|由|入股|投资|引进|引入)了?$"
)
"""Right before a body that comes from elsewhere: ``邀请省农科院``; not ``走访光明小学``."""

FROM_ABOVE = re.compile(
    r"^(?:中共|中国|国家|全国|中央|国务院|国网|省|市|自治区|州)|"
    r"(?:银行|农商行|农行|邮储|人寿|保险|移动|电信|联通|铁塔|大学|学院|研究院|农科院|日报社?|电视台|出版社|代表团|部队|集团)$"
)
"""Names of bodies that need not lie where the article is set: ``中国农业大学``; not ``光明小学``."""

LONGEST_REGION = 8
"""Longest full or short name of a region, in characters, that a body's name is searched for."""

SITUATED_GAP = re.compile(
    r"[”’》]?[^,，。；;]{0,4}?(?:坐落|位于|地处|地处于|设在|建在|建于|落户)(?:在|于|到)?"
)
"""Between a name and the place that it lies in: ``坐落在``."""

PARTNER_NAME = re.compile(r"(?:银行|支行|分行|农商行|联社|信用社|局|分公司|支公司|供电公司)$")
"""Ends of names that hold a county's without its last character anywhere: ``兴业银行清河支行``."""

OF_NATION = re.compile(r"^(?:共青团|中共|国家税务总局|国网|中国共产党)")
"""How names of bodies open that their county's follows."""

SENT_TEAM = re.compile(r"驻[^,，。、；;]{2,30}$")
"""Before a team that a body from elsewhere sends: ``县财政局驻柳林镇下河村“帮扶”工作队``."""

SENT_REACH = 40
"""How far before such a team, in characters, 驻 may stand."""

TEAM = re.compile(r"工作[队组]$")
"""Ends of names of such teams."""

MANY = 3
"""Beside how many places a body is named that has branches in all of them, and lies in none."""

Stretch = tuple[int, int]


def find_locations(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield where the places, bodies and events of a story lie."""
    settled: dict[str, tuple[str, Stretch]] = {}
    beside = [*_situated(story), *_adjacent(story)]
    places: dict[str, set[str]] = {}
    for subject, place, _, _ in beside:
        places.setdefault(subject, set()).add(place)
    for subject, place, pattern, stretch in beside:
        if len(places[subject]) >= MANY and story.entities[subject].type not in PLACES:
            continue
        settled.setdefault(subject, (place, stretch))
        yield story.assertion("located_in", subject, place, [stretch], pattern.confidence, pattern.name)
    below = mothers(story)
    for entity in story.named:
        if entity.type in RANK and entity.id not in settled and entity.id not in below:
            yield from (
                list(_by_name(story, entity))
                or list(_by_sibling(story, entity, settled))
                or list(_by_force(story, subjects, entity))
            )


# ---- names side by side ---------------------------------------------------------------------------------


def _situated(story: Story) -> Iterator[tuple[str, str, LocationPattern, Stretch]]:
    """Yield names that 坐落在 or 位于 ties to the smallest of the places named behind it."""
    for index in story.counted_sentences:
        mentions = [m for m in story.mentions_in(index) if m.type in RANK]
        for number, inner in enumerate(mentions[:-1]):
            chain = [mentions[number + 1]]
            for other in mentions[number + 2 :]:
                if other.start != chain[-1].end or other.type not in PLACES:
                    break
                chain.append(other)
            place = chain[-1]
            tied = SITUATED_GAP.fullmatch(story.text[inner.end : chain[0].start])
            if (
                tied
                and inner.type != "Event"
                and place.type in PLACES
                and RANK[place.type] < RANK[inner.type]
            ):
                yield inner.entity or "", place.entity or "", SITUATED, (inner.start, place.end)


def _adjacent(story: Story) -> Iterator[tuple[str, str, LocationPattern, Stretch]]:
    """Yield names that stand side by side, the larger before the smaller."""
    below = mothers(story)
    for index in story.counted_sentences:
        mentions = [m for m in story.mentions_in(index) if m.type in RANK]
        for outer, inner in pairwise(mentions):
            if _is_sent(story, inner):
                continue
            if inner.start < outer.end or not _may_hold(outer, inner) or inner.entity in below:
                continue
            pattern = _beside(story.text[outer.end : inner.start], outer, inner)
            if pattern is not None and may_lie_in(story, story.entity(inner), story.entity(outer)):
                yield inner.entity or "", outer.entity or "", pattern, (outer.start, inner.end)


def _is_sent(story: Story, team: Mention) -> bool:
    """Whether a body from elsewhere sends a team to where it works: ``县财政局驻下河村“帮扶”工作队``."""
    before = story.text[max(0, team.start - SENT_REACH) : team.start]
    return bool(TEAM.search(team.text) and SENT_TEAM.search(before))


def _may_hold(outer: Mention, inner: Mention) -> bool:
    """Whether the types of two names allow the second to lie in the first."""
    if outer.type == inner.type:
        return outer.type == "Region" or (outer.type == "Village" and not outer.text.endswith("自然村"))
    if outer.type == "Place":
        return inner.type == "Organisation" and bool(GROUNDS.search(outer.text))
    return outer.type in PLACES and RANK[outer.type] < RANK[inner.type]


def _beside(gap: str, outer: Mention, inner: Mention) -> LocationPattern | None:
    """Return what the words between two names say about them, None where nothing."""
    if not gap.strip():
        return SIDE_BY_SIDE
    if outer.type == "Place" and gap in ("，", ","):
        return OF_PLACE
    if not PLACE_BEFORE.fullmatch(gap) or (inner.type == "Organisation" and FROM_ABOVE.search(inner.text)):
        return None
    return OF_PLACE


def may_lie_in(story: Story, inner: Entity, outer: Entity) -> bool:
    """Whether `inner` may be said to lie in `outer`: not where something smaller around it is known."""
    if inner.id == outer.id or (inner.type == "Region" and not ZONE.search(inner.name)):
        return False
    if outer.type == "Place":
        return True
    if inner.type not in PLACES:
        nearer = _places_in_name(story, inner)
        if any(RANK[place.type] > RANK[outer.type] for place in nearer):
            return False
    above = story.above(inner.id)
    return not (above and above[0] != outer.id and outer.id in above and story.names(above[0]))


# ---- names and parents ----------------------------------------------------------------------------------


def _by_name(story: Story, entity: Entity) -> Iterator[Assertion]:
    """Yield the nearest place above an entity that the article names."""
    place, pattern = nearest_named_place(story, entity)
    mention = story.first(entity.id)
    above = story.first(place.id) if place else None
    if place is not None and mention is not None and above is not None:
        stretches = [(above.start, above.end), (mention.start, mention.end)]
        yield story.assertion("located_in", entity.id, place.id, stretches, pattern.confidence, pattern.name)


def nearest_named_place(story: Story, entity: Entity) -> tuple[Entity | None, LocationPattern]:
    """Return the smallest place around an entity that the story names, and how it is known."""
    if entity.type == "Region" and not ZONE.search(entity.name):
        return None, PARENT
    parent = _named_parent(story, entity)
    if entity.type in PLACES and (parent is not None or entity.type != "Region"):
        return parent, PARENT
    inside = _places_in_name(story, entity)
    place = max(inside, key=lambda place: (RANK[place.type], len(place.name), place.id), default=None)
    if parent is not None and (place is None or RANK[place.type] <= RANK[parent.type]):
        own = place is not None and place.type == parent.type and entity.name.startswith(place.name)
        return (place, NAME_HOLDS_PLACE) if own else (parent, PARENT)
    return place, NAME_HOLDS_PLACE


def _named_parent(story: Story, entity: Entity) -> Entity | None:
    """Return the first place above an entity, by resolution, that the story names; none beyond the county."""
    for place_id in story.above(entity.id):
        place = story.entities[place_id]
        if place.type in PLACES and story.names(place_id):
            return place
        if place.type == "Region" and not ZONE.search(place.name):
            return None
    return None


def _places_in_name(story: Story, entity: Entity) -> list[Entity]:
    """Return the places of the story whose name, or else whose stem, a name holds.

    ``柳林镇卫生院`` holds 柳林镇, ``清河县人民法院柳林人民法庭`` the stem of it.
    """
    name = OF_NATION.sub("", entity.name)
    if entity.type == "Event" and not FESTIVE.search(name):
        return []
    prefixes = [
        place
        for length in range(2, len(name))
        if (place := story.places_by_name.get(name[:length])) is not None
    ]
    if prefixes and not any(place.type == "Region" for place in prefixes):
        return prefixes
    stems = _stems(story)
    region = next((p for n, p in sorted(story.places_by_name.items()) if _region_stem(n, p, name)), None)
    if region is not None and not prefixes:
        prefixes.append(region)
    if entity.type == "Event":
        return prefixes
    found = {
        place.id: place
        for start in range(len(name))
        for end in range(start + 2, min(len(name), start + LONGEST_REGION) + 1)
        if (place := stems.get(name[start:end])) is not None
        and place.name != name
        and not OTHER_LEVEL.match(name, end)
    }
    return [*prefixes, *(found[key] for key in sorted(found))]


def _region_stem(place_name: str, place: Entity, name: str) -> bool:
    """Whether a name begins with a region's without its last character: ``清河农商银行``, ``清河站``."""
    if place.type != "Region" or len(place_name) < 3 or name == place_name:
        return False
    stem = place_name[:-1]
    return name.startswith(stem) or (stem in name and PARTNER_NAME.search(name) is not None)


def _stems(story: Story) -> dict[str, Entity]:
    """Return the places of a story by what longer names hold of theirs: stems, regions whole."""
    return {
        stem: place
        for name, place in sorted(story.places_by_name.items())
        if len(stem := name if place.type == "Region" else STEM_END.sub("", name)) > 1
    }


# ---- neighbours, and the sentence -----------------------------------------------------------------------


def _by_sibling(story: Story, entity: Entity, settled: dict[str, tuple[str, Stretch]]) -> Iterator[Assertion]:
    """Yield that a village lies where the one lies that it is joined to: ``柳林镇下河村、上河村``."""
    mention = story.first(entity.id)
    if mention is None or entity.type not in ("Village", "Township"):
        return
    before = next((m for m in story.mentions_back(mention.start, 1)), None)
    if before is None or before.type != mention.type or before.entity not in settled:
        return
    if SIBLING_GAP.fullmatch(story.text[before.end : mention.start]):
        place, stretch = settled[before.entity]
        stretches = [stretch, (before.start, mention.end)]
        yield story.assertion("located_in", entity.id, place, stretches, JOINED.confidence, JOINED.name)


def _by_force(story: Story, subjects: Subjects, entity: Entity) -> Iterator[Assertion]:
    """Yield that something without a place of its own lies in the place that its sentence is about."""
    mention = story.first(entity.id)
    if mention is None or not _may_lie_here(story, entity, mention):
        return
    place = _place_around(story, subjects, entity, mention)
    above = story.nearest(place.id, mention.start) if place else None
    if place is not None and above is not None and place.id != entity.id:
        stretches = [(above.start, above.end), (mention.start, mention.end)]
        yield story.assertion(
            "located_in", entity.id, place.id, stretches, IN_FORCE.confidence, IN_FORCE.name
        )


def _may_lie_here(story: Story, entity: Entity, mention: Mention) -> bool:
    """Whether a name may be of the article's place: printed in the body, unquoted, not a guest's."""
    if entity.type not in ("Organisation", "Place", "Village") or not _is_local(story, entity):
        return False
    before = story.text[max(0, mention.start - 6) : mention.start]
    if story.sentence(mention.sentence).part != "body" or before.endswith(("“", "‘", "《")):
        return False
    if _is_sent(story, mention):
        return False
    return entity.type != "Organisation" or not PARTNER_BEFORE.search(before)


def _place_around(story: Story, subjects: Subjects, entity: Entity, mention: Mention) -> Entity | None:
    """Return the place named before something in its sentence, else the one that the sentence is about.

    Bodies are a county's more surely than a township's or village's, where only the sentence ties them to it.
    """
    before = _place_before(story, mention)
    if before is not None and RANK[before.type] < RANK[entity.type]:
        return before
    subject = subjects.at(mention.start)
    place = _place_of(story, subject)
    if place is None or RANK[place.type] >= RANK[entity.type]:
        return None
    if subject.how == "focus":
        return place if entity.type == "Place" and place.type != "Village" else None
    return place if entity.type == "Place" or place.type == "Region" else None


def _place_before(story: Story, mention: Mention) -> Entity | None:
    """Return the place named nearest before something in its sentence, None where several are joined."""
    for other in story.mentions_back(mention.start, 6):
        if other.sentence != mention.sentence:
            return None
        if other.type in PLACES:
            if _is_listed(story, other):
                return None
            gap = story.text[other.end : mention.start]
            return story.entity(other) if len(gap) <= NEAR and not LISTED_BEFORE.search(gap) else None
    return None


def _is_listed(story: Story, place: Mention) -> bool:
    """Whether a place is the last of several that are joined: ``下河、上河、新河三村成立``."""
    before = next((m for m in story.mentions_back(place.start, 1)), None)
    if before is None or before.type != place.type:
        return False
    return SIBLING_GAP.fullmatch(story.text[before.end : place.start]) is not None


def _is_local(story: Story, entity: Entity) -> bool:
    """Whether nothing in a name says that it lies elsewhere or everywhere."""
    if entity.type == "Village":
        return entity.status != "resolved"
    if entity.type == "Organisation":
        return not FROM_ABOVE.search(entity.name) and not _names_other_region(story, entity.name)
    return entity.name not in words("great_features")


def _names_other_region(story: Story, name: str) -> bool:
    """Whether a name begins with a region that the story does not name: ``安徽亚政`` lies where it likes."""
    regions = open_gazetteer().region_names
    prefix = next((name[:length] for length in range(LONGEST_REGION, 1, -1) if name[:length] in regions), "")
    return bool(prefix) and not any(place.startswith(prefix) for place in story.places_by_name)


def _place_of(story: Story, subject: Subject) -> Entity | None:
    """Return the place that a subject is, or acts in; None where it is several."""
    if len(subject.entities) != 1:
        return None
    for entity_id in (subject.entities[0], *story.above(subject.entities[0])):
        if story.entities[entity_id].type in PLACES:
            return story.entities[entity_id] if story.names(entity_id) else None
    return None
