"""Counts of all records, reused for a moment while a run changes them anyway."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from sync.use_cases.ports import Store, Tally

SHARE = 20
"""Counts are good for so many times as long as they took: however large a company, little time goes there."""


class LatelyCounted:
    """One company's records are counted by one thread at a time; who asks meanwhile shares what it found.

    Args:
        seconds: A clock that only goes on.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._turns: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)
        self._known: dict[int, tuple[float, tuple[Tally, ...]]] = {}

    def tallies(self, store: Store, link_id: int) -> tuple[Tally, ...]:
        """Counts and totals of the company's records, as they were a moment ago."""
        with self._turns[link_id]:
            good_until, tallies = self._known.get(link_id, (0.0, ()))
            began = self._seconds()
            if began < good_until:
                return tallies
            with store.reading() as transaction:
                tallies = transaction.records.tallies(link_id)
            ended = self._seconds()
            self._known[link_id] = (ended + SHARE * (ended - began), tallies)
            return tallies
