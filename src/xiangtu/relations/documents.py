"""Who issued which document: ``柳林镇印发《垃圾分类实施方案》``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.lexicon import words
from xiangtu.model.records import Assertion, Mention

from .actors import SHARE, stretches_of
from .cues import any_of
from .plans import is_denied, is_planned
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
PUBLISHED = IssuePattern(
    "publisher behind the document",
    0.9,
    "成果[《清河村志》|Document]由[清河出版社|Organisation]出版。",
    "成果[《清河村志》|Document]由[清河出版社|Organisation]收藏。",
)
PATTERNS = (ISSUED, ISSUED_BY, PUBLISHED)

NATIONAL = re.compile(r"《?(?:中华人民共和国|中国共产党|中国人民|国务院)")
"""How titles of national laws and rules open, which no local body issues."""

PUBLISHED_BEHIND = re.compile(r"[》”]?[^,，。；;由]{0,8}由")
PUBLISHED_END = re.compile(rf"(?:联合|共同|负责|统一)?{any_of('issuing')}")
"""Between a document and who issues it, and behind him: ``由清河出版社出版``."""

COMPILED = re.compile(rf"{any_of('compiling')}(?:了)?《?$")
"""Right before a document that something is put into: ``把土办法编进``."""

SOMEBODY = re.compile(
    r"\s*(?:学校|各校|各[地村镇乡县区级部单银]|企业|村民|群众|农户|居民|志愿者|工作人员|会议|活动)"
)
"""How a phrase opens whose subject has no name."""

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
    publisher = _publisher(story, document)
    if NATIONAL.match(document.text):
        return
    if publisher is not None:
        yield story.assertion(
            "issued",
            publisher.entity or "",
            document.entity or "",
            [(publisher.start, publisher.end), (document.start, document.end)],
            PUBLISHED.confidence,
            PUBLISHED.name,
            status="planned" if is_planned(story, document.start) else "stated",
        )
        return
    verb = verb or COMPILED.search(before)
    if verb is None or is_denied(story, document.start):
        return
    subject, pattern = _issuer(story, subjects, document, start + verb.start())
    if subject.how in ("carried", "focus") and SOMEBODY.match(before):
        return
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


def _publisher(story: Story, document: Mention) -> Mention | None:
    """Return the actor between 由 and 出版 behind a document."""
    _, end = story.phrase(document.start, document.end, document.sentence)
    opening = PUBLISHED_BEHIND.match(story.text, document.end, end)
    for actor in story.mentions_in(document.sentence) if opening else ():
        if opening and actor.type in ACTORS and actor.start == opening.end():
            return actor if PUBLISHED_END.match(story.text, actor.end, end) else None
    return None


def _issuer(story: Story, subjects: Subjects, document: Mention, verb: int) -> tuple[Subject, IssuePattern]:
    """Return who issued a document: the actor right before ``印发的``, else the subject in force."""
    if story.text[verb : document.start].endswith("的"):
        for mention in story.mentions_back(document.start, 2):
            if mention.type in ACTORS and mention.end == verb:
                return Subject((mention.entity or "",), (mention,), "clause", 0.9), ISSUED_BY
    return subjects.at(verb), ISSUED
