"""Who holds which post where: ``莒南县坪上镇党委副书记、镇长周建国`` holds two posts in two bodies.

A post belongs to the body whose name stands before it: 书记 to 坪上镇党委, 镇长 to 坪上镇. In a list each
post keeps to the body it goes with: after a party body, 镇长 and 主任 belong to its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiangtu.model.records import Assertion, Mention

from .offices import SCOPE, Post, endings_of, is_office, office_in, post_prefixes, read_posts, starts_post
from .post_holders import BODY_TAIL, GENERIC_BODY, body_for, holder_of
from .story import ACTORS, Story
from .subjects import Subjects


class PostPattern(NamedTuple):
    """How a post is tied to a person: a name, what it looks like, what it must not be taken for."""

    name: str
    confidence: float
    example: str
    counter_example: str


BEFORE_NAME = PostPattern(
    "post before the name",
    0.95,
    "[清河县|Region][柳林镇|Township]副镇长[周文|Person]介绍情况。",
    "[柳林镇|Township]村民[周文|Person]介绍情况。",
)
SHORT_BODY = PostPattern(
    "post before the name, its body in short or understood",
    0.8,
    "[柳林镇|Township]开会。镇长[周文|Person]讲话。",
    "[柳林镇|Township]开会。居民[周文|Person]讲话。",
)
AFTER_NAME = PostPattern(
    "post after the name",
    0.8,
    "[周文|Person]是[柳林镇|Township]副镇长兼二级网格长，负责此事。",
    "[周文|Person]是[柳林镇|Township]党委书记的好帮手，负责此事。",
)
TAKEN = PostPattern(
    "office that somebody takes in a body",
    0.8,
    "[周文|Person]开过小店，2021年当选[下河村妇联|Organisation]主席，人人夸她。",
    "[周文|Person]开过小店，2021年拜访[下河村妇联|Organisation]主席，人人夸她。",
)
SENT = PostPattern(
    "office in the place that somebody is sent to",
    0.8,
    "[周文|Person]被派到[柳林镇|Township][下河村|Village]任“金融村官”，常走访农户。",
    "[周文|Person]被请到[柳林镇|Township][下河村|Village]看“金融村官”，常走访农户。",
)
FALLEN_TO = PostPattern(
    "office that falls to somebody: 主席由…兼任, 馆长是…",
    0.8,
    "[清河图书馆|Organisation]藏书三千册，馆长是退休工人[周文|Person]，从不收押金。",
    "[清河图书馆|Organisation]藏书三千册，常客是退休工人[周文|Person]，从不收押金。",
)
BY_PRONOUN = PostPattern(
    "office of whom 他 or 她 stands for",
    0.75,
    "[周文|Person]爱唱戏。她是[绿源合作社|Organisation]理事长，也是[下河村妇联|Organisation]主席。",
    "[周文|Person]和[李想|Person]爱唱戏。她是[绿源合作社|Organisation]理事长。",
)
PATTERNS = (BEFORE_NAME, SHORT_BODY, AFTER_NAME, TAKEN, SENT, FALLEN_TO, BY_PRONOUN)


TAKING = re.compile(
    r"(?:当选为?|兼任|担任|出任|就任|选为|推选为|选举为|推举为|任命为|聘为|身兼|转任|升任|调任|挂任|当上|当了|现任|现为|(?:现在|如今|眼下)(?:也|还|又)?是)了?[“‘]?$"
)
"""Right before the body of an office that somebody takes: ``当选下河村妇联主席``."""

SENDING = re.compile(r"(?:派到|派往|派驻|派驻到|选派到|下派到|下派|选派|派|调到|来到|回到|到|赴|驻|在)$")
"""Right before the place that somebody is sent to: ``被派到柳林镇下河村任``."""

OFFICE_THERE = re.compile(
    r"(?:挂职)?(?:任职?为?|担任|挂任|当|出任|做)(?:[了过]?[^,，。的]{1,6}年)?(?=[“‘]?[^,，。]{2,10})"
)
"""Behind the place that somebody is sent to: the office that he takes there."""

TIE_AFTER = re.compile(
    r"(?:，|,|（|\(|是|系|为|身兼|兼着|现任|担任|当选为?|出任|兼任|任|当|：|——)+[“‘]?$|"
    r"[^。；;，,]{0,4}[，,]?[^。；;，,]{0,6}身份(?:是|：|叫)$"
)
"""Between a name and the body of its post: ``周文是柳林镇副镇长``."""

IS_AFTER = re.compile(
    r"[^。；;：:！？“”]{0,16}[,，](?:现|也|又|既|还)?(?:是|任|担任|系|身为|作为)|[,，](?:今年|现年)?[0-9一二三四五六七八九十]{2,4}岁[,，]"
)
"""Between a name and the body of its post, with a remark between: ``周文今年42岁，是``."""

TAKES_OFFICE = re.compile(r"(?:兼任|担任|任|出任|为)(?=[^,，。]{2,10})")
"""Behind a name: the office that is taken, its body named before."""

FOR_YEARS = re.compile(
    r"(?:已?[有近]?[0-9一二三四五六七八九十几多]+多?年(?:了)?|以来|期间|时|后|的时候|那[年会])$"
)
"""Behind an office, how long or since when: ``当下河村党支部书记十二年``."""

HELD_FOR = re.compile(r"(?:当|做|干|任)了?[^,，。的]{1,6}年(?:的)?(?P<office>[^,，。的]{2,8})的$")
"""Right before a name: an office and how long it is held: ``当了十年村医的周文``."""

TITLE = re.compile(
    r"副?(?:所|校|院|局|站|庭|队|理事|会|行|场|馆)长(?=[说讲,，。；;：:、在把带给笑指介告认表])"
)
"""Right behind a name, as one speaks to somebody: ``周文所长说``; not ``周文长得高``."""

AFTER_END = re.compile(r"[,，。；;：:！!？?\n）)“”]")
"""Where a post behind a name ends."""

CONTINUES = re.compile(r"[,，、](?:同时|并|也|又|还|既)*(?:是|兼任|兼|担任|任|当上)?|兼任|兼")
"""Between an office and the body of the next one that its holder has: ``理事长，也是下河村妇联主席``."""

BEHIND_BODY = re.compile(r"[”’]?的?")
"""Between a body and the office in it: ``是“阿姐队”的队长``."""

PRONOUN = re.compile(
    r"(?:^|(?<=[,，。；;：:！？“”\n]))(?:如今|现在|眼下|后来|当时|这些年|几年后|原来|如今的|去年|今年)?(?P<word>[他她])(?![们的家自人])"
)
"""他 or 她 at the start of a clause, for somebody named before: ``她是``; not ``她的``."""

PRONOUN_REACH = 3
"""How many sentences back the name stands that 他 or 她 stands for."""

LENT = re.compile(r"(?:派驻|选派|派来|派出|派去|下派|请来|聘请|返聘)的")
"""Between a body and the office of somebody whom it lends: ``县医院派驻的医师周文``."""

FALLS_TO = re.compile(r"(?:^|[,，。；;])(?P<office>[^,，。；;：:“”]{2,10})由[^,，。；;：:“”]{0,40}$")
FALLS_TO_END = re.compile(r"(?:兼任|担任|出任|兼)(?=[,，。；;）)]|$)")
"""Before and behind the name of whom an office falls to: ``主席由镇党委副书记周文兼任``."""

OFFICE_IS = re.compile(
    r"(?:^|[,，。；;])(?P<office>[^,，。；;：:“”是]{2,6})(?:是|叫|名叫)(?:[^,，。；;：:“”]{0,14}的)?[^,，。；;：:“”]{0,6}$"
)
"""Before the name of who has an office: ``馆长是76岁的退休教师周文``; not ``馆长说是周文``."""

LONGEST_LIST = 48
"""Longest list of posts, in characters, that is looked for before a name."""


class Held(NamedTuple):
    """A post read before its holder is known: the post, the name before it, and where the list starts."""

    post: Post
    holder: Mention
    start: int
    pattern: PostPattern


def find_posts(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield the posts that the sentences of a story give to people."""
    for index in story.counted_sentences:
        if any(mention.type == "Person" for mention in story.mentions_in(index)):
            yield from _before_names(story, subjects, index)
            yield from _after_names(story, subjects, index)
            yield from _taken(story, index)
            yield from _fallen_to(story, subjects, index)
        yield from _by_pronoun(story, index)


def _before_names(story: Story, subjects: Subjects, index: int) -> Iterator[Assertion]:
    """Read a sentence from left to right: bodies, posts, and the person whom they are for."""
    sentence = story.sentence(index)
    holder: Mention | None = None
    chain_start = sentence.start
    pending: list[Held] = []
    position = sentence.start
    for mention in _outer(story, index):
        gap = story.text[position : mention.start]
        lent = LENT.match(gap)
        skipped = lent.end() if lent else gap.startswith("的")
        posts = read_posts(gap[skipped:], position + skipped)
        if gap.lstrip("”’")[:1] in ("，", ","):
            posts = None
        joined = bool(re.search(r"(?:、|兼任|兼|暨|及|和|\s)$", gap)) or not gap
        if posts is not None and holder is not None:
            pending.extend(Held(post, holder, chain_start, BEFORE_NAME) for post in posts)
        elif mention.type == "Person":
            pending = _understood(story, subjects, position, mention)
        else:
            pending = []
        if mention.type == "Person":
            for held in pending:
                yield from _held(story, held, mention)
            pending = []
            holder = holder if posts is not None else None
        else:
            if posts or not joined:
                chain_start = mention.start
            if posts is None or (posts and not joined):
                pending = []
            if gap.strip() or holder is None:
                chain_start = mention.start
            if gap.endswith("、") and (posts is None or holder is None):
                pending = _understood(story, subjects, position, mention, ends=mention.start - 1)
            holder = mention
        position = mention.end


def _outer(story: Story, index: int) -> list[Mention]:
    """Return the people, places and bodies of a sentence, none inside another."""
    found: list[Mention] = []
    for mention in story.mentions_in(index):
        if mention.type in (*ACTORS, "Person", "Place") and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found


def _understood(
    story: Story, subjects: Subjects, start: int, named: Mention, ends: int | None = None
) -> list[Held]:
    """Return the posts that stand right before a name with no body named beside them: ``镇党委书记周文``.

    `ends` is where they end, where that is not the name's start: ``联合社理事长、下河村党支部书记周文``.
    """
    end = named.start if ends is None else ends
    begin = max(start, end - LONGEST_LIST)
    clause = re.split(r"[。！？!?；;：:“”\n（）()]", story.text[begin:end])[-1]
    offset = end - len(clause)
    word = end - len(re.split("[，,]", clause)[-1])
    word = max(word, offset + max(clause.rfind("该"), clause.rfind("本")))
    deictic = subjects.deictic_at(word)
    if deictic is not None and (own := read_posts(story.text[deictic[1] : end], deictic[1])):
        return [Held(post, deictic[0], word, SHORT_BODY) for post in own]
    posts: list[Post] = []
    for cut in range(len(clause)):
        if cut == 0 or clause[cut - 1] in "，,、" or starts_post(clause[cut:]):
            posts = read_posts(clause[cut:], offset + cut) or []
            if posts:
                break
    if not posts or (posts[0].start > start and not _is_boundary(story.text, posts[0].start)):
        return []
    held = []
    for printed in posts:
        if ends is not None and printed.printed == printed.office and not endings_of(printed):
            continue
        holder, post = holder_of(story, subjects, _bare(printed), named)
        if holder is not None:
            held.append(Held(post, holder, post.start, SHORT_BODY))
    return held


def _bare(post: Post) -> Post:
    """Return a post without a verb that stands before it: ``要理事长`` is 理事长."""
    plain = re.sub(r"[“”‘’]", "", post.printed)
    office = office_in(plain)
    before = plain[: len(plain) - len(office)]
    if (
        post.body
        or not before
        or before[0] in SCOPE
        or before in post_prefixes()
        or before.startswith("驻")
        or BODY_TAIL.search(before)
        or GENERIC_BODY.fullmatch(before)
    ):
        return post
    return Post(office, "", office, post.end - len(office), post.end)


def _is_boundary(text: str, position: int) -> bool:
    """Whether a post may start here: after a mark, or after a word of time, speech or motion."""
    before = text[max(0, position - 2) : position]
    return (
        not before
        or before[-1:] in "，,。、；;：:“”（）() \n\u3000"
        or before in _WORDS_BEFORE
        or before[-1:] in "，由"
    )


_WORDS_BEFORE = frozenset(
    [
        "日前",
        "近日",
        "当天",
        "随后",
        "现场",
        "上午",
        "下午",
        "会上",
        "时任",
        "作为",
        "介绍",
        "邀请",
        "据悉",
        "据了",
        "陪同",
        "听取",
        "记者",
        "采访",
        "如今",
        "今年",
        "图为",
        "带着",
        "领着",
        "跟着",
        "请来",
        "叫上",
        "找到",
    ]
)


def _after_names(story: Story, subjects: Subjects, index: int) -> Iterator[Assertion]:
    """Read what follows a name: ``周文是柳林镇副镇长``, ``周文（柳林镇副镇长）``, ``周文任组长``."""
    mentions = _outer(story, index)
    end = story.sentence(index).end
    for place, person in enumerate(mentions):
        if person.type == "Person":
            yield from _takes_office(story, subjects, person, end)
            yield from _is_behind(story, person, person.end, mentions[place + 1 :], end, AFTER_NAME)


def _is_behind(
    story: Story, person: Mention, position: int, behind: list[Mention], end: int, pattern: PostPattern
) -> Iterator[Assertion]:
    """Read the offices that somebody is said to have, from where he is named: body, office, body, office."""
    tie: tuple[re.Pattern[str], ...] = (TIE_AFTER, IS_AFTER)
    while behind and behind[0].type != "Person":
        chain = _side_by_side(behind)
        between = story.text[position : min(chain[0].start, position + LONGEST_LIST)]
        if not any(words.fullmatch(between) for words in tie):
            return
        holder = chain[-1]
        tail = BEHIND_BODY.match(story.text, holder.end)
        start = tail.end() if tail else holder.end
        behind, tie = behind[len(chain) :], (CONTINUES,)
        last = min(end, start + LONGEST_LIST, behind[0].start if behind else end)
        printed = AFTER_END.split(story.text[start:last])[0]
        if behind and start + len(printed) == behind[0].start:
            printed = printed.rstrip("、兼任") if behind[0].type != "Person" else ""
        printed = FOR_YEARS.sub("", printed)
        posts = read_posts(printed, start)
        if not posts:
            return
        for post in posts:
            yield from _held(story, Held(post, holder, chain[0].start, pattern), person, position)
        position = start + len(printed)


def _side_by_side(mentions: list[Mention]) -> list[Mention]:
    """Return the first name and those that follow it without a word between: county, town, village."""
    chain = mentions[:1]
    for other in mentions[1:]:
        if other.type == "Person" or other.start != chain[-1].end:
            break
        chain.append(other)
    return chain


def _by_pronoun(story: Story, index: int) -> Iterator[Assertion]:
    """Read the offices of whom 他 or 她 stands for: ``她是绿源合作社理事长，也是村妇联主席``."""
    sentence = story.sentence(index)
    if not {"他", "她"} & set(story.text[sentence.start : sentence.end]):
        return
    mentions = _outer(story, index)
    for match in PRONOUN.finditer(story.text, sentence.start, sentence.end):
        person = stood_for(story, match.start("word"))
        if person is None:
            continue
        behind = [m for m in mentions if m.start >= match.end()]
        yield from _is_behind(story, person, match.end(), behind, sentence.end, BY_PRONOUN)
        for place, body in enumerate(behind):
            before = story.text[max(match.end(), body.start - 6) : body.start]
            if body.type == "Person":
                break
            if TAKING.search(before) and body.start - match.end() > len("现在是"):
                chain = _side_by_side(behind[place:])
                yield from _offices_at(story, person, chain, chain[-1].end, sentence.end, BY_PRONOUN)


def stood_for(story: Story, position: int) -> Mention | None:
    """Return the one person whom the last sentence with a name before a position names, None for several."""
    sentence = story.sentence_at(position)
    nearest = None
    for mention in story.mentions_back(position):
        if mention.sentence < sentence - PRONOUN_REACH or (nearest and mention.sentence < nearest.sentence):
            break
        if mention.type == "Person" and nearest is None:
            nearest = mention
        elif mention.type == "Person" and nearest and mention.entity != nearest.entity:
            return None
    return nearest


def _fallen_to(story: Story, subjects: Subjects, index: int) -> Iterator[Assertion]:
    """Read who has an office that is named first: ``主席由…周文兼任``, ``馆长是退休教师周文``."""
    sentence = story.sentence(index)
    for person in story.mentions_in(index):
        if person.type != "Person":
            continue
        begin = max(sentence.start, person.start - LONGEST_LIST)
        before = story.text[begin : person.start]
        match = FALLS_TO.search(before) if FALLS_TO_END.match(story.text, person.end) else None
        match = match or OFFICE_IS.search(before) or HELD_FOR.search(before)
        posts = read_posts(match["office"], begin + match.start("office")) if match else None
        if posts is None and (title := TITLE.match(story.text, person.end)) is not None:
            posts = read_posts(title.group(), person.end)
            posts = [post for post in posts or [] if endings_of(post)]
        for post in posts or []:
            holder, office = holder_of(story, subjects, post, person)
            if holder is not None and holder.start < post.start:
                yield from _held(story, Held(office, holder, post.start, FALLEN_TO), person)


def _taken(story: Story, index: int) -> Iterator[Assertion]:
    """Read an office that somebody takes clauses behind his name, in a body or in a place he is sent to."""
    end = story.sentence(index).end
    person: Mention | None = None
    chain: list[Mention] = []
    for mention in _outer(story, index):
        if mention.type == "Person":
            person, chain = mention, []
            continue
        chain = [*chain, mention] if chain and chain[-1].end == mention.start else [mention]
        before = story.text[max(0, chain[0].start - 6) : chain[0].start]
        if person is None or story.text[person.end : chain[0].start].count("。"):
            continue
        if TAKING.search(before):
            yield from _offices_at(story, person, chain, mention.end, end, TAKEN)
        elif SENDING.search(before) and (verb := OFFICE_THERE.match(story.text, mention.end, end)):
            yield from _offices_at(story, person, chain, verb.end(), end, SENT)


def _offices_at(
    story: Story, person: Mention, chain: list[Mention], start: int, end: int, pattern: PostPattern
) -> Iterator[Assertion]:
    """Yield the offices that a stretch behind a body names."""
    start += story.text[start : start + 1] in ("”", "’", "“", "‘", "的")
    behind = next((m for m in _outer(story, chain[0].sentence) if m.start >= start), None)
    last = min(end, start + LONGEST_LIST, behind.start if behind else end)
    words = AFTER_END.split(story.text[start:last])[0].rstrip("、")
    for post in read_posts(words, start) or []:
        yield from _held(story, Held(post, chain[-1], chain[0].start, pattern), person)


def _takes_office(story: Story, subjects: Subjects, person: Mention, end: int) -> Iterator[Assertion]:
    """Read ``成立领导小组，由周文任组长``: the office is in the last body named that can have one."""
    match = TAKES_OFFICE.match(story.text, person.end, end)
    if match is None:
        return
    words = AFTER_END.split(story.text[match.end() : min(end, match.end() + LONGEST_LIST)])[0]
    for post in read_posts(words, match.end()) or []:
        holder, office = holder_of(story, subjects, post, person)
        if holder is not None and holder.type == "Organisation" and endings_of(post):
            yield from _held(story, Held(office, holder, person.start, AFTER_NAME), person)


def _held(story: Story, held: Held, person: Mention, said: int | None = None) -> Iterator[Assertion]:
    """Yield that a person holds a post, at the body that it belongs to.

    `said` is where the words begin that say it, where the person is named before.
    """
    if not is_office(held.post):
        return
    body, post = body_for(story, held.holder, held.post)
    stretches = [(held.holder.start, held.holder.end)]
    if held.pattern is BY_PRONOUN:
        stretches += [(person.start, person.end), (min(held.start, said or held.start), held.post.end)]
    elif held.pattern is SHORT_BODY and held.post.start < person.start:
        stretches.append((held.post.start, person.end))
    else:
        stretches.append((min(held.start, person.start), max(person.end, held.post.end)))
    yield story.assertion(
        "holds_post",
        person.entity or "",
        body,
        stretches,
        held.pattern.confidence,
        held.pattern.name,
        post=post,
        valid=story.valid,
    )
