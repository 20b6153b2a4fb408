"""What each line of a page is: headline, byline, body, caption, section label or furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from xiangtu.layout.bylines import Signature, looks_like_name, parse_fields, parse_signature
from xiangtu.layout.joints import bridges, starts_inside_clause
from xiangtu.layout.lines import BULLETS, HAN, Line, cut_line, is_spaced
from xiangtu.layout.marks import words


class Kind(Enum):
    """The part that a line plays."""

    HEADLINE = "headline"
    BYLINE = "byline"
    FIELDS = "fields"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    LABEL = "label"
    EDITORS = "editors"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Part:
    """A line with its kind.

    `signature` is the byline that the line is, or that stands in it: after 本报讯, or at its end
    (`signed_at_end`). `lead_end` is the page offset where 本报讯 with its byline ends, -1 without one.
    """

    line: Line
    kind: Kind
    signature: Signature | None = None
    signed_at_end: bool = False
    lead_end: int = -1

    @property
    def is_credit(self) -> bool:
        """Whether the line is, or ends in, the credit of a picture."""
        at_end = self.signed_at_end or self.kind is Kind.BYLINE
        return at_end and self.signature is not None and self.signature.is_credit

    @property
    def is_complete(self) -> bool:
        """Whether the text ends here as a sentence, a story or a headline does."""
        return self.signed_at_end or self.kind not in (Kind.BODY, Kind.LEAD) or self.line.is_complete


LONGEST_HEADLINE = 60
"""Characters of a marked headline; an unmarked one has at most `LONGEST_PLAIN_HEADLINE`."""
LONGEST_PLAIN_HEADLINE = 42
SHORTEST_HEADLINE = 5
"""An unmarked line of fewer characters inside a page, above a body, is a fragment."""
MOST_LINES_OF_HEADLINES = 6
"""Unmarked lines of headlines one below the other, at most."""
LONGEST_FIELDS = 200
NARROWEST_COLUMN = 10
"""Characters of a printed line; shorter ones are headlines one below the other."""
LONGEST_HALF_OF_BYLINE = 40
LONGEST_HALF_OF_LEAD = 12
LONGEST_ADDRESS = 24
LONGEST_NAME_OF_PAPER = 8
LONGEST_CAPTION = 70
"""A line with a credit and no full stop inside is a caption up to this length."""

_PLACE_AND_DATE = rf"(?:[{HAN}]{{0,6}}?(?:新闻|消息)?[\s　]*(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)"
# "本报讯", "本报山城3月5日讯", "山城网讯", "新华社北京3月5日电". Not: "互联网通讯技术", "据新华社报道".
_LEAD = re.compile(
    rf"\**(?:(?:本[报网台刊站社]{_PLACE_AND_DATE}(?<!通)讯)"
    rf"|(?:本[报网台刊站社]{_PLACE_AND_DATE}|新华社{_PLACE_AND_DATE}|"
    rf"[{HAN}]{{1,8}}?(?:网|报|台|社|传媒|融媒体?|新闻|发布|客户端|在线){_PLACE_AND_DATE})"
    rf"(?<!通)(?:讯|电|消息)(?=\**(?:[\s（(:：【\[“]|记者|通讯员|$)))\**"
)
_BRACKET = r"[（(【\[〔]([^（()）】\]〕。]{2,80})[）)】\]〕]"
# What stands before a bracket that names who signed: "【山城融媒】讯 （记者 …）", "山城网讯：（…）".
# Not: "据通讯社消息，（…）" (a comma), and no bracket that names nobody.
_OPENING = re.compile(rf"\**(?:[^。，！？；“”\n]{{0,30}}?(?:讯|电|消息)[\s】\])）]*[:：]?\s*)?(?={_BRACKET})")
_CLOSING = re.compile(r"[）)】\]〕：:\s]*")
_AFTER_LEAD = re.compile(rf"\s*[:：]?\s*{_BRACKET}")
# Where bare names after a lead may end: before 报道, a colon, a comma or white space.
_NAMES_END = re.compile(r"报道|[:：，,\s“]")
_BRACKET_AT_END = re.compile(rf"{_BRACKET}\s*[。]?$")
_BARE_AT_END = re.compile(rf"(?<=[。！？”’!?])\s*([{BULLETS}]?[^。！？!?，,；;“”\n]{{2,60}})$")
# "一、", "（二）", "3.", "第一章", "①". Not: "一个", "2022年", "1.5万".
_NUMBERED = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)"
    r"|第[一二三四五六七八九十\d]+[章节条部分]|[①②③④⑤⑥⑦⑧⑨⑩]|[一二三四五六七八九十]是"
)
_DASHED = re.compile(r"[—–―－-]{1,}")
_STOP_INSIDE = re.compile(r"[。；;]|[！？!?](?=\S.{7}|\s*[（(])")
_FULL_STOP_INSIDE = re.compile(r"[。；;]")
# A space between phrases of a headline: "新路修通 村民笑了". Not: "投入 20 万元".
_PHRASES = re.compile(rf"[{HAN}”》？！?!]\s+[{HAN}“《]")
_DATE = r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
# A masthead, a page number, a date line. Not: "2022年3月5日，某镇召开会议。" (it is complete).
_MASTHEAD = re.compile(
    rf"第?\s*[A-Da-d]?[一二三四五六七八九十\d]{{1,5}}\s*版(?=[\s:：]|$)|[A-D]?\d{{1,2}}\s*[{HAN}]{{0,6}}\s*{_DATE}"
    rf"|星期[一二三四五六日天](?=\s|$)|总第?\s*\d+\s*期|第\s*\d+\s*期$|[A-Z][A-Z\s]{{5,}}$"
    rf"|[{HAN}]{{2,8}}(?:日报|晚报|晨报|周报|早报|时报|商报|都市报|周刊)$"
)
# The line of the date on a page or under a web page's headline: "2022-06-12 18:00 发表于江西", "某某发布
# 2022-06-12". Not: "2022年3月5日，某镇召开会议。", "2023年1月1日起施行新规".
_DATED = re.compile(rf"[^。，！？：:“]{{0,20}}?(?<!\d){_DATE}(?=\s|$|星期)[^。，！？“]{{0,40}}$")
# The date before a byline on its line: "2023/9/28 作者 …", "2022-06-12 18:00 记者：…".
_DATED_SIGNATURE = re.compile(rf"{_DATE}(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?[\s|]+(?=[{HAN}])")
# What the date line of a newspaper has and a web page's has not: "星期四", "第2版", "总第31期", "JINRI".
_OF_NEWSPAPER = re.compile(r"星期|第\s*\d+\s*[版期]|农历|^[A-Z][A-Z\s]{5,}$")
# A newsroom on a line of its own, beside a row of fields: "某某发布", "某某网湖北". Not: "全县上网了吗".
_NEWSROOM = re.compile(rf"[{HAN}]{{2,10}}(?:网|报|发布|融媒体?|融媒体中心|客户端|电视台)[{HAN}]{{0,2}}$")
# What a web page's source leaves: "123.jpg", "2023-03-16 … content_1.html", "某某办公室 主办".
_SOURCE_LEFT = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|bmp|mp4)$|.*\.(?:s?html?|aspx?|php)\b|.*(?:主办|承办)$", re.I
)
# An advertiser's line: "旺铺招租 电话：…". Not: "电话那头，老人哭了。"
_ADVERT = re.compile(r"[^。，！？]{0,30}(?:电话|热线|手机|微信|地址|传真)\s*[:：]")
_TABLE = re.compile(r"\|.*\||(?:[\d.%+,:-]+\s+){3}")
_CRUMBS = re.compile(rf"[{HAN}A-Za-z]+\s*(?:>+|»|›|/)\s*[{HAN}A-Za-z]+\s*(?:>+|»|›|/)")
# A title or quotation that the line does not close: "印发《山城县". Not: "印发《山城县指南》".
_OPEN_TITLE = re.compile(r"《[^》]*$|“[^”]*$")
# No headline ends so; a line that a column's end cut does.
_HANGING = tuple("是的在和与为对将把被从还等向于以及由使让给该其这那每各")
# A date alone, no headline: "2021年秋季", "10月15日", "今年3月".
_DATE_ALONE = re.compile(rf"(?:[{HAN}]{{1,2}})?(?:\d{{4}}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[{HAN}]{{0,3}}$")
# A sentence rather than a headline begins so: "妇女节那天，某某", "11:30 在某村". Not: "守初心 担使命".
_CLAUSE = re.compile(r"[，,]|^\d{1,2}[:：]\d\d")
# No body begins so; what goes on with a broken line does.
_GOING_ON = tuple("也都就则又并而的了着过和与及或等才却便")
# The first half of 本报讯: "本报山城", "本", "山城网". Not: "本报社区行", "上了网".
_CUT_LEAD = re.compile(rf"本(?:[报网台刊站社][{HAN}]{{0,6}})?$|[{HAN}]{{2,6}}[网报台]$")
# The first half of a byline: "■记者", "本报记", "（王小明", "撰稿人：". Not: "记者节到了", "通讯员队伍".
_CUT_BYLINE = re.compile(
    rf"[{BULLETS}（(【]\s*|(?:[{HAN}]{{0,8}}(?:记|记者|通|通讯|通讯员|实习|实习生|摄影|撰稿|撰稿人|作者|供稿))[:：]?\s*$"
)
# A byline that a column's end cuts inside a word or a name: "王小明 通讯", "明 李四".
_CUT_WORD = re.compile(r"(?:记|记者|通|通讯|通讯员|实习|实习生|特约|摄影)$")
_REST_OF_NAME = re.compile(rf"[{HAN}](?=[\s、]|$)")
# A number alone on its line, and what a unit begins with.
_NUMBER = re.compile(r"[\d.,]+$")
_UNIT = re.compile(r"[万亿年月日%％个名人户亩元公里米吨次家]")
# What goes on with a name: "是十里镇的农民", "说，水来了". Not: "清明假期第二天，…".
_VERB_AT_HEAD = re.compile(r"[是说在把将带表介正刚则也还又和与]")
_TRIANGLES = "▲△▼▽"
# What a date or 近日 at the head of a text goes on with: "近日石桥镇…", "3月5日上午".
_IN_CLAUSE = rf"[{HAN}]"
# What a question, no headline, stands above.
_ANSWER = ("答：", "答:")
_QUESTION = ("问：", "问:", *_ANSWER)
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(rf"[{HAN}]|[A-Za-z]{{2}}")


def classify(text: str, lines: Sequence[Line]) -> list[Part]:
    """Return what each line is, judged by itself and by its neighbours."""
    parts = [part for line in lines for part in _by_themselves(text, line)]
    _weigh_labels(parts)
    _set_web_page_aside(parts)
    _set_name_of_paper_aside(parts)
    _join_cut_leads(text, parts)
    _carry_leads_over(text, parts)
    _join_cut_bylines(text, parts)
    _join_cut_numbers(parts)
    _sign_at_head(parts)
    has_levels = any(part.line.level and part.kind is Kind.HEADLINE for part in parts)
    bare_names = sum(_has_bare_names(parts, index) for index in range(len(parts)))
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].kind is Kind.BYLINE:
            parts[index] = _weigh_bare_names(parts, index, bare_names > 0)
        if parts[index].kind is Kind.BODY:
            parts[index] = _among_neighbours(parts, index, has_levels)
    for index in range(1, len(parts)):
        parts[index] = _go_on_with_names(parts[index - 1], parts[index])
    return parts


def is_numbered(line: Line) -> bool:
    """Whether a line begins like a numbered heading: 一、 （二） 3."""
    return _NUMBERED.match(line.text) is not None


def is_set_in_phrases(line: Line) -> bool:
    """Whether a headline has a space between its phrases: ``新路修通 村民笑了``."""
    return _PHRASES.search(line.text) is not None


def is_dashed(line: Line) -> bool:
    """Whether a line is a subtitle with a dash before it."""
    return _DASHED.match(line.text) is not None


def _weigh_labels(parts: list[Part]) -> None:
    """Take what only ends like a label for the headline that it is right above a byline."""
    for index, part in enumerate(parts[:-1]):
        listed = part.line.bare in words("sections", "words")
        below = parts[index + 1]
        if part.kind is Kind.LABEL and not listed and below.kind is Kind.BYLINE:
            parts[index] = Part(part.line, Kind.HEADLINE)
        elif part.kind in (Kind.BODY, Kind.HEADLINE) and part.line.bare in words("sections", "subjects"):
            alone = index == 0 or parts[index - 1].is_complete
            if alone and below.kind in (Kind.BODY, Kind.HEADLINE) and _has_form_of_headline(below.line):
                parts[index] = Part(part.line, Kind.LABEL)


def _set_web_page_aside(parts: list[Part]) -> None:
    """Take a newsroom's name beside a row of fields for a field, and a line printed twice for a caption."""
    if not any(part.kind is Kind.FIELDS and part.signature is not None for part in parts):
        return
    for index in range(1, len(parts)):
        above, part = parts[index - 1], parts[index]
        beside = part.kind is Kind.FIELDS and above.kind in (Kind.BODY, Kind.BYLINE) and index > 1
        if beside and _NEWSROOM.match(above.line.text):
            parts[index - 1] = Part(above.line, Kind.FIELDS)
        both = part.kind is above.kind is Kind.BODY and len(part.line.bare) <= LONGEST_CAPTION
        both = both and part.line.bare.count("。") <= 1
        if both and part.line.bare == above.line.bare:
            parts[index - 1] = replace(above, kind=Kind.CAPTION)
            parts[index] = replace(part, kind=Kind.CAPTION)


def _set_name_of_paper_aside(parts: list[Part]) -> None:
    """Take the short line above the date of a newspaper's page for the paper's name."""
    for index, part in enumerate(parts[:-1]):
        if part.kind in (Kind.HEADLINE, Kind.BODY) and len(part.line.bare) <= LONGEST_NAME_OF_PAPER:
            below = parts[index + 1]
            dated = below.kind in (Kind.FIELDS, Kind.FURNITURE) and _OF_NEWSPAPER.search(below.line.text)
            if dated and below.signature is None and not part.line.is_complete:
                parts[index] = Part(part.line, Kind.FURNITURE)


def _join_cut_leads(text: str, parts: list[Part]) -> None:
    """Read 本报讯 that a column's end cuts (``本报山城`` ``县讯（记者 …）``) or cuts from its byline."""
    for index in range(len(parts) - 1):
        line, below = parts[index].line, parts[index + 1].line
        if len(line.text) > LONGEST_HALF_OF_LEAD or line.level or below.level:
            continue
        if parts[index].kind is Kind.LEAD and parts[index].signature is None:
            signature = _signature_after(text, below.start, below.end)
        elif parts[index].kind in (Kind.BODY, Kind.HEADLINE) and _CUT_LEAD.match(line.text):
            lead = _LEAD.match(line.text + below.text)
            if lead is None or lead.end() <= len(line.text) or _LEAD.match(below.text):
                continue
            end = below.start + lead.end() - len(line.text)
            signature = _signature_after(text, end, below.end)
            parts[index] = Part(line, Kind.LEAD, lead_end=end)
        else:
            continue
        if signature is not None and signature.bylines:
            closing = _CLOSING.match(text, signature.end, max(below.end, signature.end + 1))
            end = closing.end() if closing else signature.end
            parts[index] = Part(line, Kind.LEAD, signature, lead_end=end)


def _carry_leads_over(text: str, parts: list[Part]) -> None:
    """Tell the line in which a bracket after 本报讯 ends how far that byline goes."""
    for index, part in enumerate(parts):
        reach = index + 1
        while part.lead_end > parts[reach - 1].line.end and reach < len(parts):
            line = parts[reach].line
            rest = _text_line(text, line)
            rest = Part(line, Kind.BODY) if rest.kind is Kind.LEAD else rest
            parts[reach] = replace(rest, lead_end=min(part.lead_end, line.end))
            reach += 1


def _join_cut_bylines(text: str, parts: list[Part]) -> None:
    """Read a byline that a column's end cuts in two: ``本报记`` ``者 王小明``, ``■ 记者`` ``王小明``."""
    joined = -1
    for index in range(len(parts) - 1):
        if index <= joined or not _may_be_cut_byline(parts[index], parts[index + 1]):
            continue
        for last in range(min(index + 2, len(parts) - 1), index, -1):
            signature = _signature_of_lines(text, parts[index : last + 1])
            if signature is not None:
                parts[index] = Part(parts[index].line, Kind.BYLINE, signature)
                for rest in range(index + 1, last + 1):
                    line = parts[rest].line
                    nobody = replace(signature, bylines=(), start=line.start, end=line.end)
                    parts[rest] = Part(line, Kind.BYLINE, nobody)
                joined = last
                break


def _may_be_cut_byline(above: Part, below: Part) -> bool:
    kinds = (Kind.BYLINE, Kind.BODY, Kind.HEADLINE)
    if above.kind not in kinds or below.kind not in kinds or above.line.level or below.line.level:
        return False
    if max(len(above.line.text), len(below.line.text)) > LONGEST_HALF_OF_BYLINE:
        return False
    tail, head = above.line.text, below.line.text
    signature = above.signature if above.kind is Kind.BYLINE else None
    if signature is not None and not signature.bylines:
        return not signature.names_editors
    if signature is not None:
        unclosed = tail[0] in "（(" and tail[-1] not in "）)" and head[-1] in "）)"
        return unclosed or _CUT_WORD.search(tail) is not None or _REST_OF_NAME.match(head) is not None
    return _CUT_BYLINE.match(tail) is not None


def _signature_of_lines(text: str, parts: Sequence[Part]) -> Signature | None:
    """The byline that two or three lines are together."""
    lines = [part.line for part in parts]
    cut = all(_CUT_WORD.search(line.text) for line in lines[1:-1])
    if not cut or max(len(line.text) for line in lines) > LONGEST_HALF_OF_BYLINE:
        return None
    signature = parse_signature(text, lines[0].start, lines[-1].end)
    if signature is None or not signature.bylines or _is_glued(text, signature):
        return None
    known = all(looks_like_name(byline.name) or not byline.is_person for byline in signature.bylines)
    return signature if known else None


def _join_cut_numbers(parts: list[Part]) -> None:
    """Keep a number that a column's end cuts from its unit: ``2.6`` ``万人次进村``."""
    for index in range(len(parts) - 1):
        part, below = parts[index], parts[index + 1]
        is_text = below.kind in (Kind.BODY, Kind.HEADLINE) and not below.line.level
        is_number = part.kind is Kind.FURNITURE and _NUMBER.match(part.line.bare) is not None
        if is_text and is_number and _UNIT.match(below.line.bare):
            parts[index] = Part(part.line, below.kind)


def _sign_at_head(parts: list[Part]) -> None:
    """Take who signs between a headline and its text, 记者 某某 摄影报道, for who wrote it."""
    for index, part in enumerate(parts):
        above, below = _neighbour(parts, index, -1), _neighbour(parts, index, 1)
        if part.kind is not Kind.BYLINE or part.signature is None or above is None or below is None:
            continue
        headed = above.kind is Kind.HEADLINE or _has_form_of_headline(above.line)
        if headed and not above.line.is_complete and below.kind in (Kind.BODY, Kind.LEAD):
            parts[index] = replace(part, signature=part.signature.at_head)


# ---- by itself -------------------------------------------------------------------------------------------


def _by_themselves(text: str, line: Line) -> Iterator[Part]:
    """The line, or the headline and the text that a line with a headline run in holds."""
    found = _run_in_pattern().match(text, line.start, line.end)
    if found is None or parse_signature(text, *found.span("headline")) is not None:
        yield _by_itself(text, line)
        return
    yield Part(replace(cut_line(text, line, *found.span("headline")), run_in=True), Kind.HEADLINE)
    yield _text_line(text, replace(cut_line(text, line, found.end(), line.end), gap=False, indented=False))


@cache
def _run_in_pattern() -> re.Pattern[str]:
    """The mark and the headline that a brief begins with: ``▲石桥镇 渠水进田 近日，…``. Not: ``▲近日，…``."""
    news = "|".join(re.escape(word) for word in words("openings", "news"))
    phrase = rf"[{HAN}“”《》\d、：]{{2,16}}"
    return re.compile(
        rf"[{BULLETS}{_TRIANGLES}]\s*(?P<headline>{phrase}(?:[ \u3000]+{phrase}){{0,2}})[ \u3000]+"
        rf"(?=(?:{news}|\d{{1,2}}月\d{{1,2}}日)(?:[，,]|{_IN_CLAUSE})|本报讯)"
    )


def _by_itself(text: str, line: Line) -> Part:
    if is_label(line.bare):
        return Part(line, Kind.LABEL)
    part = _line_of_names(text, line)
    if part is not None:
        return part
    if _is_marked_headline(line):
        return Part(line, Kind.HEADLINE)
    return _text_line(text, line)


def _line_of_names(text: str, line: Line) -> Part | None:
    """A byline, editors, fields or furniture; None where the line is text or a headline."""
    fields = parse_fields(text, line.start, line.end) if len(line.text) <= LONGEST_FIELDS else None
    signature = parse_signature(text, line.start, line.end)
    if fields is not None and signature is None:
        return Part(line, Kind.FIELDS, fields)
    if len(line.bare) <= LONGEST_HEADLINE and _DATED.match(line.text):
        dated = _DATED_SIGNATURE.match(text, line.start, line.end)
        return Part(line, Kind.FIELDS, parse_signature(text, dated.end(), line.end) if dated else None)
    if _is_furniture(line):
        return Part(line, Kind.FURNITURE)
    if signature is not None and not _is_glued(text, signature):
        return Part(line, Kind.EDITORS if signature.names_editors else Kind.BYLINE, signature)
    return None


def _is_furniture(line: Line) -> bool:
    text, bare = line.text, line.bare
    if _LETTER.search(bare) is None or _TABLE.match(text):
        return True
    if len(bare) > LONGEST_HEADLINE or bare.endswith(("。", "！", "”")):
        return False
    if bare.startswith(words("fields", "openings")) and not _is_marked_headline(line):
        return True
    if any(word in text for word in words("fields", "anywhere")) and not _STOP_INSIDE.search(bare):
        return True
    if _ADVERT.match(text) or _SOURCE_LEFT.match(text):
        return True
    return _MASTHEAD.match(text) is not None or _CRUMBS.match(text) is not None


def _is_glued(text: str, signature: Signature) -> bool:
    """Whether all that makes a line a byline is a word glued to what is no known name: 记者节活动."""
    return bool(signature.bylines) and not any(
        not byline.is_person
        or looks_like_name(byline.name)
        or text[max(0, byline.start - 1) : byline.start] in tuple(" \u3000:：/／、\n")
        for byline in signature.bylines
    )


def _is_marked_headline(line: Line) -> bool:
    marked = line.level > 0 or is_spaced(line.text)
    return marked and len(line.bare) <= LONGEST_HEADLINE and _STOP_INSIDE.search(line.text) is None


def _text_line(text: str, line: Line) -> Part:
    lead = _LEAD.match(text, line.start, line.end) or _signed_opening(text, line)
    ending = _signature_at_end(text, line)
    if lead:
        signature = _signature_after(text, lead.end(), line.end)
        if signature is None:
            return Part(line, Kind.LEAD, ending, signed_at_end=ending is not None, lead_end=lead.end())
        closing = _CLOSING.match(text, signature.end, max(line.end, signature.end + 1))
        return Part(line, Kind.LEAD, signature, lead_end=closing.end() if closing else signature.end)
    if _is_caption(line.bare, ending):
        return Part(line, Kind.CAPTION, ending, signed_at_end=True)
    return Part(line, Kind.BODY, ending, signed_at_end=ending is not None)


def _signed_opening(text: str, line: Line) -> re.Match[str] | None:
    """What stands before a bracket at the head of a text where somebody signs: ``（记者 某某）近日，…``."""
    opening = _OPENING.match(text, line.start, line.end)
    bracket = _AFTER_LEAD.match(text, opening.end(), line.end) if opening else None
    if bracket is None or bracket.end() >= line.end:
        return None
    signature = parse_signature(text, bracket.start(1), bracket.end(1))
    if signature is None or not (signature.is_marked and signature.bylines):
        return None
    return None if _is_glued(text, signature) else opening


def _signature_after(text: str, start: int, end: int) -> Signature | None:
    """The byline right after a lead: in brackets, or bare names with a word that says what they are."""
    bracket = _AFTER_LEAD.match(text, start, start + 120)
    if bracket:
        return parse_signature(text, bracket.start(1), bracket.end(1))
    limit = min(end, start + 60)
    stops = [
        match.end() if match.group() == "报道" else match.start()
        for match in _NAMES_END.finditer(text, start, limit)
    ]
    if limit == end:
        stops.append(end)
    for stop in reversed(stops):
        signature = parse_signature(text, start, stop)
        if (
            signature is not None
            and signature.is_marked
            and all(looks_like_name(b.name) for b in signature.bylines)
        ):
            return signature
    return None


def _signature_at_end(text: str, line: Line) -> Signature | None:
    """The byline behind a paragraph: ``（记者 某某）``, ``某某 摄``."""
    found = _BRACKET_AT_END.search(text, max(0, line.end - 100), line.end)
    if not found:
        found = _BARE_AT_END.search(text, max(line.start, line.end - 100), line.end)
    if not found or line.start <= found.start(1) <= line.start + 1:
        return None
    signature = parse_signature(text, found.start(1), found.end(1))
    if signature is None and found.re is _BRACKET_AT_END:
        signature = parse_fields(text, found.start(1), found.end(1))
    if signature is None or not signature.bylines:
        return None
    after_stop = _is_after_stop(text, found.start())
    bare = found.re is _BARE_AT_END and not text[found.start(1) - 1].isspace()
    if signature.is_marked and not (bare and _is_glued(text, signature)):
        return signature
    if not bare and (after_stop and all(looks_like_name(b.name) for b in signature.bylines)):
        return signature
    return None


def _is_after_stop(text: str, position: int) -> bool:
    while position > 0 and text[position - 1].isspace():
        position -= 1
    return position > 0 and text[position - 1] in "。！？!?…”"


@cache
def _label_pattern() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words("sections", "words"))
    endings = "|".join(re.escape(word) for word in words("sections", "endings"))
    return re.compile(rf"[{BULLETS}【\[]?(?:{listed}|[{HAN}]{{2,4}}(?:{endings}))[】\]]?$")


def is_label(bare: str) -> bool:
    """Whether a line is the label of a column of the page.

    >>> is_label("乡镇动态"), is_label("我县召开动态会议")
    (True, False)
    """
    return _label_pattern().match(bare) is not None


def _is_caption(bare: str, ending: Signature | None) -> bool:
    if bare.startswith(words("captions", "openings")) and len(bare) <= 200:
        return True
    if len(bare) <= LONGEST_CAPTION and bare.rstrip("）)】] 。").endswith(words("captions", "closings")):
        return True
    credited = ending is not None and ending.is_credit
    return credited and len(bare) <= LONGEST_CAPTION and bare.count("。") <= 1


# ---- among neighbours ------------------------------------------------------------------------------------


def _neighbour(parts: Sequence[Part], index: int, step: int) -> Part | None:
    """The next part above or below that is no furniture."""
    index += step
    while 0 <= index < len(parts) and parts[index].kind is Kind.FURNITURE:
        index += step
    return parts[index] if 0 <= index < len(parts) else None


_AFTER_HEADLINE = frozenset((Kind.BYLINE, Kind.LEAD, Kind.HEADLINE, Kind.FIELDS))


def _among_neighbours(parts: Sequence[Part], index: int, has_levels: bool) -> Part:
    """Tell unmarked headlines from body lines."""
    part = parts[index]
    line = part.line
    if _is_address(parts, index) and parts[index + 1].kind is Kind.HEADLINE:
        return replace(part, kind=Kind.HEADLINE)
    above, below = _neighbour(parts, index, -1), _neighbour(parts, index, 1)
    is_signed = below is not None and below.kind is Kind.BYLINE and not line.is_complete
    if not _has_form_of_headline(line, is_signed) or part.signature is not None:
        return part
    opens = below is not None and below.kind in _AFTER_HEADLINE
    if opens and below is not None and below.is_credit:
        opens = False
    runs_on = not line.indented and _runs_on(parts, index, above)
    if above is not None and above.kind is Kind.HEADLINE and above.line.level and not line.gap:
        return replace(part, kind=Kind.HEADLINE)
    if (runs_on or has_levels) and not opens and not (is_dashed(line) and above is not None and not runs_on):
        return part
    if below is None or (below.kind is Kind.BODY and _goes_on(parts, index, above, below)):
        return part
    below_picture = below.kind is Kind.CAPTION and _goes_on_below_caption(parts, index)
    return part if below_picture else replace(part, kind=Kind.HEADLINE)


def _goes_on(parts: Sequence[Part], index: int, above: Part | None, below: Part) -> bool:
    """Whether the body below goes on with a line: a fragment of a column, no headline."""
    bare = parts[index].line.bare
    if not below.line.gap and _is_wrapped(parts, index):
        return True
    if below.line.indented:
        return False
    if below.line.bare.startswith(_ANSWER):
        return True
    is_short = len(bare) < SHORTEST_HEADLINE or _is_date(bare)
    is_clause = above is not None and (_CLAUSE.search(bare) is not None or is_short)
    hangs = (
        is_clause
        or bare.endswith(_HANGING)
        or _OPEN_TITLE.search(bare) is not None
        or below.line.bare.startswith(_GOING_ON)
    )
    return hangs or starts_inside_clause(below.line.bare) or bridges(bare, below.line.bare)


def _goes_on_below_caption(parts: Sequence[Part], index: int) -> bool:
    """Whether a line is the head of a paragraph into which a caption is set."""
    below = index + 1
    while below < len(parts) and parts[below].kind in (Kind.CAPTION, Kind.FURNITURE):
        below += 1
    if below == len(parts) or parts[below].kind is not Kind.BODY:
        return False
    rest = parts[below].line.bare
    return starts_inside_clause(rest) or bridges(parts[index].line.bare, rest)


def _is_date(bare: str) -> bool:
    return any(char.isdigit() for char in bare) and _DATE_ALONE.match(bare) is not None


def _runs_on(parts: Sequence[Part], index: int, above: Part | None) -> bool:
    """Whether the line above breaks off, so that this one may go on with it."""
    if above is None or above.is_complete or _is_address(parts, index - 1):
        return False
    if not _has_form_of_headline(above.line) and len(above.line.bare) > 2:
        return True
    for step in range(1, MOST_LINES_OF_HEADLINES):
        over = _neighbour(parts, index - step, -1)
        if _is_wrapped(parts, index - step):
            return True
        if over is None or over.is_complete:
            return False
        if not _has_form_of_headline(over.line):
            return True
    return True


def _is_address(parts: Sequence[Part], index: int) -> bool:
    """Whether a line says whom the headline below is about: ``山城县石桥社区：`` at the head of a story."""
    bare = parts[index].line.bare
    if not (3 <= len(bare) <= LONGEST_ADDRESS and bare[-1] in "：:") or index + 1 == len(parts):
        return False
    above = _neighbour(parts, index, -1)
    return (above is None or above.is_complete) and _has_form_of_headline(parts[index + 1].line)


def _has_form_of_headline(line: Line, is_signed: bool = False) -> bool:
    """Whether a line has the form of a headline; one with a byline below may ask and answer."""
    bare = line.bare
    stop = _FULL_STOP_INSIDE if is_signed else _STOP_INSIDE
    longest = LONGEST_HEADLINE if is_set_in_phrases(line) else LONGEST_PLAIN_HEADLINE
    if not 3 <= len(bare) <= longest or stop.search(line.text):
        return False
    if bare.count("，") + bare.count(",") > 1:
        return False
    if bare.startswith(_QUESTION):
        return False
    return bare[-1] not in "，、；：。,;:…" and bare[0] not in "，、；：。,;:）)”’"


def _is_wrapped(parts: Sequence[Part], index: int) -> bool:
    """Whether the line is as long as the lines after it: printed lines of one column."""
    widths = [len(part.line.bare) for part in parts[index + 1 : index + 4] if part.kind is Kind.BODY]
    width = max(widths, default=0)
    return NARROWEST_COLUMN <= width <= 40 and abs(width - len(parts[index].line.bare)) <= 3


def _go_on_with_names(above: Part, part: Part) -> Part:
    """Give names on the line below a byline the role that was in force there."""
    both = above.kind is Kind.BYLINE and part.kind is Kind.BYLINE and not part.line.gap
    if not both or above.signature is None or part.signature is None or part.signature.is_marked:
        return part
    role = above.signature.last_role
    if not role:
        return part
    bylines = tuple(replace(byline, role=role) for byline in part.signature.bylines)
    return replace(part, signature=replace(part.signature, bylines=bylines, last_role=role))


def _has_bare_names(parts: Sequence[Part], index: int) -> bool:
    """Whether a line is names alone right below a headline."""
    part = parts[index]
    bare = part.kind is Kind.BYLINE and part.signature is not None and not part.signature.is_marked
    above = _neighbour(parts, index, -1)
    return (
        bare and above is not None and part.line.text[0] not in "（([【" and _has_form_of_headline(above.line)
    )


def _heads_body(parts: Sequence[Part], index: int) -> bool:
    """Whether names alone stand between two paragraphs, at the head of a body without a headline."""
    part, above, below = parts[index], _neighbour(parts, index, -1), _neighbour(parts, index, 1)
    if above is None or below is None or part.signature is None:
        return False
    apart = above.line.is_complete and part.line.gap and below.line.gap
    people = all(byline.is_person for byline in part.signature.bylines)
    return apart and people and not _VERB_AT_HEAD.match(below.line.bare)


def _weigh_bare_names(parts: Sequence[Part], index: int, is_usual: bool) -> Part:
    """Names without a word that says so are a byline only next to a headline or at the end of a body.

    Where that is usual on the page, also between two paragraphs: at the head of a body without a headline.
    """
    part = parts[index]
    if part.signature is None or part.signature.is_marked:
        return part
    above, below = _neighbour(parts, index, -1), _neighbour(parts, index, 1)
    bracketed = part.line.text[0] in "（([【"
    short_headline = (
        above is not None and above.kind in (Kind.HEADLINE, Kind.BODY) and _has_form_of_headline(above.line)
    )
    text_below = below is not None and below.kind in (Kind.BODY, Kind.LEAD)
    several = len(part.signature.bylines) > 1
    if text_below and (short_headline or ((is_usual or several) and _heads_body(parts, index))):
        return part
    if above is not None and above.kind is Kind.BYLINE and not part.line.gap:
        return part
    if (
        above is not None
        and above.line.is_complete
        and (bracketed or below is None or below.kind is not Kind.BODY)
    ):
        return part
    return Part(part.line, Kind.BODY)
