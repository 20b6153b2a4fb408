"""Counts which entities are named together, on disk: more pairs than memory holds."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import merge
from types import TracebackType
from typing import NamedTuple, Self

from xiangtu.graph.association import Contingency, log_likelihood, normalised_mutual_information
from xiangtu.graph.cooccurrence import (
    ARTICLE,
    DEFAULT_THRESHOLDS,
    LONGEST_LIST,
    OMISSION,
    SCOPES,
    SENTENCE,
    ArticleKey,
    Cooccurrence,
    Threshold,
    counts,
)
from xiangtu.model import Article, KnowledgeGraph, Mention, PageResult, Reading, Span, TextEvidence
from xiangtu.store import Spool, unnamed_database

TABLES = """
CREATE TABLE named (
    context INTEGER, scope INTEGER, entity INTEGER, sentence INTEGER, spans TEXT,
    PRIMARY KEY (context, entity)
) WITHOUT ROWID;
CREATE TABLE quotes (
    article INTEGER, sentence INTEGER, quote BLOB, PRIMARY KEY (article, sentence)
) WITHOUT ROWID;
CREATE TABLE pairs (
    scope INTEGER, a INTEGER, b INTEGER, context INTEGER, PRIMARY KEY (scope, a, b, context)
) WITHOUT ROWID;
"""
"""Which entities a context names, where first; the sentences that do; the pairs of entities of a context."""

COUNT = """
INSERT INTO pairs
SELECT one.scope, one.entity, other.entity, one.context
FROM named AS one JOIN named AS other ON other.context = one.context AND other.entity > one.entity
ORDER BY 1, 2, 3, 4
"""
FREQUENCY = "SELECT scope, entity, count(*) FROM named GROUP BY scope, entity"
GROUPED = """
SELECT scope, a, b, count(*), group_concat(context) FROM pairs GROUP BY scope, a, b HAVING count(*) >= ?
ORDER BY scope, a, b
"""
QUOTED = """
SELECT sentence, spans, quote
FROM named JOIN quotes USING (sentence)
WHERE quotes.article = ? AND named.context = ? AND named.entity IN (?, ?)
ORDER BY sentence
"""


def cooccurrences(knowledge: KnowledgeGraph) -> tuple[Cooccurrence, ...]:
    """Return all pairs of entities that share a sentence or an article, sorted by scope and ids.

    Adding a page changes no count between two entities that it does not name; it does change their
    association, which is measured against all contexts.
    """
    with PairCounts(knowledge) as counts:
        return tuple(counts)


class PairCounts:
    """Every pair of entities that share a sentence or an article, counted on disk.

    Parameters
    ----------
    knowledge:
        The linked corpus; it is read once.

    Examples
    --------
    >>> with PairCounts(knowledge) as counts:  # doctest: +SKIP
    ...     drawn = counts.strongest()
    ...     write_turtle(knowledge, drawn, path)

    Notes
    -----
    Entities are numbered in the order of their ids, contexts in the order of pages, articles and sentences,
    so that the database sorts as the ids do.
    """

    def __init__(self, knowledge: KnowledgeGraph) -> None:
        self._ids = [entity.id for entity in knowledge.entities]
        self._number = {identifier: index for index, identifier in enumerate(self._ids)}
        self._articles: list[ArticleKey] = []
        self._article_of = array("L")
        self._contexts = dict.fromkeys(SCOPES, 0)
        self.database = unnamed_database()
        self.database.executescript(TABLES)
        self.database.execute("BEGIN")
        for result in knowledge.results:
            self._read(result)
        self.database.execute(COUNT)
        self.database.execute("COMMIT")
        self._number.clear()
        self._frequency = [array("L", bytes(len(self._ids) * array("L").itemsize)) for _ in SCOPES]
        for scope, entity, times in self.database.execute(FREQUENCY):
            self._frequency[scope][entity] = times

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget all and free the disk."""
        self.database.close()

    def __iter__(self) -> Iterator[Cooccurrence]:
        """Yield all pairs, sorted by scope and ids."""
        for scored in self._scored(1, dict.fromkeys(SCOPES, 1)):
            yield self.cooccurrence(*scored)

    def strongest(self, thresholds: Mapping[str, Threshold] = DEFAULT_THRESHOLDS) -> StrongestPairs:
        """Return the pairs that reach the threshold of their scope, sorted by scope and ids."""
        return StrongestPairs(self, self._admitted(thresholds))

    def _admitted(self, thresholds: Mapping[str, Threshold]) -> Iterator[ScoredPair]:
        least = {scope: threshold.count for scope, threshold in thresholds.items()}
        for scored in self._scored(min(least.values(), default=1), least):
            threshold = thresholds[SCOPES[scored.scope]]
            if scored.npmi >= threshold.npmi and scored.g2 >= threshold.g2:
                yield scored

    def _scored(self, least: int, least_of: Mapping[str, int]) -> Iterator[ScoredPair]:
        """Yield pairs with their association, those of scopes that are asked for and of enough contexts."""
        totals = [self._contexts[scope] for scope in SCOPES]
        for scope, a, b, count, contexts in self.database.execute(GROUPED, (least,)):
            if count < least_of.get(SCOPES[scope], count + 1):
                continue
            frequency = self._frequency[scope]
            table = Contingency.of(count, frequency[a], frequency[b], totals[scope])
            npmi = round(normalised_mutual_information(table), 4)
            yield ScoredPair(scope, a, b, count, npmi, round(log_likelihood(table), 2), contexts)

    def _read(self, result: PageResult) -> None:
        """Write down which entities each context of a page names, and the sentences that do."""
        articles = {article.id: article for article in result.articles}
        index_of: dict[str, int] = {}
        quoted: set[tuple[int, int, bytes]] = set()
        for scope, contexts in _contexts(result, articles).items():
            self._contexts[scope] += _number_of_contexts(result, scope)
            for key, first in contexts:
                if len(first) > LONGEST_LIST[scope]:
                    self._contexts[scope] -= 1
                    continue
                if key not in index_of:
                    index_of[key] = len(self._articles)
                    self._articles.append(ArticleKey(result.page.id, key))
                reading = articles[key].reading
                self._add_context(SCOPES.index(scope), index_of[key], reading, first)
                sentences = {mention.sentence for mention in first.values()}
                quoted.update((index_of[key], number, _sentence(reading, number)) for number in sentences)
        self.database.executemany("INSERT INTO quotes VALUES (?, ?, ?)", sorted(quoted))

    def _add_context(self, scope: int, article: int, reading: Reading, first: Mapping[str, Mention]) -> None:
        context = len(self._article_of)
        self._article_of.append(article)
        rows = (
            (context, scope, self._number[entity], mention.sentence, _spans_as_text(reading, mention))
            for entity, mention in first.items()
        )
        self.database.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?)", sorted(rows))

    def ends(self, row: ScoredPair) -> tuple[str, str]:
        """Return the ids of a pair."""
        return self._ids[row.a], self._ids[row.b]

    def cooccurrence(
        self, scope: int, a: int, b: int, times: int, npmi: float, g2: float, contexts: str
    ) -> Cooccurrence:
        """Return a pair with its evidence."""
        places = sorted(map(int, contexts.split(",")))
        evidence = tuple(self._evidence(place, a, b) for place in places)
        return Cooccurrence(self._ids[a], self._ids[b], SCOPES[scope], times, npmi, g2, evidence)

    def _evidence(self, context: int, a: int, b: int) -> TextEvidence:
        """Return the words that name the two and the printed sentence or sentences they stand in."""
        number = self._article_of[context]
        rows = self.database.execute(QUOTED, (number, context, a, b)).fetchall()
        spans = sorted({Span(*span) for _, text, _ in rows for span in json.loads(text)})
        quotes = [_text(quote) for _, _, quote in rows]
        if rows[0][0] == rows[-1][0]:
            del quotes[1:]
        page, article = self._articles[number]
        return TextEvidence(page, article, tuple(spans), OMISSION.join(quotes))


class ScoredPair(NamedTuple):
    """A pair by numbers, its association, and its contexts as text."""

    scope: int
    a: int
    b: int
    times: int
    npmi: float
    g2: float
    contexts: str


class StrongestPairs(Collection[Cooccurrence]):
    """The pairs that reach a threshold, sorted by scope and ids; read from disk each time."""

    def __init__(self, counts: PairCounts, chosen: Iterable[ScoredPair]) -> None:
        self._counts = counts
        self._chosen = Spool(keys=3, others=4)
        self._chosen.add(chosen)

    def __iter__(self) -> Iterator[Cooccurrence]:
        return (self._counts.cooccurrence(*row) for row in self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def rows(self) -> Iterator[ScoredPair]:
        """Yield the pairs without evidence, in order."""
        return (ScoredPair(*row) for row in self._chosen)

    def ends(self, row: ScoredPair) -> tuple[str, str]:
        """Return the ids of a pair."""
        return self._counts.ends(row)

    def pair(self, row: ScoredPair) -> Cooccurrence:
        """Return a pair with its evidence."""
        return self._counts.cooccurrence(*row)

    def of_scope(self, scope: str) -> Iterator[Cooccurrence]:
        """Yield the pairs of a scope, sorted by ids."""
        return (self._counts.cooccurrence(*row) for row in self._chosen.of(SCOPES.index(scope)))

    def by_scope(self) -> Mapping[str, int]:
        """Return how many pairs there are of each scope that has any."""
        found = ((scope, sum(1 for _ in self._chosen.of(number))) for number, scope in enumerate(SCOPES))
        return {scope: count for scope, count in found if count}

    def __contains__(self, pair: object) -> bool:
        return any(each == pair for each in self)


_Contexts = list[tuple[str, Mapping[str, Mention]]]
"""Article id and, by entity, the first mention, of each context that names anything."""


def _contexts(result: PageResult, articles: Mapping[str, Article]) -> Mapping[str, _Contexts]:
    """Return the contexts of a page by scope, sorted by article and sentence."""
    first: dict[str, dict[tuple[str, int], dict[str, Mention]]] = {
        scope: defaultdict(dict) for scope in SCOPES
    }
    for mention in sorted(result.mentions, key=lambda each: (each.article, each.start, each.end)):
        if mention.entity is None or not counts(articles[mention.article], mention):
            continue
        for scope, number in ((SENTENCE, mention.sentence), (ARTICLE, 0)):
            first[scope][mention.article, number].setdefault(mention.entity, mention)
    return {
        scope: [(article, found[article, number]) for article, number in sorted(found)]
        for scope, found in first.items()
    }


def by_ends(pairs: Collection[Cooccurrence]) -> Iterator[Cooccurrence]:
    """Yield pairs sorted by ids, then scope."""
    if not isinstance(pairs, StrongestPairs):
        return iter(sorted(pairs, key=_ends))
    return merge(*(pairs.of_scope(scope) for scope in sorted(SCOPES)), key=_ends)


def _ends(pair: Cooccurrence) -> tuple[str, str, str]:
    return pair.a, pair.b, pair.scope


def _number_of_contexts(result: PageResult, scope: str) -> int:
    """Count the contexts of a page, those without any name included."""
    if scope == ARTICLE:
        return len(result.articles)
    return sum(
        sentence.part != "byline" and not sentence.repeats
        for article in result.articles
        for sentence in article.reading.sentences
    )


def _sentence(reading: Reading, number: int) -> bytes:
    """Return a printed sentence as bytes: damaged text may hold what a database has no text for."""
    sentence = reading.sentences[number]
    return reading.printed[sentence.start : sentence.end].strip().encode("utf-8", "surrogatepass")


def _text(sentence: bytes) -> str:
    return sentence.decode("utf-8", "surrogatepass")


def _spans_as_text(reading: Reading, mention: Mention) -> str:
    return json.dumps(reading.spans(mention.start, mention.end), separators=(",", ":"))
