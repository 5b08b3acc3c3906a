"""A gate before a real ledger: what is asked of it waits until the test lets it through."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sync.domain.errors import RetryLater
from sync.domain.kinds import RecordKind
from sync.use_cases.ports import Ledger, Page, Response, Write

PATIENCE_SECONDS = 60.0


@dataclass(slots=True)
class Gate:
    """A ledger with a gate before it that is shut at first.

    Attributes:
        ledger: What stands behind it, and answers all else.
        before_reading: Whether readings wait at the gate.
        before_writing: The kinds of which writes wait at the gate.
        waiting: How many portions of writes wait at it now.
    """

    ledger: Ledger
    before_reading: bool = False
    before_writing: frozenset[RecordKind] = frozenset()
    waiting: int = 0
    _way: threading.Event = field(default_factory=threading.Event)

    def open(self) -> None:
        """Let everything through from now on."""
        self._way.set()

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        if self.before_reading:
            self._wait()
        return self.ledger.changes(since)

    def write(self, writes: Sequence[Write]) -> Sequence[Response]:
        if writes[0].kind in self.before_writing:
            self.waiting += 1
            self._wait()
            self.waiting -= 1
        return self.ledger.write(writes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ledger, name)

    def _wait(self) -> None:
        assert self._way.wait(PATIENCE_SECONDS), "The test never opened the gate."


@dataclass(slots=True)
class AwayAfter:
    """A ledger that is away once it was read so many times.

    Attributes:
        ledger: Stands behind it, and answers all else.
        readings: How often it may still be read.
    """

    ledger: Ledger
    readings: int

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        if self.readings == 0:
            raise RetryLater(f"{self.ledger.side.label} is away.")
        self.readings -= 1
        return self.ledger.changes(since)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ledger, name)
