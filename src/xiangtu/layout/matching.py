"""What reading from top to bottom cannot tell: headlines apart from their bodies, strays, text printed twice.

Stories are compared by the pairs of characters that they share, each weighted by how few stories have it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from xiangtu.layout.joints import bridges, starts_inside_clause
from xiangtu.layout.kinds import Kind, Part, is_dashed
from xiangtu.layout.lines import HAN
from xiangtu.layout.stories import Story

HEADLINE_MARGIN = 0.15
"""By how much more (share of weight) a headline must speak of another body to be given to it."""
HEADLINE_REACH = 8
"""How many stories away from its body a headline may stand."""
SHINGLE = 8
"""Characters of a shingle, by which text printed twice is found."""
TWICE = 0.8
"""Share of a paragraph's shingles that must stand elsewhere for it to be printed twice."""
SHORTEST_REPEAT = 30
"""A paragraph of fewer characters that recurs may be meant so."""
REACH = 40
"""Parts below a broken-off story among which its continuation is looked for."""
CONTINUATION_AT_LEAST = 1.0

_PAIR = re.compile(rf"(?=([{HAN}]{{2}}))")


class Overlap:
    """Shared pairs of characters, weighted by rarity among the stories of the page."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.counts = [Counter(_PAIR.findall(text)) for text in texts]
        self.pairs = [frozenset(counts) for counts in self.counts]
        spread = Counter(pair for pairs in self.pairs for pair in pairs)
        self.weight = {pair: math.log((len(texts) + 1) / count) for pair, count in spread.items()}
        self.rarest = math.log(len(texts) + 1)

    def share(self, text: str, story: int) -> float:
        """How much of `text` (0 to 1, by weight) story number `story` holds."""
        pairs = sorted(set(_PAIR.findall(text)))
        total = sum(self.weight.get(pair, self.rarest) for pair in pairs)
        held = sum(self.weight[pair] for pair in pairs if pair in self.pairs[story])
        return held / total if total else 0.0

    def share_without(self, text: str, story: int) -> float:
        """Like `share`, of a text that is part of the story: pairs that it alone brings do not count."""
        pairs = sorted(set(_PAIR.findall(text)))
        total = sum(self.weight.get(pair, self.rarest) for pair in pairs)
        held = sum(self.weight[pair] for pair in pairs if self.counts[story][pair] > 1)
        return held / total if total else 0.0


def match(parts: Sequence[Part], stories: list[Story]) -> list[Story]:
    """Give headlines, strays and continuations to the stories that they belong to."""
    stories = _match_headlines(parts, stories)
    stories = _match_repeats(parts, stories)
    return _match_continuations(parts, stories)


def _body_text(parts: Sequence[Part], story: Story) -> str:
    return "".join(parts[index].line.bare for index in story.text)


# ---- headlines -------------------------------------------------------------------------------------------


def _match_headlines(parts: Sequence[Part], stories: list[Story]) -> list[Story]:
    """Give bodies without a headline the headlines that stand too many elsewhere."""
    untitled = [n for n, story in enumerate(stories) if _lacks_headline(story)]
    donors = [n for n, story in enumerate(stories) if len(story.headlines) > 1 or _lacks_body(story)]
    if not untitled or not donors:
        return stories
    overlap = Overlap([_body_text(parts, story) for story in stories])
    offers = []
    for donor in donors:
        for first, last in _splits(parts, stories[donor]):
            given = stories[donor].headlines[first:last]
            text = "".join(parts[index].line.bare for index in given)
            own = overlap.share(text, donor)
            for receiver in _near(untitled, donor):
                gain = overlap.share(text, receiver) - own
                if gain >= HEADLINE_MARGIN:
                    offers.append((-gain, abs(donor - receiver), donor, receiver, first, last))
    for gain, _, donor, receiver, first, last in sorted(offers):
        given = stories[donor].headlines[first:last]
        if stories[receiver].headlines or len(given) != last - first or not given:
            continue
        if len(given) == len(stories[donor].headlines) and stories[donor].text:
            continue
        stories[receiver].headlines = given
        stories[receiver].confidence = min(stories[receiver].confidence, round(0.5 + min(0.5, -gain), 3))
        stories[donor].headlines = [i for i in stories[donor].headlines if i not in given]
    return [story for story in stories if story.headlines or story.text]


def _near(numbers: list[int], number: int) -> list[int]:
    low = bisect_left(numbers, number - HEADLINE_REACH)
    return numbers[low : bisect_right(numbers, number + HEADLINE_REACH)]


def _lacks_headline(story: Story) -> bool:
    return not story.headlines and story.is_signed and not story.is_picture and story.body_size > 0


def _lacks_body(story: Story) -> bool:
    return bool(story.headlines) and story.body_size == 0


def _splits(parts: Sequence[Part], story: Story) -> list[tuple[int, int]]:
    """Stretches of a story's headlines that may belong to another body: a gap stands at each cut."""
    lines = story.headlines
    cuts = [
        n for n in range(1, len(lines)) if parts[lines[n]].line.gap and not is_dashed(parts[lines[n]].line)
    ]
    edges = [0, *cuts, len(lines)]
    whole = [(0, len(lines))] if _lacks_body(story) else []
    tails = [(cut, len(lines)) for cut in cuts]
    heads = [(0, cut) for cut in cuts]
    middles = [(a, b) for a, b in pairwise(edges[1:-1])]
    return [*whole, *tails, *heads, *middles]


# ---- text printed twice ----------------------------------------------------------------------------------


def _match_repeats(parts: Sequence[Part], stories: list[Story]) -> list[Story]:
    """Move a stray paragraph that another story prints too to its twin, and mark what repeats."""
    homes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, story in enumerate(stories):
        for position, index in enumerate(story.text):
            for shingle in _shingles(parts[index]):
                if len(homes[shingle]) < 4:
                    homes[shingle].append((number, position))
    moves: list[tuple[int, int, int]] = []
    for number, story in enumerate(stories):
        for position, index in enumerate(story.text):
            twin = _twin(parts[index], (number, position), homes)
            if twin is None:
                continue
            if twin[0] != number and _is_stray(parts, stories, number, position, twin):
                moves.append((number, index, stories[twin[0]].text[twin[1]]))
    owner = {index: story for story in stories for index in story.text}
    for number, index, twin_index in moves:
        source, target = stories[number], owner[twin_index]
        source.text.remove(index)
        target.text.insert(target.text.index(twin_index) + 1, index)
        target.repeats.add(index)
        owner[index] = target
    return [story for story in stories if story.headlines or story.text]


def _shingles(part: Part) -> list[str]:
    bare = part.line.bare
    if part.kind not in (Kind.BODY, Kind.LEAD) or len(bare) < SHORTEST_REPEAT:
        return []
    return [bare[start : start + SHINGLE] for start in range(0, len(bare) - SHINGLE + 1)]


def _twin(
    part: Part, place: tuple[int, int], homes: dict[str, list[tuple[int, int]]]
) -> tuple[int, int] | None:
    """Where else most of a paragraph is printed: (story, position)."""
    shingles = _shingles(part)
    if not shingles:
        return None
    counts = Counter(home for shingle in shingles for home in homes[shingle] if home != place)
    if not counts:
        return None
    best = min(counts, key=lambda home: (-counts[home], home))
    return best if counts[best] >= TWICE * len(shingles) else None


def _is_stray(
    parts: Sequence[Part], stories: list[Story], number: int, position: int, twin: tuple[int, int]
) -> bool:
    """Whether this copy is out of place: it ends its story and speaks less of it than of the other."""
    if position < len(stories[number].text) - 1 and stories[number].headlines:
        return False
    text = parts[stories[number].text[position]].line.bare
    rest = [_rest(parts, stories[number], position), _rest(parts, stories[twin[0]], twin[1])]
    overlap = Overlap(rest)
    own, other = overlap.share(text, 0), overlap.share(text, 1)
    return own < other or (own == other and number > twin[0])


def _rest(parts: Sequence[Part], story: Story, position: int) -> str:
    kept = [index for place, index in enumerate(story.text) if place != position]
    return "".join(parts[index].line.bare for index in (*story.headlines, *kept))


# ---- continuations ---------------------------------------------------------------------------------------


def _match_continuations(parts: Sequence[Part], stories: list[Story]) -> list[Story]:
    """Give a story that breaks off the paragraph that goes on with it, printed below another story."""
    overlap: Overlap | None = None
    for number, story in enumerate(stories):
        if not story.text or parts[story.text[-1]].is_complete or story.is_picture:
            continue
        overlap = overlap or Overlap([_body_text(parts, s) for s in stories])
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
    return [story for story in stories if story.headlines or story.text]


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
            gain = overlap.share(text, number) - overlap.share_without(text, other)
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
        if not runs_on and overlap.share(text, number) <= overlap.share_without(text, other):
            break
        moved.append(index)
    return moved
