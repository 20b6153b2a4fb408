"""What a build and an extraction say at their end, in lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xiangtu import vocabulary
from xiangtu.cli.terminal import safe
from xiangtu.model import PageResult
from xiangtu.pipeline.building import EXPORT_FOLDER, Summary


def lines(summary: Summary, workspace: Path) -> Iterator[str]:
    """Yield the lines that a build ends with."""
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


def _counted(counts: dict[str, int], labels: dict[str, str]) -> str:
    return ", ".join(f"{key} {labels.get(key, '')} {count}" for key, count in counts.items())
