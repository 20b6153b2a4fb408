"""Who issued which document: ``柳林镇印发《垃圾分类实施方案》``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.lexicon import words
from xiangtu.model.records import Assertion, Mention

from .actors import SHARE
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
WRITTEN = IssuePattern(
    "somebody who writes or hands in the document",
    0.8,
    "[周文|Person]当晚写成[《关于修路的建议》|Document]。",
    "[周文|Person]当晚读完[《关于修路的建议》|Document]。",
)
SIGNED = IssuePattern(
    "those who sign an agreement",
    0.75,
    "[柳林镇|Township]、[河口镇|Township]签了[《联防协议》|Document]。",
    "[柳林镇|Township]、[河口镇|Township]看了[《联防协议》|Document]。",
)
PATTERNS = (ISSUED, ISSUED_BY, PUBLISHED, WRITTEN, SIGNED)

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

WRITING = re.compile(
    r"(?:写成|写好|写出|写下|撰写|编成|编写|编的|写的|编出|提交|递交|递上|领衔提出)了?[^,，。；;]{0,6}$"
)
"""Before a document that a person writes or hands in: ``写成``; not ``读完``."""

SIGNING = re.compile(r"(?:签了|签下|签订了?|签署了?|合签|共签|共同签订)[^,，。；;]{0,4}$")
"""Before an agreement: ``签了``; not ``履行``."""

SIGNED_BY_MANY = re.compile(r"农户|村民|住户|商户|户$|家$|[0-9]\s*户")
"""Before an agreement that many sign who are not named."""

AGREEMENT = re.compile(r"(?:协议|约定|公约|协定|备忘录|合作书|责任书|民约)》?$")
"""How titles of agreements end, which those who sign them issue."""

OWN_RULES = re.compile(r"(?:写进|写入|添进|列进|记进)了?$")
"""Before the rules that a place gives itself: ``把保洁费写进《下河村村规民约》``."""

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
    if NATIONAL.match(document.text) or is_denied(story, document.start):
        return
    issuer, pattern = _named_issuer(story, document, start, before)
    if issuer is not None:
        yield _issue(story, document, issuer, document.start, pattern, "clause")
    else:
        yield from _by_subject(story, subjects, document, start, before)


def _named_issuer(
    story: Story, document: Mention, start: int, before: str
) -> tuple[Mention | None, IssuePattern]:
    """Return who is named beside a document: its publisher, its writer, or the place whose rules it is."""
    publisher = _publisher(story, document)
    if publisher is not None:
        return publisher, PUBLISHED
    if OWN_RULES.search(before):
        return _own_rules(story, document), ISSUED
    return _writer(story, document, start) if WRITING.search(before) else None, WRITTEN


def _by_subject(
    story: Story, subjects: Subjects, document: Mention, start: int, before: str
) -> Iterator[Assertion]:
    """Yield that whom the sentence is about issued a document."""
    pattern, verb = _verb(before, document)
    if verb is None:
        return
    subject, pattern = _issuer(story, subjects, document, start + verb.start(), pattern)
    if pattern is ISSUED and READING.search(before):
        return
    near = ("clause",) if pattern is SIGNED or WRITING.search(before) else ("clause", "anaphor", "carried")
    aside = SIGNED_BY_MANY.search(before) if pattern is SIGNED else SOMEBODY.match(before)
    if subject.how not in near or (aside and (pattern is SIGNED or subject.how == "carried")):
        return
    for entity_id in subject.entities:
        named = next(mention for mention in subject.mentions if mention.entity == entity_id)
        yield _issue(story, document, named, start + verb.start(), pattern, subject.how)


def _own_rules(story: Story, document: Mention) -> Mention | None:
    """Return the place whose rules a document is by its title: 下河村 of 《下河村村规民约》."""
    title = document.text.strip("《》")
    if not AGREEMENT.search(title):
        return None
    place = next((p for n, p in sorted(story.places_by_name.items()) if title.startswith(n)), None)
    return story.nearest(place.id, document.start) if place is not None else None


def _verb(before: str, document: Mention) -> tuple[IssuePattern, re.Match[str] | None]:
    """Return the verb before a document by which somebody issues it, None where there is none."""
    agreed = AGREEMENT.search(document.text)
    signed = SIGNING.search(before) if agreed else None
    if signed is not None:
        return SIGNED, signed
    return ISSUED, ISSUING.search(before) or COMPILED.search(before) or WRITING.search(before)


def _writer(story: Story, document: Mention, phrase: int) -> Mention | None:
    """Return the person whom the phrase of a document names last before it, with no actor nearer."""
    nearest = next(story.mentions_back(document.start), None)
    return nearest if nearest is not None and nearest.type == "Person" and nearest.start >= phrase else None


def _issue(
    story: Story, document: Mention, issuer: Mention, start: int, pattern: IssuePattern, how: str
) -> Assertion:
    """Return that an actor issued a document, in words from `start` to its end."""
    return story.assertion(
        "issued",
        issuer.entity or "",
        document.entity or "",
        [(issuer.start, issuer.end), (start, document.end)],
        pattern.confidence * SHARE[how],
        f"{pattern.name}; {how} subject",
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


def _issuer(
    story: Story, subjects: Subjects, document: Mention, verb: int, pattern: IssuePattern
) -> tuple[Subject, IssuePattern]:
    """Return who issued a document: the actor right before ``印发的``, else the subject in force."""
    if pattern is ISSUED and story.text[verb : document.start].endswith("的"):
        for mention in story.mentions_back(document.start, 2):
            if mention.type in ACTORS and mention.end == verb:
                return Subject((mention.entity or "",), (mention,), "clause", 0.9), ISSUED_BY
    return subjects.at(verb), pattern
