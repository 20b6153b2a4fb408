"""Rows that come in any order and go out sorted, on disk as soon as they are many."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

CACHE_KIBIBYTES = 32768
"""What a spool may hold in memory before it goes to disk."""

Value = str | int | float | bytes | None
Row = Sequence[Any]


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

    Notes
    -----
    A SQLite database without a name: in memory while small, in a temporary file after that, gone when it is
    closed (https://sqlite.org/inmemorydb.html#temp_db).
    """

    def __init__(self, keys: int, others: int = 0) -> None:
        names = [f"c{number}" for number in range(keys + others)]
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(f"CREATE TABLE rows ({', '.join(names)})")
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

    def once(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, sorted, equal ones once."""
        return iter(self._database.execute(self._distinct))
