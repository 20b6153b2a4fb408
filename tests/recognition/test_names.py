"""Names in sentences of many provinces: `marked.txt` says what must be found, nothing else may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Names, parse_marked

FILE = Path(__file__).with_name("marked.txt")


def cases() -> list[tuple[str, str]]:
    heading, found = "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            found.append((heading, line))
    return found


@pytest.mark.parametrize(("heading", "line"), cases(), ids=[f"{h}-{i}" for i, (h, _) in enumerate(cases())])
def test_just_the_marked_names_are_found(heading: str, line: str, names: Names) -> None:
    text, must, may = parse_marked(line)
    found = [name for name in names(text) if name not in may]
    assert sorted(found) == sorted(must), heading
