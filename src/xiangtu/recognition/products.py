"""Products: a place and its crop (砀山酥梨), and brands that are named as such."""

from __future__ import annotations

from collections.abc import Iterator

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import listed

NAME = "product"
PLACE_AND_CROP = 0.76
PLACE_AND_BREED = 0.7
KNOWN = 0.85


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose a place's short form with a crop behind it, and products that all know."""
    text = context.text
    crops = Matcher.of(listed("product_words", "crop", "fruit", "animal", "food", "drink", "craft"))
    for start, end in sorted({*context.short_place_spans, *context.region_spans}):
        crop = crops.longest(text, end)
        if crop and len(crop) > 1:
            yield Proposal(start, end + len(crop), "Product", PLACE_AND_CROP, NAME, "a place and its crop")
        elif text[end : end + 1] in cue_characters("bred_at_places") and all(
            context.is_boundary(border) for border in (start, end, end + 1)
        ):
            yield Proposal(start, end + 1, "Product", PLACE_AND_BREED, NAME, "a place and its breed")
    for start, end in Matcher.of(cue("known_products")).find(text):
        yield Proposal(start, end, "Product", KNOWN, NAME, "known product")
