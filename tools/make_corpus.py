"""Make the open corpus from its sources: articles and pages with gold, and the counts of the data card.

    python -m tools.make_corpus            # corpus/{train,dev,test}/{articles,pages} and corpus/README.md
    python -m tools.make_corpus --check    # fail where what is there differs from what would be made

Sources are in `corpus/sources/BATCH/NN.txt`; `corpus/plan.toml` says which batch goes into which split.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.corpus_places import Gazetteer
from tools.corpus_sources import CORPUS, SOURCES, TYPES, Source, all_sources, batches, body_characters
from tools.make_corpus_pages import clean_article, damaged_page, page_groups, write

SPLITS = ("train", "dev", "test")
COUNTS_START, COUNTS_END = "<!-- counts: made by tools/make_corpus.py -->", "<!-- end of counts -->"

Document = tuple[str, dict[str, Any]]


def plan() -> dict[str, Any]:
    """Return the plan of batches, splits and counties."""
    with (CORPUS / "plan.toml").open("rb") as file:
        return tomllib.load(file)


def split_of(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """Deal sources out to the splits by their batch. Raises KeyError for a batch that is in no split."""
    home = {batch: split for split, names in plan()["splits"].items() for batch in names}
    dealt: dict[str, list[Source]] = {split: [] for split in SPLITS}
    for batch, members in batches(sources).items():
        dealt[home[batch]] += members
    return dealt


def made(sources: Sequence[Source], gazetteer: Gazetteer) -> Iterator[tuple[Path, str]]:
    """Yield every file of the corpus that is made from sources: path below `corpus/`, content."""
    for split, members in split_of(sources).items():
        for source in members:
            yield from _files(Path(split, "articles", source.id), clean_article(source, gazetteer))
        for batch, own in batches(members).items():
            for page_id, printed in page_groups(batch, own).items():
                yield from _files(Path(split, "pages", page_id), damaged_page(page_id, printed, gazetteer))


def _files(stem: Path, document: Document) -> Iterator[tuple[Path, str]]:
    text, gold = document
    yield stem.with_suffix(".txt"), text
    yield stem.with_suffix(".json"), json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def counts(files: Mapping[Path, str], sources: Sequence[Source]) -> str:
    """Return the data card's counts as Markdown: what each split holds."""
    rows: dict[str, Counter[str]] = {split: Counter() for split in SPLITS}
    order = ["articles", "pictures", "pages", "counties", "provinces", "characters"]
    for split, members in split_of(sources).items():
        row = rows[split]
        row["articles"] = sum(not source.is_picture for source in members)
        row["pictures"] = sum(source.is_picture + len(source.captions) for source in members)
        row["counties"] = len({source.county for source in members})
        row["provinces"] = len({source.county[0] for source in members})
        row["characters"] = sum(body_characters(source) for source in members)
    for path, content in files.items():
        if path.suffix != ".json":
            continue
        split, kind = path.parts[:2]
        if kind == "pages":
            rows[split]["pages"] += 1
            continue
        for article in json.loads(content)["articles"]:
            _count_article(rows[split], article)
    order += [f"entities: {kind}" for kind in TYPES]
    order += sorted({key for row in rows.values() for key in row if key.startswith("relations: ")})
    order += ["entities, optional", "relations, optional", "bylines", "measures"]
    total = Counter[str]()
    for row in rows.values():
        total.update(row)
    total["provinces"] = len({source.county[0] for source in sources})
    lines = ["| | train | dev | test | all |", "|---|---:|---:|---:|---:|"]
    for key in order:
        cells = [rows[split][key] for split in SPLITS] + [total[key]]
        lines.append(f"| {key} | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _count_article(row: Counter[str], article: Mapping[str, Any]) -> None:
    for entity in article["entities"]:
        row["entities, optional" if entity["optional"] else f"entities: {entity['type']}"] += 1
    for relation in article["relations"]:
        row["relations, optional" if relation.get("optional") else f"relations: {relation['type']}"] += 1
    row["bylines"] += len(article["bylines"])
    row["measures"] += len(article["measures"])


def data_card(card: str, table: str) -> str:
    """Return the data card with its counts replaced."""
    pattern = re.compile(f"({re.escape(COUNTS_START)}).*?({re.escape(COUNTS_END)})", re.DOTALL)
    if not pattern.search(card):
        raise ValueError("corpus/README.md has no place for the counts")
    return pattern.sub(lambda match: f"{match[1]}\n{table}\n{match[2]}", card)


def everything() -> dict[Path, str]:
    """Return every file that is made, by its path below `corpus/`."""
    sources = all_sources(SOURCES)
    files = dict(made(sources, Gazetteer()))
    card = CORPUS / "README.md"
    files[Path("README.md")] = data_card(card.read_text(encoding="utf-8"), counts(files, sources))
    return files


def main() -> int:
    """Write the corpus, or compare it with what stands there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something differs")
    options = parser.parse_args()
    files = everything()
    there = {p.relative_to(CORPUS) for split in SPLITS for p in (CORPUS / split).rglob("*") if p.is_file()}
    if options.check:
        stale = sorted(there - files.keys())
        stale += [
            path
            for path, content in sorted(files.items())
            if not (CORPUS / path).is_file() or (CORPUS / path).read_bytes() != content.encode("utf-8")
        ]
        print("\n".join(f"differs: corpus/{path.as_posix()}" for path in stale) or "the corpus is as made")
        return 1 if stale else 0
    for split in SPLITS:
        shutil.rmtree(CORPUS / split, ignore_errors=True)
    for path, content in files.items():
        write(CORPUS / path, content)
    print(f"{len(files)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
