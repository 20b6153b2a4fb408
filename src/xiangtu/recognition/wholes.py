"""One name out of the parts that recognisers read: a firm with the places before it, partners of a centre.

Runs on what has been proposed, before the arbiter: 信阳市 + 浉河区茗丰公司 is the name of one firm, and its
tail no name of its own. Of bureaus and party bodies (某市某区教育局) the city stays a name apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import listed

NAME = "whole"
PARTNERS = 0.9
SENT = 0.88
SHORTEST_TAIL = 3
PARTNER_TYPES = frozenset({"Organisation", "Region", "Township"})
DASH = "—－-–"
PARTNERSHIP = re.compile(r"(?:中心|实验室|基地|研究院|联盟|工作站|研究所)$")
"""What two partners run together: ``中心`` of 甲县—乙大学创新中心; not ``公司``."""
SENT_TEAM = re.compile(
    r"驻(?P<village>[\u4e00-\u9fff]{2,7}(?:村|社区|嘎查))(?:驻村|帮扶|驻村帮扶|乡村振兴)?工作[队组]"
)
"""A team sent to a village: ``驻柳林村工作队``; not ``驻村工作队``."""


def join_parts(context: ArticleContext, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals with names joined to wholes, and without the rests that wholes leave over."""
    ending: dict[int, list[int]] = {}
    for proposal in proposals:
        if proposal.type in PARTNER_TYPES:
            ending.setdefault(proposal.end, []).append(proposal.start)
    wholes = [
        *_chained(context, proposals),
        *_partners(context, proposals, ending),
        *_sent_teams(context, ending),
    ]
    if not wholes:
        return list(proposals)
    covered: dict[int, int] = {}
    for whole in wholes:
        covered[whole.end] = min(whole.start, covered.get(whole.end, whole.start))
    kept = [
        p
        for p in proposals
        if p.type not in {"Organisation", "Place", "Product"} or covered.get(p.end, p.start) >= p.start
    ]
    return [*kept, *wholes]


def _chained(context: ArticleContext, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """信阳市 + 浉河区茗丰公司: a firm, school, hospital or society has all its regions in its name."""
    for proposal in proposals:
        regions = context.region_spans.starting_at(proposal.start) if proposal.type == "Organisation" else ()
        stops = [stop for stop in regions if stop in context.wider_place_ends]
        if not stops or proposal.end - max(stops) < SHORTEST_TAIL:
            continue
        start = _region_chain(context, proposal.start)
        if start < proposal.start and context.text.endswith(chained(), proposal.start, proposal.end):
            yield replace(proposal, start=start, reason=f"{proposal.reason}; with the regions before it")


def _region_chain(context: ArticleContext, start: int) -> int:
    """Return where the full names of regions that end here begin, a mother body before them included."""
    while True:
        before = [s for s in context.region_spans.ending_at(start) if (s, start) in context.wider_places]
        if not before:
            break
        start = min(before)
    mother = next(
        (word for word in sorted(cue("mother_bodies")) if context.text.endswith(word, 0, start)), ""
    )
    return start - len(mother)


def _partners(
    context: ArticleContext, proposals: Sequence[Proposal], ending: Mapping[int, Sequence[int]]
) -> Iterator[Proposal]:
    """榕江—贵州大学食用菌创新中心: two partners and what they run together."""
    text = context.text
    for proposal in proposals:
        dash = proposal.start - 1
        if proposal.type != "Organisation" or dash < 1 or text[dash] not in DASH or text[dash - 1] in DASH:
            continue
        if PARTNERSHIP.search(text[proposal.start : proposal.end]) is None:
            continue
        start = _partner_start(context, ending, dash)
        if start is not None:
            yield Proposal(start, proposal.end, "Organisation", PARTNERS, NAME, "two partners and their body")


def _partner_start(context: ArticleContext, ending: Mapping[int, Sequence[int]], end: int) -> int | None:
    """Return where the partner before a dash begins: a body or a place, or LAC's name."""
    if end in ending:
        return min(ending[end])
    index = context.ends.get(end)
    word = context.words[index] if index is not None else None
    return word.start if word is not None and word.tag in {"LOC", "ORG", "nz"} else None


def _sent_teams(context: ArticleContext, ending: Mapping[int, Sequence[int]]) -> Iterator[Proposal]:
    """县税务局驻柳林村工作队: a team, the village that it is sent to, and the body that sends it."""
    text = context.text
    for match in SENT_TEAM.finditer(text):
        if not context.is_boundary(match.end()):
            continue
        start = min(ending.get(match.start(), ()), default=match.start())
        yield Proposal(start, match.end(), "Organisation", SENT, NAME, "a team sent to a village")


@cache
def chained() -> tuple[str, ...]:
    """Return the class words of bodies whose names hold every region before them."""
    kinds = listed(
        "organisation_suffixes", "business", "school", "health", "finance", "research", "religious"
    )
    return tuple(sorted((kinds | cue("chained_endings")) - cue("unchained_endings")))
