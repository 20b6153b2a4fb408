"""What each line of a page is: headline, byline, body, caption, section label or furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from xiangtu.layout.bylines import Signature, looks_like_name, parse_signature
from xiangtu.layout.lines import BULLETS, HAN, Line, is_spaced
from xiangtu.layout.marks import words


class Kind(Enum):
    """The part that a line plays."""

    HEADLINE = "headline"
    BYLINE = "byline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    LABEL = "label"
    FURNITURE = "furniture"
    EDITORS = "editors"


@dataclass(frozen=True, slots=True)
class Part:
    """A line with its kind.

    `signature` is the byline that the line is, or that stands in it: after 本报讯, or at its end
    (`signature_at_end`).
    """

    line: Line
    kind: Kind
    signature: Signature | None = None
    signature_at_end: bool = False

    @property
    def is_credit(self) -> bool:
        """Whether the line ends in the credit of a picture."""
        return (
            self.signature is not None
            and self.signature.is_credit
            and (self.kind is not Kind.LEAD or self.signature_at_end)
        )


# "本报讯", "本报3月5日讯", "山城网讯", "新华社北京3月5日电". Not: "通讯", "据新华社报道".
_LEAD = re.compile(
    rf"(?:本[报网台刊站]|新华社|人民网|中新[社网]|[{HAN}]{{2,10}}?(?:日报|晚报|新闻网|融媒体?|网|报|台))"
    rf"(?:(?![讯電电])[{HAN}]){{0,8}}[\d\s月日]{{0,8}}(?:[讯電电]|消息)(?=[\s（(:：,，“\"【\[*]|[{HAN}])"
)
_LEAD_BRACKET = re.compile(r"\s*\**\s*[（(【\[〔]([^（()）】\]〕\n]{2,80})[）)】\]〕]")
_LEAD_BARE = re.compile(
    rf"\s*\**\s*((?:[{HAN}]{{0,8}}?(?:记者|通讯员|实习生)[\s:：]*(?:[{HAN}·]{{2,8}}(?:[、 ]|\s)*?)+?)(?:报道|\s+))(?=[{HAN}“\"\d])"
)
_END_BRACKET = re.compile(r"[（(【\[〔]([^（()）】\]〕\n]{2,80})[）)】\]〕]\s*[。]?$")
_END_BARE = re.compile(rf"(?<=[。！？”’!?])\s*([{BULLETS}]?\s*[^。！？!?，,\n]{{2,60}})$")
_NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．是]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十\d]+[章节条部分]|[①②③④⑤⑥⑦⑧⑨⑩])"
)
_DASHED = re.compile(r"[—–―－-]{1,}")
_SENTENCE_STOP = re.compile(r"[。；;]|[！？!?](?=.{6})")
_DATE = r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
# Page number, date, address, reading count and the like of a masthead or a web page.
_FURNITURE = re.compile(
    rf"(?:第?\s*[A-Da-d]?\d{{1,3}}\s*版?$|第\s*[一二三四五六七八九十\dA-Z]+\s*版|[A-D]?\d{{1,2}}\s*[{HAN}]{{0,6}}\s*{_DATE}"
    rf"|{_DATE}|星期[一二三四五六日天]|国内统一|https?://|www\.|邮发代号|总第?\s*\d+\s*期|农历"
    rf"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：]?\s*\d+|发布(?:时间|日期)|时间\s*[:：]|来源\s*[:：]|稿源|信息来源|字体\s*[:：]|分享到|上一篇|下一篇|版权所有|扫一扫|打印|当前位置)"
)
_TABLE = re.compile(r"\|.*\||(?:[\d.%+-]+\s+){3}")


def classify(text: str, lines: list[Line]) -> list[Part]:
    """Return what each line is, judged by itself and by its neighbours."""
    parts = [_by_itself(text, line) for line in lines]
    marked = any(line.level for line in lines)
    for index in range(len(parts) - 1, -1, -1):
        if parts[index].kind is Kind.BODY:
            parts[index] = _among_neighbours(parts, index, marked)
    for index in range(len(parts) - 1, -1, -1):
        parts[index] = _weigh_bare_names(parts, index)
    return parts


def is_numbered(line: Line) -> bool:
    """Whether a line begins like a numbered heading: 一、 （二） 3."""
    return _NUMBERED.match(line.text) is not None


def is_dashed(line: Line) -> bool:
    """Whether a line is a subtitle with a dash before it."""
    return _DASHED.match(line.text) is not None


def _by_itself(text: str, line: Line) -> Part:
    bare = line.bare
    if _TABLE.match(line.text) or not re.search(rf"[{HAN}A-Za-z]", bare):
        return Part(line, Kind.FURNITURE)
    if len(bare) <= 60 and not line.level and _FURNITURE.match(line.text) and not line.is_complete:
        return Part(line, Kind.FURNITURE)
    signature = parse_signature(text, line.start, line.end)
    if signature is not None:
        return Part(line, Kind.EDITORS if signature.names_editors else Kind.BYLINE, signature)
    if is_label(bare):
        return Part(line, Kind.LABEL)
    if len(bare) <= 60 and (line.level or is_spaced(line.text)) and not _SENTENCE_STOP.search(bare):
        return Part(line, Kind.HEADLINE)
    lead = _LEAD.match(text, line.start + len(line.text) - len(line.text.lstrip("*")), line.end)
    if lead:
        signature = _signature_after(text, lead.end(), line.end)
        if signature is None:
            ending = _signature_at_end(text, line)
            return Part(line, Kind.LEAD, ending, signature_at_end=ending is not None)
        return Part(line, Kind.LEAD, signature)
    if _is_caption(bare):
        return Part(line, Kind.CAPTION, _signature_at_end(text, line), signature_at_end=True)
    ending = _signature_at_end(text, line)
    if ending is not None and ending.is_credit and len(bare) <= 60 and not _SENTENCE_STOP.search(bare):
        return Part(line, Kind.CAPTION, ending, signature_at_end=True)
    return Part(line, Kind.BODY, ending, signature_at_end=ending is not None)


def _signature_after(text: str, start: int, end: int) -> Signature | None:
    bracket = _LEAD_BRACKET.match(text, start, min(end, start + 120))
    found = bracket or _LEAD_BARE.match(text, start, min(end, start + 80))
    if not found:
        return None
    return parse_signature(text, found.start(1), found.end(1))


def _signature_at_end(text: str, line: Line) -> Signature | None:
    start = max(line.start, line.end - 100)
    found = _END_BRACKET.search(text, start, line.end) or _END_BARE.search(text, start, line.end)
    if not found or found.start(1) == line.start:
        return None
    signature = parse_signature(text, found.start(1), found.end(1))
    if signature is None or signature.names_editors:
        return None
    if signature.is_marked or all(looks_like_name(b.name) or not b.is_person for b in signature.bylines):
        return signature
    return None


@cache
def _label_pattern() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in words("sections", "words"))
    endings = "|".join(re.escape(word) for word in words("sections", "endings"))
    return re.compile(rf"[{BULLETS}]?(?:{listed}|[{HAN}]{{2,4}}(?:{endings}))$")


def is_label(bare: str) -> bool:
    """Whether a line is the label of a column of the page.

    >>> is_label("乡镇动态"), is_label("我县召开动态会议")
    (True, False)
    """
    return _label_pattern().match(bare) is not None


def _is_caption(bare: str) -> bool:
    if bare.startswith(words("captions", "openings")) and len(bare) <= 200:
        return True
    return len(bare) <= 80 and bare.rstrip("）)】] 。").endswith(words("captions", "closings"))


def _among_neighbours(parts: list[Part], index: int, marked: bool) -> Part:
    """Tell unmarked headlines from body lines."""
    part = parts[index]
    line = part.line
    following = parts[index + 1] if index + 1 < len(parts) else None
    if not _has_form_of_headline(line) or part.signature is not None:
        return part
    previous = parts[index - 1] if index else None
    opens = following is not None and following.kind in (Kind.BYLINE, Kind.LEAD, Kind.HEADLINE)
    runs_on = (
        previous is not None and previous.kind in (Kind.BODY, Kind.LEAD) and not previous.line.is_complete
    )
    if (runs_on or marked) and not opens and not is_dashed(line):
        return part
    if following is None or (
        following.kind in (Kind.BODY,) and not following.line.gap and _is_wrapped(parts, index)
    ):
        return part
    return Part(line, Kind.HEADLINE)


def _has_form_of_headline(line: Line) -> bool:
    bare = line.bare
    if not 3 <= len(bare) <= 45 or _SENTENCE_STOP.search(bare) or bare.count("，") + bare.count(",") > 1:
        return False
    return bare[-1] not in "，、；：。,;:…" and bare[0] not in "，、；：。,;:）)”’"


def _is_wrapped(parts: list[Part], index: int) -> bool:
    """Whether the line is as long as the lines after it: printed lines of one column."""
    widths = [len(part.line.bare) for part in parts[index + 1 : index + 4] if part.kind is Kind.BODY]
    return bool(widths) and abs(max(widths) - len(parts[index].line.bare)) <= 3


def _weigh_bare_names(parts: list[Part], index: int) -> Part:
    """Names without a word that says so are a byline only next to a headline or at the end of a body."""
    part = parts[index]
    if part.kind is not Kind.BYLINE or part.signature is None or part.signature.is_marked:
        return part
    previous = parts[index - 1] if index else None
    following = parts[index + 1] if index + 1 < len(parts) else None
    bracketed = part.line.text[0] in "（([【"
    after_headline = previous is not None and previous.kind is Kind.HEADLINE and following is not None
    after_body = previous is not None and previous.line.is_complete
    if after_headline or (bracketed and after_body):
        return part
    return Part(
        part.line, Kind.HEADLINE if following is not None and following.kind is not Kind.BODY else Kind.BODY
    )
