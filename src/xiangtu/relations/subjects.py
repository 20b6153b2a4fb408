"""Who a sentence is about: its own subject, what 该镇 or 全区 stands for, or whom the article is on.

Newspaper Chinese names its subject once and then drops it. The finder walks an article from its first sentence
to its last and keeps the subject in force; headline and lead give it where nothing was named yet.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xiangtu.model.records import Entity, Mention

from .story import PLACES, Story

ACTORS = (*PLACES, "Organisation")
"""Types that can run, issue or own something."""

CLAUSE_END = re.compile(r"[,，。；;：:！!？?\n“”]")
"""Where a clause ends; 、 joins, so it does not."""

JOINER = re.compile(r"、|和|与|及|以及|同|(?:还|先后|积极|主动|多次)?(?:联合|携手|会同|协同)")
"""What stands between two subjects of one clause."""

POST_THEN_BODY = re.compile(
    r"(?:[区县市省州旗]委|党委|党工委|党组|政府)?(?:副书记|书记|常委|委员|副?[区县市镇乡]长|主任|副主任)、"
)
"""Between two bodies of one officer: ``清河县委常委、柳林镇党委书记周文``."""

NOT_A_SUBJECT_AFTER = re.compile(
    r"^(?:的|等的|境内|辖区内?|区域|一带|周边|附近|方向|至|到[^位]|、[^、]{0,12}等地|[东西南北]?[部侧边]|举办地|召开的|举行的)"
)
"""Right after a name that is not what the clause is about: ``石台镇的农户``."""

NOT_A_SUBJECT_BEFORE = re.compile(
    r"(?:在|到|赴|来到|走进|走访|深入|前往|位于|落户|为|向|对|给|从|由于|关于|及|至|与|和|同|把|将|被|让|使|以|经|于|据|给予|帮助|指导|协助|支持|参加|出席|围绕|按照|根据|依托|结合|通过|邀请|随着|随|促进|推动|打造|成立|组建|创建|建立)$"
)
"""Right before a name that is not what the clause is about: ``来到石台镇``."""

LEAD_IN = re.compile(
    r"^(?:本报讯|[^,，。]{0,8}讯|■|□|▲|\s|[（(][^（）()]{0,30}[)）]|“|”|近日|日前|连日来|今年|目前|近年来|此外|同时|据了解|据悉|据介绍|下一步|截至|截止|其中|为此|当前|当天|当日|随后|会后|会上|活动中|去年|自|年|月|日|以来|来|[0-9 至底初上下中旬午晚早上,，:：——-]|创新|积极|由|在|通过)*$"
)
"""What may stand in a clause before its subject."""

BYSTANDER_AFTER = re.compile(
    r"^[^,，。]{0,4}(?:居民|村民|市民|群众|学生|农户|种植户|养殖户|贫困户|脱贫户|老人|老党员|家长|职工|游客|顾客|患者|业主|商户|大爷|大妈|大娘)"
)
"""Behind a place whose name only says where somebody is from: ``下河村村民``."""

PEOPLE_OF = re.compile(
    r"^的?(?:志愿者|工作人员|党员|干部|队员|成员|社工|网格员|领导|负责人|教师|老师|医护人员|民警|民兵)"
)
"""Behind a name whose people act for it: ``柳林镇的志愿者``."""

PREPOSITION = re.compile(
    r"(?:为了?|在|针对|围绕|通过|结合|按照|自从?|随着|面对|作为|以|根据|由于|对于?|立足|聚焦|紧扣|依托|借助|经过|关于|从|充分|大力|积极|近年来|今年)"
)
"""How a clause opens whose subject comes behind it: ``为推动政策落实，柳林镇…``."""

ANAPHOR = re.compile(
    r"(?P<deictic>该|全|本|我|这个|这一|当地)?(?P<head>经济开发区|开发区|高新区|社区|街道|镇|乡|村|县|市|区|局|院|校|公司|企业|合作社|服务站|支部|单位|中心|馆|站|所|队|协会)"
    r"(?P<organ>党工委|党委|党总支|党支部|政府|办事处|村委会|村委|居委会|“?两委”?)?"
)
"""A word that stands for a name: ``该镇``, ``全区``, ``街道``, ``镇党委``."""

HEAD_TYPES = {
    "镇": ("Township",),
    "乡": ("Township",),
    "街道": ("Township",),
    "村": ("Village",),
    "社区": ("Village",),
    "县": ("Region",),
    "市": ("Region",),
    "区": ("Region",),
    "经济开发区": ("Region", "Organisation"),
    "开发区": ("Region", "Organisation"),
    "高新区": ("Region",),
}
"""Types that the head of an anaphor can stand for; heads not listed stand for organisations."""


class Subject(NamedTuple):
    """Who a position of the text is about: entity ids in printed order, the mentions that say so, and how.

    `how` is ``"clause"`` (named in the sentence), ``"anaphor"``, ``"carried"`` (named before) or ``"focus"``
    (headline or lead); `stretch` is the anaphor's stretch, if any.
    """

    entities: tuple[str, ...]
    mentions: tuple[Mention, ...]
    how: str
    confidence: float
    stretch: tuple[int, int] | None = None


NOBODY = Subject((), (), "", 0.0)
"""No subject can be found."""


@dataclass(frozen=True)
class _Anchor:
    """A subject in force from a reading offset on; `carries` tells whether it outlasts its sentence."""

    start: int
    sentence: int
    paragraph: int
    subject: Subject
    carries: bool


@dataclass(frozen=True)
class Subjects:
    """The subjects of one story, found once and asked by position."""

    story: Story

    def at(self, position: int) -> Subject:
        """Return the subject in force at a reading offset.

        One named before the position in its sentence counts most; then the one behind it, where the sentence
        opens with a quotation or a preposition; then the one carried on in the paragraph; then whom the article
        is about.
        """
        sentence = self.story.reading.sentence_at(position)
        own = [anchor for anchor in self._anchors if anchor.sentence == sentence]
        earlier = [anchor for anchor in own if anchor.start <= position]
        if earlier:
            return earlier[-1].subject
        if own and self._looks_ahead(sentence, position):
            return own[0].subject._replace(confidence=0.8)
        paragraph = self._paragraph(position)
        for anchor in reversed(self._anchors):
            if anchor.start <= position and anchor.carries and anchor.paragraph == paragraph:
                return self._carried(anchor.subject)
        return self.focus if self.focus.entities else self._last_before(position)

    def _carried(self, subject: Subject) -> Subject:
        """Return a subject as carried on; a place around the article's actor gives way to the actor."""
        if len(subject.entities) == len(self.focus.entities) == 1:
            if subject.entities[0] in self.story.above(self.focus.entities[0]):
                return self.focus
        return Subject(subject.entities, subject.mentions, "carried", subject.confidence * 0.8)

    def _last_before(self, position: int) -> Subject:
        carried = [anchor for anchor in self._anchors if anchor.start <= position]
        return self._carried(carried[-1].subject) if carried else NOBODY

    def _looks_ahead(self, sentence: int, position: int) -> bool:
        """Whether the subject of what stands at `position` may follow it: in quotations and after prepositions."""
        start = self.story.sentence(sentence).start
        opening = self.story.text[start:position]
        lead = re.sub(r"^\s*(?:本报讯|[^,，。]{0,6}讯)?\s*", "", opening)
        return opening.count("“") > opening.count("”") or bool(PREPOSITION.match(lead))

    def _paragraph(self, position: int) -> int:
        return self.story.text.count("\n", 0, position)

    @cached_property
    def focus(self) -> Subject:
        """The actor that the article is about: named in headline or kicker, else the body's first subject."""
        for part in ("title", "kicker"):
            for index in self.story.counted_sentences:
                if self.story.sentence(index).part == part:
                    chain = _first_chain(self.story, index)
                    if chain:
                        return Subject((chain[-1].entity or "",), chain[-1:], "focus", 0.6)
        if self._anchors:
            first = self._main_subject()
            return Subject(first.entities, first.mentions, "focus", 0.6)
        for mention in self.story.mentions:
            if mention.type in ACTORS and mention.sentence in self.story.counted_sentences:
                return Subject((mention.entity or "",), (mention,), "focus", 0.4)
        return NOBODY

    def _main_subject(self) -> Subject:
        """Return the subject of the body's first sentence that has one, or what is subject more often than it."""
        counts = Counter(entity for anchor in self._anchors for entity in anchor.subject.entities)
        first = self._anchors[0].subject
        most = max(counts.values())
        if counts[first.entities[0]] * 2 > most:
            return first if len({counts[e] for e in first.entities}) == 1 else _only(first, 0)
        for anchor in self._anchors:
            for place, entity in enumerate(anchor.subject.entities):
                if counts[entity] == most:
                    return _only(anchor.subject, place)
        return first

    @cached_property
    def focus_place(self) -> Mention | None:
        """The smallest administrative place that headline or lead names, None where none does."""
        story = self.story
        for part in ("title", "kicker", "body"):
            for index in story.counted_sentences:
                if story.sentence(index).part == part:
                    chain = [m for m in _first_chain(story, index) if m.type in PLACES]
                    if chain:
                        return chain[-1]
        return None

    @cached_property
    def _anchors(self) -> tuple[_Anchor, ...]:
        anchors: list[_Anchor] = []
        for index in self.story.counted_sentences:
            if self.story.sentence(index).part == "body":
                anchors.extend(self._anchors_of(index))
        return tuple(anchors)

    def _anchors_of(self, index: int) -> list[_Anchor]:
        """Return the subjects that one sentence names, clause by clause."""
        story = self.story
        sentence = story.sentence(index)
        found: list[_Anchor] = []
        for start, end in clauses(story.text, sentence.start, sentence.end):
            subject = self._named_in(index, start, end) or self._anaphor_in(start, end)
            if subject is None:
                continue
            named = subject.how == "clause"
            where = subject.mentions[0].start if named else (subject.stretch or (start, end))[0]
            behind = story.text[subject.mentions[-1].end : end] if named else ""
            carries = not BYSTANDER_AFTER.match(behind)
            found.append(_Anchor(where, index, self._paragraph(where), subject, carries))
        return found

    def _named_in(self, index: int, start: int, end: int) -> Subject | None:
        """Return the actors that open a clause, joined ones together."""
        story = self.story
        actors = [m for m in story.mentions_in(index) if start <= m.start < end and m.type in ACTORS]
        if not actors:
            return None
        if not LEAD_IN.match(story.text[start : actors[0].start]):
            return None
        chain, rest = _chain(story, actors)
        while rest and POST_THEN_BODY.fullmatch(story.text[chain[-1].end : rest[0].start]):
            chain, rest = _chain(story, rest)
        chosen = [chain[-1]]
        while rest and JOINER.fullmatch(story.text[chosen[-1].end : rest[0].start]):
            chain, rest = _chain(story, rest)
            chosen.append(chain[-1])
        after = story.text[chosen[-1].end : end]
        if NOT_A_SUBJECT_AFTER.match(after) and not PEOPLE_OF.match(after):
            return None
        before = story.text[max(start, chain[0].start - 6) : chain[0].start] if len(chosen) == 1 else ""
        if NOT_A_SUBJECT_BEFORE.search(before):
            return None
        chosen = _owners(story, chosen, after)
        return Subject(tuple(dict.fromkeys(m.entity or "" for m in chosen)), tuple(chosen), "clause", 0.9)

    def _anaphor_in(self, start: int, end: int) -> Subject | None:
        """Return what 该镇, 全区 or 街道 at the start of a clause stands for."""
        text = self.story.text
        for match in ANAPHOR.finditer(text, start, min(end, start + 24)):
            if not LEAD_IN.match(text[start : match.start()]):
                break
            if not _is_whole_word(text, match):
                continue
            antecedent = self.antecedent(match["head"], match.start(), bool(match["deictic"]))
            if antecedent is not None:
                return Subject(
                    (antecedent.entity or "",),
                    (antecedent,),
                    "anaphor",
                    0.8 if match["deictic"] else 0.65,
                    match.span(),
                )
        return None

    def antecedent(self, head: str, position: int, deictic: bool) -> Mention | None:
        """Return the latest name before `position` that a word like 镇 or 局 can stand for."""
        types = HEAD_TYPES.get(head, ("Organisation",))
        for mention in reversed(self.story.mentions_before(position)):
            entity = self.story.entity(mention)
            if mention.type in types and (entity.name.endswith(head) or (deictic and len(types) > 1)):
                return mention
        return None


def _only(subject: Subject, place: int) -> Subject:
    """Return one of the entities of a subject that names several."""
    entity = subject.entities[place]
    mentions = tuple(m for m in subject.mentions if m.entity == entity) or subject.mentions
    return subject._replace(entities=(entity,), mentions=mentions)


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses of a stretch: what stands between commas, semicolons, quotes and full stops.

    >>> [("近日，镇里开会。"[a:b]) for a, b in clauses("近日，镇里开会。", 0, 8)]
    ['近日', '镇里开会']
    """
    found = []
    begin = start
    for match in CLAUSE_END.finditer(text, start, end):
        if match.start() > begin:
            found.append((begin, match.start()))
        begin = match.end()
    if begin < end:
        found.append((begin, end))
    return found


def _is_whole_word(text: str, match: re.Match[str]) -> bool:
    """Whether an anaphor is not the end of a longer word: 区 of ``全区``, not of ``小区``."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if match["deictic"]:
        return after not in ("长", "级") or match["deictic"] == "该"
    return not before.strip(" ,，。；;、“”\n") and after not in ("级", "长", "民", "域", "里", "道", "容")


def _first_chain(story: Story, index: int) -> tuple[Mention, ...]:
    """Return the first actors of a sentence that stand side by side: county, township, village, body."""
    actors = [m for m in story.mentions_in(index) if m.type in ACTORS]
    return tuple(_chain(story, actors)[0]) if actors else ()


def _chain(story: Story, actors: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Split off the actors that follow each other without a word between: 杜集区·石台镇·白顶山村."""
    chain = [actors[0]]
    for position, actor in enumerate(actors[1:], 1):
        if actor.start < chain[-1].end:
            continue
        if story.text[chain[-1].end : actor.start].strip():
            return chain, actors[position:]
        chain.append(actor)
    return chain, []


POST_AFTER = re.compile(
    r"^(?:第一)?(?:党工委|党委|党总支|党支部|支部|党组|村委会?|居委会)?(?:副|原|代)?(?:书记|主任|镇长|乡长|区长|县长|市长|委员|局长|主席|部长|院长|校长|会长|站长|所长)"
)
"""A post right behind a name: the clause is about a person who speaks for it."""


def _owners(story: Story, chosen: list[Mention], after: str) -> list[Mention]:
    """Where an officer of a party or government body speaks, put the body's place in its stead."""
    if not POST_AFTER.match(after):
        return chosen
    owners = []
    for mention in chosen:
        entity = story.entity(mention)
        place = _mention_of(story, place_of_body(entity, story), mention.start)
        owners.append(place or mention)
    return owners


BODY_OF_PLACE = re.compile(
    r"(?P<place>.+?)(?:委员会|党工委|党委|工委|区委|县委|市委|党总支|党支部|村委会?|居委会|人民政府|政府|办事处|村“?两委”?)$"
)
"""A body that acts for its place: ``石台镇党委`` for 石台镇; not ``石台镇中心小学``."""


def place_of_body(entity: Entity, story: Story) -> str | None:
    """Return the id of the place that a party or government body acts for, None for other entities."""
    if entity.type != "Organisation" or not BODY_OF_PLACE.match(entity.name):
        return None
    parent = story.entities.get(entity.parent or "")
    while parent is not None and parent.type not in PLACES:
        parent = story.entities.get(parent.parent or "")
    return parent.id if parent else None


def _mention_of(story: Story, entity_id: str | None, position: int) -> Mention | None:
    """Return the mention of an entity that is nearest before a position, else its first."""
    if entity_id is None:
        return None
    own = [mention for mention in story.mentions if mention.entity == entity_id]
    earlier = [mention for mention in own if mention.start <= position]
    return earlier[-1] if earlier else own[0] if own else None
