"""Who issued which document: ``柳林镇印发《垃圾分类实施方案》``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.lexicon import words
from xiangtu.model.records import Assertion, Mention

from .plans import is_denied, is_planned
from .programmes import CONFIDENCE, phrase
from .story import Story
from .subjects import ACTORS, Subject, Subjects


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

ISSUING = re.compile(
    r"(?:联合)?(?:出台|印发|制发|制定|制订|发布|下发|发放|颁布|公布|发出|编制|编印|编写|修订|推出|签发|派发|分发|张贴|印制)"
    r"(?:了|出|实施|并实施|完善|的)?[^,，。；;：:]{0,14}$"
)
"""Before a document that is issued; what stands between may be the document's kind or another document."""

NOT_ISSUING = re.compile(
    r"(?:学习|观看|宣读|宣传|贯彻|落实|按照|根据|依据|收到|解读|讲解|诵读|填写|签订|签署)[^,，。；;：:、]{0,10}$"
)
"""Before a document that is used: ``按照《…》``, ``学习《…》``."""


def find_issues(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who issued the documents that a story names."""
    national = words("national_documents")
    for index in story.counted_sentences:
        for document in story.mentions_in(index):
            if document.type == "Document" and story.entity(document).name not in national:
                yield from _issued(story, subjects, document)


def _issued(story: Story, subjects: Subjects, document: Mention) -> Iterator[Assertion]:
    start, _ = phrase(story, document)
    before = story.text[start : document.start]
    verb = ISSUING.search(before)
    if verb is None or is_denied(story, document.start):
        return
    subject, pattern = issuer(story, subjects, document, start + verb.start())
    if pattern is ISSUED and NOT_ISSUING.search(before):
        return
    for entity_id in subject.entities:
        stretches = [(m.start, m.end) for m in subject.mentions]
        if subject.stretch:
            stretches.append(subject.stretch)
        stretches.append((start + verb.start(), document.end))
        yield story.assertion(
            "issued",
            entity_id,
            document.entity or "",
            stretches,
            pattern.confidence * CONFIDENCE[subject.how],
            f"{pattern.name}; {subject.how} subject",
            status="planned" if is_planned(story, document.start) else "stated",
        )


def issuer(story: Story, subjects: Subjects, document: Mention, verb: int) -> tuple[Subject, IssuePattern]:
    """Return who issued a document: the actor right before the verb, else the subject in force."""
    for mention in reversed(story.mentions_in(document.sentence)):
        if (
            mention.type in ACTORS
            and mention.end == verb
            and story.text[verb : document.start].endswith("的")
        ):
            return Subject((mention.entity or "",), (mention,), "clause", 0.9), ISSUED_BY
    return subjects.at(verb), ISSUED
