"""What actors do with each other: work together, invest, found, win, attend.

A pattern looks at the words between two names of one clause, or between the clause's subject and a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.model.records import Assertion, Mention

from .actors import PARTNER_GAP, SETTING_BEFORE, SHARE
from .plans import is_denied, is_planned
from .posts import PRONOUN, stood_for
from .story import ACTORS, PLACES, Story
from .subjects import Subjects


class DealingPattern(NamedTuple):
    """What the words before and behind an object say that its actor does with it.

    `before` is searched in the words between actor and object, `after` (if any) matched behind the object;
    `joined` tells that the actor must be named right before `before` in the same clause.
    """

    name: str
    predicate: str
    actors: tuple[str, ...]
    objects: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str] | None
    joined: bool
    confidence: float
    example: str
    counter_example: str


REACH = 12
"""How many names back an actor is looked for."""

ONLY_NEAR = frozenset({"founded"})
"""Predicates whose actor is named in the sentence, or not known."""

ASIDE = re.compile(r"[,，]|[^,，。；;、]{0,12}[,，]")
"""Behind somebody whom the following clauses speak of: ``周文，退伍第二年领办``."""

TOGETHER_AFTER = re.compile(
    r"^[^,，。；;]{0,12}(?:签订|签约|签署|合作|结对|结为|共建|联建|联办|联手|达成|联合|牵手|战略|共同|联谊|对接|共创)"
)

PATTERNS: tuple[DealingPattern, ...] = (
    DealingPattern(
        "与…签约、结对、共建",
        "partner_with",
        ACTORS,
        ACTORS,
        re.compile(r"^(?:与|和|同|跟)$"),
        TOGETHER_AFTER,
        True,
        0.7,
        "[柳林镇|Township]与[河东大学|Organisation]签订合作协议。",
        "[柳林镇|Township]与[河东大学|Organisation]相距十里。",
    ),
    DealingPattern(
        "联合、携手、委托",
        "partner_with",
        ACTORS,
        ("Organisation",),
        re.compile(r"^[^,，。；;“”]{0,8}(?:联合|携手|会同|委托|牵手|联手|聘请|特邀|邀请)(?:了)?$"),
        None,
        False,
        0.5,
        "[柳林镇|Township]联合[清河县农商行|Organisation]上门服务。",
        "[柳林镇|Township]走访[清河县农商行|Organisation]。",
    ),
    DealingPattern(
        "入股、投资于一个企业",
        "invests_in",
        (*ACTORS, "Person"),
        ("Organisation",),
        re.compile(r"(?:入股|参股|注资|投资|出资)(?:了|成立|兴办|建设|组建)?[^,，。；;]{0,6}$"),
        None,
        False,
        0.8,
        "[下河村|Village]入股[绿源农业有限公司|Organisation]200万元。",
        "[下河村|Village]欢迎[绿源农业有限公司|Organisation]。",
    ),
    DealingPattern(
        "成立、组建、创办",
        "founded",
        (*ACTORS, "Person"),
        ("Organisation", "Place"),
        re.compile(
            r"(?:成立|组建|创办|创建|建立|设立|领办|开办|开设|兴办|办起|组织|组成|编成|合成|建成|打造|筹建|建起|挂牌成立)(?:了|起)?"
            r"[^,，。；;的]{0,10}(?:的)?[“‘]?$"
        ),
        None,
        False,
        0.6,
        "[下河村|Village]成立了[绿源合作社|Organisation]。",
        "[下河村|Village]慰问了[光明小学|Organisation]。",
    ),
    DealingPattern(
        "获评、荣获、被授予",
        "awarded",
        (*ACTORS, "Person"),
        ("Programme", "Product", "Event", "Document"),
        re.compile(
            r"(?:获|荣获|获得|获评|评为|评选为|授予|命名为|认定为|入选|摘得|斩获)(?:了|为)?[^,，。；;]{0,10}[“‘]?$"
        ),
        None,
        False,
        0.85,
        "[下河村|Village]荣获“[全国文明村|Programme]”称号。",
        "[下河村|Village]创建“[全国文明村|Programme]”。",
    ),
    DealingPattern(
        "出席、参加一次会议或活动",
        "attended",
        (*ACTORS, "Person"),
        ("Event",),
        re.compile(r"(?:出席|参加|列席|参与|亮相|观看)(?:了|过)?[^,，。；;]{0,8}[“‘]?$"),
        None,
        False,
        0.85,
        "[周文|Person]出席[首届桃花节|Event]。",
        "[柳林镇|Township]举办[首届桃花节|Event]。",
    ),
)


def find_dealings(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield what the actors of a story do with bodies, honours and events."""
    for index in story.counted_sentences:
        for mention in story.mentions_in(index):
            for pattern in PATTERNS:
                if mention.type in pattern.objects:
                    yield from _dealt(story, subjects, mention, pattern)


def _dealt(story: Story, subjects: Subjects, thing: Mention, pattern: DealingPattern) -> Iterator[Assertion]:
    start, end = story.phrase(thing.start, thing.end, thing.sentence)
    if pattern.after is not None and not pattern.after.match(story.text[thing.end : end]):
        return
    actors, share, begin = _actors(story, subjects, thing, pattern, start)
    if not pattern.before.search(story.text[begin : thing.start]) or is_denied(story, thing.start):
        return
    for actor in actors:
        if actor.entity == thing.entity or (actor.type in PLACES and actor.end == thing.start):
            continue
        subject, obj = actor.entity or "", thing.entity or ""
        if pattern.predicate == "partner_with" and obj < subject:
            subject, obj = obj, subject
        yield story.assertion(
            pattern.predicate,
            subject,
            obj,
            [(actor.start, actor.end), (begin, thing.end)],
            pattern.confidence * share,
            pattern.name,
            status="planned" if is_planned(story, thing.start) else "stated",
        )


def _is_setting(story: Story, mention: Mention) -> bool:
    """Whether a place only says where something happens: ``在下河村``."""
    before = story.text[max(0, mention.start - 3) : mention.start]
    return mention.type in PLACES and bool(SETTING_BEFORE.search(before))


def _actors(
    story: Story, subjects: Subjects, thing: Mention, pattern: DealingPattern, start: int
) -> tuple[tuple[Mention, ...], float, int]:
    """Return who acts, how sure that is, and where the words between actor and object begin.

    The nearest name of the phrase acts, where it is not only the setting (``回到下河村创办``); else the
    subject in force.
    """
    near = [
        m
        for m in story.mentions_back(thing.start, REACH)
        if m.type in pattern.actors and m.start >= start and m.end <= thing.start
    ]
    if pattern.joined or near:
        chosen = next((m for m in near if pattern.joined or not _is_setting(story, m)), None)
        if chosen is None:
            return (), 0.0, start
        return (chosen,) if pattern.joined else _with_listed(story, near, chosen), 1.0, chosen.end
    subject = subjects.at(thing.start)
    somebody = _somebody(story, thing) if "Person" in pattern.actors else None
    last = subject.mentions[-1].start if subject.how == "clause" else -1
    own = somebody is not None and somebody.start < last < thing.start
    if somebody is not None and not own:
        return (somebody,), SHARE["clause"], start
    if pattern.predicate in ONLY_NEAR and subject.how == "focus":
        return (), 0.0, start
    actors = tuple(m for m in subject.mentions if m.type in pattern.actors)
    return actors, SHARE[subject.how], start


def _with_listed(story: Story, near: list[Mention], chosen: Mention) -> tuple[Mention, ...]:
    """Return an actor and those of his kind that are listed before him: ``下河村、上河村组建``."""
    found = [chosen]
    for other in near[near.index(chosen) + 1 :]:
        gap = story.text[other.end : found[-1].start]
        if other.type != chosen.type or not PARTNER_GAP.fullmatch(gap):
            break
        found.append(other)
    return tuple(reversed(found))


def _somebody(story: Story, thing: Mention) -> Mention | None:
    """Return the person whom the sentence of an object is about: ``周文，退伍第二年领办``, ``她办起``."""
    people = (m for m in story.mentions_back(thing.start, REACH) if m.sentence == thing.sentence)
    person = next((m for m in people if m.type == "Person"), None)
    if person is not None:
        return person if ASIDE.match(story.text, person.end) else None
    start = story.sentence(thing.sentence).start
    pronouns = list(PRONOUN.finditer(story.text, start, thing.start))
    return stood_for(story, pronouns[-1].start("word")) if pronouns else None
