"""Pages read on a Dask cluster, so on many machines: the same step as in `reading`, the same results.

Needs the extra ``xiangtu[cluster]``; ``docs/scale.md`` tells how to start a scheduler and workers. The
workspace stays here: pages go out, results come back, and one process writes the store. Whoever can reach a
scheduler can run code on its workers: that is Dask's nature, and a trusted network is its place.
"""

from __future__ import annotations

import hashlib
import importlib
import logging
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from xiangtu.lexicon import extend_from
from xiangtu.model import Page
from xiangtu.pipeline.fingerprint import extractor_version
from xiangtu.pipeline.reading import DIED, IN_FLIGHT, Extractor, Outcome, outcome_of

CONNECT_SECONDS = 10
"""How long a scheduler may take to answer."""

WORKER_SECONDS = 30
"""How long to wait for a first worker, and for another one where all were lost."""

LOOK_SECONDS = 5
"""So often it is counted how many workers there are: pages are handed out for all of them."""

Lists = tuple[tuple[str, bytes], ...]
"""A workspace's own word lists: file names and contents."""


class ClusterUnavailable(RuntimeError):
    """Pages cannot be read on the cluster; the message says what to do."""


def read_on_cluster(
    pages: Iterable[Page], scheduler: str, extractor: Extractor, words: Path | None
) -> Iterator[tuple[Page, Outcome]]:
    """Yield each page with its outcome, as they are done.

    Parameters
    ----------
    scheduler:
        The address of a Dask scheduler: ``tcp://192.168.1.10:8786``.
    extractor, words:
        As in `xiangtu.pipeline.reading.read_pages`; the lists are sent along.

    Raises
    ------
    ClusterUnavailable
        Where Dask is not installed, no scheduler answers, no worker is there (any more), or a worker has
        another version of the program.
    """
    dask = _dask()
    with _silence(), _client(dask, scheduler) as client:
        how = (extractor, _lists(words), extractor_version())
        yield from _read(dask, client, scheduler, deque(pages), how)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep Dask's own log off the terminal: what matters of it is raised."""
    loggers = [
        logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("distributed")
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _dask() -> Any:  # noqa: ANN401  the library is optional, so its types are not known here
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise ClusterUnavailable("--scheduler needs Dask: pip install 'xiangtu[cluster]'") from None


def _client(dask: Any, scheduler: str) -> Any:  # noqa: ANN401
    try:
        return dask.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).partition("\n")[0]
        raise ClusterUnavailable(
            f"{scheduler}: no Dask scheduler answers there ({reason}): start one with 'dask scheduler'"
        ) from None


def _read(
    dask: Any,  # noqa: ANN401
    client: Any,  # noqa: ANN401
    scheduler: str,
    waiting: deque[Page],
    how: tuple[Extractor, Lists, str],
) -> Iterator[tuple[Page, Outcome]]:
    """Keep every worker supplied; the scheduler gives a lost worker's pages to another one."""
    running: dict[Any, Page] = {}
    threads = _threads(dask, client, scheduler)
    looked = time.monotonic()
    try:
        while waiting or running:
            while waiting and len(running) < threads * IN_FLIGHT:
                page = waiting.popleft()
                running[client.submit(_read_here, page, *how, pure=False)] = page
            done = _some_done(dask, client, list(running))
            if time.monotonic() - looked > LOOK_SECONDS:
                threads = _threads(dask, client, scheduler)
                looked = time.monotonic()
            for future in done:
                yield running.pop(future), _outcome(dask, future, scheduler)
    finally:
        client.cancel(list(running))


def _some_done(dask: Any, client: Any, running: list[Any]) -> list[Any]:  # noqa: ANN401
    """Wait for at least one of the futures, but not for ever: return those that are done, in order."""
    with client.as_current(), suppress(TimeoutError, dask.CancelledError):
        dask.wait(running, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED")
    return [future for future in running if future.done()]


def _threads(dask: Any, client: Any, scheduler: str) -> int:  # noqa: ANN401
    """Return how many pages the cluster can read at a time; wait for workers where there are none."""
    try:
        if not client.nthreads():
            client.wait_for_workers(1, timeout=WORKER_SECONDS)
        threads: dict[str, int] = client.nthreads()
        return max(1, sum(threads.values()))
    except TimeoutError:
        raise ClusterUnavailable(
            f"{scheduler}: no worker is there: start some with 'dask worker {scheduler} --nthreads 1'"
        ) from None
    except (OSError, dask.comm.CommClosedError):
        raise _lost(scheduler) from None


def _outcome(dask: Any, future: Any, scheduler: str) -> Outcome:  # noqa: ANN401
    try:
        outcome: Outcome = future.result()
    except dask.KilledWorker:
        return DIED
    except (OSError, dask.CancelledError, dask.comm.CommClosedError):
        raise _lost(scheduler) from None
    return outcome


def _lost(scheduler: str) -> ClusterUnavailable:
    return ClusterUnavailable(
        f"{scheduler}: the scheduler is gone: what was read is kept, start it and run the same command again"
    )


def _lists(words: Path | None) -> Lists:
    if words is None:
        return ()
    return tuple((path.name, path.read_bytes()) for path in sorted(words.glob("*.txt")))


# ---- in a worker ----

_reads_with: list[str] = []
"""Hash of the own word lists that this process reads with, once it has read: they cannot be taken back."""

_one_at_a_time = Lock()
"""A worker may have several threads; reading is no faster with them, and its tables are not made for it."""


def _read_here(page: Page, extractor: Extractor, lists: Lists, version: str) -> Outcome:
    with _one_at_a_time:
        _prepare(lists, version)
        return outcome_of(extractor, page)


def _prepare(lists: Lists, version: str) -> None:
    digest = hashlib.sha256(repr(lists).encode("utf-8")).hexdigest()
    if not _reads_with:
        if lists:
            folder = Path(tempfile.mkdtemp(prefix="xiangtu-words-"))
            for name, content in lists:
                (folder / name).write_bytes(content)
            extend_from(folder)
        _reads_with.append(digest)
    if _reads_with != [digest]:
        raise ClusterUnavailable(
            "a worker has read with the word lists of another workspace: start the workers anew"
        )
    if extractor_version() != version:
        raise ClusterUnavailable(
            f"a worker has another version of xiangtu ({extractor_version()}, here {version}): "
            "install the same on all machines and start the workers anew"
        )
