"""The line of writers: nobody is overtaken, and whoever dies makes room. Each line stands for a process."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.store.writers_line import WritersLine

PATIENCE_SECONDS = 10.0


class Queue:
    """Threads that take turns, and the order in which they had them."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.had: list[str] = []
        self._threads: list[threading.Thread] = []

    def start(self, line: WritersLine, name: str) -> None:
        """Start a thread of `line`; it waits once this returns."""
        thread = threading.Thread(target=self.take, args=(line, name))
        is_alone = not self._threads
        self._threads.append(thread)
        thread.start()
        until(lambda: line.waiting > 0 or (is_alone and self._is_next_taken()))

    def take(self, line: WritersLine, name: str) -> None:
        with line.turn():
            self.had.append(name)

    def _is_next_taken(self) -> bool:
        """Whether another process waits to be the next that writes."""
        opened = os.open(f"{self.database}-next", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(opened)

    def end(self) -> list[str]:
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)
        return self.had


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.001)


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "books.db")


def test_turn__of_one_process_goes_to_whoever_waited_before(queue: Queue) -> None:
    line = WritersLine(queue.database)
    with line.turn():
        queue.start(line, "another thread")
    queue.take(line, "the first again")
    assert queue.end() == ["another thread", "the first again"]


def test_turn__of_two_processes_goes_to_whoever_waited_before(queue: Queue) -> None:
    ours, theirs = WritersLine(queue.database), WritersLine(queue.database)
    with ours.turn():
        queue.start(theirs, "theirs")
    queue.take(ours, "ours again")
    assert queue.end() == ["theirs", "ours again"]


@pytest.mark.parametrize(
    ("turn_seconds", "order"),
    [(0.0, ["theirs", "ours"]), (PATIENCE_SECONDS, ["ours", "theirs"])],
    ids=["one write a turn", "longer turns"],
)
def test_turn__goes_on_for_threads_that_wait_only_where_people_do(
    queue: Queue, turn_seconds: float, order: list[str]
) -> None:
    ours, theirs = WritersLine(queue.database, turn_seconds), WritersLine(queue.database)
    with ours.turn():
        queue.start(theirs, "theirs")
        queue.start(ours, "ours")
    assert queue.end() == order


def test_turn__ends_though_threads_wait_once_its_time_is_over(queue: Queue) -> None:
    ours, theirs = WritersLine(queue.database, 0.001), WritersLine(queue.database)
    with ours.turn():
        queue.start(theirs, "theirs")
        queue.start(ours, "ours")
        ends_at = time.monotonic() + 0.01
        until(lambda: time.monotonic() > ends_at)
    assert queue.end() == ["theirs", "ours"]


def test_turn__of_a_process_that_was_killed_is_free(queue: Queue) -> None:
    holder = subprocess.Popen(  # noqa: S603 - our own program
        (sys.executable, "-m", "tests.sync.store.turn_holder_program", str(queue.database)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        queue.start(WritersLine(queue.database), "ours")
        assert not queue.had
        holder.kill()
        assert queue.end() == ["ours"]
