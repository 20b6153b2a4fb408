"""Who a sentence is about: its own subject, what 该镇 or 全区 stands for, or whom the article is on.

Newspaper Chinese names its subject once and then drops it. The finder walks an article from its first
sentence to its last and keeps the subject in force for a paragraph; headline and lead give it where a
paragraph names none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xiangtu.model.records import Entity, Mention

from .cues import any_of
from .story import ACTORS, PLACES, Story

JOINER = re.compile(r"、|和|与|及|以及|同|(?:还|先后|积极|主动|多次)?(?:联合|携手|会同|协同)")
"""What stands between two subjects of one clause: ``县妇联还联合县残联``; not ``县妇联走访县残联``."""

POST_THEN_BODY = re.compile(
    r"(?:[区县市省州旗]委|党委|党工委|党组|政府)?副?(?:书记|常委|委员|主任|主席|[区县市镇乡部局站院所校会队社]长|理事长)、"
)
"""Between two bodies of one officer: ``清河县委常委、柳林镇党委书记周文``; not ``清河县、柳林镇``."""

NOT_A_SUBJECT_AFTER = re.compile(
    rf"{any_of('not_a_subject_after')}|、[^、,，]{{0,12}}等地|(?:联合|共同)?{any_of('hosting')}的"
)
"""Right after a name that is not what the clause is about: ``柳林镇的农户``; not ``柳林镇召开``."""

NOT_A_SUBJECT_BEFORE = re.compile(rf"{any_of('not_a_subject_before')}$")
"""Right before a name that is not what the clause is about: ``来到柳林镇``; not ``近日柳林镇``."""

LEAD_IN = re.compile(
    rf"(?>{any_of('lead_ins')}|[■□▲●◆◎\s0-9,，:：—“”-]|[（(][^（）()\n]{{0,30}}[)）]|[^,，。\s讯]{{1,8}}讯)*+"
)
"""What may stand in a clause before its subject: ``本报讯 近日``; not ``在麦田里``."""

TIME_END = re.compile(r"[年月日天春夏秋冬晚早时后前来起初底末]$")
"""How words of time end: ``去年冬天县妇联…``; not ``麦田里县妇联…``."""

LONGEST_TIME = 8
"""Longest words of time before a subject, in characters."""

BYSTANDER_AFTER = re.compile(rf"[^,，。]{{0,4}}{any_of('bystanders')}")
"""Behind a place whose name only says where somebody is from: ``下河村村民``; not ``下河村召开``."""

PEOPLE_OF = re.compile(rf"(?:的[^,，。]{{0,4}}?)?{any_of('people_of')}")
"""Behind a name whose people act for it: ``柳林镇的志愿者``; not ``柳林镇的麦田``."""

PREPOSITION = re.compile(any_of("prepositions"))
"""How a clause opens whose subject comes behind it: ``为推动春灌，柳林镇…``; not ``麦田里，柳林镇…``."""

DATELINE = re.compile(r"\s*(?:本报讯|[^,，。\s讯]{1,6}讯)?\s*(?:[（(][^（）()\n]{0,30}[)）])?\s*")
"""How a news item opens: ``本报讯（记者 周文）``."""

ANAPHOR = re.compile(
    rf"(?P<deictic>该|全|本|我|这个|这一|当地)?(?P<head>{any_of('anaphor_heads')})"
    r"(?P<organ>党工委|党委|党总支|党支部|政府|办事处|村委会|村委|居委会|“?两委”?|里(?![程面])|上(?![下半报]))?"
)
"""A word that stands for a name: ``该镇``, ``全区``, ``街道``, ``镇党委``; not ``城镇``."""

OWNER_WORD = re.compile(
    rf"(?:(?P<deictic>该|本|我)(?P<head>{any_of('anaphor_heads')})|(?<![城乡集小市区县镇村街社])(?P<place>[县区市旗镇乡村])里)的?[“‘]?$"
)
"""Right before what somebody has: ``县里的“留雁行动”``, ``该镇“三色管理”``; not ``城里的``."""

OWNER_REACH = 12
"""How far before a name, in characters, such a word may start."""

ANAPHOR_REACH = 24
"""How far into its clause, in characters, such a word may stand."""

LONGEST_QUOTE = 400
"""How far back, in characters, the quote mark is looked for that a position stands behind."""

NOT_BEHIND_ANAPHOR = frozenset(
    "级长民域里道容景直内外城场亲土愁贤音货医医干园点台有以需谓在面势落子旗帜托服管间"
)
"""Characters that make 区, 村 … the start of another word: ``村民``, ``区级``."""

HEAD_TYPES = {
    "镇": ("Township",),
    "乡": ("Township",),
    "苏木": ("Township",),
    "街道": ("Township",),
    "村": ("Village",),
    "嘎查": ("Village",),
    "社区": ("Village",),
    "县": ("Region",),
    "旗": ("Region",),
    "市": ("Region",),
    "区": ("Region",),
    "经济开发区": ("Region", "Organisation"),
    "开发区": ("Region", "Organisation"),
    "高新区": ("Region",),
}
"""Types that the head of an anaphor can stand for; heads not listed stand for organisations."""

HEAD_ENDINGS = {
    "学校": ("学校", "小学", "中学", "学院", "幼儿园", "大学"),
    "校": ("学校", "小学", "中学", "学院", "大学"),
    "县局": ("局",),
    "区局": ("局",),
    "市局": ("局",),
    "旗局": ("局",),
}
"""Ends of names that a head stands for, where they are not the head itself."""

POST_AFTER = re.compile(
    r"(?:第一)?(?:党工委|党委|党总支|党支部|支部|党组|村委会?|居委会)?(?:副|原|代)?"
    r"(?:书记|主任|镇长|乡长|区长|县长|市长|委员|局长|主席|部长|院长|校长|会长|站长|所长)"
)
"""A post right behind a name: the clause is about a person who speaks for it."""

BODY_OF_PLACE = re.compile(
    r"(?:委员会|党工委|党委|工委|区委|县委|市委|党总支|党支部|村委会?|居委会|人民政府|政府|办事处|村“?两委”?)$"
)
"""Ends of names of bodies that act for their place: ``柳林镇党委``; not ``柳林镇中心小学``."""

BY = "由"
"""Right before who carries something out: he is not whom the next sentence is about."""

THAT = "该"
"""Before a word for a body that was spoken of: ``该局``."""

CARRIED_SHARE = 0.8
"""What a subject keeps of its confidence when it is carried on to the next sentence."""


class Subject(NamedTuple):
    """Who a position of the text is about: entity ids in printed order, the mentions that say so, and how.

    `how` is ``"clause"`` (named in the sentence), ``"anaphor"``, ``"carried"`` (named before in the
    paragraph) or ``"focus"`` (headline or lead); `stretch` is the anaphor's stretch, if any.
    """

    entities: tuple[str, ...]
    mentions: tuple[Mention, ...]
    how: str
    confidence: float
    stretch: tuple[int, int] | None = None


NOBODY = Subject((), (), "", 0.0)
"""No subject can be found."""


class _Anchor(NamedTuple):
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

    def at(self, position: int, bystanders: bool = True) -> Subject:
        """Return the subject in force at a reading offset.

        One named before the position in its sentence counts most; then the one behind it, where the sentence
        opens with a quotation or a preposition; then the one carried on in the paragraph; then whom the
        article is about. Without `bystanders`, a place that only says where a resident is from is none.
        """
        sentence = self.story.sentence_at(position)
        place = bisect_right(self._anchor_starts, position) - 1
        while place >= 0 and not bystanders and not self._anchors[place].carries:
            place -= 1
        if place >= 0 and self._anchors[place].sentence == sentence:
            return self._anchors[place].subject
        following = self._anchors[place + 1] if place + 1 < len(self._anchors) else None
        if following is not None and following.sentence == sentence and self._looks_ahead(sentence, position):
            return following.subject._replace(confidence=0.8)
        paragraph = self.story.paragraph(position)
        while place >= 0 and self._anchors[place].paragraph == paragraph:
            if self._anchors[place].carries:
                return self._carried(self._anchors[place].subject)
            place -= 1
        return self.focus

    def _carried(self, subject: Subject) -> Subject:
        """Return a subject as carried on; a place around the article's actor gives way to the actor."""
        single = len(subject.entities) == len(self.focus.entities) == 1
        if single and subject.entities[0] in self.story.above(self.focus.entities[0]):
            return self.focus
        return Subject(subject.entities, subject.mentions, "carried", subject.confidence * CARRIED_SHARE)

    def _looks_ahead(self, sentence: int, position: int) -> bool:
        """Whether the subject of `position` may stand behind it: in quotations, after prepositions."""
        text, start = self.story.text, self.story.sentence(sentence).start
        opening = text[max(start, position - LONGEST_QUOTE) : position]
        if opening.count("“") > opening.count("”"):
            return True
        dateline = DATELINE.match(text, start, position)
        return PREPOSITION.match(text, dateline.end() if dateline else start, position) is not None

    @cached_property
    def focus(self) -> Subject:
        """The actor that the article is about: named in headline or kicker, else the body's main subject."""
        for part in ("title", "kicker"):
            for index in self.story.counted_sentences:
                chain = _first_chain(self.story, index) if self.story.sentence(index).part == part else ()
                if chain:
                    own = self._body_of_headline(chain[-1]) or chain[-1]
                    return Subject((own.entity or "",), (own,), "focus", 0.6)
        if self._anchors:
            main = self._main_subject()
            return Subject(main.entities, main.mentions, "focus", 0.6)
        for index in self.story.counted_sentences:
            for mention in self.story.mentions_in(index):
                if mention.type in ACTORS:
                    return Subject((mention.entity or "",), (mention,), "focus", 0.4)
        return NOBODY

    def _body_of_headline(self, named: Mention) -> Mention | None:
        """Return the body that lead and story are about, where a headline names only its county."""
        if named.type != "Region" or not self._anchors:
            return None
        first = self._anchors[0].subject
        main = self._main_subject()
        single = len(main.entities) == len(first.entities) == 1 and main.entities == first.entities
        if not single or first.mentions[0].type != "Organisation":
            return None
        return main.mentions[0] if named.entity in self.story.above(main.entities[0]) else None

    def _main_subject(self) -> Subject:
        """Return the first subject of the body, or the one that is subject far more often than it."""
        counts = Counter(entity for anchor in self._anchors for entity in anchor.subject.entities)
        first = self._anchors[0].subject
        most = max(counts.values())
        if counts[first.entities[0]] * 2 > most:
            return first if len({counts[entity] for entity in first.entities}) == 1 else _only(first, 0)
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
                anchors.extend(self._anchors_of(index, anchors))
        return tuple(sorted(anchors, key=lambda anchor: anchor.start))

    @cached_property
    def _anchor_starts(self) -> list[int]:
        return [anchor.start for anchor in self._anchors]

    def _anchors_of(self, index: int, earlier: Sequence[_Anchor]) -> list[_Anchor]:
        """Return the subjects that one sentence names, clause by clause; `earlier` are those before it."""
        story = self.story
        actors = [m for m in story.mentions_in(index) if m.type in ACTORS]
        starts = [m.start for m in actors]
        found: list[_Anchor] = []
        for start, end in story.clauses(index):
            own = actors[bisect_left(starts, start) : bisect_left(starts, end)]
            subject = self._named(own, start, end) or self._anaphor(own, start, end, earlier)
            if subject is None:
                continue
            named = subject.how == "clause"
            where = max(start, subject.mentions[0].start) if named else (subject.stretch or (start, end))[0]
            stays = named and (
                BYSTANDER_AFTER.match(story.text, subject.mentions[-1].end, end)
                or story.text[max(0, where - 1) : where] == BY
            )
            found.append(_Anchor(where, index, story.paragraph(where), subject, not stays))
        return found

    def _named(self, actors: list[Mention], start: int, end: int) -> Subject | None:
        """Return the actors that open a clause, joined ones together."""
        text = self.story.text
        if not actors or not self._opens(start, actors[0].start):
            return None
        chain, rest = _chain(self.story, actors)
        while rest and POST_THEN_BODY.fullmatch(text, chain[-1].end, rest[0].start):
            chain, rest = _chain(self.story, rest)
        first, chosen = chain[0], [chain[-1]]
        while rest and JOINER.fullmatch(text, chosen[-1].end, rest[0].start):
            chain, rest = _chain(self.story, rest)
            chosen.append(chain[-1])
        behind = chosen[-1].end
        if NOT_A_SUBJECT_AFTER.match(text, behind, end) and not PEOPLE_OF.match(text, behind, end):
            return None
        if NOT_A_SUBJECT_BEFORE.search(text[max(start, first.start - 6) : first.start]):
            return None
        if POST_AFTER.match(text, behind, end):
            chosen = [_owner_mention(self.story, mention) for mention in chosen]
        return Subject(tuple(dict.fromkeys(m.entity or "" for m in chosen)), tuple(chosen), "clause", 0.9)

    def _opens(self, start: int, position: int) -> bool:
        """Whether what stands in a clause before a name only says when, or links to what came before."""
        text = self.story.text
        if LEAD_IN.fullmatch(text, start, position):
            return True
        return position - start <= LONGEST_TIME and TIME_END.search(text, start, position) is not None

    def _anaphor(
        self, actors: list[Mention], start: int, end: int, earlier: Sequence[_Anchor]
    ) -> Subject | None:
        """Return what 该镇, 全区 or 街道 at the start of a clause stands for."""
        text = self.story.text
        for match in ANAPHOR.finditer(text, start, min(end, start + ANAPHOR_REACH)):
            if not LEAD_IN.fullmatch(text, start, match.start()):
                return None
            if not _is_whole_word(text, match, start) or self._in_a_name(match.start()):
                continue
            antecedent = self._antecedent(match["head"], match.start(), match["deictic"] or "", earlier)
            if antecedent is not None:
                mentions = (antecedent, *self._joined_to(actors, match.end()))
                entities = tuple(dict.fromkeys(mention.entity or "" for mention in mentions))
                confidence = 0.8 if match["deictic"] else 0.65
                return Subject(entities, mentions, "anaphor", confidence, match.span())
        return None

    def _in_a_name(self, position: int) -> bool:
        """Whether a name of something else holds a position: 乡 of ``“乡村振兴·民宿贷”``."""
        return any(m.end > position for m in self.story.mentions_back(position + 1, 2))

    def _joined_to(self, actors: list[Mention], position: int) -> list[Mention]:
        """Return the actors joined to a word that ends at `position`: ``公司和县工商联``."""
        joined: list[Mention] = []
        for actor in actors:
            if actor.start >= position and JOINER.fullmatch(self.story.text, position, actor.start):
                joined.append(actor)
                position = actor.end
        return joined

    def behind(self, position: int, reach: int) -> Subject | None:
        """Return the subject that the same sentence names within `reach` characters behind a position."""
        place = bisect_right(self._anchor_starts, position)
        if place == len(self._anchors):
            return None
        anchor = self._anchors[place]
        near = anchor.sentence == self.story.sentence_at(position) and anchor.start - position <= reach
        return anchor.subject._replace(confidence=0.7) if near and anchor.carries else None

    def deictic_at(self, position: int) -> tuple[Mention, int] | None:
        """Return the name that 该局 or 本镇 at a reading offset stands for, and where that word ends."""
        match = ANAPHOR.match(self.story.text, position)
        if match is None or match["deictic"] not in ("该", "本") or match["organ"]:
            return None
        antecedent = self._antecedent(match["head"], position, match["deictic"], self._anchors)
        return (antecedent, match.end()) if antecedent else None

    def owner_before(self, position: int) -> Subject | None:
        """Return what a word like 该镇的 or 县里的 right before a reading offset stands for."""
        start = max(0, position - OWNER_REACH)
        match = OWNER_WORD.search(self.story.text[start:position])
        if match is None:
            return None
        head = match["head"] or match["place"]
        antecedent = self._antecedent(head, start + match.start(), match["deictic"] or "", self._anchors)
        if antecedent is None:
            return None
        stretch = (start + match.start(), start + match.end())
        return Subject((antecedent.entity or "",), (antecedent,), "anaphor", 0.8, stretch)

    def _antecedent(
        self, head: str, position: int, deictic: str, anchors: Sequence[_Anchor]
    ) -> Mention | None:
        """Return the name before `position` that a word like 镇 or 局 can stand for.

        该局 is the one bureau that the sentence before names, else the one that was the last subject; 学校
        is one of the same paragraph; any other word stands for the latest name.
        """
        types = HEAD_TYPES.get(head, ("Organisation",))
        endings = HEAD_ENDINGS.get(head, (head,))
        nearest: Mention | None = None
        paragraph = self.story.paragraph(position)
        rivals = False
        for mention in self.story.mentions_back(position):
            if head in HEAD_ENDINGS and not deictic and self.story.paragraph(mention.start) != paragraph:
                return None
            fits = self.story.entity(mention).name.endswith(endings) or (deictic and len(types) > 1)
            if mention.type not in types or not fits:
                continue
            if types == ("Region",):
                return self._setting(mention, head, position)
            if nearest is None:
                nearest = mention
                if deictic != THAT or types != ("Organisation",):
                    return mention
            elif mention.sentence < nearest.sentence:
                break
            rivals = rivals or mention.entity != nearest.entity
        if nearest is None:
            return None
        since = 0 if rivals else nearest.sentence
        return self._last_subject(endings, position, anchors, since) or nearest

    def _last_subject(
        self, endings: tuple[str, ...], position: int, anchors: Sequence[_Anchor], since: int
    ) -> Mention | None:
        """Return the last organisation, of those whose names end so, that led a sentence from `since` on."""
        for anchor in reversed(anchors[: bisect_left(anchors, position, key=lambda anchor: anchor.start)]):
            lead = anchor.subject.mentions[0]
            if anchor.sentence < since:
                return None
            if lead.type == "Organisation" and self.story.entity(lead).name.endswith(endings):
                return lead
        return None

    def _setting(self, region: Mention, head: str, position: int) -> Mention:
        """Return the county that most of the story lies in, where a word for one could mean several."""
        counts = Counter(above for m in self.story.mentions for above in self.story.above(m.entity or ""))
        own = (m for m in self.story.mentions_back(position) if m.type == "Region")
        rivals = [m for m in own if self.story.entity(m).name.endswith(head)]
        best = max(rivals, key=lambda m: counts[m.entity or ""], default=region)
        return best if counts[best.entity or ""] > 2 * counts[region.entity or ""] + 1 else region


def clauses_of(story: Story, index: int) -> list[str]:
    """Return the clauses of a sentence as text."""
    return [story.text[start:end] for start, end in story.clauses(index)]


def _only(subject: Subject, place: int) -> Subject:
    """Return one of the entities of a subject that names several."""
    entity = subject.entities[place]
    mentions = tuple(m for m in subject.mentions if m.entity == entity) or subject.mentions
    return subject._replace(entities=(entity,), mentions=mentions)


def _is_whole_word(text: str, match: re.Match[str], start: int) -> bool:
    """Whether an anaphor is a word of its own: 区 of ``全区``, not of ``小区`` or ``区级``."""
    after = "" if match["organ"] else text[match.end() : match.end() + 1]
    if match["head"] == "行":
        return match["deictic"] in ("该", "我", "本") and after not in ("业", "为", "动", "程", "政")
    listed = after in ("、", "+") and not match["deictic"]
    if (after in NOT_BEHIND_ANAPHOR and match["deictic"] != "该") or listed:
        return False
    return bool(match["deictic"]) or match.start() == start or not text[match.start() - 1].isalnum()


def _first_chain(story: Story, index: int) -> tuple[Mention, ...]:
    """Return the first actors of a sentence that stand side by side: county, township, village, body."""
    actors = [m for m in story.mentions_in(index) if m.type in ACTORS]
    return tuple(_chain(story, actors)[0]) if actors else ()


def _chain(story: Story, actors: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Split off the actors that follow each other without a word between: 清河县·柳林镇·下河村."""
    chain = [actors[0]]
    for position, actor in enumerate(actors[1:], 1):
        if actor.start < chain[-1].end:
            continue
        if story.text[chain[-1].end : actor.start].strip():
            return chain, actors[position:]
        chain.append(actor)
    return chain, []


def _owner_mention(story: Story, mention: Mention) -> Mention:
    """Return the mention of the place that a party or government body acts for, else the body's own."""
    place = place_of_body(story.entity(mention), story)
    return (story.nearest(place.id, mention.start) if place else None) or mention


def place_of_body(entity: Entity, story: Story) -> Entity | None:
    """Return the place that a party or government body acts for, None for other entities."""
    if entity.type != "Organisation" or not BODY_OF_PLACE.search(entity.name):
        return None
    for owner in story.above(entity.id):
        if story.entities[owner].type in PLACES:
            return story.entities[owner]
    return None
