"""What stands between the engine and its ledgers or database: all as it is, except where a story says so."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate
from sync.domain.sides import Side
from sync.use_cases.ports import Ledger, Response, Store, Write
from tests.sync.use_cases.bridge import Bridge

Wrote = Callable[[Sequence[Write], Callable[[], Sequence[Response]]], Sequence[Response]]
"""Given the writes, and what has the ledger carry them out: what the engine is told."""


@dataclass
class LedgerInBetween:
    """A ledger whose writes pass through `wrote`; `portions` holds what was asked for, call by call."""

    ledger: Ledger
    wrote: Wrote
    portions: list[Sequence[Write]] = field(default_factory=list)

    def write(self, writes: Sequence[Write]) -> Sequence[Response]:
        self.portions.append(writes)
        return self.wrote(writes, lambda: self.ledger.write(writes))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ledger, name)


@dataclass
class StoreInBetween:
    """A database that shows candidates as `spoilt` makes them."""

    store: Store
    spoilt: Callable[[Candidate], Candidate]

    def candidates(
        self, link_id: int, kind: RecordKind, *, size: int
    ) -> Iterator[Sequence[Candidate]]:
        for batch in self.store.candidates(link_id, kind, size=size):
            yield [self.spoilt(one) for one in batch]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def between_ledger(bridge: Bridge, side: Side, wrote: Wrote) -> LedgerInBetween:
    """Put something between the bridge and one side."""
    made = LedgerInBetween(bridge.ledgers[side], wrote)
    bridge.ledgers[side] = cast("Ledger", made)
    return made


def over_spoilt_store(bridge: Bridge, spoilt: Callable[[Candidate], Candidate]) -> Bridge:
    """The same bridge, over a database that shows some candidates spoilt."""
    return replace(bridge, store=cast("Store", StoreInBetween(bridge.store, spoilt)))
