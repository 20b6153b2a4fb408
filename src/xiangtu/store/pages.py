"""Pages in a SQLite file: put, get, remove; each page whole or not at all.

Write-ahead logging keeps every committed page through a crash (https://sqlite.org/wal.html). A page is keyed
by its id; `StoredPage.key` (bytes of the file, facts from ``pages.toml``, version of the extractor) tells
whether the stored result still stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from xiangtu.model import PageResult
from xiangtu.store.encoding import decode_result, encode_result

STORE_FILE = "pages.sqlite"
SCHEMA_VERSION = 1
BUSY_SECONDS = 30.0

SCHEMA = """
CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    key TEXT NOT NULL,
    root TEXT NOT NULL,
    result BLOB NOT NULL
) WITHOUT ROWID
"""


class DamagedStore(RuntimeError):
    """The store cannot be read; the message says what to do. Nothing was deleted."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the store knows of a page without its result: id, sha256, key, and the root it was given under."""

    id: str
    sha256: str
    key: str
    root: str


class PageStore:
    """The pages of one workspace.

    Parameters
    ----------
    path:
        The file, made with its folder if it is not there.

    Raises
    ------
    DamagedStore
        Where the file is no store of this version.

    Examples
    --------
    >>> with PageStore(Path("graph/pages.sqlite")) as store:  # doctest: +SKIP
    ...     store.put(result, key="…", root="seeds")
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise DamagedStore(
                f"{path}: cannot be read as a store ({error}): move it away and build again"
            ) from error
        except DamagedStore:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def _prepare(self) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("BEGIN IMMEDIATE")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._database.execute(SCHEMA)
            self._database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        self._database.execute("COMMIT")
        if version not in (0, SCHEMA_VERSION):
            raise DamagedStore(
                f"{self._path}: is of another version (schema {version}): move it away and build again"
            )

    def pages(self) -> tuple[StoredPage, ...]:
        """Return what is stored, sorted by page id, without the results."""
        rows = self._database.execute("SELECT id, sha256, key, root FROM pages ORDER BY id")
        return tuple(StoredPage(*row) for row in rows)

    def put(self, result: PageResult, key: str, root: str) -> None:
        """Store a page's result, in place of an earlier one of the same id."""
        self._database.execute(
            "INSERT OR REPLACE INTO pages (id, sha256, key, root, result) VALUES (?, ?, ?, ?, ?)",
            (result.page.id, result.page.sha256, key, root, encode_result(result)),
        )

    def remove(self, page_id: str) -> None:
        """Remove a page; nothing happens where it is not stored."""
        self._database.execute("DELETE FROM pages WHERE id = ?", (page_id,))

    def results(self) -> Iterator[PageResult]:
        """Yield the results, sorted by page id.

        Raises
        ------
        DamagedStore
            Where a stored result cannot be decoded.
        """
        for page_id, data in self._database.execute("SELECT id, result FROM pages ORDER BY id"):
            try:
                yield decode_result(data)
            except ValueError as error:
                raise DamagedStore(
                    f"{self._path}: page {page_id}: {error}: move the file away and build again"
                ) from error
