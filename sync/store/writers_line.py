"""The line in which writers to one SQLite file wait, whether threads of one process or different processes.

SQLite lets one write at a time, and whoever finds it busy only looks again now and then: a run that writes
without a pause would keep a click's few rows out for seconds. So all of Leasebridge's writers stand in line.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.domain.errors import RetryLater

OWN_SECONDS = 60.0
"""How long a thread waits for those of its own process, which are known to be alive."""

OTHERS_SECONDS = 10.0
"""How long a process waits for others, one of which may hang."""

PEOPLES_TURN_SECONDS = 0.1
"""How long a turn goes on, at most, of a process in which people wait for their answers."""

LOOK_EVERY_SECONDS = 0.001

TOO_BUSY = (
    "The database is away or too busy just now. Nothing was written; the same thing may work in a "
    "moment."
)


class WritersLine:
    """Whoever is next to write cannot be overtaken.

    One place is for writing and one for who is next; whoever wrote and wants to write again finds the second
    one taken. Within a process the places are locks. Between processes they are two empty files beside the
    database, locked as long as they are open, so that whoever dies makes room.

    A process may let more of its waiting threads write when its turn has come: a web process with many small
    writes to make would else wait for a long one of a run before each.

    Args:
        database: The SQLite file.
        turn_seconds: How long a turn of this process goes on while threads of it wait; 0 for one write.
    """

    def __init__(self, database: Path, turn_seconds: float = 0.0) -> None:
        self._next = threading.Lock()
        self._writes = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._next_file = database.with_name(f"{database.name}-next")
        self._writes_file = database.with_name(f"{database.name}-writes")
        self._turn: int | None = None  # the open file, while it is this process's turn
        self._turn_seconds = turn_seconds
        self._turn_ends_at = 0.0

    @property
    def waiting(self) -> int:
        """How many threads of this process wait for one that writes."""
        return self._waiting

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn to write and hold it while the block lasts.

        Raises:
            RetryLater: It did not come in time.
        """
        self._wait_for_threads()
        try:
            self._wait_for_processes()
            yield
        finally:
            self._give_way()
            self._writes.release()

    def _wait_for_threads(self) -> None:
        self._count(1)
        try:
            with _held(self._next):
                _acquire(self._writes)
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self._counting:
            self._waiting += change

    def _wait_for_processes(self) -> None:
        if self._turn is not None:
            return
        deadline = time.monotonic() + OTHERS_SECONDS
        following = _open_locked(self._next_file, deadline)
        try:
            self._turn = _open_locked(self._writes_file, deadline)
        finally:
            os.close(following)
        self._turn_ends_at = time.monotonic() + self._turn_seconds

    def _give_way(self) -> None:
        """End this process's turn, unless a thread of it waits and there is time left.

        One that gives up waiting at this very moment leaves the turn to the process's next writer.
        """
        if self._turn is None or (self._waiting and time.monotonic() < self._turn_ends_at):
            return
        os.close(self._turn)
        self._turn = None


@contextmanager
def _held(lock: threading.Lock) -> Iterator[None]:
    _acquire(lock)
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: threading.Lock) -> None:
    if not lock.acquire(timeout=OWN_SECONDS):
        raise RetryLater(TOO_BUSY)


def _open_locked(path: Path, deadline: float) -> int:
    """Open and lock the file; anew each time, as a process that forked would share the lock of an old one."""
    opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for_lock(opened, deadline)
    except BaseException:
        os.close(opened)
        raise
    return opened


def _wait_for_lock(opened: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise RetryLater(TOO_BUSY) from None
            time.sleep(LOOK_EVERY_SECONDS)
        else:
            return
