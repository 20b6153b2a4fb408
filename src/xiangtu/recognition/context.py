"""What every recogniser sees of one article: its text, its words, its sentences and the places in scope."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from xiangtu.model import Article, Sentence
from xiangtu.recognition.name_net import FoundName
from xiangtu.recognition.scope import Scope, regions_in, short_region_names
from xiangtu.recognition.spans import Spans
from xiangtu.recognition.tagger import Tagger, Word

BYLINE = "byline"
QUOTED = re.compile(r"(?<=[“‘])[^“”‘’\n，。！？；：、]{3,10}(?=[”’])")
"""A short quoted string without marks inside: ``书香固始``; not ``来了，看了``."""
TITLE_PARTS = frozenset({"title", "kicker"})


@dataclass(frozen=True)
class ArticleContext:
    """One article, segmented.

    `words` are LAC's, in reading offsets, of all sentences but bylines; `trained` are the names that the
    trained net sees in them. `scope` holds the places that the page's counties give, `village_spans` and
    `township_spans` the villages and townships found so far.
    """

    article: Article
    words: tuple[Word, ...]
    scope: Scope
    village_spans: frozenset[tuple[int, int]] = frozenset()
    township_spans: frozenset[tuple[int, int]] = frozenset()
    trained: tuple[FoundName, ...] = ()

    @property
    def text(self) -> str:
        """The article as recognisers match it."""
        return self.article.reading.text

    @cached_property
    def starts(self) -> dict[int, int]:
        """Index of the word that starts at a reading offset."""
        return {word.start: index for index, word in enumerate(self.words)}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Index of the word that ends at a reading offset."""
        return {word.end: index for index, word in enumerate(self.words)}

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.article.reading.sentences]

    @cached_property
    def region_spans(self) -> Spans:
        """Full names of counties and above, and short forms of those in scope, where they stand."""
        own = self.scope.own_short_forms
        full = list(regions_in(self.text))
        short = [(s, e) for s, e in short_region_names().find(self.text) if self.text[s:e] in own]
        return Spans((*full, *short))

    @cached_property
    def wider_places(self) -> Spans:
        """Regions by full name and townships in scope, where they stand."""
        full = set(regions_in(self.text))
        return Spans(full | set(self.scope.townships().find(self.text)))

    @cached_property
    def wider_place_ends(self) -> frozenset[int]:
        """Reading offsets at which a region or township ends."""
        return frozenset(end for _, end in self.wider_places)

    @cached_property
    def wider_place_starts(self) -> frozenset[int]:
        """Reading offsets at which a region or township starts."""
        return frozenset(start for start, _ in self.wider_places)

    @cached_property
    def rural_ends(self) -> frozenset[int]:
        """Reading offsets at which a 镇 or 乡 ends: its schools carry its name, a street's often a road's."""
        return frozenset(end for _, end in self.wider_places if self.text[end - 1] in "镇乡")

    @cached_property
    def village_ends(self) -> tuple[int, ...]:
        """Reading offsets at which a village ends, in order."""
        return tuple(sorted({end for _, end in self.village_spans}))

    @cached_property
    def village_starts(self) -> frozenset[int]:
        """Reading offsets at which a village starts."""
        return frozenset(start for start, _ in self.village_spans)

    @cached_property
    def place_spans(self) -> Spans:
        """Every administrative place, the longest at each spot, without overlap: what an organ may follow."""
        spans = set(self.wider_places) | set(self.region_spans) | self.village_spans | self.township_spans
        chosen: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if not chosen or start >= chosen[-1][1]:
                chosen.append((start, end))
        return Spans(chosen)

    @cached_property
    def place_starts(self) -> frozenset[int]:
        """Reading offsets at which an administrative place starts."""
        return frozenset(start for start, _ in self.place_spans)

    @cached_property
    def place_ends(self) -> frozenset[int]:
        """Reading offsets at which an administrative place ends."""
        return frozenset(end for _, end in self.place_spans)

    @cached_property
    def _quoted(self) -> dict[int, tuple[int, int]]:
        return {
            position: match.span()
            for match in QUOTED.finditer(self.text)
            for position in range(match.start(), match.end())
        }

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether a span is a part of a short quoted string, and not the whole of it: 固始 in “书香固始”."""
        quote = self._quoted.get(start)
        return quote is not None and end <= quote[1] and end - start < quote[1] - quote[0]

    @cached_property
    def place_characters(self) -> frozenset[int]:
        """Reading offsets inside administrative places."""
        return frozenset(position for start, end in self.place_spans for position in range(start, end))

    @cached_property
    def short_place_spans(self) -> Spans:
        """Short forms of places that the page's counties give, wherever the letters stand."""
        found = self.scope.short_forms().find(self.text)
        return Spans(span for span in found if span[0] in self.starts)

    def is_village(self, start: int, end: int) -> bool:
        """Whether a place span is a village."""
        return (start, end) in self.village_spans

    def kind_at(self, start: int, end: int) -> str:
        """Return the level of the region of this full name, or the empty string."""
        region = self.scope.regions.get(self.text[start:end])
        return region.level if region is not None else ""

    def word_at(self, position: int) -> int:
        """Return the index of the word that covers a reading offset, or -1."""
        index = bisect_right(self._word_starts, position) - 1
        return index if index >= 0 and position < self.words[index].end else -1

    def is_boundary(self, position: int) -> bool:
        """Whether a word starts or ends here, or the text does."""
        return position in self.starts or position in self.ends or not 0 < position < len(self.text)

    def sentence_of(self, position: int) -> Sentence | None:
        """Return the sentence that holds a reading offset."""
        index = self.sentence_index(position)
        return self.article.reading.sentences[index] if index >= 0 else None

    def sentence_index(self, position: int) -> int:
        """Return the index of the sentence that holds a reading offset, or -1."""
        index = bisect_right(self._sentence_starts, position) - 1
        sentences = self.article.reading.sentences
        return index if index >= 0 and position < sentences[index].end else -1

    def part_at(self, position: int) -> str:
        """Return the part (``"title"``, ``"body"`` …) at a reading offset."""
        sentence = self.sentence_of(position)
        return sentence.part if sentence is not None else "body"


def read(
    articles: Sequence[Article], scope: Scope, tagger: Tagger, types: Collection[str] = ()
) -> tuple[ArticleContext, ...]:
    """Return the articles with their words, and the names of `types` that the trained net sees.

    Bylines are not tagged, since layout has read them.
    """
    lines = [
        (article, sentence)
        for article in articles
        for sentence in article.reading.sentences
        if sentence.part != BYLINE and sentence.end > sentence.start
    ]
    texts = [article.reading.text[s.start : s.end] for article, s in lines]
    parts = [sentence.part for _, sentence in lines]
    tagged, named = tagger.read(texts, parts, [sentence.start for _, sentence in lines], types)
    words: dict[str, list[Word]] = {article.id: [] for article in articles}
    names: dict[str, list[FoundName]] = {article.id: [] for article in articles}
    for (article, _), line, found in zip(lines, tagged, named, strict=True):
        words[article.id].extend(line)
        names[article.id].extend(found)
    return tuple(
        ArticleContext(article, tuple(words[article.id]), scope, trained=tuple(names[article.id]))
        for article in articles
    )
