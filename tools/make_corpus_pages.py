"""Print pages of the open corpus with the damage that OCR of a newspaper page does.

Every page is made of the articles of one batch that carry its number, in their order, and damaged by a random
generator seeded with the page's id: the same sources give the same bytes. What the damage is, and what it was
seen on, stands at the functions. Gold follows by `tools.corpus_gold`; an attempt whose damage would change
what the annotation says is dropped, and the next seed is tried.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.corpus_gold import (
    ASCII_MARKS,
    FURNITURE,
    Chunk,
    Glyph,
    GoldError,
    Story,
    chunk_of,
    furniture,
    gold_of,
    printed,
    stories_of,
    story_mentions,
)
from tools.corpus_places import Gazetteer
from tools.corpus_sources import Source

ATTEMPTS = 200

# Characters that OCR takes for one another, both ways: similar outlines in small print.
LOOK_ALIKES = (
    "己已", "未末", "土士", "日曰", "天夭", "人入", "大太", "干千", "王玉", "石右", "午牛", "田由", "困因",
    "岭领", "岗冈", "坪评", "沙沟", "柏拍", "杨扬", "桥侨", "峰锋", "堡保", "洲州", "湾弯", "坡披", "河何",
    "林休", "木本", "山出", "令今", "马与", "渠梁", "庄压", "泉杲", "城域", "港巷", "桃挑", "坳拗", "朔湖",
)  # fmt: skip

# How likely each kind of damage is on a page, or for the thing it is done to. Estimated by eye from pages of
# five newspapers: some damage of each kind on about every second page, broken columns on all.
CHANCES = {
    "ascii marks": 0.45,
    "spaced numbers": 0.3,
    "headings marked": 0.3,
    "headlines apart": 0.5,
    "headline spaced": 0.15,
    "headline in two lines": 0.35,
    "kicker on the headline's line": 0.25,
    "caption inside a sentence": 0.75,
    "stray paragraph": 0.5,
    "stray printed again": 0.5,
    "repeated paragraph": 0.4,
    "look-alike": 0.5,
    "doubled character": 0.3,
}
# A column of running text breaks after this many characters, from and to.
COLUMN = (170, 380)

SECTIONS = (
    "图说新闻",
    "部门动态",
    "基层传真",
    "县区新闻",
    "短讯",
    "一线见闻",
    "综合新闻",
    "乡镇风采",
    "民生速递",
)
DAYS = ("一", "二", "三", "四", "五", "六", "日")


@dataclass(slots=True)
class Layout:
    """A page while it is damaged: its stories, and each story's chunks in page order."""

    stories: list[Story]
    chunks: list[Chunk]
    chance: random.Random

    def happens(self, damage: str) -> bool:
        """Draw whether a kind of damage happens."""
        return self.chance.random() < CHANCES[damage]

    def heads(self, story: int) -> list[Chunk]:
        """Return a story's kicker and headline."""
        return [c for c in self.chunks if c.story == story and c.part in {"kicker", "title"}]

    def paragraphs(self, story: int) -> list[Chunk]:
        """Return a story's paragraphs, in page order."""
        return [c for c in self.chunks if c.story == story and c.part == "paragraph"]


def copied(chunk: Chunk) -> list[Glyph]:
    """Return glyphs of their own for a second printing of a chunk."""
    return [Glyph(glyph.character, glyph.origin) for glyph in chunk.glyphs]


# ---- what is done to the order of chunks -------------------------------------------------------------------


def set_captions(layout: Layout) -> None:
    """Put a story's caption inside one of its sentences, where the picture stood in the column."""
    for index, story in enumerate(layout.stories):
        if not story.is_caption or index == 0 or layout.stories[index - 1].source is not story.source:
            continue
        if not layout.happens("caption inside a sentence"):
            continue
        owner = index
        while layout.stories[owner].is_caption:
            owner -= 1
        hosts = [c for c in layout.paragraphs(owner) if len(c.glyphs) > 100]
        if not hosts:
            continue
        host = layout.chance.choice(hosts)
        cut = layout.chance.randrange(40, len(host.glyphs) - 40)
        if (
            host.glyphs[cut - 1].character in "，。；：！？、）”》"
            or host.glyphs[cut].character in "，。；：、）”》"
        ):
            cut += 2
        caption = next(c for c in layout.chunks if c.story == index)
        layout.chunks.remove(caption)
        at = layout.chunks.index(host)
        rest = Chunk(owner, "paragraph", host.glyphs[cut:])
        host.glyphs = host.glyphs[:cut]
        layout.chunks[at + 1 : at + 1] = [caption, rest]


def set_headlines_apart(layout: Layout) -> None:
    """Print the headlines of two neighbours one after the other, then both bodies."""
    titled = [i for i, story in enumerate(layout.stories) if not story.is_caption]
    if len(titled) < 2 or not layout.happens("headlines apart"):
        return
    place = layout.chance.randrange(len(titled) - 1)
    first, second = titled[place], titled[place + 1]
    heads = layout.heads(second)
    layout.chunks = [c for c in layout.chunks if c not in heads]
    at = max(layout.chunks.index(head) for head in layout.heads(first))
    layout.chunks[at + 1 : at + 1] = heads


def stray_paragraph(layout: Layout) -> None:
    """Print a paragraph after the end of another story, at times a second time in its own."""
    if not layout.happens("stray paragraph"):
        return
    hosts = [i for i in range(len(layout.stories)) if len(layout.paragraphs(i)) >= 4]
    if not hosts or len(layout.stories) < 2:
        return
    owner = layout.chance.choice(hosts)
    paragraph = layout.chance.choice(layout.paragraphs(owner)[1:-1])
    target = layout.chance.choice([i for i in range(len(layout.stories)) if i != owner])
    stray = Chunk(owner, "stray", copied(paragraph))
    if not layout.happens("stray printed again"):
        layout.chunks = [c for c in layout.chunks if c is not paragraph]
    at = max(i for i, c in enumerate(layout.chunks) if c.story == target)
    layout.chunks.insert(at + 1, stray)


def repeated_paragraph(layout: Layout) -> None:
    """Print a paragraph twice running, as where two scanned columns overlap."""
    if not layout.happens("repeated paragraph"):
        return
    hosts = [c for c in layout.chunks if c.part == "paragraph" and len(c.glyphs) > 60]
    if hosts:
        host = layout.chance.choice(hosts)
        copy = Chunk(host.story, "repeat", copied(host))
        layout.chunks.insert(layout.chunks.index(host) + 1, copy)


def add_furniture(layout: Layout) -> None:
    """Add what belongs to no story: the page's head with paper and date, a section's label."""
    source = layout.stories[0].source
    chance = layout.chance
    month, day, weekday = chance.randint(1, 12), chance.randint(1, 28), chance.choice(DAYS)
    year = chance.randint(2019, 2024)
    head = chance.choice(
        (
            f"{source.paper}\n\n{year}年{month}月{day}日 星期{weekday}",
            f"{year} 年 {month} 月 {day} 日 星期{weekday} 第{chance.randint(2, 8):02d}版",
            f"{chance.randint(2, 8)} {chance.choice(SECTIONS)} {year}.{month:02d}.{day:02d}",
            "",
        )
    )
    if head:
        layout.chunks.insert(0 if chance.random() < 0.7 else len(layout.chunks), furniture(head))
    if chance.random() < 0.5:
        starts = [i for i, c in enumerate(layout.chunks) if i and c.part in {"kicker", "title"}]
        starts = [i for i in starts if layout.chunks[i - 1].part not in {"kicker", "title"}]
        if starts:
            label = f"{chance.choice(SECTIONS)}"
            layout.chunks.insert(chance.choice(starts), furniture(label))


# ---- what is done to glyphs --------------------------------------------------------------------------------


def set_heads(layout: Layout) -> None:
    """Set headlines: in two lines, spaced, marked as headings, on one line with the kicker."""
    marked = layout.happens("headings marked")
    for chunk in layout.chunks:
        if chunk.part == "title":
            words = "".join(glyph.character for glyph in chunk.glyphs)
            if len(words) <= 16 and words.isalpha() and layout.happens("headline spaced"):
                spaced = [g for glyph in chunk.glyphs for g in (Glyph(" ", -1), glyph)]
                chunk.glyphs = spaced[1:]
            elif layout.happens("headline in two lines"):
                for glyph in chunk.glyphs:
                    if glyph.character == " ":
                        glyph.character = "\n"
            if marked:
                chunk.glyphs[:0] = [Glyph(character, -1) for character in "## "]
    if marked:
        return
    for before, chunk in zip(layout.chunks, layout.chunks[1:], strict=False):
        pair = {before.part, chunk.part} == {"kicker", "title"} and before.story == chunk.story
        if pair and layout.happens("kicker on the headline's line"):
            chunk.joint = " "


def break_columns(layout: Layout) -> None:
    """Break running text where a column ends: a blank line anywhere, mostly inside a word."""
    left = layout.chance.randint(*COLUMN)
    for chunk in layout.chunks:
        if chunk.part not in {"paragraph", "stray"}:
            continue
        glyphs: list[Glyph] = []
        for number, glyph in enumerate(chunk.glyphs):
            at_edge = (
                number < 4 or number > len(chunk.glyphs) - 4 or glyph.character in "，。、；：！？）”》\n,;:"
            )
            if left <= 0 and not at_edge and glyph.origin >= 0:
                glyphs += [Glyph("\n", -1), Glyph("\n", -1)]
                left = layout.chance.randint(*COLUMN)
            glyphs.append(glyph)
            left -= 1
        chunk.glyphs = glyphs


def look_alike(layout: Layout) -> None:
    """Misread one character in one printing of a township's or village's name."""
    if not layout.happens("look-alike"):
        return
    choices = []
    for index, story in enumerate(layout.stories):
        for (start, end), entity in sorted(story_mentions(story).items()):
            if entity.type in {"Township", "Village"} and not entity.optional:
                for i in range(start, end - 1):
                    pair = next((p for p in LOOK_ALIKES if story.text[i] in p), None)
                    if pair:
                        choices.append((index, i, pair.replace(story.text[i], "")))
    if choices:
        index, origin, misread = layout.chance.choice(choices)
        glyphs = (g for chunk in layout.chunks if chunk.story == index for g in chunk.glyphs)
        next(glyph for glyph in glyphs if glyph.origin == origin).character = misread


def doubled_character(layout: Layout) -> None:
    """Print a character of running text twice, outside names and figures: 抓住住重点."""
    if not layout.happens("doubled character"):
        return
    hosts = [c for c in layout.chunks if c.part == "paragraph" and len(c.glyphs) > 60]
    if not hosts:
        return
    chunk = layout.chance.choice(hosts)
    story = layout.stories[chunk.story]
    kept = {i for span in story_mentions(story) for i in range(span[0] - 1, span[1] + 1)}
    for measure in story.measures:
        at = story.text.find(measure.text)
        kept.update(range(at, at + len(measure.text)))
    free = [
        number
        for number, glyph in enumerate(chunk.glyphs)
        if glyph.origin >= 0 and glyph.origin not in kept and "一" <= glyph.character <= "鿿"
    ]
    if free:
        number = layout.chance.choice(free)
        chunk.glyphs.insert(number + 1, Glyph(chunk.glyphs[number].character, -1))


# ---- print -------------------------------------------------------------------------------------------------


def ascii_marks(chunk: Chunk) -> None:
    """Print ASCII marks for the full-width ones."""
    for glyph in chunk.glyphs:
        glyph.character = glyph.character.translate(ASCII_MARKS)


def spaced_numbers(chunk: Chunk) -> None:
    """Print a space between Chinese characters and numbers: 3078 万元."""
    glyphs: list[Glyph] = []
    for glyph in chunk.glyphs:
        if glyphs:
            pair = glyphs[-1].character + glyph.character
            # matches 达3, 8万; not 3,, 30, 年版
            if re.fullmatch(r"[一-鿿][0-9]|[0-9%][一-鿿]", pair):
                glyphs.append(Glyph(" ", -1))
        glyphs.append(glyph)
    chunk.glyphs = glyphs


def set_print(layout: Layout) -> None:
    """Give the whole page one style of print, or each story its own."""
    marks = ascii_marks if layout.happens("ascii marks") else None
    numbers = spaced_numbers if layout.happens("spaced numbers") else None
    for chunk in layout.chunks:
        if chunk.story == FURNITURE:
            continue
        style = layout.stories[chunk.story].source.print
        if marks or style == "ascii":
            ascii_marks(chunk)
        if numbers or style == "spaced":
            spaced_numbers(chunk)


DAMAGE: tuple[Callable[[Layout], None], ...] = (
    set_captions,
    stray_paragraph,
    repeated_paragraph,
    set_headlines_apart,
    doubled_character,
    look_alike,
    break_columns,
    add_furniture,
    set_print,
    set_heads,
)


def layout_of(sources: Sequence[Source], chance: random.Random) -> Layout:
    """Return a page of sources as it was before any damage."""
    stories = [story for source in sources for story in stories_of(source)]
    chunks = [chunk_of(index, story, block) for index, story in enumerate(stories) for block in story.blocks]
    return Layout(stories, chunks, chance)


def damaged_page(page_id: str, sources: Sequence[Source], gazetteer: Gazetteer) -> tuple[str, dict[str, Any]]:
    """Return a damaged page's text and its gold. Raises GoldError where no attempt keeps the annotation."""
    reason = ""
    for attempt in range(ATTEMPTS):
        layout = layout_of(sources, random.Random(f"{page_id}:{attempt}"))
        for damage in DAMAGE:
            damage(layout)
        page = printed(page_id, layout.stories, layout.chunks)
        try:
            return page.text, gold_of(page, gazetteer)
        except GoldError as error:
            reason = str(error)
    raise GoldError(f"{page_id}: {ATTEMPTS} attempts failed; the last: {reason}")


def clean_article(source: Source, gazetteer: Gazetteer) -> tuple[str, dict[str, Any]]:
    """Return an article as a text of its own, undamaged, and its gold."""
    layout = layout_of([source], random.Random(source.id))
    for chunk in layout.chunks:
        if source.print == "ascii":
            ascii_marks(chunk)
        elif source.print == "spaced":
            spaced_numbers(chunk)
    page = printed(source.id, layout.stories, layout.chunks)
    return page.text, gold_of(page, gazetteer)


def page_groups(batch: str, sources: Sequence[Source]) -> dict[str, list[Source]]:
    """Return the pages of a batch: page id → its sources, in the order of their ids."""
    groups: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: source.id):
        if source.page:
            groups.setdefault(f"{batch}-p{source.page}", []).append(source)
    return groups


def write(path: Path, text: str) -> None:
    """Write a text file, LF line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
