"""Recognition: articles in, mentions out.

Recognisers propose spans, each in its own module and for a stated reason; one arbiter chooses among them; a
second round carries what was found through the article. ::

    mentions = find_mentions(page, articles)
    for span in explain(page, articles):
        print(span.text, span.type, span.reasons, span.losers)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from xiangtu.model import Article, Mention, Page
from xiangtu.recognition import (
    arbiter,
    bylines,
    coordination,
    documents,
    establishments,
    events,
    firms,
    grounds,
    half_quoted,
    landforms,
    organisations,
    persons,
    places,
    plain_bodies,
    products,
    programmes,
    quotes,
    repetition,
    tagger,
    trained,
    venues,
    wholes,
)
from xiangtu.recognition.arbiter import Candidate
from xiangtu.recognition.context import ArticleContext, read
from xiangtu.recognition.proposal import Proposal
from xiangtu.recognition.scope import Scope, scope_of

__all__ = ["Explanation", "Proposal", "Scope", "explain", "find_mentions", "scope_of"]

Recogniser = Callable[[ArticleContext], Iterator[Proposal]]

RECOGNISERS: tuple[Recogniser, ...] = (
    bylines.propose,
    coordination.propose,
    documents.propose,
    persons.propose,
    organisations.propose,
    establishments.propose,
    programmes.propose,
    quotes.propose,
    events.propose,
    products.propose,
    venues.propose,
    grounds.propose,
    half_quoted.propose,
    landforms.propose,
    firms.propose,
    trained.propose,
)
SURE_PLACE = 0.7
CARRIED_TYPES = frozenset({"Person"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a span stands: who proposed it and why, and what it beat.

    `losers` are the candidates that overlap it, each as (text, type, score, reasons).
    """

    article: str
    start: int
    end: int
    text: str
    type: str
    score: float
    reasons: tuple[str, ...]
    losers: tuple[tuple[str, str, float, tuple[str, ...]], ...]


def find_mentions(page: Page, articles: Sequence[Article]) -> tuple[Mention, ...]:
    """Return the mentions of a page's articles, by article and place, without overlap within an article."""
    return tuple(
        _mention(context, candidate)
        for context, _, chosen in _recognise(page, articles)
        for candidate in chosen
    )


def explain(page: Page, articles: Sequence[Article]) -> tuple[Explanation, ...]:
    """Return, for each mention that `find_mentions` gives, why it stands and what lost against it."""
    return tuple(
        _explanation(context, candidate, candidates)
        for context, candidates, chosen in _recognise(page, articles)
        for candidate in chosen
    )


def _recognise(
    page: Page, articles: Sequence[Article]
) -> list[tuple[ArticleContext, list[Candidate], list[Candidate]]]:
    scope = scope_of(page, articles)
    first: list[tuple[ArticleContext, list[Proposal], list[Candidate]]] = []
    for context in read(articles, scope, tagger.tagger(), trained.TRUST):
        found = list(places.propose(context))
        sure = [proposal for proposal in found if proposal.score >= SURE_PLACE]
        villages = frozenset(p.span for p in sure if p.type == "Village")
        townships = frozenset(p.span for p in sure if p.type == "Township")
        placed = replace(context, village_spans=villages, township_spans=townships)
        for recogniser in RECOGNISERS:
            found.extend(recogniser(placed))
        found = _tidied(placed, found)
        first.append((placed, found, arbiter.choose(arbiter.join(found))))
    lent = [_carried(context, chosen) for context, _, chosen in first]
    counts = Counter(name for names in lent for name in names)
    carried = frozenset(counts)
    result = []
    for (context, found, chosen), own in zip(first, lent, strict=True):
        elsewhere = carried - {name for name in own if counts[name] == 1}
        again = [*found, *repetition.propose(context, chosen, elsewhere)]
        candidates = arbiter.join(_tidied(context, again))
        result.append((context, candidates, arbiter.choose(candidates)))
    return result


def _tidied(context: ArticleContext, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Join what is one name, and leave out what is none."""
    joined = wholes.join_parts(context, organisations.without_tails(context, proposals))
    return plain_bodies.without_plain(context, joined)


def _carried(context: ArticleContext, chosen: Sequence[Candidate]) -> frozenset[tuple[str, str]]:
    """Return the names, with their types, that an article lends to the other articles of its page."""
    return frozenset(
        (context.text[c.start : c.end], c.type)
        for c in chosen
        if c.type in CARRIED_TYPES and c.score >= repetition.SURE and c.end - c.start > 2
    )


def _mention(context: ArticleContext, candidate: Candidate) -> Mention:
    best = candidate.supporters[0]
    return Mention(
        article=context.article.id,
        start=candidate.start,
        end=candidate.end,
        text=context.text[candidate.start : candidate.end],
        type=candidate.type,
        confidence=round(candidate.score, 2),
        sentence=context.sentence_index(candidate.start),
        recogniser=best.recogniser,
        reason=best.reason,
    )


def _explanation(
    context: ArticleContext, candidate: Candidate, candidates: Sequence[Candidate]
) -> Explanation:
    losers = [
        c for c in candidates if c is not candidate and c.start < candidate.end and candidate.start < c.end
    ]
    return Explanation(
        context.article.id,
        candidate.start,
        candidate.end,
        context.text[candidate.start : candidate.end],
        candidate.type,
        round(candidate.score, 2),
        _reasons((*candidate.supporters, *candidate.others)),
        tuple(
            (context.text[c.start : c.end], c.type, round(c.score, 2), _reasons(c.supporters)) for c in losers
        ),
    )


def _reasons(proposals: Sequence[Proposal]) -> tuple[str, ...]:
    return tuple(f"{p.recogniser} {p.type} {p.score:.2f}: {p.reason}" for p in proposals)
