"""Where a post is held: at the body named before it, the one that it speaks of, or the one in force.

After a party body, 镇长 and 主任 belong to its place; 理事长 alone speaks of the last co-operative.
"""

from __future__ import annotations

import re

from xiangtu.model.records import Entity, Mention

from .membership import mother_by_name
from .offices import SCOPE, Post, endings_of, office_in, offices
from .story import ACTORS, PLACES, Story
from .subjects import Subjects

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

OFFICE = re.compile(r"(?:中心|办|办公室|委员会|居委会|村委会|局|站|所|队|协会|商会)$")
"""Ends of names of offices that have heads: ``镇综治中心``."""

SAME_BODY = (
    ("村民委员会", "村委会"),
    ("居民委员会", "居委会"),
    ("村委会", "村委"),
    ("党支部", "支部"),
    ("党总支", "总支"),
)
"""Long and short words for one body."""


def holder_of(story: Story, subjects: Subjects, post: Post) -> tuple[Mention | None, Post]:
    """Return the place or body that a post without one speaks of, and the post without the word for it.

    ``理事长`` speaks of the last co-operative, ``公司董事长`` of the last company, ``镇长`` of the last town.
    """
    endings = endings_of(post)
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
    if offices().get(office_in(post.office), "") not in OF_THE_SUBJECT:
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


def body_for(story: Story, named: Mention, post: Post) -> tuple[str, str]:
    """Return the id of the body that a post belongs to, and the post as held there."""
    holder = story.entity(named)
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
