"""Where a post is held: at the body named before it, the one that it speaks of, or the one in force.

After a party body, 镇长 and 主任 belong to its place; 理事长 alone speaks of the last co-operative.
"""

from __future__ import annotations

import re

from xiangtu.model.records import Entity, Mention

from .membership import mother_by_name
from .offices import SCOPE, Post, endings_of, leading_body, office_in, offices
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
    ("Township", re.compile(r"(?:常务)?副?[镇乡]长|镇|乡|街道|办事处")),
    ("Village", re.compile(r"村|社区|老?支书")),
    ("Region", re.compile(r"(?:常务)?副?[区县市旗州省]长|[区县市旗州省]")),
)
"""Which type of place a post speaks of where its body is understood."""

WIDER = re.compile(r"[州省]")
"""Levels above the county: ``州人大代表`` is not of the county named last."""

OF_VILLAGE = re.compile(
    r"(?:驻村.{0,6}|第一书记|网格员|护林员|管水员|水管员|楼栋长|村医|报账员|村官|巡查员)$"
)
"""Offices in a village or neighbourhood, which stands near by: ``网格员``; not ``局长``."""

IN_PLACE = re.compile(r"(?:[（(][^（）()]{1,6}[)）])?(?:正)?在")
"""Between somebody in a picture and where he is: ``网格员周文（左）在下河村``."""

BODY_TAIL = re.compile(r"(?:[部科股处室办站队所组局会社院校馆厂园场行庭]|中心|公司|集团|联合体|小组|大队)$")
"""How words before an office end that name its body in part: ``权益保障部部长``; not ``金融专员``."""

OF_SCOPE = (("镇乡", ("Township",)), ("村", ("Village",)), ("县市区旗州省", ("Region",)))
"""The level that the first character of a post speaks of: ``县人大代表`` of no village."""

ENTERPRISE = re.compile(r"(?:公司|合作社|集团|企业|厂)$")
"""Ends of names of firms, which have no 管委会 or 党工委: ``管委会主任`` is of the place."""

SIDE_BY_SIDE = re.compile(r"、|和|与|及|以及")
"""Between places that are named together, none of which is then somebody's."""

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


def holder_of(story: Story, subjects: Subjects, post: Post, person: Mention) -> tuple[Mention | None, Post]:
    """Return the place or body that a post without one speaks of, and the post without the word for it.

    ``理事长`` speaks of the last co-operative, ``公司董事长`` of the last company, ``镇长`` of the last town,
    ``网格员`` of the village that is named beside `person`.
    """
    section, post = _in_section(story, post)
    if section is not None:
        return section, post
    endings = endings_of(post)
    word = GENERIC_BODY.match(post.printed)
    if word and post.printed != word.group():
        endings = (word.group(),)
        office = post.printed[word.end() :]
        post = post._replace(printed=office, office=office, body="")
    elif not post.body and BODY_TAIL.search(_words_before(post)):
        return None, post
    if endings:
        for mention in story.mentions_back(post.start):
            named = mention.type in ("Organisation", "Place") and story.entity(mention).name
            if named and named.endswith(endings):
                return mention, post
    if not post.body and OF_VILLAGE.search(post.office):
        return _village_beside(story, post, person), post
    for kind, pattern in RANKED:
        if (word := pattern.match(post.printed)) is not None:
            place = _last_of(story, post.start, kind)
            wide = WIDER.search(word.group())
            other = wide and place and not story.entity(place).name.endswith(wide.group())
            return None if other else place, post
    last = _last_body(story, post.start) if not post.body and post.printed == post.office else None
    return last or (None if endings else _in_force(subjects, post)), post


def _words_before(post: Post) -> str:
    """Return what a post has before its office: 权益保障部 of ``权益保障部部长``."""
    return post.printed.removesuffix(office_in(post.printed))


def _in_section(story: Story, post: Post) -> tuple[Mention | None, Post]:
    """Return the last body whose name ends as a post begins, and the post without those words.

    ``指挥部办公室主任`` is 主任 at the office of the headquarters that the story names.
    """
    inside = post.body and "办公室" not in post.printed
    if inside or not BODY_TAIL.search(_words_before(post)):
        return None, post
    for start in range(len(post.printed) - 1, 1, -1):
        before, office = post.printed[:start], post.printed[start:]
        if office not in offices() or not BODY_TAIL.search(before):
            continue
        for mention in story.mentions_back(post.start):
            if mention.type == "Organisation" and story.entity(mention).name.endswith(before):
                return mention, post._replace(printed=office, office=office, body="")
    return None, post


def _last_of(story: Story, position: int, kind: str) -> Mention | None:
    """Return the last name of a kind of place before a position, or of the place of a body named there."""
    for mention in story.mentions_back(position):
        if mention.type == kind:
            return mention
        parent = story.entities.get(story.entity(mention).parent or "")
        if mention.type == "Organisation" and parent is not None and parent.type == kind:
            named = story.nearest(parent.id, position)
            if named is not None:
                return named
    return None


def _village_beside(story: Story, post: Post, person: Mention) -> Mention | None:
    """Return the one village that is named with somebody: behind in a caption, before in his paragraph."""
    picture = IN_PLACE.match(story.text, person.end)
    if picture is not None:
        behind = [m for m in story.mentions_in(person.sentence) if m.start >= picture.end()]
        places = [m for m in behind if m.type in PLACES]
        if places and places[0].start == picture.end():
            return next((m for m in places if m.type == "Village"), places[0])
    paragraph, sentence = story.paragraph(post.start), story.sentence_at(post.start)
    later = post.start
    for mention in story.mentions_back(post.start):
        if story.paragraph(mention.start) != paragraph or mention.sentence < sentence - 1:
            return None
        if mention.type == "Village":
            return None if _is_listed(story, mention, later) else mention
        later = mention.start
    return None


def _is_listed(story: Story, place: Mention, later: int) -> bool:
    """Whether a place is named together with others of its kind."""
    before = next(story.mentions_back(place.start), None)
    together = before is not None and before.type == place.type
    return bool(
        (together and before and SIDE_BY_SIDE.fullmatch(story.text, before.end, place.start))
        or SIDE_BY_SIDE.fullmatch(story.text, place.end, later)
    )


def _in_force(subjects: Subjects, post: Post) -> Mention | None:
    """Return the one body or place that a sentence is about, if such a post is held at it."""
    if offices().get(office_in(post.office), "") not in OF_THE_SUBJECT:
        return None
    subject = subjects.at(post.start)
    if len(subject.mentions) != 1 or subject.mentions[0].type not in ACTORS:
        return None
    firm = post.body and ENTERPRISE.search(subject.mentions[0].text)
    return None if firm else subject.mentions[0]


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
        owner = _owner(story, holder) if PARTY_BODY.search(holder.name) else None
        place = _of_level(story, owner or holder, post)
        return place.id, _without_scope(post, place)
    if HEAD_OF_PLACE.search(post.office) and holder.type in PLACES:
        return _of_level(story, holder, post._replace(printed=post.office.lstrip("副"))).id, post.printed
    if holder.type == "Organisation" and HEAD_OF_PLACE.search(post.office):
        places = (story.entities[key] for key in story.above(holder.id))
        governed = next((place for place in places if place.type in PLACES), None)
        if governed is not None:
            return governed.id, post.printed
    if PARTY_BODY.search(holder.name) and not PARTY_POST.search(post.office):
        owner = _owner(story, holder) if holder.type == "Organisation" else None
        if owner is not None:
            return owner.id, post.printed
    return holder.id, post.printed


def _of_level(story: Story, holder: Entity, post: Post) -> Entity:
    """Return the place above a holder that a post speaks of: the county of ``下河村的县人大代表``."""
    kinds = next((kinds for scope, kinds in OF_SCOPE if post.printed[:1] in scope), ())
    if not kinds or holder.type in kinds or holder.type not in PLACES:
        return holder
    above = (story.entities[key] for key in story.above(holder.id))
    return next((place for place in above if place.type in kinds and _is_wide_enough(place, post)), holder)


def _is_wide_enough(place: Entity, post: Post) -> bool:
    wide = WIDER.match(post.printed)
    return wide is None or place.name.endswith(wide.group())


def _without_scope(post: Post, place: Entity) -> str:
    """Return a post as held at a place, without the word for the place: 人大代表 of ``镇人大代表``."""
    short = post.printed.removeprefix(place.name[-1:]) if place.type in PLACES else post.printed
    return short if leading_body(short) else post.printed


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
        if belongs and _plain_body(rest).removeprefix("委") == plain:
            return entity
    return None


def _plain_body(name: str) -> str:
    for long, short in SAME_BODY:
        name = name.replace(long, short)
    return name
