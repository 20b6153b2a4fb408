"""Which entities are named together, in a sentence or in an article, and how much that says.

What counts:

* an article is a context, and so is each of its sentences; never more than one article;
* text that OCR printed twice (`Sentence.repeats`) counts nothing;
* the byline is no context: that somebody signs an article is told by ``reports_on`` and ``writes_with``,
  and a signer would otherwise stand beside every name of every article. A signer whom the text itself
  names counts by those mentions;
* an entity counts once in a context, however often it is named there;
* a context that names very many entities (`LONGEST_LIST`) is a list: to stand in one says nothing about two
  of its names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from xiangtu.graph.association import Contingency, log_likelihood, normalised_mutual_information
from xiangtu.model import Article, KnowledgeGraph, Mention, TextEvidence

SENTENCE = "sentence"
ARTICLE = "article"
SCOPES = (SENTENCE, ARTICLE)

LONGEST_LIST: Mapping[str, int] = {SENTENCE: 40, ARTICLE: 200}
"""A context that names more entities is a list (of winners, of admissions): no context at all."""

OMISSION = "……"
"""Stands between two quoted sentences of one article."""


class ArticleKey(NamedTuple):
    """An article of the corpus: ids of its page and, within the page, of itself."""

    page: str
    article: str


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Two entities that are named together.

    `a` and `b` are ids, `a` before `b`. `scope` is ``"sentence"`` or ``"article"``, `count` the number of
    such contexts, `npmi` and `g2` the association over all contexts of the corpus (four and two decimals).
    `evidence` has one entry a context: the words that name the two, and the sentence or sentences around.
    """

    a: str
    b: str
    scope: str
    count: int
    npmi: float
    g2: float
    evidence: tuple[TextEvidence, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a co-occurrence must reach to be drawn and exported as an edge.

    `count` is the least number of contexts, `npmi` the least association, `g2` the least log-likelihood.
    """

    count: int = 1
    npmi: float = 0.0
    g2: float = 0.0

    def admits(self, pair: Cooccurrence) -> bool:
        """Whether `pair` reaches all three bounds."""
        return pair.count >= self.count and pair.npmi >= self.npmi and pair.g2 >= self.g2


DEFAULT_THRESHOLDS: Mapping[str, Threshold] = {
    SENTENCE: Threshold(count=1, npmi=0.3, g2=6.63),
    ARTICLE: Threshold(count=2, npmi=0.3, g2=6.63),
}
"""6.63 is χ² at one in a hundred, one degree of freedom. A single shared article says nothing about two
names that occur nowhere else, so article scope asks for two."""


class _Context:
    """One sentence or article: the first mention of each entity in it, and what to quote."""

    def __init__(self, key: ArticleKey, article: Article, mentions: Mapping[str, Mention]) -> None:
        self.key = key
        self.first_mentions = mentions
        self._reading = article.reading
        self._quotes: dict[tuple[int, ...], str] = {}
        self._spans = {
            entity: article.reading.spans(mention.start, mention.end) for entity, mention in mentions.items()
        }

    def evidence(self, a: str, b: str) -> TextEvidence:
        """Return the words that name the two and the printed sentence or sentences they stand in."""
        numbers = tuple(sorted({self.first_mentions[a].sentence, self.first_mentions[b].sentence}))
        if numbers not in self._quotes:
            self._quotes[numbers] = OMISSION.join(map(self._sentence, numbers))
        spans = tuple(sorted({*self._spans[a], *self._spans[b]}))
        return TextEvidence(self.key.page, self.key.article, spans, self._quotes[numbers])

    def _sentence(self, number: int) -> str:
        sentence = self._reading.sentences[number]
        return self._reading.printed[sentence.start : sentence.end].strip()


def cooccurrences(knowledge: KnowledgeGraph) -> tuple[Cooccurrence, ...]:
    """Return all pairs of entities that share a sentence or an article, sorted by scope and ids.

    Adding a page changes no count between two entities that it does not name; it does change their
    association, which is measured against all contexts.
    """
    return tuple(pair for scope in SCOPES for pair in _pairs(knowledge, scope))


def strongest(
    pairs: Iterable[Cooccurrence], thresholds: Mapping[str, Threshold] = DEFAULT_THRESHOLDS
) -> tuple[Cooccurrence, ...]:
    """Return the pairs that reach the threshold of their scope, in the given order.

    A scope that `thresholds` does not name is left out.
    """
    return tuple(pair for pair in pairs if pair.scope in thresholds and thresholds[pair.scope].admits(pair))


def _contexts(knowledge: KnowledgeGraph, scope: str) -> Iterator[_Context]:
    """Yield the contexts that name anything."""
    for result in knowledge.results:
        articles = {article.id: article for article in result.articles}
        first: dict[tuple[str, int], dict[str, Mention]] = defaultdict(dict)
        for mention in sorted(result.mentions, key=lambda each: (each.article, each.start, each.end)):
            if mention.entity is None or not counts(articles[mention.article], mention):
                continue
            number = mention.sentence if scope == SENTENCE else 0
            first[mention.article, number].setdefault(mention.entity, mention)
        for (article, _), mentions in sorted(first.items()):
            yield _Context(ArticleKey(result.page.id, article), articles[article], mentions)


def counts(article: Article, mention: Mention) -> bool:
    """Whether a mention counts: not in a byline, not in a repeat, not outside all sentences."""
    if not 0 <= mention.sentence < len(article.reading.sentences):
        return False
    sentence = article.reading.sentences[mention.sentence]
    return sentence.part != "byline" and not sentence.repeats


def _number_of_contexts(knowledge: KnowledgeGraph, scope: str) -> int:
    """Count the contexts of the corpus, those without any name included."""
    articles = [article for result in knowledge.results for article in result.articles]
    if scope == ARTICLE:
        return len(articles)
    return sum(
        sentence.part != "byline" and not sentence.repeats
        for article in articles
        for sentence in article.reading.sentences
    )


def _pairs(knowledge: KnowledgeGraph, scope: str) -> Iterator[Cooccurrence]:
    named = list(_contexts(knowledge, scope))
    contexts = [context for context in named if len(context.first_mentions) <= LONGEST_LIST[scope]]
    total = _number_of_contexts(knowledge, scope) - (len(named) - len(contexts))
    frequency = Counter(entity for context in contexts for entity in context.first_mentions)
    shared: dict[tuple[str, str], list[_Context]] = defaultdict(list)
    for context in contexts:
        for pair in combinations(sorted(context.first_mentions), 2):
            shared[pair].append(context)
    for (a, b), together in sorted(shared.items()):
        table = Contingency.of(len(together), frequency[a], frequency[b], total)
        yield Cooccurrence(
            a,
            b,
            scope,
            len(together),
            round(normalised_mutual_information(table), 4),
            round(log_likelihood(table), 2),
            tuple(context.evidence(a, b) for context in together),
        )
