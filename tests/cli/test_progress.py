"""Progress of long work: a bar with pages a second and time left on a terminal, nothing on a pipe."""

import os
import pty
import subprocess
import sys

STEPS = """
import time
from xiangtu.cli.terminal import progress_bar
with progress_bar(quiet={quiet}) as progress:
    progress("wait", 0, 1)
    for done in range(9):
        progress("read", done, 40)
        time.sleep(0.06)
    progress("link", 0, 1)
    progress("export", 3, 7)
    time.sleep(0.2)
"""
WAITING = "xiangtu: waiting for another build of this workspace"


def on_a_terminal(quiet: bool) -> str:
    """Run the steps with a terminal as standard error, and return what it was sent."""
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", STEPS.format(quiet=quiet)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(program, stderr=theirs, env=environment)
    os.close(theirs)
    sent = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        sent += piece
    assert process.wait() == 0
    os.close(ours)
    return sent.decode("utf-8")


def test_a_terminal_shows_pages_a_second_and_time_left():
    sent = on_a_terminal(quiet=False)
    assert "reading pages" in sent
    assert "/40" in sent
    assert "pages/s" in sent
    assert "0:00:0" in sent
    assert "writing exports" in sent
    assert "3/7" in sent
    assert WAITING in sent


def test_quiet_shows_nothing_on_a_terminal_either():
    assert on_a_terminal(quiet=True) == ""


def test_a_pipe_gets_no_bar_but_is_told_that_another_build_is_waited_for():
    program = [sys.executable, "-c", STEPS.format(quiet=False)]
    run = subprocess.run(program, capture_output=True, encoding="utf-8", check=True)
    assert (run.stdout, run.stderr) == ("", WAITING + "\n")
