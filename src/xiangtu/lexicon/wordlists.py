"""Word lists: plain UTF-8 files, one entry a line, and their loader.

A list lives in ``words/NAME.txt`` beside this file. Lines that start with ``#`` are its header: what it
holds, source, edition, licence. An entry is a word, or tab-separated fields where the header names them.
Entries are sorted and unique.

A workspace extends a list with its own ``lexicon/NAME.txt``: name the folder once, with `extend_from`, before
anything is read, or pass it to `words` or `rows`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

COMMENT = "#"

_workspace: list[Path] = []
"""The workspace's folder that `extend_from` named, if any."""


def extend_from(folder: Path) -> tuple[str, ...]:
    """Read the lists of a workspace's ``lexicon`` folder too, in this process, from now on.

    Call it before a page is read: the rooms keep what they made of a list. A folder that is not there
    extends nothing.

    Returns
    -------
    tuple[str, ...]
        Names of its ``.txt`` files that no list has, sorted: they are not read.

    Raises
    ------
    ValueError
        Where a line is malformed (it names file and line).
    """
    own = tuple(sorted(path.stem for path in folder.glob("*.txt"))) if folder.is_dir() else ()
    unknown = tuple(sorted(set(own) - set(list_names())))
    _workspace[:] = [folder] if len(own) > len(unknown) else []
    for name in own:
        if name not in unknown:
            _entries(name, None)
    return unknown


def extension_version() -> str:
    """Return a hash of the lists that `extend_from` named, or ``""`` where there are none."""
    texts = [path.read_bytes() for folder in _workspace for path in sorted(folder.glob("*.txt"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16] if texts else ""


def words(name: str, extension: Path | None = None) -> frozenset[str]:
    """Return the entries of list `name`: first fields, as a set.

    Parameters
    ----------
    name:
        The file's name without ``.txt``; `list_names` gives all.
    extension:
        A workspace's ``lexicon`` folder: its ``NAME.txt``, where there is one, is read too.

    Raises
    ------
    KeyError
        Where there is no such list.
    ValueError
        Where a line of the workspace's file is malformed (it names file and line).

    Examples
    --------
    >>> "欧阳" in words("surnames")
    True
    """
    return frozenset(entry[0] for entry in _entries(name, extension))


def rows(name: str, fields: int, extension: Path | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the entries of list `name` as tuples of `fields` strings, sorted.

    A field that a line leaves out is empty. Parameters and errors as in `words`.
    """
    found = []
    for entry in _entries(name, extension):
        if len(entry) > fields:
            raise ValueError(f"{name}: more than {fields} fields in {entry!r}")
        found.append(entry + ("",) * (fields - len(entry)))
    return tuple(found)


def list_names() -> tuple[str, ...]:
    """Return the names of all bundled lists, sorted."""
    folder = files("xiangtu.lexicon") / "words"
    return tuple(
        sorted(item.name.removesuffix(".txt") for item in folder.iterdir() if item.name.endswith(".txt"))
    )


def _entries(name: str, extension: Path | None) -> tuple[tuple[str, ...], ...]:
    bundled = _bundled(name)
    folders = [extension] if extension is not None else _workspace
    paths = [folder / f"{name}.txt" for folder in folders]
    own = {
        entry
        for path in paths
        if path.is_file()
        for entry in parse(path.read_text(encoding="utf-8-sig"), str(path))
    }
    return tuple(sorted({*bundled, *own})) if own else bundled


@cache
def _bundled(name: str) -> tuple[tuple[str, ...], ...]:
    if name not in list_names():
        raise KeyError(f"no word list {name!r}; there are {', '.join(list_names())}")
    resource = files("xiangtu.lexicon") / "words" / f"{name}.txt"
    return parse(resource.read_text(encoding="utf-8"), name)


def parse(text: str, source: str) -> tuple[tuple[str, ...], ...]:
    """Return the entries of a list's text, sorted and unique; blank lines and ``#`` lines are skipped.

    Raises ValueError, naming `source` and the line, for an entry whose first field is empty.
    """
    found = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(COMMENT):
            continue
        entry = tuple(field.strip() for field in line.split("\t"))
        if not entry[0]:
            raise ValueError(f"{source}, line {number}: the first field is empty")
        found.add(entry)
    return tuple(sorted(found))
