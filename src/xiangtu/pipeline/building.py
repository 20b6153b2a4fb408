"""Paths to a workspace: new and changed pages read, vanished ones removed, then linked and exported."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from xiangtu.corpus import DEFAULT_GLOB, PageFile, Problem, find_pages, read_page
from xiangtu.linking import Decisions, in_memory, linked_corpus, read_decisions, update_links
from xiangtu.model import KnowledgeGraph, Page, count_by_type
from xiangtu.pipeline.exports import write_exports
from xiangtu.pipeline.fingerprint import extractor_version, linker_version, workspace_facts
from xiangtu.pipeline.loading import LARGEST_IN_MEMORY, require_store
from xiangtu.pipeline.own_words import own_words
from xiangtu.pipeline.reading import read_pages
from xiangtu.pipeline.workspace import DECISION_FILE, EXPORT_FOLDER, LEXICON_FOLDER, STORE_FOLDER
from xiangtu.store import STORE_FILE, PageStore, only_writer

Progress = Callable[[str, int, int], None]
"""Called with what is done, how many, of how many."""


@dataclass(slots=True)
class Summary:
    """What a build did. `entities` and `assertions` count by type and kind; `problems` are lines to show."""

    pages: int = 0
    read: int = 0
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    articles: int = 0
    mentions: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    assertions: dict[str, int] = field(default_factory=dict)
    exports: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def has_failures(self) -> bool:
        """Whether an input could not be read."""
        return any(problem.is_failure for problem in self.problems)

    def as_json(self) -> dict[str, object]:
        """Return the summary for ``--json``."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Options:
    """How to build.

    `replaces` makes the corpus exactly the given paths, otherwise they are added; `scheduler` is the address
    of a Dask scheduler whose workers read the pages instead of this machine's.
    """

    glob: str = DEFAULT_GLOB
    replaces: bool = True
    quotes: bool = True
    workers: int = 1
    scheduler: str | None = None


def build(
    workspace: Path, paths: Sequence[Path], options: Options, progress: Progress = lambda *_: None
) -> Summary:
    """Bring a workspace up to date with `paths` and write its exports.

    Pages that cannot be read keep their earlier version; where nothing at all can be read, store and exports
    stay as they are.

    Parameters
    ----------
    workspace:
        The folder with ``graph/`` and ``exports/``; both are made where missing.
    paths:
        Files and folders of pages.

    Raises
    ------
    InvalidMetadata, InvalidWords, InvalidDecisions, DamagedStore, ClusterUnavailable
        With one line that says what to do.
    """
    started = time.monotonic()
    summary = Summary()
    summary.problems += own_words(workspace)
    decisions = read_decisions(workspace / DECISION_FILE)
    files, problems = find_pages(paths, options.glob)
    summary.problems += problems
    pages = _readable(files, summary)
    if not pages:
        summary.seconds = round(time.monotonic() - started, 1)
        return summary
    with _store(workspace, progress) as store:
        _update(store, workspace, pages, options, summary, progress)
        _publish(store, workspace, decisions, options, summary, progress)
    summary.seconds = round(time.monotonic() - started, 1)
    return summary


def remove(
    workspace: Path, page_ids: Sequence[str], options: Options, progress: Progress = lambda *_: None
) -> Summary:
    """Take pages out of a workspace and write its exports again; an unknown id is a problem, not an error.

    Raises
    ------
    FileNotFoundError
        Where the workspace has no store yet.
    InvalidDecisions
        Where its decisions cannot be read or contradict each other.
    """
    started = time.monotonic()
    require_store(workspace)
    summary = Summary()
    summary.problems += own_words(workspace)
    decisions = read_decisions(workspace / DECISION_FILE)
    with _store(workspace, progress) as store:
        stored = {page.id for page in store.pages()}
        for page_id in page_ids:
            if page_id in stored:
                store.remove(page_id)
                summary.removed.append(page_id)
            else:
                summary.problems.append(Problem(page_id, "is not in this workspace: see 'xiangtu status'"))
        if summary.removed:
            _publish(store, workspace, decisions, options, summary, progress)
    summary.seconds = round(time.monotonic() - started, 1)
    return summary


@contextmanager
def _store(workspace: Path, progress: Progress) -> Iterator[PageStore]:
    folder = workspace / STORE_FOLDER
    with only_writer(folder, lambda: progress("wait", 0, 1)), PageStore(folder / STORE_FILE) as store:
        yield store


def _publish(
    store: PageStore,
    workspace: Path,
    decisions: Decisions,
    options: Options,
    summary: Summary,
    progress: Progress,
) -> None:
    progress("link", 0, 1)
    update_links(store, decisions, linker_version())
    progress("export", 0, 1)
    linked = linked_corpus(store, decisions)
    if len(linked.knowledge.results) <= LARGEST_IN_MEMORY:
        linked = in_memory(linked)
    knowledge = replace(linked.knowledge, header=workspace_facts(decisions))
    summary.problems += [
        Problem(f"{DECISION_FILE}:{unused.decision.line}", str(unused), is_failure=False)
        for unused in linked.unused
    ]
    summary.exports = write_exports(
        knowledge,
        workspace / EXPORT_FOLDER,
        quotes=options.quotes,
        progress=lambda done, total: progress("export", done, total),
    )
    summary.pages = len(knowledge.results)
    _count(summary, knowledge)


def _readable(files: Iterable[PageFile], summary: Summary) -> list[tuple[PageFile, Page]]:
    """Read the files; the same bytes count once, under the first id."""
    first_of: dict[str, str] = {}
    pages: list[tuple[PageFile, Page]] = []
    for file in files:
        page, problem = read_page(file)
        if problem is not None:
            summary.problems.append(problem)
        if page is None:
            continue
        first = first_of.setdefault(page.sha256, page.id)
        if first != page.id:
            summary.problems.append(
                Problem(str(file.path), f"has the same bytes as {first}: counted once", is_failure=False)
            )
            continue
        pages.append((file, page))
    return pages


def _update(
    store: PageStore,
    workspace: Path,
    pages: Sequence[tuple[PageFile, Page]],
    options: Options,
    summary: Summary,
    progress: Progress,
) -> None:
    stored = {page.id: page for page in store.pages()}
    by_sha = {page.sha256: page.id for page in store.pages()}
    wanted: list[tuple[PageFile, Page]] = []
    for file, page in pages:
        twin = by_sha.get(page.sha256, page.id)
        if not options.replaces and twin != page.id:
            summary.problems.append(
                Problem(str(file.path), f"has the same bytes as {twin}: counted once", is_failure=False)
            )
            continue
        wanted.append((file, page))
    new = [
        (file, page)
        for file, page in wanted
        if page.id not in stored or stored[page.id].key != _key(page) or stored[page.id].root != file.root
    ]
    summary.read, summary.unchanged = len(new), len(wanted) - len(new)
    progress("read", 0, len(new))
    file_of = {page.id: file for file, page in new}
    outcomes = read_pages(
        [page for _, page in new],
        options.workers,
        words=workspace / LEXICON_FOLDER,
        scheduler=options.scheduler,
    )
    for done, (page, outcome) in enumerate(outcomes, start=1):
        file = file_of[page.id]
        if isinstance(outcome, str):
            summary.problems.append(Problem(str(file.path), outcome, page=page.id))
        else:
            store.put(outcome, _key(page), file.root)
        progress("read", done, len(new))
    if options.replaces:
        _remove_vanished(store, {page.id for _, page in wanted}, summary)


def _remove_vanished(store: PageStore, wanted: set[str], summary: Summary) -> None:
    """Remove what is no longer given, but not what only could not be read this time."""
    unread_pages = {problem.page for problem in summary.problems if problem.is_failure}
    unread_roots = {
        problem.root for problem in summary.problems if problem.is_failure and problem.page is None
    }
    for page in store.pages():
        if page.id in wanted or page.id in unread_pages or page.root in unread_roots:
            continue
        store.remove(page.id)
        summary.removed.append(page.id)


def _key(page: Page) -> str:
    """What a stored result depends on besides the page's id."""
    facts = [page.sha256, page.newspaper, page.place, page.issue_date, extractor_version()]
    return json.dumps(facts, ensure_ascii=False)


def _count(summary: Summary, knowledge: KnowledgeGraph) -> None:
    for result in knowledge.results:
        summary.articles += len(result.articles)
        summary.mentions += len(result.mentions)
    summary.entities = dict(count_by_type(knowledge.entities))
    summary.assertions = dict(count_by_type(knowledge.assertions))
