"""The same pages give the same bytes, and these are the ones that are committed in ``exports/``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from xiangtu.cli import main; main()"]


def build(workspace: Path, *paths: str, **environment: str) -> dict[str, bytes]:
    result = subprocess.run(
        [*COMMAND, "build", *paths, "--quiet"],
        cwd=workspace,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return {path.name: path.read_bytes() for path in sorted((workspace / "exports").iterdir())}


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path


def test_the_committed_exports_are_what_the_seeds_give(workspace):
    built = build(workspace, "seeds", PYTHONHASHSEED="11", LC_ALL="C", PYTHONUTF8="0", TZ="Asia/Urumqi")
    committed = {path.name: path.read_bytes() for path in sorted((ROOT / "exports").iterdir())}
    assert built.keys() == committed.keys()
    assert [name for name in built if built[name] != committed[name]] == []


def test_order_hash_seed_locale_and_steps_do_not_change_a_byte(workspace):
    pages = [f"seeds/{path.name}" for path in sorted((workspace / "seeds").glob("*.txt"))]
    build(workspace, *pages[:1:-1], PYTHONHASHSEED="5", LC_ALL="C.UTF-8")
    built = build(workspace, *pages[::-1], "-j", "2", PYTHONHASHSEED="7", LC_ALL="POSIX")
    committed = {path.name: path.read_bytes() for path in sorted((ROOT / "exports").iterdir())}
    assert [name for name in built if built[name] != committed[name]] == []
