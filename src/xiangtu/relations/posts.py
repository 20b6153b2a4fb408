"""Who holds which post where: ``杜集区石台镇党委副书记、镇长李晓东`` holds two posts in two bodies.

A post belongs to the body whose name stands before it: 书记 to 石台镇党委, 镇长 to 石台镇. In a list each post keeps
to the body it goes with: after a party body, 镇长 and 主任 belong to its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from xiangtu.lexicon import rows
from xiangtu.model.records import Assertion, Entity, Mention

from .story import PLACES, Story
from .subjects import ACTORS, Subjects


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
    0.9,
    "[周文|Person]是[柳林镇|Township]副镇长兼二级网格长，负责此事。",
    "[周文|Person]是[柳林镇|Township]党委书记的好帮手，负责此事。",
)
PATTERNS = (BEFORE_NAME, SHORT_BODY, AFTER_NAME)

JOINER = re.compile(r"、|兼任|兼|暨|及|和|[,，]|[ \u3000]+")
"""What stands between two posts of one person."""

TIE_AFTER = re.compile(r"(?:，|,|（|\(|是|系|现任|担任|当选为?|出任|兼任|任|：|——)+$")
"""Between a name and the body of its post: ``周文是柳林镇副镇长``."""

TEMPORAL = re.compile(r"^(?:原任?|时任|现任|前任?|拟任|新任|老|曾任|历任|作为|身为)")
"""Before a post: when it was held."""

SCOPE = "镇乡村社区街道县区市旗局院校厂站所厅公司集团机关"
"""Characters that may stand before a body or post in place of a name: ``镇党委``, ``区长``."""

NOT_IN_A_POST = re.compile(r"[的了着过在是说和与将把被让给对向从到来去请由为有]|.{17}")
"""What no post holds: particles and verbs, or too many characters."""

NO_POST_KINDS = frozenset({"capacity", "generic", "media"})
"""Kinds of the lexicon's posts that say what somebody is, not what he is in charge of."""

NO_POSTS = frozenset(
    ["志愿者", "党员", "村民", "居民", "员工", "职工", "工人", "业主", "个体户", "司机", "驾驶员", "快递员", "外卖员", "外卖小哥", "快递小哥", "专家", "学生", "学员", "老师", "种植大户", "养殖大户", "种粮大户", "乡贤", "新乡贤", "居民代表", "村民代表", "党员中心户", "十户长", "老板", "老板娘", "企业家", "企业主", "工作人员", "技术员", "经营者", "致富带头人", "带头人", "公务员", "主播", "带货主播", "电商主播", "大国工匠", "保洁员", "农场主", "合伙人", "患者", "战士", "队员", "主讲人"]
)
"""Words of the lexicon's posts that are no office in a body."""

PARTY_POST = re.compile(
    r"^(?:第一|专职|常务|组织|党建|分管.{0,4})?(?:副)?(?:总)?(?:书记|支书|常委|委员|成员|秘书)$|^(?:宣传|组织|统战|政法|纪检|青年|生活|保密)委员$|委员$"
)
"""Posts that stay with a party body in a list; others go to its place or mother body."""

PARTY_BODY = re.compile(r"(?:党委|党工委|工委|党总支|党支部|支部|党组|纪委|区委|县委|市委|省委|州委|旗委|委员会)$")
"""Names of party bodies."""

RANKED = (
    ("Township", re.compile(r"(?:镇长|乡长|镇党委|乡党委|街道党工委|街道办|办事处|镇人大|镇|乡|街道)")),
    ("Village", re.compile(r"(?:村|社区|支书)")),
    ("Region", re.compile(r"(?:区长|县长|市长|区委|县委|市委|旗长|区|县|市)")),
)
"""Which type of place a post speaks of where its body is understood."""


class Post(NamedTuple):
    """A post as printed: the whole words, the body's words in them, and the office itself."""

    printed: str
    body: str
    office: str
    start: int
    end: int


class Held(NamedTuple):
    """A post read before its holder is known: the post, the name it stands after, and where the list starts."""

    post: Post
    holder: Mention
    start: int
    pattern: PostPattern


@cache
def _offices() -> dict[str, str]:
    return {word: kind for word, kind, _ in rows("posts", 3)}


@cache
def _bodies() -> tuple[str, ...]:
    """Return the names of bodies that may stand in a post, the longest first."""
    kinds = {"party", "government", "congress", "consultative", "discipline", "mass", "police", "military"}
    found = {"村委会", "村委", "居委会", "党委", "党工委", "党总支", "总支", "党支部", "支部", "党组", "办事处", "人大", "政协"}
    for full, short, _, kind in rows("departments", 4):
        if kind in kinds:
            found |= {name for name in (full, short) if 2 <= len(name) <= 8}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def read_post(text: str, offset: int = 0) -> Post | None:
    """Return the post that a stretch of text is, None where it is none.

    >>> read_post("党委副书记")[:3], read_post("镇长")[:3], read_post("笑着走来")
    (('党委副书记', '党委', '副书记'), ('镇长', '', '镇长'), None)
    """
    start = len(text) - len(text.lstrip())
    match = TEMPORAL.match(text, start)
    if match and not read_post(text[:0]) and len(text.strip()) > len(match.group()) + 1:
        start = match.end()
    plain = re.sub(r"[“”‘’]", "", text[start:].strip())
    if not plain or NOT_IN_A_POST.search(plain):
        return None
    office = next((plain[i:] for i in range(len(plain)) if plain[i:] in _offices()), "")
    if not office:
        return None
    body, rest = _body_of(plain)
    printed = text[start:].rstrip()
    return Post(printed, body, rest or plain, offset + start, offset + start + len(printed))


def _body_of(plain: str) -> tuple[str, str]:
    """Split ``镇党委副书记`` into the body's words and the office."""
    stripped = plain.lstrip(SCOPE)
    scope = plain[: len(plain) - len(stripped)]
    for lead in dict.fromkeys((scope, "")):
        remainder = plain[len(lead) :]
        for body in _bodies():
            if remainder.startswith(body) and len(remainder) > len(body):
                office = remainder[len(body) :]
                if any(office.endswith(word) for word in _offices()):
                    return lead + body, office
    return "", ""


def is_office(post: Post) -> bool:
    """Whether a post is an office in a body, not a walk of life (村民, 志愿者)."""
    plain = re.sub(r"[“”‘’]", "", post.printed)
    word = next((plain[i:] for i in range(len(plain)) if plain[i:] in _offices()), "")
    if re.search(r"退休|离休|退役军人|下岗|留守|普通", plain[: len(plain) - len(word)]):
        return False
    return _offices().get(word) not in NO_POST_KINDS and word not in NO_POSTS


def read_posts(text: str, offset: int = 0) -> list[Post] | None:
    """Return the posts of a list, [] for joiners alone, None where the text is anything else.

    >>> [post.printed for post in read_posts("党支部书记、村委会主任")]
    ['党支部书记', '村委会主任']
    """
    posts: list[Post] = []
    position = 0
    for match in [*JOINER.finditer(text), None]:
        end = match.start() if match else len(text)
        item = text[position:end]
        if item.strip():
            post = read_post(item, offset + position)
            if post is None:
                return None
            posts.append(post)
        position = match.end() if match else end
    return posts


def find_posts(story: Story, subjects: Subjects) -> Iterator[Assertion]:
    """Yield the posts that the sentences of a story give to people."""
    for index in story.counted_sentences:
        if any(mention.type == "Person" for mention in story.mentions_in(index)):
            yield from _before_names(story, subjects, index)
            yield from _after_names(story, index)


def _before_names(story: Story, subjects: Subjects, index: int) -> Iterator[Assertion]:
    """Read a sentence from left to right: bodies, posts, and the person whom they are for."""
    sentence = story.sentence(index)
    holder: Mention | None = None
    chain_start = sentence.start
    pending: list[Held] = []
    position = sentence.start
    for mention in _outer(story, index):
        gap = story.text[position : mention.start]
        posts = read_posts(gap.removeprefix("的"), position + gap.startswith("的"))
        joined = bool(re.search(r"(?:、|兼任|兼|暨|及|和|\s)$", gap)) or not gap
        if posts is not None and holder is not None:
            pending.extend(Held(post, holder, chain_start, BEFORE_NAME) for post in posts)
        elif mention.type == "Person":
            pending = _understood(story, subjects, position, mention.start)
        else:
            pending = []
        if mention.type == "Person":
            for held in pending:
                yield from _held(story, held, mention)
            pending = []
            holder = holder if posts is not None else pending_holder(holder, posts)
        else:
            if posts or not joined:
                chain_start = mention.start
            if posts is None or (posts and not joined):
                pending = []
            if gap.strip() or holder is None:
                chain_start = mention.start
            holder = mention
        position = mention.end


def pending_holder(holder: Mention | None, posts: list[Post] | None) -> Mention | None:
    """Return the body that stays in force behind a person: only where the list before him was read."""
    return holder if posts is not None else None


def _outer(story: Story, index: int) -> list[Mention]:
    """Return the people, places and bodies of a sentence, none inside another."""
    found: list[Mention] = []
    for mention in story.mentions_in(index):
        if mention.type in (*ACTORS, "Person", "Place") and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found


def _understood(story: Story, subjects: Subjects, start: int, end: int) -> list[Held]:
    """Return the posts that stand right before a name with no body named beside them: ``镇党委书记周文``."""
    clause = re.split(r"[。！？!?；;：:“”\n（）()]", story.text[start:end])[-1]
    offset = end - len(clause)
    best: list[Post] = []
    for cut in range(len(clause)):
        if cut and clause[cut - 1] not in "，,、" and cut > 0 and not _starts_post(clause[cut:]):
            continue
        posts = read_posts(clause[cut:], offset + cut)
        if posts:
            best = posts
            break
    if not best or (best[0].start > start and not _is_boundary(story.text, best[0].start)):
        return []
    return [
        Held(post, holder, post.start, SHORT_BODY)
        for post in best
        if (holder := _holder_of(story, subjects, post)) is not None
    ]


def _starts_post(text: str) -> bool:
    """Whether a text may open a list of posts: with a scope, a body or an office."""
    return text[:1] in SCOPE or any(text.startswith(body) for body in _bodies()) or text[:2] in _offices()


def _is_boundary(text: str, position: int) -> bool:
    """Whether a post may start here: after a mark, or after a word of time, speech or motion."""
    before = text[max(0, position - 2) : position]
    return not before or before[-1:] in "，,。、；;：:“”（）() \n\u3000" or before in _WORDS_BEFORE or before[-1:] in "，由"


_WORDS_BEFORE = frozenset(["日前", "近日", "当天", "随后", "现场", "上午", "下午", "会上", "时任", "作为", "介绍", "邀请", "据悉", "据了", "陪同", "听取", "记者", "采访", "如今", "今年"])


def _holder_of(story: Story, subjects: Subjects, post: Post) -> Mention | None:
    """Return the place or body that a post without one speaks of."""
    for kind, pattern in RANKED:
        if pattern.match(post.printed):
            for mention in reversed(story.mentions_before(post.start)):
                if mention.type == kind:
                    return mention
            return None
    subject = subjects.at(post.start)
    if len(subject.mentions) == 1 and subject.mentions[0].type in ACTORS:
        return subject.mentions[0]
    return None


def _after_names(story: Story, index: int) -> Iterator[Assertion]:
    """Read what follows a name: ``周文是柳林镇副镇长``, ``周文（柳林镇副镇长）``."""
    mentions = _outer(story, index)
    for place, person in enumerate(mentions[:-1]):
        if person.type != "Person" or mentions[place + 1].type == "Person":
            continue
        chain = [mentions[place + 1]]
        for other in mentions[place + 2 :]:
            if other.type == "Person" or other.start != chain[-1].end:
                break
            chain.append(other)
        if not TIE_AFTER.fullmatch(story.text[person.end : chain[0].start]):
            continue
        holder = chain[-1]
        rest = story.text[holder.end : story.sentence(index).end]
        printed = re.split(r"[,，。；;：:！!？?\n）)“”]", rest)[0]
        posts = read_posts(printed, holder.end)
        for post in posts or []:
            yield from _held(story, Held(post, holder, chain[0].start, AFTER_NAME), person)


def _held(story: Story, held: Held, person: Mention) -> Iterator[Assertion]:
    """Yield that a person holds a post, at the body that it belongs to."""
    if not is_office(held.post):
        return
    body, post = _body_for(story, held)
    stretches = [
        (held.holder.start, held.holder.end),
        (min(held.start, person.start), max(person.end, held.post.end)),
    ]
    if held.pattern is SHORT_BODY:
        stretches[1] = (held.post.start, person.end)
    yield story.assertion(
        "holds_post",
        person.entity or "",
        body,
        stretches,
        held.pattern.confidence,
        held.pattern.name,
        post=post,
        valid=story.article.issue_date or story.page.issue_date or "",
    )


def _body_for(story: Story, held: Held) -> tuple[str, str]:
    """Return the id of the body that a post belongs to, and the post as held there."""
    holder, post = story.entity(held.holder), held.post
    if post.body:
        body = _named_body(story, holder, post.body)
        if body is not None:
            return body.id, post.office
        owner = _owner(story, holder) if PARTY_BODY.search(holder.name) else holder
        return (owner or holder).id, post.printed
    if PARTY_BODY.search(holder.name) and holder.type == "Organisation" and not PARTY_POST.search(post.office):
        owner = _owner(story, holder)
        if owner is not None:
            return owner.id, post.printed
    return holder.id, post.printed


def _owner(story: Story, body: Entity) -> Entity | None:
    """Return the place or mother body of a body: by its parent, else by the longest name that it starts with."""
    parent = story.entities.get(body.parent or "")
    if parent is not None:
        return parent
    owners = [
        entity
        for entity in story.entities.values()
        if entity.id != body.id and entity.type in ACTORS and body.name.startswith(entity.name)
    ]
    return max(owners, key=lambda entity: (len(entity.name), entity.id), default=None)


SAME_BODY = (("村民委员会", "村委会"), ("居民委员会", "居委会"), ("村委会", "村委"), ("党支部", "支部"), ("党总支", "总支"))
"""Long and short words for one body."""


def _named_body(story: Story, holder: Entity, words: str) -> Entity | None:
    """Return the entity that is the body `words` of a place or body, None where the page names none."""
    owner = holder if holder.type in PLACES or not PARTY_BODY.search(holder.name) else _owner(story, holder) or holder
    plain = _plain_body(words.lstrip(SCOPE) or words)
    for entity in sorted(story.entities.values(), key=lambda entity: entity.id):
        if entity.type != "Organisation" or entity.id == owner.id:
            continue
        belongs = entity.parent == owner.id or entity.name.startswith(owner.name)
        rest = entity.name.removeprefix(owner.name).lstrip(SCOPE)
        if belongs and _plain_body(rest) == plain:
            return entity
    return None


def _plain_body(name: str) -> str:
    for long, short in SAME_BODY:
        name = name.replace(long, short)
    return name
