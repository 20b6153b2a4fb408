"""A workspace that was built, read back: without what only reading pages or writing exports needs."""

from __future__ import annotations

from pathlib import Path

from xiangtu.linking import link
from xiangtu.model import KnowledgeGraph
from xiangtu.pipeline.workspace import STORE_FOLDER
from xiangtu.store import STORE_FILE, PageStore


def load(workspace: Path) -> KnowledgeGraph:
    """Return the linked graph of a workspace that was built.

    Raises
    ------
    FileNotFoundError
        Where the workspace has no store yet.
    """
    path = workspace / STORE_FOLDER / STORE_FILE
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist: run 'xiangtu build' in this workspace first")
    with PageStore(path) as store:
        return link(tuple(store.results()))
