"""A workspace that was built, read back: without what only reading pages or writing exports needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from xiangtu.linking import (
    Decisions,
    Linked,
    Pair,
    apart,
    in_memory,
    is_linked,
    joined_pairs,
    linked_corpus,
    linked_otherwise,
    read_decisions,
    uncertain_pairs,
    update_links,
)
from xiangtu.model import KnowledgeGraph
from xiangtu.pipeline.fingerprint import extractor_version, linker_version, workspace_facts
from xiangtu.pipeline.own_words import own_words
from xiangtu.pipeline.workspace import DECISION_FILE, EXPORT_FOLDER, STORE_FOLDER
from xiangtu.store import STORE_FILE, PageStore, only_writer

LARGEST_IN_MEMORY = 300
"""Up to so many pages a linked corpus is held in memory, as going through it takes less time there."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a workspace holds: pages, which of them another version of the program read, and files."""

    pages: tuple[str, ...]
    stale: tuple[str, ...]
    extractor: str
    store_bytes: int
    exports: tuple[str, ...]


def require_store(workspace: Path) -> Path:
    """Return the path of a workspace's store.

    Raises
    ------
    FileNotFoundError
        Where the workspace has none yet.
    """
    path = workspace / STORE_FOLDER / STORE_FILE
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist: run 'xiangtu build' in this workspace first")
    return path


def load(workspace: Path) -> KnowledgeGraph:
    """Return the linked graph of a workspace that was built; errors as `load_linked`."""
    linked, decisions = load_linked(workspace)
    return replace(linked.knowledge, header=workspace_facts(decisions))


def load_linked(workspace: Path) -> tuple[Linked, Decisions]:
    """Return graph, joins and unused decisions of a workspace that was built, and its decisions.

    Raises
    ------
    FileNotFoundError
        Where the workspace has no store yet.
    InvalidDecisions
        Where its decisions cannot be read or contradict each other.
    InvalidWords
        Where its own words cannot be read.
    WorkspaceBusy
        Where its pages are not linked yet, and another process does not finish writing it.
    """
    store, decisions = _opened(workspace)
    linked = _linked(store, workspace, decisions)
    if len(linked.knowledge.results) <= LARGEST_IN_MEMORY:
        linked = in_memory(linked)
        store.close()
    return linked, decisions


def _opened(workspace: Path) -> tuple[PageStore, Decisions]:
    path = require_store(workspace)
    own_words(workspace)
    return PageStore(path), read_decisions(workspace / DECISION_FILE)


def _linked(store: PageStore, workspace: Path, decisions: Decisions) -> Linked:
    """Return what a store gives, linked as the decisions are now; it must stay open while that is read."""
    if not is_linked(store, decisions, linker_version()):
        with only_writer(workspace / STORE_FOLDER):
            update_links(store, decisions, linker_version())
    store.database.execute("BEGIN")  # what others write from now on is not seen
    return linked_corpus(store, decisions)


def questions(workspace: Path) -> list[tuple[Pair, KnowledgeGraph]]:
    """Return the pairs to look at, what matters most first, each with a graph that has both.

    Errors as `load_linked`.
    """
    linked, decisions = load_linked(workspace)
    joined = joined_pairs(linked, decisions)
    both = linked.knowledge
    if joined:
        with PageStore(require_store(workspace)) as store, only_writer(workspace / STORE_FOLDER):
            both = linked_otherwise(store, apart(decisions, joined)).knowledge
    known = {entity.id for entity in both.entities}
    pairs = [(pair, linked.knowledge) for pair in uncertain_pairs(linked.knowledge, decisions)]
    pairs += [(pair, both) for pair in joined if {pair.a, pair.b} <= known]
    return sorted(pairs, key=lambda each: (-each[0].score, each[0].a, each[0].b))


def status(workspace: Path) -> Status:
    """Return what a workspace holds; errors as `require_store`."""
    path = require_store(workspace)
    own_words(workspace)
    with PageStore(path) as store:
        pages = store.pages()
    version = extractor_version()
    exports = workspace / EXPORT_FOLDER
    return Status(
        pages=tuple(page.id for page in pages),
        stale=tuple(page.id for page in pages if version not in page.key),
        extractor=version,
        store_bytes=path.stat().st_size,
        exports=tuple(sorted(entry.name for entry in exports.iterdir())) if exports.is_dir() else (),
    )
