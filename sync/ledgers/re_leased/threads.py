"""The threads in which Re-Leased is asked: as many as it may be asked for things at once."""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from typing import TypeVar

from sync.use_cases.ports import MACHINE, Machine

Item = TypeVar("Item")


class Threads:
    """One pool of threads for all who write at a time: what was asked for first is sent first.

    So a second portion follows the first without a gap, and both together ask no more at once than one does.
    Made when first used, and anew in a process that forked.

    Args:
        count: How many.
        machine: Whose threads they are.
    """

    def __init__(self, count: int, machine: Machine = MACHINE) -> None:
        self._count = count
        self._machine = machine
        self._pool: Executor | None = None
        self._process = 0
        self._lock = threading.Lock()

    @property
    def pool(self) -> Executor:
        """The threads of this process."""
        with self._lock:
            if self._pool is None or self._process != os.getpid():
                self._pool = self._machine.pool(self._count, "Re-Leased")
                self._process = os.getpid()
            return self._pool

    def close(self) -> None:
        """Let the threads go once they are done; new ones come when they are needed."""
        with self._lock:
            pool, self._pool = self._pool, None
            if pool is not None and self._process == os.getpid():
                pool.shutdown()


def in_order(readings: Iterable[Iterator[Item]], pool: Executor) -> Iterator[Item]:
    """The items of all readings, one reading after the other, though they are read side by side.

    The next item of each is fetched in `pool` and waits until it is its turn. None of them is None.
    """
    coming = {reading: pool.submit(next, reading, None) for reading in readings}
    try:
        for reading in tuple(coming):
            while (item := coming[reading].result()) is not None:
                coming[reading] = pool.submit(next, reading, None)
                yield item
    finally:
        for waiting in coming.values():
            waiting.cancel()
