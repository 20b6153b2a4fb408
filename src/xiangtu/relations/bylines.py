"""Who writes with whom, and about what: what follows from the line that signs an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from xiangtu.model.records import Assertion, Byline, Mention, Span, TextEvidence

from .story import Story
from .subjects import Subjects

IN_FOCUS = ("Region", "Township", "Village", "Organisation", "Programme")
"""Types that an article can be about."""

TWICE = 2
"""How often an article names what it is about, where neither headline nor lead does."""


class BylinePattern(NamedTuple):
    """What a byline implies: name and confidence."""

    name: str
    confidence: float


SIGNED_TOGETHER = BylinePattern("signed together", 1.0)
IN_HEADLINE = BylinePattern("signed, and named in headline or lead", 0.9)
NAMED_TWICE = BylinePattern("signed, and named more than once", 0.7)
PATTERNS = (SIGNED_TOGETHER, IN_HEADLINE, NAMED_TWICE)


def find_byline_edges(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who signs a story together, and what the signers report on."""
    del subjects
    signers = list(_signers(story))
    for (one, first), (other, second) in combinations(signers, 2):
        if one == other:
            continue
        subject, obj = sorted((one, other))
        yield _edge(story, "writes_with", subject, obj, (first, second), None, SIGNED_TOGETHER)
    for entity_id, pattern, mention in _about(story):
        for signer, byline in signers:
            yield _edge(story, "reports_on", signer, entity_id, (byline,), mention, pattern)


def _signers(story: Story) -> Iterator[tuple[str, Byline]]:
    """Yield the entities of the people who sign, with their bylines, each once."""
    by_place = {}
    for mention in story.mentions:
        if mention.type == "Person":
            spans = story.reading.spans(mention.start, mention.end)
            if spans:
                by_place[spans[0].start] = mention.entity or ""
    people = {
        name: entity.id
        for entity in sorted(story.entities.values(), key=lambda entity: entity.id, reverse=True)
        if entity.type == "Person"
        for name in (entity.name, *entity.aliases)
    }
    seen: set[str] = set()
    for byline in sorted(story.article.bylines, key=lambda byline: (byline.start, byline.name)):
        signer = by_place.get(byline.start) or people.get(byline.name, "")
        if byline.is_person and signer and signer not in seen:
            seen.add(signer)
            yield signer, byline


def _about(story: Story) -> Iterator[tuple[str, BylinePattern, Mention]]:
    """Yield what a story is about: named in headline, kicker or lead, or more than once."""
    counted = [m for m in story.mentions if story.counts(m.sentence)]
    lead = next((i for i in story.counted_sentences if story.sentence(i).part == "body"), -1)
    counts = Counter(m.entity for m in counted)
    seen: set[str] = set()
    for mention in counted:
        entity_id = mention.entity or ""
        if mention.type not in IN_FOCUS or entity_id in seen:
            continue
        leading = mention.sentence == lead or story.sentence(mention.sentence).part != "body"
        if leading or counts[mention.entity] >= TWICE:
            seen.add(entity_id)
            yield entity_id, IN_HEADLINE if leading else NAMED_TWICE, mention


def _edge(
    story: Story,
    kind: str,
    subject: str,
    obj: str,
    bylines: tuple[Byline, ...],
    mention: Mention | None,
    pattern: BylinePattern,
) -> Assertion:
    """Return an edge whose evidence is the byline, and what the article names."""
    spans = {Span(byline.start, byline.end) for byline in bylines}
    if mention is not None:
        spans.update(story.reading.spans(mention.start, mention.end))
    ordered = tuple(sorted(spans))
    first = min(byline.start for byline in bylines)
    sentence = _line_at(story, first)
    evidence = TextEvidence(story.page.id, story.article.id, ordered, sentence)
    return Assertion(
        type=kind,
        subject=subject,
        object=obj,
        evidence=(evidence,),
        confidence=pattern.confidence,
        rule=pattern.name,
        role=bylines[0].role if kind == "reports_on" else "",
        valid=story.valid,
    )


def _line_at(story: Story, page_offset: int) -> str:
    """Return the printed line around a page offset: bylines need not stand in the reading's sentences."""
    text = story.page.text
    start = text.rfind("\n", 0, page_offset) + 1
    end = text.find("\n", page_offset)
    return text[start : end if end >= 0 else len(text)].strip()
