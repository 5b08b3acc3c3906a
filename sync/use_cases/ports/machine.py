"""Threads and time: what a run asks of the machine it runs on.

Everything that begins threads, waits or looks at a clock on a run's way does it here, so that a test can carry
out a run with time that stands still and one thing after the other.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

Item = TypeVar("Item")


class Machine:
    """The machine as it is. Safe to share between threads."""

    def pool(self, count: int, name: str) -> Executor:
        """A new pool of at most `count` threads, called by `name`; whoever asked for it closes it."""
        return ThreadPoolExecutor(count, thread_name_prefix=name)

    def either_first(self, tasks: Sequence[Item]) -> Sequence[Item]:
        """Tasks that are begun at the same time, in the order in which they are begun."""
        return tasks

    @contextmanager
    def meanwhile(
        self, work: Callable[[], float | None], *, first_wait: float, name: str
    ) -> Iterator[None]:
        """Do `work` now and then beside the block, in a thread of its own, until the block ends.

        Args:
            work: Does it once, and says after how many seconds again; None for never again.
            first_wait: Seconds until it is done for the first time.
            name: Of the thread.
        """
        stop = threading.Event()
        thread = threading.Thread(
            target=_now_and_then, args=(work, first_wait, stop), name=name, daemon=True
        )
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def now(self) -> datetime:
        """The moment now, aware UTC."""
        return datetime.now(tz=UTC)

    def seconds(self) -> float:
        """Seconds by a clock that nobody sets back; only differences mean something."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Do nothing for so long."""
        time.sleep(seconds)


def _now_and_then(
    work: Callable[[], float | None], first_wait: float, stop: threading.Event
) -> None:
    wait: float | None = first_wait
    while wait is not None and not stop.wait(wait):
        wait = work()


MACHINE = Machine()
"""The machine that this process runs on."""
