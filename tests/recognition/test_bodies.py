"""Bodies and places of other provinces: `marked_bodies.txt` says what must be found, nothing else may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Names, parse_marked

FILE = Path(__file__).with_name("marked_bodies.txt")


def cases() -> list[tuple[str, str]]:
    heading, found = "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line[3:]
        elif line and not line.startswith("#"):
            found.append((heading, line))
    return found


@pytest.mark.parametrize(("heading", "line"), cases())
def test_a_body_or_place_is_one_name_and_nothing_else_is(heading: str, line: str, names: Names) -> None:
    text, must, may = parse_marked(line)
    found = names(text)
    assert sorted(name for name in found if name not in may) == sorted(must), heading
