"""A Dask cluster reads the same as this machine; what goes wrong with one is one line. Real processes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from xiangtu.cli import main
from xiangtu.lexicon import words
from xiangtu.pipeline import cluster
from xiangtu.pipeline.building import Options, build
from xiangtu.pipeline.cluster import ClusterUnavailable, read_on_cluster
from xiangtu.pipeline.fingerprint import extractor_version
from xiangtu.pipeline.reading import extract
from xiangtu.store import STORE_FILE, PageStore

PATIENCE = 60.0
PAGES = 12
STORY = (
    "坪上镇办起第{0}所夜校\n\n本报讯（记者 王芳）3月5日，莒南县坪上镇第{0}所夜校开课，坪上镇镇长李建国出席。"
    "夜校已培训村民2{0}0人。\n"
)


def dask(role: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a scheduler or a worker, as `dask scheduler` and `dask worker` do."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *arguments]
    options = ["--host", "127.0.0.1", "--no-dashboard"]
    return subprocess.Popen(command + options, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def worker(address: str) -> subprocess.Popen[bytes]:
    return dask("worker", address, "--nthreads", "1", "--no-nanny")


def address_in(path: Path) -> str:
    started = time.monotonic()
    while not path.exists() or not path.read_text(encoding="utf-8").endswith("}"):
        assert time.monotonic() - started < PATIENCE
        time.sleep(0.05)
    found: str = json.loads(path.read_text(encoding="utf-8"))["address"]
    return found


def pages(folder: Path) -> Path:
    folder.mkdir()
    for number in range(PAGES):
        (folder / f"p{number:02}.txt").write_text(STORY.format(number + 1), encoding="utf-8")
    return folder


def files(workspace: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((workspace / "exports").iterdir())}


def test_a_cluster_gives_the_same_bytes_even_when_a_worker_dies_and_says_when_it_is_gone(tmp_path, capfd):
    given = pages(tmp_path / "pages")
    build(tmp_path / "here", [given], Options())
    started = [dask("scheduler", "--port", "0", "--scheduler-file", str(tmp_path / "scheduler.json"))]

    def lose(number: int) -> Callable[[str, int, int], None]:
        def at_the_second_page(step: str, done: int, _: int) -> None:
            if (step, done) == ("read", 2):
                started[number].kill()

        return at_the_second_page

    try:
        address = address_in(tmp_path / "scheduler.json")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster, "WORKER_SECONDS", 1)
            with pytest.raises(ClusterUnavailable, match=r"no worker is there.*dask worker"):
                build(tmp_path / "nobody", [given], Options(scheduler=address))
        started += [worker(address), worker(address)]
        summary = build(tmp_path / "there", [given], Options(scheduler=address), lose(1))
        assert (summary.read, summary.has_failures) == (PAGES, False)
        assert files(tmp_path / "there") == files(tmp_path / "here")
        with (
            PageStore(tmp_path / "here" / "graph" / STORE_FILE) as here,
            PageStore(tmp_path / "there" / "graph" / STORE_FILE) as there,
        ):
            assert here.pages() == there.pages()
            assert list(here.results()) == list(there.results())
        with pytest.raises(ClusterUnavailable, match="scheduler is gone: what was read is kept"):
            build(tmp_path / "lost", [given], Options(scheduler=address), lose(0))
        assert not (tmp_path / "lost" / "exports").exists()
        assert capfd.readouterr() == ("", "")
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_scheduler_that_does_not_answer_is_named_with_what_to_do(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://there"):
        with pytest.raises(ClusterUnavailable, match=f"{address}: no Dask scheduler answers") as refused:
            list(read_on_cluster([], address, extract, None))
        assert "\n" not in str(refused.value)


def test_without_dask_one_line_says_what_to_install(tmp_path, monkeypatch, capsys):
    command = [
        "build",
        str(pages(tmp_path / "pages")),
        "-w",
        str(tmp_path),
        "--scheduler",
        "tcp://127.0.0.1:9",
    ]
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr(sys, "argv", ["xiangtu", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr() == ("", "xiangtu: --scheduler needs Dask: pip install 'xiangtu[cluster]'\n")


def test_a_build_on_this_machine_does_not_import_dask():
    command = "import sys, xiangtu.cli, xiangtu.pipeline.building; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def test_a_worker_of_another_version_or_with_other_words_refuses(monkeypatch):
    monkeypatch.setattr(cluster, "_reads_with", [])
    cluster._prepare((), extractor_version())
    with pytest.raises(ClusterUnavailable, match="another version"):
        cluster._prepare((), "0123456789abcdef")
    with pytest.raises(ClusterUnavailable, match="word lists of another workspace"):
        cluster._prepare((("units.txt", "担\n".encode()),), extractor_version())


def test_a_workspaces_own_words_reach_the_workers(tmp_path):
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "posts.txt").write_text("寨老\n", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from xiangtu.lexicon import extend_from, words\n"
        "from xiangtu.pipeline import cluster\n"
        "from xiangtu.pipeline.fingerprint import extractor_version\n"
        "lists = cluster._lists(Path(sys.argv[1]))\n"
        "cluster._prepare(lists, sys.argv[2])\n"
        "sys.exit('寨老' not in words('posts'))"
    )
    told = "from xiangtu.lexicon import extend_from\n"
    told += "from xiangtu.pipeline.fingerprint import extractor_version\n"
    told += "import sys; from pathlib import Path; extend_from(Path(sys.argv[1])); print(extractor_version())"
    folder = str(tmp_path / "lexicon")
    version = subprocess.run(
        [sys.executable, "-c", told, folder], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()
    assert "+" in version
    assert "寨老" not in words("posts")
    assert subprocess.run([sys.executable, "-c", program, folder, version], check=False).returncode == 0
