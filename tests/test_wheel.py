"""The wheel alone, in an empty environment and an empty folder, does the whole job."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def checked(*command: str | Path) -> str:
    """Run a command in the repository; return what it prints."""
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return run.stdout.strip()


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """Return the Python of an environment that holds the wheel, with the libraries of this one beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    checked(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    checked(sys.executable, "-m", "venv", "--without-pip", folder / "env")
    python: Path = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = Path(checked(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def run(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-I", "-c", "from xiangtu.cli import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_builds_shows_and_extracts_in_an_empty_folder(installed, tmp_path):
    where = checked(installed, "-I", "-c", "import xiangtu; print(xiangtu.__file__)")
    assert str(ROOT / "src") not in where
    (tmp_path / "seeds").mkdir()
    text = "夏庄镇办夜校\n\n本报讯（记者 王芳）3月5日，莒县夏庄镇夜校开班，夏庄镇镇长周海涛参加。\n"
    (tmp_path / "seeds" / "p.txt").write_text(text, encoding="utf-8")
    for arguments, says in (
        (["build"], "1 pages"),
        (["show", "夏庄镇"], "周海涛"),
        (["extract", "seeds/p.txt", "--json"], '"Township"'),
        (["place", "夏庄镇", "--in", "莒县"], "日照市"),
    ):
        result = run(installed, tmp_path, *arguments)
        assert result.returncode == 0, result.stderr
        assert says in result.stdout
    assert (tmp_path / "exports" / "network.html").stat().st_size > 100_000
