"""What reads like a body and is none: verbs before a class word, class words alone, places that stand apart.

LAC and the trained net judge by sound. 某村建成服务中心 sounds like a name, 强村公司 like a firm; the words
show that nothing in them names. Rules that know the form of a name are not asked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word

BY_EAR = frozenset({"tagger", "trained net"})
VERBAL = frozenset({"v", "vd", "d", "ad", "p", "c", "r", "u"})
OF_A_LEVEL = ("省级", "市级", "县级", "区级", "镇级", "乡级", "村级", "乡镇", "村镇", "镇村")
"""What says of which level bodies are, and of no place: 县级医院."""
PEOPLE = ("常委", "委员", "代表")
"""What people of a body are called: 区委常委 is nobody's name."""
FORMER = ("旧址", "遗址", "故址")
SEVERAL = re.compile(
    r"[多各几数两][所家个座处名]|各|所有|部分|一些|不少|众多|全[省市县区镇乡村]|[一二三四五六七八九十\d]+[所家个座]"
)
"""What counts bodies behind a place: ``多所`` of 某县多所小学; not ``第一``."""
DOES = re.compile(
    r"组成|成立|办起|建起|建成|开办|创办|办了|建了|举办|召开|走进|来到|推出|加快|引进|带动|合办|联办|兴办|投资建|领办"
    r"|(?<=[院局社会部站队司心校])组织(?=[^部办委科处人关])"
)
"""What bodies do, and no name of a body holds: ``办起`` of 社区大学办起夜校, ``组织`` of 卫生院组织义诊队;
not ``组织`` of 总工会组织部."""
NAMING = frozenset({"LOC", "PER", "ORG", "nz", "nw"})


def without_plain(context: ArticleContext, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals without bodies that nothing names, and those with a county before a town."""
    spans = {p.span for p in proposals if p.type == "Organisation"}
    towns = dict(sorted(context.township_spans))
    return [p for p in proposals if p.type != "Organisation" or _is_body(context, p, spans, towns)]


def _is_body(
    context: ArticleContext, proposal: Proposal, spans: set[tuple[int, int]], towns: Mapping[int, int]
) -> bool:
    for stop in context.region_spans.starting_at(proposal.start):
        if SEVERAL.match(context.text, stop, proposal.end):
            return False
        if (stop, proposal.end) in spans and towns.get(stop, proposal.end) < proposal.end:
            return False
    if context.text.startswith(FORMER, proposal.end):
        return False
    if context.text.startswith(OF_A_LEVEL, proposal.start) or _does(context, proposal):
        return False
    if proposal.recogniser not in BY_EAR:
        return True
    return not (
        context.text.endswith(PEOPLE, proposal.start, proposal.end)
        or _acts(context, proposal.start, proposal.end)
        or _is_plain(context, proposal.start, proposal.end)
    )


def _does(context: ArticleContext, proposal: Proposal) -> bool:
    """Whether a verb of doing stands outside the quotes of a name."""
    found = DOES.search(context.text, proposal.start, proposal.end)
    return found is not None and "“" not in context.text[proposal.start : found.start()]


def _acts(context: ArticleContext, start: int, end: int) -> bool:
    """Whether a verb stands where a name would, at the head or behind the place at the head."""
    stops = [stop for first, stop in context.place_spans.within(start, end) if first == start and stop < end]
    index = context.starts.get(max(stops, default=start))
    return index is not None and context.words[index].tag in VERBAL and context.words[index].end < end


def _is_plain(context: ArticleContext, start: int, end: int) -> bool:
    """Whether words of every day and a class word that any body may have are all there is: 强村公司."""
    text = context.text[start:end]
    if text in cue("generic_organs"):
        return True
    ending = max((word for word in cue("plain_class_words") if text.endswith(word)), key=len, default="")
    if not ending or "“" in text or "第" in text:
        return False
    if context.place_spans.within(start, end) or text[0] in "省市县区镇乡村":
        return False
    first, last = context.word_at(start), context.word_at(end - 1) + 1
    words = context.words[first:last]
    return all(word.tag not in NAMING and (len(word.text) == 1 or is_word(word.text)) for word in words)
