"""Issue date and newspaper, where the page itself states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from xiangtu.layout.kinds import Kind, Part
from xiangtu.layout.lines import HAN
from xiangtu.layout.stories import Story

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)")
# The name of a paper on a line of its own: "武陵周报". Not: "今日简报" inside a sentence.
_PAPER = re.compile(rf"([{HAN}]{{2,10}}报)$")
# The paper that a web page names: "来源：武陵日报", "《武陵日报》（2版）". Not: "来源：武陵发布".
_SOURCE = re.compile(rf"(?:来源\s*[:：]\s*|《\s*)([{HAN}]{{2,10}}报)(?![{HAN}])")


class Stated(NamedTuple):
    """What a text says of its issue: date (ISO 8601) and newspaper, None where it does not say one."""

    issue_date: str | None
    newspaper: str | None


def stated_by_page(parts: Sequence[Part], stories: Iterable[Story]) -> Stated:
    """What the lines that belong to no story say: the masthead."""
    taken = {index for story in stories for index in story.text}
    rest = [
        part.line.text
        for index, part in enumerate(parts)
        if part.kind in (Kind.FURNITURE, Kind.FIELDS) and index not in taken
    ]
    return Stated(
        _only(_dates(rest)), _only({m.group(1) for line in rest if (m := _PAPER.match(line.strip()))})
    )


def stated_by_story(parts: Sequence[Part], story: Story) -> Stated:
    """What the fields under a story's headline say."""
    lines = [parts[index].line.text for index in story.text if parts[index].kind is Kind.FIELDS]
    papers = {match.group(1) for line in lines for match in _SOURCE.finditer(line)}
    return Stated(_only(_dates(lines)), _only(papers))


def _dates(lines: Iterable[str]) -> set[str]:
    found = set()
    for line in lines:
        for year, month, day in _DATE.findall(line):
            try:
                found.add(date(int(year), int(month), int(day)).isoformat())
            except ValueError:
                continue
    return found


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
