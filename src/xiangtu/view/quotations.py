"""The sentences of the corpus as the page carries them: text, the names in it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xiangtu.model import Article, KnowledgeGraph, Mention, PageResult, TextEvidence

PARTS = ("kicker", "title", "byline", "body")
SENTENCES_PER_EDGE = 5


@dataclass(slots=True)
class Quotation:
    """One sentence.

    `article` indexes `Quotations.articles`; `starts_line` is True where a paragraph begins; `marks` are
    (start, end, node) in UTF-16 code units of `text`, as JavaScript counts. `text` is empty where the page
    carries no text of it. `after_gap` is True where sentences before it were left out.
    """

    article: int
    part: str
    starts_line: bool
    repeats: bool
    text: str
    marks: tuple[tuple[int, int, int], ...]
    after_gap: bool = False


@dataclass(slots=True)
class Quotations:
    """All sentences in the order of pages and articles, and how to find them."""

    sentences: list[Quotation] = field(default_factory=list)
    articles: list[tuple[int, Article]] = field(default_factory=list)
    _first: dict[tuple[str, str], int] = field(default_factory=dict)
    _index_at: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    _article_at: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, knowledge: KnowledgeGraph, node_of: Mapping[str, int]) -> Quotations:
        """Return the sentences of all articles of `knowledge`; `node_of` gives each entity's node."""
        quotations = cls()
        for page_index, result in enumerate(knowledge.results):
            by_article = _mentions_by_article(result)
            for article in result.articles:
                quotations._add(page_index, result, article, by_article.get(article.id, []), node_of)
        return quotations

    def _add(
        self,
        page_index: int,
        result: PageResult,
        article: Article,
        mentions: Sequence[Mention],
        node_of: Mapping[str, int],
    ) -> None:
        key = (result.page.id, article.id)
        reading = article.reading
        self._first[key] = len(self.sentences)
        self._article_at[key] = len(self.articles)
        self._index_at[key] = {offset: index for index, offset in enumerate(reading.offsets) if offset >= 0}
        previous_end = 0
        for sentence in reading.sentences:
            text = reading.printed[sentence.start : sentence.end]
            marks = _marks(text, sentence.start, sentence.end, mentions, node_of)
            between = reading.text[previous_end : sentence.start]
            starts_line = previous_end == 0 or "\n" in between or text.startswith("\n")
            self.sentences.append(
                Quotation(len(self.articles), sentence.part, starts_line, sentence.repeats, text, marks)
            )
            previous_end = sentence.end
        self.articles.append((page_index, article))

    def of_evidence(self, evidence: TextEvidence) -> tuple[int, ...]:
        """Return the indexes of the sentences that the evidence's words stand in, in order.

        Words that no sentence of the article holds are added as a sentence of their own, without marks.
        """
        key = (evidence.page, evidence.article)
        if key not in self._article_at:
            return ()
        article = self._article_at[key]
        reading = self.articles[article][1].reading
        index_at = self._index_at[key]
        found: set[int] = set()
        for start, end in evidence.spans:
            for offset in (start, end - 1):
                position = index_at.get(offset)
                sentence = -1 if position is None else reading.sentence_at(position)
                if sentence >= 0:
                    found.add(self._first[key] + sentence)
        if found:
            return tuple(sorted(found))
        self.sentences.append(Quotation(article, "body", True, True, evidence.sentence, ()))
        return (len(self.sentences) - 1,)

    def article_index(self, page: str, article: str) -> int:
        """Return the index of an article in `articles`."""
        return self._article_at[page, article]

    def keep_only(self, indexes: Iterable[int]) -> dict[int, int]:
        """Drop all sentences but these; return the new index of each old one.

        Nothing can be added afterwards.
        """
        kept = sorted(set(indexes))
        previous = -1
        for index in kept:
            sentence = self.sentences[index]
            before = self.sentences[index - 1] if index else sentence
            sentence.after_gap = before.article == sentence.article and previous != index - 1 and index > 0
            previous = index
        self.sentences = [self.sentences[index] for index in kept]
        return {old: new for new, old in enumerate(kept)}

    def characters(self) -> int:
        """Return how many characters of text the sentences hold."""
        return sum(len(sentence.text) for sentence in self.sentences)

    def keep_text_of(self, indexes: Iterable[int]) -> None:
        """Drop the text of all sentences but these (and headlines, which are always shown)."""
        kept = set(indexes)
        for index, sentence in enumerate(self.sentences):
            if index not in kept:
                sentence.text = ""
                sentence.marks = tuple((0, 0, node) for _, _, node in sentence.marks)


def strongest_sentences(quotations: Quotations, pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Return, for each pair of nodes, the five sentences in which the two names stand closest together."""
    sentences_of: dict[int, list[int]] = {}
    for index, sentence in enumerate(quotations.sentences):
        for node in dict.fromkeys(node for _, _, node in sentence.marks):
            sentences_of.setdefault(node, []).append(index)
    kept: set[int] = set()
    for first, second in pairs:
        shared = set(sentences_of.get(first, ())) & set(sentences_of.get(second, ()))
        ranked = sorted(
            shared, key=lambda index: (_distance(quotations.sentences[index], first, second), index)
        )
        kept.update(ranked[:SENTENCES_PER_EDGE])
    for indexes in sentences_of.values():
        kept.update(indexes[:SENTENCES_PER_EDGE])
    return kept


def _distance(sentence: Quotation, first: int, second: int) -> int:
    starts = [start for start, _, node in sentence.marks if node == first]
    others = [start for start, _, node in sentence.marks if node == second]
    return min(abs(start - other) for start in starts for other in others)


def _mentions_by_article(result: PageResult) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in sorted(result.mentions, key=lambda mention: (mention.start, -mention.end)):
        found.setdefault(mention.article, []).append(mention)
    return found


def _marks(
    text: str, start: int, end: int, mentions: Sequence[Mention], node_of: Mapping[str, int]
) -> tuple[tuple[int, int, int], ...]:
    """Return the marks of one sentence: names cut to it, none overlapping another, in UTF-16 units."""
    units = _utf16_offsets(text)
    marks: list[tuple[int, int, int]] = []
    free_from = start
    for mention in mentions:
        first, last = max(mention.start, free_from), min(mention.end, end)
        node = node_of.get(mention.entity or "")
        if node is None or first >= last or mention.start >= end:
            continue
        marks.append((units[first - start], units[last - start], node))
        free_from = last
    return tuple(marks)


def _utf16_offsets(text: str) -> Sequence[int]:
    """Return, for each code point offset of `text`, the same place counted in UTF-16 code units."""
    if text.isascii() or max(text) <= "\uffff":
        return range(len(text) + 1)
    offsets = [0]
    for char in text:
        offsets.append(offsets[-1] + (2 if char > "\uffff" else 1))
    return offsets
