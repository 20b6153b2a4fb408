"""Who runs which programme: the actor of the sentence, with the verb that says so.

A programme that only lends its name to a purpose (``助力乡村振兴``, ``为乡村振兴增添动力``) is nobody's work in that
sentence; an honour that is won is not run either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from xiangtu.lexicon import rows
from xiangtu.model.records import Assertion, Mention

from .plans import is_denied, is_planned
from .story import Story
from .subjects import ACTORS, Subject, Subjects


class RunPattern(NamedTuple):
    """A way in which a text says who runs a programme: name, confidence, example and counter-example."""

    name: str
    confidence: float
    example: str
    counter_example: str


VERB = RunPattern(
    "verb before the programme",
    0.85,
    "[柳林镇|Township]大力推行“[红旗渠工程|Programme]”。",
    "[柳林镇|Township]助力[乡村振兴|Programme]。",
)
MEANS = RunPattern(
    "programme as means: 以…为抓手, 通过…",
    0.75,
    "[柳林镇|Township]以“[三色管理|Programme]”为抓手，提升服务。",
    "[柳林镇|Township]为[乡村振兴|Programme]增添动力。",
)
BESIDE = RunPattern(
    "programme of the article's actor",
    0.55,
    "[柳林镇|Township]“[三色管理|Programme]”成效明显。",
    "[柳林镇|Township]荣获“[文明家园|Programme]”称号。",
)
PATTERNS = (VERB, MEANS, BESIDE)

CONFIDENCE = {"clause": 1.0, "anaphor": 0.9, "carried": 0.8, "focus": 0.7}
"""What the way in which a subject was found leaves of a pattern's confidence."""

MARK = re.compile(r"[,，。；;：:！!？?\n]")
"""Where the words that a programme belongs to end; quote marks do not."""

PURPOSE_BEFORE = re.compile(
    r"(?:助力|赋能|助推|促进|服务于?|衔接|围绕|聚焦|紧扣|响应|学习|宣传|贯彻|践行|融入|对接|关于|根据|依据|属于|列入|参与|参加|支持|"
    r"争取|申报|申请|享受|符合|奋战|投身|感受|了解|谈到|说起|适应|面对|赋予)(?:了|到|于|着|好|全面|推进|国家|全国|落实)?[“‘《]?$"
)
"""Right before a programme that is a purpose or a background: ``助力乡村振兴``."""

PURPOSE_AROUND = re.compile(r"(?:为|给|对)(?P<before>[^,，。为]{0,10})$")
GIFT_AFTER = re.compile(
    r"^[”’》]?[^,，。]{0,12}(?:增添|提供|贡献|注入|蓄势|赋能|接续|奠定|打下|作出|做出|保障|助力|添|加油|保驾护航|护航|铺路|插上|赋|创造|凝聚|夯实|筑牢|积蓄|献)"
)
"""Before and behind a programme that something is given to: ``为乡村振兴增添动力``."""

HONOUR_BEFORE = re.compile(
    r"(?:获|荣获|获得|获评|评为|评选为|授予|命名为|认定为|被列为|入选|入围|争创|称号|摘得|斩获)[^,，。]{0,12}[“‘]?$"
)
"""Before a programme that is an honour: ``荣获“文明家园”``."""

HOSTED = re.compile(
    r"由[^。；;“”]{2,80}(?:主办|举办|承办|协办|发起|组织|开展|实施|牵头|打造|推出)的[^,，。]{0,6}[“‘]?$"
)
"""Before something that several bodies hold: ``由县总工会、县妇联联合主办的``."""

FESTIVE = re.compile(
    r"(?:节|赛|运动会|博览会|展销会|交易会|招聘会|音乐会|演唱会|晚会|庙会|灯会|村晚|村BA|村超|文艺演出|展演|汇演|音乐节|展览|书展|集市|大集)$"
)
"""Ends of names of events that somebody runs; meetings are only held."""

HOLDING = re.compile(r"(?:主办|举办|承办|举行|组织|开展|筹办|策划|推出|启动|开办)(?:的|了)?[^,，。]{0,14}$")
"""Before an event that its actor runs: ``举办首届桃花节``."""

OWNED = re.compile(r"(?:的)?[“‘]?")
"""Between a programme and the actor whose it is."""

AS_MEANS = re.compile(
    r"(?:以|借助|通过|依托|结合|利用|运用|采取|采用|按照|将|把|用|借|抓住|用好|在|随着)[^,，。]{0,14}$"
)
"""Before a programme that is the means of what follows."""

PEOPLE_ELSEWHERE = re.compile(r"(?:全国|全省|全市|国家|中央|省委|市委|省政府|市政府|省级|上级)[^,，。]{0,6}$")
"""Before a programme of somebody higher."""

VERB_GAP = 14
"""How far before a programme, in characters, its verb may end."""


@cache
def _verb() -> re.Pattern[str]:
    """Return a pattern of the lexicon's verbs of action, the longest first, joins left out."""
    verbs = {verb for verb, kind, *_ in rows("verbs_of_action", 3) if kind != "join"}
    return re.compile("|".join(sorted(verbs, key=lambda verb: (-len(verb), verb))))


def find_runs(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who runs the programmes that a story names."""
    for index in story.counted_sentences:
        for mention in story.mentions_in(index):
            if mention.type == "Programme" or (mention.type == "Event" and FESTIVE.search(mention.text)):
                yield from _runs(story, subjects, mention)


def _runs(story: Story, subjects: Subjects, programme: Mention) -> Iterator[Assertion]:
    start, end = phrase(story, programme)
    before, after = story.text[start : programme.start], story.text[programme.end : end]
    pattern = _pattern(before, after)
    if programme.type == "Event" and pattern is not None and not HOLDING.search(before):
        pattern = None
    if pattern is None or is_denied(story, programme.start):
        return
    subject = actor_of(story, subjects, programme)
    for entity_id in subject.entities:
        if entity_id == programme.entity:
            continue
        stretches = [(m.start, m.end) for m in subject.mentions]
        if subject.stretch:
            stretches.append(subject.stretch)
        stretches.append((start + len(before) - len(before.lstrip()), programme.end))
        yield story.assertion(
            "runs",
            entity_id,
            programme.entity or "",
            stretches,
            pattern.confidence * CONFIDENCE[subject.how],
            f"{pattern.name}; {subject.how} subject",
            status="planned" if is_planned(story, programme.start) else "stated",
        )


def actor_of(story: Story, subjects: Subjects, mention: Mention) -> Subject:
    """Return who acts where a programme is named: its owner right before it, who is named after 由, the subject."""
    hosts = _hosts(story, mention) or _owner(story, mention)
    if hosts:
        entities = tuple(dict.fromkeys(host.entity or "" for host in hosts))
        return Subject(entities, hosts, "clause", 0.9)
    if story.sentence(mention.sentence).part != "body":
        return subjects.focus
    return subjects.at(mention.start)


def _hosts(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the actors between 由 and 主办的 before a programme or event: ``由县总工会、县妇联联合主办的…``."""
    start = story.sentence(mention.sentence).start
    match = HOSTED.search(story.text, start, mention.start)
    if match is None:
        return ()
    return tuple(
        m
        for m in story.mentions_in(mention.sentence)
        if m.type in ACTORS and match.start() <= m.start < match.end()
    )


def _owner(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the actor right before a programme: ``河东大学“科技小院”``."""
    for other in reversed(story.mentions_before(mention.start)):
        if other.type in ACTORS:
            gap = story.text[other.end : mention.start]
            return (other,) if OWNED.fullmatch(gap) else ()
        if mention.start - other.end > 4:
            break
    return ()


def phrase(story: Story, mention: Mention) -> tuple[int, int]:
    """Return the stretch between marks that a mention stands in."""
    sentence = story.sentence(mention.sentence)
    start, end = sentence.start, sentence.end
    for match in MARK.finditer(story.text, sentence.start, sentence.end):
        if match.start() >= mention.end:
            end = match.start()
            break
        if match.end() <= mention.start:
            start = match.end()
    return start, end


def _pattern(before: str, after: str) -> RunPattern | None:
    """Return how the words around a programme tie it to its actor, None where they do not."""
    if PURPOSE_BEFORE.search(before) or HONOUR_BEFORE.search(before) or PEOPLE_ELSEWHERE.search(before):
        return None
    if PURPOSE_AROUND.search(before) and GIFT_AFTER.match(after):
        return None
    if any(len(before) - match.end() <= VERB_GAP for match in _verb().finditer(before)):
        return VERB
    if AS_MEANS.search(before):
        return MEANS
    return BESIDE
