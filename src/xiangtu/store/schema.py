"""The tables of the store, and how one that an earlier version made becomes one of this version.

``PRAGMA user_version`` has the version of the schema. Each step takes a store from one version to the next;
a new store takes all of them. A step that was released is never changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from xiangtu.model import PageResult
from xiangtu.store.encoding import unpack
from xiangtu.store.parts import parts_of

SCHEMA_VERSION = 2

FIRST = """
CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    key TEXT NOT NULL,
    root TEXT NOT NULL,
    result BLOB NOT NULL
) WITHOUT ROWID
"""

SECOND = (
    "ALTER TABLE pages RENAME TO earlier",
    """
    CREATE TABLE pages (
        id TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        key TEXT NOT NULL,
        root TEXT NOT NULL,
        digest TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE TABLE results (page TEXT PRIMARY KEY, text BLOB NOT NULL, stated BLOB NOT NULL)",
)


def bring_up_to_date(database: sqlite3.Connection) -> None:
    """Take a store to `SCHEMA_VERSION`, inside the transaction of the caller.

    Raises
    ------
    ValueError
        Where a stored page is damaged.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    for step in STEPS[version:]:
        step(database)
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _whole_results(database: sqlite3.Connection) -> None:
    database.execute(FIRST)


def _text_and_stated_apart(database: sqlite3.Connection) -> None:
    for statement in SECOND:
        database.execute(statement)
    for page_id, sha, key, root, data in database.execute("SELECT * FROM earlier ORDER BY id"):
        parts = parts_of(unpack(PageResult, data))
        database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", (page_id, sha, key, root, parts.digest))
        database.execute("INSERT INTO results VALUES (?, ?, ?)", (page_id, parts.text, parts.stated))
    database.execute("DROP TABLE earlier")


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_whole_results, _text_and_stated_apart)
"""From version 0 (an empty file) on."""
