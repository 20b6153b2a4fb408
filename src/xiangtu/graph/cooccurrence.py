"""Entities that are named together, in a sentence or in an article, and how much that says.

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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xiangtu.model import Article, Mention, TextEvidence

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


def strongest(
    pairs: Iterable[Cooccurrence], thresholds: Mapping[str, Threshold] = DEFAULT_THRESHOLDS
) -> tuple[Cooccurrence, ...]:
    """Return the pairs that reach the threshold of their scope, in the given order.

    A scope that `thresholds` does not name is left out.
    """
    return tuple(pair for pair in pairs if pair.scope in thresholds and thresholds[pair.scope].admits(pair))


def counts(article: Article, mention: Mention) -> bool:
    """Whether a mention counts: not in a byline, not in a repeat, not outside all sentences."""
    if not 0 <= mention.sentence < len(article.reading.sentences):
        return False
    sentence = article.reading.sentences[mention.sentence]
    return sentence.part != "byline" and not sentence.repeats
