"""Turns at Intacct within one process, for tools and measurements that have no database."""

import math
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sync.use_cases.ports import CallAllowance, Turn, Usage
from sync.use_cases.ports.call_limits import company_key, month_key, no_turn_came


@dataclass(slots=True)
class _Company:
    """One company's turns: who waits, how many are under way, and the tokens as of `refilled_at`."""

    tokens: float
    refilled_at: float = field(default_factory=time.monotonic)
    in_flight: int = 0
    line: deque[object] = field(default_factory=deque)
    usage: defaultdict[str, Usage] = field(default_factory=lambda: defaultdict(Usage))


class LocalCallLimits:
    """Keeps `sync.use_cases.ports.CallLimits` for the threads of one process, first come, first served.

    Args:
        allowance: How much each company may be asked.
    """

    def __init__(self, allowance: CallAllowance) -> None:
        self._allowance = allowance
        self._companies: dict[str, _Company] = {}
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, company: str) -> Iterator[Turn]:
        """Wait for the company's turn and hold it while the block lasts; then count it.

        Raises:
            RetryLater: No turn came within the patience.
        """
        key = company_key(company)
        self._wait_for_turn(key)
        turn = Turn()
        try:
            yield turn
        finally:
            self._end(key, turn)

    def usage(self, company: str, month: date) -> Usage:
        """What the company was asked in the UTC month that `month` is a day of."""
        with self._changed:
            return self._company(company_key(company)).usage[month_key(month)]

    def _company(self, key: str) -> _Company:
        return self._companies.setdefault(key, _Company(self._allowance.burst))

    def _wait_for_turn(self, key: str) -> None:
        deadline = time.monotonic() + self._allowance.patience_seconds
        place = object()
        with self._changed:
            company = self._company(key)
            company.line.append(place)
            try:
                while (seconds := self._seconds_until_turn(company, place)) > 0:
                    left = deadline - time.monotonic()
                    if left <= 0:
                        raise no_turn_came(key, self._allowance)
                    self._changed.wait(min(seconds, left))
                company.in_flight += 1
                company.tokens -= 1
            finally:
                company.line.remove(place)
                self._changed.notify_all()

    def _seconds_until_turn(self, company: _Company, place: object) -> float:
        """0 now, infinity where somebody else must move first."""
        if company.line[0] is not place or company.in_flight >= self._allowance.requests_in_flight:
            return math.inf
        if not self._allowance.requests_per_minute:
            return 0.0
        now = time.monotonic()
        came_in = (now - company.refilled_at) * self._allowance.requests_per_second
        company.tokens = min(self._allowance.burst, company.tokens + came_in)
        company.refilled_at = now
        return max(0.0, (1 - company.tokens) / self._allowance.requests_per_second)

    def _end(self, key: str, turn: Turn) -> None:
        with self._changed:
            company = self._company(key)
            company.in_flight -= 1
            month = month_key(datetime.now(UTC))
            before = company.usage[month]
            company.usage[month] = Usage(
                before.requests + 1, before.transactions + turn.transactions
            )
            self._changed.notify_all()
