"""The paragraphs of a story: the lines of each, where columns' ends cut it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xiangtu.layout.kinds import Kind, Part
from xiangtu.layout.stories import Story

Lines = tuple[int, ...]
"""Indices of the page's parts that are read as one paragraph."""


def bare_text(parts: Sequence[Part], lines: Iterable[int]) -> str:
    """Return the text of lines without white space and marks."""
    return "".join(parts[index].line.bare for index in lines)


def paragraphs_of(parts: Sequence[Part], story: Story) -> list[Lines]:
    """Return the paragraphs of a story's running text."""
    found: list[Lines] = []
    above = -1
    for index in story.text:
        if parts[index].kind in (Kind.BODY, Kind.LEAD):
            cut = above >= 0 and not parts[above].is_complete and parts[index].kind is Kind.BODY
            if cut and parts[above].kind in (Kind.BODY, Kind.LEAD):
                found[-1] = (*found[-1], index)
            else:
                found.append((index,))
        above = index
    return found
