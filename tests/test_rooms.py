"""The order of the rooms: each imports only rooms to its left."""

from pathlib import Path

from importlinter import cli


def test_a_room_imports_only_rooms_to_its_left(monkeypatch):
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert cli.lint_imports(no_cache=True) == 0
