"""From the parts of a page to its stories."""

from __future__ import annotations

from dataclasses import dataclass, field

from xiangtu.layout.kinds import Kind, Part, is_numbered
from xiangtu.layout.marks import words


@dataclass(slots=True)
class Story:
    """The lines of one article, as indices into the page's parts, while it is being put together."""

    headlines: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    section: str | None = None
    is_closed: bool = False
    is_signed: bool = False
    is_caption: bool = False
    confidence: float = 1.0

    @property
    def is_empty(self) -> bool:
        """Whether no body has been read yet."""
        return not self.body


class Assembler:
    """Reads the parts of a page from top to bottom and hands out its stories."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.stories: list[Story] = []
        self.current: Story | None = None
        self.section: str | None = None

    def read(self) -> list[Story]:
        """Return the stories in the order of the page."""
        index = 0
        while index < len(self.parts):
            index = self._step(index)
        return [story for story in self.stories if story.body or story.bylines or story.headlines]

    def _step(self, index: int) -> int:
        kind = self.parts[index].kind
        if kind is Kind.HEADLINE:
            return self._headlines(index)
        if kind is Kind.BYLINE:
            self._byline(index)
        elif kind is Kind.LEAD:
            self._lead(index)
        elif kind is Kind.CAPTION:
            self._caption(index)
        elif kind is Kind.BODY:
            self._body(index)
        elif kind is Kind.LABEL:
            self._label(index)
        elif kind is Kind.EDITORS and self.current is not None and not self.current.is_empty:
            self.current.is_closed = True
        return index + 1

    def _open(self, headlines: list[int]) -> Story:
        story = Story(headlines=headlines, section=self.section)
        self.stories.append(story)
        self.current = story
        return story

    # ---- headlines ---------------------------------------------------------------------------------------

    def _headlines(self, index: int) -> int:
        end = index
        while end < len(self.parts) and self.parts[end].kind is Kind.HEADLINE:
            end += 1
        run = list(range(index, end))
        if self._opens(run, end):
            self._open(run)
        elif self.current is not None:
            self.current.body.extend(run)
        return end

    def _opens(self, run: list[int], end: int) -> bool:
        """Whether headlines open a story (or stand inside one)."""
        current = self.current
        if current is None or current.is_closed or (current.is_empty and current.bylines):
            return True
        following = self.parts[end] if end < len(self.parts) else None
        if following is not None and following.kind in (Kind.BYLINE, Kind.LEAD):
            return not (following.is_credit and following.kind is Kind.BYLINE)
        if is_numbered(self.parts[run[0]].line):
            return False
        if not self._ends_complete(current):
            return False
        if self._section_is_story(end):
            return True
        levels = [self.parts[i].line.level for i in run]
        own = [self.parts[i].line.level for i in current.headlines]
        if max(levels) and own and max(own):
            return min(level for level in levels if level) <= max(own)
        return False

    def _section_is_story(self, start: int) -> bool:
        """Whether the text up to the next headline is signed at its end or opens as news does."""
        for index in range(start, min(start + 40, len(self.parts))):
            part = self.parts[index]
            if part.kind in (Kind.HEADLINE, Kind.LEAD, Kind.LABEL):
                break
            if part.kind is Kind.BYLINE or (part.kind is Kind.BODY and part.signature_at_end):
                return index - start <= 3 and self.current is not None and self.current.is_signed
        if start < len(self.parts):
            return self.parts[start].line.text.lstrip("“*").startswith(words("openings", "words")[:8])
        return False

    # ---- bylines -----------------------------------------------------------------------------------------

    def _byline(self, index: int) -> None:
        part = self.parts[index]
        current = self.current
        if current is None or current.is_closed:
            if index and self.parts[index - 1].kind is Kind.BYLINE and current is not None:
                current.bylines.append(index)
                return
            current = self._open([])
        if part.is_credit and not current.is_empty:
            self._credit(index)
            return
        follows_byline = bool(current.bylines) and current.bylines[-1] == index - 1
        if current.is_empty or follows_byline:
            current.bylines.append(index)
            current.is_signed = True
            return
        following = self.parts[index + 1] if index + 1 < len(self.parts) else None
        starts = following is not None and following.kind in (Kind.LEAD, Kind.BODY, Kind.BYLINE)
        if current.is_signed and starts and part.line.text[0] not in "（(":
            current = self._open([])
        current.bylines.append(index)
        if current.is_signed or not starts or not current.is_empty:
            current.is_closed = not current.is_empty
        current.is_signed = True

    def _credit(self, index: int | None) -> None:
        """A picture's credit: the paragraph above it (or the whole unsigned story) is a captioned picture."""
        current = self.current
        assert current is not None
        paragraph = self._last_paragraph(current)
        alone = len(paragraph) == len(current.body)
        if alone and not current.is_signed:
            if index is not None:
                current.bylines.append(index)
            current.is_caption = not current.headlines
        elif alone and index is not None:
            current.bylines.append(index)
        elif current.is_signed or self._shows_picture(paragraph):
            del current.body[len(current.body) - len(paragraph) :]
            picture = Story(body=paragraph, section=self.section, is_closed=True, is_caption=True)
            if index is not None:
                picture.bylines.append(index)
            self.stories.append(picture)
            return
        elif index is not None:
            current.bylines.append(index)
        current.is_closed = True

    def _shows_picture(self, paragraph: list[int]) -> bool:
        return any("图为" in self.parts[i].line.text for i in paragraph)

    def _last_paragraph(self, story: Story) -> list[int]:
        start = len(story.body) - 1
        while start > 0:
            above = self.parts[story.body[start - 1]]
            if above.line.is_complete or above.kind is Kind.HEADLINE:
                break
            start -= 1
        return story.body[start:]

    # ---- text --------------------------------------------------------------------------------------------

    def _lead(self, index: int) -> None:
        current = self.current
        if current is None or current.is_closed or not current.is_empty:
            current = self._open([])
        current.body.append(index)
        signature = self.parts[index].signature
        current.is_signed = current.is_signed or signature is not None
        if self.parts[index].signature_at_end:
            current.is_closed = True

    def _body(self, index: int) -> None:
        current = self.current
        if current is None or current.is_closed:
            current = self._open([])
        current.body.append(index)
        part = self.parts[index]
        if not part.signature_at_end:
            return
        if part.is_credit:
            self._credit(None)
        else:
            current.is_closed = True
            current.is_signed = True

    def _caption(self, index: int) -> None:
        story = Story(body=[index], section=self.section, is_closed=True, is_caption=True)
        self.stories.append(story)

    def _label(self, index: int) -> None:
        self.section = self.parts[index].line.bare
        current = self.current
        if current is None or self._ends_complete(current):
            self.current = None

    def _ends_complete(self, story: Story) -> bool:
        return story.is_closed or story.is_empty or self.parts[story.body[-1]].line.is_complete
