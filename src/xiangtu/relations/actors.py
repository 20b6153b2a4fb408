"""Who acts where a programme is named: hosts, owner, who launches it, or whom the sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xiangtu.model.records import Mention

from .cues import any_of
from .story import ACTORS, PLACES, Story
from .subjects import Subject, Subjects

SHARE = {"clause": 1.0, "anaphor": 0.9, "carried": 0.8, "focus": 0.7, "": 0.0}
"""What the way in which a subject was found leaves of a pattern's confidence."""

PILOT_BEHIND = re.compile(
    r"[^,，。；;]{0,6}?(?:先行先试|先试先行|试点|试行|先行一步|先做|落地|铺开|推开|施行)"
)
"""Behind the places in which a programme is tried out: ``在双河、前进两村先行先试``."""

PILOT_OPENING = re.compile(r"[”’]?(?:[^,，。在]{0,6})?[,，]?(?:在|于|到)")
"""Between a programme and the places in which it is tried out."""

SET_UP = re.compile(r"(?:成立|组建|办起|创办|注册|注册成立|设立|建起|组成|建立)了?[^,，。；;]{0,6}$")
"""Before an enterprise that its sentence goes on to speak of: ``成立绿源公司，投资建设``."""

ENTERPRISE = re.compile(r"(?:公司|合作社|联合社|联合会|集团|协会|联盟)$")
"""Ends of names of bodies that act once they are set up."""

HOSTED = re.compile(rf"由[^。；;“”]{{2,80}}?{any_of('hosting')}的[^,，。]{{0,6}}[“‘]?$")
"""Before something that several bodies hold: ``由县总工会、县妇联联合主办的``."""

HOSTING_AFTER = re.compile(
    r"(?:[两双三四几]?(?:地|方|家|村|镇|县)|等[^,，。]{0,6})?(?:联合|共同|合力|牵头|一起)?"
    rf"{any_of('hosting', 'launching')}的[^,，。]{{0,6}}[“‘]?"
)
"""Between a programme and its hosts: ``县妇联和县医院合办的“荣军直通车”``."""

BY_RIGHT_BEHIND = re.compile(r"[”’]?[^,，。；;是由]{0,6}(?:是由|由|是|系)")
"""Behind a programme whose hosts follow: ``“返岗专列”是``; not ``“返岗专列”里``."""

STRETCH_BEHIND = re.compile(r"[^。；;！？\n]{0,50}")
BY_MARK = re.compile(r"[,，](?:由|系|是)?")
"""In the sentence behind a programme, where hosts may follow: ``“美家贷”放出百万元，由``."""

THIS_IS = re.compile(r"[”’]?[^,，。；;“”]{0,8}。[这它](?:是|由)")
"""Behind a programme that the next sentence speaks of: ``“板凳会”。这是``; not ``“板凳会”。会上``."""

HOSTED_BEHIND = re.compile(rf"[^,，。]{{0,12}}?{any_of('hosting', 'launching', 'executing')}")
"""Behind such hosts: ``去年推出的``."""

UNDERTAKEN = re.compile(r"(?:共同|联合|负责)?(?:承办|承建|承接|承保|承担)")
"""Behind hosts that no 由 stands before: ``工程开工，绿源公司承建``."""

NEAR_BY = 8
"""How far behind 由 or 是, in characters, the first host may start."""

WITH_BEFORE = re.compile(r"(?:与|和|同|跟|联合|携手|会同|协同|牵手)$")
"""Before the partners of a clause's actor."""

PARTNER_GAP = re.compile(r"、|和|与|及|以及")
"""Between partners."""

THEN_VERB = re.compile(rf"(?:联手|共同|一起|联合|合作|合力|先后|还)?{any_of('launching', 'hosting')}")
"""Behind partners who act with the actor: ``联手铺开``; not ``的帮助下``."""

DEED = re.compile(rf"[^的,，。]{{0,6}}?{any_of('launching', 'hosting')}")
"""Behind an actor who launches something: ``办起``; not ``的经验``."""

DEED_ONLY = re.compile(rf"[^的,，。]{{0,6}}?{any_of('launching', 'hosting')}[^的,，。以]{{0,8}}[“‘]?")
"""Between ``该县`` and what it launches, nothing else: ``推行``; not ``推行林长制以来的``."""

SUBORDINATE = re.compile(
    r"[”’]?[^,，。；;！？]{0,14}?(?:以来|之后|以后|后|之际|期间|过程中|基础上|推进中|带动下|引领下|推动下)[,，]"
)
"""Behind a programme in a clause that only says when or how: ``“三色管理”推行以来，柳林镇…``."""

BEHIND = 40
"""How far behind a programme, in characters, the actor may stand: ``“三色管理”推行以来，柳林镇…``."""

LONGEST_DEED = 24
"""Longest stretch between such an actor and what is launched, in characters."""

SETTING_BEFORE = re.compile(r"(?:在|回到?|到|于|来到?|赴|给|向|为)$")
"""Before a place where something happens, or a receiver: ``在下河村``."""

HOST_REACH = 100
"""How far before a programme, in characters, its hosts may stand."""

OWNED = re.compile(r"的?[“‘]?")
"""Between a programme and the actor whose it is: ``河东大学“科技小院”``."""


def stretches_of(subject: Subject) -> list[tuple[int, int]]:
    """Return where a text names a subject: its mentions, and the word that stands for them."""
    stretches = [(mention.start, mention.end) for mention in subject.mentions]
    return [*stretches, subject.stretch] if subject.stretch else stretches


def actor_of(story: Story, subjects: Subjects, mention: Mention) -> Subject:
    """Return who acts where a programme is named.

    That is whom the text names as hosts (``由…主办的``), else the actor right before it, else the subject in
    force; in headlines, whom the article is about.
    """
    hosts = hosts_of(story, mention) or _hosts_behind(story, mention) or _owner(story, mention)
    if hosts:
        return _joined(hosts)
    owner = subjects.owner_before(mention.start)
    if owner is not None:
        return owner
    if story.sentence(mention.sentence).part != "body":
        doer = _doer(story, mention)
        return _joined((doer,)) if doer else subjects.focus
    pilots = _pilots(story, mention)
    if pilots:
        subject = subjects.at(mention.start)
        leaders = (
            subject.mentions if subject.how == "clause" and subject.mentions[0].type not in PLACES else ()
        )
        return _joined((*leaders, *pilots))
    founded = _founded(story, mention)
    return _joined(founded) if founded else _in_force(story, subjects, mention)


def _in_force(story: Story, subjects: Subjects, mention: Mention) -> Subject:
    """Return the subject in force where a programme is named, or who launches it nearer by, with partners."""
    quoted = story.text[max(0, mention.start - 1) : mention.start] in ("“", "‘")
    subject = subjects.at(mention.start - quoted, bystanders=False)
    if subject.how in ("carried", "focus"):
        subject = _nearer(story, subjects, mention) or subject
    partners = _partners(story, mention)
    if partners and subject.how in ("clause", "anaphor"):
        known = tuple(m for m in subject.mentions if m.entity not in {p.entity for p in partners})
        return _joined((*known, *partners))._replace(how=subject.how, stretch=subject.stretch)
    return subject


def _nearer(story: Story, subjects: Subjects, mention: Mention) -> Subject | None:
    """Return who launches a programme in its own phrase, or acts after a clause that only says when."""
    doer = _doer(story, mention)
    if doer is not None:
        return _joined((doer,))
    start, _ = story.phrase(mention.start, mention.end, mention.sentence)
    word = story.text.rfind("该", start, mention.start)
    deictic = subjects.deictic_at(word) if word >= 0 else None
    if deictic is not None and DEED_ONLY.fullmatch(story.text[deictic[1] : mention.start]):
        return Subject((deictic[0].entity or "",), (deictic[0],), "anaphor", 0.8, (word, deictic[1]))
    if SUBORDINATE.match(story.text, mention.end):
        return subjects.behind(mention.end, BEHIND)
    return None


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
    end = story.sentence(mention.sentence).end
    opening = PILOT_OPENING.match(story.text, mention.end, end)
    places = _listed_from(story, mention.sentence, opening.end()) if opening else ()
    if opening is None or not places or places[0].start > opening.end() + NEAR_BY:
        return ()
    if any(place.type not in PLACES for place in places):
        return ()
    return places if PILOT_BEHIND.match(story.text, places[-1].end, end) else ()


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


def hosts_of(story: Story, mention: Mention) -> tuple[Mention, ...]:
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
    for opening in _openings(story, mention):
        named = story.text[opening - 1] in "由是系"
        hosts = _listed_from(story, story.sentence_at(opening), opening)
        if not hosts or hosts[0].start - opening > (NEAR_BY if named else 0):
            continue
        verb = HOSTED_BEHIND if named else UNDERTAKEN
        if verb.match(story.text, hosts[-1].end, min(len(story.text), hosts[-1].end + HOST_REACH)):
            return hosts
    return ()


def _openings(story: Story, mention: Mention) -> Iterator[int]:
    """Yield where hosts may start behind a programme: behind 由, behind marks, in a sentence with 这是."""
    last = min(len(story.text), mention.end + HOST_REACH)
    near = BY_RIGHT_BEHIND.match(story.text, mention.end, last)
    if near is not None:
        yield near.end()
    stretch = STRETCH_BEHIND.match(story.text, mention.end, last)
    for mark in BY_MARK.finditer(story.text, mention.end, stretch.end() if stretch else mention.end):
        yield mark.end()
    this = THIS_IS.match(story.text, mention.end, last)
    if this is not None:
        yield this.end()


def _listed_from(story: Story, sentence: int, position: int) -> tuple[Mention, ...]:
    """Return the actors of a sentence that are listed from a position on."""
    hosts: list[Mention] = []
    for other in story.mentions_in(sentence):
        if other.type not in ACTORS or other.start < position:
            continue
        if not hosts and other.start - position > NEAR_BY:
            return ()
        if hosts and hosts[-1].end == other.start:
            hosts[-1] = other
        elif hosts and not PARTNER_GAP.fullmatch(story.text[hosts[-1].end : other.start]):
            break
        else:
            hosts.append(other)
    return tuple(hosts)


def is_owned(story: Story, mention: Mention) -> bool:
    """Whether an actor stands right before a programme: ``县图书馆的总分馆制``."""
    return bool(_owner(story, mention))


def _owner(story: Story, mention: Mention) -> tuple[Mention, ...]:
    """Return the actor right before a programme, 的 and a quote mark apart."""
    for other in story.mentions_back(mention.start, 1):
        if other.type in ACTORS and OWNED.fullmatch(story.text[other.end : mention.start]):
            return (other,)
    return ()
