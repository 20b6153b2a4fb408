"""Annotate a second time, apart, and measure how well two annotators agree.

    python -m tools.compare_annotations --sample 40                  # ids: a fixed choice over all splits
    python -m tools.compare_annotations --blank DIR b1a-01 b5b-07    # texts alone, for the second annotator
    python -m tools.compare_annotations --second corpus/second       # agreement by the rules of the measure
    python -m tools.compare_annotations --second corpus/second --errors 20
    python -m tools.compare_annotations --second corpus/second --strict

The second annotation is scored as if it were a prediction. What the first marked optional counts neither way,
what the second marked optional claims nothing; with --strict everything counts.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.corpus_places import Gazetteer
from tools.corpus_sources import SOURCES, Source, all_sources, article_id, read_source, source_paths
from tools.make_corpus import SPLITS, split_of
from tools.make_corpus_pages import clean_article, write

from xiangtu.evaluation import Record, Scorer, as_prediction, figures_table


def sample(sources: Sequence[Source], size: int) -> list[str]:
    """Return the ids of `size` articles, dealt over the splits by their sizes: always the same ones."""
    chosen: list[str] = []
    articles = {split: [s.id for s in own if not s.is_picture] for split, own in split_of(sources).items()}
    total = sum(len(ids) for ids in articles.values())
    for split in SPLITS:
        share = round(size * len(articles[split]) / total)
        chosen += sorted(articles[split], key=_lot)[:share]
    return sorted(chosen)


def _lot(article: str) -> str:
    """Return a fixed lot: who is drawn does not depend on which other articles there are."""
    return hashlib.sha256(article.encode()).hexdigest()


def blank(content: str) -> str:
    """Return a source file without its annotation: header, text and captions alone."""
    kept, keeping = [], True
    for line in content.split("\n"):
        if line.startswith("== "):
            section = line.split()[1]
            keeping = section in {"text", "caption"}
            if section == "caption":
                line = "== caption"  # noqa: PLW2901
        if keeping:
            kept.append(line)
    return "\n".join(kept).rstrip() + "\n\n== bylines\n\n== names\n\n== relations\n\n== measures\n"


def _all_required(gold: Record) -> dict[str, Any]:
    """Return a gold record in which nothing is optional."""
    required = copy.deepcopy(dict(gold))
    for article in required["articles"]:
        for listed in (article["entities"], article["relations"], article.get("measures", [])):
            for each in listed:
                each.pop("optional", None)
    return required


def compare(first: Sequence[Source], second: Sequence[Source], *, strict: bool = False) -> Scorer:
    """Score the second annotation against the first; `strict` counts what they marked optional, too.

    Raises
    ------
    ValueError
        Where the texts differ.
    """
    scorer, gazetteer = Scorer(), Gazetteer()
    originals = {source.id: source for source in first}
    for source in second:
        text, gold = clean_article(originals[source.id], gazetteer)
        other_text, other = clean_article(source, gazetteer)
        if text != other_text:
            raise ValueError(f"{source.id}: the second annotator's text is not the first's")
        if strict:
            gold, other = _all_required(gold), _all_required(other)
        scorer.add(gold, text, as_prediction(other, text))
    return scorer


def main() -> int:
    """Choose, blank or compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ids", nargs="*", help="articles to blank")
    parser.add_argument("--sample", type=int, help="print the ids of this many articles")
    parser.add_argument("--blank", type=Path, help="folder for texts without annotation")
    parser.add_argument("--first", type=Path, default=SOURCES)
    parser.add_argument("--second", type=Path, help="folder of second annotations: BATCH/NN.txt")
    parser.add_argument("--strict", action="store_true", help="count what is marked optional, too")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    if options.sample:
        print(" ".join(sample(all_sources(options.first), options.sample)))
    elif options.blank:
        for path in source_paths(options.first):
            if article_id(path) in options.ids:
                target = options.blank / path.parent.name / path.name
                write(target, blank(path.read_text(encoding="utf-8")))
                print(target)
    elif options.second:
        paths = source_paths(options.second)
        originals = {article_id(path): path for path in source_paths(options.first)}
        scorer = compare(
            [read_source(originals[article_id(path)]) for path in paths],
            [read_source(path) for path in paths],
            strict=options.strict,
        )
        print(figures_table(scorer.figures()))
        for error in scorer.errors(options.errors):
            print("\t".join(error))
    else:
        parser.error("one of --sample, --blank, --second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
