"""Many pages on one machine: extraction, and every step after it, each in a process of its own.

    python bench/scale.py                                     # 1,000 and 10,000 pages: about an hour
    python bench/scale.py --pages 50 200 --extract 24 --templates 4   # a minute: tells nothing about the bars
    python bench/scale.py --steps store link turtle           # only these steps after extraction

Pages are made out of the seed pages and the open corpus (`made_pages.py`), offline and seeded. Extraction is
timed on the same made pages with each number of workers, in rounds that take turns, so that other work on the
machine hits both alike. For what comes after it the results are made instead of extracted. Seconds are wall
time for extraction and for one changed page, CPU time of the process for the rest, since other work on the
machine must not count. Memory is the most that the largest process held (``ru_maxrss``, children included).
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from made_pages import PageMaker

    from xiangtu.model import KnowledgeGraph

TEMPLATES = "templates.pickle"
MOST_GIGABYTES = 1.5
MOST_GROWTH = 1.3
MOST_SECONDS_A_CHANGE = 2.0
LEAST_SPEED_UP = 1.5
BOUNDED_STEPS = ("store", "link", "turtle")


@dataclass(frozen=True)
class Row:
    """A step at a size: seconds, most megabytes held by one process, and what else is worth knowing."""

    pages: int
    step: str
    seconds: float
    megabytes: float
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar: what was measured, what it must be, whether it holds."""

    what: str
    value: float
    limit: float
    holds: bool


class _Enough(Exception):
    """Stops a build where its exports begin."""


class Steps:
    """The steps; each is called in a process of its own.

    Parameters
    ----------
    folder:
        Where templates and workspaces are kept.
    pages:
        The size.
    workers, first:
        How many processes extract, and the number of the first made page.
    """

    def __init__(self, folder: Path, pages: int, workers: int, first: int = 0) -> None:
        self.folder, self.pages, self.workers, self.first = folder, pages, workers, first
        self.workspace = folder / f"{pages}"

    def extract(self) -> tuple[float, str]:
        """Extract made pages."""
        from xiangtu.pipeline.reading import read_pages

        made = self._maker()
        pages = [made.page(self.first + number) for number in range(self.pages)]
        used, start = _processor_seconds(), time.perf_counter()
        failed = [outcome for _, outcome in read_pages(pages, self.workers) if isinstance(outcome, str)]
        seconds = time.perf_counter() - start
        if failed:
            raise RuntimeError(failed[0])
        return seconds, f"{_processor_seconds() - used:.1f}"

    def store(self) -> tuple[float, str]:
        """Write made results into a new store."""
        from xiangtu.pipeline.workspace import STORE_FOLDER
        from xiangtu.store import STORE_FILE, PageStore

        made, seconds = self._maker(), 0.0
        path = self.workspace / STORE_FOLDER / STORE_FILE
        with PageStore(path) as store:
            for number in range(self.pages):
                result = made.result(number)
                start = time.process_time()
                store.put(result, f"made page {number}", "made")
                seconds += time.process_time() - start
        return seconds, f"{_megabytes(path.parent):.1f} MB on disk"

    def link(self) -> tuple[float, str]:
        """Link the store's pages."""
        start = time.process_time()
        knowledge = self._knowledge()
        seconds = time.process_time() - start
        return seconds, f"{len(knowledge.entities):,} entities, {len(knowledge.assertions):,} assertions"

    def graph(self) -> tuple[float, str]:
        """Count co-occurrence and choose the pairs that are drawn."""
        from xiangtu.graph import PairCounts

        knowledge = self._knowledge()
        start = time.process_time()
        with PairCounts(knowledge) as counts:
            pairs = counts.strongest()
            seconds = time.process_time() - start
            return seconds, f"{len(pairs):,} pairs drawn"

    def turtle(self) -> tuple[float, str]:
        """Write the Turtle."""
        return self._export("turtle")

    def tables(self) -> tuple[float, str]:
        """Write both CSV files."""
        return self._export("nodes", "edges")

    def graphml(self) -> tuple[float, str]:
        """Write GraphML."""
        return self._export("graphml")

    def gexf(self) -> tuple[float, str]:
        """Write GEXF."""
        return self._export("gexf")

    def network(self) -> tuple[float, str]:
        """Write the network page."""
        return self._export("network")

    def report(self) -> tuple[float, str]:
        """Write the report."""
        return self._export("report")

    def change(self) -> tuple[float, str]:
        """Take in one changed page, up to where the exports begin (wall time of a program just started)."""
        from xiangtu.pipeline.building import Options, build

        number = self.pages // 2
        page = self._maker().page(self.pages + 1)
        path = self.workspace / "pages" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page.text, encoding="utf-8", newline="\n")
        marks: dict[str, float] = {}

        def note(step: str, done: int, _: int) -> None:
            marks[f"{step} {done}"] = time.perf_counter()
            if step == "export":
                raise _Enough

        used, start = time.process_time(), time.perf_counter()
        with suppress(_Enough):
            build(self.workspace, [path], Options(replaces=False), note)
        seconds = time.perf_counter() - start
        used = time.process_time() - used
        reading = marks["read 1"] - marks["read 0"]
        return seconds, f"{used:.2f} s of processor; {reading:.2f} s reading the page, models loaded"

    def _maker(self) -> PageMaker:
        from made_pages import PageMaker

        return PageMaker(pickle.loads((self.folder / TEMPLATES).read_bytes()), self.pages)

    def _knowledge(self) -> KnowledgeGraph:
        from xiangtu.pipeline.loading import load

        return load(self.workspace)

    def _export(self, *names: str) -> tuple[float, str]:
        """Write some exports from the linked corpus, with the pairs of names that they need."""
        from xiangtu.pipeline.exports import write_exports

        knowledge = self._knowledge()
        folder = self.workspace / "exports" / names[0]
        start = time.process_time()
        write_exports(knowledge, folder, only=names)
        seconds = time.process_time() - start
        return seconds, f"{_megabytes(folder):.1f} MB"


def _processor_seconds() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


AFTER_EXTRACTION = ("store", "link", "graph", "turtle", "tables", "graphml", "gexf", "network", "report")


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def in_own_process(step: str, folder: Path, pages: int, workers: int = 1, first: int = 0) -> Row:
    """Run a step in a new process and return what it measured."""
    command = [sys.executable, __file__, "--one", step, "--work", str(folder)]
    command += ["--pages", str(pages), "--workers", str(workers), "--first", str(first)]
    answer = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    if answer.returncode:
        raise RuntimeError(f"{step} at {pages} pages failed:\n{answer.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return Row(**found)


def _run_one(step: str, folder: Path, pages: int, workers: int, first: int) -> Row:
    seconds, note = getattr(Steps(folder, pages, workers, first), step)()
    held = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Row(pages, step, round(seconds, 3), round(held / 1024, 1), note)


def extraction(folder: Path, pages: int, workers: list[int], rounds: int) -> list[Row]:
    """Extract the same pages with each number of workers, by turns, and return a row for each."""
    share = -(-pages // rounds)
    found: dict[int, list[Row]] = {number: [] for number in workers}
    for first in range(0, pages, share):
        for number in workers:
            rest = min(share, pages - first)
            found[number].append(in_own_process("extract", folder, rest, number, first))
    rows = []
    for number, parts in found.items():
        seconds = round(sum(part.seconds for part in parts), 3)
        used = sum(float(part.note) for part in parts)
        note = f"{pages / seconds:.2f} pages a second, {used / pages:.3f} s of processor a page"
        name = f"extract, {number} worker{'s' if number > 1 else ''}"
        rows.append(Row(pages, name, seconds, max(part.megabytes for part in parts), note))
    return rows


def measured(options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    wanted = options.steps or ["extract", *AFTER_EXTRACTION, "change"]
    if "extract" in wanted:
        yield from extraction(folder, options.extract, options.workers, options.rounds)
    for size in options.pages:
        for step in (*AFTER_EXTRACTION, "change"):
            if step in wanted:
                yield in_own_process(step, folder, size)


def bars(rows: list[Row]) -> Iterator[Bar]:
    """Yield each bar that the rows tell about."""
    speed = {row.step: row.seconds for row in rows if row.step.startswith("extract")}
    if len(speed) > 1:
        one, *_, most = speed.values()
        ratio = round(one / most, 2)
        yield Bar(
            "extraction, last number of workers against the first",
            ratio,
            LEAST_SPEED_UP,
            ratio >= LEAST_SPEED_UP,
        )
    sizes = sorted({row.pages for row in rows if row.step in AFTER_EXTRACTION})
    for row in rows:
        if row.step in BOUNDED_STEPS and row.pages == sizes[-1]:
            gigabytes = round(row.megabytes / 1024, 2)
            what = f"{row.step} at {row.pages:,} pages, GB held"
            yield Bar(what, gigabytes, MOST_GIGABYTES, gigabytes <= MOST_GIGABYTES)
        if row.step == "change" and row.pages == sizes[-1]:
            what = f"one changed page among {row.pages:,}, s"
            yield Bar(what, row.seconds, MOST_SECONDS_A_CHANGE, row.seconds < MOST_SECONDS_A_CHANGE)
    if len(sizes) > 1:
        costs = [
            sum(row.seconds for row in rows if row.step in AFTER_EXTRACTION and row.pages == size) / size
            for size in (sizes[0], sizes[-1])
        ]
        growth = round(costs[1] / costs[0], 2)
        what = f"cost per page after extraction, {sizes[-1]:,} pages against {sizes[0]:,}"
        yield Bar(what, growth, MOST_GROWTH, growth <= MOST_GROWTH)


def make_templates(folder: Path, most: int | None) -> None:
    """Extract the templates and keep them for the steps; an earlier run's are used again."""
    root = Path(__file__).parents[1]
    if not (folder / TEMPLATES).exists():
        from made_pages import templates

        found = templates(root / "seeds", root / "corpus" / "train", most)
        (folder / TEMPLATES).write_bytes(pickle.dumps(found))


def main() -> int:
    """Measure, print the rows as they come, then the bars."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000], help="sizes after extraction")
    parser.add_argument("--extract", type=int, default=1000, help="pages to extract")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=2, help="turns that extraction is measured in")
    parser.add_argument("--templates", type=int, help="at most so many templates")
    parser.add_argument("--steps", nargs="+", help="only these steps; the store of an earlier run is used")
    parser.add_argument(
        "--work", type=Path, help="keep stores and exports here [default: a temporary folder]"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one == "templates":
        make_templates(options.work, options.templates)
        return 0
    if options.one:
        row = _run_one(options.one, options.work, options.pages[0], options.workers[0], options.first)
        sys.stdout.write(json.dumps(asdict(row)) + "\n")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.work or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _templates_in_own_process(folder, options.templates)
        rows = []
        for row in measured(options, folder):
            rows.append(row)
            if not options.json:
                _print_row(row)
    found = list(bars(rows))
    if options.json:
        everything = {
            "cores": os.cpu_count(),
            "rows": [asdict(row) for row in rows],
            "bars": [asdict(bar) for bar in found],
        }
        sys.stdout.write(json.dumps(everything, ensure_ascii=False, indent=1) + "\n")
    else:
        for bar in found:
            sys.stdout.write(
                f"{'holds' if bar.holds else 'FALLS SHORT':<12}{bar.what}: {bar.value} (bar {bar.limit})\n"
            )
    return 0


def _templates_in_own_process(folder: Path, most: int | None) -> None:
    command = [sys.executable, __file__, "--one", "templates", "--work", str(folder)]
    subprocess.run(command + (["--templates", str(most)] if most else []), check=True)


def _print_row(row: Row) -> None:
    each = row.seconds / row.pages * 1000
    line = f"{row.pages:>7,} {row.step:<20}{row.seconds:>9.2f} s {each:>9.1f} ms a page"
    sys.stdout.write(f"{line} {row.megabytes:>8.0f} MB  {row.note}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
