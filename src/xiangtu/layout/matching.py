"""What reading from top to bottom cannot tell: headlines apart from their bodies, strays, text printed twice.

Stories are compared by the pairs of characters that they share, each weighted by how few stories have it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from xiangtu.layout.cutting import cut_stories
from xiangtu.layout.frames import frame_of
from xiangtu.layout.joints import bridges, starts_inside_clause
from xiangtu.layout.kinds import Kind, Part, is_dashed
from xiangtu.layout.overlap import Overlap
from xiangtu.layout.paragraphs import Lines, bare_text, paragraphs_of
from xiangtu.layout.resumption import find_resumption
from xiangtu.layout.stacks import divide_stacks
from xiangtu.layout.stories import Story
from xiangtu.layout.whereabouts import Whereabouts, agreement, find_whereabouts

HEADLINE_MARGIN = 0.05
"""By how much more (share of weight) a headline must speak of another body to be given to it."""
HEADLINE_MARGIN_OF_NEXT = 0.0
"""The same for the body that follows, which would have no headline otherwise."""
HEADLINE_REACH = 8
"""How many stories away from its body a headline may stand."""
STRAY_OWN = 0.045
"""A paragraph out of place that speaks more (share of weight) than this of its own story stays; twice as much
where it is set in a frame that its story has not."""
STRAY_MARGIN = 0.05
"""By how much more it must fit another story to be moved there; one below the end of its story by
`STRAY_MARGIN_BELOW_END`. Of the last paragraphs of the open corpus one in 200 fits another article so much
better; of paragraphs set below another article three in four do."""
STRAY_MARGIN_BELOW_END = 0.02
PLACES = 0.03
"""What a township or county that fits (or does not) weighs beside shares of weight."""
FRAME = 0.05
"""What each of two paragraphs that are set in the same frame weighs beside them."""
MOST_STRAYS = 6
"""Paragraphs that are moved from the end of one story."""
SHINGLE = 8
"""Characters of a stretch by which text printed twice is found."""
ANCHORS = 10
"""How many stretches of a paragraph are looked for elsewhere."""
TWICE = 0.8
"""Share of a paragraph's anchors that must stand elsewhere for it to be printed twice."""
MOST_OWNERS = 4
"""A stretch that more paragraphs have is a set phrase."""
SHORTEST_REPEAT = 30
"""A paragraph of fewer characters that recurs may be meant so."""
OPENING_OF_HALF = 16
"""First characters by which half a paragraph and the whole one are known."""
REACH = 40
"""Parts below a broken-off story among which its continuation is looked for."""
CONTINUATION_AT_LEAST = 1.0


def match(parts: Sequence[Part], stories: list[Story]) -> list[Story]:
    """Give headlines, strays and continuations to the stories that they belong to."""
    overlap = Overlap([bare_text(parts, story.text) for story in stories])
    _join_stacks(stories)
    divide_stacks(parts, stories, overlap)
    _match_headlines(parts, stories, overlap)
    if len(stories) > 1:
        _match_halves(parts, stories)
        _match_repeats(parts, stories)
        _match_continuations(parts, stories, overlap)
        whole = Overlap([bare_text(parts, (*story.headlines, *story.text)) for story in stories])
        _match_strays(parts, stories, whole)
    overlap = Overlap([bare_text(parts, story.text) for story in stories])
    stories = cut_stories(parts, stories, overlap)
    return [story for story in stories if story.headlines or story.text]


# ---- headlines -------------------------------------------------------------------------------------------


def _join_stacks(stories: list[Story]) -> None:
    """Put headlines without a body on top of those that follow, where the next body has none: 甲 栏名 乙."""
    with_text = [story for story in stories if not story.is_picture]
    for stack, story, below in zip(with_text, with_text[1:], with_text[2:], strict=False):
        if _lacks_body(stack) and story.headlines and story.body_size > 0 and _lacks_headline(below):
            story.headlines = [*stack.headlines, *story.headlines]
            stack.headlines = []


def _match_headlines(parts: Sequence[Part], stories: list[Story], overlap: Overlap) -> None:
    """Give bodies without a headline the headlines that stand too many elsewhere."""
    untitled = [n for n, story in enumerate(stories) if _lacks_headline(story)]
    donors = [n for n, story in enumerate(stories) if len(story.headlines) > 1 or _lacks_body(story)]
    offers = [
        offer
        for donor in donors
        for receiver in _near(untitled, donor)
        for offer in _offers(parts, stories, donor, receiver, overlap)
    ]
    for gain, share, donor, receiver, given in sorted(offers, key=lambda o: (-o[0], abs(o[2] - o[3]), o[2:])):
        left = [i for i in stories[donor].headlines if i not in given]
        if stories[receiver].headlines or len(left) + len(given) != len(stories[donor].headlines):
            continue
        if not left and not _lacks_body(stories[donor]):
            continue
        del gain
        stories[receiver].headlines, stories[donor].headlines = list(given), left
        sure = round(0.5 + min(0.5, share), 3)
        stories[receiver].confidence = min(stories[receiver].confidence, sure)


def _offers(
    parts: Sequence[Part], stories: list[Story], donor: int, receiver: int, overlap: Overlap
) -> Iterator[tuple[float, float, int, int, Lines]]:
    """Headlines of one story that speak more of another's body: (gain, its share, donor, receiver, lines)."""
    lines = stories[donor].headlines
    cuts = [
        n for n in range(1, len(lines)) if parts[lines[n]].line.gap and not is_dashed(parts[lines[n]].line)
    ]
    pieces = [lines[cut:] if receiver > donor else lines[:cut] for cut in cuts]
    if _lacks_body(stories[donor]):
        pieces.append(lines)
    for given in pieces:
        text = [parts[index].line.bare for index in given]
        gain = sum(overlap.held(line, receiver) - overlap.held(line, donor) for line in text)
        share = gain / sum(overlap.total(line) for line in text)
        if share >= _margin(parts, stories, donor, receiver, given):
            yield round(gain, 6), share, donor, receiver, tuple(given)


def _margin(
    parts: Sequence[Part], stories: list[Story], donor: int, receiver: int, given: list[int]
) -> float:
    """By how much more a headline must speak of a body: less where the order on the page gives it to it."""
    if receiver > donor and all(story.is_picture for story in stories[donor + 1 : receiver]):
        return HEADLINE_MARGIN_OF_NEXT
    return 0.0 if _are_two_headlines(parts, stories[donor].headlines, given) else HEADLINE_MARGIN


def _are_two_headlines(parts: Sequence[Part], lines: list[int], given: list[int]) -> bool:
    """Whether headlines are marked as headings of one level on both sides of the cut."""
    kept = [index for index in lines if index not in given]
    levels = [{parts[index].line.level for index in side} - {0} for side in (kept, given)]
    return bool(levels[0] & levels[1])


def _near(numbers: list[int], number: int) -> list[int]:
    low = bisect_left(numbers, number - HEADLINE_REACH)
    return numbers[low : bisect_right(numbers, number + HEADLINE_REACH)]


def _lacks_headline(story: Story) -> bool:
    return not story.headlines and story.is_signed and not story.is_picture and story.body_size > 0


def _lacks_body(story: Story) -> bool:
    return bool(story.headlines) and story.body_size == 0


# ---- paragraphs ------------------------------------------------------------------------------------------


def _interrupting(parts: Sequence[Part], story: Story) -> list[Lines]:
    """Lines that stand inside a sentence which they are no part of: the text below goes on with it."""
    return [
        (index,)
        for above, index, below in zip(story.text, story.text[1:], story.text[2:], strict=False)
        if _interrupts(parts[above], parts[index], parts[below])
    ]


def _interrupts(above: Part, part: Part, below: Part) -> bool:
    if not above.kind is part.kind is below.kind is Kind.BODY or above.is_complete or not part.is_complete:
        return False
    tail, text, rest = above.line.bare, part.line.bare, below.line.bare
    if bridges(tail, text) or starts_inside_clause(text):
        return False
    return bridges(tail, rest) or starts_inside_clause(rest)


# ---- text printed twice ----------------------------------------------------------------------------------


def _match_repeats(parts: Sequence[Part], stories: list[Story]) -> None:
    """Move a stray paragraph that another story prints too to its twin there."""
    owner = {index: story for story in stories for index in story.text}
    twins = _twins(parts, stories)
    moves = [(lines, twin) for lines, twin in twins.items() if _is_stray(parts, owner, lines, twin)]
    for lines, twin in moves:
        source, target = owner[lines[0]], owner[twin[-1]]
        source.text = [index for index in source.text if index not in lines]
        place = target.text.index(twin[-1]) + 1
        target.text[place:place] = lines
        target.repeats.update(lines)
        owner.update(dict.fromkeys(lines, target))


def _twins(parts: Sequence[Part], stories: list[Story]) -> dict[Lines, Lines]:
    """Which paragraphs stand in another story too, and where: lines → lines.

    A paragraph is known by `ANCHORS` stretches of it; most of them must stand in one other place.
    """
    places = [
        (lines, bare_text(parts, lines))
        for story in stories
        for lines in paragraphs_of(parts, story)
        if len(bare_text(parts, lines)) >= SHORTEST_REPEAT
    ]
    anchors: dict[str, list[Lines]] = defaultdict(list)
    for place, bare in places:
        for start in _anchor_starts(bare):
            owners = anchors[bare[start : start + SHINGLE]]
            if len(owners) < MOST_OWNERS:
                owners.append(place)
    hits: dict[Lines, Counter[Lines]] = defaultdict(Counter)
    for place, bare in places:
        for start in range(len(bare) - SHINGLE + 1):
            for owner in anchors.get(bare[start : start + SHINGLE], ()):
                if owner != place:
                    hits[owner][place] += 1
    best = {owner: min(found, key=lambda place: (-found[place], place)) for owner, found in hits.items()}
    return {owner: best[owner] for owner in sorted(best) if hits[owner][best[owner]] >= TWICE * ANCHORS}


def _anchor_starts(bare: str) -> list[int]:
    last = len(bare) - SHINGLE
    return [last * number // (ANCHORS - 1) for number in range(ANCHORS)]


def _is_stray(
    parts: Sequence[Part],
    owner: Mapping[int, Story],
    lines: Lines,
    twin: Lines,
) -> bool:
    """Whether this copy is the one out of place: it ends its story, and the other copy stands inside its own.

    Where both copies end a story, the one that speaks less of it is out of place.
    """
    story, other = owner[lines[0]], owner[twin[0]]
    if story is other or (story.text[-1] != lines[-1] and story.headlines):
        return False
    if story.headlines and other.text[-1] != twin[-1]:
        return True
    rest = [_rest(parts, story, lines), _rest(parts, other, twin)]
    text = bare_text(parts, lines)
    overlap = Overlap(rest)
    own, others = overlap.held(text, 0), overlap.held(text, 1)
    return own < others or (own == others and lines > twin)


def _match_halves(parts: Sequence[Part], stories: list[Story]) -> None:
    """Move half a paragraph that stands inside one story and whole in another to the whole one."""
    whole = _paragraphs_by_opening(parts, stories)
    for story in stories:
        for index, below in pairwise((*story.text, -1)):
            part = parts[index]
            opening = part.line.bare[:OPENING_OF_HALF]
            if part.kind is not Kind.BODY or part.is_complete or len(part.line.bare) < SHORTEST_REPEAT:
                continue
            rest = parts[below].line.bare[:1] if below >= 0 else ""
            for target, lines, text in whole.get(opening, ()):
                said = len(part.line.bare)
                is_half = text.startswith(part.line.bare) and said < len(text) and text[said] != rest
                if is_half and target is not story and lines[-1] in target.text and index in story.text:
                    story.text.remove(index)
                    place = target.text.index(lines[-1]) + 1
                    target.text.insert(place, index)
                    target.repeats.add(index)


def _paragraphs_by_opening(
    parts: Sequence[Part], stories: list[Story]
) -> dict[str, list[tuple[Story, Lines, str]]]:
    """The paragraphs of all stories by their first characters: story, lines, text."""
    found: dict[str, list[tuple[Story, Lines, str]]] = defaultdict(list)
    for story in stories:
        for lines in paragraphs_of(parts, story):
            text = bare_text(parts, lines)
            if len(text) >= SHORTEST_REPEAT and len(found[text[:OPENING_OF_HALF]]) < MOST_OWNERS:
                found[text[:OPENING_OF_HALF]].append((story, lines, text))
    return found


def _rest(parts: Sequence[Part], story: Story, lines: Sequence[int]) -> str:
    kept = [index for index in story.text if index not in lines]
    return bare_text(parts, (*story.headlines, *kept))


# ---- continuations ---------------------------------------------------------------------------------------


def _match_continuations(parts: Sequence[Part], stories: list[Story], overlap: Overlap) -> None:
    """Give a story that breaks off the paragraph that goes on with it, printed below another story."""
    for number, story in enumerate(stories):
        if not story.text or parts[story.text[-1]].is_complete or story.is_picture:
            continue
        if _resume(parts, stories, number, overlap):
            continue
        found = _continuation(parts, stories, number, overlap)
        if found is None:
            continue
        score, other, position = found
        moved = _paragraphs_from(parts, stories[other], position, number, overlap, other)
        stories[other].text = [i for i in stories[other].text if i not in moved]
        story.text.extend(moved)
        confidence = round(1 / (1 + math.exp(-score)), 3)
        story.confidence = min(story.confidence, confidence)
        stories[other].confidence = min(stories[other].confidence, confidence)


def _resume(parts: Sequence[Part], stories: list[Story], number: int, overlap: Overlap) -> bool:
    """Give a story that breaks off its rest, printed below the whole story that is set into it."""
    story = stories[number]
    following = (other for other in range(number + 1, len(stories)) if not stories[other].is_picture)
    below = next(following, None)
    if below is None or not stories[below].headlines:
        return False
    found = find_resumption(parts, story, stories[below], overlap)
    if found is None:
        return False
    rest = stories[below].text[found.position :]
    _move(stories[below], story, rest, found.score, len(story.text))
    return True


def _continuation(
    parts: Sequence[Part], stories: list[Story], number: int, overlap: Overlap
) -> tuple[float, int, int] | None:
    """The paragraph of a later story that best goes on with story `number`: (score, story, position)."""
    tail = parts[stories[number].text[-1]].line.bare
    best: tuple[float, int, int] | None = None
    seen = 0
    for other in range(number + 1, len(stories)):
        for position, index in enumerate(stories[other].text):
            seen += 1
            if seen > REACH:
                return best
            if not _may_continue(parts, stories[other], position):
                continue
            text = parts[index].line.bare
            gain = (overlap.held(text, number) - overlap.held(text, other, own=True)) / overlap.total(text)
            score = 4 * gain + 2 * bridges(tail, text) + 1.5 * starts_inside_clause(text) - 1.0
            if score >= CONTINUATION_AT_LEAST and (best is None or score > best[0]):
                best = (score, other, position)
    return best


def _may_continue(parts: Sequence[Part], story: Story, position: int) -> bool:
    part = parts[story.text[position]]
    if part.kind is not Kind.BODY or part.line.indented:
        return False
    if position == 0:
        return not story.headlines
    return (
        parts[story.text[position - 1]].is_complete
        and parts[story.text[position - 1]].kind is not Kind.BYLINE
    )


def _paragraphs_from(
    parts: Sequence[Part], story: Story, position: int, number: int, overlap: Overlap, other: int
) -> list[int]:
    """The continuation and what follows it as long as it speaks of the same story."""
    moved = [story.text[position]]
    for index in story.text[position + 1 :]:
        text = parts[index].line.bare
        runs_on = not parts[moved[-1]].is_complete
        if not runs_on and overlap.held(text, number) <= overlap.held(text, other, own=True):
            break
        moved.append(index)
    return moved


# ---- strays ----------------------------------------------------------------------------------------------


def _match_strays(parts: Sequence[Part], stories: list[Story], overlap: Overlap) -> None:
    """Move paragraphs out of place that speak of another story, and not of the one they stand in, there.

    Out of place is what ends a story or stands inside a sentence that it is no part of. The clearest move is
    made first; what speaks for a move back is what it moved.
    """
    homes = _Homes(parts, stories, overlap)
    settled = _move_interruptions(parts, stories, homes)
    moves = []
    for number, story in enumerate(stories):
        stray = _last_paragraph(parts, story, SHORTEST_REPEAT)
        found, share = _home_of_last(parts, stories, number, stray, homes) if stray else (-1, 0.0)
        if found >= 0:
            moves.append((-share, number, found))
    made: set[tuple[int, int]] = set()
    for _, number, target in sorted(moves):
        if (target, number) not in made:
            made.add((number, target))
            settled.update(_move_last_paragraphs(parts, stories, number, target, homes, settled))


def _move_interruptions(parts: Sequence[Part], stories: list[Story], homes: _Homes) -> set[int]:
    """Move what stands inside sentences; return its lines."""
    moved: set[int] = set()
    for number, story in enumerate(stories):
        for lines in _interrupting(parts, story):
            if len(bare_text(parts, lines)) >= SHORTEST_REPEAT and not moved.issuperset(lines):
                found, share = homes.find(lines, number, STRAY_MARGIN)
                if found >= 0:
                    _move(story, stories[found], lines, share, len(stories[found].text))
                    moved.update(lines)
    return moved


def _home_of_last(
    parts: Sequence[Part], stories: list[Story], number: int, stray: list[int], homes: _Homes
) -> tuple[int, float]:
    below_end = _stands_below_end(parts, stories[number], len(stray))
    return homes.find(stray, number, STRAY_MARGIN_BELOW_END if below_end else STRAY_MARGIN)


def _move_last_paragraphs(
    parts: Sequence[Part],
    stories: list[Story],
    number: int,
    target: int,
    homes: _Homes,
    settled: Collection[int],
) -> list[int]:
    """Move the last paragraphs of a story that belong to another one; return their lines."""
    story, at = stories[number], len(stories[target].text)
    moved: list[int] = []
    for _ in range(MOST_STRAYS):
        stray = _last_paragraph(parts, story, 1 if moved else SHORTEST_REPEAT)
        if not stray or stray[-1] in settled:
            break
        found, share = _home_of_last(parts, stories, number, stray, homes)
        if found != target:
            break
        _move(story, stories[target], stray, share, at)
        moved.extend(stray)
    return moved


class _Homes:
    """Which story a paragraph belongs to, by its words and by the places that it names."""

    def __init__(self, parts: Sequence[Part], stories: Sequence[Story], overlap: Overlap) -> None:
        self.parts, self.stories, self.overlap = parts, stories, overlap
        self.known: dict[int, Whereabouts] = {}
        self.lasts: dict[int, str] = {}
        self.frames: dict[int, list[tuple[int, str | None]]] = {}

    def find(self, lines: Sequence[int], number: int, margin: float) -> tuple[int, float]:
        """The story that lines of story `number` belong to (-1: to it), and by how much."""
        text = bare_text(self.parts, lines)
        total = self.overlap.total(text)
        own = self.overlap.held(text, number, own=True) / total
        near = [
            (self.overlap.held_without(text, other, self._last(other)) / total, other)
            for _, other in self.overlap.nearest(text, number)
            if not self.stories[other].is_picture
        ]
        frame = frame_of(text)
        framed = self._framed(frame, number, lines)
        most = STRAY_OWN if framed or not frame else 2 * STRAY_OWN
        if own > most or not near:
            return -1, 0.0
        places = find_whereabouts(text)
        rest = find_whereabouts(_rest(self.parts, self.stories[number], lines))
        own += PLACES * agreement(places, rest) + FRAME * framed
        best, other = max((share + self._fit(places, frame, n), -n) for share, n in near)
        return (-other, best - own) if best - own >= margin else (-1, 0.0)

    def _fit(self, places: Whereabouts, frame: str | None, number: int) -> float:
        return PLACES * agreement(places, self._of(number)) + FRAME * self._framed(frame, number)

    def _framed(self, frame: str | None, number: int, but: Sequence[int] = ()) -> int:
        """How many paragraphs of a story are set in a frame, two at most."""
        if frame is None:
            return 0
        if number not in self.frames:
            self.frames[number] = [
                (lines[0], frame_of(bare_text(self.parts, lines)))
                for lines in paragraphs_of(self.parts, self.stories[number])
            ]
        return min(2, sum(own == frame and line not in but for line, own in self.frames[number]))

    def _last(self, number: int) -> str:
        """The last paragraph of a story, which may be a stray too."""
        if number not in self.lasts:
            self.lasts[number] = bare_text(
                self.parts, _last_paragraph(self.parts, self.stories[number], SHORTEST_REPEAT)
            )
        return self.lasts[number]

    def _of(self, number: int) -> Whereabouts:
        if number not in self.known:
            story = self.stories[number]
            self.known[number] = find_whereabouts(bare_text(self.parts, (*story.headlines, *story.text)))
        return self.known[number]


def _stands_below_end(parts: Sequence[Part], story: Story, size: int) -> bool:
    """Whether the last lines of a story, `size` of them, stand below the signature that ends it."""
    rest = story.text[: len(story.text) - size]
    if not rest:
        return False
    signs = parts[rest[-1]].kind is Kind.BYLINE and any(parts[i].kind in (Kind.BODY, Kind.LEAD) for i in rest)
    return signs or parts[rest[-1]].signed_at_end


def _move(story: Story, target: Story, lines: Sequence[int], share: float, at: int) -> None:
    """Move lines to the place `at` in another story's text."""
    story.text = [index for index in story.text if index not in lines]
    target.text[at:at] = lines
    for touched in (story, target):
        touched.confidence = min(touched.confidence, round(0.5 + min(0.5, share), 3))


def _last_paragraph(parts: Sequence[Part], story: Story, shortest: int) -> list[int]:
    """The lines of a story's last paragraph, long enough to be judged and not all of the story."""
    start = len(story.text) - 1
    while start > 0 and not parts[story.text[start - 1]].is_complete:
        start -= 1
    lines = story.text[max(start, 0) :]
    plain = all(parts[index].kind is Kind.BODY and not parts[index].signature for index in lines)
    has_more = start > 0 or not (story.headlines or story.is_picture)
    size = len(bare_text(parts, lines))
    if not plain or not has_more or story.repeats.intersection(lines) or size < shortest:
        return []
    return lines if 2 * size <= story.body_size or not story.headlines else []
