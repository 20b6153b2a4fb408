"""Programmes without quotes: fixed terms of policy, and noun phrases that end in 专项行动, 工作法, 计划 …."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from xiangtu.recognition.context import TITLE_PARTS, ArticleContext
from xiangtu.recognition.cues import cue, cue_characters, pattern
from xiangtu.recognition.matching import Matcher
from xiangtu.recognition.names import is_name
from xiangtu.recognition.phrases import Phrase, is_generic_left, is_specific, launch_verbs, phrase_before
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.words import is_word, listed

NAME = "programme"
FIXED = 0.88
STRONG = 0.66
WEAK = 0.46
AFTER_LAUNCH = 0.1
SPECIFIC = 0.1
AS_MEANS = 0.06
IN_TITLE = 0.06
OF_POLICY = 0.1
OF_KNOWN = 0.34
PLAIN_CLASS = ("项目", "工程", "行动", "计划")
WORKS = 0.06
LONG_WORKS = 4
COINING = frozenset({"n", "nz", "vn", "nw"})
LONGEST_VAGUE = 4
LED = 0.72
SOLD = 0.72
INTRODUCED_SO = 0.66
SHORTEST_LOAN = 3
LONGEST_LOAN = 6
HEADLINE = 0.62
OFTEN = 4
LABELLED_OFTEN = 3
SHORTEST_COMPOUND = 4
LONGEST_COMPOUND = 6
SHORTEST = 6
LED_BY = re.compile(
    r"(?:党建|党支部|支部|党委|党组织)(?:引领|领办|联建)(?:[\u4e00-\u9fff]{2,6}?)(?:建设|治理|合作社|工程|行动|振兴)"
)
"""What party building leads: ``党支部领办合作社``; not ``党建引领作用``."""


INTRODUCED = re.compile(
    r"(?:推行|试行)([\u4e00-\u9fff]{3,6})(?=[，。；])"
    r"|(?:办法|做法|法子|机制|规矩|跟着学)，?(?:就?叫|取名|名为|称作)[作做为]?([\u4e00-\u9fff\d]{4,8})(?=[，。；])"
)
"""What is introduced at a clause's end: ``推行一户一码，``; not ``推行的办法``, ``叫王小明，``."""
LOAN = re.compile(r"(?<![可能获各评还借首最放])贷(?![款给了到出前后记方种着过不])")
"""What loans by name end in: ``稻谷贷``; not ``贷款``, ``可贷``."""
INSURANCE = re.compile(
    r"(?:价格指数|天气指数|气象指数|收入|完全成本|目标价格|产值|母猪|母羊|母牛|收益权|预期收益)(?:保险|贷款)"
)
"""What insurance of farm produce ends in: ``玉米收入保险``; not ``医疗保险``."""


def propose(context: ArticleContext) -> Iterator[Proposal]:
    """Propose programmes."""
    text = context.text
    for start, end in known().find(text):
        if not _bordered(context, start, end) and end - start < 6:
            continue
        yield Proposal(start, end, "Programme", FIXED, NAME, "known programme")
        if text.startswith("贷款", end):
            yield Proposal(start, end + 2, "Programme", FIXED, NAME, "a loan for a known programme")
    yield from _loans(context)
    yield from _introduced(context)
    for match in LED_BY.finditer(text):
        vague = match.group().endswith(tuple(sorted(listed("vague_programmes"))))
        if not vague and context.is_boundary(match.start()) and context.is_boundary(match.end()):
            yield Proposal(match.start(), match.end(), "Programme", LED, NAME, "led by party building")
    yield from _of_the_headline(context)
    for match in endings().finditer(text):
        yield from _by_ending(context, match)


def _bordered(context: ArticleContext, start: int, end: int) -> bool:
    """Whether words end at both borders, or a verb stands before that LAC took in: 依托 + 林长制."""
    if context.is_boundary(end):
        return context.is_boundary(start) or (
            end - start > 2 and context.text[start - 2 : start] in launch_verbs()
        )
    return False


def _introduced(context: ArticleContext) -> Iterator[Proposal]:
    """推行一户一码，and 办法叫田头记账，: what a clause introduces and ends with is named, quotes or not."""
    for match in INTRODUCED.finditer(context.text):
        group = match.lastindex or 0
        start, end = match.span(group)
        plain = not any(char in cue_characters("no_place_character") for char in match.group(group))
        bordered = context.is_boundary(start) and context.is_boundary(end)
        if plain and bordered and not is_word(match.group(group)) and not is_name(match.group(group)):
            yield Proposal(start, end, "Programme", INTRODUCED_SO, NAME, "introduced and ends the clause")


def _loans(context: ArticleContext) -> Iterator[Proposal]:
    """稻谷贷, 玉米收入保险: what banks and insurers sell under a name."""
    text = context.text
    for match in LOAN.finditer(text) if "贷" in text else ():
        phrase = phrase_before(context, match.end(), limit=LONGEST_LOAN, verbs=False)
        if phrase is None or not context.is_boundary(match.end()):
            continue
        name = text[phrase.start : match.end()]
        if len(name) >= SHORTEST_LOAN and not (is_word(name) or is_word(name[-2:])):
            yield Proposal(phrase.start, match.end(), "Programme", SOLD, NAME, "a loan by its name")
    for match in INSURANCE.finditer(text):
        phrase = phrase_before(context, match.end(), limit=14, verbs=False)
        if phrase is not None and phrase.start < match.start() and context.is_boundary(match.end()):
            yield Proposal(phrase.start, match.end(), "Programme", SOLD, NAME, "insurance of produce")


def _of_the_headline(context: ArticleContext) -> Iterator[Proposal]:
    """A compound of the headline that the text says again and again and that no dictionary has: 校地联建."""
    text = context.text
    sentences = context.article.reading.sentences
    head = "".join(text[s.start : s.end] for s in sentences if s.part in TITLE_PARTS)
    found: dict[str, bool] = {}
    opening = frozenset(head)
    for index, word in enumerate(context.words if head else ()):
        if word.text[0] not in opening or word.tag not in COINING or word.text not in head:
            continue
        for last in range(index + 1, min(index + 3, len(context.words))):
            name = text[word.start : context.words[last].end]
            if context.words[last].start != context.words[last - 1].end or len(name) > LONGEST_COMPOUND:
                break
            if len(name) < SHORTEST_COMPOUND or name not in head or is_word(name):
                continue
            coined = any(not is_word(w.text) for w in context.words[index : last + 1])
            found[name] = found.get(name, False) or coined
    for name, coined in sorted(found.items()):
        labelled = len(pattern("work_follow").findall(_follows(text, name)))
        if _count(text, name) < OFTEN or labelled < (1 if coined else LABELLED_OFTEN):
            continue
        for match in re.finditer(re.escape(name), text):
            yield Proposal(match.start(), match.end(), "Programme", HEADLINE, NAME, "headline term, repeated")


def _follows(text: str, name: str) -> str:
    return " ".join(text[m.end() : m.end() + 4] for m in re.finditer(re.escape(name), text))


def _by_ending(context: ArticleContext, match: re.Match[str]) -> Iterator[Proposal]:
    text, end = context.text, match.end()
    if end not in context.ends or context.words[context.ends[end]].tag in {"v", "ad"}:
        return
    phrase = phrase_before(context, end, limit=20, ending=len(match.group()))
    if phrase is None:
        return
    start = _without_places(context, _with_split_word(context, phrase), end)
    modifier = text[start : match.start()]
    short = end - start < SHORTEST or not match.group().endswith("行动") or len(modifier) < 2
    if (
        (len(modifier) < 3 and short)
        or is_generic_left(context, start)
        or text[start:end] in cue("generic_programmes")
    ):
        return
    if any(modifier.endswith(word) and len(modifier) - len(word) < 2 for word in cue("generic_modifiers")):
        return
    strong = match.group() in cue("strong_programme_endings") or match.group().endswith("行动")
    score, reasons = (STRONG if strong else WEAK), [f"name before {match.group()}"]
    before = context.ends.get(start)
    if before is not None and context.words[before].text in launch_verbs():
        score += AFTER_LAUNCH
        reasons.append(f"after {context.words[before].text}")
    elif before is not None and context.words[before].text in cue("means_verbs"):
        score += AS_MEANS
        reasons.append(f"after {context.words[before].text}")
    if match.group() == "工程" and len(modifier) >= LONG_WORKS:
        score += WORKS
    term = terms().longest(text, start)
    if term and text.startswith(PLAIN_CLASS, start + len(term)) and term in known():
        score += OF_KNOWN
        reasons.append("a known programme and its class word")
    elif len(term) >= LONGEST_VAGUE:
        score += OF_POLICY
        reasons.append("begins with a term of policy")
    if is_specific(context, context.starts.get(start, phrase.first), phrase.last):
        score += SPECIFIC
        reasons.append("holds a name")
    if context.part_at(start) in TITLE_PARTS:
        score += IN_TITLE
        reasons.append("in the headline")
    if _count(text, text[start:end]) > 1 or (len(modifier) > 4 and _count(text, modifier) > 1):
        score += AFTER_LAUNCH
        reasons.append("repeated")
    yield Proposal(start, end, "Programme", round(min(score, 0.9), 2), NAME, "; ".join(reasons))


def _with_split_word(context: ArticleContext, phrase: Phrase) -> int:
    """Take in the verb of a short word that LAC read as two: 改 + 厕. Returns where the phrase starts."""
    if phrase.first == 0:
        return phrase.start
    word, before = context.words[phrase.first], context.words[phrase.first - 1]
    split = len(word.text) == len(before.text) == 1 and before.tag == "v" and before.end == word.start
    return before.start if split else phrase.start


def _without_places(context: ArticleContext, start: int, end: int) -> int:
    """Leave places and facilities at the head out: they are names of their own."""
    for index in range(context.word_at(start), context.word_at(end - 1)):
        word = context.words[index]
        if word.start == start and word.text in cue("facility_words"):
            start = word.end
    for place_start, place_end in context.place_spans.within(start, end):
        if place_start == start and place_end < end:
            start = place_end
    return start


@cache
def known() -> Matcher:
    """Return the matcher of fixed terms of policy that name a programme even without quotes."""
    return Matcher(listed("policy_programmes") - listed("vague_programmes") - listed("generic_policy_words"))


@cache
def terms() -> Matcher:
    """Return the matcher of terms of policy, vague ones too: what they open is no work of every day."""
    return Matcher(listed("policy_programmes") | listed("vague_programmes"))


@cache
def endings() -> re.Pattern[str]:
    """Return the expression of the words that programmes end in."""
    found = listed(
        "programme_suffixes", "campaign", "project", "plan", "method", "activity", "mechanism", "brand"
    )
    ordered = sorted(found - cue("weak_programme_endings"), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)))


@lru_cache(maxsize=4096)
def _count(text: str, name: str) -> int:
    return text.count(name)
