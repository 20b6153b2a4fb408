"""Who holds which post where: ``莒南县坪上镇党委副书记、镇长周建国`` holds two posts in two bodies.

A post belongs to the body whose name stands before it: 书记 to 坪上镇党委, 镇长 to 坪上镇. In a list each
post keeps to the body it goes with: after a party body, 镇长 and 主任 belong to its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from xiangtu.lexicon import rows, words
from xiangtu.model.records import Assertion, Entity, Mention

from .membership import mother_by_name
from .story import ACTORS, PLACES, Story
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
PATTERNS = (BEFORE_NAME, SHORT_BODY, AFTER_NAME, TAKEN, SENT)

TAKING = re.compile(
    r"(?:当选为?|兼任|担任|出任|就任|选为|推选为|聘为|转任|升任|调任|挂任|当上|当了)了?[“‘]?$"
)
"""Right before the body of an office that somebody takes: ``当选下河村妇联主席``."""

SENDING = re.compile(r"(?:派到|派往|派驻|派驻到|选派到|下派到|下派|选派|派|调到|来到|回到|到|赴|驻)$")
"""Right before the place that somebody is sent to: ``被派到柳林镇下河村任``."""

OFFICE_THERE = re.compile(r"(?:挂职)?(?:任职?为?|担任|挂任|当|出任|做)(?=[“‘]?[^,，。]{2,10})")
"""Behind the place that somebody is sent to: the office that he takes there."""

JOINER = re.compile(r"、|兼任|兼|暨|及|和|[,，]|[ \u3000]+")
"""What stands between two posts of one person."""

TIE_AFTER = re.compile(r"(?:，|,|（|\(|是|系|现任|担任|当选为?|出任|兼任|任|：|——)+$")
"""Between a name and the body of its post: ``周文是柳林镇副镇长``."""

IS_AFTER = re.compile(r"[^。；;：:！？“”]{0,16}[,，](?:现|也|又|既|还)?(?:是|任|担任|系|身为|作为)")
"""Between a name and the body of its post, with a remark between: ``周文今年42岁，是``."""

TAKES_OFFICE = re.compile(r"(?:兼任|担任|任|出任|为)(?=[^,，。]{2,10})")
"""Behind a name: the office that is taken, its body named before."""

AFTER_END = re.compile(r"[,，。；;：:！!？?\n）)“”]")
"""Where a post behind a name ends."""

TEMPORAL = re.compile(
    r"^(?:驻村(?=第一书记|工作队)|包村(?=干部)|原任?|时任|现任|前任?|拟任|新任|老|曾任|历任|作为|身为)"
)
"""Before a post: when it was held."""

SCOPE = "镇乡村社区街道县区市旗局院校厂站所厅公司集团机关"
"""Characters that may stand before a body or post in place of a name: ``镇党委``, ``区长``."""

NOT_IN_A_POST = re.compile(r"[的了着过在是说和与将把被让给对向从到来去请由为有]|.{17}")
"""What no post holds: particles and verbs, or too many characters."""

NO_POST_KINDS = frozenset({"capacity", "generic", "media"})
"""Kinds of the lexicon's posts that say what somebody is, not what he is in charge of."""

OTHER_OFFICE = re.compile(
    r"(?:协管|管理|技术|农技|保管|宣传|调解|指导|联络|辅导|讲解|特派|经办|代办|护林|安全|监督|质检|化验|售货|营业|理货|检验|督导|"
    r"辅助|服务|帮办|导办|收银|采购|统计|核算|气象|水利|植保|畜牧|防疫|动物检疫|信息|报账|专管|巡查|救生|保育|教研)员$|村官$"
)
"""Offices that end in 员 and that the lexicon need not list: ``就业协管员``."""

QUOTED_OFFICE = re.compile(r"“[^“”]{2,5}[员长官]”")
"""An office that a place has coined: ``“铜哨员”``; not ``“新农人”``."""

NO_OFFICE_BEFORE = re.compile(r"退休|离休|退役军人|下岗|留守|普通|优秀|最美|[国省市县区]家?级")
"""Before a post that somebody no longer holds, or that is an honour: ``退休教师``, ``县级科技特派员``."""

HEAD_OF_PLACE = re.compile(r"^副?[省市州县区旗镇乡]长$")
"""Posts that are held at a place, whatever body stands before them: ``副县长``; not ``局长``."""

OF_THE_SUBJECT = frozenset(
    {"party", "government", "congress", "consultative", "discipline", "village", "grid", "mass"}
)
"""Kinds of posts that are held at whom the sentence is about, where no body is named."""

PARTY_POST = re.compile(
    r"^(?:第一|专职|常务|组织|党建|分管.{0,4})?(?:副)?(?:总)?(?:书记|支书|常委|委员|成员|秘书)$|^(?:宣传|组织|统战|政法|纪检|青年|生活|保密)委员$|委员$"
)
"""Posts that stay with a party body in a list; others go to its place or mother body."""

PARTY_BODY = re.compile(
    r"(?:党委|党工委|工委|党总支|党支部|支部|党组|纪委|区委|县委|市委|省委|州委|旗委|党的?委员会)$"
)
"""Names of party bodies."""

LONGEST_LIST = 48
"""Longest list of posts, in characters, that is looked for before a name."""

GENERIC_BODY = re.compile(
    r"(?:分局|支行|分行|法庭|派出所|司法所|服务站|服务中心|服务队|大队|中队|公司|集团|合作社|学校|医院|协会|企业|酒店|饭店|超市|工厂|卫生室|卫生院|幼儿园)"
)
"""A class word before an office in place of a name: ``公司董事长``."""

RANKED = (
    ("Township", re.compile(r"(?:镇长|乡长|镇党委|乡党委|街道党工委|街道办|办事处|镇人大|镇|乡|街道)")),
    ("Village", re.compile(r"(?:村|社区|支书)")),
    ("Region", re.compile(r"(?:区长|县长|市长|区委|县委|市委|旗长|区|县|市)")),
)
"""Which type of place a post speaks of where its body is understood."""


LONGEST_BODY = 8
"""Longest name of a body, in characters, that is looked for inside a post."""


class Post(NamedTuple):
    """A post as printed: the whole words, the body's words in them, and the office itself."""

    printed: str
    body: str
    office: str
    start: int
    end: int


class Held(NamedTuple):
    """A post read before its holder is known: the post, the name before it, and where the list starts."""

    post: Post
    holder: Mention
    start: int
    pattern: PostPattern


@cache
def _offices() -> dict[str, str]:
    listed = {word: kind for word, kind, _ in rows("posts", 3)}
    return {office: "business" for office, _ in rows("office_bodies", 2)} | listed


@cache
def _bodies() -> frozenset[str]:
    """Return the names of bodies that may stand in a post."""
    kinds = {"party", "government", "congress", "consultative", "discipline", "mass", "police", "military"}
    found = {"村委会", "村委", "居委会", "党委", "党工委", "党总支", "总支", "党支部", "支部", "党组"}
    found |= {"办事处", "人大", "政协"}
    for full, short, _, kind in rows("departments", 4):
        if kind in kinds:
            found |= {name for name in (full, short) if 2 <= len(name) <= LONGEST_BODY}
    return frozenset(found)


def _leading_body(text: str) -> str:
    """Return the longest name of a body that a text begins with, empty where it begins with none."""
    return next((text[:n] for n in range(min(LONGEST_BODY, len(text)), 1, -1) if text[:n] in _bodies()), "")


def read_post(text: str, offset: int = 0) -> Post | None:
    """Return the post that a stretch of text is, None where it is none.

    >>> read_post("党委副书记")[:3], read_post("镇长")[:3], read_post("笑着走来")
    (('党委副书记', '党委', '副书记'), ('镇长', '', '镇长'), None)
    """
    start = len(text) - len(text.lstrip())
    match = TEMPORAL.match(text[start:])
    if match and len(text.strip()) > len(match.group()) + 1:
        start += match.end()
    plain = re.sub(r"[“”‘’]", "", text[start:].strip())
    if not plain or NOT_IN_A_POST.search(plain):
        return None
    if not _office_in(plain) and not QUOTED_OFFICE.fullmatch(text[start:].strip()):
        return None
    body, rest = _body_of(plain)
    printed = text[start:].rstrip()
    return Post(printed, body, rest or plain, offset + start, offset + start + len(printed))


def _office_in(plain: str) -> str:
    """Return the longest office of the lexicon that a text ends in, empty where there is none."""
    listed = next((plain[i:] for i in range(len(plain)) if plain[i:] in _offices()), "")
    other = OTHER_OFFICE.search(plain)
    return listed or (other.group() if other else "")


def _body_of(plain: str) -> tuple[str, str]:
    """Split ``镇党委副书记`` into the body's words and the office."""
    stripped = plain.lstrip(SCOPE)
    scope = plain[: len(plain) - len(stripped)]
    for lead in dict.fromkeys((scope, "")):
        remainder = plain[len(lead) :]
        body = _leading_body(remainder)
        while body:
            office = remainder[len(body) :]
            if office and _office_in(office):
                return lead + body, office
            body = _leading_body(body[:-1])
    return "", ""


def is_office(post: Post) -> bool:
    """Whether a post is an office in a body, not a walk of life (村民, 志愿者)."""
    plain = re.sub(r"[“”‘’]", "", post.printed)
    word = _office_in(plain)
    if NO_OFFICE_BEFORE.search(plain[: len(plain) - len(word)]):
        return False
    if _offices().get(word) == "media" and word in _bodies_of_offices():
        return True
    return _offices().get(word) not in NO_POST_KINDS and word not in words("walks_of_life")


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
            yield from _taken(story, index)


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
        if gap[:1] in ("，", ","):
            posts = None
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
            holder = holder if posts is not None else None
        else:
            if posts or not joined:
                chain_start = mention.start
            if posts is None or (posts and not joined):
                pending = []
            if gap.strip() or holder is None:
                chain_start = mention.start
            holder = mention
        position = mention.end


def _outer(story: Story, index: int) -> list[Mention]:
    """Return the people, places and bodies of a sentence, none inside another."""
    found: list[Mention] = []
    for mention in story.mentions_in(index):
        if mention.type in (*ACTORS, "Person", "Place") and (not found or mention.start >= found[-1].end):
            found.append(mention)
    return found


def _understood(story: Story, subjects: Subjects, start: int, end: int) -> list[Held]:
    """Return the posts that stand right before a name with no body named beside them: ``镇党委书记周文``."""
    begin = max(start, end - LONGEST_LIST)
    clause = re.split(r"[。！？!?；;：:“”\n（）()]", story.text[begin:end])[-1]
    offset = end - len(clause)
    word = end - len(re.split("[，,]", clause)[-1])
    deictic = subjects.deictic_at(word)
    if deictic is not None and (named := read_posts(story.text[deictic[1] : end], deictic[1])):
        return [Held(post, deictic[0], word, SHORT_BODY) for post in named]
    posts: list[Post] = []
    for cut in range(len(clause)):
        if cut == 0 or clause[cut - 1] in "，,、" or _starts_post(clause[cut:]):
            posts = read_posts(clause[cut:], offset + cut) or []
            if posts:
                break
    if not posts or (posts[0].start > start and not _is_boundary(story.text, posts[0].start)):
        return []
    held = []
    for printed in posts:
        holder, post = _holder_of(story, subjects, _bare(printed))
        if holder is not None:
            held.append(Held(post, holder, post.start, SHORT_BODY))
    return held


def _bare(post: Post) -> Post:
    """Return a post without a verb that stands before it: ``要理事长`` is 理事长."""
    plain = re.sub(r"[“”‘’]", "", post.printed)
    office = _office_in(plain)
    before = plain[: len(plain) - len(office)]
    if (
        post.body
        or not before
        or before[0] in SCOPE
        or before in _prefixes()
        or GENERIC_BODY.fullmatch(before)
    ):
        return post
    return Post(office, "", office, post.end - len(office), post.end)


@cache
def _prefixes() -> frozenset[str]:
    return words("post_prefixes")


def _starts_post(text: str) -> bool:
    """Whether a text may open a list of posts: with a scope, a body or an office."""
    return (
        text[:1] in SCOPE
        or bool(_leading_body(text))
        or any(text[:length] in _offices() for length in (2, 3, 4))
    )


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
    ]
)


def _holder_of(story: Story, subjects: Subjects, post: Post) -> tuple[Mention | None, Post]:
    """Return the place or body that a post without one speaks of, and the post without the word for it.

    ``理事长`` speaks of the last co-operative, ``公司董事长`` of the last company, ``镇长`` of the last town.
    """
    endings = _endings(post)
    word = GENERIC_BODY.match(post.printed)
    if word and post.printed != word.group():
        endings = (word.group(),)
        office = post.printed[word.end() :]
        post = post._replace(printed=office, office=office, body="")
    if endings:
        for mention in story.mentions_back(post.start):
            if mention.type == "Organisation" and story.entity(mention).name.endswith(endings):
                return mention, post
    for kind, pattern in RANKED:
        if pattern.match(post.printed):
            for mention in story.mentions_back(post.start):
                if mention.type == kind:
                    return mention, post
            return None, post
    last = _last_body(story, post.start) if not post.body and post.printed == post.office else None
    return last or (None if endings else _in_force(subjects, post)), post


def _in_force(subjects: Subjects, post: Post) -> Mention | None:
    """Return the one body or place that a sentence is about, if such a post is held at it."""
    if _offices().get(_office_in(post.office), "") not in OF_THE_SUBJECT:
        return None
    subject = subjects.at(post.start)
    return subject.mentions[0] if len(subject.mentions) == 1 and subject.mentions[0].type in ACTORS else None


def _last_body(story: Story, position: int) -> Mention | None:
    """Return the office that the sentence before ends in: ``报到镇综治中心。副主任周文…``."""
    sentence = story.sentence_at(position)
    if sentence < 1 or story.text[story.sentence(sentence).start : position].strip("“‘ "):
        return None
    for mention in story.mentions_back(position, 1):
        ends = mention.sentence == sentence - 1 and not story.text[mention.end : position].strip(
            "。！？”’“‘ \n"
        )
        if ends and mention.type == "Organisation" and OFFICE.search(story.entity(mention).name):
            return mention
    return None


OFFICE = re.compile(r"(?:中心|办|办公室|委员会|居委会|村委会|局|站|所|队|协会|商会)$")
"""Ends of names of offices that have heads: ``镇综治中心``."""


@cache
def _bodies_of_offices() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for office, ending in rows("office_bodies", 2):
        found[office] = (*found.get(office, ()), ending)
    return found


def _endings(post: Post) -> tuple[str, ...]:
    """Return the ends of names of the bodies that a post speaks of: 公司, 集团 … of 董事长."""
    found = _bodies_of_offices()
    return found.get(post.office) or found.get(_office_in(post.office)) or ()


def _after_names(story: Story, index: int) -> Iterator[Assertion]:
    """Read what follows a name: ``周文是柳林镇副镇长``, ``周文（柳林镇副镇长）``, ``周文任组长``."""
    mentions = _outer(story, index)
    end = story.sentence(index).end
    for place, person in enumerate(mentions):
        if person.type != "Person":
            continue
        yield from _takes_office(story, mentions[:place], person, end)
        chain = mentions[place + 1 : place + 2]
        if not chain or chain[0].type == "Person":
            continue
        for other in mentions[place + 2 :]:
            if other.type == "Person" or other.start != chain[-1].end:
                break
            chain.append(other)
        between = story.text[person.end : min(chain[0].start, person.end + LONGEST_LIST)]
        if not (TIE_AFTER.fullmatch(between) or IS_AFTER.fullmatch(between)):
            continue
        holder = chain[-1]
        start = holder.end + story.text.startswith("的", holder.end)
        for post in (
            read_posts(AFTER_END.split(story.text[start : min(end, start + LONGEST_LIST)])[0], start) or []
        ):
            yield from _held(story, Held(post, holder, chain[0].start, AFTER_NAME), person)


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
    words = AFTER_END.split(story.text[start : min(end, start + LONGEST_LIST)])[0]
    for post in read_posts(words, start) or []:
        yield from _held(story, Held(post, chain[-1], chain[0].start, pattern), person)


def _takes_office(story: Story, earlier: list[Mention], person: Mention, end: int) -> Iterator[Assertion]:
    """Read ``成立领导小组，由周文任组长``: the office is in the last body named that can have one."""
    match = TAKES_OFFICE.match(story.text, person.end, end)
    if match is None:
        return
    for post in (
        read_posts(
            AFTER_END.split(story.text[match.end() : min(end, match.end() + LONGEST_LIST)])[0], match.end()
        )
        or []
    ):
        endings = _endings(post)
        for mention in reversed(earlier):
            if endings and mention.type == "Organisation" and story.entity(mention).name.endswith(endings):
                yield from _held(story, Held(post, mention, person.start, AFTER_NAME), person)
                break


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
        valid=story.valid,
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
    if holder.type == "Organisation" and HEAD_OF_PLACE.search(post.office):
        place = next(
            (p for p in map(story.entities.get, story.above(holder.id)) if p and p.type in PLACES), None
        )
        if place is not None:
            return place.id, post.printed
    if PARTY_BODY.search(holder.name) and not PARTY_POST.search(post.office):
        owner = _owner(story, holder) if holder.type == "Organisation" else None
        if owner is not None:
            return owner.id, post.printed
    return holder.id, post.printed


def _owner(story: Story, body: Entity) -> Entity | None:
    """Return the mother body of a party body, else its place: by name, then by resolution."""
    mother = mother_by_name(story, body)
    if mother is not None:
        return mother
    for length in range(len(body.name) - 1, 2, -1):
        owner = story.page_names.get(body.name[:length])
        if owner is not None and owner.id != body.id:
            return owner
    return story.entities.get(body.parent or "")


SAME_BODY = (
    ("村民委员会", "村委会"),
    ("居民委员会", "居委会"),
    ("村委会", "村委"),
    ("党支部", "支部"),
    ("党总支", "总支"),
)
"""Long and short words for one body."""


def _named_body(story: Story, holder: Entity, words: str) -> Entity | None:
    """Return the entity that is the body `words` of a place or body, None where the page names none."""
    owner = (
        holder
        if holder.type in PLACES or not PARTY_BODY.search(holder.name)
        else _owner(story, holder) or holder
    )
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
