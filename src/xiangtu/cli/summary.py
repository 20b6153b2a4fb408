"""What a build and an extraction say at their end, in lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from xiangtu import vocabulary
from xiangtu.cli.terminal import safe
from xiangtu.lexicon.description import PlaceAnswer
from xiangtu.model import Article, PageResult
from xiangtu.pipeline.workspace import EXPORT_FOLDER

if TYPE_CHECKING:
    from xiangtu.pipeline.building import Summary
    from xiangtu.recognition import Explanation

CANDIDATES_SHOWN = 20
CHILDREN_SHOWN = 30


def lines(summary: Summary, workspace: Path) -> Iterator[str]:
    """Yield the lines that a build ends with."""
    if not summary.exports and not summary.pages:
        yield "nothing was done: the workspace stays as it was"
        return
    yield (
        f"{summary.pages} pages ({summary.read} read, {summary.unchanged} unchanged), "
        f"{summary.articles} articles, {summary.mentions} mentions, {summary.seconds} s"
    )
    for page in summary.removed:
        yield f"removed: {safe(page)}"
    terms = vocabulary.load()
    if summary.entities:
        yield "entities:   " + _counted(summary.entities, {key: term.zh for key, term in terms.types.items()})
    if summary.assertions:
        names = {key: term.zh for key, term in terms.predicates.items()}
        yield "assertions: " + _counted(summary.assertions, names)
    if summary.exports:
        yield f"written to {workspace / EXPORT_FOLDER}: {', '.join(summary.exports)}"
        yield f"open {workspace / EXPORT_FOLDER / 'network.html'} in a browser"


def page_lines(result: PageResult) -> Iterator[str]:
    """Yield an overview of one page: its articles, their bylines, what they name."""
    terms = vocabulary.load()
    for article in result.articles:
        yield safe(article.title or "(no title)")
        signed = "、".join(f"{terms.roles[byline.role].zh} {byline.name}" for byline in article.bylines)
        if signed:
            yield f"  {safe(signed)}"
        named: Counter[tuple[str, str]] = Counter(
            (mention.type, mention.text) for mention in result.mentions_of(article.id)
        )
        for kind, term in terms.types.items():
            texts = [
                f"{text}×{count}" if count > 1 else text
                for (type_, text), count in sorted(named.items(), key=lambda item: (-item[1], item[0]))
                if type_ == kind
            ]
            if texts:
                yield f"  {term.zh}: {safe('、'.join(texts))}"
    yield (
        f"{len(result.articles)} articles, {len(result.mentions)} mentions, {len(result.entities)} entities, "
        f"{len(result.assertions)} assertions; --json prints them all"
    )


def explanation_lines(articles: Sequence[Article], explanations: Sequence[Explanation]) -> Iterator[str]:
    """Yield, for each mention, its score and reasons, and below it what it beat."""
    titles = {article.id: article.title or "(no title)" for article in articles}
    for article, of_article in groupby(explanations, key=lambda explanation: explanation.article):
        yield safe(titles[article])
        for each in of_article:
            yield safe(f"  {each.text}  {each.type}  {each.score:.2f}  {'; '.join(each.reasons)}")
            for text, kind, score, reasons in each.losers:
                yield safe(f"      beat {text}  {kind}  {score:.2f}  {'; '.join(reasons)}")


def place_lines(answer: PlaceAnswer) -> Iterator[str]:
    """Yield what the gazetteer says of a name: a few lines a candidate."""
    within = f" in {answer.county}" if answer.county else ""
    count = len(answer.candidates)
    yield safe(f"{answer.name}{within}: {count} candidate{'' if count == 1 else 's'}")
    if answer.note:
        yield safe(answer.note)
    for found in answer.candidates[:CANDIDATES_SHOWN]:
        yield safe(" → ".join(found.chain) + (f"  [{found.kind}]" if found.kind else ""))
        yield "  " + ", ".join(f"{scheme}:{code}" for scheme, code in found.codes)
        if found.children:
            more = len(found.children) - CHILDREN_SHOWN
            rest = f" …（共{len(found.children)}）" if more > 0 else ""
            yield f"  {safe('、'.join(found.children[:CHILDREN_SHOWN]))}{rest}"
    if len(answer.candidates) > CANDIDATES_SHOWN:
        yield f"… {len(answer.candidates) - CANDIDATES_SHOWN} more: name the county with --in, or use --json"


def _counted(counts: dict[str, int], labels: dict[str, str]) -> str:
    return ", ".join(f"{key} {labels.get(key, '')} {count}" for key, count in counts.items())
