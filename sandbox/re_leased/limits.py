"""How many requests a key may make: 60 a minute and 5 at once by default (assumed figures)."""

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one key; None lifts a limit."""

    per_minute: int | None = 60
    concurrent: int | None = 5


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a key has left, as the answer's headers tell it."""

    limit: int | None
    remaining: int
    reset: int  # epoch seconds
    retry_after: int | None  # seconds; None when the call may go ahead

    def headers(self) -> dict[str, str]:
        """The headers that go with every answer."""
        if self.limit is None:
            return {}
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
        }


@dataclass(slots=True)
class Gatekeeper:
    """Counts each key's requests, by real time: callers really wait.

    That the minute is counted from the key's first request in it is assumed.
    """

    limits: Limits
    now: Callable[[], float] = time.time
    _window_start: dict[str, float] = field(default_factory=dict)
    _used: Counter[str] = field(default_factory=Counter)
    _running: Counter[str] = field(default_factory=Counter)

    def enter(self, key: str) -> Allowance:
        """Ask to start a call; it has started unless `retry_after` is set."""
        now = self.now()
        if now - self._window_start.get(key, -math.inf) >= _MINUTE:
            self._window_start[key] = now
            self._used[key] = 0
        reset = self._window_start[key] + _MINUTE
        limit, concurrent = self.limits.per_minute, self.limits.concurrent
        if limit is not None and self._used[key] >= limit:
            return self._allowance(key, reset, retry_after=max(1, math.ceil(reset - now)))
        if concurrent is not None and self._running[key] >= concurrent:
            return self._allowance(key, reset, retry_after=1)
        self._used[key] += 1
        self._running[key] += 1
        return self._allowance(key, reset, retry_after=None)

    def leave(self, key: str) -> None:
        """A started call has ended."""
        self._running[key] -= 1

    def _allowance(self, key: str, reset: float, *, retry_after: int | None) -> Allowance:
        limit = self.limits.per_minute
        return Allowance(
            limit=limit,
            remaining=0 if limit is None else limit - self._used[key],
            reset=math.ceil(reset),
            retry_after=retry_after,
        )
