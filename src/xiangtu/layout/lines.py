"""The lines of a page, with what their look tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
"""Chinese characters, for use inside a character class."""

LEVEL_OF_BOLD = 7
"""A line that is bold from end to end stands below every Markdown heading."""

BULLETS = "■□●○◆◇▶►▷◎★☆▪▫◼◻♦•"

# Heading: "## 题目", "＃ 题目"; not "#话题#谈".
_HEADING = re.compile(r"[#＃]{1,6}(?=[\s*])|[#＃]{1,6}(?![^#＃\n]*[#＃])")
# List item or quotation: "- 条目", "> 引文", "* 条目"; not "**粗体**", "—— 副题".
_ITEM = re.compile(r"(?:[-+*]|>+)\s+")
# Rule, picture or comment of Markdown or HTML: "---", "![](a.png)", "<img …>"; not "<<条例>>".
_FURNITURE = re.compile(
    r"[-*_=~\s]{3,}$|!\[[^\]]*\]\([^)]*\)\s*$|</?(?:img|div|p|br|figure|center)\b[^<>]*>\s*$"
)
_INDENT = re.compile(r"\u3000|\s{2}")
# The end of a sentence: "。", "！”", "……)", "。（某某）". Not: "，", "村”", "(记者 某某)".
_TERMINAL = re.compile(r"[。！？!?…][”’」』）)\]】\"'*]*(?:\s*[（(][^（()）]{2,16}[)）])?$")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text.

    `start` and `end` are page offsets without marks and white space around. `level` is the Markdown heading
    level, 0 without one. `gap` is whether an empty line (or the page's edge) stands above. `bare` is the text
    without white space and emphasis. `indented` is whether the line begins with a paragraph's white space.
    `run_in` is whether it is a headline that stands on the line of its text.
    """

    start: int
    end: int
    text: str
    level: int
    gap: bool
    bare: str
    indented: bool = False
    run_in: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether the line ends as a sentence does."""
        return _TERMINAL.search(self.text) is not None


def split_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold something to read.

    >>> [(line.text, line.level) for line in split_lines("## 题目\\n\\n正文。\\n---")]
    [('题目', 2), ('正文。', 0)]
    """
    lines: list[Line] = []
    position = 0
    gap = True
    for raw in text.split("\n"):
        start, end, level = _trim(text, position, position + len(raw))
        indented = _INDENT.match(raw) is not None
        position += len(raw) + 1
        if start == end or _FURNITURE.match(text, start, end):
            gap = True
            continue
        bare = _SPACES.sub("", text[start:end]).replace("*", "")
        lines.append(Line(start, end, text[start:end], level, gap, bare, indented))
        gap = False
    return lines


def _trim(text: str, start: int, end: int) -> tuple[int, int, int]:
    start, end = _strip(text, start, end)
    level = 0
    heading = _HEADING.match(text, start, end)
    if heading:
        level = len(heading.group())
        start, end = _strip(text, heading.end(), end)
        while end > start and text[end - 1] == "#":
            end -= 1
    else:
        item = _ITEM.match(text, start, end)
        if item:
            start = item.end()
    is_bold = end - start > 4 and text[start : start + 2] == text[end - 2 : end] == "**"
    if is_bold and "**" not in text[start + 2 : end - 2]:
        start, end, level = start + 2, end - 2, level or LEVEL_OF_BOLD
    start, end = _strip(text, start, end)
    return start, end, level


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return start, end


def cut_line(text: str, line: Line, start: int, end: int) -> Line:
    """Return the stretch `start` to `end` of a line as a line of its own, white space around left out.

    >>> line = split_lines("本报讯 近日，新路修通。")[0]
    >>> cut_line("本报讯 近日，新路修通。", line, 3, 12).text
    '近日，新路修通。'
    """
    start, end = _strip(text, start, end)
    return replace(line, start=start, end=end, text=text[start:end], bare=_SPACES.sub("", text[start:end]))


def is_spaced(text: str) -> bool:
    """Whether a headline is set with a space between all its characters.

    >>> is_spaced("城 乡 面 貌 一 新"), is_spaced("城乡面貌 一 新")
    (True, False)
    """
    parts = text.split()
    singles = sum(len(part) == 1 and not part.isdigit() for part in parts)
    return len(parts) >= 4 and singles >= max(3, 0.5 * sum(map(len, parts)))
