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


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give a callback that moves a bar on standard error; it does nothing where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    labels = {
        "wait": "waiting for another build",
        "read": "reading pages",
        "link": "linking",
        "export": "writing exports",
    }
    columns = (TextColumn("{task.description:16}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def moved(step: str, done: int, total: int) -> None:
            bar.update(task, description=labels.get(step, step), completed=done, total=total)

        yield moved
