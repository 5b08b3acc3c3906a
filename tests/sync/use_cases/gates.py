"""A gate before a real ledger: what is asked of it waits until the test lets it through."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sync.domain.kinds import RecordKind
from sync.domain.records import Reference, Sighting
from sync.domain.sides import Side
from sync.use_cases.ports import (
    CompanyIdentity,
    Deletion,
    Done,
    Ledger,
    Outcome,
    Page,
    Unknown,
    Write,
)

PATIENCE_SECONDS = 60.0


@dataclass(slots=True)
class Gate:
    """Keeps `Ledger`, with a gate that is shut at first.

    Attributes:
        ledger: What stands behind it.
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

    @property
    def side(self) -> Side:
        return self.ledger.side

    def identity(self) -> CompanyIdentity:
        return self.ledger.identity()

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        if self.before_reading:
            self._wait()
        return self.ledger.changes(since)

    def first_used(self, references: Sequence[Reference]) -> Sequence[Sighting]:
        return self.ledger.first_used(references)

    def deletions(
        self,
        since: Mapping[RecordKind, datetime | None],
        known: Callable[[RecordKind], Iterator[Sequence[str]]],
    ) -> Iterator[Deletion]:
        return self.ledger.deletions(since, known)

    def write(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        if writes[0].kind in self.before_writing:
            self.waiting += 1
            self._wait()
            self.waiting -= 1
        return self.ledger.write(writes)

    def find(self, write: Write) -> Done | Unknown | None:
        return self.ledger.find(write)

    def close(self) -> None:
        self.ledger.close()

    def _wait(self) -> None:
        assert self._way.wait(PATIENCE_SECONDS), "The test never opened the gate."
