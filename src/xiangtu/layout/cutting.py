"""Stories that hold two: two headlines above, and two bodies of which the second has no byline.

Where one text ends and the other begins, few words go on (M. A. Hearst, TextTiling, Computational Linguistics
23(1), 1997), and the words of the first headline stand above, those of the second below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from xiangtu.layout.kinds import Kind, Part
from xiangtu.layout.marks import words
from xiangtu.layout.overlap import Overlap, pairs_of
from xiangtu.layout.paragraphs import Lines, bare_text, paragraphs_of
from xiangtu.layout.stacks import names_its_own, opens_headline
from xiangtu.layout.stories import Story
from xiangtu.layout.whereabouts import find_whereabouts, lie_apart

SHORTEST_BODY = 150
SHORTEST_OPENED = 60
"""Characters that a body on either side of a cut has at least; the latter where the second one opens as news
does."""
COHESION, HEADLINES = 0.025, 0.2
"""Where nothing else tells of two stories: share of weight that may go on across the cut, and by how much
more (share of weight) each headline must speak of its own side. On single stories of the open corpus with a
kicker such a cut is found in one of 200; on pairs of stories the best cut is the right one in 49 of 50."""
COHESION_OF_TWO, HEADLINES_OF_TWO = 0.06, 0.1
"""The same where something else tells of two: headings of one level, a byline at the head and one at the end,
or places in other counties."""

# "3月5日，…", "2022年3月5日，…". Not: "3月里".
_DATE_OPENING = re.compile(r"“?(?:\d{4}年)?\d{1,2}月\d{1,2}日")


class Cut(NamedTuple):
    """Where a story falls in two: what goes on across (share of weight), how much more the headlines speak of
    their own sides, which line of the headlines and which paragraph begin the second story."""

    cohesion: float
    fit: float
    headline: int
    paragraph: int


def cut_stories(parts: Sequence[Part], stories: Sequence[Story], overlap: Overlap) -> list[Story]:
    """Return the stories, those that hold two cut in two. `overlap` is of their texts, without strays."""
    found: list[Story] = []
    for story in stories:
        found.append(story)
        paragraphs = paragraphs_of(parts, story)
        cut = _best_cut(parts, story, paragraphs, overlap) if len(story.headlines) > 1 else None
        if cut is not None:
            found.append(_split(parts, story, cut, paragraphs[cut.paragraph][0]))
    return found


def _best_cut(parts: Sequence[Part], story: Story, paragraphs: list[Lines], overlap: Overlap) -> Cut | None:
    marked = _levels_repeat(parts, story)
    has_levels = any(parts[index].line.level for index in story.headlines)
    texts = [bare_text(parts, lines) for lines in paragraphs]
    cohesions = _cohesions(texts, overlap)
    if not cohesions:
        return None
    first, last = _first_and_last(texts)
    cuts = [
        Cut(cohesions[at], round(_fit(heads, at, first, last, overlap), 6), line, at)
        for line in (marked if has_levels else _gaps(parts, story))
        for heads in [_heads(parts, story, line)]
        for at in sorted(cohesions)
    ]
    fitting = [cut for cut in cuts if cut.cohesion <= COHESION_OF_TWO and cut.fit > HEADLINES_OF_TWO]
    best = max(fitting, key=lambda cut: (cut.fit - 3 * cut.cohesion, -cut.paragraph), default=None)
    if best is None or (best.cohesion <= COHESION and best.fit > HEADLINES):
        return best
    two = bool(marked) or _is_signed_twice(parts, story)
    two = two or (_opens(texts[best.paragraph]) and names_its_own(parts, story.headlines, best.headline))
    return best if two or _lie_apart(texts[: best.paragraph], texts[best.paragraph :]) else None


def _opens(text: str) -> bool:
    """Whether a text opens as a piece of news does: ``近日，…``, ``3月5日，…``."""
    return text.startswith(words("openings", "news")) or _DATE_OPENING.match(text) is not None


def _lie_apart(above: Sequence[str], below: Sequence[str]) -> bool:
    return lie_apart(find_whereabouts("\n".join(above)), find_whereabouts("\n".join(below)))


def _gaps(parts: Sequence[Part], story: Story) -> list[int]:
    """Lines of the headlines that may begin another headline."""
    return [n for n in range(1, len(story.headlines)) if opens_headline(parts, story.headlines, n)]


def _levels_repeat(parts: Sequence[Part], story: Story) -> list[int]:
    """Lines before which and after which headings of one level stand."""
    levels = [parts[index].line.level for index in story.headlines]
    return [n for n in _gaps(parts, story) if (set(levels[:n]) & set(levels[n:])) - {0}]


def _is_signed_twice(parts: Sequence[Part], story: Story) -> bool:
    """Whether a byline stands at a story's head and another one at its end."""
    if len(story.text) < 2:
        return False
    head, end = parts[story.text[0]], parts[story.text[-1]]
    at_head = head.kind is Kind.BYLINE or (head.kind is Kind.LEAD and bool(head.signature))
    at_end = end.kind is Kind.BYLINE or (end.signed_at_end and end.kind is Kind.BODY)
    return at_head and at_end and not end.is_credit


def _first_and_last(texts: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """In which text each pair of characters comes first and last."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, text in enumerate(texts):
        for pair in pairs_of(text):
            first.setdefault(pair, number)
            last[pair] = number
    return first, last


def _cohesions(texts: Sequence[str], overlap: Overlap) -> dict[int, float]:
    """What share of weight goes on across each cut: number of the text below → share."""
    first, last = _first_and_last(texts)
    above, below, across = ([0.0] * (len(texts) + 1) for _ in range(3))
    for pair, begin in first.items():
        weight = overlap.weight(pair)
        above[begin + 1] += weight
        below[last[pair] + 1] -= weight
        below[0] += weight
        across[begin + 1] += weight
        across[last[pair] + 1] -= weight
    sizes = [0, *accumulate(map(len, texts))]
    sums = zip(accumulate(above), accumulate(below), accumulate(across), strict=True)
    return {
        at: round(both / max(1e-9, min(over, under)), 6)
        for at, (over, under, both) in enumerate(sums)
        if at < len(texts)
        and min(sizes[at], sizes[-1] - sizes[at]) >= (SHORTEST_OPENED if _opens(texts[at]) else SHORTEST_BODY)
    }


def _heads(parts: Sequence[Part], story: Story, line: int) -> tuple[list[str], list[str]]:
    """The pairs of characters of the headlines before and from a line."""
    upper, lower = story.headlines[:line], story.headlines[line:]
    return pairs_of(bare_text(parts, upper)), pairs_of(bare_text(parts, lower))


def _fit(
    heads: tuple[list[str], list[str]],
    at: int,
    first: dict[str, int],
    last: dict[str, int],
    overlap: Overlap,
) -> float:
    """By how much more (share of weight) the headlines speak of their own side of a cut, both together."""
    fits = []
    for pairs in heads:
        weights = [(overlap.weight(pair), pair) for pair in sorted(set(pairs))]
        above = sum(weight for weight, pair in weights if first.get(pair, at) < at)
        below = sum(weight for weight, pair in weights if last.get(pair, -1) >= at)
        fits.append((above - below) / (sum(weight for weight, _ in weights) or 1.0))
    return fits[0] - fits[1]


def _split(parts: Sequence[Part], story: Story, cut: Cut, line: int) -> Story:
    """Cut a story before a line of its text; return the second one."""
    at = story.text.index(line)
    while at > 1 and parts[story.text[at - 1]].kind is Kind.HEADLINE:
        at -= 1
    sure = round(0.5 + min(0.5, max(0.0, cut.fit) / 2), 3)
    second = Story(
        headlines=story.headlines[cut.headline :],
        text=story.text[at:],
        section=story.section,
        is_closed=story.is_closed,
        confidence=min(story.confidence, sure),
        repeats=story.repeats.intersection(story.text[at:]),
    )
    story.headlines, story.text = story.headlines[: cut.headline], story.text[:at]
    story.repeats -= second.repeats
    story.confidence = second.confidence
    for half in (story, second):
        half.body_size = _body_size(parts, half)
        half.is_signed = any(parts[i].signature is not None for i in half.text)
    return second


def _body_size(parts: Sequence[Part], story: Story) -> int:
    kinds = (Kind.BODY, Kind.LEAD, Kind.HEADLINE)
    return sum(len(parts[i].line.bare) for i in story.text if parts[i].kind in kinds)
