"""One writer a workspace, across processes."""

import subprocess
import sys
import time

import pytest

from xiangtu.store import WorkspaceBusy, only_writer

HOLDER = """
import sys, time
from pathlib import Path
from xiangtu.store import only_writer
with only_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_writer_is_told_after_waiting(tmp_path, holder):
    told = []
    with (
        pytest.raises(WorkspaceBusy, match="another build"),
        only_writer(tmp_path, lambda: told.append(1), 0.1),
    ):
        pytest.fail("two writers at once")
    assert told == [1]


def test_a_lock_ends_with_its_holder_however_that_ends(tmp_path, holder):
    holder.kill()
    holder.wait()
    with only_writer(tmp_path, seconds=5):
        pass


def test_a_waiting_writer_goes_on_when_the_first_is_done(tmp_path, holder):
    def stop_the_first() -> None:
        holder.kill()
        time.sleep(0.2)

    with only_writer(tmp_path, stop_the_first, 10):
        pass
