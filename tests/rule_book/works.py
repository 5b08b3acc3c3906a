"""What people do with one kind of record in either ledger, and what the ledgers show of it afterwards.

One class a kind. Everything is done through the stand-in ledgers' own books, as a person would on the screen;
what is there is read afresh over the ledgers' interfaces.
"""

from abc import ABC, abstractmethod

from sync.domain.kinds import RecordKind
from sync.domain.records import Record
from sync.domain.sides import Side
from tests.sync.use_cases.bridge import Bridge


class Work(ABC):
    """A person's work with one record of one kind."""

    kind: RecordKind
    name: str
    """What the record is called; no seeded record is called so."""

    @abstractmethod
    def create(self, bridge: Bridge, side: Side) -> None:
        """Make the record on `side`."""

    @abstractmethod
    def change(self, bridge: Bridge, side: Side) -> None:
        """Change something about it on `side`."""

    @abstractmethod
    def end(self, bridge: Bridge, side: Side) -> None:
        """End it on `side`, in that ledger's own way."""

    @abstractmethod
    def is_it(self, record: Record) -> bool:
        """Whether a record read from a ledger is this one."""

    @abstractmethod
    def told(self, record: Record) -> object:
        """What the record says that both ledgers must say alike."""

    @abstractmethod
    def has_ended(self, record: Record) -> bool:
        """Whether it has ended in the ledger that shows it."""

    def on(self, bridge: Bridge, side: Side) -> Record | None:
        """The record as `side` shows it now; None where it shows none.

        A second one would be a twin, which must never be.
        """
        found = [
            one.record
            for page in bridge.ledgers[side].changes({self.kind: None})
            for one in page.sightings
            if not one.gone and self.is_it(one.record)
        ]
        assert len(found) <= 1, f"{self.name} stands {len(found)} times in {side.label}"
        return found[0] if found else None

    def shown(self, bridge: Bridge, side: Side) -> object:
        """What `side` says about it; None where it is not there."""
        record = self.on(bridge, side)
        return None if record is None else self.told(record)

    def __str__(self) -> str:
        return self.kind.value
