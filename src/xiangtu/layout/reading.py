"""An article's text as a reader reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from xiangtu.layout.lines import BULLETS, HAN, Line, is_spaced
from xiangtu.layout.sentences import repeated_sentences, split_sentences
from xiangtu.model.records import Reading, Sentence

_HAN = re.compile(f"[{HAN}]")
_FULL_WIDTH = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0B)
}
_TO_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_SKIPPED = frozenset("*\u200b\ufeff\u00ad")


class Paragraph(NamedTuple):
    """Lines that are read as one: a headline, a byline or a paragraph. `repeats`: printed before."""

    part: str
    lines: list[Line]
    repeats: bool = False


@dataclass(slots=True)
class _Tape:
    """Characters and their page offsets, as they are collected."""

    characters: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    sentences: list[Sentence] = field(default_factory=list)

    def put(self, character: str, offset: int) -> None:
        self.characters.append(character)
        self.offsets.append(offset)


def build_reading(text: str, paragraphs: Iterable[Paragraph], starts: frozenset[int]) -> Reading:
    """Return the reading of paragraphs in order; `starts` are the page offsets where segments start."""
    tape = _Tape()
    normalised: list[str] = []
    for paragraph in paragraphs:
        if tape.characters:
            tape.put("\n", -1)
            normalised.append("\n")
        begin = len(tape.characters)
        _put_paragraph(tape, text, paragraph, starts)
        clean = normalise("".join(tape.characters[begin:]))
        normalised.append(clean)
        for start, end in _sentences(clean, paragraph.part):
            tape.sentences.append(Sentence(begin + start, begin + end, paragraph.part, paragraph.repeats))
    whole = "".join(normalised)
    return Reading(
        text=whole,
        printed="".join(tape.characters),
        offsets=tuple(tape.offsets),
        sentences=_with_repeats(whole, tape.sentences),
        breaks=frozenset(tape.breaks),
    )


def _with_repeats(text: str, sentences: list[Sentence]) -> tuple[Sentence, ...]:
    body = [sentence for sentence in sentences if sentence.part == "body"]
    again = repeated_sentences([text[sentence.start : sentence.end] for sentence in body])
    marked = {id(sentence) for sentence, repeats in zip(body, again, strict=True) if repeats}
    return tuple(replace(s, repeats=True) if id(s) in marked else s for s in sentences)


def _sentences(text: str, part: str) -> list[tuple[int, int]]:
    if part == "body":
        return split_sentences(text, 0, len(text))
    return [(0, len(text))] if text else []


def _put_paragraph(tape: _Tape, text: str, paragraph: Paragraph, starts: frozenset[int]) -> None:
    first = True
    for line in paragraph.lines:
        spaced = is_spaced(line.text)
        start = line.start
        while start < line.end and (text[start] in BULLETS or text[start].isspace()):
            start += 1
        pending = -1
        broken = line.start in starts
        for offset in range(start, line.end):
            char = text[offset]
            if char in _SKIPPED:
                continue
            if char.isspace():
                pending = offset if pending < 0 else pending
                continue
            if first:
                space = -1
            elif offset == start or not tape.characters:
                space = _space_between_lines(tape.characters[-1], char, line.start - 1)
            elif pending >= 0:
                space = _space_within(tape.characters[-1], char, pending, offset - pending, spaced)
            else:
                space = -1
            if space >= 0:
                tape.put(" ", space if text[space].isspace() and not broken else -1)
            if broken:
                tape.breaks.add(len(tape.characters))
                broken = False
            tape.put(char, offset)
            first = False
            pending = -1


def _space_between_lines(before: str, after: str, offset: int) -> int:
    """Page offset of the space that a line break stands for, or -1."""
    return offset if _is_latin(before) and _is_latin(after) else -1


def _space_within(before: str, after: str, offset: int, width: int, spaced: bool) -> int:
    if _is_latin(before) and _is_latin(after):
        return offset
    if not (_HAN.match(before) or before in "”》’」』）)") or not (_HAN.match(after) or after in "“《‘「『"):
        return -1
    return -1 if spaced and width < 2 else offset


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def normalise(printed: str) -> str:
    """Return `printed` with each character normalised, of the same length.

    >>> normalise("３月,共1,200户(含５０％)")
    '3月，共1,200户（含50%）'
    """
    text = printed.translate(_FULL_WIDTH)
    characters = list(text)
    for index, char in enumerate(characters):
        if char in _TO_FULL_WIDTH and _in_chinese(text, index):
            characters[index] = _TO_FULL_WIDTH[char]
        elif char.isspace() and char != "\n":
            characters[index] = " "
    return "".join(characters)


def _in_chinese(text: str, index: int) -> bool:
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())


def segment_spans(lines: Sequence[tuple[int, Line]]) -> list[tuple[int, int]]:
    """Join lines that stand next to each other on the page into stretches; `lines` are (rank, line)."""
    spans: list[tuple[int, int]] = []
    last = -2
    for rank, line in lines:
        if spans and rank == last + 1:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
        last = rank
    return spans
