"""Where a story that breaks off inside a sentence goes on, below a whole story that is set into it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from xiangtu.layout.joints import begins_as_rest, bridges, hangs, starts_inside_clause
from xiangtu.layout.kinds import Kind, Part
from xiangtu.layout.marks import words
from xiangtu.layout.overlap import Overlap, pairs_of
from xiangtu.layout.paragraphs import bare_text
from xiangtu.layout.stories import Story

STEADY = 15.0
"""Weight of pairs of characters of which a short rest is taken to speak of neither story."""
AT_LEAST = 0.01
"""What must speak for a rest. Of stories of the open corpus cut at random and with one set in, two in five
get all of theirs back; of those whose rest is lost one in twenty gets another story's."""
BRIDGES, INSIDE_CLAUSE, BELOW_COMMA, BELOW_END, REST = 0.1, 0.3, 0.03, 0.1, 0.01
"""What weighs beside shares of weight: a word across the break, a clause's rest at the head of a paragraph, a
sentence's rest below a comma, the signature that ends the story set in, a sentence's rest at the head."""
OPENS = -0.1
"""A paragraph that begins as news or speech does goes on with no sentence."""

_CLOSING = tuple("，、；：。！？,;:!?）)”’》")


class Resumption(NamedTuple):
    """Where in a story's text the rest of another begins, and what speaks for it (share of weight)."""

    score: float
    position: int


def find_resumption(
    parts: Sequence[Part], broken: Story, below: Story, overlap: Overlap
) -> Resumption | None:
    """Return where in the story below a broken-off one that one goes on; None where nothing tells.

    The rest speaks of the broken-off story and not of what it stands below.
    """
    known = set(pairs_of(bare_text(parts, (*broken.headlines, *broken.text))))
    texts = [parts[index].line.bare for index in below.text]
    fits = _fits(bare_text(parts, below.headlines), texts, known, overlap)
    tail = parts[broken.text[-1]].line.bare
    best: Resumption | None = None
    for position, index in enumerate(below.text):
        if position and _may_resume(parts, below, position):
            above = parts[below.text[position - 1]]
            score = round(fits[position] + _sign(tail, parts[index], above), 6)
            if score >= AT_LEAST and (best is None or score > best.score):
                best = Resumption(score, position)
    return best


def _may_resume(parts: Sequence[Part], story: Story, position: int) -> bool:
    part, above = parts[story.text[position]], parts[story.text[position - 1]]
    if part.kind is not Kind.BODY or part.line.indented or not above.is_complete:
        return False
    return above.kind in (Kind.BODY, Kind.LEAD) or (above.kind is Kind.BYLINE and position > 1)


def _sign(tail: str, part: Part, above: Part) -> float:
    """What the form of a paragraph says for its going on with the broken-off text."""
    text = part.line.bare
    is_rest = begins_as_rest(text)
    opens = text.startswith((*words("openings", "news"), "“"))
    below_end = above.signed_at_end or above.kind is Kind.BYLINE
    return (
        BRIDGES * bridges(tail, text)
        + INSIDE_CLAUSE * (starts_inside_clause(text) or text.startswith(_CLOSING))
        + BELOW_COMMA * (is_rest and hangs(tail))
        + BELOW_END * below_end
        + REST * is_rest
        + OPENS * opens
    )


def _fits(head: str, texts: Sequence[str], known: set[str], overlap: Overlap) -> list[float]:
    """For each text: how much more (share of weight) it and those below it share with what is known than with
    the head and the texts above it."""
    first = dict.fromkeys(pairs_of(head), -1)
    last: dict[str, int] = {}
    for number, text in enumerate(texts):
        for pair in pairs_of(text):
            first.setdefault(pair, number)
            last[pair] = number
    gains, totals = ([0.0] * (len(texts) + 2) for _ in range(2))
    for pair, end in last.items():
        weight = overlap.weight(pair)
        totals[0] += weight
        totals[end + 1] -= weight
        if pair in known:
            gains[0] += weight
            gains[end + 1] -= weight
        gains[first[pair] + 1] -= weight
        gains[end + 1] += weight
    sums = zip(accumulate(gains), accumulate(totals), strict=True)
    return [gain / (STEADY + max(0.0, total)) for gain, total in sums]
