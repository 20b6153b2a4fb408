"""What befalls a build: killed, interrupted, disk full, a worker lost, two at once, an old or damaged store.

Real processes, real files. After every fault: the store opens, nothing is half written, nothing was deleted,
and the next run ends with the bytes of a build that nothing befell.
"""

import io
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pytest

from xiangtu.cli import main
from xiangtu.pipeline.building import Options, build
from xiangtu.store import STORE_FILE, PageStore, encode_result

PROGRAM = "from xiangtu.cli import main; main()"
PATIENCE = 60.0
FEW, MANY = 3, 30
"""Pages of the earlier build, and of the one that something befalls."""
MOMENTS = 5
LONG_MOMENTS = 50
SEED = 1
STORY = (
    "坪上镇第{0}期春耕课堂开讲\n\n本报讯（记者 王芳 通讯员 赵敏）3月5日，莒南县坪上镇第{0}期春耕课堂开讲，"
    "坪上镇党委书记李建国出席。今年以来，坪上镇实施“田长制”，改造高标准农田2{0}00亩，涝坡镇投资3{0}万元修缮"
    "涝坡镇中心小学校舍。莒南县农业农村局局长周明介绍，全县已有{0}个村办起夜校。\n\n"
)


class Started(Protocol):
    """A process of the command."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    def poll(self) -> int | None: ...
    def kill(self) -> None: ...
    def communicate(self, *, timeout: float | None = None) -> tuple[str, str]: ...


@dataclass(frozen=True)
class Course:
    """A build that nothing befalls: the workspace before it, what it leaves, how long its writing takes."""

    pages: Path
    before: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    seconds: float


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start the real command in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


class Fork:
    """The real command in a fork of this process, which has its word lists and models at hand already.

    `room` is a disk that takes no file longer than so many bytes: every write past them fails.
    """

    def __init__(self, arguments: tuple[str, ...], said: Path, room: int | None = None) -> None:
        self._said = said
        self._process = multiprocessing.get_context("fork").Process(
            target=_run_in_fork, args=(arguments, said, room)
        )
        self._process.start()
        self.pid = self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def communicate(self, *, timeout: float | None = None) -> tuple[str, str]:
        self._process.join(timeout)
        assert self._process.exitcode is not None
        return "", self._said.read_text(encoding="utf-8")

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode


def _run_in_fork(arguments: tuple[str, ...], said: Path, room: int | None) -> None:
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    ended = run_here(*arguments, said=said)
    os._exit(ended.returncode)


def run_here(*arguments: str, said: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the real command in this process; `said` is a file for what it says on standard error."""
    out = io.StringIO()
    err = io.StringIO() if said is None else said.open("w", encoding="utf-8", buffering=1)
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["xiangtu", *arguments])
        try:
            main()
        except SystemExit as ending:
            code = ending.code
    complaints = err.getvalue() if isinstance(err, io.StringIO) else ""
    return subprocess.CompletedProcess(arguments, int(str(code or 0)), out.getvalue(), complaints)


def building(workspace: Path, pages: Path, workers: int = 1) -> tuple[str, ...]:
    return ("build", str(pages), "-w", str(workspace), "-j", str(workers))


def files(workspace: Path) -> dict[str, bytes]:
    """All exports, and the names of all other files of a workspace but the store's own."""
    found = {path.name: path.read_bytes() for path in sorted((workspace / "exports").glob("*"))}
    others = (path for path in workspace.rglob("*") if path.parent.name not in {"exports", "graph", "pages"})
    return found | {str(path.relative_to(workspace)): b"" for path in others if path.is_file()}


def store_of(workspace: Path) -> Path:
    return workspace / "graph" / STORE_FILE


def stored(workspace: Path) -> int:
    """How many pages a store holds, asked from outside."""
    try:
        with closing(sqlite3.connect(f"file:{store_of(workspace)}?mode=ro", uri=True)) as database:
            count: int = database.execute("SELECT count(*) FROM pages").fetchone()[0]
            return count
    except sqlite3.OperationalError:
        return 0


def until(condition: bool, process: Started, started: float) -> bool:
    """Whether to go on: waits a little; what never comes true is a failure."""
    if condition:
        return True
    assert process.poll() is None, process.communicate()
    assert time.monotonic() - started < PATIENCE
    time.sleep(0.005)
    return False


def wait_for_pages(workspace: Path, count: int, process: Started) -> None:
    started = time.monotonic()
    while not until(stored(workspace) >= count, process, started):
        pass


def children(process: Started) -> list[int]:
    """The processes that one has started, all generations, but for multiprocessing's own helper."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (
                    (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                )
                command = (entry / "cmdline").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            if fields[0] != "Z" and "resource_tracker" not in command:
                parents[int(entry.name)] = int(fields[1])
    found, wanted = [], [process.pid]
    while wanted:
        one = wanted.pop()
        below = sorted(child for child, parent in parents.items() if parent == one)
        found += below
        wanted += below
    return found


def is_alive(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def sound(workspace: Path) -> None:
    """The store opens, is whole, and gives every page whole."""
    if not store_of(workspace).exists():
        return
    with closing(sqlite3.connect(store_of(workspace))) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with PageStore(store_of(workspace)) as store:
        kept = {page.id: page.sha256 for page in store.pages()}
        results = list(store.results())
    assert {result.page.id: result.page.sha256 for result in results} == kept
    for result in results:
        assert sha256(result.page.text.encode("utf-8")).hexdigest() == result.page.sha256
        assert len(result.articles) == 1


def write_pages(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"p{number:02}.txt").write_text(STORY.format(number + 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    root = tmp_path_factory.mktemp("course")
    before, after = root / "before", root / "after"
    write_pages(before / "pages", FEW)
    assert run_here(*building(before, before / "pages")).returncode == 0
    pages = write_pages(root / "pages", MANY)
    shutil.copytree(before, after)
    process = Fork(building(after, pages), root / "said")
    wait_for_pages(after, FEW + 1, process)
    began = time.monotonic()
    process.communicate(timeout=PATIENCE)
    seconds = time.monotonic() - began
    assert process.returncode == 0
    return Course(pages, before, files(before), files(after), seconds)


@pytest.fixture
def workspace(course, tmp_path) -> Iterator[Path]:
    shutil.copytree(course.before, tmp_path / "workspace")
    yield tmp_path / "workspace"


def ends_well(workspace: Path, course: Course) -> None:
    """The next run ends as if nothing had happened, and leaves nothing behind."""
    after = run_here(*building(workspace, course.pages))
    assert (after.returncode, after.stderr) == (0, "")
    assert files(workspace) == course.new


def kill_and_go_on(workspace: Path, course: Course, share: float) -> None:
    process = Fork(building(workspace, course.pages), workspace.with_name("said"))
    wait_for_pages(workspace, FEW + 1, process)
    time.sleep(share * course.seconds)
    left_by(process, workspace, course)


def left_by(process: Started, workspace: Path, course: Course) -> None:
    process.kill()
    process.communicate()
    sound(workspace)
    for name, data in files(workspace).items():
        assert data in {course.old.get(name), course.new.get(name)} or name.startswith(".exports-"), name
    ends_well(workspace, course)


def fills_the_disk(workspace: Path, course: Course, pages: Path, room: int) -> None:
    process = Fork(building(workspace, pages), workspace.with_name("said"), room)
    _, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert complaints.count("\n") == 1
    assert "space" in complaints
    assert files(workspace) == course.old
    sound(workspace)


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_build_killed_at_any_moment_is_taken_up_again(workspace, course, moment):
    kill_and_go_on(workspace, course, random.Random(SEED).sample(range(100), MOMENTS)[moment] / 100)


def test_a_build_killed_while_it_writes_exports_leaves_the_earlier_ones(workspace, course):
    process = Fork(building(workspace, course.pages), workspace.with_name("said"))
    started = time.monotonic()
    while not until(any(workspace.glob(".exports-*/*")), process, started):
        pass
    left_by(process, workspace, course)


@pytest.mark.long
@pytest.mark.parametrize("moment", range(LONG_MOMENTS))
def test_a_build_killed_at_any_of_many_moments_is_taken_up_again(workspace, course, moment):
    kill_and_go_on(workspace, course, random.Random(SEED + moment).random())


def test_a_killed_build_leaves_no_worker_behind(workspace, course):
    process = start(*building(workspace, course.pages, workers=2))
    wait_for_pages(workspace, FEW + 1, process)
    workers = children(process)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    started = time.monotonic()
    while any(map(is_alive, workers)):
        assert time.monotonic() - started < PATIENCE
        time.sleep(0.02)
    ends_well(workspace, course)


def test_a_build_whose_worker_is_killed_ends_with_the_same_bytes(workspace, course):
    process = start(*building(workspace, course.pages, workers=2))
    wait_for_pages(workspace, FEW + 1, process)
    os.kill(children(process)[0], signal.SIGKILL)
    _, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaints) == (0, "")
    assert files(workspace) == course.new


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_stops_at_once_with_one_line_and_the_next_run_goes_on_from_there(workspace, course, workers):
    process = start(*building(workspace, course.pages, workers))
    wait_for_pages(workspace, FEW + 2, process)
    workers_then = children(process)
    os.killpg(process.pid, signal.SIGINT)
    out, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (130, "")
    assert complaints == "xiangtu: stopped; what was read is kept, run the same command again to go on\n"
    assert not any(map(is_alive, workers_then))
    sound(workspace)
    assert FEW + 2 <= stored(workspace) < MANY
    assert files(workspace) == course.old
    ends_well(workspace, course)


def test_exports_that_do_not_fit_on_the_disk_leave_the_earlier_ones_and_the_store(workspace, course):
    pages = write_pages(workspace.with_name("more"), FEW + 1)
    fills_the_disk(workspace, course, pages, max(map(len, course.old.values())) // 2)
    assert stored(workspace) == FEW + 1


def test_pages_that_do_not_fit_on_the_disk_leave_everything_as_it_was(workspace, course):
    fills_the_disk(workspace, course, course.pages, 4096)
    assert stored(workspace) == FEW


def test_a_page_that_changes_while_it_is_read_counts_as_it_was_read(tmp_path):
    page = write_pages(tmp_path / "pages", 1) / "p00.txt"
    first = page.read_bytes()

    def overwrite(step: str, done: int, _: int) -> None:
        if (step, done) == ("read", 0):
            page.write_text(STORY.format(9), encoding="utf-8")

    build(tmp_path, [page], Options(), overwrite)
    sound(tmp_path)
    with PageStore(store_of(tmp_path)) as store:
        assert [each.sha256 for each in store.pages()] == [sha256(first).hexdigest()]
    assert build(tmp_path, [page], Options()).read == 1
    sound(tmp_path)
    assert build(tmp_path, [page], Options()).read == 0


def test_of_two_builds_at_once_the_second_waits_and_says_so(workspace, course):
    said = workspace.with_name("said by the second")
    first = Fork(building(workspace, course.pages), workspace.with_name("said"))
    wait_for_pages(workspace, FEW + 1, first)
    os.kill(first.pid, signal.SIGSTOP)
    second = Fork(building(workspace, course.pages), said)
    started = time.monotonic()
    while not until(said.exists() and said.stat().st_size > 0, second, started):
        pass
    os.kill(first.pid, signal.SIGCONT)
    _, complaints = first.communicate(timeout=PATIENCE)
    _, waited = second.communicate(timeout=PATIENCE)
    assert (first.returncode, complaints) == (0, "")
    assert (second.returncode, waited) == (0, "xiangtu: waiting for another build of this workspace\n")
    assert files(workspace) == course.new


def test_a_store_of_the_first_version_is_taken_over(workspace, course):
    with PageStore(store_of(workspace)) as store:
        pages, results = store.pages(), list(store.results())
    shutil.rmtree(workspace / "graph")
    (workspace / "graph").mkdir()
    with closing(sqlite3.connect(store_of(workspace))) as database:
        database.execute(
            "CREATE TABLE pages (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, key TEXT NOT NULL, "
            "root TEXT NOT NULL, result BLOB NOT NULL) WITHOUT ROWID"
        )
        for page, result in zip(pages, results, strict=True):
            row = (page.id, page.sha256, page.key, page.root, encode_result(result))
            database.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", row)
        database.execute("PRAGMA user_version = 1")
        database.commit()
    assert run_here("status", "-w", str(workspace)).returncode == 0
    ends_well(workspace, course)


def emptied_head(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(200))


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwritten_inside(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xff" * (size // 2))


def of_a_later_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("damage", [emptied_head, cut_short, overwritten_inside, of_a_later_version])
def test_a_store_that_cannot_be_read_is_named_and_kept_with_what_to_do(workspace, course, damage):
    damage(store_of(workspace))
    before = store_of(workspace).read_bytes()
    for command in (("report", "-w", str(workspace)), building(workspace, course.pages)):
        refused = run_here(*command)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr.count("\n") == 1
        assert f"graph/{STORE_FILE}: " in refused.stderr
        assert "build again" in refused.stderr
        assert len(store_of(workspace).read_bytes()) >= len(before)
        assert files(workspace) == course.old
    store_of(workspace).rename(store_of(workspace).with_suffix(".damaged"))
    for rest in (workspace / "graph").glob(f"{STORE_FILE}-*"):
        rest.unlink()
    ends_well(workspace, course)
