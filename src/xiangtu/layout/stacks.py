"""Headlines of several stories printed one below the other, the bodies later: which lines are whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from xiangtu.layout.kinds import Part, is_dashed
from xiangtu.layout.lines import HAN, is_spaced
from xiangtu.layout.overlap import Overlap
from xiangtu.layout.paragraphs import Lines
from xiangtu.layout.stories import Story

MOST_LINES, MOST_BODIES = 8, 4
"""Lines of a stack that is divided, and bodies that it is divided among, at most."""
MOST_LINES_OF_ONE = 3
"""Lines of one headline of a stack."""
REACH = 8
"""How many stories below a stack its bodies stand."""
MARGIN, MARGIN_OF_OPENING = 0.02, 0.0
"""By how much more (share of weight) lines must speak of another body than of the one right below the stack
to be given to it; less where they open as a headline does and the bodies follow in the headlines' order. Read
off pages mixed of stories of the open corpus, of whose stacked titles four in five are told apart."""
OPENING = 0.03
"""What a piece's opening as a headline does weighs beside shares of weight."""

# A headline with its own place at its head: "松岭镇核桃满坡", "白河街道：…". Not: "全镇一盘棋", "进村入户".
_PLACE_AT_HEAD = re.compile(rf"(?![全进入这那各我到从在])[{HAN}]{{1,6}}?(?:镇|乡|街道|社区|村|县|区|市|旗)")
# A headline that says first whom it is about: "县医院：夜里也看牙". Not: "10:30 开讲".
_ADDRESS = re.compile(rf"[{HAN}“”]{{2,12}}[：:](?!$)")


class Share(NamedTuple):
    """A way to divide a stack: what speaks for it, and each body's lines (numbers of stories → lines)."""

    score: float
    pieces: tuple[tuple[int, Lines], ...]


def opens_headline(parts: Sequence[Part], lines: Sequence[int], at: int) -> bool:
    """Whether a line of a stack opens another headline: by a gap, another style or its own place."""
    line, above = parts[lines[at]].line, parts[lines[at - 1]].line
    if is_dashed(line):
        return False
    return line.gap or is_spaced(line.text) != is_spaced(above.text) or names_its_own(parts, lines, at)


def names_its_own(parts: Sequence[Part], lines: Sequence[int], at: int) -> bool:
    """Whether a line of a stack says at its head whom it is about, and the lines above do not speak of them.

    What a line above names too tells nothing: 石桥镇修渠 / 石桥镇的渠有多长.
    """
    bare = parts[lines[at]].line.bare
    place = _ADDRESS.match(bare) or _PLACE_AT_HEAD.match(bare)
    if place is None or is_dashed(parts[lines[at]].line):
        return False
    name = place.group().rstrip("：:")
    return not any(name in parts[index].line.bare for index in lines[:at])


def divide_stacks(parts: Sequence[Part], stories: Sequence[Story], overlap: Overlap) -> None:
    """Give stories without a headline their lines of the stacks of headlines above them.

    `overlap` is of the stories' texts.
    """
    for number, story in enumerate(stories):
        if 1 < len(story.headlines) <= MOST_LINES:
            bodies = list(_bodies(stories, number))
            best = max(_shares(parts, stories, number, bodies, overlap), default=None)
            if best is None:
                continue
            story.headlines = []
            sure = round(0.5 + min(0.5, max(0.0, best.score)), 3)
            for body, lines in best.pieces:
                stories[body].headlines = list(lines)
                stories[body].confidence = min(stories[body].confidence, sure)


def _bodies(stories: Sequence[Story], number: int) -> Iterator[int]:
    """The story below a stack and the stories without a headline that follow."""
    count = 0
    for below in range(number, min(number + REACH, len(stories))):
        story = stories[below]
        headless = story.is_signed and not story.headlines and not story.is_picture
        if story.body_size and (below == number or headless) and count < MOST_BODIES:
            count += 1
            yield below


def _shares(
    parts: Sequence[Part], stories: Sequence[Story], number: int, bodies: list[int], overlap: Overlap
) -> Iterator[Share]:
    """Every way to divide a stack of which each piece speaks enough of its body."""
    lines = stories[number].headlines
    held = {body: [overlap.held(parts[i].line.bare, body) for i in lines] for body in bodies}
    totals = [overlap.total(parts[i].line.bare) for i in lines]
    opens = [at == 0 or opens_headline(parts, lines, at) for at in range(len(lines))]
    for bounds in _divisions(parts, lines, len(bodies)):
        weights = [sum(totals[start:end]) for start, end in bounds]
        opened = [opens[start] for start, _ in bounds]
        for chosen in permutations(bodies, len(bounds)):
            if bodies[0] == number and number not in chosen:
                continue
            gains = _gains(held, bounds, chosen, number)
            in_order = list(chosen) == sorted(chosen)
            if all(
                gain >= (MARGIN_OF_OPENING if opens_one and in_order else MARGIN) * weight
                for gain, weight, opens_one, body in zip(gains, weights, opened, chosen, strict=True)
                if body != number
            ):
                score = sum(gains) / sum(totals) + OPENING * sum(opened[1:])
                pieces = zip(chosen, (tuple(lines[start:end]) for start, end in bounds), strict=True)
                yield Share(round(score, 6), tuple(sorted(pieces)))


def _divisions(parts: Sequence[Part], lines: Sequence[int], bodies: int) -> Iterator[list[tuple[int, int]]]:
    """Every way to cut a stack into headlines, as many as there are bodies at most: from line, to line."""
    inner = [at for at in range(1, len(lines)) if not is_dashed(parts[lines[at]].line)]
    for count in range(2, min(bodies, len(lines)) + 1):
        for cuts in combinations(inner, count - 1):
            bounds = list(pairwise((0, *cuts, len(lines))))
            if max(end - start for start, end in bounds) <= MOST_LINES_OF_ONE:
                yield bounds


def _gains(
    held: Mapping[int, Sequence[float]],
    bounds: Sequence[tuple[int, int]],
    chosen: Sequence[int],
    number: int,
) -> list[float]:
    """How much more (weight) each piece speaks of its body than of the one right below the stack, or, where
    none stands there, of the next one."""
    gains = []
    for body, (start, end) in zip(chosen, bounds, strict=True):
        other = number if number in chosen else min(other for other in chosen if other != body)
        gains.append(sum(held[body][start:end]) - sum(held[other][start:end]))
    return gains
