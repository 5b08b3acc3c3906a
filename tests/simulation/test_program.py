"""python -m tests.simulation: however it ends, it tells its tally and leaves no files behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.waiting import PATIENCE_SECONDS, wait_for


def begun(folder: Path, *, seeds: int) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.simulation", "--folder", str(folder)]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*program, "--seeds", str(seeds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def assert_ended_in_order(program: subprocess.Popen[str], folder: Path) -> str:
    said, complaints = program.communicate(timeout=PATIENCE_SECONDS)
    assert complaints == ""
    assert list(folder.iterdir()) == []
    assert "promises broken in 0: []" in said
    assert program.returncode == 0
    return said


def test_all_told__nothing_is_left_behind(tmp_path: Path) -> None:
    said = assert_ended_in_order(begun(tmp_path, seeds=1), tmp_path)
    assert "1 seeds," in said


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_twice__tells_its_tally_and_leaves_nothing(
    tmp_path: Path, ask: signal.Signals
) -> None:
    program = begun(tmp_path, seeds=10_000)
    wait_for("a story's world", lambda: list(tmp_path.glob("*/*/*.sqlite3")))
    program.send_signal(ask)
    os.killpg(program.pid, ask)
    assert_ended_in_order(program, tmp_path)
