"""The threads in which writes are sent, as many as Re-Leased may be asked at once."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor


class SendingThreads:
    """One pool of threads for all who write at a time: what was asked for first is sent first.

    So a second portion follows the first without a gap, and both together ask no more at once than one does.
    Made when first used, and anew in a process that forked.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ThreadPoolExecutor | None = None
        self._process = 0
        self._lock = threading.Lock()

    @property
    def pool(self) -> ThreadPoolExecutor:
        """The threads of this process."""
        with self._lock:
            if self._pool is None or self._process != os.getpid():
                self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="Re-Leased")
                self._process = os.getpid()
            return self._pool

    def close(self) -> None:
        """Let the threads go once they are done; new ones come when they are needed."""
        with self._lock:
            pool, self._pool = self._pool, None
            if pool is not None and self._process == os.getpid():
                pool.shutdown()
