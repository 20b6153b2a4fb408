"""Printed pages of the open corpus, and gold that follows what printing did to the text.

A story is one article or caption with its text in one string. A page is a list of chunks, each a run of
glyphs that know which character of which story they are. Whatever damage is done to the chunks, `gold_of`
reads the annotation off the page again, and `verify` proves that scoring by surfaces finds exactly those
mentions.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.corpus_places import Gazetteer
from tools.corpus_sources import Byline, Measure, NamedEntity, Relation, Source

from xiangtu.evaluation import gold_mentions, gold_segments

PLACES = frozenset({"Region", "Township", "Village", "Place"})
AREAS = frozenset({"Region", "Township", "Village"})
FURNITURE = -1

# Full-width marks and the ASCII ones that some scanners' software prints for them.
ASCII_MARKS = str.maketrans("，：；（）！？", ",:;()!?")


class GoldError(ValueError):
    """Gold cannot be written for this page: the annotation would not survive its printing."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a story's text that is set in one piece: kicker, title or paragraph."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """An article or a caption: its text, its blocks, and what its source says about it."""

    id: str
    source: Source
    title: str
    kicker: str
    text: str
    blocks: tuple[Block, ...]
    bylines: tuple[Byline, ...]
    entities: tuple[NamedEntity, ...]
    relations: tuple[Relation, ...]
    measures: tuple[Measure, ...]

    @property
    def is_caption(self) -> bool:
        """Whether the story is a caption or a picture that stands alone."""
        return not self.title


@dataclass(slots=True, eq=False)
class Glyph:
    """A printed character and the offset in its story of the character that it prints, -1 for none."""

    character: str
    origin: int


@dataclass(slots=True, eq=False)
class Chunk:
    """A run of glyphs of one story (`FURNITURE` for the page's own), printed in one piece.

    `joint` is what separates it from the chunk before it.
    """

    story: int
    part: str
    glyphs: list[Glyph]
    joint: str = "\n\n"

    def has_text(self) -> bool:
        """Whether any glyph prints a character of a story."""
        return any(glyph.origin >= 0 for glyph in self.glyphs)


# ---- stories -----------------------------------------------------------------------------------------------


def _blocks(parts: Sequence[tuple[str, str]]) -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for part, words in parts:
        if text:
            text += "\n"
        blocks.append(Block(part, len(text), len(text) + len(words)))
        text += words
    return text, tuple(blocks)


def stories_of(source: Source) -> tuple[Story, ...]:
    """Return the story of a source and one for each of its captions, entities and statements dealt out.

    Raises GoldError where a statement's ends stand partly in the story and partly in a caption.
    """
    parts = [("kicker", source.kicker), ("title", source.title)]
    if source.kicker.startswith("——"):
        parts.reverse()
    paragraphs = [("paragraph", p.strip("\n")) for p in source.text.split("\n\n")]
    texts = [_blocks([part for part in (*parts, *paragraphs) if part[1].strip()])]
    texts += [_blocks([("caption", caption.text)]) for caption in source.captions]
    bylines = [source.bylines, *(caption.bylines for caption in source.captions)]
    entities = [tuple(e for e in source.entities if any(s in text for s in e.surfaces)) for text, _ in texts]
    names = [{entity.name for entity in found} for found in entities]
    relations: list[list[Relation]] = [[] for _ in texts]
    for relation in with_second_readings(source):
        home = [i for i, found in enumerate(names) if {relation.subject, relation.object} <= found]
        if home:
            relations[home[0]].append(relation)
        elif not relation.optional:
            raise GoldError(f"{source.id}: the ends of {relation} do not stand in one story")
    measures: list[list[Measure]] = [[] for _ in texts]
    for measure in source.measures:
        measures[next(i for i, (text, _) in enumerate(texts) if measure.text in text)].append(measure)
    return tuple(
        Story(
            id=source.id if index == 0 else f"{source.id}-c{index}",
            source=source,
            title=source.title if index == 0 else "",
            kicker=source.kicker if index == 0 else "",
            text=text,
            blocks=blocks,
            bylines=bylines[index],
            entities=entities[index],
            relations=tuple(relations[index]),
            measures=tuple(measures[index]),
        )
        for index, (text, blocks) in enumerate(texts)
    )


def with_second_readings(source: Source) -> list[Relation]:
    """Return a source's relations and, marked optional, the second readings that the guide accepts."""
    types = {entity.name: entity.type for entity in source.entities}
    places = [
        (r.subject, r.object)
        for r in source.relations
        if r.type in {"located_in", "part_of"} and r.subject in types and r.object in types
    ]
    relations = list(source.relations)
    seen = {(r.type, r.subject, r.object, r.post) for r in relations}
    second = itertools.chain(
        _second_places(places, types), _second_posts(source, places, types), _regions_above(source, types)
    )
    for relation in second:
        key = relation.type, relation.subject, relation.object, relation.post
        if key not in seen:
            seen.add(key)
            relations.append(relation)
    return relations


def _second_places(places: Sequence[tuple[str, str]], types: Mapping[str, str]) -> Iterator[Relation]:
    """Yield part_of for located_in and the other way round, and the place of a body's mother body."""
    for subject, object_ in places:
        if types[subject] != "Organisation":
            continue
        above = [object_] if types[object_] in PLACES else []
        if types[object_] == "Organisation":
            above += [outer for inner, outer in places if inner == object_ and types[outer] in PLACES]
        for place in above:
            yield Relation("part_of", subject, place, optional=True)
            yield Relation("located_in", subject, place, optional=True)


def _second_posts(
    source: Source, places: Sequence[tuple[str, str]], types: Mapping[str, str]
) -> Iterator[Relation]:
    """Yield 党委书记 at the place for 书记 at its party body, 镇长 at the government for the place."""
    for relation in source.relations:
        if relation.type != "holds_post":
            continue
        person, post = relation.subject, relation.post
        for body, place in places:
            rest = body.removeprefix(place)
            if body == relation.object and rest not in {body, ""} and types[place] in AREAS:
                yield Relation("holds_post", person, place, rest + post, optional=True)
                yield Relation("holds_post", person, place, post, optional=True)
                yield Relation("holds_post", person, body, rest + post, optional=True)
            if place == relation.object and body in {f"{place}政府", f"{place}人民政府"}:
                yield Relation("holds_post", person, body, post, optional=True)


def _regions_above(source: Source, types: Mapping[str, str]) -> Iterator[Relation]:
    """Yield the chain from the county up, where the article names it."""
    named = [name for name in source.county if types.get(name) == "Region"]
    for upper, lower in itertools.combinations(named, 2):
        yield Relation("located_in", lower, upper, optional=True)


# Words that only say what kind of thing a quoted name is: “户户通”工程 is 户户通, either span is right.
# matches 活动, 评选活动, 工作法, 系列活动, 治理新模式; not 志愿服务队, 座谈会
CLASS_WORD = re.compile(
    r"[一-鿿]{0,6}?(?:活动|工作法|工作模式|模式|工作机制|机制|工程|项目|计划|行动|品牌|评选|创建|学习教育|平台|制度|体系)"
)
# A name of which only the beginning is quoted. matches “石榴红”志愿服务队
HALF_QUOTED = re.compile(r"“([^“”]+)”.+")


def second_spans(text: str, entity: NamedEntity) -> tuple[str, ...]:
    """Return the spans that a careful reader could choose as well, those that the source gives first."""
    spans = list(entity.alt_surfaces)
    if entity.type in {"Programme", "Event", "Product"}:
        for surface in entity.surfaces:
            if half := HALF_QUOTED.fullmatch(surface):
                spans.append(half[1])
            spans += [
                text[hit.start() : word.end()]
                for hit in re.finditer(re.escape(f"“{surface}”"), text)
                if (word := CLASS_WORD.match(text, hit.end()))
            ]
    return tuple(span for span in dict.fromkeys(spans) if span not in entity.surfaces)


# ---- printing ----------------------------------------------------------------------------------------------


def chunk_of(index: int, story: Story, block: Block) -> Chunk:
    """Return a block of a story as it stands in its text."""
    return Chunk(index, block.part, [Glyph(story.text[i], i) for i in range(block.start, block.end)])


def furniture(words: str, joint: str = "\n\n") -> Chunk:
    """Return words of the page that belong to no story."""
    return Chunk(FURNITURE, "furniture", [Glyph(character, -1) for character in words], joint)


@dataclass(slots=True)
class Page:
    """A printed page: its text, the stories, and where each story's characters stand in it.

    `runs[story]` lists (first, last + 1) page offsets of the stretches of a story with nothing of another
    story between, in page order; `places[chunk]` maps the story's offsets to the page's.
    """

    id: str
    stories: Sequence[Story]
    chunks: Sequence[Chunk]
    text: str = ""
    places: list[dict[int, int]] = field(default_factory=list)
    runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def printed(page_id: str, stories: Sequence[Story], chunks: Sequence[Chunk]) -> Page:
    """Print chunks one after the other and note where every character went."""
    page = Page(page_id, stories, chunks)
    pieces: list[str] = []
    position, before = 0, FURNITURE
    for number, chunk in enumerate(chunks):
        joint = chunk.joint if number else ""
        pieces.append(joint)
        position += len(joint)
        where: dict[int, int] = {}
        for glyph in chunk.glyphs:
            if glyph.origin >= 0:
                where[glyph.origin] = position
            pieces.append(glyph.character)
            position += len(glyph.character)
        page.places.append(where)
        if where:
            runs = page.runs.setdefault(chunk.story, [])
            first, last = min(where.values()), max(where.values()) + 1
            if runs and before == chunk.story:
                runs[-1] = runs[-1][0], last
            else:
                runs.append((first, last))
        before = chunk.story
    page.text = "".join(pieces) + "\n"
    return page


# ---- gold --------------------------------------------------------------------------------------------------


def story_mentions(story: Story) -> dict[tuple[int, int], NamedEntity]:
    """Return the mentions of a story, offsets in its text: surfaces longest first, without overlap."""
    record = {"entities": [{"index": i, "surfaces": list(e.surfaces)} for i, e in enumerate(story.entities)]}
    found = gold_mentions(record, story.text, [(0, len(story.text))])
    return {span: story.entities[entity["index"]] for span, entity in found.items()}


def stretches(page: Page, story: int, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Return where characters `start` to `end` of a story stand on the page: a list of stretches a printing.

    Text that is printed twice has two printings; a name that other text splits has several stretches.
    """
    holders = [
        (number, sorted(i for i in range(start, end) if i in where))
        for number, where in enumerate(page.places)
        if page.chunks[number].story == story
    ]
    whole, parts = [], []
    for number, origins in holders:
        if not origins:
            continue
        where = page.places[number]
        stretch = where[origins[0]], where[origins[-1]] + 1
        if len(origins) == end - start:
            whole.append([stretch])
        else:
            parts.append((origins[0], stretch))
    merged: list[tuple[int, int]] = []
    for _, stretch in sorted(parts):
        if merged and not page.text[merged[-1][1] : stretch[0]].strip() and merged[-1][1] <= stretch[0]:
            merged[-1] = merged[-1][0], stretch[1]
        else:
            merged.append(stretch)
    return whole + ([merged] if merged else [])


def _segment(page: Page, start: int, end: int) -> list[str]:
    """Return the first and last strings by which a stretch is found: a dozen characters or more."""
    text = page.text
    for length in range(12, end - start + 1):
        if text.find(text[start : start + length]) == start:
            break
    else:
        length = end - start
        if text.find(text[start:end]) != start:
            raise GoldError(f"{page.id}: no string finds the stretch at {start}")
    first = text[start : start + length]
    for length in range(min(12, end - start), end - start + 1):
        last = text[end - length : end]
        if text.find(last, start) == end - length:
            return [first, last]
    raise GoldError(f"{page.id}: no string finds the end of the stretch at {start}")


def _printed_forms(page: Page, index: int, spans: Sequence[tuple[int, int]]) -> list[str]:
    forms: list[str] = []
    for start, end in spans:
        for printing in stretches(page, index, start, end):
            forms += [page.text[a:b] for a, b in printing]
    return list(dict.fromkeys(forms))


def _entity_record(
    page: Page, index: int, entity: NamedEntity, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> dict[str, Any]:
    story = page.stories[index]
    surfaces = _printed_forms(page, index, spans)
    record: dict[str, Any] = {
        "name": entity.name,
        "type": entity.type,
        "surfaces": surfaces,
        "alt_types": list(entity.alt_types),
        "optional": entity.optional,
    }
    if accepted := [
        (i, i + len(form))
        for form in second_spans(story.text, entity)
        for i in _occurrences(story.text, form)
    ]:
        record["alt_surfaces"] = _printed_forms(page, index, accepted)
    joined = list(dict.fromkeys(story.text[start:end] for start, end in spans))
    if broken := [form for form in joined if form not in surfaces]:
        record["joined_surfaces"] = broken
    others = list(entity.alt_names)
    if (plain := entity.name.translate(ASCII_MARKS)) != entity.name:
        others.append(plain)
    right = {"".join(form.split()) for form in joined}
    if entity.type in AREAS:
        others += [form for form in surfaces if "".join(form.split()) not in right]
    if others:
        record["alt_names"] = others
    if entity.type in AREAS:
        record |= gazetteer.record(story.source, entity)
    if entity.note:
        record["note"] = entity.note
    return record


def _occurrences(text: str, form: str) -> list[int]:
    found, at = [], text.find(form)
    while at >= 0:
        found.append(at)
        at = text.find(form, at + 1)
    return found


def _measure_record(page: Page, index: int, measure: Measure) -> dict[str, Any]:
    story = page.stories[index]
    start = story.text.find(measure.text)
    printings = stretches(page, index, start, start + len(measure.text))
    if not printings or len(printings[0]) != 1:
        raise GoldError(f"{page.id}: the words of {measure.text!r} are torn apart")
    (first, last), *_ = printings[0]
    value = int(measure.value) if measure.value.is_integer() else measure.value
    record: dict[str, Any] = {
        "subject": measure.subject,
        "indicator": measure.indicator,
        "value": value,
        "unit": measure.unit,
        "text": page.text[first:last],
    }
    if measure.approx:
        record["approx"] = True
    if measure.optional:
        record["optional"] = True
    return record


def _relation_record(relation: Relation) -> dict[str, Any]:
    record: dict[str, Any] = {"type": relation.type, "subj": relation.subject, "obj": relation.object}
    if relation.post:
        record["post"] = relation.post
    if relation.label:
        record["label"] = relation.label
    if relation.optional:
        record["optional"] = True
    return record


def _byline_record(byline: Byline) -> dict[str, Any]:
    record: dict[str, Any] = {"name": byline.name, "role": byline.role}
    if byline.alt_roles:
        record["alt_roles"] = list(byline.alt_roles)
    return record


def gold_of(page: Page, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the gold record of a printed page. Raises GoldError where printing lost a mention."""
    articles = []
    expected: dict[str, dict[tuple[int, int], str]] = {}
    for index, story in enumerate(page.stories):
        mentions = story_mentions(story)
        spans: dict[int, list[tuple[int, int]]] = {}
        identifier = f"{page.id}-{index + 1}"
        expected[identifier] = {}
        position = {id(entity): number for number, entity in enumerate(story.entities)}
        for span, entity in sorted(mentions.items()):
            spans.setdefault(position[id(entity)], []).append(span)
            for printing in stretches(page, index, *span):
                for stretch in printing:
                    expected[identifier][stretch] = entity.name
        articles.append(
            {
                "id": identifier,
                "source": story.id,
                "title": _heading(page, index, "title"),
                "kicker": _heading(page, index, "kicker"),
                "segments": [_segment(page, *run) for run in _reading_order(page, index)],
                "bylines": [_byline_record(byline) for byline in story.bylines],
                "entities": [
                    _entity_record(page, index, story.entities[number], found, gazetteer)
                    for number, found in sorted(spans.items())
                ],
                "relations": [_relation_record(relation) for relation in story.relations],
                "measures": [_measure_record(page, index, measure) for measure in story.measures],
            }
        )
    gold = {"doc": page.id, "county": list(page.stories[0].source.county), "articles": articles}
    verify(page, gold, expected)
    return gold


def _heading(page: Page, index: int, part: str) -> str | None:
    """Return a headline or kicker in the marks of its print, on one line and without spacing."""
    glyphs = [g for c in page.chunks if c.story == index and c.part == part for g in c.glyphs]
    return "".join(g.character for g in glyphs if g.origin >= 0).replace("\n", " ") or None


def _reading_order(page: Page, index: int) -> list[tuple[int, int]]:
    first = {
        offset: origin
        for number, where in enumerate(page.places)
        if page.chunks[number].story == index
        for origin, offset in where.items()
    }
    return sorted(page.runs[index], key=lambda run: (first[run[0]], run))


def verify(
    page: Page, gold: Mapping[str, Any], expected: Mapping[str, Mapping[tuple[int, int], str]]
) -> None:
    """Check that the gold record, read as the measure reads it, finds the page's stretches and mentions."""
    for index, article in enumerate(gold["articles"]):
        spans = gold_segments(article, page.text)
        if sorted(spans) != sorted(page.runs[index]):
            raise GoldError(f"{page.id}: {article['id']} is found at {spans}, stands at {page.runs[index]}")
        found = {span: entity["name"] for span, entity in gold_mentions(article, page.text, spans).items()}
        if found != expected[article["id"]]:
            wrong = sorted(set(found.items()) ^ set(expected[article["id"]].items()))
            shown = [(page.text[a:b], name) for (a, b), name in wrong[:4]]
            raise GoldError(f"{page.id}: {article['id']}: mentions change in print: {shown}")
