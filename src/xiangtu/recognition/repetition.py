"""What is a name in one sentence is a name in the next: repeated names, short forms, lists.

Runs after a first choice, on what that chose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from xiangtu.recognition.arbiter import Candidate
from xiangtu.recognition.context import ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, cue_ends
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.names import border_after
from xiangtu.recognition.organs import organ_end
from xiangtu.recognition.phrases import is_generic_left, launch_verbs
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.venues import natural
from xiangtu.recognition.words import is_word

NAME = "repetition"
SAME = 0.82
SAME_SHORT = 0.66
ORGAN_OF_KNOWN = 0.9
SHORT_FORM = 0.72
SHORT_ORGAN = 0.7
SHORT_PERSON = 0.64
NICKNAMES = "老小"
SURE = 0.62
COMPANY = re.compile(
    r"(.+?)(?:科技|农业|实业|发展|开发|贸易|环境|工程|食品|生物|建筑|文化|旅游)*(?:股份|集团)?有限(?:责任)?公司"
)
"""A company's full name and the part of it that short forms are made of."""
TOWNSHIP_ENDINGS = ("街道", "镇", "乡")
VILLAGE_ENDINGS = ("社区", "村")


def propose(
    context: ArticleContext, chosen: Sequence[Candidate], elsewhere: frozenset[tuple[str, str]]
) -> Iterator[Proposal]:
    """Propose further mentions of what is named: in this article, and people and organs named on the page."""
    yield from _again(context, chosen, elsewhere)
    yield from _short_forms(context, chosen)
    yield from _short_zones(context, chosen)
    yield from _short_organs(context, chosen)
    yield from _short_companies(context, chosen)
    yield from _short_people(context, chosen)


def _again(
    context: ArticleContext, chosen: Sequence[Candidate], elsewhere: frozenset[tuple[str, str]]
) -> Iterator[Proposal]:
    text = context.text
    sources: dict[str, tuple[str, int]] = {name: (kind, -1) for name, kind in sorted(elsewhere)}
    for candidate in chosen:
        name = text[candidate.start : candidate.end]
        if candidate.score >= SURE and name not in sources:
            sources[name] = (candidate.type, candidate.start)
    for start, end in Matcher(name for name in sources if len(name) > 1).find(text):
        kind, first = sources[text[start:end]]
        if start == first:
            continue
        if _cuts_word(context, start) or _cuts_word(context, end):
            continue
        known_place = kind in {"Village", "Township"} and not text.startswith(("村", "社区"), end)
        if known_place and (organ := organ_end(context, end)) is not None and organ[1]:
            yield Proposal(
                start, organ[0], "Organisation", ORGAN_OF_KNOWN, NAME, "organ of a place named elsewhere"
            )
        aligned = context.is_boundary(start) and context.is_boundary(end)
        score = SAME if aligned or end - start > 3 else SAME_SHORT
        yield Proposal(start, end, kind, score, NAME, "named elsewhere in the article")


def _cuts_word(context: ArticleContext, position: int) -> bool:
    """Whether a border would cut a word of every day: 狗牯脑茶 in 狗牯脑茶园."""
    return not context.is_boundary(position) and is_word(context.text[position - 1 : position + 1])


def _short_forms(context: ArticleContext, chosen: Sequence[Candidate]) -> Iterator[Proposal]:
    """番城 for 番城街道, once the article has named it in full; never inside another name."""
    text = context.text
    stems: dict[str, str] = {}
    for candidate in chosen:
        name = text[candidate.start : candidate.end].removesuffix("办事处")
        if candidate.type == "Township" and candidate.score >= SURE:
            stem = _stem(name, TOWNSHIP_ENDINGS)
            if len(stem) > 1:
                stems[stem] = "Township"
        elif candidate.type == "Village" and candidate.score >= SURE:
            stem = _stem(name, VILLAGE_ENDINGS)
            if len(stem) > 1 and not is_word(stem) and not stem.endswith(natural()):
                stems.setdefault(stem, "Village")
    for start, end in Matcher(stems).find(text):
        follows = text[end : end + 1]
        cut = not context.is_boundary(start) or context.in_quotes(start, end)
        if follows in cue_characters("after_short_region_no") or cut:
            continue
        if context.is_boundary(end):
            yield Proposal(
                start, end, stems[text[start:end]], SHORT_FORM, NAME, "short form of a place named"
            )


def _short_zones(context: ArticleContext, chosen: Sequence[Candidate]) -> Iterator[Proposal]:
    """开发区, 高新区 for the zone that the article names in full."""
    text = context.text
    full = [text[c.start : c.end] for c in chosen if c.type in {"Region", "Organisation"}]
    for form in cue_ends("zone_short"):
        if any(form in name and not name.startswith(form) for name in full):
            for start, end in Matcher([form]).find(text):
                yield Proposal(start, end, "Region", SHORT_FORM, NAME, "the zone named in full")


def _short_organs(context: ArticleContext, chosen: Sequence[Candidate]) -> Iterator[Proposal]:
    """服务站, 退役军人服务站 for the station that the article names in full; never 公司 or 学校 alone."""
    text = context.text
    tails: set[str] = set()
    endings = cue_ends("carried_organs")
    for candidate in chosen:
        if candidate.type != "Organisation" or candidate.score < SURE:
            continue
        for index in range(candidate.start + 1, candidate.end - 2):
            tail = text[index : candidate.end]
            halved = "”" in tail and "“" not in tail
            first = context.starts.get(index)
            governs = first is not None and context.words[first].text in launch_verbs()
            if first is not None and tail.endswith(endings) and not (halved or governs):
                tails.add(tail)
    tails -= cue("bare_bodies")
    for start, end in Matcher(tails).find(text):
        if context.is_boundary(start) and context.is_boundary(end) and not is_generic_left(context, start):
            yield Proposal(start, end, "Organisation", SHORT_ORGAN, NAME, "the body named in full")


def _short_companies(context: ArticleContext, chosen: Sequence[Candidate]) -> Iterator[Proposal]:
    """鹭溪电子 for 江西鹭溪电子有限公司."""
    text = context.text
    shorts: set[str] = set()
    for candidate in chosen:
        match = COMPANY.fullmatch(text[candidate.start : candidate.end])
        if candidate.type != "Organisation" or match is None:
            continue
        name = match.group(1)
        head = max(context.region_spans.starting_at(candidate.start), default=candidate.start)
        own = name[head - candidate.start :]
        shorts.update(short for short in (own, own[:4], own[:2]) if len(short) >= 2 and not is_word(short))
    for start, end in Matcher(shorts).find(text):
        if context.is_boundary(start) and context.is_boundary(end):
            yield Proposal(start, end, "Organisation", SHORT_ORGAN, NAME, "the company named in full")


def _short_people(context: ArticleContext, chosen: Sequence[Candidate]) -> Iterator[Proposal]:
    """秀芹 and 老陆 for 陆秀芹, once the article has named her in full and nobody else of that name."""
    text = context.text
    people = {text[c.start : c.end] for c in chosen if c.type == "Person" and c.end - c.start == 3}
    forms = Counter(form for name in people for form in (name[1:], f"老{name[0]}", f"小{name[0]}"))
    known = {f for f, count in forms.items() if count == 1 and (f[0] in NICKNAMES or not is_word(f))}
    for start, end in Matcher(known).find(text):
        opens = start in context.starts or not "\u4e00" <= text[start - 1 : start] <= "\u9fff"
        inside = any(text.startswith(name, start - 1) for name in people if name[1:] == text[start:end])
        if inside:
            continue
        if opens and border_after(context, end) >= 2 and text[start - 1 : start] != text[end : end + 1]:
            yield Proposal(start, end, "Person", SHORT_PERSON, NAME, "a person named in full")


def _stem(name: str, endings: tuple[str, ...]) -> str:
    return next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)
