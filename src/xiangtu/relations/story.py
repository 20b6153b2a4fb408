"""An article with its names at hand: what every pattern of this room reads and cites from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

from .departments import in_full, organ_of

PLACES = ("Region", "Township", "Village")
"""Types of administrative places, from large to small."""

ZONE = re.compile(r"(?:开发区|高新区|产业园区?|工业园区?|园区|新区|功能区|示范区|保税区|景区|合作区)$")
"""Regions that lie in a county: ``清河经济开发区``; other Regions are the gazetteer's."""

ACTORS = (*PLACES, "Organisation")
"""Types that can run, issue or own something."""

PHRASE_END = re.compile(r"[,，。；;：:！!？?\n]")
"""Where a phrase ends; quote marks and 、 do not end it."""

CLAUSE_END = re.compile(r"[,，。；;：:！!？?\n“”]")
"""Where a clause ends: as a phrase, and at quote marks, behind which somebody else may speak."""


LONGEST_PHRASE = 160
"""How far a phrase reaches at most before and behind a name, in characters, where marks are missing."""

LONGEST_SENTENCE = 600
"""Longest sentence that evidence quotes whole, in characters; of a longer one, what stands around."""


@dataclass(frozen=True)
class Story:
    """One article, its resolved mentions in reading order, and the page's entities by id.

    All look-ups are by bisection over indexes made once, so that long articles cost no more a mention than
    short ones.
    """

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

    @property
    def valid(self) -> str:
        """The date as of which posts and reports hold: the issue date, empty where not known."""
        return self.article.issue_date or self.page.issue_date or ""

    # ---- sentences, phrases, clauses --------------------------------------------------------------------

    @cached_property
    def counted_sentences(self) -> tuple[int, ...]:
        """Indices of the sentences that count: not bylines, not printed twice."""
        return tuple(
            index
            for index, sentence in enumerate(self.reading.sentences)
            if sentence.part != "byline" and not sentence.repeats
        )

    @cached_property
    def _counted(self) -> frozenset[int]:
        return frozenset(self.counted_sentences)

    def counts(self, sentence: int) -> bool:
        """Whether a sentence counts."""
        return sentence in self._counted

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.reading.sentences]

    def sentence(self, index: int) -> Sentence:
        """Return a sentence by index."""
        return self.reading.sentences[index]

    def sentence_at(self, position: int) -> int:
        """Return the index of the sentence that holds a reading offset, -1 where none does."""
        index = bisect_right(self._sentence_starts, position) - 1
        return index if index >= 0 and position < self.sentence(index).end else -1

    @cached_property
    def _phrase_marks(self) -> list[int]:
        return [match.start() for match in PHRASE_END.finditer(self.text)]

    @cached_property
    def _clause_marks(self) -> list[int]:
        return [match.start() for match in CLAUSE_END.finditer(self.text)]

    @cached_property
    def _paragraph_marks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def paragraph(self, position: int) -> int:
        """Return how many line feeds stand before a reading offset."""
        return bisect_left(self._paragraph_marks, position)

    def phrase(self, start: int, end: int, sentence: int) -> tuple[int, int]:
        """Return the stretch between marks around `start` to `end`, within its sentence."""
        return self._between(self._phrase_marks, start, end, sentence)

    def clause(self, start: int, end: int, sentence: int) -> tuple[int, int]:
        """Return the stretch between marks or quote marks around `start` to `end`, within its sentence."""
        return self._between(self._clause_marks, start, end, sentence)

    def _between(self, marks: list[int], start: int, end: int, sentence: int) -> tuple[int, int]:
        bounds = self.sentence(sentence)
        before = bisect_left(marks, start) - 1
        behind = bisect_left(marks, end)
        first = marks[before] + 1 if before >= 0 else 0
        last = marks[behind] if behind < len(marks) else bounds.end
        return (
            max(first, bounds.start, start - LONGEST_PHRASE),
            min(last, bounds.end, end + LONGEST_PHRASE),
        )

    def clauses(self, sentence: int) -> Iterator[tuple[int, int]]:
        """Yield the clauses of a sentence that are not empty."""
        bounds = self.sentence(sentence)
        begin = bounds.start
        marks = self._clause_marks
        for place in range(bisect_left(marks, bounds.start), bisect_left(marks, bounds.end)):
            if marks[place] > begin:
                yield begin, marks[place]
            begin = marks[place] + 1
        if begin < bounds.end:
            yield begin, bounds.end

    # ---- mentions ---------------------------------------------------------------------------------------

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Mention, ...]]:
        grouped: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(mention.sentence, []).append(mention)
        return {index: tuple(group) for index, group in grouped.items()}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _by_entity(self) -> dict[str, list[Mention]]:
        grouped: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            grouped.setdefault(mention.entity or "", []).append(mention)
        return grouped

    @cached_property
    def named(self) -> tuple[Entity, ...]:
        """The entities that the story names, in the order of first mention."""
        return tuple(self.entities[entity_id] for entity_id in self._by_entity)

    def names(self, entity_id: str) -> bool:
        """Whether the story names an entity."""
        return entity_id in self._by_entity

    @cached_property
    def places_by_name(self) -> dict[str, Entity]:
        """The administrative places that the story names, by canonical name; of namesakes the smallest id."""
        places = sorted((entity for entity in self.named if entity.type in PLACES), key=lambda e: e.id)
        return {place.name: place for place in reversed(places)}

    @cached_property
    def page_names(self) -> dict[str, Entity]:
        """The actors of the page by canonical name; of namesakes the smallest id."""
        actors = sorted((e for e in self.entities.values() if e.type in ACTORS), key=lambda e: e.id)
        return {actor.name: actor for actor in reversed(actors)}

    @cached_property
    def bodies_by_name(self) -> dict[str, Entity]:
        """The organisations that the story names, by canonical name; of namesakes the smallest id."""
        bodies = sorted(
            (entity for entity in self.named if entity.type == "Organisation"), key=lambda e: e.id
        )
        return {body.name: body for body in reversed(bodies)}

    @cached_property
    def bodies_by_organ(self) -> dict[tuple[str, str], Entity]:
        """The organisations that the story names, by the id of their place and the organ's full name."""
        found: dict[tuple[str, str], Entity] = {}
        for body in sorted(self.bodies_by_name.values(), key=lambda body: body.id):
            place = self.entities.get(body.parent or "")
            if place is not None:
                found.setdefault((place.id, in_full(organ_of(body.name, place.name))), body)
        return found

    @cached_property
    def bodies_by_surface(self) -> dict[str, Entity]:
        """The organisations that the story names, by printed form; of namesakes the first printed."""
        found: dict[str, Entity] = {}
        for mention in self.mentions:
            if mention.type == "Organisation":
                found.setdefault(mention.text, self.entity(mention))
        return found

    def surfaces(self, entity_id: str) -> tuple[str, ...]:
        """Return the printed forms of an entity in the story, each once, in order."""
        return tuple(dict.fromkeys(mention.text for mention in self._by_entity.get(entity_id, ())))

    def mentions_in(self, sentence: int) -> tuple[Mention, ...]:
        """Return the mentions of one sentence, in order."""
        return self._by_sentence.get(sentence, ())

    def mentions_back(self, position: int, reach: int = 400) -> Iterator[Mention]:
        """Yield the mentions that start before a reading offset, the nearest first, at most `reach`."""
        last = bisect_left(self._starts, position)
        for place in range(last - 1, max(-1, last - 1 - reach), -1):
            yield self.mentions[place]

    def entity(self, mention: Mention) -> Entity:
        """Return the entity that a mention names."""
        return self.entities[mention.entity or ""]

    def first(self, entity_id: str) -> Mention | None:
        """Return the first mention of an entity that counts, in the body if it has one there.

        A place that only the dateline names (``本报清河县讯``) is named there.
        """
        every = self._by_entity.get(entity_id, ())
        own = [m for m in every if self.counts(m.sentence)] or [m for m in every if m.type in PLACES]
        body = (m for m in own if self.sentence(m.sentence).part == "body")
        return next(body, own[0] if own else None)

    def nearest(self, entity_id: str, position: int) -> Mention | None:
        """Return the mention of an entity nearest before a reading offset, else its first."""
        own = self._by_entity.get(entity_id, [])
        before = bisect_right(own, position, key=lambda mention: mention.start)
        return own[before - 1] if before else own[0] if own else None

    def above(self, entity_id: str) -> tuple[str, ...]:
        """Return the ids of what an entity lies in or belongs to, step by step upwards."""
        chain: list[str] = []
        parent = self.entities[entity_id].parent
        while parent is not None and parent in self.entities and parent not in chain:
            chain.append(parent)
            parent = self.entities[parent].parent
        return tuple(chain)

    # ---- evidence ---------------------------------------------------------------------------------------

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
        index = self.sentence_at(position)
        if index < 0:
            return ""
        start, end = self.sentence(index).start, self.sentence(index).end
        if end - start > LONGEST_SENTENCE:
            start = max(start, position - LONGEST_SENTENCE // 2)
            end = min(end, position + LONGEST_SENTENCE // 2)
        return " ".join(self.reading.printed[start:end].split("\n")).strip()

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
    ) -> Assertion:
        """Return an assertion with one evidence: the stretches, as reading offsets."""
        return Assertion(
            type=kind,
            subject=subject,
            object=obj,
            evidence=(self.evidence(*stretches),),
            confidence=round(confidence, 2),
            rule=rule,
            post=post,
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
