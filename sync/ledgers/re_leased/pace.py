"""Keeps the adapter's requests within Re-Leased's limit, for all its threads together."""

import threading
from collections import deque
from itertools import repeat

from sync.use_cases.ports import MACHINE, Machine

WINDOW_SECONDS = 60.0


class Pace:
    """Lets at most so many requests start in any 60 seconds, and none while told to hold.

    It remembers when the last requests started rather than filling a bucket drop by drop: a full
    bucket that also refills lets nearly twice the limit through in its first minute.

    Args:
        per_minute: The limit; None for none.
        machine: By whose clock, and who waits.
    """

    def __init__(self, per_minute: int | None, machine: Machine = MACHINE) -> None:
        self._machine = machine
        self._free_at: deque[float] = deque(repeat(0.0, per_minute or 0))
        self._held_until = 0.0
        self._lock = threading.Lock()

    def wait_for_turn(self) -> None:
        """Return when a request may start; sleeps until then."""
        while (seconds := self.seconds_until_turn(self._machine.seconds())) > 0:
            self._machine.sleep(seconds)

    def seconds_until_turn(self, now: float) -> float:
        """Take a turn at `now` (monotonic seconds) and return 0, or say how long there is none."""
        with self._lock:
            earliest = max(self._held_until, self._free_at[0] if self._free_at else 0.0)
            if earliest > now:
                return earliest - now
            if self._free_at:
                self._free_at.popleft()
                self._free_at.append(now + WINDOW_SECONDS)
            return 0.0

    def hold(self, seconds: float) -> None:
        """Start nothing for `seconds`: Re-Leased asked for a pause."""
        with self._lock:
            self._held_until = max(self._held_until, self._machine.seconds() + seconds)
