"""Which files are pages, and a page read from its file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xiangtu.corpus.decoding import MAXIMUM_BYTES, UnreadableText, decode
from xiangtu.corpus.metadata import PageFacts, read_metadata
from xiangtu.model import Page

DEFAULT_GLOB = "**/*.txt"
"""What a folder means, its sub-folders included; hidden files are passed over."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that is a page: its id (path below the given root, with ``/``), path, root and facts."""

    id: str
    path: Path
    root: str
    facts: PageFacts


@dataclass(frozen=True, slots=True)
class Problem:
    """One line about an input: which, what is wrong, what to do.

    `is_failure` tells an input that could not be read from a warning. `page` is the id of the page
    concerned, `root` the given path concerned, or None.
    """

    where: str
    message: str
    is_failure: bool = True
    page: str | None = None
    root: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def find_pages(
    paths: Iterable[Path], glob: str = DEFAULT_GLOB
) -> tuple[tuple[PageFile, ...], tuple[Problem, ...]]:
    """Return the pages below `paths`, sorted by id, and what could not be looked into.

    A file is a page by its name, a folder means the files that match `glob` in it. Facts come from the
    ``pages.toml`` of the folder. Two different files with one id are a problem: the first root wins.

    Raises
    ------
    InvalidMetadata
        Where a ``pages.toml`` cannot be read.
    """
    found: dict[str, PageFile] = {}
    problems: list[Problem] = []
    for path in paths:
        files, named, problem = _pages_of(path, glob)
        if problem is not None:
            problems.append(problem)
        for file in files:
            other = found.setdefault(file.id, file)
            if other.path.absolute() != file.path.absolute():
                message = f"has the same name below its folder as {other.path}: give the folder above both"
                problems.append(Problem(str(file.path), message, page=file.id, root=str(path)))
        missing = sorted(named.keys() - {file.id for file in files})
        problems.extend(
            Problem(str(path / "pages.toml"), f"names {name!r}, which is not there", is_failure=False)
            for name in missing
        )
    return tuple(found[key] for key in sorted(found)), tuple(problems)


def read_page(file: PageFile) -> tuple[Page | None, Problem | None]:
    """Read one page; return it, or None, with the problem found, if any.

    A page can come with a problem that is a warning (an empty file, a last character cut in half).
    """

    def problem(message: str, is_failure: bool = True) -> Problem:
        return Problem(str(file.path), message, is_failure, file.id, file.root)

    try:
        if file.path.stat().st_size > MAXIMUM_BYTES * 4:
            raise UnreadableText(
                f"has {file.path.stat().st_size // 1024 // 1024} MB: split it into one file a page"
            )
        data = file.path.read_bytes()
        decoded = decode(data)
    except UnreadableText as error:
        return None, problem(str(error))
    except OSError as error:
        return None, problem(f"cannot be read ({error.strerror}): check that it exists and its permissions")
    page = Page(
        id=file.id,
        sha256=hashlib.sha256(data).hexdigest(),
        text=decoded.text,
        newspaper=file.facts.newspaper,
        place=file.facts.place,
        issue_date=file.facts.issue_date,
    )
    if not decoded.text.strip():
        return page, problem("is empty: it gives no article", is_failure=False)
    return page, problem(decoded.warning, is_failure=False) if decoded.warning else None


def _pages_of(path: Path, glob: str) -> tuple[list[PageFile], Mapping[str, PageFacts], Problem | None]:
    try:
        if path.is_file():
            defaults, named = read_metadata(path.parent)
            identity = _identity(Path(path.name))
            return [PageFile(identity, path, str(path), named.get(identity, defaults))], {}, None
        if not path.is_dir():
            return [], {}, Problem(str(path), "does not exist: check the path", root=str(path))
        os.listdir(path)  # noqa: PTH208  glob() passes over a folder that it may not read
        defaults, named = read_metadata(path)
        below = sorted(entry for entry in path.glob(glob) if entry.is_file() and not _is_hidden(entry, path))
    except OSError as error:
        message = f"cannot be read ({error.strerror}): check its permissions"
        return [], {}, Problem(str(path), message, root=str(path))
    if not below:
        message = f"has no file that matches {glob}: name the files, or give another --glob"
        return [], named, Problem(str(path), message, root=str(path))
    files = []
    for entry in below:
        identity = _identity(entry.relative_to(path))
        files.append(PageFile(identity, entry, str(path), named.get(identity, defaults)))
    return files, named, None


def _is_hidden(entry: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in entry.relative_to(root).parts)


def _identity(relative: Path) -> str:
    """The id of a page: its path with ``/``; bytes of a file name that are no UTF-8 are shown as escapes."""
    return os.fsencode(relative.as_posix()).decode("utf-8", "backslashreplace")
