"""One writer a workspace: a lock that the operating system frees when its holder dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LOCK_FILE = "build.lock"
WAIT_SECONDS = 600.0


class WorkspaceBusy(RuntimeError):
    """Another process has been writing this workspace for too long; the message says what to do."""


@contextmanager
def only_writer(
    folder: Path, on_wait: Callable[[], None] = lambda: None, seconds: float = WAIT_SECONDS
) -> Iterator[None]:
    """Hold the lock of a store's folder.

    Parameters
    ----------
    folder:
        The workspace's ``graph/``, made where missing.
    on_wait:
        Called once if another process holds the lock.
    seconds:
        How long to wait for it.

    Raises
    ------
    WorkspaceBusy
        Where the other process does not finish in time.

    Notes
    -----
    The lock is an exclusive transaction on an empty SQLite file: it works wherever the store works,
    and ends with the process, however that ends (https://sqlite.org/lockingv3.html).
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK_FILE
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        if not _locked(connection):
            on_wait()
            connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
            if not _locked(connection):
                raise WorkspaceBusy(f"{folder}: another build is still at work here: wait for it, or stop it")
        yield


def _locked(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True
