"""Rows that come in any order and go out sorted, on disk as soon as they are many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

CACHE_KIBIBYTES = 32768
"""What a database may hold in memory before it goes to disk."""

Row = Sequence[Any]


def unnamed_database() -> sqlite3.Connection:
    """Return a database in memory while small, in a temporary file after that, gone when it is closed.

    See https://sqlite.org/inmemorydb.html#temp_db.
    """
    database = sqlite3.connect("", isolation_level=None)
    database.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA journal_mode = OFF")
    return database


class Spool:
    """Rows of equally many values, sorted by the first of them.

    Parameters
    ----------
    keys:
        How many values of a row, from the first, sort it: texts in code point order, numbers by size.
    others:
        How many values follow.

    Examples
    --------
    >>> with Spool(keys=1, others=1) as spool:
    ...     spool.add([("乙", 2), ("甲", 1)])
    ...     list(spool)
    [('乙', 2), ('甲', 1)]
    """

    def __init__(self, keys: int, others: int = 0) -> None:
        names = [f"c{number}" for number in range(keys + others)]
        self._database = unnamed_database()
        self._database.execute(f"CREATE TABLE rows ({', '.join(names)})")
        self._is_indexed = False
        order = ", ".join(names[:keys])
        self._insert = f"INSERT INTO rows VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our names
        self._select = f"SELECT * FROM rows ORDER BY {order}, rowid"  # noqa: S608
        self._distinct = f"SELECT DISTINCT * FROM rows ORDER BY {order}"  # noqa: S608

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the rows and free the disk."""
        self._database.close()

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows in."""
        self._database.execute("BEGIN")
        self._database.executemany(self._insert, rows)
        self._database.execute("COMMIT")

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, sorted; those with equal keys in the order in which they came."""
        return iter(self._database.execute(self._select))

    def of(self, key: str | int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows whose first value is `key`, in the order in which they came."""
        if not self._is_indexed:
            self._database.execute("CREATE INDEX first ON rows (c0)")
            self._is_indexed = True
        return iter(self._database.execute("SELECT * FROM rows WHERE c0 = ? ORDER BY rowid", (key,)))

    def __len__(self) -> int:
        (length,) = self._database.execute("SELECT count(*) FROM rows").fetchone()
        return int(length)

    def once(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, sorted, equal ones once."""
        return iter(self._database.execute(self._distinct))
