"""Who issued which document: ``柳林镇印发《垃圾分类实施方案》``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.lexicon import words
from xiangtu.model.records import Assertion, Mention

from .cues import any_of
from .plans import is_denied, is_planned
from .programmes import SHARE, stretches_of
from .story import ACTORS, Story
from .subjects import Subject, Subjects


class IssuePattern(NamedTuple):
    """A way in which a text says who issued a document: name, confidence, example and counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


ISSUED = IssuePattern(
    "verb of issuing before the document",
    0.9,
    "[柳林镇|Township]印发[《垃圾分类实施方案》|Document]。",
    "[柳林镇|Township]组织学习[《垃圾分类实施方案》|Document]。",
)
ISSUED_BY = IssuePattern(
    "issuer right before 印发的",
    0.9,
    "按照[清河县|Region]印发的[《垃圾分类实施方案》|Document]，[柳林镇|Township]行动起来。",
    "按照[《垃圾分类实施方案》|Document]，[柳林镇|Township]行动起来。",
)
PATTERNS = (ISSUED, ISSUED_BY)

ISSUING = re.compile(rf"(?:联合)?{any_of('issuing')}(?:了|出|实施|并实施|完善|的)?[^,，。；;：:]{{0,14}}$")
"""Before a document that is issued; its kind or another document may stand between: ``印发`` ``制定完善``."""

READING = re.compile(rf"{any_of('reading')}[^,，。；;：:、]{{0,10}}$")
"""Before a document that is used: ``按照``, ``学习``; not ``印发``."""


def find_issues(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who issued the documents that a story names."""
    national = words("national_documents")
    for index in story.counted_sentences:
        for document in story.mentions_in(index):
            if document.type == "Document" and story.entity(document).name not in national:
                yield from _issued(story, subjects, document)


def _issued(story: Story, subjects: Subjects, document: Mention) -> Iterator[Assertion]:
    start, _ = story.phrase(document.start, document.end, document.sentence)
    before = story.text[start : document.start]
    verb = ISSUING.search(before)
    if verb is None or is_denied(story, document.start):
        return
    subject, pattern = _issuer(story, subjects, document, start + verb.start())
    if pattern is ISSUED and READING.search(before):
        return
    for entity_id in subject.entities:
        yield story.assertion(
            "issued",
            entity_id,
            document.entity or "",
            [*stretches_of(subject), (start + verb.start(), document.end)],
            pattern.confidence * SHARE[subject.how],
            f"{pattern.name}; {subject.how} subject",
            status="planned" if is_planned(story, document.start) else "stated",
        )


def _issuer(story: Story, subjects: Subjects, document: Mention, verb: int) -> tuple[Subject, IssuePattern]:
    """Return who issued a document: the actor right before ``印发的``, else the subject in force."""
    if story.text[verb : document.start].endswith("的"):
        for mention in story.mentions_back(document.start, 2):
            if mention.type in ACTORS and mention.end == verb:
                return Subject((mention.entity or "",), (mention,), "clause", 0.9), ISSUED_BY
    return subjects.at(verb), ISSUED
