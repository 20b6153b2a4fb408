"""Who makes or grows which product: ``柳林镇种植的“柳林大枣”``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.lexicon import words
from xiangtu.model.records import Assertion, Entity, Mention

from .actors import SHARE
from .cues import any_of
from .plans import is_denied, is_planned
from .story import ACTORS, PLACES, Story
from .subjects import Subjects


class ProducePattern(NamedTuple):
    """A way in which a text says who makes a product: name, confidence, example and counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


GROWN = ProducePattern(
    "verb of making before the product",
    0.85,
    "[柳林镇|Township]大力种植“[金丝大枣|Product]”。",
    "[柳林镇|Township]通过“[掌上柳林|Product]”APP宣传。",
)
OF_MAKER = ProducePattern(
    "maker right before the product",
    0.8,
    "[柳林镇|Township]的“[金丝大枣|Product]”熟了。",
    "[柳林镇|Township]安装“[掌上柳林|Product]”。",
)
NAMED_AFTER = ProducePattern(
    "product named after its place",
    0.7,
    "[清河县|Region]传来消息。“[清河大枣|Product]”品牌叫响全国。",
    "[清河县|Region]用“[云上清河|Product]”平台办公。",
)
SPECIALITY = ProducePattern(
    "speciality of the place in force",
    0.6,
    "近日，[清河县|Region]开展“[金丝大枣|Product]”申报地理标志工作。",
    "近日，[清河县|Region]用“[云上清河|Product]”平台办公。",
)
BY_ENTERPRISE = ProducePattern(
    "enterprise named before its brand",
    0.7,
    "[绿源食品有限公司|Organisation]开工了。“[清溪|Product]”牌酱油上市。",
    "[光明小学|Organisation]开学了。“[清溪|Product]”牌酱油上市。",
)
PATTERNS = (GROWN, OF_MAKER, BY_ENTERPRISE, NAMED_AFTER, SPECIALITY)

MAKING = re.compile(any_of("making"))
"""Verbs of growing and making: ``种植``; not ``通过``."""

BRAND_AFTER = re.compile(rf"[”’》]?[^,，。]{{0,12}}?{any_of('branding')}")
"""Behind a product that somebody makes: ``“柳林大枣”商标``."""

IS_AFTER = re.compile(r"[”’》]?是")
"""Behind a product that a sentence is about: ``柳林大枣是``."""

USING = re.compile(any_of("using"))
"""Around a product that is used, not made: ``安装“掌上柳林”``."""

TRADEMARK_AFTER = re.compile(r"[”’》]?(?:牌|注册)?商标")
"""Behind a brand that its owners use: ``使用“清溪白”商标``."""

LAUNCHING = re.compile(r"(?:上线|开发|研发|自主研发|设计|做出)(?:了|出)?[^,，。“”]{0,6}[“‘]$")
"""Right before an app or a device that its maker brings out: ``上线“碧水管家”小程序``."""

IS_BRAND = re.compile(r"[”’》]?(?:牌|字样)")
"""Behind the name of a brand: ``“清溪”牌酱油``."""

ONE_OF_MANY = re.compile(r"等(?:一批|系列|多个|特色)")
"""Behind a list of brands: they are the place's, not one enterprise's."""

ENTERPRISE = re.compile(r"(?:公司|合作社|家庭农场|农场|厂|联合社|合作联社|种植基地|工坊|作坊)$")
"""Ends of names of enterprises."""

FINANCE = re.compile(r"投资|金融|担保|保险|物流|置业|旅游|传媒|建设|工程|供电|电力|通信|养护|水务|银行")
"""In names of enterprises that make nothing one can brand."""

MAKER_GAP = re.compile(rf"(?:{any_of('making')}|仅有)?[了出]?的?[“‘]?")
"""Between a product and its maker: ``合作社生产的“柳林大枣”``."""

OFFICE = re.compile(
    r"(?:局|委|委员会|办|办公室|政府|党委|支部|总支|妇联|残联|工会|团委|站|所|中心|法院|检察院)$"
)
"""Ends of names of offices: what they look after is made by their place."""

STEM_END = re.compile(r"(?:街道|镇|乡|村|社区|县|区|市)$")
"""What a place's name ends in, and the name of what it grows leaves out."""


def find_products(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who makes or grows the products that a story names."""
    platforms = words("platforms")
    for index in story.counted_sentences:
        for product in story.mentions_in(index):
            if product.type == "Product" and story.entity(product).name not in platforms:
                yield from _made(story, subjects, product)


def _made(story: Story, subjects: Subjects, product: Mention) -> Iterator[Assertion]:
    start, end = story.phrase(product.start, product.end, product.sentence)
    before, after = story.text[start : product.start], story.text[product.end : end]
    used = USING.search(before[-10:]) or USING.search(after[:8])
    own = LAUNCHING.search(before) or TRADEMARK_AFTER.match(after)
    if (used and not own) or is_denied(story, product.start):
        return
    owner = _right_before(story, product)
    place = _named_after(story, product)
    if owner is not None:
        yield from _produces(story, owner, product, OF_MAKER, 1.0)
    elif (
        not ONE_OF_MANY.search(after)
        and (enterprise := _enterprise(story, product)) is not None
        and (
            MAKING.search(before)
            or MAKING.search(after[:12])
            or BRAND_AFTER.match(after)
            or IS_BRAND.match(after)
        )
        and (place is None or not BRAND_AFTER.match(after))
    ):
        yield from _produces(story, enterprise, product, BY_ENTERPRISE, 1.0)
    elif MAKING.search(before) or own:
        yield from _by_subject(story, subjects, product, GROWN, bool(LAUNCHING.search(before)))
    elif place is not None and (BRAND_AFTER.match(after) or IS_AFTER.match(after)):
        yield from _produces(story, place, product, NAMED_AFTER, 1.0)
    elif MAKING.search(after[:12]) or BRAND_AFTER.match(after) or _has_one_subject(subjects, product):
        yield from _by_subject(story, subjects, product, SPECIALITY)


def _has_one_subject(subjects: Subjects, product: Mention) -> bool:
    """Whether the product's own sentence has a subject, and only one."""
    subject = subjects.at(product.start)
    return subject.how == "clause" and len(subject.entities) == 1


def _right_before(story: Story, product: Mention) -> Mention | None:
    """Return the actor that stands right before a product, with 的 or a quote mark between."""
    for mention in story.mentions_back(product.start, 1):
        if mention.type in ACTORS and MAKER_GAP.fullmatch(story.text[mention.end : product.start]):
            return mention
    return None


def _named_after(story: Story, product: Mention) -> Mention | None:
    """Return the place that a product is named after: 柳林镇 of ``柳林大枣``."""
    name = story.entity(product).name
    for place_name, place in sorted(story.places_by_name.items(), key=lambda item: (-len(item[0]), item[0])):
        stem = STEM_END.sub("", place_name)
        if name.startswith(stem if len(stem) > 1 else place_name):
            return story.nearest(place.id, product.start)
    return None


def _enterprise(story: Story, product: Mention) -> Mention | None:
    """Return the enterprise that is named last before a product, no more than a paragraph away."""
    paragraph = story.paragraph(product.start)
    for mention in story.mentions_back(product.start):
        if story.paragraph(mention.start) < paragraph - 1:
            return None
        name = story.entity(mention).name
        if mention.type == "Organisation" and ENTERPRISE.search(name) and not FINANCE.search(name):
            return mention
    return None


def _by_subject(
    story: Story, subjects: Subjects, product: Mention, pattern: ProducePattern, itself: bool = False
) -> Iterator[Assertion]:
    subject = subjects.at(product.start)
    for mention in subject.mentions:
        yield from _produces(story, mention, product, pattern, SHARE[subject.how], itself)


def _produces(
    story: Story,
    maker: Mention,
    product: Mention,
    pattern: ProducePattern,
    share: float,
    itself: bool = False,
) -> Iterator[Assertion]:
    place = story.entity(maker) if itself else _producer(story, story.entity(maker))
    if place is not None:
        yield story.assertion(
            "produces",
            place.id,
            product.entity or "",
            [(maker.start, maker.end), (product.start, product.end)],
            pattern.confidence * share,
            pattern.name,
            status="planned" if is_planned(story, product.start) else "stated",
        )


def _producer(story: Story, maker: Entity) -> Entity | None:
    """Return who makes what an actor's sentence names: an office's place in its stead."""
    if maker.type != "Organisation" or not OFFICE.search(maker.name):
        return maker
    above = (story.entities[entity_id] for entity_id in story.above(maker.id))
    return next((entity for entity in above if entity.type in PLACES), None)
