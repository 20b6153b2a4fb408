"""Natural features, roads, squares, venues and facilities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue
from xiangtu.recognition.phrases import is_generic_left, is_specific, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import listed

NAME = "venue"
WITH_NAME = 0.74
AT_PLACE = 0.78
TAGGED = 0.7


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose places that are no administrative area."""
    text = context.text
    for match in endings().finditer(text):
        end = match.end()
        if end not in context.ends:
            continue
        phrase = phrase_before(context, end, limit=14, verbs=False)
        if phrase is None:
            continue
        start, place = _own_part(context, phrase.start, end)
        if end - start <= len(match.group()) or is_generic_left(context, start):
            continue
        if text[start:end] in cue("generic_venues"):
            continue
        if place and match.start() > start:
            yield Proposal(start, end, "Place", AT_PLACE, NAME, f"{match.group()} of a place")
        elif is_specific(context, context.starts.get(start, phrase.first), phrase.last):
            yield Proposal(start, end, "Place", WITH_NAME, NAME, f"name before {match.group()}")
    for word in context.words:
        if word.tag == "LOC" and 3 <= len(word.text) and word.text.endswith(natural()):
            if word.text not in cue("generic_venues"):
                yield Proposal(word.start, word.end, "Place", TAGGED, NAME, "read as a place")


def _own_part(context: ArticleContext, start: int, end: int) -> tuple[int, bool]:
    """Leave out all administrative places at the head but the last, and all regions and townships."""
    heads = [(s, e) for s, e in context.place_spans if start <= s and e < end]
    place = False
    for place_start, place_end in heads:
        if place_start == start:
            if context.is_village(place_start, place_end):
                return start, True
            following = any(s == place_end for s, _ in heads)
            if following:
                start = place_end
            else:
                place = True
    return start, place


@cache
def endings() -> re.Pattern[str]:
    """Return the expression of class words of facilities and natural features."""
    ordered = sorted(listed("facility_endings"), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)))


@cache
def natural() -> tuple[str, ...]:
    """Return the endings of natural features and roads."""
    return tuple(sorted(listed("natural_endings")))
