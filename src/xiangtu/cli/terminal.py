"""What the commands print: results on standard output, progress and problems on standard error.

Text from pages is data: control characters, which a terminal would obey, are shown as ``�``.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Control and format characters (escape sequences, direction marks), surrogates, private use."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; a character that cannot be written is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def safe(text: str) -> str:
    """Return `text` on one line without characters that a terminal would obey.

    >>> safe("石\\x1b[31m桥\\n镇")
    '石�[31m桥 镇'
    """
    return "".join(
        " " if char in "\n\t\r" else "\ufffd" if unicodedata.category(char) in UNSAFE_CATEGORIES else char
        for char in text
    )


def say(line: str = "", *, quiet: bool = False) -> None:
    """Print a line of a result."""
    if not quiet:
        print(line)


def warn(line: str) -> None:
    """Print a line about a problem."""
    print(safe(line), file=sys.stderr)


def print_json(data: object) -> None:
    """Print a result as JSON, characters as they are."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


LABELS = {"read": "reading pages", "link": "linking", "export": "writing exports"}
"""The steps of a build that a bar shows."""


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give a callback that moves a bar on standard error: done, of how many, pages a second, time left.

    There is no bar where standard error is no terminal. That another build is waited for is said in any case.
    """
    if quiet:
        yield lambda *_: None
    elif not sys.stderr.isatty():
        yield _say_if_waiting
    else:
        with _bar() as moved:
            yield moved


def _say_if_waiting(step: str, _done: int, _total: int) -> None:
    if step == "wait":
        warn("xiangtu: waiting for another build of this workspace")


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Pages a second over the last half minute, once there is something to tell."""

        def render(self, task: Task) -> Text:
            speed = task.speed if task.description == LABELS["read"] else None
            return Text(f"{speed:.1f} pages/s" if speed else "", style="progress.data.speed")

    columns = (
        TextColumn("{task.description:16}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def moved(step: str, done: int, total: int) -> None:
            if step == "wait":
                _say_if_waiting(step, done, total)
                return
            if step not in tasks:
                for earlier in tasks.values():
                    bar.update(earlier, visible=False)
                tasks[step] = bar.add_task(LABELS.get(step, step), total=None)
            bar.update(tasks[step], completed=done, total=total if total > 1 else None)

        yield moved
