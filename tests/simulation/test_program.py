"""python -m tests.simulation: however it ends, it tells its tally and leaves no files behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.waiting import PATIENCE_SECONDS, wait_for


def begun(tmp_path: Path, *, seeds: int) -> subprocess.Popen[str]:
    files = tmp_path / "files"
    files.mkdir()
    options = ["--folder", str(files), "--seeds", str(seeds)]
    with (tmp_path / "said").open("w") as said:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-W", "always::ResourceWarning", "-m", "tests.simulation", *options],
            stdout=said,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


def assert_ended_in_order(program: subprocess.Popen[str], tmp_path: Path) -> None:
    _, complaints = program.communicate(timeout=PATIENCE_SECONDS)
    assert complaints == ""
    assert list((tmp_path / "files").iterdir()) == []
    assert "promises broken in 0: []" in (tmp_path / "said").read_text()
    assert program.returncode == 0


def test_all_told__nothing_is_left_behind(tmp_path: Path) -> None:
    assert_ended_in_order(begun(tmp_path, seeds=1), tmp_path)


@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_twice__tells_its_tally_and_leaves_nothing(
    tmp_path: Path, ask: signal.Signals
) -> None:
    program = begun(tmp_path, seeds=10_000)
    wait_for("a story's world", lambda: list(tmp_path.glob("files/*/*/*.sqlite3")))
    program.send_signal(ask)
    wait_for("its tally", (tmp_path / "said").read_text)
    os.killpg(program.pid, ask)
    assert_ended_in_order(program, tmp_path)
