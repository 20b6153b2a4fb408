"""From the lines of a page to its stories, read from top to bottom."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xiangtu.layout.frames import frame_of
from xiangtu.layout.joints import bridges, starts_inside_clause
from xiangtu.layout.kinds import Kind, Part, is_dashed, is_numbered, is_set_in_phrases
from xiangtu.layout.lines import HAN, LEVEL_OF_BOLD, is_spaced
from xiangtu.layout.marks import words
from xiangtu.layout.overlap import telling_pairs
from xiangtu.layout.whereabouts import find_whereabouts, lie_apart


@dataclass(slots=True)
class Story:
    """One article while it is being put together: indices of the page's parts.

    `headlines` in page order; `text` holds everything else (bylines, body, headings inside) in reading order;
    `body_size` counts the body's characters. `heading_levels`: of the headings inside. `frames`: how its
    short lines are set. `pairs`: telling pairs of characters. `is_signed`: a byline or a lead opened it.
    `is_closed`: it has come to its end. `repeats`: indices of `text` that are printed elsewhere too.
    """

    headlines: list[int] = field(default_factory=list)
    text: list[int] = field(default_factory=list)
    section: str | None = None
    body_size: int = 0
    heading_levels: set[int] = field(default_factory=set)
    frames: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)
    has_lead: bool = False
    is_signed: bool = False
    is_closed: bool = False
    is_picture: bool = False
    confidence: float = 1.0
    repeats: set[int] = field(default_factory=set)


OPENING_WEIGHTS = {
    "byline or lead follows": 4.0,
    "story above has ended": 4.0,
    "story above breaks off": -3.0,
    "story above has its byline and no text yet": -3.5,
    "numbered": -4.0,
    "section is signed, story above is signed": 2.5,
    "section is signed, story above is not": -1.0,
    "opens as news": 1.6,
    "opens with a date": 0.6,
    "level of a headline": 2.0,
    "bold only": -2.2,
    "level below a headline": -2.0,
    "like the headings in the story": -2.5,
    "in the frame of a line in the story": -2.5,
    "names a body that its text names": 0.8,
    "story above waits for its signature": -0.8,
    "speaks of other things": 2.0,
    "speaks of the same": -2.2,
    "its places lie elsewhere": 1.5,
    "set in phrases or lines": 0.6,
    "run in before its text": 4.0,
    "set with spaces": 1.5,
    "has a subtitle": 2.5,
    "first heading, and late": 0.5,
    "unsigned where headlines are signed": -0.6,
    "as short as a section's heading": -0.8,
    "story above has hardly begun": -1.0,
}
"""What speaks for a headline's opening a story (above zero in sum) rather than a section of one."""

MOST_HEADLINES = 5
"""No story has more lines of headlines."""

SHARED_BY_CHANCE, SHARED_BY_LENGTH, LONG = 0.02, 0.04, 900
"""Share of its telling pairs of characters that a text shares with a story above that it does not go on with:
with a short one, and how much more with one of `LONG` characters. Read off articles of the open corpus."""
SURE = 0.025
"""By how much less (or more) than that it has where its speaking of other things (or of the same) is sure."""
LATE = 350
"""Characters after which a story's first section heading would be late."""
SHORT_HEADING = 12
"""Characters of a heading of a section, mostly; headlines without a byline are longer."""
LONGEST_SECTION_HEADING = 24
HARDLY_BEGUN = 150
"""Characters of a body above which a section heading may stand."""
LOOK_BACK = 1500
"""Characters of a story whose places are compared with those below a headline."""
LOOK_AHEAD = 350
"""Characters below a headline that are compared with the story above."""

LEAD_TOLD_BY = 40
"""First characters by which a lead that is printed twice is known."""

SHORT_PREFACE = 260
"""An unsigned text of up to so many characters above 本报讯 is that story's preface."""

LONGEST_CAPTION_OF_SIGNED = 160
"""Characters of a paragraph with a credit below a signed story that is a caption whatever it says."""

LONGEST_HEAD_OF_CAPTION = 90
"""Characters of the first paragraph of a caption that has two."""

LONGEST_BRIEF = 5
"""Lines of a story that has no headline and is signed at its end."""

# When the picture was taken: "3月5日，山城县…", "一天摘果三百斤。10月2日". Not: "他说，去年3月5日" (a comma).
_DATE_IN_CAPTION = re.compile(r"[^，,。]{0,8}(?:[^，,。]{0,8}。)?[^，,。]{0,4}\d{1,2}月\d{1,2}日")
# Who is who in a picture: "王小明（左一）", "李四(右)". Not: "左右", "（右边的路）".
_SIDE = re.compile(r"[（(](?:[前后中][排间]?)?[左右][一二三四五1-5]?[)）]")
# A caption that is whole: "王小明（右）在…", "3月5日，…", "村民在…". Not its second half: "名机手已帮三个村".
_CAPTION_BEGINS = re.compile(r"[^，,。]{0,12}(?:[（(]|在|\d月|正)")
# A byline that stands below its text, mostly: "（王小明）", "图/文：王小明". Not: "■ 记者 王小明".
_SIGNS_AT_END = re.compile(r"[（(\[【]|[^：:]{1,6}[：:]")
# A subtitle: "——石桥镇治水记", "碎田拼成块 ——石桥镇治水记".
_SUBTITLE = re.compile(r"(?:^|\s)[—―－]{2,}")
_DATE_OPENING = re.compile(r"[“\s]*(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_BODY_NAME = re.compile(
    rf"([{HAN}]{{2,8}}?(?:镇|乡|街道|村|社区|县|局|残联|妇联|工会|团委|学校|小学|中学|医院|公司|法院|支队|大队|中心|委))"
)


class Assembler:
    """Reads the parts of a page from top to bottom and hands out its stories."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.kept = [index for index, part in enumerate(parts) if part.kind is not Kind.FURNITURE]
        self.stories: list[Story] = []
        self.current: Story | None = None
        self.section: str | None = None
        self.section_is_of_pictures = False
        self.headline_level = _headline_level(parts)
        self.signed = 0
        """How many headlines so far a byline or a lead follows."""

    def read(self) -> list[Story]:
        """Return the stories in the order in which they begin on the page."""
        at = 0
        while at < len(self.kept):
            at = self._step(at)
        return [story for story in self.stories if story.text or story.headlines]

    def _step(self, at: int) -> int:
        kind = self.parts[self.kept[at]].kind
        if kind is Kind.HEADLINE:
            return self._headlines(at)
        index = self.kept[at]
        if kind is Kind.BYLINE:
            self._byline(at)
        elif kind is Kind.LEAD:
            self._lead(index)
        elif kind is Kind.CAPTION:
            self._caption(at)
        elif kind is Kind.BODY:
            self._body(at)
        elif kind is Kind.LABEL:
            self._label(index)
        elif kind in (Kind.EDITORS, Kind.FIELDS):
            self._line_of_fields(at)
        return at + 1

    def _kind(self, at: int) -> Kind | None:
        return self.parts[self.kept[at]].kind if 0 <= at < len(self.kept) else None

    def _open(self, headlines: list[int], is_picture: bool = False) -> Story:
        story = Story(headlines=headlines, section=self.section, is_picture=is_picture)
        for index in headlines:
            story.pairs.update(telling_pairs(self.parts[index].line.bare))
        self.stories.append(story)
        self.current = story
        if self.section_is_of_pictures and not is_picture and headlines:
            self.section, self.section_is_of_pictures = None, False
            story.section = None
        return story

    def _add(self, story: Story, index: int) -> None:
        story.text.append(index)
        part = self.parts[index]
        if part.kind in (Kind.BODY, Kind.LEAD, Kind.HEADLINE):
            story.body_size += len(part.line.bare)
            story.pairs.update(telling_pairs(part.line.bare))
        if part.kind is Kind.HEADLINE:
            story.heading_levels.add(part.line.level)
        if len(part.line.bare) <= LONGEST_SECTION_HEADING and (frame := frame_of(part.line.bare)):
            story.frames.add(frame)

    # ---- headlines ---------------------------------------------------------------------------------------

    def _headlines(self, at: int) -> int:
        end = at
        while self._kind(end) is Kind.HEADLINE and not (end > at and self.parts[self.kept[end]].line.run_in):
            end += 1
        if end - at > MOST_HEADLINES:
            end = self._end_of_group(at, end)
        run = self.kept[at:end]
        if self._kind(end) is Kind.FIELDS and self.parts[self.kept[end]].signature is not None:
            run = self._below_header(run)
        score = self._opening_score(run, end)
        if self.current is None or score > 0:
            story = self._open(run)
            self.signed += self._is_signed_at(end)
            story.confidence = round(1 / (1 + math.exp(-abs(score))), 3)
        else:
            for index in run:
                self._add(self.current, index)
        return end

    def _below_header(self, run: list[int]) -> list[int]:
        """The headline right above a web page's row of fields, without the site's header above it."""
        start = len(run) - 1
        while start > 0 and not self.parts[run[start]].line.gap:
            start -= 1
        is_subtitle = is_dashed(self.parts[run[start]].line)
        return run[start - 1 :] if start and (is_subtitle or len(run) == 2) else run[start:]

    def _end_of_group(self, at: int, end: int) -> int:
        """Where, in a run too long to be all headlines (a poem), the lines before the last group end."""
        gaps = [n for n in range(at + 1, end) if self.parts[self.kept[n]].line.gap]
        return max(gaps, default=max(at + 1, end - 1))

    def _opening_score(self, run: list[int], end: int) -> float:
        """How much speaks for headlines' opening a story (or, below zero, standing inside one)."""
        current = self.current
        if current is None or (not current.text and not current.headlines):
            return OPENING_WEIGHTS["story above has ended"]
        signs: dict[str, float] = {
            "byline or lead follows": self._is_signed_at(end),
            "story above has ended": current.is_closed or current.is_picture,
            "story above breaks off": not self._is_complete(current),
            "story above has its byline and no text yet": current.is_signed and not current.body_size,
            "numbered": is_numbered(self.parts[run[0]].line),
            "like the headings in the story": self._is_like_headings(current, run),
            "in the frame of a line in the story": frame_of(self.parts[run[0]].line.bare) in current.frames,
            "names a body that its text names": self._names_body(run, end),
            "run in before its text": self.parts[run[0]].line.run_in,
            "story above waits for its signature": not current.is_signed,
            **self._signs_of_section(current, end),
            **self._signs_of_level(run),
        }
        if not signs["byline or lead follows"] and not signs["story above has ended"]:
            signs.update(self._signs_of_words(current, end))
            signs.update(self._signs_of_size(current, run))
        return sum(OPENING_WEIGHTS[sign] * degree for sign, degree in signs.items())

    def _signs_of_words(self, current: Story, at: int) -> dict[str, float]:
        """What the words below a headline that nothing else tells of say."""
        section = ""
        while self._kind(at) is Kind.BODY and len(section) < LOOK_AHEAD:
            section += self.parts[self.kept[at]].line.bare[:LOOK_AHEAD]
            at += 1
        section = section[:LOOK_AHEAD]
        pairs = set(telling_pairs(section))
        long_enough = bool(pairs) and len(section) >= LOOK_AHEAD // 3
        shared = len(pairs & current.pairs) / len(pairs) if long_enough else 0.0
        by_chance = SHARED_BY_CHANCE + SHARED_BY_LENGTH * min(1.0, current.body_size / LONG)
        other = max(-1.0, min(1.0, (by_chance - shared) / SURE)) if long_enough else 0.0
        elsewhere = self._lies_elsewhere(current, section)
        return {
            "speaks of other things": max(0.0, other),
            "speaks of the same": max(0.0, -other) * (0.5 if elsewhere else 1.0),
            "its places lie elsewhere": elsewhere,
            "first heading, and late": not current.heading_levels and current.body_size >= LATE,
            "unsigned where headlines are signed": self.signed >= 2,
        }

    def _lies_elsewhere(self, story: Story, section: str) -> bool:
        """Whether all places that a section names lie in other counties than those of the story above."""
        lines: list[str] = []
        size = 0
        for index in reversed(story.text):
            lines.append(self.parts[index].line.bare)
            size += len(lines[-1])
            if size >= LOOK_BACK:
                break
        lines.extend(self.parts[index].line.bare for index in story.headlines)
        return lie_apart(find_whereabouts("\n".join(lines)), find_whereabouts(section))

    def _signs_of_size(self, current: Story, run: list[int]) -> dict[str, bool]:
        """What the form of an unsigned heading and the length of the story above it say."""
        bare = self.parts[run[0]].line.bare
        plain = len(run) == 1 and not self.parts[run[0]].line.level and not _BODY_NAME.search(bare)
        return {
            "as short as a section's heading": current.is_signed and plain and len(bare) <= SHORT_HEADING,
            "has a subtitle": any(_SUBTITLE.search(self.parts[index].line.text) for index in run),
            "set with spaces": is_spaced(self.parts[run[0]].line.text),
            "set in phrases or lines": len(run) > 1 or is_set_in_phrases(self.parts[run[0]].line),
            "story above has hardly begun": current.is_signed and 0 < current.body_size < HARDLY_BEGUN,
        }

    def _is_signed_at(self, at: int) -> bool:
        kind = self._kind(at)
        if kind is Kind.BYLINE:
            return not self.parts[self.kept[at]].is_credit
        return kind in (Kind.LEAD, Kind.FIELDS)

    def _is_like_headings(self, story: Story, run: list[int]) -> bool:
        line = self.parts[run[0]].line
        if not line.level and (len(run) > 1 or is_set_in_phrases(line)):
            return False
        return line.level in story.heading_levels

    def _signs_of_section(self, current: Story, at: int) -> dict[str, bool]:
        signs = {}
        signed = self._section_is_signed(at)
        signs["section is signed, story above is signed"] = signed and current.is_signed
        signs["section is signed, story above is not"] = signed and not current.is_signed
        opening = self.parts[self.kept[at]].line.text.lstrip("“*") if at < len(self.kept) else ""
        signs["opens as news"] = opening.startswith(words("openings", "news"))
        signs["opens with a date"] = _DATE_OPENING.match(opening) is not None
        return signs

    def _section_is_signed(self, start: int) -> bool:
        """Whether the text up to the next headline ends in a byline, or a short one in a credit."""
        for at in range(start, len(self.kept)):
            part = self.parts[self.kept[at]]
            if part.kind in (Kind.HEADLINE, Kind.LEAD, Kind.LABEL):
                return False
            signed = part.signed_at_end or (part.kind is Kind.BYLINE and not self._opens_below(at))
            if signed:
                return not part.is_credit or self._is_one_paragraph(start, at)
        return False

    def _is_one_paragraph(self, start: int, end: int) -> bool:
        """Whether kept lines from `start` to `end` are one paragraph, a headlined picture with its credit."""
        lines = [self.parts[self.kept[at]] for at in range(start, end)]
        if not all(part.kind is Kind.BODY for part in lines):
            return False
        is_caption = self.parts[self.kept[end]].kind is Kind.CAPTION
        return not (lines and is_caption) and not any(part.is_complete for part in lines[:-1])

    def _opens_below(self, at: int) -> bool:
        """Whether a byline stands at the head of text that has no headline rather than at the end of one."""
        if _SIGNS_AT_END.match(self.parts[self.kept[at]].line.text):
            return False
        while self._kind(at) is Kind.BYLINE:
            at += 1
        return self._kind(at) in (Kind.BODY, Kind.LEAD)

    def _signs_of_level(self, run: list[int]) -> dict[str, bool]:
        levels = [self.parts[index].line.level for index in run if self.parts[index].line.level]
        if not levels or not self.headline_level:
            return {}
        return {
            "bold only": min(levels) == LEVEL_OF_BOLD,
            "level of a headline": min(levels) <= self.headline_level,
            "level below a headline": min(levels) > self.headline_level,
        }

    def _names_body(self, run: list[int], at: int) -> bool:
        if self._kind(at) is not Kind.BODY:
            return False
        opening = self.parts[self.kept[at]].line.bare[:60]
        headline = "".join(self.parts[index].line.bare for index in run)
        return any(name in opening for name in _BODY_NAME.findall(headline))

    # ---- bylines -----------------------------------------------------------------------------------------

    def _byline(self, at: int) -> None:
        index = self.kept[at]
        part = self.parts[index]
        current = self.current
        if (
            current is not None
            and current.text
            and self._kind(at - 1) is Kind.BYLINE
            and current.text[-1] == self.kept[at - 1]
            and not self._follows_end(current, at)
        ):
            self._add(current, index)
            return
        if current is None or current.is_closed:
            current = self._open([])
        if not current.body_size:
            self._add(current, index)
            current.is_signed = True
        elif part.is_credit:
            self._credit(current, index)
        elif self._starts_story(current, at):
            current = self._open([])
            self._add(current, index)
            current.is_signed = True
        else:
            current.is_closed = not (self._is_preface(current) and self._goes_on(at))
            current.is_signed = True
            self._add(current, index)

    def _is_stack(self, story: Story) -> bool:
        """Whether a story has two headlines, of which one may be another story's."""
        parts = [self.parts[index] for index in story.headlines]
        return any(part.line.gap and not is_dashed(part.line) for part in parts[1:])

    def _follows_end(self, story: Story, at: int) -> bool:
        """Whether a byline below the one that ends a story stands at the head of another story."""
        above, part = self.parts[self.kept[at - 1]], self.parts[self.kept[at]]
        ends = story.body_size > 0 and part.line.gap and _SIGNS_AT_END.match(above.line.text) is not None
        return ends and not part.is_credit and self._opens_below(at)

    def _is_preface(self, story: Story) -> bool:
        """Whether what has been read of a story may stand above its byline: an editor's note."""
        return bool(story.headlines) and not story.is_signed and story.body_size <= SHORT_PREFACE

    def _goes_on(self, at: int) -> bool:
        while self._kind(at) is Kind.BYLINE:
            at += 1
        return self._kind(at) in (Kind.BODY, Kind.LEAD)

    def _starts_story(self, current: Story, at: int) -> bool:
        """Whether a byline below a body opens another story, whose headline stands elsewhere."""
        if self.parts[self.kept[at]].line.text[0] in "（([【" or self._is_preface(current):
            return False
        below = at + 1
        while self._kind(below) is Kind.BYLINE:
            below += 1
        line = self.parts[self.kept[at]].line
        taken = current.is_signed or (self._is_stack(current) and not _SIGNS_AT_END.match(line.text))
        return self._kind(below) is Kind.LEAD or (taken and self._kind(below) is Kind.BODY)

    def _credit(self, current: Story, index: int | None) -> None:
        """A picture's credit: the paragraph above it, or the whole unsigned story, is a captioned picture."""
        paragraph = self._caption_above(current, index)
        paragraph = [
            *self._head_of_caption(current.text[: len(current.text) - len(paragraph)], paragraph),
            *paragraph,
        ]
        size = self._size(paragraph)
        alone = size >= current.body_size
        is_short = current.is_signed and size <= LONGEST_CAPTION_OF_SIGNED
        if not alone and (is_short or self._shows_picture(current, paragraph)):
            del current.text[len(current.text) - len(paragraph) :]
            current.body_size -= size
            self._picture([*paragraph, *([] if index is None else [index])])
            return
        if index is not None:
            self._add(current, index)
        current.is_picture = alone and not current.headlines
        current.is_closed = True

    def _size(self, lines: Iterable[int]) -> int:
        return sum(len(self.parts[index].line.bare) for index in lines)

    def _shows_picture(self, story: Story, paragraph: list[int]) -> bool:
        """Whether the last paragraph of an unsigned story is a caption rather than the story's end."""
        text = "".join(self.parts[i].line.bare for i in paragraph)
        dated = _DATE_IN_CAPTION.match(text) is not None and len(story.text) - len(paragraph) > 1
        return dated or "图为" in text or _SIDE.search(text) is not None

    def _last_paragraph(self, story: Story) -> list[int]:
        start = len(story.text) - 1
        while start > 0 and not self.parts[story.text[start - 1]].is_complete:
            start -= 1
        return story.text[start:]

    def _caption_above(self, story: Story, index: int | None) -> list[int]:
        """The lines that a credit is about; a caption set inside a sentence is not part of it."""
        paragraph = self._last_paragraph(story)
        last = paragraph[-1] if index is None else index
        if index is not None and not self.parts[index].line.gap:
            while len(paragraph) > 1 and not all(not self.parts[i].line.gap for i in paragraph[1:]):
                del paragraph[0]
        if len(paragraph) > 1 and self._goes_on_below(paragraph, bisect_left(self.kept, last) + 1):
            return paragraph[-1:]
        return paragraph

    def _head_of_caption(self, text: Sequence[int], paragraph: Sequence[int]) -> list[int]:
        """The paragraph above a caption's second one, which says when and where the picture was taken.

        A second one tells of what has been going on: ``连日来，…``.
        """
        start = len(text)
        while start > 0 and (start == len(text) or not self.parts[text[start - 1]].is_complete):
            start -= 1
        head = list(text[start:])
        if not head or not paragraph or any(self.parts[i].kind is not Kind.BODY for i in head):
            return []
        said = "".join(self.parts[i].line.bare for i in head)
        is_caption = _DATE_OPENING.match(said) is not None and said.count("。") == 1
        follows = self.parts[paragraph[0]].line.bare.startswith(words("captions", "second"))
        signed = any(self.parts[i].signature is not None for i in head)
        return head if is_caption and follows and not signed and len(said) <= LONGEST_HEAD_OF_CAPTION else []

    def _goes_on_below(self, paragraph: list[int], below: int) -> bool:
        """Whether the text below a caption goes on with the line above it, rather than the caption itself."""
        if self._kind(below) is not Kind.BODY:
            return False
        tail, head = (self.parts[i].line.bare for i in paragraph[-2:])
        rest = self.parts[self.kept[below]].line.bare
        if bridges(tail, rest) or starts_inside_clause(rest):
            return True
        if bridges(tail, head) or starts_inside_clause(head):
            return False
        begins = _DATE_OPENING.match(self.parts[paragraph[0]].line.bare) is not None
        return not begins or _CAPTION_BEGINS.match(head) is not None

    def _caption(self, at: int) -> None:
        """A line that is a caption, with the line above where a column's end cut the caption in two."""
        index = self.kept[at]
        above = self._cut_caption(at)
        current = self.current
        if not above or current is None:
            self._picture([index])
            return
        alone = self._size(above) >= current.body_size
        if not alone and not current.is_signed and not self._shows_picture(current, [*above, index]):
            self._add(current, index)
            current.is_closed = True
            return
        del current.text[len(current.text) - len(above) :]
        current.body_size -= self._size(above)
        if not current.text and not current.headlines:
            self.current = None
        self._picture([*above, index])

    def _cut_caption(self, at: int) -> list[int]:
        """The lines above a caption that it goes on with; none where the text below goes on with them."""
        current, part = self.current, self.parts[self.kept[at]]
        if current is None or not part.is_credit or not current.text:
            return []
        above = self.parts[current.text[-1]]
        if current.text[-1] != self.kept[at - 1] or above.kind is not Kind.BODY:
            return []
        if above.is_complete:
            return self._head_of_caption(current.text, [self.kept[at]])
        if part.line.bare.startswith(words("captions", "openings")):
            return []
        paragraph = self._last_paragraph(current)
        return [] if self._goes_on_below([*paragraph, self.kept[at]], at + 1) else paragraph

    def _picture(self, lines: list[int]) -> None:
        """Lift a captioned picture out; the story around it goes on."""
        above = self.stories[-1] if self.stories else None
        twin = above is not None and above.is_picture and len(lines) == 1 and len(above.text) == 1
        if (
            twin
            and above is not None
            and self.parts[above.text[0]].line.bare == self.parts[lines[0]].line.bare
        ):
            above.repeats.update(lines)
            above.text.extend(lines)
            return
        story = Story(text=lines, section=self.section, is_closed=True, is_picture=True)
        self.stories.append(story)

    # ---- text --------------------------------------------------------------------------------------------

    def _lead(self, index: int) -> None:
        current = self.current
        part = self.parts[index]
        signed_above = current is not None and bool(current.text) and current.text[-1] == self._above(index)
        if current is not None and self._is_printed_again(current, part):
            self._add(current, index)
            return
        if current is None or current.is_closed or (self._is_under_way(current) and not signed_above):
            current = self._open([])
        self._add(current, index)
        current.is_signed = current.has_lead = True
        current.is_closed = part.signed_at_end

    def _is_printed_again(self, story: Story, part: Part) -> bool:
        """Whether a lead is the one that opened the story, printed twice."""
        opening = part.line.bare[:LEAD_TOLD_BY]
        leads = (
            self.parts[i].line.bare for i in story.text[:MOST_HEADLINES] if self.parts[i].kind is Kind.LEAD
        )
        return len(opening) == LEAD_TOLD_BY and any(bare.startswith(opening) for bare in leads)

    def _above(self, index: int) -> int:
        """The byline right above a part, or -1."""
        above = self.kept[bisect_left(self.kept, index) - 1]
        return above if above < index and self.parts[above].kind is Kind.BYLINE else -1

    def _is_under_way(self, story: Story) -> bool:
        """Whether a story has begun so that 本报讯 must open another one."""
        if story.body_size == 0:
            return False
        return story.is_signed or not story.headlines or story.body_size > SHORT_PREFACE

    def _body(self, at: int) -> None:
        index = self.kept[at]
        part = self.parts[index]
        current = self.current
        if current is None or (current.is_closed and self._is_own_story(current, at)):
            current = self._open([])
        self._add(current, index)
        if not part.signed_at_end:
            return
        if part.is_credit:
            self._credit(current, None)
        else:
            current.is_closed = current.is_signed = True

    def _is_own_story(self, closed: Story, at: int) -> bool:
        """Whether text below a story that has ended is another one without a headline."""
        if closed.is_picture:
            return True
        for below in range(at, min(at + LONGEST_BRIEF, len(self.kept))):
            part = self.parts[self.kept[below]]
            if part.kind is Kind.BYLINE:
                return part.is_credit or not self._opens_below(below)
            if part.kind is not Kind.BODY or part.signed_at_end:
                return part.kind is Kind.BODY
        return False

    def _label(self, index: int) -> None:
        self.section = self.parts[index].line.bare.strip("【】[]■□●◆")
        self.section_is_of_pictures = self.section in words("sections", "pictures")
        if self.current is not None and self._is_complete(self.current):
            self.current = None

    def _line_of_fields(self, at: int) -> None:
        """Editors and a web page's row of fields belong to the story that they touch."""
        index = self.kept[at]
        part = self.parts[index]
        current = self.current
        if current is None:
            return
        if part.kind is Kind.FIELDS:
            if part.signature is None and current.body_size:
                return
            self._add(current, index)
            current.is_signed = current.is_signed or bool(part.signature and part.signature.bylines)
            return
        if current.body_size and not any(word in part.line.bare for word in words("editors", "of_page")):
            self._add(current, index)
        current.is_closed = current.body_size > 0

    def _is_complete(self, story: Story) -> bool:
        if story.is_closed or not story.text:
            return True
        return self.parts[story.text[-1]].is_complete


def _headline_level(parts: Sequence[Part]) -> int:
    """The Markdown level of the page's headlines: of those that a byline or lead follows, or the highest."""
    signed: dict[int, int] = {}
    every: list[int] = []
    for above, below in pairwise(parts):
        if above.kind is not Kind.HEADLINE or not above.line.level:
            continue
        every.append(above.line.level)
        if below.kind in (Kind.BYLINE, Kind.LEAD):
            signed[above.line.level] = signed.get(above.line.level, 0) + 1
    if signed:
        return max(signed, key=lambda level: (signed[level], -level))
    return min(every, default=0)
