"""Offices in words: what a stretch like ``党委副书记、镇长`` says, whoever holds them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from xiangtu.lexicon import rows, words

JOINER = re.compile(r"、|兼任|兼|暨|及|和|[,，]|[ \u3000]+")
"""What stands between two posts of one person."""

TEMPORAL = re.compile(
    r"^(?:——|访(?=[省州市县区])|青年(?=教师|医生|法官|农技员)|驻村(?=第一书记|工作队)|包村(?=干部)|原任?|时任|现任|前任?|拟任|新任|曾任|历任|作为|身为)"
)
"""Before a post: when it was held."""

SCOPE = "镇乡村社区街道县区市旗局院校厂站所厅公司集团机关"
"""Characters that may stand before a body or post in place of a name: ``镇党委``, ``区长``."""

NOT_IN_A_POST = re.compile(r"[的了着过在是说和与将把被让给对向从到来去请由为有]|.{17}")
"""What no post holds: particles and verbs, or too many characters."""

NO_POST_KINDS = frozenset({"capacity", "generic", "media"})
"""Kinds of the lexicon's posts that say what somebody is, not what he is in charge of."""

OTHER_OFFICE = re.compile(
    r"(?:协管|协办|记账|管水|水管|管理|技术|农技|保管|宣传|调解|指导|联络|辅导|讲解|特派|经办|代办|护林|安全|监督|质检|化验|售货|营业|理货|检验|督导|"
    r"辅助|服务|帮办|导办|收银|采购|统计|核算|气象|水利|植保|畜牧|防疫|动物检疫|信息|报账|专管|巡查|救生|保育|教研)员$|村官$"
)
"""Offices that end in 员 and that the lexicon need not list: ``就业协管员``."""

QUOTED_OFFICE = re.compile(r"“[^“”]{2,5}[员长官]”")
"""An office that a place has coined: ``“铜哨员”``; not ``“新农人”``."""

QUOTE_INSIDE = re.compile(r"[^“”]“(?!两委)")
"""A quote mark inside words that are then no post: ``评“好师傅”``; not ``村“两委”成员``."""

NO_OFFICE_BEFORE = re.compile(r"^老$|退休|离休|退役军人|下岗|留守|普通|优秀|最美|[国省市县区]家?级")
"""Before a post that somebody no longer holds, or that is an honour: ``退休教师``, ``县级科技特派员``."""

LONGEST_BODY = 8
"""Longest name of a body, in characters, that is looked for inside a post."""


class Post(NamedTuple):
    """A post as printed: the whole words, the body's words in them, and the office itself."""

    printed: str
    body: str
    office: str
    start: int
    end: int


@cache
def offices() -> dict[str, str]:
    """Return the offices of the lexicon and their kinds."""
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


def leading_body(text: str) -> str:
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
    if not plain or NOT_IN_A_POST.search(plain) or QUOTE_INSIDE.search(text.strip()):
        return None
    if not office_in(plain) and not QUOTED_OFFICE.fullmatch(text[start:].strip()):
        return None
    body, rest = _body_of(plain)
    printed = text[start:].rstrip()
    return Post(printed, body, rest or plain, offset + start, offset + start + len(printed))


def office_in(plain: str) -> str:
    """Return the longest office of the lexicon that a text ends in, empty where there is none."""
    listed = next((plain[i:] for i in range(len(plain)) if plain[i:] in offices()), "")
    other = OTHER_OFFICE.search(plain)
    return listed or (other.group() if other else "")


def _body_of(plain: str) -> tuple[str, str]:
    """Split ``镇党委副书记`` into the body's words and the office."""
    stripped = plain.lstrip(SCOPE)
    scope = plain[: len(plain) - len(stripped)]
    for lead in dict.fromkeys((scope, "")):
        remainder = plain[len(lead) :]
        body = leading_body(remainder)
        while body:
            office = remainder[len(body) :]
            if office and office_in(office):
                return lead + body, office
            body = leading_body(body[:-1])
    return "", ""


def is_office(post: Post) -> bool:
    """Whether a post is an office in a body, not a walk of life (村民, 志愿者)."""
    plain = re.sub(r"[“”‘’]", "", post.printed)
    word = office_in(plain)
    if plain.endswith("干部") or NO_OFFICE_BEFORE.search(plain[: len(plain) - len(word)]):
        return False
    if offices().get(word) == "media" and word in bodies_of_offices():
        return True
    return offices().get(word) not in NO_POST_KINDS and word not in words("walks_of_life")


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


@cache
def post_prefixes() -> frozenset[str]:
    """Return what may stand before an office and belongs to it: 副, 驻村."""
    return words("post_prefixes")


def starts_post(text: str) -> bool:
    """Whether a text may open a list of posts: with a scope, a body or an office."""
    return (
        text[:1] in SCOPE
        or bool(leading_body(text))
        or any(text[:length] in offices() for length in (2, 3, 4))
    )


@cache
def bodies_of_offices() -> dict[str, tuple[str, ...]]:
    """Return the ends of names of the bodies that an office is in, by office."""
    found: dict[str, tuple[str, ...]] = {}
    for office, ending in rows("office_bodies", 2):
        found[office] = (*found.get(office, ()), ending)
    return found


def endings_of(post: Post) -> tuple[str, ...]:
    """Return the ends of names of the bodies that a post speaks of: 公司, 集团 … of 董事长.

    A longer office speaks of what its end does: ``签约医生`` as ``医生``.
    """
    found = bodies_of_offices()
    known = (post.office[start:] for start in range(len(post.office) - 1))
    return next((found[office] for office in known if office in found), ())
