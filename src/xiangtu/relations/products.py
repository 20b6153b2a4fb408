"""Who makes or grows which product: ``柳林镇种植的“柳林大枣”``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.lexicon import words
from xiangtu.model.records import Assertion, Entity, Mention

from .plans import is_denied, is_planned
from .programmes import CONFIDENCE, phrase
from .story import PLACES, Story
from .subjects import ACTORS, Subjects


class ProducePattern(NamedTuple):
    """A way in which a text says who makes a product: name, confidence, example and counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


GROWN = ProducePattern(
    "verb of making around the product",
    0.85,
    "[柳林镇|Township]大力种植“[柳林大枣|Product]”。",
    "[柳林镇|Township]通过“[掌上柳林|Product]”APP宣传。",
)
OF_MAKER = ProducePattern(
    "maker right before the product",
    0.8,
    "[柳林镇|Township]的“[柳林大枣|Product]”熟了。",
    "[柳林镇|Township]安装“[掌上柳林|Product]”。",
)
SPECIALITY = ProducePattern(
    "speciality of the place in force",
    0.6,
    "近日，[清河县|Region]开展“[柳林大枣|Product]”申报地理标志工作。",
    "近日，[清河县|Region]用“[云上清河|Product]”平台办公。",
)
PATTERNS = (GROWN, OF_MAKER, SPECIALITY)

MAKING = re.compile(
    r"(?:种植|生产|出产|盛产|养殖|培育|研发|研制|制作|酿造|加工|销售|主打|打造|创出|形成|推出|注册|申报|叫响|打响|发展|特产|主产)"
)
"""Verbs of growing and making."""

BRAND_AFTER = re.compile(
    r"^[”’》]?[^,，。]{0,12}(?:品牌|商标|地理标志|特产|产业|种植|丰收|上市|成熟|销|产品|热卖|获)"
)
"""Behind a product that somebody makes: ``“柳林大枣”商标``."""

IS_AFTER = re.compile(r"[”’》]?是")
"""Behind a product that a sentence is about: ``柳林大枣是``."""

USE = re.compile(
    r"(?:通过|利用|使用|运用|借助|安装|下载|登录|依托|关注|打开|采取|推广|注册使用|APP|平台|小程序|公众号|软件|系统)"
)
"""Around a product that is used, not made: ``安装“掌上柳林”``."""

OFFICE = re.compile(
    r"(?:局|委|委员会|办|办公室|政府|党委|支部|总支|妇联|残联|工会|团委|站|所|中心|法院|检察院)$"
)
"""Ends of names of offices: what they look after is made by their place."""


def find_products(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who makes or grows the products that a story names."""
    platforms = words("platforms")
    for index in story.counted_sentences:
        for product in story.mentions_in(index):
            if product.type == "Product" and story.entity(product).name not in platforms:
                yield from _made(story, subjects, product)


def _made(story: Story, subjects: Subjects, product: Mention) -> Iterator[Assertion]:
    start, end = phrase(story, product)
    before, after = story.text[start : product.start], story.text[product.end : end]
    if USE.search(before[-10:]) or USE.search(after[:8]) or is_denied(story, product.start):
        return
    place = _named_after(story, product)
    if (
        place is not None
        and not MAKING.search(before)
        and (BRAND_AFTER.match(after) or IS_AFTER.match(after))
    ):
        stretches = [(place.start, place.end), (product.start, product.end)]
        yield from _produces(story, story.entity(place), product, stretches, OF_MAKER, 0.9)
        return
    owner = _right_before(story, product)
    if owner is not None:
        stretches = [(owner.start, product.end)]
        yield from _produces(story, story.entity(owner), product, stretches, OF_MAKER, 1.0)
        return
    if MAKING.search(before):
        pattern = GROWN
    elif MAKING.search(after[:12]) or BRAND_AFTER.match(after):
        pattern = SPECIALITY
    else:
        return
    subject = subjects.at(product.start)
    for mention in subject.mentions:
        stretches = [(mention.start, mention.end), (product.start, product.end)]
        yield from _produces(
            story, story.entity(mention), product, stretches, pattern, CONFIDENCE[subject.how]
        )


def _named_after(story: Story, product: Mention) -> Mention | None:
    """Return the place that a product is named after: 柳林镇 of ``柳林大枣``."""
    name = story.entity(product).name
    places = [
        m for m in story.mentions if m.type in PLACES and _stem(m.text) and name.startswith(_stem(m.text))
    ]
    return max(places, key=lambda m: (len(m.text), -m.start), default=None)


def _stem(name: str) -> str:
    stem = re.sub(r"(?:街道|镇|乡|村|社区|县|区|市)$", "", name)
    return stem if len(stem) > 1 else name


def _right_before(story: Story, product: Mention) -> Mention | None:
    """Return the actor that stands right before a product, with 的 or a quote mark between."""
    for mention in reversed(story.mentions_before(product.start)):
        gap = story.text[mention.end : product.start]
        if len(gap) > 8:
            return None
        if mention.type in ACTORS:
            return mention if re.fullmatch(r"(?:生产|种植|出产|研发|制作|仅有)?的?[“‘]?", gap) else None
    return None


def _produces(
    story: Story,
    maker: Entity,
    product: Mention,
    stretches: list[tuple[int, int]],
    pattern: ProducePattern,
    share: float,
) -> Iterator[Assertion]:
    place = producer(story, maker)
    if place is None:
        return
    yield story.assertion(
        "produces",
        place.id,
        product.entity or "",
        stretches,
        pattern.confidence * share,
        pattern.name,
        status="planned" if is_planned(story, product.start) else "stated",
    )


def producer(story: Story, maker: Entity) -> Entity | None:
    """Return who makes what an actor's sentence names: an office's place in its stead."""
    if maker.type != "Organisation" or not OFFICE.search(maker.name):
        return maker
    parent = story.entities.get(maker.parent or "")
    while parent is not None and parent.type not in PLACES:
        parent = story.entities.get(parent.parent or "")
    return parent
