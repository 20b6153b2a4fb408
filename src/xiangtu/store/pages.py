"""Pages in a SQLite file: put, get, remove; each page whole or not at all.

Write-ahead logging keeps every committed page through a crash (https://sqlite.org/wal.html). A page is keyed
by its id; `StoredPage.key` (bytes of the file, facts from ``pages.toml``, version of the extractor) tells
whether the stored result still stands, `StoredPage.digest` whether what was derived from it does.

What a page's text says and what it states lie apart, as most of what comes after needs only one of the two.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from xiangtu.model import PageResult
from xiangtu.store.encoding import unpack
from xiangtu.store.parts import Stated, parts_of
from xiangtu.store.schema import SCHEMA_VERSION, bring_up_to_date

STORE_FILE = "pages.sqlite"
BUSY_SECONDS = 30.0
CACHE_KIBIBYTES = 65536
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
NOT_WRITABLE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
"""Faults of the disk, as the operating system would number them."""

Record = TypeVar("Record")


class DamagedStore(RuntimeError):
    """The store cannot be read; the message says what to do. Nothing was deleted."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What the store knows of a page without its result.

    Id, sha256, key, the root it was given under, and a digest of the stored result.
    """

    id: str
    sha256: str
    key: str
    root: str
    digest: str


def told(error: sqlite3.Error, path: Path) -> Exception:
    """Return what a fault of SQLite says about the file: damaged, the disk's fault, or the error itself.

    The names of the results: https://sqlite.org/rescode.html.
    """
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF in DAMAGED or code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return DamagedStore(f"{path}: cannot be read as a store ({error}): move it away and build again")
    if code & 0xFF in NOT_WRITABLE:
        return OSError(NOT_WRITABLE[code & 0xFF], str(error), str(path))
    return error


class PageStore:
    """The pages of one workspace.

    Parameters
    ----------
    path:
        The file, made with its folder if it is not there, brought up to date if an earlier version made it.

    Raises
    ------
    DamagedStore
        Where the file is no store, or one of a later version.
    OSError
        Where the disk is full, or the file cannot be opened or written; later, too, on leaving the block.

    Examples
    --------
    >>> with PageStore(Path("graph/pages.sqlite")) as store:  # doctest: +SKIP
    ...     store.put(result, key="…", root="seeds")
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            """The open file, for rooms that keep in it what they derive from the pages."""
        except sqlite3.Error as error:
            raise told(error, path) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self.database.close()
            raise told(error, path) from error
        except ValueError as error:
            self.database.close()
            raise DamagedStore(
                f"{path}: cannot be read as a store ({error}): move it away and build again"
            ) from error
        except DamagedStore:
            self.database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise told(error, self._path) from error

    def close(self) -> None:
        """Close the file; what was put is in it already."""
        self.database.close()

    def _prepare(self) -> None:
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        (version,) = self.database.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise DamagedStore(
                f"{self._path}: is of a later version (schema {version}): move it away and build again"
            )
        if version != SCHEMA_VERSION:
            with self.transaction():
                bring_up_to_date(self.database)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Make all that is written meanwhile take effect at once, or not at all."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield self.database
        except BaseException:
            if self.database.in_transaction:  # SQLite has rolled back by itself where the disk is full
                self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    def pages(self) -> tuple[StoredPage, ...]:
        """Return what is stored, sorted by page id, without the results."""
        rows = self.database.execute("SELECT id, sha256, key, root, digest FROM pages ORDER BY id")
        return tuple(StoredPage(*row) for row in rows)

    def put(self, result: PageResult, key: str, root: str) -> None:
        """Store a page's result, in place of an earlier one of the same id."""
        page = result.page
        parts = parts_of(result)
        with self.transaction():
            self.database.execute(
                "INSERT OR REPLACE INTO pages (id, sha256, key, root, digest) VALUES (?, ?, ?, ?, ?)",
                (page.id, page.sha256, key, root, parts.digest),
            )
            self.database.execute(
                "INSERT OR REPLACE INTO results (page, text, stated) VALUES (?, ?, ?)",
                (page.id, parts.text, parts.stated),
            )

    def remove(self, page_id: str) -> None:
        """Remove a page; nothing happens where it is not stored."""
        with self.transaction():
            self.database.execute("DELETE FROM pages WHERE id = ?", (page_id,))
            self.database.execute("DELETE FROM results WHERE page = ?", (page_id,))

    def results(self) -> Iterator[PageResult]:
        """Yield the results, sorted by page id.

        Raises
        ------
        DamagedStore
            Where a stored result cannot be decoded.
        """
        rows = self.database.execute("SELECT page, text, stated FROM results ORDER BY page")
        for page_id, text, stated in rows:
            yield self._whole(page_id, text, stated)

    def result(self, page_id: str) -> PageResult:
        """Return the result of a page; errors as `results`.

        Raises
        ------
        KeyError
            Where the page is not stored.
        """
        row = self.database.execute("SELECT text, stated FROM results WHERE page = ?", (page_id,)).fetchone()
        if row is None:
            raise KeyError(page_id)
        return self._whole(page_id, *row)

    def texts(self) -> Iterator[PageResult]:
        """Yield the results without their entities and assertions, sorted by page id; errors as `results`."""
        for page_id, text in self.database.execute("SELECT page, text FROM results ORDER BY page"):
            yield self._read(page_id, PageResult, text)

    def _whole(self, page_id: str, text: bytes, stated: bytes) -> PageResult:
        said = self._read(page_id, Stated, stated)
        return replace(
            self._read(page_id, PageResult, text), entities=said.entities, assertions=said.assertions
        )

    def _read(self, page_id: str, kind: type[Record], data: bytes) -> Record:
        try:
            return unpack(kind, data)
        except ValueError as error:
            raise DamagedStore(
                f"{self._path}: page {page_id}: {error}: move the file away and build again"
            ) from error
