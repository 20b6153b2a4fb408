"""An article with its names at hand: what every pattern of this room reads and cites from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xiangtu.model.records import (
    Article,
    Assertion,
    Entity,
    Measure,
    Mention,
    Page,
    Reading,
    Sentence,
    Span,
    TextEvidence,
)

PLACES = ("Region", "Township", "Village")
"""Types of administrative places, from large to small."""


@dataclass(frozen=True)
class Story:
    """One article, its resolved mentions in reading order, and the page's entities by id."""

    page: Page
    article: Article
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]

    @property
    def text(self) -> str:
        """The normalised reading."""
        return self.article.reading.text

    @property
    def reading(self) -> Reading:
        """The article's reading."""
        return self.article.reading

    @cached_property
    def counted_sentences(self) -> tuple[int, ...]:
        """Indices of the sentences that count: not bylines, not printed twice."""
        return tuple(
            index
            for index, sentence in enumerate(self.reading.sentences)
            if sentence.part != "byline" and not sentence.repeats
        )

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Mention, ...]]:
        grouped: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(mention.sentence, []).append(mention)
        return {index: tuple(group) for index, group in grouped.items()}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def mentions_in(self, sentence: int) -> tuple[Mention, ...]:
        """Return the mentions of one sentence, in order."""
        return self._by_sentence.get(sentence, ())

    def mentions_before(self, position: int) -> Sequence[Mention]:
        """Return the mentions that start before reading offset `position`, in order."""
        return self.mentions[: bisect_left(self._starts, position)]

    def sentence(self, index: int) -> Sentence:
        """Return a sentence by index."""
        return self.reading.sentences[index]

    def entity(self, mention: Mention) -> Entity:
        """Return the entity that a mention names."""
        return self.entities[mention.entity or ""]

    def above(self, entity_id: str) -> tuple[str, ...]:
        """Return the ids of what an entity lies in or belongs to, step by step upwards."""
        chain: list[str] = []
        parent = self.entities[entity_id].parent
        while parent is not None and parent in self.entities and parent not in chain:
            chain.append(parent)
            parent = self.entities[parent].parent
        return tuple(chain)

    def evidence(self, *stretches: tuple[int, int]) -> TextEvidence:
        """Return evidence for reading offsets: page spans, and the printed sentence around the last stretch.

        Overlapping stretches are joined; order is that of the reading.
        """
        merged: list[list[int]] = []
        for start, end in sorted(stretches):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        spans: list[Span] = []
        for start, end in merged:
            spans.extend(self.reading.spans(start, end))
        return TextEvidence(self.page.id, self.article.id, tuple(spans), self._printed(stretches[-1][0]))

    def _printed(self, position: int) -> str:
        index = self.reading.sentence_at(position)
        if index < 0:
            return ""
        sentence = self.sentence(index)
        return " ".join(self.reading.printed[sentence.start : sentence.end].split("\n")).strip()

    def assertion(
        self,
        kind: str,
        subject: str,
        obj: str | None,
        stretches: Iterable[tuple[int, int]],
        confidence: float,
        rule: str,
        *,
        post: str = "",
        measure: Measure | None = None,
        status: str = "stated",
        valid: str = "",
        role: str = "",
    ) -> Assertion:
        """Return an assertion with one evidence: the stretches, as reading offsets."""
        return Assertion(
            type=kind,
            subject=subject,
            object=obj,
            evidence=(self.evidence(*stretches),),
            confidence=round(confidence, 3),
            rule=rule,
            post=post,
            role=role,
            measure=measure,
            status=status,
            valid=valid,
        )


def tell(
    page: Page, articles: Sequence[Article], mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Story, ...]:
    """Return a story for each article; mentions without an entity are left out."""
    known = {entity.id: entity for entity in entities}
    grouped: dict[str, list[Mention]] = {article.id: [] for article in articles}
    for mention in mentions:
        if mention.entity in known and mention.article in grouped:
            grouped[mention.article].append(mention)
    return tuple(
        Story(
            page,
            article,
            tuple(sorted(grouped[article.id], key=lambda m: (m.start, -m.end, m.type))),
            known,
        )
        for article in articles
    )
