"""Pages read in this process, in several, or on a cluster; a page that fails takes no other with it.

`ProcessPoolExecutor` tells at once when a worker has died (a `multiprocessing.Pool` would wait for ever);
which of the pages in flight killed it, it cannot tell, so they are tried again one by one. The workers of a
program that was killed end by themselves.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from threading import Thread

from xiangtu.lexicon import extend_from
from xiangtu.model import Page, PageResult

PAGES_A_WORKER = 12
"""Below so many pages for each, starting a further process costs more than it saves."""

IN_FLIGHT = 2
"""Pages handed to each worker ahead of time: bounds memory, keeps all busy."""

DIED = "the process that read it died: split the page, or free some memory"
"""Why there is no result of a page that takes every process down."""

Outcome = PageResult | str
"""A result, or why there is none."""

Extractor = Callable[[Page], PageResult]


def extract(page: Page) -> PageResult:
    """Read one page, importing what that needs only in the process that does it."""
    from xiangtu.pipeline.extraction import extract as extract_page

    return extract_page(page)


def read_pages(
    pages: Iterable[Page],
    workers: int,
    extractor: Extractor = extract,
    words: Path | None = None,
    scheduler: str | None = None,
) -> Iterator[tuple[Page, Outcome]]:
    """Yield each page with its outcome, as they are done (in order with one worker).

    Parameters
    ----------
    workers:
        At most so many processes; fewer where there are few pages.
    extractor:
        What reads a page; a module's function, so that another process can import it.
    words:
        The folder of word lists that every process extends the lexicon from.
    scheduler:
        The address of a Dask scheduler whose workers read, instead of processes of this machine.

    Raises
    ------
    xiangtu.pipeline.cluster.ClusterUnavailable
        Where there is no such scheduler, or it has no worker that can read.
    """
    if scheduler is not None:
        from xiangtu.pipeline.cluster import read_on_cluster

        yield from read_on_cluster(pages, scheduler, extractor, words)
        return
    waiting = deque(pages)
    processes = min(workers, len(waiting) // PAGES_A_WORKER)
    if processes < 2:
        for page in waiting:
            yield page, outcome_of(extractor, page)
        return
    while waiting:
        suspects: deque[Page] = deque()
        yield from _read_in_parallel(waiting, processes, processes * IN_FLIGHT, extractor, words, suspects)
        processes = max(1, min(processes, len(waiting) // PAGES_A_WORKER))
        while suspects:
            guilty: deque[Page] = deque()
            yield from _read_in_parallel(suspects, 1, 1, extractor, words, guilty)
            for page in guilty:
                yield page, DIED


def _read_in_parallel(
    waiting: deque[Page],
    processes: int,
    most_running: int,
    extractor: Extractor,
    words: Path | None,
    suspects: deque[Page],
) -> Iterator[tuple[Page, Outcome]]:
    """Read until nothing waits or a worker dies; then `suspects` has what was in flight."""
    running: dict[Future[Outcome], Page] = {}
    with _pool(processes, words) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < most_running:
                    running[_submitted(pool, extractor, waiting[0])] = waiting[0]
                    waiting.popleft()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    yield running.pop(future), outcome
        except BrokenProcessPool:
            suspects.extend(running.values())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _pool(processes: int, words: Path | None) -> ProcessPoolExecutor:
    """Fresh processes, not forks: threads of the parent (a progress bar) do not survive a fork."""
    return ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare_worker,
        initargs=(words,),
    )


def _submitted(pool: ProcessPoolExecutor, extractor: Extractor, page: Page) -> Future[Outcome]:
    with _workers_do_not_see_interrupts():
        return pool.submit(outcome_of, extractor, page)


@contextmanager
def _workers_do_not_see_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C, which a terminal sends to all of them, does not reach: we stop them.

    A blocked signal stays blocked in a new process; for this one it waits.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare_worker(words: Path | None) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    if words:
        extend_from(words)


def _end_with_parent() -> None:
    """End this process when the one that started it has: a killed parent cannot say that it is over."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def outcome_of(extractor: Extractor, page: Page) -> Outcome:
    """Read a page; a fault of the program is told, not raised."""
    try:
        return extractor(page)
    except Exception as error:  # one page must not cost the others: the build goes on and says so
        fault = f"{type(error).__name__}: {error}"
        return f"could not be read for a fault of this program ({fault}): please report it"
