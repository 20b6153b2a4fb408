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

from .actors import ENTERPRISE, SHARE, actor_of, hosts_of, is_owned, stretches_of
from .cues import any_of, cue_words
from .plans import is_denied, is_planned
from .story import ACTORS, Story
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
ENTERED = RunPattern(
    "something put into the programme",
    0.65,
    "[柳林镇|Township]把夜校列进“[党建加零工|Programme]”项目。",
    "[柳林镇|Township]被列入全国“[文明家园|Programme]”名单。",
)
NAMED = RunPattern(
    "what somebody does, and what it is called",
    0.6,
    "[县医院=清河县医院|Organisation]每月开船出诊，这叫“[船上门诊|Programme]”。",
    "[县医院=清河县医院|Organisation]每月开船出诊，[周文|Person]把它叫“[船上门诊|Programme]”。",
)
PATTERNS = (VERB, MEANS, BESIDE, LOAN_OF_BANK, ENTERED, NAMED)

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
    rf"{any_of('inspecting')}(?:了|过)?(?![^,，。]*{any_of('launching')})[^,，。]{{0,120}}$"
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

LISTED_AFTER = re.compile(r"[”’》]?(?:的?名单|称号|荣誉|殊荣|奖项|专栏|栏目|专版|版块|等新型毒品)")
"""Behind an honour or a column of the paper: ``“示范百村”名单``; not ``“文明家园”行动``."""

TEAM_AFTER = re.compile(r"[”’][^,，。“”]{0,8}?(?:服务队|志愿队|队伍|突击队|攻坚队|宣讲团|总队|小分队)")
"""Behind the name of a team: ``“红色楼长”队伍``."""

USED_BEFORE = re.compile(
    r"(?:入股|投资|入驻|点开|打开|登录|下载|安装|装进|写进|写入|列进|编进|收进|挂进|领到|藏在|熟知|知晓|申报了?|申请了?|"
    r"投了?|投保了?|拿得?到|靠着?|凭着?|走|报了?|报名|颁了?|颁发了?|挂了?|评上|当上|当选|接到|打了?|拨打|赛|离|距|往|随|给)[“‘]?$"
)
"""Before what its clause's subject only uses or joins: ``入股“联村大棚”``; not ``推行“三色管理”``."""

ENTERED_BEFORE = re.compile(
    r"(?:把|将|被)[^,，。；;]{1,30}?(?:列入|纳入|列进|编进|编入|写进|写入|并入|归入)(?:了|全[县区市镇乡村])?[“‘]?$"
)
"""Before a programme that its actor puts something into: ``把夜校列进``; not ``列入全国``."""

NAMED_BEFORE = re.compile(
    r"(?:^|[这套法子做办起里])(?:就)?(?:叫|叫作|叫做|取名|取名为|名为|定名为|起名|得名)[“‘]$"
)
"""Right before the name of what somebody does: ``这叫``; not ``周文把它叫``."""

HE_BEFORE = re.compile(r"(?:后来|如今|当时)?[他她我你](?!们)")
"""How a phrase opens that a person is the subject of: ``他把``; not ``他们``."""

LOOKED_UP = re.compile(
    r"[”’]?(?:(?:平台|热线|小程序|公众号)(?:里|中|上)?|里|中|上)"
    r"[^,，。]{0,4}(?:翻|查|看|听|挑|选|得知|了解|留言|投诉|下单|点开|参学|接的)|[”’]?开行前"
)
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

HANDLED_BEFORE = re.compile(r"[把将][“‘]?$")
HANDLED_AFTER = re.compile(
    r"[”’]?[^,，。]{0,8}?(?:推广|推开|铺开|送到|送进|送上|搬到|搬进|办到|开到|铺到|列进|办好|做实|做细|抓实|抓好|落到实处|向纵深|延伸|引向)"
)
"""Before and behind a programme that its actor handles: ``把“医保村村办”推广到全县``."""

FESTIVE = re.compile(rf"{any_of('festive')}$")
"""Ends of names of events that somebody runs: ``首届桃花节``; meetings are only held."""

HOLDING = re.compile(rf"{any_of('hosting')}[的了]?[^,，。]{{0,14}}$")
"""Before an event that its actor runs: ``举办首届桃花节``; not ``出席首届桃花节``."""

TOO_FAR = {
    MEANS.name: ("focus",),
    BESIDE.name: ("carried", "focus"),
    ENTERED.name: ("focus",),
    NAMED.name: ("carried", "focus"),
}
"""How a subject may not have been found for a pattern to hold."""

VERB_GAP = 14
"""How far before a programme, in characters, its verb may end."""


@cache
def _verb() -> re.Pattern[str]:
    """Return a pattern of the lexicon's verbs of action, the longest first; none of joining or using."""
    verbs = {verb for verb, kind in rows("verbs_of_action", 2) if kind != "join"}
    verbs -= {*cue_words("means"), *cue_words("purposes"), *cue_words("honours"), *cue_words("other_work")}
    return re.compile(f"(?:{'|'.join(sorted(verbs, key=lambda verb: (-len(verb), verb)))})(?!区)")


def find_runs(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield who runs the programmes, and the festivals and contests, that a story names."""
    for index in story.counted_sentences:
        for mention in story.mentions_in(index):
            festive = mention.type == "Event" and (FESTIVE.search(mention.text) or hosts_of(story, mention))
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
    if _is_spoken_of(story, programme, start):
        return True
    return not is_owned(story, programme) and _is_policy(story, programme, before, after)


def _in_other_part(story: Story, programme: Mention, subject: Subject) -> bool:
    """Whether a semicolon parts a programme from the subject that is named before it."""
    last = max(mention.end for mention in subject.mentions)
    return any(mark in story.text[last : programme.start] for mark in "；;")


def _is_too_far(
    story: Story, pattern: RunPattern, subject: Subject, programme: Mention, before: str, after: str
) -> bool:
    """Whether a pattern does not hold for a subject that was found as this one was."""
    if pattern is MEANS and subject.how == "carried" and len(subject.entities) > 1:
        return True
    if pattern is BESIDE and subject.how == "clause" and _in_other_part(story, programme, subject):
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
    agent = _agent(story, programme, start) if pattern is ENTERED else None
    subject = agent or actor_of(story, subjects, programme)
    if subject.how in ("carried", "focus") and _somebody_acts(story, programme, start):
        return
    if _is_too_far(story, pattern, subject, programme, before, after):
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


def _somebody_acts(story: Story, programme: Mention, phrase: int) -> bool:
    """Whether a phrase has a person for its subject: ``他把“老兵热线”点开``."""
    people = (m for m in story.mentions_back(programme.start, 4) if m.start >= phrase)
    before = story.text[phrase : programme.start]
    return any(m.type == "Person" for m in people) or HE_BEFORE.match(before) is not None


def _agent(story: Story, programme: Mention, phrase: int) -> Subject | None:
    """Return who puts something into a programme where that is said of the thing: ``被县卫健局列入``."""
    for actor in story.mentions_back(programme.start, 3):
        if actor.start >= phrase and actor.type in ACTORS and story.text[actor.start - 1] == "被":
            return Subject((actor.entity or "",), (actor,), "clause", 0.9)
    return None


def _pattern(before: str, after: str) -> RunPattern | None:
    """Return how the words around a programme tie it to its actor, None where they do not."""
    aside = any(p.match(after) for p in BACKGROUND_AFTER)
    if ENTERED_BEFORE.search(before) and not aside:
        return ENTERED
    if NAMED_BEFORE.search(before):
        return NAMED
    given = RECEIVER_BEFORE.search(before) and GIFT_AFTER.match(after)
    if aside or given or any(p.search(before) for p in BACKGROUND_BEFORE):
        return None
    done = any(len(before) - match.end() <= VERB_GAP for match in _verb().finditer(before))
    if done or (HANDLED_BEFORE.search(before) and HANDLED_AFTER.match(after)):
        return VERB
    means = AS_MEANS.search(before)
    used = USED_BEFORE.search(before) or (means and GAIN_AFTER.match(after))
    if used:
        return None
    return MEANS if means else BESIDE
