"""Who runs which programme: the actor of the sentence, with the verb that says so.

A programme that only lends its name to a purpose (``助力乡村振兴``, ``为乡村振兴增添动力``) is nobody's work
in that sentence; an honour that is won is not run either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from xiangtu.lexicon import rows, words
from xiangtu.model.records import Assertion, Mention

from .cues import any_of, cue_words
from .plans import is_denied, is_planned
from .story import ACTORS, PLACES, Story
from .subjects import Subject, Subjects


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
LOAN_OF_BANK = RunPattern(
    "loan of the bank that the story names",
    0.6,
    "[清河县农商银行|Organisation]上门服务。[周文|Person]靠20万元“[枣农贷|Programme]”盖了大棚。",
    "[柳林镇|Township]开了会。[周文|Person]靠20万元“[枣农贷|Programme]”盖了大棚。",
)
PATTERNS = (VERB, MEANS, BESIDE, LOAN_OF_BANK)

SHARE = {"clause": 1.0, "anaphor": 0.9, "carried": 0.8, "focus": 0.7, "": 0.0}
"""What the way in which a subject was found leaves of a pattern's confidence."""

PURPOSE_BEFORE = re.compile(rf"{any_of('purposes')}{any_of('purpose_links')}?[“‘《]?$")
"""Right before a programme that is a purpose or a background: ``助力乡村振兴``; not ``推行乡村振兴``."""

PURPOSES_BEFORE = re.compile(
    rf"{any_of('purposes')}(?![^,，。]*{any_of('launching')})[^,，。]{{0,16}}(?:暨|、|和|与|及|”)[“‘]?$"
)
"""Before the second of two purposes: ``围绕移风易俗暨乡村振兴``; not ``围绕主题开展“双联”、``."""

ROLE_AFTER = re.compile(rf"[”’]?的{any_of('roles')}")
"""Behind a programme that is only spoken of: ``乡村振兴的一项重要任务``."""

RECEIVER_BEFORE = re.compile(r"[为给对][^,，。为]{0,10}$")
INSPECTED_BEFORE = re.compile(
    rf"{any_of('inspecting')}(?:了|过)?(?![^,，。]*{any_of('launching')})[^,，。]{{0,60}}$"
)
"""Before a programme that is looked at: ``先后查看了``; not ``调研后启动``."""

GIFT_AFTER = re.compile(rf"[”’》]?[^,，。]{{0,12}}?{any_of('gifts')}")
"""Before and behind a programme that something is given to: ``为乡村振兴增添动力``."""

HONOUR_BEFORE = re.compile(rf"{any_of('honours')}[^,，。]{{0,12}}[“‘]?$")
"""Before a programme that is an honour: ``荣获“文明家园”``; not ``创建“文明家园”``."""

AS_MEANS = re.compile(rf"{any_of('means')}[^,，。]{{0,14}}$")
"""Before a programme that is the means of what follows: ``以“三色管理”``."""

GAIN_AFTER = re.compile(rf"[”’]?[^,，。]{{0,6}}?{any_of('gains')}")
"""Behind a programme that its clause's subject profits from: ``通过“葡萄贷”拿到``."""

LOAN = re.compile(r"(?:贷|保|险|卡|券|基金)$")
"""Ends of names of what a body offers and others use: a village by means of it runs nothing."""

ELSEWHERE_BEFORE = re.compile(rf"{any_of('elsewhere')}[^,，。]{{0,6}}$")
"""Before a programme of somebody higher: ``全省“春风行动”``."""

THEME_AFTER = re.compile(r"[”’]?(?:[^,，。“”]{0,16})为(?:主题|题|口号|宗旨|理念|统领|指引|指导|根本遵循)")
"""Behind a motto: ``以“关爱孩子”为主题``; not ``以“三色管理”为抓手``."""

MOTTO_BEFORE = re.compile(
    r"(?:做到|确保|实现|牢记|坚持|秉持|弘扬|本着|遵循|贯穿|高呼|提醒|警惕|谨防)了?[“‘]$"
)
"""Before a motto or a warning: ``做到“一户不漏”``; not ``推行“三色管理”``."""

LISTED_AFTER = re.compile(r"[”’》]?(?:的?名单|称号|荣誉|创建|殊荣|奖项|专栏|栏目|专版|版块|等新型毒品)")
"""Behind an honour or a column of the paper: ``“示范百村”名单``; not ``“文明家园”行动``."""

TEAM_AFTER = re.compile(r"[”’][^,，。“”]{0,8}?(?:服务队|志愿队|队伍|突击队|攻坚队|宣讲团|总队|小分队)")
"""Behind the name of a team: ``“红色楼长”队伍``."""

USED_BEFORE = re.compile(
    r"(?:入股|投资|入驻|点开|打开|登录|下载|安装|装进|写进|写入|列进|编进|收进|挂进|领到|藏在|熟知|知晓|申报了?|申请了?)[“‘]?$"
)
"""Before what its clause's subject only uses or joins: ``入股“联村大棚”``; not ``推行“三色管理”``."""

LOOKED_UP = re.compile(r"[”’]?(?:里|中|上)[^,，。]{0,4}(?:翻|查|看|听|挑|选|得知|了解)")
"""Behind a name that its clause's subject looks something up in: ``从“民声直通车”里翻出``."""

BY_BANK = re.compile(r"贷$")
"""Ends of names of loans, which banks give."""

BANK = re.compile(r"(?:银行|支行|分行|农商行|农行|农信社|信用社|信用联社|联社|信用社联合社)$")
"""Ends of names of banks."""

LAUNCHED_BEFORE = re.compile(rf"{any_of('launched')}(?:了|起|起了|出)?(?:[^,，。“”]{{0,6}})[“‘]$")
"""Right before the quoted name of a facility that is set up as a scheme: ``新设“乐康驿站”``."""

WAY_BEFORE = re.compile(rf"{any_of('ways')}了?[“‘]?$")
WAY_AFTER = re.compile(r"[”’]?(?:的)?(?:模式|机制|工作法|办法|做法|路子|路径|制度)")
"""Before and behind a way of working whose name ends like that of a body: ``推行“支部领办合作社”模式``."""

AS_LINE = re.compile(r"(?:以|按照?|围绕|结合)[“‘]$")
"""Before a term of policy that others set: ``以“两学一做”学习教育…为主线``."""

CAMPAIGN_AFTER = re.compile(r"(?:评比|评选|竞赛|比赛|试点|项目|行动|工程|活动)")
"""Behind a term of policy that somebody has made a campaign of: ``美丽庭院评比``."""

ACTS_AFTER = re.compile(
    r"[”’]?(?:[^,，。；;“”]{0,6})?(?:已|共|累计|带|培训|服务|惠及|覆盖|办理|受理|解决|化解|开展|启动|推行|实施|到过|走进|进|开|一年|每)"
)
"""Behind a programme that a sentence is about: ``“轮椅进圩”流动服务车到过19个乡镇``."""

MEETING = re.compile(
    r"\s*[“‘]?(?:会议|大会|座谈会|推进会|通知|方案|文件)(?:还|并)?(?:指出|强调|提出|要求|认为|明确|决定)"
)
"""How a sentence opens that reports what a meeting asked for: nobody runs that yet."""

SPOKEN_BEFORE = re.compile(r"(?:说|介绍|介绍说|表示|告诉[^,，。]{0,8})[,，：:]\s*[“‘]?$")
"""Between a speaker and a programme that he only speaks of: ``办公室主任周文介绍，“五定”已写入``."""

PILOT_BEHIND = re.compile(r"[^,，。；;]{0,6}?(?:先行先试|先试先行|试点|试行|先行一步|落地|铺开|推开)")
"""Behind the places in which a programme is tried out: ``在双河、前进两村先行先试``."""

PILOT_OPENING = re.compile(r"[”’]?(?:[^,，。在]{0,6})?(?:在|于|到)")
"""Between a programme and the places in which it is tried out."""

SET_UP = re.compile(r"(?:成立|组建|办起|创办|注册|注册成立|设立|建起|组成|建立)了?[^,，。；;]{0,6}$")
"""Before an enterprise that its sentence goes on to speak of: ``成立绿源公司，投资建设``."""

ENTERPRISE = re.compile(r"(?:公司|合作社|联合社|联合会|集团|协会|联盟)$")
"""Ends of names of bodies that act once they are set up."""

BANK_REACH = 60
"""How many names back the bank of a loan is looked for."""

BARE_DATE = re.compile(r"[0-9]{1,2}[.·．、][0-9]{1,2}")
"""A name that is only a date: ``6·26``; not ``5+2``."""

BACKGROUND_BEFORE = (
    PURPOSE_BEFORE,
    PURPOSES_BEFORE,
    HONOUR_BEFORE,
    ELSEWHERE_BEFORE,
    INSPECTED_BEFORE,
    MOTTO_BEFORE,
)
"""What stands before a programme that is nobody's work in its sentence."""

BACKGROUND_AFTER = (ROLE_AFTER, THEME_AFTER, LISTED_AFTER, TEAM_AFTER, LOOKED_UP)
"""What stands behind such a programme, or behind a name that is none."""

HOSTED = re.compile(rf"由[^。；;“”]{{2,80}}?{any_of('hosting')}的[^,，。]{{0,6}}[“‘]?$")
"""Before something that several bodies hold: ``由县总工会、县妇联联合主办的``."""

HOSTING_AFTER = re.compile(
    rf"(?:[两双三四几]?(?:地|方|家|村|镇|县)|等[^,，。]{{0,6}})?(?:联合|共同|合力|牵头|一起)?{any_of('hosting')}的[^,，。]{{0,6}}[“‘]?"
)
"""Between a programme and its hosts: ``县妇联和县医院合办的“荣军直通车”``."""

BY_BEHIND = re.compile(r"[”’]?[^,，。；;是由]{0,6}(?:是由|由|是|系)")
"""Behind a programme whose hosts follow: ``“返岗专列”是``."""

HOSTED_BEHIND = re.compile(rf"^[^,，。]{{0,12}}?{any_of('hosting', 'launching')}")
"""Behind such hosts: ``去年推出的``."""

NEAR_BY = 8
"""How far behind 由 or 是, in characters, the first host may start."""

WITH_BEFORE = re.compile(r"(?:与|和|同|联合|携手|会同|协同|牵手)$")
"""Before the partners of a clause's actor."""

PARTNER_GAP = re.compile(r"、|和|与|及|以及")
"""Between partners."""

THEN_VERB = re.compile(rf"(?:联手|共同|一起|联合|合作|合力|先后|还)?{any_of('launching')}")
"""Behind partners who act with the actor: ``联手铺开``; not ``的帮助下``."""

HANDLED_BEFORE = re.compile(r"[把将][“‘]?$")
HANDLED_AFTER = re.compile(
    r"[”’]?[^,，。]{0,8}?(?:推广|推开|铺开|办好|做实|做细|抓实|抓好|落到实处|向纵深|延伸|引向)"
)
"""Before and behind a programme that its actor handles: ``把“医保村村办”推广到全县``."""

DEED = re.compile(rf"[^的,，。]{{0,6}}?{any_of('launching', 'hosting')}")
"""Behind an actor who launches something: ``办起``; not ``的经验``."""

BEHIND = 40
"""How far behind a programme, in characters, the actor may stand: ``“三色管理”推行以来，柳林镇…``."""

LONGEST_DEED = 24
"""Longest stretch between such an actor and what is launched, in characters."""

SETTING_BEFORE = re.compile(r"(?:在|回到?|到|于|来到?|赴|给|向|为)$")
"""Before a place where something happens, or a receiver: ``在下河村``."""

HOST_REACH = 100
"""How far before a programme, in characters, its hosts may stand."""

FESTIVE = re.compile(rf"{any_of('festive')}$")
"""Ends of names of events that somebody runs: ``首届桃花节``; meetings are only held."""

HOLDING = re.compile(rf"{any_of('hosting')}[的了]?[^,，。]{{0,14}}$")
"""Before an event that its actor runs: ``举办首届桃花节``; not ``出席首届桃花节``."""

OWNED = re.compile(r"的?[“‘]?")
"""Between a programme and the actor whose it is: ``河东大学“科技小院”``."""

TOO_FAR = {MEANS.name: ("focus",), BESIDE.name: ("carried", "focus")}
"""How a subject may not have been found for a pattern to hold."""

VERB_GAP = 14
"""How far before a programme, in characters, its verb may end."""


@cache
def _verb() -> re.Pattern[str]:
    """Return a pattern of the lexicon's verbs of action, the longest first; none of joining or using."""
    verbs = {verb for verb, kind in rows("verbs_of_action", 2) if kind != "join"}
    verbs -= {*cue_words("means"), *cue_words("purposes"), *cue_words("honours")}
    return re.compile("|".join(sorted(verbs, key=lambda verb: (-len(verb), verb))))


def find_runs(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who runs the programmes, and the festivals and contests, that a story names."""
    for index in story.counted_sentences:
        for mention in story.mentions_in(index):
            festive = mention.type == "Event" and (FESTIVE.search(mention.text) or _hosts(story, mention))
            if mention.type == "Programme" or festive or _is_scheme(story, mention):
                yield from _runs(story, subjects, mention)


def _is_background(story: Story, programme: Mention, pattern: RunPattern, start: int, end: int) -> bool:
    """Whether a programme, or a date, is denied, only spoken of, or national policy in its phrase."""
    before, after = story.text[start : programme.start], story.text[programme.end : end]
    if is_denied(story, programme.start) or BARE_DATE.fullmatch(programme.text):
        return True
    if programme.type == "Event" and not HOLDING.search(before):
        return True
    if pattern is VERB:
        return False
    return _is_spoken_of(story, programme, start) or _is_policy(story, programme, before, after)


def _is_too_far(story: Story, pattern: RunPattern, subject: Subject, before: str, after: str) -> bool:
    """Whether a pattern does not hold for a subject that was found as this one was."""
    if pattern is MEANS and subject.how == "carried" and len(subject.entities) > 1:
        return True
    far = subject.how in TOO_FAR.get(pattern.name, ())
    return far and not _opens(story, pattern, subject, before, after)


def _opens(story: Story, pattern: RunPattern, subject: Subject, before: str, after: str) -> bool:
    """Whether a programme opens its phrase and acts in it, in the story of one body, whose it then is."""
    own = pattern is BESIDE and [story.entities[key].type for key in subject.entities] == ["Organisation"]
    return own and not before.strip("“‘") and bool(ACTS_AFTER.match(after))


def _is_spoken_of(story: Story, programme: Mention, phrase: int) -> bool:
    """Whether somebody, or a meeting, only speaks of a programme."""
    sentence = story.sentence(programme.sentence).start
    before = story.text[max(sentence, phrase - VERB_GAP) : programme.start]
    return bool(MEETING.match(story.text, sentence, phrase) or SPOKEN_BEFORE.search(before))


def _bank(story: Story, subjects: Subjects, loan: Mention, before: str) -> Mention | None:
    """Return the bank that gives a loan which its sentence only names: the last before, else the first."""
    if not BY_BANK.search(loan.text) or HONOUR_BEFORE.search(before):
        return None
    subject = subjects.at(loan.start)
    if subject.how == "clause" and any(BANK.search(story.entity(m).name) for m in subject.mentions):
        return None
    banks = (m for m in story.mentions_back(loan.start, BANK_REACH) if m.type == "Organisation")
    nearest = next((m for m in banks if BANK.search(story.entity(m).name)), None)
    if nearest is not None:
        return nearest
    rest = (m for m in story.mentions if m.type == "Organisation" and BANK.search(story.entity(m).name))
    return next(rest, None)


def _by_bank(story: Story, loan: Mention, bank: Mention) -> Assertion:
    return story.assertion(
        "runs",
        bank.entity or "",
        loan.entity or "",
        [(bank.start, bank.end), (loan.start, loan.end)],
        LOAN_OF_BANK.confidence,
        LOAN_OF_BANK.name,
        status="planned" if is_planned(story, loan.start) else "stated",
    )


def _is_policy(story: Story, programme: Mention, before: str, after: str) -> bool:
    """Whether a name is a term of national policy and only a background: everybody's, so nobody's."""
    background = not before.endswith(("“", "‘")) and not CAMPAIGN_AFTER.match(after)
    return bool(background or AS_LINE.search(before)) and story.entity(programme).name in words(
        "policy_programmes"
    )


def _is_scheme(story: Story, mention: Mention) -> bool:
    """Whether the name of a facility or body is that of a scheme which its sentence says is launched."""
    before = story.text[max(0, mention.start - VERB_GAP) : mention.start]
    if mention.type == "Place":
        return bool(LAUNCHED_BEFORE.search(before))
    after = story.text[mention.end : mention.end + VERB_GAP]
    return mention.type == "Organisation" and bool(WAY_BEFORE.search(before)) and bool(WAY_AFTER.match(after))


def _runs(story: Story, subjects: Subjects, programme: Mention) -> Iterator[Assertion]:
    start, end = story.phrase(programme.start, programme.end, programme.sentence)
    before, after = story.text[start : programme.start], story.text[programme.end : end]
    pattern = _pattern(before, after)
    if pattern is not VERB and (bank := _bank(story, subjects, programme, before)) is not None:
        yield _by_bank(story, programme, bank)
        return
    if pattern is None or _is_background(story, programme, pattern, start, end):
        return
    subject = actor_of(story, subjects, programme)
    if _is_too_far(story, pattern, subject, before, after):
        return
    for entity_id in subject.entities:
        actor = story.entities[entity_id]
        user = pattern is MEANS and (actor.type == "Village" or ENTERPRISE.search(actor.name))
        if entity_id == programme.entity or (user and LOAN.search(programme.text)):
            continue
        yield story.assertion(
            "runs",
            entity_id,
            programme.entity or "",
            [*stretches_of(subject), (start + len(before) - len(before.lstrip()), programme.end)],
            pattern.confidence * SHARE[subject.how],
            f"{pattern.name}; {subject.how} subject",
            status="planned" if is_planned(story, programme.start) else "stated",
        )


def stretches_of(subject: Subject) -> list[tuple[int, int]]:
    """Return where a text names a subject: its mentions, and the word that stands for them."""
    stretches = [(mention.start, mention.end) for mention in subject.mentions]
    return [*stretches, subject.stretch] if subject.stretch else stretches


def actor_of(story: Story, subjects: Subjects, mention: Mention) -> Subject:
    """Return who acts where a programme is named.

    That is whom the text names as hosts (``由…主办的``), else the actor right before it, else the subject in
    force; in headlines, whom the article is about.
    """
    hosts = _hosts(story, mention) or _hosts_behind(story, mention) or _owner(story, mention)
    if hosts:
        return _joined(hosts)
    owner = subjects.owner_before(mention.start)
    if owner is not None:
        return owner
    if story.sentence(mention.sentence).part != "body":
        doer = _doer(story, mention)
        return _joined((doer,)) if doer else subjects.focus
    named = _pilots(story, mention) or _founded(story, mention)
    return _joined(named) if named else _in_force(story, subjects, mention)


def _in_force(story: Story, subjects: Subjects, mention: Mention) -> Subject:
    """Return the subject in force where a programme is named, or who launches it nearer by, with partners."""
    quoted = story.text[max(0, mention.start - 1) : mention.start] in ("“", "‘")
    subject = subjects.at(mention.start - quoted, bystanders=False)
    if subject.how in ("carried", "focus"):
        doer = _doer(story, mention)
        subject = _joined((doer,)) if doer else subjects.behind(mention.end, BEHIND) or subject
    partners = _partners(story, mention)
    if partners and subject.how in ("clause", "anaphor"):
        known = tuple(m for m in subject.mentions if m.entity not in {p.entity for p in partners})
        return _joined((*known, *partners))._replace(how=subject.how, stretch=subject.stretch)
    return subject


def _founded(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the enterprise that the sentence before a programme says is set up: it acts from there on."""
    start, _ = story.phrase(mention.start, mention.end, mention.sentence)
    for other in story.mentions_back(start, 12):
        if other.sentence != mention.sentence:
            break
        if other.type == "Organisation" and ENTERPRISE.search(other.text):
            opening, _ = story.phrase(other.start, other.end, other.sentence)
            return (other,) if SET_UP.search(story.text[opening : other.start]) else ()
    return ()


def _pilots(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the places behind a programme in which it is tried out: ``“五定”在双河、前进先行先试``."""
    _, end = story.phrase(mention.start, mention.end, mention.sentence)
    opening = PILOT_OPENING.match(story.text, mention.end, end)
    found: list[Mention] = []
    for other in story.mentions_in(mention.sentence) if opening else ():
        if other.type not in PLACES or other.start < mention.end or other.end > end:
            continue
        last = found[-1].end if found else opening.end() if opening else 0
        if other.start != last and not (found and PARTNER_GAP.fullmatch(story.text[last : other.start])):
            break
        found.append(other)
    return tuple(found) if found and PILOT_BEHIND.match(story.text, found[-1].end, end) else ()


def _doer(story: Story, mention: Mention) -> Mention | None:
    """Return the nearest actor before a programme that launches it: ``听说县妇联办起“针梭行动”``."""
    start, _ = story.phrase(mention.start, mention.end, mention.sentence)
    for other in story.mentions_back(mention.start, 3):
        if other.start < start:
            break
        if other.type in ACTORS and not _is_setting(story, other):
            gap = story.text[other.end : mention.start]
            return other if len(gap) <= LONGEST_DEED and DEED.match(gap) else None
    return None


def _is_setting(story: Story, mention: Mention) -> bool:
    """Whether a place, or the list that it ends, only says where: ``在柳林、河口、下河三个乡镇推出``."""
    first = mention
    for other in story.mentions_back(mention.start, 12):
        if other.type not in PLACES or not PARTNER_GAP.fullmatch(story.text[other.end : first.start] or "、"):
            break
        first = other
    return SETTING_BEFORE.search(story.text[max(0, first.start - 3) : first.start]) is not None


def _joined(mentions: tuple[Mention, ...]) -> Subject:
    return Subject(tuple(dict.fromkeys(m.entity or "" for m in mentions)), mentions, "clause", 0.9)


def _partners(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return with whom the actor of a clause acts: ``与农商行、邮储银行开办“花生贷”``."""
    start, _ = story.phrase(mention.start, mention.end, mention.sentence)
    own = [m for m in story.mentions_back(mention.start, 12) if m.type in ACTORS and m.start >= start]
    own.sort(key=lambda m: m.start)
    for place, first in enumerate(own):
        if not WITH_BEFORE.search(story.text[start : first.start]):
            continue
        partners = [first]
        for other in own[place + 1 :]:
            if not PARTNER_GAP.fullmatch(story.text[partners[-1].end : other.start]):
                break
            partners.append(other)
        if THEN_VERB.match(story.text[partners[-1].end : mention.start]):
            return tuple(partners)
    return ()


def _hosts(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the actors between 由 and 主办的 before a programme or event, or right before 主办的."""
    nearest = next((m for m in story.mentions_back(mention.start, 1) if m.type in ACTORS), None)
    if nearest is not None and HOSTING_AFTER.fullmatch(story.text[nearest.end : mention.start]):
        hosts = [nearest]
        for other in story.mentions_back(nearest.start, 8):
            if other.type not in ACTORS or not PARTNER_GAP.fullmatch(story.text[other.end : hosts[-1].start]):
                break
            hosts.append(other)
        return tuple(reversed(hosts))
    start = max(story.sentence(mention.sentence).start, mention.start - HOST_REACH)
    match = HOSTED.search(story.text[start : mention.start])
    if match is None:
        return ()
    own = (m for m in story.mentions_back(mention.start, 20) if m.type in ACTORS)
    return tuple(sorted((m for m in own if m.start >= start + match.start()), key=lambda m: m.start))


def _hosts_behind(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the actors behind a programme that is theirs: ``“返岗专列”由县人社局主办``."""
    _, end = story.phrase(mention.start, mention.end, mention.sentence)
    opening = BY_BEHIND.match(story.text, mention.end, end)
    if opening is None:
        return ()
    hosts: list[Mention] = []
    for other in story.mentions_in(mention.sentence):
        if other.type not in ACTORS or not opening.end() <= other.start < end:
            continue
        if not hosts and other.start - opening.end() > NEAR_BY:
            return ()
        if hosts and not PARTNER_GAP.fullmatch(story.text[hosts[-1].end : other.start]):
            continue
        hosts.append(other)
    return tuple(hosts) if hosts and HOSTED_BEHIND.search(story.text[hosts[-1].end : end]) else ()


def _owner(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the actor right before a programme, 的 and a quote mark apart."""
    for other in story.mentions_back(mention.start, 1):
        if other.type in ACTORS and OWNED.fullmatch(story.text[other.end : mention.start]):
            return (other,)
    return ()


def _pattern(before: str, after: str) -> RunPattern | None:
    """Return how the words around a programme tie it to its actor, None where they do not."""
    if any(p.search(before) for p in BACKGROUND_BEFORE) or any(p.match(after) for p in BACKGROUND_AFTER):
        return None
    if RECEIVER_BEFORE.search(before) and GIFT_AFTER.match(after):
        return None
    if any(len(before) - match.end() <= VERB_GAP for match in _verb().finditer(before)):
        return VERB
    if HANDLED_BEFORE.search(before) and HANDLED_AFTER.match(after):
        return VERB
    means = AS_MEANS.search(before)
    if USED_BEFORE.search(before) or (means and GAIN_AFTER.match(after)):
        return None
    return MEANS if means else BESIDE
