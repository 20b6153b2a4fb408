"""The arbiter: which of the overlapping proposals stand.

Proposals of one span and type support each other; then weighted interval scheduling finds, over the whole
article, the set of spans without overlap that weighs most. A name weighs by its length and by how far its
score lies above the threshold, so a long name beats the names inside it when it is about as sure as they are,
and three sure names beat one unsure name across them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xiangtu.recognition.proposal import Proposal

THRESHOLD = 0.5
"""A span whose joint score stays below this is no name."""

BASE = 0.3
"""The score at which a span weighs nothing."""

CERTAIN = 0.95
"""Above this, being surer adds no weight: a sure place must not beat the longer name that it begins."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """All that was proposed for one span: its joint type and score, and who spoke for it."""

    start: int
    end: int
    type: str
    score: float
    supporters: tuple[Proposal, ...]
    others: tuple[Proposal, ...] = ()

    @property
    def weight(self) -> float:
        """What the span adds to the whole: its length (and one for being a name) times its margin."""
        return (self.end - self.start + 1) * (min(self.score, CERTAIN) - BASE)


def join(proposals: Iterable[Proposal]) -> list[Candidate]:
    """Return one candidate a span, sorted: the type with the best joint score, with its supporters.

    Scores of different recognisers join as independent witnesses, the second and later ones at half their
    word, since they read the same text: 1 - (1-a)(1-b/2)(1-c/2)…
    """
    spans: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        spans[proposal.span].append(proposal)
    return [_joined(span, spans[span]) for span in sorted(spans)]


def _joined(span: tuple[int, int], proposals: list[Proposal]) -> Candidate:
    by_type: dict[str, dict[str, Proposal]] = defaultdict(dict)
    for proposal in proposals:
        best = by_type[proposal.type].get(proposal.recogniser)
        if best is None or (proposal.score, proposal.reason) > (best.score, best.reason):
            by_type[proposal.type][proposal.recogniser] = proposal
    scored = sorted(
        ((_joint_score([p.score for p in voices.values()]), name) for name, voices in by_type.items()),
        key=lambda pair: (-pair[0], pair[1]),
    )
    score, winner = scored[0]
    supporters = sorted(by_type[winner].values(), key=lambda p: (-p.score, p.recogniser))
    others = sorted(p for p in proposals if p.type != winner)
    return Candidate(span[0], span[1], winner, score, tuple(supporters), tuple(others))


def _joint_score(scores: Sequence[float]) -> float:
    first, *rest = sorted(scores, reverse=True)
    doubt = 1.0 - first
    for score in rest:
        doubt *= 1.0 - score / 2
    return round(1.0 - doubt, 4)


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that stand, in reading order: no two overlap and their weights sum highest.

    Candidates below the threshold are not considered. Runs in n log n.
    """
    able = sorted(
        (c for c in candidates if c.score >= THRESHOLD and c.end > c.start), key=lambda c: (c.end, c.start)
    )
    ends = [candidate.end for candidate in able]
    best: list[float] = [0.0]
    previous: list[int] = []
    for index, candidate in enumerate(able):
        before = bisect_right(ends, candidate.start, 0, index)
        previous.append(before)
        best.append(max(best[index], best[before] + candidate.weight))
    chosen: list[Candidate] = []
    index = len(able)
    while index > 0:
        if best[index] > best[index - 1]:
            chosen.append(able[index - 1])
            index = previous[index - 1]
        else:
            index -= 1
    chosen.reverse()
    return chosen
